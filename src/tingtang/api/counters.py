"""Counters: seats and calls."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import Field

from tingtang.access.demand import demand
from tingtang.access.rights import RIGHTS, Post, Right
from tingtang.api.door import answered, carry_out, must_see, seen, verb
from tingtang.api.tickets import ForService, Nothing
from tingtang.api.who import who
from tingtang.bank.branch.queries import CounterPlan, Words, plan_of
from tingtang.bank.staff.queries import PersonRow, people_read
from tingtang.hall.counter.actions import (
    LONGEST_SAID_MIN,
    FreeAt,
    Seated,
    Summoned,
    SummonsOver,
    decline_summons,
    move_a_seat,
    say_until,
    summon_to_seat,
)
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.counter.rules import Pause, SeatMove, SeatState, is_summoned
from tingtang.hall.ticket.actions import calling, issuing
from tingtang.ledger.look import look

router = Router(tags=["counters"])


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of staff, as colleagues see them."""

    id: UUID
    name: str
    post: str


@dataclass(frozen=True, slots=True)
class SeatNow:
    """A counter, and who sits there."""

    id: UUID
    number: str
    kind: str
    zone: UUID
    services: tuple[UUID, ...]
    state: SeatState
    version: int
    staff: Colleague | None
    pause: str | None
    since: datetime | None
    asks_you: bool  # summoned: whoever asks, or whoever is free


@dataclass(frozen=True, slots=True)
class ServiceName:
    """A service, as it is called in every language."""

    id: UUID
    name: Words


@dataclass(frozen=True, slots=True)
class Seats:
    """The counters of a branch, by number, and what its services are called, in their order."""

    counters: tuple[SeatNow, ...]
    services: tuple[ServiceName, ...]


@router.get("/branches/{uuid:branch}/counters", response=Seats)
def seats(request: HttpRequest, branch: UUID) -> HttpResponse:
    """Which counters are free, who sits at the others, and what each can do."""
    actor, plan = who(request), plan_of(branch)
    demand(actor, Right.SEE_COUNTER, branch)
    taken, people = look(branch, seats_read(branch), people_read(branch))
    by_counter = {seat.counter_id: seat for seat in taken}
    by_id = {person.id: person for person in people}
    at = plan.clock.now()
    asking = {
        seat.counter_id
        for seat in taken
        if is_summoned(seat, at) and seat.summoned_id in (None, actor.subject)
    }
    return answered(
        Seats(
            counters=tuple(
                _now(each, by_counter.get(each.id), by_id, asks_you=each.id in asking)
                for each in plan.counters.values()
            ),
            services=tuple(ServiceName(each.id, each.name) for each in plan.services.values()),
        )
    )


def _now(
    counter: CounterPlan, seat: SeatRow | None, people: dict[UUID, PersonRow], *, asks_you: bool
) -> SeatNow:
    person = people.get(seat.staff_id) if seat and seat.staff_id else None
    return SeatNow(
        id=counter.id,
        number=counter.number,
        kind=counter.kind,
        zone=counter.zone_id,
        services=counter.services,
        state=seat.state if seat else SeatState.VACANT,
        version=seat.version if seat else 0,
        staff=_colleague(person) if person else None,
        pause=seat.pause if seat else None,
        since=seat.since if seat else None,
        asks_you=asks_you,
    )


@dataclass(frozen=True, slots=True)
class Colleagues:
    """Who may take a seat."""

    staff: tuple[Colleague, ...]


@router.get("/branches/{uuid:branch}/staff", response=Colleagues)
def staff(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The colleagues to whom a seat can be handed over."""
    demand(who(request), Right.SEE_COUNTER, branch)
    people = look(branch, people_read(branch))[0]
    able = (each for each in people if Right.TAKE_SEAT in RIGHTS[Post(each.post)])
    return answered(Colleagues(tuple(_colleague(each) for each in able if each.active)))


def _colleague(person: PersonRow) -> Colleague:
    return Colleague(person.id, person.name, person.post)


@verb(router, "/counters/{uuid:counter}/call-next", calling.Called, sees="seat, always")
def call_next(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Finish the service in hand and call the next."""
    return carry_out(request, calling.call_next, counter_id=counter, seen=must_see(request))


class Chosen(Schema, extra="forbid"):
    """Whom to call, and why this one."""

    ticket: UUID
    reason: Literal["booked", "returned", "need", "complaint", "other"]


@verb(router, "/counters/{uuid:counter}/call", calling.Called, sees="seat, always")
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


@verb(router, "/counters/{uuid:counter}/serve", issuing.Begun, sees="seat")
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


@verb(router, "/counters/{uuid:counter}/take", Seated, sees="seat")
def take(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Take the seat."""
    return _move(request, counter, SeatMove.TAKE)


@verb(router, "/counters/{uuid:counter}/open", Seated, sees="seat")
def open_(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Be ready to call."""
    return _move(request, counter, SeatMove.OPEN)


class PauseFor(Schema, extra="forbid"):
    """Why the seat calls nobody."""

    reason: Pause


@verb(router, "/counters/{uuid:counter}/pause", Seated, sees="seat")
def pause(request: HttpRequest, counter: UUID, body: PauseFor) -> HttpResponse:
    """Call nobody for now."""
    return _move(request, counter, SeatMove.PAUSE, pause=body.reason)


@verb(router, "/counters/{uuid:counter}/close", Seated, sees="seat")
def close(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Close; a customer who is still here is served to the end."""
    return _move(request, counter, SeatMove.CLOSE)


@verb(router, "/counters/{uuid:counter}/leave", Seated, sees="seat")
def leave(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Leave the seat."""
    return _move(request, counter, SeatMove.LEAVE)


class HandOver(Schema, extra="forbid"):
    """Who takes over."""

    staff: UUID


@verb(router, "/counters/{uuid:counter}/hand-over", Seated, sees="seat")
def hand_over(request: HttpRequest, counter: UUID, body: HandOver) -> HttpResponse:
    """Somebody else takes the seat, also in mid-service."""
    return _move(request, counter, SeatMove.HAND_OVER, to_staff=body.staff)


class SummonsOf(Schema, extra="forbid"):
    """Who is asked; absent: who sits there, else whoever is free."""

    staff: UUID | None = None


@verb(router, "/counters/{uuid:counter}/summon", Summoned, sees="seat")
def summon(request: HttpRequest, counter: UUID, body: SummonsOf) -> HttpResponse:
    """Ask somebody to work a counter that calls nobody."""
    return carry_out(
        request, summon_to_seat, counter_id=counter, staff_id=body.staff, seen=seen(request)
    )


@verb(router, "/counters/{uuid:counter}/decline-summons", SummonsOver, sees="seat")
def decline(request: HttpRequest, counter: UUID, body: Nothing) -> HttpResponse:
    """Not now, says who was asked."""
    return carry_out(request, decline_summons, counter_id=counter, seen=seen(request))


class Until(Schema, extra="forbid"):
    """In how many minutes the desk will be free."""

    minutes: Annotated[int, Field(ge=1, le=LONGEST_SAID_MIN, strict=True)]


@verb(router, "/counters/{uuid:counter}/until", FreeAt, sees="seat")
def until(request: HttpRequest, counter: UUID, body: Until) -> HttpResponse:
    """Say when the desk will be free."""
    return carry_out(
        request, say_until, counter_id=counter, minutes=body.minutes, seen=seen(request)
    )
