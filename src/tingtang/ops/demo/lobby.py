"""The lobby manager and the branch head: they open and close, notice, mark, answer and help."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

from tingtang.ops.demo.client import Answer, Refusal, ServerAway
from tingtang.ops.demo.floor import Floor

MOMENT_S = 4.0
"""One thing at a time: what one entry on the tablet takes."""
ANSWERS_AFTER_S = 20.0
HELPS_FOR_S = 150.0
PREPARED_BEFORE_S = 20 * 60.0
"""The kiosk gives numbers this long before the doors open."""
FIRST_MOMENT_S = 5.0
"""A day is not prepared before it begins: doors that open at midnight have no time before."""
LAST_CUSTOMERS_S = 90 * 60.0
"""After the doors close the day is closed at the latest so long afterwards."""


class LobbyManager:
    """Has one pair of hands: what is asked of the lobby manager waits its turn."""

    def __init__(self, floor: Floor) -> None:
        self.floor = floor
        self._hands = asyncio.Lock()
        self._helping: set[str] = set()
        self.held: set[str] = set()  # numbers whose payment a supervisor looks at

    async def do(
        self,
        path: str,
        body: Mapping[str, object] | None = None,
        *,
        version: int | None = None,
    ) -> Answer | None:
        """One entry on the tablet."""
        async with self._hands:
            await self.floor.clock.pass_by(MOMENT_S)
            return await self.floor.attempt(self.floor.lobby.post(path, body, version=version))

    async def watch(self) -> None:
        """Answer every call for help, whoever asked."""
        floor = self.floor
        while True:
            for help_id, asked in tuple(floor.picture.help.items()):
                waits = asked["state"] in ("asked", "escalated")
                if waits and help_id not in self._helping and not self._left_to_others(asked):
                    self._helping.add(help_id)
                    floor.spawn(self._help(help_id))
            await floor.clock.pass_by(5.0)

    def _left_to_others(self, asked: Answer) -> bool:
        """A payment that is held calls a supervisor, whose review closes the call."""
        return asked.get("ticket") in self.held

    async def _help(self, help_id: str) -> None:
        await self.floor.clock.pass_by(ANSWERS_AFTER_S)
        await self.do(f"/api/help/{help_id}/answer")
        await self.floor.clock.pass_by(HELPS_FOR_S)
        await self.do(f"/api/help/{help_id}/close")

    # ------------------------------------------------------------------------------ the day

    async def lead(self, opens_s: float, closes_s: float) -> None:
        """Open the doors, close them, and close the day when everybody has left."""
        floor = self.floor
        await floor.clock.until(max(opens_s - PREPARED_BEFORE_S, FIRST_MOMENT_S))
        await self._day("prepare")
        await floor.clock.until(opens_s)
        await self._day("open")
        await floor.clock.until(closes_s)
        await floor.everybody_in.wait()  # whoever stands at the kiosk gets a number
        await self._day("last-numbers")
        floor.doors_closed = True
        await self._day("closing")
        await floor.picture.until(lambda: not floor.anybody_inside(), LAST_CUSTOMERS_S)

    async def close_the_day(self) -> None:
        await self._day("close")

    async def _day(self, move: str) -> None:
        """The lobby manager's right in some banks, the branch head's in others."""
        floor = self.floor
        path = f"/api/branches/{floor.branch}/day/{move}"
        try:
            await floor.lobby.post(path)
        except Refusal as refusal:
            if refusal.code == "no_right":
                await floor.attempt(floor.head.post(path))
            elif refusal.code != "day_cannot":  # somebody, or the clock, has done it already
                floor.note(refusal)
        except ServerAway as away:
            floor.note(away)
