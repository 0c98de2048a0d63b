"""Offers, answers, ends, calls and parking at random, against a simple model.

What the model forbids is refused with the model's reason and changes nothing; what it allows
happens, and then tables and model say the same.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import psycopg
import pytest
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

from cast import Cast
from hall.diversion.stage import GENEROUS, branch, decree, offered
from tingtang.hall.diversion.actions.answering import (
    answer_offer,
    close_offer,
    return_from_diversion,
    withdraw_offer,
)
from tingtang.hall.diversion.queries import told_read
from tingtang.hall.diversion.rules import Decline, Door, figures
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.marking import Mark, mark
from tingtang.hall.ticket.actions.moving import park, resume
from tingtang.hall.ticket.actions.serving import arrive
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.leaving import abandon

DOORS = {"kiosk": Door.KIOSK, "chenyutong": Door.COUNTER, "suxiaowen": Door.LOBBY}
LIVE = ("waiting", "called", "serving", "parked")
which = st.integers(0, 99)
_migrator: list[psycopg.Connection] = []


@dataclass
class Holder:
    """A customer with a ticket."""

    id: UUID
    place: int
    protected: bool
    state: str = "waiting"
    aside: str | None = None  # what it stands aside for


@dataclass
class Made:
    """An offer."""

    id: UUID
    holder: Holder
    door: Door
    protected: bool
    state: str

    @property
    def stands(self) -> str:
        """What it comes to now, by where its holder is."""
        if self.state == "offered" and self.holder.state not in ("waiting", "serving"):
            return "withdrawn"
        if self.state == "accepted" and self.holder.aside != self.id.hex:
            return "unknown" if self.holder.state == "abandoned" else "returned"
        return self.state


class OfferMachine(RuleBasedStateMachine):
    """One counter, a smart machine, and a table that offers what the law leaves open."""

    @initialize(generous=st.booleans())
    def found(self, generous: bool) -> None:
        self.cast: Cast = branch()
        self.generous = generous
        if generous:
            decree(self.cast, GENEROUS)
        self.holders: list[Holder] = []
        self.offers: list[Made] = []
        self.at_counter: Holder | None = None
        self.cast.seat("chenyutong", "1")

    # ------------------------------------------------------------------ the frame

    def attempt(self, forbidden: str | None, call: Callable[[], Any]) -> Any:
        """The answer; None where the model forbids it and it was refused, changing nothing."""
        if forbidden is None:
            return call()
        before = self.everything()
        with pytest.raises(Refused) as refused:
            call()
        assert refused.value.code == forbidden
        assert self.everything() == before
        return None

    def everything(self) -> list[Any]:
        return self.fetch(
            "select t::text from hall_ticket t where branch_id = %(b)s union all "
            "select o::text from hall_offer o where branch_id = %(b)s union all "
            "select w::text from hall_waiting w where branch_id = %(b)s union all "
            "select h::text from ledger_head h where branch_id = %(b)s"
        )

    def fetch(self, query: str) -> list[Any]:
        return _migrator[0].execute(query.encode(), {"b": self.cast.branch}).fetchall()

    def pick(self, n: int, *states: str) -> Holder:
        fit = [each for each in self.holders if each.state in states] or self.holders
        return fit[n % len(fit)]

    def somebody(self) -> bool:
        return bool(self.holders)

    def anything_offered(self) -> bool:
        return bool(self.offers)

    def open_of(self, holder: Holder) -> Made | None:
        found = [each for each in self.offers if each.holder is holder]
        return found[-1] if found and found[-1].stands in ("offered", "accepted") else None

    # ------------------------------------------------------------------ the hall

    @rule(protected=st.integers(0, 4).map(lambda n: n == 0))
    def take_a_number(self, protected: bool) -> None:
        issued = self.cast.ticket(protected=protected)
        ((place,),) = self.fetch(f"select place from hall_ticket where id = '{issued.id}'")
        self.holders.append(Holder(issued.id, place, protected))

    @rule()
    def call(self) -> None:
        answer = self.cast.do("chenyutong", call_next, counter_id=self.cast.counters["1"])
        if self.at_counter is not None:
            self.at_counter.state = "done"
            self.at_counter = None
        waiting = [each for each in self.holders if each.state == "waiting"]
        if answer.called is None:
            assert not waiting
            return
        called = next(each for each in self.holders if each.id == answer.called.id)
        assert called in waiting  # nobody who stands aside is ever called by rule
        called.state, self.at_counter = "called", called

    @precondition(somebody)
    @rule(n=which)
    def choose(self, n: int) -> None:
        holder = self.pick(n, "parked")
        counter = self.cast.counters["1"]
        forbidden = None if holder.state in ("waiting", "parked") else "wrong_state"
        answer = self.attempt(
            forbidden,
            lambda: self.cast.do(
                "chenyutong",
                call_chosen,
                counter_id=counter,
                ticket_id=holder.id,
                reason="returned",
            ),
        )
        if answer:
            if self.at_counter is not None:
                self.at_counter.state = "done"
            holder.state, holder.aside, self.at_counter = "called", None, holder

    @precondition(lambda self: self.at_counter is not None)
    @rule()
    def arrive(self) -> None:
        assert self.at_counter is not None
        ticket = self.at_counter.id
        forbidden = None if self.at_counter.state == "called" else "wrong_state"
        if self.attempt(forbidden, lambda: self.cast.do("chenyutong", arrive, ticket_id=ticket)):
            self.at_counter.state = "serving"

    @precondition(somebody)
    @rule(n=which)
    def park(self, n: int) -> None:
        holder = self.pick(n, "waiting")
        self.aside(holder, "forms", lambda: self.move(holder, park, reason="forms"))

    def aside(self, holder: Holder, what: str, call: Callable[[], Any]) -> None:
        forbidden = None if holder.state in ("waiting", "serving") else "wrong_state"
        if self.attempt(forbidden, call):
            self.leave(holder, what)

    def leave(self, holder: Holder, what: str) -> None:
        if self.at_counter is holder:
            self.at_counter = None
        holder.state, holder.aside = "parked", what

    def move(self, holder: Holder, verb: Callable[..., Any], **more: Any) -> Any:
        return self.cast.do("suxiaowen", verb, ticket_id=holder.id, **more)

    @precondition(somebody)
    @rule(n=which)
    def resume(self, n: int) -> None:
        holder = self.pick(n, "parked")
        forbidden = None if holder.state == "parked" else "wrong_state"
        if self.attempt(forbidden, lambda: self.move(holder, resume)):
            holder.state, holder.aside = "waiting", None

    @precondition(somebody)
    @rule(n=which)
    def abandon(self, n: int) -> None:
        holder = self.pick(n, "parked", "waiting")
        may = holder.state in ("waiting", "parked", "called")
        if self.attempt(None if may else "wrong_state", lambda: self.move(holder, abandon)):
            if self.at_counter is holder:
                self.at_counter = None
            holder.state, holder.aside = "abandoned", None

    @precondition(somebody)
    @rule(n=which, protected=st.booleans())
    def mark(self, n: int, protected: bool) -> None:
        holder = self.pick(n, *LIVE)
        forbidden = None if holder.state in LIVE else "wrong_state"
        marks = Mark(protected=protected)
        if self.attempt(forbidden, lambda: self.move(holder, mark, mark=marks)):
            holder.protected = protected

    @rule(minutes=st.sampled_from([1, 25]))
    def time_passes(self, minutes: int) -> None:
        """Also beyond when it asks: nothing happens by itself."""
        self.cast.later(minutes=minutes)

    # ------------------------------------------------------------------ offers

    @precondition(somebody)
    @rule(n=which, door=st.sampled_from(sorted(DOORS)), asked=st.booleans())
    def offer(self, n: int, door: str, asked: bool) -> None:
        holder = self.pick(n, "waiting", "serving")
        forbidden = None
        if holder.state not in ("waiting", "serving"):
            forbidden = "wrong_state"
        elif self.open_of(holder) is not None:
            forbidden = "offer_open"
        actor = self.cast.kiosk if door == "kiosk" else self.cast.staff(door)
        made = self.attempt(forbidden, lambda: offered(self.cast, holder.id, actor, asked=asked))
        if made is None:
            return
        for each in self.offers:
            if each.holder is holder:
                each.state = each.stands  # what its ticket had overtaken is closed
        state = self.decided(holder, asked)
        assert made.state == state, (holder, door, asked)
        self.offers.append(Made(made.id, holder, DOORS[door], holder.protected, state))

    def decided(self, holder: Holder, asked: bool) -> str:
        if asked:
            return "offered"
        free = self.at_counter is None or holder.state == "serving"
        if holder.protected or free:
            return "not_offered"
        waiting = [each for each in self.holders if each.state == "waiting"]
        ahead = [
            each for each in waiting if (not each.protected, each.place) < (True, holder.place)
        ]
        return "offered" if self.generous or len(ahead) >= 5 else "not_offered"

    def the_offer(self, n: int, *states: str) -> Made:
        fit = [each for each in self.offers if each.stands in states] or self.offers
        return fit[n % len(fit)]

    def with_offer(self, made: Made, state: str, verb: Callable[..., Any], **more: Any) -> bool:
        """A verb with an offer, which must stand so."""
        forbidden = None if made.stands == state else "offer_cannot"
        do = self.cast.do
        return bool(
            self.attempt(forbidden, lambda: do("suxiaowen", verb, offer_id=made.id, **more))
        )

    @precondition(anything_offered)
    @rule(n=which)
    def accept(self, n: int) -> None:
        made = self.the_offer(n, "offered")
        if self.with_offer(made, "offered", answer_offer, accepted=True):
            made.state = "accepted"
            self.leave(made.holder, made.id.hex)

    @precondition(anything_offered)
    @rule(n=which, reason=st.sampled_from([None, *Decline]))
    def decline(self, n: int, reason: Decline | None) -> None:
        made = self.the_offer(n, "offered")
        if self.with_offer(made, "offered", answer_offer, accepted=False, reason=reason):
            made.state = "declined"

    @precondition(anything_offered)
    @rule(n=which)
    def withdraw(self, n: int) -> None:
        made = self.the_offer(n, "offered")
        if self.with_offer(made, "offered", withdraw_offer):
            made.state = "withdrawn"

    @precondition(anything_offered)
    @rule(n=which, by_close=st.booleans())
    def come_back(self, n: int, by_close: bool) -> None:
        made = self.the_offer(n, "accepted")
        verb, more = (close_offer, {"outcome": "returned"}) if by_close else (
            return_from_diversion, {})  # fmt: skip
        if self.with_offer(made, "accepted", verb, **more):
            made.state, made.holder.state, made.holder.aside = "returned", "waiting", None

    @precondition(anything_offered)
    @rule(n=which)
    def be_done(self, n: int) -> None:
        made = self.the_offer(n, "accepted")
        if self.with_offer(made, "accepted", close_offer, outcome="done"):
            made.state, made.holder.state, made.holder.aside = "done", "diverted", None

    @precondition(anything_offered)
    @rule(n=which)
    def be_lost(self, n: int) -> None:
        made = self.the_offer(n, "accepted")
        if self.with_offer(made, "accepted", close_offer, outcome="unknown"):
            made.state = "unknown"

    # ------------------------------------------------------------------ what always holds

    @invariant()
    def tables_and_model_say_the_same(self) -> None:
        if not hasattr(self, "cast"):
            return
        tickets = self.fetch("select id, state, place from hall_ticket where branch_id = %(b)s")
        assert sorted(map(str, tickets)) == sorted(
            str((each.id, each.state, each.place)) for each in self.holders
        )
        lines = {row[0] for row in self.fetch("select ticket_id from hall_waiting")}
        assert {each.id for each in self.holders if each.state == "waiting"} <= lines
        assert not {each.id for each in self.holders if each.state != "waiting"} & lines
        offers = self.fetch("select id, state from hall_offer where branch_id = %(b)s")
        assert sorted(map(str, offers)) == sorted(str((e.id, e.state)) for e in self.offers)

    @invariant()
    def figures_are_of_those_who_are_not_protected(self) -> None:
        if not hasattr(self, "cast"):
            return
        day = self.cast.at.date()
        found = figures(look(self.cast.branch, told_read(self.cast.branch, day, day))[0])
        for door in Door:
            mine = [
                each.stands
                for each in self.offers
                if each.door is door
                and each.state != "not_offered"
                and not each.protected
                and not each.holder.protected
            ]
            told = found[door]
            assert told.offered == len(mine)
            for name in ("done", "returned", "unknown", "declined"):
                assert getattr(told, name) == mine.count(name), name

    def teardown(self) -> None:
        if hasattr(self, "cast"):
            assert walk(self.cast.branch).first_broken is None


def test_offers_are_as_the_model_says(migrator: psycopg.Connection) -> None:
    _migrator[:] = [migrator]
    run_state_machine_as_test(
        OfferMachine,
        settings=settings(
            max_examples=30,
            stateful_step_count=45,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
