"""Somebody at the one door, within this process: everything but the socket is real.

A `Caller` is one browser or one device: cookies, the token against cross-site requests, an address
of its own, so that nobody is slowed down for what another test did.
"""

import itertools
import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.test import Client
from django.utils import timezone

from cast import PEOPLE, Cast, founded, layout_with_desks
from tingtang.access.actions import invite, offer_device
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import set_clock
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.staff.actions import NewStaff
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

PASSWORD = "correct horse battery staple"
STAFF_POSTS = tuple(
    post
    for post in Post
    if post not in (Post.KIOSK, Post.WALL, Post.CARD_READER, Post.VISITOR, Post.CLOCK)
)
EVERYBODY = (*PEOPLE, *(NewStaff(post.value, post.value, post) for post in STAFF_POSTS))
_addresses = itertools.count(1)


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: Any
    raw: bytes
    headers: dict[str, str]

    @property
    def code(self) -> str:
        """The problem's code; empty where there is none."""
        return str(self.body.get("code", "")) if isinstance(self.body, dict) else ""


class Caller:
    """One browser or device. `base`: the part of the address that says whose pass counts."""

    def __init__(self, base: str = "", *, key: str = "", language: str = "en") -> None:
        number = next(_addresses)
        self.base = base
        self.address = f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        self.headers = {"Accept-Language": language}
        if key:
            self.headers["Authorization"] = f"Device {key}"
        self.token = ""

    def ask(
        self,
        method: str,
        path: str,
        body: object = None,
        *,
        raw: bytes | None = None,
        csrf: bool = True,
        **headers: str,
    ) -> Answer:
        """One request; the token goes along as a page would send it."""
        sent = self.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        if csrf and self.token:
            sent.setdefault("X-CSRFToken", self.token)
        response = self.client.generic(
            method,
            self.base + path,
            raw if raw is not None else b"" if body is None else json.dumps(body).encode(),
            content_type="application/json",
            headers=sent,
            REMOTE_ADDR=self.address,
            SERVER_NAME="localhost",
        )
        kind = response.headers.get("Content-Type", "")
        parsed = json.loads(response.content) if "json" in kind and response.content else None
        return Answer(response.status_code, parsed, response.content, dict(response.headers))

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(
        self,
        path: str,
        body: object | None = None,
        *,
        key: str | None = None,
        match: int | None = None,
        **more: Any,
    ) -> Answer:
        """A verb, under a fresh key unless one is given."""
        headers = {"Idempotency-Key": str(uuid4()) if key is None else key}
        if match is not None:
            headers["If-Match"] = f'"{match}"'
        return self.ask("POST", path, {} if body is None else body, **headers, **more)

    def done(self, path: str, body: object | None = None, **more: Any) -> Any:
        """The same, which must succeed; its answer."""
        answer = self.post(path, body, **more)
        assert answer.status == 200, (path, answer.status, answer.body)
        return answer.body

    def meet(self) -> Any:
        """Learn who we are, and the token for our posts."""
        me = self.get("/api/me").body
        self.token = me["csrf"]
        return me

    def sign_in(self, login: str, password: str = PASSWORD) -> Answer:
        """Sign in as a page does."""
        self.meet()
        answer = self.ask("POST", "/api/session", {"login": login, "password": password})
        self.meet()
        return answer


class Doors:
    """The people and devices of one branch, each at the door."""

    def __init__(self, cast: Cast) -> None:
        self.cast = cast

    def login(self, name: str) -> str:
        """A login of this branch: users are the whole bank's."""
        return f"{name}-{self.cast.branch.hex[-6:]}"

    def invited(self, name: str) -> str:
        """A one-time link's token for somebody of the branch."""
        return invite(
            login=self.login(name),
            branch_id=self.cast.branch,
            staff_id=self.cast.people[name],
            now=timezone.now(),
        )

    def staff(self, name: str, language: str = "en") -> Caller:
        """Somebody who followed the link, chose a password and signed in."""
        caller = Caller(language=language)
        caller.meet()
        token = self.invited(name)
        caller_password = {"password": PASSWORD}
        assert caller.ask("POST", f"/api/invites/{token}", caller_password).status == 200
        assert caller.sign_in(self.login(name)).status == 200
        return caller

    def code(self, post: Post, name: str = "") -> str:
        """A one-time code for a device, as `device enrol` prints it."""
        branch, now = self.cast.branch, timezone.now()
        plan = plan_of(branch)
        offered = offer_device(
            actor=self.cast.staff("hanliqun"),
            branch_id=branch,
            name=name or f"{post.value} {uuid4().hex[:4]}",
            post=post,
            at=now,
            day=plan.day(now),
            now=now,
        )
        return f"{plan.code}.{offered.id}.{offered.code}"

    def device(self, post: Post, *, by_cookie: bool = False, language: str = "en") -> Caller:
        """An enrolled device, which shows its key in a header or, as a browser, in a cookie."""
        caller = Caller(language=language)
        caller.meet()
        enrolled = caller.ask("POST", f"/api/enrolments/{self.code(post)}", {})
        assert enrolled.status == 200, enrolled.body
        if by_cookie:
            return caller
        return Caller(key=enrolled.body["key"], language=language)

    def visitor(self, phone_path: str, language: str = "zh-Hans") -> Caller:
        """The customer who has followed a ticket's phone link."""
        caller = Caller(language=language)
        opened = caller.get(phone_path)
        assert opened.status == 302, opened.body
        caller.base = opened.headers["Location"].removesuffix("/phone/")
        caller.meet()
        return caller

    def ticket(self, kiosk: Caller, service: str = "cash", **more: object) -> Any:
        """A number, taken at the kiosk."""
        body = {"service": str(self.cast.services[service]), **more}
        return kiosk.done(self.branch("tickets"), body)

    def branch(self, verb: str) -> str:
        """The address of a branch's verb."""
        return f"/api/branches/{self.cast.branch}/{verb}"

    def counter(self, number: str, verb: str) -> str:
        """The address of a counter's verb."""
        return f"/api/counters/{self.cast.counters[number]}/{verb}"

    def later(self, **units: float) -> None:
        """Let time pass, on a demonstration's clock."""
        set_clock(
            actor=self.cast.staff("hanliqun"),
            branch_id=self.cast.branch,
            set_at=timezone.now(),
            shows=now_in(self.cast.branch) + timedelta(**units),
            scale=1,
        )


def branch_at_the_door(*, demonstration: bool = False, open_day: bool = True) -> Doors:
    """A fresh branch with somebody of every post, its day open."""
    cast = founded(
        morning=timezone.now(),
        people=EVERYBODY,
        demonstration=demonstration,
        floor=layout_with_desks(),
    )
    if open_day:
        cast.open_day()
    return Doors(cast)


def entries(cast: Cast) -> int:
    """How many things have happened in the branch: the last sequence of its ledger."""
    sql = "select sequence from ledger_head where branch_id = %s"
    return int(look(cast.branch, Read(sql, (cast.branch,), lambda sequence: sequence))[0][0])
