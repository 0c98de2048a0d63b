"""Who a request is from: a seat of a demonstration, a visitor, a device or a member of staff.

The base of the address says which kind of pass counts: `/s/SEAT` a demonstration's seat, `/v/LINK`
a visitor, none a device or a signed-in person. Whatever rides on a cookie is guarded against
cross-site requests; a device that sends its key in a header is not a browser and needs no guard.
"""

import time
from base64 import urlsafe_b64decode
from functools import lru_cache
from hmac import compare_digest
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.middleware.csrf import rotate_token
from ninja.utils import check_csrf

from tingtang.access import passes
from tingtang.access.actions import hashed
from tingtang.access.actor import Actor
from tingtang.access.queries import AccountRow, account_read, device_read
from tingtang.access.rights import Post
from tingtang.api.demonstration import opens_seats
from tingtang.bank.staff.queries import staff_read
from tingtang.hall.ticket.queries import open_link_read
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look

SEAT_COOKIE, VISIT_COOKIE, DEVICE_COOKIE = "tt_seat", "tt_visit", "tt_device"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DEVICE_MEMORY_S = 5  # a revoked device is out after this


def pass_key() -> bytes:
    """The key that passes are signed with."""
    return bank_key(settings.DATA, "passes")


def who(request: HttpRequest) -> Actor:
    """The actor of the request; refuses with `sign_in` where there is none."""
    known: Actor | None = getattr(request, "actor", None)
    if known is not None:
        return known
    shown = request.headers.get("Authorization", "")
    if shown.startswith("Device "):
        actor = _device(shown.removeprefix("Device "))
    else:
        actor = _by_cookie(request)
        if actor is not None and request.method not in _SAFE:
            guard(request)
    if actor is None:
        raise Refused("sign_in")
    request.actor = actor  # type: ignore[attr-defined]
    return actor


def as_page(request: HttpRequest, branch_id: UUID) -> None:
    """Whoever has opened the branch's booking page: nobody in particular."""
    guard(request)
    branches = frozenset([branch_id])
    request.actor = Actor("visitor", "page", Post.VISITOR, branches)  # type: ignore[attr-defined]


def guard(request: HttpRequest) -> None:
    """Refuse a request that another site's page may have sent."""
    if check_csrf(request) is not None:
        raise Refused("csrf_missing")


def _by_cookie(request: HttpRequest) -> Actor | None:
    base: str = getattr(request, "base", "")
    if base.startswith("/s/"):
        return _pass(request.COOKIES.get(SEAT_COOKIE)) if opens_seats() else None
    if base.startswith("/v/"):
        visitor = _pass(request.COOKIES.get(VISIT_COOKIE))
        return visitor if visitor is not None and _link_is_open(visitor) else None
    key = request.COOKIES.get(DEVICE_COOKIE)
    return _device(key) if key else _signed_in(request)


def _pass(value: str | None) -> Actor | None:
    bearer = passes.check(pass_key(), value, time.time()) if value else None
    return bearer.actor() if bearer else None


def _link_is_open(visitor: Actor) -> bool:
    """Whether the ticket's link still opens something: it dies at the day's end."""
    ticket = visitor.subject
    return ticket is not None and bool(look(visitor.home, open_link_read(visitor.home, ticket))[0])


# ---------------------------------------------------------------- people


def remember(request: HttpRequest, account: AccountRow) -> None:
    """Begin the session of somebody who has just proved who they are."""
    request.session.flush()  # a session that somebody planted before is worth nothing
    rotate_token(request)
    request.session["actor"] = {
        "user": account.user_id,
        "branch": str(account.branch_id),
        "staff": str(account.staff_id),
        "stamp": account.stamp,
    }


def _signed_in(request: HttpRequest) -> Actor | None:
    """Whoever the session is of, while account, password and post stand."""
    kept = request.session.get("actor")
    if not kept:
        return None
    branch_id, staff_id = UUID(kept["branch"]), UUID(kept["staff"])
    accounts, people = look(branch_id, account_read(kept["user"]), staff_read(branch_id, staff_id))
    known = [each for each in accounts if each.staff_id == staff_id]
    if not known or not people or not compare_digest(known[0].stamp, kept["stamp"]):
        return None
    post = Post(people[0].post)
    return Actor("staff", staff_id, post, frozenset([branch_id]), subject=staff_id)


# ---------------------------------------------------------------- devices


def _device(key: str) -> Actor | None:
    return _known_device(key, int(time.monotonic() // _DEVICE_MEMORY_S))


@lru_cache(maxsize=4096)
def _known_device(key: str, _period: int) -> Actor | None:
    try:
        place, secret = key.split(".", 1)
        ids = urlsafe_b64decode(place + "=" * (-len(place) % 4))
        branch_id, device_id = UUID(bytes=ids[:16]), UUID(bytes=ids[16:32])
    except ValueError:
        return None
    rows = look(branch_id, device_read(branch_id, device_id))[0]
    if not rows or rows[0].revoked or rows[0].key_hash is None:
        return None
    if not compare_digest(bytes(rows[0].key_hash), hashed(secret)):
        return None
    return Actor("device", device_id, Post(rows[0].post), frozenset([branch_id]))
