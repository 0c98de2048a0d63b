"""A customer is referred, and what comes of it: accepted, returned, met, a card, refused, left, or
open when the day ends.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.floor import Floor

if TYPE_CHECKING:
    from tingtang.ops.demo.advising import Adviser
    from tingtang.ops.demo.guest import Guest

NOTICED_AFTER_S = 20.0
LEAVES_AFTER_S = 300.0
COMES_BACK_AFTER_S = 5400.0
TALKS_FOR_S = 540.0
WAITS_FOR_S = 2400.0
AGREED = {"purpose": "contact_phone", "notice": "2026-1", "evidence": "signed_form"}
STOPS_AT = frozenset({"card", "refused", "left"})
OUTCOMES = {"returned": "convert", "marketing": "convert"}
"""A referral that was handed on once ends as well as any other."""


async def refer(guest: Guest, door: Door, visit: str) -> None:
    """By who stands there: two taps at a counter, one in the lobby."""
    floor, fate = guest.floor, guest.scene.fate
    if fate is None:
        return
    outdoors = fate == "marketing"
    slip = {
        "target": "marketing_rm" if outdoors else "rm",
        "business": "corporate" if outdoors else "wealth",
        "spoken_yes": fate not in STOPS_AT,
    }
    submitted = await floor.attempt(door.post(f"/api/visits/{visit}/refer", slip))
    if submitted is None:
        return
    floor.tally.scenes["referred"] += 1
    slip_at = _Slip(floor, submitted["id"], submitted["version"])
    floor.spawn(_follow(slip_at, door, fate))


@dataclass(slots=True)
class _Slip:
    """A referral, with the version of its last answer."""

    floor: Floor
    id: str
    version: int

    async def does(
        self, door: Door, verb: str, body: dict[str, object] | None = None
    ) -> Answer | None:
        path = f"/api/referrals/{self.id}/{verb}"
        answer = await self.floor.attempt(door.post(path, body, version=self.version))
        if answer is not None:
            self.version = answer["version"]
            self.floor.tally.scenes[f"referral {answer['state']}"] += 1
        return answer

    async def agrees(self, door: Door) -> None:
        """The customer signs that they may be called."""
        self.floor.tally.scenes["consent taken"] += 1
        paper = {**AGREED, "reference": f"QY-{self.floor.tally.scenes['consent taken']:04d}"}
        path = f"/api/referrals/{self.id}/consents"
        await self.floor.attempt(door.post(path, paper, version=self.version))

    def asks(self) -> Adviser | None:
        """Whom it asks now, as the picture shows it."""
        shown = self.floor.picture.state.get("referrals", {}).get(self.id, {})
        now = self.floor.clock.now_s()
        for each in shown.get("asks", ()):
            if self.floor.clock.moment_s(each["until"]) > now:
                return self.floor.advisers.get(each["id"])
        return None


async def _follow(slip: _Slip, source: Door, fate: str) -> None:
    floor = slip.floor
    await floor.clock.pass_by(NOTICED_AFTER_S)
    if fate == "refused":
        await slip.does(source, "refuse")
    elif fate == "card":
        given = await slip.does(source, "card")
        if given is not None:
            await _come_back(floor, given["serial"])
    elif fate == "left":
        await floor.clock.pass_by(LEAVES_AFTER_S)
        await slip.does(source, "left")
    elif fate == "marketing":
        if floor.marketing is not None and await slip.does(floor.marketing, "accept"):
            await _talk(slip, floor.marketing, OUTCOMES[fate])
    else:
        await _receive(slip, fate)


async def _come_back(floor: Floor, serial: str) -> None:
    """Who had no time comes again, with the card, and is greeted at the door."""
    await floor.clock.pass_by(COMES_BACK_AFTER_S)
    if floor.doors_closed:
        return
    greeted = await floor.attempt(floor.lobby.post(f"/api/branches/{floor.branch}/greetings"))
    if greeted is None:
        return
    path = f"/api/visits/{greeted['visit']}/redeem"
    if await floor.attempt(floor.lobby.post(path, {"serial": serial})) is not None:
        floor.tally.scenes["card redeemed"] += 1


async def _receive(slip: _Slip, fate: str) -> None:
    """Accepted by who is asked; one of them hands it on first."""
    picture = slip.floor.picture
    within_s = 2.0 * slip.floor.clock.scale
    if not await picture.until(lambda: slip.asks() is not None, within_s):
        return
    adviser = slip.asks()
    if fate == "returned" and adviser is not None:
        first = adviser
        await slip.does(adviser.door, "hand-on", {"reason": "no_time"})
        await picture.until(lambda: slip.asks() not in (None, first), within_s)
        adviser = slip.asks()
    if adviser is None or await slip.does(adviser.door, "accept") is None:
        return
    if fate in ("kept", "lost"):
        return  # the day ends before they meet
    outcome = OUTCOMES.get(fate, fate)

    async def talk() -> None:
        await _talk(slip, adviser.door, outcome)

    if not await adviser.sees(talk, WAITS_FOR_S):
        await slip.does(slip.floor.lobby, "left")


async def _talk(slip: _Slip, door: Door, outcome: str) -> None:
    if await slip.does(door, "introduce") is None or await slip.does(door, "talk") is None:
        return
    await slip.floor.clock.pass_by(TALKS_FOR_S)
    body: dict[str, object] = {"outcome": outcome}
    if outcome == "follow_up":
        await slip.agrees(door)
    if outcome == "not_interested":
        body["reason"] = "needs_thought"
    await slip.does(door, "conclude", body)
