"""The embedded PostgreSQL: for trying and for one branch, and closed to everybody else.

No TCP, a socket in a 0700 folder, scram with generated passwords, an unprivileged user of its own.
What must hold is given on the command line, so that no file can open it by accident.
"""

import fcntl
import os
import secrets
import signal
import subprocess
import time
from functools import cached_property
from pathlib import Path
from typing import IO, Literal
from urllib.parse import quote

import psycopg

from tingtang.ops import dropping
from tingtang.ops.errors import CannotRun
from tingtang.ops.place import ROOT
from tingtang.ops.processes import command_line, ending_with_parent, is_alive, working_in

Role = Literal["superuser", "migrator", "app"]
LOGINS: dict[Role, str] = {
    "superuser": "postgres",
    "migrator": "tingtang_migrator",
    "app": "tingtang_app",
}
DATABASE = "tingtang"
ROLES_SQL = ROOT / "deploy" / "roles.sql"
HBA = "# Every connection proves itself; nothing comes over the network.\n" + "".join(
    f"local {what} all scram-sha-256\n" for what in ("all", "replication")
)
SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "password_encryption": "scram-sha-256",
    "max_connections": "200",
    "shared_buffers": "256MB",
    "jit": "off",  # short statements only: compiling them costs more than it saves
    "timezone": "UTC",
    "log_timezone": "UTC",
    # The details of an error quote the row: personal data stays out of the log.
    "log_error_verbosity": "terse",
    "log_checkpoints": "off",
}
SOCKET_PATH_LIMIT = 107  # bytes, of the kernel


class Cluster:
    """One embedded PostgreSQL in a data folder. Several processes may hold it at once."""

    def __init__(self, data: Path, *, end_with_parent: bool = False) -> None:
        self.data = data
        self.home = data / "postgres"
        self.tables = self.home / "data"
        self.log = self.home / "postgres.log"
        self.socket_folder = self._socket_folder()
        self._end_with_parent = end_with_parent
        self._server: subprocess.Popen[bytes] | None = None
        self._hold: IO[str] | None = None

    @cached_property
    def user(self) -> dropping.User:
        """Whom it runs as."""
        return dropping.database_user(self.tables)

    # --- what others ask ---------------------------------------------------------------------

    def dsn(self, role: Role) -> str:
        """How to sign in as a role."""
        login = f"{LOGINS[role]}:{self._password(role)}"
        return f"postgresql://{login}@/{DATABASE}?host={quote(str(self.socket_folder))}"

    def pid(self) -> int | None:
        """The postmaster's process, if it runs; a stale file is not believed."""
        try:
            pid = int((self.tables / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        if self._server and self._server.pid == pid and self._server.poll() is not None:
            return None
        words = command_line(pid)
        ours = not words or str(self.tables) in words
        return pid if is_alive(pid) and ours else None

    def alive(self, timeout: int = 2) -> bool:
        """Whether the server answers a query, not merely whether a process exists."""
        if self.pid() is None:
            return False
        try:
            dsn = self.dsn("app")
            with psycopg.connect(dsn, connect_timeout=timeout, autocommit=True) as connection:
                connection.execute("SELECT 1")
        except psycopg.Error:
            return False
        return True

    # --- starting and stopping ---------------------------------------------------------------

    def start(self, timeout: float = 30) -> None:
        """Have it running and ready: made if absent, adopted if running, recovered if it died."""
        self._prepare()
        with self._starting():
            self._hold_open()
            if not (self.tables / "PG_VERSION").exists():
                self._create()
            if self.pid() is None:
                self._launch()
            self._await_ready(timeout)
            self._ensure_roles()

    def stop(self, *, even_if_used: bool = False) -> None:
        """Let go of it; whoever lets go last shuts it down."""
        with self._starting():
            if self._hold:
                self._hold.close()
                self._hold = None
            if even_if_used or not self._used_by_others():
                self._shut_down()

    def kill(self) -> None:
        """End a server that does not answer any more; it recovers when it starts again."""
        pid = self.pid()
        if pid is not None:
            os.kill(pid, signal.SIGKILL)
        while self.pid() is not None:
            time.sleep(0.02)

    def _starting(self) -> IO[str]:
        """A file that is locked while open: one process at a time starts or stops."""
        lock = (self.home / "start.lock").open("w")
        fcntl.flock(lock, fcntl.LOCK_EX)
        return lock

    def _hold_open(self) -> None:
        if self._hold is None:
            self._hold = (self.home / "users.lock").open("w")
            fcntl.flock(self._hold, fcntl.LOCK_SH)

    def _used_by_others(self) -> bool:
        with (self.home / "users.lock").open("w") as probe:
            try:
                fcntl.flock(probe, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return True
        return False

    def _launch(self, tries: int = 3) -> None:
        """Start the server; a killed one's leftovers are cleared first."""
        (self.tables / "postmaster.pid").unlink(missing_ok=True)
        # PostgreSQL believes its number while it is another's, or its parent has not collected it.
        (self.socket_folder / ".s.PGSQL.5432.lock").unlink(missing_ok=True)
        for orphan in working_in(self.tables):
            # Without their postmaster they only hold its shared memory and delay recovery.
            os.kill(orphan, signal.SIGKILL)
        options = [f"-c{name}={value}" for name, value in self._settings().items()]
        command = [str(self._tool("postgres")), "-D", str(self.tables), *options]
        with self.log.open("ab") as log:
            self._server = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home,
                env=self._environment(),
                start_new_session=True,
                preexec_fn=ending_with_parent(signal.SIGQUIT) if self._end_with_parent else None,
                **self.user.popen(),
            )

    def _await_ready(self, timeout: float) -> None:
        """Until it answers. Started anew if it gives up while a killed one still lets go."""
        until = time.monotonic() + timeout
        while True:
            try:
                with self._superuser("postgres"):
                    return
            except psycopg.OperationalError as error:
                if time.monotonic() > until:
                    raise CannotRun(
                        f"PostgreSQL is silent for {timeout:.0f} s ({error}); see {self.log}",
                        code="database_silent",
                    ) from error
            if self.pid() is None and (self._server is None or self._server.poll() is not None):
                time.sleep(0.1)
                self._launch()
            time.sleep(0.02)

    def _shut_down(self) -> None:
        orderly = ((signal.SIGINT, 10.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
        for number, patience in orderly:
            pid = self.pid()
            if pid is None:
                break
            os.kill(pid, number)
            until = time.monotonic() + patience
            while self.pid() is not None and time.monotonic() < until:
                time.sleep(0.02)
        if self._server:
            self._server.wait(timeout=5)
            self._server = None

    # --- making ------------------------------------------------------------------------------

    def _prepare(self) -> None:
        """Folders, their owners and modes."""
        self.data.mkdir(mode=0o711, parents=True, exist_ok=True)
        self.home.mkdir(mode=0o711, exist_ok=True)
        for folder in (self.tables, self.socket_folder):
            dropping.private_folder(folder, self.user)
        self.log.touch(mode=0o600)
        dropping.demand_reach(self.tables, self.user)

    def _create(self) -> None:
        """A new cluster with checksums, whose superuser already has a password."""
        pwfile = self.home / "initdb.password"
        pwfile.touch(mode=0o600)
        pwfile.write_text(self._password("superuser"))
        self.user.own(pwfile)
        command = [str(self._tool("initdb")), "-D", str(self.tables), "-k", "-U", "postgres"]
        command += ["-A", "scram-sha-256", f"--pwfile={pwfile}", "-E", "UTF8", *self._locale()]
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            cwd=self.home,
            env=self._environment(),
            check=False,
            **self.user.popen(),
        )
        pwfile.unlink()
        if done.returncode:
            raise CannotRun(f"PostgreSQL could not be set up: {done.stderr.strip()}")
        (self.tables / "pg_hba.conf").write_text(HBA)

    def _locale(self) -> list[str]:
        """Sorting that never changes with the machine's libraries, where the server can."""
        version = subprocess.check_output([self._tool("postgres"), "--version"], text=True)
        major = int(version.split()[2].split(".")[0])
        provider = ["--locale-provider=builtin"] if major >= 17 else []
        return [*provider, "--locale=C.UTF-8"]

    def _ensure_roles(self) -> None:
        """The database and its three roles, as deploy/roles.sql says for every installation."""
        script = ROLES_SQL.read_text("utf-8")
        stamp = self.home / "roles.sql"
        if stamp.exists() and stamp.read_text("utf-8") == script:
            return
        with self._superuser("postgres") as connection:
            found = "SELECT 1 FROM pg_database WHERE datname = %s"
            if connection.execute(found, [DATABASE]).fetchone() is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")
        with self._superuser(DATABASE) as connection:
            connection.execute(script.encode())
            for role in ("migrator", "app"):
                password = psycopg.sql.Literal(self._password(role))
                login = psycopg.sql.Identifier(LOGINS[role])
                change = psycopg.sql.SQL("ALTER ROLE {} PASSWORD {}").format(login, password)
                connection.execute(change)
        stamp.write_text(script, "utf-8")

    # --- small parts -------------------------------------------------------------------------

    def _superuser(self, database: str) -> psycopg.Connection:
        return psycopg.connect(
            host=str(self.socket_folder),
            user=LOGINS["superuser"],
            password=self._password("superuser"),
            dbname=database,
            autocommit=True,
            connect_timeout=5,
        )

    def _password(self, role: Role) -> str:
        """Generated on first use, in a file that only the one who starts the server can read."""
        path = self.home / "passwords" / role
        if not path.exists():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            self.home.chmod(0o711)
            draft = path.with_name(f".{role}.{os.getpid()}")
            handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w") as file:
                file.write(secrets.token_urlsafe(32))
            try:
                os.link(draft, path)
            except FileExistsError:
                pass  # another process was first: its password stands
            finally:
                draft.unlink()
        return path.read_text()

    def _settings(self) -> dict[str, str]:
        return {**SETTINGS, "unix_socket_directories": str(self.socket_folder)}

    def _socket_folder(self) -> Path:
        near = self.home / "run"
        if len(os.fsencode(near / ".s.PGSQL.5432.lock")) <= SOCKET_PATH_LIMIT:
            return near
        return dropping.short_folder(self.data)

    def _tool(self, name: str) -> Path:
        return dropping.programs(self.home, self.user) / name

    def _environment(self) -> dict[str, str]:
        return {"PATH": os.defpath, "LC_ALL": "C.UTF-8", "TZ": "UTC"}
