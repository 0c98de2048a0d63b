"""What entries about seats, help and the day do to the floor; each fold mirrors its verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from tingtang.bank.branch.rules import DayMove, DayState
from tingtang.hall.counter.actions import NOBODY_SUMMONED, NOTHING_SAID
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.visit.queries import HelpRow
from tingtang.hall.visit.rules import HelpState
from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import Entry, Floor, Reload
from tingtang.live.folds.common import id_of, must, put_seat


def _seat_moved(floor: Floor, entry: Entry) -> None:
    state, counter_id = SeatState(entry.body["state"]), must(entry, "counter")
    changes: dict[str, Any] = {
        "state": state,
        "staff_id": id_of(entry, "staff"),
        "pause": entry.body.get("pause"),
        "since": entry.at,
    }
    if state is SeatState.VACANT:
        changes["ticket_id"] = None
    before = floor.seats.get(counter_id)
    if before is not None and before.staff_id != changes["staff_id"]:
        changes |= NOTHING_SAID
    put_seat(floor, entry, counter_id, **changes, **NOBODY_SUMMONED)


def _seat_summoned(floor: Floor, entry: Entry) -> None:
    put_seat(
        floor,
        entry,
        must(entry, "counter"),
        summoned_until=from_microseconds(entry.body["until"]),
        summoned_id=id_of(entry, "staff"),
        summons_declined=False,
    )


def _summons_declined(floor: Floor, entry: Entry) -> None:
    put_seat(floor, entry, must(entry, "counter"), summons_declined=True)


def _desk_held(floor: Floor, entry: Entry) -> None:
    until = from_microseconds(entry.body["until"])
    put_seat(floor, entry, must(entry, "counter"), held_until=until, held_for=must(entry, "visit"))


def _desk_released(floor: Floor, entry: Entry) -> None:
    put_seat(floor, entry, must(entry, "counter"), held_until=None, held_for=None)


def _until_said(floor: Floor, entry: Entry) -> None:
    until = from_microseconds(entry.body["until"])
    put_seat(floor, entry, must(entry, "counter"), busy_until=until)


def _help_asked(floor: Floor, entry: Entry) -> None:
    help_id = must(entry, "help")
    floor.help[help_id] = HelpRow(
        id=help_id,
        state=HelpState.ASKED,
        asked_at=entry.at,
        asked_by=entry.actor,
        summoned_id=id_of(entry, "summoned"),
        answered_id=None,
        ticket_id=id_of(entry, "ticket"),
        place=entry.body["place"],
    )


def _help_answered(floor: Floor, entry: Entry) -> None:
    _help(floor, entry, state=HelpState.ANSWERED, answered_id=id_of(entry, "staff"))


def _help_escalated(floor: Floor, entry: Entry) -> None:
    _help(floor, entry, state=HelpState.ESCALATED, summoned_id=id_of(entry, "summoned"))


def _help(floor: Floor, entry: Entry, **changes: Any) -> None:
    row = floor.help.get(must(entry, "help"))
    if row is None:
        raise Reload
    floor.help[row.id] = replace(row, **changes)


def _help_closed(floor: Floor, entry: Entry) -> None:
    floor.help.pop(must(entry, "help"), None)


def _day_moved(floor: Floor, entry: Entry) -> None:
    day, state = date.fromisoformat(entry.body["date"]), DayState(entry.body["state"])
    if day == floor.date:
        floor.day = state
    elif state is DayState.CLOSED:
        floor.left_open.pop(day, None)
    elif day < floor.date:
        floor.left_open[day] = state
    if entry.body["move"] == DayMove.CLOSE.value:
        floor.passed = dict.fromkeys(floor.passed, ())
        floor.stopped, floor.owed = {}, {}
        for ticket in floor.tickets.values():
            if ticket.business_date == day:
                ticket.need = None
        for visit in floor.visits.values() if day == floor.date else ():
            visit.need = None


def _service_stopped(floor: Floor, entry: Entry) -> None:
    floor.stopped[must(entry, "service")] = entry.body["notice"]


def _service_resumed(floor: Floor, entry: Entry) -> None:
    floor.stopped.pop(must(entry, "service"), None)


HOUSE_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "seat.moved": _seat_moved,
    "seat.summoned": _seat_summoned,
    "seat.summons_declined": _summons_declined,
    "seat.held": _desk_held,
    "seat.released": _desk_released,
    "seat.until_said": _until_said,
    "help.asked": _help_asked,
    "help.answered": _help_answered,
    "help.escalated": _help_escalated,
    "help.closed": _help_closed,
    "branch.day_moved": _day_moved,
    "branch.service_stopped": _service_stopped,
    "branch.service_resumed": _service_resumed,
}
