"""Sentences for refusals, in three languages: zh-Hans first, the others complete."""

import json
from functools import cache
from importlib.resources import files
from typing import Literal, get_args

from tingtang.kernel.refused import Refused

Language = Literal["zh-Hans", "zh-Hant", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
_TRADITIONAL = ("zh-hant", "zh-tw", "zh-hk", "zh-mo")


@cache
def catalogue(language: Language) -> dict[str, str]:
    """Code → sentence with {placeholders}."""
    text = files(__package__).joinpath(f"{language}.json").read_text("utf-8")
    sentences: dict[str, str] = json.loads(text)
    return sentences


def say(refused: Refused, language: Language) -> str:
    """The sentence for a refusal, in the user's language."""
    sentences = catalogue(language)
    facts = {
        name: sentences.get(f"{name}.{value}", value)  # a state or a move has a word of its own
        for name, value in {"where": refused.where, **refused.facts}.items()
    }
    return sentences[refused.code].format(**facts)


def language_of(accepted: str) -> Language:
    """The first of our languages that an Accept-Language header (RFC 9110 §12.5.4) asks for."""
    for part in accepted.lower().split(","):
        tag = part.split(";")[0].strip()
        if tag.startswith("en"):
            return "en"
        if tag.startswith(_TRADITIONAL):
            return "zh-Hant"
        if tag.startswith("zh"):
            return "zh-Hans"
    return "zh-Hans"
