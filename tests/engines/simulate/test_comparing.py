"""Differences on the same customers."""

import copy
from typing import Any

import pytest

from engines.simulate.branches import morning
from tingtang.engines.simulate.comparing import compared
from tingtang.engines.simulate.result import result
from tingtang.engines.simulate.running import Wish, run
from tingtang.engines.simulate.scenario import Scenario, scenario


def silent(_part: float) -> None: ...


def slower() -> Scenario:
    document = copy.deepcopy(morning())
    document["counters"][2]["open_min"] = [[0, 60]]
    return scenario(document)


def means(of: Scenario, wish: Wish) -> dict[str, Any]:
    found: dict[str, Any] = result(of, run(of, wish, silent), wish)["classes"]["ordinary"]
    return found


def test_a_difference_is_that_of_the_figures_with_a_narrower_interval() -> None:
    wish = Wish(replications=400)
    one, other = scenario(morning()), slower()
    (found,) = compared([one, other], wish, silent)
    apart = found["classes"]["ordinary"]
    figures = means(one, wish), means(other, wish)
    for name in ("served", "wait_mean_min", "wait_p90_min"):
        difference = figures[1][name]["value"] - figures[0][name]["value"]
        assert apart[name]["value"] == pytest.approx(difference)
        widths = [figure[name]["ci95"][1] - figure[name]["ci95"][0] for figure in figures]
        low, high = apart[name]["ci95"]
        assert low < difference < high
        assert high - low < (widths[0] ** 2 + widths[1] ** 2) ** 0.5
    assert apart["arrived"] == {"value": 0.0, "ci95": [0.0, 0.0]}


def test_the_same_scenario_differs_in_nothing() -> None:
    one = scenario(morning())
    (found,) = compared([one, one], Wish(replications=130, threads=2), silent)
    for each in found["classes"].values():
        assert {figure["value"] for figure in each.values()} == {0.0}
        assert all(end == pytest.approx(0) for figure in each.values() for end in figure["ci95"])


def test_the_same_bytes_with_any_number_of_threads() -> None:
    told = [
        compared([scenario(morning()), slower()], Wish(replications=200, threads=n), silent)
        for n in (1, 2, 3)
    ]
    assert told[0] == told[1] == told[2]
