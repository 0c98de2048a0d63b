"""The fewest counters, looked at by plain lists: the day of `oracle`, which knows no counts."""

import copy
import math
from typing import Any

import pytest

from engines.simulate.branches import morning
from engines.simulate.oracle import Day, Person
from engines.simulate.test_oracle import people_of
from tingtang.engines.simulate.model import model
from tingtang.engines.simulate.running import Desk, Wish
from tingtang.engines.simulate.scenario import Scenario, scenario
from tingtang.engines.simulate.staffing import OutOfReach, Staffing, staffing, target, told
from tingtang.engines.simulate.staffing.beginning import beginning
from tingtang.engines.simulate.staffing.openings import openings
from tingtang.engines.simulate.theory import Target as Asked
from tingtang.engines.simulate.theory import smallest_staff

WISH = Wish(replications=96, threads=1)


def silent(_part: float) -> None: ...


def branch(**changes: Any) -> dict[str, Any]:
    """The morning with counters enough, open all day."""
    document = copy.deepcopy(morning(**changes))
    document["counters"] += [
        {"id": f"W{i}", "serves": ["ordinary"], "open_min": []} for i in range(4, 8)
    ]
    for each in document["counters"]:
        each["open_min"] = [[0, 240]]
    return document


def staffed(document: dict[str, Any], *targets: str, wish: Wish = WISH) -> Staffing:
    of = scenario(document)
    names = [each.id for each in of.classes]
    return staffing(of, [target(each, names) for each in targets], wish, silent)


def people(of: Scenario, replications: int) -> list[Person]:
    """What became of everybody, by plain lists."""
    m = model(of)
    desk = Desk(m, Wish(), 40)
    found = []
    for replication in range(replications):
        desk.block(replication, 1)
        here, rests = people_of(of, desk, m.mi)
        Day(of, here, rests).run()
        found += here
    return found


def holds(of: Scenario, replications: int, minutes: float, waits: dict[str, float]) -> bool:
    """Whether in each interval 90 % of those served of each class waited at most so long."""
    by: dict[tuple[str, int], list[float]] = {}
    for each in people(of, replications):
        if each.outcome == "served":
            by.setdefault((each.of.id, int(each.since / minutes)), []).append(each.wait)
    return all(
        sorted(those)[math.ceil(0.9 * len(those)) - 1] <= waits[name]
        for (name, _), those in by.items()
        if name in waits
    )


def fewer(found: Staffing) -> list[Scenario]:
    """The plan without a counter in an interval, for each kind that is open in it."""
    plans = []
    for i, row in enumerate(found.plan):
        for k, count in enumerate(row):
            if count:
                less = (*row[:k], count - 1, *row[k + 1 :])
                plans.append((*found.plan[:i], less, *found.plan[i + 1 :]))
    return [found.of.scenario(plan) for plan in plans]


def test_the_targets_hold_and_no_counter_can_go() -> None:
    found = staffed(branch(), "ordinary:p90<=12", "vip:p90<=30")
    waits = {"ordinary": 12.0, "vip": 30.0}
    assert holds(found.scenario, 96, found.of.minutes, waits)
    assert [holds(each, 96, found.of.minutes, waits) for each in fewer(found)].count(True) == 0


def test_the_same_staff_with_any_number_of_threads() -> None:
    wishes = [Wish(replications=200, threads=threads) for threads in (1, 2, 3)]
    said = [
        told(staffed(branch(), "ordinary:mean<=4", wish=wish), wish.replications) for wish in wishes
    ]
    assert said[0] == said[1] == said[2]


def test_the_figures_are_those_of_plain_lists() -> None:
    document = branch()
    document["discipline"] = {"kind": "fifo"}
    found = staffed(document, "vip:mean<=6", "ordinary:abandoned<=0.3", "ordinary:within(5)>=0.5")
    here = people(found.scenario, 96)
    intervals = told(found, 96)["intervals"]
    for i, each in enumerate(intervals):
        those = [one for one in here if int(one.since / found.of.minutes) == i]
        vips = [one.wait for one in those if one.of.id == "vip" and one.outcome == "served"]
        ordinary = [one for one in those if one.of.id == "ordinary"]
        gone = sum(one.outcome == "abandoned" for one in ordinary)
        soon = sum(one.outcome == "served" and one.wait <= 5 for one in ordinary)
        figures = each["classes"]
        mean = figures["vip"]["wait_mean_min"]
        assert mean["value"] == pytest.approx(sum(vips) / len(vips))
        low, high = mean["ci95"]
        assert low < mean["value"] < high
        share = figures["ordinary"]["abandoned_share"]["value"]
        assert share == pytest.approx(gone / len(ordinary))
        within = figures["ordinary"]["within_5_min_share"]["value"]
        assert within == pytest.approx(soon / len(ordinary))


def test_theory_is_where_it_begins_and_near_where_it_ends() -> None:
    document = branch(discipline={"kind": "fifo"})
    document["classes"] = [
        {
            "id": "c",
            "service_min": {"kind": "exponential", "mean": 4},
            "arrivals": {"edges_min": [0, 240], "per_hour": [90]},
        }
    ]
    document["counters"] = [
        {"id": f"W{i}", "serves": ["c"], "open_min": [[0, 240]]} for i in range(20)
    ]
    of = scenario(document)
    promised = [target("c:within(3)>=0.8", ["c"])]
    expected = int(smallest_staff(1.5, 4.0, Asked.WITHIN, 0.8, wait=3.0))
    opened = openings(of)
    assert {sum(row) for row in beginning(opened, promised)} == {expected}
    found = staffing(of, promised, Wish(replications=400), silent)
    late = [sum(row) for row in found.plan[4:]]
    assert sum(late) / len(late) == pytest.approx(expected, abs=1)


def test_who_opens_first_serves_those_who_miss_and_little_else() -> None:
    found = staffed(branch(), "vip:abandoned<=0.6")
    assert {name for i in range(found.of.n) for name in found.of.open(found.plan, i)} == {"W1"}
    found = staffed(branch(), "ordinary:p90<=10")
    opened = {name for i in range(found.of.n) for name in found.of.open(found.plan, i)}
    assert "W1" not in opened
    assert "W2" in opened


def test_nobody_opens_outside_their_own_hours() -> None:
    document = branch()
    for each in document["counters"][3:]:
        each["open_min"] = [[60, 90], [150, 240]]
    found = staffed(document, "ordinary:p90<=20")
    assert found.of.minutes == 30
    for each in found.scenario.counters[3:]:
        assert all(60 <= a < b <= 90 or 150 <= a < b <= 240 for a, b in each.open)


def test_the_present_state_is_staffed_from_now_on() -> None:
    document = branch(
        initial={
            "now_min": 125,
            "waiting": [
                {"id": "A", "class": "ordinary", "waited_min": 50, "overtaken": 0, "sequence": 1}
            ],
            "in_service": [{"counter": "W2", "class": "ordinary", "elapsed_min": 3}],
        }
    )
    found = staffed(document, "ordinary:p90<=10", "vip:mean<=15")
    intervals = told(found, 96)["intervals"]
    assert [each["from_min"] for each in intervals] == [float(i) for i in range(120, 240, 15)]
    assert not any(any(row) for row in found.plan[:8])


def test_what_all_counters_together_miss_is_out_of_reach() -> None:
    with pytest.raises(OutOfReach) as raised:
        staffed(branch(), "ordinary:p90<=60", "vip:mean<=0.01")
    ((missed, from_min, value),) = raised.value.worst
    assert missed.text == "vip:mean<=0.01"
    assert from_min % 15 == 0
    assert value > 0.01


def test_a_class_that_no_counter_serves_is_out_of_reach() -> None:
    document = branch()
    document["counters"] = document["counters"][1:]
    document["classes"][0]["prefers"] = []
    document["classes"][0]["patience_min"] = None
    for text in ("vip:p50<=60", "vip:mean<=200", "vip:abandoned<=0.9", "vip:within(99)>=0.1"):
        with pytest.raises(OutOfReach):
            staffed(document, text)
