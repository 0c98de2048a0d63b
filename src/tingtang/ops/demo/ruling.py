"""A branch's own versions of decision tables over the day: one is returned and mended, another one
rolled back. Their words alone differ from what is in force, so that the hall goes on as it does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.content import CASH_CHOICE, CURT, PLEASE_WAIT, Words
from tingtang.ops.demo.floor import Floor

READ_FOR_S = 600.0
LOOKED_AT_FOR_S = 1800.0
TOMORROW_S = 24 * 3600.0 + 6 * 3600.0
"""From the day's midnight: before the doors open."""


async def mend(floor: Floor) -> None:
    """Too curt for the branch head; mended, it is in force from tomorrow."""
    version = await _drafted(floor, "guide")
    if version is None:
        return
    await version.submit(CURT)
    await floor.clock.pass_by(READ_FOR_S)
    await version.does(floor.head, "return", {"reason": "words_unclear"})
    await floor.clock.pass_by(READ_FOR_S)
    await version.submit(PLEASE_WAIT)
    await floor.clock.pass_by(READ_FOR_S)
    live_from = floor.clock.instant(TOMORROW_S)
    await version.does(floor.head, "approve", {"live_from": live_from})


async def regret(floor: Floor) -> None:
    """Taken back before anybody had read it; approved, in force, and not for long."""
    version = await _drafted(floor, "cash")
    if version is None:
        return
    await version.submit(CURT)
    await version.does(version.author, "take-back")
    await version.submit(CASH_CHOICE)
    await floor.clock.pass_by(READ_FOR_S)
    await version.does(floor.head, "approve")
    await floor.clock.pass_by(LOOKED_AT_FOR_S)
    await version.does(floor.head, "roll-back")


async def _drafted(floor: Floor, table: str) -> _Version | None:
    """A draft by the supervisor with the rows in force."""
    author, path = floor.supervisor, f"/api/branches/{floor.branch}"
    if author is None:
        return None
    draft = await floor.attempt(author.post(f"{path}/tables/{table}/draft"))
    if draft is None:
        return None
    told = await floor.attempt(author.get(f"{path}/tables/{table}/{draft['number']}"))
    if told is None:
        return None
    policy = f"{path}/policies/{draft['id']}"
    return _Version(floor, author, policy, told["rows"], draft["version"])


@dataclass(slots=True)
class _Version:
    """A version of a table on its way, with the version of its last answer. Once something is
    refused, nothing more is tried.
    """

    floor: Floor
    author: Door
    path: str
    rows: list[dict[str, Any]]
    seen: int | None

    async def submit(self, words: Words) -> None:
        """Other words in the last row; tried, and handed in."""
        rows = [*self.rows[:-1], {**self.rows[-1], "why": words}]
        await self.does(self.author, "edit", {"rows": rows})
        await self.does(self.author, "try")
        await self.does(self.author, "submit")

    async def does(self, door: Door, verb: str, body: Answer | None = None) -> None:
        if self.seen is None:
            return
        asked = door.post(f"{self.path}/{verb}", body, version=self.seen)
        told = await self.floor.attempt(asked)
        self.seen = None
        if told is not None:
            self.seen = told.get("policy", told)["version"]
            self.floor.tally.scenes[f"policy {verb}"] += 1
