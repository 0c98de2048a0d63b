"""Replications over threads: the same bytes, nobody lost, room as it is needed, common chance."""

import json
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from engines.simulate.branches import morning
from tingtang.engines.simulate import layout as at
from tingtang.engines.simulate.block import PAIR
from tingtang.engines.simulate.model import model
from tingtang.engines.simulate.result import result
from tingtang.engines.simulate.running import Desk, Ran, Wish, run
from tingtang.engines.simulate.scenario import scenario
from tingtang.engines.simulate.tally import COUNTED


def silent(_part: float) -> None: ...


def ran(document: dict[str, Any], wish: Wish) -> Ran:
    return run(scenario(document), wish, silent)


def said(document: dict[str, Any], wish: Wish) -> dict[str, Any]:
    return result(scenario(document), ran(document, wish), wish)


@pytest.mark.parametrize("full", [True, False])
def test_the_same_bytes_with_any_number_of_threads(full: bool) -> None:
    document = morning(
        initial={
            "now_min": 60,
            "waiting": [
                {"id": "A1", "class": "ordinary", "waited_min": 9, "overtaken": 0, "sequence": 7}
            ],
            "in_service": [{"counter": "W1", "class": "vip", "elapsed_min": 3}],
        }
    )
    told = {
        json.dumps(said(document, Wish(replications=300, threads=threads, full=full)))
        for threads in (1, 2, 3, 8)
    }
    assert len(told) == 1


def test_whoever_came_was_served_or_left() -> None:
    document = morning(
        pools=[
            {
                "id": "P",
                "size": 1,
                "service_min": {"ordinary": {"kind": "deterministic", "value": 4}},
            }
        ],
        diversions=[{"class": "ordinary", "to": "P", "when_waiting_at_least": 2, "accepts": 0.5}],
        drain=False,
    )
    counts = ran(document, Wish(replications=200)).sums.counts.reshape(2, COUNTED)
    assert (counts[:, 0] == counts[:, 1:5].sum(axis=1)).all()
    assert (counts[1] > 0).all()


def test_another_seed_is_another_day_and_the_same_seed_the_same() -> None:
    one, again, other = (said(morning(), Wish(replications=64, seed=seed)) for seed in (1, 1, 2))
    assert one == again
    assert one["classes"] != other["classes"]


def test_a_replication_is_the_same_whatever_runs_beside_it() -> None:
    few, many = (ran(morning(), Wish(replications=n, threads=1)) for n in (64, 128))
    per_replication = 2 * few.intervals
    assert (few.kept.spans == many.kept.spans[: 64 * per_replication]).all()


def test_days_much_fuller_than_expected_have_room() -> None:
    document = morning(day_factor={"cv": 3.0})
    desk = Desk(model(scenario(document)), Wish(), 40)
    before = len(desk.wf)
    for first in range(0, 640, 64):
        desk.block(first, 64)
    assert len(desk.wf) > before
    totals = desk.total(at.SECTION_BINS).sum()
    fresh = Desk(model(scenario(document)), Wish(), 40, room=[100_000, 100_000])
    roomy = len(fresh.wf)
    for first in range(0, 640, 64):
        fresh.block(first, 64)
    assert len(fresh.wf) == roomy
    assert fresh.total(at.SECTION_BINS).sum() == totals


def test_common_chance_tells_an_added_counter_apart() -> None:
    """Paired by replication, the difference in waiting varies at least four times less."""
    busy = morning()
    busy["classes"][1]["arrivals"] = {"edges_min": [0, 240], "per_hour": [50]}
    opened = {"serves": ["ordinary"], "open_min": [[0, 240]]}
    busy["counters"] += [{"id": "W4", **opened}, {"id": "W5", **opened}, {"id": "W6", **opened}]
    more = {**busy, "counters": [*busy["counters"], {"id": "W7", **opened}]}
    n = 2000

    def waiting(document: dict[str, Any], seed: int) -> Any:
        kept = ran(document, Wish(replications=n, seed=seed)).kept.spans
        return kept.reshape(n, -1, 2)[:, :, 1].sum(axis=1)

    without, common, apart = waiting(busy, 1), waiting(more, 1), waiting(more, 2)
    assert np.var(without - apart) >= 4 * np.var(without - common)


def test_streams_are_named_by_ids_not_by_places() -> None:
    turned = morning()
    turned["classes"] = turned["classes"][::-1]
    turned["counters"] = turned["counters"][::-1]
    one, other = (ran(each, Wish(replications=64)).sums.counts for each in (morning(), turned))
    assert (one[0], one[COUNTED]) == (other[COUNTED], other[0])


def test_a_warm_up_leaves_out_who_came_before_it() -> None:
    wish = Wish(replications=200)
    whole = ran(morning(), wish).sums
    late = ran(morning(), replace(wish, warmup=120.0)).sums
    assert late.counts[COUNTED] == pytest.approx(200 * 24, rel=0.05)
    assert whole.counts[COUNTED] == pytest.approx(200 * 72, rel=0.05)
    assert late.waits[PAIR + 1] < whole.waits[PAIR + 1]
