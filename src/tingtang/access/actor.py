"""Who acts: a member of staff, an enrolled device, a visitor with a phone link, or a job."""

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from tingtang.access.rights import Post
from tingtang.kernel.refused import Refused
from tingtang.ledger.actor import Errand

Kind = Literal["staff", "device", "visitor", "job"]


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody or something that may call verbs, as its post allows, in its own branches."""

    kind: Kind
    id: UUID | str
    post: Post
    branches: frozenset[UUID]
    subject: UUID | None = None  # a visitor's ticket, a member of staff's row: what "own" means
    errand: Errand | None = None

    @property
    def mark(self) -> str:
        """How the ledger names the actor; ids only."""
        return f"{self.kind}:{self.id}"

    @property
    def home(self) -> UUID:
        """The actor's only branch, where a request doesn't name one."""
        if len(self.branches) != 1:
            raise Refused("bad_input", where="branch")
        return next(iter(self.branches))

    def on(self, errand: Errand) -> "Actor":
        """The same actor, on this request."""
        return replace(self, errand=errand)


def staff_mark(staff_id: UUID) -> str:
    """How the ledger names a member of staff who acted."""
    return f"staff:{staff_id}"


def job(name: str, branch_id: UUID) -> Actor:
    """The clock process at work on one branch."""
    return Actor("job", name, Post.CLOCK, frozenset([branch_id]))
