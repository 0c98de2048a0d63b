"""Verbs of scripts: draft, edit, submit, return, approve, withdraw."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.script import models
from tingtang.bank.script.events import (
    ScriptApproved,
    ScriptDrafted,
    ScriptEdited,
    ScriptReturned,
    ScriptSubmitted,
    ScriptWithdrawn,
)
from tingtang.bank.script.queries import digest_of, packed, script_read, scripts_read
from tingtang.bank.script.rules.life import (
    Origin,
    Script,
    ScriptMove,
    ScriptState,
    check_approve,
    check_expiry,
    move,
)
from tingtang.bank.script.rules.starts import FIRST_OWN, STARTS
from tingtang.bank.script.rules.texts import check_situation, check_texts
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Turn, turn, verb

RETURN_REASONS = frozenset({"words_unclear", "not_true", "wrong_situation", "not_now", "other"})
WRITTEN_HERE = frozenset({Origin.OWN_WORDS, Origin.HEAD_OFFICE})


@dataclass(frozen=True, slots=True)
class ScriptNow:
    """Answer of a script's verb: `version` is what the next one carries back."""

    id: UUID
    situation: str
    number: int
    state: ScriptState
    version: int


@verb
def draft_script(
    *,
    actor: Actor,
    branch_id: UUID,
    situation: str,
    texts: Mapping[str, str],
    expires_on: date,
    source: Origin = Origin.OWN_WORDS,
    at: datetime,
) -> ScriptNow:
    """Write a sentence for a situation, in all three languages; `expires_on` is its last day.

    Refuses with place, reason and mend what may not be said (`check_texts`).
    """
    demand(actor, Right.EDIT_SCRIPT, branch_id)
    editor = _known(actor)
    check_situation(situation)
    check_texts(texts)
    if source not in WRITTEN_HERE:
        raise Refused("bad_input", where="source")
    plan = plan_of(branch_id)
    scripts = scripts_read(branch_id)
    with turn(branch_id, actor, at, plan.day(at), scripts, plan=plan.version) as this_turn:
        check_expiry(expires_on, this_turn.day)
        taken = [each.number for each in this_turn.found(scripts) if each.situation == situation]
        number = max([FIRST_OWN, *(each + 1 for each in taken)])
        script_id = new_id()
        drafted = ScriptDrafted(script_id, situation, number, digest_of(texts))
        version = this_turn.record(drafted)
        this_turn.insert(
            models.Script,
            id=script_id,
            situation=situation,
            number=number,
            texts=packed(texts),
            state=ScriptState.DRAFT.value,
            source=source.value,
            editors=[editor],
            reason="",
            expires_on=expires_on,
            version=version,
        )
        now = ScriptNow(script_id, situation, number, ScriptState.DRAFT, version)
        return this_turn.answer(now)


@verb
def edit_script(
    *,
    actor: Actor,
    branch_id: UUID,
    script_id: UUID,
    texts: Mapping[str, str],
    expires_on: date,
    at: datetime,
    seen: int | None = None,
) -> ScriptNow:
    """Put other words, or another last day, in a draft; refuses as `draft_script` does."""
    demand(actor, Right.EDIT_SCRIPT, branch_id)
    editor = _known(actor)
    check_texts(texts)
    doing = _Doing(actor, branch_id, script_id, at, seen)
    with doing.turn() as this_turn:
        script = doing.script(this_turn)
        state = move(script.state, ScriptMove.EDIT)
        check_expiry(expires_on, this_turn.day)
        version = this_turn.record(ScriptEdited(script_id, digest_of(texts), expires_on))
        return doing.done(
            this_turn,
            script,
            state,
            version,
            texts=packed(texts),
            expires_on=expires_on,
            editors=sorted({*script.editors, editor}),
        )


@verb
def submit_script(
    *, actor: Actor, branch_id: UUID, script_id: UUID, at: datetime, seen: int | None = None
) -> ScriptNow:
    """Let a draft wait for approval."""
    demand(actor, Right.EDIT_SCRIPT, branch_id)
    doing = _Doing(actor, branch_id, script_id, at, seen)
    with doing.turn() as this_turn:
        script = doing.script(this_turn)
        state = move(script.state, ScriptMove.SUBMIT)
        check_texts(script.texts)  # what may not be said may have grown since
        check_expiry(script.expires_on, this_turn.day)
        version = this_turn.record(ScriptSubmitted(script_id, digest_of(script.texts)))
        return doing.done(this_turn, script, state, version)


@verb
def return_script(
    *,
    actor: Actor,
    branch_id: UUID,
    script_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> ScriptNow:
    """Give it back to its editors, with a reason."""
    demand(actor, Right.APPROVE_SCRIPT, branch_id)
    if reason not in RETURN_REASONS:
        raise Refused("bad_input", where="reason")
    doing = _Doing(actor, branch_id, script_id, at, seen)
    with doing.turn() as this_turn:
        script = doing.script(this_turn)
        state = move(script.state, ScriptMove.RETURN)
        version = this_turn.record(ScriptReturned(script_id, reason))
        return doing.done(this_turn, script, state, version, reason=reason)


@verb
def approve_script(
    *,
    actor: Actor,
    branch_id: UUID,
    script_id: UUID,
    live_from: datetime | None,
    at: datetime,
    seen: int | None = None,
) -> ScriptNow:
    """Approve what others wrote: it may be said from `live_from`, or from now on."""
    demand(actor, Right.APPROVE_SCRIPT, branch_id)
    approver = _known(actor)
    doing = _Doing(actor, branch_id, script_id, at, seen)
    with doing.turn() as this_turn:
        script = doing.script(this_turn)
        state = move(script.state, ScriptMove.APPROVE)
        since = live_from or this_turn.at
        check_approve(script, approver, since, this_turn.at)
        check_texts(script.texts)
        check_expiry(script.expires_on, plan_of(branch_id).day(since))
        approved = ScriptApproved(
            script_id,
            script.situation,
            script.number,
            digest_of(script.texts),
            since,
            script.expires_on,
        )
        version = this_turn.record(approved)
        return doing.done(
            this_turn,
            script,
            state,
            version,
            approved_by=approver,
            approved_at=this_turn.at,
            live_from=since,
        )


@verb
def withdraw_script(
    *, actor: Actor, branch_id: UUID, script_id: UUID, at: datetime, seen: int | None = None
) -> ScriptNow:
    """From now on it is said no more; also one that a bank starts with, and a draft."""
    demand(actor, Right.APPROVE_SCRIPT, branch_id)
    doing = _Doing(actor, branch_id, script_id, at, seen)
    with doing.turn() as this_turn:
        script = doing.script(this_turn)
        state = move(script.state, ScriptMove.WITHDRAW)
        version = this_turn.record(ScriptWithdrawn(script_id, script.situation, script.number))
        if script.version == 0:
            _keep(this_turn, script)
        return doing.done(this_turn, script, state, version, ended_at=this_turn.at)


def _known(actor: Actor) -> UUID:
    """Who writes and who approves must be known: it is not the same person."""
    if actor.subject is None:
        raise Refused("no_right")
    return actor.subject


def _keep(this_turn: Turn, script: Script) -> None:
    """A row for a script of the start, about which something must be kept."""
    this_turn.insert(
        models.Script,
        id=script.id,
        situation=script.situation,
        number=script.number,
        texts=packed(script.texts),
        source=script.source.value,
        editors=[],
        reason="",
        approved_at=script.approved_at,
        live_from=script.live_from,
        expires_on=script.expires_on,
    )


class _Doing:
    """One verb with one script."""

    def __init__(
        self, actor: Actor, branch_id: UUID, script_id: UUID, at: datetime, seen: int | None
    ) -> None:
        self._actor, self._branch_id, self._at, self._seen = actor, branch_id, at, seen
        self._id, self._read = script_id, script_read(branch_id, script_id)

    def turn(self) -> Turn:
        plan = plan_of(self._branch_id)
        day = plan.day(self._at)
        return turn(self._branch_id, self._actor, self._at, day, self._read, plan=plan.version)

    def script(self, this_turn: Turn) -> Script:
        found = this_turn.found(self._read)
        script = found[0] if found else STARTS.get(self._id)
        if script is None:
            raise Refused("unknown_script")
        if self._seen is not None and self._seen != script.version:
            raise Refused("stale_screen")
        return script

    def done(
        self,
        this_turn: Turn,
        script: Script,
        state: ScriptState,
        version: int,
        **changes: object,
    ) -> ScriptNow:
        this_turn.update(models.Script, script.id, state=state.value, version=version, **changes)
        return this_turn.answer(
            ScriptNow(script.id, script.situation, script.number, state, version)
        )
