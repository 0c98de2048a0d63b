"""What is read of large cash: a day's wishes, the notes to get ready, the payments that are held.

Sums are told to whoever prepares the notes or pays; a phone number by its last four digits.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, may
from tingtang.access.rights import Right
from tingtang.api.bookings import check_near, opened_phone
from tingtang.api.door import answered, looked
from tingtang.api.who import who
from tingtang.bank.branch.queries import Plan, now_in, plan_of
from tingtang.hall.booking.queries.bookings import PhoneRow
from tingtang.hall.booking.queries.cash import (
    CashRow,
    cash_phones_read,
    day_cash_read,
    held_read,
    preparation_read,
)
from tingtang.hall.booking.rules.bookings import masked
from tingtang.hall.booking.rules.cash import (
    NOTES_YUAN,
    CashPhase,
    CashState,
    cash_phase,
    days_for_cash,
    earliest_of,
    final_at,
    final_days,
)
from tingtang.ledger.look import look

router = Router(tags=["cash"])

_KEPT = timedelta(days=90)  # what the police know of is listed so long


@dataclass(frozen=True, slots=True)
class HoldOf:
    """Why a payment waits and since when; a supervisor looks until `review_by`, after which the
    heads were called (`late`). `yours`: you held it, so somebody else looks.
    """

    reason: str
    since: datetime
    review_by: datetime
    late: bool
    yours: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """A wish for cash. `yours`: you reserved or confirmed it, so somebody else prepares it;
    `number`: of the ticket it was asked for with. The sums and notes are absent for whoever
    neither prepares nor pays.
    """

    id: UUID
    state: CashPhase
    reserved: bool
    day: date
    phone: str | None
    ticket: UUID | None
    number: str | None
    yours: bool
    hold: HoldOf | None
    version: int
    amount_fen: int | None = None
    left_fen: int | None = None
    notes: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class _Reading:
    """Who reads, where and when."""

    actor: Actor
    branch: UUID
    plan: Plan
    at: datetime

    def wishes(self, rows: Sequence[CashRow]) -> tuple[Wish, ...]:
        """The rows, as this person may see them."""
        phones = look(self.branch, cash_phones_read(self.branch, [row.id for row in rows]))[0]
        known = {each.id: each for each in phones}
        return tuple(self._wish(row, known[row.id]) for row in rows)

    def _wish(self, row: CashRow, known: PhoneRow) -> Wish:
        phone, mark = opened_phone(known), self.actor.mark
        sums = self._sees_sums()
        return Wish(
            id=row.id,
            state=cash_phase(row.state, row.day, self.plan.day(self.at)),
            reserved=row.reserved,
            day=row.day,
            phone=masked(phone) if phone else None,
            ticket=row.ticket_id,
            number=known.label,
            yours=mark in (row.asked_by, row.confirmed_by),
            hold=self._hold(row),
            version=row.version,
            amount_fen=row.amount_fen if sums else None,
            left_fen=row.left_fen if sums else None,
            notes=tuple(row.notes) if sums else None,
        )

    def _sees_sums(self) -> bool:
        rights = (Right.PREPARE_CASH, Right.SERVE_TICKET)
        return any(may(self.actor, each, self.branch) for each in rights)

    def _hold(self, row: CashRow) -> HoldOf | None:
        if row.held_at is None or row.state not in (CashState.HELD, CashState.REFERRED):
            return None
        by = row.held_at + timedelta(minutes=self.plan.parameters["hold_review_min"])
        late, yours = row.escalated_at is not None, row.held_by == self.actor.mark
        return HoldOf(row.hold_reason or "other", row.held_at, by, late, yours)


def _reading(request: HttpRequest, branch: UUID, right: Right) -> _Reading:
    actor = who(request)
    demand(actor, right, branch)
    return _Reading(actor, branch, plan_of(branch), now_in(branch))


# ---------------------------------------------------------------- a day


@dataclass(frozen=True, slots=True)
class CashDay:
    """Every wish for cash on a day. `days`: those that can be reserved for now, the earliest
    first; `final`: the days before them whose list is closed; sums from `large_fen` on are large.
    """

    day: date
    days: tuple[date, ...]
    final: tuple[date, ...]
    final_at: datetime | None
    large_fen: int
    wishes: tuple[Wish, ...]


@router.get("/branches/{uuid:branch}/cash/day", response=CashDay)
def day_(request: HttpRequest, branch: UUID, day: date | None = None) -> HttpResponse:
    """The wishes for cash of a day; without one, of the earliest that can be reserved for."""
    reading = _reading(request, branch, Right.BOOK)
    plan, days = reading.plan, days_for_cash(reading.plan, reading.at)
    day = day or days[0]
    check_near(day, plan.day(reading.at))
    rows: list[CashRow] = look(branch, day_cash_read(branch, day))[0]
    looked(reading.actor, f"cash.{day}")
    large = plan.parameters["large_cash_yuan"] * 100
    final = final_days(plan, reading.at)
    told = CashDay(day, days, final, final_at(plan, day), large, reading.wishes(rows))
    return answered(told)


# ---------------------------------------------------------------- the preparation list


@dataclass(frozen=True, slots=True)
class NotesOf:
    """So many notes of one denomination."""

    yuan: int
    count: int


@dataclass(frozen=True, slots=True)
class Preparation:
    """What a day's reservations need, confirmed or prepared already, by denomination; nothing more
    comes to it after `final_at`. `earliest`: the first day that can be reserved for now; `final`:
    the days before it whose list is closed.
    """

    day: date
    final_at: datetime | None
    earliest: date
    final: tuple[date, ...]
    total_fen: int
    notes: tuple[NotesOf, ...]
    reservations: tuple[Wish, ...]


@router.get("/branches/{uuid:branch}/cash/preparation", response=Preparation)
def preparation(request: HttpRequest, branch: UUID, day: date | None = None) -> HttpResponse:
    """The notes to get ready for a day; without one, for the earliest that can be reserved for."""
    reading = _reading(request, branch, Right.PREPARE_CASH)
    plan, earliest = reading.plan, earliest_of(reading.plan, reading.at)
    day = day or earliest
    check_near(day, plan.day(reading.at))
    rows: list[CashRow] = look(branch, preparation_read(branch, day))[0]
    looked(reading.actor, f"cash.{day}")
    needed = [each for each in rows if each.state in (CashState.CONFIRMED, CashState.PREPARED)]
    counts = (sum(each.notes[place] for each in needed) for place in range(len(NOTES_YUAN)))
    return answered(
        Preparation(
            day=day,
            final_at=final_at(plan, day),
            earliest=earliest,
            final=final_days(plan, reading.at),
            total_fen=sum(each.left_fen for each in needed),
            notes=tuple(map(NotesOf, NOTES_YUAN, counts)),
            reservations=reading.wishes(rows),
        )
    )


# ---------------------------------------------------------------- holds


@dataclass(frozen=True, slots=True)
class Holds:
    """The payments that wait for a supervisor or for the police, the longest first."""

    holds: tuple[Wish, ...]


@router.get("/branches/{uuid:branch}/cash/holds", response=Holds)
def holds(request: HttpRequest, branch: UUID) -> HttpResponse:
    """What a supervisor has to look at."""
    reading = _reading(request, branch, Right.REVIEW_HOLD)
    since = reading.plan.day(reading.at) - _KEPT
    rows: list[CashRow] = look(branch, held_read(branch, since))[0]
    looked(reading.actor, "cash.holds")
    return answered(Holds(reading.wishes(rows)))
