"""Waits by when people arrive: the median and the 90 % wait of each interval of the day."""

import math
from functools import cache
from typing import Final, NamedTuple

import numpy as np

from tingtang.engines.simulate.layout import Floats, Ints
from tingtang.engines.simulate.running import Ran, Slices
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.tally import BINS, INTERVAL, PER_OCTAVE

_MOST: Final = 96  # intervals in a picture


class Band(NamedTuple):
    """A class's waits by interval; NaN where nobody was served."""

    class_id: str
    half: list[float]  # the median
    most: list[float]  # the 90 % wait


def slices(of: Scenario) -> Slices:
    """The day in parts of 15 minutes, or of more where that were too many."""
    minutes = INTERVAL
    while of.horizon / minutes > _MOST:
        minutes *= 2
    return Slices(math.ceil(of.horizon / minutes), minutes, (), binned=True)


def bands(of: Scenario, ran: Ran, by: Slices) -> list[Band]:
    """Of a run by `slices`: waits of those served, over all replications together."""
    bins = ran.kept.bins.reshape(by.n, len(of.classes), BINS)
    return [
        Band(
            each.id,
            [of_bins(bins[i, c], bin_values(), 0.5) for i in range(by.n)],
            [of_bins(bins[i, c], bin_values(), 0.9) for i in range(by.n)],
        )
        for c, each in enumerate(of.classes)
    ]


def of_bins(counts: Ints, values: Floats, p: float) -> float:
    """The inverse empirical distribution of values counted in bins; NaN of none."""
    below = np.cumsum(counts)
    if below[-1] == 0:
        return math.nan
    rank = max(1, math.ceil(p * int(below[-1]) - 1e-9))
    return float(values[int(np.searchsorted(below, rank))])


@cache
def bin_values() -> Floats:
    """The middle of each bin; the first holds no wait at all."""
    place = np.arange(BINS - 1)
    mantissa = 0.5 + (place % PER_OCTAVE + 0.5) / (2 * PER_OCTAVE)
    return np.concatenate([[0.0], np.ldexp(mantissa, place // PER_OCTAVE - 9)])
