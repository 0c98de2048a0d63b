"""A server process in small: threads that serve two branches, each over the connection it keeps.

Prints what it saw as JSON: how many requests, and how many rows leaked into another's sight. With
`session` the scope is set the wrong way, for the session, to show that a leak is seen.
"""

import json
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from uuid import UUID

import django

django.setup()

from django.db import close_old_connections, connection  # noqa: E402

from tingtang.hall.ticket.queries import live_tickets_read  # noqa: E402
from tingtang.ledger.look import look  # noqa: E402
from tingtang.ledger.turn import Read  # noqa: E402

ALL = "select branch_id from hall_ticket"


def request(number: int, branches: list[UUID], wrongly: bool) -> tuple[int, int]:
    """One request: (rows of the branch in scope that were seen, rows that should not be)."""
    chance = random.Random(number)
    branch = chance.choice(branches)
    try:
        if wrongly:
            scope_of_session(branch)
        if chance.random() < 0.2:
            return 0, len(unscoped())
        if chance.random() < 0.2:
            return 0, broken_off(branch)
        own = look(branch, live_tickets_read(branch), Read(ALL, (), lambda each: each))
        return len(own[0]), sum(1 for each in own[1] if each != branch)
    finally:
        close_old_connections()  # the end of a request: what still stands is kept


def scope_of_session(branch: UUID) -> None:
    with connection.cursor() as cursor:
        cursor.execute("select set_config('tingtang.branch', %s, false)", [str(branch)])


def unscoped() -> list[object]:
    """What is seen without a scope, on a connection that served others before."""
    with connection.cursor() as cursor:
        cursor.execute(ALL)
        return cursor.fetchall()


def broken_off(branch: UUID) -> int:
    """A request that fails in the middle must leave no scope behind."""
    try:
        look(branch, Read("select 1 / 0", (), lambda each: each))
    except Exception:
        return len(unscoped())
    raise AssertionError


def main(requests: int, scope: str, *names: str) -> None:
    wrongly = scope == "session"
    branches = [UUID(name) for name in names]
    with ThreadPoolExecutor(8) as threads:
        seen = [*threads.map(lambda number: request(number, branches, wrongly), range(requests))]
    rows, leaks = (sum(column) for column in zip(*seen, strict=True))
    print(json.dumps({"requests": len(seen), "rows": rows, "leaks": leaks}))


if __name__ == "__main__":
    main(int(sys.argv[1]), *sys.argv[2:])
