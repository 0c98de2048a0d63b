"""What verbs do to lines: who leaves one, and whom a call passes."""

from collections.abc import Sequence
from typing import Any, Protocol
from uuid import UUID

from tingtang.hall.ticket.models import Line, Ticket, Waiting
from tingtang.hall.ticket.queries import (
    LineRow,
    TicketRow,
    lines_read,
)
from tingtang.hall.ticket.rules import (
    ALONE,
    Head,
    State,
    passed_after,
)
from tingtang.ledger.turn import Read, Turn


class Stands(Protocol):
    """Where a ticket stands in a line."""

    @property
    def ticket_id(self) -> UUID: ...
    @property
    def line(self) -> int: ...
    @property
    def place(self) -> int: ...


def leave_line(this_turn: Turn, stands: Stands) -> None:
    """The ticket doesn't wait any more; one that stood in no line leaves none."""
    this_turn.delete(Waiting, line=stands.line, place=stands.place, ticket_id=stands.ticket_id)


def wait_alone(this_turn: Turn, ticket_id: UUID, place: int, **changes: object) -> None:
    """The ticket waits at `place`, in no main line any more, as if it had not been called yet."""
    this_turn.update(
        Ticket,
        ticket_id,
        state=State.WAITING.value,
        line=ALONE,
        place=place,
        called_at=None,
        recalled_at=None,
        recalls=0,
        started_at=None,
        **changes,
    )
    this_turn.insert(Waiting, line=ALONE, place=place, ticket_id=ticket_id)


def passed_of(lines: Sequence[LineRow], row: TicketRow) -> int:
    """How often a waiting ticket of a main line was passed there."""
    if row.line == ALONE or row.state is not State.WAITING:
        return 0
    return sum(
        1 for each in lines if each.line == row.line for place in each.passed if place > row.place
    )


def note_passing(this_turn: Turn, passed: Sequence[Head], place: int) -> None:
    """Count an overtaking for each passed line: its members' counts follow from the places kept."""
    for head in passed:
        if head.line == ALONE:
            this_turn.update(Ticket, head.ticket_id, overtaken=head.overtaken + 1)
        else:
            this_turn.put(Line, {"line": head.line}, passed=passed_after(head, place))


class Standing:
    """A ticket in its turn, with what passed its line."""

    def __init__(self, branch_id: UUID, ticket: Read[TicketRow]) -> None:
        self.ticket = ticket
        self.lines: Read[LineRow] = lines_read(branch_id)
        self.reads: tuple[Read[Any], ...] = (self.ticket, self.lines)

    def leave_line(self, this_turn: Turn, row: TicketRow) -> None:
        """Whoever waits no more, or elsewhere, leaves the line."""
        if row.state is State.WAITING:
            leave_line(this_turn, row)

    def overtaken(self, this_turn: Turn, row: TicketRow) -> int:
        """How often the ticket was overtaken so far: what it carries out of its main line."""
        return row.overtaken + passed_of(this_turn.found(self.lines), row)
