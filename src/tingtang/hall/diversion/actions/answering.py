"""Verbs with an offer: answer, withdraw, come back from it, close it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, demand_own
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import MachinePlan, Plan, plan_of
from tingtang.hall.diversion.events import DiversionAnswered, DiversionClosed
from tingtang.hall.diversion.models import Offer
from tingtang.hall.diversion.queries import OfferRow, offer_read, ticket_of_offer
from tingtang.hall.diversion.rules import (
    PARKED_FOR,
    Decline,
    Door,
    OfferMove,
    OfferState,
    door_of,
    move_offer,
    standing,
    still_allowed,
)
from tingtang.hall.ticket.actions.moving import Moving, come_back, stand_aside
from tingtang.hall.ticket.actions.serving import Moved, end_elsewhere
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.ticket.rules import Move, State, move
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb

OUTCOMES: Final[Mapping[str, OfferMove]] = {
    OfferState.DONE.value: OfferMove.FINISH,
    OfferState.RETURNED.value: OfferMove.COME_BACK,
    OfferState.UNKNOWN.value: OfferMove.LOSE,
}
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class OfferMoved:
    """Answer: the offer, and what became of its ticket. `asks_at`: when it asks for the outcome."""

    id: UUID
    state: OfferState
    version: int
    ticket: Moved
    asks_at: datetime | None = None


@verb
def answer_offer(
    *,
    actor: Actor,
    branch_id: UUID,
    offer_id: UUID,
    accepted: bool,
    at: datetime,
    reason: Decline | None = None,
    seen: int | None = None,
) -> OfferMoved:
    """The customer's answer. Accepted, the ticket stands aside in its place, uncallable; declined,
    nothing changes, and nobody has to say why. Refuses with `counter_serves` to accept for somebody
    marked as protected since, unless they asked for the place themselves (CBIRC 2021 No. 40).
    """
    if accepted and reason is not None:
        raise Refused("bad_input", where="reason")
    doing = _Doing(actor, branch_id, offer_id, at, seen, own=True)
    with doing.turn() as this_turn:
        return this_turn.answer(
            doing.accept(this_turn) if accepted else doing.decline(this_turn, reason)
        )


@verb
def withdraw_offer(
    *, actor: Actor, branch_id: UUID, offer_id: UUID, at: datetime, seen: int | None = None
) -> OfferMoved:
    """Nobody answered: the offer is taken back."""
    doing = _Doing(actor, branch_id, offer_id, at, seen)
    with doing.turn() as this_turn:
        return this_turn.answer(doing.withdraw(this_turn))


@verb
def return_from_diversion(
    *, actor: Actor, branch_id: UUID, offer_id: UUID, at: datetime, seen: int | None = None
) -> OfferMoved:
    """Come back from the place to one's own place in the line."""
    doing = _Doing(actor, branch_id, offer_id, at, seen, own=True)
    with doing.turn() as this_turn:
        return this_turn.answer(doing.close(this_turn, OfferMove.COME_BACK))


@verb
def close_offer(
    *,
    actor: Actor,
    branch_id: UUID,
    offer_id: UUID,
    outcome: str,
    at: datetime,
    seen: int | None = None,
) -> OfferMoved:
    """What became of an accepted offer, as staff know it, or its holder says: who holds the number
    knows whether it is done, though not that it is unknown. Done ends the ticket; returned puts it
    back in its place; unknown leaves it standing aside: its holder may still come.
    """
    what = OUTCOMES.get(outcome)
    if what is None:
        raise Refused("bad_input", where="outcome")
    doing = _Doing(actor, branch_id, offer_id, at, seen, own=what is not OfferMove.LOSE)
    doing.check_knows(what)
    with doing.turn() as this_turn:
        return this_turn.answer(doing.close(this_turn, what))


class _Doing:
    """One verb with one offer. `own`: a visitor may do it with the offer of their own ticket. A
    kiosk stands in public: it has to do with the offers of kiosks alone.
    """

    def __init__(
        self,
        actor: Actor,
        branch_id: UUID,
        offer_id: UUID,
        at: datetime,
        seen: int | None,
        *,
        own: bool = False,
    ) -> None:
        if own and actor.kind == "visitor" and branch_id in actor.branches:
            ticket_id = ticket_of_offer(branch_id, offer_id) or _NOBODY
            needed, suffices = Right.OFFER_DIVERSION, Right.MOVE_OWN_TICKET
            demand_own(actor, needed, suffices, branch_id, ticket_id)
        else:
            demand(actor, Right.OFFER_DIVERSION, branch_id)
            ticket_id = ticket_of_offer(branch_id, offer_id) or _NOBODY
        self._actor, self._at, self._seen = actor, at, seen
        self._door = door_of(actor.post)
        self._plan: Plan = plan_of(branch_id)
        self._read = offer_read(branch_id, offer_id)
        self._moving = Moving(branch_id, ticket_id)

    def check_knows(self, what: OfferMove) -> None:
        """Refuse with `no_right` a kiosk that gives somebody up: it sees nobody."""
        if self._door is Door.KIOSK and what is OfferMove.LOSE:
            raise Refused("no_right")

    def turn(self) -> Turn:
        plan, reads = self._plan, (self._read, *self._moving.reads)
        day = plan.day(self._at)
        return turn(plan.branch_id, self._actor, self._at, day, *reads, plan=plan.version)

    def _rows(self, this_turn: Turn, what: OfferMove) -> tuple[OfferRow, TicketRow, OfferState]:
        """The offer, its ticket, and the state that `what` leads to from how the offer stands."""
        row = this_turn.one(self._read, "unknown_offer")
        if self._door is Door.KIOSK and row.door is not Door.KIOSK:
            raise Refused("no_right")
        row.must_be_seen(self._seen)
        ticket = self._moving.row(this_turn, None)
        now = standing(row.state, ticket.state, ticket.parked_for)
        return row, ticket, move_offer(now, what)

    def accept(self, this_turn: Turn) -> OfferMoved:
        row, ticket, state = self._rows(this_turn, OfferMove.ACCEPT)
        if not still_allowed(row.asked, ticket.protected):
            raise Refused("counter_serves")
        move(ticket.state, Move.PARK)
        asks_at = this_turn.at + timedelta(minutes=self._plan.parameters["divert_asks_after_min"])
        event = DiversionAnswered(row.id, ticket.id, OfferMove.ACCEPT.value, asks_at=asks_at)
        version = this_turn.record(event)
        changes = {"answered_at": this_turn.at, "asks_at": asks_at}
        this_turn.update(Offer, row.id, state=state.value, version=version, **changes)
        moved = stand_aside(this_turn, self._moving, ticket, PARKED_FOR)
        return OfferMoved(row.id, state, version, moved, asks_at)

    def decline(self, this_turn: Turn, reason: Decline | None) -> OfferMoved:
        return self._not_accepted(this_turn, OfferMove.DECLINE, reason)

    def withdraw(self, this_turn: Turn) -> OfferMoved:
        return self._not_accepted(this_turn, OfferMove.WITHDRAW, None)

    def _not_accepted(self, this_turn: Turn, what: OfferMove, reason: Decline | None) -> OfferMoved:
        row, ticket, state = self._rows(this_turn, what)
        said = reason.value if reason else None
        version = this_turn.record(DiversionAnswered(row.id, ticket.id, what.value, said))
        changes = {"answered_at": this_turn.at, "declined_for": said}
        this_turn.update(Offer, row.id, state=state.value, version=version, **changes)
        return OfferMoved(row.id, state, version, _as_it_is(ticket))

    def close(self, this_turn: Turn, what: OfferMove) -> OfferMoved:
        row, ticket, state = self._rows(this_turn, what)
        version = this_turn.record(DiversionClosed(row.id, ticket.id, state.value))
        this_turn.update(Offer, row.id, state=state.value, closed_at=this_turn.at, version=version)
        moved = _as_it_is(ticket)
        if what is OfferMove.COME_BACK:
            moved = come_back(this_turn, self._plan, self._moving, ticket)
        elif what is OfferMove.FINISH:
            moved = self._end(this_turn, row, ticket)
        return OfferMoved(row.id, state, version, moved)

    def _end(self, this_turn: Turn, row: OfferRow, ticket: TicketRow) -> Moved:
        """What the place can do was done along; an adviser's desk may be no channel of any."""
        able = {row.service_id, *_channels(self._plan, row)}
        state, version = end_elsewhere(this_turn, ticket, ticket.state, able)
        return Moved(ticket.id, ticket.label, state, version)


def _as_it_is(ticket: TicketRow) -> Moved:
    return Moved(ticket.id, ticket.label, State(ticket.state), ticket.version)


def _channels(plan: Plan, row: OfferRow) -> tuple[UUID, ...]:
    """The services that the place can do."""
    machine: MachinePlan | None = plan.machines.get(row.machine_id or _NOBODY)
    counter = plan.counters.get(row.counter_id or _NOBODY)
    found = machine or counter
    return found.services if found else ()
