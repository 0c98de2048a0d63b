"""Scripts: what staff may say, each one's life, and what is suggested now."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field, StrictInt

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.diversion import Business
from tingtang.api.door import answered, carry_out, looked, seen, verb
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of, stoppages_read
from tingtang.bank.customer.queries.holds import sales_held_read
from tingtang.bank.policy.rules.kinds.sentence import SITUATIONS
from tingtang.bank.script import actions
from tingtang.bank.script.actions import ScriptNow
from tingtang.bank.script.queries import Suggestion, library, moments, scripts_read, suggest
from tingtang.bank.script.rules.life import Origin, Script, ScriptPhase, phase_of
from tingtang.bank.script.rules.texts import LONGEST, NOBODY
from tingtang.bank.staff.queries import people_read
from tingtang.bank.wording.rules.truths import TRUTHS
from tingtang.hall.ticket.queries import GuestRow, guest_read, ticket_read
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.queries import signals_read
from tingtang.hall.visit.rules import CustomerClass, protection
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, language_of
from tingtang.ledger.look import look
from tingtang.relation.guidance.actions import saying
from tingtang.relation.guidance.actions.saying import ScriptSaid
from tingtang.relation.guidance.queries import refusals_read

router = Router(tags=["scripts"])

Said = Annotated[str, Field(min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]*$")]
Moment = Literal[
    "greet", "wait", "ask", "process", "recommend", "hand_back",
    "vip_counter", "vip_zone", "cash_choice", "escort", "promise_vip_zone", "promise_waiting",
    "card", "leaflet", "open_counter", "divert", "line",
    "cash_part", "cash_transfer", "cash_hold", "board", "sold_out", "see_off",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class ScriptOf:
    """One script: `expires_on` is its last day; one that a bank starts with has version 0. `yours`:
    whoever asks wrote some of it, and so may not approve it.
    """

    id: UUID
    situation: str
    number: int
    texts: Mapping[str, str]
    state: ScriptPhase
    source: Origin
    editors: tuple[str, ...]
    approved_by: str | None
    approved_at: datetime | None
    reason: str | None
    live_from: datetime | None
    expires_on: date
    version: int
    yours: bool


@dataclass(frozen=True, slots=True)
class Scripts:
    """All scripts of a branch by situation and number, and what scripts can be for: in which
    `moments` the table in force suggests each situation. For who writes: how many characters each
    language has at most, and `truths`, what may be said where a promise is refused, by its code.
    """

    situations: tuple[str, ...]
    moments: Mapping[str, tuple[str, ...]]
    longest: Mapping[str, int]
    truths: Mapping[str, Mapping[str, str]]
    scripts: tuple[ScriptOf, ...]


@dataclass(frozen=True, slots=True)
class Sayable:
    """A sentence that may be said: `text` in the screen's language, `said` in the customer's."""

    id: UUID
    number: int
    version: int
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Suggested:
    """What the moment is and what may be said; `why` is by row `row` of version `table_version`.
    `visit` and `language` are the customer's.
    """

    visit: UUID | None
    moment: str
    situation: str
    language: Language
    why: str
    table_version: int
    row: int
    scripts: tuple[Sayable, ...]


@router.get("/branches/{uuid:branch}/scripts", response=Scripts)
def list_(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The sentences that staff may say, and those on their way."""
    asker = who(request)
    demand(asker, Right.SEE_SCRIPTS, branch)
    rows, people = look(branch, scripts_read(branch), people_read(branch))
    names = {person.id: person.name for person in people}
    now = now_in(branch)
    today = plan_of(branch).day(now)
    return answered(
        Scripts(
            tuple(each for each in SITUATIONS if each != NOBODY),
            moments(branch, now),
            LONGEST,
            TRUTHS,
            tuple(
                _script(each, names, phase_of(each, now, today), asker) for each in library(rows)
            ),
        )
    )


@router.get("/branches/{uuid:branch}/suggestion", response=Suggested)
def suggestion(
    request: HttpRequest,
    branch: UUID,
    ticket: UUID | None = None,
    visit: UUID | None = None,
    business: Business | None = None,
    moment: Moment | None = None,
) -> HttpResponse:
    """What may be said now to the customer of a ticket or a visit, or to somebody at the door;
    nothing is recorded. The moment follows from the number's state unless it is named, the business
    from its service unless it was said.
    """
    actor = who(request)
    demand(actor, Right.SEE_SCRIPTS, branch)
    guest = _guest(branch, ticket, visit)
    if guest is not None:
        looked(actor, f"ticket.{ticket}" if ticket else f"visit.{visit}")
    signals = look(branch, signals_read(branch, guest.visit_id))[0] if guest else []
    at = moment or _moment(branch, guest, {each.signal.code for each in signals})
    told = suggest(
        branch,
        now_in(branch),
        moment=at,
        customer_class=guest.customer_class if guest else CustomerClass.ORDINARY.value,
        business=business or _business(branch, guest),
        protected=protection(guest.protected if guest else None),
        strength=max((each.signal.strength for each in signals), default=0),
        may_sell=guest is None or _may_sell(branch, guest),
    )
    own = language_of(request.headers.get("Accept-Language", ""))
    theirs = language_of(guest.language) if guest else own
    visited = guest.visit_id if guest else None
    return answered(_suggested(visited, at, told, (own, theirs)))


def _may_sell(branch: UUID, guest: GuestRow) -> bool:
    """Not to who has refused to be introduced, nor to whom sales are held back."""
    if look(branch, refusals_read(branch, guest.visit_id))[0][0]:
        return False
    if guest.customer_id is None or guest.home_branch is None:
        return True
    return not look(branch, sales_held_read(guest.home_branch, guest.customer_id))[0][0]


def _guest(branch: UUID, ticket: UUID | None, visit: UUID | None) -> GuestRow | None:
    """The customer; None: nobody is named."""
    day = plan_of(branch).day(now_in(branch))
    if ticket is not None:
        found = look(branch, ticket_read(branch, ticket))[0]
        if not found:
            raise Refused("unknown_ticket")
        visit, day = found[0].visit_id, found[0].business_date
    if visit is None:
        return None
    guests: list[GuestRow] = look(branch, guest_read(branch, visit, day))[0]
    if not guests:
        raise Refused("unknown_visit")
    (guest,) = guests
    return guest


#: What a number's state makes of the moment; who left is waited for.
_MOMENTS: dict[State, Moment] = {
    State.CALLED: "ask",
    State.SERVING: "process",
    State.DONE: "hand_back",
}
_BOARD = "watches_fx_or_fund_board"


def _moment(branch: UUID, guest: GuestRow | None, signals: Collection[str]) -> Moment:
    """Somebody without a number is greeted; of who waits it matters what for, and what they do."""
    number = guest.number if guest else None
    if number is None:
        return "greet"
    if number.state in _MOMENTS:
        return _MOMENTS[number.state]
    day = plan_of(branch).day(now_in(branch))
    stopped = {
        each.service_id: each.notice for each in look(branch, stoppages_read(branch, day))[0]
    }
    if stopped.get(number.service_id) == "sold_out":
        return "sold_out"
    return "board" if _BOARD in signals else "wait"


def _business(branch: UUID, guest: GuestRow | None) -> str:
    number = guest.number if guest else None
    return plan_of(branch).services[number.service_id].business if number else "other"


def _suggested(
    visit: UUID | None, moment: str, told: Suggestion, languages: tuple[Language, Language]
) -> Suggested:
    own, theirs = languages
    return Suggested(
        visit,
        moment,
        told.situation,
        theirs,
        told.why[own],
        told.decision.version,
        told.decision.row,
        tuple(
            Sayable(each.id, each.number, each.version, each.texts[own], each.texts[theirs])
            for each in told.scripts
        ),
    )


class Saying(Schema, extra="forbid"):
    """To whom it was said, and when in the visit; the words as they were on the screen."""

    visit: UUID
    moment: Moment
    version: StrictInt


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/said", ScriptSaid)
def said(request: HttpRequest, branch: UUID, script: UUID, body: Saying) -> HttpResponse:
    """It was said to this customer."""
    return carry_out(
        request,
        saying.say_script,
        branch_id=branch,
        script_id=script,
        visit_id=body.visit,
        moment=body.moment,
        version=body.version,
    )


# -------------------------------------------------------------------------- a script's life


class Texts(Schema, extra="forbid"):
    """The words in three languages, and the last day on which they may be said."""

    texts: dict[Literal["zh-Hans", "zh-Hant", "en"], Said]
    expires_on: date


class NewScript(Texts):
    """A sentence for a situation; `source` says whose words they are."""

    situation: Annotated[str, Field(max_length=40)]
    source: Literal["own_words", "head_office"] = "own_words"


@verb(router, "/branches/{uuid:branch}/scripts", ScriptNow)
def draft(request: HttpRequest, branch: UUID, body: NewScript) -> HttpResponse:
    """Write a sentence; what may not be said is refused with its place and the mend."""
    return carry_out(
        request,
        actions.draft_script,
        branch_id=branch,
        situation=body.situation,
        texts=_texts(body),
        expires_on=body.expires_on,
        source=Origin(body.source),
    )


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/edit", ScriptNow, sees="script")
def edit(request: HttpRequest, branch: UUID, script: UUID, body: Texts) -> HttpResponse:
    """Put other words, or another last day, in a draft."""
    more = {"texts": _texts(body), "expires_on": body.expires_on}
    return _done(request, actions.edit_script, branch, script, **more)


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/submit", ScriptNow, sees="script")
def submit(request: HttpRequest, branch: UUID, script: UUID) -> HttpResponse:
    """Let a draft wait for approval."""
    return _done(request, actions.submit_script, branch, script)


class ScriptReturning(Schema, extra="forbid"):
    """Why it is returned."""

    reason: Literal["words_unclear", "not_true", "wrong_situation", "not_now", "other"]


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/return", ScriptNow, sees="script")
def return_(
    request: HttpRequest, branch: UUID, script: UUID, body: ScriptReturning
) -> HttpResponse:
    """Give it back to its editors."""
    return _done(request, actions.return_script, branch, script, reason=body.reason)


class ScriptApproving(Schema, extra="forbid"):
    """From when it may be said; absent: from now."""

    live_from: AwareDatetime | None = None


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/approve", ScriptNow, sees="script")
def approve(
    request: HttpRequest, branch: UUID, script: UUID, body: ScriptApproving
) -> HttpResponse:
    """Approve what somebody else wrote."""
    return _done(request, actions.approve_script, branch, script, live_from=body.live_from)


@verb(router, "/branches/{uuid:branch}/scripts/{uuid:script}/withdraw", ScriptNow, sees="script")
def withdraw(request: HttpRequest, branch: UUID, script: UUID) -> HttpResponse:
    """Say it no more; also one that a bank starts with."""
    return _done(request, actions.withdraw_script, branch, script)


def _texts(body: Texts) -> dict[str, str]:
    return {str(language): said for language, said in body.texts.items()}


def _done(
    request: HttpRequest,
    verb_: Callable[..., object],
    branch: UUID,
    script: UUID,
    **more: Any,
) -> HttpResponse:
    return carry_out(request, verb_, branch_id=branch, script_id=script, seen=seen(request), **more)


def _script(each: Script, names: Mapping[UUID, str], phase: ScriptPhase, asker: Actor) -> ScriptOf:
    return ScriptOf(
        each.id,
        each.situation,
        each.number,
        each.texts,
        phase,
        each.source,
        tuple(sorted(names.get(one, "") for one in each.editors)),
        names.get(each.approved_by) if each.approved_by else None,
        each.approved_at,
        each.reason or None,
        each.live_from,
        each.expires_on,
        each.version,
        asker.subject in each.editors,
    )
