"""Days that no estimate has seen, where the truth is of the twin's own kind."""

from datetime import timedelta

import numpy as np
import pytest

from engines.fitting.documents import branch
from engines.fitting.ledger import MONDAY, ledger
from tingtang.engines.fitting.ahead import in_halves
from tingtang.engines.fitting.fit import Settings
from tingtang.engines.fitting.heldout import HeldOut, held_out
from tingtang.engines.fitting.observed import ninth, observed
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.engines.simulate.running import Wish, run
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.single import singles
from tingtang.engines.simulate.tally import COUNTED, SERVED, WAITED


@pytest.fixture(scope="module")
def judged() -> HeldOut:
    rows, desks = ledger(branch(), 84, 11)
    return held_out(
        rows,
        desks,
        MONDAY + timedelta(days=56),
        Settings(240.0, absent_call_min=0.2),
        Wish(100, 1, 1),
    )


def test_bands_hold_as_often_as_they_say(judged: HeldOut) -> None:
    for figure in ("mean", "p90"):
        held, n = judged.inside(figure)
        assert n > 150
        assert 0.80 <= held / n <= 0.97
    held, n = judged.inside("share_left")  # of a dozen customers: few values, so wide bands
    assert 0.80 <= held / n < 1.0
    held, days = judged.totals_inside()
    assert days == 28
    assert held >= 22


def test_the_twin_is_better_than_a_formula_and_than_last_week(judged: HeldOut) -> None:
    for figure in ("mean", "p90", "share_left"):
        twin = judged.error("twin", figure)
        assert twin < judged.error("erlang_a", figure)
        assert twin < judged.error("last_week", figure)
    assert judged.json()["errors"]["mean"]["twin"] == judged.error("twin", "mean")


def test_a_split_without_days_on_both_sides_is_refused() -> None:
    rows, desks = ledger(branch(), 2, 1)
    with pytest.raises(ValueError, match="first_judged"):
        held_out(rows, desks, MONDAY, Settings(240.0), Wish(1, 1, 1))


def test_classes_by_half_hour_are_the_same_day() -> None:
    whole = read(branch(day_factor={"cv": 0.0}))
    parts = in_halves(whole, 8)
    assert len(parts.classes) == 16
    one, other = (
        run(of, Wish(4000, seed, 1, full=False), lambda _: None).sums.counts.reshape(-1, COUNTED)
        for seed, of in enumerate((whole, parts))
    )
    for c in (0, 1):
        mine = other[8 * c : 8 * c + 8].sum(axis=0)
        assert mine == pytest.approx(one[c], rel=0.03)


def test_single_replications_are_those_of_a_run() -> None:
    whole = read(branch())
    sums = run(whole, Wish(70, 5, 1), lambda _: None).sums.counts.reshape(-1, COUNTED)
    found = list(singles(whole, Wish(70, 5, 1)))
    assert sum(each.counts for each in found) == pytest.approx(sums)
    for each in found:
        for counts, waits in zip(each.counts, each.waits, strict=True):
            assert len(waits) == counts[SERVED]
            assert waits.sum() == pytest.approx(counts[WAITED])


def test_a_day_is_seen_by_half_hour_of_joining() -> None:
    def row(i: int, minute: float, wait_s: float | None, outcome: Outcome) -> Row:
        return Row(str(i), MONDAY, "a", "b", minute, wait_s, outcome)

    rows = [
        row(1, 1, 60, Outcome.SERVED),
        row(2, 29, 180, Outcome.SERVED),
        row(3, 5, 600, Outcome.LEFT),
        row(4, 31, None, Outcome.SERVED),
        row(5, 40, 30, Outcome.OPEN),
    ]
    found = observed(rows, 60.0)[MONDAY]
    assert found.joined.tolist() == [3.0, 0.0]
    assert found.mean[0] == 2.0
    assert found.p90[0] == 3.0
    assert found.share_left[0] == pytest.approx(1 / 3)
    assert np.isnan(found.mean[1])
    assert np.isnan(found.share_left[1])
    assert ninth(np.arange(1.0, 11.0)) == 9.0
