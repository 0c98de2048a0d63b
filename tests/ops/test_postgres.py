"""The embedded PostgreSQL is closed to everybody else, and loses nothing it acknowledged."""

import os
import shutil
import signal
import stat
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from served import Served
from tingtang.ops.dropping import User, demand_reach
from tingtang.ops.errors import CannotRun
from tingtang.ops.postgres import Cluster, Role
from tingtang.ops.processes import is_alive
from tingtang.ops.supervisor import SILENCE


@pytest.fixture
def folder() -> Iterator[Path]:
    """A data folder of one's own to be violent in."""
    made = Path(tempfile.mkdtemp(prefix="tt-"))
    made.chmod(0o711)
    yield made
    if (made / "postgres").exists():
        Cluster(made).stop(even_if_used=True)
    shutil.rmtree(made, ignore_errors=True)


@pytest.fixture
def cluster(folder: Path) -> Cluster:
    made = Cluster(folder, end_with_parent=True)
    made.start()
    return made


def connect(cluster: Cluster, role: Role) -> psycopg.Connection:
    return psycopg.connect(cluster.dsn(role), autocommit=True)


def shown(cluster: Cluster, setting: str) -> str:
    with connect(cluster, "app") as connection:
        row = connection.execute("SELECT current_setting(%s)", [setting]).fetchone()
    assert row
    return str(row[0])


class TestClosed:
    def test_it_does_not_listen_on_the_network(self, database: Cluster) -> None:
        assert shown(database, "listen_addresses") == ""
        links = (path.readlink().name for path in Path(f"/proc/{database.pid()}/fd").iterdir())
        sockets = {link[8:-1] for link in links if link.startswith("socket:")}
        tables = (Path("/proc/net", name).read_text() for name in ("tcp", "tcp6"))
        networked = {line.split()[9] for table in tables for line in table.splitlines()[1:]}
        assert sockets
        assert not sockets & networked

    def test_everybody_proves_who_they_are(self, database: Cluster) -> None:
        lines = (database.tables / "pg_hba.conf").read_text().splitlines()
        rules = [line.split() for line in lines if line and not line.startswith("#")]
        assert rules
        assert all(rule[0] == "local" and rule[-1] == "scram-sha-256" for rule in rules)
        with pytest.raises(psycopg.OperationalError, match="password"):
            psycopg.connect(host=str(database.socket_folder), user="postgres", dbname="postgres")

    def test_only_its_user_enters_the_socket_folder(self, database: Cluster) -> None:
        found = database.socket_folder.stat()
        assert stat.S_IMODE(found.st_mode) == 0o700
        assert found.st_uid == database.user.uid

    def test_passwords_are_for_the_starter_alone(self, database: Cluster) -> None:
        folder = database.home / "passwords"
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert {path.name for path in folder.iterdir()} == {"superuser", "migrator", "app"}
        assert all(stat.S_IMODE(path.stat().st_mode) == 0o600 for path in folder.iterdir())

    def test_it_never_runs_as_root(self, database: Cluster) -> None:
        pid = database.pid()
        assert pid
        assert Path(f"/proc/{pid}").stat().st_uid != 0

    def test_it_keeps_what_it_acknowledges(self, database: Cluster) -> None:
        for setting in ("fsync", "synchronous_commit", "full_page_writes", "data_checksums"):
            assert shown(database, setting) == "on"


class TestRoles:
    @pytest.mark.parametrize(
        "forbidden",
        [
            "CREATE TABLE intruder (id int)",
            "CREATE TEMPORARY TABLE intruder (id int)",
            "CREATE SCHEMA intruder",
            "ALTER TABLE django_session ADD intruder int",
            "ALTER TABLE django_session DISABLE ROW LEVEL SECURITY",
            "TRUNCATE django_session",
            "SET ROLE tingtang_owner",
            "SET ROLE tingtang_migrator",
            "ALTER ROLE tingtang_app BYPASSRLS",
            "CREATE ROLE intruder",
            "COPY (SELECT 1) TO PROGRAM 'true'",
        ],
    )
    def test_the_server_is_refused(self, database: Cluster, forbidden: str) -> None:
        refused = pytest.raises(psycopg.errors.InsufficientPrivilege)
        with connect(database, "app") as connection, refused:
            connection.execute(forbidden.encode())

    def test_attributes_are_as_designed(self, database: Cluster) -> None:
        with connect(database, "app") as connection:
            rows = connection.execute(
                "SELECT rolname, rolcanlogin, rolbypassrls, rolsuper, rolcreaterole"
                " FROM pg_roles WHERE rolname LIKE 'tingtang%'"
            ).fetchall()
        assert sorted(rows) == [
            ("tingtang_app", True, False, False, False),
            ("tingtang_migrator", True, True, False, False),
            ("tingtang_owner", False, False, False, False),
        ]

    def test_every_table_belongs_to_the_owner(self, migrator: psycopg.Connection) -> None:
        rows = migrator.execute(
            "SELECT DISTINCT tableowner FROM pg_tables WHERE schemaname = 'public'"
        ).fetchall()
        assert rows == [("tingtang_owner",)]


class TestLife:
    def test_it_is_shared_and_the_last_one_stops_it(self, cluster: Cluster, folder: Path) -> None:
        second = Cluster(folder)
        second.start()
        assert second.pid() == cluster.pid()
        second.stop()
        assert cluster.alive()
        cluster.stop()
        assert cluster.pid() is None

    def test_killed_it_comes_back_with_every_acknowledged_commit(self, cluster: Cluster) -> None:
        with connect(cluster, "migrator") as connection:
            connection.execute("SET ROLE tingtang_owner")
            connection.execute("CREATE TABLE kept (number int)")
        acknowledged = -1
        with connect(cluster, "app") as connection:
            until = time.monotonic() + 0.5
            while time.monotonic() < until:
                connection.execute("INSERT INTO kept VALUES (%s)", [acknowledged + 1])
                acknowledged += 1
            pid = cluster.pid()
            assert pid
            os.kill(pid, signal.SIGKILL)
        begun = time.monotonic()
        cluster.start()
        assert time.monotonic() - begun < 5
        with connect(cluster, "app") as connection:
            row = connection.execute("SELECT max(number), count(*) FROM kept").fetchone()
        assert acknowledged > 10
        assert row
        assert row[0] >= acknowledged
        assert row[1] >= acknowledged + 1

    def test_another_processs_number_in_its_file_is_not_believed(self, cluster: Cluster) -> None:
        cluster.stop()
        (cluster.tables / "postmaster.pid").write_text(f"{os.getpid()}\n{cluster.tables}\n")
        assert cluster.pid() is None
        cluster.start()
        assert cluster.alive()

    def test_killed_it_starts_though_nobody_has_collected_it(
        self, cluster: Cluster, folder: Path
    ) -> None:
        """As where it was left to a first process that collects nobody."""
        pid = cluster.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        assert Path(f"/proc/{pid}").exists()
        second = Cluster(folder, end_with_parent=True)
        second.start()
        assert second.alive()

    def test_a_long_path_still_gets_a_socket(self, folder: Path) -> None:
        long = folder / ("a" * 60) / ("b" * 60)
        long.mkdir(parents=True, mode=0o711)
        cluster = Cluster(long, end_with_parent=True)
        try:
            cluster.start()
            assert cluster.alive()
            assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
        finally:
            cluster.stop(even_if_used=True)

    def test_a_folder_it_cannot_reach_is_named(self, folder: Path) -> None:
        closed = folder / "closed"
        closed.mkdir(mode=0o700)
        other = User(uid=os.geteuid() + 1, gid=os.getegid() + 1, name="other")
        with pytest.raises(CannotRun, match=f"'other' cannot enter {closed}"):
            demand_reach(closed / "data", other)


def descendants(pid: int) -> set[int]:
    """All processes below this one."""
    listing = subprocess.check_output(["ps", "-eo", "pid=,ppid="], text=True)
    pairs = [tuple(map(int, line.split())) for line in listing.splitlines()]
    found, fresh = set[int](), {pid}
    while fresh:
        fresh = {child for child, parent in pairs if parent in fresh} - found
        found |= fresh
    return found


def gone(pids: set[int], timeout: float) -> bool:
    until = time.monotonic() + timeout
    while any(is_alive(pid) for pid in pids):
        if time.monotonic() > until:
            return False
        time.sleep(0.05)
    return True


class TestSupervisor:
    """One server through every kind of death, since each start takes seconds."""

    def test_every_death_is_mended(self, folder: Path) -> None:
        served = Served(folder)
        try:
            served.await_ready()
            self.database_killed(served, Cluster(folder))
            self.web_killed(served)
            self.web_worker_killed(served)
            self.told_once_a_death(served)
        finally:
            ended_in = served.stop()
        assert ended_in < 15
        assert Cluster(folder).pid() is None

    def database_killed(self, served: Served, cluster: Cluster) -> None:
        pid = cluster.pid()
        assert pid
        os.kill(pid, signal.SIGKILL)
        assert not cluster.alive()
        begun = time.monotonic()
        while not cluster.alive():
            time.sleep(0.02)
        # A second on a quiet machine; the bound is for a loaded one, and far from mere silence.
        assert time.monotonic() - begun < SILENCE / 2
        served.await_ready(timeout=10)

    def web_killed(self, served: Served) -> None:
        web = self.web(served)
        before = descendants(web) | {web}
        os.kill(web, signal.SIGKILL)
        assert gone(before, timeout=10)
        served.await_ready(timeout=30)

    def web_worker_killed(self, served: Served) -> None:
        worker = min(descendants(self.web(served)))
        os.kill(worker, signal.SIGKILL)
        assert gone({worker}, timeout=10)
        served.await_ready(timeout=30)

    def told_once_a_death(self, served: Served) -> None:
        said = served.said()
        assert said.count("database has ended; starting it again") == 1
        assert said.count("web has ended; starting it again") == 1

    def web(self, served: Served) -> int:
        for pid in descendants(served.process.pid):
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
            parent = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1]
            if b"wsgi" in words and int(parent) == served.process.pid:
                return pid
        raise AssertionError("no web process")

    def test_killed_it_leaves_only_the_database_which_the_next_one_adopts(
        self, folder: Path
    ) -> None:
        first = Served(folder)
        first.await_ready()
        database = Cluster(folder).pid()
        assert database
        others = descendants(first.process.pid) - descendants(database) - {database}
        first.kill()
        assert gone(others, timeout=15)
        assert is_alive(database)
        second = Served(folder)
        try:
            second.await_ready()
            assert Cluster(folder).pid() == database
        finally:
            second.stop()
        assert not is_alive(database)

    def test_a_data_folder_is_served_once(self, folder: Path, server: Served, data: Path) -> None:
        second = Served(data)
        assert second.process.wait(timeout=20) == 1
        assert "is being served already" in second.said()
