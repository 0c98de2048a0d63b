"""The days before a demonstration branch began here, as a history that it brought along: rehearsed,
so that its twin knows something from the first minute on.
"""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.ticket.actions.history import keep_history
from tingtang.hall.ticket.rules import Past
from tingtang.hall.visit.rules import LineClass
from tingtang.ops.demo.day import PlannedCustomer, plan_day, plan_seats
from tingtang.ops.demo.head_office import Person
from tingtang.ops.demo.profiles import Profile
from tingtang.ops.demo.rehearsal import Lived, rehearse

WEEKS = 4
SEED = 0  # of a past that nobody plays


def bring_past(profile: Profile, head: Person, at: datetime) -> None:
    """The four weeks before `at`."""
    plan = plan_of(head.branch_id)
    today = plan.day(at)
    days = [today - timedelta(days=ahead) for ahead in range(7 * WEEKS, 0, -1)]
    tickets = [past for day in days for past in _day(plan, profile, day)]
    told = json.dumps([asdict(each) for each in tickets], default=str)
    digest = hashlib.sha256(told.encode()).hexdigest()
    head.does(keep_history, at, tickets=tickets, file=digest, left_out=0)


def _day(plan: Plan, profile: Profile, day: date) -> Iterator[Past]:
    if plan.opening(day) is None:
        return
    midnight = datetime.combine(day, time(), ZoneInfo(plan.zone))
    for lived in rehearse(plan_day(profile, SEED, day), plan_seats(profile)):
        yield _past(midnight, lived)


def _past(midnight: datetime, lived: Lived) -> Past:
    """As its source would have kept it. Of who was called and had gone, when is not known."""
    one, called_s = lived.customer, lived.called_s
    came = midnight + timedelta(seconds=one.arrives_s)
    served = called_s is not None and one.shows_up
    left_s = (
        called_s if served else None if called_s is not None else one.arrives_s + one.patience_s
    )
    began = midnight + timedelta(seconds=called_s) if served and called_s is not None else None
    took = timedelta(seconds=one.walks_s + one.service_s)
    return Past(
        ticket=f"{one.key + 1:04}",
        segment=_line(one).word,
        service=one.service,
        arrived_at=came,
        queued_at=came,
        left_queue_at=None if left_s is None else midnight + timedelta(seconds=left_s),
        outcome="served" if served else "abandoned",
        service_started_at=began,
        service_ended_at=None if began is None else began + took,
        server=lived.seat if served else None,
    )


def _line(one: PlannedCustomer) -> LineClass:
    if one.need is not None:
        return LineClass.CARE
    return LineClass.VIP if one.customer_class == "vip" else LineClass.ORDINARY
