"""Referrals: the slip of two taps, the tracking sheet, experience cards, and the funnel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, carry_out, check_span, looked, seen, verb
from tingtang.api.throttle import look_up_misses
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.staff.queries import people_read
from tingtang.ledger.look import look
from tingtang.relation.referral.actions import cards, receiving, refusing, submitting
from tingtang.relation.referral.actions.doing import ReferralNow
from tingtang.relation.referral.actions.receiving import CardGiven
from tingtang.relation.referral.actions.submitting import Slip, Submitted
from tingtang.relation.referral.queries import (
    FunnelRow,
    ReferralRow,
    SignalledRow,
    day_referrals_read,
    funnel_read,
    signalled_read,
    submissions_read,
)
from tingtang.relation.referral.rules import ReferralMove, Target, asked, first_source

router = Router(tags=["referrals"])


class SlipIn(Schema, extra="forbid"):
    """To which post, and perhaps whom; for which business; whether the customer said yes today."""

    target: Target = Target.RM
    business: Annotated[str, Field(max_length=20)] = "wealth"
    spoken_yes: bool = False
    rm: UUID | None = None


@verb(router, "/visits/{uuid:visit}/refer", Submitted)
def refer(request: HttpRequest, visit: UUID, body: SlipIn) -> HttpResponse:
    """Refer a customer; a second submission for the visit joins the first."""
    slip = Slip(body.target, body.business, body.spoken_yes, body.rm)
    verb_ = submitting.submit_referral
    return carry_out(request, verb_, visit_id=visit, slip=slip)


_AT = "/referrals/{uuid:referral}"


@verb(router, f"{_AT}/undo", ReferralNow, sees="referral")
def undo(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Take a submission back within six seconds, before the receiver hears of it."""
    return _done(request, submitting.undo_referral, referral)


@verb(router, f"{_AT}/yes", ReferralNow, sees="referral")
def yes(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The customer agrees today, in words, to be introduced."""
    return _done(request, submitting.say_yes, referral)


@verb(router, f"{_AT}/take-back-yes", ReferralNow, sees="referral")
def take_back_yes(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The customer doesn't agree after all, or was heard wrongly; it is no refusal."""
    return _done(request, submitting.take_back_yes, referral)


@verb(router, f"{_AT}/accept", ReferralNow, sees="referral")
def accept(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Take the customer on."""
    return _done(request, receiving.accept_referral, referral)


class HandingOn(Schema, extra="forbid"):
    """Why somebody else is asked."""

    reason: Literal["not_mine", "other_product", "no_time", "known_elsewhere", "other"]


@verb(router, f"{_AT}/hand-on", ReferralNow, sees="referral")
def hand_on(request: HttpRequest, referral: UUID, body: HandingOn) -> HttpResponse:
    """Return it: the next one is asked, after two returns the branch head."""
    return _done(request, receiving.return_referral, referral, reason=body.reason)


@verb(router, f"{_AT}/introduce", ReferralNow, sees="referral")
def introduce(request: HttpRequest, referral: UUID) -> HttpResponse:
    """Customer and receiver are introduced."""
    return _done(request, receiving.introduce, referral)


@verb(router, f"{_AT}/talk", ReferralNow, sees="referral")
def talk(request: HttpRequest, referral: UUID) -> HttpResponse:
    """They sit together."""
    return _done(request, receiving.begin_talk, referral)


class Concluding(Schema, extra="forbid"):
    """What came of it; a reason only where nothing did."""

    outcome: Literal["convert", "follow_up", "not_interested", "no_offer"]
    reason: Literal[
        "", "no_time", "no_need", "rate", "other_bank", "needs_thought", "no_product", "other"
    ] = ""


@verb(router, f"{_AT}/conclude", ReferralNow, sees="referral")
def conclude(request: HttpRequest, referral: UUID, body: Concluding) -> HttpResponse:
    """Say what came of it: the receiver alone."""
    return _done(
        request,
        receiving.conclude,
        referral,
        outcome=ReferralMove(body.outcome),
        reason=body.reason,
    )


@verb(router, f"{_AT}/take-back-refusal", ReferralNow, sees="referral")
def take_back_refusal(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The customer did not decline, after all: within six seconds, by who had said so."""
    return _done(request, refusing.take_back_refusal, referral)


@verb(router, f"{_AT}/refuse", ReferralNow, sees="referral")
def refuse(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The customer wants no introduction: nobody asks again during the visit."""
    return _done(request, refusing.refuse, referral)


@verb(router, f"{_AT}/left", ReferralNow, sees="referral")
def left(request: HttpRequest, referral: UUID) -> HttpResponse:
    """The customer has gone."""
    return _done(request, receiving.customer_left, referral)


@verb(router, f"{_AT}/card", CardGiven, sees="referral")
def card(request: HttpRequest, referral: UUID) -> HttpResponse:
    """No time today: an experience card."""
    return _done(request, receiving.give_card, referral)


class Redeeming(Schema, extra="forbid"):
    """What is printed on the card."""

    serial: Annotated[str, Field(max_length=20)]


@dataclass(frozen=True, slots=True)
class CardRedeemed:
    """The card was good: who gave it, on which day, and who had referred its holder; a name is
    absent once it is known no more.
    """

    id: UUID
    visit: UUID
    given_on: date
    given_by: str | None
    referred_by: str | None


@verb(router, "/visits/{uuid:visit}/redeem", CardRedeemed)
def redeem(request: HttpRequest, visit: UUID, body: Redeeming) -> HttpResponse:
    """The holder of an experience card is here; who tries out serials is slowed down."""
    actor = who(request)
    demand(actor, Right.REFER, actor.home)
    with look_up_misses(request, actor):
        return carry_out(
            request,
            cards.redeem_card,
            visit_id=visit,
            serial=body.serial,
            shape=_with_names(actor.home),
        )


def _with_names(branch: UUID) -> Callable[[Any], object]:
    def shape(redeemed: dict[str, Any]) -> object:
        people = look(branch, people_read(branch))[0]
        names: dict[object, str] = {str(each.id): each.name for each in people}
        given, referred = redeemed["given_by"], redeemed.get("referred_by")
        return redeemed | {"given_by": names.get(given), "referred_by": names.get(referred)}

    return shape


def _done(
    request: HttpRequest, verb_: Callable[..., object], referral: UUID, **more: Any
) -> HttpResponse:
    return carry_out(request, verb_, referral_id=referral, seen=seen(request), **more)


# -------------------------------------------------------------------------- reading


@dataclass(frozen=True, slots=True)
class TrackedOf:
    """A line of the tracking sheet. `asked` is who is asked now; none: the branch head."""

    id: UUID
    visit: UUID
    customer_class: str
    business: str
    target: str
    source: str
    source_post: str
    state: str
    spoken_yes: bool
    asked: str | None
    receiver: str | None
    credit: str | None
    submitted_at: datetime
    version: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """A day's referrals, first submitted first."""

    day: date
    referrals: tuple[TrackedOf, ...]


@router.get("/branches/{uuid:branch}/referrals", response=Sheet)
def sheet(request: HttpRequest, branch: UUID, day: date | None = None) -> HttpResponse:
    """The VIP referral tracking sheet (贵宾客户推介跟踪表) of a day."""
    actor = who(request)
    demand(actor, Right.SEE_REFERRALS, branch)
    now, plan = now_in(branch), plan_of(branch)
    when = day or plan.day(now)
    rows, people = look(branch, day_referrals_read(branch, when), people_read(branch))
    names = {person.id: person.name for person in people}
    within = timedelta(seconds=plan.parameters["referral_accept_s"])
    looked(actor, "referrals")
    return answered(Sheet(when, tuple(_tracked(branch, row, names, now, within) for row in rows)))


def _tracked(
    branch: UUID, row: ReferralRow, names: Mapping[UUID, str], now: datetime, within: timedelta
) -> TrackedOf:
    credit = first_source(look(branch, submissions_read(branch, row.visit_id))[0])
    waits = asked(row.asking, now, within) if row.state.value == "submitted" else None
    return TrackedOf(
        row.id,
        row.visit_id,
        row.customer_class,
        row.business,
        row.target,
        names.get(row.source_id, ""),
        row.source_post,
        row.state.value,
        row.spoken_yes,
        names.get(waits) if waits else None,
        names.get(row.receiver_id) if row.receiver_id else None,
        names.get(credit) if credit else None,
        row.submitted_at,
        row.version,
    )


@dataclass(frozen=True, slots=True)
class Funnel:
    """From signals to outcome over some days, by source post, class and reason lost. `signals`:
    visits with a signal.
    """

    first: date
    last: date
    signals: tuple[SignalledRow, ...]
    rows: tuple[FunnelRow, ...]


@router.get("/branches/{uuid:branch}/referrals/funnel", response=Funnel)
def funnel(request: HttpRequest, branch: UUID, first: date, last: date) -> HttpResponse:
    """Signals, referrals, talks and outcomes; counts only."""
    demand(who(request), Right.SEE_REFERRALS, branch)
    check_span(first, last)
    rows, signals = look(
        branch, funnel_read(branch, first, last), signalled_read(branch, first, last)
    )
    return answered(Funnel(first, last, tuple(signals), tuple(rows)))
