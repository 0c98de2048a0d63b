"""A short day through the HTTP API of a hall in memory, with what can go wrong."""

from __future__ import annotations

import asyncio
import io
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from random import Random

import httpx
import pytest

from ops.demo.fake_hall import FakeHall
from tingtang.ops.demo.client import Door
from tingtang.ops.demo.day import PlannedCustomer, SeatPlan, Spell, plan_day
from tingtang.ops.demo.floor import Tally
from tingtang.ops.demo.player import (
    BranchSeats,
    CannotPlay,
    DayPlan,
    Pace,
    Played,
    Show,
    compare,
    discover,
    play,
    show_of_replay,
)
from tingtang.ops.demo.profiles import COMMUNITY
from tingtang.ops.demo.recorded import RecordedTicket
from tingtang.ops.demo.replay import plan_replay

SEAT_VERBS = {"open", "pause", "decline-summons", "leave"}
NINE = 9 * 3600.0
QUARTER_PAST = NINE + 900.0
DAY = date(2026, 11, 20)
SERVICES = ["cash", "card", "company", "wealth", "loan"]


def _people(many: int = 14) -> tuple[PlannedCustomer, ...]:
    """Some of a planned day, hurried: they come within ten minutes and take two."""
    planned = plan_day(COMMUNITY, 1, DAY)[:many]
    return tuple(
        replace(
            one,
            key=key,
            arrives_s=NINE + key * 40.0,
            service="cash" if key % 2 else "card",
            second_service=None,
            service_s=60.0 + 5 * key,
            patience_s=3600.0,
        )
        for key, one in enumerate(planned)
    )


def _seat(number: str, *services: str) -> SeatPlan:
    return SeatPlan(number, services, NINE - 600, (Spell(NINE, QUARTER_PAST),), drains=True)


SEATS = (_seat("1", "cash"), _seat("2", "card", "cash"))


def _hall(scale: float = 600.0) -> FakeHall:
    return FakeHall({"1": ["cash"], "2": ["card", "cash"]}, SERVICES, scale, starts_s=NINE - 120)


def _seats(hall: FakeHall) -> BranchSeats:
    return BranchSeats("南", "/s/k", "/s/l", "/s/h", {f"c{n}": f"/s/t{n}" for n in hall.seats})


def _play(
    hall: FakeHall, people: tuple[PlannedCustomer, ...], seats: tuple[SeatPlan, ...] = SEATS
) -> Played:
    show = Show(
        _seats(hall),
        lambda _: DayPlan(NINE, QUARTER_PAST, people, seats),
        lambda service, view: view["icon"] == service,
    )
    out = io.StringIO()
    return asyncio.run(play("http://hall", [show], transport=hall.transport(), out=out))[0]


def _assert_a_whole_day(hall: FakeHall, played: Played, people: int) -> None:
    tally = played.tally
    assert tally.troubles == 0
    assert tally.came == people
    assert tally.served + tally.abandoned + tally.turned_away == people
    assert hall.state["day"]["state"] == "closed"
    assert all(seat["state"] == "vacant" for seat in hall.state["seats"].values())


def test_everybody_comes_and_is_called_once() -> None:
    hall, people = _hall(), _people()
    played = _play(hall, people)
    _assert_a_whole_day(hall, played, len(people))
    calls = Counter(hall.calls)
    more_than_once = {one.ticket for one in played.guests if one.plan.parks_s or one.times_missed}
    assert {ticket for ticket, times in calls.items() if times > 1} <= more_than_once
    assert played.tally.served == sum(one.shows_up for one in people) + sum(
        one.comes_back_s is not None for one in people
    )
    assert not played.tally.refused


def test_finishing_and_calling_is_one_click() -> None:
    hall = _hall()
    _play(hall, _people())
    verbs = Counter(verb for verb, _ in hall.verbs)
    assert verbs["finish"] <= len(SEATS)  # only before the seat is left
    assert verbs["call-next"] > len(SEATS)


@pytest.mark.parametrize(("pause", "answer"), [("break", ["open"]), ("lunch", ["decline-summons"])])
def test_whoever_is_asked_back_from_a_pause_comes_but_not_from_lunch(
    pause: str, answer: list[str]
) -> None:
    hall = _hall()
    hall.asks_back = True
    away = Spell(NINE + 60, QUARTER_PAST, pause)
    seats = (SeatPlan("1", ("cash",), NINE - 600, (Spell(NINE, NINE + 60), away), drains=False),)
    played = _play(hall, (), seats)
    verbs = [verb for verb, _ in hall.verbs if verb in SEAT_VERBS]
    assert verbs[verbs.index("pause") :] == ["pause", *answer, "leave"]
    assert not played.tally.refused


def test_whoever_is_done_for_the_day_helps_out_when_somebody_is_asked_for() -> None:
    hall = _hall()
    hall.asks_anybody = True
    seats = (SeatPlan("1", ("cash",), NINE - 600, (Spell(NINE, NINE + 60),), drains=False),)
    played = _play(hall, (), seats)
    verbs = [verb for verb, _ in hall.verbs if verb in SEAT_VERBS | {"take"}]
    assert verbs[verbs.index("leave") :] == ["leave", "take", "open", "leave"]
    assert hall.state["seats"]["c1"]["state"] == "vacant"
    assert not played.tally.refused


def test_a_no_show_is_called_again_and_passed_after_its_time() -> None:
    hall = _hall()
    [absent] = _people(1)
    absent = replace(absent, shows_up=False, comes_back_s=None, parks_s=None)
    played = _play(hall, (absent,))
    verbs = [verb for verb, _ in hall.verbs]
    assert verbs.count("recall") == 2
    assert verbs.count("no-show") == 1
    assert (played.tally.missed, played.tally.served) == (1, 0)


def test_patience_ends_with_a_word_or_without() -> None:
    hall = _hall()
    slow, polite, silent = _people(3)
    slow = replace(slow, service="cash", service_s=900.0, shows_up=True, parks_s=None)
    rest = {"service": "cash", "patience_s": 120.0, "shows_up": True, "late_min": None}
    polite = replace(polite, says_goodbye=True, **rest)  # type: ignore[arg-type]
    silent = replace(silent, says_goodbye=False, **rest)  # type: ignore[arg-type]
    only_one = (_seat("1", "cash"), SeatPlan("2", (), NINE, (Spell(NINE, NINE + 1),), drains=False))
    played = _play(hall, (slow, polite, silent), only_one)
    verbs = Counter(verb for verb, _ in hall.verbs)
    assert verbs["abandon"] == 1
    assert verbs["no-show"] == 1  # the silent one's number is called and passed
    assert (played.tally.served, played.tally.abandoned) == (1, 2)


# ------------------------------------------------------------------------- what can go wrong


def _from(hall: FakeHall, at_request: int, many: int, answer: Callable[[], httpx.Response]) -> None:
    seen = 0

    def fault(_: httpx.Request) -> httpx.Response | None:
        nonlocal seen
        seen += 1
        return answer() if at_request <= seen < at_request + many else None

    hall.fault = fault


def _nobody() -> httpx.Response:
    raise httpx.ConnectError("nobody answers")


def test_a_server_that_goes_away_is_asked_again_until_it_is_back() -> None:
    hall, people = _hall(scale=200.0), _people()
    _from(hall, 40, 60, _nobody)
    played = _play(hall, people)
    _assert_a_whole_day(hall, played, len(people))
    assert not played.tally.refused


def test_an_answer_that_got_lost_is_asked_for_under_the_same_key() -> None:
    """The verb was done, its answer never came: done once all the same."""
    hall, people, chance = _hall(), _people(), Random(1)
    inner = hall.transport()

    async def lossy(request: httpx.Request) -> httpx.Response:
        response = await inner.handle_async_request(request)
        if request.method == "POST" and chance.random() < 0.2:
            raise httpx.ReadError("cut")
        return response

    show = Show(
        _seats(hall),
        lambda _: DayPlan(NINE, QUARTER_PAST, people, SEATS),
        lambda service, view: view["icon"] == service,
    )
    transport = httpx.MockTransport(lossy)
    played = asyncio.run(play("http://hall", [show], transport=transport, out=io.StringIO()))[0]
    _assert_a_whole_day(hall, played, len(people))
    issued = [verb for verb, _ in hall.verbs if verb == "tickets"]
    assert len(issued) == len(people)


def test_refusals_are_shrugged_off() -> None:
    hall, people, chance = _hall(), _people(), Random(2)

    def fault(request: httpx.Request) -> httpx.Response | None:
        if request.method == "GET" or "day" in request.url.path or chance.random() > 0.05:
            return None
        return httpx.Response(409, json={"code": "wrong_state", "title": "Not now"})

    hall.fault = fault
    played = _play(hall, people)
    assert played.tally.troubles == 0
    assert played.tally.refused["wrong_state"] > 0
    assert played.tally.served >= len(people) - 5
    assert hall.state["day"]["state"] == "closed"


def test_a_stranger_who_took_a_number_by_hand_is_served() -> None:
    hall = _hall()

    async def take_a_number() -> None:
        await asyncio.sleep(1.0)
        door = Door("http://hall", "/s/k", transport=hall.transport())
        await door.post("/api/branches/b/tickets", {"service": "id-cash"})

    async def both() -> list[Played]:
        show = Show(
            _seats(hall),
            lambda _: DayPlan(NINE, QUARTER_PAST, _people(2), SEATS),
            lambda service, view: view["icon"] == service,
        )
        playing = play("http://hall", [show], transport=hall.transport(), out=io.StringIO())
        return (await asyncio.gather(playing, take_a_number()))[0]

    asyncio.run(both())
    assert [one["outcome"] for one in hall.ended.values()].count("served") >= 2
    assert len(hall.calls) >= 3


def test_two_branches_play_at_once() -> None:
    """Each on its own doors; the second hall is reached under another origin."""
    halls = {"one": _hall(), "two": _hall()}
    transports = {name: hall.transport() for name, hall in halls.items()}

    async def route(request: httpx.Request) -> httpx.Response:
        which = request.url.path.split("/")[2].split("-")[0] if "/s/" in request.url.path else "one"
        return await transports.get(which, transports["one"]).handle_async_request(request)

    def show(name: str) -> Show:
        seats = BranchSeats(
            name,
            f"/s/{name}-k",
            f"/s/{name}-l",
            f"/s/{name}-h",
            {f"c{n}": f"/s/{name}-t{n}" for n in ("1", "2")},
        )
        people = tuple(replace(one, uses_phone=False, late_min=None) for one in _people())
        return Show(
            seats,
            lambda _: DayPlan(NINE, QUARTER_PAST, people, SEATS),
            lambda service, view: view["icon"] == service,
        )

    both = play(
        "http://hall",
        [show("one"), show("two")],
        transport=httpx.MockTransport(route),
        out=io.StringIO(),
    )
    for played in asyncio.run(both):
        assert played.tally.came == 14
        assert played.tally.troubles == 0


def test_a_day_that_is_closed_cannot_be_played() -> None:
    hall = _hall()
    hall.state["day"]["state"] = "closed"
    with pytest.raises(CannotPlay, match="closed"):
        _play(hall, _people(1))


def test_the_seats_are_found_on_the_first_page() -> None:
    seats = [
        {"seat": "south-kiosk", "post": "kiosk"},
        {"seat": "south-lobby", "post": "lobby_manager"},
        {"seat": "south-head", "post": "branch_head"},
        {"seat": "south-1", "post": "teller", "counter": "c1"},
    ]
    branch = {"type": "community", "name": {"zh-Hans": "城南支行"}, "seats": seats}

    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"demonstration": True, "branches": [branch]})

    found = asyncio.run(discover("http://hall", transport=httpx.MockTransport(answer)))
    assert found["community"] == [
        BranchSeats(
            "城南支行",
            "/s/south-kiosk",
            "/s/south-lobby",
            "/s/south-head",
            {"c1": "/s/south-1"},
            code="south",
        )
    ]


# ------------------------------------------------------------------------------- the pace


def test_the_clocks_are_slowed_while_answers_come_late() -> None:
    pace = Pace(600.0, lambda _: None)
    assert pace.better(0.010) == 600.0  # six seconds of the branch
    pace.scale = pace.better(0.1)  # a minute
    assert pace.scale == pytest.approx(150.0)
    assert pace.better(0.1) == pytest.approx(150.0)
    pace.scale = pace.better(0.02)
    assert pace.scale == pytest.approx(225.0)
    assert Pace(1.0, lambda _: None).better(60.0) == 1.0  # never slower than real time


def test_a_slow_house_is_played_slowly() -> None:
    """Answers of 60 ms: at 600 times real time every verb would take half a minute."""
    hall, people = _hall(), _people(4)
    inner = hall.transport()

    async def slow(request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0.06)
        return await inner.handle_async_request(request)

    show = Show(
        _seats(hall),
        lambda _: DayPlan(NINE, QUARTER_PAST, people, SEATS),
        lambda service, view: view["icon"] == service,
    )
    set_to: list[float] = []
    pace = Pace(600.0, lambda scale: (set_to.append(scale), hall.run_at(scale))[1])
    transport = httpx.MockTransport(slow)
    [played] = asyncio.run(
        play("http://hall", [show], pace=pace, transport=transport, out=io.StringIO())
    )
    assert played.tally.troubles == 0
    assert set_to
    assert set_to[0] < 600.0


def test_clocks_that_cannot_be_set_do_not_end_the_day() -> None:
    hall, people = _hall(), _people(4)

    def refuse(_: float) -> None:
        raise RuntimeError("no")

    show = Show(
        _seats(hall),
        lambda _: DayPlan(NINE, QUARTER_PAST, people, SEATS),
        lambda service, view: view["icon"] == service,
    )
    pace = Pace(600.0, refuse, too_late_s=0.0001)
    out = io.StringIO()
    [played] = asyncio.run(
        play("http://hall", [show], pace=pace, transport=hall.transport(), out=out)
    )
    assert played.tally.came == len(people)
    assert "cannot be set" in out.getvalue()


# ------------------------------------------------------------------------------- a recorded day


def _ticket(number: int, segment: str, served: bool, arrived_s: int) -> RecordedTicket:
    return RecordedTicket(
        ticket=str(number),
        segment=segment,
        service="PS",
        day=DAY,
        arrived_s=arrived_s,
        queued_s=arrived_s,
        left_queue_s=arrived_s + 30,
        outcome="served" if served else "abandoned",
        started_s=arrived_s + 30 if served else None,
        ended_s=arrived_s + 150 if served else None,
        server=("ANAT", "TOVA")[number % 2] if served else None,
    )


def test_a_recorded_day_ends_as_the_file_says() -> None:
    day = [
        _ticket(number, "priority" if number % 3 else "ordinary", number % 4 != 0, int(NINE) + n)
        for number, n in enumerate(range(0, 1500, 50))
    ]
    replay = plan_replay(day)
    hall = FakeHall(
        {seat.number: list(seat.services) for seat in replay.seats},
        list(replay.services),
        starts_s=replay.opens_s - 60,
    )
    for view in hall.state["services"].values():
        view["prefix"] = "A"
    show = show_of_replay(replay, _seats(hall), {"PS": "A"})
    played = asyncio.run(
        play("http://hall", [show], transport=hall.transport(), out=io.StringIO())
    )[0]
    comparison = compare(replay, played)
    assert comparison.equal, comparison.table()
    assert sum(comparison.recorded.values()) == len(day)
    assert "differs" not in comparison.table()
    outcomes = Counter(one["outcome"] for one in hall.ended.values())
    assert outcomes == Counter(one.outcome for one in day)


def test_a_recorded_day_is_played_whole_however_late_the_start() -> None:
    """The clock runs while the branch is being set up: nobody of the file may be missed."""
    day = [_ticket(number, "ordinary", True, int(NINE) + 60 * number) for number in range(6)]
    replay = plan_replay(day)
    hall = FakeHall(
        {seat.number: list(seat.services) for seat in replay.seats},
        list(replay.services),
        starts_s=NINE + 1800,
    )
    for view in hall.state["services"].values():
        view["prefix"] = "A"
    show = show_of_replay(replay, _seats(hall), {"PS": "A"})
    [played] = asyncio.run(
        play("http://hall", [show], transport=hall.transport(), out=io.StringIO())
    )
    assert compare(replay, played).equal


def test_a_count_that_differs_is_told() -> None:
    replay = plan_replay([_ticket(1, "ordinary", True, 100), _ticket(2, "ordinary", False, 200)])
    comparison = compare(replay, Played("nobody came", Tally(), []))
    assert not comparison.equal
    assert "differs" in comparison.table()
