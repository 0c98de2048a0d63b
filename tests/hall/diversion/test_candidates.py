"""Second diversion: who is listed, in which order, with which figure; and who never is."""

import pytest

from cast import Cast
from hall.diversion.stage import accepted, branch, offered
from tingtang.bank.branch.actions import set_parameter, stop_service
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.diversion.actions.answering import (
    answer_offer,
    close_offer,
    return_from_diversion,
)
from tingtang.hall.diversion.queries import Candidate, candidates
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.actions.marking import Mark, mark, merge
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.visit.rules import Need
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read


def listed(cast: Cast) -> list[Candidate]:
    return candidates(plan_of(cast.branch), cast.at)


def numbers(cast: Cast) -> list[str]:
    return [each.ticket.label for each in listed(cast)]


def call(cast: Cast) -> None:
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])


@pytest.fixture
def hall() -> Cast:
    """One counter, busy, and ten who wait: A002 to A011."""
    cast = branch()
    cast.seat("chenyutong", "1")
    cast.ticket()
    call(cast)
    for _ in range(10):
        cast.ticket()
    return cast


@pytest.fixture
def known() -> Cast:
    """The same with much known: services take 6 minutes, a machine 3 with the walk."""
    cast = branch()
    for _ in range(12):
        gone = accepted(cast, cast.ticket())
        cast.later(minutes=3)
        cast.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
    cast.seat("chenyutong", "1")
    for _ in range(13):
        cast.ticket()
    for _ in range(13):
        call(cast)
        cast.later(minutes=6)
    for _ in range(10):
        cast.ticket()
    call(cast)
    cast.ticket()
    return cast


class TestWithoutFigures:
    def test_by_arrival_and_without_a_figure(self, hall: Cast) -> None:
        found = listed(hall)
        assert [each.ticket.label for each in found] == [f"A{n:03d}" for n in range(7, 12)]
        assert all(each.saved is None for each in found)
        assert {(each.place, each.spot.name) for each in found} == {("smart", "智1")}
        assert found[0].why["zh-Hans"].startswith("这笔业务智能柜台就能办")

    def test_reading_records_nothing(self, hall: Cast) -> None:
        def sequence() -> int:
            sql = "select sequence from ledger_head where branch_id = %s"
            return int(look(hall.branch, Read(sql, (hall.branch,), lambda n: n))[0][0])

        before = sequence()
        assert listed(hall)
        assert sequence() == before

    def test_protected_people_are_never_listed(self, hall: Cast) -> None:
        someone = listed(hall)[-1].ticket
        hall.do("suxiaowen", mark, ticket_id=someone.id, mark=Mark(need=Need.ELDER))
        assert someone.label not in numbers(hall)
        assert len(listed(hall)) == 5  # one more who waits before the others

    def test_who_declined_today_is_asked_no_more(self, hall: Cast) -> None:
        made = offered(hall, listed(hall)[0].ticket.id)
        assert "A007" not in numbers(hall)  # while it stands
        hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=False)
        assert numbers(hall) == ["A008", "A009", "A010", "A011"]

    def test_who_came_back_is_asked_no_more(self, hall: Cast) -> None:
        gone = accepted(hall, listed(hall)[0].ticket.id)
        hall.do("suxiaowen", return_from_diversion, offer_id=gone.id)
        assert "A007" not in numbers(hall)

    def test_nor_by_whichever_verb_they_did(self, hall: Cast) -> None:
        gone = accepted(hall, listed(hall)[0].ticket.id)
        hall.do("suxiaowen", resume, ticket_id=gone.ticket.id)
        assert "A007" not in numbers(hall)

    def test_who_declined_by_a_number_that_turned_out_to_be_theirs_too(self, hall: Cast) -> None:
        first, second = (each.ticket.id for each in listed(hall)[:2])
        made = offered(hall, first)
        hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=False)
        hall.do("suxiaowen", merge, ticket_id=first, into_id=second)
        assert numbers(hall) == ["A009", "A010", "A011"]

    def test_nobody_while_a_counter_is_free(self, hall: Cast) -> None:
        hall.seat("zhouzimo", "2")
        assert numbers(hall) == []
        cash = hall.services["cash"]
        hall.do("suxiaowen", stop_service, service_id=cash, notice="cash_out")
        assert len(numbers(hall)) == 5

    def test_nobody_without_a_place(self, hall: Cast) -> None:
        for _ in range(7):
            hall.ticket("noncash")
        assert [n for n in numbers(hall) if n.startswith("B")] == []  # nobody sits there
        hall.seat("linkexin", "3")
        hall.do("linkexin", call_next, counter_id=hall.counters["3"])
        assert [n for n in numbers(hall) if n.startswith("B")] == ["B007"]


class TestWithFigures:
    def test_most_saved_first_and_only_who_surely_saves_three_minutes(self, known: Cast) -> None:
        found = listed(known)
        figures = [each.saved for each in found]
        assert all(each is not None and each.low_s >= 180 for each in figures)
        middles = [each.middle_s for each in figures if each]
        assert middles == sorted(middles, reverse=True)
        places = [each.ticket.place for each in found]
        assert places == sorted(places, reverse=True)  # who waits longest from now saves most
        # the last of ten: nine before them of 6 minutes each and what is left at the counter, less
        # a minute's walk and two at the machine
        assert middles[0] == pytest.approx((9 + 1 + 1 - 1) * 360 - 180, rel=0.15)

    def test_a_longer_walk_lists_fewer(self, known: Cast) -> None:
        before = len(listed(known))
        known.do("hanliqun", set_parameter, name="divert_walk_s", value=600)
        after = listed(known)
        assert 0 < len(after) <= before
        assert after[0].saved is not None
        known.do("hanliqun", set_parameter, name="divert_least_saved_min", value=30)
        assert len(listed(known)) < len(after)

    def test_taken_machines_save_less(self, known: Cast) -> None:
        first = listed(known)[0]
        assert first.saved is not None
        for _ in range(4):
            accepted(known, known.ticket())
        again = next(each for each in listed(known) if each.ticket.id == first.ticket.id)
        assert again.saved is not None
        assert again.saved.middle_s < first.saved.middle_s

    def test_those_without_a_figure_come_last(self, known: Cast) -> None:
        known.seat("linkexin", "3")
        waiting: list[Issued] = [known.ticket("noncash") for _ in range(7)]
        known.do("linkexin", call_next, counter_id=known.counters["3"])
        found = listed(known)
        assert found[-1].ticket.id == waiting[-1].id
        assert [each.saved is None for each in found] == [False] * (len(found) - 1) + [True]
