"""Verbs about what somebody did or said, and which class follows: note, take back, overrule."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.marks import say_class
from tingtang.hall.ticket.actions.visiting import Identified, OnVisit, kept
from tingtang.hall.visit.events import SignalNoted, SignalUndone, VisitClassed
from tingtang.hall.visit.models import Signal
from tingtang.hall.visit.queries import (
    SignalRow,
    signal_read,
)
from tingtang.hall.visit.rules import (
    UNDO_WITHIN,
    ClassReason,
    CustomerClass,
    Source,
    check_age,
    check_reason,
    check_source,
    signal_named,
)
from tingtang.hall.visit.rules import Signal as Said
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Turn, turn, verb

#: What each post sees of a customer; all others see what the lobby sees.
_SOURCES: dict[Post, tuple[Source, ...]] = {
    Post.KIOSK: (Source.KIOSK,),
    Post.TELLER: (Source.TELLER,),
    Post.WEALTH_RM: (Source.TELLER,),
    Post.OPERATIONS_SUPERVISOR: (Source.LOBBY, Source.TELLER),
    Post.BRANCH_HEAD: (Source.LOBBY, Source.TELLER),
    Post.DEPUTY_HEAD: (Source.LOBBY, Source.TELLER),
}
_IN_THE_LOBBY = (Source.LOBBY,)


# ---------------------------------------------------------------- signals


@dataclass(frozen=True, slots=True)
class SignalNow:
    """Answer: a signal as it is now. Nothing of the class: kiosks note signals, too."""

    id: UUID
    visit: UUID
    code: str
    undone: bool


@verb
def note_signal(
    *, actor: Actor, branch_id: UUID, visit_id: UUID, code: str, at: datetime, age_s: int = 0
) -> SignalNow:
    """Note what a customer did or said; noted twice it is one signal. The class follows by the
    table of classes, and the line with it, unless the staff or the customer file has said it.

    `age_s` is how long a tap was kept while the line was cut: 0 to 1800, else `outside_bounds`.
    """
    demand(actor, Right.NOTE_SIGNAL, branch_id)
    check_age(age_s)
    signal = signal_named(code)
    source = check_source(signal, _SOURCES.get(actor.post, _IN_THE_LOBBY))
    plan = plan_of(branch_id)
    day = plan.day(at)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *on.reads, plan=plan.version) as this_turn:
        row, known = on.visit(this_turn), on.signals(this_turn)
        for each in known:
            if each.signal.code == code:
                return this_turn.answer(SignalNow(each.id, visit_id, code, undone=False))
        customer_class, decision = on.decide(this_turn, row.identity, [*known, signal])
        signal_id = new_id()
        this_turn.record(
            SignalNoted(
                visit_id,
                signal_id,
                code,
                signal.state.value,
                signal.strength,
                source.value,
                age_s,
                customer_class.value,
                decision=kept(decision),
                ticket=on.ticket_id(this_turn),
            )
        )
        _insert(this_turn, signal_id, visit_id, signal, source, age_s)
        if customer_class is not row.customer_class:
            on.follow(this_turn, row, customer_class, row.identity)
        return this_turn.answer(SignalNow(signal_id, visit_id, code, undone=False))


def _insert(
    this_turn: Turn, signal_id: UUID, visit_id: UUID, signal: Said, source: Source, age_s: int
) -> None:
    this_turn.insert(
        Signal,
        id=signal_id,
        business_date=this_turn.day,
        visit_id=visit_id,
        code=signal.code,
        state=signal.state.value,
        strength=signal.strength,
        source=source.value,
        by=this_turn.actor.mark,
        at=this_turn.at,
        age_s=age_s,
        acted_upon=False,
    )


@verb
def undo_signal(*, actor: Actor, branch_id: UUID, signal_id: UUID, at: datetime) -> SignalNow:
    """Take a signal back: whoever noted it, within ten minutes, and as long as nothing was arranged
    because of it. The class follows.
    """
    demand(actor, Right.NOTE_SIGNAL, branch_id)
    plan = plan_of(branch_id)
    day = plan.day(at)
    found = signal_read(branch_id, signal_id, day)
    before = look(branch_id, found)[0]
    if not before:
        raise Refused("unknown_signal")
    on = OnVisit(plan, day, before[0].visit_id)
    with turn(branch_id, actor, at, day, found, *on.reads, plan=plan.version) as this_turn:
        signal = this_turn.one(found, "unknown_signal")
        if signal.visit_id != before[0].visit_id:  # the visit joined another in between
            raise Refused("slow_down")
        undone = SignalNow(signal_id, signal.visit_id, signal.signal.code, undone=True)
        if signal.undone_at is not None:
            return this_turn.answer(undone)
        _check_undo(signal, actor, this_turn.at)
        row = on.visit(this_turn)
        left = [each for each in on.signals(this_turn) if each.id != signal_id]
        customer_class, decision = on.decide(this_turn, row.identity, left)
        this_turn.record(
            SignalUndone(
                row.id,
                signal_id,
                signal.signal.code,
                customer_class.value,
                decision=kept(decision),
                ticket=on.ticket_id(this_turn),
            )
        )
        this_turn.update(Signal, signal_id, undone_at=this_turn.at)
        if customer_class is not row.customer_class:
            on.follow(this_turn, row, customer_class, row.identity)
        return this_turn.answer(undone)


def _check_undo(signal: SignalRow, actor: Actor, at: datetime) -> None:
    if signal.by != actor.mark:
        raise Refused("signal_of_a_colleague")
    if signal.acted_upon:
        raise Refused("acted_upon")
    if at - signal.at > UNDO_WITHIN:
        raise Refused("signal_too_old", minutes=UNDO_WITHIN.seconds // 60)


def act_upon(this_turn: Turn, signals: Collection[SignalRow]) -> None:
    """Within a turn that arranges something because of a class: what it follows from
    stays noted.
    """
    for each in signals:
        if not each.acted_upon:
            this_turn.update(Signal, each.id, acted_upon=True)


# ---------------------------------------------------------------- the staff's word


@verb
def override_class(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    customer_class: CustomerClass | None,
    reason: ClassReason,
    at: datetime,
    seen: int | None = None,
) -> Identified:
    """Say the class, for a reason that leads to it (`check_reason`); from now on no signal changes
    it. None takes what the staff has
    said back: the class follows from the customer file and the signals again.
    """
    demand(actor, Right.MARK_TICKET, branch_id)
    if customer_class is not None:
        check_reason(customer_class, reason)
    plan = plan_of(branch_id)
    day = plan.day(at)
    on = OnVisit(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *on.reads, plan=plan.version) as this_turn:
        row = on.visit(this_turn)
        row.must_be_seen(seen)
        if customer_class is None and row.said_class is None:
            return this_turn.answer(Identified.as_it_was(row))
        ticket_id = on.ticket_id(this_turn)
        if customer_class is not None:
            identity, now = row.identity.saying(customer_class), customer_class
            say_class(this_turn, visit_id, now, reason, ticket_id)
        else:
            identity = row.identity.unsaid()
            now, decision = on.decide(this_turn, identity, on.signals(this_turn))
            this_turn.record(
                VisitClassed(
                    visit_id,
                    now.value,
                    identity.basis.value,
                    reason.value,
                    decision=kept(decision),
                    ticket=ticket_id,
                )
            )
        return this_turn.answer(on.follow(this_turn, row, now, identity))
