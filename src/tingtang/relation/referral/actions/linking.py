"""Verbs about whom a visit is of: a card is read, an exact number told, one's own customer met, or
it was a mistake. What stood on the mistaken link ends in the same turn (decision 0017), so that
they stand here, above all that names a customer.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.queries import (
    CustomerRow,
    Recognised,
    customer_read,
    recognised_read,
)
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.ticket.actions.linking import link, unlink
from tingtang.hall.ticket.actions.visiting import Identified, OnVisit
from tingtang.hall.visit.actions import begin_visit
from tingtang.hall.visit.events import CardRead
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import VisitRow, begun_row, lately_read
from tingtang.hall.visit.rules import CardKind, ClassReason, LinkedBy
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import note_look
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.referral.actions.doing import moved
from tingtang.relation.referral.queries import kept_of_visit_read
from tingtang.relation.referral.rules import ReferralMove

SAME_READ = timedelta(minutes=2)  # a card put in twice is one visit


class _Whose:
    """Whom a visit is of, with the follow-ups that stand on the consent of whom it was thought to
    be of; `reads` belong to the turn.
    """

    def __init__(self, plan: Plan, day: date, visit_id: UUID) -> None:
        self.on = OnVisit(plan, day, visit_id)
        self._follow_ups = kept_of_visit_read(plan.branch_id, visit_id)
        self.reads: tuple[Read[Any], ...] = (self._follow_ups, *self.on.reads)

    def row(self, this_turn: Turn, seen: int | None) -> VisitRow:
        """The visit, as the screen saw it."""
        row = self.on.visit(this_turn)
        row.must_be_seen(seen)
        return row

    def link(
        self,
        this_turn: Turn,
        row: VisitRow,
        whom: Recognised,
        how: LinkedBy,
        reason: str | None = None,
    ) -> Identified:
        """Within a turn: it is theirs."""
        now = link(this_turn, self.on, row, whom, how, reason)
        self._not_of(this_turn, whom.customer_id)
        return now

    def unlink(self, this_turn: Turn, row: VisitRow, reason: str) -> Identified:
        """Within a turn: it is not theirs."""
        now = unlink(this_turn, self.on, row, reason)
        self._not_of(this_turn, None)
        return now

    def _not_of(self, this_turn: Turn, whose: UUID | None) -> None:
        for row in this_turn.found(self._follow_ups):
            if row.customer_id != whose:
                moved(this_turn, row, ReferralMove.NOT_THEIRS, customer_id=None)


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
    read = recognised_read(plan.institution_id, kind.value, index)
    lately = lately_read(branch_id, index, day, at - SAME_READ)
    of = _Whose(plan, day, visit_id or new_id())
    on = of.on
    with turn(branch_id, actor, at, day, read, lately, *of.reads, plan=plan.version) as this_turn:
        on.check_day(this_turn)
        row = on.visit(this_turn) if visit_id else _same(this_turn, lately)
        if row is not None and row.index == index:
            return this_turn.answer(Noted(row.id))
        if row is None:
            begin_visit(this_turn, on.visit_id, arrived_at=this_turn.at)
            row = begun_row(on.visit_id, this_turn.at)
        this_turn.update(Visit, row.id, reader_index=index, version=this_turn.sequence)
        this_turn.record(CardRead(row.id, kind.value))
        for whom in this_turn.found(read):
            of.link(this_turn, row, whom, LinkedBy.READER)
        return this_turn.answer(Noted(row.id))


def _same(this_turn: Turn, lately: Read[VisitRow]) -> VisitRow | None:
    """The visit that this very card began or was put in for a moment ago."""
    return next(iter(this_turn.found(lately)), None)


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
    of = _Whose(plan, day, visit_id)
    with turn(branch_id, actor, at, day, whose, *of.reads, plan=plan.version) as this_turn:
        row = of.row(this_turn, seen)
        whom = this_turn.one(whose, "unknown_customer")
        return this_turn.answer(of.link(this_turn, row, whom, LinkedBy.NUMBER, reason.value))


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
    of = _Whose(plan, day, visit_id)
    with turn(branch_id, actor, at, day, file, *of.reads, plan=plan.version) as this_turn:
        row = of.row(this_turn, seen)
        own = this_turn.one(file, "unknown_customer")
        if actor.subject is None or own.rm_id != actor.subject:
            raise Refused("not_your_customer")
        whom = own.recognised(branch_id)
        return this_turn.answer(of.link(this_turn, row, whom, LinkedBy.OWN_RM))


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
    """It is not this customer: class and line are what they were, the alert is withdrawn, and
    nobody follows up whom it was thought to be.
    """
    demand(actor, Right.MARK_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    of = _Whose(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *of.reads, plan=plan.version) as this_turn:
        row = of.row(this_turn, seen)
        return this_turn.answer(of.unlink(this_turn, row, reason.value))
