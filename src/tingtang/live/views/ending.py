"""What the day's end would cut off or leave: told beforehand to whoever closes the day."""

from uuid import UUID

from tingtang.bank.branch.rules import CounterKind
from tingtang.hall.ticket.rules import ADVISER, State
from tingtang.live.floor import Ticket
from tingtang.live.moment import Moment, View
from tingtang.live.views.guidance import awaited, receives
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
    """The visits that are served where a relationship manager receives, or sit with who received
    them elsewhere.
    """
    floor = moment.floor
    at_seats = {seat.ticket_id: seat.counter_id for seat in floor.seats.values()}
    return {
        each.visit_id
        for each in floor.tickets.values()
        if each.state is State.SERVING and _is_talk(moment, each, at_seats.get(each.id))
    } | {
        floor.visit_now(row.visit_id)
        for row in floor.referrals.values()
        if row.state is ReferralState.IN_TALK
    }


def _is_talk(moment: Moment, ticket: Ticket, counter_id: UUID | None) -> bool:
    """Whether a service is a talk: at a VIP counter a number is served as at any other."""
    counter = moment.plan.counters.get(counter_id) if counter_id else None
    if counter is None or not receives(moment, counter.id):
        return False
    return counter.kind == CounterKind.DESK or not ticket.label
