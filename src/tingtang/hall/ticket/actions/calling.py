"""Verbs at a counter: call, recall, arrive, pass, finish, reopen."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import CounterPlan, Plan, plan_of
from tingtang.engines.forecasting.waits import MOST_SERVICES, miss
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow, seat_of_read, seats_read
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.actions.seats import seat_to_call
from tingtang.hall.ticket.events import (
    TicketArrived,
    TicketCalled,
    TicketFinished,
    TicketMissed,
    TicketPlaced,
    TicketRecalled,
    TicketReopened,
)
from tingtang.hall.ticket.models import Line, Pace, Ticket, Waiting
from tingtang.hall.ticket.queries import (
    LineRow,
    Scene,
    TicketRow,
    heads_read,
    lines_read,
    scene_read,
    ticket_read,
)
from tingtang.hall.ticket.rules import (
    ALONE,
    Choice,
    Head,
    Move,
    State,
    check_no_show,
    check_recall,
    check_reopen,
    choose,
    move,
    passed_after,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.statement import InFront
from tingtang.ledger.turn import Read, Turn, turn, verb

MOST_MISSES_KEPT = 60
CHOSEN_REASONS = frozenset({"booked", "returned", "need", "complaint", "other"})


@dataclass(frozen=True, slots=True)
class Finished:
    """The service that the same tap ended."""

    id: UUID
    number: str


@dataclass(frozen=True, slots=True)
class CalledTicket:
    """Who was called, why, and the numbers it passed."""

    id: UUID
    number: str
    reason: str
    passed: tuple[str, ...]
    recall_after: datetime
    pass_after: datetime


@dataclass(frozen=True, slots=True)
class Called:
    """Answer of a call: `called` is absent when nobody waits; `version` is the seat's."""

    finished: Finished | None
    called: CalledTicket | None
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


@dataclass(frozen=True, slots=True)
class Moved:
    """Answer of a ticket's verb."""

    id: UUID
    number: str
    state: State
    version: int


@verb
def call_next(
    *, actor: Actor, branch_id: UUID, counter_id: UUID, at: datetime, seen: int | None = None
) -> Called:
    """Finish the service in hand and call the next in line to this counter: one turn, one tap."""
    demand(actor, Right.CALL_TICKET, branch_id)
    plan = plan_of(branch_id)
    counter = plan.counter(counter_id)
    day = plan.day(at)
    scene, heads = scene_read(branch_id, counter_id, day), heads_read(plan, counter)
    with turn(branch_id, actor, at, day, scene, heads, plan=plan.version) as this_turn:
        view = this_turn.found(scene)[0]
        seat = seat_to_call(view, seen, actor)
        finished = _finish_in_hand(this_turn, view, counter)
        waiting = _callable(this_turn.found(heads), view)
        choice = choose(waiting, plan.parameters, plan.discipline, this_turn.at)
        if choice is None:
            if finished is None:
                return this_turn.answer(Called(None, None, seat.version))
            free_seat(this_turn, seat)
            return this_turn.answer(Called(finished, None, this_turn.sequence - 1))
        called = _call(this_turn, plan, seat, choice)
        return this_turn.answer(Called(finished, called, this_turn.sequence - 1))


@verb
def call_chosen(
    *,
    actor: Actor,
    branch_id: UUID,
    counter_id: UUID,
    ticket_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Called:
    """Call a chosen number, with a reason: whoever it passes is recorded as with any call."""
    demand(actor, Right.CALL_TICKET, branch_id)
    if reason not in CHOSEN_REASONS:
        raise Refused("bad_input", where="reason")
    plan = plan_of(branch_id)
    counter = plan.counter(counter_id)
    day = plan.day(at)
    scene, heads = scene_read(branch_id, counter_id, day), heads_read(plan, counter)
    ticket, lines = ticket_read(branch_id, ticket_id), lines_read(branch_id)
    reads: tuple[Read[Any], ...] = (scene, heads, ticket, lines)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        view = this_turn.found(scene)[0]
        seat = seat_to_call(view, seen, actor)
        row = this_turn.one(ticket, "unknown_ticket")
        _check_chosen(row, counter, view)
        move(row.state, Move.CALL)
        finished = _finish_in_hand(this_turn, view, counter)
        waiting = _callable(this_turn.found(heads), view)
        passed = tuple(h for h in waiting if h.place < row.place)
        chosen = _as_head(row, passed_of(this_turn.found(lines), row))
        choice = Choice(chosen, f"chosen_{reason}", passed)
        called = _call(this_turn, plan, seat, choice)
        return this_turn.answer(Called(finished, called, this_turn.sequence - 1))


def _check_chosen(row: TicketRow, counter: CounterPlan, view: Scene) -> None:
    if row.service_id not in counter.services:
        raise Refused("counter_does_not_serve", counter=counter.number, where="ticket")
    if row.service_id in view.stopped:
        raise Refused("service_stopped")
    if row.counter_id not in (None, counter.id):
        raise Refused("kept_for_another_counter")


def _callable(heads: Sequence[Head], view: Scene) -> list[Head]:
    """Those whose service is not stopped: nobody else can be called, or overtaken."""
    return [head for head in heads if head.service_id not in view.stopped]


def passed_of(lines: Sequence[LineRow], row: TicketRow) -> int:
    """How often a waiting ticket of a main line was passed there."""
    if row.line == ALONE or row.state is not State.WAITING:
        return 0
    return sum(
        1 for each in lines if each.line == row.line for place in each.passed if place > row.place
    )


def _as_head(row: TicketRow, passed: int) -> Head:
    return Head(
        row.id,
        row.label,
        row.line,
        LineClass(row.line_class),
        row.service_id,
        row.place,
        row.issued_at,
        row.overtaken + passed,
        (),
        row.expected_s,
        row.spread,
    )


def _call(this_turn: Turn, plan: Plan, seat: SeatRow, choice: Choice) -> CalledTicket:
    head, at = choice.head, this_turn.at
    version = this_turn.record(
        TicketCalled(
            ticket=head.ticket_id,
            counter=seat.counter_id,
            why=choice.why,
            discipline=plan.discipline.value,
            passed=tuple(each.ticket_id for each in choice.passed),
        )
    )
    this_turn.update(
        Ticket,
        head.ticket_id,
        state=State.CALLED.value,
        counter_id=seat.counter_id,
        overtaken=head.overtaken,  # leaving its main line, it carries the count along
        called_at=at,
        recalled_at=None,
        recalls=0,
        started_at=None,
        until=None,
        parked_for=None,
        served_by=seat.staff_id,
        miss=_note_miss(this_turn, head),
        version=version,
    )
    leave_line(this_turn, head)
    this_turn.update(
        Seat, {"counter_id": seat.counter_id}, ticket_id=head.ticket_id, version=version
    )
    note_passing(this_turn, choice.passed, head.place)
    return CalledTicket(
        id=head.ticket_id,
        number=head.label,
        reason=choice.why,
        passed=tuple(each.label for each in choice.passed),
        recall_after=at + timedelta(seconds=plan.parameters["recall_gap_s"]),
        pass_after=at + timedelta(seconds=plan.parameters["no_show_after_s"]),
    )


class Stands(Protocol):
    """Where a ticket stands in a line."""

    @property
    def ticket_id(self) -> UUID: ...
    @property
    def line(self) -> int: ...
    @property
    def place(self) -> int: ...


def leave_line(this_turn: Turn, stands: Stands) -> None:
    """The ticket doesn't wait any more; one that stood in no line leaves none."""
    this_turn.delete(Waiting, line=stands.line, place=stands.place, ticket_id=stands.ticket_id)


def _note_miss(this_turn: Turn, head: Head) -> float | None:
    """How far the wait missed what was told: kept for the next estimates."""
    if head.expected_s is None or head.spread is None:
        return None
    waited_s = (this_turn.at - head.issued_at).total_seconds()
    missed = miss(head.expected_s, head.spread, waited_s)
    if missed is not None:
        this_turn.put(
            Pace,
            {"service_id": head.service_id},
            seconds=InFront([], MOST_SERVICES),
            misses=InFront([missed], MOST_MISSES_KEPT),
        )
    return missed


def note_passing(this_turn: Turn, passed: Sequence[Head], place: int) -> None:
    """Count an overtaking for each passed line: its members' counts follow from the places kept."""
    for head in passed:
        if head.line == ALONE:
            this_turn.update(Ticket, head.ticket_id, overtaken=head.overtaken + 1)
        else:
            this_turn.put(Line, {"line": head.line}, passed=passed_after(head, place))


def _finish_in_hand(this_turn: Turn, view: Scene, counter: CounterPlan) -> Finished | None:
    customer = view.at_counter
    if customer is None:
        return None
    state = move(customer.state, Move.FINISH)
    _finish(this_turn, customer, counter, state)
    return Finished(customer.id, customer.label)


def free_seat(this_turn: Turn, seat: SeatRow) -> None:
    """Nobody is at the counter any more; a seat that was closing is vacant now."""
    changes: dict[str, object] = {"ticket_id": None, "version": this_turn.sequence - 1}
    if seat.state is SeatState.CLOSING:
        changes |= {"state": SeatState.VACANT.value, "staff_id": None, "since": this_turn.at}
    this_turn.update(Seat, {"counter_id": seat.counter_id}, **changes)


# ---------------------------------------------------------------- the customer at the counter


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
        state, version = _finish(this_turn, row, plan.counter(own.counter_id), state)
        free_seat(this_turn, own)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


def _finish(
    this_turn: Turn, customer: InService, counter: CounterPlan, done: State
) -> tuple[State, int]:
    """End the service. Whoever wants another that this counter can't do goes on to its line, in
    their place; what it can do was done along.
    """
    version = end_service(this_turn, customer, counter.id)
    rest = [each for each in customer.more if each not in counter.services]
    if not rest or not customer.label:
        return done, version
    state = move(done, Move.GO_ON)
    placed = TicketPlaced(
        ticket=customer.id,
        move=Move.GO_ON.value,
        service=rest[0],
        place=customer.place,
        overtaken=customer.overtaken,
        more=tuple(rest[1:]),
    )
    version = this_turn.record(placed)
    this_turn.update(
        Ticket,
        customer.id,
        state=state.value,
        service_id=rest[0],
        more=rest[1:],
        line=ALONE,
        counter_id=None,
        called_at=None,
        recalled_at=None,
        recalls=0,
        started_at=None,
        ended_at=None,
        outcome=None,
        version=version,
    )
    this_turn.insert(Waiting, line=ALONE, place=customer.place, ticket_id=customer.id)
    return state, version


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
    seconds_kept = InFront([seconds], MOST_SERVICES)
    this_turn.put(
        Pace,
        {"service_id": customer.service_id},
        seconds=seconds_kept,
        misses=InFront([], MOST_MISSES_KEPT),
    )
    return version


@verb
def reopen(*, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime) -> Moved:
    """Take a mistaken finish back, soon after it, at the same counter while nobody else is
    there.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    plan = plan_of(branch_id)
    seats = seats_read(branch_id)
    ticket = ticket_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, seats, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        state = move(row.state, Move.REOPEN)
        check_reopen(row, plan.parameters, this_turn.at)
        seat = next(
            (each for each in this_turn.found(seats) if each.counter_id == row.counter_id), None
        )
        own = _own([seat] if seat else [], actor)
        if own.ticket_id is not None:
            raise Refused("customer_still_here", counter=plan.counter(own.counter_id).number)
        version = this_turn.record(TicketReopened(ticket_id, own.counter_id))
        this_turn.update(
            Ticket, ticket_id, state=state.value, ended_at=None, outcome=None, version=version
        )
        this_turn.update(Seat, {"counter_id": own.counter_id}, ticket_id=ticket_id, version=version)
        return this_turn.answer(Moved(ticket_id, row.label, state, version))


def _own(seats: Sequence[SeatRow], actor: Actor) -> SeatRow:
    if not seats:
        raise Refused("not_at_a_counter")
    if seats[0].staff_id != actor.subject:
        raise Refused("not_your_seat")
    return seats[0]
