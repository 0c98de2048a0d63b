"""Readers of guidance."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import CounterKind
from tingtang.engines.forecasting.services import ends_about
from tingtang.hall.counter.queries import SEAT_COLUMNS, SeatRow, seat_row
from tingtang.hall.counter.rules import DeskState, SeatState, desk_state
from tingtang.hall.visit.queries import OF_PERSON, OF_VISIT
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read
from tingtang.relation.guidance.rules import DeskNow, GuidanceState


@dataclass(frozen=True, slots=True)
class GuidanceRow:
    """A guidance. `version` is what a screen carries back."""

    id: UUID
    business_date: date
    visit_id: UUID
    ticket_id: UUID | None
    business: str
    reply: str
    path: str
    state: GuidanceState
    desk_id: UUID | None
    rm_id: UUID | None
    guided_at: datetime
    guided_by: str
    asks_at: datetime | None
    asked: int
    begun: int
    version: int

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


_COLUMNS = ", ".join(field.name for field in fields(GuidanceRow))
_STATE = [field.name for field in fields(GuidanceRow)].index("state")


def _row(*columns: Any) -> GuidanceRow:
    row = list(columns)
    row[_STATE] = GuidanceState(row[_STATE])
    return GuidanceRow(*row)


def guidance_read(branch_id: UUID, guidance_id: UUID) -> Read[GuidanceRow]:
    """One guidance."""
    return Read(
        f"select {_COLUMNS} from relation_guidance where branch_id = %s and id = %s",
        (branch_id, guidance_id),
        _row,
    )


def guidances_of_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[GuidanceRow]:
    """All guidance of a visit."""
    return Read(
        f"select {_COLUMNS} from relation_guidance "
        f"where branch_id = %s and business_date = %s and {OF_VISIT} order by begun",
        (branch_id, day, branch_id, visit_id, visit_id),
        _row,
    )


def refusals_read(branch_id: UUID, visit_id: UUID) -> Read[int]:
    """How often the customer of a visit has refused, when guided, to be introduced."""
    return Read(
        "select count(*) from relation_guidance where branch_id = %s "
        f"and {OF_PERSON} and reply = 'refuses' and state <> 'undone'",
        (branch_id, visit_id, branch_id),
        lambda count: count,
    )


def open_guidances_read(branch_id: UUID, day: date) -> Read[GuidanceRow]:
    """What is awaited: who is being led, and who was promised that somebody comes."""
    return Read(
        f"select {_COLUMNS} from relation_guidance "
        "where branch_id = %s and business_date = %s and state in ('led', 'promised') "
        "order by begun",
        (branch_id, day),
        _row,
    )


def day_refusals_read(branch_id: UUID, day: date) -> Read[tuple[UUID, UUID]]:
    """Each guidance of the day in which a customer refused to be introduced, and that stands; with
    its visit.
    """
    return Read(
        "select id, visit_id from relation_guidance "
        "where branch_id = %s and business_date = %s "
        "and reply = 'refuses' and state <> 'undone'",
        (branch_id, day),
        lambda guidance_id, visit_id: (guidance_id, visit_id),
    )


def refused_contact(rows: Iterable[GuidanceRow]) -> bool:
    """Whether the customer has refused to be introduced, in a visit's guidance that stands."""
    return any(row.reply == "refuses" and row.state is not GuidanceState.UNDONE for row in rows)


# ---------------------------------------------------------------- desks


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A seat with what its service's end is guessed from."""

    seat: SeatRow
    began: datetime | None
    services_s: list[int]


_DESKS = f"""
select {", ".join(f"s.{name}" for name in SEAT_COLUMNS)},
  coalesce(t.started_at, t.called_at), coalesce(p.seconds, '{{}}')
from hall_seat s
left join hall_ticket t on t.branch_id = s.branch_id and t.id = s.ticket_id
left join hall_pace p on p.branch_id = t.branch_id and p.service_id = t.service_id
where s.branch_id = %s and s.counter_id = any(%s)
"""


def _desk(*columns: Any) -> DeskRow:
    *seat, began, services_s = columns
    return DeskRow(seat_row(*seat), began, list(services_s))


def desks_of(plan: Plan) -> list[UUID]:
    """The counters that are relationship managers' desks."""
    return [each.id for each in plan.counters.values() if each.kind == CounterKind.DESK]


def desks_read(plan: Plan) -> Read[DeskRow]:
    """The desks that were ever taken."""
    return Read(_DESKS, (plan.branch_id, desks_of(plan)), _desk)


def desk_now(row: DeskRow, visit_id: UUID, at: datetime) -> DeskNow:
    """A desk for one customer: held for the same visit, it is free for it."""
    seat, state = row.seat, desk_state(row.seat, at)
    if state is DeskState.HELD and seat.held_for == visit_id:
        state = DeskState.FREE
    return DeskNow(
        seat.counter_id,
        seat.staff_id,
        state,
        seat.state is SeatState.CLOSING,
        free_at(seat, row.began, row.services_s, at),
        seat.version,
    )


def free_at(
    seat: SeatRow, began: datetime | None, services_s: list[int], at: datetime
) -> datetime | None:
    """When a desk that is held or serves will be free: as far as it is said or known."""
    state = desk_state(seat, at)
    if state is DeskState.HELD:
        return seat.held_until
    if state is not DeskState.SERVING:
        return None
    if seat.busy_until is not None:
        return seat.busy_until if seat.busy_until > at else None
    return None if began is None else ends_about(began, services_s, at)
