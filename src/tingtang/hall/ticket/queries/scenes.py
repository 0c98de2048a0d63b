"""What a counter that is about to call must know."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.rules import DayState
from tingtang.hall.counter.queries import SEAT_COLUMNS, SeatRow, seat_row
from tingtang.hall.ticket.rules import (
    State,
)
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class Scene:
    """What a call needs to know beside the heads: the day, the seat and the customer at it."""

    day: DayState | None
    seat: SeatRow | None
    stopped: frozenset[UUID]
    owed: Mapping[UUID, int]  # walk-ins that go before a service's next booked customer
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


_SEAT = ", ".join(f"s.{name}" for name in SEAT_COLUMNS)
_SCENE = f"""
select d.state, {_SEAT},
  array(select service_id from bank_stoppage where branch_id = %s and date = %s),
  (select jsonb_object_agg(service_id, owed) from hall_owed where branch_id = %s and owed > 0),
  t.label, t.service_id, t.more, t.state, t.place, t.overtaken, t.called_at, t.started_at
from (select 1) as one
left join lateral (
    select state from bank_day where branch_id = %s and date <= %s and state <> 'closed'
    order by date limit 1
) d on true
left join hall_seat s on s.branch_id = %s and s.counter_id = %s
left join hall_ticket t on t.branch_id = s.branch_id and t.id = s.ticket_id
"""


_FIRST = len(SEAT_COLUMNS)


def _scene(*row: Any) -> Scene:
    day, *columns = row[: _FIRST + 1]
    stopped, owing, label, service_id, more, state, *rest = row[_FIRST + 1 :]
    seat = at_counter = None
    if columns[0] is not None:
        seat = seat_row(*columns)
    if seat is not None and seat.ticket_id is not None and state is not None:
        at_counter = AtCounter(seat.ticket_id, label, service_id, more, State(state), *rest)
    owed = {UUID(service): count for service, count in (owing or {}).items()}
    return Scene(DayState(day) if day else None, seat, frozenset(stopped), owed, at_counter)


def scene_read(branch_id: UUID, counter_id: UUID, day: date) -> Read[Scene]:
    """The scene at one counter: always one row."""
    values = (branch_id, day, branch_id, branch_id, day, branch_id, counter_id)
    return Read(_SCENE, values, _scene)
