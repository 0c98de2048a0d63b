"""A customer is guided: said within the verb of referral, whose first step it is to be led."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan, check_not_closed, day_read
from tingtang.bank.branch.rules import CALLS
from tingtang.bank.customer.actions.holds import is_held
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, decided
from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.guide import GUIDE, REPLIES
from tingtang.bank.policy.rules.tables import because
from tingtang.hall.counter.actions import hold_desk, release_desk
from tingtang.hall.diversion.actions.floor import Counters
from tingtang.hall.diversion.rules import SAID_BY_LAW, Facts, guard
from tingtang.hall.ticket.actions.deciding import LineTable
from tingtang.hall.ticket.actions.identifying import act_upon
from tingtang.hall.ticket.actions.leading import Aside
from tingtang.hall.ticket.queries import GuestRow, guest_read
from tingtang.hall.visit.queries import signals_read
from tingtang.hall.visit.rules import check_still_here, protection
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn
from tingtang.relation.guidance.actions.keeping import write_move
from tingtang.relation.guidance.events import CustomerGuided
from tingtang.relation.guidance.models import Guidance
from tingtang.relation.guidance.queries import (
    GuidanceRow,
    desk_now,
    desks_read,
    guidances_of_read,
    may_be_desk,
    refusals_read,
)
from tingtang.relation.guidance.rules import (
    OPEN,
    DeskNow,
    GuidanceMove,
    GuidanceState,
    answer_of,
    begins,
    check_refusal,
    check_sells_nothing,
    desk_for,
    next_step,
    stands,
    values_of,
    while_held,
)


@dataclass(frozen=True, slots=True)
class Ask:
    """What is said when a customer is guided.

    `business`: a code of the tables; absent: that of the number's service. `asked`: the customer
    asked for it. `rm_id`: the customer's own relationship manager. `desk_id`: the desk that the
    screen offers to lead to, which must be free still. `instead`: what was awaited by an earlier
    word of the customer; a refusal needs no such, it ends whatever is awaited.
    """

    business: str | None = None
    reply: str = "unasked"
    reserved: bool = False
    asked: bool = False
    rm_id: UUID | None = None
    desk_id: UUID | None = None
    instead: UUID | None = None

    def replaces(self, guidance_id: UUID) -> bool:
        """Whether this word ends what was awaited by that one."""
        return self.reply == "refuses" or self.instead == guidance_id

    def check(self, plan: Plan) -> None:
        """Refuse what no screen says."""
        if self.business is not None and self.business not in BUSINESSES:
            raise Refused("bad_input", where="business")
        if self.reply not in REPLIES:
            raise Refused("bad_input", where="reply")
        if self.desk_id is not None and not may_be_desk(plan, self.desk_id):
            raise Refused("not_a_desk", counter=plan.counter(self.desk_id).number, where="desk")


@dataclass(frozen=True, slots=True)
class Guided:
    """Answer: where to, what to do next, and what to say, in the customer's language.

    `until`: the desk is kept so long; `asks_at`: the promise asks then what is to be done. `guard`:
    `sales_held` where the way is an ordinary one because nobody sells to the customer now.
    `because`: what the row that decided asks about, as it was; for staff.
    """

    id: UUID
    path: str
    next: str
    state: GuidanceState
    why: Mapping[str, str]
    because: Mapping[str, Value]
    version: int
    desk: UUID | None = None
    rm: UUID | None = None
    until: datetime | None = None
    asks_at: datetime | None = None
    guard: str | None = None


@dataclass(frozen=True, slots=True)
class _Chosen:
    """What was decided, and where that leads: no version sends anybody to a machine whom the law
    doesn't let be offered one.
    """

    decision: Decision
    path: str
    why: Mapping[str, str]
    because: Mapping[str, Value]


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
    path: str
    decision: Decision
    guard: str | None

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
            guard=self.guard,
        )

    def answer(self, chosen: _Chosen, version: int, until: datetime | None) -> Guided:
        return Guided(
            id=self.id,
            path=self.path,
            next=next_step(self.path, numbered=self.ticket_id is not None),
            state=self.state,
            why=chosen.why,
            because=chosen.because,
            version=version,
            desk=self.desk_id,
            rm=self.rm_id,
            until=until,
            asks_at=self.asks_at,
            guard=self.guard,
        )


class Guiding:
    """One customer to guide: what is read, decided and kept. `reads` belong to the turn."""

    def __init__(self, plan: Plan, visit_id: UUID, ask: Ask, day: date) -> None:
        branch_id = plan.branch_id
        self._plan, self._visit_id, self._ask = plan, visit_id, ask
        self._guest = guest_read(branch_id, visit_id, day)
        self._before = guidances_of_read(branch_id, visit_id, day)
        self._refusals = refusals_read(branch_id, visit_id)
        self._desks, self._day = desks_read(plan), day_read(branch_id, day)
        self._lines = LineTable(plan, day)
        self._approved = self._lines.read
        self._aside, self._counters = Aside(plan, visit_id), Counters(plan, day)
        self.guard: str | None = None
        self.signals = signals_read(branch_id, visit_id)
        self.reads: tuple[Read[Any], ...] = (
            self._guest,
            self._before,
            self._refusals,
            self._desks,
            self._day,
            self._approved,
            self.signals,
            *self._aside.reads,
            *self._counters.reads,
        )

    def say(self, this_turn: Turn) -> Guided:
        """Within a turn: say where the customer goes, by the table in force and the desks as they
        are. Leading holds the desk, and the number stands aside; a promise asks again after some
        minutes; all else is recorded only. What it replaces ends right after it is recorded: by
        that it is known again if this is taken back.
        """
        guest = self._free_guest(this_turn)
        desk = self._desk(this_turn, guest)
        chosen = self._decided(this_turn, guest, desk)
        until = self._held(this_turn, chosen.path, desk)
        made = self._made(this_turn, guest, desk, chosen)
        version = this_turn.record(made.event(asked=self._ask.asked))
        for row in self._replaced(this_turn, guest):
            write_move(this_turn, row, GuidanceMove.LET_GO)
            if row.state is GuidanceState.LED and made.state is not GuidanceState.LED:
                self._aside.come_back(this_turn)
        this_turn.insert(
            Guidance,
            business_date=this_turn.day,
            guided_at=this_turn.at,
            guided_by=this_turn.actor.mark,
            asked=0,
            begun=version,
            version=version,
            **made.columns,
        )
        if made.state is GuidanceState.LED:
            self._aside.leave(this_turn)
        act_upon(this_turn, this_turn.found(self.signals))
        return made.answer(chosen, version, until)

    def _free_guest(self, this_turn: Turn) -> GuestRow:
        """The customer, of whom nothing is awaited, or only what this replaces. What the number
        itself has overtaken since is closed as it reads.
        """
        guest = this_turn.one(self._guest, "unknown_arrival")
        if guest.visit_id != self._visit_id:
            raise Refused("visit_joined")
        check_not_closed(this_turn.found(self._day))
        for row in this_turn.found(self._before):
            if row.state not in OPEN:
                continue
            still = _stands(row, guest)
            if still and not self._ask.replaces(row.id):
                raise Refused("guided_already")
            self._release(this_turn, row)
            if not still:
                write_move(this_turn, row, GuidanceMove.LET_GO, asks_at=None)
        if guest.has_left:
            raise Refused("customer_gone")
        if guest.number is None and not this_turn.found(self._before):
            check_still_here(guest.door, guest.arrived_at, this_turn.at)
        return guest

    def _replaced(self, this_turn: Turn, guest: GuestRow) -> list[GuidanceRow]:
        before = [row for row in this_turn.found(self._before) if row.state in OPEN]
        return [row for row in before if _stands(row, guest) and self._ask.replaces(row.id)]

    def _release(self, this_turn: Turn, row: GuidanceRow) -> None:
        """The desk is kept for this customer no more."""
        for each in this_turn.found(self._desks):
            if each.seat.counter_id == row.desk_id:
                release_desk(this_turn, each.seat, row.visit_id)

    def _desk(self, this_turn: Turn, guest: GuestRow) -> DeskNow | None:
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

    def _decided(self, this_turn: Turn, guest: GuestRow, desk: DeskNow | None) -> _Chosen:
        """What the version in force says, and what the law leaves of it."""
        by = ruling(this_turn, this_turn.found(self._approved), GUIDE, this_turn.at)
        facts = self._facts(this_turn, guest)
        said = self._business_of(guest), self._ask.reply
        held = is_held(this_turn, guest.home_branch, guest.customer_id)
        business, reply = while_held(*said) if held else said
        values = values_of(
            guest.customer_class,
            business,
            reserved=self._ask.reserved,
            desk=answer_of(desk),
            reply=reply,
            protected=facts.protection,
            counter_free=facts.counter_free,
        )
        decision = decided(by, values)
        if held:
            check_sells_nothing(decision.results["path"])
            self.guard = "sales_held"
        before = this_turn.found(self._refusals)[0] > 0
        row = by.table.rows[decision.row - 1]
        path, why = decision.results["path"], row.why
        if path == "divert" and (why_not := guard(facts)) is not None:
            path, why = "line", SAID_BY_LAW[why_not]
        check_refusal(path, before, asked=self._ask.asked)
        return _Chosen(decision, path, why, because(GUIDE, row, decision.inputs))

    def _facts(self, this_turn: Turn, guest: GuestRow) -> Facts:
        """What the guards of an offer would see."""
        business, number = self._business_of(guest), guest.number
        if number is None:
            line_class = self._lines.line_of(this_turn, guest)
            free = self._counters.free_for_business(this_turn, business, line_class)
        else:
            free = self._counters.free_for_number(this_turn, number)
        known = protection(guest.protected)
        return Facts(self._ask.asked, known, free, business, amount_yuan=None, waiting=0)

    def business(self, this_turn: Turn) -> str:
        """What the customer is guided for."""
        return self._business_of(this_turn.one(self._guest, "unknown_arrival"))

    def _business_of(self, guest: GuestRow) -> str:
        if self._ask.business is not None:
            return self._ask.business
        service = self._plan.services.get(guest.number.service_id) if guest.number else None
        return service.business if service else "other"

    def _held(self, this_turn: Turn, path: str, desk: DeskNow | None) -> datetime | None:
        """Leading holds the desk. No version of the table leads to a desk that isn't free."""
        if begins(path) is not GuidanceState.LED:
            return None
        if desk is None or answer_of(desk) != "free":
            raise Refused("no_free_desk")
        self._aside.check(this_turn)
        seat = next(
            row.seat
            for row in this_turn.found(self._desks)
            if row.seat.counter_id == desk.counter_id
        )
        return hold_desk(this_turn, self._plan, seat, self._visit_id)

    def _made(
        self, this_turn: Turn, guest: GuestRow, desk: DeskNow | None, chosen: _Chosen
    ) -> _Made:
        """What is to be written: a desk is named where it is led to, or promised."""
        state = begins(chosen.path)
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
            path=chosen.path,
            decision=chosen.decision,
            guard=self.guard,
        )


def _stands(row: GuidanceRow, guest: GuestRow) -> bool:
    return stands(row.state, guest.number, row.desk_id, row.guided_at)
