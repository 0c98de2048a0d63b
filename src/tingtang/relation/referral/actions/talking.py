"""The talk of a referral at the receiver's desk: while it lasts, the desk is serving."""

from contextlib import suppress
from datetime import date
from typing import Any

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import Plan
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.counter.rules import is_desk
from tingtang.hall.ticket.actions.leading import Leading
from tingtang.hall.ticket.actions.serving import end_or_go_on, free_seat
from tingtang.hall.ticket.queries import guest_read, ticket_read
from tingtang.hall.ticket.rules import Move, State, move
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn
from tingtang.relation.referral.queries import ReferralRow
from tingtang.relation.referral.rules import ReferralState


class Desk:
    """The desk of whoever begins a talk, if they sit at one, and the customer."""

    def __init__(self, plan: Plan, actor: Actor, row: ReferralRow, day: date) -> None:
        self._actor, self._visit_id = actor, row.visit_id
        self._guest = guest_read(plan.branch_id, row.visit_id, day)
        seats, guests = look(plan.branch_id, seats_read(plan.branch_id), self._guest)
        seat = next((each for each in seats if _is_own_desk(plan, each, actor)), None)
        self._leading: Leading | None = None
        if seat is not None and guests:
            number = guests[0].number
            counter = plan.counter(seat.counter_id)
            self._leading = Leading(plan, counter, day, number.id if number else None)

    @property
    def reads(self) -> tuple[Read[Any], ...]:
        """What taking the customer there is decided on."""
        return (self._guest, *self._leading.reads) if self._leading else ()

    def occupy(self, this_turn: Turn, business: str) -> None:
        """Service begins at the desk. Where that can't be (it is paused, somebody else is there,
        the customer is still at a counter) they talk elsewhere, and the desk stays as it is.
        """
        if self._leading is None:
            return
        (guest,) = this_turn.found(self._guest)
        if self._leading.is_about(guest):
            with suppress(Refused):  # nothing was written by then
                self._leading.begin(this_turn, self._actor, guest, business, self._visit_id)


def _is_own_desk(plan: Plan, seat: SeatRow, actor: Actor) -> bool:
    counter = plan.counters.get(seat.counter_id)
    here = counter is not None and is_desk(counter.kind, actor.post.value)
    return here and seat.staff_id == actor.subject


def leave_desk(this_turn: Turn, plan: Plan, row: ReferralRow) -> None:
    """A talk that ends gives the desk back. A customer served there by their own number is not
    sent away: that service ends by its own verb.
    """
    if row.state is not ReferralState.IN_TALK:
        return
    for seat in this_turn.rows(seats_read(plan.branch_id)):
        if seat.ticket_id is None or seat.staff_id != row.receiver_id:
            continue
        (ticket,) = this_turn.rows(ticket_read(plan.branch_id, seat.ticket_id))
        if ticket.visit_id == row.visit_id and not ticket.label and ticket.state is State.SERVING:
            done = move(ticket.state, Move.FINISH)
            end_or_go_on(this_turn, ticket, plan.counter(seat.counter_id), done)
            free_seat(this_turn, seat)
