"""What a branch looks like now: the lobby manager's view, kept true by the stream, and its clock.

Everybody whom the player moves looks at one picture, as colleagues look at one hall.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from tingtang.ops.demo.client import Door

JUMP_S = 5.0
"""A clock further behind than so many real seconds has been set back, not delayed."""
LONGEST_NAP_S = 0.5
"""Real seconds after which a sleeper looks at the clock again: it may have been set."""


class BranchClock:
    """The branch's time, which may run faster than ours, told by everything the stream says.

    A message is late by the time it travelled, so the one that puts the clock furthest ahead was
    the quickest, and is believed.
    """

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self.scale = 1.0
        self._monotonic = monotonic
        self._ahead_s: float | None = None
        self._midnight_s = 0.0
        self._pinned = False

    @property
    def known(self) -> bool:
        return self._ahead_s is not None

    def heard(self, at: datetime) -> None:
        ahead_s = at.timestamp() - self.scale * self._monotonic()
        if self._ahead_s is not None:
            behind_s = self._ahead_s - ahead_s
            if 0 <= behind_s < JUMP_S * self.scale:
                return
        self._ahead_s = ahead_s

    def runs(self, scale: float) -> None:
        if scale != self.scale:
            self.scale = scale
            self._ahead_s = None

    def pin(self, day: date, zone: str) -> None:
        """Seconds count from this day's midnight, also before it begins and after it ends."""
        self._pinned = False
        self.day_is(day, zone)
        self._pinned = True

    def day_is(self, day: date, zone: str) -> None:
        if self._pinned:
            return
        midnight = datetime(day.year, day.month, day.day, tzinfo=ZoneInfo(zone))
        self._midnight_s = midnight.timestamp()

    def now_s(self) -> float:
        """Seconds from the business date's midnight."""
        ahead_s = self._ahead_s if self._ahead_s is not None else 0.0
        return ahead_s + self.scale * self._monotonic() - self._midnight_s

    def moment_s(self, at: str) -> float:
        """A time that the server wrote, in the same seconds."""
        return datetime.fromisoformat(at).timestamp() - self._midnight_s

    def instant(self, moment_s: float) -> str:
        """The other way round: as the server reads it."""
        at = datetime.fromtimestamp(self._midnight_s + moment_s, UTC)
        return at.isoformat(timespec="seconds")

    def real_s(self, branch_s: float) -> float:
        return branch_s / self.scale

    async def until(self, moment_s: float) -> None:
        """Sleep until the branch's clock says so."""
        while (left_s := self.real_s(moment_s - self.now_s())) > 0:
            await asyncio.sleep(min(left_s, LONGEST_NAP_S))

    async def pass_by(self, branch_s: float) -> None:
        await self.until(self.now_s() + branch_s)

    def told(self) -> str:
        return str(timedelta(seconds=int(self.now_s()) % 86_400))[:-3].rjust(5, "0")


class Picture:
    """The state of one view, and a way to wait until it shows something."""

    def __init__(self, clock: BranchClock) -> None:
        self.clock = clock
        self.state: dict[str, Any] = {}
        self._changed = asyncio.Event()

    async def follow(self, door: Door, view: str = "lobby") -> None:
        """Keep the picture true, for ever."""
        async for event in door.events(view):
            if event.kind == "snapshot":
                self.state = event.data["state"]
            elif event.kind == "patch":
                self.state = merged(self.state, event.data["patch"])
            if event.kind in ("snapshot", "patch"):
                self._read_the_wall_clock()
            self.clock.heard(datetime.fromisoformat(event.data["at"]))
            if event.kind != "ping":
                self.look_again()

    def _read_the_wall_clock(self) -> None:
        branch = self.state.get("branch", {})
        self.clock.runs(float(branch.get("clock_scale", 1.0)))
        if self.day is not None:
            self.clock.day_is(self.day, self.zone)

    def look_again(self) -> None:
        """Wake everybody who waits for something to be seen."""
        self._changed.set()
        self._changed = asyncio.Event()

    async def change(self, within_real_s: float = LONGEST_NAP_S) -> None:
        """Wait for the next thing to happen, or a moment."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(within_real_s):
                await self._changed.wait()

    async def until(self, shows: Callable[[], bool], within_s: float) -> bool:
        """Wait until the picture shows something, at most so many of the branch's seconds."""
        ends_s = self.clock.now_s() + within_s
        while not shows():
            left_s = self.clock.real_s(ends_s - self.clock.now_s())
            if left_s <= 0:
                return False
            await self.change(min(left_s, LONGEST_NAP_S))
        return True

    # ------------------------------------------------------------------------- what it shows

    def _all(self, kind: str) -> dict[str, dict[str, Any]]:
        found: dict[str, dict[str, Any]] = self.state.get(kind, {})
        return found

    @property
    def tickets(self) -> dict[str, dict[str, Any]]:
        return self._all("tickets")

    @property
    def seats(self) -> dict[str, dict[str, Any]]:
        return self._all("seats")

    @property
    def services(self) -> dict[str, dict[str, Any]]:
        return self._all("services")

    @property
    def help(self) -> dict[str, dict[str, Any]]:
        return self._all("help")

    @property
    def day(self) -> date | None:
        told = self.state.get("day", {}).get("date")
        return None if told is None else date.fromisoformat(told)

    @property
    def zone(self) -> str:
        return str(self.state.get("branch", {}).get("zone", "Asia/Shanghai"))

    @property
    def day_state(self) -> str:
        return str(self.state.get("day", {}).get("state", "before"))

    def ticket_state(self, ticket: str) -> str:
        """`ended` for what the picture no longer holds."""
        return str(self.tickets.get(ticket, {}).get("state", "ended"))


def merged(state: Any, patch: Any) -> Any:
    """An RFC 7396 merge patch: null removes a key."""
    if not isinstance(patch, dict):
        return patch
    result = dict(state) if isinstance(state, dict) else {}
    for name, value in patch.items():
        if value is None:
            result.pop(name, None)
        else:
            result[name] = merged(result.get(name), value)
    return result
