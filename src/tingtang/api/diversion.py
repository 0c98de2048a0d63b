"""Diversion: another place is offered, and what becomes of the offer."""

from dataclasses import asdict, dataclass
from datetime import date, datetime
from math import ceil, floor
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import StrictBool, StrictInt

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.branches import whereabouts
from tingtang.api.door import answered, carry_out, check_span, looked, seen, verb
from tingtang.api.tickets import Nothing
from tingtang.api.who import who
from tingtang.bank.branch.queries import Words, now_in, plan_of
from tingtang.hall.diversion import queries
from tingtang.hall.diversion.actions import answering, offering
from tingtang.hall.diversion.rules import LEVEL, Decline, Door, Figures, Saved
from tingtang.hall.diversion.rules import figures as reckoned
from tingtang.ledger.look import look

router = Router(tags=["diversion"])

Business = Literal[
    "small_cash", "large_cash", "fee", "non_cash", "opening", "wealth", "corporate", "other"
]


class AskedFor(Schema, extra="forbid"):
    """What it is for, as far as somebody has said; `asked`: the customer asked for another place.
    Of a sum only its band is kept.
    """

    business: Business | None = None
    amount_yuan: Annotated[StrictInt, Field(ge=0, le=10**12)] | None = None
    asked: StrictBool = False


@verb(router, "/tickets/{uuid:ticket}/offer", offering.OfferNow, sees="ticket")
def offer(request: HttpRequest, ticket: UUID, body: AskedFor) -> HttpResponse:
    """Offer another place, if one may be offered."""
    return carry_out(
        request,
        offering.offer,
        ticket_id=ticket,
        business=body.business,
        amount_yuan=body.amount_yuan,
        asked=body.asked,
        calls_from=whereabouts(who(request)) if body.asked else "",
        seen=seen(request),
    )


class OfferAnswer(Schema, extra="forbid"):
    """The customer's answer; nobody has to say why."""

    answer: Literal["accept", "decline"]
    reason: Decline | None = None


@verb(router, "/offers/{uuid:offer}/answer", answering.OfferMoved, sees="offer")
def answer(request: HttpRequest, offer: UUID, body: OfferAnswer) -> HttpResponse:
    """Accept or decline."""
    return carry_out(
        request,
        answering.answer_offer,
        offer_id=offer,
        accepted=body.answer == "accept",
        reason=body.reason,
        seen=seen(request),
    )


@verb(router, "/offers/{uuid:offer}/withdraw", answering.OfferMoved, sees="offer")
def withdraw(request: HttpRequest, offer: UUID, body: Nothing) -> HttpResponse:
    """Nobody answered."""
    return carry_out(request, answering.withdraw_offer, offer_id=offer, seen=seen(request))


@verb(router, "/offers/{uuid:offer}/return", answering.OfferMoved, sees="offer")
def return_(request: HttpRequest, offer: UUID, body: Nothing) -> HttpResponse:
    """Come back to one's own place in the line."""
    return carry_out(request, answering.return_from_diversion, offer_id=offer, seen=seen(request))


class Outcome(Schema, extra="forbid"):
    """What became of it."""

    outcome: Literal["done", "returned", "unknown"]


@verb(router, "/offers/{uuid:offer}/close", answering.OfferMoved, sees="offer")
def close(request: HttpRequest, offer: UUID, body: Outcome) -> HttpResponse:
    """Say what became of an accepted offer."""
    return carry_out(
        request,
        answering.close_offer,
        offer_id=offer,
        outcome=body.outcome,
        seen=seen(request),
    )


@dataclass(frozen=True, slots=True)
class SavedMinutes:
    """Whole minutes saved: the middle, and the range around it, rounded outward."""

    low: int
    middle: int
    high: int


@dataclass(frozen=True, slots=True)
class HelpedElsewhere:
    """Somebody who could be helped elsewhere, where, and why; without `saved` it isn't known by how
    much.
    """

    ticket: UUID
    number: str
    version: int
    service: UUID
    issued_at: datetime
    place: str
    where: str
    spot: UUID | None
    why: Words
    saved: SavedMinutes | None


@dataclass(frozen=True, slots=True)
class SecondDiversion:
    """Who could be helped elsewhere: most saved first, then the others by arrival."""

    level_pct: int  # of the ranges
    candidates: tuple[HelpedElsewhere, ...]


@router.get("/branches/{uuid:branch}/diversion/candidates", response=SecondDiversion)
def candidates(request: HttpRequest, branch: UUID) -> HttpResponse:
    """Who of those waiting could be helped elsewhere now; nothing is decided by reading it."""
    actor = who(request)
    demand(actor, Right.SEE_LOBBY, branch)
    found = queries.candidates(plan_of(branch), now_in(branch))
    looked(actor, "diversion.candidates")
    return answered(SecondDiversion(round(LEVEL * 100), tuple(map(_told, found))))


@dataclass(frozen=True, slots=True)
class DiversionAt(Figures):
    """Of one door."""

    door: Door


@dataclass(frozen=True, slots=True)
class DiversionFigures:
    """Of some days, without protected people (CBIRC 2021 No. 40)."""

    first: date
    last: date
    doors: tuple[DiversionAt, ...]


@router.get("/branches/{uuid:branch}/diversion/figures", response=DiversionFigures)
def figures(request: HttpRequest, branch: UUID, first: date, last: date) -> HttpResponse:
    """Offers and what became of them, by door; counts only."""
    demand(who(request), Right.SEE_REFERRALS, branch)
    check_span(first, last)
    (told,) = look(branch, queries.told_read(branch, first, last))
    counted = reckoned(told).items()
    doors = tuple(DiversionAt(**asdict(each), door=door) for door, each in counted)
    return answered(DiversionFigures(first, last, doors))


def _told(each: queries.Candidate) -> HelpedElsewhere:
    return HelpedElsewhere(
        ticket=each.ticket.id,
        number=each.ticket.label,
        version=each.ticket.version,
        service=each.ticket.service_id,
        issued_at=each.ticket.issued_at,
        place=each.place,
        where=each.spot.name,
        spot=each.spot.id,
        why=each.why,
        saved=_minutes(each.saved) if each.saved else None,
    )


def _minutes(saved: Saved) -> SavedMinutes:
    low, high = floor(saved.low_s / 60), ceil(saved.high_s / 60)
    return SavedMinutes(low, round(saved.middle_s / 60), high)
