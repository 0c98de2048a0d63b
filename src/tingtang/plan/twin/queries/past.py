"""What past days taught."""

from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tingtang.bank.branch.queries import Plan
from tingtang.engines.fitting.rows import Row
from tingtang.hall.ticket.queries import (
    past_read,
)
from tingtang.hall.ticket.rules import State
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.plan.twin.rules.happened import Ended, past_row, row_of, service_names
from tingtang.plan.twin.rules.lines import Case, case

_ENDED = """
select t.id, t.business_date, t.line_class, t.service_id, t.state, t.line = 0, t.issued_at,
  t.called_at, t.missed_at, t.ended_at, t.counter_id, o.place, coalesce(o.taken, false)
from hall_ticket t
join bank_day d on d.branch_id = t.branch_id and d.date = t.business_date and d.state = 'closed'
left join lateral (
    select place, state in ('accepted', 'done', 'returned', 'unknown') as taken from hall_offer
    where branch_id = t.branch_id and ticket_id = t.id and state <> 'not_offered'
    order by offered_at desc limit 1
) o on true
where t.branch_id = %s and t.business_date between %s and %s and t.label <> ''
"""


def _ended(*columns: Any) -> Ended:
    row = list(columns)
    row[4] = State(row[4])
    return Ended(*row)


def ended_read(branch_id: UUID, first: date, last: date) -> Read[Ended]:
    """The numbers of closed days, each with the last offer made to it."""
    return Read(_ENDED, (branch_id, first, last), _ended)


def happened(plan: Plan, first: date, last: date) -> list[Row]:
    """What the days between taught: our own, and those brought from before."""
    own, brought = look(
        plan.branch_id,
        ended_read(plan.branch_id, first, last),
        past_read(plan.branch_id, first, last),
    )
    named, zone = service_names(plan), ZoneInfo(plan.zone)
    found = [row_of(plan, each) for each in own]
    found += [
        past_row(plan, each.arrived_at.astimezone(zone).date(), each, named) for each in brought
    ]
    return [row for row in found if row is not None]


_CASES = """
select distinct on (body->>'ticket') body->>'ticket', body->'decision'->'inputs'
from ledger_entry
where branch_id = %s and business_date between %s and %s
  and kind in ('ticket.issued', 'ticket.marked')
order by body->>'ticket', sequence desc
"""


def cases_between(branch_id: UUID, first: date, last: date) -> dict[str, Case]:
    """By ticket what the table of lines was asked last, where it asks no more today."""
    read = Read(_CASES, (branch_id, first, last), lambda ticket, inputs: (ticket, case(inputs)))
    (found,) = look(branch_id, read)
    return {ticket: asked for ticket, asked in found if asked is not None}


def last_known_day_read(branch_id: UUID) -> Read[date]:
    """The last day that can teach something: closed, or brought from before."""
    return Read(
        "select greatest((select max(date) from bank_day where branch_id = %s "
        "and state = 'closed'), (select max(date) from hall_past_ticket where branch_id = %s)) "
        "where exists (select from bank_day where branch_id = %s and state = 'closed') "
        "or exists (select from hall_past_ticket where branch_id = %s)",
        (branch_id, branch_id, branch_id, branch_id),
        lambda day: day,
    )
