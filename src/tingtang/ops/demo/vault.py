"""Large cash over the day: what was reserved is prepared by a second person and paid; who reserved
nothing chooses; a payment with signs of fraud waits for a supervisor.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.scenes import CashEnd

if TYPE_CHECKING:
    from tingtang.ops.demo.guest import Guest

LARGE_FEN, PART_FEN = 80_000_00, 20_000_00
HUNDRED_FEN = 100_00
REVIEWED_AFTER_S = 240.0
LATER = timedelta(days=3)
PHONE = "19900001234"


class Vault:
    """The day's large cash of one branch."""

    def __init__(self, floor: Floor, lobby: LobbyManager) -> None:
        self.floor = floor
        self.lobby = lobby
        self.prepared: list[Answer] = []
        self.later = ""  # a day that can be reserved for until the evening

    async def prepare(self, day: date) -> None:
        """In the morning what was left is confirmed, and somebody else than who did so says that
        the notes lie ready.
        """
        floor = self.floor
        if floor.supervisor is None:
            return
        path = f"/api/branches/{floor.branch}/cash/preparation?day={day.isoformat()}"
        told = await floor.attempt(floor.supervisor.get(path))
        if told is None:
            return
        self.later = (day + LATER).isoformat()
        for each in told["reservations"]:
            path, seen = f"/api/cash/{each['id']}", each["version"]
            if each["state"] == "requested":
                confirmed = await self.lobby.do(f"{path}/confirm", version=seen)
                seen = confirmed["version"] if confirmed is not None else None
            elif each["state"] != "confirmed":
                continue
            if seen is None:
                continue
            now = await floor.attempt(floor.supervisor.post(f"{path}/prepare", version=seen))
            if now is not None:
                floor.tally.scenes["cash prepared"] += 1
                self.prepared.append(now)

    async def reserve(self, hundreds: Sequence[int]) -> None:
        """Customers on the telephone reserve for another day; the branch will have it, and has
        still to say so of the last.
        """
        for number, count in enumerate(hundreds, start=1):
            wanted = {
                "day": self.later,
                "amount_fen": count * HUNDRED_FEN,
                "notes": [count, 0, 0, 0, 0, 0],
                "phone": PHONE,
            }
            made = await self.lobby.do(f"/api/branches/{self.floor.branch}/cash", wanted)
            if made is not None:
                if number < len(hundreds):
                    confirm = f"/api/cash/{made['id']}/confirm"
                    await self.lobby.do(confirm, version=made["version"])
                self.floor.tally.scenes["cash reserved"] += 1


async def at_the_counter(guest: Guest, door: Door, end: CashEnd) -> None:
    """A large sum is asked for; what follows is decided by the table, and never a refusal."""
    floor, vault = guest.floor, guest.floor.vault
    if vault is None:
        return
    if end == "reserved":
        if not vault.prepared:
            return
        wish: dict[str, object] = {"cash": "enough", "reservation": vault.prepared.pop()["id"]}
    else:
        found = {"part": "part", "rebooked": "none", "transfer": "part"}.get(end, "enough")
        wish = {"cash": found, "amount_fen": LARGE_FEN}
    if end == "held":
        wish["signs"] = "coached"
        guest.lobby.held.add(guest.number)
    asked = await floor.attempt(
        door.post(f"/api/branches/{floor.branch}/cash/ask", wish | {"ticket": guest.ticket})
    )
    if asked is not None:
        floor.tally.scenes[f"cash {asked['action']}"] += 1
        await _end(floor, vault, door, asked, end)


async def _end(floor: Floor, vault: Vault, door: Door, asked: Answer, end: CashEnd) -> None:
    path, version = f"/api/cash/{asked['id']}", asked["version"]
    if end == "held" and floor.supervisor is not None:
        await floor.clock.pass_by(REVIEWED_AFTER_S)
        lifted = await floor.attempt(floor.supervisor.post(f"{path}/review", version=version))
        if lifted is None:
            return
        version = lifted["version"]
    body: dict[str, object] = {}
    verb = "pay"
    if end == "part":
        verb, body = "part", {"amount_fen": PART_FEN}
    elif end == "transfer":
        verb = "convert"
    elif end == "rebooked":
        notes = [LARGE_FEN // HUNDRED_FEN, 0, 0, 0, 0, 0]
        verb, body = "rebook", {"day": vault.later, "notes": notes, "phone": PHONE}
    done = await floor.attempt(door.post(f"{path}/{verb}", body, version=version))
    if done is not None:
        floor.tally.scenes[f"cash {done['state']}"] += 1
