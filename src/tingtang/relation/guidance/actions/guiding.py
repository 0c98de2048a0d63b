"""Verbs that guide a customer, and take that back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, day_read, plan_of
from tingtang.bank.branch.rules import CALLS
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, Ruling, approved_read, decided
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.guide import GUIDE, REPLIES
from tingtang.hall.counter.actions import hold_desk
from tingtang.hall.ticket.actions.identifying import act_upon
from tingtang.hall.ticket.queries import GuestRow, guest_read
from tingtang.hall.visit.queries import signals_read
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.actions.keeping import Doing, GuidanceNow
from tingtang.relation.guidance.events import CustomerGuided
from tingtang.relation.guidance.models import Guidance
from tingtang.relation.guidance.queries import (
    desk_now,
    desks_of,
    desks_read,
    guidances_of_read,
    refused_contact,
)
from tingtang.relation.guidance.rules import (
    OPEN,
    DeskNow,
    GuidanceMove,
    GuidanceState,
    answer_of,
    begins,
    check_refusal,
    check_undo,
    desk_for,
    next_step,
    values_of,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is said when a customer is guided.

    `business`: a code of the tables; absent: that of the number's service. `asked`: the customer
    asked for it. `rm_id`: the customer's own relationship manager. `desk_id`: the desk that the
    screen offers to lead to, which must be free still.
    """

    business: str | None = None
    reply: str = "unasked"
    reserved: bool = False
    asked: bool = False
    rm_id: UUID | None = None
    desk_id: UUID | None = None

    def check(self, plan: Plan) -> None:
        """Refuse what no screen says."""
        if self.business is not None and self.business not in BUSINESSES:
            raise Refused("bad_input", where="business")
        if self.reply not in REPLIES:
            raise Refused("bad_input", where="reply")
        if self.desk_id is not None and self.desk_id not in desks_of(plan):
            raise Refused("not_a_desk", counter=plan.counter(self.desk_id).number, where="desk")


@dataclass(frozen=True, slots=True)
class Guided:
    """Answer: where to, what to do next, and what to say, in the customer's language.

    `until`: the desk is kept so long; `asks_at`: the promise asks then what is to be done.
    """

    id: UUID
    path: str
    next: str
    state: GuidanceState
    why: Mapping[str, str]
    version: int
    desk: UUID | None = None
    rm: UUID | None = None
    until: datetime | None = None
    asks_at: datetime | None = None


@verb
def guide(*, actor: Actor, branch_id: UUID, visit_id: UUID, ask: Ask, at: datetime) -> Guided:
    """Say where a customer goes, by the table in force and the desks as they are in the turn.

    Leading holds the desk; a promise asks again after some minutes; all else is recorded only.
    """
    demand(actor, Right.GUIDE, branch_id)
    plan = plan_of(branch_id)
    ask.check(plan)
    guiding = _Guiding(plan, visit_id, ask, plan.day(at))
    with turn(branch_id, actor, at, plan.day(at), *guiding.reads, plan=plan.version) as this_turn:
        guest = guiding.guest(this_turn)
        desk = guiding.desk(this_turn, guest)
        by, decision = guiding.decided(this_turn, guest, desk)
        until = guiding.held(this_turn, decision, desk)
        made = guiding.made(this_turn, guest, desk, decision)
        version = this_turn.record(made.event(asked=ask.asked))
        this_turn.insert(
            Guidance,
            business_date=this_turn.day,
            guided_at=this_turn.at,
            guided_by=actor.mark,
            asked=0,
            begun=version,
            version=version,
            **made.columns,
        )
        act_upon(this_turn, this_turn.found(guiding.signals))
        why = by.table.rows[decision.row - 1].why
        return this_turn.answer(made.answer(why, version, until))


@dataclass(frozen=True, slots=True)
class _Made:
    """A guidance that was decided on, before it is written."""

    id: UUID
    visit_id: UUID
    ticket_id: UUID | None
    business: str
    reply: str
    state: GuidanceState
    desk_id: UUID | None
    rm_id: UUID | None
    asks_at: datetime | None
    decision: Decision

    @property
    def path(self) -> str:
        return self.decision.results["path"]

    @property
    def columns(self) -> dict[str, object]:
        """What a row keeps of it."""
        names = ("id", "visit_id", "ticket_id", "business", "reply", "path")
        kept: dict[str, object] = {name: getattr(self, name) for name in names}
        more = {"desk_id": self.desk_id, "rm_id": self.rm_id, "asks_at": self.asks_at}
        return kept | {"state": self.state.value} | more

    def event(self, *, asked: bool) -> CustomerGuided:
        return CustomerGuided(
            guidance=self.id,
            visit=self.visit_id,
            business=self.business,
            reply=self.reply,
            asked=asked,
            path=self.path,
            state=self.state.value,
            decision=self.decision.kept(),
            ticket=self.ticket_id,
            desk=self.desk_id,
            rm=self.rm_id,
            asks_at=self.asks_at,
        )

    def answer(self, why: Mapping[str, str], version: int, until: datetime | None) -> Guided:
        return Guided(
            id=self.id,
            path=self.path,
            next=next_step(self.path, numbered=self.ticket_id is not None),
            state=self.state,
            why=why,
            version=version,
            desk=self.desk_id,
            rm=self.rm_id,
            until=until,
            asks_at=self.asks_at,
        )


class _Guiding:
    """One customer to guide: what is read, decided and kept."""

    def __init__(self, plan: Plan, visit_id: UUID, ask: Ask, day: date) -> None:
        branch_id = plan.branch_id
        self._plan, self._visit_id, self._ask = plan, visit_id, ask
        self._guest = guest_read(branch_id, visit_id, day)
        self._before = guidances_of_read(branch_id, visit_id, day)
        self._desks, self._day = desks_read(plan), day_read(branch_id, day)
        self._approved = approved_read(branch_id)
        self.signals = signals_read(branch_id, visit_id)
        self.reads: tuple[Read[Any], ...] = (
            self._guest,
            self._before,
            self._desks,
            self._day,
            self._approved,
            self.signals,
        )

    def guest(self, this_turn: Turn) -> GuestRow:
        """The customer, of whom nothing is awaited yet."""
        guest = this_turn.one(self._guest, "unknown_arrival")
        if any(row.state in OPEN for row in this_turn.found(self._before)):
            raise Refused("guided_already")
        if guest.has_left:
            raise Refused("customer_gone")
        return guest

    def desk(self, this_turn: Turn, guest: GuestRow) -> DeskNow | None:
        """The desk asked for, or the one to lead to: the customer's own relationship manager first.
        While nobody is called all are away.
        """
        calls = any(each.state in CALLS for each in this_turn.found(self._day))
        rows = this_turn.found(self._desks) if calls else ()
        desks = [desk_now(row, self._visit_id, this_turn.at) for row in rows]
        if self._ask.desk_id is None:
            return desk_for(desks, self._ask.rm_id or guest.rm_id)
        named = next((each for each in desks if each.counter_id == self._ask.desk_id), None)
        number = self._plan.counter(self._ask.desk_id).number
        if named is None or answer_of(named) == "away":
            raise Refused("desk_not_free", counter=number)
        if answer_of(named) != "free":
            raise Refused("desk_held", counter=number)
        return named

    def decided(
        self, this_turn: Turn, guest: GuestRow, desk: DeskNow | None
    ) -> tuple[Ruling, Decision]:
        """By which version, and what it says."""
        by = ruling(this_turn, this_turn.found(self._approved), GUIDE, this_turn.at)
        values = values_of(
            guest.customer_class,
            self._business_of(guest),
            reserved=self._ask.reserved,
            desk=answer_of(desk),
            reply=self._ask.reply,
            protected=guest.protected,
        )
        decision = decided(by, values)
        before = guest.refused or refused_contact(this_turn.found(self._before))
        check_refusal(decision.results["path"], before, asked=self._ask.asked)
        return by, decision

    def _business_of(self, guest: GuestRow) -> str:
        if self._ask.business is not None:
            return self._ask.business
        service = self._plan.services.get(guest.number.service_id) if guest.number else None
        return service.business if service else "other"

    def held(self, this_turn: Turn, decision: Decision, desk: DeskNow | None) -> datetime | None:
        """Leading holds the desk. No version of the table leads to a desk that isn't free."""
        if begins(decision.results["path"]) is not GuidanceState.LED:
            return None
        if desk is None or answer_of(desk) != "free":
            raise Refused("no_free_desk")
        seat = next(
            row.seat
            for row in this_turn.found(self._desks)
            if row.seat.counter_id == desk.counter_id
        )
        return hold_desk(this_turn, self._plan, seat, self._visit_id)

    def made(
        self, this_turn: Turn, guest: GuestRow, desk: DeskNow | None, decision: Decision
    ) -> _Made:
        """What is to be written: a desk is named where it is led to, or promised."""
        state = begins(decision.results["path"])
        awaited = state in OPEN
        asks = timedelta(minutes=self._plan.parameters["promise_asks_min"])
        return _Made(
            id=new_id(),
            visit_id=guest.visit_id,
            ticket_id=guest.number.id if guest.number else None,
            business=self._business_of(guest),
            reply=self._ask.reply,
            state=state,
            desk_id=desk.counter_id if desk and awaited else None,
            rm_id=(desk.rm_id if desk else self._ask.rm_id or guest.rm_id) if awaited else None,
            asks_at=this_turn.at + asks if state is GuidanceState.PROMISED else None,
            decision=decision,
        )


@verb
def undo(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """Take it back within six seconds, while nobody has acted upon it: an entry of its own."""
    demand(actor, Right.GUIDE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        if row.state is not GuidanceState.UNDONE:
            acted_upon = row.version != row.begun or doing.has_met(this_turn, row)
            check_undo(row.guided_at, this_turn.at, acted_upon=acted_upon)
        return doing.done(this_turn, row, GuidanceMove.UNDO)
