"""`tingtang doctor`: is everything as it should be? One line each; exit code 1 when it is not."""

import argparse
import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Literal

import psycopg

from tingtang.ops import voice
from tingtang.ops.errors import BadInput, CannotRun
from tingtang.ops.place import data_folder
from tingtang.ops.postgres import Cluster
from tingtang.ops.processes import user_of
from tingtang.ops.serving import AS_ROOT, server_of

Verdict = Literal["good", "mind", "bad"]
LEAST_FREE = 2 * 1024**3
LATE_CLOCK = 5 * 60  # seconds without a sign of the process that watches deadlines
# A policy that is not forced does not hold for the owner of the table. Which tables must have one
# is the catalogue check's business (`./tt check`); here only what an installation can get wrong.
UNFORCED = """
    SELECT c.relname FROM pg_class c
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'branch_id' AND NOT a.attisdropped
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
      AND NOT c.relispartition AND c.relrowsecurity AND NOT c.relforcerowsecurity
    ORDER BY 1
"""


@dataclass(frozen=True)
class Finding:
    """What was looked at, how it is, and the mend where it is not good."""

    name: str
    verdict: Verdict
    says: str


def run(words: list[str]) -> int:
    """Look at everything and tell."""
    parser = argparse.ArgumentParser("tingtang doctor", exit_on_error=False)
    parser.add_argument("--json", action="store_true")
    try:
        options, unknown = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        raise BadInput(str(error)) from error
    if unknown:
        raise BadInput(f"doctor does not know {' '.join(unknown)}")
    findings = [*database(), *map(call, (process_user, disk, fonts, voice_pack))]
    if options.json:
        body = {"format": "tingtang.doctor/1", "findings": [asdict(each) for each in findings]}
        print(json.dumps(body, ensure_ascii=False))
    else:
        for each in findings:
            print(f"{each.verdict:<5} {each.name:<14} {each.says}")
    return 1 if any(each.verdict == "bad" for each in findings) else 0


def call(look: Callable[[], Finding]) -> Finding:
    return look()


# --- the database, and what only it knows --------------------------------------------------------


def database() -> Iterator[Finding]:
    """Through the application's own role, as the server would; looking starts nothing."""
    try:
        with psycopg.connect(address(), connect_timeout=5, autocommit=True) as connection:
            yield answers(connection)
            yield role(connection)
            yield row_security(connection)
            yield same_time(connection)
            yield clock_process(connection)
    except (psycopg.Error, CannotRun) as error:
        reason = " ".join(str(error).split())
        yield Finding("database", "bad", f"does not answer ({reason}); start it: tingtang serve")


def address() -> str:
    named = os.environ.get("DATABASE_URL")
    if named:
        return named
    cluster = Cluster(data_folder())
    if cluster.pid() is None:
        raise CannotRun("the embedded one is not running")
    return cluster.dsn("app")


def answers(connection: psycopg.Connection) -> Finding:
    begun = time.perf_counter()
    row = connection.execute("SELECT current_setting('server_version')").fetchone()
    took = (time.perf_counter() - begun) * 1000
    version = str(row[0]).split()[0] if row else "?"
    if int(version.split(".")[0]) < 15:
        return Finding("database", "bad", f"PostgreSQL {version}: 15 or newer is needed")
    return Finding("database", "good", f"PostgreSQL {version} answers in {took:.1f} ms")


def role(connection: psycopg.Connection) -> Finding:
    row = connection.execute(
        "SELECT current_user, rolsuper OR rolbypassrls OR rolcreaterole OR rolcreatedb"
        " FROM pg_roles WHERE rolname = current_user"
    ).fetchone()
    if row is None or row[1]:
        says = "can step around row security; sign in as tingtang_app (deploy/roles.sql)"
        return Finding("role", "bad", f"{row[0] if row else '?'} {says}")
    return Finding("role", "good", f"{row[0]} has no special rights")


def row_security(connection: psycopg.Connection) -> Finding:
    unforced = [str(name) for (name,) in connection.execute(UNFORCED)]
    if unforced:
        names = ", ".join(unforced)
        return Finding("row security", "bad", f"not forced on {names}; run: tingtang migrate")
    row = connection.execute(
        "SELECT count(*) FROM pg_class WHERE relforcerowsecurity AND relkind IN ('r', 'p')"
    ).fetchone()
    return Finding("row security", "good", f"forced on {row[0] if row else 0} tables")


def same_time(connection: psycopg.Connection) -> Finding:
    row = connection.execute("SELECT extract(epoch FROM clock_timestamp())::float8").fetchone()
    apart = abs(time.time() - float(row[0])) if row else 0.0
    if apart > 2:
        says = f"{apart:.0f} s apart from the database's; set both by the same time server"
        return Finding("time", "bad", says)
    return Finding("time", "good", f"the same here and in the database, within {apart:.1f} s")


def clock_process(connection: psycopg.Connection) -> Finding:
    """The worker is the clock, too: its heartbeat tells whether deadlines are being watched."""
    row = connection.execute(
        "SELECT extract(epoch FROM now() - max(last_heartbeat))::float8 FROM procrastinate_workers"
    ).fetchone()
    age = row[0] if row else None
    if age is None or age > LATE_CLOCK:
        seen = "never" if age is None else f"last {age / 60:.0f} minutes ago"
        return Finding(
            "clock process", "bad", f"seen {seen}; deadlines pass unseen: tingtang serve"
        )
    return Finding("clock process", "good", f"seen {age:.0f} s ago")


# --- the machine ---------------------------------------------------------------------------------


def process_user() -> Finding:
    """Whom the server runs as: whoever breaks into a process of root's has the whole machine."""
    server = server_of(data_folder())
    user = None if server is None else user_of(server)
    if user is None:
        return Finding("process user", "mind", "no server runs here: tingtang serve")
    if user == 0:
        return Finding("process user", "mind", f"web, stream and clock {AS_ROOT}")
    return Finding("process user", "good", f"the server runs as user {user}, not as root")


def disk() -> Finding:
    folder = data_folder()
    while not folder.exists():
        folder = folder.parent
    free = shutil.disk_usage(folder).free
    says = f"{free / 1024**3:.1f} GiB free at {folder}"
    if free < LEAST_FREE:
        return Finding("disk", "bad", f"{says}; free some: PostgreSQL stops when it is full")
    return Finding("disk", "good", says)


def fonts() -> Finding:
    """Kiosks and walls draw with the fonts of the machine their browser runs on."""
    tool = shutil.which("fc-list")
    if tool:
        found = subprocess.run([tool, ":lang=zh"], capture_output=True, text=True, check=False)
        known = bool(found.stdout.strip())
    else:
        known = any(Path("/usr/share/fonts").rglob("*CJK*"))
    if known:
        return Finding("fonts", "good", "Chinese can be drawn on this machine")
    says = "no Chinese font: a screen on this machine shows boxes; install fonts-noto-cjk"
    return Finding("fonts", "mind", says)


def voice_pack() -> Finding:
    """Which voice walls speak with: the bank's recordings, espeak-ng's clips, or the browser's."""
    data = data_folder()
    passed_over = voice.fault_of_own(data)
    if passed_over:
        says = f"{data / voice.OWN} is passed over: its {voice.MANIFEST} is wrong ({passed_over})"
        return Finding("voice pack", "bad", says)
    pack = voice.pack_in_use(data)
    if pack is None:
        says = "the browser's speech, or none: there are no clips; run: tingtang voice make"
        return Finding("voice pack", "mind", says)
    whose = "own recordings" if pack.own else pack.made_by or "a pack of unknown make"
    if absent := pack.absent():
        mend = "put them there" if pack.own else "run: tingtang voice make"
        return Finding("voice pack", "bad", f"{whose}: missing {_named(absent)}; {mend}")
    if unlisted := pack.unlisted():
        says = (
            f"{whose}, {pack.count} clips; calls with {_named(unlisted)} need the browser's speech"
        )
        return Finding("voice pack", "mind", says)
    return Finding("voice pack", "good", f"{whose}, {pack.count} clips in {pack.folder}")


def _named(clips: list[str], most: int = 6) -> str:
    more = f" and {len(clips) - most} more" if len(clips) > most else ""
    return ", ".join(clips[:most]) + more
