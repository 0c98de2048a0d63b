"""A teller: takes the seat, opens, calls, serves, eats, and finishes and calls in one click."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping

from tingtang.ops.demo import at_the_counter
from tingtang.ops.demo.client import Answer, Door, Refusal, ServerAway
from tingtang.ops.demo.day import SeatPlan, Spell
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.guest import Guest

DOORS_OPEN_WITHIN_S = 600.0
"""Branch seconds for which a teller who is ready waits for the doors."""
LOOKS_AGAIN_AFTER_S = 10.0
"""After a refusal: what the person at the counter does before pressing again."""
PICTURE_WITHIN_S = 2.0
"""Real seconds within which the picture shows what made a screen stale."""
PICTURE_LAGS_S = 0.15
"""Real seconds by which the picture may be behind what has just been done."""
GLANCES_AFTER_S = 10.0
"""Real seconds after which an idle teller presses the button although nobody is to be seen."""
HANDS_OFF_S = 45.0
"""Real seconds for which a seat is left alone after somebody else worked at it."""
HEARS_AFTER_S = 20.0
"""Whoever is asked back sees it, and answers."""
LOOKS_UP_EVERY_S, HELPS_OUT_FOR_S = 300.0, 2700.0
"""Of whoever is on call: whether the doors are closed, and how long they stay."""
RECALLS = 2
STRANGER_WALKS_S, STRANGER_TAKES_S = 15.0, 240.0
"""Somebody who took a number by hand while the day plays: comes, and is served."""


class Teller:
    """One seat of the plan, and the person at it."""

    def __init__(self, floor: Floor, plan: SeatPlan, door: Door, counter: str) -> None:
        self.floor = floor
        self.plan = plan
        self.door = door
        self.counter = counter
        self.services = tuple(
            floor.service_ids[one] for one in plan.services if one in floor.service_ids
        )
        self.in_hand: str | None = None  # the ticket at this counter
        self._version = 0
        self._state = ""  # of the seat, by the last answer
        self._ready_s = -math.inf
        self._hands_off_until = -math.inf

    # ------------------------------------------------------------------------------- the day

    async def work(self) -> None:
        clock = self.floor.clock
        await clock.until(self.plan.taken_s)
        await self._seat("take")
        for spell in self.plan.spells:
            if clock.now_s() < spell.to_s:
                await self._live(spell)
        if self.plan.drains:
            await self._open()
            await self._serve_until(math.inf)
        await self._seat("leave")
        if not self.plan.drains:
            await self._be_on_call()

    async def _live(self, spell: Spell) -> None:
        clock = self.floor.clock
        await self._until_almost(spell.from_s)
        if spell.pause is not None:
            await self._seat("pause", {"reason": spell.pause})
            await self._rest(spell)
            return
        if clock.now_s() < self._ready_s:
            await self._seat("pause", {"reason": "break"})
            await clock.until(min(self._ready_s, spell.to_s))
        if clock.now_s() < spell.to_s:
            await self._open()
            await self.floor.picture.until(self._doors_open, DOORS_OPEN_WITHIN_S)
            await self._serve_until(spell.to_s)

    async def _rest(self, spell: Spell) -> None:
        """Whoever is asked back from a pause comes, but not from lunch."""
        clock, picture = self.floor.clock, self.floor.picture
        while await picture.until(self._is_asked, self._almost(spell.to_s) - clock.now_s()):
            await clock.pass_by(HEARS_AFTER_S)
            if spell.pause != "lunch":
                await self._open()
                await self._serve_until(spell.to_s)
                return
            await self._press(f"/api/counters/{self.counter}/decline-summons")
            await picture.until(lambda: not self._is_asked(), LOOKS_AGAIN_AFTER_S)

    async def _be_on_call(self) -> None:
        """In the back office for the rest of the day: whoever asks for somebody here gets them for
        a while.
        """
        floor, clock = self.floor, self.floor.clock
        floor.on_call.add(self.counter)
        while not floor.doors_closed:
            if await floor.picture.until(self._is_asked, LOOKS_UP_EVERY_S):
                await clock.pass_by(HEARS_AFTER_S)
                await self._help_out(clock.now_s() + HELPS_OUT_FOR_S)

    async def _help_out(self, ends_s: float) -> None:
        await self._seat("take")
        await self._open()
        while self.floor.clock.now_s() < ends_s and not self.floor.doors_closed:
            await self._serve_until(min(ends_s, self.floor.clock.now_s() + LOOKS_UP_EVERY_S))
        await self._seat("leave")

    def _is_asked(self) -> bool:
        """Whether somebody asks for this teller here, and has no answer yet."""
        summons = self.floor.picture.seats.get(self.counter, {}).get("summons")
        if summons is None or summons["declined"]:
            return False
        clock = self.floor.clock
        return clock.now_s() < clock.moment_s(summons["until"])

    async def _open(self) -> None:
        if self._state != "open":  # it is, where a customer took a whole break
            await self._seat("open")

    def _doors_open(self) -> bool:
        return self.floor.picture.day_state != "before"

    async def _serve_until(self, ends_s: float) -> None:
        while self._goes_on(ends_s):
            if self._somebody_else_works_here():
                await self.floor.clock.pass_by(LOOKS_AGAIN_AFTER_S)
                continue
            if await self._keeps_an_appointment():
                continue
            called = await self._call_next()
            if called is not None:
                await self._attend(called)
            else:
                await self._look_up(ends_s)
        await self._finish()

    async def _look_up(self, ends_s: float) -> None:
        """Nobody to call: wait for somebody, or for news where the hall knows better than we."""
        picture = self.floor.picture
        self.floor.nobody_waits_for(self.services)
        if self._waited_for():
            await picture.change(PICTURE_LAGS_S)
        await picture.until(
            lambda: self._waited_for() or not self._goes_on(ends_s),
            GLANCES_AFTER_S * self.floor.clock.scale,
        )

    async def _keeps_an_appointment(self) -> bool:
        """Whether somebody was seen without being called: at a relationship manager's desk."""
        return False

    def _goes_on(self, ends_s: float) -> bool:
        if ends_s < math.inf:
            return self.floor.clock.now_s() < ends_s
        floor = self.floor
        return not floor.doors_closed or self._waited_for() or floor.anybody_inside()

    def _waited_for(self) -> bool:
        return self.floor.waits_for(self.services, self.counter)

    # ------------------------------------------------------------------------------- calling

    async def _call_next(self) -> Answer | None:
        """The big button: finishes the customer in hand and calls the next, in one turn."""
        asked_for = self.in_hand
        answer = await self._press(f"/api/counters/{self.counter}/call-next")
        if answer is None:
            return None
        if asked_for is not None:
            self._served(asked_for)
        called: Answer | None = answer.get("called")
        self.in_hand = called["id"] if called else None
        if called is not None:
            self.floor.leave_line(called["id"])
        return called

    async def _press(self, path: str, body: Mapping[str, object] | None = None) -> Answer | None:
        """A verb of the seat, with the version on the screen; stale, it looks again once."""
        for last_try in (False, True):
            version = self._seen()
            try:
                answer = await self.door.post(path, body, version=version)
            except Refusal as refusal:
                if refusal.code == "stale_screen" and not last_try and await self._newer(version):
                    continue
                self.floor.note(refusal)
                await self.floor.clock.pass_by(LOOKS_AGAIN_AFTER_S)
                return None
            except ServerAway as away:
                self.floor.note(away)
                return None
            self._keep(answer)
            return answer
        return None

    def _seen(self) -> int:
        return max(self._version, self._shown())

    def _shown(self) -> int:
        return int(self.floor.picture.seats.get(self.counter, {}).get("version", 0))

    async def _newer(self, version: int) -> bool:
        """Wait for the picture that shows what happened; if not by us, leave the seat alone."""
        clock, picture = self.floor.clock, self.floor.picture
        newer = await picture.until(lambda: self._shown() > version, PICTURE_WITHIN_S * clock.scale)
        self._version = 0  # believe the picture alone
        there = picture.seats.get(self.counter, {}).get("ticket")
        if newer and there != self.in_hand:
            self._hands_off()
            self.in_hand = there
            return False
        return True

    def _hands_off(self) -> None:
        hour_s = self.floor.clock.real_s(3600.0)
        self._hands_off_until = time.monotonic() + min(HANDS_OFF_S, hour_s)

    def _somebody_else_works_here(self) -> bool:
        """A newcomer at this very seat: theirs, until they have not touched it for a while."""
        now = time.monotonic()
        seat = self.floor.picture.seats.get(self.counter, {})
        if now < self._hands_off_until and self._version < int(seat.get("version", 0)):
            self._version = int(seat["version"])
            self._hands_off()
            self.in_hand = seat.get("ticket")
        return now < self._hands_off_until

    async def _seat(self, verb: str, body: Mapping[str, object] | None = None) -> None:
        answer = await self._press(f"/api/counters/{self.counter}/{verb}", body)
        if answer is not None:
            self._state = str(answer.get("state", ""))

    # ------------------------------------------------------------------------------- serving

    async def _attend(self, called: Answer) -> None:
        """What happens at the counter until the button is pressed again."""
        clock = self.floor.clock
        called_s = clock.now_s()
        guest = self.floor.guests.get(called["id"])
        if guest is None:
            await self._serve_stranger(called)
            return
        guest.was_called(called_s)
        if guest.plan.never_served:
            await self._let_go(guest)
        elif not guest.comes:
            await self._give_up(called, guest)
        else:
            await clock.pass_by(guest.plan.walks_s)
            await self._serve(guest, called_s)
            self._ready_s = self.plan.ready_s(called_s, clock.now_s())

    async def _serve(self, guest: Guest, called_s: float) -> None:
        clock, plan = self.floor.clock, guest.plan
        arriving = self.floor.spawn(self._arrived(guest.ticket))
        begun_s = called_s + plan.walks_s
        if plan.parks_s is not None and guest.left_s == plan.service_s:
            await clock.until(begun_s + plan.service_s / 2)
            await arriving
            if await self._ticket("park", {"reason": "forms"}) is not None:
                self.in_hand = None
                guest.was_sent_aside(plan.service_s / 2)
                return
        if at_the_counter.has_some(guest.scene):
            await arriving
            if await at_the_counter.goes_elsewhere(guest, self.door):
                self.in_hand = None
                return
            self.floor.spawn(at_the_counter.serve(guest, self.door, begun_s + guest.left_s))
        await self._until_almost(begun_s + guest.left_s)
        await arriving  # the seat's version comes with its answer
        if plan.second_service is not None and await self._second(guest):
            return
        if plan.score is not None and plan.uses_phone:
            self.floor.spawn(self._ask_rating(guest.ticket))

    async def _arrived(self, ticket: str) -> None:
        self._keep(await self.floor.attempt(self.door.post(f"/api/tickets/{ticket}/arrive")))

    def _keep(self, answer: Answer | None) -> None:
        """The version that the seat has now: a verb at the counter changes both seat and ticket."""
        if answer is not None:
            self._version = max(self._version, int(answer.get("version", 0)))

    async def _ask_rating(self, ticket: str) -> None:
        await self.floor.attempt(self.door.post(f"/api/tickets/{ticket}/ask-rating"))

    async def _until_almost(self, moment_s: float) -> None:
        """Until the next press, sent now, lands at the moment: matters at hundreds of times."""
        await self.floor.clock.until(self._almost(moment_s))

    def _almost(self, moment_s: float) -> float:
        return moment_s - self.door.pulse.latency_s * self.floor.clock.scale

    async def _second(self, guest: Guest) -> bool:
        """A second errand: here if this counter does it, else on to another, keeping the place."""
        clock, plan = self.floor.clock, guest.plan
        service = self.floor.service_ids.get(plan.second_service or "")
        if service is None or guest.left_s == plan.second_service_s:
            return False
        if service in self.services:
            await clock.pass_by(plan.second_service_s)
            return False
        guest.left_s = plan.second_service_s
        if await self._ticket("transfer", {"service": service}) is None:
            return False
        self.in_hand = None
        self.floor.join(guest.ticket, service)
        return True

    async def _serve_stranger(self, called: Answer) -> None:
        clock = self.floor.clock
        await clock.pass_by(STRANGER_WALKS_S)
        await self._arrived(called["id"])
        await clock.pass_by(STRANGER_TAKES_S)

    async def _let_go(self, guest: Guest) -> None:
        await guest.leave()
        self.in_hand = None

    async def _give_up(self, called: Answer, guest: Guest) -> None:
        """Call again, twice, then pass: nobody comes."""
        clock = self.floor.clock
        for _ in range(RECALLS):
            await clock.until(self._moment(called, "recall_after", 15.0))
            answer = await self._ticket("recall")
            called = {**called, "recall_after": None, **(answer or {})}
        await clock.until(self._moment(called, "pass_after", 60.0))
        if await self._ticket("no-show") is None:
            await clock.pass_by(LOOKS_AGAIN_AFTER_S)
            await self._ticket("no-show")
        self.in_hand = None
        guest.was_passed()

    def _moment(self, called: Answer, name: str, otherwise_s: float) -> float:
        clock = self.floor.clock
        told = called.get(name)
        return clock.moment_s(told) + 1 if told else clock.now_s() + otherwise_s

    async def _ticket(self, verb: str, body: Mapping[str, object] | None = None) -> Answer | None:
        path = f"/api/tickets/{self.in_hand}/{verb}"
        answer = await self.floor.attempt(self.door.post(path, body))
        self._keep(answer)
        return answer

    async def _finish(self) -> None:
        """The last one before a break or the evening, without calling the next."""
        if self.in_hand is None:
            return
        ticket = self.in_hand
        if await self._ticket("finish") is not None:
            self._served(ticket)
        self.in_hand = None

    def _served(self, ticket: str) -> None:
        guest = self.floor.guests.get(ticket)
        if guest is not None and not guest.gone:
            guest.was_served()
