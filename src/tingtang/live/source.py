"""Where the stream reads: one connection of its own, beside one that listens.

Every call has a time limit, after which its connection is dropped: a database that is gone without
a word must not stop the stream from noticing when it is back.
"""

import asyncio
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from typing import Any
from uuid import UUID

import psycopg
from django.conf import settings
from django.db import connection as django_connection
from psycopg import AsyncConnection, sql

from tingtang.bank.branch.queries import Plan, plan_of, reread_plan
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read
from tingtang.live.floor import Floor
from tingtang.live.queries import PlanIsNewer, Whole

CHANNEL = "tingtang_heads"
PATIENCE_S = 5.0

_SCOPE = "select set_config('tingtang.branch', %s, true)"
_HEADS = "select branch_id, sequence from ledger_head where branch_id = any(%s)"


class Away(Exception):
    """The database can't be read now. Nothing was changed; try again."""


def connection_parameters() -> dict[str, Any]:
    """What Django connects with, as far as any connection needs it."""
    given = django_connection.get_connection_params()
    kept = {name: value for name, value in given.items() if name not in _DJANGOS}
    # Half-open connections show within seconds; a socket file has no use for these.
    return kept | {"keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 3}


_DJANGOS = frozenset({"cursor_factory", "context"})


def role() -> sql.Composed | None:
    """The statement that takes on another role, where the settings name one."""
    name = settings.DATABASES["default"].get("OPTIONS", {}).get("assume_role")
    return sql.SQL("set role {}").format(sql.Identifier(name)) if name else None


async def connect() -> AsyncConnection[Any]:
    """A connection on which every statement stands alone unless it says otherwise."""
    opened = await AsyncConnection.connect(**connection_parameters(), autocommit=True)
    if (assume := role()) is not None:
        await opened.execute(assume)
    return opened


class Source:
    """Reads branches, one after the other, on one connection."""

    def __init__(self) -> None:
        self._connection: AsyncConnection[Any] | None = None
        self._lock = asyncio.Lock()

    @asynccontextmanager
    async def _usable(self) -> AsyncIterator[AsyncConnection[Any]]:
        async with self._lock:
            try:
                async with asyncio.timeout(PATIENCE_S):
                    if self._connection is None or self._connection.closed:
                        self._connection = await connect()
                    yield self._connection
            except (psycopg.Error, OSError, TimeoutError) as error:
                await self.close()
                raise Away from error
            except BaseException:
                await self.close()
                raise

    async def close(self) -> None:
        """Drop the connection; the next read opens another."""
        opened, self._connection = self._connection, None
        if opened is not None:
            with suppress(psycopg.Error, OSError):
                await opened.close()

    async def look(self, branch_id: UUID, *reads: Read[Any]) -> list[list[Any]]:
        """The rows of each read, as of one moment, in the branch's scope: one trip."""
        async with self._usable() as raw:
            async with raw.pipeline():
                await raw.execute("begin transaction isolation level repeatable read read only")
                await raw.execute(_SCOPE, (str(branch_id),))
                cursors = [await raw.execute(read.sql, read.values) for read in reads]
                await raw.execute("commit")
            return [
                read.made(await cursor.fetchall())
                for read, cursor in zip(reads, cursors, strict=True)
            ]

    async def heads(self, branches: Iterable[UUID]) -> dict[UUID, int]:
        """The sequence of each branch's last entry."""
        async with self._usable() as raw:
            cursor = await raw.execute(_HEADS, (list(branches),))
            return dict(await cursor.fetchall())

    async def floor(self, branch_id: UUID) -> Floor | None:
        """The whole floor of a branch; None if there is no such branch."""
        plan = await self._plan(branch_id, again=False)
        while plan is not None:
            whole = Whole(plan, plan.day(plan.clock.now()))
            try:
                return whole.floor(await self.look(branch_id, *whole.reads))
            except PlanIsNewer:
                plan = await self._plan(branch_id, again=True)
        return None

    @staticmethod
    async def _plan(branch_id: UUID, *, again: bool) -> Plan | None:
        """The plan, by Django's own connection in a thread, which is not kept."""

        def read() -> Plan:
            try:
                return reread_plan(branch_id) if again else plan_of(branch_id)
            finally:
                django_connection.close()

        try:
            async with asyncio.timeout(PATIENCE_S):
                return await asyncio.to_thread(read)
        except Refused:
            return None
        except Exception as error:  # Django's errors and psycopg's own: all mean the same here
            raise Away from error


async def heard() -> AsyncIterator[set[UUID]]:
    """The branches that are told to have new entries; ends when the connection does."""
    async with asyncio.timeout(PATIENCE_S):
        listening = await connect()
    try:
        await listening.execute(sql.SQL("listen {}").format(sql.Identifier(CHANNEL)))
        yield set()
        async for notice in listening.notifies():
            yield {UUID(each) for each in notice.payload.split(",") if each}
    finally:
        with suppress(psycopg.Error, OSError):
            await listening.close()
