"""What the twin knows, what it said last, what it was asked."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class TwinRow:
    """A version of what is known of the branch, without the figures."""

    id: UUID
    number: int
    fitted_at: datetime
    first: date
    last: date
    days: int


_TWIN = ", ".join(field.name for field in fields(TwinRow))


def newest_twin_read(branch_id: UUID) -> Read[TwinRow]:
    """The version in force, if any."""
    return Read(
        f"select {_TWIN} from plan_twin where branch_id = %s order by number desc limit 1",
        (branch_id,),
        TwinRow,
    )


def fit_read(branch_id: UUID) -> Read[Mapping[str, Any]]:
    """The figures of the version in force, if any: large, so for the twin's own process."""
    return Read(
        "select fit from plan_twin where branch_id = %s order by number desc limit 1",
        (branch_id,),
        lambda fit: fit,
    )


@dataclass(frozen=True, slots=True)
class ForecastRow:
    """What the twin said last, and of what: the entry, the branch's time, the machine's."""

    sequence: int
    at: datetime
    real_at: datetime
    cpu_ms: int
    said: Mapping[str, Any]


_FORECAST = ", ".join(field.name for field in fields(ForecastRow))


def forecast_read(branch_id: UUID) -> Read[ForecastRow]:
    """The newest forecast."""
    return Read(
        f"select {_FORECAST} from plan_forecast where branch_id = %s", (branch_id,), ForecastRow
    )


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question, and its answer once there is one."""

    id: UUID
    asked_at: datetime
    change: Mapping[str, Any]
    answer: Mapping[str, Any] | None
    sequence: int | None


_QUESTION = ", ".join(field.name for field in fields(QuestionRow))


def question_read(branch_id: UUID, question_id: UUID) -> Read[QuestionRow]:
    """One question."""
    return Read(
        f"select {_QUESTION} from plan_question where branch_id = %s and id = %s",
        (branch_id, question_id),
        QuestionRow,
    )


def open_questions_read(branch_id: UUID) -> Read[QuestionRow]:
    """The questions that wait for their answer, the first asked first."""
    return Read(
        f"select {_QUESTION} from plan_question where branch_id = %s and answer is null "
        "order by asked_at",
        (branch_id,),
        QuestionRow,
    )
