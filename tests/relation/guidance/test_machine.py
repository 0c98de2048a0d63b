"""Promises and holds, driven at random, against a simple model: dicts, and a clock in seconds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, RM, Hall
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove, desk_state
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.actions.serving import finish
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.live.moment import Moment
from tingtang.live.views.guidance import promises_view
from tingtang.relation.guidance.actions.keeping import keep_waiting, not_come
from tingtang.relation.guidance.queries import open_guidances_read
from tingtang.relation.referral.actions.leading import arrived, lead, take_back_leading, undo
from tingtang.relation.referral.actions.leaving import let_go
from tingtang.relation.referral.queries import referral_read

WHO = {DESK: RM, OTHER_DESK: OTHER_RM}
numbers = st.sampled_from(sorted(WHO))
some = st.integers(0, 99)


@dataclass
class Desk:
    """A desk as one would note it on paper."""

    paused: bool = False
    talk: UUID | None = None  # the ticket it goes by
    held_for: UUID | None = None
    held_to: int = 0

    def state(self, now: int) -> str:
        if self.talk:
            return "serving"
        if self.paused:
            return "paused"
        return "held" if self.held_for and now < self.held_to else "free"


@dataclass
class Awaited:
    """Somebody who is led or was promised."""

    id: UUID
    visit: UUID
    state: str
    desk: str
    since: int
    asks: int | None
    ticket: UUID
    waits: bool  # in the line: not led, or back by themselves
    referral: UUID | None = None
    touched: bool = False
    promised: tuple[str, int | None] | None = None  # desk and minute, where the last step led
    led_at: int = 0


def code_or(does: Callable[[], Any]) -> Any:
    """What it answers, or the code that it refuses with."""
    try:
        return does()
    except Refused as refused:
        return refused.code


class Promises(RuleBasedStateMachine):
    """Two desks on one morning."""

    @initialize()
    def begin(self) -> None:
        self.hall = Hall.open(DESK, OTHER_DESK)
        self.start = self.hall.cast.at
        self.desks = {number: Desk() for number in WHO}
        self.awaited: list[Awaited] = []
        self.ended: list[Awaited] = []
        self.slips: dict[UUID, str] = {}  # what became of each referral

    @property
    def now(self) -> int:
        return int((self.hall.cast.at - self.start).total_seconds())

    def any(self, some: int) -> Awaited:
        return self.awaited[some % len(self.awaited)]

    def number(self, counter: UUID | None) -> str:
        found = (n for n, each in self.hall.cast.counters.items() if each == counter)
        return next(found)

    # ------------------------------------------------------------------ what people do

    @rule(seconds=st.sampled_from([1, 4, 30, 100, 179, 400]))
    def time_passes(self, seconds: int) -> None:
        self.hall.cast.later(seconds=seconds)

    @rule(service=st.sampled_from(["cash", "wealth"]))
    def guide(self, service: str) -> None:
        customer = self.hall.customer(service)
        visit = customer.visit_id
        states = {number: desk.state(self.now) for number, desk in self.desks.items()}
        guided = self.hall.guide(visit, business="wealth", reply="willing")
        if "free" in states.values():
            number = self.number(guided.desk)
            assert (guided.path, states[number]) == ("escort", "free")
            self.hold(number, visit)
            one = Awaited(guided.id, visit, "led", number, self.now, None, customer.id, False)
            self.awaited.append(one)
            self.slip_of(one, guided.referral)
        elif {"held", "serving"} & set(states.values()):
            number = self.number(guided.desk)
            assert guided.path == "promise_waiting"
            assert states[number] in ("held", "serving")
            asks = self.now + 600
            self.awaited.append(
                Awaited(guided.id, visit, "promised", number, self.now, asks, customer.id, True)
            )
        else:
            assert (guided.path, guided.desk) == ("card", None)

    def slip_of(self, one: Awaited, referral: UUID | None) -> None:
        """Who is led with a yes for wealth is referred, once."""
        assert referral is not None
        assert one.referral in (None, referral)
        if one.referral is None:
            one.referral = referral
            self.slips[referral] = "accepted"

    def hold(self, number: str, visit: UUID) -> None:
        self.desks[number].held_for, self.desks[number].held_to = visit, self.now + 180

    def release(self, one: Awaited) -> None:
        desk = self.desks[one.desk]
        if desk.held_for == one.visit:
            desk.held_for = None

    def end(self, one: Awaited) -> None:
        self.release(one)
        self.awaited.remove(one)
        self.ended.append(one)
        one.waits = True

    def tries(self, verb: Any, one: Awaited, why: set[str], by: str = RM, **more: Any) -> Any:
        """Do it; refused for one of these reasons, if there are any."""
        before = self.hall.entries()
        done = code_or(lambda: self.hall.do(verb, one.id, by, **more))
        if isinstance(done, str):
            assert done in why, (verb.__name__, done, why)
            assert self.hall.entries() == before
            return None
        assert not why, (verb.__name__, why)
        return done

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def keep_waiting(self, some: int) -> None:
        one = self.any(some)
        why = {"guidance_cannot"} if one.state == "led" else set()
        if self.tries(keep_waiting, one, why):
            one.asks, one.touched = self.now + 600, True

    @precondition(lambda self: self.awaited)
    @rule(some=some, number=st.none() | numbers)
    def lead(self, some: int, number: str | None) -> None:
        one = self.any(some)
        to = number or one.desk
        desk = self.desks[to]
        state = desk.state(self.now)
        why = set()
        if state == "held" and desk.held_for != one.visit:
            why = {"desk_held"}
        elif state in ("serving", "paused"):
            why = {"desk_not_free"}
        more = {"desk_id": self.hall.cast.counters[number]} if number else {}
        if led := self.tries(lead, one, why, **more):
            promised = one.state == "promised"
            one.promised = (one.desk, one.asks) if promised else None
            one.led_at = self.now
            self.slip_of(one, led.referral)
            one.waits = False
            if to != one.desk:
                self.release(one)
            self.hold(to, one.visit)
            one.state, one.desk, one.asks, one.touched = "led", to, None, True

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def take_back_leading(self, some: int) -> None:
        one = self.any(some)
        why = set() if one.promised else {"guidance_cannot"}
        if one.promised and self.now - one.led_at > 10:
            why = {"too_late_to_undo"}
        if self.tries(take_back_leading, one, why) and one.promised:
            self.release(one)
            one.state, one.waits = "promised", True
            (one.desk, one.asks), one.promised = one.promised, None
            if one.referral:
                self.slips[one.referral] = "undone"
                one.referral = None

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def let_go(self, some: int) -> None:
        one = self.any(some)
        assert self.tries(let_go, one, set())
        if one.referral is not None:
            self.slips[one.referral] = "customer_left"  # nobody agreed to be contacted
        self.end(one)

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def not_come(self, some: int) -> None:
        one = self.any(some)
        why = set() if one.state == "led" else {"guidance_cannot"}
        if self.tries(not_come, one, why):
            self.end(one)

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def undo(self, some: int) -> None:
        one = self.any(some)
        why = {"acted_upon"} if one.touched else set()
        if self.now - one.since > 10:
            why |= {"too_late_to_undo"}
        if self.tries(undo, one, why, "suxiaowen"):
            self.end(one)
            if one.referral:
                self.slips[one.referral] = "undone"

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def comes_back_by_themselves(self, some: int) -> None:
        one = self.any(some)
        before = self.hall.entries()
        move = {"ticket_id": one.ticket}
        done = code_or(lambda: self.hall.cast.do("suxiaowen", resume, **move))
        assert (done == "wrong_state") is one.waits, done
        kept = not one.waits and self.desks[one.desk].held_for == one.visit
        assert self.hall.entries() == before + (not one.waits) + kept
        if kept:
            self.release(one)
        one.waits = True

    @precondition(lambda self: self.awaited)
    @rule(some=some)
    def arrived(self, some: int) -> None:
        one = self.any(some)
        desk = self.desks[one.desk]
        why = {
            "serving": {"customer_still_here", "counter_paused"},
            "paused": {"counter_paused"},
            "held": {"desk_held"} if desk.held_for != one.visit else set(),
            "free": set(),
        }[desk.state(self.now)]
        met = self.tries(arrived, one, why, WHO[one.desk])
        if met:
            self.end(one)
            one.waits = False
            if one.ticket != met.ticket:
                assert self.hall.ticket(one.ticket).state == "parked"
            self.ended.remove(one)
            desk.talk, desk.held_for = met.ticket, None
            if one.referral:  # the talk is its, unless somebody else's desk has it
                state = self.slip_state(one.referral)
                assert state == ("in_talk" if self.is_theirs(one) else "accepted")
                self.slips[one.referral] = state

    @rule(number=numbers)
    def talk(self, number: str) -> None:
        desk = self.desks[number]
        begun = code_or(lambda: self.hall.talk(number))
        if isinstance(begun, str):
            assert (
                begun
                in {
                    "serving": ("customer_still_here", "counter_paused"),
                    "paused": ("counter_paused",),
                    "held": ("desk_held",),
                    "free": (),
                }[desk.state(self.now)]
            )
            return
        assert desk.state(self.now) == "free"
        desk.talk, desk.held_for = begun.id, None

    @rule(number=numbers)
    def finish(self, number: str) -> None:
        desk = self.desks[number]
        if desk.talk:
            self.hall.cast.do(WHO[number], finish, ticket_id=desk.talk)
            desk.talk = None

    @rule(number=numbers)
    def pause_or_open(self, number: str) -> None:
        desk = self.desks[number]
        what = SeatMove.OPEN if desk.paused else SeatMove.PAUSE
        moved = {"move": what, "pause": Pause.ERRAND, "counter_id": self.hall.cast.counters[number]}
        self.hall.cast.do(WHO[number], move_a_seat, **moved)
        desk.paused = not desk.paused

    # ------------------------------------------------------------------ what must hold

    @invariant()
    def desks_are_as_noted(self) -> None:
        for number, desk in self.desks.items():
            seat = self.hall.seat(number)
            assert desk_state(seat, self.hall.cast.at).value == desk.state(self.now)
            assert seat.ticket_id == desk.talk
            if desk.state(self.now) == "held":
                assert seat.held_for == desk.held_for

    def slip_state(self, referral: UUID) -> str:
        rows = look(self.hall.cast.branch, referral_read(self.hall.cast.branch, referral))[0]
        return str(rows[0].state)

    def is_theirs(self, one: Awaited) -> bool:
        assert one.referral is not None
        rows = look(self.hall.cast.branch, referral_read(self.hall.cast.branch, one.referral))[0]
        return rows[0].receiver_id == self.hall.cast.people[WHO[one.desk]]

    @invariant()
    def nobody_who_is_led_stands_in_the_line_and_nobody_else_is_missing(self) -> None:
        for one in (*self.awaited, *self.ended):
            state = self.hall.ticket(one.ticket).state
            assert state == ("waiting" if one.waits else "parked"), (one, state)

    @invariant()
    def slips_are_as_noted(self) -> None:
        for referral, state in self.slips.items():
            assert self.slip_state(referral) == state

    @invariant()
    def nothing_awaited_is_lost(self) -> None:
        rows = look(
            self.hall.cast.branch, open_guidances_read(self.hall.cast.branch, self.hall.day)
        )
        told = {row.id: (row.state.value, self.number(row.desk_id), row.asks_at) for row in rows[0]}
        assert told == {
            one.id: (
                one.state,
                one.desk,
                None if one.asks is None else self.start + timedelta(seconds=one.asks),
            )
            for one in self.awaited
        }

    def teardown(self) -> None:
        if hasattr(self, "hall"):
            assert walk(self.hall.cast.branch).first_broken is None
            on_the_way = [one for one in self.awaited if one.state != "led" or not one.waits]
            assert set(self.shown()) == {str(one.id) for one in on_the_way}

    def shown(self) -> Iterator[str]:
        """What the lobby's screen shows, read from the tables anew: a worker holds nothing."""
        from live.following import load

        branch, at = self.hall.cast.branch, self.hall.cast.at
        yield from promises_view(Moment(load(branch, at), at))


def test_promises_and_holds_are_as_the_model_says() -> None:
    run_state_machine_as_test(
        Promises,
        settings=settings(
            max_examples=25,
            stateful_step_count=30,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
