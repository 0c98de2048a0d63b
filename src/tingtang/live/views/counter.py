"""The teller's screen: one big button, whom it calls and why, who is at the counter."""

from datetime import timedelta
from uuid import UUID

from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.rules import Choice, State, calls
from tingtang.live.floor import Ticket
from tingtang.live.moment import Moment, View, instant
from tingtang.live.views.guidance import promises_of_view, promises_view
from tingtang.live.views.referral import referrals_view
from tingtang.live.views.staff import (
    came_view,
    help_view,
    mean,
    seat_view,
    seats_view,
    tickets_view,
)
from tingtang.relation.referral.rules import ReferralState

ORDER_SHOWN = 12
FOUND_AT_MOST = 500
PASSES_SHOWN = 4
_ASIDE = frozenset({State.MISSED, State.PARKED})
_REASONS = {"emergency": "priority"}  # the screens' sentence for priority says it, too


def counter(moment: Moment, counter_id: UUID | None) -> View | None:
    """One counter; None if the plan has it no more."""
    if counter_id is None or counter_id not in moment.plan.counters:
        return None
    choices = _choices(moment, counter_id)
    seats = seats_view(moment)
    del seats[str(counter_id)]
    view = moment.heading | {
        "services": moment.services,
        "seat": seat_view(moment, counter_id),
        "seats": seats,
        "tickets": tickets_view(moment, _tickets(moment, counter_id, choices)),
        "order": [str(each.head.ticket_id) for each in choices],
        "numbers": _numbers(moment, counter_id),
        "waiting": len(_waiting(moment, counter_id)),
        "today": _today(moment, counter_id),
        "promises": promises_view(moment, counter_id) | _promised(moment, counter_id),
        "referrals": _referrals(moment, counter_id),
        "help": help_view(moment),
        "came": _came(moment, counter_id),
    }
    held = desk_state(moment.seat(counter_id), moment.at) is DeskState.HELD
    if choices and moment.calls_now and not held:
        view["next"] = _preview(choices[0])
    last = _last(moment, counter_id)
    return view | ({"last": last} if last else {})


def _came(moment: Moment, counter_id: UUID) -> View:
    """The VIPs who are here and whose relationship manager sits at this counter."""
    sits = moment.seat(counter_id).staff_id
    return came_view(moment, sits) if sits is not None else {}


def _promised(moment: Moment, counter_id: UUID) -> View:
    """What was promised to whoever is at this counter."""
    ticket_id = moment.seat(counter_id).ticket_id
    ticket = moment.floor.tickets.get(ticket_id) if ticket_id is not None else None
    return promises_of_view(moment, ticket.visit_id) if ticket is not None else {}


def _referrals(moment: Moment, counter_id: UUID) -> View:
    """The open referral of whoever is at this counter: at most one; and the talks of who sits here
    that nobody has said the outcome of.
    """
    seat = moment.seat(counter_id)
    ticket = moment.floor.tickets.get(seat.ticket_id or counter_id)
    visit = str(ticket.visit_id) if ticket is not None else ""
    return {
        key: each
        for key, each in referrals_view(moment).items()
        if each["visit"] == visit or _is_talk_of(each, seat.staff_id)
    }


def _is_talk_of(referral: View, staff_id: UUID | None) -> bool:
    talks = referral["state"] == ReferralState.IN_TALK
    return talks and staff_id is not None and referral["receiver"]["id"] == str(staff_id)


def _choices(moment: Moment, counter_id: UUID) -> list[Choice]:
    """The calls of this counter if it alone went on calling now."""
    calling, plan = moment.calling(), moment.plan.counters[counter_id]
    choices: list[Choice] = []
    while len(choices) < ORDER_SHOWN and (choice := calling.call(plan)) is not None:
        choices.append(choice)
    return choices


def _preview(choice: Choice) -> View:
    passes = sorted(choice.passed, key=lambda head: head.place)[:PASSES_SHOWN]
    return {
        "ticket": str(choice.head.ticket_id),
        "reason": _REASONS.get(choice.why, choice.why),
        "passes": [str(head.ticket_id) for head in passes],
    }


def _tickets(moment: Moment, counter_id: UUID, choices: list[Choice]) -> list[Ticket]:
    """Who waits here, as far as shown; who is at any counter; who missed or stands aside here."""
    tickets = moment.floor.tickets
    served = moment.plan.counters[counter_id].services
    wanted = [each.head.ticket_id for each in choices]
    wanted += [head.ticket_id for each in choices[:1] for head in each.passed]
    wanted += [seat.ticket_id for seat in moment.floor.seats.values() if seat.ticket_id]
    aside = [t.id for t in tickets.values() if t.state in _ASIDE and t.service_id in served]
    return [tickets[each] for each in dict.fromkeys([*wanted, *aside]) if each in tickets]


def _waiting(moment: Moment, counter_id: UUID) -> list[Ticket]:
    """Whom this counter would call by rule, sooner or later."""
    counter = moment.plan.counters[counter_id]
    return [
        each
        for each in _for_services(moment, counter_id)
        if calls(counter, each.service_id, each.line_class, each.counter_id)
    ]


def _for_services(moment: Moment, counter_id: UUID) -> list[Ticket]:
    """Who waits for a service that this counter gives now."""
    served = set(moment.plan.counters[counter_id].services) - set(moment.floor.stopped)
    return [
        each
        for each in moment.lines.waiting
        if each.service_id in served and each.counter_id in (None, counter_id)
    ]


def _numbers(moment: Moment, counter_id: UUID) -> View:
    """Everybody who waits here, by number: whoever stands at the window is found and called."""
    return {each.label: str(each.id) for each in _for_services(moment, counter_id)[:FOUND_AT_MOST]}


def _today(moment: Moment, counter_id: UUID) -> View:
    done = [each for each in moment.served if each.counter_id == counter_id]
    scores = [row.score for row in moment.floor.ratings.values() if row.counter_id == counter_id]
    view: View = {"served": len(done), "rated": len(scores)}
    seconds = [
        (each.ended_at - each.started_at).total_seconds()
        for each in done
        if each.ended_at and each.started_at
    ]
    if seconds:
        view["mean_s"] = round(mean(seconds))
    if scores:
        view["score"] = round(mean(scores), 1)
    return view


def _last(moment: Moment, counter_id: UUID) -> View | None:
    """The service that ended here last, while a mistaken finish may be taken back."""
    done = [each for each in moment.served if each.counter_id == counter_id]
    if not done or done[-1].ended_at is None:
        return None
    within = timedelta(seconds=moment.plan.parameters["reopen_within_s"])
    until = done[-1].ended_at + within
    if moment.at > until:
        return None
    ticket = done[-1]
    return {"ticket": str(ticket.id), "number": ticket.label, "reopen_until": instant(until)}
