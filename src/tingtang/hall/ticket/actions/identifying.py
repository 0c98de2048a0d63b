"""Verbs about what somebody did or said, and which class follows: note, take back, overrule."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.policy.queries import Decision
from tingtang.hall.ticket.actions.deciding import LineTable, identified
from tingtang.hall.ticket.actions.lines import Standing
from tingtang.hall.ticket.actions.marks import marks_of, say_class, write_marks
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.queries import TicketRow, visit_ticket_read
from tingtang.hall.ticket.rules import MOVES, Move
from tingtang.hall.visit.events import SignalNoted, SignalUndone, VisitClassed
from tingtang.hall.visit.models import Signal, Visit
from tingtang.hall.visit.queries import (
    SignalRow,
    VisitRow,
    signal_read,
    signals_read,
    visit_read,
)
from tingtang.hall.visit.rules import (
    DOOR_STAYS,
    UNDO_WITHIN,
    Basis,
    CustomerClass,
    Identity,
    Source,
    check_age,
    check_source,
    class_reason,
    left_the_door,
    signal_named,
)
from tingtang.hall.visit.rules import Signal as Said
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb

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


class Scene:
    """A visit, with all that its class and its ticket's line follow from; `reads` are a turn's
    first.
    """

    def __init__(self, plan: Plan, day: date, visit_id: UUID) -> None:
        branch_id = plan.branch_id
        self.table = LineTable(plan, day)
        self.standing = Standing(branch_id, visit_ticket_read(branch_id, visit_id))
        self._visit = visit_read(branch_id, visit_id, day)
        self._signals = signals_read(branch_id, visit_id)
        self.reads: tuple[Read[Any], ...] = (
            self._visit,
            self._signals,
            self.table.read,
            *self.standing.reads,
        )

    def visit(self, this_turn: Turn) -> VisitRow:
        """The visit, if it is still going on; refuses with `visit_joined`, `visit_over`."""
        row = this_turn.one(self._visit, "unknown_visit")
        if row.joined_id is not None:
            raise Refused("visit_joined")
        if self.ticket(this_turn) is None and left_the_door(row.door, row.arrived_at, this_turn.at):
            raise Refused("visit_over", minutes=DOOR_STAYS.seconds // 60)
        return row

    def signals(self, this_turn: Turn) -> list[SignalRow]:
        """What was noted of it."""
        return this_turn.found(self._signals)

    def ticket(self, this_turn: Turn) -> TicketRow | None:
        """Its number, if it has one."""
        return next(iter(this_turn.found(self.standing.ticket)), None)

    def decide(
        self, this_turn: Turn, identity: Identity, signals: Iterable[SignalRow | Said]
    ) -> tuple[CustomerClass, Decision | None]:
        """The class that follows from this."""
        said = [each.signal if isinstance(each, SignalRow) else each for each in signals]
        return identified(this_turn, this_turn.found(self.table.read), identity, said)

    def follow(
        self, this_turn: Turn, row: VisitRow, customer_class: CustomerClass, identity: Identity
    ) -> None:
        """After recording why: write what the class rests on, and let the line follow it."""
        if (customer_class, identity) == (row.customer_class, row.identity):
            return
        this_turn.update(
            Visit,
            row.id,
            customer_class=customer_class.value,
            class_by=identity.basis.value,
            said_class=identity.said.value if identity.said else None,
            filed_class=identity.filed.value if identity.filed else None,
            version=this_turn.sequence - 1,
        )
        if customer_class is not row.customer_class:
            self._mark(this_turn, customer_class)

    def _mark(self, this_turn: Turn, customer_class: CustomerClass) -> None:
        ticket = self.ticket(this_turn)
        if ticket is None or (ticket.state, Move.MARK) not in MOVES:
            return
        marked = replace(marks_of(ticket), customer_class=customer_class)
        changes = write_marks(this_turn, self.table, self.standing, ticket, marked)
        this_turn.update(Ticket, ticket.id, **changes)


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
    scene = Scene(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *scene.reads, plan=plan.version) as this_turn:
        row, known = scene.visit(this_turn), scene.signals(this_turn)
        for each in known:
            if each.signal.code == code:
                return this_turn.answer(SignalNow(each.id, visit_id, code, undone=False))
        customer_class, decision = scene.decide(this_turn, row.identity, [*known, signal])
        signal_id, ticket = new_id(), scene.ticket(this_turn)
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
                decision=decision.kept() if decision else None,
                ticket=ticket.id if ticket else None,
            )
        )
        _insert(this_turn, signal_id, visit_id, signal, source, age_s)
        scene.follow(this_turn, row, customer_class, row.identity)
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
    scene = Scene(plan, day, before[0].visit_id)
    with turn(branch_id, actor, at, day, found, *scene.reads, plan=plan.version) as this_turn:
        signal = this_turn.one(found, "unknown_signal")
        if signal.visit_id != before[0].visit_id:  # the visit joined another in between
            raise Refused("slow_down")
        undone = SignalNow(signal_id, signal.visit_id, signal.signal.code, undone=True)
        if signal.undone_at is not None:
            return this_turn.answer(undone)
        _check_undo(signal, actor, this_turn.at)
        row = scene.visit(this_turn)
        left = [each for each in scene.signals(this_turn) if each.id != signal_id]
        customer_class, decision = scene.decide(this_turn, row.identity, left)
        ticket = scene.ticket(this_turn)
        this_turn.record(
            SignalUndone(
                row.id,
                signal_id,
                signal.signal.code,
                customer_class.value,
                decision=decision.kept() if decision else None,
                ticket=ticket.id if ticket else None,
            )
        )
        this_turn.update(Signal, signal_id, undone_at=this_turn.at)
        scene.follow(this_turn, row, customer_class, row.identity)
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


@dataclass(frozen=True, slots=True)
class Identified:
    """Answer: the class of a visit, what it rests on, and the visit's version."""

    visit: UUID
    customer_class: CustomerClass
    class_by: Basis
    version: int


@verb
def override_class(
    *,
    actor: Actor,
    branch_id: UUID,
    visit_id: UUID,
    customer_class: CustomerClass | None,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> Identified:
    """Say the class, for a reason; from now on no signal changes it. None takes what the staff has
    said back: the class follows from the customer file and the signals again.
    """
    demand(actor, Right.MARK_TICKET, branch_id)
    why = class_reason(reason)
    plan = plan_of(branch_id)
    day = plan.day(at)
    scene = Scene(plan, day, visit_id)
    with turn(branch_id, actor, at, day, *scene.reads, plan=plan.version) as this_turn:
        row = scene.visit(this_turn)
        row.must_be_seen(seen)
        if customer_class is None and row.said_class is None:
            return this_turn.answer(_identified(row))
        ticket = scene.ticket(this_turn)
        ticket_id = ticket.id if ticket else None
        if customer_class is not None:
            identity, now = row.identity.saying(customer_class), customer_class
            say_class(this_turn, visit_id, now, why, ticket_id)
        else:
            identity = row.identity.unsaid()
            now, decision = scene.decide(this_turn, identity, scene.signals(this_turn))
            this_turn.record(
                VisitClassed(
                    visit_id,
                    now.value,
                    identity.basis.value,
                    why.value,
                    decision=decision.kept() if decision else None,
                    ticket=ticket_id,
                )
            )
        scene.follow(this_turn, row, now, identity)
        version = this_turn.sequence - 1
        return this_turn.answer(Identified(visit_id, now, identity.basis, version))


def _identified(row: VisitRow) -> Identified:
    return Identified(row.id, row.customer_class, row.class_by, row.version)
