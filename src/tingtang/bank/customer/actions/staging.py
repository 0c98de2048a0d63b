"""Putting an import's rows beside those in force, and cleaning up: outside the branch's lock.

No reader shows a row before its import is in force, nor one that an import in force has taken away
(`queries.recognising.in_force`), so each step may be a transaction by itself, and a death between
two leaves nothing that counts.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import models

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.models import Consent, Facts, Holding, Import, KnownNumber, Recognised
from tingtang.bank.customer.queries.importing import (
    began_read,
    erased_since_read,
    staged_read,
    unfinished_read,
)
from tingtang.kernel.ids import new_id
from tingtang.ledger.actions import alone_at, aside
from tingtang.ledger.events import Event
from tingtang.ledger.look import look
from tingtang.ledger.statement import loading
from tingtang.ledger.trip import Statement
from tingtang.ledger.turn import turn, verb

Progress = Callable[[int, int], None]
"""How many of how many rows are staged."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: rows of new customers, rows that changed one, and the others."""

    new: int
    changed: int
    unchanged: int


def quietly(_done: int, _of: int) -> None:
    """Nobody watches."""


_BROUGHT = (Facts, KnownNumber, Recognised, Consent, Holding)
BLOCK = 2_000  # rows a transaction: nobody waits long for a row of it

_SWEEP = (
    "delete from bank_customer_facts where branch_id = %s and brought_by = any(%s::uuid[])",
    "delete from bank_customer_number where branch_id = %s and brought_by = any(%s::uuid[])",
    "delete from bank_recognised where branch_id = %s and brought_by = any(%s::uuid[])",
    "delete from bank_consent where branch_id = %s and brought_by = any(%s::uuid[])",
    "delete from bank_holding where branch_id = %s and brought_by = any(%s::uuid[])",
    "delete from bank_import where branch_id = %s and id = any(%s::uuid[])",
)
_STRAYS = """
delete from bank_customer c where c.branch_id = %s and not c.erased and not exists (
    select from bank_customer_facts f where f.branch_id = c.branch_id and f.customer_id = c.id)
"""
_TIDY = (
    "delete from bank_customer_facts where branch_id = %s and taken_by = %s",
    "delete from bank_customer_number where branch_id = %s and taken_by = %s",
    "delete from bank_recognised where branch_id = %s and taken_by = %s",
    "delete from bank_holding where branch_id = %s and taken_by = %s",
)
_BEGIN = "insert into bank_import (id, branch_id, what, began) values (%s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class Stage:
    """An import that is not in force yet; `began`: the branch's last entry before it."""

    id: UUID
    branch_id: UUID
    began: int

    def load(
        self, table: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> Iterator[Statement]:
        """Statements that bring rows; the last column is the import."""
        marked = [(*row, self.id) for row in rows]
        return loading(table, self.branch_id, (*columns, "brought_by"), marked)


@contextmanager
def stage(branch_id: UUID) -> Iterator[Stage]:
    """The place for the only import of the branch at work, what others left behind swept away;
    refuses with `work_running`.
    """
    with alone_at(branch_id, "import"):
        sweep(branch_id)
        yield Stage(new_id(), branch_id, look(branch_id, began_read(branch_id))[0][0])


def enter(begun: Stage, what: str) -> None:
    """Begin an import that has something to bring."""
    aside(begun.branch_id, [(_BEGIN, (begun.id, begun.branch_id, what, begun.began))])


def sweep(branch_id: UUID) -> None:
    """Remove what imports left that never came in force."""
    unfinished = look(branch_id, unfinished_read(branch_id))[0]
    if unfinished:
        gone = [(sql, (branch_id, unfinished)) for sql in _SWEEP]
        aside(branch_id, [*gone, (_STRAYS, (branch_id,))])


@verb
def put_in_force(*, actor: Actor, begun: Stage, event: Event, at: datetime) -> None:
    """Let the import count, from the turn's commit on: one row, and those of customers who were
    erased since it began.
    """
    demand(actor, Right.IMPORT_CUSTOMERS, begun.branch_id)
    plan = plan_of(begun.branch_id)
    waiting = staged_read(begun.branch_id, begun.id)
    erased = erased_since_read(begun.branch_id, begun.began)
    with turn(
        begun.branch_id, actor, at, plan.day(at), waiting, erased, plan=plan.version
    ) as this_turn:
        this_turn.one(waiting, "unknown_import")
        for customer_id in this_turn.found(erased):
            for table in _BROUGHT:
                this_turn.delete(table, customer_id=customer_id, brought_by=begun.id)
        sequence = this_turn.record(event)
        this_turn.update(Import, begun.id, sequence=sequence)


def tidy(begun: Stage) -> None:
    """Remove what an import in force has taken away."""
    aside(begun.branch_id, [(sql, (begun.branch_id, begun.id)) for sql in _TIDY])
