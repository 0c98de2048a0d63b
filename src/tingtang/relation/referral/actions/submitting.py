"""A customer is referred: two taps at the counter, one in the lobby."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.queries.holds import sales_hold_read
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, approved_read, decided
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.guide import GUIDE
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.counter.rules import DeskState
from tingtang.hall.ticket.actions.identifying import act_upon
from tingtang.hall.visit.queries import VisitRow, signals_read, visit_read
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.queries import (
    desk_now,
    desks_read,
)
from tingtang.relation.guidance.rules import UNDO_WITHIN, DeskNow, answer_of, values_of
from tingtang.relation.referral.actions.doing import Doing, ReferralNow, moved
from tingtang.relation.referral.events import ReferralSubmitted, SpokenYes
from tingtang.relation.referral.models import Referral
from tingtang.relation.referral.queries import (
    ReferralRow,
    joined_read,
    open_of_visit_read,
    refusals_of,
)
from tingtang.relation.referral.rules import (
    ReferralMove,
    ReferralState,
    Target,
    check_undo,
    ranked,
)

POSTS = {
    Target.RM: Post.WEALTH_RM,
    Target.MARKETING_RM: Post.MARKETING_RM,
    Target.E_BANKING: Post.E_BANKING,
}


@dataclass(frozen=True, slots=True)
class Slip:
    """What two taps say of a referral."""

    target: Target
    business: str
    spoken_yes: bool
    rm: UUID | None = None  # asked before anybody else


@dataclass(frozen=True, slots=True)
class Submitted:
    """Answer: the referral; `joined` is the open one that it joins, if somebody was first."""

    id: UUID
    state: ReferralState
    version: int
    joined: UUID | None


@verb
def submit_referral(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, slip: Slip, at: datetime
) -> Submitted:
    """Refer a customer. A visit has one open referral: a second submission joins it and is kept, so
    that the first valid source has the credit. The receiver hears of it after six seconds.
    Whoever the slip names is asked first, else the customer's own relationship manager.

    Refuses with `refused_contact` where the customer has refused today, whoever asked; with
    `sales_held` while a complaint holds back sales to them; with `not_receiving` if whoever the
    slip names is not on duty in the target's post.
    """
    demand(actor, Right.REFER, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    if slip.business not in BUSINESSES:
        raise Refused("bad_input", where="business")
    source = actor.subject, actor.post
    scene = _Scene(plan_of(branch_id), visit_id, at)
    with turn(branch_id, actor, at, scene.day, *scene.reads, plan=scene.plan.version) as this_turn:
        visit = this_turn.one(scene.visit, "unknown_visit")
        scene.check_may_refer(this_turn, visit)
        receivers, decision = scene.decide(this_turn, visit, slip, actor.subject)
        first = next(iter(this_turn.found(scene.known)), None)
        submitted = _submit(this_turn, source, visit, slip, receivers, decision, first, scene)
        act_upon(this_turn, this_turn.found(scene.signals))
        if first is not None and slip.spoken_yes and not first.spoken_yes:
            this_turn.update(Referral, first.id, spoken_yes=True)
        return this_turn.answer(submitted)


class _Scene:
    """What a submission is decided on."""

    def __init__(self, plan: Plan, visit_id: UUID, at: datetime) -> None:
        branch_id = plan.branch_id
        self.plan, self.day = plan, plan.day(at)
        self.visit = visit_read(branch_id, visit_id, self.day)
        self.signals = signals_read(branch_id, visit_id)
        self.known = open_of_visit_read(branch_id, visit_id)
        self._refusals = refusals_of(branch_id, visit_id)
        self._people = on_duty_read(branch_id, self.day)
        self._desks, self._approved = desks_read(plan), approved_read(branch_id)
        self.reads: tuple[Read[Any], ...] = (
            self.visit, self.signals, self.known, *self._refusals, self._people,
            self._desks, self._approved,
        )  # fmt: skip

    def check_may_refer(self, this_turn: Turn, visit: VisitRow) -> None:
        """A refusal binds all posts for the visit; a complaint holds back sales."""
        if any(this_turn.found(read)[0] for read in self._refusals):
            raise Refused("refused_contact")
        if visit.customer_id is not None:
            check_no_hold(this_turn, visit.customer_id)

    def decide(
        self, this_turn: Turn, visit: VisitRow, slip: Slip, source: UUID
    ) -> tuple[Sequence[UUID], Decision]:
        """Whom the referral asks, in order, and what the guide table says of leading there."""
        desks = [desk_now(row, visit.id, this_turn.at) for row in this_turn.found(self._desks)]
        post = POSTS[slip.target].value
        on_duty = [staff for staff, held in this_turn.found(self._people) if held == post]
        if slip.rm is not None and slip.rm not in on_duty:
            raise Refused("not_receiving")
        others = [staff for staff in on_duty if staff != source]
        receivers = ranked(others, slip.rm or visit.rm_id, _by_desk(desks))
        first = next((each for each in desks if each.rm_id in receivers[:1]), None)
        values = values_of(
            visit.customer_class.value,
            slip.business,
            reserved=False,
            desk=answer_of(first),
            reply="willing" if slip.spoken_yes else "unasked",
            protected=visit.protected,
        )
        table = ruling(this_turn, this_turn.found(self._approved), GUIDE, this_turn.at)
        return receivers, decided(table, values)


def check_no_hold(this_turn: Turn, customer_id: UUID) -> None:
    """Refuse with `sales_held` while sales to the customer are held back."""
    if this_turn.rows(sales_hold_read(this_turn.branch_id, customer_id)):
        raise Refused("sales_held")


def _by_desk(desks: Sequence[DeskNow]) -> list[UUID]:
    """Relationship managers with a desk, those who are free first."""
    order = {DeskState.FREE: 0, DeskState.HELD: 1, DeskState.SERVING: 2}
    here = [each for each in desks if each.state in order and not each.closing]
    return [
        each.rm_id
        for each in sorted(here, key=lambda each: (order[each.state], each.version))
        if each.rm_id is not None
    ]


def _submit(
    this_turn: Turn,
    source: tuple[UUID, Post],
    visit: VisitRow,
    slip: Slip,
    receivers: Sequence[UUID],
    decision: Decision,
    first: ReferralRow | None,
    scene: _Scene,
) -> Submitted:
    referral_id, (staff, post) = new_id(), source
    joined = first.id if first else None
    signalled = bool(this_turn.found(scene.signals))
    state = ReferralState.MERGED if joined else ReferralState.SUBMITTED
    version = this_turn.record(
        ReferralSubmitted(
            referral=referral_id,
            visit=visit.id,
            source=staff,
            source_post=post.value,
            target=slip.target.value,
            business=slip.business,
            signalled=signalled,
            spoken_yes=slip.spoken_yes,
            candidates=list(receivers),
            joined=joined,
            decision=decision.kept(),
        )
    )
    this_turn.insert(
        Referral,
        id=referral_id,
        business_date=this_turn.day,
        visit_id=visit.id,
        customer_class=visit.customer_class.value,
        business=slip.business,
        target=slip.target.value,
        source_id=staff,
        source_post=post.value,
        signalled=signalled,
        spoken_yes=slip.spoken_yes,
        sequence=version,
        state=state.value,
        joined_id=joined,
        candidates=list(receivers),
        asked_index=0,
        asked_since=this_turn.at + UNDO_WITHIN,
        returns=0,
        submitted_at=this_turn.at,
        reason="",
        version=version,
    )
    return Submitted(referral_id, state, version, joined)


@verb
def undo_referral(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """Take a submission back, by who made it and before the receiver hears of it. It stays as an
    entry; refused with `acted_upon` afterwards.
    """
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if row.source_id != actor.subject:
            raise Refused("not_your_referral")
        check_undo(row.submitted_at, this_turn.at)
        now = moved(this_turn, row, ReferralMove.UNDO, ended_at=this_turn.at)
        _stand(this_turn, row)
        return this_turn.answer(now)


def _stand(this_turn: Turn, undone: ReferralRow) -> None:
    """Of those that joined what is taken back, the earliest stands for itself, the others join it:
    nobody else's referral is dropped.
    """
    joined = this_turn.rows(joined_read(this_turn.branch_id, undone.id))
    if not joined:
        return
    first, *others = joined
    since = this_turn.at + UNDO_WITHIN
    moved(this_turn, first, ReferralMove.STAND, joined_id=None, asked_index=0, asked_since=since)
    for each in others:
        this_turn.update(Referral, each.id, joined_id=first.id)


@verb
def say_yes(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """The customer agrees, in words and for today, to be introduced: one tap."""
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if row.state not in (ReferralState.SUBMITTED, ReferralState.ACCEPTED):
            raise Refused("referral_cannot", state=row.state.value, move="say_yes")
        version = this_turn.record(SpokenYes(referral_id))
        this_turn.update(Referral, referral_id, spoken_yes=True, version=version)
        return this_turn.answer(ReferralNow(referral_id, row.state, version))
