"""The verb that offers another place, from kiosk, counter and lobby alike."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Words, plan_of
from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.tables import because
from tingtang.hall.diversion.actions.floor import Hall, Said
from tingtang.hall.diversion.events import (
    DiversionAnswered,
    DiversionClosed,
    DiversionNotOffered,
    DiversionOffered,
)
from tingtang.hall.diversion.models import Offer
from tingtang.hall.diversion.queries import OfferRow, shown_equal
from tingtang.hall.diversion.rules import (
    OPEN,
    Door,
    Facts,
    OfferMove,
    OfferState,
    Spot,
    WhyNot,
    door_of,
    standing,
    weigh,
)
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.ticket.rules import Move, move
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb


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
    because: Mapping[str, Value] | None = None  # what the row that decided asks about; for staff


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
    said = Said(business, amount_yuan, asked)
    said.check()
    plan = plan_of(branch_id)
    hall = Hall(plan, ticket_id, at)
    with turn(branch_id, actor, at, plan.day(at), *hall.reads, plan=plan.version) as this_turn:
        row = this_turn.one(hall.ticket, "unknown_ticket")
        row.must_be_seen(seen)
        _check_may_leave_line(row)
        _settle(this_turn, this_turn.found(hall.open), row)
        door = door_of(actor.post)
        offering = _Offering(this_turn, hall, row, door, hall.facts(this_turn, row, said))
        called = None
        if asked and door is not Door.LOBBY:
            called = hall.call_help(this_turn, row, calls_from)
        return this_turn.answer(offering.write(called))


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


class _Offering:
    """An offer in the making."""

    def __init__(
        self, this_turn: Turn, hall: Hall, row: TicketRow, door: Door, facts: Facts
    ) -> None:
        self._turn, self._row, self._door, self._facts = this_turn, row, door, facts
        table = hall.table(this_turn)
        self._decision, self._why_not = weigh(table, facts)
        decided = table.table.rows[self._decision.row - 1]
        self._why = dict(decided.why)
        self._because = because(table.kind, decided, self._decision.inputs)
        self._spot: Spot | None = None
        if self._why_not is None:
            self._spot = hall.spot(this_turn, row, self._decision.results["place"])
            if self._spot is None:  # only a place that is there is offered
                self._why_not = WhyNot.NO_PLACE

    @property
    def _state(self) -> OfferState:
        return OfferState.OFFERED if self._why_not is None else OfferState.NOT_OFFERED

    @property
    def _equal(self) -> bool:
        return self._why_not is None and shown_equal(self._door, self._facts.protection)

    def write(self, called: UUID | None) -> OfferNow:
        """Record and keep what was decided; the answer."""
        this_turn, offer_id, row, spot = self._turn, new_id(), self._row, self._spot
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
            because=None if self._door is Door.KIOSK else self._because,
        )
