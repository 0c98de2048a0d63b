"""The ledger's own housekeeping."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg
from django.db import OperationalError, connection, transaction
from django.db.backends.utils import CursorWrapper

from tingtang.kernel.refused import Refused
from tingtang.ledger.trip import Rows, Statement, trip

_COUNT_LOOK = """
insert into ledger_look (branch_id, business_date, actor, what, times, first_at, last_at)
values (%s, %s, %s, %s, 1, %s, %s)
on conflict (branch_id, business_date, actor, what)
do update set times = ledger_look.times + 1, last_at = excluded.last_at
"""
_SCOPE = "select set_config('tingtang.branch', %s, true)"
_DEAD_ARE_NOTICED = "set local lock_timeout = '3s'"
ERRANDS_LAST = timedelta(hours=72)
MONTHS_AHEAD = 3


def ensure_partitions(day: date) -> None:
    """Have partitions for the month of `day` and the next three (the owner's function makes
    them).
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "select ledger_partition("
            "(date_trunc('month', %s::date) + make_interval(months => m))::date) "
            "from generate_series(0, %s) as m",
            [day, MONTHS_AHEAD],
        )


def forget_errands(branch_id: UUID, now: datetime) -> None:
    """Forget answers to requests that nobody will retry any more."""
    with _in_scope(branch_id) as cursor:
        cursor.execute(
            "delete from ledger_errand where branch_id = %s and real_at < %s",
            [branch_id, now - ERRANDS_LAST],
        )


def note_look(branch_id: UUID, actor: str, what: str, day: date, at: datetime) -> None:
    """Count that `actor` looked at `what`, for the next batch on the chain of their own branch."""
    with _in_scope(branch_id) as cursor:
        cursor.execute(_COUNT_LOOK, [branch_id, day, actor, what, at, at])


def aside(branch_id: UUID, statements: Sequence[Statement]) -> list[Rows]:
    """Write, in one transaction that takes no lock of the branch, what no reader shows before a
    turn puts it in force, or shows no more; the rows of each statement.
    """
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    try:
        _, _, *found, _ = trip(
            raw, [("begin", ()), (_SCOPE, (str(branch_id),)), *statements, ("commit", ())]
        )
    except BaseException:
        with suppress(psycopg.Error):
            raw.rollback()
        raise
    return found


@contextmanager
def alone_at(branch_id: UUID, work: str) -> Iterator[None]:
    """Only one process at a time does this work for the branch; another is refused with
    `work_running`. Who dies at it leaves the place free, once the server has noticed.
    """
    place = f"{branch_id.hex} {work}"
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_DEAD_ARE_NOTICED)
            cursor.execute("select pg_advisory_lock(hashtextextended(%s, 1))", [place])
    except OperationalError as error:
        if isinstance(error.__cause__, psycopg.errors.LockNotAvailable):
            raise Refused("work_running") from None
        raise
    try:
        yield
    finally:
        if connection.connection is not None and not connection.connection.closed:
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_unlock(hashtextextended(%s, 1))", [place])


@contextmanager
def _in_scope(branch_id: UUID) -> Iterator[CursorWrapper]:
    """A transaction that sees the branch's rows, for what is no turn: nothing of it is recorded."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SCOPE, [str(branch_id)])
        yield cursor
