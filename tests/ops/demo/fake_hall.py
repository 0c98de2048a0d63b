"""A hall in memory behind the API of docs/http.md: enough for the player to play against."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import httpx

from tingtang.engines import line

MIDNIGHT = datetime(2026, 11, 19, 16, tzinfo=UTC)  # in Shanghai
MOVES = {
    "recall": ("called", "called"),
    "arrive": ("called", "serving"),
    "no-show": ("called", "missed"),
    "rejoin": ("missed", "waiting"),
    "park": ("serving", "parked"),
    "late": ("waiting", "parked"),
    "resume": ("parked", "waiting"),
    "transfer": ("serving", "waiting"),
}
AT_THE_COUNTER = {*MOVES, "finish", "abandon"}
Json = dict[str, Any]


class Refused(Exception):
    def __init__(self, status: int, code: str) -> None:
        self.status = status
        self.code = code


@dataclass
class FakeHall:
    """One branch; every `fault` is asked before a request and may answer in the hall's stead."""

    seats: dict[str, list[str]]  # counter number: services
    services: list[str]
    scale: float = 600.0
    starts_s: float = 8 * 3600.0
    fault: Callable[[httpx.Request], httpx.Response | None] = lambda _: None
    asks_back: bool = False  # whoever takes a pause is asked back from it
    asks_anybody: bool = False  # once: whoever is free, where somebody has left
    state: Json = field(default_factory=dict)
    ended: dict[str, Json] = field(default_factory=dict)
    calls: list[str] = field(default_factory=list)
    verbs: list[tuple[str, str]] = field(default_factory=list)  # verb, key
    _sequence: Any = field(default_factory=lambda: count(1))
    _answers: dict[str, Json] = field(default_factory=dict)
    _changed: asyncio.Event = field(default_factory=asyncio.Event)
    _began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.state = {
            "branch": {"clock_scale": self.scale, "zone": "Asia/Shanghai"},
            "day": {"date": "2026-11-20", "state": "before"},
            "services": {f"id-{one}": {"id": f"id-{one}", "icon": one} for one in self.services},
            "seats": {
                f"c{number}": {"number": number, "version": 0, "state": "vacant", "services": can}
                for number, can in self.seats.items()
            },
            "tickets": {},
            "help": {},
        }

    def now(self) -> datetime:
        passed_s = (time.monotonic() - self._began) * self.scale
        return MIDNIGHT + timedelta(seconds=self.starts_s + passed_s)

    def run_at(self, scale: float) -> None:
        self.starts_s = (self.now() - MIDNIGHT).total_seconds()
        self._began, self.scale = time.monotonic(), scale
        self.state["branch"]["clock_scale"] = scale

    def transport(self) -> httpx.MockTransport:
        return httpx.MockTransport(self._handle)

    # ------------------------------------------------------------------------------- the door

    async def _handle(self, request: httpx.Request) -> httpx.Response:
        found = self.fault(request)
        if found is not None:
            return found
        path = re.sub(r"^/[sv]/[^/]+", "", request.url.path)
        if path == "/enter" or path.startswith("/p/"):
            base = f"/v/{path[3:]}" if path.startswith("/p/") else request.url.path[:-6]
            return httpx.Response(302, headers={"Location": f"{base}/page/"})
        if path == "/api/me":
            return httpx.Response(200, json={"branch": {"id": "b"}, "csrf": "token"})
        if path == "/live":
            return httpx.Response(200, content=self._stream())
        try:
            return httpx.Response(200, json=self._once(request, path))
        except Refused as refused:
            return httpx.Response(refused.status, json={"code": refused.code, "title": ""})

    def _once(self, request: httpx.Request, path: str) -> Json:
        key = request.headers["Idempotency-Key"]
        if key not in self._answers:
            body = json.loads(request.content or b"{}")
            seen = request.headers.get("If-Match", "").strip('"')
            self._answers[key] = self._verb(path, body, int(seen) if seen else None)
            self.verbs.append((path.rsplit("/", 1)[1], key))
            self._tell()
        return self._answers[key]

    def _verb(self, path: str, body: Json, seen: int | None) -> Json:
        _, _, noun, *rest = path.split("/")
        if noun == "live":
            return {"url": "live", "expires_in": 300}
        if noun == "branches":
            return self._branch(rest[1:], body)
        if noun == "counters":
            return self._counter(rest[0], rest[1], body, seen)
        if noun == "tickets":
            return self._ticket(rest[0], rest[1], body)
        self.state["help"][rest[0]]["state"] = {"answer": "answered", "close": "closed"}[rest[1]]
        return {"id": rest[0]}

    async def _stream(self) -> AsyncIterator[bytes]:
        while True:
            changed = self._changed
            data = {"at": self.now().isoformat(), "sequence": next(self._sequence)}
            text = json.dumps({**data, "state": self.state})
            yield f"event: snapshot\nid: {data['sequence']}\ndata: {text}\n\n".encode()
            await changed.wait()

    def _tell(self) -> None:
        self._changed.set()
        self._changed = asyncio.Event()

    # ------------------------------------------------------------------------------ the verbs

    def _branch(self, path: list[str], body: Json) -> Json:
        if path[0] == "day":
            states = {"prepare": "before", "open": "open", "close": "closed"}
            self.state["day"]["state"] = states.get(path[1], path[1].replace("-", "_"))
            return {}
        if path[0] == "help":
            help_id = f"h{len(self.state['help'])}"
            self.state["help"][help_id] = {"state": "asked"}
            return {"id": help_id}
        if self.state["day"]["state"] not in ("before", "open"):
            raise Refused(409, "no_more_numbers")
        version = next(self._sequence)
        ticket = {
            "id": f"t{version}",
            "number": f"A{version:05}",
            "version": version,
            "state": "waiting",
            "service": body["service"],
            "class": body.get("class", "ordinary"),
            "issued_at": self.now().isoformat(),
        }
        self.state["tickets"][ticket["id"]] = ticket
        return {**ticket, "phone_path": f"/p/{ticket['id']}"}

    def _counter(self, counter: str, verb: str, body: Json, seen: int | None) -> Json:
        seat = self.state["seats"][counter]
        if seen != seat["version"]:
            raise Refused(412, "stale_screen")
        if verb == "call-next":
            return self._call_next(counter, seat)
        states = {"take": "paused", "open": "open", "pause": "paused", "leave": "vacant"}
        seat["state"], seat["version"] = states.get(verb, seat["state"]), next(self._sequence)
        seat.pop("summons", None)
        if (verb == "pause" and self.asks_back) or (verb == "leave" and self.asks_anybody):
            self.asks_anybody = False
            until = (self.now() + timedelta(minutes=10)).isoformat()
            seat["summons"] = {"until": until, "declined": False}
        return {"version": seat["version"], "state": seat["state"]}

    def _call_next(self, counter: str, seat: Json) -> Json:
        if seat["state"] != "open":
            raise Refused(409, "counter_paused")
        seat["version"] = next(self._sequence)
        self._end(seat.pop("ticket", None), "served")
        can = {f"id-{one}" for one in seat["services"]}
        heads = [
            one
            for one in self.state["tickets"].values()
            if one["state"] == "waiting" and one["service"] in can
        ]
        heads.sort(key=lambda one: one["version"])
        n = len(heads)
        index, _ = line.choose(
            line.PRIORITY,
            0.0,
            n,
            range(n),
            [0.0] * n,
            [1 if one["class"] == "vip" else 3 for one in heads],
            [1.0] * n,
            [0.0] * n,
            [0] * n,
            [-1] * n,
            [-1.0] * n,
        )
        if index == line.NOBODY:
            return {"version": seat["version"]}
        called = heads[index]
        called |= {"state": "called", "counter": counter}
        seat["ticket"] = called["id"]
        self.calls.append(called["id"])
        now = self.now()
        return {
            "called": {
                "id": called["id"],
                "number": called["number"],
                "recall_after": (now + timedelta(seconds=15)).isoformat(),
                "pass_after": (now + timedelta(seconds=90)).isoformat(),
            },
            "version": seat["version"],
        }

    def _ticket(self, ticket: str, verb: str, body: Json) -> Json:
        one = self.state["tickets"].get(ticket) or self.ended.get(ticket)
        if one is None:
            raise Refused(404, "unknown_ticket")
        if verb in ("finish", "abandon"):
            if ticket not in self.state["tickets"]:
                raise Refused(409, "wrong_state")
            self._end(ticket, "served" if verb == "finish" else "abandoned")
        elif verb in MOVES:
            before, after = MOVES[verb]
            if one["state"] != before:
                raise Refused(409, "wrong_state")
            one["state"] = after
            one["service"] = body.get("service", one["service"])
            if after in ("missed", "parked", "waiting"):
                one.pop("counter", None)
        elif verb == "mark":
            one["class"] = body.get("class", one["class"])
        one["version"] = next(self._sequence)
        for seat in self.state["seats"].values():
            if seat.get("ticket") == ticket and verb in AT_THE_COUNTER:
                seat["version"] = one["version"]
                if verb not in ("recall", "arrive"):
                    del seat["ticket"]
        return {"id": ticket, "version": one["version"], "state": one["state"]}

    def _end(self, ticket: str | None, outcome: str) -> None:
        if ticket is not None and ticket in self.state["tickets"]:
            self.ended[ticket] = {**self.state["tickets"].pop(ticket), "outcome": outcome}
