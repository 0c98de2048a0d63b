"""Running the engine on a branch's present state. Pure: the same state gives the same figures.

Only the twin's own process may load this: it compiles.
"""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Final

import numpy as np

from tingtang.engines.simulate.result import result
from tingtang.engines.simulate.running import Ran, Slices, Wish, bins_in, run
from tingtang.engines.simulate.scenario import Scenario as Read
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.single import ninth, singles
from tingtang.engines.simulate.slicing import bin_values, of_bins
from tingtang.engines.simulate.tally import (
    INTERVAL,
    SLICE_ABANDONED,
    SLICE_COUNTED,
    SLICE_SERVED,
    SLICE_UNSERVED,
)
from tingtang.plan.twin.rules.changes import Change, changed
from tingtang.plan.twin.rules.choices import assumed
from tingtang.plan.twin.rules.gains import minutes_saved
from tingtang.plan.twin.rules.parts import HOUR_MIN, LATER, in_two
from tingtang.plan.twin.rules.scenarios import Known, scenario
from tingtang.plan.twin.rules.spread import Floats, mean_within, nine_in_ten

REPLICATIONS: Final = 1000
#: The same customers at every look: what moves between two forecasts is the branch, not the dice.
SEED: Final = 1
_QUARTERS: Final = 4  # an hour's
_FINE: Final = 64  # bins of waits an octave: within 0.6 %, and told to a tenth of a minute

Figures = dict[str, Any]
Groups = Mapping[str, Sequence[int]]


def forecast(known: Known, promise_min: float) -> Figures:
    """The rest of the day as it goes now.

    `tickets`: by ticket the further wait in minutes that half and nine in ten do not exceed, and
    the chance to leave. `groups`: by class of line and by service, for each quarter hour of arrival
    from now on: how many come, the waits that half and nine in ten of those served do not exceed,
    and the part that is not served within the promise; the first entry is the next hour.
    """
    of = read(scenario(known))
    n = math.ceil(of.horizon / INTERVAL)
    wish = _wish(Slices(n, INTERVAL, (promise_min,), _FINE))
    ran = run(of, wish, _nobody)
    told = result(of, ran, wish)
    first = min(n - 1, int(of.initial.now // INTERVAL))
    return {
        "replications": REPLICATIONS,
        "promise_min": promise_min,
        "from_min": first * INTERVAL,
        "tickets": {
            name: [_value(each["p50"]), _value(each["p90"]), _value(each["p_leaves"])]
            for name, each in told.get("tickets", {}).items()
        },
        "groups": _by_quarters(of, ran, n, first),
        "counters": {name: _value(each["utilisation"]) for name, each in told["counters"].items()},
        "unserved": round(sum(_value(x["unserved"]) or 0.0 for x in told["classes"].values()), 2),
    }


def _wish(slices: Slices) -> Wish:
    return Wish(replications=REPLICATIONS, seed=SEED, threads=1, full=False, slices=slices)


def _groups(of: Read) -> Groups:
    """Classes of line, and services, each by the places of its classes; nobody of later."""
    found: dict[str, list[int]] = {}
    for c, each in enumerate(of.classes):
        if not each.id.endswith(LATER):
            line, _, service = each.id.partition("/")
            found.setdefault(line, []).append(c)
            found.setdefault(f"service/{service}", []).append(c)
    return found


def _by_quarters(of: Read, ran: Ran, n: int, first: int) -> Figures:
    counts = ran.sums.sliced.reshape(n, len(of.classes), SLICE_COUNTED + 1)[first:]
    bins = ran.kept.bins.reshape(n, len(of.classes), bins_in(_FINE))[first:]
    found = {}
    for name, classes in _groups(of).items():
        mine = _hour_first(counts[:, classes].sum(axis=1))
        waits = _hour_first(bins[:, classes].sum(axis=1))
        half, nine = (of_bins(waits, bin_values(_FINE), part) for part in (0.5, 0.9))
        came = mine[:, [SLICE_SERVED, SLICE_ABANDONED, SLICE_UNSERVED]].sum(axis=1)
        soon = mine[:, SLICE_COUNTED]
        found[name] = [
            _quarter(*map(float, each)) for each in zip(came, half, nine, soon, strict=True)
        ]
    return found


def _hour_first(quarters: Any) -> Any:
    """The sum of the next hour before the quarter hours (quarters x figures)."""
    return np.concatenate([quarters[:_QUARTERS].sum(axis=0, keepdims=True), quarters])


def _quarter(came: float, half: float, nine: float, soon: float) -> list[float | None]:
    """How many come, the median and 90 % wait, and the part not served within the promise."""
    late = None if came == 0 else round(1 - soon / came, 3)
    waits = (None if math.isnan(each) else round(each, 1) for each in (half, nine))
    return [round(came / REPLICATIONS, 2), *waits, late]


# ---------------------------------------------------------------- what if


def what_if(
    known: Known, change: Change, promise_min: float, weights: Mapping[str, float]
) -> Figures:
    """What the change would do, on the same customers.

    `groups`: of those who are here or come within the hour, by class of line and by service, the
    90 % wait without it (`before`) and with it (`after`), each the mean over simulated days;
    `band`: nine in ten of those days lie between; `change` with its 95 % interval of the
    simulation. `saved_min`: minutes of waiting saved until closing, as suggestions reckon them,
    with the same interval. `assumes`: the part of offers believed to be taken, where no day has
    taught it. `from_min` and `quarters`: the forecast with it, `groups` of `forecast`.
    """
    after = changed(known, change)
    before_90, after_90 = _waits_90(known), _waits_90(after)
    groups = {name: _compared(before_90[name], after_90[name]) for name in before_90}
    wish = Wish(replications=REPLICATIONS, seed=SEED, threads=1)
    saved = mean_within(minutes_saved(known, after, wish, weights))
    then = forecast(after, promise_min)
    return {
        "replications": REPLICATIONS,
        "within_min": HOUR_MIN,
        "groups": {name: each for name, each in groups.items() if each is not None},
        "saved_min": [round(each, 2) for each in saved],
        "assumes": assumed(known.fit, change),
        "from_min": then["from_min"],
        "quarters": then["groups"],
    }


def _waits_90(known: Known) -> dict[str, Floats]:
    """By group, of who is here or comes within the hour, the 90 % wait of each simulated day; NaN
    where nobody is served.
    """
    of = read(in_two(scenario(known)))
    groups = _groups(of)
    found: dict[str, list[float]] = {name: [] for name in groups}
    for one in singles(of, Wish(replications=REPLICATIONS, seed=SEED, threads=1)):
        for name, classes in groups.items():
            found[name].append(ninth(np.concatenate([one.waits[c] for c in classes])))
    return {name: np.array(each) for name, each in found.items()}


def _compared(before: Floats, after: Floats) -> Figures | None:
    both = ~np.isnan(before) & ~np.isnan(after)
    if both.sum() < 2:
        return None
    a, b = before[both], after[both]
    return {
        "before": round(float(a.mean()), 1),
        "after": round(float(b.mean()), 1),
        "band": [round(each, 1) for each in nine_in_ten(b)],
        "change": [round(each, 2) for each in mean_within(b - a)],
    }


def _value(estimate: Mapping[str, Any]) -> float | None:
    value = estimate["value"]
    return None if value is None else round(float(value), 2)


def _nobody(_done: float) -> None:
    """Nobody watches."""
