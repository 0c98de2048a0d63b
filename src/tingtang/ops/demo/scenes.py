"""What happens to whom on a planned day, beyond the number: who is known, greeted, offered another
place, referred, has an appointment, takes a large sum. `dealing.py` deals it out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from tingtang.ops.demo.day import Need
from tingtang.ops.demo.portfolio import Client

Outcome = Literal["done", "returned", "unknown"]
Fate = Literal[
    "convert", "not_interested", "follow_up", "returned", "marketing", "card", "refused", "left",
    "kept", "lost", "slow", "to_head", "took_back",
]  # fmt: skip
CashEnd = Literal["reserved", "part", "rebooked", "transfer", "held"]
MOMENT_S = (10 * 60 + 32) * 60.0
"""At 10:32 a branch shows all of it at once: who came, a held desk, a promise, an offer."""


@dataclass(frozen=True, slots=True)
class Offer:
    """Another place is offered: what is answered, and what comes of it. `asked`: the customer asks
    for it.
    """

    accepts: bool
    outcome: Outcome = "done"
    reason: str | None = None
    asked: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens to one customer, beyond the number."""

    client: Client | None = None  # whose card or exact number is read
    card: bool = False  # put in at the kiosk, before the number; else told to the lobby manager
    door: bool = False  # greeted at the door, and joined to the number
    greeted: bool = False  # greeted with the number in hand
    signals: tuple[str, ...] = ()
    by_teller: bool = False  # the signals, and a referral
    offer: Offer | None = None  # at the kiosk
    asks_machine: bool = False  # at the counter: whether it can be done elsewhere
    fate: Fate | None = None  # of a referral
    slot_s: float | None = None  # of an appointment
    cash: CashEnd | None = None
    to_vip_counter: bool = False  # told where a VIP is served
    guided: bool = False  # told where anybody with their business goes
    need: Need | None = None  # told at the kiosk; with `door`: seen there
    mistaken_for: Client | None = None  # whose number is read by mistake


@dataclass(frozen=True, slots=True)
class Caller:
    """A VIP who comes to see a relationship manager, without a number."""

    arrives_s: float
    client: Client
    talk_s: float
    waits_s: float  # after a promise, so long at most
    walks_s: float = 25.0  # to the desk
    awaited: bool = False  # has said so: the desk is kept free
    refuses: bool = False  # at first, and asks for it after a while


@dataclass(frozen=True, slots=True)
class Scenes:
    """A day's scenes: by customer's key, and what has no number."""

    of: dict[int, Scene] = field(default_factory=dict)
    passers_s: tuple[float, ...] = ()  # greeted at the door, and gone without a number
    callers: tuple[Caller, ...] = ()
    rounds: tuple[tuple[float, Offer], ...] = ()  # of the lobby manager among those who wait
    reserves: tuple[int, ...] = ()  # notes of 100 yuan, reserved today for another day
    absent_s: tuple[float, ...] = ()  # booked: the first is given back, for the other nobody comes

    def __bool__(self) -> bool:
        return bool(self.of)


PLAIN = Scene()
NO_SCENES = Scenes()
