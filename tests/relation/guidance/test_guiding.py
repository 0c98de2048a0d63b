"""Customers are guided: what each path does to the desks, and what nobody may do."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest

from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, RM, Hall
from tingtang.bank.branch.actions import move_the_day, set_parameter
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.policy import actions as policies
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.policy.rules.kinds.guide import GUIDE
from tingtang.bank.policy.rules.tables import Row
from tingtang.hall.counter.actions import move_a_seat, say_until
from tingtang.hall.counter.rules import DeskState, Pause, SeatMove, desk_state
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.marking import merge
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.actions.serving import arrive, finish
from tingtang.hall.visit.rules import Need
from tingtang.kernel.refused import Refused
from tingtang.ledger.verify import walk
from tingtang.relation.guidance.actions.keeping import keep_waiting, not_come
from tingtang.relation.guidance.rules import CONTACTS, OPEN, GuidanceState
from tingtang.relation.referral.actions.leading import arrived, lead, undo
from tingtang.relation.referral.actions.leaving import abandon, let_go

MINUTE = timedelta(minutes=1)


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK)


class TestEveryCombination:
    """Class × business × desk × reply × protection, by the verb itself."""

    @pytest.mark.parametrize("desk", DeskState)
    def test_has_the_effects_of_its_path_and_no_others(self, desk: DeskState) -> None:
        hall = Hall.open(*([] if desk is DeskState.ABSENT else [DESK]))
        led = self._brought_to(hall, desk)
        classes, replies = ("vip", "potential", "ordinary"), ("unasked", "willing", "refuses")
        businesses = ("small_cash", "large_cash", "wealth")
        for each in product(classes, businesses, (*replies, "no_time"), (None, Need.ELDER)):
            customer_class, business, reply, need = each
            visit = hall.customer("cash", customer_class, need=need).visit_id
            guided = hall.guide(visit, business=business, reply=reply)
            seat_holds = guided.path == "escort"
            assert guided.state is hall.guidance(guided.id).state
            assert (guided.state is GuidanceState.LED) is seat_holds, each
            assert (guided.until is not None) is seat_holds
            assert (guided.asks_at is not None) is (guided.state is GuidanceState.PROMISED)
            assert not (seat_holds and desk is not DeskState.FREE), each
            assert not (reply == "refuses" and guided.path != "leaflet"), each
            assert not (need and guided.path == "divert"), each
            assert set(guided.why) == {"zh-Hans", "zh-Hant", "en"}
            if seat_holds:
                assert hall.seat().held_for == visit
                hall.do(undo, guided.id, "suxiaowen")
            elif desk is not DeskState.ABSENT:
                assert hall.seat().held_for == led, each
        assert walk(hall.cast.branch).first_broken is None

    def _brought_to(self, hall: Hall, desk: DeskState) -> object:
        """Desk 8 in a state; the visit that it is held for."""
        if desk is DeskState.SERVING:
            hall.talk()
        elif desk is DeskState.PAUSED:
            moved = {"move": SeatMove.PAUSE, "pause": Pause.LUNCH}
            hall.cast.do(RM, move_a_seat, counter_id=hall.cast.counters[DESK], **moved)
        elif desk is DeskState.HELD:
            visit = hall.customer().visit_id
            hall.guide(visit, reply="willing")
            return visit
        return None


class TestLeading:
    def test_holds_the_desk_for_three_minutes(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        assert (guided.path, guided.next, guided.state) == ("escort", "introduce", "led")
        assert guided.until == hall.cast.at + 3 * MINUTE
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.HELD
        assert desk_state(hall.seat(), hall.cast.at + 3 * MINUTE) is DeskState.FREE

    def test_as_long_as_the_branch_says(self, hall: Hall) -> None:
        hall.cast.do("hanliqun", set_parameter, name="desk_hold_s", value=60)
        assert hall.guide(hall.customer().visit_id).until == hall.cast.at + MINUTE

    def test_the_second_is_promised_what_the_first_got(self, hall: Hall) -> None:
        hall.guide(hall.customer().visit_id)
        second = hall.guide(hall.customer().visit_id)
        assert (second.path, second.state) == ("promise_waiting", "promised")
        assert second.desk == hall.cast.counters[DESK]

    def test_to_a_named_desk_only_while_it_is_free(self, hall: Hall) -> None:
        desk = hall.cast.counters[DESK]
        hall.guide(hall.customer().visit_id, desk_id=desk)
        with pytest.raises(Refused, match="desk_held"):
            hall.guide(hall.customer().visit_id, desk_id=desk)
        with pytest.raises(Refused, match="desk_not_free"):
            hall.guide(hall.customer().visit_id, desk_id=hall.cast.counters[OTHER_DESK])
        with pytest.raises(Refused, match="not_a_desk"):
            hall.guide(hall.customer().visit_id, desk_id=hall.cast.counters["1"])

    def test_ones_own_manager_is_waited_for_though_another_is_free(self, hall: Hall) -> None:
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        hall.talk(DESK)
        own = hall.cast.people[RM]
        guided = hall.guide(hall.customer(customer_class="vip").visit_id, rm_id=own)
        assert (guided.path, guided.rm) == ("promise_vip_zone", own)

    def test_and_not_where_that_one_is_away(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id, rm_id=hall.cast.people[OTHER_RM])
        assert (guided.path, guided.rm) == ("escort", hall.cast.people[RM])

    def test_a_held_desk_calls_nobody_else(self, hall: Hall) -> None:
        earlier = hall.customer()
        customer = hall.customer()
        hall.guide(customer.visit_id)
        at = {"counter_id": hall.cast.counters[DESK]}
        for refused in (
            lambda: hall.cast.do(RM, call_next, **at),
            lambda: hall.cast.do(RM, call_chosen, ticket_id=earlier.id, reason="need", **at),
            hall.talk,
        ):
            with pytest.raises(Refused, match="desk_held"):
                refused()
        hall.cast.do(RM, call_chosen, ticket_id=customer.id, reason="need", **at)
        assert hall.seat().held_for is None

    def test_but_when_the_hold_is_over(self, hall: Hall) -> None:
        earlier = hall.customer()
        hall.guide(hall.customer().visit_id)
        hall.cast.later(minutes=3)
        called = hall.cast.do(RM, call_next, counter_id=hall.cast.counters[DESK]).called
        assert called is not None
        assert called.id == earlier.id

    def test_what_is_held_ends_with_who_sits_there(self, hall: Hall) -> None:
        hall.guide(hall.customer().visit_id)
        at = {"counter_id": hall.cast.counters[DESK]}
        hall.cast.do(RM, move_a_seat, move=SeatMove.LEAVE, **at)
        hall.cast.seat(OTHER_RM, DESK)
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.FREE

    def test_a_pause_keeps_it(self, hall: Hall) -> None:
        hall.guide(hall.customer().visit_id)
        at = {"counter_id": hall.cast.counters[DESK]}
        hall.cast.do(RM, move_a_seat, move=SeatMove.PAUSE, pause=Pause.ERRAND, **at)
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.PAUSED
        hall.cast.do(RM, move_a_seat, move=SeatMove.OPEN, **at)
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.HELD

    def test_nobody_is_led_before_the_doors_open(self) -> None:
        hall = Hall()
        hall.cast.seat(RM, DESK)
        hall.cast.do("suxiaowen", move_the_day, move=DayMove.PREPARE)
        visit = hall.customer().visit_id
        with pytest.raises(Refused, match="desk_not_free"):
            hall.guide(visit, desk_id=hall.cast.counters[DESK])
        assert hall.guide(visit).path == "card"


class TestMeeting:
    def test_the_number_is_served_where_the_desk_does_its_service(self, hall: Hall) -> None:
        customer = hall.customer()
        guided = hall.guide(customer.visit_id)
        met = hall.do(arrived, guided.id)
        assert met.ticket == customer.id
        ticket = hall.ticket(customer.id)
        assert (ticket.state, ticket.counter_id) == ("serving", hall.cast.counters[DESK])
        assert (hall.seat().ticket_id, hall.seat().held_for) == (customer.id, None)
        assert hall.guidance(guided.id).state is GuidanceState.MET
        assert hall.cast.do(RM, finish, ticket_id=customer.id).state == "done"

    def test_whom_it_passes_is_counted_as_with_a_call(self, hall: Hall) -> None:
        earlier, customer = hall.customer(), hall.customer()
        hall.do(arrived, hall.guide(customer.visit_id).id)
        passed = hall.count("from hall_line where branch_id = %s and cardinality(passed) = 1")
        assert passed == 1
        assert hall.ticket(earlier.id).state == "waiting"

    def test_other_business_stands_aside_in_its_place(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        guided = hall.guide(customer.visit_id, reply="willing", business="wealth")
        met = hall.do(arrived, guided.id)
        number, talk = hall.ticket(customer.id), hall.ticket(met.ticket)
        assert (number.state, number.parked_for, number.place) == (
            "parked",
            "adviser",
            customer.place,
        )
        assert (talk.label, talk.state, talk.visit_id) == ("", "serving", customer.visit_id)
        assert talk.customer_class == "potential"

    def test_a_customer_whose_number_was_served_talks_without_one(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        hall.cast.seat("chenyutong", "1")
        hall.cast.do("chenyutong", call_next, counter_id=hall.cast.counters["1"])
        hall.cast.do("chenyutong", finish, ticket_id=customer.id)
        guided = hall.guide(customer.visit_id, "chenyutong", reply="willing", business="wealth")
        assert guided.path == "escort"
        assert hall.do(arrived, guided.id).ticket != customer.id

    def test_who_is_at_another_counter_is_not_here(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        guided = hall.guide(customer.visit_id, reply="willing", business="wealth")
        hall.cast.seat("chenyutong", "1")
        hall.cast.do("suxiaowen", resume, ticket_id=customer.id)
        hall.cast.do("chenyutong", call_next, counter_id=hall.cast.counters["1"])
        with pytest.raises(Refused, match="customer_elsewhere"):
            hall.do(arrived, guided.id)

    def test_is_said_at_ones_own_desk(self, hall: Hall) -> None:
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        own = hall.cast.people[RM]
        guided = hall.guide(hall.customer().visit_id, rm_id=own)
        with pytest.raises(Refused, match="not_your_seat"):
            hall.do(arrived, guided.id, OTHER_RM)
        with pytest.raises(Refused, match="no_right"):
            hall.do(arrived, guided.id, "suxiaowen")

    def test_by_number_needs_no_further_word(self, hall: Hall) -> None:
        customer = hall.customer()
        guided = hall.guide(customer.visit_id)
        called = {"counter_id": hall.cast.counters[DESK], "reason": "need"}
        hall.cast.do(RM, call_chosen, ticket_id=customer.id, **called)
        for verb, by, code in ((lead, RM, "promise_over"), (undo, "suxiaowen", "acted_upon")):
            with pytest.raises(Refused, match=code):
                hall.do(verb, guided.id, by)
        hall.cast.do(RM, arrive, ticket_id=customer.id)
        assert hall.do(arrived, guided.id).ticket == customer.id
        assert hall.ticket(customer.id).state == "serving"

    def test_somebody_else_is_not_sent_away(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        hall.cast.later(minutes=3)
        hall.talk()
        with pytest.raises(Refused, match="customer_still_here"):
            hall.do(arrived, guided.id)

    def test_a_led_customer_who_did_not_come_frees_the_desk(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        assert hall.do(not_come, guided.id).state == "not_come"
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.FREE

    def test_a_number_and_the_talk_beside_it_are_no_two_customers(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        met = hall.do(arrived, hall.guide(customer.visit_id, business="wealth").id)
        pair = {"ticket_id": customer.id, "into_id": met.ticket}
        with pytest.raises(Refused, match="same_visit"):
            hall.cast.do("suxiaowen", merge, **pair)


class TestPromises:
    def promised(self, hall: Hall, **more: object) -> object:
        hall.talk()
        return hall.guide(hall.customer(**more).visit_id)  # type: ignore[arg-type]

    def test_ask_again_after_ten_minutes_each_time(self, hall: Hall) -> None:
        promise = self.promised(hall)
        assert promise.asks_at == hall.cast.at + 10 * MINUTE  # type: ignore[attr-defined]
        hall.cast.later(minutes=12)
        kept = hall.do(keep_waiting, promise.id)  # type: ignore[attr-defined]
        assert kept.asks_at == hall.cast.at + 10 * MINUTE
        assert hall.guidance(kept.id).asked == 1

    def test_are_kept_by_leading_when_the_desk_is_free(self, hall: Hall) -> None:
        promise = self.promised(hall)
        with pytest.raises(Refused, match="desk_not_free"):
            hall.do(lead, promise.id)  # type: ignore[attr-defined]
        hall.cast.do(RM, finish, ticket_id=hall.seat().ticket_id)
        led = hall.do(lead, promise.id)  # type: ignore[attr-defined]
        assert (led.state, led.until) == ("led", hall.cast.at + 3 * MINUTE)

    def test_or_by_another_manager(self, hall: Hall) -> None:
        promise = self.promised(hall)
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        other = hall.cast.counters[OTHER_DESK]
        led = hall.do(lead, promise.id, "suxiaowen", desk_id=other)  # type: ignore[attr-defined]
        row = hall.guidance(led.id)
        assert (row.desk_id, row.rm_id) == (other, hall.cast.people[OTHER_RM])

    def test_end_when_the_customer_wants_it_no_more(self, hall: Hall) -> None:
        promise = self.promised(hall)
        assert hall.do(let_go, promise.id).state == "let_go"  # type: ignore[attr-defined]
        with pytest.raises(Refused, match="guidance_cannot"):
            hall.do(keep_waiting, promise.id)  # type: ignore[attr-defined]

    def test_of_somebody_who_has_left_await_nothing(self, hall: Hall) -> None:
        hall.talk()
        customer = hall.customer()
        promise = hall.guide(customer.visit_id)
        hall.cast.do("suxiaowen", abandon, ticket_id=customer.id)
        with pytest.raises(Refused, match="guidance_cannot"):
            hall.do(keep_waiting, promise.id)

    def test_are_one_at_a_time_of_a_visit(self, hall: Hall) -> None:
        hall.talk()
        visit = hall.customer().visit_id
        hall.guide(visit)
        with pytest.raises(Refused, match="guided_already"):
            hall.guide(visit)

    def test_end_with_the_day(self, hall: Hall) -> None:
        promise = self.promised(hall)
        hall.cast.do("suxiaowen", close_current_day)
        hall.cast.later(days=1)
        with pytest.raises(Refused, match="unknown_guidance"):
            hall.do(keep_waiting, promise.id)  # type: ignore[attr-defined]

    def test_to_a_vip_whose_managers_are_all_away_name_no_desk(self) -> None:
        hall = Hall.open()
        guided = hall.guide(hall.customer(customer_class="vip").visit_id)
        assert (guided.path, guided.desk) == ("promise_vip_zone", None)
        with pytest.raises(Refused, match="no_desk_yet"):
            hall.do(arrived, guided.id)
        with pytest.raises(Refused, match="bad_input"):
            hall.do(lead, guided.id)
        hall.cast.seat(RM, DESK)
        hall.do(lead, guided.id, desk_id=hall.cast.counters[DESK])

    def test_a_screen_that_is_behind_changes_nothing(self, hall: Hall) -> None:
        promise = self.promised(hall)
        hall.do(keep_waiting, promise.id, seen=promise.version)  # type: ignore[attr-defined]
        with pytest.raises(Refused, match="stale_screen"):
            hall.do(let_go, promise.id, seen=promise.version)  # type: ignore[attr-defined]


class TestRefusal:
    def test_binds_for_the_visit(self, hall: Hall) -> None:
        visit = hall.customer().visit_id
        assert hall.guide(visit, reply="refuses").path == "leaflet"
        before = hall.entries()
        with pytest.raises(Refused, match="refused_contact"):
            hall.guide(visit)
        assert hall.entries() == before
        assert hall.guide(visit, business="small_cash").path not in CONTACTS
        assert hall.guide(visit, asked=True).path == "escort"

    def test_not_another_visit_and_not_if_it_was_a_mistake(self, hall: Hall) -> None:
        visit = hall.customer().visit_id
        mistaken = hall.guide(visit, reply="refuses")
        assert hall.guide(hall.customer().visit_id, business="fee").path not in CONTACTS
        hall.do(undo, mistaken.id, "suxiaowen")
        assert hall.guide(visit).path == "escort"


class TestUndo:
    def test_gives_the_desk_back(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        hall.cast.later(seconds=5)
        assert hall.do(undo, guided.id, "suxiaowen").state == "undone"
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.FREE
        with pytest.raises(Refused, match="guidance_cannot"):
            hall.do(undo, guided.id, "suxiaowen")

    def test_is_too_late_after_six_seconds_and_a_tap(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        hall.cast.later(seconds=11)
        with pytest.raises(Refused, match="too_late_to_undo"):
            hall.do(undo, guided.id, "suxiaowen")

    def test_is_refused_once_acted_upon(self, hall: Hall) -> None:
        guided = hall.guide(hall.customer().visit_id)
        hall.do(arrived, guided.id)
        with pytest.raises(Refused, match="acted_upon"):
            hall.do(undo, guided.id, "suxiaowen")


class TestSaidUntil:
    def test_who_serves_says_when_the_desk_is_free(self, hall: Hall) -> None:
        hall.talk()
        at = {"counter_id": hall.cast.counters[DESK]}
        said = hall.cast.do(RM, say_until, minutes=8, **at)
        assert said.until == hall.cast.at + 8 * MINUTE
        hall.cast.do(RM, finish, ticket_id=hall.seat().ticket_id)
        assert hall.seat().busy_until is None

    def test_and_nobody_else_nor_elsewhere(self, hall: Hall) -> None:
        at = {"counter_id": hall.cast.counters[DESK]}
        with pytest.raises(Refused, match="nobody_at_desk"):
            hall.cast.do(RM, say_until, minutes=8, **at)
        hall.talk()
        with pytest.raises(Refused, match="not_your_seat"):
            hall.cast.do(OTHER_RM, say_until, minutes=8, **at)
        with pytest.raises(Refused, match="not_a_desk"):
            hall.cast.do(RM, say_until, minutes=8, counter_id=hall.cast.counters["1"])
        for minutes in (0, 121):
            with pytest.raises(Refused, match="outside_bounds"):
                hall.cast.do(RM, say_until, minutes=minutes, **at)

    def test_who_will_be_free_first_is_promised(self, hall: Hall) -> None:
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        for login, number, minutes in ((RM, DESK, 20), (OTHER_RM, OTHER_DESK, 5)):
            hall.talk(number)
            at = {"counter_id": hall.cast.counters[number]}
            hall.cast.do(login, say_until, minutes=minutes, **at)
        guided = hall.guide(hall.customer().visit_id)
        assert guided.desk == hall.cast.counters[OTHER_DESK]


def test_what_awaits_nothing_says_no_more_than_where_to_go(hall: Hall) -> None:
    guided = hall.guide(hall.customer("cash", "ordinary").visit_id)
    assert (guided.path, guided.next, guided.desk) == ("divert", "offer", None)
    assert guided.state not in OPEN


def test_nobody_is_sent_elsewhere_while_a_counter_of_theirs_is_free(hall: Hall) -> None:
    customer = hall.customer("cash", "ordinary")
    hall.cast.seat("chenyutong", "1")
    guided = hall.guide(customer.visit_id, business="small_cash")
    assert (guided.path, guided.why["en"]) == ("line", "A counter is free now.")
    hall.cast.do("chenyutong", call_next, counter_id=hall.cast.counters["1"])
    another = hall.customer("cash", "ordinary").visit_id
    assert hall.guide(another, business="small_cash").path == "divert"


def test_nor_by_any_version_of_the_table() -> None:
    hall = Hall.open(DESK, editors=True)
    law = len(GUIDE.locked)
    start = STARTS["guide"].rows
    sends = [replace(start[-1], results=("divert",))]
    _put_in_force(hall, [*start[:law], *sends])
    hall.cast.seat("chenyutong", "1")
    vip = hall.customer("cash", "vip")
    assert hall.guide(vip.visit_id).path == "line"
    elder = hall.customer("corporate", "ordinary", need=Need.ELDER)
    assert hall.guide(elder.visit_id).path == "line"


def test_nobody_guides_who_is_not_here(hall: Hall) -> None:
    with pytest.raises(Refused, match="unknown_arrival"):
        hall.guide(uuid4())
    for wrong in ({"business": "gambling"}, {"reply": "maybe"}):
        with pytest.raises(Refused, match="bad_input"):
            hall.guide(hall.customer().visit_id, **wrong)


def test_no_version_of_the_table_leads_to_a_desk_that_is_not_free() -> None:
    hall = Hall.open(DESK, editors=True)
    mistaken = [
        replace(row, results=("escort",)) if row.results == ("promise_waiting",) else row
        for row in STARTS["guide"].rows
    ]
    _put_in_force(hall, mistaken)
    hall.talk()
    before = hall.entries()
    with pytest.raises(Refused, match="no_free_desk"):
        hall.guide(hall.customer().visit_id, reply="willing")
    assert hall.entries() == before + 1  # the number
    assert hall.seat().held_for is None


def _put_in_force(hall: Hall, rows: Sequence[Row]) -> None:
    drafted = hall.cast.do("zhengnan", policies.draft, table="guide")
    hall.cast.do("zhengnan", policies.edit, policy_id=drafted.id, rows=rows)
    hall.cast.do("zhengnan", policies.try_on_past, policy_id=drafted.id)
    hall.cast.do("zhengnan", policies.submit, policy_id=drafted.id)
    hall.cast.do("hanliqun", policies.approve, policy_id=drafted.id, live_from=None)
    hall.cast.later(seconds=1)
