"""The hall a second time, as one would explain it to a new colleague: plain dicts and full lists.

Nothing here is shared with the source but codes and names. A verb of the model answers what forbids
it (a set of refusal codes; empty: it may), and then takes what the hall answered as done.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
LIVE = {"waiting", "called", "serving", "parked", "missed"}
ORDER_OF_CLASSES = ["emergency", "care", "vip", "booked", "ordinary"]

#: What may happen to a ticket: from where to where.
TICKET_MOVES = {
    "call": {"waiting": "called", "missed": "called", "parked": "called"},
    "recall": {"called": "called"},
    "arrive": {"called": "serving"},
    "no_show": {"called": "missed"},
    "rejoin": {"missed": "waiting"},
    "park": {"waiting": "parked", "serving": "parked"},
    "late": {"waiting": "parked"},
    "resume": {"parked": "waiting"},
    "transfer": {"waiting": "waiting", "called": "waiting", "serving": "waiting"},
    "change_service": {"waiting": "waiting", "parked": "parked", "serving": "serving"},
    "add_service": {"waiting": "waiting", "called": "called", "serving": "serving"},
    "mark": {each: each for each in LIVE},
    "merge": {"waiting": "merged", "parked": "merged", "missed": "merged"},
    "finish": {"called": "done", "serving": "done"},
    "reopen": {"done": "serving"},
    "put_back": {"called": "waiting"},
    "abandon": dict.fromkeys(("waiting", "parked", "missed", "called"), "abandoned"),
    "end_day": {
        **dict.fromkeys(("waiting", "parked", "missed", "called"), "unserved"),
        "serving": "done",
    },
}
SEAT_MOVES = {
    "take": {"vacant": "paused"},
    "open": {"paused": "open", "closing": "open"},
    "pause": {"open": "paused", "paused": "paused"},
    "close": {"open": "closing", "paused": "closing"},
    "leave": {"paused": "vacant", "open": "vacant", "closing": "vacant"},
    "hand_over": {"open": "open", "paused": "paused", "closing": "closing"},
}
DAY_MOVES = {
    "prepare": {None: "before"},
    "open": {None: "open", "before": "open", "last_numbers": "open"},
    "last_numbers": {"open": "last_numbers"},
    "begin_closing": {"open": "closing", "last_numbers": "closing"},
    "close": dict.fromkeys(("before", "open", "last_numbers", "closing"), "closed"),
}


@dataclass
class Customer:
    """Somebody with a number."""

    id: UUID
    label: str
    service: UUID
    line: str
    state: str
    place: int
    since: datetime
    more: list[UUID] = field(default_factory=list)
    customer_class: str = "ordinary"
    protected: bool = False
    booked: bool = False
    emergency: bool = False
    overtaken: int = 0
    moved: bool = False  # stands elsewhere than by the time of the number
    kept_for: UUID | None = None
    counter: UUID | None = None  # where they are or were last
    called: datetime | None = None
    last_call: datetime | None = None
    recalls: int = 0
    keeps_place_until: datetime | None = None
    late_until: datetime | None = None
    late_times: int = 0
    ended: datetime | None = None
    rated: bool = False
    times_called_in_line: int = 0

    def classify(self) -> None:
        """The line of the three fields and of an emergency: the first that fits."""
        self.line = (
            "emergency"
            if self.emergency
            else "care"
            if self.protected
            else "vip"
            if self.customer_class == "vip"
            else "booked"
            if self.booked
            else "ordinary"
        )


@dataclass
class Seat:
    """Who sits where, with whom."""

    state: str = "vacant"
    staff: UUID | None = None
    customer: UUID | None = None

    def free(self) -> None:
        """Nobody is at it any more; one that was closing is vacant."""
        self.customer = None
        if self.state == "closing":
            self.state, self.staff = "vacant", None


@dataclass
class Rules:
    """A branch's parameters, as far as a test turns them."""

    discipline: str = "priority"
    recalls: int = 3
    recall_gap: timedelta = 15 * SECOND
    no_show_after: timedelta = 90 * SECOND
    keep_place: timedelta = 10 * MINUTE
    rejoin_after: int = 3
    reopen_within: timedelta = 60 * SECOND
    late_times: int = 2
    walk_ins_per_booked: int = 2
    priority: dict[str, int] = field(
        default_factory=lambda: {"care": 1, "vip": 1, "booked": 2, "ordinary": 3}
    )
    rate: dict[str, float] = field(
        default_factory=lambda: {"care": 2.0, "vip": 2.0, "booked": 1.5, "ordinary": 1.0}
    )
    overtakes: dict[str, int] = field(
        default_factory=lambda: {"care": -1, "vip": -1, "booked": 3, "ordinary": 5}
    )
    longest_wait: dict[str, int] = field(
        default_factory=lambda: {"care": -1, "vip": -1, "booked": -1, "ordinary": 30}
    )


@dataclass
class Hall:
    """The floor of one branch on one day."""

    serves: dict[UUID, set[UUID]]  # services by counter
    vip: set[UUID] = field(default_factory=set)  # counters that call VIPs alone, by rule
    rules: Rules = field(default_factory=Rules)
    day: str | None = None
    stopped: set[UUID] = field(default_factory=set)
    customers: dict[UUID, Customer] = field(default_factory=dict)
    seats: dict[UUID, Seat] = field(default_factory=dict)
    given: dict[UUID, int] = field(default_factory=dict)  # numbers by service
    owed: dict[UUID, int] = field(default_factory=dict)  # walk-ins to go before the next booked

    def seat(self, counter: UUID) -> Seat:
        """The seat at a counter."""
        return self.seats.setdefault(counter, Seat())

    def seat_of(self, customer: UUID) -> Seat | None:
        """The seat that a customer is at."""
        return next((seat for seat in self.seats.values() if seat.customer == customer), None)

    def in_state(self, *states: str) -> list[Customer]:
        """The customers in these states, in order."""
        found = (each for each in self.customers.values() if each.state in states)
        return sorted(found, key=lambda each: each.place)

    # ------------------------------------------------------------ who is next

    def callable_at(self, counter: UUID) -> list[Customer]:
        """Everybody who could be called to a counter now, in order of arrival: the booked only when
        enough walk-ins of the service have gone since the last, or none waits here.
        """
        here = [
            each
            for each in self.in_state("waiting")
            if each.service in self.serves[counter] - self.stopped
            and each.kept_for in (None, counter)
            and (each.kept_for or counter not in self.vip or each.line in ("vip", "emergency"))
        ]
        walk_ins = {each.service for each in here if each.line != "booked"}
        return [
            each
            for each in here
            if each.line != "booked"
            or each.service not in walk_ins
            or not self.owed.get(each.service)
        ]

    def at_cap(self, customer: Customer, at: datetime) -> bool:
        """Overtaken as often, or waiting as long, as the branch allows."""
        overtakes = self.rules.overtakes[customer.line]
        wait = self.rules.longest_wait[customer.line]
        return (0 <= overtakes <= customer.overtaken) or (
            wait >= 0 and wait * MINUTE <= at - customer.since
        )

    def next_at(self, counter: UUID, at: datetime) -> tuple[list[Customer], str]:
        """Who may be called to a counter (several where reckoning can't tell), and by what."""
        queue = self.callable_at(counter)
        emergencies = [each for each in queue if each.line == "emergency"]
        if emergencies:
            return emergencies[:1], "emergency"
        best = self._best(queue, at)
        capped = [each for each in queue if self.at_cap(each, at)]
        if capped and capped[0] not in best:
            return capped[:1], "cap"
        return (capped[:1] or best), "discipline"

    def _best(self, queue: list[Customer], at: datetime) -> list[Customer]:
        if not queue or self.rules.discipline == "strict":
            return queue[:1]
        if self.rules.discipline == "priority":
            first = min(self.rules.priority[each.line] for each in queue)
            return [each for each in queue if self.rules.priority[each.line] == first][:1]
        gained = {
            each.id: self.rules.rate[each.line] * ((at - each.since) / MINUTE) for each in queue
        }
        most = max(gained.values())
        close = [each for each in queue if most - gained[each.id] < 1e-9]
        exact = all(gained[each.id] == most for each in close)
        return close[:1] if exact else close

    def overtaken_by(self, customer: Customer, counter: UUID) -> list[Customer]:
        """Whom a call of this customer to this counter overtakes."""
        queue = self.callable_at(counter)
        return [e for e in queue if e.place < customer.place and e is not customer]

    # ------------------------------------------------------------ what forbids

    def cannot(self, customer: UUID, move: str) -> set[str]:
        """Why a ticket can't make a move, by its state and by having a number at all."""
        found = self.customers[customer]
        to = TICKET_MOVES[move].get(found.state)
        if not found.label and to in ("waiting", "parked"):
            return {"no_number", "wrong_state"}
        return set() if to else {"wrong_state"}

    def cannot_call(self, staff: UUID, counter: UUID) -> set[str]:
        """Why somebody can't call to a counter."""
        seat, why = self.seat(counter), set[str]()
        if seat.state == "vacant":
            return {"counter_closed"}
        if seat.staff != staff:
            why.add("not_your_seat")
        if self.day not in ("open", "last_numbers", "closing"):
            why.add("day_not_open")
        if seat.state != "open":
            why.add("counter_paused")
        return why

    def cannot_at_own_seat(self, staff: UUID, customer: UUID, move: str) -> set[str]:
        """Why somebody can't do this with a customer at their counter."""
        why, seat = self.cannot(customer, move), self.seat_of(customer)
        if seat is None:
            return why | {"not_at_a_counter"}
        return why | ({"not_your_seat"} if seat.staff != staff else set())

    def cannot_be_first(self, customer: UUID, counter: UUID) -> set[str]:
        """Why a chosen customer can't be called to a counter."""
        why, found = self.cannot(customer, "call"), self.customers[customer]
        if found.service not in self.serves[counter]:
            why.add("counter_does_not_serve")
        if found.service in self.stopped:
            why.add("service_stopped")
        if (found.kept_for or (found.counter if why else None)) not in (None, counter):
            why.add("kept_for_another_counter")
        return why

    # ------------------------------------------------------------ what happens

    def call(self, customer: Customer, counter: UUID, at: datetime) -> None:
        """A customer is called to a counter, past those who came before."""
        for each in self.overtaken_by(customer, counter):
            each.overtaken += 1
        left = self.owed.get(customer.service, 0)
        booked = customer.line == "booked"
        self.owed[customer.service] = self.rules.walk_ins_per_booked if booked else max(0, left - 1)
        customer.state, customer.counter, customer.kept_for = "called", counter, None
        customer.called = customer.last_call = at
        customer.recalls, customer.late_until = 0, None
        self.seat(counter).customer = customer.id

    def leave_counter(self, customer: UUID) -> None:
        """Whoever is at a counter leaves it."""
        seat = self.seat_of(customer)
        if seat:
            seat.free()

    def finish(self, customer: Customer, at: datetime) -> None:
        """The service ends; what else they want, and not here, they wait for in their place."""
        customer.state, customer.ended = "done", at
        assert customer.counter
        self.leave_counter(customer.id)
        others = [each for each in customer.more if each not in self.serves[customer.counter]]
        if others and customer.label:
            customer.service, customer.more = others[0], others[1:]
            self.back_in_line(customer, customer.place)

    def back_in_line(self, customer: Customer, place: int, *, kept_for: UUID | None = None) -> None:
        """A ticket waits again, or elsewhere."""
        customer.moved |= place != customer.place
        customer.state, customer.place, customer.kept_for = "waiting", place, kept_for
        customer.called = customer.last_call = customer.late_until = None
        customer.recalls = 0

    def close(self, at: datetime) -> None:
        """The day ends for everybody who is still here."""
        for customer in self.in_state(*LIVE):
            customer.state = TICKET_MOVES["end_day"][customer.state]
            customer.ended = at
        self.seats.clear()
        self.stopped.clear()
        self.owed.clear()
        self.day = "closed"

    # ------------------------------------------------------------ what a place must be

    def check_after_the_first(
        self, customer: Customer, place: int, before: Iterable[Customer]
    ) -> None:
        """Behind the first few of the service, never before one's own place, before all later."""
        others = [e for e in before if e.service == customer.service]
        few = others[: self.rules.rejoin_after]
        assert all(each.place < place for each in few)
        if not few or few[-1].place < customer.place:
            assert place == customer.place
        else:
            behind = [e for e in others[len(few) :] if not e.moved]
            assert all(each.place > place for each in behind)

    def check_as_if_taken_at(self, customer: Customer, place: int, then: datetime) -> None:
        """Behind whoever took a number until then, before whoever took one later."""
        for each in self.customers.values():
            if each.moved or each is customer:
                continue
            assert (each.place < place) == (each.since <= then), (each, place)

    def check_places(self) -> None:
        """No two live tickets have the same place."""
        places = [each.place for each in self.in_state(*LIVE)]
        assert len(places) == len(set(places)), places
