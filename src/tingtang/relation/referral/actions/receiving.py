"""What becomes of a referral: accepted, returned, introduced, talked about, concluded."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, may
from tingtang.access.rights import Right
from tingtang.bank.customer.actions.holds import check_no_hold
from tingtang.bank.customer.queries.customers import consents_read
from tingtang.bank.customer.rules.consents import Consent, reachable
from tingtang.hall.visit.queries import Whose
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, verb
from tingtang.relation.guidance.queries import refusals_read
from tingtang.relation.referral.actions.doing import Doing, ReferralNow, moved
from tingtang.relation.referral.actions.talking import Desk, leave_desk
from tingtang.relation.referral.events import ExperienceCardGiven
from tingtang.relation.referral.models import ExperienceCard
from tingtang.relation.referral.queries import (
    ReferralRow,
    card_key,
    open_of_person_read,
    whose_referral_read,
)
from tingtang.relation.referral.rules import (
    CARD_GOOD_FOR,
    ENDINGS,
    OUTCOMES,
    RETURN_REASONS,
    Holder,
    ReferralMove,
    ReferralState,
    asked,
    card_serial,
    check_outcome,
    handed_on,
    may_accept,
    move_referral,
)


@verb
def accept_referral(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """Take a customer on: whoever is asked, or was and was too slow, or the branch head; nobody
    takes their own. Of two who take one referral, one does; where a customer's visits were joined
    there may be a second one, which joins it, or was taken already (`already_received`).
    """
    demand(actor, Right.RECEIVE_REFERRAL, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if this_turn.at < row.asking.since and row.asking.returns == 0:
            raise Refused("not_yet_notified")
        if not _is_asked(row, actor, this_turn.at, doing.asks_for, branch_id):
            raise Refused("asked_another")
        if row.source_id == actor.subject:
            raise Refused("own_referral")
        check_may_meet(this_turn, row)
        _join_others(this_turn, row)
        return this_turn.answer(
            moved(
                this_turn,
                row,
                ReferralMove.ACCEPT,
                receiver_id=actor.subject,
                accepted_at=this_turn.at,
            )
        )


def has_refused(this_turn: Turn, row: ReferralRow) -> bool:
    """Whether the customer has said no to being introduced, at whatever post."""
    return this_turn.rows(refusals_read(this_turn.branch_id, row.visit_id))[0] > 0


def check_not_refused(this_turn: Turn, row: ReferralRow) -> None:
    """Refuse with `refused_contact` where the customer has said no: then it may only end."""
    if has_refused(this_turn, row):
        raise Refused("refused_contact")


def check_may_meet(this_turn: Turn, row: ReferralRow) -> None:
    """Refuse with `refused_contact` where the customer has said no since, with `sales_held` where
    nobody sells to them now.
    """
    check_not_refused(this_turn, row)
    whose = whose_of(this_turn, row)
    check_no_hold(this_turn, whose.home_branch, whose.customer_id)


def _join_others(this_turn: Turn, row: ReferralRow) -> None:
    for other in this_turn.rows(open_of_person_read(this_turn.branch_id, row.visit_id)):
        if other.id == row.id:
            continue
        if other.state is not ReferralState.SUBMITTED:
            raise Refused("already_received")
        moved(this_turn, other, ReferralMove.JOIN, joined_id=row.id)


def _is_asked(
    row: ReferralRow, actor: Actor, at: datetime, within: timedelta, branch_id: UUID
) -> bool:
    if actor.subject is not None and may_accept(row.asking, actor.subject, at, within):
        return True
    return asked(row.asking, at, within) is None and may(actor, Right.RUN_DAY, branch_id)


@verb
def return_referral(
    *,
    actor: Actor,
    branch_id: UUID,
    referral_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> ReferralNow:
    """Hand it on, for a reason: the next one is asked; after two returns, the branch head."""
    demand(actor, Right.RECEIVE_REFERRAL, branch_id)
    if reason not in RETURN_REASONS:
        raise Refused("bad_input", where="reason")
    doing = Doing(actor, branch_id, referral_id, at, seen)
    awaited = doing.awaited()
    with doing.turn(*awaited.reads) as this_turn:
        row = doing.row(this_turn)
        mine = row.receiver_id == actor.subject and row.receiver_id is not None
        if not mine and not _is_asked(row, actor, this_turn.at, doing.asks_for, branch_id):
            raise Refused("not_your_referral")
        if actor.subject is not None:
            awaited.let_go(this_turn, actor.subject)
        who = Holder(row.receiver_id, actor.subject)
        asking = handed_on(row.asking, who, this_turn.at, doing.asks_for)
        return this_turn.answer(
            moved(
                this_turn,
                row,
                ReferralMove.RETURN,
                reason=reason,
                asked_index=asking.index,
                asked_since=asking.since,
                returns=asking.returns,
                receiver_id=None,
                accepted_at=None,
            )
        )


@verb
def introduce(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """Introduce customer and receiver: only who agreed to it, in words and today."""
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if not row.spoken_yes:
            raise Refused("no_spoken_yes")
        check_may_meet(this_turn, row)
        return this_turn.answer(moved(this_turn, row, ReferralMove.INTRODUCE))


@verb
def begin_talk(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """Receiver and customer sit together; the receiver's desk is serving meanwhile. Refused with
    `sales_held` while sales are held back.
    """
    demand(actor, Right.RECEIVE_REFERRAL, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    desk, awaited = Desk(doing.plan, actor, doing.known(), doing.plan.day(at)), doing.awaited()
    with doing.turn(*desk.reads, *awaited.reads) as this_turn:
        row = doing.receivers(this_turn)
        move_referral(row.state, ReferralMove.TALK)
        check_may_meet(this_turn, row)
        desk.occupy(this_turn, row.business)
        if actor.subject is not None:
            awaited.meet(this_turn, actor.subject)
        return this_turn.answer(moved(this_turn, row, ReferralMove.TALK, met_at=this_turn.at))


@verb
def conclude(
    *,
    actor: Actor,
    branch_id: UUID,
    referral_id: UUID,
    outcome: ReferralMove,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> ReferralNow:
    """Say what came of it: the receiver alone. A follow-up stands on a consent to contact that
    holds in this very turn; nothing is sold or followed up while sales are held back, nor once the
    customer has refused. That nothing was put to the customer is always true enough to be said.
    """
    demand(actor, Right.RECEIVE_REFERRAL, branch_id)
    if outcome not in OUTCOMES:
        raise Refused("bad_input", where="outcome")
    check_outcome(outcome, reason)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.receivers(this_turn)
        whose = whose_of(this_turn, row)
        if outcome not in ENDINGS:
            check_may_meet(this_turn, row)
        kept: dict[str, object] = {"ended_at": this_turn.at, "customer_id": None}
        if outcome is ReferralMove.FOLLOW_UP:
            kept["customer_id"] = _contactable(this_turn, whose)
        leave_desk(this_turn, doing.plan, row)
        return this_turn.answer(moved(this_turn, row, outcome, reason=reason, **kept))


def _contactable(this_turn: Turn, whose: Whose) -> UUID:
    """The customer, who agrees now to be contacted; refuses with `customer_not_known`,
    `customer_elsewhere`, `no_contact_consent`.
    """
    customer = of_this_branch(this_turn, whose)
    if not agrees(this_turn, customer):
        raise Refused("no_contact_consent")
    return customer


def of_this_branch(this_turn: Turn, whose: Whose) -> UUID:
    """The customer, whose file is kept here; refuses with `customer_not_known`, and with
    `customer_elsewhere` where another branch keeps it.
    """
    if whose.customer_id is None:
        raise Refused("customer_not_known")
    if whose.home_branch != this_turn.branch_id:
        raise Refused("customer_elsewhere")
    return whose.customer_id


def whose_of(this_turn: Turn, row: ReferralRow) -> Whose:
    """Whom the referral is about, where the visit says so."""
    return this_turn.rows(whose_referral_read(this_turn.branch_id, row.id))[0]


def agrees(this_turn: Turn, customer_id: UUID) -> bool:
    """Whether a consent to contact the customer holds now."""
    consents: list[Consent] = this_turn.rows(consents_read(this_turn.branch_id, customer_id))
    return reachable(consents, this_turn.at)


@verb
def customer_left(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """The customer has gone; of a talk its receiver says so."""
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    awaited = doing.awaited()
    with doing.turn(*awaited.reads) as this_turn:
        row = doing.unless_in_talk(this_turn)
        leave_desk(this_turn, doing.plan, row)
        awaited.let_go(this_turn)
        return this_turn.answer(moved(this_turn, row, ReferralMove.LEAVE, ended_at=this_turn.at))


# ------------------------------------------------------------------- cards


@dataclass(frozen=True, slots=True)
class CardGiven:
    """Answer: what is written on the card."""

    id: UUID
    state: ReferralState
    version: int
    serial: str
    valid_until: date


@verb
def give_card(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> CardGiven:
    """No time today: an experience card, good once within the branch's days."""
    demand(actor, Right.REFER, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    doing = Doing(actor, branch_id, referral_id, at, seen)
    awaited = doing.awaited()
    with doing.turn(*awaited.reads) as this_turn:
        row = doing.unless_in_talk(this_turn)
        check_may_meet(this_turn, row)
        leave_desk(this_turn, doing.plan, row)
        awaited.let_go(this_turn)
        now = moved(this_turn, row, ReferralMove.GIVE_CARD, ended_at=this_turn.at)
        card_id = new_id()
        serial = card_serial(card_key(), card_id)
        until = this_turn.day + CARD_GOOD_FOR
        this_turn.record(ExperienceCardGiven(card_id, row.visit_id))
        this_turn.insert(
            ExperienceCard,
            id=card_id,
            serial=serial,
            visit_id=row.visit_id,
            referral_id=referral_id,
            issued_by=actor.subject,
            issued_on=this_turn.day,
            valid_until=until,
        )
        return this_turn.answer(CardGiven(row.id, now.state, now.version, serial, until))
