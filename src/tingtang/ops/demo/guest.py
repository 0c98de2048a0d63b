"""A customer: takes a number, waits, looks at the phone, loses patience or is served, and rates."""

from __future__ import annotations

import asyncio
import contextlib

from tingtang.ops.demo import arriving
from tingtang.ops.demo.client import Answer, Door, Refusal, ServerAway
from tingtang.ops.demo.day import Need, PlannedCustomer
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.scenes import PLAIN, Scene

NOTICED_AFTER_S = 60.0
"""The lobby manager sees within a minute who needs care or is known."""
SAYS_LATE_AFTER_S = 90.0
RATES_AFTER_S = 45.0
TRIES_AGAIN_AFTER_S = 120.0
KNOWN = {"reason": "known_customer"}  # by who says the class
FEW_AHEAD = 3
"""Nobody walks away with fewer people ahead."""


class Guest:
    """One planned customer inside the branch."""

    def __init__(
        self, floor: Floor, lobby: LobbyManager, plan: PlannedCustomer, scene: Scene = PLAIN
    ) -> None:
        self.floor = floor
        self.lobby = lobby
        self.plan = plan
        self.scene = scene
        self.code: str | None = None  # of the appointment
        self.ticket = ""
        self.number = ""
        self.seen_to = asyncio.Event()  # has a number, or was turned away
        self.called = asyncio.Event()
        self.gone = False  # left, with or without a word
        self.outcome: str | None = None  # served, diverted, abandoned, turned_away
        self.asked = False  # whether they would go elsewhere
        self.aside = False  # at another place for a while: no waiting
        self.aside_s = 0.0
        self.issued_s = 0.0
        self.waited_s: float | None = None  # to the first call
        self.left_s = plan.service_s  # of service, when called again after a form
        self.times_missed = 0
        self._phone: Door | None = None

    @property
    def service(self) -> str:
        return self.floor.service_ids[self.plan.service]

    # ------------------------------------------------------------------------------- inside

    async def visit(self) -> None:
        """From the door to the number, then wait."""
        self.floor.tally.came += 1
        try:
            issued = await self._take_a_number()
        finally:
            self.seen_to.set()
        if issued is None:
            self.outcome = "turned_away"
            self.floor.tally.turned_away += 1
            return
        self.ticket, self.number = issued["id"], issued["number"]
        self.issued_s = self.floor.clock.now_s()
        if "issued_at" in issued:
            self.issued_s = self.floor.clock.moment_s(issued["issued_at"])
        self.floor.guests[self.ticket] = self
        if "called_from" in issued:
            self.floor.spawn(arriving.come_at_the_slot(self))
        else:
            self.floor.join(self.ticket, self.service)
        if not self.plan.never_served:
            await self._begin_errands(issued)
        await self._wait()

    async def _take_a_number(self) -> Answer | None:
        floor, plan = self.floor, self.plan
        body: dict[str, object] = {
            "service": self.service,
            "language": plan.language,
        }
        if self.need is not None and self._tells_need:
            body |= {"need": self.need, "protected": True}
        if plan.issued_by_staff:
            body |= {"class": plan.customer_class, "channel": "lobby", **KNOWN}
        known = await arriving.at_the_door(self)
        if known is not None and "id" in known:
            return known
        if known is not None:
            body |= known
        door = floor.lobby if plan.issued_by_staff else floor.kiosk
        for _ in range(2):
            issued = await floor.attempt(door.post(f"/api/branches/{floor.branch}/tickets", body))
            if issued is not None or floor.doors_closed:
                return issued
            await floor.clock.pass_by(TRIES_AGAIN_AFTER_S)
        return None

    async def _begin_errands(self, issued: Answer) -> None:
        floor, plan = self.floor, self.plan
        if plan.issued_by_staff:
            return
        floor.spawn(self._print())
        if self._is_marked or self._is_seen_to_need:
            floor.spawn(self._be_noticed())
        arriving.begin(self)
        if plan.uses_phone and issued.get("phone_path"):
            floor.spawn(self._open_the_phone(str(issued["phone_path"])))
        if plan.asks_help:
            floor.spawn(self._ask_help())

    @property
    def need(self) -> Need | None:
        return self.scene.need or self.plan.need

    @property
    def _tells_need(self) -> bool:
        return self.plan.tells_need if self.scene.need is None else not self.scene.door

    @property
    def _is_seen_to_need(self) -> bool:
        """Whether the lobby manager sees it, with the number in hand; not at the door already."""
        return self.need is not None and not self._tells_need and self.scene.need is None

    @property
    def _is_marked(self) -> bool:
        """Where neither the bank's file nor a signal tells the class, the lobby manager says it."""
        told = self.scene.client is not None or bool(self.scene.signals)
        return self.plan.customer_class != "ordinary" and not told

    async def _print(self) -> None:
        door = self.floor.kiosk
        await self.floor.attempt(door.post(f"/api/tickets/{self.ticket}/printed", {"ok": True}))

    async def _be_noticed(self) -> None:
        await self.floor.clock.pass_by(NOTICED_AFTER_S)
        mark: dict[str, object] = {}
        if self._is_marked:
            mark |= {"class": self.plan.customer_class, **KNOWN}
        if self._is_seen_to_need:
            mark |= {"need": self.need, "protected": True}
        if not self.gone and self.outcome is None:
            await self.lobby.do(f"/api/tickets/{self.ticket}/mark", mark)

    async def _ask_help(self) -> None:
        floor = self.floor
        await floor.clock.pass_by(NOTICED_AFTER_S)
        await floor.attempt(floor.kiosk.post(f"/api/branches/{floor.branch}/help", {}))

    # ------------------------------------------------------------------------------ the phone

    async def _open_the_phone(self, path: str) -> None:
        phone = self.floor.kiosk.another("")
        self.floor.doors.append(phone)
        await phone.enter(path)
        self._phone = phone
        if self.plan.late_min is not None:
            await self._be_late(self.plan.late_min)

    async def _be_late(self, minutes: int) -> None:
        floor = self.floor
        await floor.clock.pass_by(SAYS_LATE_AFTER_S)
        mine = floor.picture.tickets.get(self.ticket, {})
        ahead = sum(
            1
            for one in floor.picture.tickets.values()
            if one["state"] == "waiting" and one["issued_at"] < mine.get("issued_at", "")
        )
        if self.called.is_set() or ahead < FEW_AHEAD:
            return
        if await self._on_the_phone("late", {"minutes": minutes}) is not None:
            floor.leave_line(self.ticket)
            await floor.clock.pass_by(minutes * 60 * 0.8)
            if floor.picture.ticket_state(self.ticket) == "parked":
                await self._on_the_phone("resume")
                floor.join(self.ticket, self.service)

    async def _on_the_phone(self, verb: str, body: Answer | None = None) -> Answer | None:
        if self._phone is None:
            return None
        return await self.floor.attempt(
            self._phone.post(f"/api/tickets/{self.ticket}/{verb}", body)
        )

    # --------------------------------------------------------------------------- waiting

    async def _wait(self) -> None:
        """Until called, or until patience ends; being late or at a form is no waiting."""
        clock = self.floor.clock
        early_s = max((self.scene.slot_s or 0.0) - self.issued_s, 0.0)
        ends_s = self.issued_s + self.plan.patience_s + (self.plan.late_min or 0) * 60 + early_s
        while not self.called.is_set() and self.outcome is None:
            left_s = clock.real_s(ends_s + self.aside_s - clock.now_s())
            if left_s <= 0 and self.aside:
                left_s = 1.0
            if left_s <= 0:
                await self._lose_patience()
                return
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(left_s, 5.0)):
                    await self.called.wait()

    async def _lose_patience(self) -> None:
        if not self.plan.says_goodbye:
            self.gone = True  # the number stays in line until it is called and passed
            return
        await self.leave()

    async def leave(self) -> None:
        """Give the number back, unless somebody has just called it and the hall says so."""
        if self.gone:
            return
        path = f"/api/tickets/{self.ticket}/abandon"
        door = self._phone or self.floor.lobby
        try:
            await door.post(path)
        except (Refusal, ServerAway) as trouble:
            if not self.called.is_set():
                self.floor.note(trouble)
            return
        self.gone = True
        self.floor.leave_line(self.ticket)
        self._ended("abandoned")

    # ---------------------------------------------------------------- what tellers do to one

    def was_called(self, at_s: float) -> None:
        if self.waited_s is None:
            self.waited_s = max(at_s - self.issued_s, 0.0)
            self.floor.tally.waits_s.append(self.waited_s)
        self.called.set()

    @property
    def comes(self) -> bool:
        return not self.gone and (self.plan.shows_up or self.times_missed > 0)

    def was_passed(self) -> None:
        self.times_missed += 1
        self.floor.tally.missed += 1
        back_s = self.plan.comes_back_s
        if back_s is None or self.gone or self.times_missed > 1:
            self._ended("abandoned")
        else:
            self.floor.spawn(self._come_back(back_s))

    async def _come_back(self, after_s: float) -> None:
        await self.floor.clock.pass_by(after_s)
        if await self.lobby.do(f"/api/tickets/{self.ticket}/rejoin") is None:
            self._ended("abandoned")
        else:
            self.floor.join(self.ticket, self.service)

    def was_sent_aside(self, left_s: float) -> None:
        """A form to fill in; the rest of the service afterwards."""
        self.left_s = left_s
        self.floor.spawn(self._fill_in_the_form())

    async def _fill_in_the_form(self) -> None:
        await self.floor.clock.pass_by(self.plan.parks_s or 0.0)
        if self._phone is None or await self._on_the_phone("resume") is None:
            await self.lobby.do(f"/api/tickets/{self.ticket}/resume")
        self.floor.join(self.ticket, self.service)

    def was_served(self) -> None:
        self._ended("served")
        if self.plan.score is not None and self._phone is not None:
            self.floor.spawn(self._rate(self.plan.score))

    async def _rate(self, score: int) -> None:
        await self.floor.clock.pass_by(RATES_AFTER_S)
        if await self._on_the_phone("rating", {"score": score}) is not None:
            self.floor.tally.rated += 1

    def was_helped_elsewhere(self) -> None:
        self._ended("diverted")
        self.gone = True

    def was_given_up(self) -> None:
        self._ended("abandoned")
        self.gone = True

    def _ended(self, outcome: str) -> None:
        if self.outcome is not None:
            return
        self.outcome = outcome
        if outcome == "served":
            self.floor.tally.served += 1
        elif outcome == "diverted":
            self.floor.tally.diverted += 1
        else:
            self.floor.tally.abandoned += 1
