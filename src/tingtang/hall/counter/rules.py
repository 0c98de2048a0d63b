"""States of a seat, and of where a relationship manager receives. Pure."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.bank.branch.rules import CounterKind
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


class Asked(Protocol):
    """What tells whether somebody is asked to work a counter."""

    @property
    def summoned_until(self) -> datetime | None: ...
    @property
    def summons_declined(self) -> bool: ...


def is_summoned(seat: Asked, at: datetime) -> bool:
    """Whether a summons stands: it ends by itself when its time has passed."""
    until = seat.summoned_until
    return until is not None and at < until and not seat.summons_declined


class DeskState(StrEnum):
    """Whether a relationship manager can be led to: the state of the desk, and no second status."""

    FREE = "free"
    HELD = "held"  # somebody is being led there
    SERVING = "serving"
    PAUSED = "paused"
    ABSENT = "absent"


class Desk(Protocol):
    """What a desk's state follows from."""

    @property
    def state(self) -> SeatState: ...
    @property
    def ticket_id(self) -> UUID | None: ...
    @property
    def held_until(self) -> datetime | None: ...


RECEIVE = tuple(
    post.value for post in Post if {Right.RECEIVE_REFERRAL, Right.TAKE_SEAT} <= RIGHTS[post]
)  #: the posts of who receives customers where they sit


def is_desk(kind: str, post: str | None) -> bool:
    """Whether customers are led to a counter where somebody of this post sits (None: nobody). Where
    a relationship manager sits, there they receive: at a desk, and at a VIP counter.
    """
    return kind == CounterKind.DESK or (kind == CounterKind.VIP and post in RECEIVE)


def desk_state(seat: Desk, at: datetime) -> DeskState:
    """The state of a desk at one instant: a hold ends by itself when its time has passed."""
    if seat.state is SeatState.VACANT:
        return DeskState.ABSENT
    if seat.ticket_id is not None:
        return DeskState.SERVING
    if seat.state is not SeatState.OPEN:
        return DeskState.PAUSED
    if seat.held_until is not None and at < seat.held_until:
        return DeskState.HELD
    return DeskState.FREE
