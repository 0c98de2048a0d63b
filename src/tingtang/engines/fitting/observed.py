"""What a day was like by half hour: of those who joined then, how long they waited, who left."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np

from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.fitting.special import Array
from tingtang.engines.simulate.single import ninth

SPAN_MIN: Final = 30.0


@dataclass(frozen=True, slots=True)
class Halves:
    """By half hour of joining: who joined, who of them left, who was served, and the mean and the
    90 % wait of those served in minutes (NaN where nobody was).
    """

    joined: Array
    left: Array
    served: Array
    mean: Array
    p90: Array

    @property
    def share_left(self) -> Array:
        """NaN where nobody joined."""
        return np.where(self.joined > 0, self.left / np.maximum(self.joined, 1), np.nan)


def halves(joined: Array, left: Array, waits: Sequence[Array]) -> Halves:
    """`waits`: by half hour, of those served."""
    return Halves(
        joined=joined,
        left=left,
        served=np.array([float(len(each)) for each in waits]),
        mean=np.array([each.mean() if len(each) else np.nan for each in waits]),
        p90=np.array([ninth(each) for each in waits]),
    )


def observed(rows: Iterable[Row], horizon_min: float) -> dict[date, Halves]:
    """Of rows that joined; those without a believable wait are no part of means and shares."""
    n = int(np.ceil(horizon_min / SPAN_MIN))
    by_day: dict[date, list[Row]] = {}
    for row in rows:
        by_day.setdefault(row.day, []).append(row)
    return {day: _of_day(those, n) for day, those in sorted(by_day.items())}


def _of_day(rows: Sequence[Row], n: int) -> Halves:
    joined, left = np.zeros(n), np.zeros(n)
    waits: list[list[float]] = [[] for _ in range(n)]
    for row in rows:
        if not row.joined or row.wait_s is None or row.outcome is Outcome.OPEN:
            continue
        at = int(row.arrived_min // SPAN_MIN)
        joined[at] += 1
        if row.outcome is Outcome.SERVED:
            waits[at].append(row.wait_s / 60)
        else:
            left[at] += 1
    return halves(joined, left, [np.array(each) for each in waits])


@dataclass(frozen=True, slots=True)
class Forecast:
    """Of a day's half hours: the expected figures, and by name the 5 and 95 % ends of their bands
    where the method has any.
    """

    mean: Array
    p90: Array
    share_left: Array
    bands: Mapping[str, tuple[Array, Array]]
    total: tuple[float, float, float] | None = None


FIGURES: Final = ("mean", "p90", "share_left")
