"""A seat at the one door: what a device or a member of staff can do over HTTP (docs/http.md).

A verb that is not answered is asked again under the same key until the server is back, as a person
would press again: it has one effect. A refusal is raised, and never asked again.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import re
import sys
import time
from collections.abc import AsyncIterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from importlib.util import find_spec
from types import TracebackType
from typing import Any, Self
from urllib.parse import urljoin
from uuid import uuid4

import httpx

ANSWER_WITHIN_S = 15.0
PATIENCE_S = 600.0
"""Real seconds for which a server that is away is asked again."""
FIRST_PAUSE_S, LONGEST_PAUSE_S = 0.05, 2.0
KEPT_CONNECTIONS = 24
AWAY = frozenset({502, 503, 504})
SILENCE_S = 15.0
"""A stream that says nothing for so long, not even a ping, is as good as cut."""

Answer = dict[str, Any]

# httpcore looks for this module at every request; where it is absent, looking is dear.
if find_spec("sniffio") is None:
    sys.modules["sniffio"] = None  # type: ignore[assignment]  # Python's own way to say "absent"


class Refusal(Exception):
    """The server understood, and said no: a problem document."""

    def __init__(self, status: int, code: str, title: str, where: str = "") -> None:
        super().__init__(f"{status} {code}: {title}")
        self.status = status
        self.code = code
        self.where = where


class ServerAway(Exception):
    """Nobody answered for longer than anybody would wait."""


@dataclass(frozen=True, slots=True)
class Event:
    """One event of a stream: snapshot, patch or ping."""

    kind: str
    data: Answer


class Pulse:
    """How long the house takes to answer, smoothed; all doors of one branch feel it together."""

    def __init__(self) -> None:
        self.latency_s = 0.0

    def felt(self, took_s: float) -> None:
        self.latency_s += (took_s - self.latency_s) * (0.1 if self.latency_s else 1.0)


def connections(origin: str) -> httpx.AsyncHTTPTransport:
    """One pool for all doors of a house: hundreds of clients need not shake hands each."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=KEPT_CONNECTIONS)
    return httpx.AsyncHTTPTransport(
        verify=origin.startswith("https:"), limits=limits, trust_env=False
    )


class _Borrowed(httpx.AsyncBaseTransport):
    """Somebody else's pool, which stays open when one door closes."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        return await self._transport.handle_async_request(request)


class Door:
    """One seat's session: its cookies, its token against cross-site requests, its requests."""

    def __init__(
        self,
        origin: str,
        base: str = "",
        *,
        transport: httpx.AsyncBaseTransport | None = None,
        patience_s: float = PATIENCE_S,
        language: str = "zh-Hans",
        pulse: Pulse | None = None,
    ) -> None:
        self.origin = origin.rstrip("/")
        self.base = base.rstrip("/")
        self.patience_s = patience_s
        self.pulse = Pulse() if pulse is None else pulse
        self.me: Answer = {}
        self._language = language
        self._transport = transport or connections(self.origin)
        self._entry = self.base + "/enter"
        self._http = httpx.AsyncClient(
            base_url=self.origin,
            transport=_Borrowed(self._transport),
            timeout=ANSWER_WITHIN_S,
            headers={"Accept-Language": language, "Origin": self.origin},
        )

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        await self.close()

    async def close(self) -> None:
        await self._http.aclose()

    # ------------------------------------------------------------------------------- asking

    def another(self, base: str) -> Door:
        """A door of somebody else at the same house."""
        return Door(
            self.origin,
            base,
            transport=self._transport,
            patience_s=self.patience_s,
            language=self._language,
            pulse=self.pulse,
        )

    async def enter(self, path: str | None = None) -> Answer:
        """Open a seat (`/s/SEAT/enter`) or a phone link (`/p/LINK`), and learn who that makes
        us.
        """
        self._entry = path or self._entry
        return await self._sign_in()

    async def _sign_in(self) -> Answer:
        """The page that gives the pass sends us to the base under which the pass counts."""
        entered = await self._asked("GET", self._entry, {}, None)
        if entered.is_error:
            raise _refusal(entered)
        sent_to = re.match(r"/[sv]/[^/]+", entered.headers.get("Location", ""))
        self.base = sent_to.group() if sent_to else self.base
        self.me = _answer(await self._asked("GET", self.base + "/api/me", {}, None))
        return self.me

    async def get(self, path: str) -> Answer:
        return await self._ask("GET", path, {}, None)

    async def post(
        self, path: str, body: Mapping[str, object] | None = None, *, version: int | None = None
    ) -> Answer:
        """One verb, done once however often it has to be asked."""
        headers = {"Idempotency-Key": str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await self._ask("POST", path, headers, body or {})

    async def _ask(
        self, method: str, path: str, headers: dict[str, str], body: Mapping[str, object] | None
    ) -> Answer:
        renewed = False
        while True:
            try:
                asked_at = time.monotonic()
                response = await self._asked(method, self.base + path, headers, body)
                self.pulse.felt(time.monotonic() - asked_at)
                return _answer(response)
            except Refusal as refusal:
                if renewed or not _session_is_over(refusal):
                    raise
                renewed = True
                await self._sign_in()

    async def _asked(
        self, method: str, path: str, headers: dict[str, str], body: Mapping[str, object] | None
    ) -> httpx.Response:
        """Ask until somebody answers; a refusal is an answer too."""
        until = time.monotonic() + self.patience_s
        pause_s = FIRST_PAUSE_S
        while True:
            token = {"X-CSRFToken": self.me["csrf"]} if "csrf" in self.me else {}
            trouble = "nobody answers"
            with contextlib.suppress(httpx.TransportError):
                response = await self._http.request(
                    method, path, headers={**headers, **token}, json=body
                )
                if response.status_code not in AWAY:
                    return response
                trouble = f"{response.status_code}"
            if time.monotonic() + pause_s > until:
                raise ServerAway(f"{self.origin}{path}: {trouble} for {self.patience_s:.0f} s")
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    # --------------------------------------------------------------------------- listening

    async def events(self, view: str, **which: str) -> AsyncIterator[Event]:
        """The events of a view, for ever: opened anew whenever the stream ends, nothing missed."""
        last: int | None = None
        pause_s = FIRST_PAUSE_S
        while True:
            with contextlib.suppress(httpx.TransportError, TimeoutError, ServerAway, Refusal):
                async for event in self._stream({"view": view, **which}, last):
                    pause_s = FIRST_PAUSE_S
                    if event.kind != "ping":
                        last = int(event.data["sequence"])
                    yield event
            await asyncio.sleep(pause_s)
            pause_s = min(pause_s * 2, LONGEST_PAUSE_S)

    async def _stream(self, ask: dict[str, str], last: int | None) -> AsyncIterator[Event]:
        url = urljoin(
            f"{self.origin}{self.base}/", (await self.post("/api/live/token", ask))["url"]
        )
        headers = {"Accept": "text/event-stream"}
        params = {}
        if last is not None:
            headers["Last-Event-ID"] = params["last_event_id"] = str(last)
        timeout = httpx.Timeout(ANSWER_WITHIN_S, read=SILENCE_S)
        address = httpx.URL(url).copy_merge_params(params)
        async with self._http.stream("GET", address, headers=headers, timeout=timeout) as response:
            if response.status_code != HTTPStatus.OK:
                return
            async for event in _events(response.aiter_lines()):
                yield event


async def _events(lines: AsyncIterator[str]) -> AsyncIterator[Event]:
    """Server-sent events: `event:` and `data:` lines up to an empty one."""
    kind, data = "message", ""
    async for line in lines:
        name, _, value = line.partition(":")
        if not line and data:
            yield Event(kind, json.loads(data))
            kind, data = "message", ""
        elif name == "event":
            kind = value.strip()
        elif name == "data":
            data += value.removeprefix(" ")


def _session_is_over(refusal: Refusal) -> bool:
    return refusal.status == HTTPStatus.UNAUTHORIZED or refusal.code.startswith("csrf")


def _answer(response: httpx.Response) -> Answer:
    if not response.is_success:
        raise _refusal(response)
    body = _body(response)
    return body if isinstance(body, dict) else {"items": body}


def _body(response: httpx.Response) -> Any:
    try:
        return response.json() if response.content else {}
    except ValueError:
        return {}


def _refusal(response: httpx.Response) -> Refusal:
    body = _body(response)
    if not isinstance(body, dict):
        body = {}
    return Refusal(
        response.status_code,
        str(body.get("code", "unknown")),
        str(body.get("title", response.reason_phrase)),
        str(body.get("where", "")),
    )
