"""The lobby manager's tablet: the whole floor, everybody who hasn't left."""

from uuid import UUID

from tingtang.bank.branch.rules import DayState
from tingtang.hall.ticket.actions.issuing import label_of
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.rules import left_the_door
from tingtang.live.floor import LIVE, LogLine
from tingtang.live.moment import Moment, View, instant
from tingtang.live.views.booking import bookings_view
from tingtang.live.views.ending import open_ends_view
from tingtang.live.views.guidance import awaited_visits, promises_view
from tingtang.live.views.referral import referrals_view
from tingtang.live.views.staff import (
    came_view,
    care_view,
    held_view,
    help_view,
    refused_view,
    seats_view,
    signals_view,
    tickets_view,
)

ARRIVALS_MIN = 15


def lobby(moment: Moment, _subject: UUID | None) -> View:
    """The floor."""
    floor = moment.floor
    live = [each for each in floor.tickets.values() if each.state in LIVE]
    recent = moment.ago(minutes=ARRIVALS_MIN)
    view = moment.heading | {
        "promise_min": moment.plan.parameters["promise_min"],
        "zones": _zones(moment),
        "seats": seats_view(moment),
        "counters": moment.counters,
        "machines": _machines(moment),
        "services": moment.services,
        "tickets": tickets_view(moment, live),
        "visits": _at_the_door(moment),
        "came": came_view(moment),
        "help": help_view(moment),
        "bookings": bookings_view(moment),
        "promises": promises_view(moment),
        "referrals": referrals_view(moment),
        "open_ends": open_ends_view(moment),
        "paper": _paper(moment),
        "arrivals_15": sum(
            1
            for each in floor.tickets.values()
            if each.issued_at > recent and each.state is not State.MERGED
        ),
        "log": [_log(moment, line) for line in floor.log],
    }
    if moment.lines.waiting:
        earliest = min(each.issued_at for each in moment.lines.waiting)
        view["longest_wait_since"] = instant(earliest)
    return view


def _at_the_door(moment: Moment) -> View:
    """Who was greeted at the door and has no number, until that greeting is over and nobody awaits
    them.
    """
    awaited = awaited_visits(moment)
    with_number = {each.visit_id for each in moment.floor.tickets.values()}
    return {
        str(visit.id): {
            "id": str(visit.id),
            "door": visit.door,
            "since": instant(visit.arrived_at),
            "version": visit.version,
            "class": visit.customer_class,
            "class_by": visit.class_by,
            "signals": signals_view(visit),
        }
        | refused_view(moment, visit)
        | held_view(visit)
        | care_view(visit)
        for visit in moment.floor.visits.values()
        if visit.door is not None
        and visit.id not in with_number
        and (visit.id in awaited or not left_the_door(visit.door, visit.arrived_at, moment.at))
    }


def _paper(moment: Moment) -> View:
    """The blocks of paper numbers with what is left to enter, while it can be."""
    if moment.floor.day is DayState.CLOSED:
        return {}
    return {
        str(block.id): {
            "id": str(block.id),
            "service": str(block.service_id),
            "numbers": [
                label_of(moment.plan.services[block.service_id], number)
                for number in range(block.entered + 1, block.last + 1)
            ],
        }
        for block in moment.floor.paper.values()
        if block.service_id in moment.plan.services
    }


def _zones(moment: Moment) -> View:
    return {
        str(zone.id): {
            "id": str(zone.id),
            "kind": zone.kind,
            "name": zone.name,
            "x": zone.x,
            "y": zone.y,
            "w": zone.w,
            "h": zone.h,
        }
        for zone in moment.plan.zones.values()
    }


def _machines(moment: Moment) -> View:
    """The self-service machines; what they are doing isn't known yet."""
    return {
        str(machine.id): {
            "id": str(machine.id),
            "name": machine.name,
            "kind": machine.kind,
            "zone": str(machine.zone_id),
            "state": "free",
        }
        for machine in moment.plan.machines.values()
    }


def _log(moment: Moment, line: LogLine) -> View:
    view: View = {"sequence": line.sequence, "at": instant(line.at), "what": line.kind}
    ticket = moment.floor.tickets.get(line.ticket_id) if line.ticket_id else None
    if ticket is not None and ticket.label:
        view["number"] = ticket.label
    if line.counter_id in moment.plan.counters:
        view["counter"] = moment.plan.counters[line.counter_id].number
    if line.service_id in moment.plan.services:
        view["service"] = str(line.service_id)
    if line.state is not None:
        view["state"] = line.state
    return view
