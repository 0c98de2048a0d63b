"""All branches that this process follows, and the clockwork that keeps them true.

A branch has news when the relay says so, or at the latest when its head is asked for, each second.
While the database is away nothing is sent at all, not even a ping: five seconds later every screen
says when it last heard.
"""

import asyncio
import logging
from collections.abc import AsyncIterator, Coroutine
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg

from tingtang.live.feed import Feed
from tingtang.live.follower import Follower
from tingtang.live.source import Away, Source, heard
from tingtang.live.views import Ask

PING_S = 2.0
POLL_S = 1.0
IDLE_S = 120.0  # a branch that nobody follows is forgotten after this

_log = logging.getLogger(__name__)


class NoSuchView(Exception):
    """There is nothing (any more) that these claims could open."""


class Hub:
    """The feeds of one process."""

    def __init__(self, source: Source | None = None) -> None:
        self._source = source or Source()
        self._polling = Source()  # of its own: a long read must not look like a lost database
        self._feeds: dict[UUID, tuple[Feed, asyncio.Task[None]]] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Set the clockwork going."""
        for work in (self._listen(), self._poll(), self._ping()):
            self._tasks.append(_for_ever(work))

    async def stop(self) -> None:
        """End every stream and let go of the database."""
        tasks = [*self._tasks, *(task for _, task in self._feeds.values())]
        for feed, _ in self._feeds.values():
            feed.end()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        self._tasks, self._feeds = [], {}
        await self._source.close()
        await self._polling.close()

    @asynccontextmanager
    async def following(
        self, branch_id: UUID, ask: Ask, last: int | None
    ) -> AsyncIterator[Follower]:
        """A follower of one view, shown what it lacks since `last`; it leaves at the end.

        Raises `NoSuchView`, or `Away` while nothing can be vouched for.
        """
        feed, follower = self._feed(branch_id), Follower()
        if not await feed.welcome(ask, follower, last):
            raise NoSuchView
        try:
            yield follower
        finally:
            feed.leave(ask, follower)

    def _feed(self, branch_id: UUID) -> Feed:
        if branch_id not in self._feeds:
            feed = Feed(branch_id, self._source)
            self._feeds[branch_id] = feed, _for_ever(feed.run())
        return self._feeds[branch_id][0]

    # ------------------------------------------------------------------ the clockwork

    async def _listen(self) -> None:
        while True:
            with suppress(psycopg.Error, OSError, TimeoutError):
                async for branches in heard():
                    for branch_id in branches & self._feeds.keys():
                        self._feeds[branch_id][0].news.set()
            await asyncio.sleep(0.5)

    async def _poll(self) -> None:
        while True:
            await asyncio.sleep(POLL_S)
            self._forget()
            if self._feeds:
                with suppress(Away):
                    heads = await self._polling.heads(self._feeds)
                    for branch_id, sequence in heads.items():
                        if branch_id in self._feeds:
                            self._feeds[branch_id][0].head_is(sequence)
            for feed, _ in list(self._feeds.values()):
                try:
                    feed.refresh()
                except Exception:  # of one branch, which its own task will meet and mend
                    _log.exception("branch %s could not be shown anew", feed.branch_id)
                    feed.news.set()

    def _forget(self) -> None:
        for branch_id, (feed, task) in list(self._feeds.items()):
            if feed.idle_s is not None and feed.idle_s > IDLE_S:
                task.cancel()
                del self._feeds[branch_id]

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_S)
            for feed, _ in list(self._feeds.values()):
                feed.ping()


def _for_ever(work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
    """A task whose unexpected end is heard of."""
    task = asyncio.get_running_loop().create_task(work)
    task.add_done_callback(_complain)
    return task


def _complain(task: asyncio.Task[None]) -> None:
    if not task.cancelled() and (error := task.exception()) is not None:
        _log.critical("the stream's clockwork has stopped", exc_info=error)
