"""Visits: the door, what somebody did or said, and which class follows."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import SecretStr, StrictInt

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Post, Right
from tingtang.api.cards import index_of, visit_of
from tingtang.api.door import answered, carry_out, seen, verb
from tingtang.api.throttle import look_up_misses
from tingtang.api.tickets import CareMarks, Nothing
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.customer.actions.looking import look_at_address
from tingtang.bank.customer.queries.sealed import bank_keys, opened
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.ticket.actions import greeting as greetings
from tingtang.hall.ticket.actions import identifying, joining, marking
from tingtang.hall.ticket.actions.visiting import Identified
from tingtang.hall.visit.actions import Greeted, greet
from tingtang.hall.visit.queries import visit_read
from tingtang.hall.visit.rules import (
    MOST_AGE_S,
    SIGNALS,
    CardKind,
    ClassReason,
    CustomerClass,
    SignalState,
    Source,
)
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import catalogue, language_of
from tingtang.ledger.look import look
from tingtang.relation.referral.actions import linking

router = Router(tags=["visits"])

Age = Annotated[StrictInt, Field(ge=0, le=MOST_AGE_S)]


class Greeting(Schema, extra="forbid"):
    """Whom: by number or visit; without either somebody has just come through the door."""

    ticket: UUID | None = None
    visit: UUID | None = None
    age_s: Age = 0  # how long the tap was kept while the line was cut


@verb(router, "/branches/{uuid:branch}/greetings", Greeted)
def greeting(request: HttpRequest, branch: UUID, body: Greeting) -> HttpResponse:
    """Greet somebody; at the door a visit begins."""
    demand(who(request), Right.GREET, branch)
    visit = visit_of(branch, body.ticket) if body.ticket else body.visit
    return carry_out(request, greet, branch_id=branch, visit_id=visit, age_s=body.age_s)


@verb(router, "/visits/{uuid:visit}/undo-greeting", greetings.Ungreeted)
def undo_greeting(request: HttpRequest, visit: UUID) -> HttpResponse:
    """Take a greeting back within six seconds; at the door nobody came, then."""
    return carry_out(request, greetings.undo_greeting, visit_id=visit)


@dataclass(frozen=True, slots=True)
class SignalWord:
    """A signal that may be noted, in the reader's language; `strength` runs from 0 to 4."""

    code: str
    state: SignalState
    strength: int
    sources: tuple[Source, ...]
    words: str


@dataclass(frozen=True, slots=True)
class SignalWords:
    """The catalogue of signals."""

    signals: tuple[SignalWord, ...]


@router.get("/branches/{uuid:branch}/signals", response=SignalWords)
def signals(request: HttpRequest, branch: UUID) -> HttpResponse:
    """What may be noted: things done or said. A kiosk, which stands in the hall, is told of its own
    alone.
    """
    actor = who(request)
    demand(actor, Right.NOTE_SIGNAL, branch)
    words = catalogue(language_of(request.headers.get("Accept-Language", "")))
    return answered(
        SignalWords(
            tuple(
                SignalWord(
                    each.code,
                    each.state,
                    each.strength,
                    tuple(sorted(each.sources)),
                    words[f"signal.{each.code}"],
                )
                for each in SIGNALS.values()
                if actor.post is not Post.KIOSK or Source.KIOSK in each.sources
            )
        )
    )


class NewSignal(Schema, extra="forbid"):
    """What was done or said."""

    code: Annotated[str, Field(max_length=40)]
    age_s: Age = 0


@verb(router, "/visits/{uuid:visit}/signals", identifying.SignalNow)
def note_signal(request: HttpRequest, visit: UUID, body: NewSignal) -> HttpResponse:
    """Note a signal."""
    return carry_out(
        request, identifying.note_signal, visit_id=visit, code=body.code, age_s=body.age_s
    )


@verb(router, "/signals/{uuid:signal}/undo", identifying.SignalNow)
def undo_signal(request: HttpRequest, signal: UUID, body: Nothing) -> HttpResponse:
    """Take a signal back."""
    return carry_out(request, identifying.undo_signal, signal_id=signal)


class Overrule(Schema, extra="forbid"):
    """The class that the staff says; absent: as the file and the signals have it."""

    class_: CustomerClass | None = Field(None, alias="class")
    reason: ClassReason


@verb(router, "/visits/{uuid:visit}/class", Identified, sees="visit")
def overrule(request: HttpRequest, visit: UUID, body: Overrule) -> HttpResponse:
    """Say the class, for a reason."""
    return carry_out(
        request,
        identifying.override_class,
        visit_id=visit,
        customer_class=body.class_,
        reason=body.reason,
        seen=seen(request),
    )


@verb(router, "/visits/{uuid:visit}/mark", marking.Cared, sees="visit")
def mark(request: HttpRequest, visit: UUID, body: CareMarks) -> HttpResponse:
    """Mark protected need before there is a number."""
    care = marking.Care(**body.care())
    return carry_out(request, marking.mark_visit, visit_id=visit, care=care, seen=seen(request))


class Joining(Schema, extra="forbid"):
    """Whose number it is."""

    ticket: UUID


@verb(router, "/visits/{uuid:visit}/join", Identified)
def join(request: HttpRequest, visit: UUID, body: Joining) -> HttpResponse:
    """Whoever was greeted at the door has this number."""
    return carry_out(request, joining.join, visit_id=visit, ticket_id=body.ticket)


class OfNumber(Schema, extra="forbid"):
    """An exact number, and why it is asked for."""

    kind: CardKind
    number: Annotated[SecretStr, Field(max_length=40)]
    reason: LookReason


@verb(router, "/visits/{uuid:visit}/customer", Identified, sees="visit")
def link(request: HttpRequest, visit: UUID, body: OfNumber) -> HttpResponse:
    """Whose visit it is, by an exact number."""
    actor = who(request)
    demand(actor, Right.MARK_TICKET, actor.home)
    with look_up_misses(request, actor):
        return carry_out(request, _link, visit_id=visit, body=body, seen=seen(request))


def _link(*, actor: Actor, branch_id: UUID, body: OfNumber, **more: Any) -> Identified:
    """The verb, of which the number itself is kept away."""
    demand(actor, Right.MARK_TICKET, branch_id)
    return linking.link_customer(
        actor=actor,
        branch_id=branch_id,
        kind=body.kind,
        index=index_of(body.kind, body.number.get_secret_value()),
        reason=body.reason,
        **more,
    )


class OwnCustomer(Schema, extra="forbid"):
    """One's own customer."""

    customer: UUID


@verb(router, "/visits/{uuid:visit}/own-customer", Identified, sees="visit")
def link_own(request: HttpRequest, visit: UUID, body: OwnCustomer) -> HttpResponse:
    """A relationship manager knows their own customer."""
    return carry_out(
        request,
        linking.link_own,
        visit_id=visit,
        customer_id=body.customer,
        seen=seen(request),
    )


class Unlink(Schema, extra="forbid"):
    """Why it is not that customer."""

    reason: ClassReason


@verb(router, "/visits/{uuid:visit}/unlink", Identified, sees="visit")
def unlink(request: HttpRequest, visit: UUID, body: Unlink) -> HttpResponse:
    """It is not that customer."""
    return carry_out(
        request, linking.unlink_customer, visit_id=visit, reason=body.reason, seen=seen(request)
    )


@dataclass(frozen=True, slots=True)
class Address:
    """How somebody wants to be addressed, if they said so; never the name."""

    visit: UUID
    address_form: str | None


@router.get("/visits/{uuid:visit}/address", response=Address)
def address(request: HttpRequest, visit: UUID) -> HttpResponse:
    """How to address whom today's visit is linked to; the look is recorded."""
    actor = who(request)
    branch = actor.home
    demand(actor, Right.SEE_CUSTOMER, branch)
    at = now_in(branch)
    found = look(branch, visit_read(branch, visit, plan_of(branch).day(at)))[0]
    customer = found[0].customer_id if found else None
    if customer is None:
        raise Refused("unknown_customer")
    row = look_at_address(
        actor=actor, branch_id=branch, visit_id=visit, customer_id=customer, at=at
    )
    return answered(Address(visit, opened(row, bank_keys()).address_form or None))
