"""The compiled day against plain lists, on random branches: the same end for everybody."""

import math
import random
from typing import Any

import numpy as np
import pytest

from engines.simulate.oracle import Day, Person
from tingtang.engines.simulate import layout as at
from tingtang.engines.simulate.model import model
from tingtang.engines.simulate.running import Desk, Wish
from tingtang.engines.simulate.scenario import Scenario, scenario
from tingtang.engines.simulate.tally import ABANDONED, COUNTED, DIVERTED, SERVED, UNSERVED, WAITED

CLASSES = ("vip", "potential", "ordinary", "company")


def random_document(chance: random.Random) -> dict[str, Any]:
    """A branch with any of the features; half of them in whole minutes: much falls together."""
    whole = chance.random() < 0.5
    horizon = chance.choice([30, 60, 90])
    names = CLASSES[: chance.randint(1, 4)]
    counters = [f"W{i}" for i in range(1, chance.randint(1, 5) + 1)]
    pools = ["machines"] if chance.random() < 0.4 else []

    def distribution(mean: float) -> dict[str, Any]:
        if whole:
            return {"kind": "deterministic", "value": chance.randint(1, max(1, int(2 * mean)))}
        return chance.choice(
            [
                {"kind": "exponential", "mean": mean},
                {"kind": "lognormal", "mean": mean, "cv": 0.8},
                {"kind": "gamma", "mean": mean, "cv": chance.choice([0.5, 1.5])},
                {"kind": "empirical", "values": [mean / 2, mean, 2 * mean]},
            ]
        )

    def arrivals() -> dict[str, Any]:
        found: dict[str, Any] = {}
        if not whole:
            found = {"edges_min": [0, horizon / 2, horizon], "per_hour": [40, 20]}
        if whole or chance.random() < 0.3:
            times = sorted(chance.randint(0, horizon) for _ in range(chance.randint(1, 15)))
            found |= {"times_min": times, "shows": chance.choice([1, 0.7])}
        return found

    def hours() -> list[list[float]]:
        if chance.random() < 0.5:
            return [[0, horizon]]
        cut = sorted(chance.sample(range(horizon + 1), 4))
        return [cut[:2], cut[2:]] if cut[1] < cut[2] else [cut[:2]]

    kind = chance.choice(["fifo", "priority", "accumulating"])
    discipline: dict[str, Any] = {"kind": kind}
    if kind == "accumulating":
        discipline["per_min"] = {name: chance.choice([0.5, 1, 2]) for name in names}
        discipline["head_start"] = {name: chance.choice([0, 3]) for name in names}
    if chance.random() < 0.5:
        discipline["caps"] = {
            name: {"max_overtakes": chance.randint(0, 3), "max_wait_min": chance.randint(3, 20)}
            for name in names
        }
    document: dict[str, Any] = {
        "format": "tingtang.scenario/1",
        "horizon_min": horizon,
        "drain": chance.random() < 0.5,
        "discipline": discipline,
        "absent_call_min": chance.choice([0, 0, 1 if whole else 0.7]),
        "classes": [
            {
                "id": name,
                "priority": chance.randint(0, 2),
                "service_min": distribution(4),
                "patience_min": chance.choice([None, distribution(6)]),
                "prefers": chance.sample(counters, chance.randint(0, len(counters))),
                "arrivals": arrivals(),
            }
            for name in names
        ],
        "counters": [
            {
                "id": each,
                "serves": chance.sample(names, chance.randint(1, len(names))),
                "open_min": hours(),
                "service_factor": {names[0]: chance.choice([1, 2])},
            }
            for each in counters
        ],
        "pools": [
            {"id": each, "size": 2, "service_min": {name: distribution(3) for name in names}}
            for each in pools
        ],
        "diversions": [
            {
                "class": chance.choice(names),
                "to": chance.choice([*counters, *pools]),
                "when_waiting_at_least": chance.randint(0, 3),
                "accepts": chance.choice([0.5, 1]),
            }
            for _ in range(chance.randint(0, 3))
        ],
    }
    if chance.random() < 0.4:
        now, overtaken = chance.randint(0, horizon // 2), chance.randint(0, 1)
        document["initial"] = {
            "now_min": now,
            "waiting": [
                {
                    "id": f"A{i}",
                    "class": chance.choice(names),
                    "waited_min": 10 - i,
                    "overtaken": overtaken,  # in a line those before were there, too
                    "sequence": 100 + i,
                }
                for i in range(chance.randint(0, 4))
            ],
            "in_service": [{"counter": counters[0], "class": names[0], "elapsed_min": 2}],
        }
    return document


def people_of(of: Scenario, desk: Desk, mi: Any) -> tuple[list[Person], dict[str, list[float]]]:
    """Whom the engine drew, and how long the services under way had left."""
    wi, wf = desk.wi, desk.wf
    people = []
    here = iter(of.initial.waiting)
    order_of = {each.id: i for i, each in enumerate(of.initial.waiting)}
    by_class: dict[str, list[Any]] = {each.id: [] for each in of.classes}
    for each in here:
        by_class[each.class_id].append(each)
    slots = [
        (row.class_id, row.to) for row in of.diversions if row.to in {pool.id for pool in of.pools}
    ]
    slots = list(dict.fromkeys(slots))
    for c, each in enumerate(of.classes):
        base = int(wi[wi[at.BASE] + c])
        for i in range(int(wi[wi[at.COUNT] + c])):
            j = base + i
            person = Person(
                each,
                float(wf[wi[at.SINCE] + j]),
                float(wf[wi[at.UNTIL] + j]),
                float(wf[wi[at.SERVICE] + j]),
            )
            if any(row.class_id == each.id for row in of.diversions):
                person.accepts = float(wf[wi[at.ACCEPTS] + j])
            for s, (name, pool) in enumerate(slots):
                if name == each.id:
                    place = int(wi[wi[at.SLOT_BASE] + s]) + i
                    person.pool_service[pool] = float(wf[wi[at.SLOT_SERVICE] + place])
            if i < len(by_class[each.id]):
                person.order = order_of[by_class[each.id][i].id]
                person.overtaken = by_class[each.id][i].overtaken
            people.append(person)
    rests: dict[str, list[float]] = {}
    for i, busy in enumerate(of.initial.in_service):
        rests.setdefault(busy.at, []).append(float(wf[wi[at.REST] + i]))
    return people, rests


@pytest.mark.parametrize("part", range(20))
def test_everybody_ends_as_by_plain_lists(part: int) -> None:
    for number in range(20 * part, 20 * part + 20):
        of = scenario(random_document(random.Random(number)))
        m = model(of)
        desk = Desk(m, Wish(), 40)
        for replication in range(3):
            desk.total(at.MOST_OVERTAKEN)[:] = 0
            desk.block(replication, 1)
            people, rests = people_of(of, desk, m.mi)
            day = Day(of, people, rests)
            day.run()
            for c, each in enumerate(of.classes):
                those = [person for person in people if person.of is each]
                counts = desk.wf[desk.wi[at.COUNTS] + c * COUNTED :][:COUNTED]
                names = {SERVED: "served", ABANDONED: "abandoned", DIVERTED: "diverted"}
                names[UNSERVED] = "unserved"
                for i, outcome in names.items():
                    n = sum(person.outcome == outcome for person in those)
                    assert counts[i] == n, (number, replication, each.id, outcome)
                waits = sorted(p.wait for p in those if p.outcome == "served")
                assert math.isclose(counts[WAITED], math.fsum(waits), abs_tol=1e-9), number
                first = int(desk.wi[at.WAITS] + desk.wi[desk.wi[at.BASE] + c])
                assert sorted(desk.wf[first : first + len(waits)]) == waits
                most = max((p.most_overtaken for p in those), default=0)
                assert int(desk.total(at.MOST_OVERTAKEN)[c]) == most, (number, each.id)
            pool_counts = np.array([len(w) for w in day.pool_waits.values()])
            got = desk.wf[desk.wi[at.POOL_COUNTS] :][: 3 * len(pool_counts) : 3]
            assert list(got) == list(pool_counts)
