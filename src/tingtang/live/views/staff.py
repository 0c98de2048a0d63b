"""What the staff screens share: tickets, seats, help, and the figures of services."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from tingtang.engines.forecasting.services import quantile
from tingtang.engines.forecasting.waits import LEAST_SERVICES
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.queries import HelpRow
from tingtang.hall.visit.rules import DOOR_STAYS
from tingtang.live.floor import LIVE, Came, Offer, Ticket, Visit
from tingtang.live.moment import Moment, View, instant
from tingtang.live.views.guidance import awaited_visits, desk_view, receives
from tingtang.live.words import HELPER, with_title

AT_COUNTER = frozenset({State.CALLED, State.SERVING})
_SAID = {State.MERGED: "abandoned", State.UNSERVED: "abandoned", State.DIVERTED: "done"}


def mean(values: Sequence[float]) -> float:
    """The mean of at least one value."""
    return sum(values) / len(values)


# ---------------------------------------------------------------- tickets


def ticket_view(moment: Moment, ticket: Ticket) -> View:
    """A ticket for staff: class, need and all."""
    view: View = {
        "id": str(ticket.id),
        "number": ticket.label,
        "version": ticket.version,
        "state": _SAID.get(ticket.state, ticket.state.value),
        "service": str(ticket.service_id),
        "more": [str(each) for each in ticket.more],
        "issued_at": instant(ticket.issued_at),
        "class": ticket.customer_class,
        "booked": ticket.booked,
        "emergency": ticket.emergency,
        "overtaken": moment.floor.overtakings(ticket),
        "visit": str(ticket.visit_id),
    }
    view |= care_view(ticket)
    visit = moment.floor.visits.get(ticket.visit_id)
    if visit is not None:  # of today
        view |= _visited(moment, visit)
    if (cap := moment.overtake_cap(ticket)) is not None:
        view["overtake_cap"] = cap
    if ticket.counter_id is not None:
        view["counter"] = str(ticket.counter_id)
    if ticket.called_at is not None:
        view["called_at"] = instant(ticket.called_at)
    if ticket.started_at is not None and ticket.state is not State.CALLED:
        view["started_at"] = instant(ticket.started_at)
    if ticket.state is State.CALLED and ticket.called_at is not None:
        view |= _awaited(moment, ticket, ticket.called_at)
    if ticket.until is not None and ticket.state in (State.PARKED, State.MISSED):
        view["until"] = instant(ticket.until)
    if ticket.parked_for is not None and ticket.state is State.PARKED:
        view["parked_for"] = ticket.parked_for
    if expected := _expected(moment, ticket.service_id):
        view["expected"] = expected
    if (offer := moment.offer_of(ticket)) is not None:
        view["offer"] = offer_view(moment, offer)
    return view


def offer_view(moment: Moment, offer: Offer) -> View:
    """An offer of another place, as it stands."""
    view: View = {
        "id": str(offer.id),
        "place": offer.place,
        "state": offer.state.value,
        "version": offer.version,
    }
    if where := moment.where(offer):
        view["where"] = where
    if offer.asks_at is not None:
        view["asks_at"] = instant(offer.asks_at)
    return view


def _visited(moment: Moment, visit: Visit) -> View:
    view: View = {
        "visit_version": visit.version,
        "class_by": visit.class_by,
        "greeted": visit.greeted,
        "signals": signals_view(visit),
    }
    return view | refused_view(moment, visit) | held_view(visit)


def refused_view(moment: Moment, visit: Visit) -> View:
    """That its customer wants to be introduced to nobody today, on whichever visit they said so."""
    return {"refused": True} if visit.id in moment.floor.refused else {}


def care_view(of: Visit | Ticket) -> View:
    """Whether care is owed, where somebody has said; and its kind, on staff screens alone."""
    view: View = {} if of.protected is None else {"protected": of.protected}
    return view if of.need is None else view | {"need": of.need}


def held_view(visit: Visit) -> View:
    """That nobody sells to the customer now; why, only who holds sales knows."""
    return {"held": True} if visit.held else {}


def signals_view(visit: Visit) -> View:
    """The signals that were noted, by code, with the id by which one is taken back."""
    return {code: str(signal) for signal, code in visit.signals.items()}


def came_view(moment: Moment, rm_id: UUID | None = None) -> View:
    """Which confirmed VIPs are here, by visit: all of them, or one relationship manager's.

    Who has a number is here until it ends; who has none, until the greeting is over; and whoever is
    led to a desk or was promised somebody, until that is over.
    """
    tickets = {each.visit_id: each for each in sorted(moment.floor.tickets.values(), key=_tells)}
    awaited = awaited_visits(moment)
    found: View = {}
    for visit in moment.floor.visits.values():
        came, ticket = visit.came, tickets.get(visit.id)
        if came is None or rm_id not in (None, came.rm_id):
            continue
        here = ticket.state in LIVE if ticket else moment.at - visit.arrived_at < DOOR_STAYS
        if here or visit.id in awaited:
            found[str(visit.id)] = _came(moment, visit, came, ticket)
    return found


def _tells(ticket: Ticket) -> tuple[bool, bool, datetime, UUID]:
    """Of a visit's tickets the last in this order tells where it is: one that lives; of those the
    number, not a talk beside it.
    """
    return ticket.state in LIVE, ticket.label != "", ticket.issued_at, ticket.id


def _came(moment: Moment, visit: Visit, came: Came, ticket: Ticket | None) -> View:
    view: View = {
        "visit": str(visit.id),
        "since": instant(came.since),
        "class": visit.customer_class,
        "link": came.linked_by,
        "home": "own" if came.home is None else "other",
        "version": visit.version,
    } | held_view(visit)
    if ticket is not None:
        view |= {"ticket": str(ticket.id), "number": ticket.label}
    elif visit.door is not None:
        view["door"] = visit.door
    manager = moment.floor.staff.get(came.rm_id) if came.rm_id else None
    if manager is not None:
        view["rm"] = {"id": str(manager.id), "name": manager.name}
    return view


def _awaited(moment: Moment, ticket: Ticket, called_at: datetime) -> View:
    parameters = moment.plan.parameters
    view: View = {
        "recalls": ticket.recalls,
        "pass_after": instant(moment.no_show_at(called_at)),
    }
    if ticket.recalls < parameters["recalls"]:
        gap = timedelta(seconds=parameters["recall_gap_s"])
        view["recall_after"] = instant((ticket.recalled_at or called_at) + gap)
    return view


def _expected(moment: Moment, service_id: UUID) -> View | None:
    """Whole minutes that a tenth, half and nine tenths of recent services took."""
    known = moment.expected
    if service_id not in known:
        pace = moment.floor.paces.get(service_id)
        seconds = pace.seconds if pace else ()
        known[service_id] = (
            {name: round(quantile(seconds, share) / 60) for name, share in _LEVELS}
            if len(seconds) >= LEAST_SERVICES
            else None
        )
    return known[service_id]


_LEVELS = (("p10", 0.1), ("p50", 0.5), ("p90", 0.9))


def tickets_view(moment: Moment, tickets: Iterable[Ticket]) -> View:
    """Tickets by id."""
    return {str(each.id): ticket_view(moment, each) for each in tickets}


# ---------------------------------------------------------------- seats


def seat_view(moment: Moment, counter_id: UUID) -> View:
    """A counter and who sits there."""
    counter, seat = moment.plan.counters[counter_id], moment.seat(counter_id)
    view: View = {
        "id": str(counter.id),
        "number": counter.number,
        "kind": counter.kind,
        "zone": str(counter.zone_id),
        "services": [str(each) for each in counter.services],
        "state": seat.state.value,
        "version": seat.version,
        "since": instant(seat.since),
        "served": moment.served_at[counter_id],
    }
    person = moment.floor.staff.get(seat.staff_id) if seat.staff_id else None
    if person is not None:
        view["staff"] = {"id": str(person.id), "name": person.name, "post": person.post}
    if seat.pause is not None:
        view["pause"] = seat.pause
    if seat.ticket_id is not None:
        view["ticket"] = str(seat.ticket_id)
    if seat.summoned_until is not None and moment.at < seat.summoned_until:
        view["summons"] = _summons_view(moment, seat, seat.summoned_until)
    if receives(moment, counter_id):
        view["desk"] = desk_view(moment, seat)
    return view


def _summons_view(moment: Moment, seat: SeatRow, until: datetime) -> View:
    """Whom it asks (nobody: whoever is free), and whether they can't come now."""
    person = moment.floor.staff.get(seat.summoned_id) if seat.summoned_id else None
    named = {"staff": {"id": str(person.id), "name": person.name}} if person else {}
    return {"until": instant(until), "declined": seat.summons_declined} | named


def seats_view(moment: Moment) -> View:
    """All counters by id."""
    return {str(each): seat_view(moment, each) for each in moment.plan.counters}


# ---------------------------------------------------------------- help


def help_view(moment: Moment) -> View:
    """The calls for help that are not closed, by id."""
    return {str(row.id): _help(moment, row) for row in moment.floor.help.values()}


def _help(moment: Moment, row: HelpRow) -> View:
    view: View = {"id": str(row.id), "state": row.state.value, "asked_at": instant(row.asked_at)}
    if row.answered_id is not None:
        person = moment.floor.staff.get(row.answered_id)
        view["answered_by"] = with_title(person.post, person.name) if person else HELPER
    elif row.summoned_id in moment.floor.staff:
        person = moment.floor.staff[row.summoned_id]
        view["summoned"] = with_title(person.post, person.name)
    kind, _, asker = row.asked_by.partition(":")
    if kind == "staff":
        view["asked_by"] = asker
    ticket = moment.floor.tickets.get(row.ticket_id) if row.ticket_id else None
    if ticket is not None and ticket.label:
        view["ticket"] = ticket.label
    if place := row.place or view.get("ticket"):
        view["place"] = place
    return view
