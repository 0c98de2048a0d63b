"""States of a visit and of a call for help. Pure."""

from enum import StrEnum

from tingtang.kernel.refused import Refused


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
