"""The scenes that are played with a crowd, each in a process of its own: `python scenes.py race …`.

Prints one JSON object: what it came to, and the faults that the checker found.
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
from datetime import datetime
from pathlib import Path
from uuid import UUID

import django
import psycopg

django.setup()

from django.db import connections  # noqa: E402

from faults.checker import faults  # noqa: E402
from faults.crowd import Crowd, told  # noqa: E402
from faults.place import open_branch  # noqa: E402
from faults.told import Acknowledged  # noqa: E402
from tingtang.access.actions import invite, offer_device  # noqa: E402
from tingtang.access.actor import Actor  # noqa: E402
from tingtang.access.rights import Post  # noqa: E402
from tingtang.bank.branch.queries import plan_of  # noqa: E402
from tingtang.hall.counter.models import Seat  # noqa: E402
from tingtang.hall.ticket.actions.calling import Called, CalledTicket  # noqa: E402
from tingtang.hall.ticket.events import TicketCalled  # noqa: E402
from tingtang.hall.ticket.models import Ticket, Waiting  # noqa: E402
from tingtang.hall.ticket.queries import START_ORDER, heads_read, scene_read  # noqa: E402
from tingtang.hall.ticket.rules import choose  # noqa: E402
from tingtang.kernel.clock import real_now  # noqa: E402
from tingtang.ledger.anchors import anchor_all, anchors_of  # noqa: E402
from tingtang.ledger.look import look  # noqa: E402
from tingtang.ledger.turn import turn, verb  # noqa: E402
from tingtang.ops.postgres import Cluster  # noqa: E402


def race(folder: Path, tellers: int, kiosks: int, numbers: int) -> dict[str, object]:
    """Everybody at once."""
    crowd = Crowd(open_branch(tellers), folder)
    crowd.add_kiosks(kiosks, numbers)
    crowd.add_tellers(tellers)
    crowd.run()
    return told(crowd, faults(crowd.place.branch, crowd.acknowledged()))


def processes_killed(folder: Path, cycles: int) -> dict[str, object]:
    """Processes die in the middle of a request and come back."""
    crowd = Crowd(open_branch(6), folder)
    crowd.add_kiosks(2, 20 * cycles)
    crowd.add_tellers(6)
    crowd.run(lambda crowd: crowd.kill_one(), times=cycles)
    return told(crowd, faults(crowd.place.branch, crowd.acknowledged()))


def database_killed(folder: Path, cycles: int) -> dict[str, object]:
    """PostgreSQL dies, at times only its first process, and is started again."""
    cluster = Cluster(Path(os.environ["TINGTANG_DATA"]))
    chance = random.Random(1)

    def kill(crowd: Crowd) -> None:
        pid = cluster.pid()
        assert pid
        if chance.random() < 0.5:
            os.kill(pid, signal.SIGKILL)
        else:
            os.killpg(pid, signal.SIGKILL)
        cluster.start()

    crowd = Crowd(open_branch(6), folder)
    crowd.add_kiosks(2, 20 * cycles)
    crowd.add_tellers(6)
    crowd.run(kill, times=cycles)
    return told(crowd, faults(crowd.place.branch, crowd.acknowledged()))


# ---------------------------------------------------------------- by HTTP


def doors(folder: Path, tellers: int, kiosks: int) -> dict[str, object]:
    """A branch whose people have one-time links and whose devices have codes."""
    place, now = open_branch(tellers), real_now()
    plan = plan_of(place.branch)
    branches = frozenset([place.branch])
    administrator = Actor("staff", UUID(int=3), Post.ADMINISTRATOR, branches)
    logins = [f"teller{n}-{plan.code}" for n in range(tellers)]
    invitations = [
        invite(login=login, branch_id=place.branch, staff_id=staff, now=now)
        for login, staff in zip(logins, place.tellers, strict=True)
    ]
    offers = [
        offer_device(
            actor=administrator,
            branch_id=place.branch,
            name=f"kiosk {n}",
            post=Post.KIOSK,
            at=now,
            day=plan.day(now),
            now=now,
        )
        for n in range(kiosks)
    ]
    return {
        "branch": str(place.branch),
        "services": [str(each) for each in place.services],
        "counters": [str(each) for each in place.counters],
        "tellers": [*zip(logins, invitations, strict=True)],
        "kiosks": [f"{plan.code}.{offer.id}.{offer.code}" for offer in offers],
    }


def check(folder: Path, branch: str, written: str) -> dict[str, object]:
    """What the checker finds, given what clients at the door were told."""
    told = [Acknowledged(*each) for each in json.loads(Path(written).read_text("utf-8"))]
    return {"faults": faults(UUID(branch), told, at_the_door=True)}


# ---------------------------------------------------------------- canaries


@verb
def call_without_lock(*, actor: Actor, branch_id: UUID, counter_id: UUID, at: datetime) -> Called:
    """The mistake that the turn is there to prevent: reading before the lock is held."""
    plan = plan_of(branch_id)
    day = plan.day(at)
    counter = plan.counter(counter_id)
    heads = look(branch_id, heads_read(plan, counter))[0]
    scene = scene_read(branch_id, counter_id, day)
    with turn(branch_id, actor, at, day, scene, plan=plan.version) as this_turn:
        choice = choose(heads, START_ORDER, plan.discipline, this_turn.at)
        if choice is None:
            return this_turn.answer(Called(None, None, 0))
        head = choice.head
        version = this_turn.record(
            TicketCalled(head.ticket_id, counter_id, choice.why, plan.discipline.value)
        )
        this_turn.update(Ticket, head.ticket_id, state="called", version=version)
        this_turn.update(Seat, {"counter_id": counter_id}, version=version)
        this_turn.delete(Waiting, line=head.line, place=head.place, ticket_id=head.ticket_id)
        called = CalledTicket(
            head.ticket_id, head.label, choice.why, (), this_turn.at, this_turn.at
        )
        return this_turn.answer(Called(None, called, version))


def broken_verb(folder: Path, tellers: int, kiosks: int, numbers: int) -> dict[str, object]:
    """The race, with a verb that is wrong."""
    crowd = Crowd(open_branch(tellers), folder)
    crowd.add_kiosks(kiosks, numbers)
    crowd.add_tellers(tellers, call_without_lock)
    crowd.run()
    return told(crowd, faults(crowd.place.branch, crowd.acknowledged()))


def writes_lost(folder: Path) -> dict[str, object]:
    """A disk that kept nothing after a checkpoint, as with `fsync = off` and a power cut.

    No power is cut here: the cluster's files are copied right after a checkpoint, and put back in
    place of those that the server had when it was killed. What was acknowledged in between is gone.
    """
    cluster = Cluster(Path(os.environ["TINGTANG_DATA"]))
    crowd = Crowd(open_branch(2), folder)
    crowd.add_kiosks(2, 40)
    crowd.run()
    with psycopg.connect(cluster.dsn("superuser"), autocommit=True) as connection:
        connection.execute("checkpoint")
    kept = Path(tempfile.mkdtemp(dir=cluster.home))
    subprocess.run(["cp", "-a", f"{cluster.tables}/.", str(kept)], check=True)
    crowd.add_tellers(2)
    crowd.run()
    anchor_all(folder)
    connections.close_all()
    cluster.kill()
    shutil.rmtree(cluster.tables)
    subprocess.run(["cp", "-a", str(kept), str(cluster.tables)], check=True)
    cluster.start()
    anchors = anchors_of(folder, crowd.place.branch)
    return told(crowd, faults(crowd.place.branch, crowd.acknowledged(), anchors))


SCENES = {
    scene.__name__: scene
    for scene in (race, processes_killed, database_killed, doors, check, broken_verb, writes_lost)
}


def main(name: str, *words: str) -> None:
    """Play a scene; its arguments are numbers, or words."""
    arguments = [int(word) if word.isdecimal() else word for word in words]
    with tempfile.TemporaryDirectory(prefix="tt-crowd-") as folder:
        print(json.dumps(SCENES[name](Path(folder), *arguments)))


if __name__ == "__main__":
    main(*sys.argv[1:])
