"""Learning a branch from rows of what happened. Pure; runs in the twin's own process."""

import math
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any, Final

from tingtang.engines.fitting.arrivals import QUARTER_MIN
from tingtang.engines.fitting.fit import Fit as Fitted
from tingtang.engines.fitting.fit import Settings, fit, report
from tingtang.engines.fitting.heldout import held_out
from tingtang.engines.fitting.hours import Desk, presence
from tingtang.engines.fitting.rows import Row
from tingtang.engines.fitting.scenario import scenario
from tingtang.engines.simulate.running import Wish
from tingtang.plan.twin.rules.fits import Fit, Learned
from tingtang.plan.twin.rules.past_days import usual

LEAST_DAYS: Final = 5  #: of which something is known, to say anything
HELD_OUT: Final = 3  #: the last days, which judge what the earlier ones taught
_JUDGED: Final = Wish(replications=200, seed=1, threads=1)
_MONDAY: Final = date(2024, 1, 1)


def learned(rows: Sequence[Row], horizon_min: float) -> Learned | None:
    """Of all days together; None with fewer than five on which it is known who served.

    `report` says with 95 % intervals what was found, what was refused and why, and how good the
    same made of the days before the last three is on those.
    """
    there = presence(rows, horizon_min)
    days = sorted({desk.day for desk in there.desks if desk.open})
    if len(days) < LEAST_DAYS:
        return None
    settings = Settings(horizon_min)
    found = fit(rows, there.desks, settings)
    told = report(found)
    if len(days) >= LEAST_DAYS + HELD_OUT:
        judged = held_out(rows, there.desks, days[-HELD_OUT], settings, _JUDGED)
        if judged.days:
            told["held_out"] = judged.json()
    return Learned(
        fit=_kept(found, there.desks),
        report=_finite(told),
        first=days[0],
        last=days[-1],
        days=len(days),
        rows=found.refused.given,
        refused=found.refused.given - found.refused.accepted,
    )


def _kept(found: Fitted, desks: Sequence[Desk]) -> Fit:
    """By what a day of each weekday would be, with every counter open that ever was."""
    served = {desk.counter: desk.serves for desk in desks}
    lines = sorted({line for each in served.values() for line in each})
    whole = ((0.0, found.settings.horizon_min),)
    made = {
        weekday: scenario(
            found,
            _MONDAY + timedelta(days=weekday),
            [
                Desk(_MONDAY + timedelta(days=weekday), counter, whole, tuple(lines))
                for counter in served
            ],
        )
        for weekday in sorted({desk.day.weekday() for desk in desks})
    }
    some = next(iter(made.values()))
    classes = {each["id"]: each for each in some["classes"]}
    return Fit(
        per_hour={
            line: {
                weekday: [
                    float(x) * 60 / QUARTER_MIN for x in found.rates[line].per_quarter[weekday]
                ]
                for weekday in made
            }
            for line in found.lines
        },
        services={line: each["service_min"] for line, each in classes.items()},
        patience={
            line: each["patience_min"]
            for line, each in classes.items()
            if each["patience_min"] is not None
        },
        factors={
            each["id"]: next(iter(each["service_factor"].values()))
            for each in some["counters"]
            if each.get("service_factor")
        },
        accepts={
            line: {
                to: share.share.value
                for (of, to), share in found.acceptance.by.items()
                if of == line
            }
            for line in found.lines
        },
        day_cv={weekday: each["day_factor"]["cv"] for weekday, each in made.items()},
        usual=usual(desks, found.settings.horizon_min),
    )


def _finite(value: Any) -> Any:
    """As JSON can say it: what is without bounds is None."""
    if isinstance(value, dict):
        return {name: _finite(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(each) for each in value]
    return None if isinstance(value, float) and not math.isfinite(value) else value
