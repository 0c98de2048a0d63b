"""What entries about tickets do to the floor. Each fold mirrors what the verb wrote."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from uuid import UUID

from tingtang.engines.forecasting.waits import LONGEST_SERVICE_S, MOST_SERVICES, miss
from tingtang.hall.counter.actions import NOTHING_SAID
from tingtang.hall.ticket.actions.serving import MOST_MISSES_KEPT
from tingtang.hall.ticket.queries import PaperBlockRow
from tingtang.hall.ticket.rules import (
    ALONE,
    LED,
    Move,
    State,
    line_number,
    move,
    owed_after,
    passes_kept,
    place_at_issue,
)
from tingtang.hall.visit.rules import CustomerClass, LineClass
from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import Call, Entry, Floor, Pace, Rated, Reload, Ticket
from tingtang.live.folds.common import (
    begun_visit,
    free,
    id_of,
    known,
    must,
    of_visit,
    owed_care,
    put_seat,
    ticket_of,
)


def _end(floor: Floor, entry: Entry, ticket: Ticket, state: State) -> None:
    ticket.state, ticket.ended_at, ticket.version = state, entry.at, entry.sequence
    if ticket.business_date != floor.date:
        del floor.tickets[ticket.id]


# ---------------------------------------------------------------- tickets come


def _number_in(label: str, prefix: str) -> int:
    """36 in A036."""
    return int(label.removeprefix(prefix))


def _line_in(body: Mapping[str, Any]) -> LineClass:
    """The class of line that a decision in an entry gave."""
    if "decision" not in body:  # an entry from before the tables
        raise Reload
    return LineClass[body["decision"]["results"]["line"].upper()]


def _issued(floor: Floor, entry: Entry) -> None:
    body = entry.body
    service = floor.plan.services.get(must(entry, "service"))
    if service is None:
        raise Reload
    if "class_by" not in body:  # an entry from before signals
        raise Reload
    of_line = _line_in(body)
    ticket_id = must(entry, "ticket")
    floor.tickets[ticket_id] = Ticket(
        id=ticket_id,
        visit_id=must(entry, "visit"),
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
        protected=known(body.get("protected")),
        booked=bool(body["booked"]),
        emergency=bool(body["emergency"]),
    )
    _visited(floor, entry, body["customer_class"], body["class_by"])
    number = _number_in(body["label"], service.prefix)
    if body["channel"] == "paper":
        _enter_paper(floor, service.id, number)
    else:
        floor.last_numbers[service.id] = number


def _visited(floor: Floor, entry: Entry, customer_class: str, class_by: str) -> None:
    """A number was given: the visit began with it, or at the door before."""
    visit = begun_visit(floor, must(entry, "visit"), entry.at, entry.sequence)
    visit.customer_class, visit.class_by = customer_class, class_by
    visit.protected = known(entry.body.get("protected"))
    visit.version = entry.sequence


def _enter_paper(floor: Floor, service_id: UUID, number: int) -> None:
    """A block's numbers are entered in order, so that the next one tells whose it is."""
    expect = (service_id, number - 1)
    block = next((b for b in floor.paper.values() if (b.service_id, b.entered) == expect), None)
    if block is None:
        raise Reload
    floor.paper[block.id] = replace(block, entered=number)
    if number == block.last:
        del floor.paper[block.id]


def _paper_block(floor: Floor, entry: Entry) -> None:
    service = floor.plan.services.get(must(entry, "service"))
    if service is None:
        raise Reload
    floor.last_numbers.setdefault(service.id, service.first - 1)
    block_id, first, last = must(entry, "block"), entry.body["first"], entry.body["last"]
    floor.paper[block_id] = PaperBlockRow(block_id, service.id, last, first - 1)


def _begun(floor: Floor, entry: Entry) -> None:
    service = floor.plan.services.get(must(entry, "service"))
    if service is None:
        raise Reload
    ticket_id, counter_id = must(entry, "ticket"), must(entry, "counter")
    body = entry.body
    floor.tickets[ticket_id] = Ticket(
        id=ticket_id,
        visit_id=must(entry, "visit"),
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
        customer_class=body.get("customer_class", "ordinary"),
        protected=known(body.get("protected")),
        booked=bool(body.get("booked")),
        emergency=bool(body.get("emergency")),
    )
    begun_visit(floor, must(entry, "visit"), entry.at, entry.sequence)
    put_seat(floor, entry, counter_id, ticket_id=ticket_id, **NOTHING_SAID)


# ---------------------------------------------------------------- tickets are called and served


def _called(floor: Floor, entry: Entry) -> None:
    ticket, counter_id = ticket_of(floor, entry), must(entry, "counter")
    ticket.overtaken = floor.overtakings(ticket)
    for passed_id in entry.body["passed"]:
        _overtake(floor, UUID(passed_id), ticket.place)
    ticket.state, ticket.counter_id, ticket.version = State.CALLED, counter_id, entry.sequence
    ticket.called_at, ticket.recalled_at, ticket.recalls = entry.at, None, 0
    ticket.started_at = ticket.until = ticket.parked_for = None
    put_seat(floor, entry, counter_id, ticket_id=ticket.id, **NOTHING_SAID)
    if entry.body["why"] == LED:
        floor.calls.pop(ticket.id, None)  # nobody was called: the customer is there
    else:
        floor.calls[ticket.id] = Call(entry.sequence, ticket.id, counter_id, entry.at, False)
    _note_owed(floor, ticket)
    _note_miss(floor, ticket)


def _overtake(floor: Floor, passed_id: UUID, place: int) -> None:
    head = floor.tickets.get(passed_id)
    if head is None:
        raise Reload
    if head.line == ALONE:
        head.overtaken += 1
    else:
        before = floor.passed.get(head.line, ())
        floor.passed[head.line] = tuple(passes_kept(before, head.place, place))


def _note_owed(floor: Floor, ticket: Ticket) -> None:
    before = floor.owed.get(ticket.service_id, 0)
    after = owed_after(before, ticket.line_class, floor.plan.parameters)
    floor.owed.pop(ticket.service_id, None)
    if after:
        floor.owed[ticket.service_id] = after


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
    ticket, counter_id = ticket_of(floor, entry), must(entry, "counter")
    ticket.recalls, ticket.recalled_at = entry.body["times"], entry.at
    ticket.version = entry.sequence
    put_seat(floor, entry, counter_id)
    floor.calls[ticket.id] = Call(entry.sequence, ticket.id, counter_id, entry.at, recall=True)


def _arrived(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    ticket.state, ticket.started_at, ticket.version = State.SERVING, entry.at, entry.sequence
    put_seat(floor, entry, must(entry, "counter"))


def _missed(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    ticket.state, ticket.counter_id, ticket.version = State.MISSED, None, entry.sequence
    ticket.missed_at, ticket.until = entry.at, from_microseconds(entry.body["until"])
    free(floor, entry, must(entry, "counter"))


def _finished(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    began = ticket.started_at or ticket.called_at or entry.at
    ticket.started_at = began
    if entry.body["seconds"] <= LONGEST_SERVICE_S:
        pace = floor.paces.get(ticket.service_id, Pace())
        seconds = (entry.body["seconds"], *pace.seconds)[:MOST_SERVICES]
        floor.paces[ticket.service_id] = replace(pace, seconds=seconds)
    free(floor, entry, must(entry, "counter"))
    _end(floor, entry, ticket, State.DONE)


def _reopened(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    ticket.state, ticket.ended_at, ticket.version = State.SERVING, None, entry.sequence
    put_seat(floor, entry, must(entry, "counter"), ticket_id=ticket.id)


# ---------------------------------------------------------------- tickets move in the lines


def _placed(floor: Floor, entry: Entry) -> None:
    ticket, body = ticket_of(floor, entry), entry.body
    goes_on = body["move"] == Move.GO_ON.value  # in the turn that ended a service at its counter
    left = ticket.counter_id if goes_on else id_of(entry, "from_counter")
    ticket.state = move(ticket.state, Move(body["move"]))
    ticket.service_id, ticket.line, ticket.place = must(entry, "service"), ALONE, body["place"]
    ticket.overtaken, ticket.version = body["overtaken"], entry.sequence
    if "more" in body:
        ticket.more = tuple(map(UUID, body["more"]))
    if ticket.state is not State.WAITING:
        return
    ticket.counter_id, ticket.until, ticket.parked_for = id_of(entry, "counter"), None, None
    ticket.called_at = ticket.recalled_at = ticket.started_at = ticket.ended_at = None
    ticket.recalls = 0
    free(floor, entry, left)


def _parked(floor: Floor, entry: Entry) -> None:
    ticket, body = ticket_of(floor, entry), entry.body
    ticket.overtaken = floor.overtakings(ticket)
    ticket.state, ticket.counter_id, ticket.version = State.PARKED, None, entry.sequence
    ticket.parked_for = body["reason"]
    ticket.until = from_microseconds(body["until"]) if "until" in body else None
    ticket.late_used += body["reason"] == "late"
    free(floor, entry, id_of(entry, "from_counter"))


def _marked(floor: Floor, entry: Entry) -> None:
    ticket, body = ticket_of(floor, entry), entry.body
    customer_class = CustomerClass(body["customer_class"])
    protected, emergency = known(body.get("protected")), bool(body["emergency"])
    new = _line_in(body)
    if new is not ticket.line_class:
        ticket.overtaken = floor.overtakings(ticket)
        ticket.line, ticket.line_class = ALONE, new
    ticket.version = entry.sequence
    for each in of_visit(floor, ticket.visit_id):
        each.customer_class, each.emergency = customer_class.value, emergency
    owed_care(floor, ticket.visit_id, protected)
    visit = floor.visits.get(ticket.visit_id)
    if visit is not None:  # of an earlier day that was left open
        visit.customer_class, visit.version = customer_class.value, entry.sequence


def _service_added(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    ticket.more = (*ticket.more, must(entry, "service"))
    ticket.version = entry.sequence


_ENDINGS = {
    "left": State.ABANDONED,
    "merged": State.MERGED,
    "day_end": State.UNSERVED,
    "diverted": State.DIVERTED,
}


def _ended(floor: Floor, entry: Entry) -> None:
    ticket, into = ticket_of(floor, entry), id_of(entry, "into")
    free(floor, entry, id_of(entry, "from_counter"))
    _end(floor, entry, ticket, _ENDINGS[entry.body["outcome"]])
    if into in floor.tickets:
        floor.tickets[into].version = entry.sequence


# ---------------------------------------------------------------- ratings


def _rating_asked(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    ticket.rating_asked, ticket.version = True, entry.sequence


def _rated(floor: Floor, entry: Entry) -> None:
    ticket = ticket_of(floor, entry)
    floor.ratings[ticket.id] = Rated(must(entry, "counter"), entry.body["score"])


TICKET_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
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
}
