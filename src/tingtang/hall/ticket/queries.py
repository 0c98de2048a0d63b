"""Readers of tickets and lines. SQL where a turn must be quick; every query leads with the
branch.
"""

import hashlib
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import CounterPlan, Plan, ServicePlan
from tingtang.bank.branch.rules import DayState
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.ticket.rules import (
    ALONE,
    PLACE_STEP,
    Head,
    Past,
    State,
    line_number,
    next_place_at_issue,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read

_AT_MOST = 500  # people ahead are counted so far


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket, with its visit's three fields."""

    id: UUID
    visit_id: UUID
    label: str
    service_id: UUID
    more: list[UUID]
    state: State
    line: int
    line_class: int
    counter_id: UUID | None
    place: int
    overtaken: int
    version: int
    channel: str
    language: str
    issued_at: datetime
    called_at: datetime | None
    recalled_at: datetime | None
    recalls: int
    started_at: datetime | None
    ended_at: datetime | None
    missed_at: datetime | None
    until: datetime | None
    parked_for: str | None
    late_used: int
    served_by: UUID | None
    outcome: str | None
    ahead: int | None
    low_s: int | None
    high_s: int | None
    expected_s: float | None
    spread: float | None
    rating_asked: bool
    business_date: date
    customer_class: str
    protected: bool
    need: str | None
    booked: bool
    emergency: bool

    @property
    def ticket_id(self) -> UUID:
        """Its id, as a line knows it."""
        return self.id

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_VISIT = ("customer_class", "protected", "need", "booked", "emergency")
_COLUMNS = ", ".join(
    f"v.{field.name}" if field.name in _VISIT else f"t.{field.name}" for field in fields(TicketRow)
)
_FROM = "from hall_ticket t join hall_visit v on v.branch_id = t.branch_id and v.id = t.visit_id"


def _ticket_row(*columns: Any) -> TicketRow:
    row = list(columns)
    row[5] = State(row[5])
    return TicketRow(*row)


def ticket_read(branch_id: UUID, ticket_id: UUID) -> Read[TicketRow]:
    """One ticket of the branch."""
    return Read(
        f"select {_COLUMNS} {_FROM} where t.branch_id = %s and t.id = %s",
        (branch_id, ticket_id),
        _ticket_row,
    )


def live_tickets_read(branch_id: UUID) -> Read[TicketRow]:
    """Every ticket that has not ended, of the days that are not closed."""
    days = "select date from bank_day where branch_id = %s and state <> 'closed'"
    live = "t.state in ('waiting', 'called', 'serving', 'parked', 'missed')"
    return Read(
        f"select {_COLUMNS} {_FROM} where t.branch_id = %s and t.business_date in ({days}) "
        f"and {live} order by t.place",
        (branch_id, branch_id),
        _ticket_row,
    )


def ended_tickets_read(branch_id: UUID, day: date) -> Read[TicketRow]:
    """The tickets of a business date that have ended."""
    ended = "t.state in ('done', 'abandoned', 'merged', 'unserved')"
    return Read(
        f"select {_COLUMNS} {_FROM} "
        f"where t.branch_id = %s and t.business_date = %s and {ended} order by t.place",
        (branch_id, day),
        _ticket_row,
    )


# ---------------------------------------------------------------- heads

_HEADS = """
select t.id, t.label, t.line, t.line_class, t.service_id, t.place, t.issued_at, t.overtaken,
  t.expected_s, t.spread, l.passed
from unnest(%s::smallint[]) as wanted(line)
cross join lateral (
    select ticket_id from hall_waiting
    where branch_id = %s and line = wanted.line order by place limit 1
) w
join hall_ticket t on t.branch_id = %s and t.id = w.ticket_id
left join hall_line l on l.branch_id = %s and l.line = wanted.line
union all
select t.id, t.label, t.line, t.line_class, t.service_id, t.place, t.issued_at, t.overtaken,
  t.expected_s, t.spread, null
from hall_waiting w
join hall_ticket t on t.branch_id = %s and t.id = w.ticket_id
where w.branch_id = %s and w.line = 0
  and (t.counter_id is null or t.counter_id = %s) and t.service_id = any(%s)
"""


def _head(
    ticket_id: UUID,
    label: str,
    line: int,
    line_class: int,
    service_id: UUID,
    place: int,
    issued_at: datetime,
    overtaken: int,
    expected_s: float | None,
    spread: float | None,
    passed: list[int] | None,
) -> Head:
    later = tuple(each for each in passed or () if each > place)
    return Head(
        ticket_id,
        label,
        line,
        LineClass(line_class),
        service_id,
        place,
        issued_at,
        overtaken + len(later),
        later,
        expected_s,
        spread,
    )


def lines_of(plan: Plan, counter: CounterPlan) -> list[int]:
    """The numbers of the main lines that a counter serves."""
    return [line for each in counter.services for line in main_lines(plan.services[each])]


def heads_read(plan: Plan, counter: CounterPlan) -> Read[Head]:
    """The heads of the lines that `counter` serves: main lines, and those who stand alone."""
    branch_id = plan.branch_id
    return Read(
        _HEADS,
        (
            lines_of(plan, counter),
            branch_id,
            branch_id,
            branch_id,
            branch_id,
            branch_id,
            counter.id,
            list(counter.services),
        ),
        _head,
    )


def places_read(plan: Plan, service_id: UUID, first: int) -> Read[int]:
    """The places of the first few who wait for a service, in order."""
    return Read(
        "select w.place from hall_waiting w "
        "join hall_ticket t on t.branch_id = w.branch_id and t.id = w.ticket_id "
        "where w.branch_id = %s and w.line = any(%s::smallint[]) and t.service_id = %s "
        "order by w.place limit %s",
        (plan.branch_id, [ALONE, *main_lines(plan.services[service_id])], service_id, first),
        lambda place: place,
    )


def main_lines(service: ServicePlan) -> list[int]:
    """The numbers of a service's main lines."""
    return [line_number(service.ordinal, each, alone=False) for each in LineClass]


@dataclass(frozen=True, slots=True)
class LineRow:
    """What passed a main line."""

    line: int
    passed: tuple[int, ...]


def lines_read(branch_id: UUID) -> Read[LineRow]:
    """The main lines that were ever passed."""
    return Read(
        "select line, passed from hall_line where branch_id = %s",
        (branch_id,),
        lambda line, passed: LineRow(line, tuple(passed)),
    )


# ---------------------------------------------------------------- a counter, about to call


@dataclass(frozen=True, slots=True)
class Scene:
    """What a call needs to know beside the heads: the day, the seat and the customer at it."""

    day: DayState | None
    seat: SeatRow | None
    stopped: frozenset[UUID]
    at_counter: "AtCounter | None"


@dataclass(frozen=True, slots=True)
class AtCounter:
    """The customer at a counter."""

    id: UUID
    label: str
    service_id: UUID
    more: list[UUID]
    state: State
    place: int
    overtaken: int
    called_at: datetime | None
    started_at: datetime | None


_SCENE = """
select d.state, s.counter_id, s.state, s.staff_id, s.ticket_id, s.pause, s.since, s.version,
  array(select service_id from bank_stoppage where branch_id = %s and date = %s),
  t.label, t.service_id, t.more, t.state, t.place, t.overtaken, t.called_at, t.started_at
from (select 1) as one
left join lateral (
    select state from bank_day where branch_id = %s and date <= %s and state <> 'closed'
    order by date limit 1
) d on true
left join hall_seat s on s.branch_id = %s and s.counter_id = %s
left join hall_ticket t on t.branch_id = s.branch_id and t.id = s.ticket_id
"""


def _scene(*row: Any) -> Scene:
    day, counter_id, seat_state, staff_id, ticket_id, pause, since, version = row[:8]
    stopped, label, service_id, more, state, *rest = row[8:]
    seat = at_counter = None
    if counter_id is not None:
        state_now = SeatState(seat_state)
        seat = SeatRow(counter_id, state_now, staff_id, ticket_id, pause, since, version)
    if ticket_id is not None and state is not None:
        at_counter = AtCounter(ticket_id, label, service_id, more, State(state), *rest)
    return Scene(DayState(day) if day else None, seat, frozenset(stopped), at_counter)


def scene_read(branch_id: UUID, counter_id: UUID, day: date) -> Read[Scene]:
    """The scene at one counter: always one row."""
    return Read(_SCENE, (branch_id, day, branch_id, day, branch_id, counter_id), _scene)


# ---------------------------------------------------------------- issuing


@dataclass(frozen=True, slots=True)
class NumberRow:
    """The last numbers that a service gave today, on the machine and on paper."""

    last: int
    last_paper: int


def number_read(branch_id: UUID, service_id: UUID, day: date) -> Read[NumberRow]:
    """The service's last numbers on `day`; no row: none yet."""
    return Read(
        "select last, last_paper from hall_number "
        "where branch_id = %s and service_id = %s and business_date = %s",
        (branch_id, service_id, day),
        NumberRow,
    )


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many wait in one line class of one service."""

    line_class: int
    waiting: int


_AHEAD = """
select line %% 8, count(*) from (
    select line from hall_waiting where branch_id = %s and line = any(%s::smallint[]) limit %s
) main group by line
union all
select t.line_class, count(*) from hall_waiting w
join hall_ticket t on t.branch_id = w.branch_id and t.id = w.ticket_id
where w.branch_id = %s and w.line = 0 and t.service_id = %s group by t.line_class
"""


def ahead_read(branch_id: UUID, service: ServicePlan) -> Read[Ahead]:
    """How many wait for a service; those of its main lines are counted up to 500."""
    values = (branch_id, main_lines(service), _AT_MOST, branch_id, service.id)
    return Read(_AHEAD, values, Ahead)


@dataclass(frozen=True, slots=True)
class Seen:
    """A seat, as the wait estimate sees it: which counter is present, and whether it is free."""

    counter_id: UUID
    free: bool


def present_read(branch_id: UUID) -> Read[Seen]:
    """The counters that call now."""
    return Read(
        "select counter_id, ticket_id is null from hall_seat "
        "where branch_id = %s and state = 'open'",
        (branch_id,),
        Seen,
    )


@dataclass(frozen=True, slots=True)
class PaceRow:
    """What a service's wait estimate is made of, newest first."""

    service_id: UUID
    seconds: list[int]
    misses: list[float]


def paces_read(branch_id: UUID) -> Read[PaceRow]:
    """The pace of each service of the branch."""
    return Read(
        "select service_id, seconds, misses from hall_pace where branch_id = %s",
        (branch_id,),
        PaceRow,
    )


def place_at_read(branch_id: UUID, day: date, until: datetime) -> Read[int]:
    """The place of the last ticket that was issued on `day` until then and still has its place."""
    return Read(
        "select max(place) from hall_ticket where branch_id = %s and business_date = %s "
        "and issued_at <= %s and place %% %s = 0 having max(place) is not null",
        (branch_id, day, until, PLACE_STEP),
        lambda place: place,
    )


def places_behind_read(branch_id: UUID, day: date, place: int) -> Read[int]:
    """The places of the day's tickets that were put right behind `place`."""
    return Read(
        "select place from hall_ticket "
        "where branch_id = %s and business_date = %s and place > %s and place < %s",
        (branch_id, day, place, next_place_at_issue(place)),
        lambda place: place,
    )


def link_read(branch_id: UUID, token: str) -> Read[UUID]:
    """The ticket that a phone link's token opens; none once its day has ended."""
    return Read(
        "select ticket_id from hall_link where branch_id = %s and hash = %s",
        (branch_id, hashlib.sha256(token.encode()).digest()),
        lambda ticket_id: ticket_id,
    )


def open_link_read(branch_id: UUID, ticket_id: UUID) -> Read[UUID]:
    """The ticket, while a phone link of it opens something."""
    return Read(
        "select ticket_id from hall_link where branch_id = %s and ticket_id = %s",
        (branch_id, ticket_id),
        lambda each: each,
    )


def late_tickets_read(branch_id: UUID, at: datetime) -> Read[UUID]:
    """The tickets whose “I'll be late” has run out."""
    return Read(
        "select id from hall_ticket where branch_id = %s and state = 'parked' "
        "and parked_for = 'late' and until <= %s order by until",
        (branch_id, at),
        lambda ticket_id: ticket_id,
    )


PAST_COLUMNS = tuple(field.name for field in fields(Past))


def past_read(branch_id: UUID, first: date, last: date) -> Read[Past]:
    """The history of these days."""
    return Read(
        f"select {', '.join(PAST_COLUMNS)} from hall_past_ticket "
        "where branch_id = %s and date between %s and %s",
        (branch_id, first, last),
        Past,
    )
