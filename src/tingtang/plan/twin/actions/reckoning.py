"""What the twin's own process writes: forecasts and answers. They are reckoned from the branch's
state and decide nothing, so they are no turns.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.ledger.actions import aside

_KEEP = """
insert into plan_forecast (branch_id, sequence, at, real_at, cpu_ms, said)
values (%s, %s, %s, %s, %s, %s::jsonb)
on conflict (branch_id) do update set sequence = excluded.sequence, at = excluded.at,
  real_at = excluded.real_at, cpu_ms = excluded.cpu_ms, said = excluded.said
where plan_forecast.sequence <= excluded.sequence
"""
_ANSWER = """
update plan_question set answer = %s::jsonb, sequence = %s
where branch_id = %s and id = %s and answer is null
"""
_LOOK_BACK = """
update plan_suggestion set afterwards = %s::jsonb
where branch_id = %s and id = %s and afterwards is null
"""
_ESTIMATE = """
update plan_suggestion set said = %s::jsonb, scenario = %s::jsonb
where branch_id = %s and id = %s and state = 'shown'
"""
_FORGET = "delete from plan_question where branch_id = %s and asked_at < %s"
_TRIED = (
    "update plan_trial set answer = %s::jsonb where branch_id = %s and id = %s and answer is null"
)
_FORGET_TRIALS = "delete from plan_trial where branch_id = %s and asked_at < %s"
_KEPT = timedelta(hours=24)  # questions
_TRIALS_KEPT = timedelta(days=365)  # who approved a version must be able to show what was known


@dataclass(frozen=True, slots=True)
class Reckoned:
    """A forecast, of the state after the entry `sequence`."""

    sequence: int
    at: datetime
    real_at: datetime
    cpu_ms: int
    said: Mapping[str, Any]


def keep_forecast(branch_id: UUID, reckoned: Reckoned) -> None:
    """The newest state's forecast stands; an older one never takes its place."""
    r = reckoned
    values = (branch_id, r.sequence, r.at, r.real_at, r.cpu_ms, json.dumps(r.said))
    aside(branch_id, [(_KEEP, values)])


def keep_answer(
    branch_id: UUID, question_id: UUID, sequence: int, answer: Mapping[str, Any]
) -> None:
    """What the change would do; a question is answered once."""
    aside(branch_id, [(_ANSWER, (json.dumps(answer), sequence, branch_id, question_id))])


def forget_questions(branch_id: UUID, at: datetime) -> None:
    """Questions of yesterday."""
    aside(branch_id, [(_FORGET, (branch_id, at - _KEPT))])


def keep_estimates(
    branch_id: UUID, said: Mapping[UUID, Mapping[str, Any]], scenario: Mapping[str, Any]
) -> None:
    """What suggestions that are still shown save now, by their ids: their figures are of the
    present state, and so is what they are judged by once somebody has decided.
    """
    of = json.dumps(scenario)
    aside(branch_id, [(_ESTIMATE, (json.dumps(s), of, branch_id, id_)) for id_, s in said.items()])


def keep_afterwards(branch_id: UUID, suggestion_id: UUID, found: Mapping[str, Any]) -> None:
    """What became of a suggestion; said once."""
    aside(branch_id, [(_LOOK_BACK, (json.dumps(found), branch_id, suggestion_id))])


def keep_trial(branch_id: UUID, trial_id: UUID, answer: Mapping[str, Any], at: datetime) -> None:
    """What a draft would have done; said once. Trials of a year ago are forgotten."""
    aside(
        branch_id,
        [
            (_TRIED, (json.dumps(answer), branch_id, trial_id)),
            (_FORGET_TRIALS, (branch_id, at - _TRIALS_KEPT)),
        ],
    )
