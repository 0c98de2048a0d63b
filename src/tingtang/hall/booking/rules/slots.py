"""When somebody may come by appointment, and for how many there is room."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta

from tingtang.bank.branch.queries import Plan, ServicePlan
from tingtang.hall.ticket.rules import calls
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused


def slots_of(plan: Plan, service: ServicePlan, day: date) -> list[datetime]:
    """The slots of a day (UTC): on a grid from the doors' opening, each whole within the service's
    hours; none on a day off.
    """
    doors, hours = plan.opening(day), plan.service_hours(service, day)
    if doors is None or hours is None:
        return []
    step = timedelta(minutes=plan.parameters["booking_slot_min"])
    opens, closes = (each.astimezone(UTC) for each in doors)
    count = (closes - opens) // step
    grid = (opens + number * step for number in range(count))
    return [slot for slot in grid if hours[0] <= slot and slot + step <= hours[1]]


def capacity_of(plan: Plan, service: ServicePlan) -> int:
    """How many may book one slot: a share of what the counters that call the booked can do, rounded
    down; at least one where there is such a counter, none where the share is 0.
    """
    counters = sum(
        1 for each in plan.counters.values() if calls(each, service.id, LineClass.BOOKED)
    )
    share = plan.parameters["booking_share_pct"]
    if not counters or not share:
        return 0
    seconds = counters * plan.parameters["booking_slot_min"] * 60
    return max(1, seconds * share // (service.typical_s * 100))


def last_day(plan: Plan, at: datetime) -> date:
    """The last day that may be booked now."""
    return plan.day(at) + timedelta(days=plan.parameters["booking_days"])


def bookable_days(plan: Plan, at: datetime) -> list[date]:
    """The days that may be booked now, days off among them; the first is today."""
    today = plan.day(at)
    return [today + timedelta(days=n) for n in range(plan.parameters["booking_days"] + 1)]


def check_slot(plan: Plan, service: ServicePlan, slot_at: datetime, at: datetime) -> None:
    """Refuse a slot that there isn't, that has begun, or that is too far ahead."""
    if slot_at <= at:
        raise Refused("slot_begun", where="slot_at")
    days = plan.parameters["booking_days"]
    if slot_at - at > timedelta(days=days + 1) or plan.day(slot_at) > last_day(plan, at):
        raise Refused("slot_too_far", where="slot_at", days=days)
    if slot_at not in slots_of(plan, service, plan.day(slot_at)):
        raise Refused("unknown_slot", where="slot_at")


def free_slots(
    plan: Plan, service: ServicePlan, taken: Mapping[datetime, int], after: datetime, at: datetime
) -> Iterator[datetime]:
    """The slots after `after` that can still be booked, earliest first."""
    capacity, day, last = capacity_of(plan, service), plan.day(after), last_day(plan, at)
    while day <= last:
        for slot in slots_of(plan, service, day):
            if slot > max(after, at) and taken.get(slot, 0) < capacity:
                yield slot
        day += timedelta(days=1)
