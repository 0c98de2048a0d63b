"""What the staff's screens show of desks and promises, and that no customer's screen does."""

from datetime import timedelta
from typing import Any

import pytest

from live.following import load
from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, RM, Hall
from tingtang.hall.counter.actions import move_a_seat, say_until
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.serving import arrive, finish
from tingtang.live.moment import Moment, instant
from tingtang.live.views import Ask, project
from tingtang.relation.guidance.actions.keeping import keep_waiting
from tingtang.relation.referral.actions.leading import arrived, lead
from tingtang.relation.referral.actions.leaving import abandon, let_go


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK, OTHER_DESK)


def view(hall: Hall, name: str, number: str = "") -> Any:
    """A view, from the tables."""
    at, subject = hall.cast.at, hall.cast.counters.get(number)
    return project(Moment(load(hall.cast.branch, at), at), Ask(name, subject))


def desk(hall: Hall, number: str = DESK) -> Any:
    return view(hall, "lobby")["seats"][str(hall.cast.counters[number])]["desk"]


class TestPhone:
    def test_who_is_led_is_told_to_go_along_and_not_why(self, hall: Hall) -> None:
        ticket = hall.customer("cash")
        guided = hall.guide(ticket.visit_id, business="wealth", reply="willing")
        at = hall.cast.at

        def own() -> Any:
            return project(Moment(load(hall.cast.branch, at), at), Ask("phone", ticket.id))[
                "ticket"
            ]

        assert (own()["state"], own()["led"]) == ("parked", True)
        assert not {"parked_for", "class"} & set(own())
        hall.do(let_go, guided.id, "suxiaowen")
        assert "led" not in own()


class TestDesks:
    def test_are_on_every_staff_screen_and_no_other_counter_is_one(self, hall: Hall) -> None:
        mine = str(hall.cast.counters[DESK])
        seats = [view(hall, name)["seats"] for name in ("lobby", "office")]
        seats.append(view(hall, "counter", "1")["seats"])
        seats.append({mine: view(hall, "counter", DESK)["seat"]})
        for each in seats:
            assert each[mine]["desk"] == {"state": "free"}
            assert "desk" not in each.get(str(hall.cast.counters["2"]), {})

    def test_held_for_a_number_until_then(self, hall: Hall) -> None:
        customer = hall.customer()
        guided = hall.guide(customer.visit_id, desk_id=hall.cast.counters[DESK])
        assert guided.until
        assert desk(hall) == {
            "state": "held",
            "until": instant(guided.until),
            "for": customer.label,
        }
        hall.cast.later(minutes=3)
        assert desk(hall) == {"state": "free"}

    def test_paused_or_absent(self, hall: Hall) -> None:
        at = {"counter_id": hall.cast.counters[DESK]}
        hall.cast.do(RM, move_a_seat, move=SeatMove.PAUSE, pause=Pause.LUNCH, **at)
        assert desk(hall) == {"state": "paused"}
        hall.cast.do(RM, move_a_seat, move=SeatMove.LEAVE, **at)
        assert desk(hall) == {"state": "absent"}

    def test_serving_until_it_was_said(self, hall: Hall) -> None:
        hall.talk()
        assert desk(hall) == {"state": "serving"}  # nothing is known of how long
        said = hall.cast.do(RM, say_until, counter_id=hall.cast.counters[DESK], minutes=8)
        assert desk(hall) == {"state": "serving", "until": instant(said.until), "said": True}
        hall.cast.later(minutes=8)
        assert desk(hall) == {"state": "serving"}

    def test_or_as_recent_services_went(self, hall: Hall) -> None:
        for minutes in (5, 5, 5, 5, 5, 5, 5, 5, 20, 20):
            talk = hall.talk()
            hall.cast.later(minutes=minutes)
            hall.cast.do(RM, finish, ticket_id=talk.id)
        hall.talk()
        began = hall.cast.at
        shown = []
        for _ in range(3):
            shown.append(desk(hall).get("until"))
            hall.cast.later(minutes=10)
        hall.cast.at = began
        assert shown == [
            instant(hall.cast.later(minutes=5)),
            instant(hall.cast.later(minutes=15)),
            None,
        ]

    def test_a_held_desk_is_told_of_nobody_to_call(self, hall: Hall) -> None:
        hall.customer()
        assert "next" in view(hall, "counter", DESK)
        hall.guide(hall.customer().visit_id, desk_id=hall.cast.counters[DESK])
        assert "next" not in view(hall, "counter", DESK)
        assert "next" in view(hall, "counter", OTHER_DESK)


class TestPromises:
    def test_of_the_lobby_and_of_the_desk_they_are_made_for(self, hall: Hall) -> None:
        customer = hall.customer()
        hall.talk(DESK)
        own = hall.cast.people[RM]
        promise = hall.guide(customer.visit_id, rm_id=own)
        assert promise.asks_at
        since = hall.cast.at
        shown = {
            "id": str(promise.id),
            "visit": str(customer.visit_id),
            "state": "promised",
            "path": "promise_waiting",
            "business": "wealth",
            "number": customer.label,
            "desk": DESK,
            "rm": {"id": str(own), "name": "沈一鸣"},
            "since": instant(since),
            "notice_at": instant(hall.cast.later(seconds=6)),
            "asks_at": instant(promise.asks_at),
            "asked": 0,
            "version": promise.version,
        }
        assert view(hall, "lobby")["promises"] == {str(promise.id): shown}
        assert view(hall, "counter", DESK)["promises"] == {str(promise.id): shown}
        for other in (OTHER_DESK, "1"):
            assert view(hall, "counter", other)["promises"] == {}
        for name in ("wall", "kiosk", "office"):
            assert "promises" not in view(hall, name)

    def test_follow_what_becomes_of_them(self, hall: Hall) -> None:
        promise = self._promised(hall, hall.customer().visit_id)
        hall.do(keep_waiting, promise.id)
        assert self._shown(hall)["asked"] == 1
        led = hall.do(lead, promise.id, desk_id=hall.cast.counters[OTHER_DESK])
        row = self._shown(hall)
        assert (row["state"], row["rm"]["name"], row["version"]) == ("led", "徐嘉宁", led.version)
        kept = timedelta(minutes=3)  # the desk
        assert row["asks_at"] == instant(hall.cast.at + kept)
        hall.do(arrived, promise.id, OTHER_RM)
        assert view(hall, "lobby")["promises"] == {}

    def test_end_where_the_number_comes_to_the_desk(self, hall: Hall) -> None:
        customer = hall.customer()
        self._promised(hall, customer.visit_id)
        hall.cast.do(RM, call_next, counter_id=hall.cast.counters[DESK])
        assert view(hall, "lobby")["promises"] == {}
        hall.cast.do(RM, arrive, ticket_id=customer.id)
        hall.cast.do(RM, finish, ticket_id=customer.id)
        assert view(hall, "lobby")["promises"] == {}

    def test_or_where_the_customer_leaves_or_the_day_ends(self, hall: Hall) -> None:
        customer = hall.customer()
        self._promised(hall, customer.visit_id)
        self._promised(hall, hall.customer("cash").visit_id)
        assert len(view(hall, "lobby")["promises"]) == 2
        hall.cast.do("suxiaowen", abandon, ticket_id=customer.id)
        assert len(view(hall, "lobby")["promises"]) == 1
        hall.cast.do("suxiaowen", close_current_day)
        assert view(hall, "lobby")["promises"] == {}

    def test_that_name_no_desk_are_shown_at_every_desk(self) -> None:
        hall = Hall.open()
        hall.guide(hall.customer(customer_class="vip").visit_id)
        for number in (DESK, OTHER_DESK):
            assert len(view(hall, "counter", number)["promises"]) == 1
        assert view(hall, "counter", "1")["promises"] == {}

    def _promised(self, hall: Hall, visit: Any) -> Any:
        if hall.seat().ticket_id is None:
            hall.talk(DESK)
        own = hall.cast.people[RM]
        return hall.guide(visit, rm_id=own, reply="willing", business="wealth")

    def _shown(self, hall: Hall) -> Any:
        (row,) = view(hall, "lobby")["promises"].values()
        return row


class TestHall:
    def test_nobody_who_was_led_is_called_on_the_wall(self, hall: Hall) -> None:
        customer = hall.customer()
        hall.do(arrived, hall.guide(customer.visit_id, desk_id=hall.cast.counters[DESK]).id)
        assert view(hall, "wall")["calls"] == []
        assert view(hall, "wall")["missed"] == []

    def test_a_talk_beside_a_number_is_no_second_customer(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        guided = hall.guide(customer.visit_id, reply="willing", business="wealth")
        met = hall.do(arrived, guided.id)
        now = view(hall, "office")["now"]
        assert (now["arrived"], now["here"], now["served"]) == (1, 1, 0)
        hall.cast.do(RM, finish, ticket_id=met.ticket)
        now = view(hall, "office")["now"]
        assert (now["arrived"], now["here"], now["served"]) == (1, 1, 0)
