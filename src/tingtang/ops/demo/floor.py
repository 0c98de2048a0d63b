"""One branch being played: its doors, its picture, who is inside, and what has happened.

Nothing that happens to one of them stops the others: a refusal is counted and taken as a person
takes it, with a shrug and another look; an unexpected error ends one person's errand, and is told.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tingtang.ops.demo.client import Answer, Door, Refusal, ServerAway
from tingtang.ops.demo.picture import BranchClock, Picture

if TYPE_CHECKING:
    from tingtang.ops.demo.advising import Adviser
    from tingtang.ops.demo.guest import Guest
    from tingtang.ops.demo.vault import Vault


PICTURE_WITHIN_S = 2.0
"""Real seconds within which the picture shows what was done."""


@dataclass(slots=True)
class Tally:
    """What has happened so far."""

    planned: int = 0
    came: int = 0
    turned_away: int = 0
    served: int = 0
    abandoned: int = 0
    missed: int = 0
    diverted: int = 0
    rated: int = 0
    scenes: Counter[str] = field(default_factory=Counter)  # beyond numbers: `scenes.py`
    refused: Counter[str] = field(default_factory=Counter)
    troubles: int = 0
    waits_s: list[float] = field(default_factory=list)


@dataclass(slots=True)
class Floor:
    """What everybody in one branch shares."""

    name: str
    branch: str
    kiosk: Door
    lobby: Door
    head: Door
    clock: BranchClock
    picture: Picture
    service_ids: dict[str, str]  # the plan's services: the branch's ids
    say: Callable[[str], None]
    guests: dict[str, Guest] = field(default_factory=dict)  # by ticket
    supervisor: Door | None = None
    marketing: Door | None = None
    vault: Vault | None = None
    advisers: dict[str, Adviser] = field(default_factory=dict)  # by member of staff
    on_call: set[str] = field(default_factory=set)  # counters to which somebody would come
    in_line: dict[str, str] = field(default_factory=dict)  # ours who wait: ticket, service
    tally: Tally = field(default_factory=Tally)
    doors: list[Door] = field(default_factory=list)  # everybody's, to be closed at the end
    everybody_in: asyncio.Event = field(default_factory=asyncio.Event)
    doors_closed: bool = False
    _errands: set[asyncio.Task[None]] = field(default_factory=set)

    # ------------------------------------------------------------------------------ errands

    def spawn(self, errand: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        """Start somebody's errand; it cannot bring down the others."""
        task = asyncio.create_task(self._unharmed(errand))
        self._errands.add(task)
        task.add_done_callback(self._errands.discard)
        return task

    async def _unharmed(self, errand: Coroutine[Any, Any, None]) -> None:
        try:
            await errand
        except (Refusal, ServerAway) as trouble:
            self.note(trouble)
        except Exception as trouble:
            self.tally.troubles += 1
            self.say(f"{self.name}: {type(trouble).__name__}: {trouble}")

    async def stop(self) -> None:
        """End all errands: the day is over."""
        for task in tuple(self._errands):
            task.cancel()
        await asyncio.gather(*self._errands, return_exceptions=True)
        for door in self.doors:
            await door.close()

    # ------------------------------------------------------------------------------ trying

    async def attempt(self, verb: Awaitable[Answer]) -> Answer | None:
        """Try a verb; None if it is refused or nobody answers for long: counted, nothing more."""
        try:
            return await verb
        except (Refusal, ServerAway) as trouble:
            self.note(trouble)
            return None

    async def is_refused(self, code: str, verb: Awaitable[Answer]) -> bool:
        """Try what nobody may do: whether it is refused for that reason."""
        try:
            await verb
        except Refusal as refusal:
            if refusal.code == code:
                return True
            self.note(refusal)
        except ServerAway as away:
            self.note(away)
        return False

    def note(self, trouble: Refusal | ServerAway) -> None:
        code = trouble.code if isinstance(trouble, Refusal) else "server_away"
        self.tally.refused[code] += 1
        if self.tally.refused[code] == 1:
            self.say(f"{self.name} {self.clock.told()}: {trouble}")

    # ------------------------------------------------------------------------------ looking

    def counter(self, number: str) -> str | None:
        """The id of a counter, by the number on its sign."""
        for counter, seat in self.picture.seats.items():
            if seat["number"] == number:
                return counter
        return None

    def join(self, ticket: str, service: str) -> None:
        """One of ours waits now; tellers see it at once, before the stream says so."""
        self.in_line[ticket] = service
        self.picture.look_again()

    def leave_line(self, ticket: str) -> None:
        self.in_line.pop(ticket, None)

    def waits_for(self, services: tuple[str, ...], counter: str) -> bool:
        """Whether anybody waits whom this counter calls: ours, or a stranger in the picture. Whom a
        VIP counter calls only the picture knows.
        """
        if self.picture.seats.get(counter, {}).get("kind") == "vip":
            return any(
                one["state"] == "waiting" and one["service"] in services and _at_vip(one, counter)
                for one in self.picture.tickets.values()
            )
        if any(service in services for service in self.in_line.values()):
            return True
        return any(
            one["state"] == "waiting"
            and one["service"] in services
            and one.get("counter", counter) == counter
            and ticket not in self.guests
            for ticket, one in self.picture.tickets.items()
        )

    def nobody_waits_for(self, services: tuple[str, ...]) -> None:
        """The hall says so: forget ours who do not stand in line any more, whoever called them."""
        for ticket, service in tuple(self.in_line.items()):
            if service in services and self.picture.ticket_state(ticket) != "waiting":
                del self.in_line[ticket]

    async def visit_of(self, ticket: str) -> str | None:
        """Whose number it is, once the picture shows it; None: it never does."""
        within_s = PICTURE_WITHIN_S * self.clock.scale
        await self.picture.until(lambda: ticket in self.picture.tickets, within_s)
        found: str | None = self.picture.tickets.get(ticket, {}).get("visit")
        return found

    def anybody_inside(self) -> bool:
        return any(
            one["state"] in ("waiting", "called", "serving", "parked")
            for one in self.picture.tickets.values()
        )


def _at_vip(ticket: Answer, counter: str) -> bool:
    """Whether a VIP counter calls this number: sent there, an emergency, or in the VIPs' line."""
    if "counter" in ticket:
        return bool(ticket["counter"] == counter)
    in_line = ticket["class"] == "vip" and not ticket.get("protected")
    return bool(ticket["emergency"] or in_line)
