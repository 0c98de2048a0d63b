"""How a request becomes a verb, and the verb's answer a response. No rule lives here."""

import hashlib
import hmac
import json
import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router

from tingtang.access.actor import Actor
from tingtang.api.describing import KEY_LENGTH, KEY_PATTERN, Sees, described
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.kernel.keys import bank_key
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import note_look
from tingtang.ledger.actor import Errand
from tingtang.ledger.answers import encoded
from tingtang.ledger.turn import AlreadyAnswered

View = TypeVar("View", bound=Callable[..., Any])

_KEY = re.compile(KEY_PATTERN)
_LONGEST_VERSION = 18  # digits


def verb(
    router: Router, path: str, answer: Any, *, sees: Sees | None = None
) -> Callable[[View], View]:
    """A route that carries out a verb: a post with a key, perhaps with the version on a screen."""
    return router.post(path, response=answer, openapi_extra=described(sees))


def carry_out(
    request: HttpRequest,
    verb: Callable[..., object],
    *,
    branch_id: UUID | None = None,
    shape: Callable[[Any], object] | None = None,
    **arguments: object,
) -> HttpResponse:
    """Call the verb as the request's actor, at the branch's time, once for its Idempotency-Key.

    Without a branch in its address a request means the actor's own. `shape` adds to the answer what
    only the door knows (addresses); it sees plain JSON values, so a repeated answer is shaped
    alike.
    """
    actor = who(request)
    branch = branch_id or actor.home
    on = actor.on(errand_of(request))
    try:
        text = encoded(verb(actor=on, branch_id=branch, at=now_in(branch), **arguments))
    except AlreadyAnswered as before:
        text = before.answer
    if shape is not None:
        text = encoded(shape(json.loads(text)))
    return HttpResponse(text, content_type="application/json")


def answered(answer: object) -> HttpResponse:
    """What a reader is told."""
    return HttpResponse(encoded(answer), content_type="application/json")


LONGEST = 366  # days of a figure


def check_span(first: date, last: date) -> None:
    """Refuse with `bad_input` days that end before they begin, or are more than a year."""
    if not timedelta() <= last - first < timedelta(days=LONGEST):
        raise Refused("bad_input", where="last")


def looked(actor: Actor, what: str) -> None:
    """Count that a member of staff looks at customers' matters: the ledger gets it in batches."""
    if actor.kind == "staff":
        at = now_in(actor.home)
        note_look(actor.home, actor.mark, what, plan_of(actor.home).day(at), at)


def errand_of(request: HttpRequest) -> Errand:
    """The request's key, with what it is a key of."""
    key = request.headers.get("Idempotency-Key")
    if key is None:
        raise Refused("key_missing", where="Idempotency-Key")
    # A key beyond ASCII comes as an empty one: granian hands on no such value.
    if not (_KEY.fullmatch(key) and len(key) <= KEY_LENGTH):
        raise Refused("key_malformed", where="Idempotency-Key", most=KEY_LENGTH)
    seen = request.headers.get("If-Match", "")
    # Keyed: a body may hold a card's number, whose plain hash could be enumerated.
    secret = bank_key(settings.DATA, "errands")
    digest = hmac.new(secret, seen.encode() + b"\x00" + request.body, hashlib.sha256).digest()
    return Errand(route=f"{request.method} {request.path_info}", key=key, digest=digest)


def seen(request: HttpRequest) -> int | None:
    """The version that the screen saw (If-Match), if it said so."""
    text = request.headers.get("If-Match", "").strip().strip('"')
    if not text:
        return None
    if not (text.isascii() and text.isdecimal()) or len(text) > _LONGEST_VERSION:
        raise Refused("bad_input", where="If-Match")
    return int(text)


def must_see(request: HttpRequest) -> int:
    """The same for a verb whose screen must say so: two clicks never call two people."""
    version = seen(request)
    if version is None:
        raise Refused("stale_screen", where="If-Match")
    return version
