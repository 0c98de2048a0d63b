"""The life of a script: who may do what to it when, and when it may be said.

`draft → waiting → returned | approved → withdrawn` is stored. That an approved one is scheduled, in
use or expired follows from the time: no job switches a script.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from tingtang.kernel.refused import Refused


class ScriptState(StrEnum):
    """What a script is, as stored."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    APPROVED = "approved"
    WITHDRAWN = "withdrawn"


class ScriptMove(StrEnum):
    """What may happen to a script."""

    EDIT = "edit"
    SUBMIT = "submit"
    RETURN = "return"
    APPROVE = "approve"
    WITHDRAW = "withdraw"


MOVES: dict[tuple[ScriptState, ScriptMove], ScriptState] = {
    (ScriptState.DRAFT, ScriptMove.EDIT): ScriptState.DRAFT,
    (ScriptState.DRAFT, ScriptMove.SUBMIT): ScriptState.WAITING,
    (ScriptState.DRAFT, ScriptMove.WITHDRAW): ScriptState.WITHDRAWN,
    (ScriptState.WAITING, ScriptMove.RETURN): ScriptState.RETURNED,
    (ScriptState.WAITING, ScriptMove.APPROVE): ScriptState.APPROVED,
    (ScriptState.WAITING, ScriptMove.WITHDRAW): ScriptState.WITHDRAWN,
    (ScriptState.RETURNED, ScriptMove.EDIT): ScriptState.DRAFT,
    (ScriptState.RETURNED, ScriptMove.WITHDRAW): ScriptState.WITHDRAWN,
    (ScriptState.APPROVED, ScriptMove.WITHDRAW): ScriptState.WITHDRAWN,
}


class ScriptPhase(StrEnum):
    """What a screen calls a script at one instant."""

    DRAFT = "draft"
    WAITING = "waiting"
    RETURNED = "returned"
    SCHEDULED = "scheduled"
    IN_USE = "in_use"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"


class Origin(StrEnum):
    """Whose words they are."""

    START = "start"  # what a bank starts with
    OWN_WORDS = "own_words"  # the branch's
    HEAD_OFFICE = "head_office"


@dataclass(frozen=True, slots=True)
class Script:
    """One sentence for one situation, in three languages; `expires_on` is its last day, and
    `version` is what a screen carries back (0: one that a bank starts with).
    """

    id: UUID
    situation: str
    number: int
    texts: Mapping[str, str]
    state: ScriptState
    source: Origin
    editors: frozenset[UUID]
    expires_on: date
    approved_by: UUID | None = None
    approved_at: datetime | None = None
    live_from: datetime | None = None
    ended_at: datetime | None = None  # when it was withdrawn
    reason: str = ""  # why it was returned
    version: int = 0


def move(state: ScriptState, step: ScriptMove) -> ScriptState:
    """The state after `step`; refuses with `script_cannot` where the table has no row."""
    try:
        return MOVES[state, step]
    except KeyError:
        raise Refused("script_cannot", state=state.value, move=step.value) from None


def check_expiry(expires_on: date, first_day: date) -> None:
    """A script can be said on one day at least, counted from `first_day`."""
    if expires_on < first_day:
        raise Refused("expires_too_early", where="expires_on", day=first_day.isoformat())


def check_approve(script: Script, approver: UUID, live_from: datetime, now: datetime) -> None:
    """The approver wrote nothing of it, and nothing comes in use in the past."""
    if approver in script.editors:
        raise Refused("approver_edited")
    if live_from < now:
        raise Refused("live_from_past", where="live_from")


def phase_of(script: Script, at: datetime, today: date) -> ScriptPhase:
    """What to call it at `at`, on the business date `today`."""
    if script.state is ScriptState.WITHDRAWN and (script.ended_at is None or script.ended_at <= at):
        return ScriptPhase.WITHDRAWN
    if script.live_from is None:
        return ScriptPhase(script.state.value)
    if script.live_from > at:
        return ScriptPhase.SCHEDULED
    return ScriptPhase.EXPIRED if script.expires_on < today else ScriptPhase.IN_USE


def in_use(script: Script, at: datetime, today: date) -> bool:
    """Whether it may be said: approved, live, not expired, not withdrawn."""
    return phase_of(script, at, today) is ScriptPhase.IN_USE
