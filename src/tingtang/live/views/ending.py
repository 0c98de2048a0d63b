"""What the day's end would cut off or leave: told beforehand to whoever closes the day."""

from uuid import UUID

from tingtang.bank.branch.rules import CounterKind
from tingtang.hall.ticket.rules import ADVISER, State
from tingtang.live.moment import Moment, View
from tingtang.live.views.guidance import awaited
from tingtang.relation.guidance.rules import GuidanceState
from tingtang.relation.referral.rules import OPEN, ReferralState


def open_ends_view(moment: Moment) -> View:
    """Counts: talks that go on, customers on their way to a desk or whose number stands aside for
    it, promises that nobody has kept yet, open referrals that are no talk, payments that wait for a
    supervisor.
    """
    floor, rows = moment.floor, list(awaited(moment))
    talks = _talks(moment)
    led = {row.visit_id for row in rows if row.state is GuidanceState.LED} | {
        each.visit_id
        for each in floor.tickets.values()
        if each.state is State.PARKED and each.parked_for == ADVISER
    }
    open_ones = [row for row in floor.referrals.values() if row.state in OPEN]
    return {
        "talks": len(talks),
        "led": len(led - talks),
        "promises": sum(1 for row in rows if row.state is GuidanceState.PROMISED),
        "referrals": sum(1 for row in open_ones if row.state is not ReferralState.IN_TALK),
        "cash_held": len(floor.held_cash),
    }


def _talks(moment: Moment) -> set[UUID]:
    """The visits that are served at a desk, or sit with who received them elsewhere."""
    floor, counters = moment.floor, moment.plan.counters
    at_desks = (
        seat.ticket_id
        for seat in floor.seats.values()
        if seat.counter_id in counters and counters[seat.counter_id].kind == CounterKind.DESK
    )
    tickets = (floor.tickets[each] for each in at_desks if each in floor.tickets)
    return {each.visit_id for each in tickets if each.state is State.SERVING} | {
        floor.visit_now(row.visit_id)
        for row in floor.referrals.values()
        if row.state is ReferralState.IN_TALK
    }
