"""Verbs about who the customer is and how the visit goes: mark, merge, ask for a rating."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.deciding import LineTable
from tingtang.hall.ticket.actions.joining import absorb
from tingtang.hall.ticket.actions.marks import Marked, say_class, write_marks
from tingtang.hall.ticket.actions.moving import Moving
from tingtang.hall.ticket.actions.serving import Moved
from tingtang.hall.ticket.actions.visiting import OnVisit
from tingtang.hall.ticket.events import (
    RatingAsked,
    ServiceAdded,
    TicketEnded,
)
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.ticket.rules import (
    Move,
    State,
    check_mark,
    move,
)
from tingtang.hall.visit.queries import joined_to_read
from tingtang.hall.visit.rules import ClassReason, CustomerClass, Need, check_need, check_reason
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import turn, verb


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """What staff say of the care that is owed, by sight or word; None: as it was."""

    need: Need | None = None
    protected: bool | None = None
    unsaid: bool = False  # whether they are protected: a mistaken answer is taken back

    def check(self) -> None:
        """Refuse what contradicts itself."""
        check_need(self.need, self.protected, unsaid=self.unsaid)

    def protection_after(self, before: bool | None) -> bool | None:
        """Whether care is owed now; None: nobody knows."""
        if self.need is not None:
            return True
        if self.protected is not None:
            return self.protected
        return None if self.unsaid else before

    def need_after(self, before: str | None) -> str | None:
        """Its kind, where care is owed and somebody said why."""
        return self.need.value if self.need else before


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark(Care):
    """What staff mark of a ticket; None: as it was. `reason`: of the class."""

    customer_class: CustomerClass | None = None
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT
    emergency: bool | None = None


@verb
def mark(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    mark: Mark,
    at: datetime,
    seen: int | None = None,
) -> Moved:
    """Mark class, protected need or emergency: the line follows, the place is kept."""
    demand(actor, Right.MARK_CARE, branch_id)
    if mark.customer_class is not None:
        demand(actor, Right.MARK_TICKET, branch_id)
        check_reason(mark.customer_class, mark.reason)
    if mark.emergency is not None:
        demand(actor, Right.PUT_FIRST, branch_id)
    mark.check()
    plan = plan_of(branch_id)
    day = plan.day(at)
    moving, table = Moving(branch_id, ticket_id), LineTable(plan, day)
    reads = (*moving.reads, table.read)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        row = moving.row(this_turn, seen)
        state = move(row.state, Move.MARK)
        marked = Marked(
            mark.customer_class or CustomerClass(row.customer_class),
            mark.protection_after(row.protected),
            row.emergency if mark.emergency is None else mark.emergency,
            mark.need_after(row.need),
        )
        if marked.customer_class.value != row.customer_class:
            say_class(this_turn, row.visit_id, marked.customer_class, mark.reason, row.id)
        changes = write_marks(this_turn, table, moving, row, marked)
        this_turn.update(Ticket, row.id, **changes)
        return this_turn.answer(Moved(row.id, row.label, state, this_turn.sequence - 1))


@dataclass(frozen=True, slots=True)
class Cared:
    """Answer: whether care is owed to a visit's customer (None: nobody knows), and the visit's
    version.
    """

    visit: UUID
    protected: bool | None
    version: int


@verb
def mark_visit(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    care: Care,
    at: datetime,
    seen: int | None = None,
) -> Cared:
    """Mark protected need before there is a number, at the door: the number that is taken later
    brings it along, and so does the one that the visit is joined to. Where there is one already its
    line follows, and when that has ended nothing more is said. Said twice it is said once.
    """
    demand(actor, Right.MARK_CARE, branch_id)
    care.check()
    plan = plan_of(branch_id)
    day = plan.day(at)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *on.reads, plan=plan.version) as this_turn:
        row = on.visit(this_turn)
        row.must_be_seen(seen)
        if (ticket := on.ticket(this_turn)) is not None:
            check_mark(ticket.state, ticket.ended_at, this_turn.at)
        protected = care.protection_after(row.protected)
        need = care.need_after(row.need) if protected else None
        version = row.version
        if (protected, need) != (row.protected, row.need):
            version = on.care_for(this_turn, row, protected, need)
        return this_turn.answer(Cared(visit_id, protected, version))


@verb
def merge(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    into_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> Moved:
    """Two numbers of one customer: this one ends, its services and marks join the other, which
    keeps its place.
    """
    demand(actor, Right.MOVE_TICKET, branch_id)
    if ticket_id == into_id:
        raise Refused("same_ticket", where="into")
    plan = plan_of(branch_id)
    day = plan.day(at)
    moving, into = Moving(branch_id, ticket_id), Moving(branch_id, into_id)
    # A ticket's visit never changes, so that it may be looked up before the turn.
    found = look(branch_id, moving.ticket, into.ticket)
    if not all(found):
        raise Refused("unknown_ticket")
    if found[0][0].visit_id == found[1][0].visit_id:  # a number, and the talk beside it
        raise Refused("same_visit", where="into")
    old, new = (OnVisit(plan, day, row.visit_id, row.business_date) for (row,) in found)
    before = joined_to_read(branch_id, old.visit_id)
    reads = (*moving.reads, *into.reads, *old.reads, *new.reads, before)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        row, other = moving.row(this_turn, seen), into.row(this_turn, None)
        state = move(row.state, Move.MERGE)
        move(other.state, Move.ADD_SERVICE)
        wanted = [s for s in (row.service_id, *row.more) if s != other.service_id]
        more = [*other.more, *(s for s in wanted if s not in other.more)]
        version = this_turn.record(TicketEnded(row.id, "merged", into=into_id))
        this_turn.update(
            Ticket,
            row.id,
            state=state.value,
            outcome="merged",
            ended_at=this_turn.at,
            version=version,
        )
        moving.leave_line(this_turn, row)
        last = version
        for service in more[len(other.more) :]:
            last = this_turn.record(ServiceAdded(into_id, service))
        this_turn.update(Ticket, into_id, more=more, version=last)
        absorb(this_turn, old, new, old.visit(this_turn), new.visit(this_turn), before)
        return this_turn.answer(Moved(row.id, row.label, state, version))


@verb
def ask_rating(*, actor: Actor, branch_id: UUID, ticket_id: UUID, at: datetime) -> Moved:
    """Invite the customer to rate the service."""
    demand(actor, Right.ASK_RATING, branch_id)
    plan = plan_of(branch_id)
    ticket = ticket_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket, plan=plan.version) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        if row.state not in (State.SERVING, State.CALLED, State.DONE):
            raise Refused("wrong_state", state=row.state.value, move="ask_rating")
        version = this_turn.record(RatingAsked(ticket_id))
        this_turn.update(Ticket, ticket_id, rating_asked=True, version=version)
        return this_turn.answer(Moved(ticket_id, row.label, row.state, version))
