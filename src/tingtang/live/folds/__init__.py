"""How the floor is carried on: what each ledger entry does to it, one function a kind.

Each fold mirrors what the verb wrote to the tables in the same turn. A kind that changes nothing on
any screen is named in `NOTHING`; one that stands nowhere makes the floor be read anew, which is
always right and only slower.
"""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from tingtang.live.floor import LOG_KEPT, Entry, Floor, LogLine, Reload, Unsaid
from tingtang.live.folds.bookings import BOOKING_FOLDS
from tingtang.live.folds.common import id_of
from tingtang.live.folds.house import HOUSE_FOLDS
from tingtang.live.folds.tickets import TICKET_FOLDS

Fold = Callable[[Floor, Entry], None]


def read_anew(_floor: Floor, _entry: Entry) -> None:
    """The fold of what only the tables can tell: words, places and people."""
    raise Reload


FOLDS: dict[str, Fold] = {
    **TICKET_FOLDS,
    **HOUSE_FOLDS,
    **BOOKING_FOLDS,
    "branch.established": read_anew,
    "branch.parameter_set": read_anew,
    "staff.entered": read_anew,
    "device.offered": read_anew,
    "device.enrolled": read_anew,
    "device.revoked": read_anew,
    "ticket.history_kept": read_anew,
}

NOTHING = frozenset(
    {
        "access.looked",
        "booking.phones_forgotten",
        "cash.asked",
        "cash.held",
        "cash.moved",
        "cash.overdue",
        "cash.paid",
        "cash.reserved",
        "cash.reviewed",
        "policy.approved",
        "policy.drafted",
        "policy.edited",
        "policy.returned",
        "policy.rolled_back",
        "policy.submitted",
        "policy.taken_back",
        "policy.tried",
        "staff.shifts_set",
        "ticket.printed",
        "visit.card_read",
    }
)

_UNSEEN = frozenset({"booking.made", "booking.confirmed", "booking.cancelled"})
"""What happens elsewhere than in the hall, and mostly for other days."""

LOGGED = frozenset(kind for kind, fold in FOLDS.items() if fold is not read_anew) - _UNSEEN
"""What the day's log shows; the screens have a sentence for each kind."""


def apply(floor: Floor, entries: Iterable[Entry], unsaid: Mapping[UUID, Unsaid]) -> None:
    """Carry the floor on by whole turns, in order; raises `Reload` where the tables must be read.

    `unsaid` tells, as of the last entry, what the ledger leaves out of tickets issued or marked.
    """
    for entry in entries:
        if entry.sequence != floor.sequence + 1 or entry.day != floor.date:
            raise Reload
        if entry.kind not in NOTHING:
            FOLDS.get(entry.kind, read_anew)(floor, entry)
            _learn(floor, entry, unsaid)
        if entry.kind in LOGGED:
            floor.log = [log_line(entry), *floor.log[: LOG_KEPT - 1]]
        floor.sequence = entry.sequence


def _learn(floor: Floor, entry: Entry, unsaid: Mapping[UUID, Unsaid]) -> None:
    ticket_id = id_of(entry, "ticket")
    more = unsaid.get(ticket_id) if ticket_id else None
    if ticket_id in floor.tickets and more is not None:
        ticket = floor.tickets[ticket_id]
        ticket.need, ticket.expected_s, ticket.spread = more.need, more.expected_s, more.spread


def log_line(entry: Entry) -> LogLine:
    """The line of the day's log that an entry writes."""
    whom, where = id_of(entry, "ticket"), id_of(entry, "counter")
    kind = entry.kind
    if kind == "ticket.ended":
        kind = _ENDED.get(entry.body["outcome"], kind)
    service, state = id_of(entry, "service"), entry.body.get("state")
    return LogLine(entry.sequence, entry.at, kind, whom, where, service, state)


_ENDED = {"day_end": "ticket.unserved", "merged": "ticket.merged"}
"""Tickets end in ways that the log tells apart; all others left."""
