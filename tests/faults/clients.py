"""Kiosks and tellers over HTTP, as impatient as real ones: asked again until answered, one key."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from queue import SimpleQueue
from typing import Any

import httpx

from faults.told import Acknowledged

PASSWORD = "correct horse battery staple"
AGAIN = frozenset({429, 502, 503, 504})  # come back later, says the door


@dataclass
class House:
    """What all clients share: where the server is now, and what happened."""

    url: str = ""
    progress: "SimpleQueue[str]" = field(default_factory=SimpleQueue)
    told: list[Acknowledged] = field(default_factory=list)
    closed: threading.Event = field(default_factory=threading.Event)

    def start(self, name: str, work: Callable[["Client"], None]) -> threading.Thread:
        """A client in a thread of its own, who says when it is done, or why it failed."""

        def run() -> None:
            try:
                work(Client(self, name))
                self.progress.put(f"done: {name}")
            except BaseException as error:
                self.progress.put(f"failed: {name}: {error!r}")

        thread = threading.Thread(target=run, name=name, daemon=True)
        thread.start()
        return thread


class Client:
    """One browser or device."""

    def __init__(self, house: House, name: str) -> None:
        self.house, self.name = house, name
        self.http = httpx.Client(timeout=20, trust_env=False)
        self.count = 0

    def _send(self, path: str, body: object, headers: dict[str, str]) -> httpx.Response:
        """The door's answer, however often it has to be asked for."""
        while True:
            try:
                url = self.house.url + path
                answer = self.http.post(url, json=body, headers={**headers, **self._guard()})
                if answer.status_code not in AGAIN:
                    return answer
            except httpx.HTTPError:
                pass
            time.sleep(0.02)

    def _guard(self) -> dict[str, str]:
        token = self.http.cookies.get("csrftoken")
        return {"X-CSRFToken": token} if token else {}

    def post(self, path: str, body: object, match: int | None = None) -> Any:
        """A verb, which must succeed; what it told is kept."""
        key = f"{self.name}-{self.count}"
        headers = {"Idempotency-Key": key}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        self.house.progress.put("asked")
        answer = self._send(path, body, headers)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        self.house.told.append(Acknowledged(self.name, key, answer.text))
        self.count += 1
        self.house.progress.put("told")
        return answer.json()

    def sign_in(self, login: str, invitation: str) -> None:
        """Follow the one-time link, choose a password, sign in."""
        self.http.get(f"{self.house.url}/api/me")
        for path, body in (
            (f"/api/invites/{invitation}", {"password": PASSWORD}),
            ("/api/session", {"login": login, "password": PASSWORD}),
        ):
            answer = self._send(path, body, {})
            assert answer.status_code == 200, answer.text

    def enrol(self, code: str) -> None:
        """Exchange the one-time code for the device's key."""
        self.http.get(f"{self.house.url}/api/me")
        answer = self._send(f"/api/enrolments/{code}", {}, {})
        assert answer.status_code == 200, answer.text
        self.http.headers["Authorization"] = f"Device {answer.json()['key']}"
        self.http.cookies.clear()


def give(client: Client, branch: str, services: list[str], numbers: int) -> None:
    """A kiosk: so many numbers."""
    while client.count < numbers:
        service = services[client.count % len(services)]
        client.post(f"/api/branches/{branch}/tickets", {"service": service})


def serve(client: Client, counter: str) -> None:
    """A teller: the next, and the next, with the version on the screen, until nobody comes."""
    client.post(f"/api/counters/{counter}/pause", {"reason": "preparing"})
    version = client.post(f"/api/counters/{counter}/open", {})["version"]
    while True:
        last = client.house.closed.is_set()
        answer = client.post(f"/api/counters/{counter}/call-next", {}, match=version)
        version = answer["version"]
        if "called" not in answer:
            if last:
                return
            client.house.closed.wait(0.3)
