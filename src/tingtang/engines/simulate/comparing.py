"""Scenarios run on the same customers, and their differences.

What a scenario shares with the first one, by the ids of its classes, takes the same variates in
every replication, so that differences vary far less than the figures themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np

from tingtang.engines.simulate.block import QUANTILES, ROW
from tingtang.engines.simulate.estimating import Estimate, mean, student
from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.running import Wish, blocks_of, desks_of, results_of
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.tally import (
    ABANDONED,
    ARRIVED,
    COUNTED,
    DIVERTED,
    SERVED,
    UNSERVED,
    WAITED,
)

FORMAT: Final = "tingtang.comparison/1"
_COUNTS: Final = {
    "arrived": ARRIVED,
    "served": SERVED,
    "abandoned": ABANDONED,
    "diverted": DIVERTED,
    "unserved": UNSERVED,
}
#: Ratios of sums: their name, what is divided, and by what.
_RATIOS: Final = {
    "abandoned_share": (ABANDONED, ARRIVED),
    "wait_mean_min": (WAITED, SERVED),
}


@dataclass(slots=True)
class _Sums:
    """Of one class in two scenarios: the replications, the sums of both rows of figures side by
    side and of their products, and of the differences of quantiles where both have them.
    """

    n: int
    total: Floats
    products: Any  # 2 COUNTED x 2 COUNTED
    quantile_n: list[int]
    quantile: Floats
    quantile_squares: Floats

    @classmethod
    def nothing(cls) -> "_Sums":
        width = 2 * COUNTED
        k = len(QUANTILES)
        return cls(0, np.zeros(width), np.zeros((width, width)), [0] * k, np.zeros(k), np.zeros(k))

    def add(self, one: Any, other: Any) -> None:
        """Rows (replications x ROW) of both scenarios."""
        both = np.concatenate([one[:, :COUNTED], other[:, :COUNTED]], axis=1)
        self.n += len(both)
        self.total += both.sum(axis=0)
        self.products += both.T @ both
        for r in range(len(QUANTILES)):
            apart = other[:, COUNTED + r] - one[:, COUNTED + r]
            apart = apart[~np.isnan(apart)]
            self.quantile_n[r] += len(apart)
            self.quantile[r] += apart.sum()
            self.quantile_squares[r] += (apart * apart).sum()

    def count(self, i: int) -> Estimate | None:
        """The mean difference of a count."""
        j = COUNTED + i
        squares = self.products[j, j] - 2 * self.products[i, j] + self.products[i, i]
        return mean(self.n, self.total[j] - self.total[i], squares)

    def ratio(self, x: int, y: int) -> Estimate | None:
        """The difference of two ratios of sums, by the delta method."""
        weights = np.zeros(2 * COUNTED)
        value = 0.0
        for sign, shift in ((-1.0, 0), (1.0, COUNTED)):
            above, below = self.total[x + shift], self.total[y + shift]
            if below <= 0:
                return None
            value += sign * above / below
            weights[x + shift] = sign * self.n / below
            weights[y + shift] = -sign * self.n * above / below**2
        if self.n < 2:
            return Estimate(value)
        # The weighted figures sum to nothing, so their squares are their spread.
        spread = float(weights @ self.products @ weights) / (self.n - 1) / self.n
        half = student(self.n - 1) * max(0.0, spread) ** 0.5
        return Estimate(value, value - half, value + half)


def compared(
    scenarios: Sequence[Scenario], wish: Wish, told: Callable[[float], None]
) -> list[dict[str, Any]]:
    """Differences of every scenario after the first from it: by class that both have."""
    shared = [
        [each.id for each in scenarios[0].classes if each.id in {one.id for one in other.classes}]
        for other in scenarios[1:]
    ]
    sums = [{name: _Sums.nothing() for name in names} for names in shared]
    runs = [_rows(each, wish) for each in scenarios]
    places = [{each.id: c for c, each in enumerate(one.classes)} for one in scenarios]
    blocks = blocks_of(wish.replications)
    for done, rows in enumerate(zip(*runs, strict=True), start=1):
        for k, names in enumerate(shared):
            for name in names:
                one = rows[0][:, places[0][name]]
                sums[k][name].add(one, rows[k + 1][:, places[k + 1][name]])
        told(done / len(blocks))
    return [
        {"classes": {name: _said(each, wish) for name, each in found.items()}} for found in sums
    ]


def _rows(of: Scenario, wish: Wish) -> Iterator[Any]:
    """Block by block: replications x classes x ROW."""
    for _, kept in results_of(desks_of(of, wish), blocks_of(wish.replications)):
        yield kept.rows.reshape(-1, len(of.classes), ROW)


def _said(of: _Sums, wish: Wish) -> dict[str, Any]:
    found = {name: of.count(i) for name, i in _COUNTS.items()}
    found |= {name: of.ratio(x, y) for name, (x, y) in _RATIOS.items()}
    if wish.full:
        for r, quantile in enumerate(QUANTILES):
            name = f"wait_p{quantile * 100:.0f}_min"
            found[name] = mean(of.quantile_n[r], of.quantile[r], of.quantile_squares[r])
    return {name: each.json() for name, each in found.items() if each is not None}
