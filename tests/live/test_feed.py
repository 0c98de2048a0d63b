"""One branch followed in this process: who is sent what, and when nothing may be said."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any
from uuid import UUID

import pytest

from cast import MORNING, Cast, founded
from live.following import load, merged
from tingtang.access.actions import place_device, revoke_device
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import set_clock, set_parameter
from tingtang.kernel.clock import real_now
from tingtang.live import feed as feeds
from tingtang.live import folds, stream
from tingtang.live.feed import Feed
from tingtang.live.follower import MOST_BYTES, Follower
from tingtang.live.hub import Hub, NoSuchView
from tingtang.live.moment import Moment
from tingtang.live.projection import Projection, as_json
from tingtang.live.source import Away, Source
from tingtang.live.views import VIEWS, Ask, project

WALL, LOBBY = Ask("wall"), Ask("lobby")


@pytest.fixture
def branch() -> Cast:
    cast = founded(demonstration=True)
    set_clock(
        actor=cast.staff("hanliqun"),
        branch_id=cast.branch,
        set_at=real_now(),
        shows=MORNING,
        scale=1,
    )
    cast.open_day()
    return cast


class Switched(Source):
    """A database that can be taken away."""

    away = False

    async def look(self, *args: Any) -> Any:
        if self.away:
            raise Away
        return await super().look(*args)


def followed(
    test: Callable[[Feed, Switched], Awaitable[None]], branch_id: UUID
) -> Coroutine[Any, Any, None]:
    """A feed of the branch for the time of a test."""

    async def run() -> None:
        source = Switched()
        try:
            await test(Feed(branch_id, source), source)
        finally:
            await source.close()

    return run()


async def welcomed(feed: Feed, ask: Ask = WALL, last: int | None = None) -> Follower:
    follower = Follower()
    assert await feed.welcome(ask, follower, last)
    return follower


async def heard(follower: Follower) -> list[tuple[str, dict[str, Any]]]:
    """What was put in since the last time; nothing is waited for."""
    follower.put(b"event: over\ndata: {}\n\n")
    blocks = (await follower.take()).decode().split("\n\n")[:-2]
    found = []
    for block in blocks:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        found.append((fields["event"], json.loads(fields["data"])))
    return found


def test_all_who_look_at_the_same_are_sent_the_same_bytes(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        one, other = await welcomed(feed), await welcomed(feed)
        assert [kind for kind, _ in await heard(one)] == ["snapshot", "ping"]
        await heard(other)
        await asyncio.to_thread(branch.ticket)
        await feed.catch_up()
        assert one._messages[0] is other._messages[0]
        assert [kind for kind, _ in await heard(one)] == ["patch"]

    asyncio.run(followed(test, branch.branch))


def test_what_concerns_nobody_here_is_not_sent(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        wall, lobby = await welcomed(feed), await welcomed(feed, LOBBY)
        await heard(wall)
        await heard(lobby)
        await asyncio.to_thread(branch.seat, "chenyutong", "1", open_it=False)
        await feed.catch_up()
        assert await heard(wall) == []
        ((kind, patch),) = await heard(lobby)
        assert (kind, set(patch["patch"])) == ("patch", {"seats", "log"})

    asyncio.run(followed(test, branch.branch))


def test_while_the_database_is_away_nothing_is_vouched_for(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(feed: Feed, source: Switched) -> None:
        follower = await welcomed(feed)
        await heard(follower)
        feed.ping()
        assert [kind for kind, _ in await heard(follower)] == ["ping"]
        source.away = True
        monkeypatch.setattr(feeds, "TRUSTED_S", 0)  # as if it had been away for long enough
        feed.ping()
        feed.refresh()
        assert await heard(follower) == []
        with pytest.raises(Away):
            await welcomed(feed)
        monkeypatch.undo()
        source.away = False
        await asyncio.to_thread(branch.ticket)
        await feed.catch_up()
        feed.ping()
        assert [kind for kind, _ in await heard(follower)] == ["patch", "ping"]

    asyncio.run(followed(test, branch.branch))


def test_a_head_that_the_floor_has_not_reached_is_not_vouched_for(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        await welcomed(feed)
        feed._true_at = -feeds.TRUSTED_S
        sequence = load(branch.branch, branch.at).sequence
        feed.head_is(sequence + 1)
        assert not feed.trusted
        assert feed.news.is_set()
        feed.head_is(sequence)
        assert feed.trusted

    asyncio.run(followed(test, branch.branch))


def test_a_changed_plan_reaches_everybody(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        follower = await welcomed(feed, LOBBY)
        ((_, snapshot), _) = await heard(follower)
        assert snapshot["state"]["promise_min"] == 20
        await asyncio.to_thread(
            set_parameter,
            actor=branch.staff("hanliqun"),
            branch_id=branch.branch,
            name="promise_min",
            value=12,
            at=branch.at,
        )
        await feed.catch_up()
        ((kind, patch),) = await heard(follower)
        assert (kind, patch["patch"]) == ("patch", {"promise_min": 12})

    asyncio.run(followed(test, branch.branch))


def test_another_business_date_is_read_anew(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        await asyncio.to_thread(branch.ticket)
        follower = await welcomed(feed)
        ((_, snapshot), _) = await heard(follower)
        assert snapshot["state"]["day"]["date"] == "2026-11-20"
        await asyncio.to_thread(
            set_clock,
            actor=branch.staff("hanliqun"),
            branch_id=branch.branch,
            set_at=real_now(),
            shows=MORNING.replace(day=23),
            scale=1,
        )
        await feed.catch_up()
        picture = snapshot["state"]
        for _, patch in await heard(follower):
            picture = merged(picture, patch["patch"])
        assert picture["day"]["date"] == "2026-11-23"
        tables = await asyncio.to_thread(load, branch.branch, MORNING.replace(day=23))
        assert picture == project(Moment(tables, MORNING.replace(day=23)), WALL)

    asyncio.run(followed(test, branch.branch))


def test_time_alone_is_shown_with_the_same_sequence(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        await asyncio.to_thread(branch.ticket)
        follower = await welcomed(feed, LOBBY)
        ((_, snapshot), _) = await heard(follower)
        assert snapshot["state"]["arrivals_15"] == 1
        monkeypatch.setattr(feeds, "OFTENEST_S", -1)
        monkeypatch.setattr(feeds, "REFRESH_S", -1)
        monkeypatch.setattr("tingtang.live.views.lobby.ARRIVALS_MIN", 0)
        feed.refresh()
        ((kind, patch),) = await heard(follower)
        assert (kind, patch["patch"]) == ("patch", {"arrivals_15": 0})
        assert patch["sequence"] == snapshot["sequence"]
        back = await welcomed(feed, LOBBY, last=snapshot["sequence"])
        assert [kind for kind, _ in await heard(back)] == ["patch", "ping"]

    asyncio.run(followed(test, branch.branch))


def test_a_fault_in_the_fold_is_never_shown_half_done(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        follower = await welcomed(feed)
        await heard(follower)

        def fault(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setitem(folds.FOLDS, "ticket.issued", fault)
        await asyncio.to_thread(branch.ticket)
        with pytest.raises(ZeroDivisionError):
            await feed.catch_up()
        feed.ping()
        assert await heard(follower) == []
        await feed.catch_up()  # the tables still tell
        assert [kind for kind, _ in await heard(follower)] == ["patch"]

    asyncio.run(followed(test, branch.branch))


def test_a_revoked_wall_is_shown_nothing_more(branch: Cast) -> None:
    where = {"branch_id": branch.branch, "name": "大屏 1", "at": branch.at, "day": MORNING.date()}
    device = place_device(actor=branch.clock, post=Post.WALL, **where)

    async def test(feed: Feed, _source: Switched) -> None:
        revoked, other = await welcomed(feed, Ask("wall", device)), await welcomed(feed)
        await heard(revoked)
        await heard(other)
        await asyncio.to_thread(revoke_device, actor=branch.clock, **where)
        await asyncio.to_thread(branch.ticket)
        await feed.catch_up()
        assert await revoked.take() == b""
        assert not await feed.welcome(Ask("wall", device), Follower(), None)
        assert [kind for kind, _ in await heard(other)] == ["patch"]

    asyncio.run(followed(test, branch.branch))


def test_a_view_that_fails_ends_and_the_others_go_on(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        wall, lobby = await welcomed(feed), await welcomed(feed, LOBBY)
        await heard(wall)
        await heard(lobby)

        def fault(*_: object) -> None:
            raise ZeroDivisionError

        monkeypatch.setitem(VIEWS, "lobby", fault)
        await asyncio.to_thread(branch.ticket)
        await feed.catch_up()
        assert [kind for kind, _ in await heard(wall)] == ["patch"]
        assert await lobby.take() == b""

    asyncio.run(followed(test, branch.branch))


def test_a_restored_ledger_begins_with_a_snapshot(branch: Cast) -> None:
    async def test(feed: Feed, _source: Switched) -> None:
        follower = await welcomed(feed)
        await heard(follower)
        feed.views[WALL].projection.sequence += 1000  # as if the backup were older than this
        await asyncio.to_thread(branch.ticket)
        await feed.catch_up()
        assert [kind for kind, _ in await heard(follower)] == ["snapshot"]

    asyncio.run(followed(test, branch.branch))


# ---------------------------------------------------------------- followers, projections, hub


def test_a_client_that_takes_nothing_is_ended() -> None:
    async def test() -> None:
        slow, quick = Follower(), Follower()
        for _ in range(MOST_BYTES // 1000 + 1):
            slow.put(b"x" * 1000)
            quick.put(b"x" * 1000)
            await quick.take()
        assert await slow.take() == b""
        quick.end()
        assert await quick.take() == b""

    asyncio.run(test())


def test_a_client_that_hangs_is_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(*_: object) -> Any:
        await asyncio.get_running_loop().create_future()

    async def test() -> None:
        follower = Follower()
        follower.put(b"data: {}\n\n")
        await stream._pump(follower, 300, never, never)

    monkeypatch.setattr(stream, "SEND_S", 0.01)
    asyncio.run(test())


def test_history_is_bounded_and_beyond_it_a_snapshot_is_due() -> None:
    projection = Projection({"n": 0}, 10, history_bytes=100)
    for sequence in range(11, 60):
        projection.move({"n": sequence}, sequence)
    assert projection.since(10) is None
    assert projection.since(60) is None
    kept = projection.since(50)
    assert kept is not None
    assert [change.sequence for change in kept] == list(range(51, 60))
    projection.move({"n": 1}, 59)
    assert [change.by_time for change in projection.since(59) or []] == [True]


def test_json_holds_no_line_break_that_would_end_an_event() -> None:
    assert "\n" not in as_json({"name": "a\nb\r\u2028"})
    assert "\r" not in as_json({"name": "a\nb\r\u2028"})


def test_the_hub_forgets_whoever_left_and_refuses_what_is_not_there(branch: Cast) -> None:
    async def test() -> None:
        hub = Hub()
        try:
            async with hub.following(branch.branch, WALL, None) as follower:
                assert [kind for kind, _ in await heard(follower)] == ["snapshot", "ping"]
            feed = hub._feed(branch.branch)
            assert feed.views[WALL].followers == set()
            with pytest.raises(NoSuchView):
                async with hub.following(branch.branch, Ask("phone", UUID(int=9)), None):
                    pass
            with pytest.raises(NoSuchView):
                async with hub.following(UUID(int=9), WALL, None):
                    pass
        finally:
            await hub.stop()

    asyncio.run(test())
