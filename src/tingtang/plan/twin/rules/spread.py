"""How far simulated days lie apart, and how sure their mean is. Pure."""

import math

import numpy as np
from numpy.typing import NDArray

from tingtang.engines.simulate.estimating import student

Floats = NDArray[np.float64]


def nine_in_ten(values: Floats) -> tuple[float, float]:
    """What nine in ten days lie between."""
    low, high = np.quantile(values, (0.05, 0.95), method="inverted_cdf")
    return float(low), float(high)


def mean_within(values: Floats, compared: int = 1) -> tuple[float, float, float]:
    """The mean and the ends of its 95 % interval, which tells the simulation's error alone; of so
    many means `compared`, Bonferroni's.
    """
    n, mean = len(values), float(values.mean())
    half = student(n - 1, 1 - 0.025 / compared) * float(values.std(ddof=1)) / math.sqrt(n)
    return mean, mean - half, mean + half
