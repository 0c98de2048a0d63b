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
SHOWN_WITHIN_S = 2.0
"""Real seconds within which the picture shows who is asked."""
TAKES_BACK_AFTER_S = 900.0
AGREED = {"purpose": "contact_phone", "notice": "2026-1", "evidence": "signed_form"}
ASKED_LATER = frozenset({"card", "refused", "left", "to_head"})
"""Who has not been asked yet, when they are referred, whether they want to be introduced."""
OUTCOMES = {
    "returned": "convert",
    "slow": "convert",
    "marketing": "convert",
    "took_back": "follow_up",
}
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
        "spoken_yes": fate not in ASKED_LATER,
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
        asked = self._asked()
        return None if asked is None else self.floor.advisers.get(asked["id"])

    async def goes_by(self) -> None:
        """Whoever is asked lets their time go by."""
        asked = self._asked()
        if asked is not None:
            await self.floor.clock.until(self.floor.clock.moment_s(asked["until"]) + 1)

    def _asked(self) -> Answer | None:
        shown = self.floor.picture.state.get("referrals", {}).get(self.id, {})
        clock = self.floor.clock
        asks: list[Answer] = shown.get("asks", [])
        still = (each for each in asks if clock.moment_s(each["until"]) > clock.now_s())
        return next(still, None)


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
    elif fate == "to_head":
        for said in ("yes", "take-back-yes", "yes"):  # heard wrongly at first
            await slip.does(source, said)
        await _reach_the_head(slip)
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


async def _next_asked(slip: _Slip, before: Adviser | None = None) -> Adviser | None:
    """Who is asked once the picture shows it, and hasn't been before."""
    floor = slip.floor
    within_s = SHOWN_WITHIN_S * floor.clock.scale
    shown = await floor.picture.until(lambda: slip.asks() not in (None, before), within_s)
    return slip.asks() if shown else None


async def _reach_the_head(slip: _Slip) -> None:
    """Two hand it on, and the branch head sees the customer, to whom nothing is put."""
    adviser = None
    for reason in ("no_time", "other_product"):
        adviser = await _next_asked(slip, adviser)
        if adviser is None:
            return
        await slip.does(adviser.door, "hand-on", {"reason": reason})
    head = slip.floor.head
    if await slip.does(head, "accept") is not None:
        slip.floor.tally.scenes["accepted by the head"] += 1
        await _talk(slip, head, "no_offer")


async def _receive(slip: _Slip, fate: str) -> None:
    """Accepted by who is asked; one of them hands it on first, one has no time to look."""
    adviser = await _next_asked(slip)
    if adviser is None:
        return
    if fate == "returned":
        await slip.does(adviser.door, "hand-on", {"reason": "no_time"})
        adviser = await _next_asked(slip, adviser)
    elif fate == "slow":
        await slip.goes_by()
        adviser = await _next_asked(slip, adviser)
        slip.floor.tally.scenes["asked the second"] += adviser is not None
    if adviser is None or await slip.does(adviser.door, "accept") is None:
        return
    if fate in ("kept", "lost"):
        return  # the day ends before they meet
    outcome = OUTCOMES.get(fate, fate)

    async def talk() -> None:
        await _talk(slip, adviser.door, outcome, agreed=fate == "took_back")
        if fate == "took_back":
            slip.floor.spawn(_take_back(slip))

    if not await adviser.sees(talk, WAITS_FOR_S):
        await slip.does(slip.floor.lobby, "left")


async def _take_back(slip: _Slip) -> None:
    """The customer telephones: they agree no more to be called, and nobody follows them up."""
    floor = slip.floor
    await floor.clock.pass_by(TAKES_BACK_AFTER_S)
    if floor.supervisor is None:
        return
    told = await floor.attempt(floor.supervisor.get(f"/api/referrals/{slip.id}/file"))
    for each in (told or {}).get("consents", ()):
        if each["purpose"] != AGREED["purpose"] or each.get("withdrawn_at") is not None:
            continue
        path = f"/api/consents/{each['id']}/withdraw"
        ended = await floor.attempt(floor.supervisor.post(path))
        if ended is not None:
            floor.tally.scenes["consent withdrawn"] += 1
            floor.tally.scenes["follow-up ended"] += ended["follow_ups"]


async def _talk(slip: _Slip, door: Door, outcome: str, *, agreed: bool = False) -> None:
    """`agreed`: to be called, long before."""
    if await slip.does(door, "introduce") is None or await slip.does(door, "talk") is None:
        return
    await slip.floor.clock.pass_by(TALKS_FOR_S)
    body: dict[str, object] = {"outcome": outcome}
    if outcome == "follow_up" and not agreed:
        await slip.agrees(door)
    if outcome == "not_interested":
        body["reason"] = "needs_thought"
    await slip.does(door, "conclude", body)
