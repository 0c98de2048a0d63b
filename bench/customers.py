#!/usr/bin/env python3
"""How long a branch's customers take to come in, and how long its hall stands still for them.

    python bench/customers.py [--customers 50000]

Invented people as CSV in UTF-8; then every tenth changed, as GB18030; the same again as XLSX, which
changes nothing; then their holdings. `under the lock` is the whole of the turn that puts the file
in force, measured from its first trip to its commit. Meanwhile another process takes numbers at the
kiosk: its slowest one is told. Our own embedded PostgreSQL, everything durable.
"""

from __future__ import annotations

import argparse
import csv
import multiprocessing
import os
import shutil
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:1] = [str(ROOT / "src"), str(ROOT / "tests")]

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.queues import Queue
    from multiprocessing.synchronize import Event

_locked: list[float] = []


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--customers", type=int, default=50_000)
    options = parser.parse_args()
    data = Path(tempfile.mkdtemp(prefix="tt-"))
    data.chmod(0o711)
    cluster = begin(data)
    try:
        measured(data, options.customers)
    finally:
        from django.db import connections

        connections.close_all()
        cluster.stop(even_if_used=True)
        shutil.rmtree(data, ignore_errors=True)


def begin(data: Path):  # type: ignore[no-untyped-def]
    """An embedded database of our own, migrated; every swap is timed."""
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
    from tingtang.bank.customer.actions import holdings, importing

    for module in (importing, holdings):
        module.put_in_force = _timed(module.put_in_force)
    return cluster


def _timed(swap: Any) -> Any:
    def timed(**arguments: Any) -> None:
        begun = time.perf_counter()
        swap(**arguments)
        _locked.append(1000 * (time.perf_counter() - begun))

    return timed


def measured(data: Path, count: int) -> None:
    from bank.customer.invented import rows
    from cast import founded

    cast = founded()
    cast.open_day()
    people = [*rows(count)]
    changed = [
        each | {"phone": "19900000000"} if n % 10 == 0 else each for n, each in enumerate(people)
    ]
    print(f"{count:,} customers{'':21}{'seconds':>10}{'under the lock':>18}{'slowest number':>18}")
    with hall(cast.branch, cast.services["cash"]) as slowest:
        for name, encoding, content in (
            ("new.csv", "utf-8", people),
            ("changed.csv", "gb18030", changed),
            ("same.xlsx", "", changed),
        ):
            path = data / name
            write(path, content, encoding)
            told(f"customers, {name}", "customers", path, slowest)
        path = data / "holdings.csv"
        write(path, [*held(people)], "utf-8")
        told("holdings, two a customer", "holdings", path, slowest)


def told(label: str, what: str, path: Path, slowest: Queue[float]) -> None:
    """Import, and print a line."""
    from tingtang.ops.imports.customers import import_customers
    from tingtang.ops.imports.holdings import import_holdings
    from tingtang.ops.imports.outcome import Wanted

    _locked.clear()
    while not slowest.empty():
        slowest.get()
    begun = time.perf_counter()
    done = {"customers": import_customers, "holdings": import_holdings}[what](path, Wanted(), "en")
    took = time.perf_counter() - begun
    waits = [slowest.get() for _ in range(slowest.qsize())]
    lock = f"{_locked[0]:.1f} ms" if _locked else "none"
    number = f"{1000 * max(waits):.0f} ms of {len(waits)}" if waits else "-"
    says = f"{label} ({done.imported:,} written)"
    print(f"{says:40}{took:>10.1f}{lock:>18}{number:>18}", flush=True)


def held(people: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Two holdings of each."""
    for place, each in enumerate(people):
        common = {"customer": each["customer"], "as_of": "2026-10-31", "matures_on": "2027-10-31"}
        for kind, product in (("deposit", "DQ-1Y"), ("wealth", "LC-0371")):
            yield {**common, "kind": kind, "product": product, "amount_yuan": f"{place * 100}.50"}


def write(path: Path, content: list[dict[str, str]], encoding: str) -> None:
    columns = [*content[0]]
    if encoding:
        with path.open("w", encoding=encoding, newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(content)
        return
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append(columns)
    for each in content:
        sheet.append([*each.values()])
    book.save(path)


# ---------------------------------------------------------------- the hall meanwhile


@contextmanager
def hall(branch: Any, service: Any) -> Iterator[Queue[float]]:
    """Somebody takes a number every 20 ms or so, in a process of their own."""
    context = multiprocessing.get_context("spawn")
    slowest: Queue[float] = context.Queue()
    over = context.Event()
    guest = context.Process(target=take_numbers, args=(branch, service, slowest, over))
    guest.start()
    slowest.get()
    try:
        yield slowest
    finally:
        over.set()
        guest.join()


def take_numbers(branch: Any, service: Any, slowest: Queue[float], over: Event) -> None:
    import django

    django.setup()
    from uuid import UUID

    from cast import MORNING
    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.hall.ticket.actions.issuing import Wish, issue
    from tingtang.kernel.refused import Refused

    kiosk = Actor("device", UUID(int=1), Post.KIOSK, frozenset([branch]))
    while not over.is_set():
        begun = time.perf_counter()
        try:
            issue(actor=kiosk, branch_id=branch, wish=Wish(service), at=MORNING)
        except Refused:
            break  # all numbers of the day are given
        slowest.put(time.perf_counter() - begun)
        time.sleep(0.1)


if __name__ == "__main__":
    main()
