"""Tokens that open one view of one branch for five minutes.

The door mints one after it has asked for the right to see; the stream, a process of its own, only
checks it. It travels in a cookie that no script can read: HMAC-SHA-256 under a key that lives in
the data folder, over plain claims. Nothing in it is secret.
"""

import hashlib
import hmac
import json
import time
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings

from tingtang.kernel.keys import bank_key
from tingtang.live.views import VIEWS, Ask

LASTS_S = 300


@dataclass(frozen=True, slots=True)
class Claims:
    """What the bearer may see. `device` is a wall's or kiosk's own id, `ticket` a phone's."""

    branch: UUID
    view: str
    actor: str
    counter: UUID | None = None
    ticket: UUID | None = None
    device: UUID | None = None

    @property
    def ask(self) -> Ask:
        """The view that these claims open."""
        subjects = {"counter": self.counter, "phone": self.ticket}
        subjects |= {"wall": self.device, "kiosk": self.device}
        if self.view == "desk":  # whoever looks, and nobody else's
            subjects["desk"] = UUID(self.actor.removeprefix("staff:"))
        return Ask(self.view, subjects.get(self.view))


@dataclass(frozen=True, slots=True)
class Checked:
    """The claims of a token that holds, until `until` (seconds since 1970, the machine's time)."""

    claims: Claims
    until: float


def mint(claims: Claims, now: float | None = None) -> str:
    """A token for the claims, good for `LASTS_S` seconds from `now`."""
    until = int((time.time() if now is None else now) + LASTS_S)
    ids = (claims.branch, claims.counter, claims.ticket, claims.device)
    fields = [claims.view, claims.actor, until, *(str(each) if each else "" for each in ids)]
    body = urlsafe_b64encode(json.dumps(fields).encode()).rstrip(b"=")
    return f"{body.decode()}.{_signature(body)}"


def check(token: str, branch: UUID, view: str, now: float) -> Checked | None:
    """What the token opens; None if it was changed, has expired, or is for something else."""
    body, _, signature = token.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(body.encode()).encode()):
        return None
    fields = json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4)))
    seen, actor, until = fields[:3]
    of_branch, counter, ticket, device = (UUID(each) if each else None for each in fields[3:])
    if until <= now or of_branch != branch or seen != view or view not in VIEWS:
        return None
    return Checked(Claims(branch, view, actor, counter, ticket, device), until)


def _signature(body: bytes) -> str:
    key = bank_key(settings.DATA, "stream")
    digest = hmac.new(key, b"stream\x00" + body, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
