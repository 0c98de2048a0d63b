"""Readers of guidance."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import CounterKind
from tingtang.engines.forecasting.services import ends_about
from tingtang.hall.counter.queries import SEAT_COLUMNS, SeatRow, seat_row
from tingtang.hall.counter.rules import RECEIVE, DeskState, SeatState, desk_state
from tingtang.hall.visit.queries import OF_PERSON, OF_VISIT
from tingtang.kernel.clock import from_microseconds
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


@dataclass(frozen=True, slots=True)
class Step:
    """How a guidance stood after an entry about it; by whom, as a mark, and when."""

    by: str
    at: datetime
    state: GuidanceState
    desk_id: UUID | None
    rm_id: UUID | None
    asks_at: datetime | None


def steps_read(branch_id: UUID, guidance_id: UUID) -> Read[Step]:
    """Each entry about one guidance, in order; one that only waits on names neither desk nor
    person.
    """
    return Read(
        "select e.actor, e.at, e.body->>'state', (e.body->>'desk')::uuid, (e.body->>'rm')::uuid, "
        "(e.body->>'asks_at')::bigint from relation_guidance g join ledger_entry e "
        "on e.branch_id = g.branch_id and e.business_date = g.business_date "
        "and e.sequence between g.begun and g.version and e.body->>'guidance' = g.id::text "
        "and e.kind in ('guidance.guided', 'guidance.moved') "
        "where g.branch_id = %s and g.id = %s order by e.sequence",
        (branch_id, guidance_id),
        _step,
    )


def _step(
    by: str, at: datetime, state: str, desk_id: UUID | None, rm_id: UUID | None, asks: int | None
) -> Step:
    asks_at = None if asks is None else from_microseconds(asks)
    return Step(by, at, GuidanceState(state), desk_id, rm_id, asks_at)


def guidances_of_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[GuidanceRow]:
    """All guidance of a visit."""
    return Read(
        f"select {_COLUMNS} from relation_guidance "
        f"where branch_id = %s and business_date = %s and {OF_VISIT} order by begun",
        (branch_id, day, branch_id, visit_id),
        _row,
    )


_REFUSALS = f"""
select (select count(*) from relation_guidance
    where branch_id = %s and {OF_PERSON} and reply = 'refuses' and state <> 'undone'
      and guided_at > coalesce(%s, '-infinity'::timestamptz))
  + (select count(*) from (select branch_id, id as visit_id, refused_at from hall_visit) r
    where branch_id = %s and {OF_PERSON} and refused_at > coalesce(%s, '-infinity'::timestamptz))
"""


def refusals_read(branch_id: UUID, visit_id: UUID, since: datetime | None = None) -> Read[int]:
    """How often the customer of a visit has said no to being introduced, guided or referred; or how
    often after that.
    """
    said = (branch_id, visit_id, branch_id, since)
    return Read(_REFUSALS, (*said, *said), lambda times: times)


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
    its visit, or the one that this turned out to be.
    """
    return Read(
        "select g.id, coalesce(v.joined_id, v.id) from relation_guidance g "
        "join hall_visit v on v.branch_id = g.branch_id and v.id = g.visit_id "
        "where g.branch_id = %s and g.business_date = %s "
        "and g.reply = 'refuses' and g.state <> 'undone'",
        (branch_id, day),
        lambda guidance_id, visit_id: (guidance_id, visit_id),
    )


# ---------------------------------------------------------------- desks


@dataclass(frozen=True, slots=True)
class DeskRow:
    """A seat with what its service's end is guessed from, and what kind of counter it is at."""

    seat: SeatRow
    began: datetime | None
    services_s: list[int]
    kind: str


_DESKS = f"""
select {", ".join(f"s.{name}" for name in SEAT_COLUMNS)},
  coalesce(t.started_at, t.called_at), coalesce(p.seconds, '{{}}')
from hall_seat s
left join hall_ticket t on t.branch_id = s.branch_id and t.id = s.ticket_id
left join hall_pace p on p.branch_id = t.branch_id and p.service_id = t.service_id
left join bank_staff w on w.branch_id = s.branch_id and w.id = s.staff_id
where s.branch_id = %s
  and (s.counter_id = any(%s) or s.counter_id = any(%s) and w.post = any(%s))
"""


def _of_kind(plan: Plan, kind: CounterKind) -> list[UUID]:
    return [each.id for each in plan.counters.values() if each.kind == kind]


def may_be_desk(plan: Plan, counter_id: UUID) -> bool:
    """Whether customers may ever be led to a counter: who sits there says whether they are now."""
    return plan.counter(counter_id).kind in (CounterKind.DESK, CounterKind.VIP)


def desks_read(plan: Plan) -> Read[DeskRow]:
    """Where relationship managers receive: the desks that were ever taken, and the VIP counters
    where one sits now.
    """

    def desk(*columns: Any) -> DeskRow:
        *seat, began, services_s = columns
        row = seat_row(*seat)
        return DeskRow(row, began, list(services_s), plan.counter(row.counter_id).kind)

    desks, vip_counters = (_of_kind(plan, each) for each in (CounterKind.DESK, CounterKind.VIP))
    return Read(_DESKS, (plan.branch_id, desks, vip_counters, list(RECEIVE)), desk)


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
        row.kind == CounterKind.VIP,
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
