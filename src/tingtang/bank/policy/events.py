"""What happens to the versions of a decision table."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class PolicyDrafted(Event):
    """A draft was begun from the rows of another version (0: those that a bank starts with);
    `of_bank`: of the bank's, not of the branch's own.
    """

    kind: ClassVar[str] = "policy.drafted"
    policy: UUID
    table: str
    number: int
    of: int
    of_bank: bool


@dataclass(frozen=True, slots=True)
class PolicyEdited(Event):
    """A draft's rows were changed: `digest` is of the new ones, `faults` how many are left."""

    kind: ClassVar[str] = "policy.edited"
    policy: UUID
    digest: str
    faults: int


@dataclass(frozen=True, slots=True)
class PolicyTried(Event):
    """A draft was tried on past decisions: how many, and how many it would decide otherwise."""

    kind: ClassVar[str] = "policy.tried"
    policy: UUID
    digest: str
    decisions: int
    otherwise: int


@dataclass(frozen=True, slots=True)
class PolicySubmitted(Event):
    """A draft waits for somebody's approval."""

    kind: ClassVar[str] = "policy.submitted"
    policy: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class PolicyTakenBack(Event):
    """A draft doesn't wait any more."""

    kind: ClassVar[str] = "policy.taken_back"
    policy: UUID


@dataclass(frozen=True, slots=True)
class PolicyReturned(Event):
    """The approver returned it, for a reason."""

    kind: ClassVar[str] = "policy.returned"
    policy: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class PolicyApproved(Event):
    """A second person approved it; it is in force from `live_from`."""

    kind: ClassVar[str] = "policy.approved"
    policy: UUID
    table: str
    number: int
    digest: str
    live_from: datetime


@dataclass(frozen=True, slots=True)
class PolicyRolledBack(Event):
    """It is in force no more; the version before it is."""

    kind: ClassVar[str] = "policy.rolled_back"
    policy: UUID
    table: str
    number: int
