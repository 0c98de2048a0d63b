"""Two visits of one customer become one: whoever was greeted at the door has taken a number."""

from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.linking import UNLINKED
from tingtang.hall.ticket.actions.marks import Marked, marks_of
from tingtang.hall.ticket.actions.visiting import Identified, OnVisit, kept
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.events import VisitJoined
from tingtang.hall.visit.models import Signal, Visit
from tingtang.hall.visit.queries import VisitRow, joined_to_read
from tingtang.hall.visit.rules import Basis, CustomerClass, Identity, either
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb

_RANK = {each: rank for rank, each in enumerate(CustomerClass)}


@verb
def join(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, ticket_id: UUID, at: datetime
) -> Identified:
    """Whoever was greeted at the door has this number: signals, greeting, needs, class and link
    move to the number's visit. Two numbers of one customer are merged instead (`marking.merge`).
    """
    demand(actor, Right.MARK_TICKET, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    tickets = look(branch_id, ticket_read(branch_id, ticket_id))[0]
    if not tickets:
        raise Refused("unknown_ticket", where="ticket")
    if tickets[0].visit_id == visit_id:
        raise Refused("same_visit", where="ticket")
    # A ticket's visit never changes, so that it may be looked up before the turn.
    old, new = OnVisit(plan, day, visit_id), OnVisit(plan, day, tickets[0].visit_id)
    before = joined_to_read(branch_id, visit_id)
    reads = (*old.reads, *new.reads, before)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        gone, into = old.visit(this_turn), new.visit(this_turn)
        if old.ticket(this_turn) is not None:
            raise Refused("visit_has_number")
        return this_turn.answer(absorb(this_turn, old, new, gone, into, before))


def absorb(
    this_turn: Turn,
    old: OnVisit,
    new: OnVisit,
    gone: VisitRow,
    into: VisitRow,
    before: Read[UUID],
) -> Identified:
    """Within a turn: `gone` turns out to be `into`, whose line follows from what is known of
    both; so do the visits that had turned out to be `gone` (`before`), so that whatever was said
    on any of them is found in one step.
    """
    known = {each.signal.code for each in new.signals(this_turn)}
    moved = [each for each in old.signals(this_turn) if each.signal.code not in known]
    linked = _linked(gone, into)
    identity = _identity(gone, into, linked)
    signals = [*new.signals(this_turn), *moved]
    customer_class, decision = new.decide(this_turn, identity, signals)
    version = this_turn.record(
        VisitJoined(
            gone.id,
            into.id,
            tuple(each.id for each in moved),
            customer_class.value,
            identity.basis.value,
            decision=kept(decision),
            ticket=new.ticket_id(this_turn),
        )
    )
    for each in moved:
        this_turn.update(Signal, each.id, visit_id=into.id)
    this_turn.update(Visit, gone.id, joined_id=into.id, version=version, **UNLINKED)
    for each_id in this_turn.found(before):
        this_turn.update(Visit, each_id, joined_id=into.id)
    marked = Marked(
        customer_class,
        either(gone.protected, into.protected),
        gone.emergency or into.emergency,
        into.need or gone.need,
    )
    _carry_on(this_turn, gone, into, linked, identity, marked, version)
    ticket = new.ticket(this_turn)
    if ticket is not None and marked != marks_of(ticket):
        version = new.mark(this_turn, ticket, marked) or version
    return Identified(into.id, customer_class, identity.basis, version)


def _carry_on(
    this_turn: Turn,
    gone: VisitRow,
    into: VisitRow,
    linked: VisitRow,
    identity: Identity,
    marked: Marked,
    version: int,
) -> None:
    greeted = [each for each in (gone.greeted_at, into.greeted_at) if each is not None]
    this_turn.update(
        Visit,
        into.id,
        arrived_at=min(gone.arrived_at, into.arrived_at),
        greeted_at=min(greeted, default=None),
        class_by=identity.basis.value,
        said_class=identity.said.value if identity.said else None,
        filed_class=identity.filed.value if identity.filed else None,
        customer_class=marked.customer_class.value,
        protected=marked.protected,
        emergency=marked.emergency,
        need=marked.need if marked.protected else None,
        customer_id=linked.customer_id,
        home_branch=linked.home_branch,
        rm_id=linked.rm_id,
        linked_by=linked.linked_by,
        linked_at=linked.linked_at,
        reader_index=linked.index if linked.customer_id else into.index or gone.index,
        version=version,
    )


def _linked(gone: VisitRow, into: VisitRow) -> VisitRow:
    """Whose link stays: a VIP's before another's, else the number's own."""
    if into.filed_class is CustomerClass.VIP or gone.filed_class is None:
        return into
    return gone if gone.filed_class is CustomerClass.VIP or into.filed_class is None else into


def _identity(gone: VisitRow, into: VisitRow, linked: VisitRow) -> Identity:
    """What the class rests on now: file or staff before signals, then whoever knows more."""

    def known(row: VisitRow) -> tuple[bool, int]:
        return row.class_by is Basis.SIGNALS, _RANK[row.customer_class]

    first, second = (gone, into) if known(gone) < known(into) else (into, gone)
    return Identity(first.class_by, first.said_class or second.said_class, linked.filed_class)
