#!/usr/bin/env python3
"""How quickly and how cheaply the stream tells. One command, one run, under two minutes:

    python bench/live.py [--tickets 300] [--walls 100] [--idle 2000] [--waiting 200]

Three measures: microseconds to project each view of a branch with so many waiting, and to carry it
on by one entry; milliseconds from the tap on the kiosk (the verb's first line) to the patch at each
of the walls, over real sockets; and the memory of the stream's process with idle streams, half of
them walls, half phones that each see a ticket of their own. Our own embedded PostgreSQL, everything
durable, row security and hash chain on.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import multiprocessing
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(ROOT / "src"), str(ROOT / "tests")]  # not this folder: `live` is in tests
BRANCHES = 20  # that the idle streams are spread over


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tickets", type=int, default=300)
    parser.add_argument("--walls", type=int, default=100)
    parser.add_argument("--idle", type=int, default=2000)
    parser.add_argument("--waiting", type=int, default=200)
    options = parser.parse_args()
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    data = Path(tempfile.mkdtemp(prefix="tt-"))
    data.chmod(0o711)
    cluster = begin(data)
    try:
        projections(options.waiting)
        with_streams(data, options)
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop(even_if_used=True)
        shutil.rmtree(data, ignore_errors=True)


def begin(data: Path):  # type: ignore[no-untyped-def]
    """An embedded database of our own, migrated."""
    os.environ["TINGTANG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
    from tingtang.ops.migrating import migrate
    from tingtang.ops.postgres import Cluster

    cluster = Cluster(data, end_with_parent=True)
    cluster.start()
    os.environ["DATABASE_URL"] = cluster.dsn("app")
    import django

    django.setup()
    migrate(cluster.dsn("migrator"))
    return cluster


def row(what: str, *figures: str) -> None:
    """A line of the table."""
    print(f"{what:44}" + "".join(f"{figure:>14}" for figure in figures), flush=True)


# ---------------------------------------------------------------- one branch


def branch(tickets: int):  # type: ignore[no-untyped-def]
    """A demonstration branch at work, with so many waiting, and who waits."""
    from cast import MORNING, founded
    from tingtang.bank.branch.actions import set_clock
    from tingtang.hall.visit.rules import CustomerClass, Need
    from tingtang.kernel.clock import real_now

    cast = founded(demonstration=True)
    set_clock(
        actor=cast.staff("hanliqun"),
        branch_id=cast.branch,
        set_at=real_now(),
        shows=MORNING,
        scale=1,
    )
    cast.open_day()
    for login, number in (("chenyutong", "1"), ("zhouzimo", "2"), ("linkexin", "3")):
        cast.seat(login, number)
    classes, needs = list(CustomerClass), [None, None, None, None, Need.ELDER]
    issued = [
        cast.ticket(
            ("cash", "cash", "noncash")[each % 3],
            customer_class=classes[each % 3],
            need=needs[each % 5],
        ).id
        for each in range(tickets)
    ]
    return cast, issued


def projections(waiting: int) -> None:
    """Microseconds a view, and an entry."""
    from live.following import catch_up, load
    from tingtang.live.moment import Moment
    from tingtang.live.projection import difference
    from tingtang.live.views import Ask, project

    cast, issued = branch(waiting)
    serve(cast, 12)
    at = cast.later(minutes=1)
    floor = load(cast.branch, at)
    print(f"\n{waiting} waiting, 3 counters")
    row("", "µs", "bytes")
    row("a moment: what all views share", f"{micros(lambda: Moment(floor, at)):.0f}")
    moment = Moment(floor, at)
    subjects = {"phone": issued[-1], "counter": cast.counters["1"]}
    for view in ("wall", "kiosk", "phone", "lobby", "counter", "office"):
        ask = Ask(view, subjects.get(view))
        spent = micros(lambda ask=ask: project(moment, ask))  # type: ignore[misc]
        size = len(json.dumps(project(moment, ask), ensure_ascii=False).encode())
        row(f"project {view}", f"{spent:.0f}", f"{size:,}")
    first, later = project(moment, Ask("lobby")), project(Moment(floor, at, moment), Ask("lobby"))
    assert first is not None
    assert later is not None
    row("compare two lobbies", f"{micros(lambda: difference(first, later)):.0f}")
    row("read a whole floor (database and all)", f"{micros(lambda: load(cast.branch, at), 20):.0f}")
    spans = []
    for _ in range(30):
        cast.ticket()
        begun = time.perf_counter()
        floor, anew = catch_up(floor, at)
        spans.append(time.perf_counter() - begun)
        assert not anew
    row("carry on by one entry (database and all)", f"{statistics.median(spans) * 1e6:.0f}")


def serve(cast, services: int) -> None:  # type: ignore[no-untyped-def]
    """Some services, so that there are estimates to tell."""
    from tingtang.hall.ticket.actions.calling import call_next

    for each in range(services * 3):
        login, number = (("chenyutong", "1"), ("zhouzimo", "2"), ("linkexin", "3"))[each % 3]
        call_next(
            actor=cast.staff(login),
            branch_id=cast.branch,
            counter_id=cast.counters[number],
            at=cast.later(minutes=2),
        )


def micros(work: Callable[[], object], times: int = 200) -> float:
    """Median microseconds of a call."""
    spans = []
    for _ in range(times):
        begun = time.perf_counter()
        work()
        spans.append(time.perf_counter() - begun)
    return statistics.median(spans) * 1e6


# ---------------------------------------------------------------- the stream, over sockets


@dataclass
class Stream:
    """The stream's process."""

    port: int
    process: subprocess.Popen[bytes]

    @property
    def megabytes(self) -> float:
        """Resident memory of the worker that holds the streams."""
        workers = subprocess.run(
            ["ps", "-o", "rss=", "--ppid", str(self.process.pid)],
            capture_output=True,
            text=True,
            check=True,
        )
        return max(int(each) for each in workers.stdout.split()) / 1024


def with_streams(data: Path, options: argparse.Namespace) -> None:
    """Latency, then memory."""
    from live.listening import StreamProcess

    process = StreamProcess(data)
    try:
        process.await_ready()
        stream = Stream(process.port, process.process)
        asyncio.run(latency(stream, options.tickets, options.walls))
        asyncio.run(memory(stream, options.idle))
    finally:
        process.stop()


async def opened(stream: Stream, branch_id: UUID, view: str, subject: UUID | None = None):  # type: ignore[no-untyped-def]
    """An open stream: its reader, after the headers, and its writer."""
    from tingtang.live.tokens import Claims, mint

    ids = {"device": subject} if view == "wall" else {"ticket": subject}
    token = mint(Claims(branch_id, view, "bench:1", **ids))
    reader, writer = await asyncio.open_connection("127.0.0.1", stream.port)
    writer.write(
        f"GET /live/{branch_id}?view={view} HTTP/1.1\r\nHost: 127.0.0.1:{stream.port}\r\n"
        f"Cookie: tt_live_{view}={token}\r\n\r\n".encode()
    )
    status = await reader.readline()
    if b"200" not in status:
        raise RuntimeError((await reader.read(1000)).decode())
    return reader, writer


def issue(branch_id: UUID, services: list[UUID], tickets: int, tell) -> None:  # type: ignore[no-untyped-def]
    """In a process of its own: tickets at the kiosk, each with the moment of its tap."""
    import django

    django.setup()
    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.bank.branch.queries import plan_of
    from tingtang.hall.ticket.actions import issuing
    from tingtang.live import relay

    relay.install()
    kiosk = Actor("device", UUID(int=1), Post.KIOSK, frozenset([branch_id]))
    clock = plan_of(branch_id).clock
    told = []
    for each in range(tickets):
        tapped = time.monotonic()
        issued = issuing.issue(
            actor=kiosk,
            branch_id=branch_id,
            wish=issuing.Wish(services[each % len(services)]),
            at=clock.now(),
        )
        told.append((issued.version, tapped, time.monotonic()))
        time.sleep(0.03)
    tell.send(told)


async def latency(stream: Stream, tickets: int, walls: int) -> None:
    """Milliseconds from the tap to each wall's patch."""
    cast, _ = await asyncio.to_thread(branch, 10)
    ends = [await opened(stream, cast.branch, "wall") for _ in range(walls)]
    heard: dict[int, list[float]] = {}
    listeners = [asyncio.create_task(listen(reader, heard)) for reader, _ in ends]
    here, there = multiprocessing.get_context("spawn").Pipe()
    services = [cast.services["cash"], cast.services["noncash"]]
    kiosk = multiprocessing.get_context("spawn").Process(
        target=issue, args=(cast.branch, services, tickets, there)
    )
    kiosk.start()
    while not here.poll():
        await asyncio.sleep(0.1)
    told = here.recv()
    await asyncio.sleep(1.5)
    for task in listeners:
        task.cancel()
    for _, writer in ends:
        writer.close()
    kiosk.join()
    from_tap, from_commit, missing = [], [], 0
    for version, tapped, done in told:
        # Entries so close that one patch told of both: whichever came at or after this one.
        at = next((heard[each] for each in sorted(heard) if each >= version), [])
        missing += walls - len(at)
        from_tap += [arrived - tapped for arrived in at]
        from_commit += [arrived - done for arrived in at]
    print(f"\n{tickets} tickets, {walls} walls, {len(from_tap)} patches heard, {missing} missing")
    row("", "p50 ms", "p99 ms", "max ms")
    row("tap to wall", *(f"{each * 1e3:.1f}" for each in levels(from_tap)))
    row("the verb's answer to wall", *(f"{each * 1e3:.1f}" for each in levels(from_commit)))


async def listen(reader: asyncio.StreamReader, heard: dict[int, list[float]]) -> None:
    """Note when each patch came."""
    while line := await reader.readline():
        if line.startswith(b"id: "):
            heard.setdefault(int(line[4:]), []).append(time.monotonic())


def levels(values: list[float]) -> tuple[float, float, float]:
    """Median, 99th percentile, maximum."""
    ordered = sorted(values)
    return ordered[len(ordered) // 2], ordered[int(len(ordered) * 0.99)], ordered[-1]


async def memory(stream: Stream, idle: int) -> None:
    """Resident megabytes of the stream's worker."""
    before = stream.megabytes
    casts = [await asyncio.to_thread(branch, idle // BRANCHES // 2) for _ in range(BRANCHES)]
    loaded = stream.megabytes
    ends = []
    for cast, issued in casts:
        for ticket in issued:
            ends.append(await opened(stream, cast.branch, "wall"))
            ends.append(await opened(stream, cast.branch, "phone", ticket))
    drains = [asyncio.create_task(drain(reader)) for reader, _ in ends]
    await asyncio.sleep(6)
    print(f"\n{len(ends)} idle streams over {BRANCHES} branches, one process")
    row("", "MB")
    row("before any stream", f"{before:.0f}")
    row("with idle streams", f"{stream.megabytes:.0f}")
    row("an idle stream", f"{(stream.megabytes - loaded) * 1024 / len(ends):.1f} KB")
    spent = cpu_seconds(stream)
    await asyncio.sleep(10)
    row("CPU of the process while idle", f"{(cpu_seconds(stream) - spent) * 10:.1f} %")
    for task in drains:
        task.cancel()
    for _, writer in ends:
        writer.close()


async def drain(reader: asyncio.StreamReader) -> None:
    """Take what comes."""
    while await reader.read(65536):
        pass


def cpu_seconds(stream: Stream) -> float:
    """CPU time of the server's processes so far."""
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(fields[1]) == stream.process.pid:
            total += (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return total


if __name__ == "__main__":
    main()
