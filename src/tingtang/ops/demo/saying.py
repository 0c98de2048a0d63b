"""Sentences of the approved scripts, said when the table suggests them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tingtang.ops.demo.client import Door

if TYPE_CHECKING:
    from tingtang.ops.demo.guest import Guest


async def say(guest: Guest, door: Door, visit: str) -> None:
    """The first sentence that is suggested to whoever attends to the customer now, if any is."""
    floor = guest.floor
    path = f"/api/branches/{floor.branch}"
    told = await floor.attempt(door.get(f"{path}/suggestion?ticket={guest.ticket}"))
    if told is None or not told["scripts"]:
        return
    sentence = told["scripts"][0]
    body = {"visit": visit, "moment": told["moment"], "version": sentence["version"]}
    said = await floor.attempt(door.post(f"{path}/scripts/{sentence['id']}/said", body))
    floor.tally.scenes["said"] += said is not None
