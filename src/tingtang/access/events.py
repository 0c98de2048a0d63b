"""What happens to devices."""

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
