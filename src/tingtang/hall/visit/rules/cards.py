"""What a card reader reads. Pure."""

import re
from enum import StrEnum

from tingtang.kernel.refused import Refused


class CardKind(StrEnum):
    """What a reader reads: a bank card or passbook, or a document of identity."""

    CARD = "card"
    ID = "id"


_NUMBERS = {CardKind.CARD: re.compile(r"[0-9]{12,19}"), CardKind.ID: re.compile(r"[0-9A-Z]{5,20}")}


def card_number(kind: CardKind, read: str) -> str:
    """The number without blanks and hyphens; a refusal never repeats what was read."""
    number = re.sub(r"[\s-]", "", read).upper()
    if not _NUMBERS[kind].fullmatch(number):
        raise Refused("bad_input", where="number")
    return number
