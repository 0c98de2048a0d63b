"""A branch: its day, stopped services, paper numbers, help."""

from typing import Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema

from tingtang.api.door import carry_out
from tingtang.api.tickets import Nothing
from tingtang.bank.branch.actions import move_the_day, resume_service, stop_service
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.ticket.actions import issuing
from tingtang.hall.ticket.actions.day import DayEnd, close_current_day
from tingtang.hall.visit import actions as visits
from tingtang.hall.visit.rules import CustomerClass

router = Router(tags=["branches"])

_MOVES = {
    "prepare": DayMove.PREPARE,
    "open": DayMove.OPEN,
    "last-numbers": DayMove.LAST_NUMBERS,
    "closing": DayMove.BEGIN_CLOSING,
}


@router.post("/branches/{uuid:branch}/day/close", response=DayEnd)
def close_day(request: HttpRequest, branch: UUID, body: Nothing) -> HttpResponse:
    """Close the business day, or the one that was left open."""
    return carry_out(request, close_current_day, branch_id=branch)


@router.post("/branches/{uuid:branch}/day/{move}", response=str)
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


@router.post("/branches/{uuid:branch}/services/{uuid:service}/stop")
def stop(request: HttpRequest, branch: UUID, service: UUID, body: Stop) -> HttpResponse:
    """Stop one service with a notice."""
    return carry_out(
        request, stop_service, branch_id=branch, service_id=service, notice=body.notice
    )


@router.post("/branches/{uuid:branch}/services/{uuid:service}/resume")
def resume(request: HttpRequest, branch: UUID, service: UUID, body: Nothing) -> HttpResponse:
    """A stopped service goes on."""
    return carry_out(request, resume_service, branch_id=branch, service_id=service)


class PaperBlock(Schema, extra="forbid"):
    """How many paper numbers of which service."""

    service: UUID
    size: int


@router.post("/branches/{uuid:branch}/paper-blocks", response=issuing.Block)
def paper_block(request: HttpRequest, branch: UUID, body: PaperBlock) -> HttpResponse:
    """Set a block of paper numbers aside."""
    return carry_out(
        request,
        issuing.open_paper_block,
        branch_id=branch,
        service_id=body.service,
        size=body.size,
    )


class PaperNumber(Schema, extra="forbid"):
    """A paper number that was handed out."""

    number: str
    class_: CustomerClass = Field(CustomerClass.ORDINARY, alias="class")
    protected: bool = False


class PaperNumbers(Schema, extra="forbid"):
    """Paper numbers in the order in which they were handed out."""

    block: UUID
    numbers: list[PaperNumber]


@router.post("/branches/{uuid:branch}/paper-tickets", response=issuing.Entered)
def paper_tickets(request: HttpRequest, branch: UUID, body: PaperNumbers) -> HttpResponse:
    """Enter paper numbers, all or none."""
    handed = [issuing.OnPaper(n.number, n.class_, n.protected) for n in body.numbers]
    return carry_out(
        request, issuing.enter_paper, branch_id=branch, block_id=body.block, handed=handed
    )


class AskHelp(Schema, extra="forbid"):
    """Whose help is asked for: a ticket's, or whoever stands at the device."""

    ticket: UUID | None = None


@router.post("/branches/{uuid:branch}/help", response=visits.Helped)
def ask_help(request: HttpRequest, branch: UUID, body: AskHelp) -> HttpResponse:
    """Summon a named person."""
    return carry_out(request, visits.ask_help, branch_id=branch, ticket_id=body.ticket)


@router.post("/help/{uuid:help}/answer", response=visits.Helped)
def answer_help(request: HttpRequest, help: UUID, body: Nothing) -> HttpResponse:
    """I am on my way."""
    return carry_out(request, visits.answer_help, help_id=help)


@router.post("/help/{uuid:help}/close", response=visits.Helped)
def close_help(request: HttpRequest, help: UUID, body: Nothing) -> HttpResponse:
    """The customer has been helped."""
    return carry_out(request, visits.close_help, help_id=help)
