"""What customers see: wall, kiosk, phone. Never a name, a class, a need or an amount."""

from math import atan2, degrees
from uuid import UUID

from tingtang.bank.branch.queries import ZonePlan
from tingtang.hall.booking.rules.slots import capacity_of
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.diversion.rules import OfferState
from tingtang.hall.ticket.rules import ADVISER, SLOT, State
from tingtang.hall.visit.queries import HelpRow
from tingtang.live.floor import Call, Offer, Ticket
from tingtang.live.moment import Moment, View, instant
from tingtang.live.words import FRAUD, HELPER, TITLES, of_service

CALLS_SHOWN = 6
NEXT_SHOWN = 3
_HERE_NOW = frozenset({State.CALLED, State.SERVING})
_AT_COUNTER = _HERE_NOW | {State.DONE}
_QUIET_ZONES = frozenset({"vip", "rm"})  # their names would betray a class


# ---------------------------------------------------------------- wall


def wall(moment: Moment, device_id: UUID | None) -> View | None:
    """Whose turn it is and at which counter, as seen from one wall; then who may get ready."""
    floor = moment.floor
    if device_id in floor.revoked:
        return None
    device = floor.devices.get(device_id) if device_id else None
    hangs = moment.plan.zones.get(device.zone_id) if device and device.zone_id else None
    facing = device.facing if device else 0
    missed = [each for each in floor.tickets.values() if each.state is State.MISSED and each.label]
    missed.sort(key=lambda each: (each.missed_at or each.issued_at, each.place))
    return moment.heading | {
        "calls": [call_view(moment, call, hangs, facing) for call in last_calls(moment)],
        "missed": [each.label for each in missed],
        "next": next_numbers(moment),
        "services": moment.services,
        "notices": _notices(moment),
    }


def last_calls(moment: Moment) -> list[Call]:
    """The newest calls of those who are at a counter or were served there, a number once. The first
    is of somebody who is still expected or served there: a wall sends nobody where nobody waits.
    """
    shown: list[Call] = []
    for call in sorted(moment.floor.calls.values(), key=lambda each: -each.sequence):
        ticket = moment.floor.tickets.get(call.ticket_id)
        if ticket is None or not ticket.label:
            continue
        if ticket.state in (_AT_COUNTER if shown else _HERE_NOW):
            shown.append(call)
            if len(shown) == CALLS_SHOWN:
                break
    return shown


def call_view(moment: Moment, call: Call, hangs: ZonePlan | None = None, facing: int = 0) -> View:
    """A call as customers see it; with the direction where it is known from where they look."""
    view: View = {
        "sequence": call.sequence,
        "number": moment.floor.tickets[call.ticket_id].label,
        "counter": "",
        "at": instant(call.at),
        "kind": "recall" if call.recall else "call",
    }
    counter = moment.plan.counters.get(call.counter_id)
    if counter is None:
        return view
    view["counter"] = counter.number
    zone = moment.plan.zones.get(counter.zone_id)
    if zone is None:
        return view
    if hangs is not None and (where := direction(hangs, facing, zone)):
        view["direction"] = where
    if zone.kind not in _QUIET_ZONES:
        view["area"] = zone.name
    return view


def direction(hangs: ZonePlan, facing: int, zone: ZonePlan) -> str:
    """Where a zone lies for somebody who looks at a wall that hangs in `hangs`; "" if right there.

    `facing` is where the screen looks, in degrees clockwise from the plan's up: whoever reads it
    looks the other way. The plan's y grows downwards.
    """
    right = (zone.x + zone.w / 2) - (hangs.x + hangs.w / 2)
    down = (zone.y + zone.h / 2) - (hangs.y + hangs.h / 2)
    if right == down == 0:
        return ""
    bearing = degrees(atan2(right, -down))
    turned = (bearing - (facing + 180)) % 360  # 0 ahead of the reader, 90 to the right
    aside = min(turned, 360 - turned)
    if aside <= 22.5:
        return "ahead"
    if aside > 135:
        return "behind"
    side = "right" if turned < 180 else "left"
    return side if aside > 67.5 else f"{side}-ahead"


def next_numbers(moment: Moment) -> list[str]:
    """At most three numbers to get ready: the calls to come as the open counters become free."""
    if not moment.calls_now:
        return []
    calling, numbers = moment.calling(), list[str]()
    counters = _as_they_become_free(moment)
    while counters and len(numbers) < NEXT_SHOWN:
        still = []
        for counter_id in counters:
            choice = calling.call(moment.plan.counters[counter_id])
            if choice is not None:
                still.append(counter_id)
                numbers += [choice.head.label] if choice.head.label else []
        counters = still
    return numbers[:NEXT_SHOWN]


def _as_they_become_free(moment: Moment) -> list[UUID]:
    """The open counters: free ones first, then those whose customer came first; a desk that is held
    waits for somebody who is led there.
    """
    tickets = moment.floor.tickets

    def since(counter_id: UUID) -> tuple[int, str, str]:
        seat = moment.seat(counter_id)
        ticket = tickets.get(seat.ticket_id) if seat.ticket_id else None
        number = moment.plan.counters[counter_id].number.rjust(4)
        if ticket is None:
            held = desk_state(seat, moment.at) is DeskState.HELD and seat.held_until
            return (1, instant(held), number) if held else (0, "", number)
        return 1, instant(ticket.started_at or ticket.called_at or ticket.issued_at), number

    return sorted((seen.counter_id for seen in moment.present), key=since)


def _notices(moment: Moment) -> View:
    stopped = {
        f"stopped-{view['prefix']}": of_service(view["name"], view["notice"])
        for view in moment.services.values()
        if "notice" in view
    }
    return {**stopped, "fraud": FRAUD}


# ---------------------------------------------------------------- kiosk


def kiosk(moment: Moment, device_id: UUID | None) -> View | None:
    """What a number can be taken for, and what to expect."""
    if device_id in moment.floor.revoked:
        return None
    view = moment.heading | {
        "waiting": len(moment.lines.waiting),
        "counters": moment.counters,
        "services": moment.services,
        "measured": moment.measured,
    }
    if moment.plan.public_address:
        view["public_address"] = moment.plan.public_address
    return view | _booking_page(moment) | _own_help(moment, f"device:{device_id}")


def _booking_page(moment: Moment) -> View:
    """The code of the branch's booking page, where something can be booked."""
    plan = moment.plan
    bookable = any(capacity_of(plan, service) for service in plan.services.values())
    return {"book": plan.code} if bookable else {}


def _own_help(moment: Moment, mark: str) -> View:
    rows = [row for row in moment.floor.help.values() if row.asked_by == mark]
    if not rows:
        return {}
    return {"help": _public_help(moment, max(rows, key=lambda row: (row.asked_at, row.id)))}


def _public_help(moment: Moment, row: HelpRow) -> View:
    view: View = {"id": str(row.id), "state": row.state.value, "asked_at": instant(row.asked_at)}
    if row.answered_id is not None:
        person = moment.floor.staff.get(row.answered_id)
        view["answered_by"] = TITLES.get(person.post, HELPER) if person else HELPER
    elif row.summoned_id is None:
        view["nobody"] = True
    return view


# ---------------------------------------------------------------- phone


def phone(moment: Moment, ticket_id: UUID | None) -> View | None:
    """One ticket, as its holder sees it."""
    ticket = moment.floor.tickets.get(ticket_id) if ticket_id else None
    if ticket is None:
        return None
    return (
        moment.heading
        | {
            "ticket": _own_ticket(moment, ticket),
            "services": moment.services,
            "measured": moment.measured,
        }
        | _booking_page(moment)
        | _own_help(moment, f"visitor:{ticket.id}")
    )


_SAID = {State.MERGED: "abandoned", State.UNSERVED: "abandoned", State.DIVERTED: "done"}


def _own_ticket(moment: Moment, ticket: Ticket) -> View:
    parameters = moment.plan.parameters
    view: View = {
        "id": str(ticket.id),
        "number": ticket.label,
        "state": _SAID.get(ticket.state, ticket.state.value),
        "version": ticket.version,
        "service": moment.services[str(ticket.service_id)],
        "issued_at": instant(ticket.issued_at),
        "late_left": max(0, parameters["late_times"] - ticket.late_used),
    }
    if ticket.state is State.WAITING:
        service = moment.plan.services[ticket.service_id]
        ahead = moment.ahead_of(ticket)
        view |= {"ahead": ahead, "estimate": moment.told(service, ticket.line_class, ahead)[0]}
    if ticket.state in _AT_COUNTER and ticket.counter_id in moment.plan.counters:
        view["counter"] = moment.plan.counters[ticket.counter_id].number
    if ticket.state is State.CALLED:
        view |= _being_called(moment, ticket)
    if ticket.state is State.MISSED and ticket.until:
        view["place_kept_until"] = instant(ticket.until)
    if ticket.state is State.PARKED and ticket.parked_for == "late" and ticket.until:
        view["late"] = {"until": instant(ticket.until)}
    if ticket.state is State.PARKED and ticket.parked_for == SLOT and ticket.until:
        view["called_from"] = instant(ticket.until)
    if ticket.state is State.PARKED and ticket.parked_for == ADVISER:
        view["led"] = True
    if (offer := moment.offer_of(ticket)) is not None:
        view["offer"] = _own_offer(moment, offer)
    if ticket.state is State.DONE and (ticket.rating_asked or ticket.id in moment.floor.ratings):
        view["rating"] = "given" if ticket.id in moment.floor.ratings else "asked"
    return view


def _own_offer(moment: Moment, offer: Offer) -> View:
    """An offer to whoever holds the ticket: to answer, or to come back from."""
    view: View = {
        "id": str(offer.id),
        "place": offer.place,
        "state": offer.state.value,
        "version": offer.version,
        "equal": offer.equal,
        "may_return": offer.state is OfferState.ACCEPTED,
    }
    if where := moment.where(offer):
        view["where"] = where
    if offer.asks_at is not None and view["may_return"]:
        view["asks_at"] = instant(offer.asks_at)
    return view


def _being_called(moment: Moment, ticket: Ticket) -> View:
    view: View = {"recalls": ticket.recalls}
    if ticket.called_at is not None:
        view["passed_at"] = instant(moment.no_show_at(ticket.called_at))
    call = moment.floor.calls.get(ticket.id)
    if call is not None:
        view["call"] = call_view(moment, call)
    return view
