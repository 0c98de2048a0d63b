"""Verbs with the customer at the counter: recall, arrive, pass, finish, reopen."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import CounterPlan, day_read, plan_of
from tingtang.bank.branch.rules import CALLS
from tingtang.engines.forecasting.waits import LONGEST_SERVICE_S, MOST_SERVICES
from tingtang.hall.counter.actions import NOTHING_SAID
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow, seat_of_read, seats_read
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.actions.lines import wait_alone
from tingtang.hall.ticket.events import (
    TicketArrived,
    TicketEnded,
    TicketFinished,
    TicketMissed,
    TicketPlaced,
    TicketRecalled,
    TicketReopened,
)
from tingtang.hall.ticket.models import Pace, Ticket
from tingtang.hall.ticket.queries import (
    ticket_read,
)
from tingtang.hall.ticket.rules import (
    MOVES,
    Move,
    State,
    check_no_show,
    check_recall,
    check_reopen,
    move,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.statement import InFront
from tingtang.ledger.turn import Turn, turn, verb

MOST_MISSES_KEPT = 60
DIVERTED = "diverted"  # the outcome of a ticket that ended elsewhere


@dataclass(frozen=True, slots=True)
class Moved:
    """Answer of a ticket's verb."""

    id: UUID
    number: str
    state: State
    version: int


class InService(Protocol):
    """What the end of a service reads of a ticket."""

    @property
    def id(self) -> UUID: ...
    @property
    def label(self) -> str: ...
    @property
    def service_id(self) -> UUID: ...
    @property
    def more(self) -> list[UUID]: ...
    @property
    def place(self) -> int: ...
    @property
    def overtaken(self) -> int: ...
    @property
    def called_at(self) -> datetime | None: ...
    @property
    def started_at(self) -> datetime | None: ...


@verb
def recall(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """Call a called customer again: a few times, some seconds apart."""
    demand(actor, Right.CALL_TICKET, branch_id)
    plan = plan_of(branch_id)
    ticket, seat = ticket_read(branch_id, ticket_id), seat_of_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, seat, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        row.must_be_seen(seen)
        state = move(row.state, Move.RECALL)
        own = _own(this_turn.found(seat), actor)
        check_recall(row, plan.parameters, this_turn.at)
        version = this_turn.record(TicketRecalled(ticket_id, own.counter_id, row.recalls + 1))
        this_turn.update(
            Ticket,
            ticket_id,
            recalls=row.recalls + 1,
            recalled_at=this_turn.at,
            version=version,
        )
        this_turn.update(Seat, {"counter_id": own.counter_id}, version=version)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


@verb
def arrive(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """The called customer is at the counter: service begins."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    plan = plan_of(branch_id)
    ticket, seat = ticket_read(branch_id, ticket_id), seat_of_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, seat, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        row.must_be_seen(seen)
        state = move(row.state, Move.ARRIVE)
        own = _own(this_turn.found(seat), actor)
        version = this_turn.record(TicketArrived(ticket_id, own.counter_id))
        this_turn.update(
            Ticket, ticket_id, state=state.value, started_at=this_turn.at, version=version
        )
        this_turn.update(Seat, {"counter_id": own.counter_id}, version=version)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


@verb
def pass_by(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """Nobody came, after the time shown counting: the counter is free, the place kept for a
    while.
    """
    demand(actor, Right.CALL_TICKET, branch_id)
    plan = plan_of(branch_id)
    ticket, seat = ticket_read(branch_id, ticket_id), seat_of_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, seat, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        row.must_be_seen(seen)
        state = move(row.state, Move.MISS)
        own = _own(this_turn.found(seat), actor)
        check_no_show(row, plan.parameters, this_turn.at)
        until = this_turn.at + timedelta(minutes=plan.parameters["keep_place_min"])
        version = this_turn.record(TicketMissed(ticket_id, own.counter_id, until))
        this_turn.update(
            Ticket,
            ticket_id,
            state=state.value,
            counter_id=None,
            missed_at=this_turn.at,
            until=until,
            version=version,
        )
        free_seat(this_turn, own)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


@verb
def finish(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime, seen: int | None = None
) -> Moved:
    """End the service without calling anybody."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    plan = plan_of(branch_id)
    ticket, seat = ticket_read(branch_id, ticket_id), seat_of_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, seat, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        row.must_be_seen(seen)
        state = move(row.state, Move.FINISH)
        own = _own(this_turn.found(seat), actor)
        state, version = end_or_go_on(this_turn, row, plan.counter(own.counter_id), state)
        free_seat(this_turn, own)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


def end_or_go_on(
    this_turn: Turn, customer: InService, counter: CounterPlan, done: State
) -> tuple[State, int]:
    """End the service. Whoever wants another that this counter can't do goes on to its line, in
    their place; what it can do was done along.
    """
    version = end_service(this_turn, customer, counter.id)
    rest = [each for each in customer.more if each not in counter.services]
    if not rest or not customer.label:
        return done, version
    return go_on(this_turn, customer, done, rest)


def go_on(
    this_turn: Turn, customer: InService, ended: State, rest: Sequence[UUID]
) -> tuple[State, int]:
    """Whoever wants more waits for the next of the rest in their own place. Call after recording
    the end of what was done.
    """
    state = move(ended, Move.GO_ON)
    placed = TicketPlaced(
        ticket=customer.id,
        move=Move.GO_ON.value,
        service=rest[0],
        place=customer.place,
        overtaken=customer.overtaken,
        more=tuple(rest[1:]),
    )
    version = this_turn.record(placed)
    wait_alone(
        this_turn,
        customer.id,
        customer.place,
        service_id=rest[0],
        more=[*rest[1:]],
        counter_id=None,
        until=None,
        parked_for=None,
        ended_at=None,
        outcome=None,
        version=version,
    )
    return state, version


def end_elsewhere(
    this_turn: Turn, customer: InService, state: State, able: Collection[UUID]
) -> tuple[State, int]:
    """End the ticket of somebody who stands aside: it was done elsewhere, where `able` can be done.
    Whoever wants another service goes on to its line, in their place.
    """
    done = move(state, Move.DIVERT)
    version = this_turn.record(TicketEnded(customer.id, DIVERTED))
    this_turn.update(
        Ticket,
        customer.id,
        state=done.value,
        outcome=DIVERTED,
        ended_at=this_turn.at,
        version=version,
    )
    wanted = (customer.service_id, *customer.more)
    rest = [each for each in wanted if each not in able]
    return go_on(this_turn, customer, done, rest) if rest else (done, version)


def end_service(this_turn: Turn, customer: InService, counter_id: UUID) -> int:
    """Record and write the end of a service; where the arrival was not marked it began at the
    call.
    """
    began = customer.started_at or customer.called_at or this_turn.at
    seconds = int((this_turn.at - began).total_seconds())
    version = this_turn.record(TicketFinished(customer.id, counter_id, seconds))
    this_turn.update(
        Ticket,
        customer.id,
        state=State.DONE.value,
        started_at=began,
        ended_at=this_turn.at,
        outcome="served",
        version=version,
    )
    if seconds <= LONGEST_SERVICE_S:
        this_turn.put(
            Pace,
            {"service_id": customer.service_id},
            seconds=InFront([seconds], MOST_SERVICES),
            misses=InFront([], MOST_MISSES_KEPT),
        )
    return version


def free_seat(this_turn: Turn, seat: SeatRow) -> None:
    """Nobody is at the counter any more; a seat that was closing is vacant now."""
    changes: dict[str, object] = {
        "ticket_id": None,
        "busy_until": None,
        "version": this_turn.sequence - 1,
    }
    if seat.state is SeatState.CLOSING:
        changes |= {"state": SeatState.VACANT.value, "staff_id": None, "since": this_turn.at}
        changes |= NOTHING_SAID
    this_turn.update(Seat, {"counter_id": seat.counter_id}, **changes)


@verb
def reopen(*, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime) -> Moved:
    """Take a mistaken finish back, soon after it, at the same counter while nobody else is
    there. Whoever the same tap called, and has not come yet, waits again in their own place.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    seats, today = seats_read(branch_id), day_read(branch_id, day)
    ticket = ticket_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, day, ticket, seats, today, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        state = move(row.state, Move.REOPEN)
        if not any(each.state in CALLS for each in this_turn.found(today)):
            raise Refused("day_not_open")
        check_reopen(row, plan.parameters, this_turn.at)
        seat = next(
            (each for each in this_turn.found(seats) if each.counter_id == row.counter_id), None
        )
        own = _own([seat] if seat else [], actor)
        if own.ticket_id is not None:
            _put_back(this_turn, own.ticket_id, plan.counter(own.counter_id))
        version = this_turn.record(TicketReopened(ticket_id, own.counter_id))
        this_turn.update(
            Ticket, ticket_id, state=state.value, ended_at=None, outcome=None, version=version
        )
        this_turn.update(Seat, {"counter_id": own.counter_id}, ticket_id=ticket_id, version=version)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


def _put_back(this_turn: Turn, ticket_id: UUID, counter: CounterPlan) -> None:
    (row,) = this_turn.rows(ticket_read(this_turn.branch_id, ticket_id))
    if (row.state, Move.PUT_BACK) not in MOVES:
        raise Refused("customer_still_here", counter=counter.number)
    placed = TicketPlaced(
        ticket=row.id,
        move=Move.PUT_BACK.value,
        service=row.service_id,
        place=row.place,
        overtaken=row.overtaken,
    )
    version = this_turn.record(placed)
    wait_alone(this_turn, row.id, row.place, counter_id=None, version=version)


def _own(seats: Sequence[SeatRow], actor: Actor) -> SeatRow:
    if not seats:
        raise Refused("not_at_a_counter")
    if seats[0].staff_id != actor.subject:
        raise Refused("not_your_seat")
    return seats[0]
