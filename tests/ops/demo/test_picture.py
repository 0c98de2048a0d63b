"""The picture that the stream keeps true, and the clock that it tells."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta

import httpx
import pytest

from tingtang.ops.demo.client import Door, Refusal, ServerAway
from tingtang.ops.demo.picture import BranchClock, Picture, merged

MIDNIGHT = datetime(2026, 11, 19, 16, tzinfo=UTC)


@pytest.mark.parametrize(
    ("state", "patch", "result"),
    [
        ({"a": "b"}, {"a": "c"}, {"a": "c"}),
        ({"a": "b"}, {"b": "c"}, {"a": "b", "b": "c"}),
        ({"a": "b", "b": "c"}, {"a": None}, {"b": "c"}),
        ({"a": ["b"]}, {"a": "c"}, {"a": "c"}),
        ({"a": {"b": "c"}}, {"a": {"b": "d", "c": None}}, {"a": {"b": "d"}}),
        ({"a": [1]}, {"a": {"b": 2}}, {"a": {"b": 2}}),
        ({}, {"a": {"b": {"c": None}}}, {"a": {"b": {}}}),
    ],
)
def test_patches_merge_as_rfc_7396_says(state: object, patch: object, result: object) -> None:
    assert merged(state, patch) == result


def test_merging_leaves_the_old_picture_alone() -> None:
    old = {"seats": {"1": {"state": "open"}}}
    merged(old, {"seats": {"1": {"state": "paused"}}})
    assert old == {"seats": {"1": {"state": "open"}}}


# ------------------------------------------------------------------------------- the clock


class Monotonic:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def _clock(scale: float) -> tuple[BranchClock, Monotonic]:
    monotonic = Monotonic()
    clock = BranchClock(monotonic)
    clock.runs(scale)
    clock.day_is(date(2026, 11, 20), "Asia/Shanghai")
    clock.heard(MIDNIGHT + timedelta(hours=9))
    return clock, monotonic


def test_the_clock_runs_at_the_branchs_pace() -> None:
    clock, monotonic = _clock(60.0)
    assert clock.now_s() == pytest.approx(9 * 3600)
    monotonic.now += 10
    assert clock.now_s() == pytest.approx(9 * 3600 + 600)
    assert clock.told() == "09:10"


def test_a_late_message_does_not_hold_the_clock_back() -> None:
    clock, monotonic = _clock(60.0)
    monotonic.now += 10
    clock.heard(MIDNIGHT + timedelta(hours=9, seconds=540))  # a second on its way
    assert clock.now_s() == pytest.approx(9 * 3600 + 600)
    clock.heard(MIDNIGHT + timedelta(hours=9, seconds=630))  # a quicker one than the first
    assert clock.now_s() == pytest.approx(9 * 3600 + 630)


def test_a_clock_that_was_set_is_believed() -> None:
    clock, monotonic = _clock(60.0)
    monotonic.now += 1
    clock.heard(MIDNIGHT + timedelta(hours=8))
    assert clock.told() == "08:00"


def test_a_time_of_the_server_is_in_the_same_seconds() -> None:
    clock, _ = _clock(1.0)
    assert clock.moment_s("2026-11-20T01:00:30+00:00") == pytest.approx(9 * 3600 + 30)


# ------------------------------------------------------------------------------- the stream


def _event(kind: str, sequence: int, **data: object) -> bytes:
    body = {"at": MIDNIGHT.isoformat(), "sequence": sequence, **data}
    return f"event: {kind}\nid: {sequence}\ndata: {json.dumps(body)}\n\n".encode()


def test_a_stream_that_ends_is_opened_again_and_misses_nothing() -> None:
    """The second connection asks for what came after the last event seen."""
    opened: list[str | None] = []

    async def body(first: bool) -> AsyncIterator[bytes]:
        if first:
            yield _event("snapshot", 7, state={"tickets": {"a": {"state": "waiting"}}})
            yield _event("ping", 9)
        else:
            yield _event("patch", 8, patch={"tickets": {"a": None, "b": {"state": "called"}}})
            await asyncio.sleep(60)

    minted = 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal minted
        if request.method == "POST":
            minted += 1
            if minted == 2:  # no reason to look away for ever
                return httpx.Response(500, json={"code": "failed", "title": ""})
            return httpx.Response(200, json={"url": "live/b?view=lobby", "expires_in": 300})
        opened.append(request.url.params.get("last_event_id"))
        assert request.url.path == "/s/l/live/b"
        return httpx.Response(200, content=body(first=len(opened) == 1))

    async def follow() -> Picture:
        picture = Picture(BranchClock())
        door = Door("http://hall", "/s/l", transport=httpx.MockTransport(answer))
        following = asyncio.create_task(picture.follow(door))
        async with asyncio.timeout(5):
            while "b" not in picture.tickets:
                await picture.change()
        following.cancel()
        return picture

    picture = asyncio.run(follow())
    assert opened == [None, "7"]
    assert picture.ticket_state("a") == "ended"
    assert picture.ticket_state("b") == "called"


# ------------------------------------------------------------------------------- the door


def test_a_refusal_is_raised_and_not_asked_again() -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.headers["Idempotency-Key"])
        return httpx.Response(409, json={"code": "wrong_state", "title": "Nicht jetzt"})

    async def post() -> None:
        async with Door("http://hall", transport=httpx.MockTransport(answer)) as door:
            await door.post("/api/tickets/1/recall")

    with pytest.raises(Refusal) as refused:
        asyncio.run(post())
    assert refused.value.code == "wrong_state"
    assert len(asked) == 1


def test_a_session_that_is_over_is_renewed_once_under_the_same_key() -> None:
    keys, signed_in = [], 0

    def answer(request: httpx.Request) -> httpx.Response:
        nonlocal signed_in
        if request.url.path == "/s/k/enter":
            signed_in += 1
            return httpx.Response(302, headers={"Location": "/s/k/kiosk/"})
        if request.url.path == "/s/k/api/me":
            return httpx.Response(200, json={"csrf": f"token {signed_in}"})
        keys.append((request.headers["Idempotency-Key"], request.headers.get("X-CSRFToken")))
        return httpx.Response(401 if signed_in == 1 else 200, json={"code": "sign_in"})

    async def post() -> None:
        async with Door("http://hall", "/s/k", transport=httpx.MockTransport(answer)) as door:
            await door.enter()
            await door.post("/api/branches/b/tickets", {"service": "s"})

    asyncio.run(post())
    assert signed_in == 2
    assert len({key for key, _ in keys}) == 1
    assert [token for _, token in keys] == ["token 1", "token 2"]


def test_nobody_waits_for_ever() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(503)

    async def post() -> None:
        transport = httpx.MockTransport(answer)
        async with Door("http://hall", transport=transport, patience_s=0.2) as door:
            await door.post("/api/tickets/1/recall")

    with pytest.raises(ServerAway):
        asyncio.run(post())
