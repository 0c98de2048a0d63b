"""One branch, followed: its floor, kept true, and whoever looks at it.

The floor is carried on once, each distinct view is projected and compared once, and its followers
are all sent the same bytes.
"""

import asyncio
import logging
from contextlib import suppress
from datetime import datetime
from time import monotonic
from uuid import UUID

from tingtang.live.floor import Floor, Reload
from tingtang.live.follower import Follower
from tingtang.live.moment import Moment, View, instant
from tingtang.live.projection import Change, Projection, as_json
from tingtang.live.queries import News
from tingtang.live.source import Away, Source
from tingtang.live.views import Ask, project

REFRESH_S = 15.0  # of the branch's time: then what time alone changes is shown
OFTENEST_S = 1.0  # of the machine's time, where the branch's runs fast
TRUSTED_S = 3.0  # a picture that wasn't compared with the ledger for so long isn't vouched for
KEPT_S = 60.0  # a view that nobody follows is kept so long, for those who come back

_log = logging.getLogger(__name__)


class Watched:
    """A view and its followers."""

    __slots__ = ("followers", "left_at", "projection")

    def __init__(self, projection: Projection) -> None:
        self.projection = projection
        self.followers: set[Follower] = set()
        self.left_at = monotonic()


class Feed:
    """One branch."""

    def __init__(self, branch_id: UUID, source: Source) -> None:
        self.branch_id = branch_id
        self.views: dict[Ask, Watched] = {}
        self.news = asyncio.Event()
        self._source = source
        self._floor: Floor | None = None
        self._moment: Moment | None = None
        self._true_at = -TRUSTED_S  # when the floor was last known to be the ledger's last word
        self._refreshed_at = monotonic()
        self._left_at = monotonic()
        self._turn = asyncio.Lock()

    # ------------------------------------------------------------------ keeping the floor true

    async def run(self) -> None:
        """Catch up whenever there is news, for ever."""
        while True:
            await self.news.wait()
            self.news.clear()
            try:
                await self.catch_up()
            except Away:
                await asyncio.sleep(0.2)
                self.news.set()
            except Exception:  # a fault of ours must not end the feed: read all anew, in a while
                _log.exception("branch %s could not be followed", self.branch_id)
                await asyncio.sleep(1.0)
                self.news.set()

    async def catch_up(self) -> None:
        """Bring the floor to the ledger's head, and tell the followers what changed."""
        async with self._turn:
            if await self._carried_on():
                self._show()
            self._true_at = monotonic()

    async def _carried_on(self) -> bool:
        floor = self._floor
        if floor is not None and floor.plan.day(floor.plan.clock.now()) == floor.date:
            news = News(floor)
            rows = await self._source.look(self.branch_id, *news.reads)
            self._floor = None  # nobody may see it half carried on
            with suppress(Reload):
                changed = news.carry_on(rows)
                self._floor = floor
                return changed
        self._floor = await self._source.floor(self.branch_id)
        return self._floor is not None

    def head_is(self, sequence: int) -> None:
        """The ledger's head was read: is the floor there?"""
        if self._floor is not None and self._floor.sequence == sequence:
            self._true_at = monotonic()
        else:
            self.news.set()

    @property
    def trusted(self) -> bool:
        """Whether the picture was lately known to be the ledger's last word."""
        return monotonic() - self._true_at < TRUSTED_S

    # ------------------------------------------------------------------ showing it

    def refresh(self) -> None:
        """Show what time alone has changed, when it is time; on another date, read all anew."""
        floor = self._floor
        if floor is None or not self.trusted:
            return
        clock = floor.plan.clock
        if floor.plan.day(clock.now()) != floor.date:
            self.news.set()
        elif monotonic() - self._refreshed_at >= max(OFTENEST_S, clock.real_seconds(REFRESH_S)):
            self._show()

    def _show(self) -> None:
        if self._floor is None:
            return
        self._refreshed_at = monotonic()
        moment = self._now(self._floor)
        self._forget()
        for ask, watched in list(self.views.items()):
            state = self._projected(moment, ask)
            if state is None:
                self._end(ask)
                continue
            message = self._moved(ask, watched, state, moment.at)
            for follower in watched.followers if message else ():
                follower.put(message)

    def _projected(self, moment: Moment, ask: Ask) -> View | None:
        """The state of a view; None where there is none, or where a fault of ours hides it."""
        try:
            return project(moment, ask)
        except Exception:  # one view's fault must not take the others along
            _log.exception("branch %s: no %s view", self.branch_id, ask.view)
            return None

    def _moved(self, ask: Ask, watched: Watched, state: View, at: datetime) -> bytes:
        """What to tell the followers of a view's new state; empty where it is the old one."""
        sequence = self._floor.sequence if self._floor else 0
        if sequence < watched.projection.sequence:  # the ledger was restored from a backup
            watched.projection = Projection(state, sequence)
            return snapshot_message(ask, watched.projection, sequence, at)
        change = watched.projection.move(state, sequence)
        return patch_message(change, at) if change is not None and watched.followers else b""

    def _now(self, floor: Floor) -> Moment:
        self._moment = Moment(floor, floor.plan.clock.now(), self._moment)
        return self._moment

    def _forget(self) -> None:
        now = monotonic()
        for ask, watched in list(self.views.items()):
            if not watched.followers and now - watched.left_at > KEPT_S:
                del self.views[ask]

    def _end(self, ask: Ask) -> None:
        """There is no such view any more: nobody may go on believing the last picture."""
        for follower in self.views.pop(ask).followers:
            follower.end()

    def ping(self) -> None:
        """Tell the time to all who follow: nothing, while the picture can't be vouched for."""
        if self._floor is None or not self.trusted or self.idle_s is not None:
            return
        at = instant(self._floor.plan.clock.now())
        body = as_json({"at": at, "sequence": self._floor.sequence})
        message = f"event: ping\ndata: {body}\n\n".encode()
        for watched in self.views.values():
            for follower in watched.followers:
                follower.put(message)

    # ------------------------------------------------------------------ followers

    async def welcome(self, ask: Ask, follower: Follower, last: int | None) -> bool:
        """Show the follower the view, whole or what it lacks since `last`; False: no such view.

        Raises `Away` where nothing can be vouched for.
        """
        self._left_at = monotonic()
        if self._floor is None or not self.trusted:
            await self.catch_up()
        floor = self._floor
        if floor is None:
            return False
        watched = self.views.get(ask)
        if watched is None:
            state = project(self._now(floor), ask)
            if state is None:
                return False
            watched = self.views[ask] = Watched(Projection(state, floor.sequence))
        at = floor.plan.clock.now()
        missing = None if last is None else watched.projection.since(last)
        if missing is None:
            follower.put(snapshot_message(ask, watched.projection, floor.sequence, at))
        for change in missing or ():
            follower.put(patch_message(change, at))
        body = as_json({"at": instant(at), "sequence": floor.sequence})
        follower.put(f"event: ping\ndata: {body}\n\n".encode())
        watched.followers.add(follower)
        return True

    def leave(self, ask: Ask, follower: Follower) -> None:
        """The follower is gone."""
        watched = self.views.get(ask)
        if watched is not None:
            watched.followers.discard(follower)
            watched.left_at = monotonic()
        self._left_at = monotonic()

    def end(self) -> None:
        """End all streams of the branch."""
        for ask in list(self.views):
            self._end(ask)

    @property
    def idle_s(self) -> float | None:
        """For how long nobody has followed; None: somebody does."""
        if any(watched.followers for watched in self.views.values()):
            return None
        return monotonic() - self._left_at


def snapshot_message(ask: Ask, projection: Projection, sequence: int, at: datetime) -> bytes:
    """The whole state. `at` is the branch's time now: pages set their clocks by it."""
    head = as_json({"view": ask.view, "at": instant(at), "sequence": sequence})
    body = f'{head[:-1]},"state":{projection.snapshot}}}'
    return f"id: {sequence}\nevent: snapshot\ndata: {body}\n\n".encode()


def patch_message(change: Change, at: datetime) -> bytes:
    """A change of the state."""
    head = as_json({"at": instant(at), "sequence": change.sequence})
    body = f'{head[:-1]},"patch":{change.patch}}}'
    return f"id: {change.sequence}\nevent: patch\ndata: {body}\n\n".encode()
