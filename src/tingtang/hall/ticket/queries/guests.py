"""A visit with the number that it has: what whoever meets the customer in the hall goes by."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
from uuid import UUID

from tingtang.hall.ticket.rules import State
from tingtang.ledger.turn import Read

GONE = frozenset({State.ABANDONED, State.UNSERVED})
_MET = frozenset({State.CALLED, State.SERVING, State.DONE})


@dataclass(frozen=True, slots=True)
class NumberOf:
    """The number of a visit."""

    id: UUID
    label: str
    state: State
    service_id: UUID
    counter_id: UUID | None
    called_at: datetime | None
    started_at: datetime | None
    line_class: int


class AtCounters(Protocol):
    """Where a number is or was."""

    @property
    def state(self) -> State: ...
    @property
    def counter_id(self) -> UUID | None: ...
    @property
    def called_at(self) -> datetime | None: ...
    @property
    def started_at(self) -> datetime | None: ...


def came_to(number: AtCounters, counter_id: UUID | None, since: datetime) -> bool:
    """Whether a number was called or served at the counter from `since` on."""
    at = number.called_at or number.started_at
    here = number.state in _MET and counter_id is not None and number.counter_id == counter_id
    return here and at is not None and at >= since


@dataclass(frozen=True, slots=True)
class GuestRow:
    """A customer in the hall: the visit's three fields, and its number if it took one."""

    visit_id: UUID
    customer_class: str
    protected: bool | None
    booked: bool
    emergency: bool
    language: str
    rm_id: UUID | None  # whose customer it is, where the bank knows
    customer_id: UUID | None
    home_branch: UUID | None
    door: int | None
    arrived_at: datetime
    number: NumberOf | None

    @property
    def has_left(self) -> bool:
        """Whether the number ended without service."""
        return self.number is not None and self.number.state in GONE

    @property
    def is_done(self) -> bool:
        """Whether the number was served."""
        return self.number is not None and self.number.state is State.DONE


_GUEST = """
select v.id, v.customer_class, v.protected, v.booked, v.emergency, v.language, v.rm_id,
  v.customer_id, v.home_branch, v.door, v.arrived_at,
  t.id, t.label, t.state, t.service_id, t.counter_id, t.called_at, t.started_at,
  t.line_class
from hall_visit v
left join lateral (
    select * from hall_ticket t
    where t.branch_id = v.branch_id and t.business_date = v.business_date
      and t.visit_id = v.id and t.label <> '' and t.state <> 'merged'
    order by t.place desc limit 1
) t on true
where v.branch_id = %s and v.business_date = %s and v.id = coalesce(
    (select joined_id from hall_visit where branch_id = %s and id = %s), %s)
"""


def _guest(*row: Any) -> GuestRow:
    ticket_id, label, state, *rest = row[11:]
    number = None if ticket_id is None else NumberOf(ticket_id, label, State(state), *rest)
    known: list[Any] = [*row[:11], number]
    return GuestRow(*known)


def guest_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[GuestRow]:
    """One visit of the day, or the one that it turned out to be."""
    return Read(_GUEST, (branch_id, day, branch_id, visit_id, visit_id), _guest)
