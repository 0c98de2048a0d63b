"""Keeps the parts of a running branch alive: each is really asked, and started anew when it fails.

A part that has died is started at once, one that hangs after a while without any answer. Everything
happens in the main thread, because the kernel ties "end with the parent" to the thread that
started a child; only the asking, which may block, has a thread for each part.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from typing import Protocol
from urllib.parse import urlsplit

import psycopg

from tingtang.ops.errors import CannotRun
from tingtang.ops.postgres import Cluster
from tingtang.ops.processes import ending_with_parent

ASK_EVERY = 1.0  # seconds
FIRST_ANSWER = 60.0  # the longest a part may take to come up
SILENCE = 15.0  # without an answer for so long, it hangs: longer than any load makes it wait
END = 5.0  # for leaving in good order
TICK = 0.1


def tell(text: str) -> None:
    """One line about what happened."""
    print(f"tingtang: {text}", file=sys.stderr, flush=True)


class Part(Protocol):
    """Something that runs."""

    name: str

    def start(self) -> None: ...
    def running(self) -> bool: ...
    def answers(self) -> bool: ...
    def ask_to_end(self) -> None: ...
    def end(self, patience: float) -> None: ...


class Database:
    """The embedded PostgreSQL, asked by a query."""

    name = "database"

    def __init__(self, cluster: Cluster) -> None:
        self.cluster = cluster
        self._asking: psycopg.Connection | None = None

    def start(self) -> None:
        self.cluster.start()

    def running(self) -> bool:
        return self.cluster.pid() is not None

    def answers(self) -> bool:
        """By one connection that is kept, because signing in costs more than asking."""
        try:
            if self._asking is None or self._asking.closed:
                dsn = self.cluster.dsn("app")
                self._asking = psycopg.connect(dsn, connect_timeout=5, autocommit=True)
            self._asking.execute("SELECT 1")
        except psycopg.Error:
            self._asking = None
            return False
        return True

    def ask_to_end(self) -> None:
        """It ends last, when nobody uses it any more."""

    def end(self, patience: float) -> None:
        if patience:
            self.cluster.stop()
        else:
            self.cluster.kill()


class Program:
    """A process of ours, in a group of its own; asked over HTTP where it has an address."""

    def __init__(
        self, name: str, command: Sequence[str], env: Mapping[str, str], url: str = ""
    ) -> None:
        self.name = name
        self._command = list(command)
        self._env = dict(env)
        self._url = url
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        # Killed with the supervisor, and its workers with it. Only asked to end, a server that
        # sets a lock in its signal's handler may wait for itself for ever, and keeps its port.
        self._process = subprocess.Popen(
            self._command,
            env=self._env,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=ending_with_parent(),
        )

    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def finished(self) -> bool:
        """Ended by itself and without an error."""
        return self._process is not None and self._process.poll() == 0

    def answers(self) -> bool:
        """Any answer shows that it lives; one that lacks its database says so and is let be."""
        if not self._url:
            return self.running()
        address = urlsplit(self._url)
        connection = HTTPConnection(address.netloc, timeout=5.0)
        try:
            connection.request("GET", address.path)
            connection.getresponse().read()
        except (OSError, HTTPException):
            return False
        finally:
            connection.close()
        return True

    def ask_to_end(self) -> None:
        if self._process and self.running():
            self._process.terminate()

    def end(self, patience: float) -> None:
        if self._process is None:
            return
        self.ask_to_end()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(timeout=patience)
        with suppress(ProcessLookupError):  # also its workers, should it have left any behind
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()


@dataclass
class Watch:
    """One part, what is known of it, and what to do about that."""

    part: Part
    once: bool = False  # may finish: not started again then
    started_at: float = 0.0
    answered_at: float | None = None
    failures: int = 0
    start_after: float = 0.0
    done: bool = False

    def tend(self, now: float, *, excused: bool = False) -> None:
        """Start it when it has died or hangs. `excused`: its silence is the database's."""
        if self.done or now < self.start_after:
            return
        if self.started_at == 0.0:
            self._start(now)
        elif not self.part.running():
            self._fallen(now, "has ended")
        elif excused:
            self.answered_at = now if self.answered_at else None
        elif now - (self.answered_at or self.started_at) > self._patience():
            self._fallen(now, "does not answer")

    def ask(self) -> None:
        """Ask it now; blocks, so it is done in a thread of its own."""
        if self.started_at and self.part.answers():
            self.answered_at = time.monotonic()

    @property
    def is_up(self) -> bool:
        return self.done or self.answered_at is not None

    def _patience(self) -> float:
        return SILENCE if self.answered_at else FIRST_ANSWER

    def _fallen(self, now: float, how: str) -> None:
        if self.once and isinstance(self.part, Program) and self.part.finished:
            self.done = True
            return
        if self.answered_at:  # it was well, so it does not fail at starting: no wait
            self.failures = 0
        wait = 0.0 if self.failures == 0 else min(10.0, 0.25 * 2**self.failures)
        self.failures += 1
        self.start_after = now + wait
        self.part.end(0)
        tell(f"{self.part.name} {how}; starting it again{f' in {wait:.1f} s' if wait else ''}")
        self.started_at = 0.0
        if not wait:
            self._start(now)

    def _start(self, now: float) -> None:
        self.started_at, self.answered_at = now, None
        try:
            self.part.start()
        except CannotRun as error:
            tell(str(error))  # the next look finds it not running and waits longer


class Supervisor:
    """Starts the parts in order, tends them until told to stop, ends them in good order."""

    def __init__(self, database: Watch | None) -> None:
        self._database = database
        self._watches = [database] if database else []
        self._stopping = threading.Event()

    def add(self, part: Part, *, once: bool = False) -> None:
        """One more part to keep alive; `once` for one that may finish."""
        watch = Watch(part, once=once)
        self._watches.append(watch)
        self._keep_asking(watch)

    def stop(self, *_signal: object) -> None:
        self._stopping.set()

    def run_until_ready(self, timeout: float = FIRST_ANSWER) -> bool:
        """Tend until every part has answered once; False when told to stop meanwhile."""
        until = time.monotonic() + timeout
        while not all(watch.is_up for watch in self._watches):
            if time.monotonic() > until:
                silent = [w.part.name for w in self._watches if not w.is_up]
                raise CannotRun(f"did not come up within {timeout:.0f} s: {', '.join(silent)}")
            if self._tend():
                return False
        return True

    def run(self) -> None:
        """Tend until told to stop."""
        while not self._tend():
            pass

    def end(self) -> None:
        """Everybody is asked first and waited for together; the database goes last."""
        self._stopping.set()
        others = [watch.part for watch in self._watches if watch is not self._database]
        for part in others:
            part.ask_to_end()
        until = time.monotonic() + END
        for part in others:
            part.end(max(0.1, until - time.monotonic()))
        if self._database:
            self._database.part.end(END)

    def _tend(self) -> bool:
        database_is_down = self._database is not None and not self._database_answers()
        for watch in self._watches:
            excused = database_is_down and watch is not self._database
            watch.tend(time.monotonic(), excused=excused)
        return self._stopping.wait(TICK)

    def _database_answers(self) -> bool:
        answered_at = self._database.answered_at if self._database else None
        return answered_at is not None and time.monotonic() - answered_at < 3 * ASK_EVERY

    def _keep_asking(self, watch: Watch) -> None:
        def ask() -> None:
            while not self._stopping.wait(ASK_EVERY if watch.is_up else TICK):
                watch.ask()

        threading.Thread(target=ask, daemon=True, name=f"ask {watch.part.name}").start()

    def watch_database(self) -> None:
        """Begin to ask the database that was given already started."""
        if self._database:
            self._database.started_at = time.monotonic()
            self._keep_asking(self._database)
