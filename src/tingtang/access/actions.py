"""Verbs of access: inviting people, enrolling devices. There is no default password."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.contrib.auth import get_user_model
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.events import DeviceEnrolled, DeviceOffered, DeviceRevoked, Looked
from tingtang.access.models import Account, Device, Invitation
from tingtang.access.queries import LookRow, device_by_name_read, device_read, looks_read
from tingtang.access.rights import Post, Right
from tingtang.kernel.clock import microseconds
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.models import Look
from tingtang.ledger.turn import turn

INVITATION_LASTS = timedelta(days=3)
ENROLMENT_LASTS = timedelta(hours=1)


def hashed(secret: str) -> bytes:
    """What a random secret of 128 bits or more is kept as."""
    return hashlib.sha256(secret.encode()).digest()


def invite(*, login: str, branch_id: UUID, staff_id: UUID, now: datetime) -> str:
    """A one-time link's token, with which `login` chooses a password."""
    users = get_user_model().objects
    token = secrets.token_urlsafe(24)
    with transaction.atomic():
        user, _ = users.get_or_create(username=login)
        Account.objects.update_or_create(
            user=user, defaults={"branch_id": branch_id, "staff_id": staff_id}
        )
        Invitation.objects.filter(user=user).delete()
        Invitation(hash=hashed(token), user=user, until=now + INVITATION_LASTS).save()
    return token


def accept_invitation(*, token: str, password: str, now: datetime) -> str:
    """Choose a password with a one-time link, which is then used up; the login."""
    with transaction.atomic():
        invitation = (
            Invitation.objects.select_for_update().filter(hash=hashed(token), until__gt=now).first()
        )
        if invitation is None:
            raise Refused("link_dead")
        user = invitation.user
        try:
            validate_password(password, user)
        except ValidationError:
            raise Refused("weak_password", where="password") from None
        user.set_password(password)
        user.save()
        invitation.delete()
    return str(user.get_username())


@dataclass(frozen=True, slots=True)
class Offered:
    """A device that waits to be enrolled with a one-time code."""

    id: UUID
    code: str


def offer_device(
    *,
    actor: Actor,
    branch_id: UUID,
    name: str,
    post: Post,
    at: datetime,
    day: date,
    now: datetime,
    zone_id: UUID | None = None,
    facing: int = 0,
) -> Offered:
    """A one-time code with which a kiosk, wall or card reader is enrolled; a known name gets a new
    one.
    """
    demand(actor, Right.ENROL_DEVICE, branch_id)
    if post not in (Post.KIOSK, Post.WALL, Post.CARD_READER):
        raise Refused("bad_input", where="post")
    known = device_by_name_read(branch_id, name)
    code = secrets.token_urlsafe(16)
    with turn(branch_id, actor, at, day, known) as this_turn:
        rows = this_turn.found(known)
        device_id = rows[0].id if rows else new_id()
        this_turn.put(
            Device,
            {"name": name},
            id=device_id,
            post=post.value,
            zone_id=zone_id,
            facing=facing,
            code_hash=hashed(code),
            code_until=now + ENROLMENT_LASTS,
            key_hash=None,
            revoked=False,
        )
        this_turn.record(DeviceOffered(device_id, post.value))
    return Offered(device_id, code)


def enrol_device(
    *,
    actor: Actor,
    branch_id: UUID,
    device_id: UUID,
    code: str,
    at: datetime,
    day: date,
    now: datetime,
) -> str:
    """Exchange a one-time code for the device's key, which is shown once and kept as a hash."""
    found = device_read(branch_id, device_id)
    key = secrets.token_urlsafe(32)
    with turn(branch_id, actor, at, day, found) as this_turn:
        device = this_turn.one(found, "unknown_device")
        fresh = device.code_until is not None and device.code_until > now
        if device.code_hash is None or bytes(device.code_hash) != hashed(code) or not fresh:
            raise Refused("link_dead")
        this_turn.update(Device, device_id, code_hash=None, code_until=None, key_hash=hashed(key))
        this_turn.record(DeviceEnrolled(device_id))
    return key


def revoke_device(*, actor: Actor, branch_id: UUID, name: str, at: datetime, day: date) -> UUID:
    """A device opens nothing any more; the same name may be enrolled again."""
    demand(actor, Right.ENROL_DEVICE, branch_id)
    known = device_by_name_read(branch_id, name)
    with turn(branch_id, actor, at, day, known) as this_turn:
        device = this_turn.one(known, "unknown_device")
        if device.revoked:
            raise Refused("unknown_device")
        this_turn.update(
            Device, device.id, revoked=True, key_hash=None, code_hash=None, code_until=None
        )
        this_turn.record(DeviceRevoked(device.id))
    return device.id


def place_device(
    *,
    actor: Actor,
    branch_id: UUID,
    name: str,
    post: Post,
    at: datetime,
    day: date,
    zone_id: UUID | None = None,
    facing: int = 0,
) -> UUID:
    """A device that stands there but holds no key yet: a demonstration's, which needs none."""
    offered = offer_device(
        actor=actor,
        branch_id=branch_id,
        name=name,
        post=post,
        at=at,
        day=day,
        now=at,
        zone_id=zone_id,
        facing=facing,
    )
    return offered.id


def record_looks(*, actor: Actor, branch_id: UUID, at: datetime, day: date) -> int:
    """Record in one entry who of the branch looked at what since the last batch; how many rows."""
    demand(actor, Right.KEEP_TIME, branch_id)
    found = looks_read(branch_id)
    with turn(branch_id, actor, at, day, found) as this_turn:
        rows = this_turn.found(found)
        if rows:
            this_turn.record(Looked(tuple(map(_told, rows))))
        for row in rows:
            this_turn.delete(Look, business_date=row.business_date, actor=row.actor, what=row.what)
    return len(rows)


def _told(row: LookRow) -> dict[str, str | int]:
    return {
        "by": row.actor,
        "what": row.what,
        "times": row.times,
        "first": microseconds(row.first_at),
        "last": microseconds(row.last_at),
    }
