"""How long a new ticket will wait, as a range that holds what it promises.

A customer with `ahead` people before them waits until the (ahead + 1)-th departure from the
counters present. The first guess is a gamma of that many departures, taken from the recent
services; the branch's own recent misses then move its three levels (10, 50 and 90 %) so that
one wait in ten really falls below the range and one in ten above. The levels are followed one
by one by quantile tracking (adaptive conformal inference: Gibbs and Candès 2021), which looks
only at which side a wait fell on, so an outlier moves a level no further than any other wait.

All of it lives on the cube-root scale, where a gamma is nearly normal (Wilson and Hilferty
1931); a *miss* is a wait's place on that scale, 0 for the expected one. Figures: `bench/waits.py`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import islice
from math import erf, isfinite, sqrt
from typing import Literal

LEAST_SERVICES = 10
"""Fewer recent services than this: we do not know, and say so."""
MOST_SERVICES = 30
LONGEST_SERVICE_S = 4 * 3600
"""A longer service was left open by mistake or ended by the day's end: nobody learns from it."""
MOST_MISSES = 100

TENTH = 1.2815515655446004
"""Distance of the 10th and 90th percentile from the middle of a normal distribution."""
EIGHTH = 0.8416212335729143
"""The same of the 80th percentile."""
LEVEL_DOUBT = 0.15
"""Relative variance beyond chance in the services: who leaves, who is put ahead, breaks.
Tuned on `bench/waits.py`: from 0.1 to 0.2 coverage moves by two points at most."""
STEP, MIDDLE_STEP = 0.1, 0.03
"""How far one wait moves a tracked level. The ends move faster: below 0.07 a new regime is learnt
too slowly. The middle is right about the branch's pace sooner, and noise costs it more."""
FURTHEST = 6.0
"""Levels and misses stay within this, whatever has been recorded."""


@dataclass(frozen=True, slots=True)
class Wait:
    """A wait told when a number is issued, in seconds: 10th percentile, median, 90th percentile.

    `expected_s` and `spread` are the first guess before the branch's misses corrected it; they
    are kept with the ticket so that its own miss can be reckoned when the wait has ended.
    """

    low_s: float
    point_s: float
    high_s: float
    expected_s: float
    spread: float

    @property
    def at_once(self) -> bool:
        """Whether a free counter takes this ticket without any wait."""
        return self.expected_s == 0.0


AT_ONCE = Wait(0.0, 0.0, 0.0, 0.0, 0.0)


def estimate(
    ahead: int,
    counters: int,
    services_s: Sequence[float],
    misses: Sequence[float] = (),
    free: int = 0,
) -> Wait | None:
    """Tell the wait of a ticket issued now, or None where that is not known.

    `ahead`: people waiting who would be called before this ticket, by the hall's discipline.
    `counters`: counters present that serve it, busy or free; `free`: those without a customer.
    `services_s`: seconds of the recent services of its kind, newest first; 30 count.
    `misses`: of recent tickets of the same line, newest first, filled up with those of the
    branch's other lines; 100 count, and without any the first guess stands.
    """
    if free > ahead:
        return AT_ONCE
    if counters < 1 or len(services_s) < LEAST_SERVICES:
        return None
    expected_s, spread = _first_guess(ahead + 1 - max(free, 0), counters, services_s)
    low, middle, high = _levels(misses)
    return Wait(
        low_s=_seconds(low, expected_s, spread),
        point_s=_seconds(middle, expected_s, spread),
        high_s=_seconds(high, expected_s, spread),
        expected_s=expected_s,
        spread=spread,
    )


def miss(expected_s: float, spread: float, waited_s: float) -> float | None:
    """Where a wait that has ended lies on the cube-root scale: what `estimate` learns from.

    None for a ticket that was to be served at once: it teaches nothing about queueing.
    """
    if expected_s <= 0.0 or spread <= 0.0:
        return None
    root = (max(waited_s, 0.0) / expected_s) ** (1 / 3)
    return _within((root - 1 + spread * spread) / spread)


def _first_guess(
    departures: int, counters: int, services_s: Sequence[float]
) -> tuple[float, float]:
    """Mean seconds until so many departures, and the spread on the cube-root scale."""
    mean_s, dispersion = _pace(services_s)
    # Few departures from many counters look like a Poisson stream (dispersion 1), many from few
    # like the services themselves.
    # A second is the least that is expected: counters beyond that change nothing any more.
    counted = min(float(counters), departures * mean_s)
    mixing = counted / (counted + departures)
    scatter = min(max(mixing + (1 - mixing) * dispersion, 0.05), 4.0)
    expected_s = max(departures * mean_s / counted, 1.0)
    return expected_s, sqrt(scatter / departures + LEVEL_DOUBT) / 3


def _pace(services_s: Sequence[float]) -> tuple[float, float]:
    """Mean and squared coefficient of variation of the newest services."""
    newest = services_s[:MOST_SERVICES]
    mean_s = sum(newest) / len(newest)
    if mean_s <= 0.0 or not isfinite(mean_s):
        return 1.0, 1.0
    squares = sum([(seconds / mean_s - 1) ** 2 for seconds in newest])
    return mean_s, squares / (len(newest) - 1)


def _levels(misses: Sequence[float]) -> tuple[float, float, float]:
    """The 10, 50 and 90 % levels of the misses, followed from the oldest to the newest."""
    low, middle, high = -TENTH, 0.0, TENTH
    up, down = STEP * 0.9, STEP * 0.1
    half = MIDDLE_STEP * 0.5
    for one in reversed(tuple(islice(misses, MOST_MISSES))):
        low += down if one >= low else -up
        middle += half if one >= middle else -half
        high += up if one >= high else -down
    return _within(min(low, middle)), _within(middle), _within(max(high, middle))


def _within(level: float) -> float:
    return min(max(level, -FURTHEST), FURTHEST)


def _seconds(level: float, expected_s: float, spread: float) -> float:
    """Back from the cube-root scale; no wait is shorter than none."""
    root = max(1 - spread * spread + level * spread, 0.0)
    return expected_s * root**3


# ------------------------------------------------------------------ in whole minutes, for people


@dataclass(frozen=True, slots=True)
class Shown:
    """What a customer is told, in whole minutes: the `Estimate` of the screens."""

    kind: Literal["range", "within", "none", "unknown"]
    low: int | None = None
    high: int | None = None


PROMISE = 0.8
SLACK = 0.03
"""A shorter range is preferred as long as its chance stays this near to the promise."""
_LONGEST_TOLD_MIN = 4 * 60
"""A wait of half a day is no promise: beyond this it is not known."""


def shown(wait: Wait | None) -> Shown:
    """Put a wait in whole minutes so that the words hold as often as the range does.

    Rounding both ends outward would make short waits hold nearly always, rounding to the
    nearest minute sometimes hardly ever: so the whole minutes around both ends are compared by
    the chance that the wait falls within them, and the shortest close to 8 in 10 is told. From
    nought the words are "within N", and N need only be as long as 8 in 10 waits.
    """
    if wait is None:
        return Shown("unknown")
    if wait.at_once:
        return Shown("none")
    low, high = min(_choices(wait), key=lambda pair: _unfitness(wait, *pair))
    if high > _LONGEST_TOLD_MIN:
        return Shown("unknown")
    if low == 0:
        return Shown("within", high=high)
    return Shown("range", low, high)


def _choices(wait: Wait) -> list[tuple[int, int]]:
    low, high = _minute(wait.low_s), _minute(wait.high_s)
    ends = [(a, b) for a in (low, low + 1) for b in (high, high + 1) if 0 < a < b]
    if low == 0:
        most = _minute(_eight_in_ten(wait))
        ends += [(0, max(most, 1)), (0, most + 1)]
    return ends or [(low, low + 1)]


def _minute(seconds: float) -> int:
    return min(int(seconds / 60), _LONGEST_TOLD_MIN + 1)


def _eight_in_ten(wait: Wait) -> float:
    """Seconds that eight waits in ten are shorter than: less than the nine of the range's end."""
    middle = wait.point_s ** (1 / 3)
    root = middle + (wait.high_s ** (1 / 3) - middle) * (EIGHTH / TENTH)
    return float(root**3)


def _unfitness(wait: Wait, low_min: int, high_min: int) -> tuple[float, int]:
    """Smaller is better: first how far the chance is from the promise, then the length."""
    chance = _chance_below(wait, high_min * 60) - _chance_below(wait, low_min * 60)
    return max(abs(chance - PROMISE) - SLACK, 0.0), high_min - low_min


def _chance_below(wait: Wait, seconds: float) -> float:
    """Chance of a shorter wait: two half normals on the cube-root scale through the range."""
    if seconds <= 0.0:
        return 0.0
    root, middle = seconds ** (1 / 3), wait.point_s ** (1 / 3)
    end = wait.low_s if root < middle else wait.high_s
    width = abs(end ** (1 / 3) - middle) / TENTH
    if width <= 0.0:
        return 0.0 if root < middle else 1.0
    return 0.5 * (1 + erf((root - middle) / (width * sqrt(2))))
