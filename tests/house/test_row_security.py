"""One branch never sees another's rows: not without a scope, not past a policy, not by a pool."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import psycopg
import pytest
from psycopg import sql

from cast import Cast, founded
from tingtang.hall.ticket.actions.issuing import Wish, issue
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ops.house.catalogue import BANK_WIDE
from tingtang.ops.postgres import Cluster

denied = pytest.raises(psycopg.errors.InsufficientPrivilege)


@pytest.fixture(scope="module")
def ours(database: Cluster) -> Cast:
    return worked_in()


@pytest.fixture(scope="module")
def theirs(database: Cluster) -> Cast:
    return worked_in()


def worked_in() -> Cast:
    """A branch with a row in nearly every table."""
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    for _ in range(3):
        cast.ticket()
    return cast


@pytest.fixture
def app(database: Cluster) -> Iterator[psycopg.Connection]:
    """The application's own sign-in, raw."""
    with psycopg.connect(database.dsn("app"), autocommit=True) as connection:
        yield connection


def scoped(app: psycopg.Connection, branch: UUID) -> None:
    app.execute("select set_config('tingtang.branch', %s, false)", [str(branch)])


def tables_of_branches(connection: psycopg.Connection) -> list[str]:
    rows = connection.execute(
        "select relname::text from pg_class where relrowsecurity and not relispartition"
    )
    return [str(row[0]) for row in rows if row[0] not in BANK_WIDE]


def count(connection: psycopg.Connection, table: str, branch: UUID | None = None) -> int:
    query = sql.SQL("select count(*) from {}").format(sql.Identifier(table))
    if branch:
        query += sql.SQL(" where branch_id = {}").format(sql.Literal(branch))
    row = connection.execute(query).fetchone()
    assert row
    return int(row[0])


class TestScope:
    def test_without_a_scope_nothing_is_visible(
        self, ours: Cast, app: psycopg.Connection, migrator: psycopg.Connection
    ) -> None:
        tables = tables_of_branches(app)
        filled = [table for table in tables if count(migrator, table, ours.branch)]
        assert len(filled) > 10
        assert {table: count(app, table) for table in tables} == dict.fromkeys(tables, 0)

    @pytest.mark.parametrize("scope", ["", "00000000-0000-0000-0000-000000000000"])
    def test_nor_in_the_scope_of_nobody(
        self, ours: Cast, app: psycopg.Connection, scope: str
    ) -> None:
        app.execute("select set_config('tingtang.branch', %s, false)", [scope])
        assert count(app, "hall_ticket") == 0

    def test_in_its_scope_a_branch_sees_its_own_and_nothing_else(
        self, ours: Cast, theirs: Cast, app: psycopg.Connection, migrator: psycopg.Connection
    ) -> None:
        scoped(app, ours.branch)
        for table in tables_of_branches(app):
            assert count(app, table) == count(migrator, table, ours.branch), table
            assert count(app, table, theirs.branch) == 0, table

    def test_what_a_door_reads_is_held_to_the_same(self, ours: Cast, theirs: Cast) -> None:
        every = Read("select branch_id from hall_ticket", (), lambda branch: branch)
        assert {*look(ours.branch, every)[0]} == {ours.branch}


class TestWriting:
    def test_a_row_for_another_branch_is_refused(
        self, ours: Cast, theirs: Cast, app: psycopg.Connection
    ) -> None:
        scoped(app, ours.branch)
        with denied:
            app.execute(
                "insert into bank_parameter (branch_id, name, value) values (%s, 'x', 1)",
                [theirs.branch],
            )
        with denied:
            app.execute("update bank_day set branch_id = %s", [theirs.branch])

    def test_another_branchs_rows_can_be_neither_changed_nor_removed(
        self, ours: Cast, theirs: Cast, app: psycopg.Connection
    ) -> None:
        scoped(app, ours.branch)
        where = "where branch_id = %s"
        assert (
            app.execute(f"update hall_ticket set label = 'X' {where}", [theirs.branch]).rowcount
            == 0
        )
        assert app.execute(f"delete from hall_ticket {where}", [theirs.branch]).rowcount == 0

    @pytest.mark.parametrize(
        "statement",
        [
            "update ledger_entry set actor = 'x'",
            "delete from ledger_entry",
            "truncate ledger_entry",
            "truncate hall_ticket",
            "truncate ledger_errand",
            "update ledger_errand set answer = 'x'",
            "delete from ledger_head",
            "drop policy branch on hall_ticket",
            "alter table hall_ticket disable row level security",
            "create table mine (id int)",
            "create function mine() returns int language sql as 'select 1'",
        ],
    )
    def test_what_nobody_may_is_refused_in_ones_own_branch_too(
        self, ours: Cast, app: psycopg.Connection, statement: str
    ) -> None:
        scoped(app, ours.branch)
        with denied:
            app.execute(statement.encode())

    def test_row_security_cannot_be_switched_off(self, ours: Cast, app: psycopg.Connection) -> None:
        app.execute("set row_security = off")
        with denied:
            count(app, "hall_ticket")


class TestPartitions:
    def test_none_can_be_read_or_written_directly(
        self, ours: Cast, app: psycopg.Connection
    ) -> None:
        scoped(app, ours.branch)
        rows = app.execute(
            "select inhrelid::regclass::text from pg_inherits where inhparent = "
            "'ledger_entry'::regclass"
        ).fetchall()
        assert len(rows) >= 4
        for (part,) in rows:
            for statement in ("select from {}", "delete from {}", "update {} set actor = 'x'"):
                with denied:
                    app.execute(sql.SQL(statement).format(sql.Identifier(part)))

    def test_one_made_on_demand_is_closed_too(self, ours: Cast, app: psycopg.Connection) -> None:
        app.execute("select ledger_partition('1999-02-08')")
        with denied:
            app.execute("select from ledger_entry_199902")

    def test_the_owners_function_makes_nothing_else(self, app: psycopg.Connection) -> None:
        """Its argument is a date: nothing of it can become a statement."""
        before = app.execute("select count(*) from pg_class").fetchone()
        with pytest.raises(psycopg.errors.DataError):
            app.execute("select ledger_partition('x; drop table hall_ticket')")
        assert app.execute("select count(*) from pg_class").fetchone() == before


class TestVerbs:
    def test_an_actor_of_another_branch_is_refused(self, ours: Cast, theirs: Cast) -> None:
        with pytest.raises(Refused, match="other_branch"):
            issue(
                actor=ours.kiosk,
                branch_id=theirs.branch,
                wish=Wish(theirs.services["cash"]),
                at=ours.at,
            )

    def test_another_branchs_service_is_unknown(self, ours: Cast, theirs: Cast) -> None:
        with pytest.raises(Refused, match="unknown_service"):
            issue(
                actor=ours.kiosk,
                branch_id=ours.branch,
                wish=Wish(theirs.services["cash"]),
                at=ours.at,
            )


class TestKeptConnections:
    def test_kept_connections_leak_nothing(self, ours: Cast, theirs: Cast) -> None:
        saw = self.served(3000, "transaction", ours, theirs)
        assert saw["requests"] == 3000
        assert saw["rows"] > 3000
        assert saw["leaks"] == 0

    def test_a_leak_would_be_seen(self, ours: Cast, theirs: Cast) -> None:
        assert self.served(300, "session", ours, theirs)["leaks"] > 0

    @staticmethod
    def served(requests: int, scope: str, ours: Cast, theirs: Cast) -> dict[str, int]:
        script = Path(__file__).with_name("kept_connections.py")
        words = [str(requests), scope, str(ours.branch), str(theirs.branch)]
        command = [sys.executable, str(script), *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        saw: dict[str, int] = json.loads(done.stdout)
        return saw


def test_every_table_without_a_policy_is_on_the_list(app: psycopg.Connection) -> None:
    """What an auditor would ask for: the complete list, with reasons (see `ops.checks`)."""
    rows = app.execute(
        "select relname::text from pg_class where relnamespace = 'public'::regnamespace "
        "and relkind in ('r', 'p') and not relrowsecurity and not relispartition"
    ).fetchall()
    for (table,) in rows:
        assert any(table == name or table.startswith(name) for name in BANK_WIDE), table
