"""A branch that is served by processes of its own, killed in every way while clients work at it."""

import json
import os
import random
import signal
import subprocess
from collections.abc import Callable
from pathlib import Path
from threading import Barrier, Thread

from faults.clients import Client, House, give, serve
from faults.playing import play_on
from served import Served
from tingtang.ops.migrating import migrate
from tingtang.ops.postgres import Cluster

TELLERS, KIOSKS = 3, 2
NUMBERS = 10  # of each kiosk, a kill


class Branch:
    """`tingtang serve` on a folder of its own, and the ways in which it dies."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.cluster = Cluster(folder, end_with_parent=True)
        self.cluster.start()
        self.env = {"TINGTANG_DATA": str(folder), "DATABASE_URL": self.cluster.dsn("app")}
        migrate(self.cluster.dsn("migrator"))
        self.plan = play_on(self.env, "doors", TELLERS, KIOSKS)
        self.served = Served(folder)

    def kill_web(self, house: House) -> None:
        """The process that holds the port; its supervisor starts it again."""
        self.served.await_ready()  # from the last time
        os.kill(self._web()[0], signal.SIGKILL)

    def kill_web_worker(self, house: House) -> None:
        """A process in the middle of a request."""
        workers = self._web()[1:]
        if workers:
            os.kill(random.choice(workers), signal.SIGKILL)

    def kill_database(self, house: House) -> None:
        """PostgreSQL's first process; the supervisor starts it again."""
        pid = self.cluster.pid()
        if pid:
            os.kill(pid, signal.SIGKILL)

    def kill_everything(self, house: House) -> None:
        """The supervisor itself; a new one is started, on another port."""
        self.served.kill()
        self.served = Served(self.folder)
        self.served.await_ready()
        house.url = self.served.url

    def _web(self) -> list[int]:
        """The web's first process and its workers."""
        listing = subprocess.check_output(["ps", "-eo", "pid=,ppid=,args="], text=True)
        rows = [line.split(None, 2) for line in listing.splitlines()]
        first = [
            int(pid)
            for pid, parent, args in rows
            if int(parent) == self.served.process.pid and "wsgi" in args
        ]
        return [*first, *(int(pid) for pid, parent, _ in rows if int(parent) in first)]

    def faults(self, house: House) -> list[str]:
        """What the checker finds, given what the clients were told."""
        written = self.folder / "told.json"
        told = [[each.who, each.key, each.answer] for each in house.told]
        written.write_text(json.dumps(told), "utf-8")
        found = play_on(self.env, "check", self.plan["branch"], str(written))
        return [str(fault) for fault in found["faults"]]

    def close(self) -> None:
        self.served.stop()
        self.cluster.stop(even_if_used=True)


def at_work(branch: Branch, house: House, numbers: int) -> list[Thread]:
    """Everybody signed in and at work."""
    plan, threads = branch.plan, []
    together = Barrier(TELLERS + KIOSKS)  # signing in is not what is tried here

    def teller(client: Client, login: str, invitation: str, counter: str) -> None:
        client.sign_in(login, invitation)
        together.wait()
        serve(client, counter)

    def kiosk(client: Client, code: str) -> None:
        client.enrol(code)
        together.wait()
        give(client, plan["branch"], plan["services"], numbers)

    for n, (login, invitation) in enumerate(plan["tellers"]):
        counter = plan["counters"][n]
        threads.append(
            house.start(f"teller{n}", lambda c, t=(login, invitation, counter): teller(c, *t))
        )
    for n, code in enumerate(plan["kiosks"]):
        threads.append(house.start(f"kiosk{n}", lambda c, code=code: kiosk(c, code)))
    return threads


def play_out(branch: Branch, house: House, cycles: int) -> int:
    """Until all have finished; how many times something was killed meanwhile."""
    ways: list[Callable[[House], None]] = [
        *([branch.kill_web_worker] * 8),
        *([branch.kill_web] * 5),
        *([branch.kill_database] * 5),
        *([branch.kill_everything] * 2),
    ]
    chance = random.Random(1)
    chance.shuffle(ways)
    working = {thread.name for thread in at_work(branch, house, NUMBERS * cycles)}
    left, killed = chance.randint(5, 45), 0
    while working:
        what, _, who = house.progress.get(timeout=120).partition(": ")
        assert what != "failed", who
        if what == "done":
            working.discard(who)
        if not any(name.startswith("kiosk") for name in working):
            house.closed.set()
        left -= 1
        if left <= 0 and killed < cycles:
            ways[killed % len(ways)](house)
            killed += 1
            left = chance.randint(5, 45)
    return killed
