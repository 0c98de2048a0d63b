"""What staff screens show of referrals, and that the floor follows them to their end."""

from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest

from live.following import catch_up, load
from relation.referral.test_actions import HEAD, LOBBY, OTHER_RM, RM, SLIP, TELLER, Hall
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import ClassReason
from tingtang.ledger.look import look
from tingtang.live.floor import Floor
from tingtang.live.moment import Moment, instant
from tingtang.live.views import Ask, project
from tingtang.relation.guidance.queries import refusals_read
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.linking import unlink_customer
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    conclude,
    return_referral,
)
from tingtang.relation.referral.actions.refusing import refuse
from tingtang.relation.referral.actions.submitting import say_yes, undo_referral
from tingtang.relation.referral.rules import ReferralMove

WITHIN = timedelta(minutes=3)


@pytest.fixture
def hall() -> Hall:
    return Hall()


def view(hall: Hall, name: str, subject: UUID | None = None) -> Any:
    at = hall.cast.at
    return project(Moment(load(hall.cast.branch, at), at), Ask(name, subject))


def desk(hall: Hall, login: str = RM) -> Any:
    return view(hall, "desk", hall.cast.people[login])


def person(hall: Hall, login: str) -> dict[str, str]:
    names = {RM: "沈一鸣", OTHER_RM: "徐嘉宁", TELLER: "陈雨桐"}
    return {"id": str(hall.cast.people[login]), "name": names[login]}


class TestTheLobby:
    def test_sees_whom_each_asks_and_until_when(self, hall: Hall) -> None:
        visit, began = hall.visit(), hall.cast.at
        made = hall.submit(visit)
        heard = began + timedelta(seconds=6)
        (shown,) = view(hall, "lobby")["referrals"].values()
        assert shown["number"]
        assert {name: shown[name] for name in ("id", "visit", "state", "target", "version")} == {
            "id": str(made.id),
            "visit": str(visit),
            "state": "submitted",
            "target": "rm",
            "version": made.version,
        }
        assert shown["source"] == person(hall, TELLER)
        assert shown["spoken_yes"] is True
        assert shown["notice_at"] == instant(heard)
        assert [each["until"] for each in shown["asks"]] == [
            instant(heard + WITHIN),
            instant(heard + 2 * WITHIN),
        ]
        assert {each["id"] for each in shown["asks"]} == {
            str(hall.cast.people[each]) for each in (RM, OTHER_RM)
        }
        assert "receiver" not in shown

    def test_sees_who_has_it_and_nothing_once_it_is_over(self, hall: Hall) -> None:
        referral = hall.accepted(hall.visit())
        (shown,) = view(hall, "lobby")["referrals"].values()
        assert (shown["state"], shown["asks"]) == ("accepted", [])
        assert shown["receiver"] == person(hall, RM)
        hall.does(LOBBY, refuse, referral)
        assert view(hall, "lobby")["referrals"] == {}

    def test_names_somebody_without_a_number_by_the_door(self, hall: Hall) -> None:
        greeted = hall.cast.do(LOBBY, greet, visit_id=None)
        hall.signal(greeted.visit)
        hall.submit(greeted.visit)
        (shown,) = view(hall, "lobby")["referrals"].values()
        assert (shown["door"], "number" in shown) == (1, False)


class TestTheDesk:
    def test_is_asked_in_turn_and_the_head_when_nobody_is_left(self, hall: Hall) -> None:
        made = hall.submit(hall.visit())
        key = str(made.id)
        for login in (RM, OTHER_RM, HEAD):
            assert key in desk(hall, login)["referrals"]
        hall.cast.later(seconds=6)
        for login in (RM, OTHER_RM):
            hall.does(login, return_referral, made.id, reason="no_time")
        for login in (RM, OTHER_RM):
            assert key not in desk(hall, login)["referrals"]
        assert desk(hall, HEAD)["referrals"][key]["asks"] == []

    def test_keeps_what_it_took_on_and_counts_what_came_of_it(self, hall: Hall) -> None:
        referral = hall.talking(hall.visit())
        assert desk(hall)["referrals"][str(referral)]["state"] == "in_talk"
        assert desk(hall, OTHER_RM)["referrals"] == {}
        hall.concluded(referral, ReferralMove.CONVERT)
        assert desk(hall)["referrals"] == {}
        assert desk(hall)["today"] == {"received": 1, "met": 1, "converted": 1, "follow_up": 0}
        assert desk(hall, OTHER_RM)["today"]["received"] == 0

    def test_shows_my_own_customers_and_nobody_elses(self, hall: Hall) -> None:
        visit, _ = hall.known()
        (came,) = desk(hall, OTHER_RM)["came"].values()
        assert came["visit"] == str(visit)
        assert came["ticket"] in desk(hall, OTHER_RM)["tickets"]
        assert desk(hall)["came"] == {}

    def test_follows_the_person_with_a_seat_or_without(self, hall: Hall) -> None:
        assert desk(hall)["seat"]["number"] == "8"
        assert desk(hall)["seat"]["id"] not in desk(hall)["seats"]
        assert "seat" not in desk(hall, HEAD)
        assert desk(hall, HEAD)["me"]["id"] == str(hall.cast.people[HEAD])

    def test_is_nobodys_who_is_not_of_the_branch(self, hall: Hall) -> None:
        assert view(hall, "desk", UUID(int=7)) is None
        assert view(hall, "desk") is None


class TestTheFloorFollows:
    """What the drive of tests/live doesn't come to: consents, the day's end, later days."""

    def followed(self, hall: Hall, floor: Floor) -> Floor:
        floor, reloaded = catch_up(floor, hall.cast.at)
        assert not reloaded
        assert floor.referrals == load(hall.cast.branch, hall.cast.at).referrals
        return floor

    def test_a_referral_to_its_follow_up(self, hall: Hall) -> None:
        floor = load(hall.cast.branch, hall.cast.at)
        visit, _ = hall.known()
        referral = hall.talking(visit, OTHER_RM)
        floor = self.followed(hall, floor)
        hall.does(OTHER_RM, conclude, referral, outcome=ReferralMove.FOLLOW_UP, reason="")
        floor = self.followed(hall, floor)
        assert [row.state for row in floor.referrals.values()] == ["follow_up"]

    def test_a_joined_one_a_spoken_yes_and_one_taken_back(self, hall: Hall) -> None:
        floor, silent = load(hall.cast.branch, hall.cast.at), hall.visit()
        first = hall.submit(silent, slip=type(SLIP)(SLIP.target, "wealth", spoken_yes=False))
        floor = self.followed(hall, floor)
        hall.submit(silent, LOBBY)
        floor = self.followed(hall, floor)
        assert floor.referrals[first.id].spoken_yes
        other = hall.submit(hall.visit())
        hall.does(LOBBY, say_yes, other.id)
        floor = self.followed(hall, floor)
        hall.does(TELLER, undo_referral, other.id)
        assert set(self.followed(hall, floor).referrals) == {first.id}

    def test_what_the_days_end_leaves_to_follow_up_is_there_on_later_days(self, hall: Hall) -> None:
        floor, (visit, _) = load(hall.cast.branch, hall.cast.at), hall.known()
        referral = hall.accepted(visit, OTHER_RM)
        hall.submit(hall.visit())
        hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
        assert hall.clock(finish_referrals) == 2
        floor = self.followed(hall, floor)
        assert floor.referrals[referral].state == "unfinished"
        day = hall.cast.at.astimezone(ZoneInfo("Asia/Shanghai")).date()
        hall.cast.do(LOBBY, close_day, day=day)
        hall.cast.later(days=2)
        later = load(hall.cast.branch, hall.cast.at)
        assert set(later.referrals) == {referral}
        shown = desk(hall, OTHER_RM)["referrals"][str(referral)]
        assert (shown["state"], "number" in shown, "class" in shown) == ("unfinished", False, False)
        hall.concluded(referral, ReferralMove.CONVERT, OTHER_RM)
        assert self.followed(hall, later).referrals == {}

    def test_handed_on_the_next_one_has_the_whole_time(self, hall: Hall) -> None:
        floor = load(hall.cast.branch, hall.cast.at)
        made = hall.submit(hall.visit())
        floor = self.followed(hall, floor)
        first = floor.referrals[made.id].asking.candidates[0]
        login = next(name for name, staff in hall.cast.people.items() if staff == first)
        other = RM if login == OTHER_RM else OTHER_RM
        hall.cast.later(seconds=60)
        hall.does(login, return_referral, made.id, reason="not_mine")
        floor = self.followed(hall, floor)
        (asked,) = view(hall, "lobby")["referrals"][str(made.id)]["asks"]
        assert asked == person(hall, other) | {"until": instant(hall.cast.at + WITHIN)}
        hall.does(other, accept_referral, made.id)
        self.followed(hall, floor)


class TestTheCounter:
    def test_sees_that_the_customer_wants_to_be_introduced_to_nobody(self, hall: Hall) -> None:
        made = hall.submit(hall.visit())
        counter = hall.cast.counters["1"]
        floor = load(hall.cast.branch, hall.cast.at)
        hall.does(LOBBY, refuse, made.id)
        floor, reloaded = catch_up(floor, hall.cast.at)
        assert not reloaded
        for each in (floor, load(hall.cast.branch, hall.cast.at)):
            shown = project(Moment(each, hall.cast.at), Ask("counter", counter))
            assert shown is not None
            assert [ticket["refused"] for ticket in shown["tickets"].values()] == [True]


class TestARefusal:
    """Holds for whoever said it, over all their visits of the day: shown wherever it binds."""

    def seen(self, hall: Hall, floor: Floor) -> dict[UUID, bool]:
        """By visit, as the lobby sees it and as whoever refers them is told."""
        shown = project(Moment(floor, hall.cast.at), Ask("lobby", None))
        assert shown is not None
        found = {UUID(each["visit"]): "refused" in each for each in shown["tickets"].values()}
        found |= {UUID(each): "refused" in door for each, door in shown["visits"].items()}
        for visit, refused in found.items():
            ((times,),) = look(hall.cast.branch, refusals_read(hall.cast.branch, visit))
            assert refused == (times > 0)
        return found

    def followed(self, hall: Hall, floor: Floor) -> tuple[Floor, dict[UUID, bool]]:
        floor, _ = catch_up(floor, hall.cast.at)
        tables = load(hall.cast.branch, hall.cast.at)
        assert (floor.refused, floor.refusals) == (tables.refused, tables.refusals)
        return floor, self.seen(hall, floor)

    def test_said_at_the_door_is_the_numbers_that_the_visit_turned_out_to_be(
        self, hall: Hall
    ) -> None:
        floor = load(hall.cast.branch, hall.cast.at)
        door = hall.cast.do(LOBBY, greet).visit
        early, late = hall.submit(door, LOBBY), hall.cast.ticket()
        hall.does(LOBBY, refuse, early.id)
        floor, seen = self.followed(hall, floor)
        assert seen[door]
        hall.cast.do(LOBBY, join, visit_id=door, ticket_id=late.id)
        floor, seen = self.followed(hall, floor)
        assert seen == {visit_of(hall, late.id): True}

    def test_of_a_referral_made_before_its_visit_was_joined(self, hall: Hall) -> None:
        floor = load(hall.cast.branch, hall.cast.at)
        door, other = hall.cast.do(LOBBY, greet).visit, hall.visit()
        made, ticket = hall.submit(door, LOBBY), hall.cast.ticket()
        hall.cast.do(LOBBY, join, visit_id=door, ticket_id=ticket.id)
        hall.does(LOBBY, refuse, made.id)
        floor, seen = self.followed(hall, floor)
        assert seen == {visit_of(hall, ticket.id): True, other: False}

    def test_holds_on_another_visit_of_the_same_customer_while_both_are_linked(
        self, hall: Hall
    ) -> None:
        floor = load(hall.cast.branch, hall.cast.at)
        (visit, customer), stranger = hall.known(), hall.visit()
        hall.does(LOBBY, refuse, hall.submit(visit).id)
        floor, seen = self.followed(hall, floor)
        assert seen == {visit: True, stranger: False}
        again = hall.visit()
        hall.link(again, customer)
        floor, seen = self.followed(hall, floor)
        assert seen == {visit: True, stranger: False, again: True}
        reason = ClassReason.WRONG_PERSON
        hall.cast.do(LOBBY, unlink_customer, visit_id=again, reason=reason)
        floor, seen = self.followed(hall, floor)
        assert seen == {visit: True, stranger: False, again: False}


def visit_of(hall: Hall, ticket: UUID) -> UUID:
    visit: UUID = look(hall.cast.branch, ticket_read(hall.cast.branch, ticket))[0][0].visit_id
    return visit
