"""Random branches with every feature of `tingtang.scenario/1` at once."""

from __future__ import annotations

import random
from typing import Any

CLASSES = ("vip", "potential", "ordinary", "company")
KINDS = ("fifo", "priority", "accumulating")


def random_branch(chance: random.Random, kind: str) -> dict[str, Any]:
    """Four classes, five counters with breaks, two pools, offers to both and to a counter, a day
    factor, absent calls, caps, agreed times, and people there at the start.
    """
    horizon, now = 180, 30
    counters = [f"W{i}" for i in range(1, 6)]

    def duration(low: float, high: float) -> dict[str, Any]:
        average = round(chance.uniform(low, high), 2)
        kind = chance.choice(["exponential", "lognormal", "gamma", "empirical", "deterministic"])
        match kind:
            case "empirical":
                values = [round(average * chance.uniform(0.3, 2.5), 2) for _ in range(12)]
                return {"kind": kind, "values": [*values, 60.0]}
            case "deterministic":
                return {"kind": kind, "value": average}
            case "exponential":
                return {"kind": kind, "mean": average}
            case _:
                return {"kind": kind, "mean": average, "cv": chance.choice([0.5, 0.8, 1.4])}

    def lasting(low: float, high: float) -> dict[str, Any]:
        """Of those there at the start something is left however long they are."""
        found = {"kind": "deterministic"}
        while found["kind"] == "deterministic":
            found = duration(low, high)
        return found

    discipline: dict[str, Any] = {"kind": kind, "caps": {}}
    if kind == "accumulating":
        discipline["per_min"] = {name: chance.choice([0.5, 1.0, 2.0, 3.0]) for name in CLASSES}
        discipline["head_start"] = {"vip": chance.choice([5, 10]), "company": 3}
    discipline["caps"]["ordinary"] = {"max_overtakes": chance.randint(1, 4), "max_wait_min": 25}
    discipline["caps"]["company"] = {"max_overtakes": chance.randint(1, 3)}

    def arrivals(per_hour: float) -> dict[str, Any]:
        rates = [round(per_hour * chance.uniform(0.5, 1.5), 2) for _ in range(3)]
        found: dict[str, Any] = {"edges_min": [0, 60, 120, 180], "per_hour": rates}
        if chance.random() < 0.6:
            times = sorted(round(chance.uniform(0, horizon), 3) for _ in range(6))
            found |= {"times_min": times, "shows": 0.8}
        return found

    def counter(name: str, serves: list[str]) -> dict[str, Any]:
        cut = sorted(round(chance.uniform(60, 150), 2) for _ in range(2))
        spans = [[0, cut[0]], [cut[1], horizon]] if chance.random() < 0.6 else [[0, horizon]]
        factor = {each: round(chance.uniform(0.8, 1.3), 2) for each in serves}
        return {"id": name, "serves": serves, "open_min": spans, "service_factor": factor}

    serves = [["vip", "potential"], ["potential", "ordinary", "vip"], ["ordinary"]]
    serves += [["ordinary", "company"], ["company", "potential"]]
    rates = {"vip": 4.0, "potential": 8.0, "ordinary": 26.0, "company": 5.0}
    return {
        "format": "tingtang.scenario/1",
        "horizon_min": horizon,
        "drain": chance.random() < 0.6,
        "discipline": discipline,
        "day_factor": {"cv": 0.2},
        "absent_call_min": chance.choice([0.3, 0.5, 1.0]),
        "classes": [
            {
                "id": name,
                "priority": i,
                "service_min": lasting(5, 9),
                "patience_min": None if name == "company" else lasting(15, 30),
                "prefers": chance.sample(counters, 2),
                "arrivals": arrivals(rates[name]),
            }
            for i, name in enumerate(CLASSES)
        ],
        "counters": [counter(*each) for each in zip(counters, serves, strict=True)],
        "pools": [
            {"id": "machines", "size": 2, "service_min": {"ordinary": lasting(3, 6)}},
            {"id": "desk", "size": 1, "service_min": {"potential": duration(4, 8)}},
        ],
        "diversions": [
            {"class": "ordinary", "to": "W5", "when_waiting_at_least": 6, "accepts": 0.4},
            {"class": "ordinary", "to": "machines", "when_waiting_at_least": 2, "accepts": 0.5},
            {"class": "potential", "to": "desk", "when_waiting_at_least": 1, "accepts": 0.6},
        ],
        "initial": {
            "now_min": now,
            "waiting": [
                {"id": "A1", "class": "ordinary", "waited_min": 7.5, "overtaken": 1, "sequence": 4},
                {"id": "A2", "class": "vip", "waited_min": 2.0, "overtaken": 0, "sequence": 8},
                {"id": "A3", "class": "company", "waited_min": 1.0, "overtaken": 0, "sequence": 9},
            ],
            "in_service": [
                {"counter": "W1", "class": "vip", "elapsed_min": 2.0},
                {"counter": "W3", "class": "ordinary", "elapsed_min": 1.5},
                {"pool": "machines", "class": "ordinary", "elapsed_min": 1.0},
            ],
        },
    }
