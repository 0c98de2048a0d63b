"""The customer's own booking page: no sign-in, a code that goes to the phone, and little patience
for whoever guesses. It tells which slots are free, and never for how many.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime

from tingtang.access.actor import Actor
from tingtang.api.bookings import (
    BookableDay,
    BookingTold,
    CheckedIn,
    Code,
    ComesWithCode,
    DaySlots,
    Phone,
    Proof,
    Way,
    booked,
    code_sent,
    day_slots,
    days_of,
    index_of_code,
    met_by_code,
    phone_index,
    told_on_page,
)
from tingtang.api.describing import THROTTLED
from tingtang.api.door import answered, carry_out, errand_of, verb
from tingtang.api.notices import notifier
from tingtang.api.throttle import throttle, throttle_misses
from tingtang.api.who import as_page, guard
from tingtang.bank.branch.queries import Words, branch_by_code, now_in, plan_of
from tingtang.hall.booking.actions import bookings
from tingtang.hall.booking.actions.bookings import BookingNow
from tingtang.hall.booking.queries.bookings import open_of_phone_read
from tingtang.hall.booking.rules.bookings import (
    BookingPhase,
    BookingState,
    phase_of,
    phone_number,
)
from tingtang.hall.booking.rules.slots import capacity_of
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language
from tingtang.ledger.look import look

router = Router(tags=["booking page"])

_BRANCH = re.compile(r"[\w-]{1,40}")
_LOOKS, _BOOKINGS, _OF_NUMBER, _MISSES = 120, 12, 4, 12  # a minute


def _branch(branch_code: str) -> UUID:
    """The branch of a page; one of no branch is told no more than a dead link."""
    if not _BRANCH.fullmatch(branch_code):
        raise Refused("link_dead")
    try:
        return branch_by_code(branch_code)
    except Refused:
        raise Refused("link_dead") from None


def _enter(request: HttpRequest, branch_code: str) -> UUID:
    """Let a post of the page in: its token, its key, its branch."""
    guard(request)
    errand_of(request)
    branch_id = _branch(branch_code)
    as_page(request, branch_id)
    return branch_id


@dataclass(frozen=True, slots=True)
class BookableService:
    """A service that can be booked."""

    id: UUID
    name: Words
    hint: Words


@dataclass(frozen=True, slots=True)
class BookingPage:
    """What the page offers. `messages`: a code can reach a phone; if not, the hotline books. `days`
    begin with the branch's today.
    """

    bank: Words
    name: Words
    hotline: str
    zone: str
    messages: bool
    open_per_phone: int
    hold_min: int
    early_min: int
    grace_min: int
    services: tuple[BookableService, ...]
    days: tuple[BookableDay, ...]


@router.get("/book/{branch_code}", response=BookingPage, openapi_extra=THROTTLED)
def page(request: HttpRequest, branch_code: str) -> HttpResponse:
    """The branch, and what can be booked there."""
    throttle(request, "booking-look", _LOOKS)
    plan = plan_of(_branch(branch_code))
    services = (each for each in plan.services.values() if capacity_of(plan, each))
    return answered(
        BookingPage(
            bank=plan.bank,
            name=plan.name,
            hotline=plan.hotline,
            zone=plan.zone,
            messages=_reaches(plan.branch_id),
            open_per_phone=plan.parameters["booking_open_per_phone"],
            hold_min=plan.parameters["booking_hold_min"],
            early_min=plan.parameters["booking_early_min"],
            grace_min=plan.parameters["booking_grace_min"],
            services=tuple(BookableService(each.id, each.name, each.hint) for each in services),
            days=days_of(plan, now_in(plan.branch_id)),
        )
    )


def _reaches(branch_id: UUID) -> bool:
    return plan_of(branch_id).demonstration or notifier() is not None


@router.get("/book/{branch_code}/slots", response=DaySlots, openapi_extra=THROTTLED)
def slots(request: HttpRequest, branch_code: str, service: UUID, day: date) -> HttpResponse:
    """The slots of a service on a day."""
    throttle(request, "booking-look", _LOOKS)
    return answered(day_slots(_branch(branch_code), service, day))


class OwnBookingIn(Schema, extra="forbid"):
    """Which slot of which service, and the phone that the code goes to."""

    service: UUID
    slot_at: AwareDatetime
    phone: Phone
    language: Language = "zh-Hans"


@verb(router, "/book/{branch_code}/bookings", BookingTold)
def book(request: HttpRequest, branch_code: str, body: OwnBookingIn) -> HttpResponse:
    """Keep a slot for some minutes, and send the code that makes it theirs."""
    branch_id = _enter(request, branch_code)
    if not _reaches(branch_id):
        raise Refused("no_messages", hotline=plan_of(branch_id).hotline)
    _index_of(request, body.phone)
    return carry_out(
        request,
        _book,
        branch_id=branch_id,
        body=body,
        shape=lambda told: told_on_page(branch_id, told),
    )


def _index_of(request: HttpRequest, phone: Phone) -> bytes:
    """What the phone is found by; who asks for messages too often is slowed down, and so is
    whoever they are asked for.
    """
    index = phone_index(phone_number(phone.get_secret_value()))
    throttle(request, "booking", _BOOKINGS)
    throttle(request, "booking-number", _OF_NUMBER, of=index.hex())
    return index


def _book(*, actor: Actor, branch_id: UUID, body: OwnBookingIn, at: datetime) -> BookingTold:
    number = phone_number(body.phone.get_secret_value())
    return booked(actor, branch_id, body, number, at, Way("page"))


class OwnPhone(Schema, extra="forbid"):
    """The phone that a slot is kept for."""

    phone: Phone
    language: Language = "zh-Hans"


@dataclass(frozen=True, slots=True)
class CodeSent:
    """Whether a message is on its way."""

    sent: bool


@router.post("/book/{branch_code}/bookings/{uuid:booking}/send-again", response=CodeSent)
def send_again(
    request: HttpRequest, branch_code: str, booking: UUID, body: OwnPhone
) -> HttpResponse:
    """The code did not come: it goes once more, to the phone that the slot is kept for. Nothing
    changes by it, so it is no verb and takes no key.
    """
    guard(request)
    branch_id = _branch(branch_code)
    index = _index_of(request, body.phone)
    plan, at = plan_of(branch_id), now_in(branch_id)
    known = look(branch_id, open_of_phone_read(branch_id, index, at))[0]
    row = next((each for each in known if each.id == booking), None)
    if row is None or row.state is not BookingState.PENDING:
        raise Refused("unknown_booking")
    if phase_of(row, plan.parameters, at) is BookingPhase.EXPIRED:
        raise Refused("booking_expired")
    number = phone_number(body.phone.get_secret_value())
    return answered(CodeSent(code_sent(plan, row, number, body.language)))


@verb(router, "/book/{branch_code}/bookings/{uuid:booking}/confirm", BookingNow)
def confirm(request: HttpRequest, branch_code: str, booking: UUID, body: Proof) -> HttpResponse:
    """Give the code: the slot is theirs."""
    return _with_code(request, branch_code, bookings.confirm, booking, body.code)


@verb(router, "/book/{branch_code}/bookings/{uuid:booking}/cancel", BookingNow)
def cancel(request: HttpRequest, branch_code: str, booking: UUID, body: Proof) -> HttpResponse:
    """Give the slot back."""
    return _with_code(request, branch_code, bookings.cancel, booking, body.code)


def _with_code(
    request: HttpRequest, branch_code: str, verb_: Callable[..., object], booking: UUID, code: Code
) -> HttpResponse:
    branch_id = _enter(request, branch_code)
    with (
        throttle_misses(request, "booking-code", _MISSES),
        throttle_misses(request, "booking-code", _MISSES, of=str(booking)),
    ):
        return carry_out(
            request,
            _shown,
            branch_id=branch_id,
            verb_=verb_,
            booking_id=booking,
            code=code,
        )


def _shown(*, verb_: Callable[..., object], code: Code, **rest: Any) -> object:
    """The verb, of which the code itself is kept away."""
    return verb_(code=index_of_code(code), **rest)


class OwnComing(Schema, extra="forbid"):
    """Who has come, by the code. No visit is named: those of others are none of this page's."""

    code: Code
    language: Language = "zh-Hans"


@verb(router, "/book/{branch_code}/check-in", CheckedIn)
def check_in(request: HttpRequest, branch_code: str, body: OwnComing) -> HttpResponse:
    """Somebody who booked is there, and takes the number on the own phone."""
    comes = ComesWithCode(code=body.code, language=body.language)
    return met_by_code(request, _enter(request, branch_code), comes, channel="phone")
