"""Reading a branch's rows outside a turn: one trip, one snapshot, in the branch's scope."""

from collections.abc import Sequence
from contextlib import suppress
from typing import Any
from uuid import UUID

import psycopg

from tingtang.ledger.trip import trip
from tingtang.ledger.turn import Read, reach

_BEGIN = "begin transaction isolation level repeatable read read only"
_SCOPE = "select set_config('tingtang.branch', %s, true)"


def look(branch_id: UUID, *reads: Read[Any]) -> list[list[Any]]:
    """The rows of each read, in order, as of one moment. Takes no lock."""

    def there_and_back(raw: psycopg.Connection[Any]) -> list[list[Any]]:
        try:
            return _looked(raw, branch_id, reads)
        except BaseException:
            with suppress(psycopg.Error):
                raw.rollback()
            raise

    return reach(there_and_back)


def _looked(
    raw: psycopg.Connection[Any], branch_id: UUID, reads: Sequence[Read[Any]]
) -> list[list[Any]]:
    _, _, *found, _ = trip(
        raw,
        [
            (_BEGIN, ()),
            (_SCOPE, (str(branch_id),)),
            *((read.sql, read.values) for read in reads),
            ("commit", ()),
        ],
    )
    return [read.made(rows) for read, rows in zip(reads, found, strict=True)]
