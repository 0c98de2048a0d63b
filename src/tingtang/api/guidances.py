"""Guidance: where a customer goes, and promises that a relationship manager comes."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import StrictBool

from tingtang.api.door import carry_out, seen, verb
from tingtang.api.tickets import Nothing
from tingtang.relation.guidance.actions import guiding, keeping
from tingtang.relation.referral.actions import leading, leaving

router = Router(tags=["guidance"])


class Guiding(Schema, extra="forbid"):
    """What is said when a customer is guided.

    `rm`: the customer's own relationship manager; `desk`: the one that the screen offers to lead
    to; `asked`: the customer asks of their own accord; `instead`: what was awaited of them by an
    earlier word, which this one replaces. A refusal replaces whatever is awaited.
    """

    business: (
        Literal[
            "small_cash",
            "large_cash",
            "fee",
            "non_cash",
            "opening",
            "wealth",
            "corporate",
            "other",
        ]
        | None
    ) = None
    reply: Literal["unasked", "willing", "no_time", "refuses"] = "unasked"
    reserved: StrictBool = False
    asked: StrictBool = False
    rm: UUID | None = None
    desk: UUID | None = None
    instead: UUID | None = None


@verb(router, "/visits/{uuid:visit}/guide", leading.Guided)
def guide(request: HttpRequest, visit: UUID, body: Guiding) -> HttpResponse:
    """Say where a customer goes; leading to a desk holds it."""
    ask = guiding.Ask(
        business=body.business,
        reply=body.reply,
        reserved=body.reserved,
        asked=body.asked,
        rm_id=body.rm,
        desk_id=body.desk,
        instead=body.instead,
    )
    return carry_out(request, leading.guide, visit_id=visit, ask=ask)


@verb(router, "/guidances/{uuid:guidance}/undo", keeping.GuidanceNow, sees="guidance")
def undo(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """Take it back, within seconds."""
    return carry_out(request, leading.undo, guidance_id=guidance, seen=seen(request))


@verb(router, "/guidances/{uuid:guidance}/keep-waiting", keeping.GuidanceNow, sees="guidance")
def keep_waiting(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """The customer waits on: ask again later."""
    return carry_out(request, keeping.keep_waiting, guidance_id=guidance, seen=seen(request))


@verb(router, "/guidances/{uuid:guidance}/let-go", keeping.GuidanceNow, sees="guidance")
def let_go(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """The customer waits no longer, and nobody is asked to receive them."""
    return carry_out(request, leaving.let_go, guidance_id=guidance, seen=seen(request))


class LeadTo(Schema, extra="forbid"):
    """Another desk than the one that was promised."""

    desk: UUID | None = None


@verb(router, "/guidances/{uuid:guidance}/led", leading.Led, sees="guidance")
def led(request: HttpRequest, guidance: UUID, body: LeadTo) -> HttpResponse:
    """The customer is led to the desk now, which is held."""
    return carry_out(
        request, leading.lead, guidance_id=guidance, desk_id=body.desk, seen=seen(request)
    )


@verb(
    router,
    "/guidances/{uuid:guidance}/take-back-leading",
    keeping.GuidanceNow,
    sees="guidance",
)
def take_back_leading(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """The customer is not led, after all, within seconds: what was promised stands."""
    return carry_out(request, leading.take_back_leading, guidance_id=guidance, seen=seen(request))


@verb(router, "/guidances/{uuid:guidance}/arrived", leading.Met, sees="guidance")
def arrived(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """The customer is at my desk: the talk begins."""
    return carry_out(request, leading.arrived, guidance_id=guidance, seen=seen(request))


@verb(router, "/guidances/{uuid:guidance}/not-come", keeping.GuidanceNow, sees="guidance")
def not_come(request: HttpRequest, guidance: UUID, body: Nothing) -> HttpResponse:
    """The led customer did not come."""
    return carry_out(request, keeping.not_come, guidance_id=guidance, seen=seen(request))
