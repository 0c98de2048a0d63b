"""Begins the scenes of a planned day that no customer with a number brings along."""

from __future__ import annotations

from collections.abc import Coroutine, Iterator
from datetime import date
from typing import Any

from tingtang.ops.demo import diverting, heeding, keeping, ruling
from tingtang.ops.demo.advising import Visitor
from tingtang.ops.demo.booking import Booking
from tingtang.ops.demo.client import Door
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.seats import BranchSeats, DayPlan
from tingtang.ops.demo.vault import Vault

RESERVED_AFTER_S = 2 * 3600.0


async def begin(
    floor: Floor, lobby: LobbyManager, seats: BranchSeats, day: date, plan: DayPlan
) -> dict[int, str]:
    """Cash is prepared, appointments are made; the codes by customer's key. All else comes in its
    time.
    """
    scenes = plan.scenes
    floor.supervisor = await _seated(floor, seats.supervisor)
    floor.marketing = await _seated(floor, seats.marketing)
    vault = floor.vault = Vault(floor, lobby)
    await vault.prepare(day)
    booking = Booking(floor, seats.code)
    await booking.make(scenes, {one.key: one.service for one in plan.customers})
    desk = next((one for one in floor.advisers.values() if one.is_at_a_desk), None)
    for caller in scenes.callers:
        if caller.awaited and desk is not None:
            desk.awaits(caller.arrives_s)
        floor.spawn(Visitor(floor, lobby, caller).visit())
    for at_s in scenes.passers_s:
        floor.spawn(_at(floor, at_s, _pass_by(floor, lobby)))
    answers = (offer for _, offer in scenes.rounds)
    for at_s, _ in scenes.rounds:
        floor.spawn(_at(floor, at_s, diverting.round_of(floor, lobby, answers)))
    for share, errand in _behind_the_hall(floor, seats.code):
        at_s = plan.opens_s + share * (plan.closes_s - plan.opens_s)
        floor.spawn(_at(floor, at_s, errand))
    floor.spawn(heeding.heed(floor, lobby))
    if vault.later:
        reserve = vault.reserve(scenes.reserves)
        floor.spawn(_at(floor, plan.opens_s + RESERVED_AFTER_S, reserve))
    return booking.codes


def _behind_the_hall(floor: Floor, code: str) -> Iterator[tuple[float, Coroutine[Any, Any, None]]]:
    """What the office does, each from when on, as a share of the opening hours."""
    yield 0.1, ruling.mend(floor)
    yield 0.15, keeping.put_right(floor, code)
    yield 0.2, ruling.regret(floor)
    yield 0.4, keeping.erase(floor, code)
    yield 0.6, keeping.settle(floor, code)


async def _seated(floor: Floor, base: str) -> Door | None:
    """Somebody without a counter, signed in; None where the branch has no such seat."""
    if not base:
        return None
    door = floor.kiosk.another(base)
    floor.doors.append(door)
    await door.enter()
    return door


async def _at(floor: Floor, moment_s: float, errand: Coroutine[Any, Any, None]) -> None:
    try:
        await floor.clock.until(moment_s)
    except BaseException:
        errand.close()
        raise
    await errand


async def _pass_by(floor: Floor, lobby: LobbyManager) -> None:
    """Somebody looks in, is greeted, and takes no number."""
    if await lobby.do(f"/api/branches/{floor.branch}/greetings") is not None:
        floor.tally.scenes["passed by"] += 1
