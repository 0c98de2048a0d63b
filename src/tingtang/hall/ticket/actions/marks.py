"""What verbs write of a customer's class and needs, and the line that follows from them."""

from dataclasses import dataclass
from uuid import UUID

from tingtang.hall.ticket.actions.deciding import LineTable, line_class_of
from tingtang.hall.ticket.actions.lines import Standing
from tingtang.hall.ticket.events import TicketMarked
from tingtang.hall.ticket.models import Waiting
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.ticket.rules import ALONE, State
from tingtang.hall.visit.events import VisitClassed
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.rules import Basis, ClassReason, CustomerClass, LineClass
from tingtang.ledger.turn import Turn


@dataclass(frozen=True, slots=True)
class Marked:
    """What a line follows from."""

    customer_class: CustomerClass
    protected: bool | None
    emergency: bool
    need: str | None


def marks_of(row: TicketRow) -> Marked:
    """A ticket's marks as they are."""
    return Marked(CustomerClass(row.customer_class), row.protected, row.emergency, row.need)


def write_marks(
    this_turn: Turn, table: LineTable, standing: Standing, row: TicketRow, marked: Marked
) -> dict[str, object]:
    """Record the marks and write the visit's; what changes of the ticket: perhaps its line."""
    decision = table.decision(
        this_turn,
        marked.customer_class,
        protected=marked.protected,
        booked=row.booked,
        emergency=marked.emergency,
    )
    version = this_turn.record(
        TicketMarked(
            row.id,
            row.visit_id,
            marked.customer_class.value,
            marked.protected,
            marked.emergency,
            decision=decision.kept(),
        )
    )
    this_turn.update(
        Visit,
        row.visit_id,
        customer_class=marked.customer_class.value,
        protected=marked.protected,
        need=marked.need if marked.protected else None,
        emergency=marked.emergency,
        version=version,
    )
    changes: dict[str, object] = {"version": version}
    new_class = line_class_of(decision)
    if new_class is LineClass(row.line_class):
        return changes
    changes |= {
        "line": ALONE,
        "line_class": int(new_class),
        "overtaken": standing.overtaken(this_turn, row),
    }
    if row.state is State.WAITING:
        standing.leave_line(this_turn, row)
        this_turn.insert(Waiting, line=ALONE, place=row.place, ticket_id=row.id)
    return changes


def say_class(
    this_turn: Turn,
    visit_id: UUID,
    customer_class: CustomerClass,
    reason: ClassReason,
    ticket_id: UUID | None,
) -> int:
    """Record that somebody of the staff says the class, which no signal changes any more."""
    version = this_turn.record(
        VisitClassed(
            visit_id,
            customer_class.value,
            Basis.STAFF.value,
            reason.value,
            ticket=ticket_id,
        )
    )
    this_turn.update(
        Visit,
        visit_id,
        customer_class=customer_class.value,
        class_by=Basis.STAFF.value,
        said_class=customer_class.value,
        version=version,
    )
    return version
