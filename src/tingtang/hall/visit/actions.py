"""Verbs of a visit: help is asked for, answered, escalated; a card is read; needs are forgotten at
the day's end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor, staff_mark
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.visit.events import CardRead, HelpAnswered, HelpAsked, HelpClosed, HelpEscalated
from tingtang.hall.visit.models import Help, Visit
from tingtang.hall.visit.queries import (
    HelpRow,
    ReadRow,
    help_read,
    lately_read,
    needs_read,
    open_help_read,
    visit_read,
)
from tingtang.hall.visit.rules import CardKind, CustomerClass, HelpMove, HelpState, move_help
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb

_LADDER = (
    Post.LOBBY_MANAGER,
    Post.LOBBY_ASSISTANT,
    Post.GREETER,
    Post.OPERATIONS_SUPERVISOR,
    Post.DEPUTY_HEAD,
    Post.BRANCH_HEAD,
)


@dataclass(frozen=True, slots=True)
class Helped:
    """Answer of a help verb."""

    id: UUID
    state: HelpState


@verb
def ask_help(
    *,
    actor: Actor,
    branch_id: UUID,
    at: datetime,
    place: str = "",
    ticket_id: UUID | None = None,
) -> Helped:
    """Summon a named person; asking again from the same place while one is open is the same
    call.
    """
    demand(actor, Right.ASK_HELP, branch_id)
    if actor.kind == "visitor":
        if ticket_id not in (None, actor.subject):
            raise Refused("no_right")
        ticket_id = actor.subject
    plan = plan_of(branch_id)
    open_calls, people = open_help_read(branch_id), on_duty_read(branch_id, plan.day(at))
    with turn(
        branch_id, actor, at, plan.day(at), open_calls, people, plan=plan.version
    ) as this_turn:
        for row in this_turn.found(open_calls):
            if row.asked_by == actor.mark and row.ticket_id == ticket_id:
                return this_turn.answer(Helped(row.id, row.state))
        help_id = summon(this_turn, this_turn.found(people), place=place, ticket_id=ticket_id)
        return this_turn.answer(Helped(help_id, HelpState.ASKED))


def summon(
    this_turn: Turn,
    people: list[tuple[UUID, str]],
    *,
    ladder: Sequence[Post] = _LADDER,
    place: str = "",
    ticket_id: UUID | None = None,
) -> UUID:
    """Within a turn: the turn's actor calls whoever on duty comes first on the ladder; the call's
    id.
    """
    asked_by = this_turn.actor.mark
    summoned = _next_on_ladder(people, asked_by, None, ladder)
    help_id = new_id()
    this_turn.insert(
        Help,
        id=help_id,
        business_date=this_turn.day,
        state=HelpState.ASKED.value,
        asked_at=this_turn.at,
        asked_by=asked_by,
        summoned_id=summoned,
        ticket_id=ticket_id,
        place=place,
    )
    this_turn.record(HelpAsked(help_id, place, summoned, ticket_id))
    return help_id


def _next_on_ladder(
    people: list[tuple[UUID, str]],
    asked_by: str,
    after: UUID | None,
    ladder: Sequence[Post] = _LADDER,
) -> UUID | None:
    """The next person to summon: by post, then by name's id; the one after `after`, then from the
    top; never whoever asked.
    """
    order = {post.value: rank for rank, post in enumerate(ladder)}
    ranked = sorted(
        (each for each in people if each[1] in order), key=lambda each: (order[each[1]], each[0])
    )
    ids = [staff_id for staff_id, _ in ranked if staff_mark(staff_id) != asked_by]
    if not ids:
        return None
    if after in ids:
        return ids[(ids.index(after) + 1) % len(ids)]
    return ids[0]


@verb
def answer_help(*, actor: Actor, branch_id: UUID, help_id: UUID, at: datetime) -> Helped:
    """I am on my way: somebody else than who asked."""
    demand(actor, Right.ANSWER_HELP, branch_id)
    return _move_help(actor, branch_id, help_id, HelpMove.ANSWER, at)


@verb
def close_help(*, actor: Actor, branch_id: UUID, help_id: UUID, at: datetime) -> Helped:
    """The customer has been helped."""
    demand(actor, Right.ANSWER_HELP, branch_id)
    return _move_help(actor, branch_id, help_id, HelpMove.CLOSE, at)


def _move_help(
    actor: Actor, branch_id: UUID, help_id: UUID, what: HelpMove, at: datetime
) -> Helped:
    plan = plan_of(branch_id)
    found = help_read(branch_id, help_id)
    with turn(branch_id, actor, at, plan.day(at), found, plan=plan.version) as this_turn:
        row = this_turn.one(found, "unknown_help")
        if what is HelpMove.ANSWER and row.asked_by == actor.mark:
            raise Refused("own_help")
        state = move_help(row.state, what)
        changes: dict[str, object] = {"state": state.value}
        if what is HelpMove.ANSWER and actor.subject is not None:
            changes |= {"answered_id": actor.subject, "answered_at": this_turn.at}
            this_turn.record(HelpAnswered(help_id, actor.subject))
        else:
            this_turn.record(HelpClosed(help_id))
        this_turn.update(Help, help_id, **changes)
        return this_turn.answer(Helped(help_id, state))


@verb
def escalate_help(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """Calls that nobody answered in time go to the next person; how many did."""
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    open_calls, people = open_help_read(branch_id), on_duty_read(branch_id, plan.day(at))
    with turn(
        branch_id, actor, at, plan.day(at), open_calls, people, plan=plan.version
    ) as this_turn:
        late = [
            row
            for row in this_turn.found(open_calls)
            if row.state is HelpState.ASKED and this_turn.at - row.asked_at >= _within(plan)
        ]
        for row in late:
            summoned = _next_on_ladder(this_turn.found(people), row.asked_by, row.summoned_id)
            state = move_help(row.state, HelpMove.ESCALATE)
            this_turn.update(Help, row.id, state=state.value, summoned_id=summoned)
            this_turn.record(HelpEscalated(row.id, summoned))
        return len(late)


def _within(plan: Plan) -> timedelta:
    return timedelta(seconds=plan.parameters["help_within_s"])


def close_help_calls(this_turn: Turn, open_calls: Iterable[HelpRow]) -> None:
    """Within the turn that closes the day: nobody who asked for help is here any more."""
    for row in open_calls:
        state = move_help(row.state, HelpMove.CLOSE)
        this_turn.record(HelpClosed(row.id))
        this_turn.update(Help, row.id, state=state.value)


def forget_needs(this_turn: Turn, day: date) -> None:
    """Within the turn that closes `day`: erase the kinds of its protected needs."""
    for row in this_turn.rows(needs_read(this_turn.branch_id, day)):
        this_turn.update(Visit, row.visit_id, need=None)


# ---------------------------------------------------------------- card readers

SAME_READ = timedelta(minutes=2)  # a card put in twice is one visit


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
    than the door. Without a visit one begins.
    """
    demand(actor, Right.READ_CARD, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    if visit_id is not None:
        found = visit_read(branch_id, visit_id, day)
    else:
        found = lately_read(branch_id, index, day, at - SAME_READ)
    with turn(branch_id, actor, at, day, found, plan=plan.version) as this_turn:
        if visit_id is not None:
            known = this_turn.one(found, "unknown_visit")
        else:
            known = next(iter(this_turn.found(found)), None) or _begin(this_turn)
        if known.index != index:
            this_turn.update(Visit, known.id, reader_index=index)
            this_turn.record(CardRead(known.id, kind.value))
        return this_turn.answer(Noted(known.id))


def _begin(this_turn: Turn) -> ReadRow:
    """A visit of somebody who has shown a card and has no number yet."""
    visit_id = new_id()
    this_turn.insert(
        Visit,
        id=visit_id,
        business_date=this_turn.day,
        customer_class=CustomerClass.ORDINARY.value,
        protected=False,
        booked=False,
        emergency=False,
        language="zh-Hans",
        arrived_at=this_turn.at,
    )
    return ReadRow(visit_id, None)
