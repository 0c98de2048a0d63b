"""What happens to a customer before and after the number: the door, a card, an appointment,
signals, the way to the VIP counter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingtang.ops.demo import diverting, referring, saying
from tingtang.ops.demo.client import Answer
from tingtang.ops.demo.portfolio import Client

if TYPE_CHECKING:
    from tingtang.ops.demo.guest import Guest

GREETED_AFTER_S = 15.0
TOLD_AFTER_S = 40.0
SIGNAL_AFTER_S = (50.0, 150.0)
REFERRED_AFTER_S = 200.0
SLOT_COMES_S = 30.0


async def at_the_door(guest: Guest) -> Answer | None:
    """What the number is taken with: a visit that a card began; or the number itself, of whoever
    has an appointment.
    """
    floor, scene = guest.floor, guest.scene
    if guest.code is not None:
        return await _check_in(guest)
    if scene.client is None or not scene.card:
        return None
    read = await floor.attempt(
        floor.kiosk.post(
            f"/api/branches/{floor.branch}/card-read",
            {"kind": "card", "number": scene.client.card},
        )
    )
    if read is None:
        return None
    floor.tally.scenes["card"] += 1
    return {"visit": read["visit"]}


async def _check_in(guest: Guest) -> Answer | None:
    floor = guest.floor
    met = await floor.attempt(
        floor.kiosk.post(
            f"/api/branches/{floor.branch}/check-in",
            {"code": guest.code, "language": guest.plan.language},
        )
    )
    if met is None:
        return None
    floor.tally.scenes["checked_in"] += 1
    early = {"called_from": met["called_from"]} if met.get("called_from") else {}
    return {**met["issued"], **early}


async def come_at_the_slot(guest: Guest) -> None:
    """Who came before the slot stands aside until then; the clock or the lobby calls them back."""
    floor = guest.floor
    await floor.clock.until((guest.scene.slot_s or 0.0) + SLOT_COMES_S)
    if floor.picture.ticket_state(guest.ticket) == "parked" and not guest.gone:
        await guest.lobby.do(f"/api/tickets/{guest.ticket}/resume")
    if not guest.gone:
        floor.join(guest.ticket, guest.service)


def begin(guest: Guest) -> None:
    """With the number in hand: each of a scene's parts is an errand of its own."""
    floor, scene = guest.floor, guest.scene
    if scene.door or scene.greeted:
        floor.spawn(_be_greeted(guest))
    if scene.client is not None and not scene.card:
        floor.spawn(_tell_number(guest))
    if scene.signals and not scene.by_teller:
        floor.spawn(_show_signals(guest))
    if scene.to_vip_counter:
        floor.spawn(_be_shown_the_counter(guest))
    if scene.guided:
        floor.spawn(_be_shown_the_way(guest))
    if scene.mistaken_for is not None:
        floor.spawn(_be_mistaken(guest, scene.mistaken_for))
    if scene.offer is not None:
        floor.spawn(diverting.at_the_kiosk(guest, scene.offer))


async def _be_greeted(guest: Guest) -> None:
    """At the door, and known again with the number; or with the number alone."""
    floor, lobby = guest.floor, guest.lobby
    path = f"/api/branches/{floor.branch}/greetings"
    if guest.scene.door:
        greeted = await lobby.do(path)
        if greeted is not None and guest.scene.need is not None:
            seen = {"need": guest.scene.need, "protected": True}
            marked = await lobby.do(f"/api/visits/{greeted['visit']}/mark", seen)
            floor.tally.scenes["marked at the door"] += marked is not None
        if greeted is not None and not guest.gone:
            joined = await lobby.do(
                f"/api/visits/{greeted['visit']}/join", {"ticket": guest.ticket}
            )
            floor.tally.scenes["joined"] += joined is not None
        return
    await floor.clock.pass_by(GREETED_AFTER_S)
    if not guest.called.is_set() and await lobby.do(path, {"ticket": guest.ticket}) is not None:
        floor.tally.scenes["greeted"] += 1
        visit = await floor.visit_of(guest.ticket)
        if visit is not None:
            await saying.say(guest, floor.lobby, visit)


async def _tell_number(guest: Guest) -> None:
    """The card is shown to the lobby manager."""
    await guest.floor.clock.pass_by(TOLD_AFTER_S)
    visit = await guest.floor.visit_of(guest.ticket)
    client = guest.scene.client
    if visit is None or client is None or guest.called.is_set():
        return
    told = {"kind": "card", "number": client.card, "reason": "serving"}
    if await guest.lobby.do(f"/api/visits/{visit}/customer", told) is not None:
        guest.floor.tally.scenes["linked"] += 1


async def _be_mistaken(guest: Guest, other: Client) -> None:
    """Somebody else's number is typed: the hall hears of an arrival until it is taken back."""
    floor, lobby = guest.floor, guest.lobby
    visit = await floor.visit_of(guest.ticket)
    if visit is None or guest.called.is_set():
        return
    path = f"/api/visits/{visit}"
    told = {"kind": "card", "number": other.card, "reason": "serving"}
    if await lobby.do(f"{path}/customer", told) is None:
        return
    floor.tally.scenes["linked"] += 1
    await floor.clock.pass_by(TOLD_AFTER_S)
    if await lobby.do(f"{path}/unlink", {"reason": "wrong_person"}) is not None:
        floor.tally.scenes["unlinked"] += 1


async def _show_signals(guest: Guest) -> None:
    """The lobby manager notes what somebody did or said, and refers them, if they are to be."""
    floor = guest.floor
    visit = await floor.visit_of(guest.ticket)
    if visit is None:
        return
    for code, after_s in zip(guest.scene.signals, SIGNAL_AFTER_S, strict=False):
        await floor.clock.pass_by(after_s)
        if not guest.called.is_set() or guest.scene.fate:
            noted = await guest.lobby.do(f"/api/visits/{visit}/signals", {"code": code})
            floor.tally.scenes["signal"] += noted is not None
            if noted is not None and _was_a_slip(guest):
                undone = await guest.lobby.do(f"/api/signals/{noted['id']}/undo")
                floor.tally.scenes["signal undone"] += undone is not None
    if guest.scene.fate is not None:
        await floor.clock.pass_by(REFERRED_AFTER_S - SIGNAL_AFTER_S[0])
        await referring.refer(guest, floor.lobby, visit)


def _was_a_slip(guest: Guest) -> bool:
    """Now and then a tap meant somebody else: of who is not to be referred, every third."""
    return guest.scene.fate is None and guest.plan.key % 3 == 0


async def _be_shown_the_counter(guest: Guest) -> None:
    """A known VIP is told where, once the lobby manager has seen how to address them."""
    floor = guest.floor
    visit = await floor.visit_of(guest.ticket)
    await floor.clock.pass_by(GREETED_AFTER_S)
    if visit is None or guest.gone or guest.called.is_set():
        return
    body = {"business": "small_cash"}
    if await guest.lobby.do(f"/api/visits/{visit}/guide", body) is not None:
        floor.tally.scenes["shown_the_counter"] += 1


async def _be_shown_the_way(guest: Guest) -> None:
    """Where anybody with this business goes; several places are offered at once."""
    floor = guest.floor
    visit = await floor.visit_of(guest.ticket)
    if visit is None or guest.gone or guest.called.is_set():
        return
    guided = await guest.lobby.do(f"/api/visits/{visit}/guide")
    if guided is None:
        return
    floor.tally.scenes[f"guided: {guided['path']}"] += 1
    if guided["path"] == "divert" and not guest.called.is_set():
        await diverting.in_the_lobby(guest)
