"""Whom the counters would call, one after another, if they went on calling now.

The choice is `hall/ticket/rules.choose`, the one that the verb makes; nothing here decides.
"""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from tingtang.bank.branch.queries import CounterPlan
from tingtang.hall.ticket.rules import (
    ALONE,
    Choice,
    Head,
    State,
    callable_heads,
    calls,
    choose,
    line_number,
    lines_at,
    owed_after,
    passed_after,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.live.floor import Floor, Ticket


class Lines:
    """Who waits, line by line, in order of place."""

    def __init__(self, floor: Floor) -> None:
        waiting = [each for each in floor.tickets.values() if each.state is State.WAITING]
        waiting.sort(key=lambda ticket: ticket.place)
        self.waiting = waiting
        self.main: dict[int, list[Ticket]] = {}
        self.alone: list[Ticket] = []
        for ticket in waiting:
            if ticket.line == ALONE:
                self.alone.append(ticket)
            else:
                self.main.setdefault(ticket.line, []).append(ticket)


class Calling:
    """Calls to come, tried on a copy: who was called stays called, who was passed was passed."""

    def __init__(self, floor: Floor, lines: Lines, at: datetime) -> None:
        self._floor, self._lines, self._at = floor, lines, at
        self._called: set[UUID] = set()
        self._reached: dict[int, int] = {}  # how many of a main line were called
        self._passed: dict[int, tuple[int, ...]] = dict(floor.passed)
        self._overtaken: dict[UUID, int] = {}  # of those who stand alone
        self._owed: dict[UUID, int] = dict(floor.owed)

    def call(self, counter: CounterPlan) -> Choice | None:
        """The next call of this counter, which then is made; None: nobody waits for it."""
        plan = self._floor.plan
        choice = choose(self.heads(counter), self._floor.order, plan.discipline, self._at)
        if choice is not None:
            self._note(choice)
        return choice

    def _note(self, choice: Choice) -> None:
        head = choice.head
        self._called.add(head.ticket_id)
        owed = self._owed.get(head.service_id, 0)
        self._owed[head.service_id] = owed_after(owed, head.line_class, self._floor.plan.parameters)
        if head.line != ALONE:
            self._reached[head.line] = self._reached.get(head.line, 0) + 1
        for each in choice.passed:
            if each.line == ALONE:
                self._overtaken[each.ticket_id] = each.overtaken + 1
            else:
                self._passed[each.line] = tuple(passed_after(each, head.place))

    def heads(self, counter: CounterPlan) -> list[Head]:
        """The heads of the lines that the counter serves, as the verb would read them."""
        stopped: Mapping[UUID, str] = self._floor.stopped
        served = [each for each in counter.services if each not in stopped]
        found = [
            self._head(ticket, ticket.overtaken)
            for service_id in served
            for line_class in sorted(lines_at(counter))
            if (ticket := self._first(service_id, line_class)) is not None
        ]
        for ticket in self._lines.alone:
            line_class, kept_for = ticket.line_class, ticket.counter_id
            own = calls(counter, ticket.service_id, line_class, kept_for)
            if own and ticket.service_id in served and ticket.id not in self._called:
                overtaken = self._overtaken.get(ticket.id, ticket.overtaken)
                found.append(self._head(ticket, overtaken))
        return callable_heads(found, stopped, self._owed)

    def _first(self, service_id: UUID, line_class: LineClass) -> Ticket | None:
        line = line_number(self._floor.plan.services[service_id].ordinal, line_class, alone=False)
        members = self._lines.main.get(line)
        if members is None:
            return None
        reached = self._reached.get(line, 0)
        return members[reached] if reached < len(members) else None

    def _head(self, ticket: Ticket, carried: int) -> Head:
        later = tuple(p for p in self._passed.get(ticket.line, ()) if p > ticket.place)
        return Head(
            ticket_id=ticket.id,
            label=ticket.label,
            line=ticket.line,
            line_class=ticket.line_class,
            service_id=ticket.service_id,
            place=ticket.place,
            issued_at=ticket.issued_at,
            overtaken=carried + len(later),
            passed=later,
        )
