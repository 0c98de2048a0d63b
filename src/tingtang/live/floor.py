"""The present state of one branch, as every screen is projected from: read once, then folded on.

`queries.py` builds a `Floor` from the tables as of one ledger sequence; `folds.py` carries it on by
ledger entries, one function a kind. Folding must reach exactly what a fresh reading would:
`tests/live` proves it after every verb. What is held is bounded by one day's visits.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, NamedTuple
from uuid import UUID

from tingtang.access.queries import DeviceRow
from tingtang.bank.branch.queries import Plan
from tingtang.bank.branch.rules import DayState
from tingtang.bank.staff.queries import StaffRow
from tingtang.hall.booking.queries.bookings import BookingRow
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.diversion.queries import OfferRow
from tingtang.hall.diversion.rules import OfferState
from tingtang.hall.ticket.queries import PaperBlockRow, TicketRow
from tingtang.hall.ticket.rules import Order, State
from tingtang.hall.visit.queries import HelpRow, VisitRow
from tingtang.hall.visit.rules import CustomerClass, LineClass
from tingtang.relation.guidance.queries import GuidanceRow
from tingtang.relation.referral.queries import ReferralRow
from tingtang.relation.referral.rules import Asking, ReferralState

BusinessDate = date

LIVE = frozenset({State.WAITING, State.CALLED, State.SERVING, State.PARKED, State.MISSED})

LOG_KEPT = 20


class Reload(Exception):
    """Read the floor anew: something happened that only the tables tell. Not an error."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One ledger entry."""

    sequence: int
    day: date
    at: datetime
    kind: str
    actor: str
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Unsaid:
    """What the ledger doesn't say of a ticket: the first guess of its wait."""

    expected_s: float | None
    spread: float | None


@dataclass(slots=True)
class Ticket:
    """A ticket now: live, or ended today."""

    id: UUID
    visit_id: UUID
    business_date: date
    label: str
    service_id: UUID
    state: State
    line: int
    line_class: LineClass
    place: int
    version: int
    issued_at: datetime
    more: tuple[UUID, ...] = ()
    counter_id: UUID | None = None
    overtaken: int = 0
    called_at: datetime | None = None
    recalled_at: datetime | None = None
    recalls: int = 0
    started_at: datetime | None = None
    ended_at: datetime | None = None
    missed_at: datetime | None = None
    until: datetime | None = None
    parked_for: str | None = None
    late_used: int = 0
    low_s: int | None = None
    high_s: int | None = None
    expected_s: float | None = None
    spread: float | None = None
    rating_asked: bool = False
    customer_class: str = "ordinary"
    protected: bool | None = None
    need: str | None = None
    booked: bool = False
    emergency: bool = False

    @classmethod
    def of(cls, row: TicketRow) -> "Ticket":
        """The ticket that a row of the tables holds."""
        values = {name: getattr(row, name) for name in _FROM_ROW}
        return cls(**values, line_class=LineClass(row.line_class), more=tuple(row.more))


_FROM_ROW = tuple(
    name for name in Ticket.__dataclass_fields__ if name not in ("line_class", "more")
)


@dataclass(frozen=True, slots=True)
class Came:
    """A confirmed VIP is here: since when we know, how, whose customer, of which other branch."""

    since: datetime
    linked_by: str
    rm_id: UUID | None
    home: UUID | None


@dataclass(slots=True)
class Visit:
    """A visit of the floor's day, as far as staff screens show it beside its ticket."""

    id: UUID
    arrived_at: datetime
    version: int
    door: int | None = None
    greeted: bool = False
    customer_class: str = "ordinary"
    class_by: str = "signals"
    protected: bool | None = None
    need: str | None = None
    signals: dict[UUID, str] = field(default_factory=dict)  # codes
    came: Came | None = None
    linked: bool = False  # to a customer; to which one stands nowhere here
    held: bool = False  # nobody sells to them now

    @classmethod
    def of(cls, row: VisitRow, branch_id: UUID) -> "Visit":
        """The visit that a row of the branch's tables holds, its signals still to come."""
        came = None
        if row.filed_class is CustomerClass.VIP and row.linked_at is not None:
            home = row.home_branch if row.home_branch != branch_id else None
            came = Came(row.linked_at, row.linked_by or "", row.rm_id, home)
        return cls(
            id=row.id,
            arrived_at=row.arrived_at,
            version=row.version,
            door=row.door,
            greeted=row.greeted_at is not None,
            customer_class=row.customer_class.value,
            class_by=row.class_by.value,
            protected=row.protected,
            need=row.need,
            came=came,
            linked=row.customer_id is not None,
        )


@dataclass(frozen=True, slots=True)
class Offer:
    """An offer of today that its row calls open; whether it still stands its ticket tells."""

    id: UUID
    ticket_id: UUID
    state: OfferState
    place: str
    machine_id: UUID | None
    counter_id: UUID | None
    equal: bool
    asks_at: datetime | None
    version: int

    @classmethod
    def of(cls, row: OfferRow) -> "Offer":
        """The offer that a row of the tables holds."""
        return cls(
            row.id,
            row.ticket_id,
            row.state,
            row.place or "",
            row.machine_id,
            row.counter_id,
            row.equal,
            row.asks_at,
            row.version,
        )


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral of today, or an earlier day's that is not over; whose it is stands nowhere."""

    id: UUID
    business_date: date
    visit_id: UUID
    target: str
    business: str
    source_id: UUID
    spoken_yes: bool
    state: ReferralState
    asking: Asking
    receiver_id: UUID | None
    submitted_at: datetime
    accepted: bool
    met: bool
    version: int

    @classmethod
    def of(cls, row: ReferralRow) -> "Referral":
        """The referral that a row of the tables holds."""
        return cls(
            row.id,
            row.business_date,
            row.visit_id,
            row.target,
            row.business,
            row.source_id,
            row.spoken_yes,
            row.state,
            row.asking,
            row.receiver_id,
            row.submitted_at,
            row.accepted_at is not None,
            row.met_at is not None,
            row.version,
        )


@dataclass(frozen=True, slots=True)
class Pace:
    """What wait estimates of a service are made of, newest first."""

    seconds: tuple[int, ...] = ()
    misses: tuple[float, ...] = ()


class Kept(NamedTuple):
    """How many were told a wait and called, and how many of them within what they were told."""

    told: int
    held: int


NONE_KEPT = Kept(0, 0)


@dataclass(frozen=True, slots=True)
class Call:
    """The last call or recall of a ticket; `sequence` is the ledger's."""

    sequence: int
    ticket_id: UUID
    counter_id: UUID
    at: datetime
    recall: bool


@dataclass(frozen=True, slots=True)
class Rated:
    """A rating given today."""

    counter_id: UUID
    score: int


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of the day's log; whom, where, which service and what it came to, if it says so."""

    sequence: int
    at: datetime
    kind: str
    ticket_id: UUID | None
    counter_id: UUID | None
    service_id: UUID | None
    state: str | None


@dataclass(slots=True)
class Floor:
    """One branch on one business date, after the ledger's entry `sequence`."""

    plan: Plan
    date: BusinessDate
    sequence: int
    order: Order
    day: DayState | None = None
    left_open: dict[BusinessDate, DayState] = field(
        default_factory=dict
    )  # earlier days, not closed yet
    tickets: dict[UUID, Ticket] = field(default_factory=dict)
    visits: dict[UUID, Visit] = field(default_factory=dict)  # of `date`, joined ones left out
    joined: dict[UUID, UUID] = field(default_factory=dict)  # those left out, to which
    seats: dict[UUID, SeatRow] = field(default_factory=dict)
    bookings: dict[UUID, BookingRow] = field(default_factory=dict)  # today's, but cancelled ones
    help: dict[UUID, HelpRow] = field(default_factory=dict)  # what isn't closed
    offers: dict[UUID, Offer] = field(default_factory=dict)
    referrals: dict[UUID, Referral] = field(default_factory=dict)
    held_cash: set[UUID] = field(default_factory=set)  # payments that wait for a supervisor
    stopped: dict[UUID, str] = field(default_factory=dict)  # the notice of each stopped service
    passed: dict[int, tuple[int, ...]] = field(default_factory=dict)  # places, by main line
    owed: dict[UUID, int] = field(default_factory=dict)  # walk-ins before the next booked
    last_numbers: dict[UUID, int] = field(default_factory=dict)
    paper: dict[UUID, PaperBlockRow] = field(default_factory=dict)  # blocks not all entered
    ratings: dict[UUID, Rated] = field(default_factory=dict)
    calls: dict[UUID, Call] = field(default_factory=dict)
    paces: dict[UUID, Pace] = field(default_factory=dict)  # by service
    earlier: Kept = NONE_KEPT  # of the four weeks before
    log: list[LogLine] = field(default_factory=list)  # newest first
    staff: dict[UUID, StaffRow] = field(default_factory=dict)
    guided: dict[UUID, GuidanceRow] = field(default_factory=dict)  # what is awaited
    refusals: dict[UUID, UUID] = field(
        default_factory=dict
    )  # to be introduced: the visit of each guidance and referral
    refused: set[UUID] = field(default_factory=set)  # visits: of whoever said so on one of theirs
    devices: dict[UUID, DeviceRow] = field(default_factory=dict)
    revoked: frozenset[UUID] = frozenset()  # devices that may not look any more

    def visit_now(self, visit_id: UUID) -> UUID:
        """The visit, or the one that it turned out to be."""
        return self.joined.get(visit_id, visit_id)

    def overtakings(self, ticket: Ticket) -> int:
        """How often a waiting ticket was overtaken so far: carried, and in its main line."""
        if ticket.state is not State.WAITING:
            return ticket.overtaken
        return ticket.overtaken + sum(
            1 for place in self.passed.get(ticket.line, ()) if place > ticket.place
        )
