"""Verbs that move a ticket in the lines: rejoin, park, be late, resume, transfer, change."""

from datetime import datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, demand_own
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.counter.actions import release_desk
from tingtang.hall.counter.queries import SeatRow, seat_of_read
from tingtang.hall.ticket.actions.lines import Standing, wait_alone
from tingtang.hall.ticket.actions.serving import Moved, free_seat
from tingtang.hall.ticket.events import (
    ServiceAdded,
    TicketParked,
    TicketPlaced,
)
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.queries import (
    TicketRow,
    kept_seat_read,
    place_at_read,
    places_behind_read,
    places_read,
    ticket_read,
)
from tingtang.hall.ticket.rules import (
    ALONE,
    SLOT,
    Move,
    State,
    move,
    place_behind,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb

PARK_REASONS = frozenset({"forms", "self_service", "errand", "rest"})
LATE_MINUTES = frozenset({10, 20, 30})


class Moving(Standing):
    """A ticket in its turn, with what every move reads: its seat, and what passed its line."""

    def __init__(self, branch_id: UUID, ticket_id: UUID) -> None:
        super().__init__(branch_id, ticket_read(branch_id, ticket_id))
        self.seat: Read[SeatRow] = seat_of_read(branch_id, ticket_id)
        self.reads = (self.ticket, self.seat, self.lines)

    def row(self, this_turn: Turn, seen: int | None) -> TicketRow:
        """The ticket, as the screen saw it."""
        row = this_turn.one(self.ticket, "unknown_ticket")
        row.must_be_seen(seen)
        return row

    def leave_counter(self, this_turn: Turn) -> UUID | None:
        """Free the seat that the ticket was at; its counter, if any. Call after recording."""
        seats = this_turn.found(self.seat)
        if not seats:
            return None
        free_seat(this_turn, seats[0])
        return seats[0].counter_id

    def at_counter(self, this_turn: Turn) -> UUID | None:
        """The counter that the ticket is at."""
        seats = this_turn.found(self.seat)
        return seats[0].counter_id if seats else None


def demand_move(actor: Actor, branch_id: UUID, ticket_id: UUID) -> None:
    demand_own(actor, Right.MOVE_TICKET, Right.MOVE_OWN_TICKET, branch_id, ticket_id)


@verb
def rejoin(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """Come back after a miss: to one's own place for some minutes, then after the first few."""
    demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        move(row.state, Move.REJOIN)
        place = row.place
        if row.until is None or this_turn.at > row.until:
            few = plan.parameters["rejoin_after"]
            first = this_turn.rows(places_read(plan, row.service_id, few))
            place = _behind(this_turn, row, max(first, default=0))
        return this_turn.answer(_place(this_turn, plan, moving, row, Move.REJOIN, place=place))


@verb
def park(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Moved:
    """Stand aside in one's place, uncallable, until resumed: to fill in a form, to rest."""
    demand(actor, Right.MOVE_TICKET, branch_id)
    if reason not in PARK_REASONS:
        raise Refused("bad_input", where="reason")
    plan = plan_of(branch_id)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        move(row.state, Move.PARK)
        return this_turn.answer(stand_aside(this_turn, moving, row, reason))


@verb
def be_late(*, actor: Actor, branch_id: UUID, ticket_id: UUID, minutes: int, at: datetime) -> Moved:
    """“I'll be late”: uncallable for 10, 20 or 30 minutes, twice a day; early return keeps the
    place.
    """
    demand_move(actor, branch_id, ticket_id)
    if minutes not in LATE_MINUTES:
        raise Refused("bad_input", where="minutes")
    plan = plan_of(branch_id)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, None)
        move(row.state, Move.BE_LATE)
        if row.late_used >= plan.parameters["late_times"]:
            raise Refused("late_used_up", times=plan.parameters["late_times"])
        until = this_turn.at + timedelta(minutes=minutes)
        this_turn.update(Ticket, ticket_id, late_used=row.late_used + 1)
        return this_turn.answer(stand_aside(this_turn, moving, row, "late", until))


def stand_aside(
    this_turn: Turn, moving: Moving, row: TicketRow, reason: str, until: datetime | None = None
) -> Moved:
    """Within a turn whose move was checked: the ticket keeps its place and can't be called."""
    if not row.label:
        raise Refused("no_number")
    counter = moving.at_counter(this_turn)
    version = this_turn.record(TicketParked(row.id, reason, until, counter))
    this_turn.update(
        Ticket,
        row.id,
        state=State.PARKED.value,
        counter_id=None,
        parked_for=reason,
        until=until,
        overtaken=moving.overtaken(this_turn, row),
        version=version,
    )
    moving.leave_line(this_turn, row)
    moving.leave_counter(this_turn)
    return Moved(row.id, row.label, State.PARKED, version)


@verb
def resume(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """Come back into one's place. Later than said: after those who came in the minutes given up; so
    whoever came before the slot of an appointment stands as if the number were of the slot's time.
    Whoever was led to a desk is not any more: it is kept for them no longer.
    """
    if not (actor.kind == "job" and branch_id in actor.branches):
        demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    moving, kept = Moving(branch_id, ticket_id), kept_seat_read(branch_id, ticket_id)
    reads = (*moving.reads, kept)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        move(row.state, Move.RESUME)
        _check_slot(plan, row, this_turn.at)
        for seat in this_turn.found(kept):
            release_desk(this_turn, seat, row.visit_id)
        return this_turn.answer(come_back(this_turn, plan, moving, row))


def come_back(this_turn: Turn, plan: Plan, moving: Moving, row: TicketRow) -> Moved:
    """Within a turn whose move was checked: the ticket waits in its place again."""
    place = row.place
    if row.until is not None and this_turn.at >= row.until:
        place = _late_place(this_turn, plan, row, row.until)
    return _place(this_turn, plan, moving, row, Move.RESUME, place=place)


def _check_slot(plan: Plan, row: TicketRow, at: datetime) -> None:
    """The booked are called from their slot on; another line, of care, say, doesn't wait for it."""
    waits_for_it = row.parked_for == SLOT and row.line_class == LineClass.BOOKED
    if waits_for_it and row.until is not None and at < row.until:
        raise Refused("before_slot", slot=plan.local(row.until).strftime("%H:%M"))


def _late_place(this_turn: Turn, plan: Plan, row: TicketRow, until: datetime) -> int:
    """As if the number had been taken later by the minutes that were given up."""
    last = this_turn.rows(place_at_read(plan.branch_id, row.business_date, until))
    return _behind(this_turn, row, max(last, default=0))


def _behind(this_turn: Turn, row: TicketRow, place: int) -> int:
    """Right behind `place`, but never before the ticket's own place."""
    if place <= row.place:
        return row.place
    taken = places_behind_read(this_turn.branch_id, row.business_date, place)
    return place_behind(place, this_turn.rows(taken))


@verb
def transfer(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    at: datetime,
    service_id: UUID | None = None,
    counter_id: UUID | None = None,
    seen: int | None = None,
) -> Moved:
    """To another service, or reserved for another counter, keeping the place."""
    demand(actor, Right.MOVE_TICKET, branch_id)
    if service_id is None and counter_id is None:
        raise Refused("bad_input", where="service")
    plan = plan_of(branch_id)
    if service_id is not None:
        plan.check_hours(plan.service(service_id), at)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        move(row.state, Move.TRANSFER)
        service = service_id or row.service_id
        if counter_id is not None and service not in plan.counter(counter_id).services:
            number = plan.counter(counter_id).number
            raise Refused("counter_does_not_serve", counter=number, where="counter")
        moved = _place(
            this_turn, plan, moving, row, Move.TRANSFER, service=service, counter=counter_id
        )
        return this_turn.answer(moved)


@verb
def change_service(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    service_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> Moved:
    """Another service under the same number, keeping the place."""
    demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    plan.check_hours(plan.service(service_id), at)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        move(row.state, Move.CHANGE_SERVICE)
        if service_id == row.service_id:
            raise Refused("same_service")
        moved = _place(this_turn, plan, moving, row, Move.CHANGE_SERVICE, service=service_id)
        return this_turn.answer(moved)


@verb
def add_service(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    service_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> Moved:
    """One more service on the same ticket."""
    demand_move(actor, branch_id, ticket_id)
    plan = plan_of(branch_id)
    plan.check_hours(plan.service(service_id), at)
    moving = Moving(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), *moving.reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        state = move(row.state, Move.ADD_SERVICE)
        if service_id == row.service_id or service_id in row.more:
            raise Refused("same_service")
        version = this_turn.record(ServiceAdded(ticket_id, service_id))
        this_turn.update(Ticket, ticket_id, more=[*row.more, service_id], version=version)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


def _place(
    this_turn: Turn,
    plan: Plan,
    moving: Moving,
    row: TicketRow,
    what: Move,
    *,
    place: int | None = None,
    service: UUID | None = None,
    counter: UUID | None = None,
) -> Moved:
    """Put the ticket where `what` says. From now on it stands alone: its line's others came in
    turn.
    """
    state = move(row.state, what)
    if not row.label and state is State.WAITING:
        raise Refused("no_number")
    service = service or row.service_id
    more = [each for each in row.more if each != service]
    own = row.place if place is None else place
    carried = moving.overtaken(this_turn, row)
    from_counter = moving.at_counter(this_turn)
    stays = state is State.SERVING
    version = this_turn.record(
        TicketPlaced(
            ticket=row.id,
            move=what.value,
            service=service,
            place=own,
            overtaken=carried,
            counter=counter,
            from_counter=None if stays else from_counter,
            more=None if more == row.more else tuple(more),
        )
    )
    changes: dict[str, object] = {
        "service_id": service,
        "more": more,
        "overtaken": carried,
        "version": version,
    }
    moving.leave_line(this_turn, row)
    if state is State.WAITING:
        changes |= {"counter_id": counter, "until": None, "parked_for": None}
        wait_alone(this_turn, row.id, own, **changes)
    else:
        changes |= {"state": state.value, "line": ALONE, "place": own}
        this_turn.update(Ticket, row.id, **changes)
    if not stays:
        moving.leave_counter(this_turn)
    return Moved(row.id, row.label, state, version)
