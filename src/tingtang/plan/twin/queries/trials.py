"""Drafts that were run on past days."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class TrialRow:
    """A draft, and what came of it once it was run."""

    id: UUID
    asked_at: datetime
    draft: Mapping[str, Any]
    answer: Mapping[str, Any] | None


_TRIAL = ", ".join(field.name for field in fields(TrialRow))


def trial_read(branch_id: UUID, trial_id: UUID) -> Read[TrialRow]:
    """One trial."""
    return Read(
        f"select {_TRIAL} from plan_trial where branch_id = %s and id = %s",
        (branch_id, trial_id),
        TrialRow,
    )


def trials_read(branch_id: UUID, most: int) -> Read[TrialRow]:
    """The latest trials, the newest first."""
    return Read(
        f"select {_TRIAL} from plan_trial where branch_id = %s order by asked_at desc limit %s",
        (branch_id, most),
        TrialRow,
    )


def open_trials_read(branch_id: UUID) -> Read[TrialRow]:
    """The trials that wait to be run, the first asked first."""
    return Read(
        f"select {_TRIAL} from plan_trial where branch_id = %s and answer is null "
        "order by asked_at",
        (branch_id,),
        TrialRow,
    )


def usual_read(branch_id: UUID) -> Read[Mapping[str, Any]]:
    """When each counter calls on most days, as far as past days taught it."""
    return Read(
        "select coalesce(fit->'usual', '{}') from plan_twin where branch_id = %s "
        "order by number desc limit 1",
        (branch_id,),
        lambda usual: usual,
    )
