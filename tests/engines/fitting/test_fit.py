"""From a ledger with known parameters to a scenario that has them."""

import random
from datetime import timedelta

import numpy as np
import pytest

from engines.fitting.documents import branch
from engines.fitting.ledger import MONDAY, ledger
from tingtang.engines.fitting.fit import Fit, Settings, fit, report
from tingtang.engines.fitting.hours import Desk, presence
from tingtang.engines.fitting.order import order
from tingtang.engines.fitting.rows import Row
from tingtang.engines.fitting.scenario import Offer, document, scenario
from tingtang.engines.simulate.scenario import scenario as read

DAYS = 210
WEEKDAYS = (1.2, 1.0, 0.9, 0.9, 1.1, 0.8, 0.7)


@pytest.fixture(scope="module")
def happened() -> tuple[list[Row], list[Desk]]:
    return ledger(branch(), DAYS, 1, weekdays=WEEKDAYS)


@pytest.fixture(scope="module")
def fitted(happened: tuple[list[Row], list[Desk]]) -> Fit:
    return fit(*happened, Settings(240.0))


def test_the_planted_branch_comes_back(fitted: Fit) -> None:
    cash, vip = fitted.services.lines["ordinary/cash"], fitted.services.lines["vip/cash"]
    factors = {name: each.value for name, each in fitted.services.factors.items()}
    scale = 0.5 * (factors["W1"] / 0.8 + factors["W2"] / 1.2)  # their mean is 1, as it came
    assert cash.mean.value * scale == pytest.approx(5.0, rel=0.05)
    assert vip.mean.value * scale == pytest.approx(8.0, rel=0.05)
    assert cash.cv.value == pytest.approx(0.8, rel=0.05)
    assert vip.cv.value == pytest.approx(0.7, rel=0.05)
    for one, other, ratio in (("W1", "W2", 0.8 / 1.2), ("W3", "W2", 1 / 1.2)):
        assert factors[one] / factors[other] == pytest.approx(ratio, rel=0.05)
    assert fitted.everybody is not None
    assert fitted.everybody.mean.value == pytest.approx(20.0, rel=0.05)
    came = fitted.rates["ordinary/cash"].per_quarter.sum(axis=1)
    assert came == pytest.approx(92 * np.array(WEEKDAYS), rel=0.07)
    assert fitted.day.cv.low <= 0.15 <= fitted.day.cv.high
    assert fitted.refused.rows == {}


def test_the_order_is_seen_in_whom_servers_took(
    happened: tuple[list[Row], list[Desk]], fitted: Fit
) -> None:
    assert fitted.order.head_start == {"vip/cash": 4.0, "ordinary/cash": 0.0}
    assert fitted.order.explained > 0.99 > fitted.order.by_arrival
    rows, desks = ledger(branch(discipline={"kind": "fifo"}), 20, 2)
    assert order(rows, desks).discipline() == {"kind": "fifo"}


def test_the_scenario_is_one_that_the_twin_reads(
    happened: tuple[list[Row], list[Desk]], fitted: Fit
) -> None:
    day = MONDAY + timedelta(days=1)
    found = scenario(
        fitted, day, happened[1],
        offers=[Offer("ordinary/cash", "atm", 3)],
        pools=[{"id": "atm", "size": 2,
                "service_min": {"ordinary/cash": {"kind": "exponential", "mean": 4}}}],
    )  # fmt: skip
    assert found["fit"] == report(fitted)
    whole = read(document(found))
    assert [each.id for each in whole.classes] == ["ordinary/cash", "vip/cash"]
    spans = [each.open for each in whole.counters]
    assert spans == [((0.0, 240.0),), ((0.0, 240.0),), ((20.0, 150.0),)]
    assert whole.diversions[0].accepts == 0.5  # of no offers, the flat prior's
    came = sum(
        rate / 60 * (b - a)
        for a, b, rate in zip(
            whole.classes[0].arrivals.edges,
            whole.classes[0].arrivals.edges[1:],
            whole.classes[0].arrivals.per_hour,
            strict=False,
        )
    )
    assert came == pytest.approx(fitted.rates["ordinary/cash"].per_quarter[1].sum())
    assert whole.day_cv >= fitted.day.cv.value


def test_nobody_comes_while_the_doors_are_closed(fitted: Fit) -> None:
    late = [Desk(MONDAY, "W1", ((50.0, 130.0), (141.0, 200.0)), ("vip/cash", "ordinary/cash"))]
    arrivals = read(document(scenario(fitted, MONDAY, late))).classes[0].arrivals
    coming = [
        (a, b) for a, b, rate in zip(arrivals.edges, arrivals.edges[1:], arrivals.per_hour,
                                     strict=False) if rate > 0
    ]  # fmt: skip
    assert coming[0][0] == 50.0
    assert coming[-1][1] == 200.0
    assert all(b <= 130.0 or a >= 141.0 for a, b in coming)


def test_every_parameter_is_told_with_its_interval_and_size(fitted: Fit) -> None:
    told = report(fitted)
    line = told["lines"]["ordinary/cash"]
    assert set(line["service_min"]["mean"]) == {"value", "ci95"}
    assert line["service_min"]["n"] > 10_000
    assert line["patience_min"]["leavings"] > 100
    assert told["rows"]["given"] == told["rows"]["accepted"]
    assert set(told["counters"]) == {"W1", "W2", "W3"}


def test_the_order_of_rows_does_not_matter() -> None:
    rows, desks = ledger(branch(), 10, 3)
    one = report(fit(rows, desks, Settings(240.0)))
    random.Random(4).shuffle(rows)
    assert report(fit(rows, desks, Settings(240.0))) == one


def test_hours_that_nobody_wrote_down_are_found_in_the_services() -> None:
    rows, desks = ledger(branch(), 20, 5)
    found = {(desk.day, desk.counter): desk for desk in presence(rows, 240.0).desks}
    missed, whole = 0.0, 0.0
    for desk in desks:
        seen = found[desk.day, desk.counter]
        assert set(seen.serves) == {"vip/cash", "ordinary/cash"}
        (start, end), minutes = desk.open[0], sum(b - a for a, b in seen.open)
        assert start <= seen.open[0][0]
        whole, missed = whole + end - start, missed + end - start - minutes
    assert abs(missed) < 0.06 * whole


def test_a_break_is_found_where_somebody_waited_for_its_end() -> None:
    counters = branch()["counters"]
    counters[0] = {**counters[0], "open_min": [[0, 100], [130, 240]]}
    rows, _ = ledger(branch(counters=counters), 20, 7)
    inside = 0.0
    for desk in presence(rows, 240.0).desks:
        if desk.counter == "W1":
            # A service that began before the break may end in it.
            inside += sum(max(0.0, min(b, 128.0) - max(a, 112.0)) for a, b in desk.open) / 16.0
    assert inside < 0.25 * 20


def test_a_handover_is_the_gap_while_somebody_waits() -> None:
    rows, _ = ledger(branch(), 20, 6)
    # Counters that the oracle runs have none but the time lost on calling the absent.
    assert presence(rows, 240.0).handover_s < 12.0
