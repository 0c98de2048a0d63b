"""What happens to devices, and who looked."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class DeviceOffered(Event):
    """A one-time code was made for a device."""

    kind: ClassVar[str] = "device.offered"
    device: UUID
    post: str


@dataclass(frozen=True, slots=True)
class DeviceEnrolled(Event):
    """A device used its code and got its key."""

    kind: ClassVar[str] = "device.enrolled"
    device: UUID


@dataclass(frozen=True, slots=True)
class DeviceRevoked(Event):
    """A device's key was taken from it."""

    kind: ClassVar[str] = "device.revoked"
    device: UUID


@dataclass(frozen=True, slots=True)
class Looked(Event):
    """What people of this branch looked at since the last batch. Each look: `by` (an actor's mark),
    `what`, `times`, `first` and `last` (microseconds since 1970, UTC).
    """

    kind: ClassVar[str] = "access.looked"
    looks: tuple[Mapping[str, str | int], ...]
