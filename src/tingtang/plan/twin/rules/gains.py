"""Estimating what changes would save: the twin's own process, for it compiles. Pure."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final, NamedTuple

import numpy as np

from tingtang.engines.simulate.block import PAIR, QUANTILES, ROW
from tingtang.engines.simulate.running import Wish, blocks_of, desks_of, results_of
from tingtang.engines.simulate.scenario import scenario as read
from tingtang.engines.simulate.tally import ABANDONED, COUNTED, UNSERVED, WAITED
from tingtang.plan.twin.rules.changes import Change, changed
from tingtang.plan.twin.rules.choices import assumed
from tingtang.plan.twin.rules.parts import LATER, in_two
from tingtang.plan.twin.rules.scenarios import Known, scenario
from tingtang.plan.twin.rules.spread import Floats, mean_within, nine_in_ten
from tingtang.plan.twin.rules.suggesting import MOST_ESTIMATED, Gain

SCREENED: Final = 200
ESTIMATED: Final = 2000
_SCREEN_SEED: Final = 11
_FRESH_SEED: Final = 12  # who was chosen for luck must not keep it
_NINTH: Final = COUNTED + QUANTILES.index(0.9)
_MOST: Final = COUNTED + QUANTILES.index(0.95)

#: By class its figures in every replication (replications x ROW).
Rows = Mapping[str, Floats]
Waits = Mapping[str, tuple[Floats, Floats]]


class Ran(NamedTuple):
    """`elsewhere_min`: minutes that customers wait for machines on a mean day: whoever waits there
    waits, too.
    """

    rows: Rows
    elsewhere_min: float


def gains(
    known: Known,
    candidates: Sequence[Change],
    shown: Collection[Change],
    weights: Mapping[str, float],
) -> list[Gain]:
    """Of the five best of a short run, and of those shown, anew by a long run on fresh customers.
    All runs of a length have the same customers. `weights`: of a minute of a class of line.
    """
    screened = _savings(known, candidates, SCREENED, _SCREEN_SEED, weights)
    best = sorted(screened, key=lambda each: -float(screened[each][0].mean()))[:MOST_ESTIMATED]
    chosen = [*best, *(each for each in shown if each in screened and each not in best)]
    estimated = _savings(known, chosen, ESTIMATED, _FRESH_SEED, weights)
    return [_gain(known, change, len(chosen), *estimated[change]) for change in chosen]


def _savings(
    known: Known,
    changes: Sequence[Change],
    replications: int,
    seed: int,
    weights: Mapping[str, float],
) -> dict[Change, tuple[Floats, Waits]]:
    """By change: minutes saved in each replication, and the 90 % waits of both by class."""
    wish = Wish(replications=replications, seed=seed, threads=1)
    before = _run(known, wish)
    found = {}
    for change in changes:
        after = _run(changed(known, change), wish)
        found[change] = _saved(before, after, weights), _waits(before.rows, after.rows)
    return found


def _run(known: Known, wish: Wish) -> Ran:
    of = read(in_two(scenario(known)))
    blocks = list(results_of(desks_of(of, wish), blocks_of(wish.replications)))
    rows = np.concatenate([kept.rows for _, kept in blocks]).reshape(-1, len(of.classes), ROW)
    waited = sum(float(sums.pools.reshape(-1, PAIR)[:, 0].sum()) for sums, _ in blocks)
    return Ran(
        {each.id: rows[:, c] for c, each in enumerate(of.classes)}, waited / wish.replications
    )


def minutes_saved(known: Known, after: Known, wish: Wish, weights: Mapping[str, float]) -> Floats:
    """By replication, the minutes of waiting until closing that the one saves beside the other."""
    return _saved(_run(known, wish), _run(after, wish), weights)


def _saved(before: Ran, after: Ran, weights: Mapping[str, float]) -> Floats:
    """Minutes of waiting saved until closing, by replication. Who leaves, or is not served, counts
    with the greater 95 % wait that the class has with the change or without: leaving must never
    look like saving. Nor must waiting elsewhere.
    """
    in_line = sum(
        weights.get(name.partition("/")[0], 1.0) * _saved_by(rows, after.rows[name])
        for name, rows in before.rows.items()
    )
    return np.asarray(in_line + before.elsewhere_min - after.elsewhere_min)


def _saved_by(before: Floats, after: Floats) -> Floats:
    longest = np.fmax(np.nan_to_num(before[:, _MOST]), np.nan_to_num(after[:, _MOST]))
    gone = (before[:, ABANDONED] + before[:, UNSERVED]) - (after[:, ABANDONED] + after[:, UNSERVED])
    return np.asarray(before[:, WAITED] - after[:, WAITED] + gone * longest)


def _waits(before: Rows, after: Rows) -> Waits:
    """Of who is here or comes within the hour, by class: the mean 90 % wait without and with the
    change, and what nine in ten days lie between.
    """
    pairs = {
        name: (_known(rows[:, _NINTH]), _known(after[name][:, _NINTH]))
        for name, rows in before.items()
        if not name.endswith(LATER)
    }
    return {name: pair for name, pair in pairs.items() if all(len(each) for each in pair)}


def _known(values: Floats) -> Floats:
    return values[~np.isnan(values)]


def _gain(known: Known, change: Change, compared: int, saved: Floats, waits: Waits) -> Gain:
    mean, low, _ = mean_within(saved, compared)
    return Gain(
        change,
        mean,
        low,
        {name: (float(a.mean()), float(b.mean())) for name, (a, b) in waits.items()},
        {name: (*nine_in_ten(a), *nine_in_ten(b)) for name, (a, b) in waits.items()},
        assumed(known.fit, change),
    )
