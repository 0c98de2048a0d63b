"""What is promised to a class: `ordinary:p90<=15`, `vip:mean<=5`, `vip:abandoned<=0.02`,
`ordinary:within(10)>=0.8`.

A target holds in an interval if it holds of all who arrive in it, over all replications together.
Waits are of those served. Whoever is not served at all, as the doors have closed, counts as waiting
for ever in a quantile, as beyond every limit in `within`, as having left in `abandoned`, and in a
mean with the time until closing. Whoever accepts another place by a diversion to a pool waits for
no counter: they count only among those who came in `abandoned`, as everywhere in the engine.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import numpy as np

from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.tally import (
    SLICE_ABANDONED,
    SLICE_COUNTED,
    SLICE_DIVERTED,
    SLICE_LEFT_OVER,
    SLICE_SERVED,
    SLICE_UNSERVED,
    SLICE_WAITED,
)

FORMS: Final = (
    "CLASS:p50<=MINUTES (or p90, p95, mean), CLASS:abandoned<=SHARE, CLASS:within(MINUTES)>=SHARE"
)
_NUMBER: Final = r"(\d+(?:\.\d+)?)"
_WAIT: Final = re.compile(rf"(p50|p90|p95|mean)<={_NUMBER}")
_ABANDONED: Final = re.compile(rf"abandoned<={_NUMBER}")
_WITHIN: Final = re.compile(rf"within\({_NUMBER}\)>={_NUMBER}")


class BadTarget(ValueError):
    """`where` is the target as it was given, `mend` what it has to be."""

    def __init__(self, where: str, mend: str) -> None:
        super().__init__(f"{where}: {mend}")
        self.where = where
        self.mend = mend


class Promise(StrEnum):
    """What a target is about."""

    QUANTILE = "quantile"
    MEAN = "mean"
    ABANDONED = "abandoned"
    WITHIN = "within"


@dataclass(frozen=True, slots=True)
class Target:
    """`limit` is in minutes or a share; `part` is the quantile, `wait` the minutes of `within`."""

    text: str
    class_id: str
    promise: Promise
    limit: float
    part: float = 0.0
    wait: float = 0.0

    @property
    def figure(self) -> str:
        """The figure's name. Quantiles are those of all waits together: what a customer meets."""
        match self.promise:
            case Promise.QUANTILE:
                return f"pooled_p{self.part * 100:.0f}_min"
            case Promise.MEAN:
                return "wait_mean_min"
            case Promise.ABANDONED:
                return "abandoned_share"
            case Promise.WITHIN:
                return f"within_{self.wait:g}_min_share"

    @property
    def at_least(self) -> bool:
        """Whether more is better."""
        return self.promise == Promise.WITHIN

    @property
    def minutes(self) -> float | None:
        """The wait by which customers are counted."""
        if self.promise == Promise.QUANTILE:
            return self.limit
        return self.wait if self.promise == Promise.WITHIN else None

    def missed(self, counts: Any, within: int) -> Any:
        """In which slices, of a class's counts (slices x figures); customers within `minutes` are
        the limit numbered `within`.
        """
        served, unserved = counts[:, SLICE_SERVED], counts[:, SLICE_UNSERVED]
        gone, diverted = counts[:, SLICE_ABANDONED], counts[:, SLICE_DIVERTED]
        stayed, soon = served + unserved, counts[:, SLICE_COUNTED + max(0, within)]
        nobody_served = (stayed == 0) & (gone > 0)
        match self.promise:
            case Promise.QUANTILE:
                return (soon < np.ceil(self.part * stayed - _SLACK)) | nobody_served
            case Promise.MEAN:
                minutes = counts[:, SLICE_WAITED] + counts[:, SLICE_LEFT_OVER]
                return (minutes > self.limit * stayed + _SLACK) | nobody_served
            case Promise.ABANDONED:
                came = stayed + gone + diverted
                return gone + unserved > self.limit * came + _SLACK
            case Promise.WITHIN:
                return soon < self.limit * (stayed + gone) - _SLACK

    def value(self, counts: Any, waits: "Waits") -> float:
        """The figure, of one slice's counts or of several together; NaN where nobody came."""
        served, unserved = counts[SLICE_SERVED], counts[SLICE_UNSERVED]
        gone, stayed = counts[SLICE_ABANDONED], served + unserved
        match self.promise:
            case Promise.QUANTILE:
                return waits.quantile(self.part, int(unserved))
            case Promise.MEAN:
                minutes = counts[SLICE_WAITED] + counts[SLICE_LEFT_OVER]
                return float(minutes / stayed) if stayed else math.nan
            case Promise.ABANDONED:
                came = stayed + gone + counts[SLICE_DIVERTED]
                return float((gone + unserved) / came) if came else math.nan
            case Promise.WITHIN:
                came = stayed + gone
                return waits.within(self.wait) / float(came) if came else math.nan


_SLACK: Final = 1e-9  # of a customer: sums of floats


@dataclass(frozen=True, slots=True)
class Waits:
    """Waits in bins, the value of each bin, and how many are within known limits."""

    counts: Any
    values: Floats
    soon: dict[float, float]

    def within(self, wait: float) -> float:
        return self.soon[wait]

    def quantile(self, part: float, beyond: int) -> float:
        """The inverse empirical distribution, `beyond` more being longer than all. It is never on
        the other side of a limit whose number is known than it truly is.
        """
        below = np.cumsum(self.counts)
        n = int(below[-1]) + beyond
        if n == 0:
            return math.nan
        rank = max(1, math.ceil(part * n - _SLACK))
        if rank > below[-1]:
            return math.inf
        found = float(self.values[int(np.searchsorted(below, rank))])
        for limit, soon in self.soon.items():
            if soon >= rank:
                found = min(found, limit)
            else:
                found = max(found, math.nextafter(limit, math.inf))
        return found


def target(text: str, classes: Sequence[str]) -> Target:
    """Read one; raises `BadTarget`."""
    name, _, rest = (part.strip() for part in text.rpartition(":"))
    rest = rest.replace(" ", "")
    if not name:
        raise BadTarget(text, f"must be one of {FORMS}")
    if name not in classes:
        raise BadTarget(text, f'there is no class "{name}"; there are {", ".join(classes)}')
    if found := _WAIT.fullmatch(rest):
        limit = float(found[2])
        if found[1] == "mean":
            return Target(text, name, Promise.MEAN, limit)
        return Target(text, name, Promise.QUANTILE, limit, part=int(found[1][1:]) / 100)
    if found := _ABANDONED.fullmatch(rest):
        return Target(text, name, Promise.ABANDONED, _share(text, found[1]))
    if found := _WITHIN.fullmatch(rest):
        limit = _share(text, found[2])
        return Target(text, name, Promise.WITHIN, limit, wait=float(found[1]))
    raise BadTarget(text, f"must be one of {FORMS}")


def _share(text: str, number: str) -> float:
    share = float(number)
    if share > 1:
        raise BadTarget(text, f"a share is from 0 to 1: {share / 100:g} for {share:g} %")
    return share
