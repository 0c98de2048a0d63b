"""The demonstration that the journeys walk through: real processes, a real database of its own."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx

from journeys.stagehand import Stagehand
from served import Served
from tingtang.api import demonstration
from tingtang.ops.demo.portfolio import Client, clients_of
from tingtang.ops.migrating import migrate
from tingtang.ops.postgres import Cluster


class House:
    """A data folder with the demonstration bank, served; tests found branches as they need them."""

    def __init__(self) -> None:
        self.data = Path(tempfile.mkdtemp(prefix="tt-"))
        self.data.chmod(0o711)
        self.cluster = Cluster(self.data, end_with_parent=True)
        self.cluster.start()
        migrate(self.cluster.dsn("migrator"))
        self._load()
        self.stagehand = Stagehand(self._environment(DATABASE_URL=self.cluster.dsn("app")))
        self.served = Served(self.data)
        self.served.await_ready()
        self._branches = 0

    @property
    def url(self) -> str:
        return self.served.url

    def branch(self) -> "Branch":
        """A branch that nobody has used."""
        self._branches += 1
        code = f"hall{self._branches}"
        return Branch(self, code)

    def kill(self) -> None:
        """Everything that serves dies at once."""
        self.served.kill_all()

    def revive(self) -> None:
        """The same command again, on the same ports."""
        self.served = Served(self.data, port=self.served.port)
        self.served.await_ready()

    @contextmanager
    def like_a_bank(self) -> Iterator[None]:
        """Meanwhile the folder is not marked: the first page asks people to sign in."""
        mark, away = self.data / demonstration.NAME, self.data / "unmarked"
        mark.rename(away)
        try:
            yield
        finally:
            away.rename(mark)

    def close(self) -> None:
        self.served.stop()
        self.cluster.stop(even_if_used=True)
        self.stagehand.end()

    def _load(self) -> None:
        command = [sys.executable, "-m", "tingtang.ops.main", "demo", "load"]
        done = subprocess.run(
            command, env=self._environment(), capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr

    def _environment(self, **more: str) -> dict[str, str]:
        named = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        return {**named, "TINGTANG_DATA": str(self.data), **more}


class Branch:
    """One branch of the house: its seats, its clock."""

    def __init__(self, house: House, code: str) -> None:
        self.house = house
        self.code = code
        self.founded = house.stagehand.branch(code)
        self.id = self.founded.id

    def base(self, seat: str) -> str:
        return f"{self.house.url}/s/{self.code}-{seat}"

    def forward(self, seconds: float) -> None:
        """Put the branch's clock forward."""
        self.house.stagehand.forward(self.id, seconds)

    def bring_customers(self) -> tuple[Client, ...]:
        """Customers with a file at this branch, VIPs first."""
        self.house.stagehand.bring_customers(self.id, self.code)
        return clients_of(self.code)

    def hand(self, seat: str) -> "Hand":
        """Somebody at a seat who needs no screen."""
        return Hand(self, seat)


class Hand:
    """A seat of the branch, worked through the door rather than on a screen: for what is no test's
    point.
    """

    def __init__(self, branch: Branch, seat: str) -> None:
        self.branch = branch
        self.http = httpx.Client(base_url=branch.base(seat), trust_env=False, timeout=30)
        entered = self.http.get("/enter")
        assert entered.status_code == 302, entered.text
        self.me: Any = self.http.get("/api/me").json()

    def post(self, path: str, body: object = None, *, match: int | None = None) -> Any:
        answer = self._send(path, body, match)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def refused(self, path: str, body: object = None, *, match: int | None = None) -> str:
        """The code with which the server refuses."""
        answer = self._send(path, body, match)
        assert answer.status_code == 409, answer.text
        return str(answer.json()["code"])

    def _send(self, path: str, body: object, match: int | None) -> httpx.Response:
        headers = {"Idempotency-Key": str(uuid4()), "X-CSRFToken": self.me["csrf"]}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        return self.http.post(path, json=body or {}, headers=headers)

    def get(self, path: str) -> Any:
        answer = self.http.get(path)
        assert answer.status_code == 200, answer.text
        return answer.json()

    # ------------------------------------------------------------ at the kiosk or in the lobby

    def take_number(self, service: str = "A", **wish: object) -> Any:
        """A number of the service with this prefix."""
        wish["service"] = self.branch.founded.services[service]
        return self.post(f"/api/branches/{self.branch.id}/tickets", wish)

    def read_card(self, number: str) -> Any:
        """A card is put into the reader of the kiosk; the visit that begins."""
        card = {"kind": "card", "number": number}
        return self.post(f"/api/branches/{self.branch.id}/card-read", card)["visit"]

    # ------------------------------------------------------------ at a counter

    def sit(self, number: str) -> Any:
        """Take a counter and open it."""
        counters = self.get(f"/api/branches/{self.branch.id}/counters")["counters"]
        seat = next(each for each in counters if each["number"] == number)
        taken = self.post(f"/api/counters/{seat['id']}/take", match=seat["version"])
        return self.post(f"/api/counters/{seat['id']}/open", match=taken["version"])
