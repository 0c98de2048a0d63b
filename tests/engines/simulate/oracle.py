"""A branch day a second way: plain lists of people, every person looked at at every instant.

It takes the people that the engine drew, follows INTERFACES' rules word by word, and knows nothing
of lines, heads, groups or lazily noticed absences.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field

from tingtang.engines.line import ACCUMULATING, FIFO, PRIORITY
from tingtang.engines.simulate.scenario import Class, Counter, Scenario


@dataclass(eq=False)
class Person:
    """One customer of the day."""

    of: Class
    since: float
    until: float
    service: float
    accepts: float = 1.0
    pool_service: dict[str, float] = field(default_factory=dict)
    order: int = -1
    overtaken: int = 0  # while their number stands in line
    most_overtaken: int = 0  # while they are there
    only_at: str | None = None  # diverted to this counter's own line
    outcome: str = ""
    wait: float = math.nan


@dataclass
class Desk:
    """A counter's state."""

    of: Counter
    open: bool = False
    until: float = math.inf
    busy: bool = False

    def may_serve(self, person: Person) -> bool:
        if person.only_at is not None:
            return person.only_at == self.of.id
        return person.of.id in self.of.serves


class Day:
    """Run it with `run`; then read the people's outcomes."""

    def __init__(
        self, scenario: Scenario, people: list[Person], rests: dict[str, list[float]]
    ) -> None:
        self.scenario = scenario
        self.desks = [Desk(each) for each in scenario.counters]
        self.waiting: list[Person] = []
        self.now = scenario.initial.now
        self.machines = {each.id: [self.now] * each.size for each in scenario.pools}
        self.pool_waits: dict[str, list[float]] = {each.id: [] for each in scenario.pools}
        for place, left in rests.items():
            for i, each in enumerate(left):
                if place in self.machines:
                    self.machines[place][i] = self.now + each
                else:
                    desk = next(desk for desk in self.desks if desk.of.id == place)
                    desk.busy, desk.until = True, self.now + each
        here = [each for each in people if each.order >= 0]
        self.waiting = sorted(here, key=lambda each: each.order)
        self.count = len(here)
        by_class = {each.id: i for i, each in enumerate(scenario.classes)}
        self.coming = sorted(
            (each for each in people if each.order < 0),
            key=lambda each: (each.since, by_class[each.of.id]),
        )

    # ------------------------------------------------------------ time

    def run(self) -> None:
        while (instant := self._next()) < math.inf:
            self.now = instant
            for desk in self.desks:
                if desk.until == instant:
                    desk.busy, desk.until = False, math.inf
            self._hours()
            while self.coming and self.coming[0].since == instant:
                self._arrive(self.coming.pop(0))
            for desk in self.desks:
                if desk.open and not desk.busy:
                    self._call(desk)
        for person in self.waiting:
            gone = person.until < self.scenario.horizon
            person.outcome = "abandoned" if gone else "unserved"

    def _next(self) -> float:
        edges = [edge for desk in self.desks for span in desk.of.open for edge in span]
        later = [edge for edge in edges if edge > self.now]
        if not hasattr(self, "_begun"):
            self._begun = True
            return self.now
        arrival = self.coming[0].since if self.coming else math.inf
        return min([arrival, *later, *(desk.until for desk in self.desks)])

    def _hours(self) -> None:
        horizon = self.scenario.horizon
        for desk in self.desks:
            within = any(start <= self.now < end for start, end in desk.of.open)
            at_close = self.scenario.drain and any(end == horizon for _, end in desk.of.open)
            desk.open = within or (at_close and self.now >= horizon)

    # ------------------------------------------------------------ people

    def _present(self) -> Iterator[Person]:
        return (each for each in self.waiting if each.until >= self.now)

    def _is_idle(self, desk: Desk) -> bool:
        known = self._present() if self.scenario.absent_call == 0 else self.waiting
        return desk.open and not desk.busy and not any(desk.may_serve(each) for each in known)

    def _arrive(self, person: Person) -> None:
        person.order, self.count = self.count, self.count + 1
        idle = [
            desk for desk in self.desks if person.of.id in desk.of.serves and self._is_idle(desk)
        ]
        if idle:
            rank = {name: i for i, name in enumerate(person.of.prefers)}
            taken = min(idle, key=lambda desk: rank.get(desk.of.id, len(rank)))
            self._serve(taken, person)
            return
        for row in self.scenario.diversions:
            own = sum(each.of is person.of and each.only_at is None for each in self._present())
            if row.class_id != person.of.id or own < row.waiting:
                continue
            if person.accepts < row.accepts:
                if row.to in self.machines:
                    self._to_pool(row.to, person)
                    return
                person.only_at = row.to
                desk = next(desk for desk in self.desks if desk.of.id == row.to)
                if self._is_idle(desk):
                    self._serve(desk, person)
                    return
            break
        self.waiting.append(person)

    def _to_pool(self, pool: str, person: Person) -> None:
        machines = self.machines[pool]
        i = machines.index(min(machines))
        begins = max(self.now, machines[i])
        machines[i] = begins + person.pool_service[pool]
        self.pool_waits[pool].append(begins - self.now)
        person.outcome = "diverted"

    def _serve(self, desk: Desk, person: Person) -> None:
        person.outcome, person.wait = "served", self.now - person.since
        desk.busy = True
        desk.until = self.now + person.service * desk.of.factor.get(person.of.id, 1.0)

    # ------------------------------------------------------------ calls

    def _call(self, desk: Desk) -> None:
        absent = self.scenario.absent_call
        if absent == 0:
            # Of others nobody knows: whom no counter that stays can serve, is told at closing.
            for each in [each for each in self.waiting if desk.may_serve(each)]:
                if each.until < self.now:
                    self.waiting.remove(each)
                    each.outcome = "abandoned"
        those = [each for each in self.waiting if desk.may_serve(each)]
        if not those:
            return
        chosen = self._choice(those)
        self.waiting.remove(chosen)
        for each in self.waiting:
            if desk.may_serve(each) and each.order < chosen.order:
                each.overtaken += 1
                if each.until >= self.now:
                    each.most_overtaken = each.overtaken
        if chosen.until < self.now:
            chosen.outcome = "abandoned"
            desk.busy, desk.until = True, self.now + absent
            return
        self._serve(desk, chosen)

    def _choice(self, those: list[Person]) -> Person:
        capped = [each for each in those if self._is_capped(each)]
        if capped:
            return min(capped, key=lambda each: each.order)
        discipline = self.scenario.discipline
        if discipline == PRIORITY:
            return min(those, key=lambda each: (each.of.priority, each.order))
        if discipline == ACCUMULATING:
            return min(
                those,
                key=lambda each: (
                    -(each.of.head_start + each.of.per_min * (self.now - each.since)),
                    each.order,
                ),
            )
        assert discipline == FIFO
        return min(those, key=lambda each: each.order)

    def _is_capped(self, person: Person) -> bool:
        cap = person.of.cap
        if cap.max_overtakes is not None and person.overtaken >= cap.max_overtakes:
            return True
        return cap.max_wait is not None and self.now - person.since >= cap.max_wait
