"""Offers beside calls, from several connections at once: told afterwards from the ledger alone."""

import json
from contextlib import suppress
from random import Random
from typing import Any
from uuid import UUID

from cast import Cast
from hall.diversion.stage import GENEROUS, accepted, branch, decree, offered
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.diversion.actions.answering import (
    answer_offer,
    close_offer,
    return_from_diversion,
)
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.serving import finish
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from together import at_once


def ledger(cast: Cast) -> list[tuple[str, dict[str, Any]]]:
    read = Read(
        "select kind, body::text from ledger_entry where branch_id = %s order by sequence",
        (cast.branch,),
        lambda kind, body: (kind, json.loads(body)),
    )
    return look(cast.branch, read)[0]


class Replayed:
    """The hall as its ledger tells it, checked at every offer and every call."""

    def __init__(self, cast: Cast) -> None:
        plan = plan_of(cast.branch)
        self.able = {str(c.id): {*map(str, c.services)} for c in plan.counters.values()}
        self.open: dict[str, bool] = {}
        self.at: dict[str, str | None] = {}
        self.service: dict[str, str] = {}
        self.aside: set[str] = set()
        self.offers: dict[str, str] = {}
        self.seen = dict.fromkeys(("offered", "not_offered", "accepted", "called"), 0)
        for kind, body in ledger(cast):
            getattr(self, f"on_{kind.replace('.', '_')}", lambda _body: None)(body)

    def free_for(self, service: str) -> bool:
        return any(
            now and self.at.get(counter) is None and service in self.able[counter]
            for counter, now in self.open.items()
        )

    def on_seat_moved(self, body: dict[str, Any]) -> None:
        self.open[body["counter"]] = body["state"] == "open"

    def on_ticket_issued(self, body: dict[str, Any]) -> None:
        self.service[body["ticket"]] = body["service"]

    def on_ticket_called(self, body: dict[str, Any]) -> None:
        assert body["ticket"] not in self.aside, "somebody who stood aside was called"
        assert body["ticket"] not in self.at.values()
        self.at[body["counter"]] = body["ticket"]
        self.seen["called"] += 1

    def on_ticket_finished(self, body: dict[str, Any]) -> None:
        self.at[body["counter"]] = None

    def on_ticket_parked(self, body: dict[str, Any]) -> None:
        assert body["ticket"] not in self.at.values(), "somebody who was called accepted"
        self.aside.add(body["ticket"])

    def on_ticket_placed(self, body: dict[str, Any]) -> None:
        self.aside.discard(body["ticket"])

    def on_ticket_ended(self, body: dict[str, Any]) -> None:
        self.aside.discard(body["ticket"])

    def on_diversion_offered(self, body: dict[str, Any]) -> None:
        free = self.free_for(self.service[body["ticket"]])
        assert not free or body["asked"], "offered though a counter was free"
        assert body["ticket"] not in self.offers.values(), "two open offers of one ticket"
        assert body["ticket"] not in self.at.values()
        self.offers[body["offer"]] = body["ticket"]
        self.seen["offered"] += 1

    def on_diversion_not_offered(self, body: dict[str, Any]) -> None:
        free = self.free_for(self.service[body["ticket"]])
        assert (body["why"] == "counter_free") is free
        self.seen["not_offered"] += 1

    def on_diversion_answered(self, body: dict[str, Any]) -> None:
        self.seen["accepted"] += body["answer"] == "accept"
        if body["answer"] != "accept":
            self.offers.pop(body["offer"])

    def on_diversion_closed(self, body: dict[str, Any]) -> None:
        self.offers.pop(body["offer"])


def hall() -> Cast:
    """Two counters for cash, and a table that offers what the law leaves open."""
    cast = branch()
    decree(cast, GENEROUS)
    for login, number in (("chenyutong", "1"), ("zhouzimo", "2")):
        cast.seat(login, number)
    return cast


def test_an_offer_beside_the_call_of_the_same_ticket() -> None:
    """Either it is offered first and the ticket called away, or called first."""
    outcomes = set()
    for _ in range(25):
        cast = branch()
        cast.seat("chenyutong", "1")
        ticket = cast.ticket()

        def call(cast: Cast = cast) -> Any:
            counter = cast.counters["1"]
            return cast.do("chenyutong", call_next, counter_id=counter).called is not None

        def offer(cast: Cast = cast, ticket: UUID = ticket.id) -> Any:
            return offered(cast, ticket, asked=True).state.value

        called, said = at_once(call, offer)
        assert called is True
        assert said in ("offered", "wrong_state")
        outcomes.add(said)
        Replayed(cast)
    assert outcomes == {"offered", "wrong_state"}, "the race was no race"


def test_accepting_beside_the_call_of_the_same_ticket() -> None:
    outcomes = set()
    for _ in range(25):
        cast = branch()
        cast.seat("chenyutong", "1")
        made = offered(cast, cast.ticket(), asked=True)

        def call(cast: Cast = cast) -> Any:
            counter = cast.counters["1"]
            return cast.do("chenyutong", call_next, counter_id=counter).called is not None

        def accept(cast: Cast = cast, offer: UUID = made.id) -> Any:
            return cast.do("suxiaowen", answer_offer, offer_id=offer, accepted=True).state.value

        both = tuple(at_once(call, accept))
        assert both in ((True, "offer_cannot"), (False, "accepted"))
        outcomes.add(both)
        Replayed(cast)
    assert len(outcomes) == 2, "the race was no race"


def test_one_ticket_is_offered_once_by_whoever_is_first() -> None:
    cast = branch()
    for _ in range(6):
        cast.ticket()
    ticket = cast.ticket().id
    doors = ["suxiaowen", "chenyutong", "zhouzimo", "linkexin", "hanliqun"]
    said = at_once(
        *(lambda login=login: offered(cast, ticket, login).state.value for login in doors)
    )
    assert sorted(said) == ["offer_open"] * 4 + ["offered"]


def test_one_offer_is_answered_once() -> None:
    cast = branch()
    made = offered(cast, cast.ticket(), asked=True)

    def answer(accepted: bool) -> Any:
        return cast.do("suxiaowen", answer_offer, offer_id=made.id, accepted=accepted).state.value

    said = at_once(*[lambda yes=n % 2 == 0: answer(yes) for n in range(6)])
    assert said.count("offer_cannot") == 5


def test_coming_back_and_being_done_at_once_is_one_of_both() -> None:
    cast = branch()
    gone = accepted(cast, cast.ticket())

    def back() -> Any:
        return cast.do("suxiaowen", return_from_diversion, offer_id=gone.id).state.value

    def done() -> Any:
        verb = close_offer
        return cast.do("suxiaowen", verb, offer_id=gone.id, outcome="done").state.value

    said = sorted(at_once(back, done, back, done))
    assert said[:1] in (["done"], ["offer_cannot"])
    assert said.count("offer_cannot") == 3


def test_a_busy_hall_never_offers_while_a_counter_is_free() -> None:
    """Tellers call, finish and pause, the floor offers, answers and takes back, all at once."""
    cast = hall()
    tickets = [cast.ticket().id for _ in range(60)]

    def teller(login: str, number: str) -> None:
        chance, counter = Random(login), cast.counters[number]
        for _ in range(60):
            with suppress(Refused):
                what = chance.random()
                if what < 0.6:
                    cast.do(login, call_next, counter_id=counter)
                elif what < 0.75:
                    at = look(cast.branch, _at_counter(cast, counter))[0]
                    if at:
                        cast.do(login, finish, ticket_id=at[0])
                else:
                    move = SeatMove.OPEN if what < 0.9 else SeatMove.PAUSE
                    more: dict[str, Any] = {"move": move, "pause": Pause.BREAK}
                    cast.do(login, move_a_seat, counter_id=counter, **more)

    def manager(seed: int) -> None:
        chance, mine = Random(seed), list[UUID]()
        for _ in range(60):
            with suppress(Refused):
                what = chance.random()
                if what < 0.5 or not mine:
                    actor = chance.choice([cast.kiosk, cast.staff("suxiaowen")])
                    made = offered(cast, chance.choice(tickets), actor)
                    mine += [made.id] if made.state == "offered" else []
                elif what < 0.8:
                    yes = chance.random() < 0.7
                    offer_id = chance.choice(mine)
                    cast.do("suxiaowen", answer_offer, offer_id=offer_id, accepted=yes)
                else:
                    outcome = chance.choice(["returned", "returned", "done", "unknown"])
                    offer_id = chance.choice(mine)
                    cast.do("suxiaowen", close_offer, offer_id=offer_id, outcome=outcome)

    at_once(
        lambda: teller("chenyutong", "1"),
        lambda: teller("zhouzimo", "2"),
        *(lambda seed=seed: manager(seed) for seed in range(3)),
    )
    replayed = Replayed(cast)
    assert min(replayed.seen.values()) > 5, replayed.seen
    assert walk(cast.branch).first_broken is None


def _at_counter(cast: Cast, counter: UUID) -> Read[UUID]:
    return Read(
        "select ticket_id from hall_seat where branch_id = %s and counter_id = %s "
        "and ticket_id is not null",
        (cast.branch, counter),
        lambda ticket: ticket,
    )
