"""What the twin suggests, as the lobby manager hears it: somebody is asked to a counter, a customer
is offered a machine, and what cannot be done now is put aside.
"""

from __future__ import annotations

from itertools import repeat

from tingtang.ops.demo import diverting
from tingtang.ops.demo.client import Answer
from tingtang.ops.demo.floor import Floor
from tingtang.ops.demo.lobby import LobbyManager
from tingtang.ops.demo.scenes import Offer

LOOKS_EVERY_S = 120.0
MOST_OF_A_KIND = 2
"""Of a day's suggestions: the others lapse, as they do where nobody has time."""


async def heed(floor: Floor, lobby: LobbyManager) -> None:
    """Look at the suggestions now and then, until the doors are closed."""
    heeded: dict[str, int] = {}
    while not floor.doors_closed:
        await floor.clock.pass_by(LOOKS_EVERY_S)
        told = await floor.attempt(floor.lobby.get(f"/api/branches/{floor.branch}/suggestions"))
        for each in (told or {}).get("suggestions", ()):
            what = str(each["change"]["what"])
            if each["state"] != "shown" or heeded.get(what, 0) == MOST_OF_A_KIND:
                continue
            heeded[what] = heeded.get(what, 0) + 1
            await _decide(floor, lobby, each)


async def _decide(floor: Floor, lobby: LobbyManager, suggestion: Answer) -> None:
    change: Answer = suggestion["change"]
    counter = _who_would_come(floor, change)
    verb = "take" if counter is not None or change["what"] == "divert" else "dismiss"
    path = f"/api/suggestions/{suggestion['id']}/{verb}"
    if await lobby.do(path, version=suggestion["version"]) is None:
        return
    floor.tally.scenes[f"suggestion {verb}"] += 1
    if counter is not None:
        seat = floor.picture.seats[counter]
        asked = await lobby.do(f"/api/counters/{counter}/summon", version=int(seat["version"]))
        floor.tally.scenes["summoned"] += asked is not None
    elif verb == "take":
        await diverting.round_of(floor, lobby, repeat(Offer(accepts=True)))


def _who_would_come(floor: Floor, change: Answer) -> str | None:
    """The counter that is to open, if somebody is there, or near, who can be asked."""
    counter = floor.counter(str(change.get("counter"))) if change["what"] == "open" else None
    if counter is None:
        return None
    seat = floor.picture.seats[counter]
    paused = seat.get("state") == "paused" and "staff" in seat
    return counter if paused or counter in floor.on_call else None
