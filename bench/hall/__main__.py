#!/usr/bin/env python3
"""How fast the hall is, beside the least that it could cost. One command, one run:

    python bench/hall [--seconds 10] [--yardsticks ../shared/bench/hall]

Figures are ratios taken in one run; absolute ones depend on the machine. Our own embedded
PostgreSQL, everything durable, row security, hash chain and idempotency keys on.

"Call next" calls to a counter where nobody is, as bare.sql does; as verbs, calls and the ends of
services in turn. "Finish and call next" is the big button: two tickets moved in one turn.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from world import ROOT, World, fill, found, settle


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=10)
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
    import clients
    import played

    branches = found(options.waiting)
    fill(world, branches, options.waiting)
    settle(world)
    call = played.script(world, branches, finishes=False)
    button = played.script(world, branches, finishes=True)
    bare = options.yardsticks / "bare.sql"
    bare_one = options.yardsticks / "bare_one_branch.sql"
    seconds = options.seconds
    row("", "clients", "a second", "p99 ms", "of bare")
    for count in (8, 32):
        floor, p99 = world.pgbench(bare, count, seconds)
        row("bare.sql", count, floor, p99, 1.0)
        for name, finishes, script in (
            ("call next", False, call),
            ("finish and call next", True, button),
        ):
            tps, p99 = world.pgbench(script, count, seconds, ours=True)
            row(f"{name}: SQL", count, tps, p99, tps / floor)
            tps, p99, cpu = clients.measure(branches, count, seconds, finishes=finishes)
            row(f"{name}: verb", count, tps, p99, tps / floor)
            print(f"{'':28}client CPU a turn {cpu * 1e6:.0f} µs", flush=True)
    for count in (8, 32):
        floor, p99 = world.pgbench(bare_one, count, seconds)
        row("bare_one_branch.sql", count, floor, p99, 1.0)
        tps, p99, _ = clients.measure(branches[:1], count, seconds, finishes=False)
        row("call next, one branch", count, tps, p99, tps / floor)
        tps, p99, _ = clients.measure(branches[:1], count, seconds)
        row("finish and call, one branch", count, tps, p99, tps / floor)
    for waiting in (10, 1000, 10_000):
        few = found(waiting, branches=1)
        fill(world, few, waiting)
        settle(world)
        tps = one_client(few, min(seconds, 5), waiting, world)
        row(f"{waiting} waiting", 1, tps, 0.0, float("nan"))


def one_client(branches: list, seconds: float, waiting: int, world: World) -> float:  # type: ignore[type-arg]
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
