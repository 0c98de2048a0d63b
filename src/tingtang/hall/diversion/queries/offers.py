"""Readers of offers."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import Discipline
from tingtang.hall.diversion.rules import PARKED_FOR, Door, OfferState, Told
from tingtang.hall.ticket.rules import State
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class OfferRow:
    """An offer as its row has it; `version` is what a screen carries back."""

    id: UUID
    ticket_id: UUID
    visit_id: UUID
    service_id: UUID
    door: Door
    state: OfferState
    place: str | None
    machine_id: UUID | None
    counter_id: UUID | None
    protected: str
    asked: bool
    offered_at: datetime
    asks_at: datetime | None
    version: int

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")

    @property
    def equal(self) -> bool:
        """Whether it is shown as one of two equal buttons: nobody knows who stands there."""
        return shown_equal(self.door, self.protected)


def shown_equal(door: Door, protected: str) -> bool:
    """A kiosk recommends nothing to somebody who may be protected."""
    return door is Door.KIOSK and protected == "unknown"


_COLUMNS = ", ".join(field.name for field in fields(OfferRow))
_SELECT = f"select {_COLUMNS} from hall_offer where branch_id = %s"
_OPEN = "state in ('offered', 'accepted')"


def _offer(*columns: Any) -> OfferRow:
    row = list(columns)
    row[4], row[5] = Door(row[4]), OfferState(row[5])
    return OfferRow(*row)


def offer_read(branch_id: UUID, offer_id: UUID) -> Read[OfferRow]:
    """One offer."""
    return Read(f"{_SELECT} and id = %s", (branch_id, offer_id), _offer)


def open_offer_read(branch_id: UUID, ticket_id: UUID) -> Read[OfferRow]:
    """The ticket's offer that its row calls open, if any."""
    return Read(f"{_SELECT} and ticket_id = %s and {_OPEN}", (branch_id, ticket_id), _offer)


def open_offers_read(branch_id: UUID, day: date) -> Read[OfferRow]:
    """The offers of `day` that their rows call open."""
    return Read(f"{_SELECT} and business_date = %s and {_OPEN}", (branch_id, day), _offer)


def ticket_of_offer(branch_id: UUID, offer_id: UUID) -> UUID | None:
    """The ticket that an offer is about, which never changes; None: there is no such offer."""
    found = look(branch_id, offer_read(branch_id, offer_id))[0]
    return found[0].ticket_id if found else None


# ---------------------------------------------------------------- what deciding reads

_TAKEN = f"""
select coalesce(o.machine_id, o.counter_id), count(*)::int from hall_offer o
join hall_ticket t on t.branch_id = o.branch_id and t.id = o.ticket_id
where o.branch_id = %s and o.state = 'accepted' and t.state = 'parked'
  and t.parked_for = '{PARKED_FOR}'
group by 1
"""


def taken_read(branch_id: UUID) -> Read[tuple[UUID, int]]:
    """How many are at each machine or counter, or on their way, whom an offer led there."""
    return Read(_TAKEN, (branch_id,), lambda spot_id, people: (spot_id, people))


_AHEAD = """
select w.ticket_id, (row_number() over (
    partition by t.service_id
    order by case when %s and t.line_class > 0 then 1 else t.line_class end, t.place
) - 1)::int
from hall_waiting w join hall_ticket t on t.branch_id = w.branch_id and t.id = w.ticket_id
where w.branch_id = %s
"""


def ahead_of_each_read(plan: Plan) -> Read[tuple[UUID, int]]:
    """Everybody who waits, with how many who want the same come before them: by class of line, then
    place; in strict order by place alone, but for emergencies.
    """
    strict = plan.discipline is Discipline.STRICT
    return Read(_AHEAD, (strict, plan.branch_id), lambda ticket_id, ahead: (ticket_id, ahead))


# ---------------------------------------------------------------- the past


def refused_today_read(branch_id: UUID, day: date) -> Read[UUID]:
    """The visits of `day` that declined an offer or took one up: whose number waits again came
    back from it, by whichever verb.
    """
    return Read(
        "select distinct coalesce(v.joined_id, v.id) from hall_offer o join hall_visit v "
        "on v.branch_id = o.branch_id and v.id = o.visit_id "
        "where o.branch_id = %s and o.business_date = %s "
        "and o.state in ('declined', 'accepted', 'returned')",
        (branch_id, day),
        lambda visit_id: visit_id,
    )


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds from accepting to done, newest first, of one service at one kind of place."""

    place: str
    service_id: UUID
    seconds: list[float]


_TOOK = """
select place, service_id,
  array_agg(extract(epoch from closed_at - answered_at)::float8 order by closed_at desc)
from hall_offer
where branch_id = %s and business_date >= %s and state = 'done'
group by place, service_id
"""


def took_read(branch_id: UUID, since: date) -> Read[Took]:
    """How long those took who were done elsewhere from `since` on."""
    return Read(_TOOK, (branch_id, since), Took)


_TOLD = """
select o.door, o.state, o.protected, v.protected or w.protected, t.state, t.parked_for
from hall_offer o
join hall_ticket t on t.branch_id = o.branch_id and t.id = o.ticket_id
join hall_visit v on v.branch_id = o.branch_id and v.id = o.visit_id
join hall_visit w on w.branch_id = v.branch_id and w.id = coalesce(v.joined_id, v.id)
where o.branch_id = %s and o.business_date between %s and %s
"""


def _told(
    door: str, state: str, protected: str, now: bool | None, ticket: str, parked: Any
) -> Told:
    return Told(Door(door), OfferState(state), protected, now, State(ticket), parked)


def told_read(branch_id: UUID, first: date, last: date) -> Read[Told]:
    """The offers of these days, as figures see them."""
    return Read(_TOLD, (branch_id, first, last), _told)
