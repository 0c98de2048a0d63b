"""`tingtang.staffing/1`: the staffing as JSON."""

import math
from typing import Any, Final

from tingtang.engines.simulate.estimating import between
from tingtang.engines.simulate.staffing.search import Staffing

FORMAT: Final = "tingtang.staffing/1"


def told(found: Staffing, replications: int) -> dict[str, Any]:
    """Of each interval how many counters are open, which, and the figures of the targets; of each
    counter, its hours.
    """
    of, plan = found.of, found.plan
    return {
        "format": FORMAT,
        "replications": replications,
        "plans": found.runs,
        "interval_min": of.minutes,
        "targets": [
            {"target": each.text, "class": each.class_id, "figure": each.figure}
            for each in found.targets
        ],
        "intervals": [
            {
                "from_min": i * of.minutes,
                "counters": sum(plan[i]),
                "open": of.open(plan, i),
                "classes": _classes(found, i),
            }
            for i in range(of.first, of.n)
        ],
        "counters": {
            each.id: {"open_min": [list(span) for span in each.open]}
            for each in found.scenario.counters
        },
    }


def _classes(found: Staffing, interval: int) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for t, each in enumerate(found.targets):
        value = float(found.seen.values[t, interval])
        parts = [float(part) for part in found.seen.parts[:, t, interval]]
        figure: dict[str, object] = {"value": None, "ci95": [None, None]}
        if math.isfinite(value):
            sure = [part for part in parts if math.isfinite(part)]
            figure = between(sure if len(sure) > 1 else [], value).json()
        said.setdefault(each.class_id, {})[each.figure] = figure
    return said
