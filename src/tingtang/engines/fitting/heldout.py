"""How good the twin is on days that no estimate has seen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from tingtang.engines.fitting.ahead import simulated
from tingtang.engines.fitting.fit import Fit, Settings, fit
from tingtang.engines.fitting.hours import Desk, doors
from tingtang.engines.fitting.observed import FIGURES, Forecast, Halves, observed
from tingtang.engines.fitting.plain import erlang, last_week
from tingtang.engines.fitting.rows import Refusals, Row, sound
from tingtang.engines.fitting.special import Array
from tingtang.engines.simulate.running import Wish


@dataclass(frozen=True, slots=True)
class Judged:
    """One later day: what happened, and what each method said of it."""

    day: date
    seen: Halves
    said: Mapping[str, Forecast]


@dataclass(frozen=True, slots=True)
class HeldOut:
    """`refused`: of the later days' rows; those of the earlier ones stand in the fit."""

    fit: Fit
    days: tuple[Judged, ...]
    refused: Refusals

    def error(self, method: str, figure: str) -> float:
        """Mean absolute error over half hours, each by its customers: minutes, or a share. Only
        half hours count of which every method says something, so that all face the same ones; a
        day that has no week before it is no reason to leave it out.
        """
        misses, weights = [], []
        for each in self.days:
            judged, weight = _judged(each, figure)
            if method not in each.said:
                continue
            said = getattr(each.said[method], figure)
            misses.append(np.abs(said - getattr(each.seen, figure))[judged])
            weights.append(weight[judged])
        total = float(sum(weight.sum() for weight in weights))
        if total == 0:
            return float("nan")
        return float(sum(w @ m for w, m in zip(weights, misses, strict=True))) / total

    def inside(self, figure: str) -> tuple[int, int]:
        """Half hours within the twin's band, of how many."""
        held = n = 0
        for each in self.days:
            seen = getattr(each.seen, figure)
            low, high = each.said["twin"].bands[figure]
            known = ~np.isnan(seen) & ~np.isnan(low)
            held += int(np.count_nonzero(((seen >= low - 1e-9) & (seen <= high + 1e-9))[known]))
            n += int(np.count_nonzero(known))
        return held, n

    def totals_inside(self) -> tuple[int, int]:
        """Days whose number of customers lies within the twin's band."""
        held = 0
        for each in self.days:
            total = each.said["twin"].total
            came = float(each.seen.joined.sum())
            held += total is not None and total[0] <= came <= total[2]
        return held, len(self.days)

    def json(self) -> dict[str, Any]:
        methods = sorted(set.intersection(*(set(each.said) for each in self.days)))
        held, days = self.totals_inside()
        return {
            "days": [each.day.isoformat() for each in self.days],
            "errors": {
                figure: {name: self.error(name, figure) for name in methods} for figure in FIGURES
            },
            "bands90": {
                figure: {"inside": inside, "of": of}
                for figure in FIGURES
                for inside, of in [self.inside(figure)]
            },
            "day_totals": {"inside": held, "of": days},
            "refused": self.refused.json(),
        }


def _judged(each: Judged, figure: str) -> tuple[Any, Array]:
    """The half hours that count, and their weights: customers served, or joined."""
    judged = ~np.isnan(getattr(each.seen, figure))
    for said in each.said.values():
        judged &= ~np.isnan(getattr(said, figure))
    return judged, each.seen.joined if figure == "share_left" else each.seen.served


def held_out(
    rows: Sequence[Row], desks: Sequence[Desk], first_judged: date, settings: Settings, wish: Wish
) -> HeldOut:
    """Fit on the days before `first_judged`; then simulate the later ones with the counters' hours
    that they really had, and nothing else of them. Raises `ValueError` where either part is empty.
    """
    early = [desk for desk in desks if desk.day < first_judged]
    later = [desk for desk in desks if desk.day >= first_judged]
    if not early or not later:
        raise ValueError("first_judged: must have days with open counters before and after it")
    found = fit([row for row in rows if row.day < first_judged], early, settings)
    seen = sound((row for row in rows if row.day >= first_judged), doors(later))
    before = _before(rows, early, first_judged, settings)
    happened = {**before, **observed(seen.rows, settings.horizon_min)}
    days = sorted({desk.day for desk in later})
    return HeldOut(
        found,
        tuple(_day(found, day, later, happened, wish) for day in days if day in happened),
        seen.refused,
    )


def _before(
    rows: Iterable[Row], early: Sequence[Desk], first_judged: date, settings: Settings
) -> dict[date, Halves]:
    known = sound((row for row in rows if row.day < first_judged), doors(early))
    return observed(known.rows, settings.horizon_min)


def _day(
    of: Fit, day: date, desks: Sequence[Desk], happened: Mapping[date, Halves], wish: Wish
) -> Judged:
    said = {"twin": simulated(of, day, desks, wish), "erlang_a": erlang(of, day, desks)}
    before = last_week(happened, day)
    if before is not None:
        said["last_week"] = before
    return Judged(day, happened[day], said)
