"""`tingtang serve` and `tingtang up`: the whole branch as one command."""

import argparse
import fcntl
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path

from tingtang.ops import espeak, figures, migrating
from tingtang.ops.errors import BadInput, CannotRun
from tingtang.ops.place import data_folder
from tingtang.ops.postgres import Cluster
from tingtang.ops.processes import command_line
from tingtang.ops.supervisor import Database, Program, Supervisor, Watch, tell

AS_ROOT = (
    "run as root: good for trying; a branch's server is started as a user of its own "
    "(deploy/tingtang.service)"
)
MOST_AWAITED = 256  # bodies a web process
MOST_TABLES_AWAITED = 8  # of larger ones, which only decision tables have
SPARE = 32  # threads of a web process that never wait for a body


def run(name: str, words: list[str]) -> int:
    """Serve until told to stop."""
    options = read(name, words)
    demand_free(options.host, options.port, options.port + 1, options.port + 2)
    data = data_folder()
    data.mkdir(mode=0o711, parents=True, exist_ok=True)
    with alone(data):
        return serve(options, data, everything=name == "up")


def read(name: str, words: list[str]) -> argparse.Namespace:
    """The command's options."""
    parser = argparse.ArgumentParser(f"tingtang {name}", exit_on_error=False)
    parser.add_argument("--port", type=int, default=8000, help="the two after it are used, too")
    parser.add_argument("--host", default="127.0.0.1", help="0.0.0.0 serves other machines, too")
    parser.add_argument("--workers", type=int, default=2, help="web processes")
    parser.add_argument(
        "--threads", type=int, default=4, help="handled at once by each web process"
    )
    if name == "up":
        parser.add_argument("--no-demo", action="store_true", help="an empty house")
        parser.add_argument("--no-play", action="store_true", help="the demonstration day stands")
    try:
        options, unknown = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        raise BadInput(str(error)) from error
    if unknown:
        raise BadInput(f"{name} does not know {' '.join(unknown)}; see tingtang {name} --help")
    if not 0 < options.port < 65534:
        raise BadInput("must lie between 1 and 65533", where="--port")
    return options


def demand_free(host: str, *ports: int) -> None:
    for port in ports:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((host, port))
            except OSError as error:
                raise CannotRun(
                    f"port {port} of {host} cannot be used ({error.strerror}); choose another "
                    "with --port (the two after it are used, too)"
                ) from error


@contextmanager
def alone(data: Path) -> Iterator[None]:
    """One server a data folder; the lock goes with the process, however it ends."""
    with (data / "serve.lock").open("a+") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.seek(0)
            raise CannotRun(
                f"{data} is being served already, by process {lock.read().strip()}; stop that one "
                "or choose another --data"
            ) from None
        lock.truncate(0)
        lock.write(str(os.getpid()))
        lock.flush()
        yield


def server_of(data: Path) -> int | None:
    """The process that serves this data folder now."""
    try:
        pid = int((data / "serve.lock").read_text())
    except (FileNotFoundError, ValueError):
        return None
    return pid if {"serve", "up"} & set(command_line(pid)) else None


def serve(options: argparse.Namespace, data: Path, *, everything: bool) -> int:
    """Database, schema, demonstration, then the parts; until told to stop."""
    named = os.environ.get("DATABASE_URL")
    cluster = None if named else Cluster(data)
    supervisor = Supervisor(Watch(Database(cluster)) if cluster else None)
    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(number, supervisor.stop)
    try:
        if cluster:
            cluster.start()
            supervisor.watch_database()
        prepare_schema(cluster)
        env = environment(options, data, named or (cluster.dsn("app") if cluster else ""))
        if everything:
            prepare_voice(data)
        with_demo = everything and not options.no_demo and has_demo()
        if with_demo:
            load_demo(env)
        figures.clear(data)
        for part in parts(options, env):
            supervisor.add(part)
        if supervisor.run_until_ready():
            tell(f"ready at http://localhost:{options.port}")
            if os.geteuid() == 0:
                tell(f"the web, stream and clock processes {AS_ROOT}")
            if with_demo and not options.no_play:
                supervisor.add(Program("demonstration", ours("demo", "play"), env), once=True)
            supervisor.run()
    finally:
        supervisor.end()
    tell("stopped")
    return 0


def prepare_schema(cluster: Cluster | None) -> None:
    """The embedded database follows the program; a bank's own changes when its people say so."""
    if cluster:
        migrating.migrate(cluster.dsn("migrator"))
    elif url := os.environ.get("TINGTANG_MIGRATOR_URL"):
        migrating.migrate(url)


def prepare_voice(data: Path) -> None:
    """Without a voice the branch runs all the same."""
    done = espeak.prepare(data)
    if done:
        tell(done)


def environment(options: argparse.Namespace, data: Path, database_url: str) -> dict[str, str]:
    """What the parts are told: of the database's roles, only the application's."""
    env = {name: value for name, value in os.environ.items() if name != "TINGTANG_MIGRATOR_URL"}
    return {
        **env,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "tingtang.ops.settings",
        "TINGTANG_DATA": str(data),
        "TINGTANG_HOST": options.host,
        "TINGTANG_PORT": str(options.port),
        # A proxy may show browsers the stream at another port than the one it listens on.
        "TINGTANG_STREAM_PORT": env.get("TINGTANG_STREAM_PORT", str(options.port + 1)),
        "TINGTANG_THREADS": str(options.threads),
        "TINGTANG_METRICS_PORT": str(options.port + 2),
    }


def parts(options: argparse.Namespace, env: dict[str, str]) -> list[Program]:
    """The processes of a running branch; the stream and the worker once they are there."""
    asked = reached(options.host)
    # Most of them only wait for bodies (handling); granian makes them when they are needed.
    threads = [
        "--blocking-threads",
        str(options.threads + MOST_AWAITED + MOST_TABLES_AWAITED + SPARE),
    ]
    found = [
        Program(
            "web",
            [
                *granian("wsgi", options.host, options.port, options.workers),
                *threads,
                *("--log-level", "error"),  # it warns of so many threads
                "tingtang.ops.wsgi:application",
            ],
            env,
            f"http://{asked}:{options.port}/readyz",
        )
    ]
    if exists("tingtang.live.stream"):
        stream = stream_server(options.host, options.port + 1)
        url = f"http://{asked}:{options.port + 1}/healthz"
        found.append(Program("stream", [*stream, "tingtang.ops.stream:app"], env, url))
    if exists("tingtang.ops.worker"):
        # Not with -m: procrastinate wants its app in a module that is not the main one.
        command = [sys.executable, "-c", "from tingtang.ops.worker import main; main()"]
        found.append(Program("worker", command, env))
    found.append(Program("twin", [sys.executable, "-m", "tingtang.ops.twin"], env))
    command = [sys.executable, "-m", "tingtang.ops.metrics"]
    watched = reached(os.environ.get("TINGTANG_METRICS_HOST", "127.0.0.1"))
    url = f"http://{watched}:{options.port + 2}/healthz"
    found.append(Program("metrics", command, env, url))
    return found


def reached(host: str) -> str:
    """Where a server that listens on `host` is asked from this machine."""
    return "127.0.0.1" if host == "0.0.0.0" else host


def granian(interface: str, host: str, port: int, workers: int) -> list[str]:
    # Open streams would keep a worker from ending for ever: hence the kill timeout.
    return [
        *(sys.executable, "-m", "granian", "--interface", interface),
        *("--host", host, "--port", str(port), "--workers", str(workers)),
        *("--no-ws", "--respawn-failed-workers", "--respawn-interval", "0.2"),
        *("--workers-kill-timeout", "2", "--log-level", "warning"),
    ]


def stream_server(host: str, port: int) -> list[str]:
    # A stream is one request that lasts: by default the 1,025th would wait until another ends.
    return [
        *granian("asgi", host, port, 1),
        *("--loop", "uvloop", "--backpressure", "50000", "--http1-buffer-size", "8192"),
    ]


def ours(*words: str) -> list[str]:
    return [sys.executable, "-m", "tingtang.ops.main", *words]


def exists(module: str) -> bool:
    """Whether a module is there, without loading it."""
    try:
        return find_spec(module) is not None
    except ModuleNotFoundError:
        return False


def has_demo() -> bool:
    return exists("tingtang.management.commands.demo")


def load_demo(env: dict[str, str]) -> None:
    """Loading twice changes nothing."""
    if subprocess.run(ours("demo", "load"), env=env, check=False).returncode:
        raise CannotRun("the demonstration bank could not be loaded; start with --no-demo")
