"""What happens to scripts. Their words stay out of the ledger: a digest says which they were."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class ScriptDrafted(Event):
    """A sentence was written for a situation."""

    kind: ClassVar[str] = "script.drafted"
    script: UUID
    situation: str
    number: int
    digest: str


@dataclass(frozen=True, slots=True)
class ScriptEdited(Event):
    """Its words or its last day were changed."""

    kind: ClassVar[str] = "script.edited"
    script: UUID
    digest: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class ScriptSubmitted(Event):
    """It waits for somebody's approval."""

    kind: ClassVar[str] = "script.submitted"
    script: UUID
    digest: str


@dataclass(frozen=True, slots=True)
class ScriptReturned(Event):
    """The approver returned it, for a reason."""

    kind: ClassVar[str] = "script.returned"
    script: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class ScriptApproved(Event):
    """A second person approved it; it may be said from `live_from` to the end of `expires_on`."""

    kind: ClassVar[str] = "script.approved"
    script: UUID
    situation: str
    number: int
    digest: str
    live_from: datetime
    expires_on: date


@dataclass(frozen=True, slots=True)
class ScriptWithdrawn(Event):
    """It is said no more."""

    kind: ClassVar[str] = "script.withdrawn"
    script: UUID
    situation: str
    number: int
