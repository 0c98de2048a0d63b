"""Winding the demonstration's clocks while a day is being played."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from tingtang.bank.branch.actions import set_clock
from tingtang.bank.branch.queries import reread_plan
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.ops.demo.bank import founder

AHEAD_S = (0.02, 0.1, 0.5, 2.0)
"""Real seconds by which the clock is put forward: the ledger may have moved on meanwhile."""


def run_at(branches: Iterable[UUID], scale: float) -> None:
    """Let the branches' clocks go on from where they are, at another pace."""
    for branch_id in branches:
        for ahead_s in AHEAD_S:
            try:
                _run_at(branch_id, scale, ahead_s)
                break
            except Refused as refused:
                if refused.code != "clock_backwards" or ahead_s == AHEAD_S[-1]:
                    raise


def _run_at(branch_id: UUID, scale: float, ahead_s: float) -> None:
    clock = reread_plan(branch_id).clock
    set_clock(
        actor=founder(branch_id),
        branch_id=branch_id,
        set_at=real_now(),
        shows=clock.now() + timedelta(seconds=ahead_s * clock.scale),
        scale=scale,
    )
