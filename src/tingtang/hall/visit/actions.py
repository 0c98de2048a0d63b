"""Verbs of a visit: somebody is greeted; help is asked for, answered, escalated; needs are
forgotten at the day's end.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor, staff_mark
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import (
    Plan,
    check_not_closed,
    day_read,
    plan_of,
    unclosed_days_read,
)
from tingtang.bank.customer.actions.remembering import Forgettable
from tingtang.bank.customer.queries import all_consents_read
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.visit.events import (
    HelpAnswered,
    HelpAsked,
    HelpClosed,
    HelpEscalated,
    LinksForgotten,
    VisitGreeted,
)
from tingtang.hall.visit.models import Help, Visit
from tingtang.hall.visit.queries import (
    HelpRow,
    help_read,
    last_door_read,
    needs_read,
    old_links_read,
    open_help_read,
    visit_read,
)
from tingtang.hall.visit.rules import (
    Basis,
    CustomerClass,
    HelpMove,
    HelpState,
    check_age,
    move_help,
)
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb

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
    call. Refuses with `day_not_begun` and `day_closed` while nobody is there to hear it: whoever
    asks must know that, and look for help elsewhere.
    """
    demand(actor, Right.ASK_HELP, branch_id)
    if actor.kind == "visitor":
        if ticket_id not in (None, actor.subject):
            raise Refused("no_right")
        ticket_id = actor.subject
    plan = plan_of(branch_id)
    day = plan.day(at)
    open_calls, people = open_help_read(branch_id), on_duty_read(branch_id, day)
    today, left_open = day_read(branch_id, day), unclosed_days_read(branch_id, day)
    reads = (open_calls, people, today, left_open)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        check_not_closed(this_turn.found(today))
        if not (this_turn.found(today) or this_turn.found(left_open)):
            raise Refused("day_not_begun")
        calls, staff = this_turn.found(open_calls), this_turn.found(people)
        return this_turn.answer(summon(this_turn, calls, staff, place, ticket_id))


def summon(
    this_turn: Turn,
    open_calls: Iterable[HelpRow],
    people: list[tuple[UUID, str]],
    place: str,
    ticket_id: UUID | None,
    ladder: Sequence[Post] = _LADDER,
) -> Helped:
    """Within a turn: somebody on duty is summoned to whoever acts, once while the call is open; by
    post, as the ladder says.
    """
    by = this_turn.actor.mark
    for row in open_calls:
        if row.asked_by == by and row.ticket_id == ticket_id:
            return Helped(row.id, row.state)
    summoned = _next_on_ladder(people, by, None, ladder)
    help_id = new_id()
    this_turn.insert(
        Help,
        id=help_id,
        business_date=this_turn.day,
        state=HelpState.ASKED.value,
        asked_at=this_turn.at,
        asked_by=by,
        summoned_id=summoned,
        ticket_id=ticket_id,
        place=place,
    )
    this_turn.record(HelpAsked(help_id, place, summoned, ticket_id))
    return Helped(help_id, HelpState.ASKED)


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


# ---------------------------------------------------------------- the door


@dataclass(frozen=True, slots=True)
class Greeted:
    """Answer: whom; `door` is the day's count for who has no number yet."""

    visit: UUID
    door: int | None
    greeted_at: datetime


@verb
def greet(
    *,
    actor: Actor,
    branch_id: UUID,
    at: datetime,
    visit_id: UUID | None = None,
    age_s: int = 0,
) -> Greeted:
    """Greet somebody: without a visit one begins at the door. A second greeting changes nothing.

    `age_s` is how long a tap was kept while the line was cut: 0 to 1800, else `outside_bounds`.
    """
    demand(actor, Right.GREET, branch_id)
    check_age(age_s)
    plan = plan_of(branch_id)
    day = plan.day(at)
    today, last = day_read(branch_id, day), last_door_read(branch_id, day)
    found = visit_read(branch_id, visit_id, day) if visit_id else None
    reads: tuple[Read[Any], ...] = (today, last) if found is None else (today, last, found)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        check_not_closed(this_turn.found(today))
        greeted_at = this_turn.at - timedelta(seconds=age_s)
        if found is None:
            if not this_turn.found(today):
                raise Refused("day_not_begun")
            door = this_turn.found(last)[0] + 1
            visit_id = begin_visit(
                this_turn, new_id(), arrived_at=greeted_at, greeted_at=greeted_at, door=door
            )
            this_turn.record(VisitGreeted(visit_id, age_s, door))
            return this_turn.answer(Greeted(visit_id, door, greeted_at))
        row = this_turn.one(found, "unknown_visit")
        if row.joined_id is not None:
            raise Refused("visit_joined")
        if row.greeted_at is not None:
            return this_turn.answer(Greeted(row.id, row.door, row.greeted_at))
        greeted_at = max(greeted_at, row.arrived_at)
        this_turn.record(VisitGreeted(row.id, age_s))
        this_turn.update(Visit, row.id, greeted_at=greeted_at)
        return this_turn.answer(Greeted(row.id, row.door, greeted_at))


def begin_visit(this_turn: Turn, visit_id: UUID, *, arrived_at: datetime, **fields: object) -> UUID:
    """Within a turn, before it records that: a visit of whom nothing is known yet but `fields`."""
    nothing: dict[str, object] = {
        "customer_class": CustomerClass.ORDINARY.value,
        "class_by": Basis.SIGNALS.value,
        "protected": None,
        "booked": False,
        "emergency": False,
        "language": "zh-Hans",
    }
    this_turn.insert(
        Visit,
        id=visit_id,
        business_date=this_turn.day,
        arrived_at=arrived_at,
        version=this_turn.sequence,
        **nothing | fields,
    )
    return visit_id


# ---------------------------------------------------------------- after 30 days

LINKS_LAST = timedelta(days=30)

#: What a visit that says of nobody whose it is has for a link.
NOBODY: dict[str, object] = {
    "customer_id": None,
    "home_branch": None,
    "rm_id": None,
    "reader_index": None,
}


@verb
def forget_links(*, actor: Actor, branch_id: UUID, at: datetime) -> int:
    """Visits of more than 30 days ago say no longer whose they were, unless the customer agreed to
    it (Personal Information Protection Law art. 19); how many were forgotten, 200 at most. What was
    noted of them is nobody's from then on, and counts in figures still.

    A consent given at another branch isn't seen here: then the stricter reading holds.
    """
    demand(actor, Right.KEEP_TIME, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    old, agreed = look(
        branch_id, old_links_read(branch_id, day - LINKS_LAST), all_consents_read(branch_id)
    )
    due = Forgettable(branch_id, ((row.id, row.customer_id) for row in old), agreed, at)
    with turn(branch_id, actor, at, day, *due.reads, plan=plan.version) as this_turn:
        found = due.found(this_turn)
        if found:
            this_turn.record(LinksForgotten(len(found)))
        for visit_id in found:
            this_turn.update(Visit, visit_id, **NOBODY)
        return len(found)


def note_refusal(this_turn: Turn, visit_id: UUID) -> None:
    """Within a turn in which the customer declines to be introduced: it binds all posts for the
    visit.
    """
    this_turn.update(Visit, visit_id, refused_at=this_turn.at)


def clear_refusal(this_turn: Turn, visit_id: UUID) -> None:
    """Within a turn in which that turns out to be a mistake: it binds nobody."""
    this_turn.update(Visit, visit_id, refused_at=None)
