"""How the floor is carried on: what each ledger entry does to it, one function a kind.

Each fold mirrors what the verb wrote to the tables in the same turn. A kind that changes nothing on
any screen is named in `NOTHING`; one that stands nowhere makes the floor be read anew, which is
always right and only slower.
"""

from collections.abc import Callable, Iterable, Mapping
from uuid import UUID

from tingtang.live.floor import LOG_KEPT, Entry, Floor, LogLine, Reload, Unsaid
from tingtang.live.folds.bookings import BOOKING_FOLDS
from tingtang.live.folds.common import id_of, needed
from tingtang.live.folds.diversion import DIVERSION_FOLDS
from tingtang.live.folds.guidance import GUIDANCE_FOLDS
from tingtang.live.folds.house import HOUSE_FOLDS
from tingtang.live.folds.referral import REFERRAL_FOLDS
from tingtang.live.folds.tickets import TICKET_FOLDS
from tingtang.live.folds.visits import VISIT_FOLDS

Fold = Callable[[Floor, Entry], None]


def read_anew(_floor: Floor, _entry: Entry) -> None:
    """The fold of what only the tables can tell: words, places and people."""
    raise Reload


FOLDS: dict[str, Fold] = {
    **TICKET_FOLDS,
    **HOUSE_FOLDS,
    **VISIT_FOLDS,
    **GUIDANCE_FOLDS,
    **DIVERSION_FOLDS,
    **REFERRAL_FOLDS,
    **BOOKING_FOLDS,
    "branch.established": read_anew,
    "referral.follow_ups_ended": read_anew,  # which of them, it doesn't say
    "referral.forgotten": read_anew,
    "referral.severed": read_anew,
    "branch.parameter_set": read_anew,
    "staff.entered": read_anew,
    "device.offered": read_anew,
    "device.enrolled": read_anew,
    "device.revoked": read_anew,
    "ticket.history_kept": read_anew,
    "customer.sales_held": read_anew,
    "customer.sales_hold_lifted": read_anew,
}

NOTHING = frozenset(
    {
        "access.looked",
        "booking.phones_forgotten",
        "cash.asked",
        "cash.moved",
        "cash.overdue",
        "cash.paid",
        "cash.reserved",
        "customer.address_form_set",
        "customer.consent_given",
        "customer.consent_withdrawn",
        "customer.erased",
        "customer.holdings_imported",
        "customer.imported",
        "customer.need_forgotten",
        "customer.need_kept",
        "card.given",
        "card.redeemed",
        "customer.rm_assigned",
        "diversion.not_offered",
        "guidance.said",
        "policy.approved",
        "policy.drafted",
        "policy.edited",
        "policy.returned",
        "policy.rolled_back",
        "policy.submitted",
        "policy.taken_back",
        "policy.tried",
        "script.approved",
        "script.drafted",
        "script.edited",
        "script.returned",
        "script.submitted",
        "script.withdrawn",
        "staff.shifts_set",
        "ticket.printed",
        "visit.links_forgotten",
        "twin.asked",
        "twin.tried",
        "twin.decided",
        "twin.fitted",
        "twin.suggested",
    }
)

_SAID_ALREADY = frozenset({"seat.held", "seat.released"})  # by the guidance they belong to
LOGGED = (
    frozenset({*TICKET_FOLDS, *HOUSE_FOLDS, *GUIDANCE_FOLDS, *DIVERSION_FOLDS, "booking.met"})
    - _SAID_ALREADY
)
"""What the day's log shows; the screens have a sentence for each kind."""


def apply(
    floor: Floor,
    entries: Iterable[Entry],
    unsaid: Mapping[UUID, Unsaid],
    needs: Mapping[UUID, str | None],
) -> None:
    """Carry the floor on by whole turns, in order; raises `Reload` where the tables must be read.

    `unsaid` and `needs` tell, as of the last entry, what the ledger leaves out of tickets issued or
    marked, and of visits: the kind of a need.
    """
    for entry in entries:
        if entry.sequence != floor.sequence + 1 or entry.day != floor.date:
            raise Reload
        if entry.kind not in NOTHING:
            FOLDS.get(entry.kind, read_anew)(floor, entry)
            _learn(floor, entry, unsaid, needs)
        if entry.kind in LOGGED:
            floor.log = [log_line(entry), *floor.log[: LOG_KEPT - 1]]
        floor.sequence = entry.sequence


def _learn(
    floor: Floor,
    entry: Entry,
    unsaid: Mapping[UUID, Unsaid],
    needs: Mapping[UUID, str | None],
) -> None:
    ticket_id, visit_id = id_of(entry, "ticket"), id_of(entry, "visit")
    more = unsaid.get(ticket_id) if ticket_id else None
    if ticket_id in floor.tickets and more is not None:
        ticket = floor.tickets[ticket_id]
        ticket.expected_s, ticket.spread = more.expected_s, more.spread
    if visit_id is not None and visit_id in needs:
        needed(floor, visit_id, needs[visit_id])


def log_line(entry: Entry) -> LogLine:
    """The line of the day's log that an entry writes."""
    whom, where = id_of(entry, "ticket"), id_of(entry, "counter") or id_of(entry, "desk")
    service, state = id_of(entry, "service"), entry.body.get("state")
    return LogLine(entry.sequence, entry.at, _kind(entry), whom, where, service, state)


def _kind(entry: Entry) -> str:
    body = entry.body
    if entry.kind.startswith("guidance."):
        waits_on = body.get("move") == "keep_waiting"
        return "guidance.kept_waiting" if waits_on else f"guidance.{body['state']}"
    said = _SAID.get(entry.kind)
    return _KINDS.get(body[said], entry.kind) if said else entry.kind


_SAID = {
    "ticket.ended": "outcome",
    "diversion.answered": "answer",
    "diversion.closed": "outcome",
}
_KINDS = {
    "day_end": "ticket.unserved",
    "merged": "ticket.merged",
    "diverted": "ticket.diverted",
    "accept": "diversion.accepted",
    "decline": "diversion.declined",
    "withdraw": "diversion.withdrawn",
    "done": "diversion.done",
    "returned": "diversion.returned",
    "unknown": "diversion.unknown",
}
"""What the log tells apart by the words of `_SAID`; a ticket that ended otherwise left."""
