"""Passes: signed cookies that say who a browser is, for a while. Nothing in them is secret.

A member of staff signs in (`session`), a device shows the key it was enrolled with, a visitor came
by a phone link, and a seat of a demonstration is opened from the first page.
"""

import hashlib
import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.rights import Post


@dataclass(frozen=True, slots=True)
class Pass:
    """Who the bearer is, until `until` (seconds since 1970, the machine's time)."""

    kind: str
    id: str
    post: str
    branch: str
    subject: str
    until: int

    def actor(self) -> Actor:
        """The actor that the pass stands for."""
        return Actor(
            kind=self.kind,  # type: ignore[arg-type]  # signed by us
            id=UUID(self.id),
            post=Post(self.post),
            branches=frozenset([UUID(self.branch)]),
            subject=UUID(self.subject) if self.subject else None,
        )


def sign(key: bytes, bearer: Pass) -> str:
    """The pass as a cookie's value."""
    fields = [bearer.kind, bearer.id, bearer.post, bearer.branch, bearer.subject, bearer.until]
    body = urlsafe_b64encode(json.dumps(fields).encode()).rstrip(b"=")
    return f"{body.decode()}.{_signature(key, body)}"


def check(key: bytes, value: str, now: float) -> Pass | None:
    """The pass in a cookie's value; None if it was changed, or has expired."""
    body, _, signature = value.partition(".")
    if not hmac.compare_digest(signature.encode(), _signature(key, body.encode()).encode()):
        return None
    bearer = Pass(*json.loads(urlsafe_b64decode(body + "=" * (-len(body) % 4))))
    return bearer if bearer.until > now else None


def _signature(key: bytes, body: bytes) -> str:
    digest = hmac.new(key, b"pass\x00" + body, hashlib.sha256).digest()
    return urlsafe_b64encode(digest).rstrip(b"=").decode()
