"""Drafts run on the branch's own past days."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, carry_out, verb
from tingtang.api.throttle import throttle
from tingtang.api.who import who
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.plan.twin.actions import trying
from tingtang.plan.twin.queries.trials import TrialRow, trial_read, trials_read, usual_read
from tingtang.plan.twin.rules.drafts import MOST_SPANS, Draft, Which, spans_of

router = Router(tags=["twin"])

_TRIALS = 6  # a minute and person: each takes the twin seconds
_LISTED = 20
_OF_THE_ROWS = frozenset({"terms", "lines", "offers"})  # for the twin alone
Minute = Annotated[int, Field(ge=0, le=24 * 60)]
CounterNumber = Annotated[str, Field(max_length=40)]
CounterSpans = Annotated[list[tuple[Minute, Minute]], Field(max_length=MOST_SPANS)]


class TrialWanted(Schema, extra="forbid"):
    """A version of the table of order, of lines or of diversion; a discipline; or a plan of which
    counter calls when: by its number, from and until in minutes after opening.
    """

    which: Literal["order", "line", "divert", "discipline", "opening"]
    policy: UUID | None = None
    discipline: Annotated[str, Field(max_length=40)] = ""
    opening: Annotated[dict[CounterNumber, CounterSpans], Field(max_length=100)] | None = None


@dataclass(frozen=True, slots=True)
class TrialOf:
    """A draft, of a version with the digest of its rows as they were; `answer` is absent until the
    twin has run it.
    """

    id: UUID
    asked_at: datetime
    draft: dict[str, Any]
    answer: dict[str, Any] | None


@dataclass(frozen=True, slots=True)
class Trials:
    """The latest trials, the newest first. `usual`: when each counter calls on most days, as in
    `TrialWanted`; empty while nothing is known of past days.
    """

    trials: tuple[TrialOf, ...]
    usual: dict[str, Any]


@router.get("/branches/{uuid:branch}/trials", response=Trials)
def trials(request: HttpRequest, branch: UUID) -> HttpResponse:
    """What was run on past days lately."""
    demand(who(request), Right.SEE_TWIN, branch)
    found, usual = look(branch, trials_read(branch, _LISTED), usual_read(branch))
    known = dict(usual[0]) if usual else {}
    return answered(Trials(tuple(map(_told, found)), known))


@router.get("/branches/{uuid:branch}/trials/{uuid:trial}", response=TrialOf)
def trial(request: HttpRequest, branch: UUID, trial: UUID) -> HttpResponse:
    """What a draft would have done, once it is known."""
    demand(who(request), Right.SEE_TWIN, branch)
    (found,) = look(branch, trial_read(branch, trial))
    if not found:
        raise Refused("unknown_trial")
    return answered(_told(found[0]))


@verb(router, "/branches/{uuid:branch}/trials", trying.TrialBegun)
def try_(request: HttpRequest, branch: UUID, body: TrialWanted) -> HttpResponse:
    """Run a draft on past days; nothing in the hall changes."""
    throttle(request, "trial", _TRIALS, of=who(request).mark)
    draft = Draft(
        which=Which(body.which),
        policy=body.policy,
        discipline=body.discipline,
        opening=None if body.opening is None else spans_of(body.opening),
    )
    return carry_out(request, trying.try_on_days, branch_id=branch, draft=draft)


def _told(row: TrialRow) -> TrialOf:
    answer = None if row.answer is None else dict(row.answer)
    draft = {name: each for name, each in row.draft.items() if name not in _OF_THE_ROWS}
    return TrialOf(row.id, row.asked_at, draft, answer)
