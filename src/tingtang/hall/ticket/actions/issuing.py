"""Verbs that give numbers, and service without one."""

import hashlib
import secrets
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import (
    Plan,
    ServicePlan,
    day_read,
    plan_of,
    stoppages_read,
)
from tingtang.bank.branch.rules import TAKES_NUMBERS, DayState
from tingtang.bank.policy.queries import Decision
from tingtang.engines.forecasting.waits import Shown, shown
from tingtang.hall.counter.actions import NOTHING_SAID
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.ticket.actions.deciding import LineTable, line_class_of
from tingtang.hall.ticket.actions.seats import check_hold, seat_to_call
from tingtang.hall.ticket.events import (
    ServiceBegun,
    TicketIssued,
    TicketParked,
)
from tingtang.hall.ticket.models import Link, Number, Ticket, Waiting
from tingtang.hall.ticket.queries import (
    NumberRow,
    ahead_read,
    begun_visit_read,
    number_read,
    paces_read,
    present_read,
    scene_read,
    waited_for_read,
)
from tingtang.hall.ticket.rules import SLOT, State, Told, calls, line_number, place_at_issue, tell
from tingtang.hall.visit.actions import begin_visit
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import VisitRow
from tingtang.hall.visit.rules import (
    Basis,
    ClassReason,
    CustomerClass,
    LineClass,
    Need,
    check_need,
    check_reason,
    check_still_here,
    either,
)
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody who takes a number says or shows. Three fields; a table derives the line."""

    service_id: UUID
    customer_class: CustomerClass = CustomerClass.ORDINARY
    need: Need | None = None
    protected: bool | None = None  # nobody has said
    booked: bool = False
    slot_at: datetime | None = None  # of the appointment: nobody is called in its line before
    emergency: bool = False
    channel: str = "kiosk"
    language: str = "zh-Hans"
    visit_id: UUID | None = None  # that began at the door, or when a card was read
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT  # of a class that the staff says
    basis: Basis | None = None  # what the class rests on; None: the staff, unless it is ordinary

    @property
    def class_by(self) -> Basis:
        """What the class rests on."""
        ordinary = self.customer_class is CustomerClass.ORDINARY
        return self.basis or (Basis.SIGNALS if ordinary else Basis.STAFF)

    @property
    def class_reason(self) -> str | None:
        """Why the staff says the class with this number; None: it was known before."""
        said = self.basis is None and self.class_by is Basis.STAFF
        return self.reason.value if said else None

    def of(self, visit: VisitRow) -> "Wish":
        """The wish of somebody of whom this is known already; another class said with it comes
        first, the same one says nothing new.
        """
        said = self.customer_class not in (CustomerClass.ORDINARY, visit.customer_class)
        return replace(
            self,
            customer_class=self.customer_class if said else visit.customer_class,
            basis=None if said else visit.class_by,
            need=self.need or (Need(visit.need) if visit.need else None),
            protected=either(self.protected, visit.protected),
            booked=self.booked or visit.booked,
            emergency=self.emergency or visit.emergency,
        )

    @property
    def cared_for(self) -> bool | None:
        """Whether care is owed, for whatever need; None: nobody has said."""
        return True if self.need is not None else self.protected


@dataclass(frozen=True, slots=True)
class Issued:
    """Answer: the number, and what the customer is told. `token` opens the phone page."""

    id: UUID
    number: str
    version: int
    service: UUID
    ahead: int
    estimate: Shown
    counters: tuple[str, ...]
    issued_at: datetime
    token: str


def label_of(service: ServicePlan, number: int) -> str:
    """A036: the prefix tells the service, never the class."""
    return f"{service.prefix}{number:03d}"


def token_hash(token: str) -> bytes:
    """What a phone link's token is found by: 128 random bits need no key."""
    return hashlib.sha256(token.encode()).digest()


@verb
def issue(*, actor: Actor, branch_id: UUID, wish: Wish, at: datetime) -> Issued:
    """Give the next number of a service, and tell truthfully how long it will take."""
    demand(actor, Right.ISSUE_TICKET, branch_id)
    if wish.emergency:
        demand(actor, Right.PUT_FIRST, branch_id)
    if wish.customer_class is not CustomerClass.ORDINARY or wish.channel != "kiosk":
        demand(actor, Right.MARK_TICKET, branch_id)
    check_reason(wish.customer_class, wish.reason)
    check_need(wish.need, wish.protected)
    plan = plan_of(branch_id)
    day = plan.day(at)
    issuing = Issuing(plan, wish.service_id, wish.visit_id, at)
    with turn(branch_id, actor, at, day, *issuing.reads, plan=plan.version) as this_turn:
        return this_turn.answer(issuing.next_number(this_turn, wish))


class Issuing:
    """The next number of a service, for a verb of whoever gives it: `reads` belong to its turn."""

    def __init__(self, plan: Plan, service_id: UUID, visit_id: UUID | None, at: datetime) -> None:
        service, day = plan.service(service_id), plan.day(at)
        self._plan, self._service = plan, service
        self._today = day_read(plan.branch_id, day)
        self._stopped = stoppages_read(plan.branch_id, day)
        self._number = number_read(plan.branch_id, service.id, day)
        self._known, self._table = _Known(plan, service, at), LineTable(plan, day)
        self._begun = begun_visit_read(plan.branch_id, visit_id, day) if visit_id else None
        self.reads: tuple[Read[Any], ...] = (
            self._today,
            self._stopped,
            self._number,
            self._table.read,
            *self._known.reads,
            *((self._begun,) if self._begun is not None else ()),
        )

    def next_number(
        self, this_turn: Turn, wish: Wish, during: Collection[DayState] = TAKES_NUMBERS
    ) -> Issued:
        """Give it; refuses where no number of the service is given now."""
        service = self._service
        self._check(this_turn, during)
        wish = self._of_visit(this_turn, wish)
        last = (this_turn.found(self._number) or [NumberRow(service.first - 1, 0)])[0]
        if last.last >= service.last:
            raise Refused("numbers_used_up", prefix=service.prefix)
        out = {row.service_id for row in this_turn.found(self._stopped)}
        decision = line_of(this_turn, self._table, wish)
        told = self._known.told(this_turn, line_class_of(decision), out)
        this_turn.put(
            Number,
            {"service_id": service.id, "business_date": this_turn.day},
            last=last.last + 1,
            last_paper=last.last_paper,
        )
        return give(this_turn, service, wish, decision, label_of(service, last.last + 1), told)

    def _check(self, this_turn: Turn, during: Collection[DayState]) -> None:
        rows = this_turn.found(self._today)
        if not rows:
            raise Refused("day_not_begun")
        if rows[0].state not in during:
            raise Refused("no_more_numbers", state=rows[0].state.value)
        for row in this_turn.found(self._stopped):
            if row.service_id == self._service.id:
                raise Refused("service_stopped", notice=row.notice)
        self._plan.check_hours(self._service, this_turn.at)

    def _of_visit(self, this_turn: Turn, wish: Wish) -> Wish:
        """With what is known of the visit that it joins."""
        if self._begun is None:
            return wish
        visit = this_turn.one(self._begun, "unknown_visit")
        check_still_here(visit.door, visit.arrived_at, this_turn.at)
        return wish.of(visit)


class _Known:
    """The reads that a wait estimate needs, and the estimate made of them."""

    def __init__(self, plan: Plan, service: ServicePlan, at: datetime) -> None:
        self._plan, self._service = plan, service
        self._ahead = ahead_read(plan.branch_id, service)
        self._present = present_read(plan.branch_id, at)
        self._paces = paces_read(plan.branch_id)
        self.reads: tuple[Read[Any], ...] = (self._ahead, self._present, self._paces)

    def told(self, this_turn: Turn, line_class: LineClass, stopped: set[UUID]) -> Told:
        """What to tell somebody who joins a line of this class now."""
        present = this_turn.found(self._present)
        idle = any(
            seen.free and calls(self._plan.counters[seen.counter_id], self._service.id, line_class)
            for seen in present
        )
        waited_for = this_turn.rows(waited_for_read(self._plan)) if idle else ()
        return tell(
            self._plan,
            self._service,
            line_class,
            ahead=this_turn.found(self._ahead),
            present=present,
            paces=this_turn.found(self._paces),
            waited_for=[each for each in waited_for if each[0] not in stopped],
        )


def line_of(this_turn: Turn, table: LineTable, wish: Wish) -> Decision:
    """Which line a wish leads to."""
    return table.decision(
        this_turn,
        wish.customer_class,
        protected=wish.cared_for,
        booked=wish.booked,
        emergency=wish.emergency,
    )


def give(
    this_turn: Turn, service: ServicePlan, wish: Wish, decision: Decision, label: str, told: Told
) -> Issued:
    """Write a number that was decided on, and the visit that it belongs to. A booked customer who
    is early stands aside until the slot.
    """
    of_line = line_class_of(decision)
    until = _not_before(wish, of_line, this_turn.at)
    if until is not None:
        told = Told(0, None, told.counters)
    ticket_id, token = new_id(), secrets.token_urlsafe(16)
    place = place_at_issue(this_turn.sequence)
    wait = told.wait
    visit_id = _visit_of(this_turn, wish)
    version = this_turn.record(
        TicketIssued(
            ticket=ticket_id,
            visit=visit_id,
            label=label,
            service=service.id,
            customer_class=wish.customer_class.value,
            protected=wish.cared_for,
            booked=wish.booked,
            emergency=wish.emergency,
            place=place,
            channel=wish.channel,
            language=wish.language,
            ahead=told.ahead,
            decision=decision.kept(),
            class_by=wish.class_by.value,
            class_reason=wish.class_reason,
            low_s=round(wait.low_s) if wait else None,
            high_s=round(wait.high_s) if wait else None,
        )
    )
    if until is not None:
        version = this_turn.record(TicketParked(ticket_id, SLOT, until))
    line = line_number(service.ordinal, of_line, alone=False)
    this_turn.insert(
        Ticket,
        id=ticket_id,
        business_date=this_turn.day,
        visit_id=visit_id,
        label=label,
        service_id=service.id,
        more=[],
        state=(State.PARKED if until else State.WAITING).value,
        parked_for=SLOT if until else None,
        until=until,
        line=line,
        line_class=int(of_line),
        place=place,
        overtaken=0,
        version=version,
        channel=wish.channel,
        language=wish.language,
        issued_at=this_turn.at,
        recalls=0,
        late_used=0,
        rating_asked=False,
        ahead=told.ahead,
        low_s=round(wait.low_s) if wait else None,
        high_s=round(wait.high_s) if wait else None,
        expected_s=wait.expected_s if wait else None,
        spread=wait.spread if wait else None,
    )
    this_turn.insert(Link, hash=token_hash(token), ticket_id=ticket_id)
    if until is None:
        this_turn.insert(Waiting, line=line, place=place, ticket_id=ticket_id)
    return Issued(
        id=ticket_id,
        number=label,
        version=version,
        service=service.id,
        ahead=told.ahead,
        estimate=shown(wait),
        counters=told.counters,
        issued_at=this_turn.at,
        token=token,
    )


def _not_before(wish: Wish, of_line: LineClass, at: datetime) -> datetime | None:
    """The slot, if it is still to come; whoever stands in another line is called by that line's
    terms, as if nothing had been booked.
    """
    early = wish.slot_at is not None and at < wish.slot_at
    return wish.slot_at if early and of_line is LineClass.BOOKED else None


def _visit_of(this_turn: Turn, wish: Wish) -> UUID:
    """Before it is recorded: the visit that a wish belongs to, begun or carried on."""
    fields: dict[str, object] = {
        "customer_class": wish.customer_class.value,
        "class_by": wish.class_by.value,
        "protected": wish.cared_for,
        "need": wish.need.value if wish.need else None,
        "booked": wish.booked,
        "emergency": wish.emergency,
        "language": wish.language,
    }
    if wish.class_by is Basis.STAFF:
        fields["said_class"] = wish.customer_class.value
    if wish.visit_id is None:
        return begin_visit(this_turn, new_id(), arrived_at=this_turn.at, **fields)
    this_turn.update(Visit, wish.visit_id, version=this_turn.sequence, **fields)
    return wish.visit_id


@dataclass(frozen=True, slots=True)
class Begun:
    """Answer: somebody is served without a number."""

    id: UUID
    version: int


@verb
def begin_service(
    *,
    actor: Actor,
    branch_id: UUID,
    counter_id: UUID,
    service_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> Begun:
    """Serve somebody at the counter who has no number; nobody may be at the counter yet."""
    demand(actor, Right.SERVE_TICKET, branch_id)
    plan = plan_of(branch_id)
    service, counter = plan.service(service_id), plan.counter(counter_id)
    if service_id not in counter.services:
        raise Refused("counter_does_not_serve", counter=counter.number, where="service")
    day = plan.day(at)
    scene, today = scene_read(branch_id, counter_id, day), day_read(branch_id, day)
    with turn(branch_id, actor, at, day, scene, today, plan=plan.version) as this_turn:
        if not this_turn.found(today):  # yesterday may still drain, but nobody new begins
            raise Refused("day_not_open")
        view = this_turn.found(scene)[0]
        seat = seat_to_call(view, seen, actor)
        if service_id in view.stopped:
            raise Refused("service_stopped")
        if seat.ticket_id is not None:
            raise Refused("customer_still_here", counter=counter.number)
        check_hold(seat, counter, None, this_turn.at)
        wish = Wish(service_id, channel="counter")
        visit_id = _visit_of(this_turn, wish)
        begun = ServiceBegun(new_id(), visit_id, service_id, counter_id)
        return this_turn.answer(begin(this_turn, service, seat, begun, wish.language))


def begin(
    this_turn: Turn, service: ServicePlan, seat: SeatRow, begun: ServiceBegun, language: str
) -> Begun:
    """Within a turn: service without a number begins, of a visit that is there."""
    place = place_at_issue(this_turn.sequence)
    version = this_turn.record(begun)
    this_turn.insert(
        Ticket,
        id=begun.ticket,
        business_date=this_turn.day,
        visit_id=begun.visit,
        label="",
        service_id=service.id,
        more=[],
        state=State.SERVING.value,
        line=line_number(service.ordinal, LineClass.ORDINARY, alone=False),
        line_class=int(LineClass.ORDINARY),
        counter_id=seat.counter_id,
        place=place,
        overtaken=0,
        version=version,
        channel="counter",
        language=language,
        issued_at=this_turn.at,
        started_at=this_turn.at,
        recalls=0,
        late_used=0,
        rating_asked=False,
        served_by=seat.staff_id,
    )
    keys = {"counter_id": seat.counter_id}
    this_turn.update(Seat, keys, ticket_id=begun.ticket, version=version, **NOTHING_SAID)
    return Begun(begun.ticket, version)
