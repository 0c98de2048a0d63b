"""Verbs about whom a visit is of: a card is read, an exact number told, or one's own customer met.

Never by names. A link confirms a VIP and tells their relationship manager; taken back, class and
line are what they were before.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.customer.queries import (
    CustomerRow,
    Recognised,
    customer_read,
    recognised_read,
)
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.ticket.actions.visiting import Identified, OnVisit, kept
from tingtang.hall.visit.actions import NOBODY, begin_visit
from tingtang.hall.visit.events import CardRead, CustomerLinked, CustomerUnlinked, VipArrived
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import VisitRow, begun_row, lately_read
from tingtang.hall.visit.rules import CardKind, ClassReason, CustomerClass, LinkedBy
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import note_look
from tingtang.ledger.turn import Read, Turn, turn, verb

SAME_READ = timedelta(minutes=2)  # a card put in twice is one visit


# ---------------------------------------------------------------- card readers


@dataclass(frozen=True, slots=True)
class Noted:
    """Answer: whose visit it is. A number that is taken next may join it."""

    visit: UUID


@verb
def note_card(
    *,
    actor: Actor,
    branch_id: UUID,
    kind: CardKind,
    index: bytes,
    at: datetime,
    visit_id: UUID | None = None,
) -> Noted:
    """Note whom a visit is of, by the number's keyed blind index alone; the number comes no further
    than the door. Without a visit one begins. Whom the bank knows the visit is linked to.
    """
    demand(actor, Right.READ_CARD, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    whose = recognised_read(plan.institution_id, kind.value, index)
    lately = lately_read(branch_id, index, day, at - SAME_READ)
    on = OnVisit(plan, day, visit_id or new_id())
    reads: tuple[Read[Any], ...] = (whose, lately, *on.reads)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        on.check_day(this_turn)
        row = on.visit(this_turn) if visit_id else _same(this_turn, lately)
        if row is not None and row.index == index:
            return this_turn.answer(Noted(row.id))
        if row is None:
            begin_visit(this_turn, on.visit_id, arrived_at=this_turn.at)
            row = begun_row(on.visit_id, this_turn.at)
        this_turn.update(Visit, row.id, reader_index=index, version=this_turn.sequence)
        this_turn.record(CardRead(row.id, kind.value))
        for whom in this_turn.found(whose):
            link(this_turn, on, row, whom, LinkedBy.READER)
        return this_turn.answer(Noted(row.id))


def _same(this_turn: Turn, lately: Read[VisitRow]) -> VisitRow | None:
    """The visit that this very card began or was put in for a moment ago."""
    return next(iter(this_turn.found(lately)), None)


# ---------------------------------------------------------------- the link


def link(
    this_turn: Turn,
    on: OnVisit,
    row: VisitRow,
    whom: Recognised,
    how: LinkedBy,
    reason: str | None = None,
) -> Identified:
    """Within a turn: this is that customer. A VIP's class is confirmed, the line follows, and the
    arrival is told; whomever the visit was linked to before it was not.
    """
    if row.customer_id == whom.customer_id:
        return Identified.as_it_was(row)
    filed = CustomerClass(whom.customer_class)
    identity = row.identity.linked(filed)
    customer_class, decision = on.decide(this_turn, identity, on.signals(this_turn))
    ticket_id = on.ticket_id(this_turn)
    this_turn.record(
        CustomerLinked(
            row.id,
            how.value,
            customer_class.value,
            identity.basis.value,
            held=is_held(this_turn, whom.home_branch, whom.customer_id),
            reason=reason,
            decision=kept(decision),
            ticket=ticket_id,
        )
    )
    if how is not LinkedBy.READER:  # the card that was read before is another's
        this_turn.update(Visit, row.id, reader_index=None)
    this_turn.update(
        Visit,
        row.id,
        customer_id=whom.customer_id,
        home_branch=whom.home_branch,
        rm_id=whom.rm_id,
        linked_by=how.value,
        linked_at=this_turn.at,
    )
    now = on.follow(this_turn, row, customer_class, identity)
    if filed is CustomerClass.VIP:
        away = whom.home_branch if whom.home_branch != this_turn.branch_id else None
        this_turn.record(VipArrived(row.id, how.value, whom.rm_id, away, ticket_id))
    return now


@verb
def link_customer(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    kind: CardKind,
    index: bytes,
    reason: LookReason,
    at: datetime,
    seen: int | None = None,
) -> Identified:
    """Link a visit to whom an exact number belongs; refuses with `unknown_customer`. The look is
    noted either way.
    """
    demand(actor, Right.MARK_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    note_look(branch_id, actor.mark, f"visit.{visit_id}.number.{reason.value}", day, at)
    whose = recognised_read(plan.institution_id, kind.value, index)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, whose, *on.reads, plan=plan.version) as this_turn:
        row = on.visit(this_turn)
        row.must_be_seen(seen)
        whom = this_turn.one(whose, "unknown_customer")
        now = link(this_turn, on, row, whom, LinkedBy.NUMBER, reason.value)
        return this_turn.answer(now)


@verb
def link_own(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    customer_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> Identified:
    """A relationship manager knows their own customer; refuses with `not_your_customer`."""
    demand(actor, Right.MARK_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    file: Read[CustomerRow] = customer_read(branch_id, customer_id)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, file, *on.reads, plan=plan.version) as this_turn:
        row = on.visit(this_turn)
        row.must_be_seen(seen)
        own = this_turn.one(file, "unknown_customer")
        if actor.subject is None or own.rm_id != actor.subject:
            raise Refused("not_your_customer")
        whom = Recognised(own.id, branch_id, own.customer_class.value, own.rm_id)
        return this_turn.answer(link(this_turn, on, row, whom, LinkedBy.OWN_RM))


@verb
def unlink_customer(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    reason: ClassReason,
    at: datetime,
    seen: int | None = None,
) -> Identified:
    """It is not this customer: class and line are what they were, and the alert is withdrawn."""
    demand(actor, Right.MARK_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *on.reads, plan=plan.version) as this_turn:
        row = on.visit(this_turn)
        row.must_be_seen(seen)
        return this_turn.answer(unlink(this_turn, on, row, reason.value))


def unlink(this_turn: Turn, on: OnVisit, row: VisitRow, reason: str) -> Identified:
    """Within a turn: nobody knows whose visit it is."""
    if row.filed_class is None:
        return Identified.as_it_was(row)
    identity = row.identity.unlinked()
    customer_class, decision = on.decide(this_turn, identity, on.signals(this_turn))
    this_turn.record(
        CustomerUnlinked(
            row.id,
            reason,
            row.filed_class is CustomerClass.VIP,
            customer_class.value,
            identity.basis.value,
            decision=kept(decision),
            ticket=on.ticket_id(this_turn),
        )
    )
    this_turn.update(Visit, row.id, **UNLINKED)
    return on.follow(this_turn, row, customer_class, identity)


#: What a visit says of whom it is of, when it says nothing.
UNLINKED: dict[str, object] = {**NOBODY, "linked_by": None, "linked_at": None}
