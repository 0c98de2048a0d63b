"""A real branch in processes of its own, for tests over HTTP, in a browser, and with violence."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import httpx


def free_port() -> int:
    """A port that is free now, with the next two, which stream and metrics take."""
    for _ in range(50):
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            first.bind(("127.0.0.1", 0))
            port = int(first.getsockname()[1])
            try:
                second.bind(("127.0.0.1", port + 1))
                third.bind(("127.0.0.1", port + 2))
            except (OSError, OverflowError):
                continue
            return port
    raise RuntimeError("no three neighbouring ports are free")


class Served:
    """`tingtang serve` on a data folder."""

    def __init__(self, data: Path, *words: str, port: int = 0) -> None:
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.stream_url = f"http://127.0.0.1:{self.port + 1}"
        self.metrics_url = f"http://127.0.0.1:{self.port + 2}/metrics"
        self.log = data / f"serve-{self.port}.log"
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-m", "tingtang.ops.main", "serve", "--port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--data", str(data), *words], env=env, stdout=log, stderr=log
            )

    def ready(self) -> bool:
        """Whether the web and its database answer."""
        try:
            return httpx.get(f"{self.url}/readyz", timeout=2, trust_env=False).status_code == 200
        except httpx.HTTPError:
            return False

    def await_ready(self, timeout: float = 60) -> float:
        """Seconds until it was ready."""
        begun = time.monotonic()
        while not self.ready():
            if self.process.poll() is not None:
                raise RuntimeError(f"the server has ended:\n{self.said()}")
            if time.monotonic() - begun > timeout:
                raise RuntimeError(f"not ready within {timeout:.0f} s:\n{self.said()}")
            time.sleep(0.02)
        return time.monotonic() - begun

    def said(self) -> str:
        return self.log.read_text("utf-8", "replace")

    def stop(self) -> float:
        """Seconds until it had ended in good order."""
        begun = time.monotonic()
        self.process.terminate()
        self.process.wait(timeout=30)
        return time.monotonic() - begun

    def kill(self) -> None:
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def kill_all(self) -> None:
        """The command and everything that it started, at one blow."""
        family = [self.process.pid]
        for pid in family:
            children = Path(f"/proc/{pid}/task/{pid}/children").read_text()
            family += map(int, children.split())
        for pid in family:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()
