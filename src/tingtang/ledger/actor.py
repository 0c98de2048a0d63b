"""Who acts, as far as the ledger must know. What they may do stands in `access`."""

import hashlib
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Errand:
    """A request with its idempotency key: the same key, actor and route have one effect."""

    route: str
    key: str
    digest: bytes  # of the request's body, keyed

    def request(self, mark: str) -> bytes:
        """What the answer is kept under: SHA-256 of actor, route and key."""
        return hashlib.sha256(f"{mark}\x00{self.route}\x00{self.key}".encode()).digest()


class Acts(Protocol):
    """What a turn needs of an actor."""

    @property
    def mark(self) -> str:
        """How the ledger names the actor: `staff:UUID`, `device:UUID`, `visitor:UUID` or
        `job:NAME`.
        """

    @property
    def errand(self) -> Errand | None:
        """The request that the actor is on, if it came with a key."""
