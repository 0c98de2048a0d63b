"""Tickets: issuing, and what happens to one."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Field, Router, Schema
from pydantic import StrictBool, StrictInt

from tingtang.access.demand import demand_own
from tingtang.access.rights import Right
from tingtang.api.addresses import issued_shape
from tingtang.api.door import answered, carry_out, looked, seen, verb
from tingtang.api.who import who
from tingtang.bank.branch.queries import Plan, now_in, plan_of
from tingtang.engines.forecasting.waits import Shown
from tingtang.hall.ticket.actions import issuing, marking, moving, paper, serving
from tingtang.hall.ticket.queries import TicketRow, present_read, ticket_read
from tingtang.hall.ticket.rules import open_to_all, told_again
from tingtang.hall.visit.rules import ClassReason, CustomerClass, Need
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language
from tingtang.ledger.look import look
from tingtang.relation.referral.actions import leaving
from tingtang.voice.feedback import actions as feedback

router = Router(tags=["tickets"])


class Nothing(Schema, extra="forbid"):
    """A verb without particulars."""


class NewTicket(Schema, extra="forbid"):
    """Who takes a number, for what."""

    service: UUID
    class_: CustomerClass = Field(CustomerClass.ORDINARY, alias="class")
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT  # of the class, unless it is ordinary
    need: Need | None = None
    protected: StrictBool | None = None
    emergency: StrictBool = False
    language: Language = "zh-Hans"
    channel: Literal["kiosk", "lobby"] = "kiosk"
    visit: UUID | None = None  # that began when a card was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued:
    """A number, and what the customer is told. The phone link is told once, when it is issued."""

    id: UUID
    number: str
    version: int
    service: UUID
    ahead: int
    estimate: Shown
    counters: tuple[str, ...]
    issued_at: datetime
    phone_path: str | None = None
    phone_url: str | None = None
    qr_svg: str | None = None


@verb(router, "/branches/{uuid:branch}/tickets", Issued)
def issue(request: HttpRequest, branch: UUID, body: NewTicket) -> HttpResponse:
    """Take a number."""
    wish = issuing.Wish(
        service_id=body.service,
        customer_class=body.class_,
        reason=body.reason,
        need=body.need,
        protected=body.protected,
        emergency=body.emergency,
        channel=body.channel,
        language=body.language,
        visit_id=body.visit,
    )
    return carry_out(
        request, issuing.issue, branch_id=branch, wish=wish, shape=issued_shape(branch)
    )


@router.get("/tickets/{uuid:ticket}", response=Issued)
def issued(request: HttpRequest, ticket: UUID) -> HttpResponse:
    """The number again, for a reprint: with what was told when it was issued."""
    actor = who(request)
    branch_id = actor.home
    demand_own(actor, Right.PRINT_TICKET, Right.SEE_OWN_TICKET, branch_id, ticket)
    serving_now = present_read(branch_id, now_in(branch_id))
    tickets, present = look(branch_id, ticket_read(branch_id, ticket), serving_now)
    if not tickets:
        raise Refused("unknown_ticket")
    looked(actor, f"ticket.{ticket}")
    plan = plan_of(branch_id)
    serving = {seen.counter_id for seen in present}
    return answered(_again(plan, tickets[0], serving))


def _again(plan: Plan, row: TicketRow, present: set[UUID]) -> Issued:
    return Issued(
        id=row.id,
        number=row.label,
        version=row.version,
        service=row.service_id,
        ahead=row.ahead or 0,
        estimate=told_again(row.low_s, row.high_s, row.expected_s),
        counters=open_to_all(plan, row.service_id, present),
        issued_at=row.issued_at,
    )


class Print(Schema, extra="forbid"):
    """Whether the slip came out."""

    ok: StrictBool


@verb(router, "/tickets/{uuid:ticket}/printed", paper.Printed)
def printed(request: HttpRequest, ticket: UUID, body: Print) -> HttpResponse:
    """Note that a slip was printed or failed; also a reprint."""
    return carry_out(request, paper.note_print, ticket_id=ticket, ok=body.ok)


@verb(router, "/tickets/{uuid:ticket}/recall", serving.Moved, sees="ticket")
def recall(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Call again."""
    return carry_out(request, serving.recall, ticket_id=ticket, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/arrive", serving.Moved, sees="ticket")
def arrive(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """The customer is at the counter."""
    return carry_out(request, serving.arrive, ticket_id=ticket, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/no-show", serving.Moved, sees="ticket")
def no_show(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Nobody came."""
    return carry_out(request, serving.pass_by, ticket_id=ticket, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/finish", serving.Moved, sees="ticket")
def finish(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """End the service without calling anybody."""
    return carry_out(request, serving.finish, ticket_id=ticket, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/reopen", serving.Moved)
def reopen(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Take a mistaken finish back."""
    return carry_out(request, serving.reopen, ticket_id=ticket)


@verb(router, "/tickets/{uuid:ticket}/rejoin", serving.Moved, sees="ticket")
def rejoin(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Come back after a miss."""
    return carry_out(request, moving.rejoin, ticket_id=ticket, seen=seen(request))


class Park(Schema, extra="forbid"):
    """Why somebody stands aside."""

    reason: Literal["forms", "self_service", "errand", "rest"]


@verb(router, "/tickets/{uuid:ticket}/park", serving.Moved, sees="ticket")
def park(request: HttpRequest, ticket: UUID, body: Park) -> HttpResponse:
    """Stand aside, keeping the place."""
    return carry_out(request, moving.park, ticket_id=ticket, reason=body.reason, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/resume", serving.Moved, sees="ticket")
def resume(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Come back into one's place."""
    return carry_out(request, moving.resume, ticket_id=ticket, seen=seen(request))


class Late(Schema, extra="forbid"):
    """How late."""

    minutes: Literal[10, 20, 30]


@verb(router, "/tickets/{uuid:ticket}/late", serving.Moved)
def late(request: HttpRequest, ticket: UUID, body: Late) -> HttpResponse:
    """I'll be late."""
    return carry_out(request, moving.be_late, ticket_id=ticket, minutes=body.minutes)


class Transfer(Schema, extra="forbid"):
    """Where to: a service, a counter, or both."""

    service: UUID | None = None
    counter: UUID | None = None


@verb(router, "/tickets/{uuid:ticket}/transfer", serving.Moved, sees="ticket")
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


@verb(router, "/tickets/{uuid:ticket}/change-service", serving.Moved, sees="ticket")
def change_service(request: HttpRequest, ticket: UUID, body: ForService) -> HttpResponse:
    """Another service under the same number."""
    return carry_out(
        request,
        moving.change_service,
        ticket_id=ticket,
        service_id=body.service,
        seen=seen(request),
    )


@verb(router, "/tickets/{uuid:ticket}/add-service", serving.Moved, sees="ticket")
def add_service(request: HttpRequest, ticket: UUID, body: ForService) -> HttpResponse:
    """One more service on the same ticket."""
    return carry_out(
        request, moving.add_service, ticket_id=ticket, service_id=body.service, seen=seen(request)
    )


class CareMarks(Schema, extra="forbid"):
    """What staff say of care; absent: as it was. `protected` unknown takes a mistaken answer
    back.
    """

    need: Need | None = None
    protected: StrictBool | Literal["unknown"] | None = None

    def care(self) -> dict[str, Any]:
        """The same, as the verbs take it."""
        said = self.protected if isinstance(self.protected, bool) else None
        return {"need": self.need, "protected": said, "unsaid": self.protected == "unknown"}


class Marks(CareMarks, extra="forbid"):
    """What staff mark of a ticket."""

    class_: CustomerClass | None = Field(None, alias="class")
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT  # of the class
    emergency: StrictBool | None = None


@verb(router, "/tickets/{uuid:ticket}/mark", serving.Moved, sees="ticket")
def mark(request: HttpRequest, ticket: UUID, body: Marks) -> HttpResponse:
    """Mark class, protected need or emergency."""
    marks = marking.Mark(
        **body.care(),
        customer_class=body.class_,
        reason=body.reason,
        emergency=body.emergency,
    )
    return carry_out(request, marking.mark, ticket_id=ticket, mark=marks, seen=seen(request))


class Into(Schema, extra="forbid"):
    """The ticket that stays."""

    into: UUID


@verb(router, "/tickets/{uuid:ticket}/merge", serving.Moved, sees="ticket")
def merge(request: HttpRequest, ticket: UUID, body: Into) -> HttpResponse:
    """End a duplicate."""
    return carry_out(
        request, marking.merge, ticket_id=ticket, into_id=body.into, seen=seen(request)
    )


@verb(router, "/tickets/{uuid:ticket}/abandon", serving.Moved, sees="ticket")
def abandon(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Leave without being served."""
    return carry_out(request, leaving.abandon, ticket_id=ticket, seen=seen(request))


@verb(router, "/tickets/{uuid:ticket}/ask-rating", serving.Moved)
def ask_rating(request: HttpRequest, ticket: UUID, body: Nothing) -> HttpResponse:
    """Invite the customer to rate."""
    return carry_out(request, marking.ask_rating, ticket_id=ticket)


RatingWord = Literal["kind", "clear", "quick", "long_wait", "unclear_guidance", "surroundings"]


class Rate(Schema, extra="forbid"):
    """A rating."""

    score: StrictInt
    words: Annotated[list[RatingWord], Field(max_length=6)] = []


@verb(router, "/tickets/{uuid:ticket}/rating", serving.Moved)
def rating(request: HttpRequest, ticket: UUID, body: Rate) -> HttpResponse:
    """Rate the service."""
    return carry_out(
        request, feedback.rate, ticket_id=ticket, score=body.score, words=tuple(body.words)
    )
