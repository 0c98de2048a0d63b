"""The relationship manager's desk: who is here for me, what asks me, what was promised for me.

It follows a person, not a counter: a marketing manager has none, and whoever has left the desk is
still asked.
"""

from collections.abc import Iterable
from uuid import UUID

from tingtang.hall.counter.queries import SeatRow
from tingtang.live.floor import Ticket
from tingtang.live.moment import Moment, View
from tingtang.live.views.booking import bookings_view
from tingtang.live.views.guidance import promises_to_view
from tingtang.live.views.referral import own_referrals_view, own_today_view, person_view
from tingtang.live.views.staff import came_view, help_view, seat_view, seats_view, tickets_view


def desk(moment: Moment, staff_id: UUID | None) -> View | None:
    """One member of staff's; None for whoever is not of the branch (any more)."""
    if staff_id is None or staff_id not in moment.floor.staff:
        return None
    seat = _seat(moment, staff_id)
    view = moment.heading | {
        "services": moment.services,
        "me": person_view(moment, staff_id),
        "seats": seats_view(moment),
        "came": came_view(moment, staff_id),
        "referrals": own_referrals_view(moment, staff_id),
        "promises": promises_to_view(moment, staff_id, seat.counter_id if seat else None),
        "help": help_view(moment),
        "today": own_today_view(moment, staff_id),
    }
    does = moment.plan.counters[seat.counter_id].services if seat else ()
    view["appointments"] = bookings_view(moment, does)
    view["tickets"] = tickets_view(moment, _tickets(moment, view, seat))
    if seat is not None:
        del view["seats"][str(seat.counter_id)]
        view["seat"] = seat_view(moment, seat.counter_id)
    return view


def _seat(moment: Moment, staff_id: UUID) -> SeatRow | None:
    """Where they sit; of several counters the first."""
    mine = [each for each in moment.floor.seats.values() if each.staff_id == staff_id]
    kept = [each for each in mine if each.counter_id in moment.plan.counters]
    return min(kept, key=lambda each: moment.plan.counters[each.counter_id].number, default=None)


def _tickets(moment: Moment, view: View, seat: SeatRow | None) -> Iterable[Ticket]:
    """The tickets of everybody whom the screen names, and who is at the desk."""
    visits = [
        UUID(each["visit"])
        for part in ("came", "referrals", "promises")
        for each in view[part].values()
    ]
    found = [moment.number_of[each] for each in visits if each in moment.number_of]
    if seat is not None and seat.ticket_id in moment.floor.tickets:
        found.append(moment.floor.tickets[seat.ticket_id])
    return {each.id: each for each in found}.values()
