"""States of a visit and of a call for help; classes of customers and of lines. Pure."""

import re
from enum import IntEnum, StrEnum

from tingtang.kernel.refused import Refused


class CustomerClass(StrEnum):
    """What the bank knows or supposes of the customer. Never shown to customers."""

    VIP = "vip"
    POTENTIAL = "potential"
    ORDINARY = "ordinary"


class Need(StrEnum):
    """Why somebody is protected (DOMAIN.md §13)."""

    ELDER = "elder"
    DISABLED = "disabled"
    PREGNANT = "pregnant"
    INFANT = "infant"


class LineClass(IntEnum):
    """The class of a line, first to last (DOMAIN.md §8)."""

    EMERGENCY = 0
    CARE = 1
    VIP = 2
    BOOKED = 3
    ORDINARY = 4

    @property
    def word(self) -> str:
        """Its name in views and parameters."""
        return self.name.lower()


class VisitState(StrEnum):
    """DOMAIN.md §19."""

    ARRIVED = "arrived"
    WAITING = "waiting"
    SERVING = "serving"
    LEFT = "left"
    ABANDONED = "abandoned"


class HelpState(StrEnum):
    """A call for help."""

    ASKED = "asked"
    ANSWERED = "answered"
    ESCALATED = "escalated"
    CLOSED = "closed"


class HelpMove(StrEnum):
    """What may happen to a call for help."""

    ANSWER = "answer"
    ESCALATE = "escalate"
    CLOSE = "close"


HELP_MOVES: dict[tuple[HelpState, HelpMove], HelpState] = {
    (HelpState.ASKED, HelpMove.ANSWER): HelpState.ANSWERED,
    (HelpState.ESCALATED, HelpMove.ANSWER): HelpState.ANSWERED,
    (HelpState.ASKED, HelpMove.ESCALATE): HelpState.ESCALATED,
    (HelpState.ANSWERED, HelpMove.CLOSE): HelpState.CLOSED,
    (HelpState.ASKED, HelpMove.CLOSE): HelpState.CLOSED,
    (HelpState.ESCALATED, HelpMove.CLOSE): HelpState.CLOSED,
}


def move_help(state: HelpState, move: HelpMove) -> HelpState:
    """The state after `move`; refuses with `help_cannot` where the table has no row."""
    try:
        return HELP_MOVES[state, move]
    except KeyError:
        raise Refused("help_cannot", state=state.value, move=move.value) from None


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
