#!/usr/bin/env python3
"""How many decisions a CPU second gives, beside zen-engine. One command, one run, half a minute:

    python bench/policy.py [--rows 40] [--cases 2000] [--rounds 7] [--numbers 300] [--json]

A table of so many rows with the six clauses of diversion (two of them quantities), and random
cases; both engines give the same row for each, which is looked at first. Each round measures every
way once, and the medians of the rounds are told. CPU seconds are those of all of the process's
threads.

  compiled       our function, from a case (atoms) to its row
  from values    the same, with the atoms looked up first: what zen-engine's answer is
  decided        what a verb does: from values to a decision with its inputs as bands
  zen, one       zen-engine: one call a decision, from values to the row's number
  zen, batch     the same, all cases in one call

Then what deciding adds to taking a number: milliseconds in `LineTable.decision` within the verb
`issue`, with our own embedded PostgreSQL, everything durable; and the reading of the versions as a
trip of its own, which in the verb rides on the first trip. "Met anew": this process hasn't met the
version yet, and fetches its rows; on a busy machine its 99th percentile is that of any trip.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(ROOT / "src"), str(ROOT / "tests")]  # the model for zen-engine is in tests

Values: TypeAlias = dict[str, str | int]
LEAST = 1_000_000  # decisions a CPU second
MOST_MS = 5.0  # that deciding may add to a verb


def main() -> None:
    """Measure, and print two tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--rows", type=int, default=40)
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--numbers", type=int, default=300, help="taken in each of three ways")
    parser.add_argument("--json", action="store_true", help="print one line of JSON alone")
    options = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="tt-"))
    data.chmod(0o711)
    cluster = begin(data)
    try:
        speeds = decisions(options)
        added = deciding_adds(options.numbers)
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop(even_if_used=True)
        shutil.rmtree(data, ignore_errors=True)
    if options.json:
        print(json.dumps({"rows": options.rows, "a_cpu_second": speeds, "ms": added}))
    else:
        tell(options.rows, speeds, added)


def begin(data: Path) -> Any:
    """An embedded PostgreSQL of its own, migrated."""
    os.environ["TINGTANG_DATA"] = str(data)
    os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
    from tingtang.ops.migrating import migrate
    from tingtang.ops.postgres import Cluster

    cluster = Cluster(data, end_with_parent=True)
    cluster.start()
    migrate(cluster.dsn("migrator"))
    os.environ["DATABASE_URL"] = cluster.dsn("app")
    import django

    django.setup()
    return cluster


# ------------------------------------------------------------------------- decisions


def decisions(options: argparse.Namespace) -> dict[str, float]:
    """Decisions a CPU second, by way."""
    chance = random.Random(7)
    rows = table_of(options.rows, chance)
    cases = [values_of(rows.kind.clauses, chance) for _ in range(options.cases)]
    ways = all_ways(rows, cases)
    found: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(options.rounds):
        for name, once in ways.items():
            found[name].append(a_cpu_second(once, len(cases)))
    return {name: median(each) for name, each in found.items()}


def table_of(count: int, chance: random.Random) -> Any:
    """So many rows, the last of which fits what no other does; half of the cells are open."""
    from tingtang.bank.policy.rules.cells import write_cell
    from tingtang.bank.policy.rules.kinds.divert import DIVERT
    from tingtang.bank.policy.rules.tables import Hit, Kind, Row, read_table

    kind = Kind("bench", Hit.FIRST, DIVERT.clauses, DIVERT.results)
    why = dict.fromkeys(("zh-Hans", "zh-Hant", "en"), "bench")
    cells = [
        tuple(
            "-" if chance.random() < 0.5 else write_cell(c, chance.randrange(1, c.every))
            for c in kind.clauses
        )
        for _ in range(count - 1)
    ]
    results = tuple(result.codes[0] for result in kind.results)
    open_row = ("-",) * len(kind.clauses)
    table, problems = read_table(kind, [Row(each, results, why) for each in (*cells, open_row)])
    assert table is not None, problems
    return table


def values_of(clauses: Sequence[Any], chance: random.Random) -> Values:
    """One case, as a verb has it."""
    return {
        clause.name: chance.choice(clause.codes)
        if clause.grid is None
        else chance.randrange(2 * clause.grid.value[-1])
        for clause in clauses
    }


def all_ways(table: Any, cases: Sequence[Values]) -> dict[str, Callable[[], list[int]]]:
    """Each way to decide all cases: the row numbers. They are the same, or this ends here."""
    import zen

    from bank.policy.zen_model import ROW, model
    from tingtang.bank.policy.queries import Ruling, decided
    from tingtang.bank.policy.rules.deciding import compiled

    decide = compiled(table)
    ruling = Ruling(table.kind, 1, table, decide, bank=False)
    atoms = [table.kind.case(values) for values in cases]
    content = model(table)
    engine = zen.ZenEngine({"loader": {"type": "static", "content": {"table": content}}})
    theirs = zen.ZenEngine().create_decision(json.dumps(content))
    asked = [{"key": "table", "context": values} for values in cases]
    ways: dict[str, Callable[[], list[int]]] = {
        "compiled": lambda: [decide(case) + 1 for case in atoms],
        "from values": lambda: [decide(table.kind.case(values)) + 1 for values in cases],
        "decided": lambda: [decided(ruling, values).row for values in cases],
        "zen, one": lambda: [theirs.evaluate(values)["result"][ROW] for values in cases],
        "zen, batch": lambda: [
            each["data"]["result"][ROW] for each in engine.evaluate_batch(asked)
        ],
    }
    rows = {name: once() for name, once in ways.items()}
    if any(each != rows["compiled"] for each in rows.values()):
        raise SystemExit("the engines disagree: see tests/bank/policy/test_zen.py")
    return ways


def a_cpu_second(once: Callable[[], object], decided: int) -> float:
    """Decisions a CPU second over a tenth of one at least."""
    times, spent = 0, 0.0
    begun = time.process_time()
    while spent < 0.1:
        once()
        times += 1
        spent = time.process_time() - begun
    return times * decided / spent


# ------------------------------------------------------------------- within a verb


def deciding_adds(numbers: int) -> dict[str, dict[str, float]]:
    """Milliseconds of deciding and of the whole verb, by how the version is met."""
    from tingtang.bank.policy import queries
    from tingtang.bank.policy.queries import approved_read
    from tingtang.ledger.look import look

    cast = branch_with_a_version()
    found = {}
    for name, approved, anew in (
        ("what a bank starts with", False, False),
        ("an approved version", True, False),
        ("an approved version, met anew", True, True),
    ):
        if approved and not anew:
            next_day(cast)  # on which the version is in force
        spent, whole, reading = [], [], []
        for _ in range(numbers):
            if anew:
                queries._rulings.clear()
            begun = time.perf_counter()
            spent.append(timed_decision(cast))
            whole.append(time.perf_counter() - begun)
            begun = time.perf_counter()
            look(cast.branch, approved_read(cast.branch))
            reading.append(time.perf_counter() - begun)
        found[name] = {
            "deciding": in_ms(spent, 0.5),
            "deciding_p99": in_ms(spent, 0.99),
            "issue": in_ms(whole, 0.5),
            "reading": in_ms(reading, 0.5),
        }
    return found


def branch_with_a_version() -> Any:
    """A small branch, its day open; bookings go before VIPs from the next day on."""
    from cast import PEOPLE, founded
    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.bank.policy import actions
    from tingtang.bank.policy.rules.kinds import STARTS
    from tingtang.bank.staff.actions import NewStaff

    cast = founded(people=(*PEOPLE, NewStaff("zhengnan", "郑楠", Post.OPERATIONS_SUPERVISOR)))
    staff = cast.people["zhengnan"]
    scope = frozenset([cast.branch])
    editor = Actor("staff", staff, Post.OPERATIONS_SUPERVISOR, scope, subject=staff)
    does = {"branch_id": cast.branch, "at": cast.at}
    emergency, care, vip, booked, ordinary = STARTS["line"].rows
    policy = actions.draft(actor=editor, table="line", **does)
    rows = (emergency, care, booked, vip, ordinary)
    actions.edit(actor=editor, policy_id=policy.id, rows=rows, **does)
    actions.try_on_past(actor=editor, policy_id=policy.id, **does)
    actions.submit(actor=editor, policy_id=policy.id, **does)
    head = cast.staff("hanliqun")
    actions.approve(actor=head, policy_id=policy.id, live_from=None, **does)
    cast.open_day()
    for _ in range(20):  # plans, prepared statements
        cast.ticket()
    return cast


def next_day(cast: Any) -> None:
    """The day is closed, and another has begun."""
    from datetime import timedelta

    from tingtang.hall.ticket.actions.day import close_current_day

    cast.do("hanliqun", close_current_day)
    cast.at += timedelta(days=3)  # the cast's day is a Friday
    cast.open_day()


def timed_decision(cast: Any) -> float:
    """Take a number; the seconds within it that went into the line's decision."""
    from tingtang.hall.ticket.actions.deciding import LineTable

    plain = LineTable.decision
    spent = 0.0

    def timed(*arguments: Any, **more: Any) -> Any:
        nonlocal spent
        begun = time.perf_counter()
        try:
            return plain(*arguments, **more)
        finally:
            spent += time.perf_counter() - begun

    LineTable.decision = timed  # type: ignore[method-assign]
    try:
        cast.ticket()
    finally:
        LineTable.decision = plain  # type: ignore[method-assign]
    assert spent, "the verb didn't decide by the table"
    return spent


def in_ms(seconds: Sequence[float], level: float) -> float:
    """A quantile."""
    return round(sorted(seconds)[int(len(seconds) * level)] * 1000, 4)


# ------------------------------------------------------------------------- telling


def tell(rows: int, speeds: dict[str, float], added: dict[str, dict[str, float]]) -> None:
    """Both tables, and whether the limits hold."""
    print(f"{f'{rows} rows':32}{'a CPU second':>14}{'of zen, one':>13}")
    for name, speed in speeds.items():
        print(f"{name:32}{speed:>14,.0f}{speed / speeds['zen, one']:>12.1f}x")
    verdict = "holds" if speeds["compiled"] >= LEAST else "MISSED"
    print(f"at least {LEAST:,} a CPU second (compiled): {verdict}\n")
    print(f"{'taking a number, ms':32}{'deciding':>10}{'p99':>9}{'issue':>9}{'reading':>9}")
    for name, each in added.items():
        figures = (each["deciding"], each["deciding_p99"], each["issue"], each["reading"])
        print(f"{name:32}{figures[0]:>10.3f}" + "".join(f"{one:>9.3f}" for one in figures[1:]))
    most = max(each["deciding"] + each["reading"] for each in added.values())
    print(f"at most {MOST_MS} ms are added (with the reading; medians): ", end="")
    print("holds" if most <= MOST_MS else "MISSED", f"({most:.2f})")


if __name__ == "__main__":
    main()
