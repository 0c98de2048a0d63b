"""Reading a branch's rows outside a turn: one trip, one snapshot, in the branch's scope."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg

from tingtang.ledger.turn import Read, reach

_SCOPE = "select set_config('tingtang.branch', %s, true)"


def look(branch_id: UUID, *reads: Read[Any]) -> list[list[Any]]:
    """The rows of each read, in order, as of one moment. Takes no lock."""

    def trip(raw: psycopg.Connection[Any]) -> list[list[Any]]:
        try:
            return _looked(raw, branch_id, reads)
        except BaseException:
            with suppress(psycopg.Error):
                raw.rollback()
            raise

    return reach(trip)


def _looked(
    raw: psycopg.Connection[Any], branch_id: UUID, reads: Sequence[Read[Any]]
) -> list[list[Any]]:
    with raw.pipeline():
        raw.execute("begin transaction isolation level repeatable read read only")
        raw.execute(_SCOPE, (str(branch_id),))
        cursors = [raw.execute(read.sql, read.values) for read in reads]
        raw.execute("commit")
    return [
        [read.row(*row) for row in cursor.fetchall()]
        for read, cursor in zip(reads, cursors, strict=True)
    ]
