"""Minutes saved, beside a second reckoning that draws everything at random."""

from random import Random
from statistics import fmean

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.engines.forecasting.waits import Wait, estimate
from tingtang.hall.diversion.rules import Elsewhere, Saved, saved, spread_of_services, there_s
from tingtang.hall.diversion.rules.saving import TENTH, spread_of_wait, sums, thinned

DRAWS = 60_000


def drawn_wait(chance: Random, wait: Wait) -> float:
    """One wait: half a normal on either side of the middle, on the cube-root scale."""
    middle, step = wait.point_s ** (1 / 3), chance.gauss(0, 1)
    end = wait.low_s if step < 0 else wait.high_s
    return float(max(middle + step * abs(end ** (1 / 3) - middle) / TENTH, 0.0) ** 3)


def drawn(
    chance: Random, wait: Wait, service: list[float], place: Elsewhere, took: list[float]
) -> float:
    """What one customer saves."""
    there = place.walk_s + chance.choice(took)
    for _ in range(max(place.people - place.places + 1, 0)):
        there += chance.choice(took) / place.places
    return drawn_wait(chance, wait) + chance.choice(service) - there


CASES = [  # ahead, counters, mean service there and here, machines, people at them
    (5, 1, 180, 240, 1, 0),
    (12, 2, 300, 150, 2, 0),
    (6, 3, 200, 400, 1, 1),
    (20, 4, 420, 300, 2, 5),
    (2, 1, 90, 200, 1, 3),
]


@pytest.mark.parametrize("case", CASES, ids=str)
@pytest.mark.parametrize("seed", [1, 2])
def test_the_range_is_that_of_chance(case: tuple[int, ...], seed: int) -> None:
    ahead, counters, here_s, machine_s, machines, people = case
    chance = Random(seed)
    service = [here_s * chance.gammavariate(3, 1 / 3) for _ in range(30)]
    took = [machine_s * chance.gammavariate(4, 1 / 4) for _ in range(25)]
    misses = [chance.gauss(0.3, 1.4) for _ in range(50)]
    wait = estimate(ahead, counters, service, misses)
    assert wait is not None
    here, there = spread_of_services(service), spread_of_services(took)
    assert here is not None
    assert there is not None
    place = Elsewhere(60, there, machines, people)
    told = saved(wait, here, place.time())

    draws = sorted(drawn(chance, wait, service, place, took) for _ in range(DRAWS))
    oracle = Saved(*(draws[int(share * DRAWS)] for share in (0.05, 0.5, 0.95)))
    width = oracle.high_s - oracle.low_s
    for mine, theirs in (
        (told.low_s, oracle.low_s),
        (told.middle_s, oracle.middle_s),
        (told.high_s, oracle.high_s),
    ):
        assert abs(mine - theirs) < 0.02 * width, (told, oracle)
    within = sum(told.low_s <= each <= told.high_s for each in draws) / DRAWS
    assert within == pytest.approx(0.9, abs=0.01)


waits = st.builds(
    lambda low, middle, high: Wait(low, low + middle, low + middle + high, 1.0, 0.3),
    *[st.floats(0, 3600)] * 3,
)
services = st.lists(st.floats(0, 3600), min_size=10, max_size=40).map(
    lambda seconds: spread_of_services(seconds) or ()
)


@settings(deadline=None, max_examples=50)
@given(waits, services, services, st.integers(1, 4), st.integers(0, 8), st.integers(0, 600))
def test_a_range_is_in_order_and_moves_as_it_must(
    wait: Wait,
    here: tuple[float, ...],
    there: tuple[float, ...],
    places: int,
    people: int,
    walk_s: int,
) -> None:
    place = Elsewhere(walk_s, there, places, people).time()
    one = saved(wait, here, place)
    assert one.low_s <= one.middle_s + 0.01
    assert one.middle_s <= one.high_s + 0.01
    nearer = saved(wait, here, Elsewhere(0, there, places, people).time())
    assert nearer.low_s - one.low_s == pytest.approx(walk_s, abs=0.01)
    fuller = saved(wait, here, Elsewhere(walk_s, there, places, people + 1).time())
    assert fuller.middle_s <= one.middle_s + 0.01


@given(services, services)
def test_adding_keeps_the_mean(one: tuple[float, ...], other: tuple[float, ...]) -> None:
    both = sums(one, other)
    assert both == sorted(both)
    assert fmean(both) == pytest.approx(fmean(one) + fmean(other), abs=0.01)
    assert fmean(thinned(both)) == pytest.approx(fmean(both), abs=0.01)


@given(waits)
def test_a_wait_keeps_its_middle_and_both_ends(wait: Wait) -> None:
    values = spread_of_wait(wait)
    assert [*values] == sorted(values)
    share = len(values) // 10
    assert values[share] <= wait.point_s + 0.01
    assert values[-share - 1] >= wait.point_s - 0.01
    assert values[0] <= wait.low_s + 0.01
    assert values[-1] >= wait.high_s - 0.01


def test_nine_services_are_too_few() -> None:
    assert spread_of_services([60.0] * 9) is None
    assert spread_of_services([60.0] * 10) == (60.0,) * 10
    assert len(spread_of_services([60.0] * 31) or ()) == 30


def test_the_walk_is_no_time_at_the_place() -> None:
    assert there_s([300, 40], 60) == [240, 0]
