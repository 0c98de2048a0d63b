"""A visit in its turn, with all that its class and its ticket's line follow from."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan, check_not_closed, day_read
from tingtang.bank.policy.queries import Decision
from tingtang.hall.ticket.actions.deciding import LineTable, identified
from tingtang.hall.ticket.actions.lines import Standing
from tingtang.hall.ticket.actions.marks import Marked, marks_of, write_marks
from tingtang.hall.ticket.models import Ticket
from tingtang.hall.ticket.queries import TicketRow, visit_ticket_read
from tingtang.hall.ticket.rules import MOVES, Move
from tingtang.hall.visit.events import VisitMarked
from tingtang.hall.visit.models import Visit
from tingtang.hall.visit.queries import SignalRow, VisitRow, signals_read, visit_read
from tingtang.hall.visit.rules import Basis, CustomerClass, Identity, check_still_here
from tingtang.hall.visit.rules import Signal as Said
from tingtang.kernel.refused import Refused
from tingtang.ledger.events import Plain
from tingtang.ledger.turn import Read, Turn


@dataclass(frozen=True, slots=True)
class Identified:
    """Answer: the class of a visit, what it rests on, and the visit's version."""

    visit: UUID
    customer_class: CustomerClass
    class_by: Basis
    version: int

    @classmethod
    def as_it_was(cls, row: VisitRow) -> "Identified":
        """Nothing has changed."""
        return cls(row.id, row.customer_class, row.class_by, row.version)


def kept(decision: Decision | None) -> dict[str, Plain] | None:
    """As entries keep it, where a table decided."""
    return decision.kept() if decision is not None else None


class OnVisit:
    """A visit, with all that its class and its ticket's line follow from; `reads` are a turn's
    first.
    """

    def __init__(
        self, plan: Plan, day: date, visit_id: UUID, visit_day: date | None = None
    ) -> None:
        """`visit_day`: where the visit may be of an earlier day that was left open."""
        branch_id = plan.branch_id
        self.visit_id = visit_id
        self.table = LineTable(plan, day)
        self.standing = Standing(branch_id, visit_ticket_read(branch_id, visit_id))
        self._visit = visit_read(branch_id, visit_id, visit_day or day)
        self._signals = signals_read(branch_id, visit_id)
        self._today = day_read(branch_id, visit_day or day)
        self.reads: tuple[Read[Any], ...] = (
            self._visit,
            self._signals,
            self._today,
            self.table.read,
            *self.standing.reads,
        )

    def visit(self, this_turn: Turn) -> VisitRow:
        """The visit, if it is still going on; refuses with `day_closed`, `visit_joined`,
        `visit_over`.
        """
        self.check_day(this_turn)
        row = self.row(this_turn)
        if row.joined_id is not None:
            raise Refused("visit_joined")
        if self.ticket(this_turn) is None:
            check_still_here(row.door, row.arrived_at, this_turn.at)
        return row

    def check_day(self, this_turn: Turn) -> None:
        """Refuse with `day_closed` when its day is over."""
        check_not_closed(this_turn.found(self._today))

    def row(self, this_turn: Turn) -> VisitRow:
        """The visit, also one that is over."""
        return this_turn.one(self._visit, "unknown_visit")

    def signals(self, this_turn: Turn) -> list[SignalRow]:
        """What was noted of it."""
        return this_turn.found(self._signals)

    def ticket(self, this_turn: Turn) -> TicketRow | None:
        """Its number, if it has one."""
        return next(iter(this_turn.found(self.standing.ticket)), None)

    def ticket_id(self, this_turn: Turn) -> UUID | None:
        """The same, as entries name it."""
        ticket = self.ticket(this_turn)
        return ticket.id if ticket is not None else None

    def decide(
        self, this_turn: Turn, identity: Identity, signals: Iterable[SignalRow | Said]
    ) -> tuple[CustomerClass, Decision | None]:
        """The class that follows from this."""
        said = [each.signal if isinstance(each, SignalRow) else each for each in signals]
        return identified(this_turn, this_turn.found(self.table.read), identity, said)

    def follow(
        self, this_turn: Turn, row: VisitRow, customer_class: CustomerClass, identity: Identity
    ) -> Identified:
        """After recording why: write what the class rests on, and let the line follow it."""
        version = this_turn.sequence - 1
        this_turn.update(
            Visit,
            row.id,
            customer_class=customer_class.value,
            class_by=identity.basis.value,
            said_class=identity.said.value if identity.said else None,
            filed_class=identity.filed.value if identity.filed else None,
            version=version,
        )
        ticket = self.ticket(this_turn)
        if ticket is not None and ticket.customer_class != customer_class.value:
            marked = replace(marks_of(ticket), customer_class=customer_class)
            version = self.mark(this_turn, ticket, marked) or version
        return Identified(row.id, customer_class, identity.basis, version)

    def care_for(
        self, this_turn: Turn, row: VisitRow, protected: bool | None, need: str | None
    ) -> int:
        """Record whether care is owed, on the number if it is still alive; the entry's sequence."""
        ticket = self.ticket(this_turn)
        if ticket is not None:
            marked = replace(marks_of(ticket), protected=protected, need=need)
            if (version := self.mark(this_turn, ticket, marked)) is not None:
                return version
        version = this_turn.record(VisitMarked(row.id, protected))
        this_turn.update(Visit, row.id, protected=protected, need=need, version=version)
        return version

    def mark(self, this_turn: Turn, ticket: TicketRow, marked: Marked) -> int | None:
        """Let the line of a ticket that is still alive follow; the entry's sequence."""
        if (ticket.state, Move.MARK) not in MOVES:
            return None
        changes = write_marks(this_turn, self.table, self.standing, ticket, marked)
        this_turn.update(Ticket, ticket.id, **changes)
        return this_turn.sequence - 1
