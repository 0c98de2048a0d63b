"""Tells the stream which branches have new entries: one NOTIFY for those of ten milliseconds.

A NOTIFY inside every turn would cost the verbs 40 % of their throughput. So a thread of this
process gathers the branches of committed turns and notifies on a connection of its own. What it
misses (a killed process, a lost database) the stream finds by itself a second later.
"""

import os
import threading
import time
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg

from tingtang.ledger.turn import follow_commits
from tingtang.live.source import CHANNEL, connection_parameters, role

GATHER_S = 0.01
PAUSE_S = 0.2  # before another try, when the database is away
MOST_AT_ONCE = 200  # a payload holds 8,000 bytes, a branch takes 37


class Relay:
    """Gathers branches and notifies. One a process; its thread starts with the first commit."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[UUID] = set()
        self._some = threading.Event()
        self._process = 0
        self._connection: psycopg.Connection[Any] | None = None

    def note(self, branch_id: UUID) -> None:
        """A turn of this branch was committed. Costs the verb a few microseconds."""
        with self._lock:
            self._waiting.add(branch_id)
            if self._process != os.getpid():  # the first commit, or the first since a fork
                self._process, self._connection = os.getpid(), None
                threading.Thread(target=self._run, name="relay", daemon=True).start()
        self._some.set()

    def _run(self) -> None:
        while True:
            self._some.wait()
            self._some.clear()
            with self._lock:
                branches, self._waiting = self._waiting, set()
            try:
                self._tell(branches)
                time.sleep(GATHER_S)
            except (psycopg.Error, OSError):
                self._put_back(branches)
                time.sleep(PAUSE_S)

    def _tell(self, branches: set[UUID]) -> None:
        if self._connection is None or self._connection.closed:
            self._connection = psycopg.connect(**connection_parameters(), autocommit=True)
            if (assume := role()) is not None:
                self._connection.execute(assume)
        ids = [str(each) for each in branches]
        for first in range(0, len(ids), MOST_AT_ONCE):
            payload = ",".join(ids[first : first + MOST_AT_ONCE])
            self._connection.execute("select pg_notify(%s, %s)", (CHANNEL, payload))

    def _put_back(self, branches: set[UUID]) -> None:
        if self._connection is not None:
            with suppress(psycopg.Error, OSError):
                self._connection.close()
            self._connection = None
        with self._lock:
            self._waiting |= branches
        self._some.set()


_relay = Relay()
_installed = False


def install() -> None:
    """Have this process tell the stream of its commits."""
    global _installed  # noqa: PLW0603 - once a process, whoever asks
    if not _installed:
        follow_commits(_relay.note)
        _installed = True
