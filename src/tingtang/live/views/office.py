"""The branch head's screen: is the promise kept, and the day by quarter hours."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from tingtang.engines.forecasting.services import quantile
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.rules import LineClass
from tingtang.live.floor import LIVE, Ticket
from tingtang.live.moment import Moment, View, instant
from tingtang.live.views.referral import branch_today_view
from tingtang.live.views.staff import AT_COUNTER, mean, seat_view, tickets_view

NOW_MIN = 30  # "P90 now": of those called so recently
QUARTER = timedelta(minutes=15)
LEFT = frozenset({State.ABANDONED, State.UNSERVED})
_GROUPS = {LineClass.ORDINARY: "ordinary", LineClass.CARE: "care", LineClass.VIP: "vip"}


def office(moment: Moment, _subject: UUID | None) -> View:
    """Figures of today."""
    floor = moment.floor
    at_counter = [each for each in floor.tickets.values() if each.state in AT_COUNTER]
    return moment.heading | {
        "promise_min": moment.plan.parameters["promise_min"],
        "now": _now(moment),
        "referrals": branch_today_view(moment),
        "counters": moment.counters,
        "services": moment.services,
        "seats": {
            str(each): seat_view(moment, each) | {"busy_share": _busy_share(moment, each)}
            for each in moment.plan.counters
        },
        "tickets": tickets_view(moment, at_counter),
        "waits": _waits(moment),
        "flow": _flow(moment),
    }


def _today(moment: Moment) -> list[Ticket]:
    """Today's customers: a number merged into another is nobody's own, that other counts for both;
    nor is a talk that goes beside a number.

    Each was served here or elsewhere, left without it, or is still here: a missed one too, who may
    come back until the day is closed.
    """
    floor = moment.floor
    return [
        each
        for each in floor.tickets.values()
        if each.business_date == floor.date
        and each.state is not State.MERGED
        and (each.label or each.visit_id not in moment.numbered)
    ]


def _now(moment: Moment) -> View:
    waiting = moment.lines.waiting
    today = _today(moment)
    scores = [row.score for row in moment.floor.ratings.values()]
    recent = moment.ago(minutes=NOW_MIN)
    called = [each for each in _called(today) if each.called_at and each.called_at > recent]
    view: View = {
        "waiting": len(waiting),
        "waiting_care": sum(1 for each in waiting if each.line_class is LineClass.CARE),
        "waiting_vip": sum(1 for each in waiting if each.line_class is LineClass.VIP),
        "waiting_booked": sum(1 for each in waiting if each.booked),
        "arrived": len(today),
        "served": sum(1 for each in today if each.state is State.DONE),
        "diverted": sum(1 for each in today if each.state is State.DIVERTED),
        "left": sum(1 for each in today if each.state in LEFT),
        "here": sum(1 for each in today if each.state in LIVE),
        "p90_min": _p90(called),
        "rated": len(scores),
    }
    if waiting:
        longest = moment.at - min(each.issued_at for each in waiting)
        view["longest_min"] = max(0, int(longest.total_seconds() // 60))
    if scores:
        view["score"] = round(mean(scores), 1)
    return view


def _called(tickets: Iterable[Ticket]) -> list[Ticket]:
    """Those who waited until they were called, and came."""
    came = (*AT_COUNTER, State.DONE)
    return [each for each in tickets if each.called_at is not None and each.state in came]


def _p90(called: Iterable[Ticket]) -> View:
    """Minutes that nine in ten of a group waited at most. Booked and urgent ones are no group."""
    minutes: dict[str, list[float]] = defaultdict(list)
    for ticket in called:
        group = _GROUPS.get(ticket.line_class)
        if group is not None and ticket.called_at is not None:
            waited = ticket.called_at - ticket.issued_at
            minutes[group].append(max(0.0, waited.total_seconds() / 60))
    return {group: round(quantile(minutes[group], 0.9), 1) for group in sorted(minutes)}


def _busy_share(moment: Moment, counter_id: UUID) -> float:
    """The share of today's opening hours so far with a customer at the counter."""
    opening = moment.plan.opening(moment.floor.date)
    if opening is None or moment.at <= opening[0]:
        return 0.0
    start, end = opening[0], min(opening[1], moment.at)
    busy = 0.0
    for ticket in moment.at_counters[counter_id]:
        begun = ticket.called_at or ticket.started_at or ticket.issued_at
        ended = ticket.ended_at or end
        busy += max(0.0, (min(ended, end) - max(begun, start)).total_seconds())
    return round(min(1.0, busy / (end - start).total_seconds()), 2)


# ---------------------------------------------------------------- by quarter hour


def quarter(at: datetime) -> datetime:
    """The quarter hour that `at` lies in (of UTC: every zone's quarters but Nepal's agree)."""
    return at.replace(minute=at.minute - at.minute % 15, second=0, microsecond=0)


def _waits(moment: Moment) -> list[View]:
    by_quarter: dict[datetime, list[Ticket]] = defaultdict(list)
    for ticket in _called(_today(moment)):
        by_quarter[quarter(ticket.called_at or ticket.issued_at)].append(ticket)
    return [{"at": instant(at)} | _p90(by_quarter[at]) for at in sorted(by_quarter)]


def _flow(moment: Moment) -> list[View]:
    arrived: dict[datetime, int] = defaultdict(int)
    served: dict[datetime, int] = defaultdict(int)
    for ticket in _today(moment):
        arrived[quarter(ticket.issued_at)] += 1
        if ticket.state is State.DONE and ticket.ended_at is not None:
            served[quarter(ticket.ended_at)] += 1
    if not arrived:
        return []
    rows, at = [], min(arrived)
    last = max([quarter(moment.at), *arrived, *served])
    while at <= last:
        rows.append({"at": instant(at), "arrived": arrived[at], "served": served[at]})
        at += QUARTER
    return rows
