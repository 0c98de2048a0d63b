"""Readers of devices and accounts."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
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


@dataclass(frozen=True, slots=True)
class LookRow:
    """How often somebody of the branch looked at something on a business date, not yet recorded."""

    business_date: date
    actor: str
    what: str
    times: int
    first_at: datetime
    last_at: datetime


_LOOKS_A_BATCH = 200


def looks_read(branch_id: UUID) -> Read[LookRow]:
    """The oldest looks that no batch holds. For a turn only: whoever counts one meanwhile waits."""
    return Read(
        "select business_date, actor, what, times, first_at, last_at from ledger_look "
        "where branch_id = %s order by first_at limit %s for update",
        (branch_id, _LOOKS_A_BATCH),
        LookRow,
    )


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Whose a sign-in is. `stamp` changes with the password, and so ends what began before."""

    user_id: int
    branch_id: UUID
    staff_id: UUID
    stamp: str


def _account(user_id: int, branch_id: UUID, staff_id: UUID, password: str) -> AccountRow:
    stamp = hashlib.sha256(b"session\x00" + password.encode()).hexdigest()
    return AccountRow(user_id, branch_id, staff_id, stamp)


def account_read(user_id: int) -> Read[AccountRow]:
    """The account of a user who may sign in."""
    return Read(
        "select a.user_id, a.branch_id, a.staff_id, u.password from access_account a "
        "join auth_user u on u.id = a.user_id where a.user_id = %s and u.is_active",
        (user_id,),
        _account,
    )


def account_of(user_id: int) -> Account | None:
    """Which branch and member of staff a user is."""
    return Account.objects.filter(user_id=user_id).first()


def account_named(login: str) -> Account | None:
    """The same, by the name that the user signs in with."""
    return Account.objects.filter(user__username=login).first()


def home_branches(logins: Collection[str]) -> dict[str, UUID]:
    """The branch of each of these logins that may sign in."""
    found = Account.objects.filter(user__username__in=logins)
    return dict(found.values_list("user__username", "branch_id"))
