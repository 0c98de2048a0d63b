#!/usr/bin/env python3
"""Numbers taken over HTTP, beside an empty Django view. One command, one run:

    python bench/over_http.py [--seconds 8] [--clients 8]

Two web processes of `tingtang serve`, each asked by kiosks of 50 branches: each request is signed
in by the device's key, checked, recorded and kept under its idempotency key, everything durable.
Beside them an empty view of an empty Django project under the same server with as many processes.
The clients write bare HTTP on open connections, in two processes, on the same machine.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import socket
import sys
import time
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.insert(0, str(Path(__file__).parent / "hall"))

from world import MORNING, ROOT, World, found

if TYPE_CHECKING:
    from multiprocessing.synchronize import Barrier

    from world import BranchIds

sys.path[:0] = [str(ROOT / "tests")]
EMPTY = """
from django.conf import settings
settings.configure(ROOT_URLCONF=__name__, SECRET_KEY="x", ALLOWED_HOSTS=["*"], MIDDLEWARE=[])
import django
django.setup()
from django.core.wsgi import get_wsgi_application
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("empty", lambda request: HttpResponse("{}", content_type="application/json"))]
application = get_wsgi_application()
"""


@dataclass(frozen=True)
class Request:
    """What a kiosk asks, all but the key of each request."""

    path: str
    headers: str
    body: bytes


def main() -> None:
    """Measure, and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--clients", type=int, default=8)
    options = parser.parse_args()
    world = World()
    try:
        kiosks = [kiosk(ids) for ids in found(0)]
        (world.data / "empty_project.py").write_text(EMPTY)
        nothing = [Request("/empty", "", b"")]
        print(f"{'':28}{'a second':>10}{'p50 ms':>9}{'p99 ms':>9}{'of empty':>10}", flush=True)
        floor = 0.0
        for name, application, requests in (
            ("an empty Django view", "empty_project:application", nothing),
            ("numbers taken", "", kiosks),
        ):
            rate, p50, p99 = served(world, application, requests, options)
            floor = floor or rate
            share = rate / floor
            print(f"{name:28}{rate:10,.0f}{p50:9.1f}{p99:9.1f}{share:10.0%}", flush=True)
    finally:
        world.close()


def kiosk(ids: BranchIds) -> Request:
    """An enrolled kiosk of the branch, about to take a number."""
    from tingtang.access.actions import enrol_device, offer_device
    from tingtang.access.actor import Actor
    from tingtang.access.rights import Post
    from tingtang.api.people import device_key
    from tingtang.bank.branch.actions import set_clock
    from tingtang.kernel.clock import real_now

    at, day, now = MORNING, MORNING.date(), real_now()
    boss = Actor("job", "bench", Post.ADMINISTRATOR, frozenset([ids.branch]))
    head = Actor("job", "bench", Post.BRANCH_HEAD, frozenset([ids.branch]))
    set_clock(actor=head, branch_id=ids.branch, set_at=now, shows=at, scale=1)
    offered = offer_device(
        actor=boss, branch_id=ids.branch, name="k", post=Post.KIOSK, at=at, day=day, now=now
    )
    key = enrol_device(
        actor=boss, branch_id=ids.branch, device_id=offered.id, code=offered.code,
        at=at, day=day, now=now,
    )  # fmt: skip
    return Request(
        f"/api/branches/{ids.branch}/tickets",
        f"Authorization: Device {device_key(ids.branch, offered.id, key)}\r\n",
        json.dumps({"service": str(ids.service)}).encode(),
    )


def served(
    world: World, application: str, requests: list[Request], options: argparse.Namespace
) -> tuple[float, float, float]:
    """Answers a second, and the median and 99th percentile in milliseconds."""
    from served import free_port
    from tingtang.ops.serving import environment, parts, read

    port = free_port()
    serving = read("serve", ["--port", str(port)])
    env = environment(serving, world.data, world.cluster.dsn("app"))
    env["PYTHONPATH"] = os.pathsep.join([str(world.data), str(ROOT / "src")])
    web = parts(serving, env)[0]
    if application:
        web._command[-1] = application
    web.start()
    try:
        return asked(port, requests, options)
    finally:
        web.end(5)


def asked(
    port: int, requests: list[Request], options: argparse.Namespace
) -> tuple[float, float, float]:
    """What `served` says, of the server on `port`."""
    context = multiprocessing.get_context("fork")
    processes = min(2, options.clients)
    gate, results = context.Barrier(processes), context.Queue()
    each = options.clients // processes
    clients = [
        context.Process(target=ask, args=(port, requests, each, options.seconds, gate, results))
        for _ in range(processes)
    ]
    for client in clients:
        client.start()
    took = sorted(one for _ in clients for one in results.get(timeout=options.seconds + 60))
    for client in clients:
        client.join(timeout=30)
    milliseconds = [took[int(len(took) * share)] * 1000 for share in (0.5, 0.99)]
    return len(took) / options.seconds, *milliseconds


def ask(
    port: int,
    requests: list[Request],
    lines: int,
    seconds: float,
    gate: Barrier,
    results: multiprocessing.Queue[list[float]],
) -> None:
    """Keeps so many requests under way, one a connection, and notes how long each took."""
    import select

    open_lines = [connected(port) for _ in range(lines)]
    for warm in range(200):
        line = open_lines[warm % lines]
        send(line, requests[warm % len(requests)])
        receive(line)
    gate.wait(timeout=60)
    waiting, count, took = select.poll(), os.getpid() % 50, list[float]()
    begun = {}
    for line in open_lines:
        waiting.register(line, select.POLLIN)
        begun[line.fileno()] = (line, time.perf_counter())
        send(line, requests[(count := count + 1) % len(requests)])
    end = time.perf_counter() + seconds
    while begun:
        for number, _ in waiting.poll():
            line, since = begun.pop(number)
            receive(line)
            now = time.perf_counter()
            if now < end:
                took.append(now - since)
                begun[number] = (line, now)
                send(line, requests[(count := count + 1) % len(requests)])
    results.put(took)


def connected(port: int) -> socket.socket:
    for _ in range(300):
        try:
            line = socket.create_connection(("127.0.0.1", port))
        except OSError:
            time.sleep(0.1)
            continue
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return line
    raise RuntimeError("the server does not answer")


def send(line: socket.socket, request: Request) -> None:
    method = "POST" if request.body else "GET"
    line.sendall(
        f"{method} {request.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{request.headers}"
        f"Content-Type: application/json\r\nIdempotency-Key: {uuid.uuid4()}\r\n"
        f"Content-Length: {len(request.body)}\r\n\r\n".encode()
        + request.body
    )


def receive(line: socket.socket) -> None:
    """Reads one answer; a refusal ends the run."""
    answer = b""
    while b"\r\n\r\n" not in answer:
        answer += line.recv(65536)
    head, _, body = answer.partition(b"\r\n\r\n")
    if not head.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(answer[:600].decode("utf-8", "replace"))
    fields = head.lower().split(b"\r\n")
    length = next((each for each in fields if each.startswith(b"content-length:")), None)
    if length is None:
        while not body.endswith(b"0\r\n\r\n"):
            body += line.recv(65536)
    else:
        while len(body) < int(length.partition(b":")[2]):
            body += line.recv(65536)


if __name__ == "__main__":
    main()
