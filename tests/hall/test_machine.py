"""The hall's verbs, driven at random, against the simple model of `model.py`.

Every verb comes with a key. What the model forbids must be refused with one of the model's reasons
and change nothing; what it allows must happen, and then tables and model must say the same. Now and
then a request is repeated: it must be answered alike and change nothing.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from cast import PEOPLE, Cast, founded, layout_with_vip_counter, ordered
from hall.model import DAY_MOVES, LIVE, ORDER_OF_CLASSES, SEAT_MOVES, Customer, Hall, Rules
from tingtang.access.actor import Actor
from tingtang.bank.branch.actions import (
    move_the_day,
    resume_service,
    set_parameter,
    stop_service,
)
from tingtang.bank.branch.rules import DISCIPLINES, DayMove
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.ticket.actions import calling, issuing, marking, moving, serving
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.visit.rules import ClassReason, CustomerClass
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.actor import Errand
from tingtang.ledger.answers import encoded
from tingtang.ledger.turn import AlreadyAnswered
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.leaving import abandon
from tingtang.voice.feedback.actions import rate

TABLES = (
    "hall_ticket", "hall_visit", "hall_waiting", "hall_line", "hall_number", "hall_seat",
    "hall_link", "hall_pace", "hall_owed", "hall_help", "bank_day", "bank_stoppage", "voice_rating",
    "ledger_errand", "ledger_head",
)  # fmt: skip
FINGERPRINT = " union all ".join(
    f"select md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from {table} t "
    "where branch_id = %(branch)s"
    for table in TABLES
)
NOW = """
select t.id, t.label, t.service_id, t.more, t.state, t.place, w.line is not null as waits,
    w.place as waits_at, s.counter_id as at,
    case when t.state = 'waiting' then t.counter_id end as kept_for,
    t.overtaken + coalesce((select count(*) from unnest(l.passed) p where p > t.place), 0)
from hall_ticket t
left join hall_waiting w on w.branch_id = t.branch_id and w.ticket_id = t.id
left join hall_line l on l.branch_id = t.branch_id and l.line = t.line and t.line <> 0
    and t.state = 'waiting'
left join hall_seat s on s.branch_id = t.branch_id and s.ticket_id = t.id
where t.branch_id = %(branch)s
"""
TELLERS = ("chenyutong", "zhouzimo", "linkexin")
NUMBERS = ("1", "2", "3", "7")  # of which the last is a VIP counter
FIRST_SEATS = ("1", "3", "7")
anybody = st.sampled_from(TELLERS)
anywhere = st.sampled_from(NUMBERS)
which = st.integers(0, 9999)
rarely = st.integers(0, 11).map(lambda n: n == 7)

_migrator: list[psycopg.Connection] = []
Method = TypeVar("Method", bound=Callable[..., None])


@dataclass(frozen=True)
class Action:
    """A thing that people do, with what it draws; `of`: the states that it is meant for."""

    name: str
    of: tuple[str, ...]
    draws: dict[str, st.SearchStrategy[Any]]


ACTIONS: list[Action] = []  # as often as they happen


def action(
    weight: int, of: tuple[str, ...] = (), **draws: st.SearchStrategy[Any]
) -> Callable[[Method], Method]:
    """One of the things that happen, `weight` times as often as the rarest."""

    def register(method: Method) -> Method:
        ACTIONS.extend([Action(method.__name__, of, draws)] * weight)
        return method

    return register


def cap_word(cap: int) -> str:
    """A cap as the table of order says it."""
    return "none" if cap < 0 else f"{cap}"


class HallMachine(RuleBasedStateMachine):
    """One branch on one day."""

    cast: Cast
    hall: Hall
    last_errand: Callable[[], Any] | None

    # ------------------------------------------------------------------ the frame

    @initialize(
        discipline=st.sampled_from(["strict", "priority", "accumulating"]),
        ordinary_cap=st.sampled_from([5, 1, 2, 3]),
        ordinary_wait=st.sampled_from([-1, 5, 30]),
        vip_cap=st.sampled_from([-1, 1]),
        after=st.sampled_from([0, 1, 3]),
        walk_ins=st.sampled_from([0, 1, 2]),
        crowd=st.lists(st.sampled_from(["ordinary", "ordinary", "vip"]), min_size=2, max_size=9),
    )
    def found(
        self,
        discipline: str,
        ordinary_cap: int,
        ordinary_wait: int,
        vip_cap: int,
        after: int,
        walk_ins: int,
        crowd: list[str],
    ) -> None:
        caps = {"overtakes": f"{ordinary_cap}", "longest_wait": cap_word(ordinary_wait)}
        order = ordered(ordinary=caps, vip={"overtakes": cap_word(vip_cap)})
        self.cast = founded(order=order, floor=layout_with_vip_counter())
        self.services = [self.cast.services[code] for code in ("cash", "noncash", "corporate")]
        cash, noncash, _ = self.services
        serves = {self.cast.counters[n]: {cash} for n in NUMBERS}
        serves |= {self.cast.counters[n]: {cash, noncash} for n in ("3", "7")}
        rules = Rules(discipline=discipline, rejoin_after=after)
        self.hall = Hall(serves, {self.cast.counters["7"]}, rules)
        self.hall.rules.walk_ins_per_booked = walk_ins
        self.hall.rules.overtakes |= {"ordinary": ordinary_cap, "vip": vip_cap}
        self.hall.rules.longest_wait["ordinary"] = ordinary_wait
        names = [each.value for each in DISCIPLINES]
        for name, value in (
            ("discipline", names.index(discipline)),
            ("rejoin_after", after),
            ("booked_per_walkins", walk_ins),
        ):
            head = self.cast.staff("hanliqun")
            branch, at = self.cast.branch, self.cast.at
            set_parameter(actor=head, branch_id=branch, name=name, value=value, at=at)
        self.keys = 0
        self.last_errand = None
        self.last_answer = ""
        for move, teller, number in (
            ("take", t, n) for t, n in zip(TELLERS, FIRST_SEATS, strict=True)
        ):
            self.move_seat(teller, number, move, wrong=False)
            self.move_seat(teller, number, "open", wrong=False)
        self.move_day("open")
        for n, customer_class in enumerate(crowd):
            self.time_passes(45)
            self.take_a_number(
                n % 5, customer_class, protected=n == 4, booked=n in (2, 5, 7), emergency=False
            )

    def attempt(
        self, forbidden: set[str], actor: Actor, verb: Callable[..., Any], **more: Any
    ) -> Any:
        """The verb's answer; None where the model forbids it and the hall refused, rightly."""
        self.keys += 1
        digest = hashlib.sha256(b"body").digest()
        on = actor.on(Errand(verb.__name__, str(self.keys), digest))
        arguments = {"branch_id": self.cast.branch, "at": self.cast.at, **more}

        def again() -> Any:
            return verb(actor=on, **arguments)

        if not forbidden:
            answer = again()
            self.last_errand, self.last_answer = again, encoded(answer)
            return answer
        before = self.fingerprint()
        with pytest.raises(Refused) as refused:
            again()
        assert refused.value.code in forbidden, forbidden
        assert self.fingerprint() == before
        return None

    def fingerprint(self) -> list[Any]:
        return self.fetch(FINGERPRINT)

    def fetch(self, query: str) -> list[Any]:
        return _migrator[0].execute(query.encode(), {"branch": self.cast.branch}).fetchall()

    def staff(self, login: str) -> UUID:
        return self.cast.people[login]

    def counter(self, number: str) -> UUID:
        return self.cast.counters[number]

    def pick(self, customers: list[Customer], n: int) -> Customer:
        """One of these, or, if there is none, one of all."""
        pool = customers or [*self.hall.customers.values()]
        return pool[n % len(pool)]

    def somebody(self) -> bool:
        return bool(self.hall.customers)

    @rule(n=which, data=st.data())
    def something_happens(self, n: int, data: st.DataObject) -> None:
        """One rule, so that every run holds a bit of everything, often what fits, at times not."""
        chosen = ACTIONS[n % len(ACTIONS)]
        if chosen.of and not self.hall.in_state(*chosen.of) and (n // 7 % 5 or not self.somebody()):
            name = "call_next" if "waiting" not in chosen.of else "take_a_number"
            chosen = next(each for each in ACTIONS if each.name == name)
        drawn = {name: data.draw(strategy, name) for name, strategy in chosen.draws.items()}
        note(f"{chosen.name}({', '.join(f'{k}={v!r}' for k, v in drawn.items())})")
        getattr(self, chosen.name)(**drawn)

    # ------------------------------------------------------------------ time

    @action(10, seconds=st.sampled_from([1, 14, 16, 45, 91, 200, 601, 1300]))
    def time_passes(self, seconds: int) -> None:
        self.cast.later(seconds=seconds)

    @action(1)
    def a_clock_jumps_back(self) -> None:
        """Nobody is called before they came: a turn's time never goes back."""
        verb = issuing.issue
        back = self.cast.at - timedelta(hours=1)
        forbidden = self.cannot_issue(self.services[0])
        if not forbidden:
            issued = self.attempt(
                set(), self.cast.kiosk, verb, wish=issuing.Wish(self.services[0]), at=back
            )
            assert issued.issued_at >= back + timedelta(minutes=59) or self.is_early(issued)
            self.take_in(issued, self.services[0], {})

    def is_early(self, issued: issuing.Issued) -> bool:
        """The ledger itself is older than the jump: nothing happened in the last hour."""
        times = self.fetch("select at from ledger_head where branch_id = %(branch)s")
        return bool(issued.issued_at <= times[0][0])

    @action(2)
    def a_request_is_repeated(self) -> None:
        if self.last_errand is None:
            return
        before = self.fingerprint()
        with pytest.raises(AlreadyAnswered) as again:
            self.last_errand()
        assert again.value.answer == self.last_answer
        assert self.fingerprint() == before

    # ------------------------------------------------------------------ numbers

    def cannot_issue(self, service: UUID) -> set[str]:
        if self.hall.day is None:
            return {"day_not_begun"}
        if self.hall.day not in ("before", "open"):
            return {"no_more_numbers"}
        return {"service_stopped"} if service in self.hall.stopped else set()

    @action(
        22,
        n=st.integers(0, 5),
        customer_class=st.sampled_from(["ordinary", "ordinary", "vip", "potential"]),
        protected=rarely,
        booked=rarely,
        emergency=rarely,
    )
    def take_a_number(
        self, n: int, customer_class: str, protected: bool, booked: bool, emergency: bool
    ) -> None:
        service = self.services[(0, 0, 0, 1, 1, 2)[n]]
        fields = {"protected": protected, "booked": booked, "emergency": emergency}
        known = ClassReason.KNOWN_CUSTOMER
        wish = issuing.Wish(service, CustomerClass(customer_class), reason=known, **fields)
        by_staff = emergency or customer_class != "ordinary"
        actor = self.cast.staff("suxiaowen") if by_staff else self.cast.kiosk
        issued = self.attempt(self.cannot_issue(service), actor, issuing.issue, wish=wish)
        if issued:
            self.take_in(issued, service, {"customer_class": customer_class, **fields})

    def take_in(self, issued: issuing.Issued, service: UUID, fields: dict[str, Any]) -> None:
        prefix = "ABC"[self.services.index(service)]
        number = self.hall.given[service] = self.hall.given.get(service, 0) + 1
        assert issued.number == f"{prefix}{number:03d}"
        (place,) = self.fetch_ticket("place", issued.id)
        assert all(each.place < place for each in self.hall.customers.values())
        new = Customer(
            issued.id, issued.number, service, "", "waiting", place, issued.issued_at, **fields
        )
        new.classify()
        strict = self.hall.rules.discipline == "strict" and new.line != ORDER_OF_CLASSES[0]
        rank = len(ORDER_OF_CLASSES) if strict else ORDER_OF_CLASSES.index(new.line)
        ahead = [
            each
            for each in self.hall.in_state("waiting")
            if each.service == service and ORDER_OF_CLASSES.index(each.line) <= rank
        ]
        assert issued.ahead == len(ahead)
        self.hall.customers[new.id] = new

    def fetch_ticket(self, columns: str, ticket: UUID) -> tuple[Any, ...]:
        (row,) = self.fetch(f"select {columns} from hall_ticket where id = '{ticket}'")
        found: tuple[Any, ...] = row
        return found

    # ------------------------------------------------------------------ calls

    def own_counter(self, teller: str) -> UUID | None:
        """Where a teller sits."""
        seats = self.hall.seats.items()
        return next((c for c, seat in seats if seat.staff == self.staff(teller)), None)

    def seen(self, counter: UUID, wrong: bool) -> int | None:
        """What a screen saw of a seat: now, or before its last change."""
        rows = self.fetch(f"select version from hall_seat where counter_id = '{counter}'")
        version = rows[0][0] if rows else 0
        return version - 1 if wrong else version

    @action(12, teller=anybody, elsewhere=rarely, number=anywhere, wrong=rarely)
    def call_next(self, teller: str, elsewhere: bool, number: str, wrong: bool) -> None:
        own = self.own_counter(teller)
        counter = self.counter(number) if elsewhere or own is None else own
        forbidden = self.hall.cannot_call(self.staff(teller), counter)
        answer = self.attempt(
            forbidden | ({"stale_screen"} if wrong else set()),
            self.cast.staff(teller),
            calling.call_next,
            counter_id=counter,
            seen=self.seen(counter, wrong),
        )
        if answer is None:
            return
        self.finish_in_hand(counter, answer)
        allowed, by = self.hall.next_at(counter, self.cast.at)
        if answer.called is None:
            assert not allowed
            self.hall.seat(counter).customer = None
            return
        called = self.hall.customers[answer.called.id]
        assert called in allowed
        assert (answer.called.reason == "emergency") == (by == "emergency")
        if len(allowed) == 1:
            assert answer.called.reason.endswith("_cap") == (by == "cap")
        self.called(answer, called, counter, by_rule=by != "emergency")

    def finish_in_hand(self, counter: UUID, answer: calling.Called) -> None:
        in_hand = self.hall.seat(counter).customer
        assert (answer.finished.id if answer.finished else None) == in_hand
        if in_hand:
            self.hall.finish(self.hall.customers[in_hand], self.cast.at)

    def called(
        self, answer: calling.Called, called: Customer, counter: UUID, *, by_rule: bool
    ) -> None:
        assert answer.called is not None
        overtaken = self.hall.overtaken_by(called, counter)
        if by_rule:
            for each in overtaken:
                cap = self.hall.rules.overtakes[each.line]
                assert cap < 0 or each.overtaken < cap
        named = set(answer.called.passed)
        assert named <= {each.label for each in overtaken}
        assert bool(named) == bool(overtaken)
        self.hall.call(called, counter, self.cast.at)

    @action(3, ("waiting", "missed", "parked"), teller=anybody, n=which, wrong=rarely, bad=rarely)
    def call_a_chosen_number(self, teller: str, n: int, wrong: bool, bad: bool) -> None:
        counter = self.own_counter(teller) or self.counter("1")
        chosen = self.pick(self.hall.in_state("waiting", "missed", "parked"), n)
        forbidden = self.hall.cannot_call(self.staff(teller), counter)
        forbidden |= self.hall.cannot_be_first(chosen.id, counter)
        forbidden |= {"stale_screen"} if wrong else set()
        answer = self.attempt(
            {"bad_input"} if bad else forbidden,
            self.cast.staff(teller),
            calling.call_chosen,
            counter_id=counter,
            ticket_id=chosen.id,
            reason="because" if bad else "returned",
            seen=self.seen(counter, wrong),
        )
        if answer is not None:
            assert answer.called.reason == "chosen_returned"
            self.finish_in_hand(counter, answer)
            self.called(answer, chosen, counter, by_rule=False)

    @action(1, teller=anybody, wrong_service=rarely, n=which)
    def serve_without_a_number(self, teller: str, wrong_service: bool, n: int) -> None:
        counter = self.own_counter(teller) or self.counter("1")
        service = self.services[2 if wrong_service else 0]
        forbidden = self.hall.cannot_call(self.staff(teller), counter)
        if service not in self.hall.serves[counter]:
            forbidden.add("counter_does_not_serve")
        if self.hall.seat(counter).customer:
            forbidden.add("customer_still_here")
        if service in self.hall.stopped:
            forbidden.add("service_stopped")
        begun = self.attempt(
            forbidden,
            self.cast.staff(teller),
            issuing.begin_service,
            counter_id=counter,
            service_id=service,
        )
        if begun:
            place, since = self.fetch_ticket("place, issued_at", begun.id)
            new = Customer(begun.id, "", service, "ordinary", "serving", place, since)
            new.counter = counter
            self.hall.customers[new.id] = new
            self.hall.seat(counter).customer = new.id

    # ------------------------------------------------------------------ the customer at the counter

    def at_counter(self) -> list[Customer]:
        return self.hall.in_state("called", "serving")

    @action(
        9,
        ("called",),
        n=which,
        other=rarely,
        wrong=rarely,
        verb=st.sampled_from(["recall", "arrive", "no_show"]),
    )
    def with_a_called_customer(self, n: int, other: bool, wrong: bool, verb: str) -> None:
        customer = self.pick([] if other else self.hall.in_state("called"), n)
        teller = self.teller_of(customer, other)
        forbidden = self.hall.cannot_at_own_seat(self.staff(teller), customer.id, verb)
        forbidden |= {"stale_screen"} if wrong else set()
        if verb == "recall" and customer.last_call:
            forbidden |= self.cannot_recall(customer)
        if verb == "no_show" and customer.called:
            waited = self.cast.at - customer.called
            if waited < self.hall.rules.no_show_after:
                forbidden.add("too_early_to_pass")
        verbs = {"recall": serving.recall, "arrive": serving.arrive, "no_show": serving.pass_by}
        moved = self.attempt(
            forbidden,
            self.cast.staff(teller),
            verbs[verb],
            ticket_id=customer.id,
            seen=self.seen_of(customer, wrong),
        )
        if moved is None:
            return
        if verb == "recall":
            customer.recalls += 1
            customer.last_call = self.cast.at
        elif verb == "arrive":
            customer.state = "serving"
        else:
            customer.state = "missed"
            customer.keeps_place_until = self.cast.at + self.hall.rules.keep_place
            self.hall.leave_counter(customer.id)
        assert moved.state == customer.state

    def cannot_recall(self, customer: Customer) -> set[str]:
        assert customer.last_call
        why = set()
        if customer.recalls >= self.hall.rules.recalls:
            why.add("recalls_used_up")
        if self.cast.at - customer.last_call < self.hall.rules.recall_gap:
            why.add("recall_too_soon")
        return why

    def teller_of(self, customer: Customer, other: bool) -> str:
        """The teller at whose counter a customer is, or another."""
        seat = self.hall.seat_of(customer.id)
        names = [name for name in TELLERS if seat and seat.staff == self.staff(name)]
        rest = [name for name in TELLERS if name not in names]
        return rest[0] if other or not names else names[0]

    def seen_of(self, customer: Customer, wrong: bool) -> int:
        """What a screen saw of a ticket: now, or before its last change."""
        (version,) = self.fetch_ticket("version", customer.id)
        return int(version) - wrong

    @action(3, ("called", "serving"), n=which, other=rarely)
    def finish(self, n: int, other: bool) -> None:
        customer = self.pick([] if other else self.at_counter(), n)
        teller = self.teller_of(customer, other)
        moved = self.attempt(
            self.hall.cannot_at_own_seat(self.staff(teller), customer.id, "finish"),
            self.cast.staff(teller),
            serving.finish,
            ticket_id=customer.id,
        )
        if moved:
            self.hall.finish(customer, self.cast.at)

    @action(3, ("done",), n=which, other=rarely)
    def reopen(self, n: int, other: bool) -> None:
        customer = self.pick(self.hall.in_state("done"), n)
        seat = self.hall.seat(customer.counter) if customer.counter else None
        names = [name for name in TELLERS if seat and seat.staff == self.staff(name)]
        teller = TELLERS[0] if other or not names else names[0]
        forbidden = self.hall.cannot(customer.id, "reopen")
        if self.hall.day not in ("open", "last_numbers", "closing"):
            forbidden.add("day_not_open")
        if seat is None or seat.staff is None:
            forbidden |= {"not_at_a_counter", "not_your_seat"}
        elif seat.staff != self.staff(teller):
            forbidden.add("not_your_seat")
        elif seat.customer and self.hall.cannot(seat.customer, "put_back"):
            forbidden.add("customer_still_here")
        late = customer.ended and self.cast.at - customer.ended > self.hall.rules.reopen_within
        forbidden |= {"too_late_to_reopen"} if late else set()
        if self.attempt(forbidden, self.cast.staff(teller), serving.reopen, ticket_id=customer.id):
            customer.state, customer.ended = "serving", None
            assert customer.counter
            seat = self.hall.seat(customer.counter)
            if seat.customer:
                called = self.hall.customers[seat.customer]
                self.hall.back_in_line(called, called.place)
            seat.customer = customer.id

    # ------------------------------------------------------------------ in the lines

    def move(
        self, customer: Customer, name: str, verb: Callable[..., Any], why: set[str], **more: Any
    ) -> Any:
        """A move of a ticket, by its holder or by staff."""
        own = name in ("rejoin", "late", "resume", "change_service", "add_service", "abandon")
        by_phone = own and bool(customer.label) and self.keys % 2 == 0
        actor = self.cast.visitor(customer.id) if by_phone else self.cast.staff("suxiaowen")
        forbidden = self.hall.cannot(customer.id, name) | why
        return self.attempt(forbidden, actor, verb, ticket_id=customer.id, **more)

    def place_of(self, customer: Customer) -> int:
        return int(self.fetch_ticket("place", customer.id)[0])

    @action(6, ("missed",), n=which)
    def rejoin(self, n: int) -> None:
        customer = self.pick(self.hall.in_state("missed"), n)
        if self.move(customer, "rejoin", moving.rejoin, set()):
            place, until = self.place_of(customer), customer.keeps_place_until
            if until and self.cast.at <= until:
                assert place == customer.place
            else:
                others = self.hall.in_state("waiting")
                self.hall.check_after_the_first(customer, place, others)
            self.hall.back_in_line(customer, place)

    @action(4, ("waiting",), n=which, minutes=st.sampled_from([10, 20, 30, 15]))
    def be_late(self, n: int, minutes: int) -> None:
        customer = self.pick(self.hall.in_state("waiting"), n)
        why = {"bad_input"} if minutes == 15 else set()
        why |= {"late_used_up"} if customer.late_times >= self.hall.rules.late_times else set()
        if self.move(customer, "late", moving.be_late, why, minutes=minutes):
            customer.state, customer.kept_for = "parked", None
            customer.late_times += 1
            customer.late_until = self.cast.at + timedelta(minutes=minutes)

    @action(3, ("waiting", "serving"), n=which, bad=rarely)
    def park(self, n: int, bad: bool) -> None:
        customer = self.pick(self.hall.in_state("waiting", "serving"), n)
        reason = "nap" if bad else "forms"
        why = {"bad_input"} if bad else set()
        if self.move(customer, "park", moving.park, why, reason=reason):
            self.hall.leave_counter(customer.id)
            customer.state, customer.kept_for, customer.late_until = "parked", None, None

    @action(6, ("parked",), n=which)
    def resume(self, n: int) -> None:
        customer = self.pick(self.hall.in_state("parked"), n)
        if self.move(customer, "resume", moving.resume, set()):
            place = self.place_of(customer)
            if customer.late_until is None or self.cast.at < customer.late_until:
                assert place == customer.place
            else:
                self.hall.check_as_if_taken_at(customer, place, customer.late_until)
            self.hall.back_in_line(customer, place)

    @action(
        4,
        ("waiting", "called", "serving"),
        n=which,
        service=st.integers(0, 2) | st.none(),
        number=anywhere | st.none(),
    )
    def transfer(self, n: int, service: int | None, number: str | None) -> None:
        customer = self.pick(self.hall.in_state("waiting", "called", "serving"), n)
        to = customer.service if service is None else self.services[service]
        counter = self.counter(number) if number else None
        why = {"bad_input"} if service is None and number is None else set()
        if counter and to not in self.hall.serves[counter]:
            why.add("counter_does_not_serve")
        moved = self.move(
            customer,
            "transfer",
            moving.transfer,
            why,
            service_id=None if service is None else to,
            counter_id=counter,
        )
        if moved:
            self.hall.leave_counter(customer.id)
            assert self.place_of(customer) == customer.place
            self.hall.back_in_line(customer, customer.place, kept_for=counter)
            customer.service = to
            customer.more = [each for each in customer.more if each != to]

    @action(
        4,
        ("waiting", "parked", "serving", "called"),
        n=which,
        service=st.integers(0, 2),
        add=st.booleans(),
    )
    def change_or_add_a_service(self, n: int, service: int, add: bool) -> None:
        customer = self.pick(self.hall.in_state("waiting", "parked", "serving", "called"), n)
        to = self.services[service]
        name = "add_service" if add else "change_service"
        taken = to == customer.service or (add and to in customer.more)
        verb = moving.add_service if add else moving.change_service
        why = {"same_service"} if taken else set()
        if self.move(customer, name, verb, why, service_id=to):
            if add:
                customer.more.append(to)
                return
            customer.service = to
            customer.more = [each for each in customer.more if each != to]
            if customer.state == "waiting":
                customer.kept_for = None

    @action(
        4,
        ("waiting",),
        n=which,
        customer_class=st.sampled_from(["ordinary", "vip", None]),
        protected=st.sampled_from([True, False, None]),
        emergency=st.sampled_from([True, False, None, None]),
    )
    def mark(
        self,
        n: int,
        customer_class: str | None,
        protected: bool | None,
        emergency: bool | None,
    ) -> None:
        customer = self.pick(self.hall.in_state(*LIVE), n)
        mark = marking.Mark(
            customer_class=CustomerClass(customer_class) if customer_class else None,
            reason=ClassReason.KNOWN_CUSTOMER,
            protected=protected,
            emergency=emergency,
        )
        if self.move(customer, "mark", marking.mark, set(), mark=mark):
            customer.customer_class = customer_class or customer.customer_class
            customer.protected = customer.protected if protected is None else protected
            customer.emergency = customer.emergency if emergency is None else emergency
            customer.classify()

    @action(1, ("waiting",), n=which, m=which)
    def merge(self, n: int, m: int) -> None:
        customer = self.pick(self.hall.in_state("waiting", "parked", "missed"), n)
        into = self.pick(self.hall.in_state("waiting", "called", "serving"), m)
        why = {"same_ticket"} if customer is into else set()
        why |= self.hall.cannot(into.id, "add_service")
        if self.move(customer, "merge", marking.merge, why, into_id=into.id):
            customer.state, customer.ended = "merged", self.cast.at
            for service in (customer.service, *customer.more):
                if service != into.service and service not in into.more:
                    into.more.append(service)
            classes = {customer.customer_class, into.customer_class}
            into.customer_class = "vip" if "vip" in classes else "ordinary"
            into.protected |= customer.protected
            into.emergency |= customer.emergency
            into.classify()

    @action(2, ("waiting",), n=which)
    def abandon(self, n: int) -> None:
        customer = self.pick(self.hall.in_state("waiting", "parked", "missed", "called"), n)
        if self.move(customer, "abandon", abandon, set()):
            self.hall.leave_counter(customer.id)
            customer.state, customer.ended = "abandoned", self.cast.at

    @action(2, ("done",), n=which, score=st.integers(0, 6), another=rarely)
    def rate(self, n: int, score: int, another: bool) -> None:
        customer = self.pick(self.hall.in_state("done"), n)
        forbidden = set() if customer.state == "done" else {"wrong_state"}
        forbidden |= set() if 1 <= score <= 5 else {"outside_bounds"}
        forbidden |= {"already_rated"} if customer.rated else set()
        forbidden |= {"no_right"} if another else set()
        actor = self.cast.visitor(new_id() if another else customer.id)
        arguments = {"ticket_id": customer.id, "score": score, "words": ("quick",)}
        if self.attempt(forbidden, actor, rate, **arguments):
            customer.rated = True

    # ------------------------------------------------------------------ seats

    @action(4, teller=anybody, number=anywhere, move=st.sampled_from([*SEAT_MOVES]), wrong=rarely)
    def move_seat(self, teller: str, number: str, move: str, wrong: bool) -> None:
        counter = self.counter(number)
        seat, staff = self.hall.seat(counter), self.staff(teller)
        to = self.staff("zhouzimo") if move == "hand_over" else None
        comer = staff if move == "take" else to
        forbidden = set() if seat.state in SEAT_MOVES[move] else {"seat_cannot"}
        if move == "take" and seat.state != "vacant":
            forbidden.add("seat_taken")
        if move != "take" and seat.state != "vacant" and seat.staff != staff:
            forbidden.add("not_your_seat")
        others = [s for c, s in self.hall.seats.items() if c != counter]
        if comer and any(each.staff == comer for each in others):
            forbidden.add("already_seated")
        if move == "leave" and seat.customer:
            forbidden.add("customer_still_here")
        forbidden |= {"stale_screen"} if wrong else set()
        seated = self.attempt(
            forbidden,
            self.cast.staff(teller),
            move_a_seat,
            counter_id=counter,
            move=SeatMove(move),
            pause=Pause.LUNCH if move == "pause" else None,
            to_staff=to,
            seen=self.seen(counter, wrong),
        )
        if seated is None:
            return
        seat.state = SEAT_MOVES[move][seat.state]
        if move == "close" and seat.customer is None:
            seat.state = "vacant"
        seat.staff = None if seat.state == "vacant" else comer or seat.staff
        assert (seated.state, seated.staff) == (seat.state, seat.staff)

    # ------------------------------------------------------------------ the day

    @action(1, move=st.sampled_from(["open", "last_numbers", "open", "begin_closing", "prepare"]))
    def move_day(self, move: str) -> None:
        allowed = DAY_MOVES[move]
        moved = self.attempt(
            set() if self.hall.day in allowed else {"day_cannot"},
            self.cast.staff("suxiaowen"),
            move_the_day,
            move=DayMove(move),
        )
        if moved:
            self.hall.day = allowed[self.hall.day]
            assert moved.state == self.hall.day

    @action(1, really=rarely)
    def close(self, really: bool) -> None:
        if not really and self.hall.day != "closed":
            return
        forbidden = set() if self.hall.day in DAY_MOVES["close"] else {"day_cannot"}
        serving = len(self.hall.in_state("serving"))
        live = len(self.hall.in_state(*LIVE))
        end = self.attempt(
            forbidden,
            self.cast.staff("suxiaowen"),
            close_day,
            day=self.cast.at.date(),
        )
        if end:
            assert (end.ended, end.unserved) == (serving, live - serving)
            self.hall.close(self.cast.at)

    @action(2, service=st.integers(0, 1), stop=st.booleans())
    def stop_or_resume_a_service(self, service: int, stop: bool) -> None:
        which_one = self.services[service]
        lead = self.cast.staff("suxiaowen")
        if stop:
            self.attempt(set(), lead, stop_service, service_id=which_one, notice="cash_out")
            self.hall.stopped.add(which_one)
        else:
            forbidden = set() if which_one in self.hall.stopped else {"not_stopped"}
            self.attempt(forbidden, lead, resume_service, service_id=which_one)
            self.hall.stopped.discard(which_one)

    # ------------------------------------------------------------------ what must hold at all times

    @invariant()
    def tables_say_what_the_model_says(self) -> None:
        if not hasattr(self, "cast"):
            return
        found = {row[0]: row[1:] for row in self.fetch(NOW)}
        assert found.keys() == self.hall.customers.keys()
        for ticket, each in self.hall.customers.items():
            label, service, more, state, place, waits, waits_at, at, kept_for, overtaken = found[
                ticket
            ]
            assert (label, service, list(more), state, place) == (
                each.label, each.service, each.more, each.state, each.place,
            )  # fmt: skip
            assert waits == (state == "waiting")
            assert waits_at == (place if waits else None)
            seat = self.hall.seat_of(ticket)
            assert at == (each.counter if seat else None)
            assert (state in ("called", "serving")) == (seat is not None)
            if state == "waiting":
                assert (kept_for, overtaken) == (each.kept_for, each.overtaken)

    @invariant()
    def seats_say_what_the_model_says(self) -> None:
        if not hasattr(self, "cast"):
            return
        query = "select counter_id, state, staff_id, ticket_id from hall_seat where branch_id = "
        rows = self.fetch(query + "%(branch)s")
        for counter, *row in rows:
            seat = self.hall.seat(counter)
            assert tuple(row) == (seat.state, seat.staff, seat.customer)

    @invariant()
    def places_differ(self) -> None:
        if hasattr(self, "cast"):
            self.hall.check_places()

    def teardown(self) -> None:
        if hasattr(self, "cast"):
            assert walk(self.cast.branch).first_broken is None
            self.every_number_once_and_called_once()

    def every_number_once_and_called_once(self) -> None:
        """From the ledger alone: no label twice, no call of a ticket that was not to be called."""
        labels = set()
        called = set()
        for kind, body in self.fetch(
            "select kind, body from ledger_entry where branch_id = %(branch)s order by sequence"
        ):
            if kind == "ticket.issued":
                assert body["label"] not in labels
                labels.add(body["label"])
            elif kind == "ticket.called":
                assert body["ticket"] not in called
                called.add(body["ticket"])
            elif kind in ("ticket.placed", "ticket.missed", "ticket.parked"):
                called.discard(body["ticket"])


@pytest.fixture
def watching(migrator: psycopg.Connection) -> Iterator[None]:
    _migrator[:] = [migrator]
    yield
    _migrator.clear()


def test_the_hall_does_what_the_model_says(watching: None) -> None:
    run_state_machine_as_test(
        HallMachine,
        settings=settings(
            max_examples=25,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=[*HealthCheck],
            print_blob=True,
            report_multiple_bugs=False,
        ),
    )


def test_everybody_in_the_cast_has_a_seat_in_the_model() -> None:
    assert {person.login for person in PEOPLE if person.post.value == "teller"} == {*TELLERS}
