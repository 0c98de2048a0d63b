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

from tingtang.api.edge import LARGEST, UNREAD, length_of
from tingtang.ops.serving import MOST_AWAITED


class Handling:
    """The WSGI application: `few` requests at once, however many are still arriving."""

    def __init__(self, application: WSGIHandler, few: int) -> None:
        self._application = application
        self._lock = threading.Lock()
        self._awaited = 0
        self._kept: LifoQueue[BaseDatabaseWrapper] = LifoQueue()
        for _ in range(few):
            kept = connections.create_connection(DEFAULT_DB_ALIAS)
            kept.inc_thread_sharing()  # one thread after another
            self._kept.put(kept)

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        if 0 < length_of(environ) <= LARGEST:
            self._await_body(environ)
        with self._connection():
            return self._application(environ, start)

    def _await_body(self, environ: dict[str, Any]) -> None:
        """Read all of it, unless too many are awaited: that one is turned away unread."""
        with self._lock:
            if self._awaited >= MOST_AWAITED:
                environ[UNREAD] = True
                return
            self._awaited += 1
        try:
            environ["wsgi.input"] = BytesIO(environ["wsgi.input"].read(length_of(environ)))
        finally:
            with self._lock:
                self._awaited -= 1

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
