"""States of a seat. Pure."""

from enum import StrEnum

from tingtang.kernel.refused import Refused


class SeatState(StrEnum):
    """A seat's states."""

    VACANT = "vacant"  # nobody sits here
    PAUSED = "paused"  # taken, calls nobody
    OPEN = "open"
    CLOSING = "closing"  # ends with the customer who is still here


WORKING = frozenset({SeatState.OPEN, SeatState.CLOSING})


class SeatMove(StrEnum):
    """What may happen to a seat."""

    TAKE = "take"
    OPEN = "open"
    PAUSE = "pause"
    CLOSE = "close"
    LEAVE = "leave"
    HAND_OVER = "hand_over"


class Pause(StrEnum):
    """Why a seat calls nobody."""

    PREPARING = "preparing"
    LUNCH = "lunch"
    BREAK = "break"
    ERRAND = "errand"
    CASH = "cash"
    SYSTEM = "system"


_S, _M = SeatState, SeatMove
SEAT_MOVES: dict[tuple[SeatState, SeatMove], SeatState] = {
    (_S.VACANT, _M.TAKE): _S.PAUSED,
    (_S.PAUSED, _M.OPEN): _S.OPEN,
    (_S.CLOSING, _M.OPEN): _S.OPEN,
    (_S.OPEN, _M.PAUSE): _S.PAUSED,
    (_S.PAUSED, _M.PAUSE): _S.PAUSED,
    (_S.OPEN, _M.CLOSE): _S.CLOSING,
    (_S.PAUSED, _M.CLOSE): _S.CLOSING,
    (_S.PAUSED, _M.LEAVE): _S.VACANT,
    (_S.OPEN, _M.LEAVE): _S.VACANT,
    (_S.CLOSING, _M.LEAVE): _S.VACANT,
    (_S.OPEN, _M.HAND_OVER): _S.OPEN,
    (_S.PAUSED, _M.HAND_OVER): _S.PAUSED,
    (_S.CLOSING, _M.HAND_OVER): _S.CLOSING,
}


def move_seat(state: SeatState, move: SeatMove) -> SeatState:
    """The state after `move`; refuses with `seat_cannot` where the table has no row."""
    try:
        return SEAT_MOVES[state, move]
    except KeyError:
        raise Refused("seat_cannot", state=state.value, move=move.value) from None
