"""Which counters are open when: so many of each kind in each interval.

Counters of a kind are alike in what they serve, how fast, when they may open and whom they come
before in `prefers`; of a kind those open first that stand first in the file. A counter's own
`open_min` say when it may open at all.

An interval has 15 minutes. Where hours begin or end within the day, and always on the hour or the
half hour, the branch thinks in those, and so do intervals.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from tingtang.engines.simulate.reading import BadScenario
from tingtang.engines.simulate.scenario import Counter, Scenario

Plan: TypeAlias = tuple[tuple[int, ...], ...]  # intervals x kinds

LENGTHS: Final = (60.0, 30.0, 15.0)
MOST: Final = 1000  # intervals


@dataclass(frozen=True, slots=True)
class Kind:
    """Counters alike, by their places in the file."""

    counters: tuple[int, ...]
    serves: frozenset[str]

    @property
    def cost(self) -> tuple[int, int]:
        """Who serves fewer classes is cheaper; of these the first in the file."""
        return len(self.serves), self.counters[0]


@dataclass(frozen=True, slots=True)
class Openings:
    """A scenario's intervals and kinds; `most[i][k]` of kind k may open in interval i."""

    of: Scenario
    minutes: float
    first: int  # interval: the branch is at `initial.now` in it
    kinds: tuple[Kind, ...]
    most: Plan

    @property
    def n(self) -> int:
        return len(self.most)

    def spans(self, plan: Plan, counter: int) -> tuple[tuple[float, float], ...]:
        """When a counter is open."""
        k = next(k for k, kind in enumerate(self.kinds) if counter in kind.counters)
        rank = self.kinds[k].counters.index(counter)
        own = self.of.counters[counter].open
        found: list[tuple[float, float]] = []
        for i, row in enumerate(plan):
            for start, end in own if row[k] > rank else ():
                a = max(start, i * self.minutes)
                b = min(end, (i + 1) * self.minutes)
                if a < b and found and found[-1][1] == a:
                    found[-1] = (found[-1][0], b)
                elif a < b:
                    found.append((a, b))
        return tuple(found)

    def scenario(self, plan: Plan) -> Scenario:
        """The branch so staffed."""
        counters = tuple(
            replace(each, open=self.spans(plan, i)) for i, each in enumerate(self.of.counters)
        )
        return replace(self.of, counters=counters)

    def open(self, plan: Plan, interval: int) -> list[str]:
        """Who is open in it, as in the file."""
        places = sorted(
            place
            for k, kind in enumerate(self.kinds)
            for place in kind.counters[: plan[interval][k]]
        )
        return [self.of.counters[place].id for place in places]


def openings(of: Scenario) -> Openings:
    """Of a scenario; raises `BadScenario` where it has too many intervals."""
    minutes = _minutes(of)
    n = math.ceil(of.horizon / minutes)
    if n > MOST:
        raise BadScenario("horizon_min", f"must be at most {MOST * minutes:g} to be staffed")
    kinds = _kinds(of)
    first = min(n - 1, int(of.initial.now / minutes))
    most = tuple(
        tuple(_may_open(of, kind, i * minutes, (i + 1) * minutes) for kind in kinds)
        for i in range(n)
    )
    return Openings(of, minutes, first, kinds, most)


def _minutes(of: Scenario) -> float:
    edges = {edge for each in of.counters for span in each.open for edge in span}
    within = [edge for edge in edges if 0 < edge < of.horizon]
    if not within:
        return LENGTHS[-1]
    even = (one for one in LENGTHS if all(edge % one == 0 for edge in [*within, of.horizon]))
    return next(even, LENGTHS[-1])


def _may_open(of: Scenario, kind: Kind, start: float, end: float) -> int:
    """All of a kind have the same hours."""
    own = of.counters[kind.counters[0]].open
    return len(kind.counters) if any(a < end and b > start for a, b in own) else 0


def _kinds(of: Scenario) -> tuple[Kind, ...]:
    alike: dict[object, list[int]] = {}
    named = {row.to for row in of.diversions} | {each.at for each in of.initial.in_service}
    for place, each in enumerate(of.counters):
        key = (
            frozenset(each.serves),
            tuple(each.factor.get(one.id, 1.0) for one in of.classes if one.id in each.serves),
            each.open,
            _preferred(of, each),
            each.id if each.id in named else "",
        )
        alike.setdefault(key, []).append(place)
    kinds = (
        Kind(tuple(places), frozenset(of.counters[places[0]].serves)) for places in alike.values()
    )
    return tuple(sorted(kinds, key=lambda kind: kind.cost))


def _preferred(of: Scenario, counter: Counter) -> Sequence[int]:
    """Of each class, how many counters that serve others come before it."""
    serves = {each.id: frozenset(each.serves) for each in of.counters}
    found = []
    for each in of.classes:
        if counter.id not in each.prefers:
            found.append(-1)
            continue
        before = each.prefers[: each.prefers.index(counter.id)]
        found.append(sum(serves[name] != serves[counter.id] for name in before))
    return tuple(found)
