"""What the tests of appointments and cash do at a cast branch, without the door."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from uuid import UUID

from cast import Cast
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import move_the_day, set_parameter
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.booking.actions.bookings import BookingNow, Draft, NewBooking, book, confirm
from tingtang.hall.booking.actions.cash import Reservation, reserve
from tingtang.hall.booking.actions.doing import CashNow
from tingtang.hall.booking.rules.cash import earliest_of
from tingtang.hall.booking.rules.slots import free_slots
from tingtang.kernel.ids import new_id

NOTES = [700, 0, 0, 0, 0, 0]
SUM_FEN = 7_000_000


def page(cast: Cast) -> Actor:
    """Whoever has opened the branch's booking page."""
    return Actor("visitor", "page", Post.VISITOR, frozenset([cast.branch]))


def supervisor(cast: Cast, number: int = 1) -> Actor:
    """An in-process supervisor, signed in."""
    staff_id = UUID(int=100 + number)
    return Actor(
        "staff", staff_id, Post.IN_PROCESS_SUPERVISOR, frozenset([cast.branch]), subject=staff_id
    )


def index(text: str) -> bytes:
    """In place of a keyed index: the verbs see bytes alone."""
    return sha256(text.encode()).digest()


def slots(cast: Cast, count: int, service: str = "cash") -> list[datetime]:
    """The next slots of a service."""
    plan = plan_of(cast.branch)
    found = free_slots(plan, plan.service(cast.services[service]), {}, cast.at, cast.at)
    return [*islice(found, count)]


def booked(
    cast: Cast,
    slot_at: datetime,
    phone: str = "1",
    *,
    code: str | None = None,
    service: str = "cash",
    actor: Actor | None = None,
) -> BookingNow:
    """A slot kept for a phone; its code is the id's text unless another is given."""
    actor, booking_id = actor or cast.staff("suxiaowen"), new_id()
    draft = Draft(booking_id, index(code or str(booking_id)), b"sealed")
    channel = "page" if actor.kind == "visitor" else "telephone"
    wish = NewBooking(cast.services[service], slot_at, channel, index(phone), [draft])
    return book(actor=actor, branch_id=cast.branch, booking=wish, at=cast.at)


def appointment(cast: Cast, slot_at: datetime, phone: str = "1", **more: str) -> BookingNow:
    """The same, confirmed."""
    made = booked(cast, slot_at, phone, **more)  # type: ignore[arg-type]
    code = index(more.get("code") or str(made.id))
    return cast.do("suxiaowen", confirm, booking_id=made.id, code=code)


def reserved(
    cast: Cast,
    *,
    day: date | None = None,
    amount_fen: int = SUM_FEN,
    notes: list[int] = NOTES,
    phone: str = "1",
) -> CashNow:
    """Cash reserved by the lobby manager for the first day that can be had."""
    day = day or earliest_of(plan_of(cast.branch), cast.at)
    wish = Reservation(new_id(), day, amount_fen, notes, index(phone), b"sealed")
    return cast.do("suxiaowen", reserve, reservation=wish)


def parameter(cast: Cast, name: str, value: int) -> None:
    """Set a parameter of the branch."""
    cast.do("hanliqun", set_parameter, name=name, value=value)


def go_to(cast: Cast, at: datetime) -> None:
    """Let time pass until then."""
    cast.later(seconds=(at - cast.at) / timedelta(seconds=1))


def close(cast: Cast) -> None:
    """No numbers are given to newcomers any more."""
    move_the_day(
        actor=cast.staff("suxiaowen"),
        branch_id=cast.branch,
        move=DayMove.LAST_NUMBERS,
        at=cast.at,
    )
