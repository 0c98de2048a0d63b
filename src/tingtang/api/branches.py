"""A branch: its day, stopped services, paper numbers, help."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import StrictBool, StrictInt

from tingtang.access.actor import Actor
from tingtang.access.queries import device_read
from tingtang.api.door import carry_out, verb
from tingtang.api.tickets import Nothing
from tingtang.api.who import who
from tingtang.bank.branch.actions import (
    DayMovedOn,
    ServiceMoved,
    move_the_day,
    resume_service,
    stop_service,
)
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.ticket.actions import paper
from tingtang.hall.ticket.actions.day import DayEnd, close_current_day
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit import actions as visits
from tingtang.hall.visit.rules import ClassReason, CustomerClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look

router = Router(tags=["branches"])

_MOVES = {
    "prepare": DayMove.PREPARE,
    "open": DayMove.OPEN,
    "last-numbers": DayMove.LAST_NUMBERS,
    "closing": DayMove.BEGIN_CLOSING,
}


@verb(router, "/branches/{uuid:branch}/day/close", DayEnd)
def close_day(request: HttpRequest, branch: UUID, body: Nothing) -> HttpResponse:
    """Close the business day, or the one that was left open."""
    return carry_out(request, close_current_day, branch_id=branch)


@verb(router, "/branches/{uuid:branch}/day/{move}", DayMovedOn)
def day(
    request: HttpRequest,
    branch: UUID,
    move: Literal["prepare", "open", "last-numbers", "closing"],
    body: Nothing,
) -> HttpResponse:
    """Move the business day on."""
    return carry_out(request, move_the_day, branch_id=branch, move=_MOVES[move])


class Stop(Schema, extra="forbid"):
    """Why a service stops."""

    notice: Literal["cash_out", "sold_out", "system_down"]


@verb(router, "/branches/{uuid:branch}/services/{uuid:service}/stop", ServiceMoved)
def stop(request: HttpRequest, branch: UUID, service: UUID, body: Stop) -> HttpResponse:
    """Stop one service with a notice."""
    return carry_out(
        request, stop_service, branch_id=branch, service_id=service, notice=body.notice
    )


@verb(router, "/branches/{uuid:branch}/services/{uuid:service}/resume", ServiceMoved)
def resume(request: HttpRequest, branch: UUID, service: UUID, body: Nothing) -> HttpResponse:
    """A stopped service goes on."""
    return carry_out(request, resume_service, branch_id=branch, service_id=service)


class PaperBlock(Schema, extra="forbid"):
    """How many paper numbers of which service."""

    service: UUID
    size: StrictInt


@verb(router, "/branches/{uuid:branch}/paper-blocks", paper.Block)
def paper_block(request: HttpRequest, branch: UUID, body: PaperBlock) -> HttpResponse:
    """Set a block of paper numbers aside."""
    return carry_out(
        request,
        paper.open_paper_block,
        branch_id=branch,
        service_id=body.service,
        size=body.size,
    )


class PaperNumber(Schema, extra="forbid"):
    """A paper number that was handed out."""

    number: Annotated[str, Field(pattern="^[A-Z][0-9]{3,4}$")]
    class_: CustomerClass = Field(CustomerClass.ORDINARY, alias="class")
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT  # of the class, unless it is ordinary
    protected: StrictBool | None = None


class PaperNumbers(Schema, extra="forbid"):
    """Paper numbers in the order in which they were handed out."""

    block: UUID
    numbers: Annotated[list[PaperNumber], Field(min_length=1, max_length=100)]


@verb(router, "/branches/{uuid:branch}/paper-tickets", paper.Entered)
def paper_tickets(request: HttpRequest, branch: UUID, body: PaperNumbers) -> HttpResponse:
    """Enter paper numbers, all or none."""
    handed = [paper.OnPaper(n.number, n.class_, n.protected, n.reason) for n in body.numbers]
    return carry_out(
        request, paper.enter_paper, branch_id=branch, block_id=body.block, handed=handed
    )


class AskHelp(Schema, extra="forbid"):
    """Whose help is asked for: a ticket's, or whoever stands at the device."""

    ticket: UUID | None = None


@verb(router, "/branches/{uuid:branch}/help", visits.Helped)
def ask_help(request: HttpRequest, branch: UUID, body: AskHelp) -> HttpResponse:
    """Summon a named person to whoever asks: to a device, to a counter, to a ticket's holder."""
    actor = who(request)
    if body.ticket is not None and not look(branch, ticket_read(branch, body.ticket))[0]:
        raise Refused("unknown_ticket", where="ticket")
    return carry_out(
        request,
        visits.ask_help,
        branch_id=branch,
        ticket_id=body.ticket,
        place=whereabouts(actor) if branch in actor.branches else "",
    )


def whereabouts(actor: Actor) -> str:
    """Where the call comes from: a device's name, the number of one's own counter."""
    if actor.kind == "device":
        devices = look(actor.home, device_read(actor.home, UUID(str(actor.id))))[0]
        return devices[0].name if devices else ""
    own = [s for s in look(actor.home, seats_read(actor.home))[0] if s.staff_id == actor.subject]
    return plan_of(actor.home).counter(own[0].counter_id).number if own else ""


@verb(router, "/help/{uuid:help}/answer", visits.Helped)
def answer_help(request: HttpRequest, help: UUID, body: Nothing) -> HttpResponse:
    """I am on my way."""
    return carry_out(request, visits.answer_help, help_id=help)


@verb(router, "/help/{uuid:help}/close", visits.Helped)
def close_help(request: HttpRequest, help: UUID, body: Nothing) -> HttpResponse:
    """The customer has been helped."""
    return carry_out(request, visits.close_help, help_id=help)
