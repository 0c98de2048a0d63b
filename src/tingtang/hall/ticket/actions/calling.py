"""Verbs that call: the next in line, or a chosen number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import CounterPlan, Plan, plan_of
from tingtang.engines.forecasting.waits import MOST_SERVICES, miss
from tingtang.hall.counter.actions import NOTHING_SAID
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.ticket.actions.lines import leave_line, note_passing, passed_of
from tingtang.hall.ticket.actions.seats import check_hold, check_not_led, seat_to_call
from tingtang.hall.ticket.actions.serving import MOST_MISSES_KEPT, end_or_go_on, free_seat
from tingtang.hall.ticket.events import (
    TicketCalled,
)
from tingtang.hall.ticket.models import Owed, Pace, Ticket
from tingtang.hall.ticket.queries import (
    Scene,
    TicketRow,
    heads_read,
    lines_read,
    order_of,
    scene_read,
    ticket_read,
)
from tingtang.hall.ticket.rules import (
    Choice,
    Head,
    Move,
    State,
    callable_heads,
    choose,
    move,
    owed_after,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.statement import InFront
from tingtang.ledger.turn import Read, Turn, turn, verb

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
    order = order_of(plan, day)
    with turn(branch_id, actor, at, day, scene, heads, plan=plan.version) as this_turn:
        view = this_turn.found(scene)[0]
        seat = seat_to_call(view, seen, actor)
        check_hold(seat, counter, None, this_turn.at)
        finished = _finish_in_hand(this_turn, view, counter)
        waiting = callable_of(this_turn.found(heads), view)
        choice = choose(waiting, order, plan.discipline, this_turn.at)
        if choice is None:
            if finished is None:
                return this_turn.answer(Called(None, None, seat.version))
            free_seat(this_turn, seat)
            return this_turn.answer(Called(finished, None, this_turn.sequence - 1))
        called = call_to(this_turn, plan, seat, choice, view.owed)
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
    seats = seats_read(branch_id)
    reads: tuple[Read[Any], ...] = (scene, heads, ticket, lines, seats)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        view = this_turn.found(scene)[0]
        seat = seat_to_call(view, seen, actor)
        row = this_turn.one(ticket, "unknown_ticket")
        check_chosen(row, counter, view)
        check_hold(seat, counter, row.visit_id, this_turn.at)
        check_not_led(plan, this_turn.found(seats), seat, row.visit_id, this_turn.at)
        move(row.state, Move.CALL)
        finished = _finish_in_hand(this_turn, view, counter)
        waiting = callable_of(this_turn.found(heads), view)
        passed = tuple(h for h in waiting if h.place < row.place)
        chosen = as_head(row, passed_of(this_turn.found(lines), row))
        choice = Choice(chosen, f"chosen_{reason}", passed)
        called = call_to(this_turn, plan, seat, choice, view.owed)
        return this_turn.answer(Called(finished, called, this_turn.sequence - 1))


def check_chosen(row: TicketRow, counter: CounterPlan, view: Scene) -> None:
    if row.service_id not in counter.services:
        raise Refused("counter_does_not_serve", counter=counter.number, where="ticket")
    if row.service_id in view.stopped:
        raise Refused("service_stopped")
    if row.counter_id not in (None, counter.id):
        raise Refused("kept_for_another_counter")


def callable_of(heads: Sequence[Head], view: Scene) -> list[Head]:
    """Those who can be called now: nobody else is overtaken."""
    return callable_heads(heads, view.stopped, view.owed)


def as_head(row: TicketRow, passed: int) -> Head:
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


def call_to(
    this_turn: Turn, plan: Plan, seat: SeatRow, choice: Choice, owed: Mapping[UUID, int]
) -> CalledTicket:
    head, at = choice.head, this_turn.at
    version = this_turn.record(
        TicketCalled(
            ticket=head.ticket_id,
            counter=seat.counter_id,
            why=choice.why,
            discipline=plan.discipline.value,
            passed=tuple(each.ticket_id for each in choice.passed),
            order=choice.order,
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
        Seat,
        {"counter_id": seat.counter_id},
        ticket_id=head.ticket_id,
        version=version,
        **NOTHING_SAID,
    )
    note_passing(this_turn, choice.passed, head.place)
    _note_owed(this_turn, plan, head, owed.get(head.service_id, 0))
    return CalledTicket(
        id=head.ticket_id,
        number=head.label,
        reason=choice.why,
        passed=tuple(each.label for each in choice.passed),
        recall_after=at + timedelta(seconds=plan.parameters["recall_gap_s"]),
        pass_after=at + timedelta(seconds=plan.parameters["no_show_after_s"]),
    )


def _note_owed(this_turn: Turn, plan: Plan, head: Head, owed: int) -> None:
    """After a booked customer some walk-ins go first."""
    after = owed_after(owed, head.line_class, plan.parameters)
    if after != owed:
        this_turn.put(Owed, {"service_id": head.service_id}, owed=after)


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


def _finish_in_hand(this_turn: Turn, view: Scene, counter: CounterPlan) -> Finished | None:
    customer = view.at_counter
    if customer is None:
        return None
    state = move(customer.state, Move.FINISH)
    end_or_go_on(this_turn, customer, counter, state)
    return Finished(customer.id, customer.label)
