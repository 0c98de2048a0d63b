"""The life of a version: who may do what to it when, and which version is in force.

`draft → waiting → returned | approved → rolled back` is stored; what was returned is a draft again
once it says something else. Checking and trying belong to a draft; scheduled, live, yielding and
retired follow from the time and from what the bank opens: no job switches a version.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar
from uuid import UUID

from tingtang.kernel.refused import Refused

FARTHEST_DAYS = 366


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
    YIELDING = "yielding"  # its time is now, but it goes beyond what the bank opens
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
    """A copy that nobody has edited, what was returned and is as it was, a draft with faults or one
    changed since it was tried waits for nobody's approval: without an editor one person could do
    all of it.
    """
    if version.state is PolicyState.RETURNED:
        raise Refused("policy_unrevised")
    if not version.editors:
        raise Refused("policy_unedited")
    if version.faults:
        raise Refused("policy_has_faults", faults=version.faults)
    if version.tried is None:
        raise Refused("policy_not_tried")
    if version.tried != version.digest:
        raise Refused("policy_trial_outdated")


def after_edit(state: PolicyState, *, same: bool) -> PolicyState:
    """The state after an edit; what was returned stays so while it says the `same`."""
    edited = move(state, PolicyMove.EDIT)
    return state if same else edited


def check_approve(version: Version, approver: UUID) -> None:
    """The approver edited nothing in it."""
    if approver in version.editors:
        raise Refused("approver_edited")


def check_live_from(wished: datetime, now: datetime) -> None:
    """Nothing comes in force in the past, or so late that nobody would think of it any more."""
    if wished < now:
        raise Refused("live_from_past", where="live_from")
    if wished > now + timedelta(days=FARTHEST_DAYS):
        raise Refused("live_from_far", where="live_from", days=FARTHEST_DAYS)


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


def phase_of(
    version: Version, versions: Iterable[Version], at: datetime, *, yields: bool = False
) -> Phase:
    """What to call it by what is in force `at` (of a table that changes at day's break, the day's
    beginning: rolled back, it lasts for the day). `yields`: the bank's version decides.
    """
    if version.state is PolicyState.DRAFT:
        return _phase_of_draft(version)
    if version.live_from is None:
        return Phase(version.state.value)
    current = in_force(versions, at)
    if current is not None and current.id == version.id:
        return Phase.YIELDING if yields else Phase.LIVE
    if version.state is PolicyState.ROLLED_BACK:
        return Phase.ROLLED_BACK
    return Phase.SCHEDULED if version.live_from > at else Phase.RETIRED


def _phase_of_draft(version: Version) -> Phase:
    if version.faults:
        return Phase.CHECKING
    if version.tried is None:
        return Phase.DRAFT
    return Phase.TRIED if version.tried == version.digest else Phase.OUTDATED
