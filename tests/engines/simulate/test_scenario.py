"""A scenario that is wrong names the field and the mend."""

import copy
from typing import Any

import pytest

from engines.simulate.branches import morning
from tingtang.engines.simulate.reading import BadScenario
from tingtang.engines.simulate.scenario import scenario

WRONG: list[tuple[tuple[str | int, ...], Any, str, str]] = [
    (("format",), "tingtang.scenario/2", "format", 'must be "tingtang.scenario/1"'),
    (("horizon_min",), 0, "horizon_min", "must be above 0"),
    (("horizon_min",), "long", "horizon_min", "must be a number"),
    (("horizon_min",), True, "horizon_min", "must be a number"),
    (("drain",), "yes", "drain", "must be true or false"),
    (("discipline", "kind"), "lifo", "discipline.kind", "must be one of fifo, priority"),
    (("discipline", "per_min"), {}, "discipline.per_min", "is not known"),
    (("discipline", "caps"), {"gold": {}}, "discipline.caps.gold", "is not known"),
    (("classes",), [], "classes", "must be a list of at least 1"),
    (("classes", 1, "id"), "vip", "classes[1].id", '"vip" stands twice'),
    (("classes", 0, "service_min", "cv"), 0, "classes[0].service_min.cv", "must be above 0"),
    (
        ("classes", 0, "service_min", "kind"),
        "weibull",
        "classes[0].service_min.kind",
        "must be one",
    ),
    (("classes", 0, "service_min"), None, "classes[0].service_min", "is missing"),
    (("classes", 0, "prefers"), ["W9"], "classes[0].prefers[0]", "must be one of W1, W2, W3"),
    (
        ("classes", 0, "arrivals", "edges_min"),
        [0, 9, 9],
        "classes[0].arrivals.edges_min[2]",
        "above 9",
    ),
    (("classes", 0, "arrivals", "per_hour"), [1], "classes[0].arrivals.per_hour", "must hold 2"),
    (("classes", 0, "arrivals", "shows"), 1.5, "classes[0].arrivals.shows", "must be at most 1"),
    (("counters", 0, "serves"), ["gold"], "counters[0].serves[0]", "must be one of vip, ordinary"),
    (("counters", 0, "open_min"), [[9, 3]], "counters[0].open_min[0]", "to above from"),
    (("counters", 0, "open_min"), [[0, 9], [8, 10]], "counters[0].open_min[1]", "begin at 9"),
    (("counters", 0, "open_min"), [[0, 241]], "counters[0].open_min[0]", "horizon, 240"),
    (("counters", 0, "colour"), "red", "counters[0].colour", "is not known"),
    (("counters", 0, "service_factor"), {"vip": 0}, "counters[0].service_factor.vip", "above 0"),
    (("absent_call_min",), -1, "absent_call_min", "must be at least 0"),
    (("day_factor",), {"cv": -1}, "day_factor.cv", "must be at least 0"),
    (
        ("diversions",),
        [{"class": "vip", "to": "P", "when_waiting_at_least": 1, "accepts": 1}],
        "diversions[0].to",
        "must be one of W1",
    ),
    (
        ("pools",),
        [{"id": "W1", "size": 1, "service_min": {}}],
        "pools[0].id",
        "is a counter's id, too",
    ),
    (
        ("initial",),
        {"now_min": 3, "in_service": [{"class": "vip", "elapsed_min": 1}]},
        "initial.in_service[0]",
        "must name a counter or a pool",
    ),
]


@pytest.mark.parametrize(("path", "value", "where", "mend"), WRONG)
def test_the_field_and_the_mend(
    path: tuple[str | int, ...], value: Any, where: str, mend: str
) -> None:
    document = copy.deepcopy(morning())
    target: Any = document
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    with pytest.raises(BadScenario) as raised:
        scenario(document)
    assert raised.value.where == where
    assert mend in raised.value.mend


@pytest.mark.parametrize("document", [None, [], "scenario", 3, {}])
def test_what_is_no_scenario_at_all(document: Any) -> None:
    with pytest.raises(BadScenario):
        scenario(document)
