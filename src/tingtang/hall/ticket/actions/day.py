"""The day's end: what is still open is closed by a job or by hand, and nothing is lost."""

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.events import DayMoved
from tingtang.bank.branch.models import Day, Stoppage
from tingtang.bank.branch.queries import day_read, plan_of, unclosed_days_read
from tingtang.bank.branch.rules import DAY_MOVES, DayMove, move_day
from tingtang.hall.counter.actions import NOBODY_SUMMONED, NOTHING_SAID
from tingtang.hall.counter.events import SeatMoved
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.counter.rules import SeatMove, SeatState
from tingtang.hall.ticket.actions.lines import leave_line
from tingtang.hall.ticket.actions.serving import end_service
from tingtang.hall.ticket.events import TicketEnded
from tingtang.hall.ticket.models import Line, Link, Owed, Ticket, Waiting
from tingtang.hall.ticket.queries import (
    TicketRow,
    lines_read,
    live_tickets_read,
    unserved_tickets_read,
)
from tingtang.hall.ticket.rules import Move, State, move
from tingtang.hall.visit.actions import close_help_calls, forget_needs
from tingtang.hall.visit.queries import open_help_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb

_AT_ONCE = 200  # tickets that one statement ends


@dataclass(frozen=True, slots=True)
class DayEnd:
    """Answer: how many services were ended and how many customers were still waiting."""

    state: str
    ended: int
    unserved: int


@verb
def close_day(*, actor: Actor, branch_id: UUID, day: date, at: datetime) -> DayEnd:
    """Close a business day: services in hand end, who still waits is `unserved`, seats are vacated.

    Phone links die, kinds of protected needs are erased, passing counts and stops begin anew.
    """
    demand(actor, Right.RUN_DAY, branch_id)
    plan = plan_of(branch_id)
    sent_home = 0
    while several := _send_some_home(actor, branch_id, day, at):
        sent_home += several
    today, tickets = day_read(branch_id, day), live_tickets_read(branch_id)
    seats, lines = seats_read(branch_id), lines_read(branch_id)
    calls = open_help_read(branch_id)
    reads: tuple[Read[Any], ...] = (today, tickets, seats, lines, calls)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        rows = this_turn.found(today)
        if not rows:
            raise Refused("day_not_begun")
        state = move_day(rows[0].state, DayMove.CLOSE)
        at_seat = {s.ticket_id: s.counter_id for s in this_turn.found(seats) if s.ticket_id}
        ended = [_end(this_turn, row, at_seat) for row in this_turn.found(tickets)]
        for seat in this_turn.found(seats):
            if seat.state is not SeatState.VACANT:
                _vacate(this_turn, seat.counter_id)
        for line in this_turn.found(lines):
            this_turn.put(Line, {"line": line.line}, passed=[])
        close_help_calls(this_turn, this_turn.found(calls))
        for table in (Stoppage, Waiting, Link, Owed):
            this_turn.delete(table)
        this_turn.put(Day, {"date": day}, state=state.value, moved_at=this_turn.at)
        this_turn.record(DayMoved(day, DayMove.CLOSE.value, state.value))
        forget_needs(this_turn, day)
        unserved = sum(1 for each in ended if each is State.UNSERVED)
        end = DayEnd(state.value, len(ended) - unserved, sent_home + unserved)
        return this_turn.answer(end)


def _send_some_home(actor: Actor, branch_id: UUID, day: date, at: datetime) -> int:
    """Of more than one statement can hold, end some tickets before the day's end itself; how many.

    In a turn of its own, which the request is not answered with: that is the day's end's.
    """
    plan = plan_of(branch_id)
    today, some = day_read(branch_id, day), unserved_tickets_read(branch_id, _AT_ONCE + 1)
    on_the_way = replace(actor, errand=None)
    with turn(branch_id, on_the_way, at, plan.day(at), today, some, plan=plan.version) as this_turn:
        rows = this_turn.found(some)
        may_close = any((row.state, DayMove.CLOSE) in DAY_MOVES for row in this_turn.found(today))
        if not may_close or len(rows) <= _AT_ONCE:
            return 0
        for row in rows[:_AT_ONCE]:
            _end(this_turn, row, {})
            if row.state is State.WAITING:
                leave_line(this_turn, row)
        return _AT_ONCE


def _end(this_turn: Turn, row: TicketRow, at_seat: dict[UUID, UUID]) -> State:
    state = move(row.state, Move.END_DAY)
    counter = at_seat.get(row.id)
    if state is State.DONE and counter is not None:
        end_service(this_turn, row, counter)
    else:
        version = this_turn.record(TicketEnded(row.id, "day_end", from_counter=counter))
        this_turn.update(
            Ticket,
            row.id,
            state=state.value,
            outcome="day_end",
            ended_at=this_turn.at,
            version=version,
        )
    return state


def _vacate(this_turn: Turn, counter_id: UUID) -> None:
    version = this_turn.record(SeatMoved(counter_id, SeatMove.LEAVE.value, SeatState.VACANT.value))
    this_turn.update(
        Seat,
        {"counter_id": counter_id},
        state=SeatState.VACANT.value,
        staff_id=None,
        ticket_id=None,
        pause=None,
        since=this_turn.at,
        version=version,
        **NOBODY_SUMMONED,
        **NOTHING_SAID,
    )


@verb
def close_current_day(*, actor: Actor, branch_id: UUID, at: datetime) -> DayEnd:
    """Close the day that was left open longest, or else today."""
    demand(actor, Right.RUN_DAY, branch_id)
    today = plan_of(branch_id).day(at)
    left_open = look(branch_id, unclosed_days_read(branch_id, today))[0]
    day = min((row.date for row in left_open), default=today)
    return close_day(actor=actor, branch_id=branch_id, day=day, at=at)
