"""What happens in guiding. Ids and codes only: whom it is about, the visit's id tells."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event, Plain


@dataclass(frozen=True, slots=True)
class CustomerGuided(Event):
    """A customer was told or led where to go, as the guide table decided."""

    kind: ClassVar[str] = "guidance.guided"
    guidance: UUID
    visit: UUID
    business: str
    reply: str
    asked: bool  # the customer asked of their own accord
    path: str
    state: str
    decision: Mapping[str, Plain]
    ticket: UUID | None = None
    desk: UUID | None = None
    rm: UUID | None = None
    asks_at: datetime | None = None
    guard: str | None = None  # why the way is an ordinary one


@dataclass(frozen=True, slots=True)
class GuidanceMoved(Event):
    """It went on or ended: the customer waits on, is led, is there, did not come, wants no more; or
    it was a mistake.
    """

    kind: ClassVar[str] = "guidance.moved"
    guidance: UUID
    visit: UUID
    move: str
    state: str
    ticket: UUID | None = None
    desk: UUID | None = None
    rm: UUID | None = None
    asks_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SentenceSaid(Event):
    """An approved sentence was said to a customer: which one, of which version (0: one that a bank
    starts with), and at which moment of the table of sentences. Its words stand in the script.
    """

    kind: ClassVar[str] = "guidance.said"
    script: UUID
    version: int
    situation: str
    number: int
    visit: UUID
    moment: str
