"""A browser's end of the event stream, over a real socket."""

import json
import os
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode

import httpx

from served import free_port
from tingtang.live.tokens import Claims, mint
from tingtang.ops.serving import stream_server

PATIENCE_S = 30  # of a socket that should speak: no test waits for it to pass


class Event(NamedTuple):
    """One server-sent event."""

    kind: str
    id: int | None
    data: dict[str, Any]


class StreamProcess:
    """The stream as it runs in production, on a port of its own."""

    def __init__(self, data: Path) -> None:
        port = free_port()
        self.page = f"http://127.0.0.1:{port}"  # where the pages would come from
        self.host, self.port = "127.0.0.1", port + 1
        self.log = data / f"stream-{self.port}.log"
        env = os.environ | {
            "TINGTANG_PORT": str(port),
            "PYTHONPATH": str(Path(__file__).parents[2] / "src"),
        }
        command = [*stream_server(self.host, self.port), "tingtang.live.stream:app"]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=env, stdout=log, stderr=log)

    def await_ready(self) -> None:
        until = time.monotonic() + PATIENCE_S
        while time.monotonic() < until:
            try:
                self.get("/healthz")
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(self.log.read_text())

    def get(self, path: str, **headers: str) -> httpx.Response:
        """A request that is answered at once."""
        url = f"http://{self.host}:{self.port}{path}"
        return httpx.get(url, headers=headers, timeout=10, trust_env=False)

    def stop(self) -> None:
        self.process.terminate()
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()


class Listener:
    """An open stream."""

    def __init__(
        self,
        stream: StreamProcess,
        claims: Claims,
        *,
        last: int | None = None,
        in_query: bool = False,
        minted_at: float | None = None,
        base: str = "",
    ) -> None:
        self._connection = HTTPConnection(stream.host, stream.port, timeout=PATIENCE_S)
        query = {"view": claims.view}
        headers = {
            "Cookie": f"other=1; tt_live_{claims.view}={mint(claims, minted_at)}",
            "Origin": stream.page,
        }
        if last is not None and in_query:
            query["last_event_id"] = str(last)
        elif last is not None:
            headers["Last-Event-ID"] = str(last)
        path = f"{base}/live/{claims.branch}?{urlencode(query)}"
        self._connection.request("GET", path, headers=headers)
        self.answer: HTTPResponse = self._connection.getresponse()

    def events(self) -> Iterator[Event]:
        """The events as they come, until the stream ends."""
        fields: dict[str, str] = {}
        for line in self.answer:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
                continue
            last = int(fields["id"]) if "id" in fields else None
            yield Event(fields["event"], last, json.loads(fields["data"]))
            fields = {}

    def next(self, *kinds: str) -> Event:
        """The next event of these kinds; whatever else comes is passed over."""
        for event in self.events():
            if event.kind in kinds:
                return event
        raise EOFError("the stream has ended")

    def close(self) -> None:
        self.answer.close()
        self._connection.close()
