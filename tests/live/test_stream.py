"""The stream over a real socket: who may listen, what is heard, and what a cut does."""

from collections.abc import Iterator
from pathlib import Path
from time import time
from typing import Any
from uuid import UUID

import pytest
from django.db import connections

from cast import MORNING, Cast, founded
from live.following import load, merged
from live.listening import Listener, StreamProcess
from tingtang.bank.branch.actions import set_clock
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.kernel.clock import real_now
from tingtang.live import relay
from tingtang.live.moment import Moment
from tingtang.live.tokens import LASTS_S, Claims, mint
from tingtang.live.views import Ask, project


@pytest.fixture(scope="module")
def stream(data: Path, database: object) -> Iterator[StreamProcess]:
    relay.install()
    process = StreamProcess(data)
    try:
        process.await_ready()
        yield process
    finally:
        process.stop()


@pytest.fixture
def branch() -> Cast:
    """A demonstration branch: its clock shows the cast's morning, as the stream must tell it."""
    cast = founded(demonstration=True)
    set_clock(
        actor=cast.staff("hanliqun"),
        branch_id=cast.branch,
        set_at=real_now(),
        shows=MORNING,
        scale=1,
    )
    cast.open_day()
    cast.seat("chenyutong", "1")
    return cast


def wall(cast: Cast) -> Claims:
    return Claims(cast.branch, "wall", "device:1", device=UUID(int=1))


def fresh(cast: Cast, view: str, subject: UUID | None = None) -> Any:
    return project(Moment(load(cast.branch, cast.at), cast.at), Ask(view, subject))


def call(cast: Cast) -> None:
    call_next(
        actor=cast.staff("chenyutong"),
        branch_id=cast.branch,
        counter_id=cast.counters["1"],
        at=cast.later(seconds=20),
    )


# ---------------------------------------------------------------- what is heard


def test_a_snapshot_then_a_patch_for_what_happens(stream: StreamProcess, branch: Cast) -> None:
    listener = Listener(stream, wall(branch))
    assert listener.answer.headers["Content-Type"].startswith("text/event-stream")
    snapshot = listener.next("snapshot")
    assert snapshot.id == snapshot.data["sequence"]
    assert snapshot.data["view"] == "wall"
    picture = snapshot.data["state"]
    assert picture["calls"] == []

    branch.ticket()
    call(branch)
    while not picture["calls"]:
        patch = listener.next("patch")
        picture = merged(picture, patch.data["patch"])
    assert [each["number"] for each in picture["calls"]] == ["A001"]
    assert picture["calls"][0]["sequence"] == patch.id
    listener.close()


@pytest.mark.parametrize("in_query", [False, True])
def test_coming_back_brings_only_what_is_missing(
    stream: StreamProcess, branch: Cast, in_query: bool
) -> None:
    stays = Listener(stream, wall(branch))
    leaves = Listener(stream, wall(branch))
    stays.next("snapshot")
    first = leaves.next("snapshot")
    leaves.close()
    branch.ticket()
    then = stays.next("patch")
    branch.ticket()
    last = stays.next("patch")

    back = Listener(stream, wall(branch), last=first.id, in_query=in_query)
    events = back.events()
    assert [next(events)[:2] for _ in range(2)] == [("patch", then.id), ("patch", last.id)]
    assert next(events).kind == "ping"
    here = Listener(stream, wall(branch), last=last.id)
    assert next(here.events()).kind == "ping"
    stranger = Listener(stream, wall(branch), last=9_000_000)
    assert next(stranger.events()).kind == "snapshot"


def test_staff_hear_the_same_as_the_tables_say(stream: StreamProcess, branch: Cast) -> None:
    claims = Claims(branch.branch, "counter", "staff:1", counter=branch.counters["1"])
    listener = Listener(stream, claims, base="/s/teller-1")
    picture = listener.next("snapshot").data["state"]
    for _ in range(3):
        branch.ticket()
    call(branch)
    wanted = fresh(branch, "counter", branch.counters["1"])
    while (picture["tickets"], picture["order"]) != (wanted["tickets"], wanted["order"]):
        picture = merged(picture, listener.next("patch").data["patch"])


# ---------------------------------------------------------------- who may listen


def test_without_a_token_nothing_is_told(stream: StreamProcess, branch: Cast) -> None:
    path, page = f"/live/{branch.branch}?view=wall", {"Origin": stream.page}
    assert stream.get(path, **page).status_code == 401
    other = mint(Claims(founded().branch, "wall", "device:1"))
    assert stream.get(path, **page, Cookie=f"tt_live_wall={other}").status_code == 401
    kiosk = mint(Claims(branch.branch, "kiosk", "device:1"))
    assert stream.get(path, **page, Cookie=f"tt_live_wall={kiosk}").status_code == 401
    old = mint(wall(branch), time() - LASTS_S - 1)
    assert stream.get(path, **page, Cookie=f"tt_live_wall={old}").status_code == 401
    assert stream.get(path, **page, Cookie="tt_live_wall=!.; ==").status_code == 401


def test_another_windows_token_does_not_open_this_one(stream: StreamProcess, branch: Cast) -> None:
    claims = Claims(branch.branch, "counter", "staff:1", counter=branch.counters["1"])
    path = f"/live/{branch.branch}?view=counter&counter={branch.counters['2']}"
    cookie = f"tt_live_counter={mint(claims)}"
    assert stream.get(path, Origin=stream.page, Cookie=cookie).status_code == 401


def test_only_our_own_pages_may_read(stream: StreamProcess, branch: Cast) -> None:
    path = f"/live/{branch.branch}?view=wall"
    refused = stream.get(path, Origin=stream.page)
    assert refused.headers["Access-Control-Allow-Origin"] == stream.page
    assert refused.headers["Access-Control-Allow-Credentials"] == "true"
    for origin in (
        "https://elsewhere.example",
        f"http://localhost:{stream.port - 1}",
        "null",
        "http://127.0.0.1:1",
    ):
        answer = stream.get(path, Origin=origin, Cookie=f"tt_live_wall={mint(wall(branch))}")
        assert answer.status_code == 403
        assert "Access-Control-Allow-Origin" not in answer.headers


def test_what_is_not_there_is_not_found(stream: StreamProcess, branch: Cast) -> None:
    phone = Claims(branch.branch, "phone", "visitor:1", ticket=UUID(int=77))
    path = f"/live/{branch.branch}?view=phone"
    answer = stream.get(path, Origin=stream.page, Cookie=f"tt_live_phone={mint(phone)}")
    assert answer.status_code == 404
    nowhere = UUID(int=5)
    path = f"/live/{nowhere}?view=wall"
    cookie = f"tt_live_wall={mint(Claims(nowhere, 'wall', 'device:1'))}"
    assert stream.get(path, Origin=stream.page, Cookie=cookie).status_code == 404
    assert stream.get("/live/x").status_code == 404
    assert stream.get("/").status_code == 404


def test_the_stream_ends_with_its_token(stream: StreamProcess, branch: Cast) -> None:
    listener = Listener(stream, wall(branch), minted_at=time() - LASTS_S + 3)
    kinds = [event.kind for event in listener.events()]
    assert kinds[0] == "snapshot"


# ---------------------------------------------------------------- cuts


def test_a_restarted_database_is_found_again(
    stream: StreamProcess, branch: Cast, database: Any
) -> None:
    listener = Listener(stream, wall(branch))
    picture = listener.next("snapshot").data["state"]
    connections.close_all()
    database.stop(even_if_used=True)
    database.start()
    branch.ticket()
    call(branch)
    while not picture["calls"]:
        picture = merged(picture, listener.next("patch").data["patch"])
    assert listener.next("ping").data["sequence"] == load(branch.branch, branch.at).sequence


def test_a_commit_that_nobody_told_of_is_found(
    stream: StreamProcess, branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    listener = Listener(stream, wall(branch))
    listener.next("snapshot")
    monkeypatch.setattr("tingtang.ledger.turn._followers", [])
    branch.ticket()
    assert listener.next("patch").data["sequence"] == load(branch.branch, branch.at).sequence
