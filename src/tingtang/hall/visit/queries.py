"""Readers of visits, their signals, and calls for help."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.customer.queries.holds import held_back
from tingtang.hall.visit.rules import (
    Basis,
    CustomerClass,
    HelpState,
    Identity,
    Signal,
    SignalState,
    Source,
)
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class HelpRow:
    """A call for help."""

    id: UUID
    state: HelpState
    asked_at: datetime
    asked_by: str
    summoned_id: UUID | None
    answered_id: UUID | None
    ticket_id: UUID | None
    place: str


_COLUMNS = "id, state, asked_at, asked_by, summoned_id, answered_id, ticket_id, place"


def _help(help_id: UUID, state: str, *rest: Any) -> HelpRow:
    return HelpRow(help_id, HelpState(state), *rest)


def help_read(branch_id: UUID, help_id: UUID) -> Read[HelpRow]:
    """One call for help."""
    return Read(
        f"select {_COLUMNS} from hall_help where branch_id = %s and id = %s",
        (branch_id, help_id),
        _help,
    )


def open_help_read(branch_id: UUID) -> Read[HelpRow]:
    """The calls for help that are not closed, oldest first."""
    return Read(
        f"select {_COLUMNS} from hall_help where branch_id = %s "
        "and state in ('asked', 'answered', 'escalated') order by asked_at",
        (branch_id,),
        _help,
    )


@dataclass(frozen=True, slots=True)
class NeedRow:
    """The kind of a protected need: staff screens only, erased at the day's end."""

    visit_id: UUID
    need: str


def needs_read(branch_id: UUID, day: date) -> Read[NeedRow]:
    """The kinds of need of the day's visits."""
    return Read(
        "select id, need from hall_visit "
        "where branch_id = %s and business_date = %s and need is not null",
        (branch_id, day),
        NeedRow,
    )


def overdue_help_read(branch_id: UUID, before: datetime) -> Read[UUID]:
    """The calls for help that nobody has answered since `before`."""
    return Read(
        "select id from hall_help where branch_id = %s and state = 'asked' and asked_at <= %s",
        (branch_id, before),
        lambda help_id: help_id,
    )


# ---------------------------------------------------------------- visits


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit."""

    id: UUID
    arrived_at: datetime
    door: int | None
    greeted_at: datetime | None
    customer_class: CustomerClass
    class_by: Basis
    said_class: CustomerClass | None
    filed_class: CustomerClass | None
    protected: bool | None
    need: str | None
    booked: bool
    emergency: bool
    index: bytes | None
    customer_id: UUID | None
    home_branch: UUID | None
    rm_id: UUID | None
    linked_by: str | None
    linked_at: datetime | None
    joined_id: UUID | None
    refused_at: datetime | None
    version: int

    @property
    def identity(self) -> Identity:
        """What its class rests on."""
        return Identity(self.class_by, self.said_class, self.filed_class)

    def must_be_seen(self, seen: int | None) -> None:
        """Refuse with `stale_screen` if the screen saw another version."""
        if seen is not None and seen != self.version:
            raise Refused("stale_screen")


#: The rows of a visit, of the one that it turned out to be, and of those that turned out to be the
#: same: whichever of them is asked about. Branch, visit.
OF_VISIT = (
    "visit_id in (select w.id from hall_visit v join hall_visit w on w.branch_id = v.branch_id "
    "and (w.id = coalesce(v.joined_id, v.id) or w.joined_id = coalesce(v.joined_id, v.id)) "
    "where v.branch_id = %s and v.id = %s)"
)

#: The rows of whoever a visit is of, today: also of other visits linked to the same customer. The
#: same customer is the same visit or the same linked id, never guessed. Visit, branch.
OF_PERSON = (
    "visit_id in (select w.id from hall_visit v "
    "join hall_visit r on r.branch_id = v.branch_id and r.id = coalesce(v.joined_id, v.id) "
    "join hall_visit s on s.branch_id = r.branch_id and (s.id = r.id "
    "or (s.customer_id = r.customer_id and s.business_date = r.business_date)) "
    "join hall_visit w on w.branch_id = s.branch_id and (w.id = s.id or w.joined_id = s.id) "
    "where v.id = %s and v.branch_id = %s)"
)

VISIT_COLUMNS = (
    "v.id, v.arrived_at, v.door, v.greeted_at, v.customer_class, v.class_by, v.said_class, "
    "v.filed_class, v.protected, v.need, v.booked, v.emergency, v.reader_index, v.customer_id, "
    "v.home_branch, v.rm_id, v.linked_by, v.linked_at, v.joined_id, "
    "v.refused_at, v.version"
)


def visit_row(*columns: Any) -> VisitRow:
    """The visit of a row of `VISIT_COLUMNS`."""
    row = list(columns)
    row[4], row[5] = CustomerClass(row[4]), Basis(row[5])
    row[6], row[7] = (None if each is None else CustomerClass(each) for each in row[6:8])
    row[12] = None if row[12] is None else bytes(row[12])
    return VisitRow(*row)


def begun_row(visit_id: UUID, at: datetime) -> VisitRow:
    """A visit that begins in this very turn, of whom nothing is known."""
    return VisitRow(
        id=visit_id,
        arrived_at=at,
        door=None,
        greeted_at=None,
        customer_class=CustomerClass.ORDINARY,
        class_by=Basis.SIGNALS,
        said_class=None,
        filed_class=None,
        protected=None,
        need=None,
        booked=False,
        emergency=False,
        index=None,
        customer_id=None,
        home_branch=None,
        rm_id=None,
        linked_by=None,
        linked_at=None,
        joined_id=None,
        refused_at=None,
        version=0,
    )


def visit_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[VisitRow]:
    """One visit of the day."""
    return Read(
        f"select {VISIT_COLUMNS} from hall_visit v "
        "where v.branch_id = %s and v.id = %s and v.business_date = %s",
        (branch_id, visit_id, day),
        visit_row,
    )


@dataclass(frozen=True, slots=True)
class Greeting:
    """By whom (a mark) and when a visit was greeted; whether it began by that, and how many entries
    tell of it since.
    """

    by: str
    at: datetime
    at_door: bool
    since: int


def greeting_read(branch_id: UUID, visit_id: UUID, day: date) -> Read[Greeting]:
    """The last greeting of a visit of the day."""
    return Read(
        "select g.actor, g.at, g.body ? 'door', (select count(*) from ledger_entry e "
        "where e.branch_id = g.branch_id and e.business_date = g.business_date "
        "and e.sequence > g.sequence and e.body->>'visit' = g.body->>'visit') "
        "from ledger_entry g where g.branch_id = %s and g.business_date = %s "
        "and g.kind = 'visit.greeted' and g.body->>'visit' = %s order by g.sequence desc limit 1",
        (branch_id, day, str(visit_id)),
        Greeting,
    )


def lately_read(branch_id: UUID, index: bytes, day: date, since: datetime) -> Read[VisitRow]:
    """The visit of the day that began with this card since then, if any."""
    return Read(
        f"select {VISIT_COLUMNS} from hall_visit v where v.branch_id = %s "
        "and v.business_date = %s and v.reader_index = %s and v.arrived_at >= %s "
        "order by v.arrived_at desc limit 1",
        (branch_id, day, index, since),
        visit_row,
    )


def visits_read(branch_id: UUID, day: date) -> Read[VisitRow]:
    """The visits of the day that have not turned out to be another."""
    return Read(
        f"select {VISIT_COLUMNS} from hall_visit v "
        "where v.branch_id = %s and v.business_date = %s and v.joined_id is null",
        (branch_id, day),
        visit_row,
    )


def joined_visits_read(branch_id: UUID, day: date) -> Read[tuple[UUID, UUID]]:
    """The visits of the day that turned out to be another, with that one."""
    return Read(
        "select id, joined_id from hall_visit "
        "where branch_id = %s and business_date = %s and joined_id is not null",
        (branch_id, day),
        lambda visit_id, joined_id: (visit_id, joined_id),
    )


def joined_to_read(branch_id: UUID, visit_id: UUID) -> Read[UUID]:
    """The visits that turned out to be this one."""
    return Read(
        "select id from hall_visit where branch_id = %s and joined_id = %s order by id",
        (branch_id, visit_id),
        lambda joined_id: joined_id,
    )


def last_door_read(branch_id: UUID, day: date) -> Read[int]:
    """The last count at the door on `day`; 0: nobody yet."""
    return Read(
        "select coalesce(max(door), 0) from hall_visit where branch_id = %s and business_date = %s",
        (branch_id, day),
        lambda last: last,
    )


def linked_read(branch_id: UUID, customer_id: UUID) -> Read[tuple[UUID, date]]:
    """The visits that say they are this customer's, of any day, with their days."""
    return Read(
        "select id, business_date from hall_visit where branch_id = %s and customer_id = %s "
        "order by id",
        (branch_id, customer_id),
        lambda visit_id, day: (visit_id, day),
    )


@dataclass(frozen=True, slots=True)
class Whose:
    """Whom a visit is of, where the hall knows: the customer and their home."""

    customer_id: UUID | None
    home_branch: UUID | None


def whose_visit_read(branch_id: UUID, visit_id: UUID) -> Read[Whose]:
    """Whose visit it is."""
    return Read(
        "select customer_id, home_branch from hall_visit where branch_id = %s and id = %s",
        (branch_id, visit_id),
        Whose,
    )


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A visit of long ago that still says whose it was; no customer: a card alone."""

    id: UUID
    customer_id: UUID | None


def old_links_read(branch_id: UUID, before: date) -> Read[LinkRow]:
    """The visits of days before `before` that still say whose they were; of any day those of
    another branch's customer whom nobody knows any more: they were erased there.
    """
    return Read(
        "select id, customer_id from hall_visit v where branch_id = %s and (business_date < %s "
        "and (customer_id is not null or reader_index is not null) "
        "or customer_id is not null and home_branch <> branch_id and not exists (select "
        "from bank_recognised r where r.branch_id = v.home_branch "
        "and r.customer_id = v.customer_id)) order by id",
        (branch_id, before),
        LinkRow,
    )


def held_visits_read(branch_id: UUID, day: date) -> Read[UUID]:
    """The visits of the day whose customer nobody sells to now."""
    return Read(
        "select v.id from hall_visit v where v.branch_id = %s and v.business_date = %s "
        f"and v.customer_id is not null and ({held_back('v.home_branch', 'v.customer_id')})",
        (branch_id, day),
        lambda visit_id: visit_id,
    )


# ---------------------------------------------------------------- signals


@dataclass(frozen=True, slots=True)
class SignalRow:
    """A signal that was noted on a visit; `signal` is the catalogue's, as it was then."""

    id: UUID
    visit_id: UUID
    signal: Signal
    by: str
    at: datetime
    undone_at: datetime | None
    acted_upon: bool


_SIGNAL = "id, visit_id, code, state, strength, source, by, at, undone_at, acted_upon"


def _signal_row(
    signal_id: UUID, visit_id: UUID, code: str, state: str, strength: int, source: str, *rest: Any
) -> SignalRow:
    signal = Signal(code, SignalState(state), strength, frozenset({Source(source)}))
    return SignalRow(signal_id, visit_id, signal, *rest)


def signals_read(branch_id: UUID, visit_id: UUID) -> Read[SignalRow]:
    """The signals of a visit that weren't taken back."""
    return Read(
        f"select {_SIGNAL} from hall_signal "
        "where branch_id = %s and visit_id = %s and undone_at is null order by id",
        (branch_id, visit_id),
        _signal_row,
    )


def signal_read(branch_id: UUID, signal_id: UUID, day: date) -> Read[SignalRow]:
    """One signal of the day."""
    return Read(
        f"select {_SIGNAL} from hall_signal "
        "where branch_id = %s and id = %s and business_date = %s",
        (branch_id, signal_id, day),
        _signal_row,
    )


def day_signals_read(branch_id: UUID, day: date) -> Read[SignalRow]:
    """The signals of the day's visits that weren't taken back."""
    return Read(
        f"select {_SIGNAL} from hall_signal "
        "where branch_id = %s and business_date = %s and undone_at is null",
        (branch_id, day),
        _signal_row,
    )
