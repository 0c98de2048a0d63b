"""Check-in: whoever booked has come."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.branch.rules import TAKES_NUMBERS, DayState
from tingtang.bank.customer.queries import CustomerRow, customer_read
from tingtang.hall.booking.actions.bookings import check_code, demand_booking
from tingtang.hall.booking.events import BookingMet
from tingtang.hall.booking.models import Booking
from tingtang.hall.booking.queries.bookings import (
    BookingProof,
    BookingRow,
    booking_by_code_read,
    booking_read,
)
from tingtang.hall.booking.rules.bookings import BookingMove, BookingState, meeting, move_booking
from tingtang.hall.ticket.actions.issuing import Issued, Issuing, Wish
from tingtang.hall.ticket.actions.linking import link
from tingtang.hall.ticket.actions.visiting import OnVisit
from tingtang.hall.visit.actions import begin_visit
from tingtang.hall.visit.queries import begun_row
from tingtang.hall.visit.rules import LinkedBy
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb

#: An appointment is kept also when nobody else is given a number any more.
_KEPT_DURING = TAKES_NUMBERS | {DayState.LAST_NUMBERS}


@dataclass(frozen=True, slots=True)
class Met:
    """Answer: the number. `called_from` is the slot, of whoever came before it; a `walk_in` came
    after the grace, and waits like anybody else.
    """

    booking: UUID
    state: BookingState
    called_from: datetime | None
    issued: Issued


@dataclass(frozen=True, slots=True)
class Coming:
    """Who comes: by the appointment's id, by the index of its code, or both; where, in which
    language, on a visit that has begun already (a card was read).
    """

    booking_id: UUID | None = None
    code: bytes | None = None
    channel: str = "lobby"
    language: str = "zh-Hans"
    visit_id: UUID | None = None


@verb
def check_in(
    *, actor: Actor, branch_id: UUID, coming: Coming, at: datetime, seen: int | None = None
) -> Met:
    """Give a number to whoever booked: from a few minutes before the slot; until the grace is over
    as booked, called from the slot on; later on the same day as a walk-in. Whose own manager booked
    is known by it, unless a card has told before who comes.

    Refuses with `wrong_code`, `check_in_early`, `booking_over` (another day), `booking_cannot`, and
    as taking a number does.
    """
    demand_booking(actor, branch_id, coming.code)
    plan = plan_of(branch_id)
    known, day = _known(plan, coming, at), plan.day(at)
    issuing = Issuing(plan, known.service_id, coming.visit_id, at)
    found, expected = booking_read(branch_id, known.id), _Expected(plan, known, coming, day)
    reads = (found, *issuing.reads, *expected.reads)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        row = this_turn.one(found, "unknown_booking")
        row.must_be_seen(seen)
        check_code(row, coming.code)
        if plan.day(row.slot_at) < day:
            raise Refused("booking_over")
        move = meeting(row, plan.parameters, this_turn.at)
        in_time = move is BookingMove.MEET
        state = move_booking(row.state, move)
        wish = expected.told(this_turn, _wish(row, coming, in_time=in_time))
        issued = issuing.next_number(this_turn, wish, _KEPT_DURING if in_time else TAKES_NUMBERS)
        this_turn.record(BookingMet(row.id, issued.id, state.value))
        version = this_turn.sequence - 1
        this_turn.update(Booking, row.id, state=state.value, ticket_id=issued.id, version=version)
        early = row.slot_at if in_time and this_turn.at < row.slot_at else None
        return this_turn.answer(Met(row.id, state, early, issued))


class _Expected:
    """The customer for whom an appointment was made; `reads` are its turn's."""

    def __init__(self, plan: Plan, known: BookingProof, coming: Coming, day: date) -> None:
        self._whose: Read[CustomerRow] | None = None
        self.reads: tuple[Read[Any], ...] = ()
        if known.customer_id is not None and coming.visit_id is None:
            self._whose = customer_read(plan.branch_id, known.customer_id)
            self._on = OnVisit(plan, day, new_id())
            self.reads = (self._whose, *self._on.reads)

    def told(self, this_turn: Turn, wish: Wish) -> Wish:
        """Within the turn: a visit begins that is theirs, and the number has its class."""
        found = this_turn.found(self._whose) if self._whose else []
        if not found:
            return wish
        own, on = found[0], self._on
        begin_visit(this_turn, on.visit_id, arrived_at=this_turn.at)
        begun = begun_row(on.visit_id, this_turn.at)
        whom = own.recognised(this_turn.branch_id)
        now = link(this_turn, on, begun, whom, LinkedBy.BOOKING)
        known = replace(begun, customer_class=now.customer_class, class_by=now.class_by)
        return replace(wish.of(known), visit_id=on.visit_id)


def _wish(row: BookingRow, coming: Coming, *, in_time: bool) -> Wish:
    return Wish(
        row.service_id,
        booked=in_time,
        slot_at=row.slot_at if in_time else None,
        channel=coming.channel,
        language=coming.language,
        visit_id=coming.visit_id,
    )


def _known(plan: Plan, coming: Coming, at: datetime) -> BookingProof:
    """Which appointment it is; how it stands is read again inside the turn."""
    branch_id = plan.branch_id
    rows: list[BookingProof]
    if coming.booking_id is not None:
        rows = look(branch_id, booking_read(branch_id, coming.booking_id))[0]
        if not rows:
            raise Refused("unknown_booking")
        return rows[0]
    begins, ends = plan.whole_day(plan.day(at))
    rows = look(branch_id, booking_by_code_read(branch_id, coming.code or b"", begins, ends))[0]
    if not rows:
        raise Refused("wrong_code", where="code")
    return rows[0]
