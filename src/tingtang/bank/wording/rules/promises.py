"""What may not be said to a customer, found in a text however it is written.

Reference
---------
DOMAIN.md §9 and §15 (no guarantees, nothing named before suitability), §3 (forbidden phrases), §12
(the right to know), §19 contradiction 8.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tingtang.bank.wording.rules import naming
from tingtang.bank.wording.rules.banned import INNOCENT, MULTIPLE, PROMISES, SYLLABLES
from tingtang.bank.wording.rules.folding import CLOSE, Folded, fold, is_latin, readings
from tingtang.bank.wording.rules.negation import denied, denied_in_english
from tingtang.kernel.refused import Refused


@dataclass(frozen=True, slots=True, order=True)
class Slip:
    """What may not be said: where it stands (from 1), as it is written there, and why not."""

    place: int
    found: str
    code: str

    def refused(self, where: str) -> Refused:
        """As a refusal, whose sentence says the mend."""
        found, place = self.found, self.place
        match self.code:
            case "promises_principal":
                return Refused("promises_principal", where=where, found=found, place=place)
            case "promises_return":
                return Refused("promises_return", where=where, found=found, place=place)
            case "promises_no_risk":
                return Refused("promises_no_risk", where=where, found=found, place=place)
            case "promises_multiple":
                return Refused("promises_multiple", where=where, found=found, place=place)
            case "names_a_rate":
                return Refused("names_a_rate", where=where, found=found, place=place)
            case "names_an_amount":
                return Refused("names_an_amount", where=where, found=found, place=place)
            case "class_word":
                return Refused("class_word", where=where, found=found, place=place)
            case _:
                return Refused("forbidden_phrase", where=where, found=found, place=place)


@lru_cache(maxsize=4096)
def check_wording(text: str) -> tuple[Slip, ...]:
    """Everything in a text that may not be said to a customer, in order; none: it may be said."""
    found = {*_promises(text), *_names(text)}
    return tuple(sorted(each for each in found if not _within_another(each, found)))


def _within_another(slip: Slip, found: set[Slip]) -> bool:
    """Whether a longer one of its kind holds it."""
    return any(
        each != slip
        and each.code == slip.code
        and len(each.found) > len(slip.found)
        and each.place <= slip.place
        and slip.place + len(slip.found) <= each.place + len(each.found)
        for each in found
    )


# ------------------------------------------------------------------------------ promises


def _promises(text: str) -> Iterator[Slip]:
    for heard in readings(text, SYLLABLES):
        innocent = [each.span() for each in INNOCENT.finditer(heard.text)]
        for code, pattern in PROMISES.items():
            for first, end in _everywhere(pattern, heard.text):
                if not _is_word(heard, first, end) or _belongs(first, end, innocent):
                    continue
                if pattern is MULTIPLE or not _denied(text, heard, first, end):
                    yield _slip(text, heard, first, end, code)


def _everywhere(pattern: re.Pattern[str], text: str) -> Iterator[tuple[int, int]]:
    """Each match, also those that begin within another."""
    match = pattern.search(text)
    while match is not None:
        yield match.span()
        match = pattern.search(text, match.start() + 1)


def _is_word(heard: Folded, first: int, end: int) -> bool:
    """Whether what is Latin in it is a word of its own: no part of “benefit”, none of “pianos”."""
    if is_latin(heard.text[first]) and not heard.begins_word(first):
        return False
    if heard.text[max(first - 1, 0) : first + 1].isdecimal() and first:
        return False  # the nought of a greater number
    latin = [each for each in heard.text[first:end] if is_latin(each)]
    if not latin or len(latin) == end - first or not is_latin(heard.text[end - 1]):
        return True
    goes_on = end < len(heard.text) and is_latin(heard.text[end])
    return not (goes_on and heard.apart[end] == CLOSE)


def _belongs(first: int, end: int, innocent: list[tuple[int, int]]) -> bool:
    """Whether it shares characters with a sober word that goes beyond it."""
    return any(
        begins < end and first < ends and (begins < first or ends > end)
        for begins, ends in innocent
    )


def _denied(text: str, heard: Folded, first: int, end: int) -> bool:
    if is_latin(heard.text[first]) and is_latin(heard.text[end - 1]):
        return denied_in_english(text, heard.places[first])
    last = heard.places[end - 1]
    asks = set("?？") & {*text[last + 1 : last + 3]}  # 不保本？
    return not asks and denied(heard, first, end)


def _slip(text: str, heard: Folded, first: int, end: int, code: str) -> Slip:
    places = heard.places[first:end]
    return Slip(min(places) + 1, text[min(places) : max(places) + 1], code)


# ------------------------------------------------------------------------------ names


def _names(text: str) -> Iterator[Slip]:
    plain = fold(text, digits=True)
    for first, end in _everywhere(naming.RATE_WORDS, plain.text):
        if not denied(plain, first, end):
            yield _slip(text, plain, first, end, "names_a_rate")
    for code, pattern in _NAMES:
        for match in pattern.finditer(plain.text):
            if _is_word(plain, *match.span()):
                yield _slip(text, plain, *match.span(), code)
    signed = fold(text, keep=naming.SIGNS, digits=True)
    for code, pattern in _NUMBERS:
        for match in pattern.finditer(signed.text):
            yield _slip(text, signed, *match.span(), code)
    for match in naming.TITLE.finditer(text):
        if not match[1].endswith(naming.FORMS):
            yield Slip(match.start() + 1, match[0], "names_a_rate")


_NAMES = (
    ("names_a_rate", naming.NUMBERED),
    ("names_a_rate", naming.RECOMMENDED),
    ("names_a_rate", naming.RATE_IN_ENGLISH),
    ("class_word", naming.CLASSES),
    ("forbidden_phrase", naming.FORBIDDEN),
)
_NUMBERS = (("names_a_rate", naming.RATES), ("names_an_amount", naming.AMOUNTS))
