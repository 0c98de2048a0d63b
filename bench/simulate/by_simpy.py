"""Any `tingtang.scenario/1` in SimPy, by the rules of INTERFACES alone: nothing here is Tingtang's.

Customers and counters are objects and lists, and chance is Python's own. `day(document, chance)`
plays one day and gives everything that was seen of it.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from typing import Any

import simpy

Json = dict[str, Any]
INTERVAL = 15.0


def drawn(of: Json, chance: random.Random) -> float:
    match of["kind"]:
        case "exponential":
            return chance.expovariate(1 / of["mean"])
        case "lognormal":
            spread = math.sqrt(math.log(1 + of["cv"] ** 2))
            return chance.lognormvariate(math.log(of["mean"]) - spread**2 / 2, spread)
        case "gamma":
            shape = 1 / of["cv"] ** 2
            return chance.gammavariate(shape, of["mean"] / shape)
        case "deterministic":
            return float(of["value"])
        case _:
            return float(chance.choice(of["values"]))


def left(of: Json, passed: float, chance: random.Random) -> float:
    """What remains of a time that has lasted so long: draws that are too short don't count."""
    while (whole := drawn(of, chance)) <= passed:
        pass
    return whole - passed


@dataclass(eq=False)
class Customer:
    of: Json
    since: float
    number: int
    turn: Any = None
    own: str | None = None  # the only counter that calls them
    overtaken: int = 0
    here: bool = True
    ticket: str = ""
    outcome: str = ""
    wait: float = 0.0
    until: float = math.nan


@dataclass(eq=False)
class Counter:
    of: Json
    open: bool = False
    busy: bool = False
    minutes: float = 0.0
    beyond: float = 0.0


@dataclass
class Seen:
    """A day."""

    customers: list[Customer] = field(default_factory=list)
    counters: list[Counter] = field(default_factory=list)
    pool_waits: dict[str, list[float]] = field(default_factory=dict)
    pool_minutes: dict[str, float] = field(default_factory=dict)
    waiting: dict[str, dict[int, float]] = field(default_factory=dict)
    most_overtaken: dict[str, int] = field(default_factory=dict)


class Branch:
    def __init__(self, of: Json, chance: random.Random) -> None:
        self.of, self.chance = of, chance
        self.initial = of.get("initial") or {}
        self.now0 = float(self.initial.get("now_min", 0))
        self.env = simpy.Environment(self.now0)
        self.horizon = float(of["horizon_min"])
        self.absent = float(of.get("absent_call_min") or 0)
        self.classes = {each["id"]: each for each in of["classes"]}
        self.caps = of["discipline"].get("caps", {})
        self.counters = [Counter(each) for each in of["counters"]]
        self.line: list[Customer] = []  # by arrival
        self.pools = {p["id"]: simpy.Resource(self.env, p["size"]) for p in of.get("pools", [])}
        self.numbers = 0
        self.seen = Seen(counters=self.counters)
        self.seen.pool_waits = {name: [] for name in self.pools}
        self.seen.pool_minutes = dict.fromkeys(self.pools, 0.0)
        self.seen.waiting = {name: {} for name in self.classes}
        self.seen.most_overtaken = dict.fromkeys(self.classes, 0)

    # ------------------------------------------------------------ the day

    def play(self) -> Seen:
        for each in self.initial.get("in_service", []):
            self._go_on(each)
        for each in sorted(self.initial.get("waiting", []), key=lambda one: one["sequence"]):
            self._there(each)
        factor = 1.0
        if day := self.of.get("day_factor"):
            shape = 1 / day["cv"] ** 2 if day["cv"] else 0.0
            factor = self.chance.gammavariate(shape, 1 / shape) if shape else 1.0
        for each in self.classes.values():
            for at in self._times(each, factor):
                self.env.process(self._come(each, at))
        for counter in self.counters:
            self.env.process(self._hours(counter))
        self.env.run()
        for each in self.line:
            if each.here:
                each.here = False
                self._waited(each, self.horizon)
                each.outcome = "unserved"
        return self.seen

    def _times(self, of: Json, factor: float) -> list[float]:
        arrivals = of.get("arrivals") or {}
        edges, rates = arrivals.get("edges_min", []), arrivals.get("per_hour", [])
        times = []
        for start, end, rate in zip(edges, edges[1:], rates, strict=False):
            at, stop = max(start, self.now0), min(end, self.horizon)
            while rate and (at := at + self.chance.expovariate(rate * factor / 60)) < stop:
                times.append(at)
        shows = arrivals.get("shows", 1)
        agreed = [t for t in arrivals.get("times_min", []) if t >= self.now0]
        return sorted([*times, *(t for t in agreed if self.chance.random() < shows)])

    def _hours(self, counter: Counter) -> Any:
        for start, end in counter.of["open_min"]:
            if end <= self.now0:
                continue
            if start > self.env.now:
                yield self.env.timeout(start - self.env.now)
            counter.open = True
            self._call(counter)
            yield self.env.timeout(end - self.env.now)
            counter.open = bool(self.of.get("drain")) and end == self.horizon

    # ------------------------------------------------------------ customers

    def _come(self, of: Json, at: float) -> Any:
        yield self.env.timeout(at - self.env.now)
        customer = Customer(of, self.env.now, self._number())
        self.seen.customers.append(customer)
        idle = [
            each for each in self.counters if of["id"] in each.of["serves"] and self._idle(each)
        ]
        if idle:
            prefers = of.get("prefers") or []
            rank = {name: i for i, name in enumerate(prefers)}
            self._serve(min(idle, key=lambda each: rank.get(each.of["id"], len(rank))), customer)
            return
        row = self._offer(of)
        if row and self.chance.random() < row["accepts"]:
            if row["to"] in self.pools:
                self.env.process(self._in_pool(customer, row["to"]))
                return
            customer.own = row["to"]
            own = next(each for each in self.counters if each.of["id"] == row["to"])
            if self._idle(own):
                self._serve(own, customer)
                return
        self._queue(
            customer, drawn(of["patience_min"], self.chance) if of.get("patience_min") else None
        )

    def _number(self) -> int:
        self.numbers += 1
        return self.numbers

    def _offer(self, of: Json) -> Json | None:
        n = sum(each.here and each.own is None and each.of is of for each in self.line)
        rows = self.of.get("diversions", [])
        return next(
            (r for r in rows if r["class"] == of["id"] and n >= r["when_waiting_at_least"]), None
        )

    def _queue(self, customer: Customer, patience: float | None) -> None:
        self.line.append(customer)
        customer.turn = self.env.event()
        if patience is not None:
            customer.until = self.env.now + patience
            self.env.process(self._lose(customer, patience))

    def _lose(self, customer: Customer, patience: float) -> Any:
        """Patience that ends while they wait: their number stands until it is called."""
        yield self.env.timeout(patience) | customer.turn
        if not customer.here or customer.turn.triggered:
            return
        if self.env.now >= self.horizon and not self._may_come(customer):
            return  # unserved: the doors had closed
        customer.here = False
        customer.outcome = "abandoned"
        self._waited(customer, self.env.now)
        if not self.absent:
            self.line.remove(customer)

    def _may_come(self, customer: Customer) -> bool:
        return any(each.open and self._may(each, customer) for each in self.counters)

    def _in_pool(self, customer: Customer, name: str) -> Any:
        customer.outcome = "diverted"
        pool = next(each for each in self.of["pools"] if each["id"] == name)
        took = drawn(pool["service_min"][customer.of["id"]], self.chance)
        with self.pools[name].request() as machine:
            yield machine
            self.seen.pool_waits[name].append(self.env.now - customer.since)
            self.seen.pool_minutes[name] += took
            yield self.env.timeout(took)

    def _there(self, each: Json) -> None:
        of = self.classes[each["class"]]
        customer = Customer(of, self.now0 - each["waited_min"], self._number())
        customer.ticket, customer.overtaken = each["id"], each.get("overtaken") or 0
        self.seen.customers.append(customer)
        patience = of.get("patience_min")
        rest = left(patience, each["waited_min"], self.chance) if patience else None
        self._queue(customer, rest)

    def _go_on(self, each: Json) -> None:
        if "pool" in each:
            pool = next(one for one in self.of["pools"] if one["id"] == each["pool"])
            rest = left(pool["service_min"][each["class"]], each["elapsed_min"], self.chance)
            self.env.process(self._machine(each["pool"], rest))
            return
        counter = next(one for one in self.counters if one.of["id"] == each["counter"])
        factor = counter.of.get("service_factor", {}).get(each["class"], 1)
        service = self.classes[each["class"]]["service_min"]
        rest = factor * left(service, each["elapsed_min"] / factor, self.chance)
        counter.busy = True
        counter.minutes += rest
        self.env.process(self._end(counter, rest))

    def _machine(self, name: str, rest: float) -> Any:
        with self.pools[name].request() as machine:
            yield machine
            yield self.env.timeout(rest)

    # ------------------------------------------------------------ counters

    def _may(self, counter: Counter, customer: Customer) -> bool:
        if customer.own is not None:
            return customer.own == counter.of["id"]
        return customer.of["id"] in counter.of["serves"]

    def _idle(self, counter: Counter) -> bool:
        return counter.open and not counter.busy

    def _call(self, counter: Counter) -> None:
        if not counter.open or counter.busy:
            return
        those = [each for each in self.line if self._may(counter, each)]
        if not those:
            return
        chosen = self._choice(those)
        self.line.remove(chosen)
        for each in those:
            if each is not chosen and each.number < chosen.number:
                each.overtaken += 1
                if each.here:
                    most = self.seen.most_overtaken
                    most[each.of["id"]] = max(most[each.of["id"]], each.overtaken)
        if not chosen.here:
            counter.busy = True
            counter.minutes += self.absent
            self.env.process(self._end(counter, self.absent))
            return
        chosen.turn.succeed()
        self._serve(counter, chosen)

    def _choice(self, those: list[Customer]) -> Customer:
        capped = [each for each in those if self._capped(each)]
        if capped:
            return min(capped, key=lambda each: each.number)
        discipline = self.of["discipline"]
        if discipline["kind"] == "priority":
            return min(those, key=lambda each: (each.of.get("priority") or 0, each.number))
        if discipline["kind"] == "accumulating":
            return min(those, key=lambda each: (-self._gained(each), each.number))
        return min(those, key=lambda each: each.number)

    def _gained(self, each: Customer) -> float:
        discipline, name = self.of["discipline"], each.of["id"]
        per_min = discipline["per_min"].get(name, 0)
        return discipline.get("head_start", {}).get(name, 0) + per_min * (self.env.now - each.since)

    def _capped(self, each: Customer) -> bool:
        cap = self.caps.get(each.of["id"], {})
        overtakes, wait = cap.get("max_overtakes"), cap.get("max_wait_min")
        if overtakes is not None and each.overtaken >= overtakes:
            return True
        return wait is not None and self.env.now - each.since >= wait

    def _serve(self, counter: Counter, customer: Customer) -> None:
        customer.here = False
        customer.outcome, customer.wait = "served", self.env.now - customer.since
        self._waited(customer, self.env.now)
        factor = counter.of.get("service_factor", {}).get(customer.of["id"], 1)
        took = factor * drawn(customer.of["service_min"], self.chance)
        counter.busy = True
        counter.minutes += took
        closes = next((b for a, b in counter.of["open_min"] if a <= self.env.now < b), self.env.now)
        counter.beyond += max(0.0, self.env.now + took - max(closes, self.env.now))
        self.env.process(self._end(counter, took))

    def _end(self, counter: Counter, took: float) -> Any:
        yield self.env.timeout(took)
        counter.busy = False
        self._call(counter)

    # ------------------------------------------------------------ what is seen

    def _waited(self, customer: Customer, until: float) -> None:
        """The time of a wait by the intervals of the day."""
        at, by = max(customer.since, self.now0), self.seen.waiting[customer.of["id"]]
        customer.until = until
        while at < until:
            i = int(at / INTERVAL)
            stop = min(until, (i + 1) * INTERVAL)
            by[i] = by.get(i, 0.0) + stop - at
            at = stop


def day(document: Json, chance: random.Random) -> Seen:
    return Branch(document, chance).play()


def quantile(values: list[float], part: float) -> float:
    """The inverse empirical distribution of values that rise."""
    return values[max(1, math.ceil(part * len(values) - 1e-9)) - 1]


__all__ = ["Seen", "day", "quantile"]
