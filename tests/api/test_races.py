"""Impatient clicks and two tellers at once, over real sockets to real processes."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any
from uuid import uuid4

import httpx
import pytest

from api.asking import Caller, Doors, entries
from api.plays import PLAYS, Play
from served import Served

AT_ONCE = 8


def over_the_wire(caller: Caller, server: Served) -> httpx.Client:
    """The same browser or device, at the server's port."""
    headers = dict(caller.headers)
    if caller.token:
        headers["X-CSRFToken"] = caller.token
    cookies = {name: each.value for name, each in caller.client.cookies.items()}
    return httpx.Client(
        base_url=server.url + caller.base, headers=headers, cookies=cookies, trust_env=False
    )


def at_once(asks: Sequence[Callable[[], httpx.Response]]) -> list[httpx.Response]:
    """All in the same moment."""
    barrier = Barrier(len(asks))

    def run(ask: Callable[[], httpx.Response]) -> httpx.Response:
        barrier.wait()
        return ask()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(run, asks))


def post(client: httpx.Client, path: str, body: object, key: str, seen: int | None = None) -> Any:
    headers = {"Idempotency-Key": key} | ({"If-Match": f'"{seen}"'} if seen is not None else {})
    return lambda: client.post(path, json=body, headers=headers)


@pytest.fixture
def play(stage: Doors, server: Served) -> Iterator[Play]:
    return Play.on(stage)


def test_one_key_at_once_issues_one_number(play: Play, server: Served) -> None:
    body = {"service": str(play.doors.cast.services["cash"])}
    with over_the_wire(play.kiosk, server) as client:
        ask = post(client, play.doors.branch("tickets"), body, str(uuid4()))
        answers = at_once([ask] * AT_ONCE)
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert play.ticket()["number"] == "A002"


def test_numbers_taken_at_once_are_each_given_once(play: Play, server: Served) -> None:
    body = {"service": str(play.doors.cast.services["cash"])}
    with over_the_wire(play.kiosk, server) as client:
        path = play.doors.branch("tickets")
        answers = at_once([post(client, path, body, str(uuid4())) for _ in range(AT_ONCE)])
    numbers = sorted(answer.json()["number"] for answer in answers)
    assert numbers == [f"A{number:03d}" for number in range(1, AT_ONCE + 1)]


def test_a_double_click_calls_one_customer(play: Play, server: Served) -> None:
    """Two clicks, two keys, one version on the screen."""
    tickets = [play.ticket() for _ in range(2)]
    play.seated()
    with over_the_wire(play.teller, server) as client:
        path = play.doors.counter("1", "call-next")
        clicks = [post(client, path, {}, str(uuid4()), play.seat) for _ in range(2)]
        answers = sorted(at_once(clicks), key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in answers] == [200, 412]
    assert answers[0].json()["called"]["id"] == tickets[0]["id"]
    assert answers[1].json()["code"] == "stale_screen"


def test_two_tellers_at_once_call_one_waiting_customer_once(play: Play, server: Served) -> None:
    ticket = play.ticket()
    play.seated()
    other = play.doors.staff("zhouzimo")
    seat = 0
    for verb in ("take", "open"):
        seat = other.done(play.doors.counter("2", verb), match=seat)["version"]
    with over_the_wire(play.teller, server) as first, over_the_wire(other, server) as second:
        answers = at_once(
            [
                post(first, play.doors.counter("1", "call-next"), {}, "1", play.seat),
                post(second, play.doors.counter("2", "call-next"), {}, "2", seat),
            ]
        )
    assert [answer.status_code for answer in answers] == [200, 200]
    called = [answer.json()["called"]["id"] for answer in answers if "called" in answer.json()]
    assert called == [ticket["id"]]


def test_two_tellers_at_once_choose_the_same_number(play: Play, server: Served) -> None:
    ticket = play.ticket()
    play.seated()
    other = play.doors.staff("zhouzimo")
    seat = 0
    for verb in ("take", "open"):
        seat = other.done(play.doors.counter("2", verb), match=seat)["version"]
    body = {"ticket": ticket["id"], "reason": "need"}
    with over_the_wire(play.teller, server) as first, over_the_wire(other, server) as second:
        answers = at_once(
            [
                post(first, play.doors.counter("1", "call"), body, "1", play.seat),
                post(second, play.doors.counter("2", "call"), body, "2", seat),
            ]
        )
    by_status = sorted(answers, key=lambda answer: answer.status_code)
    assert [answer.status_code for answer in by_status] == [200, 409]
    assert by_status[1].json()["code"] in ("wrong_state", "kept_for_another_counter")


def test_two_tellers_at_once_take_one_seat(play: Play, server: Served) -> None:
    other = play.doors.staff("zhouzimo")
    path = play.doors.counter("1", "take")
    with over_the_wire(play.teller, server) as first, over_the_wire(other, server) as second:
        answers = at_once([post(first, path, {}, "1"), post(second, path, {}, "2")])
    codes = sorted(answer.json().get("code", "") for answer in answers)
    assert codes == ["", "seat_taken"]


@pytest.mark.parametrize("name", ["tickets.arrive", "tickets.finish", "tickets.park"])
def test_the_second_of_two_clicks_on_a_ticket_is_stale(
    name: str, play: Play, server: Served
) -> None:
    caller, path, body, seen = PLAYS[name](play)
    before = entries(play.doors.cast)
    with over_the_wire(caller, server) as client:
        answers = at_once([post(client, path, body, str(uuid4()), seen) for _ in range(2)])
    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert entries(play.doors.cast) == before + 1
