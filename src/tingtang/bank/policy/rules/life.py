"""The life of a version: who may do what to it when, and which version is in force.

`draft → waiting → returned | approved → rolled back` is stored. Checking and trying belong to a
draft; scheduled, live and retired follow from the time: no job switches a version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from tingtang.kernel.refused import Refused


class PolicyState(StrEnum):
    """What a version is, as stored."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    ROLLED_BACK = "rolled_back"


class PolicyMove(StrEnum):
    """What may happen to a version."""

    EDIT = "edit"
    TRY = "try"
    SUBMIT = "submit"
    TAKE_BACK = "take_back"
    RETURN = "return"
    APPROVE = "approve"
    ROLL_BACK = "roll_back"


MOVES: dict[tuple[PolicyState, PolicyMove], PolicyState] = {
    (PolicyState.DRAFT, PolicyMove.EDIT): PolicyState.DRAFT,
    (PolicyState.DRAFT, PolicyMove.TRY): PolicyState.DRAFT,
    (PolicyState.DRAFT, PolicyMove.SUBMIT): PolicyState.WAITING,
    (PolicyState.WAITING, PolicyMove.TAKE_BACK): PolicyState.DRAFT,
    (PolicyState.WAITING, PolicyMove.RETURN): PolicyState.RETURNED,
    (PolicyState.WAITING, PolicyMove.APPROVE): PolicyState.APPROVED,
    (PolicyState.RETURNED, PolicyMove.EDIT): PolicyState.DRAFT,
    (PolicyState.RETURNED, PolicyMove.TRY): PolicyState.RETURNED,
    (PolicyState.RETURNED, PolicyMove.SUBMIT): PolicyState.WAITING,
    (PolicyState.APPROVED, PolicyMove.ROLL_BACK): PolicyState.ROLLED_BACK,
}


class Phase(StrEnum):
    """What a screen calls a version at one instant."""

    DRAFT = "draft"
    CHECKING = "checking"
    TRIED = "tried"
    OUTDATED = "outdated"
    WAITING = "waiting"
    RETURNED = "returned"
    SCHEDULED = "scheduled"
    LIVE = "live"
    RETIRED = "retired"
    ROLLED_BACK = "rolled_back"


@dataclass(frozen=True, slots=True)
class Version:
    """One version's life. `digest` is of its rows, `tried` of the rows that were tried last."""

    id: UUID
    number: int
    state: PolicyState
    digest: bytes
    editors: frozenset[UUID]
    faults: int = 0
    tried: bytes | None = None
    live_from: datetime | None = None
    ended_at: datetime | None = None  # when it was rolled back


def move(state: PolicyState, step: PolicyMove) -> PolicyState:
    """The state after `step`; refuses with `policy_cannot` where the table has no row."""
    try:
        return MOVES[state, step]
    except KeyError:
        raise Refused("policy_cannot", state=state.value, move=step.value) from None


def check_submit(version: Version) -> None:
    """A copy that nobody has edited, a draft with faults or one changed since it was tried waits
    for nobody's approval: without an editor one person could do all of it.
    """
    if not version.editors:
        raise Refused("policy_unedited")
    if version.faults:
        raise Refused("policy_has_faults", faults=version.faults)
    if version.tried is None:
        raise Refused("policy_not_tried")
    if version.tried != version.digest:
        raise Refused("policy_trial_outdated")


def check_approve(version: Version, approver: UUID, live_from: datetime, now: datetime) -> None:
    """The approver edited nothing in it, and nothing comes in force in the past."""
    if approver in version.editors:
        raise Refused("approver_edited")
    if live_from < now:
        raise Refused("live_from_past", where="live_from")


Lived = TypeVar("Lived", bound=Version)


def in_force(versions: Iterable[Lived], at: datetime) -> Lived | None:
    """The approved version with the latest `live_from` not after `at` that was not rolled back by
    then; of two with the same, the later number.
    """
    alive = [each for each in versions if _alive(each, at)]
    return max(alive, key=lambda each: (each.live_from, each.number), default=None)


def _alive(version: Version, at: datetime) -> bool:
    if version.live_from is None or version.live_from > at:
        return False
    return version.ended_at is None or at < version.ended_at


def phase_of(version: Version, versions: Iterable[Version], now: datetime) -> Phase:
    """What to call it now."""
    if version.state is PolicyState.DRAFT:
        return _phase_of_draft(version)
    if version.state is not PolicyState.APPROVED:
        return Phase(version.state.value)
    if version.live_from is not None and version.live_from > now:
        return Phase.SCHEDULED
    current = in_force(versions, now)
    return Phase.LIVE if current is not None and current.id == version.id else Phase.RETIRED


def _phase_of_draft(version: Version) -> Phase:
    if version.faults:
        return Phase.CHECKING
    if version.tried is None:
        return Phase.DRAFT
    return Phase.TRIED if version.tried == version.digest else Phase.OUTDATED
