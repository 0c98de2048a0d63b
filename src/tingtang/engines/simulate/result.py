"""`tingtang.simulation/1`: what a run says, as JSON."""

import math
from typing import Any, Final

import numpy as np

from tingtang.engines.simulate.block import PAIR, QUANTILES, SECTIONS
from tingtang.engines.simulate.estimating import (
    Estimate,
    between,
    mean,
    order_statistic,
    ratio,
)
from tingtang.engines.simulate.running import Ran, Wish
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.slicing import of_bins
from tingtang.engines.simulate.tally import (
    ABANDONED,
    ARRIVED,
    BINS,
    COUNTED,
    DIVERTED,
    INTERVAL,
    LEFT,
    MICRO,
    SERVED,
    UNSERVED,
)

FORMAT: Final = "tingtang.simulation/1"
POOLED: Final = 0.9
_COUNTS: Final = {
    "arrived": ARRIVED,
    "served": SERVED,
    "abandoned": ABANDONED,
    "diverted": DIVERTED,
    "unserved": UNSERVED,
}


def result(of: Scenario, ran: Ran, wish: Wish) -> dict[str, Any]:
    """The whole result."""
    says = _Saying(of, ran, wish)
    found: dict[str, Any] = {
        "format": FORMAT,
        "replications": wish.replications,
        "customers": customers(ran),
        "classes": {each.id: says.of_class(c) for c, each in enumerate(of.classes)},
        "counters": {each.id: says.of_counter(k) for k, each in enumerate(of.counters)},
        "pools": {each.id: says.of_pool(p) for p, each in enumerate(of.pools)},
    }
    if of.initial.waiting:
        found["tickets"] = says.tickets()
    if wish.full:
        found["intervals"] = says.intervals()
    return found


def customers(ran: Ran) -> int:
    """Arrivals over all replications."""
    return round(float(ran.sums.counts.reshape(-1, COUNTED)[:, ARRIVED].sum()))


def timing(ran: Ran) -> dict[str, float]:
    """How fast it was, without starting."""
    n = customers(ran)
    return {
        "customers": n,
        "seconds": ran.seconds,
        "cpu_seconds": ran.cpu_seconds,
        "customers_per_cpu_second": n / ran.cpu_seconds if ran.cpu_seconds > 0 else 0.0,
    }


class _Saying:
    def __init__(self, of: Scenario, ran: Ran, wish: Wish) -> None:
        self._of, self._ran, self._wish = of, ran, wish
        self._n = wish.replications
        self._classes = len(of.classes)

    def of_class(self, c: int) -> dict[str, Any]:
        sums, n = self._ran.sums, self._n
        at = c * COUNTED
        found: dict[str, Any] = {
            name: _json(mean(n, sums.counts[at + i], sums.squares[at + i]))
            for name, i in _COUNTS.items()
        }
        found["abandoned_share"] = _json(ratio(n, *sums.shares[c * PAIR :][:PAIR]))
        found["wait_mean_min"] = _json(ratio(n, *sums.waits[c * PAIR :][:PAIR]))
        if not self._wish.full:
            return found
        for r, quantile in enumerate(QUANTILES):
            i = 2 * (c * len(QUANTILES) + r)
            seen = int(sums.quantile_n[c])
            name = f"wait_p{quantile * 100:.0f}_min"
            found[name] = _json(mean(seen, sums.quantile[i], sums.quantile[i + 1]))
        found["replications_without_served"] = n - int(sums.quantile_n[c])
        found["pooled_p90_min"] = _json(self._pooled(c))
        found["overtaken_max"] = int(self._ran.overtaken[c])
        return found

    def _pooled(self, c: int) -> Estimate | None:
        """Of all waits together; its spread by sections of the replications."""
        sections = self._ran.sections.reshape(SECTIONS, self._classes, BINS)[:, c, :]
        totals = self._ran.bin_sums.reshape(self._classes, BINS)[c]
        whole = sections.sum(axis=0)
        if not whole.any():
            return None
        centres = totals / np.maximum(whole, 1) / MICRO
        parts = [float(of_bins(each, centres, POOLED)) for each in sections if each.any()]
        return between(parts if self._n > 1 else [], float(of_bins(whole, centres, POOLED)))

    def of_counter(self, k: int) -> dict[str, Any]:
        return {"utilisation": _json(ratio(self._n, *self._ran.sums.busy[k * PAIR :][:PAIR]))}

    def of_pool(self, p: int) -> dict[str, Any]:
        sums, n = self._ran.sums, self._n
        pair = sums.pools[p * PAIR :][:PAIR]
        minutes = self._of.pools[p].size * (self._of.horizon - self._of.initial.now)
        busy, square = sums.pools_busy[2 * p : 2 * p + 2]
        return {
            "served": _json(mean(n, pair[1], pair[3])),
            "wait_mean_min": _json(ratio(n, *pair)),
            "utilisation": _json(
                mean(n, busy / minutes, square / minutes**2) if minutes > 0 else None
            ),
        }

    def tickets(self) -> dict[str, Any]:
        """Further wait of those who were there, where they are served, and the chance to leave."""
        here = self._of.initial.waiting
        kept = self._ran.kept.tickets.reshape(-1, len(here))
        found = {}
        for i, each in enumerate(here):
            seen = kept[:, i]
            stayed = sorted(seen[seen != LEFT].tolist())
            gone = len(seen) - len(stayed)
            found[each.id] = {
                "p50": _json(order_statistic(stayed, 0.5)),
                "p90": _json(order_statistic(stayed, 0.9)),
                "p_leaves": _json(mean(len(seen), gone, gone)),
            }
        return found

    def intervals(self) -> list[dict[str, Any]]:
        """To the last in which anybody waits, and at least to closing."""
        of, ran = self._of, self._ran
        sums = ran.sums.spans.reshape(ran.intervals, self._classes, 2)
        kept = ran.kept.spans.reshape(-1, ran.intervals, self._classes)
        first = int(of.initial.now / INTERVAL)
        waited = np.flatnonzero(sums[:, :, 0].any(axis=1))
        last = max(math.ceil(of.horizon / INTERVAL), int(waited[-1]) + 1 if len(waited) else 0)
        last = min(last, ran.intervals)  # of a horizon beyond counting only the first are told
        return [
            {
                "from_min": i * INTERVAL,
                "classes": {
                    each.id: {
                        "waiting_mean": _json(mean(self._n, *sums[i, c])),
                        "waiting_p90": _json(order_statistic(sorted(kept[:, i, c].tolist()), 0.9)),
                    }
                    for c, each in enumerate(of.classes)
                },
            }
            for i in range(first, last)
        ]


def _json(estimate: Estimate | None) -> dict[str, object]:
    return {"value": None, "ci95": [None, None]} if estimate is None else estimate.json()
