"""What customers wish of their files over the day: put right, a need remembered for a while, all of
it erased; and a complaint that is settled.
"""

from __future__ import annotations

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.portfolio import Client, complainant_of, leaver_of, remembered_of

NEED = "elder"
REMEMBERED_FOR_S = 3600.0
AGREED = {
    "purpose": "need_keep",
    "notice": "2026-1",
    "evidence": "signed_form",
    "reference": "QY-NEED-0001",
}
ADDRESSED = "老师"


async def put_right(floor: Floor, code: str) -> None:
    """How somebody is addressed, who looks after them, and for a while what they need."""
    door, client = floor.supervisor, remembered_of(code)
    found = await _looked_up(floor, door, client, "correction")
    if door is None or found is None:
        return
    path, seen = f"/api/customers/{found['customer']}", found["version"]
    form = {"form": client.name[0] + ADDRESSED}
    done = await floor.attempt(door.post(f"{path}/address-form", form, version=seen))
    other = _another(floor, found)
    if done is not None and other is not None:
        body = {"rm": other}
        await floor.attempt(door.post(f"{path}/rm", body, version=done["version"]))
    agreed = await floor.attempt(door.post(f"{path}/consents", AGREED))
    if agreed is None:
        return
    kept = await floor.attempt(
        door.post(f"{path}/needs/keep", {"need": NEED}, version=agreed["version"])
    )
    floor.tally.scenes["need kept"] += kept is not None
    await floor.clock.pass_by(REMEMBERED_FOR_S)
    ended = await floor.attempt(door.post(f"/api/consents/{agreed['id']}/withdraw"))
    floor.tally.scenes["need forgotten"] += ended is not None and ended["need_forgotten"]


def _another(floor: Floor, found: Answer) -> str | None:
    """A relationship manager who doesn't look after them yet."""
    now = (found.get("rm") or {}).get("id")
    return next((each for each in sorted(floor.advisers) if each != now), None)


async def erase(floor: Floor, code: str) -> None:
    """The branch head does it, and nothing brings it back."""
    found = await _looked_up(floor, floor.head, leaver_of(code), "correction")
    if found is None:
        return
    path = f"/api/customers/{found['customer']}/erase"
    if await floor.attempt(floor.head.post(path, version=found["version"])) is not None:
        floor.tally.scenes["erased"] += 1


async def settle(floor: Floor, code: str) -> None:
    """After it the bank may sell to whoever had complained, again."""
    found = await _looked_up(floor, floor.head, complainant_of(code), "complaint")
    if found is None:
        return
    path = f"/api/customers/{found['customer']}/lift-hold"
    if await floor.attempt(floor.head.post(path)) is not None:
        floor.tally.scenes["hold lifted"] += 1


async def _looked_up(floor: Floor, door: Door | None, client: Client, reason: str) -> Answer | None:
    if door is None:
        return None
    asked = {"kind": "own", "number": client.number, "reason": reason}
    path = f"/api/branches/{floor.branch}/customers/look-up"
    return await floor.attempt(door.post(path, asked))
