"""Counters: seats and calls."""

from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema

from tingtang.api.door import carry_out, must_see, seen
from tingtang.api.tickets import ForService, Nothing
from tingtang.hall.counter.actions import Seated, move_a_seat
from tingtang.hall.counter.rules import Pause, SeatMove
from tingtang.hall.ticket.actions import calling, issuing

router = Router(tags=["counters"])


@router.post("/counters/{uuid:counter}/call-next", response=calling.Called)
def call_next(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Finish the service in hand and call the next."""
    return carry_out(request, calling.call_next, counter_id=counter, seen=must_see(request))


class Chosen(Schema, extra="forbid"):
    """Whom to call, and why this one."""

    ticket: UUID
    reason: Literal["booked", "returned", "need", "complaint", "other"]


@router.post("/counters/{uuid:counter}/call", response=calling.Called)
def call(request: HttpRequest, counter: UUID, body: Chosen) -> HttpResponse:
    """Call a chosen number."""
    return carry_out(
        request,
        calling.call_chosen,
        counter_id=counter,
        ticket_id=body.ticket,
        reason=body.reason,
        seen=must_see(request),
    )


@router.post("/counters/{uuid:counter}/serve", response=issuing.Begun)
def serve(request: HttpRequest, counter: UUID, body: ForService) -> HttpResponse:
    """Serve somebody without a number."""
    return carry_out(
        request,
        issuing.begin_service,
        counter_id=counter,
        service_id=body.service,
        seen=seen(request),
    )


def _move(request: HttpRequest, counter: UUID, move: SeatMove, **more: Any) -> HttpResponse:
    return carry_out(
        request, move_a_seat, counter_id=counter, move=move, seen=seen(request), **more
    )


@router.post("/counters/{uuid:counter}/take", response=Seated)
def take(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Take the seat."""
    return _move(request, counter, SeatMove.TAKE)


@router.post("/counters/{uuid:counter}/open", response=Seated)
def open_(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Be ready to call."""
    return _move(request, counter, SeatMove.OPEN)


class PauseFor(Schema, extra="forbid"):
    """Why the seat calls nobody."""

    reason: Pause


@router.post("/counters/{uuid:counter}/pause", response=Seated)
def pause(request: HttpRequest, counter: UUID, body: PauseFor) -> HttpResponse:
    """Call nobody for now."""
    return _move(request, counter, SeatMove.PAUSE, pause=body.reason)


@router.post("/counters/{uuid:counter}/close", response=Seated)
def close(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Close; a customer who is still here is served to the end."""
    return _move(request, counter, SeatMove.CLOSE)


@router.post("/counters/{uuid:counter}/leave", response=Seated)
def leave(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Leave the seat."""
    return _move(request, counter, SeatMove.LEAVE)


class HandOver(Schema, extra="forbid"):
    """Who takes over."""

    staff: UUID


@router.post("/counters/{uuid:counter}/hand-over", response=Seated)
def hand_over(request: HttpRequest, counter: UUID, body: HandOver) -> HttpResponse:
    """Somebody else takes the seat, also in mid-service."""
    return _move(request, counter, SeatMove.HAND_OVER, to_staff=body.staff)
