"""Whom a visit is of, within a turn: pieces of the verbs that read a card, tell an exact number, or
take it back (`relation.referral.actions.linking`: what stands on a link ends with it).

Never by names. A link confirms a VIP and tells their relationship manager; taken back, class and
line are what they were before.
"""

from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.customer.queries import Recognised
from tingtang.hall.ticket.actions.visiting import Identified, OnVisit, kept
from tingtang.hall.visit.actions import NOBODY
from tingtang.hall.visit.events import CustomerLinked, CustomerUnlinked, VipArrived
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import VisitRow
from tingtang.hall.visit.rules import CustomerClass, LinkedBy
from tingtang.ledger.turn import Turn


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
