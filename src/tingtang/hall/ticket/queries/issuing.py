"""What a verb that gives a number must know."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tingtang.bank.branch.queries import Plan, ServicePlan
from tingtang.hall.ticket.queries.lines import main_lines
from tingtang.hall.ticket.rules import (
    Ahead,
    PaceRow,
    Seen,
)
from tingtang.hall.visit.queries import VISIT_COLUMNS, VisitRow, visit_row
from tingtang.hall.visit.rules import LineClass
from tingtang.ledger.turn import Read

_AT_MOST = 500  # people ahead are counted so far


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
class PaperBlockRow:
    """A block of paper numbers, of which `entered` is the last that was entered."""

    id: UUID
    service_id: UUID
    last: int
    entered: int


def paper_blocks_read(branch_id: UUID, day: date) -> Read[PaperBlockRow]:
    """The day's blocks of paper numbers that aren't all entered yet."""
    return Read(
        "select id, service_id, last, entered from hall_paper_block "
        "where branch_id = %s and business_date = %s and entered < last",
        (branch_id, day),
        PaperBlockRow,
    )


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


_WAITED_FOR = """
select w.service_id, w.line %% 8 from unnest(%s::uuid[], %s::smallint[]) as w(service_id, line)
where exists (select 1 from hall_waiting where branch_id = %s and line = w.line)
union
select t.service_id, t.line_class from hall_waiting w
join hall_ticket t on t.branch_id = w.branch_id and t.id = w.ticket_id
where w.branch_id = %s and w.line = 0
"""


def waited_for_read(plan: Plan) -> Read[tuple[UUID, LineClass]]:
    """The lines that somebody waits in: service and class."""
    lines = [(each.id, line) for each in plan.services.values() for line in main_lines(each)]
    services, numbers = [service for service, _ in lines], [line for _, line in lines]
    values = (services, numbers, plan.branch_id, plan.branch_id)
    return Read(_WAITED_FOR, values, lambda service_id, line: (service_id, LineClass(line)))


def present_read(branch_id: UUID, at: datetime) -> Read[Seen]:
    """The counters that call at `at`; a desk held for somebody is not free."""
    return Read(
        "select counter_id, ticket_id is null and coalesce(held_until <= %s, true) "
        "from hall_seat where branch_id = %s and state = 'open'",
        (at, branch_id),
        Seen,
    )


def paces_read(branch_id: UUID) -> Read[PaceRow]:
    """The pace of each service of the branch."""
    return Read(
        "select service_id, seconds, misses from hall_pace where branch_id = %s "
        "order by service_id",
        (branch_id,),
        PaceRow,
    )


def begun_visit_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[VisitRow]:
    """A visit of the day that has no ticket yet."""
    return Read(
        f"select {VISIT_COLUMNS} from hall_visit v "
        "where v.branch_id = %s and v.id = %s and v.business_date = %s and v.joined_id is null "
        "and not exists (select 1 from hall_ticket t "
        "where t.branch_id = v.branch_id and t.visit_id = v.id)",
        (branch_id, visit_id, day),
        visit_row,
    )
