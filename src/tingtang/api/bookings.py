"""Appointments, as staff and the kiosk handle them. The customer's own page: booking_page.py.

Phone numbers and codes come as far as this door: behind it there are blind indexes and sealed
cells only.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import AwareDatetime, SecretStr

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.addresses import issued_shape
from tingtang.api.door import answered, carry_out, looked, seen, verb
from tingtang.api.notices import CodeNotice, notifier, sent
from tingtang.api.throttle import throttle_misses
from tingtang.api.tickets import Issued, Nothing
from tingtang.api.who import who
from tingtang.bank.branch.queries import Plan, now_in, plan_of
from tingtang.hall.booking.actions import bookings, meeting
from tingtang.hall.booking.actions.bookings import BookingNow, Draft, NewBooking
from tingtang.hall.booking.queries.bookings import (
    BookingRow,
    PhoneRow,
    bookings_read,
    phone_read,
    phones_read,
    taken,
    taken_read,
)
from tingtang.hall.booking.rules.bookings import (
    BookingPhase,
    BookingState,
    code_index,
    code_of,
    masked,
    phase_of,
    phone_number,
)
from tingtang.hall.booking.rules.slots import bookable_days, capacity_of, last_day, slots_of
from tingtang.kernel.ids import new_id
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.kernel.seal import blind_index, seal, unseal
from tingtang.kernel.words import Language
from tingtang.ledger.look import look

router = Router(tags=["bookings"])

_FAR = timedelta(days=1000)
DRAFTS = 3  # ids to choose from, should a code be in use already
Phone = Annotated[SecretStr, Field(max_length=40)]
Code = Annotated[SecretStr, Field(max_length=20)]


def phone_index(phone: str) -> bytes:
    """What a phone number is found by."""
    return blind_index(bank_key(settings.DATA, "blind-index"), "phone", phone)


def sealed_phone(row_id: UUID, phone: str) -> bytes:
    """A phone number, closed for its row."""
    return seal(bank_key(settings.DATA, "phones"), row_id, phone)


def index_of_code(code: SecretStr) -> bytes:
    """What a code is found by."""
    return code_index(bank_key(settings.DATA, "booking-codes"), code.get_secret_value())


def _code_of(booking_id: UUID) -> str:
    return code_of(bank_key(settings.DATA, "booking-codes"), booking_id)


def _draft(phone: str) -> Draft:
    booking_id = new_id()
    code = code_index(bank_key(settings.DATA, "booking-codes"), _code_of(booking_id))
    return Draft(booking_id, code, sealed_phone(booking_id, phone))


def check_near(day: date, today: date) -> None:
    """Refuse a day that is years away: nothing is kept of it, and no calendar reaches it."""
    if abs(day - today) > _FAR:
        raise Refused("bad_input", where="day")


# ---------------------------------------------------------------- slots


@dataclass(frozen=True, slots=True)
class SlotNow:
    """A slot, and whether it can be booked."""

    at: datetime
    free: bool


@dataclass(frozen=True, slots=True)
class DaySlots:
    """The slots of a service on a day that have not begun; none on a day off. `last_day`: how far
    ahead may be booked.
    """

    day: date
    last_day: date
    slots: tuple[SlotNow, ...]


def day_slots(branch_id: UUID, service_id: UUID, day: date) -> DaySlots:
    """What can be booked on a day."""
    at, plan = now_in(branch_id), plan_of(branch_id)
    service, last = plan.service(service_id), last_day(plan, at)
    near = plan.day(at) <= day <= last
    slots = [slot for slot in slots_of(plan, service, day) if slot > at] if near else []
    if not slots:
        return DaySlots(day, last, ())
    hold = timedelta(minutes=plan.parameters["booking_hold_min"])
    held = taken(look(branch_id, taken_read(branch_id, service_id, slots[0], at, hold))[0])
    room = capacity_of(plan, service)
    told = (SlotNow(slot, held.get(slot, 0) < room) for slot in slots)
    return DaySlots(day, last, tuple(told))


@router.get("/branches/{uuid:branch}/slots", response=DaySlots)
def slots(request: HttpRequest, branch: UUID, service: UUID, day: date) -> HttpResponse:
    """The slots of a service on a day."""
    demand(who(request), Right.BOOK, branch)
    return answered(day_slots(branch, service, day))


# ---------------------------------------------------------------- the day's list


@dataclass(frozen=True, slots=True)
class BookingOf:
    """An appointment: `phone` shows its last four digits, `number` the ticket's once they came."""

    id: UUID
    service: UUID
    slot_at: datetime
    state: BookingPhase
    channel: str
    version: int
    phone: str | None
    number: str | None


@dataclass(frozen=True, slots=True)
class BookableDay:
    """A day that lies near enough. `opens`: it is no day off."""

    day: date
    opens: bool


def days_of(plan: Plan, at: datetime) -> tuple[BookableDay, ...]:
    """The days that may be booked now, from today."""
    return tuple(BookableDay(day, plan.opening(day) is not None) for day in bookable_days(plan, at))


@dataclass(frozen=True, slots=True)
class BookingList:
    """The appointments of a day, by slot; and what a new one takes: how long its slot is kept
    without the code, from when and until when one may come, for which services, on which days.
    """

    day: date
    bookings: tuple[BookingOf, ...]
    hold_min: int
    early_min: int
    grace_min: int
    services: tuple[UUID, ...]
    days: tuple[BookableDay, ...]


@router.get("/branches/{uuid:branch}/bookings", response=BookingList)
def list_(request: HttpRequest, branch: UUID, day: date) -> HttpResponse:
    """The appointments of a day that nobody cancelled."""
    actor = who(request)
    demand(actor, Right.BOOK, branch)
    at, plan = now_in(branch), plan_of(branch)
    check_near(day, plan.day(at))
    begins, ends = plan.whole_day(day)
    rows, phones = look(
        branch, bookings_read(branch, begins, ends), phones_read(branch, begins, ends)
    )
    looked(actor, f"bookings.{day}")
    by_id = {each.id: each for each in phones}
    return answered(
        BookingList(
            day=day,
            bookings=tuple(_booking(plan, row, by_id.get(row.id), at) for row in rows),
            hold_min=plan.parameters["booking_hold_min"],
            early_min=plan.parameters["booking_early_min"],
            grace_min=plan.parameters["booking_grace_min"],
            services=tuple(each.id for each in plan.services.values() if capacity_of(plan, each)),
            days=days_of(plan, at),
        )
    )


def _booking(plan: Plan, row: BookingRow, known: PhoneRow | None, at: datetime) -> BookingOf:
    phone = opened_phone(known) if known else None
    return BookingOf(
        row.id,
        row.service_id,
        row.slot_at,
        phase_of(row, plan.parameters, at),
        row.channel,
        row.version,
        masked(phone) if phone else None,
        known.label if known else None,
    )


def opened_phone(row: PhoneRow) -> str | None:
    """A phone number, for staff whose look is counted; None once it was erased."""
    if row.sealed is None:
        return None
    return unseal(bank_key(settings.DATA, "phones"), row.id, row.sealed)


@dataclass(frozen=True, slots=True)
class PhoneOf:
    """The number to ring, until it is erased a month after the slot."""

    phone: str | None


@router.get("/bookings/{uuid:booking}/phone", response=PhoneOf)
def phone(request: HttpRequest, booking: UUID) -> HttpResponse:
    """Whom to ring about an appointment; that somebody looked is recorded."""
    actor = who(request)
    demand(actor, Right.BOOK, actor.home)
    rows = look(actor.home, phone_read(actor.home, booking))[0]
    if not rows:
        raise Refused("unknown_booking")
    looked(actor, f"booking.{booking}")
    return answered(PhoneOf(opened_phone(rows[0])))


# ---------------------------------------------------------------- booking


class NewBookingIn(Schema, extra="forbid"):
    """Who books which slot of which service, and how they came to us; for which customer, where
    their own manager books.
    """

    service: UUID
    slot_at: AwareDatetime
    phone: Phone
    channel: Literal["telephone", "staff"] = "staff"
    language: Language = "zh-Hans"
    customer: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BookingTold:
    """A slot that is kept until the code is given. `code` is shown to staff where no message can
    bring it to the customer, and in a demonstration; `sent`: a message is on its way.
    """

    id: UUID
    service: UUID
    slot_at: datetime
    state: BookingState
    version: int
    sent: bool
    code: str | None = None


@verb(router, "/branches/{uuid:branch}/bookings", BookingTold)
def book(request: HttpRequest, branch: UUID, body: NewBookingIn) -> HttpResponse:
    """Keep a slot for a customer who is here or on the telephone."""
    return carry_out(
        request,
        _book,
        branch_id=branch,
        body=body,
        shape=lambda told: _told(branch, told, shown=notifier() is None),
    )


def _book(*, actor: Actor, branch_id: UUID, body: NewBookingIn, at: datetime) -> BookingTold:
    """The verb, of which the number itself is kept away."""
    demand(actor, Right.BOOK, branch_id)
    number = phone_number(body.phone.get_secret_value())
    way = Way(body.channel, body.customer)
    return booked(actor, branch_id, body, number, at, way)


@dataclass(frozen=True, slots=True)
class Way:
    """How somebody came to book, and for which customer, where their own manager does."""

    channel: str
    customer: UUID | None = None


def booked(
    actor: Actor, branch_id: UUID, body: Any, number: str, at: datetime, way: Way
) -> BookingTold:
    """The verb, with the indexes and sealed cells of a number; then the code goes to the phone. It
    goes once: a request that is repeated is answered before it comes here.
    """
    drafts = tuple(_draft(number) for _ in range(DRAFTS))
    wish = NewBooking(
        body.service, body.slot_at, way.channel, phone_index(number), drafts, way.customer
    )
    now = bookings.book(actor=actor, branch_id=branch_id, booking=wish, at=at)
    return BookingTold(
        id=now.id,
        service=now.service,
        slot_at=now.slot_at,
        state=now.state,
        version=now.version,
        sent=code_sent(plan_of(branch_id), now, number, body.language),
    )


def code_sent(plan: Plan, kept: BookingNow | BookingRow, number: str, language: Language) -> bool:
    """Send the code of a kept slot to the phone; whether it went."""
    slot_at = plan.local(kept.slot_at)
    return sent(CodeNotice(number, _code_of(kept.id), plan.name, slot_at, language))


def _told(branch_id: UUID, told: dict[str, Any], *, shown: bool) -> object:
    """Whoever may see the code here does. Of a kept answer it is known only that the message was
    handed on, if there is a way.
    """
    was_sent = told.get("sent", notifier() is not None)
    seen_here = shown or plan_of(branch_id).demonstration
    code = {"code": _code_of(UUID(told["id"]))} if seen_here else {}
    return told | {"sent": was_sent} | code


def told_on_page(branch_id: UUID, told: dict[str, Any]) -> object:
    """The same on the customer's page, where only a demonstration shows the code."""
    return _told(branch_id, told, shown=False)


class Proof(Schema, extra="forbid"):
    """The six digits that prove an appointment."""

    code: Code


@verb(router, "/bookings/{uuid:booking}/confirm", BookingNow, sees="booking")
def confirm(request: HttpRequest, booking: UUID, body: Proof) -> HttpResponse:
    """The customer has told the code."""
    actor = who(request)
    demand(actor, Right.BOOK_OWN, actor.home)
    with throttle_misses(request, "booking-code", 10, of=str(booking)):
        return carry_out(request, _confirm, booking_id=booking, body=body, seen=seen(request))


def _confirm(*, actor: Actor, branch_id: UUID, body: Proof, **rest: Any) -> BookingNow:
    """The verb, of which the code itself is kept away."""
    demand(actor, Right.BOOK_OWN, branch_id)
    code = index_of_code(body.code)
    return bookings.confirm(actor=actor, branch_id=branch_id, code=code, **rest)


@verb(router, "/bookings/{uuid:booking}/cancel", BookingNow, sees="booking")
def cancel(request: HttpRequest, booking: UUID, body: Nothing) -> HttpResponse:
    """Give the slot back."""
    return carry_out(request, bookings.cancel, booking_id=booking, seen=seen(request))


# ---------------------------------------------------------------- check-in


@dataclass(frozen=True, slots=True)
class CheckedIn:
    """The number of whoever booked. `called_from`: the slot, of whoever came before it."""

    booking: UUID
    state: BookingState
    called_from: datetime | None
    issued: Issued


class Comes(Schema, extra="forbid"):
    """Who has come: in which language, on which visit that began when a card was read."""

    language: Language = "zh-Hans"
    visit: UUID | None = None


class ComesWithCode(Comes, extra="forbid"):
    """The same, found by the code."""

    code: Code


@verb(router, "/bookings/{uuid:booking}/check-in", CheckedIn, sees="booking")
def check_in(request: HttpRequest, booking: UUID, body: Comes) -> HttpResponse:
    """Somebody whom staff know to have booked has come."""
    branch = who(request).home
    coming = meeting.Coming(booking_id=booking, language=body.language, visit_id=body.visit)
    return carry_out(
        request,
        meeting.check_in,
        branch_id=branch,
        coming=coming,
        seen=seen(request),
        shape=met_shape(branch),
    )


@verb(router, "/branches/{uuid:branch}/check-in", CheckedIn)
def check_in_by_code(request: HttpRequest, branch: UUID, body: ComesWithCode) -> HttpResponse:
    """Somebody enters a code at the kiosk."""
    actor = who(request)
    demand(actor, Right.BOOK_OWN, branch)
    return met_by_code(request, branch, body, channel="kiosk", of=actor.mark)


def met_by_code(
    request: HttpRequest, branch_id: UUID, body: ComesWithCode, *, channel: str, of: str = ""
) -> HttpResponse:
    """Check in with a code; who guesses is slowed down: the kiosk `of` which it is, or an
    address.
    """
    with throttle_misses(request, "check-in", 20, of=of):
        return carry_out(
            request, _meet, branch_id=branch_id, body=body, channel=channel,
            shape=met_shape(branch_id),
        )  # fmt: skip


def _meet(
    *, actor: Actor, branch_id: UUID, body: ComesWithCode, channel: str, at: datetime
) -> meeting.Met:
    demand(actor, Right.BOOK_OWN, branch_id)
    coming = meeting.Coming(
        code=index_of_code(body.code),
        channel=channel,
        language=body.language,
        visit_id=body.visit,
    )
    return meeting.check_in(actor=actor, branch_id=branch_id, coming=coming, at=at)


def met_shape(branch_id: UUID) -> Any:
    """Put the phone link in place of the ticket's token."""
    issued = issued_shape(branch_id)

    def shape(met: dict[str, Any]) -> object:
        return met | {"issued": issued(met["issued"])}

    return shape
