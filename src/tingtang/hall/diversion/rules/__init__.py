"""Rules of diversion: states, guards, places, what is saved, figures. Pure; time is an argument."""

from tingtang.hall.diversion.rules.figures import Figures, Told, figures
from tingtang.hall.diversion.rules.guards import (
    SAID_BY_LAW,
    Decline,
    Door,
    Facts,
    Wanted,
    WhyNot,
    counter_free,
    door_of,
    guard,
    still_allowed,
    weigh,
)
from tingtang.hall.diversion.rules.places import MACHINES, Spot, spots
from tingtang.hall.diversion.rules.saving import (
    LEVEL,
    Elsewhere,
    Saved,
    Spread,
    saved,
    spread_of_services,
    there_s,
)
from tingtang.hall.diversion.rules.states import (
    OFFER_MOVES,
    OPEN,
    PARKED_FOR,
    OfferMove,
    OfferState,
    move_offer,
    standing,
)

__all__ = [
    "LEVEL",
    "MACHINES",
    "OFFER_MOVES",
    "OPEN",
    "PARKED_FOR",
    "SAID_BY_LAW",
    "Decline",
    "Door",
    "Elsewhere",
    "Facts",
    "Figures",
    "OfferMove",
    "OfferState",
    "Saved",
    "Spot",
    "Spread",
    "Told",
    "Wanted",
    "WhyNot",
    "counter_free",
    "door_of",
    "figures",
    "guard",
    "move_offer",
    "saved",
    "spots",
    "spread_of_services",
    "standing",
    "still_allowed",
    "there_s",
    "weigh",
]
