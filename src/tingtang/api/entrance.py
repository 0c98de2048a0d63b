"""The first page: what this installation is, and in a demonstration the seats that may be
opened.
"""

import time
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Router

from tingtang.access import passes
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.addresses import phone_path
from tingtang.api.demonstration import Seat, seats_in
from tingtang.api.phone import open_link
from tingtang.api.who import SEAT_COOKIE, pass_key
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.ticket.actions.issuing import Wish, issue

router = Router(tags=["entrance"])
_DAY = 24 * 3600
_LOOPBACK = frozenset({"127.0.0.1", "::1"})


def offered() -> tuple[list[str], dict[str, Seat]]:
    """The seats that this server may open: none unless it is a demonstration bound to this
    machine.
    """
    return seats_in(settings.DATA) if settings.HOST in _LOOPBACK else ([], {})


@router.get("/entrance")
def entrance(request: HttpRequest) -> dict[str, Any]:
    """The seats of each branch of the demonstration; or only whose house this is."""
    branches, seats = offered()
    return {
        "demonstration": bool(branches),
        "bank": plan_of(UUID(branches[0])).bank if branches else {},
        "branches": [_branch(branch, seats) for branch in branches],
    }


def _branch(branch: str, seats: dict[str, Seat]) -> dict[str, Any]:
    plan = plan_of(UUID(branch))
    own = [seat for seat in seats.values() if seat.branch == branch]
    return {
        "id": branch,
        "name": plan.name,
        "type": plan.kind,
        "clock_at": plan.clock.now(),
        "clock_scale": plan.clock.scale,
        "seats": [_seat(seat) for seat in own],
    }


def _seat(seat: Seat) -> dict[str, Any]:
    row: dict[str, Any] = {
        "seat": seat.seat,
        "view": seat.view,
        "post": seat.post,
        "name": seat.name,
        "href": f"/s/{seat.seat}/enter",
    }
    if seat.who:
        row["who"] = seat.who
    if seat.counter:
        row["counter"] = seat.counter
    return row


def enter(request: HttpRequest) -> HttpResponse:
    """Open a seat: `/s/SEAT/enter` gives the browser its pass and sends it to its screen."""
    base: str = getattr(request, "base", "")
    seat = offered()[1].get(base.removeprefix("/s/"))
    if seat is None:
        raise Http404
    if seat.kind == "phone":
        return _open_phone(request, seat)
    bearer = passes.Pass(
        kind=seat.kind,
        id=seat.id,
        post=seat.post,
        branch=seat.branch,
        subject=seat.id if seat.kind == "staff" else "",
        until=int(time.time()) + _DAY,
    )
    response = HttpResponseRedirect(f"{base}/{seat.view}/")
    response.set_cookie(
        SEAT_COOKIE,
        passes.sign(pass_key(), bearer),
        path=f"{base}/",
        httponly=True,
        samesite="Strict",
    )
    return response


def _open_phone(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A customer's phone needs a number first: it is taken as at the kiosk."""
    branch_id = UUID(seat.branch)
    plan = plan_of(branch_id)
    kiosk = Actor("device", UUID(int=0), Post.KIOSK, frozenset([branch_id]))
    service = next(iter(plan.services))
    issued = issue(actor=kiosk, branch_id=branch_id, wish=Wish(service), at=plan.clock.now())
    return open_link(request, phone_path(branch_id, issued.token).removeprefix("/p/"))
