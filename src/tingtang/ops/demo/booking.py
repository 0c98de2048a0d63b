"""Appointments of the day: made by telephone with the lobby manager, and on the customers' page."""

from __future__ import annotations

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.scenes import MOMENT_S, Scenes

ON_THE_PAGE = 2
ASKED_BEFORE_S = 240.0
PHONE = "1990001{:04d}"


class Booking:
    """Books what the plan says, and keeps the codes."""

    def __init__(self, floor: Floor, code: str) -> None:
        self.floor = floor
        self._page = f"/api/book/{code}/bookings"
        self.codes: dict[int, str] = {}  # by the customer's key

    async def make(self, scenes: Scenes, services: dict[int, str]) -> None:
        """All of the day's, before the doors open; `services` by the customer's key."""
        floor = self.floor
        page = floor.kiosk.another("")
        floor.doors.append(page)
        page.me = await page.get("/api/me")
        booked = [(key, one.slot_s) for key, one in scenes.of.items() if one.slot_s is not None]
        for place, (key, slot_s) in enumerate(booked):
            wish = self._wish(services[key], slot_s, place)
            on_page = place < ON_THE_PAGE
            made = await self._book(page if on_page else floor.lobby, wish, on_page=on_page)
            if made is not None:
                self.codes[key] = made["code"]
        for place, slot_s in enumerate(scenes.absent_s):
            await self._absent(slot_s, first=place == 0)
        floor.spawn(self._hesitate())

    def _wish(self, service: str, slot_s: float, place: int) -> dict[str, object]:
        phone = PHONE.format(place)
        slot_at = self.floor.clock.instant(slot_s)
        return {"service": self.floor.service_ids[service], "slot_at": slot_at, "phone": phone}

    async def _book(self, door: Door, wish: dict[str, object], *, on_page: bool) -> Answer | None:
        floor = self.floor
        path = self._page if on_page else f"/api/branches/{floor.branch}/bookings"
        if not on_page:
            wish |= {"channel": "telephone"}
        made = await floor.attempt(door.post(path, wish))
        if made is None:
            return None
        confirm = f"{path}/{made['id']}" if on_page else f"/api/bookings/{made['id']}"
        version = None if on_page else made["version"]
        told = await floor.attempt(
            door.post(f"{confirm}/confirm", {"code": made["code"]}, version=version)
        )
        if told is None:
            return None
        floor.tally.scenes["booked on the page" if on_page else "booked by telephone"] += 1
        return {**made, "version": told["version"]}

    async def _hesitate(self) -> None:
        """Somebody telephones and has no code at hand: the slot is kept a while, and lapses."""
        floor = self.floor
        await floor.clock.until(MOMENT_S - ASKED_BEFORE_S)
        wish = self._wish(next(iter(floor.service_ids)), MOMENT_S, 90) | {"channel": "telephone"}
        path = f"/api/branches/{floor.branch}"
        asked = f"service={wish['service']}&day={str(wish['slot_at'])[:10]}"
        told = await floor.attempt(floor.lobby.get(f"{path}/slots?{asked}"))
        free = [each["at"] for each in told["slots"] if each["free"]] if told else []
        if not free:
            return
        wish["slot_at"] = free[len(free) // 2]
        if await floor.attempt(floor.lobby.post(f"{path}/bookings", wish)) is not None:
            floor.tally.scenes["booking pending"] += 1

    async def _absent(self, slot_s: float, *, first: bool) -> None:
        """Nobody comes; who said so gave the slot back."""
        service = next(iter(self.floor.service_ids))
        wish = self._wish(service, slot_s, 100 + int(slot_s) % 97)
        made = await self._book(self.floor.lobby, wish, on_page=False)
        if made is not None and first:
            path = f"/api/bookings/{made['id']}/cancel"
            await self.floor.attempt(self.floor.lobby.post(path, version=made["version"]))
            self.floor.tally.scenes["booking cancelled"] += 1
