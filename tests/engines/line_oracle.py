"""Whose turn it is, told twice: by everybody who waits, and by the heads of the lines.

`Crowd` knows each customer and counts for each how often they were overtaken. `Heads` keeps what
the hall keeps and asks `line.choose`. Fed with the same events, both must always agree.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from tingtang.engines import line


class LineId(NamedTuple):
    """A line's class and service; a place would be one more word."""

    customer_class: str
    service: str


@dataclass(frozen=True)
class Terms:
    """What a class is promised; None means no cap."""

    priority: int = 0
    rate: float = 0.0
    head_start: float = 0.0
    max_overtakes: int | None = None
    max_wait: float | None = None


@dataclass(frozen=True)
class Rules:
    """A branch's discipline and the terms of its classes."""

    discipline: int
    terms: Mapping[str, Terms]


class Choice(NamedTuple):
    """The arrival order of the customer to call, and the reason."""

    order: int
    reason: int


NO_CHOICE = Choice(line.NOBODY, line.EMPTY)


@dataclass
class Customer:
    """Somebody who waits."""

    order: int
    line: LineId
    since: float
    ahead: int
    overtaken: int = 0
    calls_seen: int = 0


@dataclass
class Crowd:
    """Everybody who waits, ruled by the prose: sort the complete list, count per customer."""

    rules: Rules
    waiting: dict[int, Customer] = field(default_factory=dict)

    def arrive(self, order: int, to: LineId, now: float) -> None:
        self.waiting[order] = Customer(order, to, now, ahead=len(self.waiting))

    def leave(self, order: int) -> None:
        del self.waiting[order]

    def served_by(self, serves: Collection[LineId]) -> list[Customer]:
        return [c for c in self.waiting.values() if c.line in serves]

    def at_overtake_cap(self, customer: Customer) -> bool:
        cap = self.rules.terms[customer.line.customer_class].max_overtakes
        return cap is not None and customer.overtaken >= cap

    def at_wait_cap(self, customer: Customer, now: float) -> bool:
        cap = self.rules.terms[customer.line.customer_class].max_wait
        return cap is not None and Fraction(now) - Fraction(customer.since) >= Fraction(cap)

    def rank(self, customer: Customer, now: float) -> tuple[Fraction, int]:
        """Sort key of the bare discipline."""
        terms = self.rules.terms[customer.line.customer_class]
        waited = Fraction(now) - Fraction(customer.since)
        gained = Fraction(terms.head_start) + Fraction(terms.rate) * waited
        first = {
            line.FIFO: Fraction(0),
            line.PRIORITY: Fraction(terms.priority),
            line.ACCUMULATING: -gained,
        }
        return first[self.rules.discipline], customer.order

    def choose(self, serves: Collection[LineId], now: float) -> Choice:
        """Who is next among the lines that a counter serves."""
        candidates = self.served_by(serves)
        if not candidates:
            return NO_CHOICE
        capped = [c for c in candidates if self.at_overtake_cap(c) or self.at_wait_cap(c, now)]
        by_arrival = sorted(capped, key=lambda c: c.order)
        by_discipline = sorted(candidates, key=lambda c: self.rank(c, now))
        chosen = (by_arrival + by_discipline)[0]
        return Choice(chosen.order, self.reason(chosen, by_discipline[0], candidates))

    def reason(self, chosen: Customer, uncapped: Customer, candidates: list[Customer]) -> int:
        """Why `chosen`, when without caps it had been `uncapped`."""
        if len({c.line for c in candidates}) == 1:
            return line.ONLY_LINE
        if chosen is not uncapped:
            return line.OVERTAKE_CAP if self.at_overtake_cap(chosen) else line.WAIT_CAP
        if chosen.order == min(c.order for c in candidates):
            return line.EARLIEST
        return {
            line.PRIORITY: line.HIGHER_PRIORITY,
            line.ACCUMULATING: line.MORE_ACCUMULATED,
        }[self.rules.discipline]

    def call(self, order: int, serves: Collection[LineId]) -> list[Customer]:
        """Take a customer out of the crowd; return those whom that overtook."""
        self.leave(order)
        witnesses = self.served_by(serves)
        overtaken = [c for c in witnesses if c.order < order]
        for customer in witnesses:
            customer.calls_seen += 1
        for customer in overtaken:
            customer.overtaken += 1
        return overtaken


@dataclass
class WaitingLine:
    """A line with the orders of the called tickets that overtook somebody in it."""

    terms: Terms
    since: dict[int, float] = field(default_factory=dict)
    overtakers: list[int] = field(default_factory=list)

    def overtaken(self, order: int) -> int:
        """How often a customer of this line was overtaken; exact for all, not only the head."""
        return sum(overtaker > order for overtaker in self.overtakers)

    @property
    def head(self) -> int:
        return min(self.since)

    def remove(self, order: int) -> None:
        del self.since[order]
        if self.since:
            self.overtakers = [o for o in self.overtakers if o > self.head]
        else:
            self.overtakers.clear()


class Heads:
    """The bookkeeping that the hall stores: for each line its overtakers, nobody's own count.

    When a ticket is called, its order is noted on each line of that counter whose head came
    before it. A customer of the line has been overtaken by the noted orders greater than their
    own: smaller ones came before, and those called before this customer arrived are all smaller.
    Orders smaller than the head's concern nobody any more and are dropped.

    Everybody joins a line at its end. What overtook somebody in it has overtaken the head as
    well, so the head has been overtaken at least as often, has waited at least as long, and ranks
    first by the shared terms: it reaches every cap first. To choose it's enough to see the heads.
    """

    def __init__(self, rules: Rules, lines: Collection[LineId]) -> None:
        self.rules = rules
        self.lines = {each: WaitingLine(rules.terms[each.customer_class]) for each in lines}

    def arrive(self, order: int, to: LineId, now: float) -> None:
        self.lines[to].since[order] = now

    def leave(self, order: int) -> None:
        next(each for each in self.lines.values() if order in each.since).remove(order)

    def overtaken(self) -> dict[int, int]:
        """The count of everybody who waits."""
        return {o: each.overtaken(o) for each in self.lines.values() for o in each.since}

    def waiting_lines(self, serves: Collection[LineId]) -> list[WaitingLine]:
        return [self.lines[each] for each in serves if self.lines[each].since]

    def choose(self, serves: Collection[LineId], now: float) -> Choice:
        """Who is next, by `line.choose` over the heads."""
        lines = self.waiting_lines(serves)
        terms = [each.terms for each in lines]
        order = [each.head for each in lines]
        index, reason = line.choose(
            self.rules.discipline,
            now,
            len(lines),
            order,
            [each.since[each.head] for each in lines],
            [each.priority for each in terms],
            [each.rate for each in terms],
            [each.head_start for each in terms],
            [each.overtaken(each.head) for each in lines],
            [-1 if each.max_overtakes is None else each.max_overtakes for each in terms],
            [-1.0 if each.max_wait is None else each.max_wait for each in terms],
        )
        return NO_CHOICE if index == line.NOBODY else Choice(order[index], reason)

    def call(self, order: int, serves: Collection[LineId]) -> None:
        """Take a customer out of their line, by rule or by hand, and note whom that overtook."""
        self.leave(order)
        lines = self.waiting_lines(serves)
        heads = [*(each.head for each in lines), order]
        indices = [0] * len(lines)
        count = line.passed(len(heads), heads, len(lines), indices)
        for index in indices[:count]:
            lines[index].overtakers.append(order)
