"""How much sooner somebody is through at another place, as a range. Pure.

Every part is a *spread*: equally likely values, in seconds. Independent parts are added value by
value; what comes of it is thinned by means of its equal shares, so that its mean stays exact. A
test compares the range with one that is drawn at random.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import NormalDist
from typing import Final, TypeAlias

from tingtang.engines.forecasting.waits import LEAST_SERVICES, MOST_SERVICES, TENTH, Wait

Spread: TypeAlias = tuple[float, ...]

LEVEL: Final = 0.9  #: of the range
_SHARES = 48
_STEPS = tuple(NormalDist().inv_cdf((share + 0.5) / _SHARES) for share in range(_SHARES))


def spread_of_wait(wait: Wait) -> Spread:
    """Two half normals on the cube-root scale through the wait's 10th, 50th and 90th percentile."""
    low, middle, high = (s ** (1 / 3) for s in (wait.low_s, wait.point_s, wait.high_s))
    below, above = (middle - low) / TENTH, (high - middle) / TENTH
    roots = (middle + step * (below if step < 0 else above) for step in _STEPS)
    return tuple(max(root, 0.0) ** 3 for root in roots)


def spread_of_services(seconds: Sequence[float]) -> Spread | None:
    """Recent services, newest first: each as likely as the others; None: too few to know."""
    if len(seconds) < LEAST_SERVICES:
        return None
    return tuple(sorted(float(each) for each in seconds[:MOST_SERVICES]))


def sums(one: Spread, other: Spread) -> list[float]:
    """All values of two independent parts together, in order."""
    return sorted(a + b for a in one for b in other)


def thinned(values: Sequence[float]) -> Spread:
    """At most so many values for many: the mean of each equal share."""
    count = len(values)
    if count <= _SHARES:
        return tuple(values)
    before = (0.0, *accumulate(values))

    def below(edge: float) -> float:
        """The sum of the values before an edge, which may cut one of them."""
        whole = min(int(edge), count - 1)
        return before[whole] + (edge - whole) * values[whole]

    width = count / _SHARES
    edges = [below(share * width) for share in range(_SHARES + 1)]
    return tuple((b - a) / width for a, b in pairwise(edges))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Another place: seconds to walk there, how long it takes there (`service`), how many places
    there are of the kind, and how many people are there or on their way.
    """

    walk_s: int
    service: Spread
    places: int
    people: int

    def time(self) -> Spread:
        """Walk, the wait until one of the places is free, and the service there."""
        total = tuple(each + self.walk_s for each in self.service)
        turn = tuple(each / self.places for each in self.service)  # one of all of them gets free
        for _ in range(self.people - self.places + 1):
            total = thinned(sums(total, turn))
        return total


@dataclass(frozen=True, slots=True)
class Saved:
    """Seconds saved: the middle, and the range that holds 9 in 10."""

    low_s: float
    middle_s: float
    high_s: float


def saved(wait: Wait, service: Spread, elsewhere: Spread) -> Saved:
    """What is still to wait, and the service here, less what the other place takes."""
    less = tuple(-each for each in reversed(elsewhere))
    values = sums(spread_of_wait(wait), thinned(sums(service, less)))
    return Saved(*(_quantile(values, share) for share in ((1 - LEVEL) / 2, 0.5, (1 + LEVEL) / 2)))


def _quantile(values: Sequence[float], share: float) -> float:
    """Between the two values around it."""
    at = share * len(values) - 0.5
    below = min(max(int(at), 0), len(values) - 1)
    above = min(below + 1, len(values) - 1)
    part = min(max(at - below, 0.0), 1.0)
    return values[below] + part * (values[above] - values[below])


def there_s(took_s: Iterable[float], walk_s: int) -> list[float]:
    """Seconds at the place itself of those who were done there: they walked first. What they waited
    there is counted along, which makes the place look rather slower than it is.
    """
    return [max(each - walk_s, 0.0) for each in took_s]
