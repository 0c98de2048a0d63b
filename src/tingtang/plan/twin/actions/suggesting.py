"""The twin's suggestions: said, taken, dismissed, lapsed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.kernel.ids import new_id
from tingtang.ledger.turn import Turn, turn, verb
from tingtang.plan.twin.events import ChangeSuggested, SuggestionMoved
from tingtang.plan.twin.models import Suggestion
from tingtang.plan.twin.queries.suggested import SuggestionRow, standing_read, suggestion_read
from tingtang.plan.twin.rules.changes import Change, change_of
from tingtang.plan.twin.rules.suggesting import RESTS, Fate, Gain, Life, Said, move, settled


@dataclass(frozen=True, slots=True)
class Estimated:
    """What the twin found: gains, what can be done at all, and the branch as it stood."""

    gains: tuple[Gain, ...]
    possible: frozenset[Change]
    scenario: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class SuggestionNow:
    """Answer of a suggestion's verb."""

    id: UUID
    state: Life
    version: int


@verb
def settle(*, actor: Actor, branch_id: UUID, found: Estimated, at: datetime) -> list[UUID]:
    """Let lapse what is over, and say what is worth saying; which are shown anew."""
    demand(actor, Right.FIT_TWIN, branch_id)
    plan = plan_of(branch_id)
    said = standing_read(branch_id, at - RESTS)
    with turn(branch_id, actor, at, plan.day(at), said, plan=plan.version) as this_turn:
        rows = {row.id: row for row in this_turn.found(said)}
        limit = plan.parameters["promise_min"]
        now = [_said(row) for row in rows.values()]
        what = settled(now, found.gains, found.possible, limit, this_turn.at)
        for each in what.lapse:
            _move(this_turn, actor, rows[each], Fate.LAPSE)
        return this_turn.answer([_show(this_turn, plan, gain, found) for gain in what.show])


@verb
def take(
    *,
    actor: Actor,
    branch_id: UUID,
    suggestion_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> SuggestionNow:
    """Say that it is being done; the hall's own verbs do it."""
    return _decide(actor, branch_id, suggestion_id, at, seen, Fate.TAKE)


@verb
def dismiss(
    *,
    actor: Actor,
    branch_id: UUID,
    suggestion_id: UUID,
    at: datetime,
    seen: int | None = None,
) -> SuggestionNow:
    """Say that it is not; nobody has to say why. It rests a while, unless its gain doubles."""
    return _decide(actor, branch_id, suggestion_id, at, seen, Fate.DISMISS)


def _decide(
    actor: Actor, branch_id: UUID, suggestion_id: UUID, at: datetime, seen: int | None, what: Fate
) -> SuggestionNow:
    demand(actor, Right.ASK_TWIN, branch_id)
    plan = plan_of(branch_id)
    read = suggestion_read(branch_id, suggestion_id)
    with turn(branch_id, actor, at, plan.day(at), read, plan=plan.version) as this_turn:
        row = this_turn.one(read, "unknown_suggestion")
        row.must_be_seen(seen)
        return this_turn.answer(_move(this_turn, actor, row, what))


def _said(row: SuggestionRow) -> Said:
    return Said(row.id, change_of(row.change), row.state, row.gain_min, row.decided_at)


def _move(this_turn: Turn, actor: Actor, row: SuggestionRow, what: Fate) -> SuggestionNow:
    state = move(row.state, what)
    version = this_turn.record(SuggestionMoved(row.id, state.value))
    this_turn.update(
        Suggestion,
        row.id,
        state=state.value,
        decided_at=this_turn.at,
        decided_by=actor.mark,
        version=version,
    )
    return SuggestionNow(row.id, state, version)


def _show(this_turn: Turn, plan: Plan, gain: Gain, found: Estimated) -> UUID:
    counters = {each.number: each.id for each in plan.counters.values()}
    suggestion_id, change = new_id(), gain.change
    version = this_turn.record(
        ChangeSuggested(
            suggestion=suggestion_id,
            change=change.what.value,
            gain_min=round(gain.saved_min),
            counter=counters.get(change.counter),
            other=counters.get(change.other),
        )
    )
    this_turn.insert(
        Suggestion,
        id=suggestion_id,
        change=json.dumps(change.json()),
        state=Life.SHOWN.value,
        gain_min=gain.saved_min,
        shown_at=this_turn.at,
        version=version,
        said=json.dumps(gain.json()),
        scenario=json.dumps(found.scenario),
    )
    return suggestion_id
