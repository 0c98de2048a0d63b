"""The event stream: a bare ASGI application, a process of its own beside the web server.

`GET {base}/live/{branch}?view=…` (the base of a demonstration's seat or a visitor's link may stand
before it) with the cookie that the door has set. Server-sent events as `web/shared/views.ts` says;
`Last-Event-ID`, or `last_event_id` in the query, resumes. Nothing of Django stands in the way of a
request; it is set up once, for the tables' readers.
"""

import asyncio
import re
import time
from collections.abc import Awaitable, Callable, MutableMapping
from resource import RLIMIT_NOFILE, getrlimit, setrlimit
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

if TYPE_CHECKING:
    from tingtang.live.follower import Follower
    from tingtang.live.hub import Hub
    from tingtang.live.tokens import Checked

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

SEND_S = 20.0  # a client that takes nothing for so long is gone, whatever its connection says

_PATH = re.compile(
    r"^(?:/[sv]/[A-Za-z0-9_-]{1,64})?/live/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$"
)
_JSON = (b"content-type", b"application/json")
_STREAM = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Application:
    """What the server calls for each request, and when it starts and stops."""

    def __init__(self) -> None:
        self.hub: Hub | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, or the life of the process."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    # ------------------------------------------------------------------ start and stop

    async def _live(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                self.start()
                await send({"type": "lifespan.startup.complete"})
            else:
                await self.stop()
                await send({"type": "lifespan.shutdown.complete"})
                return

    def start(self) -> None:
        """Set up the readers of the tables, and the clockwork."""
        import django  # noqa: PLC0415 - the settings must be known first
        from django.apps import apps  # noqa: PLC0415

        if not apps.ready:
            django.setup()
        from tingtang.live.hub import Hub  # noqa: PLC0415 - needs Django's registry

        _, most = getrlimit(RLIMIT_NOFILE)
        setrlimit(RLIMIT_NOFILE, (most, most))  # a stream is an open file
        self.hub = Hub()
        self.hub.start()

    async def stop(self) -> None:
        """End all streams."""
        if self.hub is not None:
            await self.hub.stop()

    # ------------------------------------------------------------------ one request

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = {name.lower(): value.decode("latin-1") for name, value in scope["headers"]}
        if scope["path"] == "/healthz":
            await _say(send, 200, '{"status":"ok"}', [])
            return
        origin = headers.get(b"origin")
        shared = _shared_with(origin, headers.get(b"host", "")) if origin else []
        found = _PATH.match(scope["path"])
        if shared is None:
            await _say(send, 403, '{"code":"other_origin"}', [])
        elif found is None:
            await _say(send, 404, '{"code":"not_found"}', shared)
        elif scope["method"] != "GET":
            await _say(send, 405, '{"code":"not_found"}', shared)
        else:
            await self._open(scope, headers, UUID(found.group(1)), shared, receive, send)

    async def _open(
        self,
        scope: Scope,
        headers: dict[bytes, str],
        branch_id: UUID,
        shared: list[tuple[bytes, bytes]],
        receive: Receive,
        send: Send,
    ) -> None:
        from tingtang.live.hub import NoSuchView  # noqa: PLC0415 - after Django's set-up
        from tingtang.live.source import Away  # noqa: PLC0415

        if self.hub is None:
            await _say(send, 503, '{"code":"database_away"}', shared)
            return
        query = parse_qs(scope["query_string"].decode("latin-1"))
        checked = _checked(headers, query, branch_id)
        if checked is None:
            await _say(send, 401, '{"code":"sign_in"}', shared)
            return
        last = _number(headers.get(b"last-event-id") or query.get("last_event_id", [""])[0])
        try:
            async with self.hub.following(branch_id, checked.claims.ask, last) as follower:
                opened = {"type": "http.response.start", "status": 200}
                await send({**opened, "headers": [*_STREAM, *shared]})
                await _pump(follower, checked.until - time.time(), receive, send)
        except Away:
            await _say(send, 503, '{"code":"database_away"}', shared)
        except NoSuchView:
            await _say(send, 404, '{"code":"not_found"}', shared)


async def _pump(follower: "Follower", lasts_s: float, receive: Receive, send: Send) -> None:
    """Send what the follower is to hear, until it leaves, lags too far, or its token expires."""
    loop = asyncio.get_running_loop()
    gone = loop.create_task(_until_gone(receive, follower.end))
    expiry = loop.call_later(max(0.0, lasts_s), follower.end)
    try:
        while message := await follower.take():
            async with asyncio.timeout(SEND_S):
                await send({"type": "http.response.body", "body": message, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})
    except TimeoutError:
        return  # the other end takes nothing: the server closes the connection
    finally:
        expiry.cancel()
        gone.cancel()


async def _until_gone(receive: Receive, end: Callable[[], None]) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
    end()


async def _say(send: Send, status: int, body: str, more: list[tuple[bytes, bytes]]) -> None:
    headers = [_JSON, (b"cache-control", b"no-store"), *more]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body.encode(), "more_body": False})


def _shared_with(origin: str, host: str) -> list[tuple[bytes, bytes]] | None:
    """The headers that let the page's origin read the answer; None: not our page.

    Our pages come from the same host, on the web server's port or, behind a proxy, on this one.
    """
    from django.conf import settings  # noqa: PLC0415 - after Django's set-up

    page, own = urlsplit(origin), urlsplit(f"//{host}")
    try:
        ports = {settings.PORT, own.port}
        known = page.scheme in ("http", "https") and page.port in ports
    except ValueError:
        return None
    if not known or page.hostname != own.hostname:
        return None
    return [
        (b"access-control-allow-origin", origin.encode("latin-1")),
        (b"access-control-allow-credentials", b"true"),
        (b"vary", b"Origin"),
    ]


def _checked(
    headers: dict[bytes, str], query: dict[str, list[str]], branch_id: UUID
) -> "Checked | None":
    """The token of the cookie for this view; None where there is none that opens it.

    Where one browser shows two of a kind, the address says which one it means: the cookie of the
    other doesn't open it.
    """
    from tingtang.live.tokens import check  # noqa: PLC0415 - after Django's set-up

    view = query.get("view", [""])[0]
    token = _cookie(headers.get(b"cookie", ""), f"tt_live_{view}")
    checked = check(token, branch_id, view, time.time())
    if checked is None:
        return None
    meant = [each for name in ("counter", "ticket", "wall") for each in query.get(name, [])]
    return checked if all(each == str(checked.claims.ask.subject) for each in meant) else None


def _cookie(header: str, wanted: str) -> str:
    """The value of a cookie; whatever else the header holds, it is found."""
    for each in header.split(";"):
        name, _, value = each.strip().partition("=")
        if name == wanted:
            return value
    return ""


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() else None


app = Application()
