"""Verbs of appointments: book, confirm, cancel; phone numbers are forgotten."""

import hmac
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.actions.doing import demand_own_customer
from tingtang.bank.customer.queries import customer_read
from tingtang.hall.booking.events import (
    BookingCancelled,
    BookingConfirmed,
    BookingMade,
    PhonesForgotten,
)
from tingtang.hall.booking.models import Booking, Cash
from tingtang.hall.booking.queries.bookings import (
    BookingProof,
    BookingRow,
    booking_read,
    codes_in_use_read,
    old_phones_read,
    open_of_phone_read,
    taken,
    taken_read,
)
from tingtang.hall.booking.queries.cash import old_cash_phones_read
from tingtang.hall.booking.rules.bookings import (
    OPEN_PHASES,
    BookingMove,
    BookingPhase,
    BookingState,
    move_booking,
    phase_of,
)
from tingtang.hall.booking.rules.slots import capacity_of, check_slot, free_slots
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb

CHANNELS = frozenset({"page", "telephone", "staff"})
PHONES_KEPT = timedelta(days=30)
_NEXT_TOLD = 3
_FORGOTTEN_AT_ONCE = 100


@dataclass(frozen=True, slots=True)
class Draft:
    """An id that an appointment may get, with what the door reckoned for it: the index of its code,
    and the phone number sealed for its row.
    """

    id: UUID
    code: bytes
    phone: bytes


@dataclass(frozen=True, slots=True)
class NewBooking:
    """What is booked, by whom: `phone` is the number's blind index. Of several drafts the first is
    taken whose code proves no other appointment. `customer_id`: whose own manager books, so that
    the code says who comes.
    """

    service_id: UUID
    slot_at: datetime
    channel: str
    phone: bytes
    drafts: Sequence[Draft]
    customer_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class BookingNow:
    """Answer of an appointment's verb."""

    id: UUID
    service: UUID
    slot_at: datetime
    state: BookingState
    version: int


@verb
def book(*, actor: Actor, branch_id: UUID, booking: NewBooking, at: datetime) -> BookingNow:
    """Keep a slot until its code is given.

    Refuses with `unknown_slot`, `slot_begun`, `slot_too_far`, `bookings_used_up` (so many open ones
    of a phone), and `slot_full`, which names the next free slots; for a customer with
    `not_your_customer`.
    """
    demand(actor, Right.BOOK_OWN if booking.channel == "page" else Right.BOOK, branch_id)
    if booking.channel not in CHANNELS:
        raise Refused("bad_input", where="channel")
    plan = plan_of(branch_id)
    service = plan.service(booking.service_id)
    hold = timedelta(minutes=plan.parameters["booking_hold_min"])
    grace = timedelta(minutes=plan.parameters["booking_grace_min"])
    held = taken_read(branch_id, service.id, booking.slot_at, at, hold)
    of_phone = open_of_phone_read(branch_id, booking.phone, at - grace)
    today, _ = plan.whole_day(plan.day(at))
    codes = codes_in_use_read(branch_id, [each.code for each in booking.drafts], today)
    whose = None
    if booking.customer_id is not None:
        demand(actor, Right.EDIT_CUSTOMER, branch_id)
        whose = customer_read(branch_id, booking.customer_id)
    reads: tuple[Read[Any], ...] = (held, of_phone, codes, *((whose,) if whose else ()))
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        if whose:
            demand_own_customer(actor, this_turn.one(whose, "unknown_customer"))
        check_slot(plan, service, booking.slot_at, this_turn.at)
        _check_phone(plan, this_turn.found(of_phone), this_turn.at)
        slots = taken(this_turn.found(held))
        if slots.get(booking.slot_at, 0) >= capacity_of(plan, service):
            after = free_slots(plan, service, slots, booking.slot_at, this_turn.at)
            raise _full(plan, [slot for slot, _ in zip(after, range(_NEXT_TOLD), strict=False)])
        in_use = set(this_turn.found(codes))
        draft = next((each for each in booking.drafts if each.code not in in_use), None)
        if draft is None:
            raise Refused("slow_down", seconds=1)
        return this_turn.answer(_insert(this_turn, booking, draft))


def _check_phone(plan: Plan, rows: Sequence[BookingRow], at: datetime) -> None:
    open_ones = [row for row in rows if phase_of(row, plan.parameters, at) in OPEN_PHASES]
    most = plan.parameters["booking_open_per_phone"]
    if len(open_ones) >= most:
        raise Refused("bookings_used_up", most=most)


def _full(plan: Plan, following: Sequence[datetime]) -> Refused:
    """`free`: the next slots as instants, for a screen; `times`: for people."""
    if not following:
        return Refused("slots_used_up", where="slot_at")
    local = [plan.local(slot) for slot in following]
    return Refused(
        "slot_full",
        where="slot_at",
        free=" ".join(slot.isoformat() for slot in following),
        times=", ".join(f"{slot:%m-%d %H:%M}" for slot in local),
    )


def _insert(this_turn: Turn, booking: NewBooking, draft: Draft) -> BookingNow:
    state = BookingState.PENDING
    version = this_turn.record(
        BookingMade(draft.id, booking.service_id, booking.slot_at, booking.channel)
    )
    this_turn.insert(
        Booking,
        id=draft.id,
        service_id=booking.service_id,
        slot_at=booking.slot_at,
        state=state.value,
        channel=booking.channel,
        code_index=draft.code,
        phone_index=booking.phone,
        phone_sealed=draft.phone,
        customer_id=booking.customer_id,
        made_at=this_turn.at,
        version=version,
    )
    return BookingNow(draft.id, booking.service_id, booking.slot_at, state, version)


@verb
def confirm(
    *,
    actor: Actor,
    branch_id: UUID,
    booking_id: UUID,
    code: bytes,
    at: datetime,
    seen: int | None = None,
) -> BookingNow:
    """Give the code (its index): the slot is theirs. Refuses with `wrong_code`, and with
    `booking_expired` once the time for that is over.
    """
    return _move(actor, branch_id, booking_id, BookingMove.CONFIRM, code, at, seen)


@verb
def cancel(
    *,
    actor: Actor,
    branch_id: UUID,
    booking_id: UUID,
    at: datetime,
    code: bytes | None = None,
    seen: int | None = None,
) -> BookingNow:
    """Give the slot back; whoever is no member of staff needs the code."""
    return _move(actor, branch_id, booking_id, BookingMove.CANCEL, code, at, seen)


def demand_booking(actor: Actor, branch_id: UUID, code: bytes | None) -> None:
    """Staff may; whoever shows a code may, if it is the appointment's (`check_code`)."""
    demand(actor, Right.BOOK if code is None else Right.BOOK_OWN, branch_id)


def check_code(row: BookingProof, code: bytes | None) -> None:
    """Refuse a code that proves another appointment, or none."""
    if code is not None and not hmac.compare_digest(code, row.code):
        raise Refused("wrong_code", where="code")


def _move(
    actor: Actor,
    branch_id: UUID,
    booking_id: UUID,
    move: BookingMove,
    code: bytes | None,
    at: datetime,
    seen: int | None,
) -> BookingNow:
    demand_booking(actor, branch_id, code)
    plan = plan_of(branch_id)
    found = booking_read(branch_id, booking_id)
    with turn(branch_id, actor, at, plan.day(at), found, plan=plan.version) as this_turn:
        row = this_turn.one(found, "unknown_booking")
        row.must_be_seen(seen)
        check_code(row, code)
        state = move_booking(row.state, move)
        if phase_of(row, plan.parameters, this_turn.at) is BookingPhase.EXPIRED:
            raise Refused("booking_expired")
        confirms = move is BookingMove.CONFIRM
        version = this_turn.record(
            BookingConfirmed(row.id) if confirms else BookingCancelled(row.id)
        )
        this_turn.update(Booking, row.id, state=state.value, version=version)
        return this_turn.answer(BookingNow(row.id, row.service_id, row.slot_at, state, version))


def forget_phones(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """Erase whose the appointments and reservations of a month ago were, phone numbers first; how
    many (PIPL art. 19: the shortest time that is needed).
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    before = at - PHONES_KEPT
    bookings = old_phones_read(branch_id, before, _FORGOTTEN_AT_ONCE)
    reservations = old_cash_phones_read(branch_id, plan.day(before), _FORGOTTEN_AT_ONCE)
    with turn(branch_id, actor, at, plan.day(at), bookings, reservations) as this_turn:
        found, of_cash = this_turn.found(bookings), this_turn.found(reservations)
        for each in found:
            this_turn.update(Booking, each, phone_index=None, phone_sealed=None, customer_id=None)
        for each in of_cash:
            this_turn.update(Cash, each, phone_index=None, phone_sealed=None)
        if found or of_cash:
            this_turn.record(PhonesForgotten(len(found), len(of_cash)))
        return len(found) + len(of_cash)
