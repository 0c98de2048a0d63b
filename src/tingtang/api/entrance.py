"""The first page: what this installation is, and in a demonstration the seats that may be
opened.
"""

import time
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from ninja import Router

from tingtang.access import passes
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.api.addresses import phone_path
from tingtang.api.demonstration import Seat, opens_seats, seats_in
from tingtang.api.door import answered
from tingtang.api.phone import open_link
from tingtang.api.who import SEAT_COOKIE, pass_key
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.hall.booking.rules.slots import capacity_of
from tingtang.hall.ticket.actions.issuing import Wish, issue
from tingtang.kernel.refused import Refused

router = Router(tags=["entrance"])
_DAY = 24 * 3600
_NUMBERS_ENDED = frozenset({"no_more_numbers", "numbers_used_up"})

Words = dict[str, str]


@dataclass(frozen=True, slots=True)
class OpenSeat:
    """A seat that may be opened, and where."""

    seat: str
    view: str
    post: str
    name: Words
    href: str
    who: str | None
    counter: str | None


@dataclass(frozen=True, slots=True)
class OpenBranch:
    """A branch of the demonstration, and the time there."""

    id: str
    name: Words
    type: str
    clock_at: datetime
    clock_scale: float
    seats: tuple[OpenSeat, ...]
    book: str | None  # its booking page, if anything can be booked


@dataclass(frozen=True, slots=True)
class Entrance:
    """The seats of each branch of the demonstration; none in any other house."""

    demonstration: bool
    bank: Words
    branches: tuple[OpenBranch, ...]


@router.get("/entrance", response=Entrance)
def entrance(request: HttpRequest) -> HttpResponse:
    """What may be opened from the first page."""
    branches, seats = _offered()
    return answered(
        Entrance(
            demonstration=bool(branches),
            bank=plan_of(UUID(branches[0])).bank if branches else {},
            branches=tuple(_branch(branch, seats) for branch in branches),
        )
    )


def _offered() -> tuple[list[str], dict[str, Seat]]:
    return seats_in(settings.DATA) if opens_seats() else ([], {})


def _branch(branch: str, seats: dict[str, Seat]) -> OpenBranch:
    at = now_in(UUID(branch))
    plan = plan_of(UUID(branch))
    own = tuple(_seat(seat) for seat in seats.values() if seat.branch == branch)
    bookable = any(capacity_of(plan, service) for service in plan.services.values())
    book = f"/book/?branch={plan.code}" if bookable else None
    return OpenBranch(branch, plan.name, plan.kind, at, plan.clock.scale, own, book)


def _seat(seat: Seat) -> OpenSeat:
    return OpenSeat(
        seat=seat.seat,
        view=seat.view,
        post=seat.post,
        name=seat.name,
        href=f"/s/{seat.seat}/enter",
        who=seat.who or None,
        counter=seat.counter or None,
    )


def enter(request: HttpRequest) -> HttpResponse:
    """Open a seat: `/s/SEAT/enter` gives the browser its pass and sends it to its screen."""
    request.get_host()  # another name for this machine, in another site's page, opens nothing
    base: str = getattr(request, "base", "")
    seat = _offered()[1].get(base.removeprefix("/s/"))
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
        secure=request.is_secure(),
    )
    return response


def _open_phone(request: HttpRequest, seat: Seat) -> HttpResponse:
    """A customer's phone needs a number first: it is taken as at the kiosk."""
    branch_id = UUID(seat.branch)
    kiosk = Actor("device", UUID(int=0), Post.KIOSK, frozenset([branch_id]))
    service = next(iter(plan_of(branch_id).services))
    try:
        issued = issue(actor=kiosk, branch_id=branch_id, wish=Wish(service), at=now_in(branch_id))
    except Refused as refused:
        if refused.code in _NUMBERS_ENDED:
            raise Refused("demonstration_over") from refused
        raise
    return open_link(request, phone_path(branch_id, issued.token).removeprefix("/p/"))
