"""Another place is offered, never forced: the verb from each door, its answers and its ends."""

import json
from collections.abc import Iterator
from itertools import product
from typing import Any
from uuid import UUID

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cast import Cast
from hall.diversion.stage import GENEROUS, accepted, branch, decree, offered, valid_tables
from tingtang.access.actor import Actor
from tingtang.bank.branch.actions import set_parameter, stop_service
from tingtang.bank.policy.rules.tables import Row
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.diversion.actions.answering import (
    answer_offer,
    close_offer,
    return_from_diversion,
    withdraw_offer,
)
from tingtang.hall.diversion.queries import offer_read, told_read
from tingtang.hall.diversion.rules import Decline, Door, figures
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.actions.marking import Mark, mark, merge
from tingtang.hall.ticket.actions.moving import add_service, change_service, park, resume
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.queries import open_help_read
from tingtang.hall.visit.rules import CustomerClass, Need
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.leaving import abandon


@pytest.fixture
def hall() -> Iterator[Cast]:
    """The branch, with a crowd of six and nobody at any counter."""
    cast = branch()
    for _ in range(6):
        cast.ticket()
    yield cast
    assert walk(cast.branch).first_broken is None


def row_of(cast: Cast, ticket: Issued | UUID) -> Any:
    ticket_id = ticket if isinstance(ticket, UUID) else ticket.id
    return look(cast.branch, ticket_read(cast.branch, ticket_id))[0][0]


def offer_row(cast: Cast, offer_id: UUID) -> Any:
    return look(cast.branch, offer_read(cast.branch, offer_id))[0][0]


def entries(cast: Cast, kind: str = "diversion.%") -> list[dict[str, Any]]:
    read = Read(
        "select kind, body::text from ledger_entry where branch_id = %s and kind like %s "
        "order by sequence",
        (cast.branch, kind),
        lambda kind, body: {"kind": kind, **json.loads(body)},
    )
    return look(cast.branch, read)[0]


def code(call: Any, *args: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        call(*args, **more)
    return refused.value.code


class TestOffering:
    def test_somebody_with_five_before_them_is_offered_the_machine(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket(), amount_yuan=19_999)
        assert (made.state, made.place, made.where) == ("offered", "smart", "智1")
        assert (made.equal, made.accompany, made.why_not) == (False, False, None)
        assert made.why["zh-Hans"].startswith("这笔业务智能柜台就能办")
        (entry,) = entries(hall)
        assert entry["decision"]["inputs"] == {
            "asked": "no", "protected": "unknown", "counter_free": "no", "business": "small_cash",
            "amount": 10_000, "waiting": 6,
        }  # fmt: skip
        assert "19999" not in str(entry)

    def test_a_larger_sum_stays_at_the_counter(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket(), amount_yuan=20_000)
        assert (made.state, made.why_not, made.place) == ("not_offered", "table", None)
        assert made.why["en"] == "Please wait for a counter."
        assert entries(hall)[0]["decision"]["row"] == made_row(hall, made.id)

    def test_the_third_in_line_is_left_alone(self, hall: Cast) -> None:
        (first,) = [t for t in tickets(hall) if t["label"] == "A003"]
        assert offered(hall, first["id"]).why_not == "table"
        assert entries(hall)[0]["decision"]["inputs"]["waiting"] == 2

    def test_at_a_kiosk_there_are_two_equal_buttons(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket(), hall.kiosk)
        assert (made.state, made.place, made.equal, made.why) == ("offered", "smart", True, None)
        assert entries(hall)[0]["decision"]["inputs"]["protected"] == "unknown"
        assert offered(hall, hall.ticket(), "chenyutong").equal is False

    def test_a_kiosk_is_not_told_why_not(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket(need=Need.ELDER), hall.kiosk)
        assert (made.state, made.why_not, made.equal) == ("not_offered", None, False)
        assert entries(hall)[0]["why"] == "protected"
        assert made.why["zh-Hans"] == "请您到窗口办理，我们会照顾好您。"

    def test_whoever_asks_at_a_kiosk_or_a_counter_gets_help(self, hall: Cast) -> None:
        elder = hall.ticket(need=Need.ELDER)
        made = offered(hall, elder, hall.kiosk, asked=True, calls_from="门口取号机")
        assert (made.state, made.accompany, made.place) == ("offered", True, "smart")
        (call,) = look(hall.branch, open_help_read(hall.branch))[0]
        assert (call.id, call.ticket_id, call.place) == (made.help, elder.id, "门口取号机")
        assert call.summoned_id == hall.people["suxiaowen"]
        assert offered(hall, hall.ticket(), "chenyutong", asked=True).help not in (None, made.help)

    def test_in_the_lobby_whoever_offers_goes_along(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket(), asked=True)
        assert (made.accompany, made.help) == (True, None)
        assert look(hall.branch, open_help_read(hall.branch))[0] == []

    def test_only_a_place_that_is_there_is_offered(self, hall: Cast) -> None:
        for _ in range(6):
            hall.ticket("noncash")
        ticket = hall.ticket("noncash")
        assert offered(hall, ticket).why_not == "no_place"
        hall.seat("linkexin", "3")
        hall.do("linkexin", call_next, counter_id=hall.counters["3"])
        made = offered(hall, ticket)
        assert (made.state, made.place, made.where) == ("offered", "open_counter", "3")

    def test_an_adviser_gives_advice_meanwhile(self, hall: Cast) -> None:
        ticket = hall.ticket()
        assert offered(hall, ticket, business="wealth").why_not == "no_place"
        hall.seat("zhouzimo", "9")
        made = offered(hall, ticket, business="wealth")
        assert (made.place, made.where) == ("rm_desk", "9")

    def test_machines_are_taken_in_turn(self, hall: Cast) -> None:
        where = []
        for _ in range(3):
            made = offered(hall, hall.ticket())
            where.append(made.where)
            hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
        assert where == ["智1", "智2", "智1"]

    def test_whoever_is_being_served_has_a_counter(self, hall: Cast) -> None:
        hall.seat("chenyutong", "1")
        hall.do("chenyutong", call_next, counter_id=hall.counters["1"])
        first = tickets(hall)[0]["id"]
        assert code(offered, hall, first, "chenyutong") == "wrong_state"  # called: on the way
        from tingtang.hall.ticket.actions.serving import arrive

        hall.do("chenyutong", arrive, ticket_id=first)
        assert offered(hall, first, "chenyutong").why_not == "counter_free"
        asked = offered(hall, first, "chenyutong", asked=True)
        done = hall.do("chenyutong", answer_offer, offer_id=asked.id, accepted=True)
        assert done.ticket.state == "parked"
        assert call_it(hall) is not None  # the counter is free for the next

    def test_a_stopped_service_is_served_by_no_counter(self, hall: Cast) -> None:
        hall.seat("chenyutong", "1")
        ticket = hall.ticket()
        assert offered(hall, ticket).why_not == "counter_free"
        cash = hall.services["cash"]
        hall.do("suxiaowen", stop_service, service_id=cash, notice="cash_out")
        assert offered(hall, ticket).state == "offered"

    def test_what_is_wrong_is_refused(self, hall: Cast) -> None:
        ticket = hall.ticket()
        assert code(offered, hall, ticket, business="gold") == "bad_input"
        assert code(offered, hall, ticket, amount_yuan=-1) == "bad_input"
        assert code(offered, hall, ticket, hall.visitor(ticket.id)) == "no_right"
        assert code(offered, hall, ticket, seen=ticket.version - 1) == "stale_screen"
        assert code(offered, hall, UUID(int=9)) == "unknown_ticket"
        assert entries(hall) == []

    def test_one_open_offer_a_ticket(self, hall: Cast) -> None:
        ticket = hall.ticket()
        first = offered(hall, ticket, hall.kiosk)
        assert code(offered, hall, ticket) == "offer_open"
        hall.do("suxiaowen", withdraw_offer, offer_id=first.id)
        assert offered(hall, ticket).state == "offered"


def tickets(cast: Cast) -> list[dict[str, Any]]:
    read = Read(
        "select id, label from hall_ticket where branch_id = %s order by place",
        (cast.branch,),
        lambda ticket, label: {"id": ticket, "label": label},
    )
    return look(cast.branch, read)[0]


def made_row(cast: Cast, offer_id: UUID) -> int:
    found = [e for e in entries(cast) if e["offer"] == str(offer_id)]
    assert found[0]["decision"]["results"]["offer"] == "none"
    return int(found[0]["decision"]["row"])


def call_it(cast: Cast, login: str = "chenyutong", number: str = "1") -> str | None:
    called = cast.do(login, call_next, counter_id=cast.counters[number]).called
    return called.number if called else None


class TestAnswering:
    def test_accepted_stands_aside_in_its_place_uncallable(self, hall: Cast) -> None:
        ticket = hall.ticket()
        made = offered(hall, ticket)
        before = row_of(hall, ticket)
        answer = hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
        assert (answer.state, answer.ticket.state) == ("accepted", "parked")
        assert (answer.asks_at - hall.at).total_seconds() == 20 * 60
        row = row_of(hall, ticket)
        assert (row.parked_for, row.place, row.until) == ("diversion", before.place, None)
        hall.seat("chenyutong", "1")
        called = [call_it(hall) for _ in range(8)]
        assert called == [f"A{n:03d}" for n in range(1, 7)] + [None, None]

    @pytest.mark.parametrize("asked", [False, True])
    def test_who_is_marked_meanwhile_goes_only_where_they_asked_to(
        self, hall: Cast, asked: bool
    ) -> None:
        ticket = hall.ticket()
        made = offered(hall, ticket, asked=asked)
        hall.do("suxiaowen", mark, ticket_id=ticket.id, mark=Mark(need=Need.ELDER))
        before, said = row_of(hall, ticket), len(entries(hall, "%"))
        answer: dict[str, Any] = {"offer_id": made.id, "accepted": True}
        if asked:
            assert hall.do("suxiaowen", answer_offer, **answer).ticket.state == "parked"
            return
        for actor in (hall.staff("suxiaowen"), hall.visitor(ticket.id)):
            common = {"actor": actor, "branch_id": hall.branch, "at": hall.at}
            assert code(answer_offer, **common, **answer) == "counter_serves"
        assert (row_of(hall, ticket), len(entries(hall, "%"))) == (before, said)
        assert offer_row(hall, made.id).state == "offered"
        declined = hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=False)
        assert declined.state == "declined"

    def test_a_kiosk_has_to_do_with_the_offers_of_kiosks(self, hall: Cast) -> None:
        kiosk: dict[str, Any] = {"actor": hall.kiosk, "branch_id": hall.branch, "at": hall.at}
        for by in ("suxiaowen", "chenyutong"):
            others = offered(hall, hall.ticket(), by)
            for yes in (True, False):
                answer: dict[str, Any] = {"offer_id": others.id, "accepted": yes}
                assert code(answer_offer, **kiosk, **answer) == "no_right"
            assert code(withdraw_offer, **kiosk, offer_id=others.id) == "no_right"
            hall.do("suxiaowen", answer_offer, offer_id=others.id, accepted=True)
            assert code(return_from_diversion, **kiosk, offer_id=others.id) == "no_right"
            for outcome in ("done", "returned", "unknown"):
                refused = code(close_offer, **kiosk, offer_id=others.id, outcome=outcome)
                assert refused == "no_right"
            assert offer_row(hall, others.id).state == "accepted"
        own = offered(hall, hall.ticket(), hall.kiosk)
        answer_offer(**kiosk, offer_id=own.id, accepted=True)
        assert code(close_offer, **kiosk, offer_id=own.id, outcome="unknown") == "no_right"
        assert return_from_diversion(**kiosk, offer_id=own.id).ticket.state == "waiting"

    def test_when_it_asks_is_the_branchs(self, hall: Cast) -> None:
        name = "divert_asks_after_min"
        hall.do("hanliqun", set_parameter, name=name, value=5)
        assert (accepted(hall, hall.ticket()).asks_at - hall.at).total_seconds() == 300  # type: ignore[operator]

    def test_declined_changes_nothing_and_needs_no_reason(self, hall: Cast) -> None:
        ticket = hall.ticket()
        before = row_of(hall, ticket)
        for reason in (None, Decline.NOT_USED_TO):
            made = offered(hall, ticket)
            answer = hall.do(
                "suxiaowen", answer_offer, offer_id=made.id, accepted=False, reason=reason
            )
            assert (answer.state, answer.ticket.version) == ("declined", before.version)
        assert row_of(hall, ticket) == before
        said = [e.get("declined_for") for e in entries(hall, "diversion.answered")]
        assert said == [None, "not_used_to"]

    def test_the_customer_answers_by_phone_and_nobody_elses(self, hall: Cast) -> None:
        ticket, other = hall.ticket(), hall.ticket()
        made = offered(hall, ticket, hall.kiosk)
        stranger, holder = hall.visitor(other.id), hall.visitor(ticket.id)

        def answer(actor: Actor, offer: UUID = made.id) -> Any:
            return answer_offer(
                actor=actor, branch_id=hall.branch, offer_id=offer, accepted=True, at=hall.at
            )

        assert code(answer, stranger) == "no_right"
        assert code(answer, holder, UUID(int=9)) == "no_right"
        assert answer(holder).state == "accepted"
        common: dict[str, Any] = {"branch_id": hall.branch, "offer_id": made.id, "at": hall.at}
        assert code(return_from_diversion, actor=stranger, **common) == "no_right"
        assert code(close_offer, actor=stranger, outcome="done", **common) == "no_right"
        assert code(close_offer, actor=holder, outcome="unknown", **common) == "no_right"
        assert code(withdraw_offer, actor=holder, **common) == "no_right"
        assert return_from_diversion(actor=holder, **common).ticket.state == "waiting"

    def test_whoever_holds_the_number_may_say_that_it_is_done(self, hall: Cast) -> None:
        ticket = hall.ticket()
        made = offered(hall, ticket, hall.kiosk)
        holder = hall.visitor(ticket.id)
        common: dict[str, Any] = {"branch_id": hall.branch, "offer_id": made.id, "at": hall.at}
        assert code(close_offer, actor=holder, outcome="done", **common) == "offer_cannot"
        gone = answer_offer(actor=holder, accepted=True, **common)
        done = close_offer(actor=holder, outcome="done", seen=gone.version, **common)
        assert (done.state, done.ticket.state) == ("done", "diverted")

    def test_a_stale_or_second_answer_is_refused(self, hall: Cast) -> None:
        made = offered(hall, hall.ticket())
        common: dict[str, Any] = {"offer_id": made.id, "accepted": True}
        old = made.version - 1
        assert code(hall.do, "suxiaowen", answer_offer, seen=old, **common) == "stale_screen"
        hall.do("suxiaowen", answer_offer, seen=made.version, **common)
        assert code(hall.do, "suxiaowen", answer_offer, **common) == "offer_cannot"
        wrong: dict[str, Any] = {"offer_id": made.id, "accepted": True, "reason": Decline.OTHER}
        assert code(hall.do, "suxiaowen", answer_offer, **wrong) == "bad_input"

    def test_who_was_called_meanwhile_can_accept_nothing(self, hall: Cast) -> None:
        first = tickets(hall)[0]["id"]
        made = offered(hall, first, asked=True)
        hall.seat("chenyutong", "1")
        assert call_it(hall) == "A001"
        answer: dict[str, Any] = {"offer_id": made.id, "accepted": True}
        assert code(hall.do, "suxiaowen", answer_offer, **answer) == "offer_cannot"
        assert row_of(hall, first).state == "called"

    def test_an_offer_overtaken_by_its_ticket_makes_room_for_another(self, hall: Cast) -> None:
        ticket = hall.ticket()
        made = offered(hall, ticket)
        hall.do("suxiaowen", park, ticket_id=ticket.id, reason="forms")
        answer: dict[str, Any] = {"offer_id": made.id, "accepted": True}
        assert code(hall.do, "suxiaowen", answer_offer, **answer) == "offer_cannot"
        hall.do("suxiaowen", resume, ticket_id=ticket.id)
        hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
        hall.do("suxiaowen", resume, ticket_id=ticket.id)  # not by the offer's own verb
        again = offered(hall, ticket)
        assert again.state == "offered"
        assert offer_row(hall, made.id).state == "returned"


class TestEnding:
    def test_coming_back_is_to_ones_own_place(self, hall: Cast) -> None:
        hall.seat("chenyutong", "1")
        second = tickets(hall)[1]["id"]
        gone = accepted(hall, second)
        assert call_it(hall) == "A001"
        assert call_it(hall) == "A003"
        back = hall.do("suxiaowen", return_from_diversion, offer_id=gone.id, seen=gone.version)
        assert (back.state, back.ticket.state) == ("returned", "waiting")
        assert call_it(hall) == "A002"
        again: dict[str, Any] = {"offer_id": gone.id}
        assert code(hall.do, "suxiaowen", return_from_diversion, **again) == "offer_cannot"

    def test_done_ends_the_ticket_elsewhere(self, hall: Cast) -> None:
        ticket = hall.ticket()
        gone = accepted(hall, ticket)
        hall.later(minutes=7)
        done = hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
        assert (done.state, done.ticket.state) == ("done", "diverted")
        row = row_of(hall, ticket)
        assert (row.outcome, row.ended_at, row.counter_id) == ("diverted", hall.at, None)
        assert code(hall.do, "suxiaowen", resume, ticket_id=ticket.id) == "wrong_state"

    def test_what_the_place_cannot_do_waits_on_in_its_place(self, hall: Cast) -> None:
        ticket = hall.ticket()
        for service in ("noncash", "corporate"):
            service_id = hall.services[service]
            hall.do("suxiaowen", add_service, ticket_id=ticket.id, service_id=service_id)
        place = row_of(hall, ticket).place
        gone = accepted(hall, ticket)  # to 智1, which can do cash and non-cash
        done = hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
        assert (done.state, done.ticket.state) == ("done", "waiting")
        row = row_of(hall, ticket)
        assert (row.service_id, row.more) == (hall.services["corporate"], [])
        assert (row.place, row.parked_for, row.outcome, row.ended_at) == (place, None, None, None)

    def test_other_business_chosen_meanwhile_is_not_done_there(self, hall: Cast) -> None:
        ticket = hall.ticket()
        gone = accepted(hall, ticket)
        wealth = hall.services["corporate"]
        hall.do("suxiaowen", change_service, ticket_id=ticket.id, service_id=wealth)
        done = hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
        assert done.ticket.state == "waiting"
        assert row_of(hall, ticket).service_id == wealth

    def test_unknown_leaves_the_place_for_whoever_may_still_come(self, hall: Cast) -> None:
        ticket = hall.ticket()
        gone = accepted(hall, ticket)
        lost = hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="unknown")
        assert (lost.state, lost.ticket.state) == ("unknown", "parked")
        hall.do("suxiaowen", resume, ticket_id=ticket.id)
        assert offer_row(hall, gone.id).state == "unknown"

    @pytest.mark.parametrize("how", ["chosen", "left", "day"])
    def test_where_the_ticket_went_tells_what_became_of_it(self, hall: Cast, how: str) -> None:
        ticket = hall.ticket()
        accepted(hall, ticket)
        if how == "chosen":
            hall.seat("chenyutong", "1")
            counter = hall.counters["1"]
            choice: dict[str, Any] = {"ticket_id": ticket.id, "reason": "returned"}
            hall.do("chenyutong", call_chosen, counter_id=counter, **choice)
        elif how == "left":
            hall.do("suxiaowen", abandon, ticket_id=ticket.id)
        else:
            hall.do("suxiaowen", close_day, day=hall.at.date())
        told = look(hall.branch, told_read(hall.branch, hall.at.date(), hall.at.date()))[0]
        of_lobby = figures(told)[Door.LOBBY]
        assert (of_lobby.accepted, of_lobby.done) == (1, 0)
        came_back = 1 if how == "chosen" else 0
        assert (of_lobby.returned, of_lobby.unknown) == (came_back, 1 - came_back)

    def test_nor_is_who_is_marked_once_they_turned_out_to_be_another(self, hall: Cast) -> None:
        gone, kept = hall.ticket(), hall.ticket()
        made = offered(hall, gone.id)
        hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=False)
        hall.do("suxiaowen", merge, ticket_id=gone.id, into_id=kept.id)
        day = hall.at.date()

        def of_lobby() -> int:
            told = look(hall.branch, told_read(hall.branch, day, day))[0]
            return figures(told)[Door.LOBBY].offered

        assert of_lobby() == 1
        hall.do("suxiaowen", mark, ticket_id=kept.id, mark=Mark(need=Need.ELDER))
        assert of_lobby() == 0

    def test_who_is_marked_later_is_in_no_figure(self, hall: Cast) -> None:
        ticket = hall.ticket()
        gone = accepted(hall, ticket)
        day = hall.at.date()

        def of_lobby() -> Any:
            told = look(hall.branch, told_read(hall.branch, day, day))[0]
            return figures(told)[Door.LOBBY]

        assert of_lobby().accepted == 1
        hall.do("suxiaowen", mark, ticket_id=ticket.id, mark=Mark(need=Need.ELDER))
        hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
        assert (of_lobby().offered, of_lobby().done) == (0, 0)


# ---------------------------------------------------------------- all combinations

SEATS = ("vacant", "paused", "open", "called", "closing", "elsewhere")
CLASSES = tuple(CustomerClass)
DOORS = ("kiosk", "chenyutong", "suxiaowen")


def seated(cast: Cast, how: str) -> None:
    """Counter 1, which does cash, as `how` says; elsewhere: only one that does none is free."""
    if how == "vacant":
        return
    if how == "elsewhere":
        cast.seat("linkexin", "3")
        return
    cast.seat("chenyutong", "1", open_it=how != "paused")
    counter = {"counter_id": cast.counters["1"]}
    if how in ("called", "closing"):
        cast.ticket()
        cast.do("chenyutong", call_next, **counter)
    if how == "closing":
        cast.do("chenyutong", move_a_seat, move=SeatMove.CLOSE, **counter)


def holds(cast: Cast, how: str, rows: tuple[Row, ...]) -> None:
    """The guards, for every class, need, door and wish, against what anybody could tell by hand."""
    for customer_class, protected, door, asked in product(
        CLASSES, (None, False, True), DOORS, (False, True)
    ):
        ticket = cast.ticket(customer_class=customer_class, protected=protected)
        actor = cast.kiosk if door == "kiosk" else cast.staff(door)
        made = offered(cast, ticket, actor, asked=asked)
        case = (how, customer_class, protected, door, asked)
        entry = entries(cast)[-1]
        if protected and not asked:
            assert entry["why"] == "protected", case
        elif how == "open" and not asked:
            assert entry["why"] == "counter_free", case
        else:
            said = rows[entry["decision"]["row"] - 1].results
            wanted = "offered" if said[0] != "none" and exists(said[1]) else "not_offered"
            assert made.state == wanted, case
            assert entry.get("why") not in ("protected", "counter_free"), case
            equal = door == "kiosk" and protected is None and made.state == "offered"
            assert made.equal is equal, case
        assert (made.state == "offered") == (entry["kind"] == "diversion.offered")
        assert entry["decision"]["inputs"]["asked"] == ("yes" if asked else "no")


def exists(place: str) -> bool:
    """What this stage has for cash: an open counter does none, and nobody sits at the desk."""
    return place in ("smart", "atm")


@pytest.mark.parametrize("how", SEATS)
def test_the_guards_hold_in_the_hall_whatever_the_table_would_like(how: str) -> None:
    cast = branch()
    decree(cast, GENEROUS)
    seated(cast, how)
    holds(cast, how, GENEROUS)


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(valid_tables(), st.sampled_from(SEATS))
def test_the_guards_hold_with_any_table_that_a_bank_may_approve(
    rows: tuple[Row, ...], how: str
) -> None:
    cast = branch()
    decree(cast, rows)
    seated(cast, how)
    holds(cast, how, rows)


def test_a_counter_that_pauses_is_free_no_more(hall: Cast) -> None:
    hall.seat("chenyutong", "1")
    ticket = hall.ticket()
    assert offered(hall, ticket).why_not == "counter_free"
    counter = {"counter_id": hall.counters["1"]}
    hall.do("chenyutong", move_a_seat, move=SeatMove.PAUSE, pause=Pause.LUNCH, **counter)
    assert offered(hall, ticket).state == "offered"


def test_no_entry_holds_a_sum_or_a_need(hall: Cast, migrator: psycopg.Connection) -> None:
    offered(hall, hall.ticket(), amount_yuan=12_345)
    offered(hall, hall.ticket(need=Need.PREGNANT), amount_yuan=12_345)
    found = str(entries(hall)) + str(
        migrator.execute("select o::text from hall_offer o where branch_id = %s", [hall.branch])
        .fetchall()
    )  # fmt: skip
    assert "12345" not in found
    assert "pregnant" not in found
