"""Between the web server's threads and Django: whoever sends a body slowly holds a thread that
costs nothing, and only a request that has arrived takes one of the few database connections.

Granian reads a body inside the thread that handles the request, for as long as the sender likes.
"""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from queue import LifoQueue
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from tingtang.api.edge import LARGEST, UNREAD, largest_of, length_of
from tingtang.ops.serving import MOST_AWAITED, MOST_TABLES_AWAITED


class Handling:
    """The WSGI application: `few` requests at once, however many are still arriving."""

    def __init__(self, application: WSGIHandler, few: int) -> None:
        self._application = application
        self._awaited = _Awaited(MOST_AWAITED)
        self._tables_awaited = _Awaited(MOST_TABLES_AWAITED)
        self._kept: LifoQueue[BaseDatabaseWrapper] = LifoQueue()
        for _ in range(few):
            kept = connections.create_connection(DEFAULT_DB_ALIAS)
            kept.inc_thread_sharing()  # one thread after another
            self._kept.put(kept)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        length = length_of(environ)
        if 0 < length <= largest_of(environ):
            awaited = self._awaited if length <= LARGEST else self._tables_awaited
            with awaited.one() as is_read:
                if is_read:
                    environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length))
                else:
                    environ[UNREAD] = True
        with self._connection():
            return self._application(environ, start)

    @contextmanager
    def _connection(self) -> Iterator[None]:
        """One of the kept connections is this thread's."""
        kept = self._kept.get()
        connections[DEFAULT_DB_ALIAS] = kept
        try:
            yield
        finally:
            del connections[DEFAULT_DB_ALIAS]
            self._kept.put(kept)


class _Awaited:
    """Bodies that are arriving: so many at once, and those beyond are turned away unread."""

    def __init__(self, most: int) -> None:
        self._free = threading.BoundedSemaphore(most)

    @contextmanager
    def one(self) -> Iterator[bool]:
        """Whether this one may be awaited."""
        if not self._free.acquire(blocking=False):
            yield False
            return
        try:
            yield True
        finally:
            self._free.release()
