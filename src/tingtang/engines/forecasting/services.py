"""When a service under way will end, from how long the recent ones took."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from math import ceil

from tingtang.engines.forecasting.waits import LEAST_SERVICES

_LEVELS = (0.5, 0.9)


def quantile(values: Sequence[float], share: float) -> float:
    """The inverse empirical distribution: the smallest value that `share` of all don't exceed."""
    return sorted(values)[max(0, ceil(share * len(values)) - 1)]


def ends_about(began: datetime, services_s: Sequence[float], at: datetime) -> datetime | None:
    """When half of the recent services had ended; once that has passed, when nine in ten had.

    None beyond that too, and with fewer than ten recent services: then nobody knows.
    """
    if len(services_s) < LEAST_SERVICES:
        return None
    ends = (began + timedelta(seconds=quantile(services_s, share)) for share in _LEVELS)
    return next((end for end in ends if end > at), None)
