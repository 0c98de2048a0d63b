"""A relationship manager who sits at a VIP counter receives customers there."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest

from cast import ADVISERS, PEOPLE, founded, layout_with_vip_room
from live.following import load
from relation.guidance.hall import DESK, OTHER_RM, RM, Hall
from tingtang.hall.counter.actions import move_a_seat, say_until
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.serving import arrive, finish
from tingtang.hall.visit.rules import CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.live.moment import Moment
from tingtang.live.views import Ask as See
from tingtang.live.views import project
from tingtang.relation.guidance.actions.keeping import not_come
from tingtang.relation.guidance.rules import GuidanceState
from tingtang.relation.referral.actions.leading import arrived, lead
from tingtang.relation.referral.actions.receiving import conclude
from tingtang.relation.referral.rules import ReferralMove
from together import at_once

SEVEN = "7"


@pytest.fixture
def hall() -> Hall:
    """Shen Yiming at the VIP counter 7, Xu Jianing at desk 8."""
    hall = Hall(founded(people=(*PEOPLE, *ADVISERS), floor=layout_with_vip_room()))
    hall.cast.open_day()
    hall.cast.seat(RM, SEVEN)
    hall.cast.seat(OTHER_RM, DESK)
    return hall


def view(hall: Hall, name: str, number: str = "") -> Any:
    at, subject = hall.cast.at, hall.cast.counters.get(number)
    return project(Moment(load(hall.cast.branch, at), at), See(name, subject))


def her_own(hall: Hall, customer_class: str = "vip", **more: Any) -> Any:
    """Shen Yiming's own customer is guided to her."""
    customer = hall.customer("wealth", customer_class)
    own = hall.cast.people[RM]
    return customer, hall.guide(customer.visit_id, rm_id=own, reply="willing", **more)


def call_at_seven(hall: Hall) -> Any:
    return hall.cast.do(RM, call_next, counter_id=hall.cast.counters[SEVEN]).called


class TestGuidance:
    def test_leads_her_customer_to_where_she_sits(self, hall: Hall) -> None:
        _, guided = her_own(hall)
        assert (guided.path, guided.desk) == ("escort", hall.cast.counters[SEVEN])
        assert guided.rm == hall.cast.people[RM]
        assert hall.seat(SEVEN).held_until == guided.until

    def test_prefers_a_desk_for_who_is_nobodys(self, hall: Hall) -> None:
        """And the VIP counter where no desk is free."""
        first, second = (hall.customer() for _ in range(2))
        guided = [hall.guide(each.visit_id, reply="willing") for each in (first, second)]
        assert [each.desk for each in guided] == [hall.cast.counters[n] for n in (DESK, SEVEN)]

    def test_promises_for_her_while_she_serves_a_number(self, hall: Hall) -> None:
        hall.cast.ticket("cash", customer_class=CustomerClass.VIP)
        called = call_at_seven(hall)
        hall.cast.do(RM, arrive, ticket_id=called.id)
        _, guided = her_own(hall)
        assert (guided.path, guided.state) == ("promise_vip_zone", GuidanceState.PROMISED)
        assert (guided.desk, guided.rm) == (hall.cast.counters[SEVEN], hall.cast.people[RM])

    def test_sees_her_pause(self, hall: Hall) -> None:
        seven = {"counter_id": hall.cast.counters[SEVEN]}
        hall.cast.do(RM, move_a_seat, move=SeatMove.PAUSE, pause=Pause.LUNCH, **seven)
        _, guided = her_own(hall)
        assert guided.desk == hall.cast.counters[DESK]

    def test_sees_no_desk_where_a_teller_sits(self, hall: Hall) -> None:
        seven = hall.cast.counters[SEVEN]
        hall.cast.do(RM, move_a_seat, move=SeatMove.LEAVE, counter_id=seven)
        hall.cast.seat("chenyutong", SEVEN)
        customer = hall.customer("wealth", "vip")
        with pytest.raises(Refused, match="desk_not_free"):
            hall.guide(customer.visit_id, desk_id=seven)
        assert hall.guide(customer.visit_id).desk == hall.cast.counters[DESK]
        assert "desk" not in view(hall, "lobby")["seats"][str(seven)]
        with pytest.raises(Refused, match="not_a_desk"):
            hall.cast.do("chenyutong", say_until, counter_id=seven, minutes=5)

    def test_leads_nobody_to_a_teller_who_took_her_seat(self, hall: Hall) -> None:
        """Promised for her; who sits there now is asked by nobody."""
        hall.cast.ticket("cash", customer_class=CustomerClass.VIP)
        call_at_seven(hall)
        _, guided = her_own(hall)
        seven = {"counter_id": hall.cast.counters[SEVEN]}
        hall.cast.do(
            RM, move_a_seat, move=SeatMove.HAND_OVER, to_staff=hall.cast.people["zhouzimo"], **seven
        )
        with pytest.raises(Refused, match="desk_not_free"):
            hall.do(lead, guided.id, "suxiaowen")


class TestHeld:
    def test_calls_no_number_meanwhile(self, hall: Hall) -> None:
        customer, guided = her_own(hall)
        waits = hall.cast.ticket("cash", customer_class=CustomerClass.VIP)
        with pytest.raises(Refused, match="desk_held"):
            call_at_seven(hall)
        with pytest.raises(Refused, match="desk_held"):
            hall.cast.do(
                RM,
                call_chosen,
                counter_id=hall.cast.counters[SEVEN],
                ticket_id=waits.id,
                reason="other",
            )
        assert "next" not in view(hall, "counter", SEVEN)
        hall.do(not_come, guided.id)
        assert call_at_seven(hall).id == customer.id  # back in their place

    def test_calls_again_when_the_hold_has_run_out(self, hall: Hall) -> None:
        her_own(hall)
        waits = hall.cast.ticket("cash", customer_class=CustomerClass.VIP)
        hall.cast.later(minutes=3, seconds=1)
        assert call_at_seven(hall).id == waits.id

    def test_is_free_for_nobody_else(self, hall: Hall) -> None:
        her_own(hall)
        assert hall.seat(SEVEN).held_until == hall.cast.at + timedelta(minutes=3)
        second = hall.customer("wealth", "vip")
        assert hall.guide(second.visit_id).desk == hall.cast.counters[DESK]

    def test_who_is_led_shows_on_her_counter_her_desk_and_in_the_lobby(self, hall: Hall) -> None:
        customer, guided = her_own(hall)
        counter = view(hall, "counter", SEVEN)
        assert counter["promises"][str(guided.id)]["desk"] == SEVEN
        assert counter["seat"]["desk"] == {
            "state": "held",
            "until": view(hall, "lobby")["seats"][counter["seat"]["id"]]["desk"]["until"],
            "for": customer.label,
        }
        own = project(
            Moment(load(hall.cast.branch, hall.cast.at), hall.cast.at),
            See("desk", hall.cast.people[RM]),
        )
        assert str(guided.id) in own["promises"]
        assert own["seat"]["desk"]["state"] == "held"


class TestTheirNumber:
    def test_is_served_there_where_it_is_for_what_they_were_led_for(self, hall: Hall) -> None:
        customer, guided = her_own(hall, "potential")
        met = hall.do(arrived, guided.id)
        assert met.ticket == customer.id

    def test_of_another_business_keeps_its_place(self, hall: Hall) -> None:
        """Led for wealth, a potential VIP doesn't jump the line for cash at the VIP counter."""
        customer = hall.customer("cash", "potential")
        own = hall.cast.people[RM]
        guided = hall.guide(customer.visit_id, rm_id=own, business="wealth", reply="willing")
        met = hall.do(arrived, guided.id)
        assert met.ticket != customer.id
        assert hall.ticket(customer.id).state.value == "parked"


def test_led_there_and_a_number_called_there_at_once(hall: Hall) -> None:
    """One of both: the seat is kept, or somebody is served, never both."""
    seven, own = hall.cast.counters[SEVEN], hall.cast.people[RM]
    for _ in range(5):
        hall.cast.ticket("cash", customer_class=CustomerClass.VIP)
        customer = hall.customer("wealth", "vip")
        leads = partial(hall.guide, customer.visit_id, desk_id=seven, rm_id=own)
        calls = partial(hall.cast.do, RM, call_next, counter_id=seven)
        guided, called = at_once(leads, calls)
        assert (guided, called).count("desk_held") == 1
        seat = hall.seat(SEVEN)
        assert (seat.held_for is None) is (seat.ticket_id is not None)
        if called == "desk_held":
            hall.do(not_come, guided.id)
            hall.cast.do(RM, call_next, counter_id=seven)
        while hall.cast.do(RM, call_next, counter_id=seven).called is not None:
            pass


def test_her_talk_shows_on_her_counter_until_she_says_what_came_of_it(hall: Hall) -> None:
    """Also once the service itself has ended there."""
    customer = hall.customer("cash", "potential")
    seen = {"visit_id": customer.visit_id, "code": "asks_wealth_product"}
    hall.cast.do("suxiaowen", note_signal, **seen)
    own = hall.cast.people[RM]
    guided = hall.guide(customer.visit_id, rm_id=own, business="wealth", reply="willing")
    met = hall.do(arrived, guided.id)
    talk = str(met.referral)
    assert list(view(hall, "counter", SEVEN)["referrals"]) == [talk]
    hall.cast.do(RM, finish, ticket_id=met.ticket)
    assert list(view(hall, "counter", SEVEN)["referrals"]) == [talk]
    assert view(hall, "counter", DESK)["referrals"] == {}
    said = {"outcome": ReferralMove.NO_OFFER, "reason": ""}
    hall.cast.do(RM, conclude, referral_id=met.referral, **said)
    assert view(hall, "counter", SEVEN)["referrals"] == {}
