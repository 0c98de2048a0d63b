#!/usr/bin/env python3
"""Whether the twin holds what it tells while a demonstration plays its day. One command:

    python bench/twin/live.py [--seconds 600] [--port 8190] [--tellings FILE]

Starts a house of its own, follows every forecast as it is written, and compares, once the day is
played or the time is over, each further wait that nine in ten should not exceed with the next call
of that ticket. Who was never served is left out; who left their line for a while and came back (to
talk to somebody, to try a machine, late) is told apart. Prints how long a forecast takes, too: CPU
as the twin counts it, and from the state in hand to the figures on disk. `as shown`: screens tell
whole minutes, rounded up. `--tellings` keeps a row for every telling.
"""

from __future__ import annotations

import argparse
import csv
import math
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import psycopg

ROOT = Path(__file__).resolve().parents[2]
sys.path[:1] = [str(ROOT / "src")]
LOOKS_S = 0.02
READY_S = 300.0
_FORECASTS = "select branch_id, sequence, at, real_at, cpu_ms, said->'tickets' from plan_forecast"
_CALLED = """
select t.id, t.line <> 0, array_agg(e.at order by e.at) from hall_ticket t
join ledger_entry e on e.branch_id = t.branch_id and e.kind = 'ticket.called'
and e.body->>'ticket' = t.id::text
where t.called_at is not null and t.state in ('done', 'serving') group by t.id, t.line
"""

#: By ticket: whether it stayed in its line, and its calls.
Calls = dict[UUID, tuple[bool, list[datetime]]]


class Told(NamedTuple):
    """One telling and what came: further waits in minutes."""

    branch: UUID
    ticket: UUID
    at: datetime
    half: float
    nine: float
    further: float


@dataclass
class Seen:
    """Every forecast of a house: when it was of, and what it told of each ticket."""

    cpu_ms: list[float] = field(default_factory=list)
    written_ms: list[float] = field(default_factory=list)
    told: list[tuple[UUID, UUID, datetime, float, float]] = field(default_factory=list)
    newest: dict[UUID, int] = field(default_factory=dict)


def main() -> None:
    """Play, follow, compare, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0)
    parser.add_argument("--port", type=int, default=8190)
    parser.add_argument("--tellings", type=Path, help="keep a row for every telling (CSV)")
    options = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="tt-"))
    data.chmod(0o711)
    command = [sys.executable, "-m", "tingtang.ops.main", "up", "--port", str(options.port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    with subprocess.Popen(
        [*command, "--data", str(data)],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as house:
        try:
            seen = followed(data, options.seconds)
            calls = called(data)
            report(seen, calls)
            if options.tellings:
                kept(options.tellings, judged(seen, calls))
        finally:
            house.send_signal(signal.SIGTERM)
            house.wait(60)
    shutil.rmtree(data, ignore_errors=True)


def connected(data: Path) -> psycopg.Connection[Any]:
    """The house's own database, as soon as it answers; as its owner, who sees every branch."""
    os.environ["TINGTANG_DATA"] = str(data)
    from tingtang.ops.postgres import Cluster

    until = time.monotonic() + READY_S
    while True:
        try:
            dsn = Cluster(data).dsn("migrator")
            raw = psycopg.connect(dsn, autocommit=True)
            raw.execute("select 1 from plan_forecast")
        except (psycopg.Error, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.5)
        else:
            return raw


def followed(data: Path, seconds: float) -> Seen:
    """Each forecast as it is written."""
    seen = Seen()
    with connected(data) as raw:
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            for row in raw.execute(_FORECASTS):
                note(seen, *row)
            time.sleep(LOOKS_S)
    return seen


def note(
    seen: Seen,
    branch: UUID,
    sequence: int,
    at: datetime,
    real_at: datetime,
    cpu_ms: int,
    tickets: dict[str, Any],
) -> None:
    """A forecast that was not seen before."""
    if seen.newest.get(branch, -1) >= sequence:
        return
    first = branch not in seen.newest
    seen.newest[branch] = sequence
    if not first:  # the first one of a branch may be older than our first look
        seen.cpu_ms.append(cpu_ms)
        seen.written_ms.append((datetime.now(UTC) - real_at).total_seconds() * 1000)
    for ticket, (half, nine, _) in tickets.items():
        if nine is not None:
            seen.told.append((branch, UUID(ticket), at, half, nine))


def called(data: Path) -> Calls:
    """The calls of those who came."""
    with connected(data) as raw:
        return {ticket: (stayed, at) for ticket, stayed, at in raw.execute(_CALLED)}


def report(seen: Seen, calls: Calls) -> None:
    """The table."""
    whole = list(judged(seen, calls))
    stayed = [each for each in whole if calls[each.ticket][0]]
    parts = {
        "all tellings": whole,
        "first tellings": firsts(whole),
        "who stayed": stayed,
        "who stayed, first": firsts(stayed),
    }
    for name, told in parts.items():
        if told:
            nines = [each.further <= each.nine for each in told]
            shown = [each.further <= math.ceil(each.nine) for each in told]
            halves = [each.further <= each.half for each in told]
            print(
                f"{name:20}{len(told):7}  held by 90 %: {sum(nines) / len(told):6.1%}"
                f", as shown {sum(shown) / len(told):6.1%}"
                f"  by half: {sum(halves) / len(told):6.1%}"
            )
    for name, figures in (("CPU, ms", seen.cpu_ms), ("state to disk, ms", seen.written_ms)):
        if figures:
            nine = statistics.quantiles(figures, n=10)[-1] if len(figures) > 1 else figures[0]
            print(f"{name:24}median {statistics.median(figures):7.0f}  90 % {nine:7.0f}")


def judged(seen: Seen, calls: Calls) -> Iterator[Told]:
    """Each telling of who was called afterwards."""
    for branch, ticket, at, half, nine in seen.told:
        _, called_at = calls.get(ticket, (False, []))
        following = next((each for each in called_at if each >= at), None)
        if following is not None:
            further = (following - at) / timedelta(minutes=1)
            yield Told(branch, ticket, at, half, nine, further)


def kept(file: Path, told: Iterator[Told]) -> None:
    """A row for every telling."""
    with file.open("w", newline="", encoding="utf-8") as sheet:
        rows = csv.writer(sheet)
        rows.writerow(Told._fields)
        rows.writerows(told)


def firsts(told: list[Told]) -> list[Told]:
    """What was told to each ticket first."""
    found: dict[UUID, Told] = {}
    for each in told:
        found.setdefault(each.ticket, each)
    return list(found.values())


if __name__ == "__main__":
    main()
