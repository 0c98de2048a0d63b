"""Another place is offered at the kiosk, in the lobby and at a counter; what is answered, and what
comes of it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from tingtang.ops.demo.client import Answer, Door
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.scenes import Offer

if TYPE_CHECKING:
    from tingtang.ops.demo.guest import Guest

SMALL_YUAN = 3000
READS_FOR_S, THINKS_FOR_S = 8.0, 25.0
THERE_FOR_S = 260.0
ASKED_AFTER_S = 21 * 60.0
GIVEN_UP_AFTER_S = 240.0


async def at_the_kiosk(guest: Guest, plan: Offer) -> None:
    """Two equal buttons on the screen, pressed before anything else; or the customer asks."""
    said: dict[str, object] = {"business": "small_cash", "amount_yuan": SMALL_YUAN}
    if plan.asked:
        said = {"business": "small_cash", "asked": True}
    if guest.called.is_set():
        return
    await _offer(guest, guest.floor.kiosk, "kiosk", plan, said, READS_FOR_S)


async def asked_at_the_counter(guest: Guest, door: Door) -> bool:
    """The customer asked: somebody goes along. Whether they went."""
    said = {"asked": True, "business": "non_cash"}
    return await _offer(guest, door, "counter", Offer(accepts=True), said, READS_FOR_S)


async def in_the_lobby(guest: Guest) -> None:
    """Whoever was told that there are several places is asked which."""
    await _offer(guest, guest.floor.lobby, "lobby", Offer(accepts=True), {}, THINKS_FOR_S)


async def round_of(floor: Floor, lobby: LobbyManager, answers: Iterator[Offer]) -> None:
    """The lobby manager looks who of those waiting could be helped elsewhere; asks the first, who
    gives the next of the day's answers.
    """
    told = await floor.attempt(
        floor.lobby.get(f"/api/branches/{floor.branch}/diversion/candidates")
    )
    for one in (told or {}).get("candidates", ()):
        guest = floor.guests.get(one["ticket"])
        if guest is not None and _may_be_asked(guest):
            await _offer(guest, floor.lobby, "lobby", next(answers), {}, THINKS_FOR_S)
            return


def _may_be_asked(guest: Guest) -> bool:
    """Who waits, and with whom nothing else is going on."""
    scene, plan = guest.scene, guest.plan
    busy = scene.offer or scene.fate or scene.cash or scene.client or scene.slot_s or scene.signals
    known = scene.guided or scene.mistaken_for
    usual = plan.parks_s is None and plan.shows_up and plan.late_min is None
    return not (busy or known or guest.asked or guest.gone or guest.called.is_set()) and usual


async def _offer(
    guest: Guest,
    door: Door,
    where: str,
    plan: Offer,
    said: Mapping[str, object],
    thinks_s: float,
) -> bool:
    """Whether the customer went to the other place."""
    floor, guest.asked = guest.floor, True
    offered = await floor.attempt(door.post(f"/api/tickets/{guest.ticket}/offer", said))
    if offered is None:
        return False
    floor.tally.scenes[f"{offered['state']} at {where}"] += 1
    if offered["state"] != "offered":
        return False
    at_counter = where == "counter"
    await floor.clock.pass_by(thinks_s)
    if guest.gone or (guest.called.is_set() and not at_counter):
        return False  # the call was quicker than the answer, and has ended the offer
    body: dict[str, object] = {"answer": "accept" if plan.accepts else "decline"}
    if plan.reason is not None:
        body["reason"] = plan.reason
    answered = await floor.attempt(
        door.post(f"/api/offers/{offered['id']}/answer", body, version=offered["version"])
    )
    if answered is None:
        return False
    floor.tally.scenes[f"{answered['state']} at {where}"] += 1
    if not plan.accepts:
        return False
    guest.aside = True
    floor.leave_line(guest.ticket)
    floor.spawn(_be_elsewhere(guest, door, answered, plan))
    return True


async def _be_elsewhere(guest: Guest, door: Door, offer: Answer, plan: Offer) -> None:
    floor, lobby, clock = guest.floor, guest.lobby, guest.floor.clock
    left_s, path = clock.now_s(), f"/api/offers/{offer['id']}"
    if plan.outcome == "returned":
        await clock.pass_by(THERE_FOR_S)
        back = await floor.attempt(door.post(f"{path}/return", version=offer["version"]))
        guest.aside, guest.aside_s = False, guest.aside_s + clock.now_s() - left_s
        if back is not None:
            floor.join(guest.ticket, guest.service)
    else:
        done = plan.outcome == "done"
        await clock.pass_by(THERE_FOR_S if done else ASKED_AFTER_S)
        back = await lobby.do(f"{path}/close", {"outcome": plan.outcome}, version=offer["version"])
        if done:
            guest.was_helped_elsewhere()
        else:
            await clock.pass_by(GIVEN_UP_AFTER_S)
            await lobby.do(f"/api/tickets/{guest.ticket}/abandon")
            guest.was_given_up()
    floor.tally.scenes[f"elsewhere {plan.outcome}"] += back is not None
