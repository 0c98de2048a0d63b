"""Where a branch of the demonstration is played, and what on a day."""

from __future__ import annotations

from dataclasses import dataclass

from tingtang.ops.demo.day import PlannedCustomer, SeatPlan
from tingtang.ops.demo.scenes import NO_SCENES, Scenes


@dataclass(frozen=True, slots=True)
class BranchSeats:
    """Where the seats of one demonstration branch are: bases such as `/s/community-kiosk`."""

    name: str
    kiosk: str
    lobby: str
    head: str
    tellers: dict[str, str]  # counter's id: base
    code: str = ""
    supervisor: str = ""  # who prepares cash and reviews holds
    marketing: str = ""  # the marketing manager, who has no counter
    advisers: frozenset[str] = frozenset()  # counters of relationship managers


@dataclass(frozen=True, slots=True)
class DayPlan:
    """Customers and seats of one day, and when the doors are open."""

    opens_s: float
    closes_s: float
    customers: tuple[PlannedCustomer, ...]
    seats: tuple[SeatPlan, ...]
    scenes: Scenes = NO_SCENES
