"""A relationship manager at a desk: calls numbers like a teller, and sees whom the lobby leads
there, whom one was promised to, and who was referred.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from tingtang.ops.demo.client import Answer
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.scenes import Caller
from tingtang.ops.demo.teller import Teller

SEEN_AFTER_S = 20.0
FROM_THE_ZONE_S = 25.0
FREE_BEFORE_S, FREE_AFTER_S = 1500.0, 240.0
"""So long around the hour of who is awaited no number is called."""
ESCORTED_WITHIN_S = 900.0
ASKS_AFTER_S = 602.0
THINKS_AGAIN_AFTER_S = 300.0


@dataclass(slots=True, eq=False)
class _Meeting:
    """Somebody whom a relationship manager is to see."""

    begin: Callable[[], Awaitable[None]]
    begun: asyncio.Event = field(default_factory=asyncio.Event)


class Adviser(Teller):
    """A relationship manager's seat."""

    def __init__(self, teller: Teller) -> None:
        super().__init__(teller.floor, teller.plan, teller.door, teller.counter)
        self._agenda: list[_Meeting] = []
        self._awaited_s: list[float] = []

    @property
    def is_at_a_desk(self) -> bool:
        """At a VIP counter, too: where a relationship manager sits, there customers are led."""
        return "desk" in self.floor.picture.seats.get(self.counter, {})

    async def sees(self, begin: Callable[[], Awaitable[None]], within_s: float) -> bool:
        """Be seen between two numbers; False if it does not come to it within so long."""
        meeting = _Meeting(begin)
        self._agenda.append(meeting)
        picture = self.floor.picture
        picture.look_again()
        if await picture.until(meeting.begun.is_set, within_s):
            return True
        if meeting in self._agenda:
            self._agenda.remove(meeting)
            return False
        return True

    def awaits(self, moment_s: float) -> None:
        """Somebody has said when they come."""
        self._awaited_s.append(moment_s)

    async def _keeps_an_appointment(self) -> bool:
        if not self._agenda and self._is_kept_free():
            await self._finish()
            await self.floor.picture.change()
            return True
        if not self._agenda:
            return False
        await self._finish()
        meeting = self._agenda.pop(0)
        self._awaited_s.clear()
        meeting.begun.set()
        await meeting.begin()
        return True

    def _is_kept_free(self) -> bool:
        now_s = self.floor.clock.now_s()
        return any(at - FREE_BEFORE_S < now_s < at + FREE_AFTER_S for at in self._awaited_s)

    def _waited_for(self) -> bool:
        return bool(self._agenda) or super()._waited_for()

    async def meets(self, guidance: Answer, walks_s: float, talk_s: float) -> None:
        """Who is led here comes, and is served until the next press."""
        clock = self.floor.clock
        await clock.pass_by(walks_s)
        path = f"/api/guidances/{guidance['id']}/arrived"
        met = await self.floor.attempt(self.door.post(path, version=guidance["version"]))
        if met is None:
            return
        self.floor.tally.scenes["met"] += 1
        self.in_hand = met["ticket"]
        await clock.pass_by(talk_s)
        await self._conclude(met)

    async def _conclude(self, met: Answer) -> None:
        """Who said yes before being led was referred: what came of it ends the talk."""
        if met.get("referral") is None:
            return
        path = f"/api/referrals/{met['referral']}/conclude"
        if await self.floor.attempt(self.door.post(path, {"outcome": "convert"})) is not None:
            self.floor.tally.scenes["led and converted"] += 1
            self.in_hand = None


class Visitor:
    """A VIP who comes for a relationship manager and takes no number."""

    def __init__(self, floor: Floor, lobby: LobbyManager, plan: Caller) -> None:
        self.floor = floor
        self.lobby = lobby
        self.plan = plan
        self._guidance: Answer = {}

    async def visit(self) -> None:
        """The card is read; the lobby manager hears of it, and leads the way."""
        floor = self.floor
        await floor.clock.until(self.plan.arrives_s)
        card = {"kind": "card", "number": self.plan.client.card}
        read = await floor.attempt(
            floor.kiosk.post(f"/api/branches/{floor.branch}/card-read", card)
        )
        if read is None:
            return
        floor.tally.scenes["card"] += 1
        await floor.clock.pass_by(SEEN_AFTER_S)
        await floor.attempt(floor.lobby.get(f"/api/visits/{read['visit']}/address"))
        wish: dict[str, object] = {"business": "wealth", "reply": "willing"}
        if self.plan.refuses:
            await self._refuse(read["visit"], wish)
            wish["asked"] = True
        guided = await self.lobby.do(f"/api/visits/{read['visit']}/guide", wish)
        if guided is None:
            return
        self._guidance = guided
        floor.tally.scenes[f"guided: {guided['path']}"] += 1
        if guided["state"] == "led":
            await self._be_led()
        elif guided["state"] == "promised":
            await self._wait()

    async def _refuse(self, visit: str, wish: Answer) -> None:
        """A no to the lobby manager binds everybody else, too, until the customer asks."""
        floor, path = self.floor, f"/api/visits/{visit}/guide"
        if await self.lobby.do(path, wish | {"reply": "refuses"}) is None:
            return
        floor.tally.scenes["refused contact"] += 1
        colleague = next(iter(floor.advisers.values()), None)
        if colleague is not None:
            again = colleague.door.post(path, wish)
            floor.tally.scenes["refusal binds"] += await floor.is_refused("refused_contact", again)
        await floor.clock.pass_by(THINKS_AGAIN_AFTER_S)

    def _adviser(self) -> Adviser | None:
        """Who sits at the desk that was named, or has one at all."""
        advisers = [one for one in self.floor.advisers.values() if one.is_at_a_desk]
        named = [one for one in advisers if one.counter == self._guidance.get("desk")]
        return next(iter(named or advisers), None)

    async def _be_led(self) -> None:
        adviser = self._adviser()
        if adviser is None:
            return

        async def meet() -> None:
            await adviser.meets(self._guidance, self.plan.walks_s, self.plan.talk_s)

        if not await adviser.sees(meet, ESCORTED_WITHIN_S):
            await self._let_go()

    async def _wait(self) -> None:
        """In the VIP zone, until the relationship manager comes or patience ends."""
        adviser = self._adviser()
        if adviser is None:
            return
        asking = self.floor.spawn(self._say_to_wait_on())

        async def meet() -> None:
            asking.cancel()
            path = f"/api/guidances/{self._guidance['id']}/led"
            led = await self.floor.attempt(
                adviser.door.post(
                    path, {"desk": adviser.counter}, version=self._guidance["version"]
                )
            )
            if led is not None:
                self.floor.tally.scenes["promise kept"] += 1
                await adviser.meets(led, FROM_THE_ZONE_S, self.plan.talk_s)

        if not await adviser.sees(meet, self.plan.waits_s):
            asking.cancel()
            await self._let_go()

    async def _say_to_wait_on(self) -> None:
        """Each time that the promise asks, the customer waits on."""
        while True:
            await self.floor.clock.pass_by(ASKS_AFTER_S)
            path = f"/api/guidances/{self._guidance['id']}/keep-waiting"
            asked = await self.lobby.do(path, version=self._guidance["version"])
            if asked is None:
                return
            self.floor.tally.scenes["promise asked"] += 1
            self._guidance = asked

    async def _let_go(self) -> None:
        path = f"/api/guidances/{self._guidance['id']}/let-go"
        if await self.lobby.do(path, version=self._guidance["version"]) is not None:
            self.floor.tally.scenes["let go"] += 1
