"""To be led is the first step of a referral: verbs that guide, lead, take that back, and meet.

Where a customer who showed interest says yes to being introduced and is led to a desk, the same
turn writes the referral: its source is who led, its receiver who sits there (DOMAIN.md §5: confirm
that the relationship manager is free, tell the customer beforehand, introduce both).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor, staff_mark
from tingtang.access.demand import demand, may
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.actions.holds import is_held
from tingtang.hall.ticket.queries import GuestRow
from tingtang.hall.visit.queries import VisitRow
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.actions import guiding
from tingtang.relation.guidance.actions.guiding import Ask, Guiding
from tingtang.relation.guidance.actions.keeping import Doing, GuidanceNow
from tingtang.relation.guidance.actions.meeting import Meeting
from tingtang.relation.guidance.queries import (
    GuidanceRow,
    guidances_of_read,
    may_be_desk,
    steps_read,
)
from tingtang.relation.guidance.rules import GuidanceState
from tingtang.relation.referral.actions.doing import moved
from tingtang.relation.referral.actions.receiving import has_refused
from tingtang.relation.referral.actions.refusing import refuse_all, unrefuse
from tingtang.relation.referral.actions.submitting import (
    POSTS,
    Scene,
    Slip,
    Submission,
    stand,
)
from tingtang.relation.referral.queries import (
    ReferralRow,
    led_read,
    open_of_person_read,
    refused_in_read,
)
from tingtang.relation.referral.rules import (
    REFERRAL_MOVES,
    OnlyGuided,
    ReferralMove,
    Target,
    only_guided,
)


@dataclass(frozen=True, slots=True)
class Guided(guiding.Guided):
    """Answer, with the referral that leading made or belongs to; or why there is none. Neither:
    nobody is led.
    """

    referral: UUID | None = None
    only_guided: OnlyGuided | None = None


@dataclass(frozen=True, slots=True)
class Led(GuidanceNow):
    """Answer, with the referral that leading made or belongs to; or why there is none."""

    referral: UUID | None = None
    only_guided: OnlyGuided | None = None


@verb
def guide(*, actor: Actor, branch_id: UUID, visit_id: UUID, ask: Ask, at: datetime) -> Guided:
    """Say where a customer goes, by the table in force and the desks as they are in the turn.

    Leading holds the desk and takes the number out of the line, its place kept; with the
    customer's yes and a signal, or business of wealth, it is a referral, too. A promise asks again
    after some minutes; all else is recorded only. A refusal ends what is awaited of the customer,
    and what asks for them, or was taken on and is no talk yet. Refuses with `customer_elsewhere`
    to lead somebody whose number is at a counter.
    """
    demand(actor, Right.GUIDE, branch_id)
    plan = plan_of(branch_id)
    ask.check(plan)
    saying, slip = Guiding(plan, visit_id, ask, plan.day(at)), _LedSlip(plan, visit_id, at)
    reads = (*saying.reads, *slip.reads)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        guided = saying.say(this_turn)
        came_of_it = {}
        if ask.reply == "refuses":
            slip.end_refused(this_turn)
        if guided.state is GuidanceState.LED and guided.rm is not None:
            business = saying.business(this_turn)
            leading = _Leading(guided.id, business, ask.reply, guided.rm, None)
            came_of_it = slip.refer(this_turn, actor, leading)
        return this_turn.answer(Guided(**_said(guided), **came_of_it))


@verb
def lead(
    *,
    actor: Actor,
    branch_id: UUID,
    guidance_id: UUID,
    at: datetime,
    desk_id: UUID | None = None,
    seen: int | None = None,
) -> Led:
    """Lead the customer now: to the desk that was promised, or to another one that is free; that is
    a referral, too, as with `guide`. Where whoever sits there leads the customer themselves, its
    source is who promised.

    Of two who are led to one desk the second is refused with `desk_held`.
    """
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    if desk_id is not None and not may_be_desk(doing.plan, desk_id):
        number = doing.plan.counter(desk_id).number
        raise Refused("not_a_desk", counter=number, where="desk")
    slip = _LedSlip(doing.plan, doing.known.visit_id, at)
    with doing.turn(*slip.reads) as this_turn:
        row = doing.row(this_turn)
        now, rm = doing.lead(this_turn, desk_id)
        leading = _Leading(row.id, row.business, row.reply, rm, row)
        came_of_it = slip.refer(this_turn, actor, leading)
        return this_turn.answer(Led(**_said(now), **came_of_it))


def _said(answer: guiding.Guided | GuidanceNow) -> dict[str, Any]:
    """What guidance answers, for an answer that says more."""
    return {each.name: getattr(answer, each.name) for each in fields(answer)}


@dataclass(frozen=True, slots=True)
class _Leading:
    """Somebody is led: by which guidance, for what, with which word, to whom; `promised` where
    that was promised before.
    """

    guidance: UUID
    business: str
    reply: str
    rm: UUID | None
    promised: GuidanceRow | None


class _LedSlip:
    """The referral that leading makes: `reads` belong to the turn."""

    def __init__(self, plan: Plan, visit_id: UUID, at: datetime) -> None:
        self._scene = Scene(plan, visit_id, at)
        self.reads: tuple[Read[Any], ...] = self._scene.reads

    def end_refused(self, this_turn: Turn) -> None:
        """Nobody waits for, or is asked to receive, a customer who has refused."""
        refuse_all(this_turn, this_turn.found(self._scene.known))

    def refer(self, this_turn: Turn, actor: Actor, led: _Leading) -> dict[str, Any]:
        """The referral, or why there is none, as the answer names them."""
        scene = self._scene
        visit = this_turn.one(scene.visit, "unknown_visit")
        signalled = scene.signalled(this_turn)
        why = only_guided(led.reply, led.business, signalled=signalled)
        why = why or scene.why_not(this_turn, visit)
        source = self._source(this_turn, actor, led)
        if why is None and (source is None or led.rm is None):
            why = OnlyGuided.NOBODY_ELSE
        if why is not None or source is None or led.rm is None:
            return {"only_guided": why}
        first = next(iter(this_turn.found(scene.known)), None)
        if first is not None and led.rm == first.receiver_id:
            return {"referral": first.id}  # it goes on
        return {"referral": self._submit(this_turn, visit, source, led, first, led.rm)}

    def _submit(
        self,
        this_turn: Turn,
        visit: VisitRow,
        source: tuple[UUID, Post],
        led: _Leading,
        first: ReferralRow | None,
        rm: UUID,
    ) -> UUID:
        """A second submission joins the first, which the receiver takes on when they meet."""
        scene = self._scene
        posts = {post: target for target, post in POSTS.items()}
        target = posts.get(scene.post_of(this_turn, rm) or Post.WEALTH_RM, Target.RM)
        others = scene.receivers(this_turn, target, source[0], rm)
        asked = (rm, *(each for each in others if each != rm))
        slip = Slip(target, led.business, spoken_yes=True, rm=rm)
        signalled = scene.signalled(this_turn)
        said = Submission(visit, source, slip, asked, signalled, first)
        receiver = None if first else rm
        submitted = said.submit(this_turn, guidance=led.guidance, receiver=receiver)
        return submitted.joined or submitted.id

    def _source(self, this_turn: Turn, actor: Actor, led: _Leading) -> tuple[UUID, Post] | None:
        """Who leads; where that is the receiver, who promised. Nobody refers to themselves."""
        if actor.subject is not None and actor.subject != led.rm:
            return actor.subject, actor.post
        by = led.promised.guided_by if led.promised else None
        found = (each for each in self._scene.people(this_turn) if staff_mark(each[0]) == by)
        return next((each for each in found if each[0] != led.rm), None)


@verb
def take_back_leading(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The customer is not led, after all: within six seconds, by who led them from a promise. That
    stands again, the desk is kept no more, the number waits in its place, and the referral that
    leading made is taken back. Refuses with `guidance_cannot` where nothing was promised,
    `not_your_guidance`, `too_late_to_undo`, and with `acted_upon` where they have met.
    """
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing, led = Doing(actor, branch_id, guidance_id, at, seen), led_read(branch_id, guidance_id)
    steps = steps_read(branch_id, guidance_id)
    with doing.turn(led, steps) as this_turn:
        now = doing.unlead(this_turn, this_turn.found(steps))
        _unlead(this_turn, this_turn.found(led))
        return this_turn.answer(now)


def _unlead(this_turn: Turn, led: Sequence[ReferralRow]) -> None:
    """Within a turn: the referral that leading made never was."""
    for row in led:
        if (row.state, ReferralMove.UNLEAD) not in REFERRAL_MOVES:
            raise Refused("acted_upon")
        moved(this_turn, row, ReferralMove.UNLEAD, ended_at=this_turn.at)
        stand(this_turn, row)


@verb
def undo(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """Take it back within six seconds, by who guided and while nobody has acted upon it: an entry
    of its own. The referral that leading made is taken back with it, and the number waits in its
    place again; what a refusal had ended goes on, and what this had replaced is awaited again,
    or `acted_upon`. Refuses with `not_your_guidance`.
    """
    demand(actor, Right.GUIDE, branch_id)
    doing, led = Doing(actor, branch_id, guidance_id, at, seen), led_read(branch_id, guidance_id)
    ended = refused_in_read(branch_id, guidance_id)
    said = guidances_of_read(branch_id, doing.known.visit_id, doing.known.business_date)
    with doing.turn(led, ended, said) as this_turn:
        now = doing.undo(this_turn, this_turn.found(said))
        for row in this_turn.found(ended):
            unrefuse(this_turn, row)
        _unlead(this_turn, this_turn.found(led))
        return this_turn.answer(now)


@dataclass(frozen=True, slots=True)
class Met:
    """Answer: the talk goes by this ticket, the customer's own number or one without a label; and
    the referral that it is the talk of, if there is one.
    """

    id: UUID
    state: GuidanceState
    version: int
    ticket: UUID
    referral: UUID | None = None


@verb
def arrived(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> Met:
    """Whoever sits at the desk says that the customer is there: service begins, the hold ends, and
    the referral is their talk.
    """
    demand(actor, Right.SERVE_TICKET, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    meeting = Meeting(doing)
    known = open_of_person_read(branch_id, doing.known.visit_id)
    with doing.turn(*meeting.reads, known) as this_turn:
        row, now, begun = meeting.begin(this_turn, actor)
        referral = None
        for each in this_turn.found(known):
            if _may_talk(this_turn, actor, row, each, doing.guest(this_turn)):
                referral = _talk(this_turn, each, actor.subject)
                break
        return this_turn.answer(Met(row.id, now.state, now.version, begun.id, referral))


def _may_talk(
    this_turn: Turn, actor: Actor, led: GuidanceRow, row: ReferralRow, guest: GuestRow
) -> bool:
    """Whether the talk at the desk is that of this referral: theirs or nobody's yet, with the
    customer's yes, and neither refused nor held back since.
    """
    agreed = row.spoken_yes or led.reply == "willing"
    theirs = row.receiver_id in (None, actor.subject) and row.source_id != actor.subject
    if not (agreed and theirs and may(actor, Right.RECEIVE_REFERRAL, this_turn.branch_id)):
        return False
    held = is_held(this_turn, guest.home_branch, guest.customer_id)
    return not held and not has_refused(this_turn, row)


def _talk(this_turn: Turn, row: ReferralRow, receiver: UUID | None) -> UUID:
    """Accepted, introduced, in talk: what is left of it."""
    at = this_turn.at
    steps: tuple[tuple[ReferralMove, dict[str, Any]], ...] = (
        (ReferralMove.ACCEPT, {"receiver_id": receiver, "accepted_at": at}),
        (ReferralMove.INTRODUCE, {"spoken_yes": True}),
        (ReferralMove.TALK, {"met_at": at}),
    )
    for what, changes in steps:
        if (row.state, what) in REFERRAL_MOVES:
            now = moved(this_turn, row, what, **changes)
            row = replace(row, state=now.state, receiver_id=receiver, version=now.version)
    return row.id
