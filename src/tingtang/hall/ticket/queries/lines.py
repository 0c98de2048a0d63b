"""Heads of lines, and what passed them."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tingtang.bank.branch.queries import CounterPlan, Plan, ServicePlan
from tingtang.hall.ticket.rules import (
    ALONE,
    PLACE_STEP,
    Head,
    line_number,
    lines_at,
    next_place_at_issue,
)
from tingtang.hall.visit.rules import LineClass
from tingtang.ledger.turn import Read

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
where w.branch_id = %s and w.line = 0 and t.service_id = any(%s)
  and (t.counter_id = %s or t.counter_id is null and t.line_class = any(%s::smallint[]))
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
    """The numbers of the main lines that a counter calls."""
    called = lines_at(counter)
    return [
        line_number(plan.services[service].ordinal, each, alone=False)
        for service in counter.services
        for each in LineClass
        if each in called
    ]


def heads_read(plan: Plan, counter: CounterPlan) -> Read[Head]:
    """The heads of the lines that `counter` calls: main lines, and those who stand alone."""
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
            list(counter.services),
            counter.id,
            sorted(lines_at(counter)),
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


def owed_read(branch_id: UUID) -> Read[tuple[UUID, int]]:
    """The services whose next booked customer comes after some walk-ins, and after how many."""
    return Read(
        "select service_id, owed from hall_owed where branch_id = %s and owed > 0",
        (branch_id,),
        lambda service_id, owed: (service_id, owed),
    )


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
