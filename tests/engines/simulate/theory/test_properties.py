"""What holds of every queue: order, limits, edges, and refusals."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.engines.simulate.theory import (
    Target,
    accumulating_wait,
    erlang_a,
    erlang_a_beyond,
    erlang_a_offered,
    erlang_a_quantile,
    erlang_a_within,
    erlang_b,
    erlang_c,
    erlang_c_beyond,
    erlang_c_quantile,
    erlang_c_wait,
    kimura,
    lee_longton,
    pollaczek_khinchine,
    priority_beyond,
    priority_quantile,
    priority_wait,
    smallest_staff,
)

SERVERS = st.integers(1, 2000)
BUSY = st.floats(0.01, 0.99)
ANY_BUSY = st.floats(0.01, 5.0)
PATIENCE = st.floats(0.01, 100.0)
SHARES = st.lists(st.floats(0.01, 1.0), min_size=1, max_size=5)
ROUNDING = 1 + 1e-12


@given(SERVERS, ANY_BUSY, PATIENCE)
def test_everything_gets_better_with_a_server(c: int, busy: float, patience: float) -> None:
    load, cs = c * busy, [c, c + 1]
    for figures in (
        erlang_b(cs, load),
        erlang_c(cs, load),
        erlang_c_wait(cs, load, 1.0),
        *erlang_a(cs, load, 1.0, patience),
        -erlang_a_within(cs, load, 1.0, patience, 0.3),
        erlang_a_beyond(cs, load, 1.0, patience, 0.3),
        erlang_a_offered(cs, load, 1.0, patience, 0.3),
    ):
        fewer, more = figures
        assert more <= fewer + abs(fewer) * 1e-12 + 1e-13


@given(SERVERS, BUSY, st.floats(1.0001, 1.5))
def test_everything_gets_worse_with_the_load(c: int, busy: float, times: float) -> None:
    loads = np.array([c * busy, c * busy * times])
    for figures in (
        erlang_b(c, loads),
        erlang_c(c, loads),
        erlang_c_wait(c, loads, 1.0),
        *erlang_a(c, loads, 1.0, 2.0),
    ):
        light, heavy = figures
        assert heavy >= light / ROUNDING


@given(SERVERS, ANY_BUSY, PATIENCE)
def test_who_leaves_and_who_waits_add_up(c: int, busy: float, patience: float) -> None:
    found = erlang_a(c, c * busy, 1.0, patience)
    assert 0 <= found.abandoned <= found.delayed <= ROUNDING
    assert erlang_b(c, c * busy) <= found.delayed * ROUNDING
    assert found.abandoned <= erlang_b(c, c * busy) * ROUNDING
    late = erlang_a_beyond(c, c * busy, 1.0, patience, [0.0, 0.1, 1.0, math.inf])
    assert np.all(np.diff(late) <= 1e-11)
    assert late[-1] == 0
    within = erlang_a_within(c, c * busy, 1.0, patience, [0.0, 0.1, 1.0, math.inf])
    assert np.all(np.diff(within) >= -1e-11)
    assert math.isclose(within[-1], 1 - found.abandoned, abs_tol=1e-11)
    np.testing.assert_allclose(within, (1 - found.abandoned) * (1 - late), atol=1e-11)


@given(SERVERS, st.floats(0.01, 0.95))
def test_of_endless_patience_erlang_a_is_erlang_c(c: int, busy: float) -> None:
    load = c * busy
    limit = erlang_a(c, load, 1.0, math.inf)
    for found in (erlang_a(c, load, 1.0, 1e12), limit):
        np.testing.assert_allclose(found.delayed, erlang_c(c, load), rtol=1e-6, atol=1e-300)
        np.testing.assert_allclose(found.wait, erlang_c_wait(c, load, 1.0), rtol=1e-6, atol=1e-300)
        assert found.abandoned <= 1e-6
    late = erlang_a_beyond(c, load, 1.0, [1e12, math.inf], 0.4)
    np.testing.assert_allclose(late, erlang_c_beyond(c, load, 1.0, 0.4), rtol=1e-6, atol=1e-300)
    at = erlang_a_quantile(c, load, 1.0, [1e12, math.inf], 0.9)
    np.testing.assert_allclose(at, erlang_c_quantile(c, load, 1.0, 0.9), rtol=1e-5, atol=1e-9)


@given(SERVERS, ANY_BUSY)
def test_of_no_patience_erlang_a_is_erlang_b(c: int, busy: float) -> None:
    load = c * busy
    for patience in (1e-12, 0.0):
        found = erlang_a(c, load, 1.0, patience)
        np.testing.assert_allclose(found.abandoned, erlang_b(c, load), rtol=1e-6, atol=1e-300)
        assert found.wait <= 1e-11
        assert found.wait_of_all <= 1e-11
    shares = erlang_a_within(c, load, 1.0, [1e-12, 0.0], 0.5)
    np.testing.assert_allclose(shares, 1 - erlang_b(c, load), atol=1e-6)
    assert erlang_a_beyond(c, load, 1.0, 0.0, 0.1) == 0
    assert erlang_a_quantile(c, load, 1.0, 0.0, 0.9) == 0


@given(st.integers(1, 200), st.floats(0.05, 0.98), SHARES)
def test_orders_that_know_no_service_time_keep_the_mean(
    c: int, busy: float, shares: list[float]
) -> None:
    arrivals = np.array(shares) / sum(shares) * c * busy
    rates = [1.0 + k for k in range(len(shares))]
    of_all = erlang_c_wait(c, c * busy, 1.0)
    for waits in (priority_wait(c, arrivals, 1.0), accumulating_wait(c, arrivals, 1.0, rates)):
        np.testing.assert_allclose(np.sum(waits * arrivals) / (c * busy), of_all, rtol=1e-9)
    assert np.all(np.diff(priority_wait(c, arrivals, 1.0)) >= 0)
    assert np.all(np.diff(accumulating_wait(c, arrivals, 1.0, rates)) <= 1e-12)
    same = accumulating_wait(c, arrivals, 1.0, np.full(len(shares), 3.0))
    np.testing.assert_allclose(same, of_all, rtol=1e-9)


@given(st.integers(1, 50), st.floats(0.05, 0.9), SHARES)
def test_rates_far_apart_are_priorities(c: int, busy: float, shares: list[float]) -> None:
    arrivals = np.array(shares) / sum(shares) * c * busy
    n = len(shares)
    apart = [1e12 ** (1 - k) for k in range(n)]
    least_0 = [*apart[:-1], 0.0]
    for rates in (apart, least_0):
        np.testing.assert_allclose(
            accumulating_wait(c, arrivals, 1.0, rates), priority_wait(c, arrivals, 1.0), rtol=1e-6
        )


@given(st.integers(1, 20), st.floats(0.05, 0.95), SHARES)
def test_waits_by_priority_fall_off(c: int, busy: float, shares: list[float]) -> None:
    arrivals = np.array(shares) / sum(shares) * c * busy
    late = priority_beyond(c, arrivals, 1.0, [[0.0], [0.01], [0.5], [3.0]][0])
    assert np.all(late <= erlang_c(c, c * busy) * ROUNDING)
    times = np.array([0.01, 0.1, 0.5, 3.0])
    table = priority_beyond(c, arrivals, 1.0, times)
    assert np.all(np.diff(table, axis=0) <= 1e-12)
    at = priority_quantile(c, arrivals, 1.0, 0.9)
    for kind, wait in enumerate(at):
        assert priority_beyond(c, arrivals, 1.0, wait)[kind] <= 0.1 * (1 + 1e-9) or wait == 0


def test_one_class_is_everybody() -> None:
    times = np.array([0.0, 0.2, 3.0])
    np.testing.assert_allclose(
        priority_beyond(3, [2.0], 1.0, times)[:, 0], erlang_c_beyond(3, 2.0, 1.0, times)
    )
    assert math.isclose(priority_wait(3, [2.0], 1.0)[0], erlang_c_wait(3, 2.0, 1.0))
    assert math.isclose(
        priority_quantile(3, [2.0], 1.0, 0.9)[0], erlang_c_quantile(3, 2.0, 1.0, 0.9)
    )


def test_the_more_urgent_are_served_though_the_branch_cannot_keep_up() -> None:
    waits = priority_wait(2, [1.0, 0.5, 1.0], 1.0)
    np.testing.assert_allclose(waits, [0.5 / 0.5, 0.5 / (0.5 * 0.25), math.inf])
    assert priority_beyond(2, [1.0, 0.5, 1.0], 1.0, 1.0)[2] == 1
    assert priority_quantile(2, [1.0, 0.5, 1.0], 1.0, 0.9)[2] == math.inf
    assert np.all(np.isinf(accumulating_wait(2, [1.0, 0.5, 1.0], 1.0, [3, 2, 1])))
    np.testing.assert_allclose(accumulating_wait(2, [1.0, 0.5, 1.0], 1.0, [3, 2, 0])[2], math.inf)
    assert np.all(np.isfinite(accumulating_wait(2, [1.0, 0.5, 1.0], 1.0, [3, 2, 0])[:2]))


def test_nobody_comes() -> None:
    assert erlang_b(3, 0.0) == erlang_c(3, 0.0) == erlang_c_wait(3, 0.0, 1.0) == 0
    assert erlang_c_beyond(3, 0.0, 1.0, 0.0) == erlang_c_quantile(3, 0.0, 1.0, 0.9) == 0
    assert [float(each) for each in erlang_a(3, 0.0, 1.0, 2.0)] == [0, 0, 0, 0]
    assert erlang_a_beyond(3, 0.0, 1.0, 2.0, 0.0) == erlang_a_offered(3, 0.0, 1.0, 2.0, 0.0) == 0
    assert erlang_a_within(3, 0.0, 1.0, 2.0, 0.0) == 1
    assert pollaczek_khinchine(0.0, 1.0, 1.0) == kimura(3, 0.0, 1.0, 0.5) == 0
    assert list(priority_wait(3, [0.0, 0.0], 1.0)) == [0, 0]
    assert smallest_staff(0.0, 1.0, Target.WITHIN, 0.8) == 0


def test_no_server() -> None:
    assert erlang_b(0, [0.0, 1.0]).tolist() == erlang_c(0, [0.0, 1.0]).tolist() == [1, 1]
    assert erlang_c_wait(0, [0.0, 1.0], 1.0).tolist() == [math.inf, math.inf]
    assert erlang_c_beyond(0, 1.0, 1.0, 5.0) == 1
    for arrivals in (0.0, 1.0):
        for patience in (0.0, 2.0):
            found = erlang_a(0, arrivals, 1.0, patience)
            assert found.delayed == found.abandoned == 1
            assert math.isnan(found.wait)
            assert found.wait_of_all == patience
            assert erlang_a_within(0, arrivals, 1.0, patience, 9.0) == 0
            assert math.isnan(erlang_a_beyond(0, arrivals, 1.0, patience, 9.0))
            assert math.isnan(erlang_a_quantile(0, arrivals, 1.0, patience, 0.9))
            assert erlang_a_offered(0, arrivals, 1.0, patience, 9.0) == 1
    assert priority_wait(0, [1.0, 1.0], 1.0).tolist() == [math.inf, math.inf]
    assert accumulating_wait(0, [1.0, 1.0], 1.0, [1, 2]).tolist() == [math.inf, math.inf]


@pytest.mark.parametrize("load", [3.0, 4.0, 1e6])
def test_more_work_than_servers_do(load: float) -> None:
    assert erlang_c(3, load) == erlang_c_beyond(3, load, 1.0, 1e9) == 1
    assert erlang_c_wait(3, load, 1.0) == erlang_c_quantile(3, load, 1.0, 0.9) == math.inf
    found = erlang_a(3, load, 1.0, math.inf)
    assert (found.delayed, found.abandoned, found.wait) == (1, 0, math.inf)
    assert lee_longton(3, load, 1.0, 1.0) == kimura(3, load, 1.0, 1.0) == math.inf
    assert pollaczek_khinchine(load, 1.0, 1.0) == math.inf


def test_ten_thousand_servers_and_more() -> None:
    assert 0 < erlang_c(10_000, 9_900.0) < 1
    assert erlang_b(10_000, 10.0) == 0  # below 1e-308
    assert 0 < erlang_b(1_000_000, 1e6) < 1e-3
    assert np.all(np.isfinite(erlang_a(1_000_000, [9e5, 1e6, 2e6], 1.0, 2.0)))


@given(st.integers(1, 300), BUSY, st.floats(0.0, 3.0))
def test_the_approximations_of_several_servers(c: int, busy: float, cv: float) -> None:
    load = c * busy
    exact = erlang_c_wait(c, load, 1.0)
    for approximation in (lee_longton, kimura):
        np.testing.assert_allclose(approximation(c, load, 1.0, 1.0), exact)
        one = approximation(1, busy, 1.0, cv)
        np.testing.assert_allclose(one, pollaczek_khinchine(busy, 1.0, cv))
    found, simple = kimura(c, load, 1.0, cv), lee_longton(c, load, 1.0, cv)
    assert 0 <= found <= simple * ROUNDING if cv > 1 else found >= simple / ROUNDING


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("servers", lambda: erlang_b(-1, 1.0)),
        ("servers", lambda: erlang_b(1.5, 1.0)),
        ("servers", lambda: erlang_b(math.nan, 1.0)),
        ("servers", lambda: erlang_b(math.inf, 1.0)),
        ("load", lambda: erlang_c(1, [0.5, -1.0])),
        ("load", lambda: erlang_c(1, math.inf)),
        ("service", lambda: erlang_c_wait(1, 0.5, 0.0)),
        ("patience", lambda: erlang_a(1, 0.5, 1.0, -1.0)),
        ("patience", lambda: erlang_a(1, 2.0, 1.0, 1e300)),
        ("share", lambda: erlang_c_quantile(1, 0.5, 1.0, 1.0)),
        ("wait", lambda: erlang_c_beyond(1, 0.5, 1.0, -0.1)),
        ("cv", lambda: kimura(1, 0.5, 1.0, math.nan)),
        ("arrivals", lambda: priority_wait(1, 0.5, 1.0)),
        ("value", lambda: smallest_staff(1.0, 1.0, Target.WITHIN, 1.0)),
        ("value", lambda: smallest_staff(1.0, 1.0, Target.MEAN_WAIT, 0.0)),
    ],
)
def test_what_cannot_be_is_refused(name: str, call: object) -> None:
    assert callable(call)
    with pytest.raises(ValueError, match=f"^{name}: "):
        call()


def test_arguments_are_broadcast() -> None:
    assert erlang_b(np.arange(1, 5)[:, None], [1.0, 2.0, 3.0]).shape == (4, 3)
    assert priority_wait([[1], [2]], np.full((5, 3), 0.1), 1.0).shape == (2, 5, 3)
    assert accumulating_wait([[1], [2]], np.full((5, 3), 0.1), 1.0, [1, 2, 3]).shape == (2, 5, 3)
    assert erlang_b(3, 2.0).shape == ()


def test_a_case_is_the_same_beside_any_others() -> None:
    """Cases are added up side by side until the last has converged."""
    chance = np.random.default_rng(16)
    n = 500
    c = np.floor(np.exp(chance.uniform(0.0, np.log(10_000.0), n)))
    load, patience = c * chance.uniform(0.05, 3.0, n), np.exp(chance.uniform(-5.0, 5.0, n))
    c[::50], patience[7::50], patience[9::50], load[11::50] = 0.0, 0.0, math.inf, 0.0
    wait = np.where(np.arange(n) % 40 == 3, math.inf, chance.exponential(1.0, n))
    together = [*erlang_a(c, load, 1.0, patience), erlang_a_within(c, load, 1.0, patience, wait)]
    for i in range(n):
        given_alone = c[i], load[i], 1.0, patience[i]
        alone = [*erlang_a(*given_alone), erlang_a_within(*given_alone, wait[i])]
        for figures, one in zip(together, alone, strict=True):
            np.testing.assert_allclose(figures[i], one, rtol=1e-12, atol=1e-14)
