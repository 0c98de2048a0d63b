"""Readers of devices and accounts."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.models import Account
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class DeviceRow:
    """A device. `facing`: degrees clockwise from the floor plan's up, for a wall."""

    id: UUID
    name: str
    post: str
    zone_id: UUID | None
    facing: int
    code_hash: bytes | None
    code_until: datetime | None
    key_hash: bytes | None
    revoked: bool


_SELECT = (
    "select id, name, post, zone_id, facing, code_hash, code_until, key_hash, revoked "
    "from access_device where branch_id = %s and "
)


def device_read(branch_id: UUID, device_id: UUID) -> Read[DeviceRow]:
    """One device of the branch."""
    return Read(_SELECT + "id = %s", (branch_id, device_id), DeviceRow)


def device_by_name_read(branch_id: UUID, name: str) -> Read[DeviceRow]:
    """The device of this name."""
    return Read(_SELECT + "name = %s", (branch_id, name), DeviceRow)


def devices_read(branch_id: UUID) -> Read[DeviceRow]:
    """All devices of the branch."""
    return Read(_SELECT + "not revoked order by name", (branch_id,), DeviceRow)


def account_of(user_id: int) -> Account | None:
    """Which branch and member of staff a user is."""
    return Account.objects.filter(user_id=user_id).first()


def account_named(login: str) -> Account | None:
    """The same, by the name that the user signs in with."""
    return Account.objects.filter(user__username=login).first()
