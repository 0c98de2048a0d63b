"""A customer is referred: two taps at the counter, one in the lobby."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, check_not_closed, day_read, plan_of
from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, decided
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.guide import GUIDE
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.counter.rules import DeskState
from tingtang.hall.diversion.actions.floor import Counters
from tingtang.hall.ticket.actions.deciding import LineTable
from tingtang.hall.ticket.actions.identifying import act_upon
from tingtang.hall.visit.queries import VisitRow, signals_read, visit_read
from tingtang.hall.visit.rules import check_still_here, protection
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import UNDO_WITHIN
from tingtang.ledger.events import Plain
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.queries import (
    desk_now,
    desks_read,
    refusals_read,
)
from tingtang.relation.guidance.rules import DeskNow, answer_of, values_of
from tingtang.relation.referral.actions.doing import Doing, ReferralNow, moved
from tingtang.relation.referral.actions.receiving import check_not_refused
from tingtang.relation.referral.events import ReferralSubmitted, SpokenYes, YesTakenBack
from tingtang.relation.referral.models import Referral
from tingtang.relation.referral.queries import (
    ReferralRow,
    awaits_read,
    joined_read,
    open_of_person_read,
)
from tingtang.relation.referral.rules import (
    OnlyGuided,
    ReferralMove,
    ReferralState,
    Target,
    check_undo,
    heads_of,
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
    slip names is not on duty in the target's post. Where nobody is on duty there, the branch head
    is asked; with `nobody_to_receive` if there is none either.
    """
    demand(actor, Right.REFER, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    if slip.business not in BUSINESSES:
        raise Refused("bad_input", where="business")
    source = actor.subject, actor.post
    scene = Scene(plan_of(branch_id), visit_id, at)
    with turn(branch_id, actor, at, scene.day, *scene.reads, plan=scene.plan.version) as this_turn:
        visit = this_turn.one(scene.visit, "unknown_visit")
        scene.check_may_refer(this_turn, visit)
        receivers, decision = scene.decide(this_turn, visit, slip, actor.subject)
        first = next(iter(this_turn.found(scene.known)), None)
        said = Submission(visit, source, slip, receivers, scene.signalled(this_turn), first)
        submitted = said.submit(this_turn, decision=decision.kept())
        act_upon(this_turn, this_turn.found(scene.signals))
        if first is not None and slip.spoken_yes and not first.spoken_yes:
            this_turn.update(Referral, first.id, spoken_yes=True, version=submitted.version)
        return this_turn.answer(submitted)


class Scene:
    """What a submission is decided on."""

    def __init__(self, plan: Plan, visit_id: UUID, at: datetime) -> None:
        branch_id = plan.branch_id
        self.plan, self.day, self._visit_id = plan, plan.day(at), visit_id
        self.visit = visit_read(branch_id, visit_id, self.day)
        self.signals = signals_read(branch_id, visit_id)
        self.known = open_of_person_read(branch_id, visit_id)
        self._refusals = refusals_read(branch_id, visit_id)
        self._people = on_duty_read(branch_id, self.day)
        self._desks, self._lines = desks_read(plan), LineTable(plan, self.day)
        self._approved = self._lines.read
        self._counters = Counters(plan, self.day)
        self._today, self._awaits = day_read(branch_id, self.day), awaits_read(branch_id, visit_id)
        self.reads: tuple[Read[Any], ...] = (
            self._today, self.visit, self.signals, self.known, self._refusals, self._people,
            self._desks, self._approved, self._awaits, *self._counters.reads,
        )  # fmt: skip

    def check_may_refer(self, this_turn: Turn, visit: VisitRow) -> None:
        """Whoever turned out to be another is referred as that one, whoever was greeted at the
        door and went again by nobody; a refusal binds all posts for the visit; a complaint holds
        back sales.
        """
        check_not_closed(this_turn.found(self._today))
        if visit.joined_id is not None:
            raise Refused("visit_joined")
        if not this_turn.found(self._awaits)[0]:
            check_still_here(visit.door, visit.arrived_at, this_turn.at)
        why_not = self.why_not(this_turn, visit)
        if why_not is OnlyGuided.REFUSED:
            raise Refused("refused_contact")
        if why_not is OnlyGuided.SALES_HELD:
            raise Refused("sales_held")

    def why_not(self, this_turn: Turn, visit: VisitRow) -> OnlyGuided | None:
        """Why nobody may refer this customer now."""
        if this_turn.found(self._refusals)[0]:
            return OnlyGuided.REFUSED
        held = is_held(this_turn, visit.home_branch, visit.customer_id)
        return OnlyGuided.SALES_HELD if held else None

    def signalled(self, this_turn: Turn) -> bool:
        """Whether a signal was noted of the customer."""
        return bool(this_turn.found(self.signals))

    def people(self, this_turn: Turn) -> list[tuple[UUID, Post]]:
        """Who is on duty."""
        return [(staff, Post(post)) for staff, post in this_turn.found(self._people)]

    def post_of(self, this_turn: Turn, staff_id: UUID) -> Post | None:
        """The post of somebody on duty."""
        return dict(self.people(this_turn)).get(staff_id)

    def receivers(
        self, this_turn: Turn, target: Target, source: UUID, first: UUID | None
    ) -> tuple[UUID, ...]:
        """Whom a referral to this post asks, in order; nobody asks themselves."""
        post = POSTS[target].value
        on_duty = [staff for staff, held in this_turn.found(self._people) if held == post]
        return ranked(
            (staff for staff in on_duty if staff != source), first, _by_desk(self._now(this_turn))
        )

    def _check_head(self, this_turn: Turn, source: UUID) -> None:
        """Somebody must be there to take on what asks nobody else."""
        if not any(head != source for head in heads_of(self.people(this_turn))):
            raise Refused("nobody_to_receive")

    def _now(self, this_turn: Turn) -> list[DeskNow]:
        rows = this_turn.found(self._desks)
        return [desk_now(row, self._visit_id, this_turn.at) for row in rows]

    def decide(
        self, this_turn: Turn, visit: VisitRow, slip: Slip, source: UUID
    ) -> tuple[Sequence[UUID], Decision]:
        """Whom the referral asks, in order, and what the guide table says of leading there."""
        if slip.rm is not None and self.post_of(this_turn, slip.rm) is not POSTS[slip.target]:
            raise Refused("not_receiving")
        receivers = self.receivers(this_turn, slip.target, source, slip.rm or visit.rm_id)
        if not receivers and not this_turn.found(self.known):
            self._check_head(this_turn, source)
        desks = self._now(this_turn)
        first = next((each for each in desks if each.rm_id in receivers[:1]), None)
        values = values_of(
            visit.customer_class.value,
            slip.business,
            reserved=False,
            desk=answer_of(first),
            reply="willing" if slip.spoken_yes else "unasked",
            protected=protection(visit.protected),
            counter_free=self._counters.free_for_business(
                this_turn, slip.business, self._lines.line_of(this_turn, visit)
            ),
        )
        table = ruling(this_turn, this_turn.found(self._approved), GUIDE, this_turn.at)
        return receivers, decided(table, values)


def _by_desk(desks: Sequence[DeskNow]) -> list[UUID]:
    """Relationship managers with a desk, those who are free first."""
    order = {DeskState.FREE: 0, DeskState.HELD: 1, DeskState.SERVING: 2}
    here = [each for each in desks if each.state in order and not each.closing]
    return [
        each.rm_id
        for each in sorted(here, key=lambda each: (order[each.state], each.version))
        if each.rm_id is not None
    ]


@dataclass(frozen=True, slots=True)
class Submission:
    """A submission that was decided on; `first` is the open referral that it joins."""

    visit: VisitRow
    source: tuple[UUID, Post]
    slip: Slip
    receivers: Sequence[UUID]
    signalled: bool
    first: ReferralRow | None

    def submit(
        self,
        this_turn: Turn,
        *,
        decision: dict[str, Plain] | None = None,
        guidance: UUID | None = None,
        receiver: UUID | None = None,
    ) -> Submitted:
        """Within a turn: write it. `receiver` has the customer from the beginning."""
        referral_id, (staff, post) = new_id(), self.source
        joined = self.first.id if self.first else None
        version = this_turn.record(
            ReferralSubmitted(
                referral=referral_id,
                visit=self.visit.id,
                source=staff,
                source_post=post.value,
                target=self.slip.target.value,
                business=self.slip.business,
                signalled=self.signalled,
                spoken_yes=self.slip.spoken_yes,
                candidates=list(self.receivers),
                decision=decision,
                joined=joined,
                guidance=guidance,
                receiver=receiver,
            )
        )
        state = ReferralState.ACCEPTED if receiver else ReferralState.SUBMITTED
        state = ReferralState.MERGED if joined else state
        self._insert(this_turn, referral_id, version, state, guidance, receiver)
        return Submitted(referral_id, state, version, joined)

    def _insert(
        self,
        this_turn: Turn,
        referral_id: UUID,
        version: int,
        state: ReferralState,
        guidance: UUID | None,
        receiver: UUID | None,
    ) -> None:
        (staff, post), slip = self.source, self.slip
        this_turn.insert(
            Referral,
            id=referral_id,
            business_date=this_turn.day,
            visit_id=self.visit.id,
            customer_class=self.visit.customer_class.value,
            business=slip.business,
            target=slip.target.value,
            source_id=staff,
            source_post=post.value,
            signalled=self.signalled,
            spoken_yes=slip.spoken_yes,
            sequence=version,
            state=state.value,
            joined_id=self.first.id if self.first else None,
            guidance_id=guidance,
            candidates=list(self.receivers),
            asked_index=0,
            asked_since=this_turn.at + UNDO_WITHIN,
            returns=0,
            receiver_id=receiver,
            accepted_at=this_turn.at if receiver else None,
            submitted_at=this_turn.at,
            reason="",
            version=version,
        )


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
        stand(this_turn, row)
        return this_turn.answer(now)


def stand(this_turn: Turn, undone: ReferralRow) -> None:
    """Within a turn: of those that joined what is taken back, the earliest stands for itself, the
    others join it: nobody else's referral is dropped.
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
    """The customer agrees, in words and for today, to be introduced: one tap. Not after a refusal
    (`refused_contact`), whoever asks once more.
    """
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if row.state not in (ReferralState.SUBMITTED, ReferralState.ACCEPTED):
            raise Refused("referral_cannot", state=row.state.value, move="say_yes")
        check_not_refused(this_turn, row)
        version = this_turn.record(SpokenYes(referral_id))
        this_turn.update(Referral, referral_id, spoken_yes=True, version=version)
        return this_turn.answer(ReferralNow(referral_id, row.state, version))


@verb
def take_back_yes(
    *, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None = None
) -> ReferralNow:
    """The customer doesn't agree to be introduced, or was heard wrongly; as long as nobody has
    introduced them. It is no refusal: they may agree later.

    Reference: PIPL art. 15 (to withdraw is as easy as to agree).
    """
    demand(actor, Right.REFER, branch_id)
    doing = Doing(actor, branch_id, referral_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        asked = row.state in (ReferralState.SUBMITTED, ReferralState.ACCEPTED)
        if not asked or not row.spoken_yes:
            raise Refused("referral_cannot", state=row.state.value, move="take_back_yes")
        version = this_turn.record(YesTakenBack(referral_id))
        this_turn.update(Referral, referral_id, spoken_yes=False, version=version)
        return this_turn.answer(ReferralNow(referral_id, row.state, version))
