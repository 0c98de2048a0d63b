"""The first wait estimate: honest ranges, sane at every input, quick enough for each ticket."""

from __future__ import annotations

import heapq
import math
import random
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tingtang.engines.forecasting.waits import (
    AT_ONCE,
    FURTHEST,
    LEAST_SERVICES,
    MOST_MISSES,
    MOST_SERVICES,
    Shown,
    Wait,
    estimate,
    miss,
    shown,
)

Estimator = Callable[[int, int, Sequence[float], Sequence[float], int], Wait | None]

FIVE_MINUTES = [300.0] * LEAST_SERVICES
MIXED = [60.0, 240.0, 300.0, 180.0, 900.0, 120.0, 420.0, 360.0, 200.0, 280.0, 310.0, 150.0]

seconds = st.floats(min_value=0.0, max_value=1e6)
services = st.lists(seconds, min_size=LEAST_SERVICES, max_size=40)
likely_services = st.lists(st.floats(20, 3600), min_size=LEAST_SERVICES, max_size=30)
missed = st.lists(st.floats(-FURTHEST, FURTHEST), max_size=120)
people = st.integers(0, 300)
open_counters = st.integers(1, 30)


# ------------------------------------------------------------------------- what it says when


def test_it_does_not_know_with_fewer_than_ten_services() -> None:
    assert estimate(3, 2, FIVE_MINUTES[1:]) is None
    assert estimate(3, 2, FIVE_MINUTES) is not None


def test_it_does_not_know_when_no_counter_is_present() -> None:
    assert estimate(0, 0, FIVE_MINUTES) is None


def test_a_free_counter_serves_at_once_even_when_nothing_is_known() -> None:
    assert estimate(0, 2, [], free=1) is AT_ONCE


def test_a_free_counter_is_taken_by_those_ahead_first() -> None:
    wait = estimate(1, 2, FIVE_MINUTES, free=1)
    assert wait is not None
    assert not wait.at_once
    assert wait == estimate(0, 2, FIVE_MINUTES)


def test_the_point_is_near_departures_times_mean_over_counters() -> None:
    wait = estimate(3, 2, FIVE_MINUTES)
    assert wait is not None
    assert wait.expected_s == pytest.approx(4 * 300 / 2)
    assert wait.point_s == pytest.approx(600, rel=0.15)


# -------------------------------------------------------------------------------- monotone


@given(likely_services, missed, people, open_counters)
def test_one_more_person_ahead_never_shortens_the_wait(
    of: list[float], misses: list[float], ahead: int, counters: int
) -> None:
    fewer, more = estimate(ahead, counters, of, misses), estimate(ahead + 1, counters, of, misses)
    assert fewer is not None
    assert more is not None
    for part in ("expected_s", "low_s", "point_s", "high_s"):
        assert getattr(more, part) >= getattr(fewer, part) - 1e-6


@given(likely_services, missed, people, open_counters)
def test_one_more_counter_never_lengthens_the_wait(
    of: list[float], misses: list[float], ahead: int, counters: int
) -> None:
    few, many = estimate(ahead, counters, of, misses), estimate(ahead, counters + 1, of, misses)
    assert few is not None
    assert many is not None
    for part in ("expected_s", "point_s", "high_s"):
        assert getattr(many, part) <= getattr(few, part) + 1e-6


def test_where_a_second_is_expected_more_counters_change_nothing() -> None:
    services = [0.4] * 9 + [1.6]
    few, many = estimate(0, 4, services, []), estimate(0, 5, services, [])
    assert few == many


# ------------------------------------------------------------------------- sane at any input


@given(services, missed, people, open_counters)
def test_the_range_is_ordered_and_finite(
    of: list[float], misses: list[float], ahead: int, counters: int
) -> None:
    wait = estimate(ahead, counters, of, misses)
    assert wait is not None
    assert 0 <= wait.low_s <= wait.point_s <= wait.high_s < math.inf


@given(services, missed, people, open_counters)
def test_the_words_are_whole_minutes_in_order(
    of: list[float], misses: list[float], ahead: int, counters: int
) -> None:
    words = shown(estimate(ahead, counters, of, misses))
    if words.kind == "within":
        assert words.high is not None
        assert words.high >= 1
    elif words.kind == "range":
        assert words.low is not None
        assert words.high is not None
        assert 1 <= words.low < words.high <= 240
    else:
        assert words.kind == "unknown"  # four hours and more are no promise


@given(st.floats(1, 1e5), st.floats(0.1, 1), seconds)
def test_a_miss_stays_within_bounds(expected_s: float, spread: float, waited_s: float) -> None:
    one = miss(expected_s, spread, waited_s)
    assert one is not None
    assert -FURTHEST <= one <= FURTHEST


@given(likely_services, people, open_counters, st.sampled_from(["low_s", "point_s", "high_s"]))
def test_a_wait_as_long_as_told_is_missed_by_its_level(
    of: list[float], ahead: int, counters: int, part: str
) -> None:
    wait = estimate(ahead, counters, of)
    assert wait is not None
    assume(getattr(wait, part) > 0)
    level = {"low_s": -1.2815515655446004, "point_s": 0.0, "high_s": 1.2815515655446004}[part]
    assert miss(wait.expected_s, wait.spread, getattr(wait, part)) == pytest.approx(level, abs=1e-6)


def test_a_ticket_served_at_once_teaches_nothing() -> None:
    assert miss(AT_ONCE.expected_s, AT_ONCE.spread, 30.0) is None


def test_only_the_newest_services_and_misses_count() -> None:
    services_s = MIXED + [100.0] * (MOST_SERVICES - len(MIXED))
    misses = [1.0, -1.0] * (MOST_MISSES // 2)
    assert estimate(4, 2, [*services_s, 1e5], [*misses, 6.0]) == estimate(4, 2, services_s, misses)


# --------------------------------------------------------------- learning from its own misses


def test_it_learns_that_waits_are_longer_than_guessed() -> None:
    before = estimate(4, 2, MIXED)
    after = estimate(4, 2, MIXED, [1.5] * 40)
    assert before is not None
    assert after is not None
    assert after.point_s > before.point_s
    assert after.high_s > before.high_s


def test_an_outlier_moves_the_range_no_further_than_any_wait_beyond_it() -> None:
    calm = [-0.5, 0.5] * 20
    surprise = estimate(4, 2, MIXED, [1.4, *calm])
    outlier = estimate(4, 2, MIXED, [FURTHEST, *calm])
    assert surprise == outlier


def test_a_new_regime_is_learnt_within_a_hundred_waits() -> None:
    """Waits that had been as guessed become twice as long (relative spread a third)."""
    old, new = [-0.3, 0.0, 0.3] * 33, [2.2, 2.6, 3.0] * 33
    wait = estimate(4, 2, MIXED, new + old)
    assert wait is not None
    doubled = wait.expected_s * 2
    assert wait.low_s < doubled < wait.high_s


# ----------------------------------------------------------- coverage on simulated queues


@dataclass(frozen=True, slots=True)
class Queue:
    """M/G/c, lognormal services of mean 1; the counters present change every 30 means."""

    counters: tuple[int, ...]
    load: float
    cv: float
    mean_s: float = 300.0

    def present(self, now: float) -> int:
        return self.counters[int(now / 30) % len(self.counters)]


@dataclass(slots=True)
class Customer:
    joined: float
    service: float
    wait: Wait | None = None


def _ended_waits(queue: Queue, tell: Estimator, learns: bool) -> Iterator[tuple[Wait, float]]:
    """Play the queue; what is told on joining uses only services and waits that had ended."""
    chance = random.Random(20261120)
    sigma = math.sqrt(math.log(1 + queue.cv**2))
    services_s: deque[float] = deque(maxlen=MOST_SERVICES)
    misses: deque[float] = deque(maxlen=MOST_MISSES)
    waiting: deque[Customer] = deque()
    serving: list[tuple[float, float]] = []
    arrival = 0.0
    for _ in range(9_000):
        now = min(arrival, serving[0][0] if serving else math.inf)
        if serving and serving[0][0] == now:
            services_s.appendleft(heapq.heappop(serving)[1] * queue.mean_s)
        else:
            arrival += chance.expovariate(queue.load * queue.present(now))
            one = Customer(now, chance.lognormvariate(-(sigma**2) / 2, sigma))
            free = max(queue.present(now) - len(serving), 0)
            one.wait = tell(len(waiting), queue.present(now), services_s, misses, free)
            waiting.append(one)
        while waiting and len(serving) < queue.present(now):
            one = waiting.popleft()
            heapq.heappush(serving, (now + one.service, one.service))
            if one.wait is None or one.wait.at_once:
                continue
            waited_s = (now - one.joined) * queue.mean_s
            yield one.wait, waited_s
            missed_now = miss(one.wait.expected_s, one.wait.spread, waited_s)
            if learns and missed_now is not None:
                misses.appendleft(missed_now)


def _coverage(queue: Queue, tell: Estimator, learns: bool = True) -> float:
    held = [w.low_s <= waited <= w.high_s for w, waited in _ended_waits(queue, tell, learns)]
    assert len(held) > 1000
    return sum(held) / len(held)


def _honest(
    ahead: int, counters: int, of: Sequence[float], misses: Sequence[float], free: int
) -> Wait | None:
    return estimate(ahead, counters, list(of), list(misses), free)


def _blind_to_counters(
    ahead: int, counters: int, of: Sequence[float], misses: Sequence[float], free: int
) -> Wait | None:
    return estimate(ahead, 1, list(of), list(misses), free)


def _blind_to_people(
    ahead: int, counters: int, of: Sequence[float], misses: Sequence[float], free: int
) -> Wait | None:
    return estimate(0, counters, list(of), list(misses), 0)


BRANCHES = [
    Queue((1,), load=0.85, cv=0.6),
    Queue((2,), load=0.9, cv=1.0),
    Queue((3,), load=0.9, cv=0.8),
    Queue((5,), load=0.9, cv=1.2),
    Queue((3, 5, 2, 4), load=0.92, cv=0.8),
    Queue((2, 6), load=0.9, cv=0.7),
]


@pytest.mark.parametrize("queue", BRANCHES, ids=str)
def test_eight_waits_in_ten_fall_within_the_range(queue: Queue) -> None:
    assert 0.7 <= _coverage(queue, _honest) <= 0.9


def test_a_range_that_never_learnt_errs_on_the_wide_side() -> None:
    """A first day: wider than promised, since no branch is as regular as this queue."""
    coverage = [_coverage(queue, _honest, learns=False) for queue in BRANCHES]
    assert min(coverage) >= 0.75


def test_an_estimate_blind_to_counters_would_be_caught() -> None:
    changing = [queue for queue in BRANCHES if len(queue.counters) > 1]
    for queue in changing:
        assert not 0.7 <= _coverage(queue, _blind_to_counters, learns=False) <= 0.9


def test_an_estimate_blind_to_people_ahead_would_be_caught() -> None:
    assert not 0.7 <= _coverage(BRANCHES[2], _blind_to_people, learns=False) <= 0.9


# ------------------------------------------------------------------- words in whole minutes


def test_words_where_there_is_nothing_to_tell() -> None:
    assert shown(None) == Shown("unknown")
    assert shown(AT_ONCE) == Shown("none")
    assert shown(Wait(200 * 60, 220 * 60, 239 * 60, 220 * 60, 0.3)).kind == "range"
    assert shown(Wait(200 * 60, 220 * 60, 242 * 60, 220 * 60, 0.3)) == Shown("unknown")


@pytest.mark.parametrize(
    ("low_s", "point_s", "high_s", "words"),
    [
        (12 * 60, 18 * 60, 26 * 60, Shown("range", 12, 26)),
        (9, 60, 230, Shown("within", high=3)),  # 8 in 10 within 2:22; the range would say 4
        (100, 200, 290, Shown("range", 2, 5)),
    ],
)
def test_words(low_s: float, point_s: float, high_s: float, words: Shown) -> None:
    assert shown(Wait(low_s, point_s, high_s, point_s, 0.3)) == words


@pytest.mark.parametrize("mean_s", [150.0, 300.0, 900.0])
def test_what_is_shown_holds_as_often_as_the_range(mean_s: float) -> None:
    """Whole minutes are coarse where a service takes two and a half."""
    queue = replace(BRANCHES[2], mean_s=mean_s)
    held = []
    for wait, waited_s in _ended_waits(queue, _honest, learns=True):
        words = shown(wait)
        held.append((words.low or 0) * 60 <= waited_s <= (words.high or 0) * 60)
    assert 0.7 <= sum(held) / len(held) <= 0.9
