"""What happens at a counter beside the service: signals, a slip at hand-back, a large sum in cash,
another place that the customer asked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingtang.ops.demo import diverting, referring, saying, vault
from tingtang.ops.demo.client import Door
from tingtang.ops.demo.scenes import Scene

if TYPE_CHECKING:
    from tingtang.ops.demo.guest import Guest

SAYS_AFTER_S = 20.0
HANDS_BACK_BEFORE_S = 12.0


def has_some(scene: Scene) -> bool:
    return scene.by_teller or scene.cash is not None or scene.asks_machine


async def goes_elsewhere(guest: Guest, door: Door) -> bool:
    """Whoever asks whether a machine can do it is taken there."""
    if not guest.scene.asks_machine:
        return False
    await guest.floor.clock.pass_by(SAYS_AFTER_S)
    return await diverting.asked_at_the_counter(guest, door)


async def serve(guest: Guest, door: Door, ends_s: float) -> None:
    """Beside the service, which waits for nothing of it."""
    scene, clock = guest.scene, guest.floor.clock
    visit = await guest.floor.visit_of(guest.ticket)
    if scene.cash is not None:
        await vault.at_the_counter(guest, door, scene.cash)
    if not scene.by_teller or visit is None:
        return
    for code in scene.signals:
        noted = await guest.floor.attempt(door.post(f"/api/visits/{visit}/signals", {"code": code}))
        guest.floor.tally.scenes["signal"] += noted is not None
    await clock.until(ends_s - HANDS_BACK_BEFORE_S)
    await saying.say(guest, door, visit)
    await referring.refer(guest, door, visit)
