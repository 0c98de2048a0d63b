"""Replications one by one, each with the wait of everybody who was served."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tingtang.engines.simulate.block import ROW
from tingtang.engines.simulate.layout import BASE, WAITS, Floats
from tingtang.engines.simulate.model import model
from tingtang.engines.simulate.running import Desk, Wish
from tingtang.engines.simulate.scenario import Scenario
from tingtang.engines.simulate.tally import COUNTED, SERVED


class Single(NamedTuple):
    """One replication: of each class its counts (as `tally` names them), and its waits in minutes,
    in the order of the calls.
    """

    counts: Floats  # classes x COUNTED
    waits: list[Floats]


def singles(of: Scenario, wish: Wish) -> Iterator[Single]:
    """The same customers as `running.run` has with the same seed; on one thread."""
    desk = Desk(model(of, wish.warmup), wish, 1, waits_alone=True)
    for replication in range(wish.replications):
        _, kept = desk.block(replication, 1)
        counts = kept.rows.reshape(len(of.classes), ROW)[:, :COUNTED]
        yield Single(
            counts, [_waits(desk, c, int(counts[c, SERVED])) for c in range(len(of.classes))]
        )


def ninth(waits: NDArray[np.float64]) -> float:
    """The 90 % quantile: the inverse empirical distribution; NaN of none."""
    if not len(waits):
        return float("nan")
    rank = max(1, int(np.ceil(0.9 * len(waits) - 1e-9))) - 1
    return float(np.partition(waits, rank)[rank])


def _waits(desk: Desk, c: int, served: int) -> Floats:
    first = desk.wi[WAITS] + desk.wi[desk.wi[BASE] + c]
    return np.array(desk.wf[first : first + served])
