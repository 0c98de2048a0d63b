"""The twin: how the rest of the day goes, and what a change would do to it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, carry_out, seen, verb
from tingtang.api.throttle import throttle
from tingtang.api.tickets import Nothing
from tingtang.api.who import who
from tingtang.bank.branch.queries import Plan, now_in, plan_of
from tingtang.hall.counter.queries import seats_read
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.plan.twin.actions import asking, suggesting
from tingtang.plan.twin.queries.kept import forecast_read, newest_twin_read, question_read
from tingtang.plan.twin.queries.suggested import BandHeld, band_held_read, suggestions_read
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.choices import choices

router = Router(tags=["twin"])


@dataclass(frozen=True, slots=True)
class LearnedFrom:
    """What the twin knows of past days; `number` counts its versions."""

    number: int
    first: str
    last: str
    days: int


@dataclass(frozen=True, slots=True)
class RestOfDay:
    """The newest forecast: of the state after the entry `sequence`, `age_s` machine seconds old;
    `said` is absent while there is none. Without `learned` nothing is known of past days.
    `services`: the ids of the services whose codes it names.
    """

    learned: LearnedFrom | None = None
    sequence: int | None = None
    at: datetime | None = None
    age_s: float | None = None
    said: dict[str, Any] | None = None
    services: dict[str, UUID] = field(default_factory=dict)


@router.get("/branches/{uuid:branch}/forecast", response=RestOfDay)
def forecast(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The rest of the day, as it goes now."""
    demand(who(request), Right.SEE_TWIN, branch)
    twins, forecasts = look(branch, newest_twin_read(branch), forecast_read(branch))
    learned = None
    if twins:
        one = twins[0]
        learned = LearnedFrom(one.number, one.first.isoformat(), one.last.isoformat(), one.days)
    services = _by_code(plan_of(branch))
    if not forecasts:
        return answered(RestOfDay(learned, services=services))
    newest = forecasts[0]
    age_s = max(0.0, (real_now() - newest.real_at).total_seconds())
    said = dict(newest.said)
    return answered(RestOfDay(learned, newest.sequence, newest.at, round(age_s, 1), said, services))


def _by_code(plan: Plan) -> dict[str, UUID]:
    """The services' ids: the twin names services by code, screens know them by id."""
    return {each.code: each.id for each in plan.services.values()}


_QUESTIONS = 30  # a minute and person: each takes the twin a third of a second
Code = Annotated[str, Field(max_length=40)]


class AskedChange(Schema, extra="forbid"):
    """One change: counters by their number, services by their code, machines by their kind."""

    what: Literal["open", "close", "move", "divert", "discipline"]
    counter: Code = ""
    other: Code = ""
    service: Code = ""
    machine: Code = ""
    discipline: Code = ""


@dataclass(frozen=True, slots=True)
class Askable:
    """What can be asked as the branch stands; each in the words of `AskedChange`."""

    changes: tuple[dict[str, str], ...]


@router.get("/branches/{uuid:branch}/what-ifs", response=Askable)
def askable(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The changes that would change something now."""
    demand(who(request), Right.ASK_TWIN, branch)
    plan = plan_of(branch)
    (taken,) = look(branch, seats_read(branch))
    seats = {
        plan.counters[each.counter_id].number: each.state
        for each in taken
        if each.counter_id in plan.counters
    }
    return answered(Askable(tuple(each.json() for each in choices(plan, seats))))


@verb(router, "/branches/{uuid:branch}/what-ifs", asking.QuestionAsked)
def ask(request: HttpRequest, branch: UUID, body: AskedChange) -> HttpResponse:
    """Ask what a change would do; nothing in the hall changes."""
    throttle(request, "what-if", _QUESTIONS, of=who(request).mark)
    said = body.model_dump()
    change = Change(**{**said, "what": What(said["what"])})
    return carry_out(request, asking.ask, branch_id=branch, change=change)


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A question; `answer` is absent until the twin has answered, `sequence` the entry whose state
    it knew.
    """

    id: UUID
    change: dict[str, Any]
    asked_at: datetime
    answer: dict[str, Any] | None
    sequence: int | None


@router.get("/branches/{uuid:branch}/what-ifs/{uuid:question}", response=WhatIf)
def what_if(request: HttpRequest, branch: UUID, question: UUID) -> HttpResponse:
    """What a change would do, once it is known."""
    demand(who(request), Right.SEE_TWIN, branch)
    (found,) = look(branch, question_read(branch, question))
    if not found:
        raise Refused("unknown_question")
    one = found[0]
    answer = dict(one.answer) if one.answer is not None else None
    return answered(WhatIf(one.id, dict(one.change), one.asked_at, answer, one.sequence))


@dataclass(frozen=True, slots=True)
class SuggestedChange:
    """A suggestion of today: minutes of waiting it saves until closing, nearly surely at least
    `low_min`; `assumes`: the part of offers believed to be taken, where no day has taught it;
    `waits`: by class the 90 % wait of the next hour without and with it, `bands` what
    nine in ten days lie between. `afterwards`: an hour later, what happened beside it; its
    `done` tells whether the change came about at all, taken or not.
    """

    id: UUID
    change: dict[str, Any]
    state: str
    gain_min: float
    low_min: float
    assumes: float | None
    waits: dict[str, tuple[float, float]]
    bands: dict[str, tuple[float, float, float, float]]
    shown_at: datetime
    decided_at: datetime | None
    afterwards: dict[str, Any] | None
    version: int


@dataclass(frozen=True, slots=True)
class SuggestedToday:
    """The suggestions of today, the newest first. `held`: how often the forecasts of all
    suggestions so far held. `services`: the ids of the services whose codes they name.
    """

    suggestions: tuple[SuggestedChange, ...]
    held: BandHeld
    services: dict[str, UUID]


@router.get("/branches/{uuid:branch}/suggestions", response=SuggestedToday)
def suggestions(request: HttpRequest, branch: UUID) -> HttpResponse:
    """What the twin suggests now, and what became of what it suggested today."""
    demand(who(request), Right.SEE_TWIN, branch)
    plan = plan_of(branch)
    today = plan.begins(plan.day(now_in(branch)))
    found, held = look(branch, suggestions_read(branch, today), band_held_read(branch))
    told = tuple(
        SuggestedChange(
            id=each.id,
            change=dict(each.change),
            state=each.state.value,
            gain_min=round(each.said["saved_min"], 1),
            low_min=round(each.said["low_min"], 1),
            assumes=each.said["assumes"],
            waits={name: (pair[0], pair[1]) for name, pair in each.said["waits"].items()},
            bands={name: tuple(ends) for name, ends in each.said["bands"].items()},
            shown_at=each.shown_at,
            decided_at=each.decided_at,
            afterwards=dict(each.afterwards) if each.afterwards is not None else None,
            version=each.version,
        )
        for each in found
    )
    return answered(SuggestedToday(told, held[0], _by_code(plan)))


@verb(router, "/suggestions/{uuid:suggestion}/take", suggesting.SuggestionNow, sees="suggestion")
def take(request: HttpRequest, suggestion: UUID, body: Nothing) -> HttpResponse:
    """Say that it is being done."""
    return carry_out(request, suggesting.take, suggestion_id=suggestion, seen=seen(request))


@verb(router, "/suggestions/{uuid:suggestion}/dismiss", suggesting.SuggestionNow, sees="suggestion")
def dismiss(request: HttpRequest, suggestion: UUID, body: Nothing) -> HttpResponse:
    """Say that it is not; nobody has to say why."""
    return carry_out(request, suggesting.dismiss, suggestion_id=suggestion, seen=seen(request))
