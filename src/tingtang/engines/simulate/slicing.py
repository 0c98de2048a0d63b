"""Waits by when people arrive: the median and the 90 % wait of each interval of the day."""

import math
from functools import cache
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tingtang.engines.simulate.layout import Floats
from tingtang.engines.simulate.running import Ran, Slices, bins_in
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.tally import FINEST, INTERVAL

_MOST: Final = 96  # intervals in a picture


class Band(NamedTuple):
    """A class's waits by interval; NaN where nobody was served."""

    class_id: str
    half: Floats  # the median
    most: Floats  # the 90 % wait


def slices(of: Scenario) -> Slices:
    """The day in parts of 15 minutes, or of more where that were too many."""
    minutes = INTERVAL
    while of.horizon / minutes > _MOST:
        minutes *= 2
    return Slices(math.ceil(of.horizon / minutes), minutes, (), fine=FINEST)


def bands(of: Scenario, ran: Ran, by: Slices) -> list[Band]:
    """Of a run by `slices`: waits of those served, over all replications together."""
    bins = ran.kept.bins.reshape(by.n, len(of.classes), bins_in(by.fine))
    half, most = (of_bins(bins, bin_values(by.fine), p) for p in (0.5, 0.9))
    return [Band(each.id, half[:, c], most[:, c]) for c, each in enumerate(of.classes)]


def of_bins(counts: NDArray[np.int64], values: Floats, p: float) -> Floats:
    """The inverse empirical distribution of values counted in bins (... x bins); NaN of none."""
    below = np.cumsum(counts, axis=-1)
    n = below[..., -1:]
    rank = np.maximum(1, np.ceil(p * n - 1e-9))
    found = values[np.argmax(below >= rank, axis=-1)]
    return np.where(n[..., 0] > 0, found, math.nan)


@cache
def bin_values(fine: int) -> Floats:
    """The middle of each bin, of so many an octave; the first holds no wait at all."""
    place = np.arange(bins_in(fine) - 1)
    mantissa = 0.5 + (place % fine + 0.5) / (2 * fine)
    return np.concatenate([[0.0], np.ldexp(mantissa, place // fine - 9)])
