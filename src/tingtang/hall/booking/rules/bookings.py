"""The life of an appointment. What time alone tells (late, no show, expired) is not stored."""

import hmac
import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tingtang.kernel.refused import Refused
from tingtang.kernel.seal import blind_index


class BookingState(StrEnum):
    """What an appointment is, as stored."""

    PENDING = "pending"  # the code is still to be given
    BOOKED = "booked"
    ARRIVED = "arrived"
    WALK_IN = "walk_in"  # came after the grace: an ordinary number
    CANCELLED = "cancelled"


class BookingMove(StrEnum):
    """What may happen to an appointment."""

    CONFIRM = "confirm"
    CANCEL = "cancel"
    MEET = "meet"
    MEET_LATE = "meet_late"


_S, _M = BookingState, BookingMove
BOOKING_MOVES: dict[tuple[BookingState, BookingMove], BookingState] = {
    (_S.PENDING, _M.CONFIRM): _S.BOOKED,
    (_S.PENDING, _M.CANCEL): _S.CANCELLED,
    (_S.BOOKED, _M.CANCEL): _S.CANCELLED,
    (_S.BOOKED, _M.MEET): _S.ARRIVED,
    (_S.BOOKED, _M.MEET_LATE): _S.WALK_IN,
}


def move_booking(state: BookingState, move: BookingMove) -> BookingState:
    """The state after `move`; refuses with `booking_cannot` where the table has no row."""
    try:
        return BOOKING_MOVES[state, move]
    except KeyError:
        raise Refused("booking_cannot", state=state.value, move=move.value) from None


class BookingPhase(StrEnum):
    """What a screen calls an appointment at one instant."""

    PENDING = "pending"
    EXPIRED = "expired"
    BOOKED = "booked"
    LATE = "late"
    NO_SHOW = "no_show"
    ARRIVED = "arrived"
    WALK_IN = "walk_in"
    CANCELLED = "cancelled"


class Booked(Protocol):
    """What these rules read of an appointment."""

    @property
    def state(self) -> BookingState: ...
    @property
    def slot_at(self) -> datetime: ...
    @property
    def made_at(self) -> datetime: ...


def phase_of(booking: Booked, parameters: Mapping[str, int], at: datetime) -> BookingPhase:
    """What to call it now."""
    if booking.state is BookingState.PENDING:
        held = at < booking.made_at + timedelta(minutes=parameters["booking_hold_min"])
        return BookingPhase.PENDING if held else BookingPhase.EXPIRED
    if booking.state is not BookingState.BOOKED or at <= booking.slot_at:
        return BookingPhase(booking.state.value)
    return BookingPhase.LATE if _in_grace(booking, parameters, at) else BookingPhase.NO_SHOW


def _in_grace(booking: Booked, parameters: Mapping[str, int], at: datetime) -> bool:
    return at <= booking.slot_at + timedelta(minutes=parameters["booking_grace_min"])


#: Appointments that take room: in their slot, and of what one phone may have open.
OPEN_PHASES = frozenset({BookingPhase.PENDING, BookingPhase.BOOKED, BookingPhase.LATE})


def meeting(booking: Booked, parameters: Mapping[str, int], at: datetime) -> BookingMove:
    """Whether coming now is in time; refuses with `check_in_early` before that."""
    wait = booking.slot_at - timedelta(minutes=parameters["booking_early_min"]) - at
    if wait > timedelta(0):
        raise Refused("check_in_early", minutes=-(-wait // timedelta(minutes=1)))
    return BookingMove.MEET if _in_grace(booking, parameters, at) else BookingMove.MEET_LATE


# ---------------------------------------------------------------- codes and phones

CODE_DIGITS = 6
_CODE = re.compile(r"[0-9]{6}")
_MAINLAND = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9}|0[1-9][0-9]{8,10})")
_ELSEWHERE = re.compile(r"(?:\+|00)([1-9][0-9]{6,14})")


def code_of(key: bytes, booking_id: UUID) -> str:
    """The six digits that prove an appointment: reckoned from its id under the bank's key, so that
    they are stored nowhere.
    """
    number = int.from_bytes(hmac.digest(key, b"booking\x00" + booking_id.bytes, "sha256")[:8])
    return f"{number % 10**CODE_DIGITS:06d}"


def code_index(key: bytes, code: str) -> bytes:
    """What a code is found by; a code of another shape is wrong before it is looked for."""
    digits = re.sub(r"[\s-]", "", code)
    if not _CODE.fullmatch(digits):
        raise Refused("wrong_code", where="code")
    return blind_index(key, "booking-code", digits)


def phone_number(said: str) -> str:
    """The number as E.164 writes it (+8613800138000); a refusal never repeats what was said."""
    plain = re.sub(r"[\s()-]", "", said)
    if found := _MAINLAND.fullmatch(plain):
        return f"+86{found[1].lstrip('0')}"
    if found := _ELSEWHERE.fullmatch(plain):
        return f"+{found[1]}"
    raise Refused("bad_input", where="phone")


def masked(phone: str) -> str:
    """What staff see in a list: the last four digits."""
    return f"•••• {phone[-4:]}"
