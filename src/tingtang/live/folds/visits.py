"""What entries about visits do to the floor: the door, signals, class. Each fold mirrors its verb.

A visit of an earlier day that was left open isn't on the floor; its ticket is.
"""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

from tingtang.hall.visit.rules import LinkedBy, either
from tingtang.live.floor import Came, Entry, Floor, Reload
from tingtang.live.folds.common import begun_visit, id_of, known, must, needed, owed_care
from tingtang.live.folds.refusals import moved_along, settle


def _greeted(floor: Floor, entry: Entry) -> None:
    arrived_at = entry.at - timedelta(seconds=entry.body["age_s"])
    visit = begun_visit(floor, must(entry, "visit"), arrived_at, entry.sequence)
    visit.greeted = True
    if "door" in entry.body:
        visit.door = entry.body["door"]


def _greeting_undone(floor: Floor, entry: Entry) -> None:
    visit_id = must(entry, "visit")
    if entry.body["gone"]:
        floor.visits.pop(visit_id, None)
    elif visit_id in floor.visits:
        floor.visits[visit_id].greeted = False


def _card_read(floor: Floor, entry: Entry) -> None:
    visit = begun_visit(floor, must(entry, "visit"), entry.at, entry.sequence)
    visit.version = entry.sequence


def _marked(floor: Floor, entry: Entry) -> None:
    visit_id = must(entry, "visit")
    owed_care(floor, visit_id, known(entry.body.get("protected")))
    if visit_id in floor.visits:
        floor.visits[visit_id].version = entry.sequence


def _signal_noted(floor: Floor, entry: Entry) -> None:
    visit = floor.visits.get(must(entry, "visit"))
    if visit is not None:
        visit.signals[must(entry, "signal")] = entry.body["code"]
    _classed(floor, entry)


def _signal_undone(floor: Floor, entry: Entry) -> None:
    visit = floor.visits.get(must(entry, "visit"))
    if visit is not None:
        visit.signals.pop(must(entry, "signal"), None)
    _classed(floor, entry)


def _linked(floor: Floor, entry: Entry) -> None:
    """To whom: a VIP's arrival is an entry of its own, right after."""
    visit_id = must(entry, "visit")
    if entry.body["linked_by"] == LinkedBy.BOOKING:  # their visit begins with it
        begun_visit(floor, visit_id, entry.at, entry.sequence)
    if visit_id in floor.visits:
        floor.visits[visit_id].held = bool(entry.body.get("held"))
    _link(floor, visit_id, linked=True)
    _said(floor, entry)


def _unlinked(floor: Floor, entry: Entry) -> None:
    _link(floor, must(entry, "visit"), linked=False)
    _said(floor, entry)


def _link(floor: Floor, visit_id: UUID, *, linked: bool) -> None:
    visit = floor.visits.get(visit_id)
    if visit is None:
        return
    visit.came = None
    settle(floor, visit_id)  # whom it was the same as
    visit.linked = linked
    settle(floor, visit_id)


def _vip_arrived(floor: Floor, entry: Entry) -> None:
    visit = floor.visits.get(must(entry, "visit"))
    if visit is not None:
        body = entry.body
        visit.came = Came(entry.at, body["linked_by"], id_of(entry, "rm"), id_of(entry, "home"))


def _joined(floor: Floor, entry: Entry) -> None:
    _follow(floor, must(entry, "visit"), must(entry, "into"))
    gone = floor.visits.pop(must(entry, "visit"), None)
    if gone is None:  # it was of an earlier day: what it brings along only the tables tell
        raise Reload
    into = floor.visits.get(must(entry, "into"))
    if into is not None:
        if gone.held != into.held:  # whose link stays only the tables tell
            raise Reload
        moved = {UUID(each) for each in entry.body["moved"]}
        into.signals |= {each: code for each, code in gone.signals.items() if each in moved}
        into.arrived_at = min(into.arrived_at, gone.arrived_at)
        into.greeted = into.greeted or gone.greeted
        into.came = into.came or gone.came
        into.linked = into.linked or gone.linked
        into.class_by, into.version = entry.body["class_by"], entry.sequence
        into.customer_class = entry.body["customer_class"]
        owed_care(floor, into.id, either(gone.protected, into.protected))
        needed(floor, into.id, (into.need or gone.need) if into.protected else None)
        moved_along(floor, gone.id, into.id)
    _class_of_tickets(floor, must(entry, "into"), entry.body["customer_class"])


def _follow(floor: Floor, gone: UUID, into: UUID) -> None:
    """A visit turns out to be another, and so do those that had turned out to be the first."""
    floor.joined |= {visit_id: into for visit_id, now in floor.joined.items() if now == gone}
    floor.joined[gone] = into


def _said(floor: Floor, entry: Entry) -> None:
    visit = floor.visits.get(must(entry, "visit"))
    if visit is not None:
        visit.class_by, visit.version = entry.body["class_by"], entry.sequence
    _classed(floor, entry)


def _classed(floor: Floor, entry: Entry) -> None:
    """The class that an entry gave, on the visit and on its ticket, also on one that has ended."""
    visit_id, customer_class = must(entry, "visit"), entry.body["customer_class"]
    visit = floor.visits.get(visit_id)
    if visit is not None and visit.customer_class != customer_class:
        visit.customer_class, visit.version = customer_class, entry.sequence
    _class_of_tickets(floor, visit_id, customer_class)


def _class_of_tickets(floor: Floor, visit_id: UUID, customer_class: str) -> None:
    for ticket in floor.tickets.values():
        if ticket.visit_id == visit_id:
            ticket.customer_class = customer_class


VISIT_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "visit.greeted": _greeted,
    "visit.greeting_undone": _greeting_undone,
    "visit.card_read": _card_read,
    "visit.marked": _marked,
    "visit.signal_noted": _signal_noted,
    "visit.signal_undone": _signal_undone,
    "visit.classed": _said,
    "visit.linked": _linked,
    "visit.vip_arrived": _vip_arrived,
    "visit.unlinked": _unlinked,
    "visit.joined": _joined,
}
