"""A plan run, and which targets it misses in which intervals.

All plans meet the same customers (`Wish.seed`): that one is better than another is no accident of
who came. What is judged are the figures of the sample; their intervals say how sure those are.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tingtang.engines.simulate.running import (
    Slices,
    Wish,
    blocks_of,
    desks_of,
    results_of,
)
from tingtang.engines.simulate.slicing import bin_values
from tingtang.engines.simulate.staffing.openings import Openings, Plan
from tingtang.engines.simulate.staffing.targets import Target, Waits
from tingtang.engines.simulate.tally import BINS, FINEST, SLICE_COUNTED


@dataclass(frozen=True, slots=True)
class Seen:
    """What a plan came to: of each target and interval, whether it is missed, the figure, and the
    same figure of each block of replications.
    """

    missed: Any  # targets x intervals
    values: Any  # targets x intervals
    parts: Any  # blocks x targets x intervals


class Judge:
    """Runs plans, each once for a number of replications."""

    def __init__(self, of: Openings, targets: Sequence[Target], wish: Wish) -> None:
        self.of, self.targets, self._wish = of, targets, wish
        self._classes = {each.id: c for c, each in enumerate(of.of.classes)}
        limits = {each.minutes for each in targets if each.minutes is not None}
        self.limits = tuple(sorted(limits))
        self._known: dict[tuple[int, Plan], list[set[str]]] = {}
        self.runs = 0

    @property
    def replications(self) -> int:
        return self._wish.replications

    def missing(self, plan: Plan, replications: int) -> list[set[str]]:
        """Of each interval the classes whose targets it misses."""
        key = replications, plan
        if key not in self._known:
            counts = self._run(plan, replications, None)
            found = [(each.class_id, self._missed(each, counts)) for each in self.targets]
            self._known[key] = [
                {name for name, missed in found if missed[i]} for i in range(self.of.n)
            ]
        return self._known[key]

    def meets(self, plan: Plan, replications: int) -> bool:
        return not any(self.missing(plan, replications))

    def seen(self, plan: Plan) -> Seen:
        """All figures of a plan."""
        bins = np.zeros((self.of.n, len(self._classes), BINS), np.int64)
        parts: list[Any] = []

        def add(part: Any, waits: Any) -> None:
            nonlocal bins
            bins = bins + waits.reshape(bins.shape)
            parts.append(self._values(part, waits.reshape(bins.shape)))

        counts = self._run(plan, self.replications, add)
        missed = np.array([self._missed(each, counts) for each in self.targets])
        return Seen(missed, self._values(counts, bins), np.array(parts))

    def _values(self, counts: Any, bins: Any) -> Any:
        return np.array(
            [
                [self._value(each, counts[i, c], bins[i, c]) for i in range(self.of.n)]
                for each in self.targets
                for c in [self._classes[each.class_id]]
            ]
        )

    def _value(self, each: Target, counts: Any, bins: Any) -> float:
        soon = {limit: counts[SLICE_COUNTED + i] for i, limit in enumerate(self.limits)}
        return each.value(counts, Waits(bins, bin_values(FINEST), soon))

    def _missed(self, each: Target, counts: Any) -> Any:
        at = self.limits.index(each.minutes) if each.minutes is not None else -1
        return each.missed(counts[:, self._classes[each.class_id]], at)

    def _run(self, plan: Plan, replications: int, add: Callable[[Any, Any], None] | None) -> Any:
        """Intervals x classes x figures; `add` hears those of each block, with its waits."""
        self.runs += 1
        apart = add is not None
        fine = FINEST if apart else 0
        slices = Slices(self.of.n, self.of.minutes, self.limits or (0.0,), fine, apart)
        wish = replace(self._wish, replications=replications, full=False, slices=slices)
        counts = np.zeros((self.of.n, len(self._classes), SLICE_COUNTED + len(slices.limits)))
        desks = desks_of(self.of.scenario(plan), wish)
        for sums, kept in results_of(desks, blocks_of(replications)):
            part = sums.sliced.reshape(counts.shape)
            counts += part
            if add:
                add(part, kept.bins)
        return counts
