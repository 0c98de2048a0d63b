"""The floor at one instant, with what several screens show reckoned once.

A view changes with the ledger or with time alone; both go through a fresh `Moment`. Parts that came
out as before are the same objects as before, so that comparing two pictures is cheap.
"""

from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from tingtang.bank.branch.queries import ServicePlan
from tingtang.bank.branch.rules import CALLS, TAKES_NUMBERS, DayState, Discipline
from tingtang.engines.forecasting.waits import shown
from tingtang.hall.counter.queries import SeatRow, never_taken
from tingtang.hall.counter.rules import WORKING, DeskState, SeatState, desk_state
from tingtang.hall.diversion.rules import OPEN, standing
from tingtang.hall.ticket.rules import ALONE, Ahead, PaceRow, Seen, State, tell
from tingtang.hall.visit.rules import LineClass
from tingtang.live.floor import Floor, Offer, Ticket
from tingtang.live.order import Calling, Lines
from tingtang.live.words import STOPPED, STOPPED_PLAINLY

View = dict[str, Any]

MEASURED_FROM = 30  # waits that must have ended before "8 in 10" may be said
MEASURED_SHARE = 0.7  # and how many of them must have held
_ICONS = frozenset({"cash", "card", "wealth", "company", "loan", "exchange", "other"})
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def instant(at: datetime) -> str:
    """UTC with offset, as all screens read it."""
    return at.astimezone(UTC).isoformat()


def same_if_equal(new: View, old: View | None) -> View:
    """`old`'s own objects wherever `new` says the same."""
    if old is None:
        return new
    for key, value in new.items():
        before = old.get(key)
        if isinstance(value, dict) and isinstance(before, dict):
            new[key] = same_if_equal(value, before)
        elif value == before:
            new[key] = before
    return old if new == old else new


def _standing(ticket: Ticket, strict: bool) -> tuple[int, int]:
    """Smaller comes before: by class of line, then place; in strict order by place alone."""
    if strict and ticket.line_class is not LineClass.EMERGENCY:
        return LineClass.CARE, ticket.place
    return ticket.line_class, ticket.place


class Moment:
    """One branch at one instant."""

    def __init__(self, floor: Floor, at: datetime, before: "Moment | None" = None) -> None:
        self.floor, self.plan, self.at = floor, floor.plan, at
        shared = before.shared if before is not None and before.plan is floor.plan else None
        self.shared: View = same_if_equal(
            {
                "branch": self._branch(),
                "day": self._day(),
                "services": {
                    str(service.id): self._service(service)
                    for service in self.plan.services.values()
                },
            },
            shared,
        )

    # ------------------------------------------------------------------ shared by all screens

    @property
    def heading(self) -> View:
        """Branch and day: what every view begins with."""
        return {"branch": self.shared["branch"], "day": self.shared["day"]}

    @property
    def services(self) -> View:
        """The services by id."""
        services: View = self.shared["services"]
        return services

    def _branch(self) -> View:
        plan = self.plan
        return {
            "id": str(plan.branch_id),
            "bank": plan.bank,
            "name": plan.name,
            "hotline": plan.hotline,
            "zone": plan.zone,
            "demonstration": plan.demonstration,
            "clock_scale": plan.clock.scale,
        }

    def _day(self) -> View:
        plan, date = self.plan, self.floor.date
        opening = plan.opening(date)
        following = plan.next_opening(date)
        day: View = {"date": date.isoformat(), "state": self.day_state.value}
        if opening is None:  # a day off: the hours of the next day that is none
            opening = plan.opening(following.date()) if following else None
        opens, closes = opening or (self._midnight, self._midnight)
        day |= {"opens_at": instant(opens), "closes_at": instant(closes)}
        if following is not None:
            day["next_opens_at"] = instant(following)
        day["hours"] = self._hours()
        return day

    @cached_property
    def day_state(self) -> DayState:
        """The day's state; a day that nobody began is before its opening, or over."""
        if self.floor.day is not None:
            return self.floor.day
        opening = self.plan.opening(self.floor.date)
        return DayState.BEFORE if opening and self.at < opening[1] else DayState.CLOSED

    @property
    def _midnight(self) -> datetime:
        return datetime.combine(self.floor.date, time(), ZoneInfo(self.plan.zone))

    def _hours(self) -> list[View]:
        rows: list[View] = []
        spans = [(self._span(self.plan.hours, day), self._span(self.plan.corporate_hours, day))
                 for day in range(7)]  # fmt: skip
        first = 0
        for day in range(7):
            if day < 6 and spans[day + 1] == spans[first]:
                continue
            days = _DAYS[first] if first == day else f"{_DAYS[first]}-{_DAYS[day]}"
            rows.append({"days": days, "personal": spans[first][0], "corporate": spans[first][1]})
            first = day + 1
        return rows

    @staticmethod
    def _span(hours: dict[str, list[str]], day: int) -> str:
        return "–".join(hours.get(str(day)) or [])

    # ------------------------------------------------------------------ services

    def _service(self, service: ServicePlan) -> View:
        state = self._service_state(service)
        view: View = {
            "id": str(service.id),
            "order": service.ordinal,
            "prefix": service.prefix,
            "name": service.name,
            "hint": service.hint,
            "plain_name": service.plain_name,
            "plain_hint": service.plain_hint,
            "icon": service.icon if service.icon in _ICONS else "other",
            "large_print": service.large_print,
            "state": state,
        }
        hours = self.plan.service_hours(service, self.floor.date)
        if state == "later" and hours is not None:
            view["from"] = instant(hours[0])
        if service.id in self.floor.stopped:  # also when numbers end: who waits still wonders why
            view["notice"] = STOPPED.get(self.floor.stopped[service.id], STOPPED_PLAINLY)
        waiting = self.waiting[service.id]
        view["waiting"] = waiting.total()
        told = self.told(service, LineClass.ORDINARY, waiting.total())
        view |= {"estimate": told[0], "counters": list(told[1])}
        return view

    def _service_state(self, service: ServicePlan) -> str:
        if self.floor.day not in TAKES_NUMBERS:
            return "closed"
        if service.id in self.floor.stopped:
            return "stopped"
        hours = self.plan.service_hours(service, self.floor.date)
        if hours is None or self.at >= hours[1]:
            return "closed"
        if self.at < hours[0]:
            return "later"
        if self.floor.last_numbers.get(service.id, 0) >= service.last:
            return "full"
        return "open"

    # ------------------------------------------------------------------ who waits, and how long

    @cached_property
    def lines(self) -> Lines:
        """Who waits, line by line."""
        return Lines(self.floor)

    @cached_property
    def waiting(self) -> dict[UUID, Counter[LineClass]]:
        """How many wait for each service, by class of line."""
        found: dict[UUID, Counter[LineClass]] = {each: Counter() for each in self.plan.services}
        for ticket in self.lines.waiting:
            found.setdefault(ticket.service_id, Counter())[ticket.line_class] += 1
        return found

    def calling(self) -> Calling:
        """The calls to come, on a copy."""
        return Calling(self.floor, self.lines, self.at)

    @property
    def calls_now(self) -> bool:
        """Whether customers are called at all: on the earliest day that isn't closed."""
        left_open = self.floor.left_open
        return (left_open[min(left_open)] if left_open else self.floor.day) in CALLS

    def told(
        self, service: ServicePlan, line_class: LineClass, ahead: int
    ) -> tuple[View, tuple[str, ...]]:
        """The wait of somebody with so many people ahead, and the counters that serve them."""
        told = tell(
            self.plan,
            service,
            line_class,
            ahead=[Ahead(line_class, ahead)],
            present=self.present,
            paces=self._paces,
            waited_for=self._waited_for,
        )
        seen = shown(told.wait)
        estimate: View = {"kind": seen.kind}
        if seen.low is not None:
            estimate["low"] = seen.low
        if seen.high is not None:
            estimate["high"] = seen.high
        return estimate, told.counters

    @cached_property
    def present(self) -> list[Seen]:
        """The counters that call now."""
        return [
            Seen(seat.counter_id, free=desk_state(seat, self.at) is DeskState.FREE)
            for seat in self.floor.seats.values()
            if seat.state is SeatState.OPEN and seat.counter_id in self.plan.counters
        ]

    @cached_property
    def counters(self) -> View:
        """How many counters are at work, of how many; advisers' desks are none of them."""
        counters = [each for each in self.plan.counters.values() if each.kind != "desk"]
        working = [each for each in counters if self.seat(each.id).state in WORKING]
        return {"working": len(working), "all": len(counters)}

    @cached_property
    def _waited_for(self) -> set[tuple[UUID, LineClass]]:
        return {
            (each.service_id, each.line_class)
            for each in self.lines.waiting
            if each.service_id not in self.floor.stopped
        }

    @cached_property
    def _paces(self) -> list[PaceRow]:
        return [
            PaceRow(service_id, list(pace.seconds), list(pace.misses))
            for service_id, pace in sorted(self.floor.paces.items())
        ]

    @cached_property
    def measured(self) -> bool:
        """Whether the waits of four weeks fell within what was told, often enough to say so."""
        told, held = self.floor.earlier
        for ticket in self.floor.tickets.values():
            if (
                ticket.line != ALONE
                and ticket.called_at
                and ticket.high_s
                and ticket.low_s is not None
            ):
                waited = (ticket.called_at - ticket.issued_at).total_seconds()
                told, held = told + 1, held + (ticket.low_s <= waited <= ticket.high_s)
        return told >= MEASURED_FROM and held >= MEASURED_SHARE * told

    def ahead_of(self, ticket: Ticket) -> int:
        """How many wait for the same service in lines that come before, or earlier in the same."""
        strict = self.plan.discipline is Discipline.STRICT
        own = _standing(ticket, strict)
        return sum(
            1
            for each in self.lines.waiting
            if each.service_id == ticket.service_id and _standing(each, strict) < own
        )

    def overtake_cap(self, ticket: Ticket) -> int | None:
        """How often others may go before the ticket; None: no cap, or before any rule."""
        terms = self.floor.order.terms.get(ticket.line_class)
        return terms.max_overtakes if terms is not None and terms.max_overtakes >= 0 else None

    # ------------------------------------------------------------------ offers

    def offer_of(self, ticket: Ticket) -> Offer | None:
        """The ticket's offer of another place, while it stands."""
        offer = self._offers.get(ticket.id)
        if offer is None or standing(offer.state, ticket.state, ticket.parked_for) not in OPEN:
            return None
        return offer

    @cached_property
    def _offers(self) -> dict[UUID, Offer]:
        return {each.ticket_id: each for each in self.floor.offers.values()}

    def where(self, offer: Offer) -> str | None:
        """The name of an offer's machine, or its counter's number."""
        if offer.machine_id in self.plan.machines:
            return self.plan.machines[offer.machine_id].name
        if offer.counter_id in self.plan.counters:
            return self.plan.counters[offer.counter_id].number
        return None

    # ------------------------------------------------------------------ seats and people

    def seat(self, counter_id: UUID) -> SeatRow:
        """A counter's seat; one that nobody ever took is vacant since the day began."""
        return self.floor.seats.get(counter_id) or never_taken(counter_id, self._midnight)

    def no_show_at(self, called_at: datetime) -> datetime:
        """When somebody called may be passed."""
        return called_at + timedelta(seconds=self.plan.parameters["no_show_after_s"])

    def ago(self, **units: float) -> datetime:
        """An instant so long ago."""
        return self.at - timedelta(**units)

    @cached_property
    def served(self) -> list[Ticket]:
        """The tickets served today, by the end of their service."""
        done = [each for each in self.floor.tickets.values() if each.state is State.DONE]
        return sorted(done, key=lambda each: (each.ended_at or each.issued_at, each.place))

    @cached_property
    def served_at(self) -> Counter[UUID | None]:
        """How many each counter served today."""
        return Counter(each.counter_id for each in self.served)

    @cached_property
    def at_counters(self) -> dict[UUID | None, list[Ticket]]:
        """Who is at each counter, or was served there today."""
        found: dict[UUID | None, list[Ticket]] = defaultdict(list)
        for ticket in self.floor.tickets.values():
            if ticket.state in (State.CALLED, State.SERVING, State.DONE):
                found[ticket.counter_id].append(ticket)
        return found

    @cached_property
    def number_of(self) -> dict[UUID, Ticket]:
        """The number of each visit: the last it took; one merged into another is none."""
        numbered = (each for each in self.floor.tickets.values() if each.label)
        kept = [each for each in numbered if each.state is not State.MERGED]
        return {each.visit_id: each for each in sorted(kept, key=lambda each: each.place)}

    @cached_property
    def numbered(self) -> frozenset[UUID]:
        """The visits that took a number: a talk beside it is no further customer."""
        return frozenset(each.visit_id for each in self.floor.tickets.values() if each.label)

    @cached_property
    def expected(self) -> dict[UUID, View | None]:
        """Minutes of service by service, reckoned when first asked for."""
        return {}
