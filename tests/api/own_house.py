"""A demonstration in processes of its own, whose database a test may stop: others never notice."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import psycopg

from served import free_port
from tingtang.ops.migrating import migrate
from tingtang.ops.postgres import Cluster
from tingtang.ops.serving import environment, parts, read
from tingtang.ops.supervisor import Program


class OwnHouse:
    """A data folder with the demonstration bank, its database, and its web processes."""

    def __init__(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="tt-"))
        self.data.chmod(0o711)
        self.cluster = Cluster(self.data, end_with_parent=True)
        self.cluster.start()
        migrate(self.cluster.dsn("migrator"))
        self._run("demo", "load")
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.web = self._web("127.0.0.1")

    def _environment(self, host: str) -> dict[str, str]:
        options = read("serve", ["--port", str(self.port), "--host", host])
        return environment(options, self.data, self.cluster.dsn("app"))

    def _web(self, host: str) -> Program:
        """The web part as `serve` starts it."""
        options = read("serve", ["--port", str(self.port), "--host", host])
        web = parts(options, self._environment(host))[0]
        web.start()
        self.await_status("/healthz", 200)
        return web

    def _run(self, *words: str) -> None:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-m", "tingtang.ops.main", *words, "--data", str(self.data)]
        done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr

    def restart(self, host: str = "127.0.0.1") -> None:
        """End the web processes as `serve` does, and start others."""
        self.web.end(5)
        self.web = self._web(host)

    def stop_database(self) -> None:
        self.cluster.stop(even_if_used=True)

    def start_database(self) -> None:
        self.cluster.start()
        self.await_status("/readyz", 200)

    def await_status(self, path: str, status: int) -> None:
        self._await(lambda: httpx.get(self.url + path, trust_env=False).status_code == status)

    def _await(self, true: Callable[[], bool]) -> None:
        until = time.monotonic() + 60
        while True:
            try:
                if true():
                    return
            except httpx.HTTPError:
                pass
            assert time.monotonic() < until, "the house does not come up"
            time.sleep(0.02)

    def connections(self) -> int:
        """How many the application has open to its database."""
        with psycopg.connect(self.cluster.dsn("migrator"), autocommit=True) as asking:
            found = asking.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                " AND pid <> pg_backend_pid()"
            ).fetchone()
        return int(found[0]) if found else 0

    def close(self) -> None:
        self.web.end(5)
        self.cluster.stop(even_if_used=True)

    # ------------------------------------------------------------------------- callers

    def client(self, seat: str = "") -> "Seat":
        """A browser that has opened a seat, or none."""
        return Seat(self, seat)


class Seat:
    """A browser at one seat of the demonstration."""

    def __init__(self, house: OwnHouse, seat: str) -> None:
        self.http = httpx.Client(base_url=house.url, trust_env=False, timeout=30)
        self.base = f"/s/{seat}" if seat else ""
        if seat:
            entered = self.http.get(f"{self.base}/enter")
            assert entered.status_code == 302, entered.text
        self.me: Any = self.http.get(f"{self.base}/api/me").json()

    def get(self, path: str, headers: Mapping[str, str] | None = None) -> httpx.Response:
        return self.http.get(self.base + path, headers=headers)

    def post(self, path: str, body: object, key: str = "", **headers: str) -> httpx.Response:
        sent = {"Idempotency-Key": key or str(uuid4()), "X-CSRFToken": self.me["csrf"], **headers}
        return self.http.post(self.base + path, json=body, headers=sent)
