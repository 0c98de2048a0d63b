"""The verb that offers another place, from kiosk, counter and lobby alike."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, StoppageRow, Words, plan_of, stoppages_read
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import Decision, PolicyRow, Ruling, approved_read
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.diversion.events import (
    DiversionAnswered,
    DiversionClosed,
    DiversionNotOffered,
    DiversionOffered,
)
from tingtang.hall.diversion.models import Offer
from tingtang.hall.diversion.queries import (
    OfferRow,
    ahead_of_each_read,
    open_offer_read,
    shown_equal,
    taken_read,
)
from tingtang.hall.diversion.rules import (
    OPEN,
    Door,
    Facts,
    OfferMove,
    OfferState,
    Spot,
    WhyNot,
    counter_free,
    door_of,
    protection,
    spots,
    standing,
    weigh,
)
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.ticket.rules import Move, State, move
from tingtang.hall.visit.actions import summon
from tingtang.hall.visit.queries import HelpRow, open_help_read
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn, verb


@dataclass(frozen=True, slots=True)
class OfferNow:
    """Answer of an offer: whether and where another place is offered, and why, fit for a customer's
    ears. `equal`: show two equal buttons, the counter and the place, and recommend neither; `why`
    is absent then. `accompany`: the customer asked, so somebody goes along; `help` is the call.
    """

    id: UUID
    ticket: UUID
    number: str
    state: OfferState
    version: int
    equal: bool
    accompany: bool
    place: str | None = None
    where: str | None = None  # the machine's name or the counter's number
    why: Words | None = None
    why_not: WhyNot | None = None  # for staff: a kiosk stands in public
    help: UUID | None = None


@verb
def offer(
    *,
    actor: Actor,
    branch_id: UUID,
    ticket_id: UUID,
    at: datetime,
    business: str | None = None,
    amount_yuan: int | None = None,
    asked: bool = False,
    calls_from: str = "",
    seen: int | None = None,
) -> OfferNow:
    """Offer the holder of a ticket another place, if law, table and hall allow one; whatever comes
    of it is recorded. `amount_yuan` is kept as its band only.

    `asked`: the customer asked for it, which from a kiosk or a counter is a call for help, too,
    made from `calls_from`; in the lobby whoever offers is there already. Refuses `offer_open` where
    the ticket has an offer that stands.
    """
    demand(actor, Right.OFFER_DIVERSION, branch_id)
    if business is not None and business not in BUSINESSES:
        raise Refused("bad_input", where="business")
    if amount_yuan is not None and amount_yuan < 0:
        raise Refused("bad_input", where="amount_yuan")
    plan = plan_of(branch_id)
    hall = _Hall(plan, ticket_id, at)
    with turn(branch_id, actor, at, plan.day(at), *hall.reads, plan=plan.version) as this_turn:
        row = this_turn.one(hall.ticket, "unknown_ticket")
        row.must_be_seen(seen)
        _check_may_leave_line(row)
        _settle(this_turn, this_turn.found(hall.open), row)
        door = door_of(actor.post)
        service = plan.service(row.service_id)
        facts = Facts(
            asked=asked,
            protection=protection(row.protected, door),
            counter_free=hall.counter_free(this_turn, row),
            business=business or service.business,
            amount_yuan=amount_yuan,
            waiting=dict(this_turn.found(hall.ahead)).get(row.id, 0),
        )
        table = ruling(this_turn, this_turn.found(hall.approved), DIVERT, this_turn.at)
        offering = _Offering(row, door, facts, table, *weigh(table, facts))
        offering.look_for(plan, this_turn.found(hall.seats), this_turn.found(hall.taken))
        called = None
        if asked and door is not Door.LOBBY:
            calls, staff = this_turn.found(hall.calls), this_turn.found(hall.people)
            called = summon(this_turn, calls, staff, calls_from, row.id).id
        return this_turn.answer(offering.write(this_turn, called))


def _check_may_leave_line(row: TicketRow) -> None:
    """Whoever could stand aside may be offered something; whom no number holds has no place."""
    move(row.state, Move.PARK)
    if not row.label:
        raise Refused("no_number")


def _settle(this_turn: Turn, known: list[OfferRow], row: TicketRow) -> None:
    """One open offer a ticket. What the ticket itself has overtaken since is closed as it reads."""
    for each in known:
        now = standing(each.state, row.state, row.parked_for)
        if now in OPEN:
            raise Refused("offer_open")
        if now is OfferState.WITHDRAWN:
            event = DiversionAnswered(each.id, row.id, OfferMove.WITHDRAW.value)
            version = this_turn.record(event)
        else:
            version = this_turn.record(DiversionClosed(each.id, row.id, now.value))
        this_turn.update(Offer, each.id, state=now.value, closed_at=this_turn.at, version=version)


class _Hall:
    """What deciding on an offer reads, all of it under the branch's lock."""

    def __init__(self, plan: Plan, ticket_id: UUID, at: datetime) -> None:
        branch_id, day = plan.branch_id, plan.day(at)
        self._plan = plan
        self.ticket: Read[TicketRow] = ticket_read(branch_id, ticket_id)
        self.open: Read[OfferRow] = open_offer_read(branch_id, ticket_id)
        self.seats: Read[SeatRow] = seats_read(branch_id)
        self.stopped: Read[StoppageRow] = stoppages_read(branch_id, day)
        self.approved: Read[PolicyRow] = approved_read(branch_id)
        self.ahead: Read[tuple[UUID, int]] = ahead_of_each_read(plan)
        self.taken: Read[tuple[UUID, int]] = taken_read(branch_id)
        self.calls: Read[HelpRow] = open_help_read(branch_id)
        self.people: Read[tuple[UUID, str]] = on_duty_read(branch_id, day)
        self.reads: tuple[Read[Any], ...] = (
            self.ticket,
            self.open,
            self.seats,
            self.stopped,
            self.approved,
            self.ahead,
            self.taken,
            self.calls,
            self.people,
        )

    def counter_free(self, this_turn: Turn, row: TicketRow) -> bool:
        """Whether a suitable counter is free; whoever is being served has one."""
        if row.state is State.SERVING:
            return True
        stopped = {each.service_id for each in this_turn.found(self.stopped)}
        seats = this_turn.found(self.seats)
        return counter_free(self._plan, seats, row.service_id, row.counter_id, stopped)


class _Offering:
    """An offer in the making."""

    def __init__(
        self,
        row: TicketRow,
        door: Door,
        facts: Facts,
        table: Ruling,
        decision: Decision,
        why_not: WhyNot | None,
    ) -> None:
        self._row, self._door, self._facts = row, door, facts
        self._decision, self._why_not = decision, why_not
        self._why = dict(table.table.rows[decision.row - 1].why)
        self._spot: Spot | None = None

    @property
    def _state(self) -> OfferState:
        return OfferState.OFFERED if self._why_not is None else OfferState.NOT_OFFERED

    @property
    def _equal(self) -> bool:
        return self._why_not is None and shown_equal(self._door, self._facts.protection)

    def look_for(self, plan: Plan, seats: list[SeatRow], taken: list[tuple[UUID, int]]) -> None:
        """Only a place that is there is offered."""
        if self._why_not is not None:
            return
        place = self._decision.results["place"]
        found = spots(plan, place, self._row.service_id, seats, dict(taken))
        if found:
            self._spot = found[0]
        else:
            self._why_not = WhyNot.NO_PLACE

    def write(self, this_turn: Turn, called: UUID | None) -> OfferNow:
        """Record and keep what was decided; the answer."""
        offer_id, row, spot = new_id(), self._row, self._spot
        version = this_turn.record(self._event(offer_id))
        this_turn.insert(
            Offer,
            id=offer_id,
            business_date=this_turn.day,
            ticket_id=row.id,
            visit_id=row.visit_id,
            service_id=row.service_id,
            door=self._door.value,
            state=self._state.value,
            place=self._decision.results["place"] if spot else None,
            machine_id=spot.machine_id if spot else None,
            counter_id=spot.counter_id if spot else None,
            protected=self._facts.protection,
            asked=self._facts.asked,
            why_not=self._why_not.value if self._why_not else None,
            offered_at=this_turn.at,
            version=version,
        )
        return self._answer(offer_id, version, called)

    def _event(self, offer_id: UUID) -> DiversionOffered | DiversionNotOffered:
        row, facts, kept = self._row, self._facts, self._decision.kept()
        amount_said = facts.amount_yuan is not None
        if self._why_not is not None:
            return DiversionNotOffered(
                offer_id,
                row.id,
                row.visit_id,
                self._door.value,
                self._why_not.value,
                facts.asked,
                amount_said,
                decision=kept,
            )
        return DiversionOffered(
            offer_id,
            row.id,
            row.visit_id,
            self._door.value,
            self._decision.results["place"],
            facts.asked,
            amount_said,
            self._equal,
            decision=kept,
            machine=self._spot.machine_id if self._spot else None,
            counter=self._spot.counter_id if self._spot else None,
        )

    def _answer(self, offer_id: UUID, version: int, called: UUID | None) -> OfferNow:
        spot = self._spot
        says_why = not self._equal and self._why_not is not WhyNot.NO_PLACE
        return OfferNow(
            id=offer_id,
            ticket=self._row.id,
            number=self._row.label,
            state=self._state,
            version=version,
            equal=self._equal,
            accompany=spot is not None and self._decision.results["offer"] == "accompany",
            place=self._decision.results["place"] if spot else None,
            where=spot.name if spot else None,
            why=self._why if says_why else None,
            why_not=None if self._door is Door.KIOSK else self._why_not,
            help=called,
        )
