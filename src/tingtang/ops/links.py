"""One-time links for people and devices: there is no default password."""

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError

from tingtang.access.actions import (
    ENROLMENT_LASTS,
    INVITATION_LASTS,
    invite,
    offer_device,
    revoke_device,
)
from tingtang.access.queries import account_named
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import Plan, branch_ids, plan_of
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.bank.staff.queries import PersonRow, people_read
from tingtang.kernel.clock import real_now
from tingtang.ledger.look import look
from tingtang.ops.errors import BadInput
from tingtang.ops.operating import address, branch_named, operator

DEVICES = (Post.KIOSK, Post.WALL, Post.CARD_READER)
STAFF = tuple(post for post in Post if post not in {*DEVICES, Post.VISITOR, Post.CLOCK})
LONGEST = 100
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who may choose a password with `link`, once, until `until`."""

    login: str
    name: str
    post: str
    branch: str
    link: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Offered:
    """A device that may be enrolled with `link` or `code`, once, until `until`."""

    device: UUID
    name: str
    post: str
    branch: str
    code: str
    link: str
    until: datetime


# ---------------------------------------------------------------- people


def invite_person(
    login: str, *, branch: str | None = None, post: str | None = None, name: str | None = None
) -> Invited:
    """A link for `login`; who is not known yet is entered into the branch as `post` and `name`."""
    if not is_login(login):
        says = f"letters, digits and @ . + - _ only, at most {LONGEST}"
        raise BadInput(says, where="LOGIN")
    plan = plan_of(_home(login, branch))
    person = _person(plan, login)
    if person is None:
        person = _enter(plan, login, post, name)
    else:
        _check_known(person, post, name)
    now = real_now()
    token = invite(login=login, branch_id=plan.branch_id, staff_id=person.id, now=now)
    link = f"{address()}/invite/{token}"
    return Invited(login, person.name, person.post, plan.code, link, now + INVITATION_LASTS)


def is_login(text: str) -> bool:
    """Whether somebody may sign in by this name."""
    try:
        UnicodeUsernameValidator()(text)
    except ValidationError:
        return False
    return 0 < len(text) <= LONGEST


def _home(login: str, branch: str | None) -> UUID:
    """The branch of a login: a known one has one already."""
    account = account_named(login)
    if account is None:
        homes = [] if branch else [each for each in branch_ids() if _person(plan_of(each), login)]
        return homes[0] if len(homes) == 1 else branch_named(branch)
    if branch is not None and branch_named(branch) != account.branch_id:
        code = plan_of(account.branch_id).code
        raise BadInput(f"{login} belongs to branch {code}; choose another login", where="--branch")
    return account.branch_id


def _person(plan: Plan, login: str) -> PersonRow | None:
    people = look(plan.branch_id, people_read(plan.branch_id))[0]
    return next((person for person in people if person.login == login), None)


def _check_known(person: PersonRow, post: str | None, name: str | None) -> None:
    mend = "leave it out, or change it with: tingtang import staff FILE"
    if post not in (None, person.post):
        raise BadInput(f"{person.login} is {person.post} already; {mend}", where="--post")
    if name not in (None, person.name):
        raise BadInput(f"{person.login} is named {person.name} already; {mend}", where="--name")


def _enter(plan: Plan, login: str, post: str | None, name: str | None) -> PersonRow:
    posts = ", ".join(STAFF)
    if post is None:
        raise BadInput(f"{login} is not known yet: say the post, one of {posts}", where="--post")
    if post not in STAFF:
        raise BadInput(f"{post} is no post of staff; one of {posts}", where="--post")
    if name is None:
        raise BadInput(f"{login} is not known yet: say the name", where="--name")
    new = NewStaff(login, checked_name(name, "--name"), Post(post))
    at = plan.clock.now()
    ids = enter_staff(actor=operator(plan.branch_id), branch_id=plan.branch_id, people=[new], at=at)
    return PersonRow(ids[login], login, new.name, new.post.value, True, ())


def checked_name(name: str, where: str) -> str:
    """A name without blanks around it; refuses an empty or an endless one."""
    name = name.strip()
    if not name or len(name) > LONGEST or _UNPRINTABLE.search(name):
        raise BadInput(f"1 to {LONGEST} characters on one line", where=where)
    return name


# ---------------------------------------------------------------- devices


def offer(name: str, *, branch: str | None, post: str, zone: str | None, facing: int) -> Offered:
    """A link and a code for a new device; a known name gets a new one, and its old key dies."""
    name = checked_name(name, "NAME")
    plan = plan_of(branch_named(branch))
    if not 0 <= facing < 360:
        raise BadInput("degrees clockwise from the plan's up, 0 to 359", where="--facing")
    at, now = plan.clock.now(), real_now()
    offered = offer_device(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        name=name,
        post=Post(post),
        at=at,
        day=plan.day(at),
        now=now,
        zone_id=_zone(plan, zone),
        facing=facing,
    )
    code = f"{plan.code}.{offered.id}.{offered.code}"
    link = f"{address()}/enrol/{code}"
    return Offered(offered.id, name, post, plan.code, code, link, now + ENROLMENT_LASTS)


def _zone(plan: Plan, wanted: str | None) -> UUID | None:
    """The first zone of this kind, or the one of this name."""
    if wanted is None:
        return None
    for zone in plan.zones.values():
        if wanted in (zone.kind, *zone.name.values()):
            return zone.id
    kinds = ", ".join(sorted({zone.kind for zone in plan.zones.values()}))
    raise BadInput(f"there is no zone {wanted}; one of {kinds}", where="--zone")


def revoke(name: str, *, branch: str | None) -> UUID:
    """The device's key opens nothing any more; running servers notice within half a minute."""
    plan = plan_of(branch_named(branch))
    at = plan.clock.now()
    return revoke_device(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        name=name.strip(),
        at=at,
        day=plan.day(at),
    )
