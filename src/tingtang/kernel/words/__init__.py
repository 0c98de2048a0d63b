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
        for name, value in refused.facts.items()
    }
    return sentences[refused.code].format(where=place_of(refused.where, language), **facts)


def place_of(where: str, language: Language) -> str:
    """The name of a field as people know it; of `notes.2` the rest stays, counted from 0."""
    field, dot, rest = where.partition(".")
    return catalogue(language).get(f"where.{field}", field) + dot + rest


def language_of(accepted: str) -> Language:
    """Which of our languages an Accept-Language header (RFC 9110 §12.5.4) wants most."""
    wanted = [_wanted(part) for part in accepted.lower().split(",")]
    known = [(weight, language) for weight, language in wanted if language and weight > 0]
    return max(known, key=lambda each: each[0])[1] if known else "zh-Hans"


def _wanted(part: str) -> tuple[float, Language | None]:
    tag, _, weight = part.partition(";q=")
    try:
        return float(weight or 1), _spoken(tag.strip())
    except ValueError:
        return 0.0, None


def _spoken(tag: str) -> Language | None:
    if tag.startswith("en"):
        return "en"
    if tag.startswith(_TRADITIONAL):
        return "zh-Hant"
    return "zh-Hans" if tag.startswith("zh") else None
