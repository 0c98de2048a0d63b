"""Two at once: one effect each, and what a turn decides on is what stands inside its lock."""

from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from typing import Any

import psycopg
import pytest

from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, RM, Hall
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.serving import finish
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.leading import arrived, lead, undo
from tingtang.relation.referral.actions.leaving import let_go
from together import Does, apart, at_once

ROUNDS = range(5)


def in_order(hall: Hall, migrator: psycopg.Connection, *does: Does) -> list[Any]:
    """Let each wait for the branch's lock in this order, and then go."""
    migrator.execute("select pg_advisory_lock(hashtextextended(%s, 0))", [hall.cast.branch.hex])
    results: list[Future[Any]] = []
    with ThreadPoolExecutor(len(does)) as pool:
        try:
            for number, each in enumerate(does, start=1):
                results.append(pool.submit(apart, each))
                _until_waiting(migrator, number)
        finally:
            migrator.execute("select pg_advisory_unlock_all()")
        return [each.result() for each in results]


def _until_waiting(migrator: psycopg.Connection, number: int) -> None:
    sql = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
    while (migrator.execute(sql).fetchone() or (0,))[0] < number:
        pass


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK)


def test_two_customers_led_to_one_manager(hall: Hall) -> None:
    desk = hall.cast.counters[DESK]
    for _ in ROUNDS:
        visits = [hall.customer().visit_id for _ in range(4)]
        does = [partial(hall.guide, visit, desk_id=desk) for visit in visits]
        came_to = at_once(*does)
        (won,) = [each for each in came_to if not isinstance(each, str)]
        assert came_to.count("desk_held") == 3
        assert hall.seat().held_for == visits[came_to.index(won)]
        hall.do(undo, won.id, "suxiaowen")


def test_two_promises_kept_by_one_manager(hall: Hall) -> None:
    talk = hall.talk()
    promises = [hall.guide(hall.customer().visit_id).id for _ in range(3)]
    hall.cast.do(RM, call_next, counter_id=hall.cast.counters[DESK])  # ends the talk
    hall.cast.seat(OTHER_RM, OTHER_DESK)
    other = hall.cast.counters[OTHER_DESK]
    assert talk
    does = [partial(hall.do, lead, each, desk_id=other) for each in promises[1:]]
    came_to = at_once(*does)
    assert came_to.count("desk_held") == 1
    assert hall.count("from relation_guidance where branch_id = %s and state = 'led'") == 1


def test_one_customer_led_twice(hall: Hall) -> None:
    hall.cast.seat(OTHER_RM, OTHER_DESK)
    for _ in ROUNDS:
        visit = hall.customer().visit_id
        came_to = at_once(*[partial(hall.guide, visit)] * 3)
        assert came_to.count("guided_already") == 2
        (won,) = [each for each in came_to if not isinstance(each, str)]
        hall.do(undo, won.id, "suxiaowen")


def test_two_managers_lead_one_customer_who_is_referred_once(hall: Hall) -> None:
    hall.cast.seat(OTHER_RM, OTHER_DESK)
    desks = [hall.cast.counters[number] for number in (DESK, OTHER_DESK)]
    for _ in ROUNDS:
        visit = hall.customer("cash").visit_id
        wish = {"business": "wealth", "reply": "willing"}
        logins = "suxiaowen", "hanliqun"
        does = [
            partial(hall.guide, visit, login, desk_id=desk, **wish)
            for login, desk in zip(logins, desks, strict=True)
        ]
        came_to = at_once(*does)
        assert came_to.count("guided_already") == 1
        (won,) = [each for each in came_to if not isinstance(each, str)]
        made = f"from relation_referral where branch_id = %s and visit_id = '{visit}'"
        assert hall.count(made) == 1
        hall.do(undo, won.id, logins[came_to.index(won)])
    assert walk(hall.cast.branch).first_broken is None


def test_a_number_is_called_or_its_holder_led_never_both(hall: Hall) -> None:
    hall.cast.seat("chenyutong", "1")
    counter = hall.cast.counters["1"]
    for chosen in (False, True) * 4:
        customer = hall.customer("cash")
        call = partial(hall.cast.do, "chenyutong", call_next, counter_id=counter)
        if chosen:
            more = {"ticket_id": customer.id, "reason": "returned", "counter_id": counter}
            call = partial(hall.cast.do, "chenyutong", call_chosen, **more)
        wish = {"business": "wealth", "reply": "willing"}
        called, led = at_once(call, partial(hall.guide, customer.visit_id, **wish))
        was_called = not isinstance(called, str) and called.called is not None
        was_led = not isinstance(led, str)
        assert was_called is not was_led, (called, led)
        ticket = hall.ticket(customer.id)
        assert ticket.state == ("parked" if was_led else "called")
        assert (hall.seat().held_for == customer.visit_id) is was_led
        if was_led:
            hall.do(let_go, led.id, "suxiaowen")
            hall.cast.do("chenyutong", call_next, counter_id=counter)
        hall.cast.do("chenyutong", finish, ticket_id=customer.id)
    assert walk(hall.cast.branch).first_broken is None


def test_a_talk_that_began_first_is_seen(hall: Hall, migrator: psycopg.Connection) -> None:
    visit = hall.customer().visit_id
    talk, guided = in_order(hall, migrator, hall.talk, lambda: hall.guide(visit))
    assert (guided.path, guided.until) == ("promise_waiting", None)
    assert hall.seat().ticket_id == talk.id


def test_a_hold_that_came_first_keeps_the_talk_away(
    hall: Hall, migrator: psycopg.Connection
) -> None:
    visit = hall.customer().visit_id
    guided, talk = in_order(hall, migrator, lambda: hall.guide(visit), hall.talk)
    assert (guided.path, talk) == ("escort", "desk_held")
    assert desk_state(hall.seat(), hall.cast.at) is DeskState.HELD


def test_a_customer_who_arrives_is_not_let_go(hall: Hall, migrator: psycopg.Connection) -> None:
    guided = hall.guide(hall.customer().visit_id)
    met, gone = in_order(
        hall,
        migrator,
        lambda: hall.do(arrived, guided.id),
        lambda: hall.do(let_go, guided.id, "suxiaowen"),
    )
    assert (met.state, gone) == ("met", "guidance_cannot")


def test_led_elsewhere_while_the_first_manager_says_they_are_here(
    hall: Hall, migrator: psycopg.Connection
) -> None:
    guided = hall.guide(hall.customer().visit_id)
    hall.cast.seat(OTHER_RM, OTHER_DESK)
    other = hall.cast.counters[OTHER_DESK]
    led, met = in_order(
        hall,
        migrator,
        lambda: hall.do(lead, guided.id, "suxiaowen", desk_id=other),
        lambda: hall.do(arrived, guided.id),
    )
    assert (led.desk, met) == (other, "stale_screen")
    assert hall.seat().held_for is None
    assert walk(hall.cast.branch).first_broken is None
