"""Verbs about paper: slips, and numbers handed out while the server is away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import (
    DayRow,
    day_read,
    plan_of,
)
from tingtang.bank.branch.rules import DayState
from tingtang.hall.ticket.actions.deciding import LineTable
from tingtang.hall.ticket.actions.issuing import Wish, give, label_of, line_of
from tingtang.hall.ticket.events import (
    PaperBlockOpened,
    TicketPrinted,
)
from tingtang.hall.ticket.models import Number, PaperBlock
from tingtang.hall.ticket.queries import (
    NumberRow,
    number_read,
    ticket_read,
)
from tingtang.hall.ticket.rules import Told
from tingtang.hall.visit.rules import ClassReason, CustomerClass, check_reason
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, turn, verb

PAPER_FIRST = 801  # paper numbers stand above every service's own range
PAPER_LAST = 999


@dataclass(frozen=True, slots=True)
class Printed:
    """Answer: the same number, whatever the printer did."""

    id: UUID
    number: str


@verb
def note_print(
    *, actor: Actor, branch_id: UUID, ticket_id: UUID, ok: bool, at: datetime
) -> Printed:
    """Note that a slip was printed or failed; a reprint is the same verb and bears the same
    number.
    """
    demand(actor, Right.PRINT_TICKET, branch_id)
    plan = plan_of(branch_id)
    ticket = ticket_read(branch_id, ticket_id)
    with turn(branch_id, actor, at, plan.day(at), ticket) as this_turn:
        row = this_turn.one(ticket, "unknown_ticket")
        this_turn.record(TicketPrinted(ticket_id, ok))
        return this_turn.answer(Printed(row.id, row.label))


@dataclass(frozen=True, slots=True)
class Block:
    """Answer: a block of paper numbers."""

    id: UUID
    numbers: tuple[str, ...]


@verb
def open_paper_block(
    *, actor: Actor, branch_id: UUID, service_id: UUID, size: int, at: datetime
) -> Block:
    """Set a block of paper numbers aside, for when the server is away."""
    demand(actor, Right.PAPER_NUMBERS, branch_id)
    plan = plan_of(branch_id)
    service = plan.service(service_id)
    day = plan.day(at)
    if not 1 <= size <= 100:
        raise Refused("outside_bounds", where="size", value=size, least=1, most=100)
    number, today = number_read(branch_id, service_id, day), day_read(branch_id, day)
    with turn(branch_id, actor, at, day, number, today, plan=plan.version) as this_turn:
        _check_day(this_turn.found(today))
        last = (this_turn.found(number) or [NumberRow(service.first - 1, 0)])[0]
        first = max(last.last_paper + 1, PAPER_FIRST)
        if first + size - 1 > PAPER_LAST:
            left = PAPER_LAST - first + 1
            raise Refused("paper_used_up", prefix=service.prefix, left=left)
        block_id = new_id()
        this_turn.put(
            Number,
            {"service_id": service_id, "business_date": day},
            last=last.last,
            last_paper=first + size - 1,
        )
        this_turn.insert(
            PaperBlock,
            id=block_id,
            business_date=day,
            service_id=service_id,
            first=first,
            last=first + size - 1,
            entered=first - 1,
        )
        this_turn.record(PaperBlockOpened(block_id, service_id, first, first + size - 1))
        labels = tuple(label_of(service, n) for n in range(first, first + size))
        return this_turn.answer(Block(block_id, labels))


def _check_day(today: Sequence[DayRow]) -> None:
    if not today:
        raise Refused("day_not_begun")
    if today[0].state is DayState.CLOSED:
        raise Refused("paper_day_closed")


@dataclass(frozen=True, slots=True)
class OnPaper:
    """A paper number that was handed out."""

    label: str
    customer_class: CustomerClass = CustomerClass.ORDINARY
    protected: bool | None = None
    reason: ClassReason = ClassReason.STAFF_JUDGEMENT  # of the class


@dataclass(frozen=True, slots=True)
class Entered:
    """Answer: the tickets entered, in order."""

    tickets: tuple[UUID, ...]


@verb
def enter_paper(
    *, actor: Actor, branch_id: UUID, block_id: UUID, handed: Sequence[OnPaper], at: datetime
) -> Entered:
    """Enter paper numbers in the order in which they were handed out; all or none."""
    demand(actor, Right.PAPER_NUMBERS, branch_id)
    if not handed:
        raise Refused("bad_input", where="numbers")
    for each in handed:
        check_reason(each.customer_class, each.reason)
    plan = plan_of(branch_id)
    day = plan.day(at)
    block = Read(
        "select service_id, first, last, entered from hall_paper_block "
        "where branch_id = %s and id = %s and business_date = %s",
        (branch_id, block_id, day),
        lambda *row: row,
    )
    today, line_table = day_read(branch_id, day), LineTable(plan, day)
    reads = (block, today, line_table.read)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        _check_day(this_turn.found(today))
        service_id, _, last, entered = this_turn.one(block, "unknown_block")
        service = plan.service(service_id)
        ids = []
        for offset, paper in enumerate(handed, start=1):
            expected = label_of(service, entered + offset)
            if entered + offset > last or paper.label != expected:
                raise Refused("paper_out_of_order", where=paper.label, expected=expected)
            wish = Wish(
                service_id,
                customer_class=paper.customer_class,
                reason=paper.reason,
                protected=paper.protected,
                channel="paper",
            )
            told = Told(ahead=0, wait=None, counters=())
            decision = line_of(this_turn, line_table, wish)
            ids.append(give(this_turn, service, wish, decision, paper.label, told).id)
        this_turn.update(PaperBlock, block_id, entered=entered + len(handed))
        return this_turn.answer(Entered(tuple(ids)))
