"""Who a request is from: a seat of a demonstration, a visitor, a device or a member of staff.

The base of the address says which kind of pass counts: `/s/SEAT` a demonstration's seat, `/v/LINK`
a
visitor, none a device or a signed-in person. Whatever rides on a cookie is guarded against
cross-site
requests; a device that sends its key in a header is not a browser and needs no guard.
"""

import time
from base64 import urlsafe_b64decode
from functools import lru_cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from ninja.utils import check_csrf

from tingtang.access import passes
from tingtang.access.actions import hashed
from tingtang.access.actor import Actor
from tingtang.access.queries import device_read
from tingtang.access.rights import Post
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look

SEAT_COOKIE, VISIT_COOKIE, DEVICE_COOKIE = "tt_seat", "tt_visit", "tt_device"
_SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
_DEVICE_MEMORY_S = 30  # a revoked device is out after this


def pass_key() -> bytes:
    """The key that passes are signed with."""
    return bank_key(settings.DATA, "passes")


def who(request: HttpRequest) -> Actor:
    """The actor of the request; refuses with `sign_in` where there is none."""
    shown = request.headers.get("Authorization", "")
    if shown.startswith("Device "):
        actor = _device(shown.removeprefix("Device "))
    else:
        actor = _by_cookie(request)
        if actor is not None and request.method not in _SAFE:
            guard(request)
    if actor is None:
        raise Refused("sign_in")
    return actor


def guard(request: HttpRequest) -> None:
    """Refuse a request that another site's page may have sent."""
    if check_csrf(request) is not None:
        raise Refused("csrf_missing")


def _by_cookie(request: HttpRequest) -> Actor | None:
    base: str = getattr(request, "base", "")
    if base.startswith("/s/"):
        return _pass(request.COOKIES.get(SEAT_COOKIE))
    if base.startswith("/v/"):
        return _pass(request.COOKIES.get(VISIT_COOKIE))
    key = request.COOKIES.get(DEVICE_COOKIE)
    return _device(key) if key else _signed_in(request)


def _pass(value: str | None) -> Actor | None:
    bearer = passes.check(pass_key(), value, time.time()) if value else None
    return bearer.actor() if bearer else None


def _signed_in(request: HttpRequest) -> Actor | None:
    kept = request.session.get("actor") if hasattr(request, "session") else None
    if not kept:
        return None
    staff_id = UUID(kept["staff"])
    branches = frozenset([UUID(kept["branch"])])
    return Actor("staff", staff_id, Post(kept["post"]), branches, subject=staff_id)


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
    if bytes(rows[0].key_hash) != hashed(secret):
        return None
    return Actor("device", device_id, Post(rows[0].post), frozenset([branch_id]))
