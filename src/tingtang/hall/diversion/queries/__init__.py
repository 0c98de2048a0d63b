"""Readers of offers, and of who could be helped elsewhere: SQL, and each leads with the branch."""

from tingtang.hall.diversion.queries.candidates import Candidate, candidates
from tingtang.hall.diversion.queries.offers import (
    OfferRow,
    ahead_of_each_read,
    offer_read,
    open_offer_read,
    open_offers_read,
    shown_equal,
    taken_read,
    ticket_of_offer,
    told_read,
)

__all__ = [
    "Candidate",
    "OfferRow",
    "ahead_of_each_read",
    "candidates",
    "offer_read",
    "open_offer_read",
    "open_offers_read",
    "shown_equal",
    "taken_read",
    "ticket_of_offer",
    "told_read",
]
