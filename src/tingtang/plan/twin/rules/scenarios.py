"""The branch's present state as a `tingtang.scenario/1`. Pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import Discipline
from tingtang.engines.simulate.scenario import FORMAT
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.rules import Order, Terms, calls
from tingtang.hall.visit.rules import LineClass
from tingtang.plan.twin.rules.fits import QUARTER_MIN, Fit, class_id
from tingtang.plan.twin.rules.offers import NOWHERE, Offers, Step, Steps
from tingtang.plan.twin.rules.presence import Attendance, believed
from tingtang.plan.twin.rules.present import Here, Present, Working, back_at, calls_at

Scenario = dict[str, Any]

#: The lines whose customers are offered another place without being asked for.
ASKED: Final = (LineClass.BOOKED, LineClass.ORDINARY)
ACCEPTS: Final = 0.3  # of offers, where too few were made to know better
SHOWS: Final = 0.85  # of appointments, where too few were made to know better
UNKNOWN_CV: Final = 0.8  # of a service that was never timed: an exponential's is 1, a clock's 0
_KINDS: Final = {
    Discipline.STRICT: "fifo",
    Discipline.PRIORITY: "priority",
    Discipline.ACCUMULATING: "accumulating",
}
#: Emergencies are called before any rule: first by number, and at a cap from the beginning.
_EMERGENCY: Final = Terms(0, 0.0, -1, 0.0)
_BEHIND_EMERGENCIES: Final = 2**51  # above any place


@dataclass(frozen=True, slots=True)
class Known:
    """What a forecast rests on. `offers`: what the table of diversion in force says; `offered`: of
    which services customers who are yet to come are offered machines, once nobody is free for them.
    """

    plan: Plan
    order: Order
    discipline: Discipline
    fit: Fit
    now: Present
    offers: Offers = field(default_factory=dict)
    offered: Offers = field(default_factory=dict)


def scenario(known: Known) -> Scenario:
    """From now to closing, and on until the branch is empty: who is here, who is still to come by
    the past, the counters as they stand.

    Counters that call go on calling, those at a pause come back (`back_at`, `calls_at`), then each
    does as on most days (`believed`).
    Classes are lines times services; who may be called where is the plan's.
    """
    return _Building(known).made()


class _Building:
    def __init__(self, known: Known) -> None:
        self._plan, self._order, self._discipline = known.plan, known.order, known.discipline
        self._fit, self._now, self._offered = known.fit, known.now, known.offered
        now = known.now
        self._weekday = known.plan.day(now.at).weekday()
        self._horizon = max(self._minute(now.closes), self._minute(now.at), 1.0)
        self._now_min = max(0.0, self._minute(now.at))
        self._names = [
            (line_class, service.code)
            for service in known.plan.services.values()
            for line_class in LineClass
            if self._is_met(line_class, service.code)
        ]

    def made(self) -> Scenario:
        return {
            "format": FORMAT,
            "horizon_min": self._horizon,
            "drain": True,
            "discipline": self._order_of_lines(),
            "day_factor": {"cv": self._rest_of_day()[1]},
            "classes": [self._class(*each) for each in self._names],
            "counters": list(self._counters()),
            **self._elsewhere(),
            "initial": {
                "now_min": self._now_min,
                "waiting": [self._waiting(each) for each in self._now.here],
                "in_service": list(self._in_service()),
            },
        }

    def _minute(self, at: datetime) -> float:
        return (at - self._now.opens).total_seconds() / 60

    def _is_met(self, line_class: LineClass, service: str) -> bool:
        """Whether anybody of the class is here, or may come."""
        now, name = self._now, class_id(line_class, service)
        here = any((each.line_class, each.service) == (line_class, service) for each in now.here)
        served = any(
            (each.customer.line_class, each.customer.service) == (line_class, service)
            for each in now.counters
            if each.customer
        )
        agreed = line_class is LineClass.BOOKED and any(x.service == service for x in now.agreed)
        ordinary = line_class is LineClass.ORDINARY
        return ordinary or here or served or agreed or any(self._rates(name))

    def _terms(self, line_class: LineClass) -> Terms:
        if line_class is LineClass.EMERGENCY:
            return _EMERGENCY
        return self._order.terms[line_class]

    def _order_of_lines(self) -> Scenario:
        terms = {class_id(*each): self._terms(each[0]) for each in self._names}
        caps = {
            name: {
                key: value
                for key, value in (
                    ("max_overtakes", each.max_overtakes),
                    ("max_wait_min", each.max_wait_min),
                )
                if value >= 0
            }
            for name, each in terms.items()
        }
        made: Scenario = {"kind": _KINDS[self._discipline]}
        if self._discipline is Discipline.ACCUMULATING:
            made["per_min"] = {name: each.rate for name, each in terms.items()}
        made["caps"] = {name: cap for name, cap in caps.items() if cap}
        return made

    def _class(self, line_class: LineClass, service: str) -> Scenario:
        name = class_id(line_class, service)
        return {
            "id": name,
            "priority": self._terms(line_class).priority,
            "service_min": self._service(line_class, service),
            "patience_min": self._fit.patience.get(name),
            "arrivals": self._arrivals(line_class, service),
        }

    def _service(self, line_class: LineClass, code: str) -> Mapping[str, Any]:
        """Its own; else as of whoever else comes for it; else as long as the plan says."""
        for each in (line_class, LineClass.ORDINARY, *LineClass):
            known = self._fit.services.get(class_id(each, code))
            if known is not None:
                return known
        typical = next(each.typical_s for each in self._plan.services.values() if each.code == code)
        return {"kind": "lognormal", "mean": max(0.1, typical / 60), "cv": UNKNOWN_CV}

    def _rates(self, name: str) -> Sequence[float]:
        return self._fit.per_hour.get(name, {}).get(self._weekday, ())

    def _arrivals(self, line_class: LineClass, service: str) -> Scenario:
        if service in self._now.stopped:
            return {}
        found: Scenario = {}
        level = self._rest_of_day()[0]
        rates = self._rates(class_id(line_class, service))
        spans = [(i * QUARTER_MIN, rate * level) for i, rate in enumerate(rates)]
        spans = [(begins, rate) for begins, rate in spans if begins < self._horizon]
        if spans:
            ends = min(self._horizon, spans[-1][0] + QUARTER_MIN)
            found["edges_min"] = [*(begins for begins, _ in spans), ends]
            found["per_hour"] = [rate for _, rate in spans]
        if line_class is LineClass.BOOKED:
            times = [self._minute(x.at) for x in self._now.agreed if x.service == service]
            times = [minute for minute in times if 0 <= minute <= self._horizon]
            if times:
                found |= {"times_min": times, "shows": SHOWS}
        return found

    def _rest_of_day(self) -> tuple[float, float]:
        """How busy the rest of the day is for a day of its kind, and how sure that is: the gamma
        prior of whole days after as many arrivals as came until now.
        """
        cv = self._fit.day_cv.get(self._weekday, 0.0)
        expected = self._expected_until_now()
        if cv <= 0:
            return 1.0, 0.0
        shape = 1 / cv**2
        came = sum(self._now.came.get(name, 0) for name in self._fit.per_hour)
        return (shape + came) / (shape + expected), (shape + came) ** -0.5

    def _expected_until_now(self) -> float:
        minute = self._minute(self._now.at)
        return sum(
            rate * max(0.0, min(QUARTER_MIN, minute - i * QUARTER_MIN)) / 60
            for days in self._fit.per_hour.values()
            for i, rate in enumerate(days.get(self._weekday, ()))
        )

    def _counters(self) -> Iterator[Scenario]:
        now = {each.number: each for each in self._now.counters}
        for counter in self._plan.counters.values():
            factor = self._fit.factors.get(counter.number, 1.0)
            by_code = {self._plan.services[each].code: each for each in counter.services}
            serves = [
                (line, code)
                for line, code in self._names
                if code in by_code and calls(counter, by_code[code], line)
            ]
            yield {
                "id": counter.number,
                "serves": [class_id(*each) for each in serves if each[1] not in self._now.stopped],
                "open_min": self._open(counter.number, now.get(counter.number), serves),
                "service_factor": {class_id(*each): factor for each in serves},
            }

    def _open(
        self, number: str, seat: Working | None, serves: Collection[tuple[LineClass, str]]
    ) -> list[list[float]]:
        if self._now_min >= self._horizon:
            # After closing, who is open still serves those inside.
            still = seat is not None and seat.state is SeatState.OPEN
            return [[self._horizon - 1, self._horizon]] if still else []
        usual = self._fit.usual.get(number, ())
        there = self._attendance(seat, serves) if seat else None
        return [list(span) for span in believed(there, usual, self._now_min, self._horizon)]

    def _attendance(self, seat: Working, serves: Collection[tuple[LineClass, str]]) -> Attendance:
        since, calls_from = self._minute(seat.since), None
        if seat.state is SeatState.OPEN:
            awaited = any((each.line_class, each.service) in serves for each in self._now.here)
            calls_from = self._minute(self._now.at)
            if awaited and seat.customer is None:
                calls_from = self._minute(calls_at(seat, self._now.at))
        elif seat.state is SeatState.PAUSED:
            calls_from = self._minute(back_at(seat.pause, seat.since, self._now.at))
        # Before the doors open minutes are negative, and nobody is called yet.
        begins = None if calls_from is None else max(self._now_min, calls_from)
        return Attendance(since, begins)

    def _elsewhere(self) -> Scenario:
        """Machines, and who is offered them from how many on."""
        rows = [row for each in self._names for row in self._offered_to(*each)]
        if not rows:
            return {}
        kinds = dict.fromkeys(row["to"] for row in rows)
        return {"pools": [self._pool(kind) for kind in kinds], "diversions": rows}

    def _offered_to(self, line_class: LineClass, code: str) -> Iterator[Scenario]:
        """The first row that fits decides, so those of the longest lines stand first; where nothing
        is offered any more, nobody takes it.
        """
        steps = self._machines_of(code) if line_class in ASKED else ()
        name, machine = class_id(line_class, code), next((x.place for x in steps if x.place), "")
        taken = self._fit.accepts.get(name, {})
        for step in reversed(steps):
            yield {
                "class": name,
                "to": step.place or machine,
                "when_waiting_at_least": step.waiting,
                "accepts": taken.get(step.place, ACCEPTS) if step.place else 0.0,
            }

    def _machines_of(self, code: str) -> Steps:
        """Where no machine of the kind does the service, nothing is offered."""
        steps = [
            step if self._size(step.place, code) else Step(step.waiting, NOWHERE)
            for step in self._offered.get(code, ())
        ]
        return steps if any(step.place for step in steps) else ()

    def _size(self, kind: str, *codes: str) -> int:
        return sum(
            kind == machine.kind and any(self._code_is(machine.services, code) for code in codes)
            for machine in self._plan.machines.values()
        )

    def _pool(self, kind: str) -> Scenario:
        codes = [
            code
            for code in self._offered
            if any(step.place == kind for step in self._machines_of(code))
        ]
        return {
            "id": kind,
            "size": self._size(kind, *codes),
            "service_min": {
                class_id(line_class, code): self._service(LineClass.ORDINARY, code)
                for line_class, code in self._names
                if line_class in ASKED and code in codes
            },
        }

    def _code_is(self, services: Sequence[UUID], code: str) -> bool:
        return any(self._plan.services[each].code == code for each in services)

    def _waiting(self, here: Here) -> Scenario:
        first = 0 if here.line_class is LineClass.EMERGENCY else _BEHIND_EMERGENCIES
        return {
            "id": str(here.ticket),
            "class": class_id(here.line_class, here.service),
            "waited_min": max(0.0, (self._now.at - here.since).total_seconds() / 60),
            "overtaken": here.overtaken,
            "sequence": first + here.place,
        }

    def _in_service(self) -> Iterator[Scenario]:
        for each in self._now.counters:
            if each.customer is not None:
                elapsed = (self._now.at - each.customer.since).total_seconds() / 60
                yield {
                    "counter": each.number,
                    "class": class_id(each.customer.line_class, each.customer.service),
                    "elapsed_min": max(0.0, elapsed),
                }
