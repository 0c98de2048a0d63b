"""What happens to a branch's plan and its business day."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class BranchEstablished(Event):
    """The branch's plan was laid out anew: services, zones, counters, machines."""

    kind: ClassVar[str] = "branch.established"
    services: int
    counters: int


@dataclass(frozen=True, slots=True)
class ParameterSet(Event):
    """A parameter of the branch was changed."""

    kind: ClassVar[str] = "branch.parameter_set"
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class DayMoved(Event):
    """The business day moved on."""

    kind: ClassVar[str] = "branch.day_moved"
    date: date
    move: str
    state: str


@dataclass(frozen=True, slots=True)
class ServiceStopped(Event):
    """A service stopped giving numbers and being called, with a notice."""

    kind: ClassVar[str] = "branch.service_stopped"
    service: UUID
    notice: str


@dataclass(frozen=True, slots=True)
class ServiceResumed(Event):
    """A stopped service goes on."""

    kind: ClassVar[str] = "branch.service_resumed"
    service: UUID
