"""What became of a suggestion: what happened beside what was forecast. Pure; compiles, so it is for
the twin's own process alone.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, Final

import numpy as np

from tingtang.engines.simulate.running import Wish
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.single import ninth, singles
from tingtang.plan.twin.rules.came import Came
from tingtang.plan.twin.rules.parts import HOUR_MIN, LATER, in_two
from tingtang.plan.twin.rules.past_days import as_it_came
from tingtang.plan.twin.rules.scenarios import Scenario
from tingtang.plan.twin.rules.spread import nine_in_ten

WITHIN: Final = timedelta(minutes=HOUR_MIN)
_REPLICATIONS: Final = 500
_SEED: Final = 13


def afterwards(
    before: Scenario,
    bands: Mapping[str, Sequence[float]],
    since: datetime,
    came: Sequence[Came],
    *,
    done: bool,
) -> dict[str, Any]:
    """`done`: whether it came about, taken or not. By class, of who was here at the decision or
    came within the hour, 90 % waits in minutes: `measured` with how many were called; `with`, as it
    was forecast (mean, and nine in ten days between); `without`, run again on the arrivals and
    services that came: an estimate, like all of what did not happen. The difference of the two is
    nobody's saving.
    """
    again = _without(before, since, came)
    found = {}
    for name in sorted({each.class_id for each in came} & set(bands) & set(again)):
        waits = [
            (each.called_at - each.issued_at).total_seconds() / 60
            for each in came
            if each.class_id == name and each.called_at is not None
        ]
        if waits:
            found[name] = {
                "n": len(waits),
                "measured": round(ninth(np.array(waits)), 1),
                "with": [round(float(end), 1) for end in bands[name]],
                "without": again[name],
            }
    return {"within_min": HOUR_MIN, "done": done, "classes": found}


def _without(before: Scenario, since: datetime, came: Sequence[Came]) -> dict[str, list[float]]:
    of = read(_as_it_came(before, since, came))
    waits: dict[str, list[float]] = {
        each.id: [] for each in of.classes if not each.id.endswith(LATER)
    }
    for one in singles(of, Wish(replications=_REPLICATIONS, seed=_SEED, threads=1)):
        for each, mine in zip(of.classes, one.waits, strict=True):
            if each.id in waits and len(mine):
                waits[each.id].append(ninth(mine))
    return {name: _told(each) for name, each in waits.items() if each}


def _as_it_came(before: Scenario, since: datetime, came: Sequence[Came]) -> Scenario:
    """The state then, with the arrivals of the hour as they came, and its services."""
    now = before["initial"]["now_min"]
    halves = in_two(before)
    minutes: dict[str, list[float]] = {}
    took: dict[str, list[float]] = {}
    for each in came:
        minute = now + (each.issued_at - since).total_seconds() / 60
        if minute > now:
            minutes.setdefault(each.class_id, []).append(min(minute, before["horizon_min"]))
        if each.called_at is not None and each.ended_at is not None:
            length = (each.ended_at - each.called_at).total_seconds() / 60
            took.setdefault(each.class_id, []).append(max(length, 0.0))
    return {
        **halves,
        "classes": [
            each
            if each["id"].endswith(LATER)
            else as_it_came(each, minutes.get(each["id"], ()), took.get(each["id"], ()))
            for each in halves["classes"]
        ],
    }


def _told(waits: Sequence[float]) -> list[float]:
    days = np.array(waits)
    return [round(each, 1) for each in (float(days.mean()), *nine_in_ten(days))]
