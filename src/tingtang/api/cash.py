"""Verbs of large cash: reservations, what is asked for at the counter, and payments held for signs
of fraud. What is read of it: cash_lists.py.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import StrictInt

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.bookings import Phone, phone_index, sealed_phone
from tingtang.api.branches import whereabouts
from tingtang.api.door import carry_out, must_see, verb
from tingtang.api.tickets import Nothing
from tingtang.api.who import who
from tingtang.hall.booking.actions import asking, holds
from tingtang.hall.booking.actions import cash as verbs
from tingtang.hall.booking.actions.asking import Asked
from tingtang.hall.booking.actions.doing import CashNow
from tingtang.hall.booking.rules.bookings import phone_number
from tingtang.hall.booking.rules.cash import NOTES_YUAN
from tingtang.kernel.ids import new_id

router = Router(tags=["cash"])

_MOST_FEN = 100_000_000_00
Fen = Annotated[StrictInt, Field(ge=1, le=_MOST_FEN)]
Count = Annotated[StrictInt, Field(ge=0, le=1_000_000)]
Notes = Annotated[list[Count], Field(min_length=len(NOTES_YUAN), max_length=len(NOTES_YUAN))]
Sign = Literal[
    "coached", "in_a_hurry", "evasive", "unknown_payee", "mule_signs", "police_notice", "other"
]


# ---------------------------------------------------------------- reserving


class NewCash(Schema, extra="forbid"):
    """Cash for a day: notes of 100, 50, 20, 10, 5 and 1 yuan. What it is for is not asked."""

    day: date
    amount_fen: Fen
    currency: Literal["CNY"] = "CNY"
    notes: Notes
    phone: Phone


@verb(router, "/branches/{uuid:branch}/cash", CashNow)
def reserve(request: HttpRequest, branch: UUID, body: NewCash) -> HttpResponse:
    """Reserve cash for a day."""
    return carry_out(request, _reserve, branch_id=branch, body=body)


def _reserve(*, actor: Actor, branch_id: UUID, body: NewCash, at: datetime) -> CashNow:
    """The verb, of which the phone number is kept away."""
    demand(actor, Right.BOOK, branch_id)
    cash_id, phone = new_id(), phone_number(body.phone.get_secret_value())
    wanted = verbs.Reservation(
        cash_id,
        body.day,
        body.amount_fen,
        body.notes,
        phone_index(phone),
        sealed_phone(cash_id, phone),
    )
    return verbs.reserve(actor=actor, branch_id=branch_id, reservation=wanted, at=at)


class CashAsk(Schema, extra="forbid"):
    """Cash wanted now: a sum, or a reservation's; how much of it there is, as the supervisor says;
    signs of fraud, if there are any.
    """

    cash: Literal["enough", "part", "none"]
    amount_fen: Fen | None = None
    reservation: UUID | None = None
    signs: Sign | None = None
    ticket: UUID | None = None


@verb(router, "/branches/{uuid:branch}/cash/ask", Asked)
def ask(request: HttpRequest, branch: UUID, body: CashAsk) -> HttpResponse:
    """Somebody wants cash at the counter: what follows, by the table in force."""
    wish = asking.Ask(
        cash=body.cash,
        amount_fen=body.amount_fen,
        reservation=body.reservation,
        signs=body.signs,
        ticket_id=body.ticket,
        place=whereabouts(who(request)),
    )
    return carry_out(request, asking.ask_cash, branch_id=branch, ask=wish)


# ---------------------------------------------------------------- one reservation


def _done(
    request: HttpRequest, verb_: Callable[..., object], cash_id: UUID, **more: Any
) -> HttpResponse:
    return carry_out(request, verb_, cash_id=cash_id, seen=must_see(request), **more)


@verb(router, "/cash/{uuid:cash}/confirm", CashNow, sees="cash, always")
def confirm(request: HttpRequest, cash: UUID, body: Nothing) -> HttpResponse:
    """The branch will have it."""
    return _done(request, verbs.confirm_cash, cash)


@verb(router, "/cash/{uuid:cash}/prepare", CashNow, sees="cash, always")
def prepare(request: HttpRequest, cash: UUID, body: Nothing) -> HttpResponse:
    """A second person says that the notes lie ready."""
    return _done(request, verbs.prepare_cash, cash)


@verb(router, "/cash/{uuid:cash}/pay", CashNow, sees="cash, always")
def pay(request: HttpRequest, cash: UUID, body: Nothing) -> HttpResponse:
    """All that is left is paid."""
    return _done(request, verbs.pay_cash, cash)


class Part(Schema, extra="forbid"):
    """How much is paid today."""

    amount_fen: Fen


@verb(router, "/cash/{uuid:cash}/part", CashNow, sees="cash, always")
def part(request: HttpRequest, cash: UUID, body: Part) -> HttpResponse:
    """A part is paid today."""
    return _done(request, verbs.pay_part, cash, amount_fen=body.amount_fen)


class OtherDayIn(Schema, extra="forbid"):
    """Another day for what is left, and its notes."""

    day: date
    notes: Notes
    phone: Phone


@verb(router, "/cash/{uuid:cash}/rebook", CashNow, sees="cash, always")
def rebook(request: HttpRequest, cash: UUID, body: OtherDayIn) -> HttpResponse:
    """What is left is wanted on another day."""
    return _done(request, _rebook, cash, body=body)


def _rebook(*, actor: Actor, branch_id: UUID, cash_id: UUID, body: OtherDayIn, **rest: Any) -> Any:
    demand(actor, Right.BOOK, branch_id)
    phone = phone_number(body.phone.get_secret_value())
    other = verbs.OtherDay(body.day, body.notes, phone_index(phone), sealed_phone(cash_id, phone))
    return verbs.rebook_cash(actor=actor, branch_id=branch_id, cash_id=cash_id, other=other, **rest)


@verb(router, "/cash/{uuid:cash}/convert", CashNow, sees="cash, always")
def convert(request: HttpRequest, cash: UUID, body: Nothing) -> HttpResponse:
    """The customer chose a transfer."""
    return _done(request, verbs.convert_cash, cash)


class CancelCash(Schema, extra="forbid"):
    """Why: the customer wants it no more, or it stands there twice."""

    reason: Literal["customer", "duplicate"]


@verb(router, "/cash/{uuid:cash}/cancel", CashNow, sees="cash, always")
def cancel(request: HttpRequest, cash: UUID, body: CancelCash) -> HttpResponse:
    """The customer wants it no more."""
    return _done(request, verbs.cancel_cash, cash, reason=body.reason)


class HoldCash(Schema, extra="forbid"):
    """Which signs of fraud there are."""

    reason: Sign


@verb(router, "/cash/{uuid:cash}/hold", CashNow, sees="cash, always")
def hold(request: HttpRequest, cash: UUID, body: HoldCash) -> HttpResponse:
    """A payment waits, and a supervisor is called to where it is held."""
    place = whereabouts(who(request))
    return _done(request, holds.hold_cash, cash, reason=body.reason, place=place)


class ReviewHold(Schema, extra="forbid"):
    """The police's reference where they know of it; without one the hold is lifted."""

    reference: Annotated[str, Field(max_length=30)] | None = None


@verb(router, "/cash/{uuid:cash}/review", CashNow, sees="cash, always")
def review(request: HttpRequest, cash: UUID, body: ReviewHold) -> HttpResponse:
    """A supervisor has looked at a hold."""
    return _done(request, holds.review_hold, cash, reference=body.reference)
