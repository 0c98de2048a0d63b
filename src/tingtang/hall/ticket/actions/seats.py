"""What every verb of a counter checks first."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import CounterPlan, Plan
from tingtang.bank.branch.rules import CALLS
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import DeskState, SeatState, desk_state
from tingtang.hall.ticket.queries import Scene
from tingtang.kernel.refused import Refused


def own_seat(scene: Scene, seen: int | None, actor: Actor) -> SeatRow:
    """The seat, taken by the actor and as the actor's screen shows it."""
    if scene.seat is None or scene.seat.state is SeatState.VACANT:
        raise Refused("counter_closed")
    scene.seat.must_be_seen(seen)
    if scene.seat.staff_id != actor.subject:
        raise Refused("not_your_seat")
    return scene.seat


def seat_to_call(scene: Scene, seen: int | None, actor: Actor) -> SeatRow:
    """The actor's own seat, open, on a day when customers are called."""
    seat = own_seat(scene, seen, actor)
    if scene.day is None or scene.day not in CALLS:
        raise Refused("day_not_open")
    if seat.state is not SeatState.OPEN:
        raise Refused("counter_paused")
    return seat


def check_hold(seat: SeatRow, counter: CounterPlan, visit_id: UUID | None, at: datetime) -> None:
    """A desk that is kept for somebody who is being led there takes nobody else meanwhile."""
    if desk_state(seat, at) is DeskState.HELD and seat.held_for != visit_id:
        raise Refused("desk_held", counter=counter.number)


def check_not_led(
    plan: Plan, seats: Iterable[SeatRow], mine: SeatRow, visit_id: UUID, at: datetime
) -> None:
    """Refuse with `being_led` the number of somebody whom another desk is kept for."""
    for seat in seats:
        elsewhere = seat.counter_id != mine.counter_id and seat.held_for == visit_id
        if elsewhere and desk_state(seat, at) is DeskState.HELD:
            raise Refused("being_led", counter=plan.counter(seat.counter_id).number)
