"""Ledgers with known parameters: people drawn by NumPy, their days run by the plain-list oracle."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np

from engines.simulate.oracle import Day, Desk, Person
from tingtang.engines.fitting import hours
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.simulate.scenario import Scenario, scenario

MONDAY = date(2026, 9, 7)


@dataclass(eq=False)
class Told(Person):
    """A person whose call and server are known afterwards."""

    server: str | None = None
    called: float = float("nan")
    speaks: bool = False
    service_min: float = field(default=0.0)


class Kept(Day):
    """The oracle, which also notes who called whom when."""

    def _serve(self, desk: Desk, person: Person) -> None:
        assert isinstance(person, Told)
        person.server, person.called = desk.of.id, self.now
        person.service_min = person.service * desk.of.factor.get(person.of.id, 1.0)
        super()._serve(desk, person)

    def _choice(self, those: list[Person]) -> Person:
        chosen = super()._choice(those)
        assert isinstance(chosen, Told)
        chosen.called = self.now
        return chosen


def ledger(
    document: dict[str, Any],
    days: int,
    seed: int,
    *,
    says_so: float = 0.3,
    weekdays: Sequence[float] = (1.0,) * 7,
) -> tuple[list[Row], list[hours.Desk]]:
    """Rows and desks of so many days from a Monday on; `weekdays` scales the rates."""
    of = scenario(document)
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    desks: list[hours.Desk] = []
    for n in range(days):
        day = MONDAY + timedelta(days=n)
        factor = weekdays[day.weekday()]
        if of.day_cv:
            factor *= rng.gamma(of.day_cv**-2, of.day_cv**2)
        people = _people(of, rng, factor, says_so)
        Kept(of, list(people), {}).run()
        rows += [_row(each, day, i, of) for i, each in enumerate(people)]
        desks += [hours.Desk(day, each.id, each.open, each.serves) for each in of.counters]
    return rows, desks


def _people(of: Scenario, rng: np.random.Generator, factor: float, says_so: float) -> list[Told]:
    people: list[Told] = []
    for each in of.classes:
        edges = each.arrivals.edges
        for start, end, rate in zip(edges, edges[1:], each.arrivals.per_hour, strict=False):
            for since in rng.uniform(start, end, rng.poisson(rate / 60 * (end - start) * factor)):
                patience = _drawn(each.patience, rng) if each.patience else float("inf")
                told = Told(each, since, since + patience, _drawn(each.service, rng))
                told.speaks = rng.random() < says_so
                people.append(told)
    return people


def _drawn(of: Any, rng: np.random.Generator) -> float:
    if of.family == "exponential":
        return float(rng.exponential(of.mean))
    if of.family == "gamma":
        return float(rng.gamma(of.cv**-2, of.mean * of.cv**2))
    variance = np.log1p(of.cv**2)
    return float(rng.lognormal(np.log(of.mean) - variance / 2, np.sqrt(variance)))


def _row(one: Told, day: date, number: int, of: Scenario) -> Row:
    """Who has gone without a word is found out at the call, or when the doors close."""
    end = one.called if np.isfinite(one.called) else max(of.horizon, one.since)
    outcome = {"served": Outcome.SERVED, "unserved": Outcome.OPEN}.get(one.outcome, Outcome.ABSENT)
    if outcome is Outcome.ABSENT and one.speaks:
        outcome, end = Outcome.LEFT, one.until
    class_id, service = one.of.id.split("/")
    return Row(
        id=str(number),
        day=day,
        class_id=class_id,
        service=service,
        arrived_min=one.since,
        wait_s=60 * (end - one.since),
        outcome=outcome,
        service_s=60 * one.service_min if outcome is Outcome.SERVED else None,
        server=one.server if outcome is Outcome.SERVED else None,
    )
