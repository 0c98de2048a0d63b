"""What each ledger entry does to the floor: one function a kind.

Each mirrors what the verb wrote to the tables in the same turn. A kind that changes nothing on any
screen is named in `NOTHING`; one that stands nowhere makes the floor be read anew, which is always
right and only slower.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from tingtang.bank.branch.rules import DayMove, DayState
from tingtang.engines.forecasting.waits import MOST_SERVICES, miss
from tingtang.hall.counter.queries import never_taken
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.actions.calling import MOST_MISSES_KEPT
from tingtang.hall.ticket.rules import ALONE, Move, State, line_number, move, place_at_issue
from tingtang.hall.visit.queries import HelpRow
from tingtang.hall.visit.rules import CustomerClass, HelpState, LineClass, line_class
from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import (
    LOG_KEPT,
    Call,
    Entry,
    Floor,
    LogLine,
    Pace,
    Rated,
    Reload,
    Ticket,
    Unsaid,
)

Fold = Callable[[Floor, Entry], None]


def apply(floor: Floor, entries: Iterable[Entry], unsaid: Mapping[UUID, Unsaid]) -> None:
    """Carry the floor on by whole turns, in order; raises `Reload` where the tables must be read.

    `unsaid` tells, as of the last entry, what the ledger leaves out of tickets issued or marked.
    """
    for entry in entries:
        if entry.sequence != floor.sequence + 1 or entry.day != floor.date:
            raise Reload
        if entry.kind not in NOTHING:
            try:
                fold = FOLDS[entry.kind]
            except KeyError:
                raise Reload from None
            fold(floor, entry)
            _learn(floor, entry, unsaid)
        if entry.kind in LOGGED:
            floor.log = [log_line(entry), *floor.log[: LOG_KEPT - 1]]
        floor.sequence = entry.sequence


def _learn(floor: Floor, entry: Entry, unsaid: Mapping[UUID, Unsaid]) -> None:
    ticket_id = _id(entry, "ticket")
    more = unsaid.get(ticket_id) if ticket_id else None
    if ticket_id in floor.tickets and more is not None:
        ticket = floor.tickets[ticket_id]
        ticket.need, ticket.expected_s, ticket.spread = more.need, more.expected_s, more.spread


def log_line(entry: Entry) -> LogLine:
    """The line of the day's log that an entry writes."""
    whom, where = _id(entry, "ticket"), _id(entry, "counter")
    return LogLine(entry.sequence, entry.at, entry.kind, whom, where)


def number_in(label: str, prefix: str) -> int:
    """36 in A036."""
    return int(label.removeprefix(prefix))


# ---------------------------------------------------------------- helpers


def _id(entry: Entry, name: str) -> UUID | None:
    value = entry.body.get(name)
    return UUID(value) if value is not None else None


def _must(entry: Entry, name: str) -> UUID:
    return UUID(entry.body[name])


def _ticket(floor: Floor, entry: Entry) -> Ticket:
    try:
        return floor.tickets[_must(entry, "ticket")]
    except KeyError:
        raise Reload from None  # an ended ticket of an earlier day


def _seat(floor: Floor, entry: Entry, counter_id: UUID, **changes: Any) -> None:
    seat = floor.seats.get(counter_id) or never_taken(counter_id, entry.at)
    floor.seats[counter_id] = replace(seat, version=entry.sequence, **changes)


def _free(floor: Floor, entry: Entry, counter_id: UUID | None) -> None:
    """Nobody is at the counter any more; a seat that was closing is vacant now."""
    if counter_id is None:
        return
    seat = floor.seats.get(counter_id)
    changes: dict[str, Any] = {"ticket_id": None}
    if seat is not None and seat.state is SeatState.CLOSING:
        changes |= {"state": SeatState.VACANT, "staff_id": None, "since": entry.at}
    _seat(floor, entry, counter_id, **changes)


def _end(floor: Floor, entry: Entry, ticket: Ticket, state: State) -> None:
    ticket.state, ticket.ended_at, ticket.version = state, entry.at, entry.sequence
    if ticket.business_date != floor.date:
        del floor.tickets[ticket.id]


# ---------------------------------------------------------------- tickets come


def _issued(floor: Floor, entry: Entry) -> None:
    body = entry.body
    service = floor.plan.services.get(_must(entry, "service"))
    if service is None:
        raise Reload
    fields = (bool(body["protected"]), bool(body["booked"]), bool(body["emergency"]))
    of_line = line_class(CustomerClass(body["customer_class"]), *fields)
    ticket_id = _must(entry, "ticket")
    floor.tickets[ticket_id] = Ticket(
        id=ticket_id,
        visit_id=_must(entry, "visit"),
        business_date=entry.day,
        label=body["label"],
        service_id=service.id,
        state=State.WAITING,
        line=line_number(service.ordinal, of_line, alone=False),
        line_class=of_line,
        place=body["place"],
        version=entry.sequence,
        issued_at=entry.at,
        low_s=body.get("low_s"),
        high_s=body.get("high_s"),
        customer_class=body["customer_class"],
        protected=fields[0],
        booked=fields[1],
        emergency=fields[2],
    )
    if body["channel"] != "paper":
        floor.last_numbers[service.id] = number_in(body["label"], service.prefix)


def _paper_block(floor: Floor, entry: Entry) -> None:
    service = floor.plan.services.get(_must(entry, "service"))
    if service is None:
        raise Reload
    floor.last_numbers.setdefault(service.id, service.first - 1)


def _begun(floor: Floor, entry: Entry) -> None:
    service = floor.plan.services.get(_must(entry, "service"))
    if service is None:
        raise Reload
    ticket_id, counter_id = _must(entry, "ticket"), _must(entry, "counter")
    floor.tickets[ticket_id] = Ticket(
        id=ticket_id,
        visit_id=_must(entry, "visit"),
        business_date=entry.day,
        label="",
        service_id=service.id,
        state=State.SERVING,
        line=line_number(service.ordinal, LineClass.ORDINARY, alone=False),
        line_class=LineClass.ORDINARY,
        place=place_at_issue(entry.sequence),
        version=entry.sequence,
        issued_at=entry.at,
        counter_id=counter_id,
        started_at=entry.at,
    )
    _seat(floor, entry, counter_id, ticket_id=ticket_id)


# ---------------------------------------------------------------- tickets are called and served


def _called(floor: Floor, entry: Entry) -> None:
    ticket, counter_id = _ticket(floor, entry), _must(entry, "counter")
    for passed_id in entry.body["passed"]:
        _overtake(floor, UUID(passed_id), ticket.place)
    ticket.state, ticket.counter_id, ticket.version = State.CALLED, counter_id, entry.sequence
    ticket.called_at, ticket.recalled_at, ticket.recalls = entry.at, None, 0
    _seat(floor, entry, counter_id, ticket_id=ticket.id)
    floor.calls[ticket.id] = Call(entry.sequence, ticket.id, counter_id, entry.at, recall=False)
    _note_miss(floor, ticket)


def _overtake(floor: Floor, passed_id: UUID, place: int) -> None:
    head = floor.tickets.get(passed_id)
    if head is None:
        raise Reload
    if head.line == ALONE:
        head.overtaken += 1
    else:
        before = floor.passed.get(head.line, ())
        floor.passed[head.line] = (*(each for each in before if each > head.place), place)


def _note_miss(floor: Floor, ticket: Ticket) -> None:
    if ticket.called_at is None or ticket.expected_s is None or ticket.spread is None:
        return
    seconds = (ticket.called_at - ticket.issued_at).total_seconds()
    missed = miss(ticket.expected_s, ticket.spread, seconds)
    if missed is not None:
        pace = floor.paces.get(ticket.service_id, Pace())
        misses = (missed, *pace.misses)[:MOST_MISSES_KEPT]
        floor.paces[ticket.service_id] = replace(pace, misses=misses)


def _recalled(floor: Floor, entry: Entry) -> None:
    ticket, counter_id = _ticket(floor, entry), _must(entry, "counter")
    ticket.recalls, ticket.recalled_at = entry.body["times"], entry.at
    ticket.version = entry.sequence
    _seat(floor, entry, counter_id)
    floor.calls[ticket.id] = Call(entry.sequence, ticket.id, counter_id, entry.at, recall=True)


def _arrived(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    ticket.state, ticket.started_at, ticket.version = State.SERVING, entry.at, entry.sequence
    _seat(floor, entry, _must(entry, "counter"))


def _missed(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    ticket.state, ticket.counter_id, ticket.version = State.MISSED, None, entry.sequence
    ticket.missed_at, ticket.until = entry.at, from_microseconds(entry.body["until"])
    _free(floor, entry, _must(entry, "counter"))


def _finished(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    began = ticket.started_at or ticket.called_at or entry.at
    ticket.started_at = began
    pace = floor.paces.get(ticket.service_id, Pace())
    seconds = (entry.body["seconds"], *pace.seconds)[:MOST_SERVICES]
    floor.paces[ticket.service_id] = replace(pace, seconds=seconds)
    _free(floor, entry, _must(entry, "counter"))
    _end(floor, entry, ticket, State.DONE)


def _reopened(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    ticket.state, ticket.ended_at, ticket.version = State.SERVING, None, entry.sequence
    _seat(floor, entry, _must(entry, "counter"), ticket_id=ticket.id)


# ---------------------------------------------------------------- tickets move in the lines


def _placed(floor: Floor, entry: Entry) -> None:
    ticket, body = _ticket(floor, entry), entry.body
    ticket.state = move(ticket.state, Move(body["move"]))
    ticket.service_id, ticket.line, ticket.place = _must(entry, "service"), ALONE, body["place"]
    ticket.overtaken, ticket.version = body["overtaken"], entry.sequence
    if ticket.state is State.SERVING:
        return
    ticket.counter_id, ticket.until, ticket.parked_for = _id(entry, "counter"), None, None
    if ticket.state is State.WAITING:
        ticket.called_at = ticket.recalled_at = ticket.started_at = None
        ticket.recalls = 0
    _free(floor, entry, _id(entry, "from_counter"))


def _parked(floor: Floor, entry: Entry) -> None:
    ticket, body = _ticket(floor, entry), entry.body
    ticket.overtaken = floor.overtakings(ticket)
    ticket.state, ticket.counter_id, ticket.version = State.PARKED, None, entry.sequence
    ticket.parked_for = body["reason"]
    ticket.until = from_microseconds(body["until"]) if "until" in body else None
    ticket.late_used += body["reason"] == "late"
    _free(floor, entry, _id(entry, "from_counter"))


def _marked(floor: Floor, entry: Entry) -> None:
    ticket, body = _ticket(floor, entry), entry.body
    customer_class = CustomerClass(body["customer_class"])
    protected, emergency = bool(body["protected"]), bool(body["emergency"])
    new = line_class(customer_class, protected, ticket.booked, emergency)
    if new is not ticket.line_class:
        ticket.overtaken = floor.overtakings(ticket)
        ticket.line, ticket.line_class = ALONE, new
    ticket.customer_class, ticket.protected = customer_class.value, protected
    ticket.emergency, ticket.version = emergency, entry.sequence


def _service_added(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    ticket.more = (*ticket.more, _must(entry, "service"))
    ticket.version = entry.sequence


_ENDINGS = {"left": State.ABANDONED, "merged": State.MERGED, "day_end": State.UNSERVED}


def _ended(floor: Floor, entry: Entry) -> None:
    ticket, into = _ticket(floor, entry), _id(entry, "into")
    _free(floor, entry, _id(entry, "from_counter"))
    _end(floor, entry, ticket, _ENDINGS[entry.body["outcome"]])
    if into in floor.tickets:
        floor.tickets[into].version = entry.sequence


# ---------------------------------------------------------------- ratings


def _rating_asked(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    ticket.rating_asked, ticket.version = True, entry.sequence


def _rated(floor: Floor, entry: Entry) -> None:
    ticket = _ticket(floor, entry)
    floor.ratings[ticket.id] = Rated(_must(entry, "counter"), entry.body["score"])


# ---------------------------------------------------------------- seats, help, the day


def _seat_moved(floor: Floor, entry: Entry) -> None:
    state = SeatState(entry.body["state"])
    changes: dict[str, Any] = {
        "state": state,
        "staff_id": _id(entry, "staff"),
        "pause": entry.body.get("pause"),
        "since": entry.at,
    }
    if state is SeatState.VACANT:
        changes["ticket_id"] = None
    _seat(floor, entry, _must(entry, "counter"), **changes)


def _help_asked(floor: Floor, entry: Entry) -> None:
    help_id = _must(entry, "help")
    floor.help[help_id] = HelpRow(
        id=help_id,
        state=HelpState.ASKED,
        asked_at=entry.at,
        asked_by=entry.actor,
        summoned_id=_id(entry, "summoned"),
        answered_id=None,
        ticket_id=_id(entry, "ticket"),
        place=entry.body["place"],
    )


def _help_answered(floor: Floor, entry: Entry) -> None:
    _help(floor, entry, state=HelpState.ANSWERED, answered_id=_id(entry, "staff"))


def _help_escalated(floor: Floor, entry: Entry) -> None:
    _help(floor, entry, state=HelpState.ESCALATED, summoned_id=_id(entry, "summoned"))


def _help(floor: Floor, entry: Entry, **changes: Any) -> None:
    row = floor.help.get(_must(entry, "help"))
    if row is None:
        raise Reload
    floor.help[row.id] = replace(row, **changes)


def _help_closed(floor: Floor, entry: Entry) -> None:
    floor.help.pop(_must(entry, "help"), None)


def _day_moved(floor: Floor, entry: Entry) -> None:
    day = entry.body["date"]
    if day == floor.date.isoformat():
        floor.day = DayState(entry.body["state"])
    if entry.body["move"] == DayMove.CLOSE.value:
        floor.passed = dict.fromkeys(floor.passed, ())
        floor.stopped = {}
        for ticket in floor.tickets.values():
            if ticket.business_date.isoformat() == day:
                ticket.need = None


def _service_stopped(floor: Floor, entry: Entry) -> None:
    floor.stopped[_must(entry, "service")] = entry.body["notice"]


def _service_resumed(floor: Floor, entry: Entry) -> None:
    floor.stopped.pop(_must(entry, "service"), None)


def read_anew(_floor: Floor, _entry: Entry) -> None:
    """What the fold of an entry does that only the tables can tell."""
    raise Reload


# ---------------------------------------------------------------- the table

FOLDS: dict[str, Fold] = {
    "ticket.issued": _issued,
    "ticket.begun": _begun,
    "ticket.called": _called,
    "ticket.recalled": _recalled,
    "ticket.arrived": _arrived,
    "ticket.missed": _missed,
    "ticket.finished": _finished,
    "ticket.reopened": _reopened,
    "ticket.placed": _placed,
    "ticket.parked": _parked,
    "ticket.marked": _marked,
    "ticket.service_added": _service_added,
    "ticket.ended": _ended,
    "ticket.rating_asked": _rating_asked,
    "ticket.paper_block": _paper_block,
    "feedback.rated": _rated,
    "seat.moved": _seat_moved,
    "help.asked": _help_asked,
    "help.answered": _help_answered,
    "help.escalated": _help_escalated,
    "help.closed": _help_closed,
    "branch.day_moved": _day_moved,
    "branch.service_stopped": _service_stopped,
    "branch.service_resumed": _service_resumed,
    # Words, places and people that the ledger doesn't hold.
    "branch.established": read_anew,
    "branch.parameter_set": read_anew,
    "staff.entered": read_anew,
    "device.offered": read_anew,
    "device.enrolled": read_anew,
}

NOTHING = frozenset({"ticket.printed", "staff.shifts_set"})

LOGGED = frozenset(
    kind
    for kind in FOLDS
    if kind.split(".")[0] in ("ticket", "feedback", "seat", "help")
    or kind in ("branch.day_moved", "branch.service_stopped", "branch.service_resumed")
)
"""What the day's log shows; the screens have a sentence for each kind."""
