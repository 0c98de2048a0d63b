"""Tickets: issuing, and what happens to one."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tingtang.api.addresses import issued_shape
from tingtang.api.door import carry_out, seen
from tingtang.hall.ticket.actions import calling, issuing, moving
from tingtang.hall.visit.rules import CustomerClass, Need
from tingtang.voice.feedback import actions as feedback

router = Router(tags=["tickets"])
Language = Literal["zh-Hans", "zh-Hant", "en"]


class Nothing(Schema, extra="forbid"):
    """A verb without particulars."""


class NewTicket(Schema, extra="forbid"):
    """Who takes a number, for what."""

    service: UUID
    class_: CustomerClass = Field(CustomerClass.ORDINARY, alias="class")
    need: Need | None = None
    protected: bool = False
    emergency: bool = False
    language: Language = "zh-Hans"
    channel: Literal["kiosk", "lobby"] = "kiosk"


@router.post("/branches/{uuid:branch}/tickets", response=issuing.Issued)
def issue(request: HttpRequest, branch: UUID, body: NewTicket) -> HttpResponse:
    """Take a number."""
    wish = issuing.Wish(
        service_id=body.service,
        customer_class=body.class_,
        need=body.need,
        protected=body.protected,
        emergency=body.emergency,
        channel=body.channel,
        language=body.language,
    )
    return carry_out(
        request, issuing.issue, branch_id=branch, wish=wish, shape=issued_shape(request, branch)
    )


class Print(Schema, extra="forbid"):
    """Whether the slip came out."""

    ok: bool


@router.post("/tickets/{uuid:ticket}/printed", response=issuing.Printed)
def printed(request: HttpRequest, ticket: UUID, body: Print) -> HttpResponse:
    """Note that a slip was printed or failed; also a reprint."""
    return carry_out(request, issuing.note_print, ticket_id=ticket, ok=body.ok)


@router.post("/tickets/{uuid:ticket}/recall", response=calling.Moved)
def recall(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Call again."""
    return carry_out(request, calling.recall, ticket_id=ticket, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/arrive", response=calling.Moved)
def arrive(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """The customer is at the counter."""
    return carry_out(request, calling.arrive, ticket_id=ticket, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/no-show", response=calling.Moved)
def no_show(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Nobody came."""
    return carry_out(request, calling.pass_by, ticket_id=ticket, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/finish", response=calling.Moved)
def finish(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """End the service without calling anybody."""
    return carry_out(request, calling.finish, ticket_id=ticket, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/reopen", response=calling.Moved)
def reopen(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Take a mistaken finish back."""
    return carry_out(request, calling.reopen, ticket_id=ticket)


@router.post("/tickets/{uuid:ticket}/rejoin", response=calling.Moved)
def rejoin(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Come back after a miss."""
    return carry_out(request, moving.rejoin, ticket_id=ticket, seen=seen(request))


class Park(Schema, extra="forbid"):
    """Why somebody stands aside."""

    reason: Literal["forms", "self_service", "errand", "rest"]


@router.post("/tickets/{uuid:ticket}/park", response=calling.Moved)
def park(request: HttpRequest, ticket: UUID, body: Park) -> HttpResponse:
    """Stand aside, keeping the place."""
    return carry_out(request, moving.park, ticket_id=ticket, reason=body.reason, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/resume", response=calling.Moved)
def resume(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Come back into one's place."""
    return carry_out(request, moving.resume, ticket_id=ticket, seen=seen(request))


class Late(Schema, extra="forbid"):
    """How late."""

    minutes: Literal[10, 20, 30]


@router.post("/tickets/{uuid:ticket}/late", response=calling.Moved)
def late(request: HttpRequest, ticket: UUID, body: Late) -> HttpResponse:
    """I'll be late."""
    return carry_out(request, moving.be_late, ticket_id=ticket, minutes=body.minutes)


class Transfer(Schema, extra="forbid"):
    """Where to: a service, a counter, or both."""

    service: UUID | None = None
    counter: UUID | None = None


@router.post("/tickets/{uuid:ticket}/transfer", response=calling.Moved)
def transfer(request: HttpRequest, ticket: UUID, body: Transfer) -> HttpResponse:
    """To another service or counter, keeping the place."""
    return carry_out(
        request,
        moving.transfer,
        ticket_id=ticket,
        service_id=body.service,
        counter_id=body.counter,
        seen=seen(request),
    )


class ForService(Schema, extra="forbid"):
    """Which service."""

    service: UUID


@router.post("/tickets/{uuid:ticket}/change-service", response=calling.Moved)
def change_service(request: HttpRequest, ticket: UUID, body: ForService) -> HttpResponse:
    """Another service under the same number."""
    return carry_out(
        request,
        moving.change_service,
        ticket_id=ticket,
        service_id=body.service,
        seen=seen(request),
    )


@router.post("/tickets/{uuid:ticket}/add-service", response=calling.Moved)
def add_service(request: HttpRequest, ticket: UUID, body: ForService) -> HttpResponse:
    """One more service on the same ticket."""
    return carry_out(
        request, moving.add_service, ticket_id=ticket, service_id=body.service, seen=seen(request)
    )


class Marks(Schema, extra="forbid"):
    """What staff mark; absent: as it was."""

    class_: CustomerClass | None = Field(None, alias="class")
    need: Need | None = None
    protected: bool | None = None
    emergency: bool | None = None


@router.post("/tickets/{uuid:ticket}/mark", response=calling.Moved)
def mark(request: HttpRequest, ticket: UUID, body: Marks) -> HttpResponse:
    """Mark class, protected need or emergency."""
    marks = moving.Mark(body.class_, body.need, body.protected, body.emergency)
    return carry_out(request, moving.mark, ticket_id=ticket, mark=marks, seen=seen(request))


class Into(Schema, extra="forbid"):
    """The ticket that stays."""

    into: UUID


@router.post("/tickets/{uuid:ticket}/merge", response=calling.Moved)
def merge(request: HttpRequest, ticket: UUID, body: Into) -> HttpResponse:
    """End a duplicate."""
    return carry_out(request, moving.merge, ticket_id=ticket, into_id=body.into, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/abandon", response=calling.Moved)
def abandon(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Leave without being served."""
    return carry_out(request, moving.abandon, ticket_id=ticket, seen=seen(request))


@router.post("/tickets/{uuid:ticket}/ask-rating", response=calling.Moved)
def ask_rating(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Invite the customer to rate."""
    return carry_out(request, moving.ask_rating, ticket_id=ticket)


class Rate(Schema, extra="forbid"):
    """A rating."""

    score: int
    words: list[str] = []


@router.post("/tickets/{uuid:ticket}/rating", response=calling.Moved)
def rating(request: HttpRequest, ticket: UUID, body: Rate) -> HttpResponse:
    """Rate the service."""
    return carry_out(
        request, feedback.rate, ticket_id=ticket, score=body.score, words=tuple(body.words)
    )
