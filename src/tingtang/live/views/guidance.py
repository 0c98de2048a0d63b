"""Relationship managers' desks, and what is awaited there: for staff screens."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tingtang.bank.branch.rules import DayState
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import DeskState, desk_state, is_desk
from tingtang.kernel.undo import UNDO_WITHIN
from tingtang.live.moment import Moment, View, instant
from tingtang.relation.guidance.queries import GuidanceRow, free_at
from tingtang.relation.guidance.rules import GuidanceState, stands


def receives(moment: Moment, counter_id: UUID) -> bool:
    """Whether customers are led to a counter, seeing who sits there."""
    sits = moment.seat(counter_id).staff_id
    person = moment.floor.staff.get(sits) if sits else None
    return is_desk(moment.plan.counters[counter_id].kind, person.post if person else None)


def desk_view(moment: Moment, seat: SeatRow) -> View:
    """Whether somebody can be led to a desk; until when it is held or busy, as far as known."""
    state = desk_state(seat, moment.at)
    view: View = {"state": state.value}
    if until := _until(moment, seat):
        view["until"] = instant(until)
        if state is DeskState.SERVING and seat.busy_until is not None:
            view["said"] = True
    number = moment.number_of.get(seat.held_for) if seat.held_for else None
    if state is DeskState.HELD and number is not None:
        view["for"] = number.label
    return view


def _until(moment: Moment, seat: SeatRow) -> datetime | None:
    ticket = moment.floor.tickets.get(seat.ticket_id) if seat.ticket_id else None
    pace = moment.floor.paces.get(ticket.service_id) if ticket else None
    began = (ticket.started_at or ticket.called_at) if ticket else None
    return free_at(seat, began, list(pace.seconds) if pace else [], moment.at)


def promises_view(moment: Moment, counter_id: UUID | None = None) -> View:
    """Who is led to a desk or was promised that somebody comes, by id; of one desk, those of it and
    those of none in particular.

    Whose number has ended, or was taken at the desk since, awaits nothing more.
    """
    return {str(row.id): _promise(moment, row) for row in awaited(moment, counter_id)}


def promises_to_view(moment: Moment, staff_id: UUID, counter_id: UUID | None) -> View:
    """What was promised in somebody's name or leads to where they sit, and what names nobody."""
    return {
        str(row.id): _promise(moment, row)
        for row in awaited(moment)
        if row.rm_id == staff_id
        or (row.desk_id is not None and row.desk_id == counter_id)
        or (row.rm_id is None and row.desk_id is None)
    }


def promises_of_view(moment: Moment, visit_id: UUID) -> View:
    """What was promised to a visit's customer."""
    rows = (row for row in awaited(moment) if moment.floor.visit_now(row.visit_id) == visit_id)
    return {str(row.id): _promise(moment, row) for row in rows}


def awaited_visits(moment: Moment) -> set[UUID]:
    """Whoever is awaited somewhere is here, however long ago they were greeted."""
    return {row.visit_id for row in awaited(moment)}


def awaited(moment: Moment, counter_id: UUID | None = None) -> Iterable[GuidanceRow]:
    """What stands of whom is led or was promised somebody; of one desk, as above."""
    if moment.floor.day is DayState.CLOSED:
        return ()
    rows = (row for row in moment.floor.guided.values() if _stands(moment, row))
    if counter_id is None:
        return rows
    if not receives(moment, counter_id):
        return ()
    return (row for row in rows if row.desk_id in (None, counter_id))


def _stands(moment: Moment, row: GuidanceRow) -> bool:
    return stands(row.state, moment.number_of.get(row.visit_id), row.desk_id, row.guided_at)


def _promise(moment: Moment, row: GuidanceRow) -> View:
    visit_id = moment.floor.visit_now(row.visit_id)
    view: View = {
        "id": str(row.id),
        "visit": str(visit_id),
        "state": row.state.value,
        "path": row.path,
        "business": row.business,
        "since": instant(row.guided_at),
        "notice_at": instant(row.guided_at + UNDO_WITHIN),
        "asked": row.asked,
        "version": row.version,
    }
    number = moment.number_of.get(visit_id)
    if number is not None:
        view["number"] = number.label
    if row.desk_id in moment.plan.counters:
        view["desk"] = moment.plan.counters[row.desk_id].number
    person = moment.floor.staff.get(row.rm_id) if row.rm_id else None
    if person is not None:
        view["rm"] = {"id": str(person.id), "name": person.name}
    if (asks_at := _asks_at(moment, row)) is not None:
        view["asks_at"] = instant(asks_at)
    return view


def _asks_at(moment: Moment, row: GuidanceRow) -> datetime | None:
    """When it asks what has become of it: a promise by its timer, a lead when its desk is no longer
    kept for the customer.
    """
    if row.state is not GuidanceState.LED or row.desk_id is None:
        return row.asks_at
    seat = moment.floor.seats.get(row.desk_id)
    held = seat is not None and seat.held_for == row.visit_id
    return seat.held_until if seat is not None and held else row.guided_at
