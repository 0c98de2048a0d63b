"""Mean waits in a queue with one server, run by `line.choose`, against the published formulas.

Arrivals are Poisson and service times exponential with a mean for each class; the server finishes
whom it has begun. Classes stand in order of urgency, the least urgent first, as Kleinrock numbers
them. Batch means give 99 % intervals.

References
----------
A. Cobham (1954), Priority assignment in waiting line problems, Operations Research 2:70-76.
L. Kleinrock (1964), A delay dependent queue discipline, Naval Research Logistics Quarterly
    11:329-341.
D. A. Stanford, P. Taylor, I. Ziedins (2014), Waiting time distributions in the accumulating
    priority queue, Queueing Systems 77:297-330.
"""

import random
from collections import deque
from collections.abc import Sequence
from itertools import accumulate
from statistics import fmean, stdev
from typing import NamedTuple

import pytest

from tingtang.engines import line

BATCHES = 40
STUDENT_99 = 2.708  # the two-sided 99 % point of Student's t with BATCHES - 1 degrees of freedom


class CustomerClass(NamedTuple):
    """Arrivals per unit of time, mean service time, and priority gained per unit of time."""

    arrivals: float
    service: float
    rate: float = 1.0

    @property
    def load(self) -> float:
        return self.arrivals * self.service


class Estimate(NamedTuple):
    """A mean with the half-width of its interval."""

    mean: float
    half_width: float


def work_in_service(classes: Sequence[CustomerClass]) -> float:
    """Mean remaining service that an arrival finds: half the second moments, here E[S]²."""
    return sum(each.arrivals * each.service**2 for each in classes)


def wait_by_arrival(classes: Sequence[CustomerClass]) -> float:
    """Pollaczek and Khinchine; with equal mean services the M/M/1 formula."""
    return work_in_service(classes) / (1 - sum(each.load for each in classes))


def waits_by_priority(classes: Sequence[CustomerClass]) -> list[float]:
    """Cobham: W_p = W0 / ((1 - load of the more urgent) (1 - that load and p's own))."""
    remaining = work_in_service(classes)
    waits = []
    for p, own in enumerate(classes):
        above = sum(each.load for each in classes[p + 1 :])
        waits.append(remaining / ((1 - above) * (1 - above - own.load)))
    return waits


def waits_by_accumulating(classes: Sequence[CustomerClass]) -> list[float]:
    """Kleinrock's recursion, for rates b_1 <= b_2 <= ... of classes from the least urgent on.

    A customer of class p waits for the service under way (W0); for those found waiting, of which
    from a slower class i < p only the fraction b_i / b_p still comes first; and for those of a
    faster class i > p who arrive in the first 1 - b_p / b_i of the wait. With Little's law and
    the loads r_i:

        W_p = W0 + sum(i >= p) r_i W_i + sum(i < p) r_i W_i b_i / b_p
                 + sum(i > p) r_i W_p (1 - b_p / b_i)

    Kleinrock's conservation law, W0 + sum(i) r_i W_i = W0 / (1 - r), leaves only slower classes'
    waits on the right:

        W_p = (W0 / (1 - r) - sum(i < p) r_i W_i (1 - b_i / b_p))
              / (1 - sum(i > p) r_i (1 - b_p / b_i))
    """
    shared = wait_by_arrival(classes)
    waits: list[float] = []
    for p, own in enumerate(classes):
        slower = sum(
            each.load * wait * (1 - each.rate / own.rate)
            for each, wait in zip(classes[:p], waits, strict=True)
        )
        faster = sum(each.load * (1 - own.rate / each.rate) for each in classes[p + 1 :])
        waits.append((shared - slower) / (1 - faster))
    return waits


def simulate(
    discipline: int, classes: Sequence[CustomerClass], customers: int, seed: int
) -> list[Estimate]:
    """Mean wait of each class over a long run, the first twentieth left out."""
    chance = random.Random(seed)
    kinds = range(len(classes))
    priorities = [-kind for kind in kinds]
    below = list(accumulate(each.arrivals for each in classes))
    total = below[-1]
    lines: list[deque[tuple[int, float]]] = [deque() for _ in kinds]
    waits: list[list[list[float]]] = [[[] for _ in range(BATCHES)] for _ in kinds]
    warm_up = customers // 20

    now = 0.0
    arrival = chance.expovariate(total)
    order = 0
    for called in range(customers):
        if not any(lines):
            now = max(now, arrival)
        while arrival <= now:
            kind = chance.choices(kinds, cum_weights=below)[0]
            lines[kind].append((order, arrival))
            order += 1
            arrival += chance.expovariate(total)

        waiting = [kind for kind in kinds if lines[kind]]
        chosen, _ = line.choose(
            discipline,
            now,
            len(waiting),
            [lines[kind][0][0] for kind in waiting],
            [lines[kind][0][1] for kind in waiting],
            [priorities[kind] for kind in waiting],
            [classes[kind].rate for kind in waiting],
            [0.0] * len(waiting),
            [0] * len(waiting),
            [-1] * len(waiting),
            [-1.0] * len(waiting),
        )
        kind = waiting[chosen]
        _, since = lines[kind].popleft()
        if called >= warm_up:
            batch = (called - warm_up) * BATCHES // (customers - warm_up)
            waits[kind][batch].append(now - since)
        now += chance.expovariate(1 / classes[kind].service)
    return [estimate([fmean(batch) for batch in batches]) for batches in waits]


def estimate(batch_means: Sequence[float]) -> Estimate:
    return Estimate(fmean(batch_means), STUDENT_99 * stdev(batch_means) / BATCHES**0.5)


def misfits(observed: Sequence[Estimate], expected: Sequence[float]) -> list[str]:
    """The estimates whose interval misses the theory."""
    return [
        f"class {kind}: {seen.mean:.4f} ± {seen.half_width:.4f}, not {wait:.4f}"
        for kind, (seen, wait) in enumerate(zip(observed, expected, strict=True))
        if abs(seen.mean - wait) > seen.half_width
    ]


TWO = [CustomerClass(0.3, 1.0, rate=1.0), CustomerClass(0.3, 1.0, rate=4.0)]
THREE = [
    CustomerClass(0.16, 1.0, rate=1.0),
    CustomerClass(0.25, 0.8, rate=2.0),
    CustomerClass(0.12, 1.25, rate=6.0),
]
ENOUGH = 600_000  # customers for half-widths under 3 %


@pytest.mark.parametrize(
    ("discipline", "classes", "expected"),
    [
        pytest.param(line.FIFO, TWO, [wait_by_arrival(TWO)] * 2, id="fifo"),
        pytest.param(line.PRIORITY, THREE, waits_by_priority(THREE), id="priority"),
        pytest.param(line.ACCUMULATING, TWO, waits_by_accumulating(TWO), id="accumulating-two"),
        pytest.param(
            line.ACCUMULATING, THREE, waits_by_accumulating(THREE), id="accumulating-three"
        ),
    ],
)
def test_mean_waits_are_those_of_the_theory(
    discipline: int, classes: list[CustomerClass], expected: list[float]
) -> None:
    observed = simulate(discipline, classes, ENOUGH, seed=1964)
    assert misfits(observed, expected) == []
    for seen, wait in zip(observed, expected, strict=True):
        assert seen.half_width <= 0.03 * wait


def with_rates(*rates: float) -> list[CustomerClass]:
    return [each._replace(rate=rate) for each, rate in zip(TWO, rates, strict=True)]


@pytest.mark.parametrize(
    ("discipline", "classes"),
    [
        pytest.param(line.ACCUMULATING, with_rates(4.0, 1.0), id="rates swapped"),
        pytest.param(line.ACCUMULATING, with_rates(1.0, 2.0), id="half the ratio"),
        pytest.param(line.PRIORITY, TWO, id="nothing accumulates"),
        pytest.param(line.FIFO, TWO, id="classes ignored"),
    ],
)
def test_the_comparison_notices_a_fault(discipline: int, classes: list[CustomerClass]) -> None:
    observed = simulate(discipline, classes, ENOUGH // 4, seed=1964)
    assert misfits(observed, waits_by_accumulating(TWO))


def test_the_recursion_keeps_the_conservation_law() -> None:
    for classes in (TWO, THREE):
        load = sum(each.load for each in classes)
        waits = waits_by_accumulating(classes)
        weighted = sum(each.load * wait for each, wait in zip(classes, waits, strict=True))
        assert weighted == pytest.approx(load * wait_by_arrival(classes))


def test_equal_rates_are_arrival_order_and_far_apart_ones_priority() -> None:
    equal = [each._replace(rate=2.0) for each in THREE]
    apart = [each._replace(rate=10.0 ** (9 * kind)) for kind, each in enumerate(THREE)]
    assert waits_by_accumulating(equal) == pytest.approx([wait_by_arrival(THREE)] * 3)
    assert waits_by_accumulating(apart) == pytest.approx(waits_by_priority(THREE))
