"""What happens to the twin."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class TwinFitted(Event):
    """The branch was learned anew, from these days; of so many rows some were refused."""

    kind: ClassVar[str] = "twin.fitted"
    twin: UUID
    number: int
    first: date
    last: date
    days: int
    rows: int
    refused: int


@dataclass(frozen=True, slots=True)
class WhatIfAsked(Event):
    """Somebody asked what a change would do; nothing was changed."""

    kind: ClassVar[str] = "twin.asked"
    question: UUID
    change: str
    counter: UUID | None = None
    other: UUID | None = None


@dataclass(frozen=True, slots=True)
class ChangeSuggested(Event):
    """The twin says that a change would save so many minutes of waiting until closing."""

    kind: ClassVar[str] = "twin.suggested"
    suggestion: UUID
    change: str
    gain_min: int
    counter: UUID | None = None
    other: UUID | None = None


@dataclass(frozen=True, slots=True)
class SuggestionMoved(Event):
    """Somebody took or dismissed it, or it lapsed."""

    kind: ClassVar[str] = "twin.decided"
    suggestion: UUID
    state: str


@dataclass(frozen=True, slots=True)
class TrialAsked(Event):
    """Somebody had a draft run on past days; nothing was changed."""

    kind: ClassVar[str] = "twin.tried"
    trial: UUID
    which: str
    policy: UUID | None = None
