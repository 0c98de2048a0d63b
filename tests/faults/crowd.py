"""A crowd of real processes, each with a connection of its own, and somebody who kills them.

A worker writes down each request before it asks and each answer after it was told. Started again
it reads on from there: a request without an answer is asked again under the same key. Workers are
forks of one process that has loaded everything and holds no connection itself. When a kill falls
follows from the workers' own progress, so that it hits them in the middle of their work.
"""

import hashlib
import os
import random
import select
import signal
import struct
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psycopg
from django.db import Error, connections

from faults.place import Place
from faults.told import Acknowledged
from tingtang.access.actor import Actor
from tingtang.hall.ticket.actions.calling import Called, call_next
from tingtang.hall.ticket.actions.issuing import Wish, issue
from tingtang.kernel.clock import real_now
from tingtang.ledger.actor import Errand
from tingtang.ledger.answers import decoded, encoded
from tingtang.ledger.turn import AlreadyAnswered
from tingtang.ops.processes import end_with_parent

_MESSAGE = struct.Struct("=cH")  # what happened, to which worker
ASKS, TOLD, DONE, FAILED = b"a", b"t", b"d", b"f"
PROGRESS = (5, 45)  # between two kills: requests asked and answered
STILL = 60.0  # seconds without any progress: nobody will ever finish

CallNext = Callable[..., Called]
Kill = Callable[["Crowd"], None]


@dataclass
class Worker:
    """One process: what it does, what it wrote down, whether it has finished."""

    number: int
    name: str
    work: Callable[["Desk"], None]
    journal: Path
    pid: int = 0
    done: bool = False

    def acknowledged(self) -> Iterator[Acknowledged]:
        """What it was told so far."""
        for line in self.journal.read_text("utf-8").splitlines() if self.journal.exists() else ():
            word, key, *answer = line.split("\t", 2)
            if word == "told":
                yield Acknowledged(self.name, key, answer[0])


class Desk:
    """Where a worker asks and writes down."""

    def __init__(self, worker: Worker, pipe: int) -> None:
        self._worker, self._pipe = worker, pipe
        self._count = sum(1 for _ in worker.acknowledged())
        self._file = worker.journal.open("a", encoding="utf-8", buffering=1)
        self._chance = random.Random(f"{worker.name} {os.getpid()}")

    @property
    def count(self) -> int:
        """How many requests were answered."""
        return self._count

    def ask(self, actor: Actor, verb: Callable[..., object], **arguments: object) -> object:
        """The answer to the next request, however often it has to be asked for."""
        key = f"{self._worker.name}-{self._count}"
        errand = Errand(verb.__name__, key, hashlib.sha256(key.encode()).digest())
        self._file.write(f"ask\t{key}\n")
        self._tell(ASKS)
        text = self._answer(actor.on(errand), verb, arguments)
        self._file.write(f"told\t{key}\t{text}\n")
        self._count += 1
        self._tell(TOLD)
        if self._chance.random() < 0.05:  # impatient: the same again, which changes nothing
            assert self._answer(actor.on(errand), verb, arguments) == text
        return decoded(text)

    def _answer(
        self, actor: Actor, verb: Callable[..., object], arguments: dict[str, object]
    ) -> str:
        while True:
            try:
                return encoded(verb(actor=actor, at=real_now(), **arguments))
            except AlreadyAnswered as before:
                return before.answer
            except (psycopg.Error, Error):
                time.sleep(0.01)  # the database is away: a client waits and asks again

    def _tell(self, what: bytes) -> None:
        os.write(self._pipe, _MESSAGE.pack(what, self._worker.number))


@dataclass
class Crowd:
    """Kiosks that give numbers and tellers who call them, until all are called."""

    place: Place
    folder: Path
    workers: list[Worker] = field(default_factory=list)
    kills: int = 0
    seconds: float = 0.0
    failed: list[str] = field(default_factory=list)
    _pipe: tuple[int, int] = (-1, -1)

    def add_kiosks(self, several: int, numbers: int) -> None:
        """Kiosks that give so many numbers between them."""
        each = numbers // several
        for n in range(several):
            self._add(f"kiosk{n}", lambda desk, n=n: give(desk, self.place, n, each))

    def add_tellers(self, several: int, call: CallNext = call_next) -> None:
        """Tellers who call until nobody is left."""
        for n in range(several):
            self._add(f"teller{n}", lambda desk, n=n: serve(desk, self.place, n, self.closed, call))

    def _add(self, name: str, work: Callable[[Desk], None]) -> None:
        number = len(self.workers)
        self.workers.append(Worker(number, name, work, self.folder / f"{name}.journal"))

    @property
    def closed(self) -> Path:
        """Is there once no kiosk gives numbers any more."""
        return self.folder / "closed"

    def acknowledged(self) -> list[Acknowledged]:
        """What all were told."""
        return [each for worker in self.workers for each in worker.acknowledged()]

    def run(self, kill: Kill | None = None, times: int = 0) -> None:
        """Until everybody has finished; meanwhile `kill` strikes so many times."""
        connections.close_all()
        self._pipe = os.pipe()
        for worker in self.workers:
            worker.done = False
            self.start(worker)
        chance = random.Random(times)
        begun, left = time.monotonic(), chance.randint(*PROGRESS)
        try:
            for what, number in self._progress():
                left -= 1
                self._note(what, self.workers[number])
                if all(worker.done for worker in self.workers):
                    break
                if kill and left <= 0 and self.kills < times:
                    kill(self)
                    self.kills += 1
                    left = chance.randint(*PROGRESS)
        finally:
            self.seconds += time.monotonic() - begun
            self._end_all()
            for end in self._pipe:
                os.close(end)

    def start(self, worker: Worker) -> None:
        """The worker as a process of its own."""
        ours = os.getpid()
        worker.pid = os.fork()
        if worker.pid == 0:
            code = 1
            end_with_parent(ours)
            try:
                worker.work(Desk(worker, self._pipe[1]))
                os.write(self._pipe[1], _MESSAGE.pack(DONE, worker.number))
                code = 0
            except BaseException:
                worker.journal.with_suffix(".failed").write_text(traceback.format_exc())
                os.write(self._pipe[1], _MESSAGE.pack(FAILED, worker.number))
            finally:
                os._exit(code)

    def kill_one(self) -> None:
        """Somebody's process ends this instant, and is started again."""
        at_work = [worker for worker in self.workers if not worker.done]
        worker = random.Random(self.kills).choice(at_work)
        os.kill(worker.pid, signal.SIGKILL)
        os.waitpid(worker.pid, 0)
        self.start(worker)

    def _progress(self) -> Iterator[tuple[bytes, int]]:
        while True:
            ready, _, _ = select.select([self._pipe[0]], [], [], STILL)
            if not ready:
                self.failed.append(f"nothing has moved for {STILL:.0f} s")
                return
            size = _MESSAGE.size
            yield from _MESSAGE.iter_unpack(os.read(self._pipe[0], size * 256))

    def _note(self, what: bytes, worker: Worker) -> None:
        if what not in (DONE, FAILED) or worker.done:
            return
        worker.done = True
        os.waitpid(worker.pid, 0)
        if what == FAILED:
            self.failed.append(worker.journal.with_suffix(".failed").read_text())
        kiosks = [each for each in self.workers if each.name.startswith("kiosk")]
        if all(each.done for each in kiosks):
            self.closed.touch()

    def _end_all(self) -> None:
        for worker in self.workers:
            if not worker.done:
                os.kill(worker.pid, signal.SIGKILL)
                os.waitpid(worker.pid, 0)
                worker.done = True


def give(desk: Desk, place: Place, number: int, numbers: int) -> None:
    """A kiosk: so many numbers, of each service in turn."""
    while desk.count < numbers:
        wish = Wish(place.services[desk.count % len(place.services)])
        desk.ask(place.kiosk(number), issue, branch_id=place.branch, wish=wish)


def serve(desk: Desk, place: Place, number: int, closed: Path, call: CallNext) -> None:
    """A teller: the next, and the next, until nobody comes any more."""
    while True:
        last = closed.exists()
        answer = desk.ask(
            place.teller(number), call, branch_id=place.branch, counter_id=place.counters[number]
        )
        if "called" not in answer:  # type: ignore[operator]  # an answer is an object
            if last:
                return
            time.sleep(0.5)  # a teller does not hammer on the button of an empty hall


def told(crowd: Crowd, found: Sequence[str]) -> dict[str, object]:
    """What a run came to."""
    acknowledged = crowd.acknowledged()
    return {
        "faults": [*crowd.failed, *found],
        "numbers": sum(1 for each in acknowledged if "number" in each.told),
        "calls": sum(1 for each in acknowledged if "called" in each.told),
        "verbs": len(acknowledged),
        "kills": crowd.kills,
        "seconds": round(crowd.seconds, 2),
        "verbs_per_second": round(len(acknowledged) / max(crowd.seconds, 0.001)),
    }
