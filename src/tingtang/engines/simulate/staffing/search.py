"""The search: up until every target is met, down until no counter can go.

Up: in the first interval of each run of intervals that miss, the cheapest counter opens of those
that serve most of the classes that miss; where none is left, in the interval before, as who waits
came from there, and at last in a later one.

Down: from every interval a counter of every kind is taken away, the dearest first, for as long as
all targets hold in all intervals. It ends when each has been tried on the plan that stays: then no
single counter can be closed in any interval. Both are first done roughly on few replications, then
on all; the proof is on all.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tingtang.engines.simulate.running import Wish
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.staffing.beginning import beginning
from tingtang.engines.simulate.staffing.judging import Judge, Seen
from tingtang.engines.simulate.staffing.openings import Openings, Plan, openings
from tingtang.engines.simulate.staffing.targets import Target

ROUGH: Final = 192  #: replications of the first search


class OutOfReach(Exception):
    """Targets that are missed with every counter open, the interval that is farthest from each, and
    the figure there.
    """

    def __init__(self, worst: list[tuple[Target, float, float]]) -> None:
        super().__init__("; ".join(each.text for each, _, _ in worst))
        self.worst = worst


@dataclass(frozen=True, slots=True)
class Staffing:
    """The fewest: who is open when, what that comes to, and how many plans were simulated."""

    of: Openings
    targets: tuple[Target, ...]
    plan: Plan
    seen: Seen
    runs: int

    @property
    def scenario(self) -> Scenario:
        """The branch so staffed."""
        return self.of.scenario(self.plan)


def staffing(
    of: Scenario, targets: Sequence[Target], wish: Wish, told: Callable[[float], None]
) -> Staffing:
    """The fewest open counters; raises `OutOfReach`, and `BadScenario` where a day is too long."""
    opened = openings(of)
    judge = Judge(opened, targets, wish)
    if not judge.meets(opened.most, wish.replications):
        raise OutOfReach(_worst(judge, judge.seen(opened.most)))
    plan = beginning(opened, targets)
    told(0.05)
    if wish.replications > 2 * ROUGH:
        plan = _up(judge, plan, ROUGH)
        plan = _down(judge, plan, ROUGH, lambda part: told(0.05 + 0.35 * part))
    plan = _up(judge, plan, wish.replications)
    plan = _down(judge, plan, wish.replications, lambda part: told(0.4 + 0.6 * part))
    told(1.0)
    return Staffing(opened, tuple(targets), plan, judge.seen(plan), judge.runs)


def _up(judge: Judge, plan: Plan, replications: int) -> Plan:
    """Open counters until nothing is missed, or, on few replications, all are open."""
    while any(missing := judge.missing(plan, replications)):
        before = plan
        for i, classes in enumerate(missing):
            if classes and not (i and missing[i - 1]):
                plan = _opened(judge.of, plan, i, classes) or plan
        if plan == before:
            break
    return plan


def _opened(of: Openings, plan: Plan, interval: int, classes: set[str]) -> Plan | None:
    """One counter more."""
    for fits in (True, False):  # who serves none of them may free somebody who does
        for i in (*range(interval, of.first - 1, -1), *range(interval + 1, of.n)):
            spare = [
                k
                for k, kind in enumerate(of.kinds)
                if plan[i][k] < of.most[i][k] and (not fits or classes & kind.serves)
            ]
            if spare:
                cost = [(len(classes - of.kinds[k].serves), of.kinds[k].cost, k) for k in spare]
                return _changed(plan, i, min(cost)[2], 1)
    return None


def _down(judge: Judge, plan: Plan, replications: int, told: Callable[[float], None]) -> Plan:
    """Close counters until each has been tried in vain."""
    places = list(_places(judge.of))
    in_vain, at, farthest = 0, 0, 0.0
    while in_vain < len(places):
        i, k = places[at % len(places)]
        fewer = _changed(plan, i, k, -1)
        if plan[i][k] > 0 and judge.meets(fewer, replications):
            plan, in_vain = fewer, 0
        else:
            in_vain, at = in_vain + 1, at + 1
        farthest = max(farthest, in_vain / len(places))
        told(farthest)
    return plan


def _places(of: Openings) -> Iterator[tuple[int, int]]:
    """Intervals and kinds, the dearest kinds first."""
    for k in reversed(range(len(of.kinds))):
        for i in range(of.n):
            yield i, k


def _changed(plan: Plan, interval: int, kind: int, by: int) -> Plan:
    row = list(plan[interval])
    row[kind] += by
    return (*plan[:interval], tuple(row), *plan[interval + 1 :])


def _worst(judge: Judge, seen: Seen) -> list[tuple[Target, float, float]]:
    found = []
    for t, each in enumerate(judge.targets):
        misses = [i for i in range(judge.of.n) if seen.missed[t, i]]
        if misses:
            values = {i: float(seen.values[t, i]) for i in misses}
            i = (min if each.at_least else max)(misses, key=values.__getitem__)
            found.append((each, i * judge.of.minutes, values[i]))
    return found
