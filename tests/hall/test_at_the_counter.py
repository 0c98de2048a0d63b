"""Recall, no-show, finish, reopen, chosen numbers, several services: what a teller does all day."""

from collections.abc import Sequence
from uuid import UUID

import psycopg
import pytest

from cast import MORNING, Cast, founded, ordered
from tingtang.bank.branch.actions import stop_service
from tingtang.bank.policy.rules.tables import Row
from tingtang.hall.ticket.actions.calling import Called, CalledTicket, call_chosen, call_next
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.issuing import begin_service
from tingtang.hall.ticket.actions.marking import Mark, mark, merge
from tingtang.hall.ticket.actions.moving import add_service, change_service, park, rejoin, transfer
from tingtang.hall.ticket.actions.serving import arrive, finish, pass_by, recall, reopen
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.relation.referral.actions.leaving import abandon


@pytest.fixture
def branch() -> Cast:
    """Doors open, Chen Yutong at counter 1, Lin Kexin at counter 3."""
    return at_work()


def at_work(order: Sequence[Row] | None = None) -> Cast:
    cast = founded(order=order)
    cast.open_day()
    cast.seat("chenyutong", "1")
    cast.seat("linkexin", "3")
    return cast


def next_at(branch: Cast, login: str, number: str) -> Called:
    return branch.do(login, call_next, counter_id=branch.counters[number])


def called(answer: Called) -> CalledTicket:
    assert answer.called is not None
    return answer.called


def call_one(branch: Cast) -> UUID:
    """One customer, called to counter 1."""
    branch.ticket()
    return called(next_at(branch, "chenyutong", "1")).id


class TestRecall:
    def test_three_times_fifteen_seconds_apart(self, branch: Cast) -> None:
        ticket = call_one(branch)
        with pytest.raises(Refused, match="recall_too_soon") as soon:
            branch.do("chenyutong", recall, ticket_id=ticket)
        assert soon.value.facts == {"seconds": 15}
        for _ in range(3):
            branch.later(seconds=14)
            with pytest.raises(Refused, match="recall_too_soon") as soon:
                branch.do("chenyutong", recall, ticket_id=ticket)
            assert soon.value.facts == {"seconds": 1}
            branch.later(seconds=1)
            branch.do("chenyutong", recall, ticket_id=ticket)
        branch.later(seconds=60)
        with pytest.raises(Refused, match="recalls_used_up"):
            branch.do("chenyutong", recall, ticket_id=ticket)

    def test_only_by_the_teller_who_called(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.later(seconds=20)
        with pytest.raises(Refused, match="not_your_seat"):
            branch.do("linkexin", recall, ticket_id=ticket)

    def test_called_anew_the_count_begins_anew(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.later(seconds=90)
        branch.do("chenyutong", recall, ticket_id=ticket)
        branch.do("chenyutong", pass_by, ticket_id=ticket)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert called(next_at(branch, "chenyutong", "1")).id == ticket
        for _ in range(3):
            branch.later(seconds=15)
            branch.do("chenyutong", recall, ticket_id=ticket)


class TestNoShow:
    def test_after_ninety_seconds_of_the_first_call(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.later(seconds=60)
        branch.do("chenyutong", recall, ticket_id=ticket)
        branch.later(seconds=29)
        with pytest.raises(Refused, match="too_early_to_pass") as early:
            branch.do("chenyutong", pass_by, ticket_id=ticket)
        assert early.value.facts == {"seconds": 1}
        branch.later(seconds=1)
        moved = branch.do("chenyutong", pass_by, ticket_id=ticket)
        assert moved.state == "missed"

    def test_the_counter_is_free_and_calls_on(self, branch: Cast) -> None:
        ticket = call_one(branch)
        second = branch.ticket()
        branch.later(seconds=90)
        branch.do("chenyutong", pass_by, ticket_id=ticket)
        answer = next_at(branch, "chenyutong", "1")
        assert answer.finished is None
        assert called(answer).id == second.id

    def test_who_is_being_served_is_not_missed(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.do("chenyutong", arrive, ticket_id=ticket)
        branch.later(seconds=120)
        with pytest.raises(Refused, match="wrong_state"):
            branch.do("chenyutong", pass_by, ticket_id=ticket)


class TestReopen:
    def test_within_a_minute(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.do("chenyutong", finish, ticket_id=ticket)
        branch.later(seconds=60)
        assert branch.do("chenyutong", reopen, ticket_id=ticket).state == "serving"
        branch.do("chenyutong", finish, ticket_id=ticket)

    def test_not_later(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.do("chenyutong", finish, ticket_id=ticket)
        branch.later(seconds=61)
        with pytest.raises(Refused, match="too_late_to_reopen"):
            branch.do("chenyutong", reopen, ticket_id=ticket)

    def test_whoever_the_same_tap_called_waits_again_in_their_place(self, branch: Cast) -> None:
        ticket = call_one(branch)
        second, third = branch.ticket(), branch.ticket()
        next_at(branch, "chenyutong", "1")
        assert branch.do("chenyutong", reopen, ticket_id=ticket).state == "serving"
        answer = next_at(branch, "chenyutong", "1")
        assert answer.finished
        assert answer.finished.id == ticket
        assert called(answer).id == second.id
        assert called(next_at(branch, "chenyutong", "1")).id == third.id

    def test_not_while_the_next_is_there(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.ticket()
        after = called(next_at(branch, "chenyutong", "1")).id
        branch.do("chenyutong", arrive, ticket_id=after)
        with pytest.raises(Refused, match="customer_still_here"):
            branch.do("chenyutong", reopen, ticket_id=ticket)

    def test_not_when_the_day_is_over(self, branch: Cast) -> None:
        """Nobody would end that service any more."""
        ticket = call_one(branch)
        branch.do("chenyutong", finish, ticket_id=ticket)
        day = branch.at.date()
        close_day(actor=branch.clock, branch_id=branch.branch, day=day, at=branch.at)
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="day_not_open"):
            branch.do("chenyutong", reopen, ticket_id=ticket)


class TestChosen:
    def test_with_a_reason_past_those_who_came_before(self, branch: Cast) -> None:
        first, second, third = branch.ticket(), branch.ticket(), branch.ticket()
        answer = branch.do(
            "chenyutong",
            call_chosen,
            counter_id=branch.counters["1"],
            ticket_id=third.id,
            reason="complaint",
        )
        assert called(answer).reason == "chosen_complaint"
        assert called(answer).passed == (first.number,)  # the head tells it for the line
        assert called(next_at(branch, "linkexin", "3")).id == first.id
        assert called(next_at(branch, "chenyutong", "1")).id == second.id

    def test_without_a_reason_nobody_is_chosen(self, branch: Cast) -> None:
        ticket = branch.ticket()
        with pytest.raises(Refused, match="bad_input") as bad:
            branch.do(
                "chenyutong",
                call_chosen,
                counter_id=branch.counters["1"],
                ticket_id=ticket.id,
                reason="",
            )
        assert bad.value.where == "reason"

    def test_only_where_the_service_is_done(self, branch: Cast) -> None:
        ticket = branch.ticket("noncash")
        with pytest.raises(Refused, match="counter_does_not_serve"):
            branch.do(
                "chenyutong",
                call_chosen,
                counter_id=branch.counters["1"],
                ticket_id=ticket.id,
                reason="need",
            )

    def test_a_stopped_service_is_not_called_and_not_overtaken(self, branch: Cast) -> None:
        stopped, other = branch.ticket("cash"), branch.ticket("noncash")
        branch.do("suxiaowen", stop_service, service_id=branch.services["cash"], notice="cash_out")
        answer = branch.do(
            "linkexin",
            call_chosen,
            counter_id=branch.counters["3"],
            ticket_id=other.id,
            reason="need",
        )
        assert called(answer).passed == ()
        with pytest.raises(Refused, match="service_stopped"):
            branch.do(
                "linkexin",
                call_chosen,
                counter_id=branch.counters["3"],
                ticket_id=stopped.id,
                reason="need",
            )

    def test_from_where_they_stood_aside(self, branch: Cast) -> None:
        """What was noted as they stood aside is forgotten: the service begins with this call."""
        ticket = call_one(branch)
        branch.do("chenyutong", arrive, ticket_id=ticket)
        branch.do("chenyutong", park, ticket_id=ticket, reason="forms")
        branch.later(minutes=20)
        branch.do(
            "chenyutong",
            call_chosen,
            counter_id=branch.counters["1"],
            ticket_id=ticket,
            reason="returned",
        )
        branch.later(minutes=2)
        branch.do("chenyutong", finish, ticket_id=ticket)
        assert seconds_of(branch, ticket) == 120


def seconds_of(branch: Cast, ticket: UUID) -> int:
    """How long the last service of a ticket took, as the ledger has it."""
    rows = look(
        branch.branch,
        Read(
            "select (body ->> 'seconds')::int from ledger_entry where branch_id = %s "
            "and kind = 'ticket.finished' and body ->> 'ticket' = %s order by sequence desc",
            (branch.branch, str(ticket)),
            lambda seconds: seconds,
        ),
    )[0]
    return int(rows[0])


class TestEmergency:
    def test_goes_first_past_every_cap(self) -> None:
        branch = at_work(ordered(ordinary={"longest_wait": "5"}))
        branch.ticket()
        branch.later(minutes=6)
        ticket = branch.ticket()
        branch.do("suxiaowen", mark, ticket_id=ticket.id, mark=Mark(emergency=True))
        answer = next_at(branch, "chenyutong", "1")
        assert (called(answer).id, called(answer).reason) == (ticket.id, "emergency")

    def test_only_who_leads_the_floor_puts_somebody_first(self, branch: Cast) -> None:
        ticket = branch.ticket()
        with pytest.raises(Refused, match="no_right"):
            branch.do("chenyutong", mark, ticket_id=ticket.id, mark=Mark(emergency=True))
        with pytest.raises(Refused, match="no_right"):
            branch.ticket(emergency=True)

    def test_protected_people_come_before_ordinary_ones(self, branch: Cast) -> None:
        branch.ticket()
        protected = branch.ticket(protected=True)
        assert called(next_at(branch, "chenyutong", "1")).id == protected.id


class TestOvertaking:
    def test_a_count_outlives_a_miss(self) -> None:
        """Overtaken as often as allowed before the call, nobody overtakes after the return."""
        branch = at_work(ordered(ordinary={"overtakes": "1"}))
        ordinary = branch.ticket()
        branch.ticket(customer_class=CustomerClass.VIP)
        next_at(branch, "chenyutong", "1")  # the first overtaking
        branch.ticket(customer_class=CustomerClass.VIP)
        assert called(next_at(branch, "chenyutong", "1")).id == ordinary.id
        branch.later(seconds=90)
        branch.do("chenyutong", pass_by, ticket_id=ordinary.id)
        branch.do("suxiaowen", rejoin, ticket_id=ordinary.id)
        again = called(next_at(branch, "chenyutong", "1"))
        assert (again.id, again.reason) == (ordinary.id, "overtake_cap")

    def test_whoever_cannot_be_called_is_not_overtaken(self, branch: Cast) -> None:
        aside, later = branch.ticket(), branch.ticket()
        branch.do("suxiaowen", park, ticket_id=aside.id, reason="forms")
        answer = next_at(branch, "chenyutong", "1")
        assert (called(answer).id, called(answer).passed) == (later.id, ())


class TestTransfer:
    def test_to_another_service_keeping_the_place(self, branch: Cast) -> None:
        first, second = branch.ticket("cash"), branch.ticket("noncash")
        branch.do("suxiaowen", transfer, ticket_id=first.id, service_id=branch.services["noncash"])
        assert called(next_at(branch, "linkexin", "3")).id == first.id
        assert called(next_at(branch, "linkexin", "3")).id == second.id

    def test_from_the_counter_to_another_which_alone_calls_it(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.do("chenyutong", transfer, ticket_id=ticket, counter_id=branch.counters["3"])
        assert next_at(branch, "chenyutong", "1").called is None
        assert called(next_at(branch, "linkexin", "3")).id == ticket

    def test_not_to_a_counter_that_does_not_serve(self, branch: Cast) -> None:
        ticket = branch.ticket("noncash")
        with pytest.raises(Refused, match="counter_does_not_serve"):
            branch.do("suxiaowen", transfer, ticket_id=ticket.id, counter_id=branch.counters["1"])

    def test_whoever_has_no_number_takes_one_first(self, branch: Cast) -> None:
        begun = branch.do(
            "chenyutong",
            begin_service,
            counter_id=branch.counters["1"],
            service_id=branch.services["cash"],
        )
        with pytest.raises(Refused, match="no_number"):
            branch.do("chenyutong", transfer, ticket_id=begun.id, counter_id=branch.counters["3"])
        with pytest.raises(Refused, match="no_number"):
            branch.do("chenyutong", park, ticket_id=begun.id, reason="forms")
        branch.do("chenyutong", finish, ticket_id=begun.id)


class TestSeveralServices:
    def test_what_another_counter_must_do_is_waited_for_in_ones_place(self, branch: Cast) -> None:
        ticket = branch.ticket("cash")
        branch.do(
            "suxiaowen", add_service, ticket_id=ticket.id, service_id=branch.services["noncash"]
        )
        later = branch.ticket("noncash")
        assert called(next_at(branch, "chenyutong", "1")).id == ticket.id
        assert branch.do("chenyutong", finish, ticket_id=ticket.id).state == "waiting"
        assert called(next_at(branch, "linkexin", "3")).id == ticket.id
        answer = next_at(branch, "linkexin", "3")
        assert answer.finished is not None
        assert answer.finished.id == ticket.id
        assert called(answer).id == later.id

    def test_the_big_button_sends_them_on_too(self, branch: Cast) -> None:
        ticket = branch.ticket("cash")
        branch.do(
            "suxiaowen", add_service, ticket_id=ticket.id, service_id=branch.services["noncash"]
        )
        next_at(branch, "chenyutong", "1")
        answer = next_at(branch, "chenyutong", "1")
        assert answer.finished is not None
        assert answer.called is None
        assert called(next_at(branch, "linkexin", "3")).id == ticket.id

    def test_what_this_counter_can_do_is_done_along(self, branch: Cast) -> None:
        ticket = branch.ticket("cash")
        branch.do(
            "suxiaowen", add_service, ticket_id=ticket.id, service_id=branch.services["noncash"]
        )
        next_at(branch, "linkexin", "3")
        assert branch.do("linkexin", finish, ticket_id=ticket.id).state == "done"

    def test_a_service_is_wanted_once(self, branch: Cast) -> None:
        ticket, noncash = branch.ticket("cash"), branch.services["noncash"]
        branch.do("suxiaowen", add_service, ticket_id=ticket.id, service_id=noncash)
        with pytest.raises(Refused, match="same_service"):
            branch.do("suxiaowen", add_service, ticket_id=ticket.id, service_id=noncash)
        branch.do("suxiaowen", change_service, ticket_id=ticket.id, service_id=noncash)
        next_at(branch, "linkexin", "3")
        assert branch.do("linkexin", finish, ticket_id=ticket.id).state == "done"

    def test_merged_duplicates_are_one_customer_with_all_services(self, branch: Cast) -> None:
        first, second = branch.ticket("cash"), branch.ticket("noncash")
        merged = branch.do("suxiaowen", merge, ticket_id=second.id, into_id=first.id)
        assert merged.state == "merged"
        assert next_at(branch, "linkexin", "3").called is not None
        assert branch.do("linkexin", finish, ticket_id=first.id).state == "done"
        assert next_at(branch, "linkexin", "3").called is None

    def test_what_was_marked_on_either_number_holds_for_the_customer(self, branch: Cast) -> None:
        branch.ticket()
        first, second = branch.ticket(), branch.ticket(protected=True)
        branch.do("suxiaowen", merge, ticket_id=second.id, into_id=first.id)
        answer = called(next_at(branch, "chenyutong", "1"))
        assert (answer.id, answer.number) == (first.id, "A002")  # in the line of care now

    def test_a_number_is_not_merged_with_itself(self, branch: Cast) -> None:
        ticket = branch.ticket()
        with pytest.raises(Refused, match="same_ticket"):
            branch.do("suxiaowen", merge, ticket_id=ticket.id, into_id=ticket.id)


class TestWithoutANumber:
    def test_served_at_once(self, branch: Cast, migrator: psycopg.Connection) -> None:
        begun = branch.do(
            "chenyutong",
            begin_service,
            counter_id=branch.counters["1"],
            service_id=branch.services["cash"],
        )
        with pytest.raises(Refused, match="customer_still_here"):
            branch.do(
                "chenyutong",
                begin_service,
                counter_id=branch.counters["1"],
                service_id=branch.services["cash"],
            )
        branch.later(minutes=3)
        assert branch.do("chenyutong", finish, ticket_id=begun.id).state == "done"
        assert seconds_of(branch, begun.id) == 180

    def test_not_for_a_stopped_service(self, branch: Cast) -> None:
        branch.do("suxiaowen", stop_service, service_id=branch.services["cash"], notice="cash_out")
        with pytest.raises(Refused, match="service_stopped"):
            branch.do(
                "chenyutong",
                begin_service,
                counter_id=branch.counters["1"],
                service_id=branch.services["cash"],
            )


class TestAbandon:
    def test_a_called_customer_who_says_no_frees_the_counter(self, branch: Cast) -> None:
        ticket = call_one(branch)
        branch.do("suxiaowen", abandon, ticket_id=ticket)
        later = branch.ticket()
        answer = next_at(branch, "chenyutong", "1")
        assert answer.finished is None
        assert called(answer).id == later.id


class TestStaleScreens:
    def test_two_clicks_never_call_two_people(self, branch: Cast) -> None:
        branch.ticket()
        branch.ticket()
        empty = next_at(branch, "linkexin", "3")
        seen = empty.version
        with pytest.raises(Refused, match="stale_screen"):
            branch.do("linkexin", call_next, counter_id=branch.counters["3"], seen=seen - 1)
        branch.do("linkexin", call_next, counter_id=branch.counters["3"], seen=seen)
        with pytest.raises(Refused, match="stale_screen"):
            branch.do("linkexin", call_next, counter_id=branch.counters["3"], seen=seen)

    def test_where_nobody_waits_the_screen_stays_fresh(self, branch: Cast) -> None:
        seen = next_at(branch, "chenyutong", "1").version
        branch.ticket("noncash")  # something else happens in the branch
        branch.do("chenyutong", call_next, counter_id=branch.counters["1"], seen=seen)


class TestWaitTold:
    """What a customer is told rests on what is so, and on nothing that was left lying."""

    def test_a_free_counter_that_others_wait_for_is_no_promise(self, branch: Cast) -> None:
        assert branch.ticket("noncash").estimate.kind == "none"  # counter 3 is free
        assert branch.ticket("cash").estimate.kind == "none"  # counter 1 is, too
        branch.do("linkexin", call_next, counter_id=branch.counters["3"])
        branch.do("linkexin", finish, ticket_id=_at(branch, "3"))
        branch.ticket("noncash")
        branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        # Counter 1 is busy; counter 3 is free, and about to call for its other service.
        assert branch.ticket("cash").estimate.kind == "unknown"

    def test_nobody_learns_from_a_service_that_was_left_open(self, branch: Cast) -> None:
        for _ in range(2):
            branch.ticket()
        next_at(branch, "chenyutong", "1")
        branch.later(hours=3)
        next_at(branch, "chenyutong", "1")
        assert _seconds_kept(branch) == [3 * 3600]
        branch.later(hours=14)
        close_day(actor=branch.clock, branch_id=branch.branch, day=MORNING.date(), at=branch.at)
        assert _seconds_kept(branch) == [3 * 3600]


def _at(branch: Cast, number: str) -> UUID:
    read = Read(
        "select ticket_id from hall_seat where branch_id = %s and counter_id = %s",
        (branch.branch, branch.counters[number]),
        lambda ticket: ticket,
    )
    return look(branch.branch, read)[0][0]  # type: ignore[no-any-return]


def _seconds_kept(branch: Cast) -> list[int]:
    read = Read(
        "select seconds from hall_pace where branch_id = %s and service_id = %s",
        (branch.branch, branch.services["cash"]),
        lambda seconds: seconds,
    )
    return look(branch.branch, read)[0][0]  # type: ignore[no-any-return]
