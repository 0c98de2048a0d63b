"""A draft run on past days, beside how the lines wait now: the twin's own process, for it compiles.
Pure.

Both runs of a day have the same customers, services and patience (common random numbers), so that
their difference is the draft's.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Final

import numpy as np

from tingtang.bank.branch.rules import Discipline
from tingtang.engines.simulate.running import Wish
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.single import ninth, singles
from tingtang.engines.simulate.tally import ABANDONED, ARRIVED, DIVERTED, UNSERVED
from tingtang.plan.twin.rules.drafts import Draft
from tingtang.plan.twin.rules.lines import MOVES
from tingtang.plan.twin.rules.past_days import End, Ground, PastDay, PastDays, day_again
from tingtang.plan.twin.rules.scenarios import Scenario
from tingtang.plan.twin.rules.spread import Floats, mean_within

REPLICATIONS: Final = 100
ALL: Final = "all"
ELSEWHERE: Final = "elsewhere"
FIGURES: Final = ("mean", "nine", "lost", ELSEWHERE)  #: minutes, minutes, customers a day twice
_OF_ALL: Final = slice(1, 4)  # of a day, the first three
_SEED: Final = 21

#: By group: how many came, then `FIGURES`; NaN where nobody was served.
Day = Mapping[str, Floats]


@dataclass(frozen=True, slots=True)
class DayTried:
    """A past day as it goes by the rules of now, and by the draft."""

    day: date
    before: Day
    after: Day


def day_tried(on: Ground, draft: Draft, past: PastDay) -> DayTried | None:
    """One day; None where nobody could be served."""
    before = day_again(on, past, None, End.NOW)
    after = day_again(by_draft(on, draft), past, draft.opening, End.DRAFT)
    if before is None or after is None:
        return None
    seed = _SEED + past.day.toordinal()
    return DayTried(past.day, _run(before, seed), _run(after, seed))


def by_draft(on: Ground, draft: Draft) -> Ground:
    """How the lines would wait."""
    if draft.discipline:
        return replace(on, discipline=Discipline(draft.discipline))
    if draft.offers is not None:
        return replace(on, offers=draft.offers)
    return on if draft.order is None else replace(on, order=draft.order)


def trial(given: PastDays, days: Sequence[DayTried]) -> dict[str, Any]:
    """What the days come to. `groups`: of each class of line, of those whom the draft moves to
    another one (`vip>ordinary`, who also count with the line of now), and of all, how many come on
    a day and, for each figure, its mean over the days without and with the draft and the mean
    difference of a day with its 95 % interval, which tells how far days lie apart. `elsewhere` is
    told where somebody goes there. `by_day`: of all, the mean and the 90 % wait and how many are
    lost, without and with it.
    """
    groups = [*dict.fromkeys(name for each in days for name in each.before if _came(each, name))]
    return {
        "days": len(days),
        "first": min(each.day for each in days).isoformat(),
        "last": max(each.day for each in days).isoformat(),
        "rows": given.rows,
        "refused_rows": given.refused,
        "replications": REPLICATIONS,
        "groups": {name: _compared(name, days) for name in groups},
        "by_day": [
            [
                each.day.isoformat(),
                *map(_rounded, (*each.before[ALL][_OF_ALL], *each.after[ALL][_OF_ALL])),
            ]
            for each in days
        ],
    }


def _came(tried: DayTried, name: str) -> bool:
    return bool(tried.before[name][0])


def _run(of: Scenario, seed: int) -> Day:
    scenario = read(of)
    groups = _groups([each.id for each in scenario.classes])
    wish = Wish(replications=REPLICATIONS, seed=seed, threads=1)
    found: dict[str, list[tuple[float, ...]]] = {name: [] for name in groups}
    for one in singles(scenario, wish):
        for name, classes in groups.items():
            waits = np.concatenate([one.waits[c] for c in classes])
            counts = one.counts[classes].sum(axis=0)
            mean = float(waits.mean()) if len(waits) else float("nan")
            lost = float(counts[ABANDONED] + counts[UNSERVED])
            come, elsewhere = float(counts[ARRIVED]), float(counts[DIVERTED])
            found[name].append((come, mean, ninth(waits), lost, elsewhere))
    return {name: _mean(np.array(rows)) for name, rows in found.items()}


def _groups(names: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {}
    for c, name in enumerate(names):
        line = name.partition("/")[0]
        for group in dict.fromkeys((ALL, line.partition(MOVES)[0], line)):
            found.setdefault(group, []).append(c)
    return found


def _mean(values: Floats) -> Floats:
    """By column, of what is known."""
    known = ~np.isnan(values)
    total = np.where(known, values, 0.0).sum(axis=0)
    times = known.sum(axis=0)
    return np.asarray(np.where(times > 0, total / np.maximum(times, 1), np.nan))


def _compared(name: str, days: Sequence[DayTried]) -> dict[str, Any]:
    both = [(each.before[name], each.after[name]) for each in days if name in each.before]
    before, after = np.array([a for a, _ in both]), np.array([b for _, b in both])
    found: dict[str, Any] = {"come": _rounded(float(before[:, 0].mean()))}
    for i, figure in enumerate(FIGURES, 1):
        a, b = before[:, i], after[:, i]
        known = ~(np.isnan(a) | np.isnan(b))
        if known.sum() >= 2 and (figure != ELSEWHERE or (a + b).any()):
            a, b = a[known], b[known]
            change = [round(each, 2) for each in mean_within(b - a)]
            found[figure] = [_rounded(float(a.mean())), _rounded(float(b.mean())), change]
    return found


def _rounded(value: float) -> float | None:
    return None if np.isnan(value) else round(float(value), 2)
