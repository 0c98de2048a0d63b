"""Reading a branch's rows outside a turn: one trip, one snapshot, in the branch's scope."""

from typing import Any
from uuid import UUID

import psycopg
from django.db import connection

from tingtang.ledger.turn import Read

_SCOPE = "select set_config('tingtang.branch', %s, true)"


def look(branch_id: UUID, *reads: Read[Any]) -> list[list[Any]]:
    """The rows of each read, in order, as of one moment. Takes no lock."""
    connection.ensure_connection()
    raw: psycopg.Connection[Any] = connection.connection
    try:
        with raw.pipeline():
            raw.execute("begin transaction isolation level repeatable read read only")
            raw.execute(_SCOPE, (str(branch_id),))
            cursors = [raw.execute(read.sql, read.values) for read in reads]
            raw.execute("commit")
        return [
            [read.row(*row) for row in cursor.fetchall()]
            for read, cursor in zip(reads, cursors, strict=True)
        ]
    except BaseException:
        raw.rollback()
        raise
