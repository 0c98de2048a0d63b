"""Tokens for the event stream."""

from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.door import answered, looked
from tingtang.api.who import who
from tingtang.bank.branch.queries import plan_of
from tingtang.kernel.refused import Refused
from tingtang.live.tokens import LASTS_S, Claims, mint

router = Router(tags=["live"])

View = Literal["wall", "kiosk", "phone", "lobby", "counter", "desk", "office"]
_NEEDED = {
    "wall": Right.SEE_WALL,
    "kiosk": Right.SEE_KIOSK,
    "phone": Right.SEE_OWN_TICKET,
    "lobby": Right.SEE_LOBBY,
    "counter": Right.SEE_COUNTER,
    "desk": Right.SEE_DESK,
    "office": Right.SEE_OFFICE,
}


class Ask(Schema, extra="forbid"):
    """Which view, of what."""

    view: View
    counter: UUID | None = None
    wall: UUID | None = None
    ticket: UUID | None = None


@dataclass(frozen=True, slots=True)
class Stream:
    """Where to listen, and for how many seconds."""

    url: str
    expires_in: int


@router.post("/live/token", response=Stream)
def token(request: HttpRequest, body: Ask) -> HttpResponse:
    """A token for five minutes, as a cookie for the stream only."""
    actor = who(request)
    branch_id = actor.home
    demand(actor, _NEEDED[body.view], branch_id)
    claims = _claims(actor, branch_id, body)
    looked(actor, f"view.{body.view}")
    base = getattr(request, "base", "")
    host = urlsplit(f"//{request.get_host()}").hostname or ""
    host = f"[{host}]" if ":" in host else host
    address = f"{request.scheme}://{host}:{settings.STREAM_PORT}"
    response = answered(Stream(f"{address}{base}/live/{branch_id}?view={body.view}", LASTS_S))
    response.set_cookie(
        f"tt_live_{body.view}",
        mint(claims),
        max_age=LASTS_S,
        path=f"{base}/live/",
        httponly=True,
        samesite="Strict",
        secure=request.is_secure(),
    )
    return response


def _claims(actor: Actor, branch_id: UUID, body: Ask) -> Claims:
    counter = body.counter
    if body.view == "counter":
        if counter is None:
            raise Refused("bad_input", where="counter")
        plan_of(branch_id).counter(counter)
    ticket = actor.subject if body.view == "phone" else None
    device = actor.id if actor.kind == "device" and isinstance(actor.id, UUID) else None
    return Claims(
        branch=branch_id,
        view=body.view,
        actor=actor.mark,
        counter=counter if body.view == "counter" else None,
        ticket=ticket,
        device=device,
    )
