#!/usr/bin/env python3
"""How fast the hall is, beside the least that it could cost. One command, one run:

    python bench/hall [--seconds 4] [--rounds 3] [--yardsticks ../shared/bench/hall]

Figures are ratios taken in one run; absolute ones depend on the machine. Our own embedded
PostgreSQL, everything durable, row security, hash chain and idempotency keys on.

"Call next" calls to a counter where nobody is, as bare.sql does; as verbs, calls and the ends of
services in turn. "Finish and call next" is the big button: two tickets moved in one turn.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median
from typing import TypeAlias

sys.path.insert(0, str(Path(__file__).parent))

from world import ROOT, BranchIds, World, fill, found, settle

Measure: TypeAlias = Callable[[int], tuple[float, float]]


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="of each row in each round")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--waiting", type=int, default=8000, help="in each of 50 branches")
    parser.add_argument(
        "--yardsticks", type=Path, default=ROOT.parent / "shared" / "bench" / "hall"
    )
    options = parser.parse_args()
    if not (options.yardsticks / "bare.sql").exists():
        parser.error(
            f"{options.yardsticks}: no yardsticks there; name their folder with --yardsticks"
        )
    world = World(options.yardsticks)
    try:
        run(world, options)
    finally:
        world.close()


def run(world: World, options: argparse.Namespace) -> None:
    """The table, row by row."""
    branches = found(options.waiting)
    fill(world, branches, options.waiting)
    settle(world)
    row("", "clients", "a second", "p99 ms", "of bare")
    for count in (8, 32):
        bare = options.yardsticks / "bare.sql"
        side_by_side(world, bare, all_branches(world, branches, count), count, options)
    for count in (8, 32):
        bare = options.yardsticks / "bare_one_branch.sql"
        side_by_side(world, bare, one_branch(branches[:1], count), count, options)
    for waiting in (10, 1000, 10_000):
        few = found(waiting, branches=1)
        fill(world, few, waiting)
        settle(world)
        tps = one_client(few, min(options.seconds, 5), waiting, world)
        row(f"{waiting} waiting", 1, tps, 0.0, float("nan"))


def all_branches(world: World, branches: list[BranchIds], count: int) -> dict[str, Measure]:
    """A call like the bare peer's and the big button: as SQL alone, and as whole verbs."""
    import played

    rows: dict[str, Measure] = {}
    for name, finishes in (("call next", False), ("finish and call next", True)):
        script = played.script(world, branches, finishes=finishes)
        rows[f"{name}: SQL"] = partial(by_script, world, script, count)
        rows[f"{name}: verb"] = partial(by_verb, branches, count, finishes)
    return rows


def one_branch(branches: list[BranchIds], count: int) -> dict[str, Measure]:
    """Whole verbs, all under one lock."""
    return {
        "one branch, call next": partial(by_verb, branches, count, False),
        "one branch, finish and call": partial(by_verb, branches, count, True),
    }


def by_script(world: World, script: Path, count: int, seconds: int) -> tuple[float, float]:
    """A second, and the 99th percentile in milliseconds."""
    return world.pgbench(script, count, seconds, ours=True)


def by_verb(
    branches: list[BranchIds], count: int, finishes: bool, seconds: int
) -> tuple[float, float]:
    """The same of whole verbs."""
    import clients

    return clients.measure(branches, count, seconds, finishes=finishes)


def side_by_side(
    world: World, bare: Path, rows: dict[str, Measure], count: int, options: argparse.Namespace
) -> None:
    """Each row in every round beside the yardstick: medians, as the machine's speed may change."""
    floors: list[tuple[float, float]] = []
    found: dict[str, list[tuple[float, float, float]]] = {name: [] for name in rows}
    for _ in range(options.rounds):
        floors.append(world.pgbench(bare, count, options.seconds))
        for name, measure in rows.items():
            tps, p99 = measure(options.seconds)
            found[name].append((tps, p99, tps / floors[-1][0]))
    row(bare.name, count, *map(median, zip(*floors, strict=True)), 1.0)
    for name, figures in found.items():
        row(name, count, *map(median, zip(*figures, strict=True)))


def one_client(branches: list[BranchIds], seconds: float, waiting: int, world: World) -> float:
    """Calls a second of one client while the line is kept at its length."""
    import time

    from world import MORNING

    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.hall.ticket.actions.calling import call_next

    ids = branches[0]
    actor = Actor("staff", ids.tellers[0], Post.TELLER, frozenset([ids.branch]), ids.tellers[0])
    spent, calls, after = 0.0, 0, waiting
    batch = min(waiting // 2, 250) or 1
    for _ in range(2 * batch):  # plans, prepared statements
        call_next(actor=actor, branch_id=ids.branch, counter_id=ids.counters[0], at=MORNING)
    fill(world, branches, 2 * batch, after)
    after += 2 * batch
    while spent < seconds and calls < 4000:
        begun = time.perf_counter()
        for _ in range(batch):
            call_next(actor=actor, branch_id=ids.branch, counter_id=ids.counters[0], at=MORNING)
        spent += time.perf_counter() - begun
        calls += batch
        fill(world, branches, batch, after)
        after += batch
    return calls / spent


def row(name: str, clients: object, tps: object, p99: object, ratio: object) -> None:
    """One line of the table."""
    if isinstance(tps, float):
        tps, p99, ratio = f"{tps:,.0f}", f"{p99:.1f}", f"{ratio:.0%}"
    print(f"{name:28}{clients!s:>8}{tps!s:>12}{p99!s:>10}{ratio!s:>9}", flush=True)


if __name__ == "__main__":
    main()
