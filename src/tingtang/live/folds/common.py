"""What several folds do."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.hall.counter.actions import NOTHING_SAID
from tingtang.hall.counter.queries import never_taken
from tingtang.hall.counter.rules import SeatState
from tingtang.live.floor import Entry, Floor, Reload, Ticket, Visit


def id_of(entry: Entry, name: str) -> UUID | None:
    """An id in an entry's body, if it is there."""
    value = entry.body.get(name)
    return UUID(value) if value is not None else None


def must(entry: Entry, name: str) -> UUID:
    """An id that every entry of the kind holds."""
    return UUID(entry.body[name])


def ticket_of(floor: Floor, entry: Entry) -> Ticket:
    """The ticket that an entry is about."""
    try:
        return floor.tickets[must(entry, "ticket")]
    except KeyError:
        raise Reload from None  # an ended ticket of an earlier day


def begun_visit(floor: Floor, visit_id: UUID, arrived_at: datetime, version: int) -> Visit:
    """The visit, which begins now unless it did before."""
    return floor.visits.setdefault(visit_id, Visit(visit_id, arrived_at, version))


def of_visit(floor: Floor, visit_id: UUID) -> list[Ticket]:
    """The tickets of a visit: a number, and talks that went without one."""
    return [each for each in floor.tickets.values() if each.visit_id == visit_id]


def owed_care(floor: Floor, visit_id: UUID, protected: bool | None) -> None:
    """Whether a visit's customer is protected, also on its tickets that have ended."""
    if visit_id in floor.visits:  # not of an earlier day that was left open
        floor.visits[visit_id].protected = protected
    for each in of_visit(floor, visit_id):
        each.protected = protected


def needed(floor: Floor, visit_id: UUID, need: str | None) -> None:
    """The kind of a visit's need, as far as somebody said it."""
    if visit_id in floor.visits:
        floor.visits[visit_id].need = need
    for each in of_visit(floor, visit_id):
        each.need = need


def known(said: Any) -> bool | None:
    """Entries hold yes and no as numbers; None: nobody has said."""
    return None if said is None else bool(said)


def put_seat(floor: Floor, entry: Entry, counter_id: UUID, **changes: Any) -> None:
    """Change a seat; its version is the entry's sequence."""
    seat = floor.seats.get(counter_id) or never_taken(counter_id, entry.at)
    floor.seats[counter_id] = replace(seat, version=entry.sequence, **changes)


def free(floor: Floor, entry: Entry, counter_id: UUID | None) -> None:
    """Nobody is at the counter any more; a seat that was closing is vacant now."""
    if counter_id is None:
        return
    seat = floor.seats.get(counter_id)
    changes: dict[str, Any] = {"ticket_id": None, "busy_until": None}
    if seat is not None and seat.state is SeatState.CLOSING:
        changes |= {"state": SeatState.VACANT, "staff_id": None, "since": entry.at, **NOTHING_SAID}
    put_seat(floor, entry, counter_id, **changes)
