"""What entries about offers do to the floor. Each fold mirrors what the verb wrote."""

from collections.abc import Callable
from dataclasses import replace

from tingtang.hall.diversion.rules import OfferMove, OfferState
from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import Entry, Floor, Offer
from tingtang.live.folds.common import id_of, must


def _offered(floor: Floor, entry: Entry) -> None:
    offer_id, body = must(entry, "offer"), entry.body
    floor.offers[offer_id] = Offer(
        id=offer_id,
        ticket_id=must(entry, "ticket"),
        state=OfferState.OFFERED,
        place=body["place"],
        machine_id=id_of(entry, "machine"),
        counter_id=id_of(entry, "counter"),
        equal=bool(body["equal"]),
        asks_at=None,
        version=entry.sequence,
    )


def _answered(floor: Floor, entry: Entry) -> None:
    """One of another day is on no floor."""
    offer = floor.offers.pop(must(entry, "offer"), None)
    if offer is None or entry.body["answer"] != OfferMove.ACCEPT.value:
        return
    floor.offers[offer.id] = replace(
        offer,
        state=OfferState.ACCEPTED,
        asks_at=from_microseconds(entry.body["asks_at"]),
        version=entry.sequence,
    )


def _closed(floor: Floor, entry: Entry) -> None:
    floor.offers.pop(must(entry, "offer"), None)


DIVERSION_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "diversion.offered": _offered,
    "diversion.answered": _answered,
    "diversion.closed": _closed,
}
