"""Telling the customers of the next hour from those who come later. Pure."""

from typing import Any, Final

from tingtang.plan.twin.rules.scenarios import Scenario

HOUR_MIN: Final = 60.0
LATER: Final = "@later"


def in_two(of: Scenario) -> Scenario:
    """The same day, with each class in two: who is here or comes within an hour from now keeps its
    name, who comes later has another one. Both stand in one line, as before; only an offer counts
    those of its own part, so that those of later are offered machines rather later.
    """
    until = of["initial"]["now_min"] + HOUR_MIN
    parts = [part for each in of["classes"] for part in _halves(each, until)]
    return {
        **of,
        "classes": parts,
        "discipline": {key: _doubled(value) for key, value in of["discipline"].items()},
        "counters": [
            {
                **each,
                "serves": [*each["serves"], *(name + LATER for name in each["serves"])],
                "service_factor": _doubled(each["service_factor"]),
            }
            for each in of["counters"]
        ],
        "pools": [
            {**each, "service_min": _doubled(each["service_min"])} for each in of.get("pools", ())
        ],
        "diversions": [
            {**each, "class": each["class"] + end}
            for each in of.get("diversions", ())
            for end in ("", LATER)
        ],
    }


def _doubled(by_class: Any) -> Any:
    if not isinstance(by_class, dict):
        return by_class
    return by_class | {name + LATER: value for name, value in by_class.items()}


def _halves(of: Scenario, until: float) -> list[Scenario]:
    near, later = dict(of), {**of, "id": of["id"] + LATER}
    near["arrivals"] = _cut(of["arrivals"], 0.0, until)
    later["arrivals"] = _cut(of["arrivals"], until, float("inf"))
    return [near, later]


def _cut(arrivals: Scenario, since: float, until: float) -> Scenario:
    """Those between two minutes."""
    found: Scenario = {}
    edges, rates = arrivals.get("edges_min", []), arrivals.get("per_hour", [])
    spans = [
        (max(since, begins), min(until, ends), rate)
        for begins, ends, rate in zip(edges, edges[1:], rates, strict=False)
    ]
    spans = [span for span in spans if span[0] < span[1]]
    if spans:
        found["edges_min"] = [*(begins for begins, _, _ in spans), spans[-1][1]]
        found["per_hour"] = [rate for _, _, rate in spans]
    times = [minute for minute in arrivals.get("times_min", ()) if since <= minute < until]
    if times:
        found |= {"times_min": times, "shows": arrivals["shows"]}
    return found
