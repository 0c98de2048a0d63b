"""A customer who was led to a desk: service begins there, by their own number where that fits."""

from datetime import date
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import CounterPlan, Plan, ServicePlan, day_read
from tingtang.hall.counter.models import Seat
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.ticket.actions.calling import as_head, call_to, callable_of
from tingtang.hall.ticket.actions.issuing import Begun, begin
from tingtang.hall.ticket.actions.lines import Standing, passed_of
from tingtang.hall.ticket.actions.moving import Moving, come_back, stand_aside
from tingtang.hall.ticket.actions.seats import check_hold, seat_to_call
from tingtang.hall.ticket.events import ServiceBegun, TicketArrived
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.queries import (
    GuestRow,
    Scene,
    TicketRow,
    heads_read,
    scene_read,
    visit_number_read,
    visit_seat_read,
)
from tingtang.hall.ticket.rules import ADVISER, LED, Choice, Move, State, calls, move
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn

_AT_A_COUNTER = frozenset({State.CALLED, State.SERVING})
_STANDS = frozenset({State.WAITING, State.PARKED, State.MISSED})


class Aside(Moving):
    """The number of a customer who is led: it stands aside in its place, and comes back there."""

    def __init__(self, plan: Plan, visit_id: UUID) -> None:
        Standing.__init__(self, plan.branch_id, visit_number_read(plan.branch_id, visit_id))
        self._plan = plan
        self.seat = visit_seat_read(plan.branch_id, visit_id)
        self.reads = (self.ticket, self.seat, self.lines)

    def check(self, this_turn: Turn) -> None:
        """Refuse with `customer_elsewhere` to lead somebody whose number is at a counter."""
        for row in this_turn.found(self.ticket):
            if row.state in _AT_A_COUNTER and row.counter_id is not None:
                number = self._plan.counter(row.counter_id).number
                raise Refused("customer_elsewhere", counter=number)

    def leave(self, this_turn: Turn) -> None:
        """Within the turn that leads the customer: nobody calls the number meanwhile."""
        for row in this_turn.found(self.ticket):
            if row.state is State.WAITING:
                stand_aside(this_turn, self, row, ADVISER)

    def come_back(self, this_turn: Turn) -> None:
        """Within the turn that ends the way there: the number waits in its place again, unless it
        did already.
        """
        for row in this_turn.found(self.ticket):
            if row.state is State.PARKED and row.parked_for == ADVISER:
                come_back(this_turn, self._plan, self, row)


class Leading:
    """A desk, and the number of the customer who was led there: what beginning there reads."""

    def __init__(self, plan: Plan, counter: CounterPlan, day: date, ticket_id: UUID | None) -> None:
        self._plan, self._counter = plan, counter
        self._scene = scene_read(plan.branch_id, counter.id, day)
        self._heads = heads_read(plan, counter)
        self._today = day_read(plan.branch_id, day)
        self._ticket_id = ticket_id
        self._moving = Moving(plan.branch_id, ticket_id) if ticket_id else None
        mine = self._moving.reads if self._moving else ()
        self.reads: tuple[Read[Any], ...] = (self._scene, self._heads, self._today, *mine)

    def is_about(self, guest: GuestRow) -> bool:
        """Whether the customer still has the number that was read for."""
        return (guest.number.id if guest.number else None) == self._ticket_id

    def begin(
        self, this_turn: Turn, actor: Actor, guest: GuestRow, business: str, kept_for: UUID
    ) -> Begun:
        """The customer is at the actor's desk: service begins, or has begun already. `kept_for`: a
        visit that the desk is kept for, and that may have turned out to be another.

        A number that the desk serves is served, passing whom a call would pass. Any other one
        stands aside in its place meanwhile, and the talk goes without a number.
        """
        if not this_turn.found(self._today):
            raise Refused("day_not_open")
        view = this_turn.found(self._scene)[0]
        seat = seat_to_call(view, None, actor)
        row = self._moving.row(this_turn, None) if self._moving else None
        if row is not None and seat.ticket_id == row.id:
            return self._go_on(this_turn, row)
        if seat.ticket_id is not None:
            raise Refused("customer_still_here", counter=self._counter.number)
        check_hold(seat, self._counter, kept_for, this_turn.at)
        if row is not None and row.state in _AT_A_COUNTER:
            raise Refused("customer_elsewhere", counter=self._number_of(row.counter_id))
        if row is not None and row.state in _STANDS and self._serves(row, view, business):
            return self._serve(this_turn, seat, view, row)
        service = self._talk(view, business)  # refused before anything is written
        if self._moving is not None and row is not None and row.state is State.WAITING:
            stand_aside(this_turn, self._moving, row, ADVISER)
        begun = ServiceBegun(
            new_id(),
            guest.visit_id,
            service.id,
            self._counter.id,
            guest.customer_class,
            guest.protected,
            guest.booked,
            guest.emergency,
        )
        return begin(this_turn, service, seat, begun, guest.language)

    def _number_of(self, counter_id: UUID | None) -> str:
        return self._plan.counter(counter_id).number if counter_id else ""

    def _serves(self, row: TicketRow, view: Scene, business: str) -> bool:
        """Whether the number goes by here: the desk calls its line, or gives what it was taken for
        and what the customer was led for alike. Nobody jumps the line of another business.
        """
        service, counter = row.service_id, self._counter
        if service in view.stopped or service not in counter.services:
            return False
        if calls(counter, service, LineClass(row.line_class), row.counter_id):
            return True
        led_for_it = self._plan.service(service).business == business
        return led_for_it and row.counter_id in (None, counter.id)

    def _go_on(self, this_turn: Turn, row: TicketRow) -> Begun:
        called = row.state is State.CALLED
        return Begun(row.id, self._arrive(this_turn, row.id) if called else row.version)

    def _serve(self, this_turn: Turn, seat: SeatRow, view: Scene, row: TicketRow) -> Begun:
        move(move(row.state, Move.CALL), Move.ARRIVE)
        waiting = callable_of(this_turn.found(self._heads), view)
        passed = tuple(each for each in waiting if each.place < row.place)
        own = passed_of(this_turn.found(self._moving.lines), row) if self._moving else 0
        choice = Choice(as_head(row, own), LED, passed)
        call_to(this_turn, self._plan, seat, choice, view.owed)
        return Begun(row.id, self._arrive(this_turn, row.id))

    def _arrive(self, this_turn: Turn, ticket_id: UUID) -> int:
        counter_id = self._counter.id
        version = this_turn.record(TicketArrived(ticket_id, counter_id))
        state = State.SERVING.value
        this_turn.update(Ticket, ticket_id, state=state, started_at=this_turn.at, version=version)
        this_turn.update(Seat, {"counter_id": counter_id}, version=version)
        return version

    def _talk(self, view: Scene, business: str) -> ServicePlan:
        """What the talk counts as: of the desk's services the one that fits the business."""
        services = [self._plan.services[each] for each in self._counter.services]
        able = [each for each in services if each.id not in view.stopped]
        if not able:
            raise Refused("service_stopped")
        wealth = [each for each in able if each.business == "wealth"]
        return next((each for each in able if each.business == business), (wealth or able)[0])
