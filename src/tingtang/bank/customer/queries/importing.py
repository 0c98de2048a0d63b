"""What is known already of the customers that a file names."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from tingtang.bank.customer.queries.customers import HoldingRow
from tingtang.bank.customer.queries.recognising import in_force
from tingtang.bank.customer.queries.sealed import Keys
from tingtang.bank.customer.rules import HoldingKind, NumberKind
from tingtang.bank.customer.rules.incoming import (
    IncomingCustomer,
    IncomingHolding,
    Place,
    others,
)
from tingtang.kernel.ids import new_id
from tingtang.kernel.seal import keyed_digest
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read


def _keys_read(branch_id: UUID) -> Read[tuple[UUID, bytes]]:
    return Read(
        "select id, key from bank_customer where branch_id = %s and key is not null",
        (branch_id,),
        lambda *row: row,
    )


def _digests_read(branch_id: UUID) -> Read[tuple[UUID, bytes]]:
    return Read(
        "select f.customer_id, f.digest from bank_customer_facts f "
        f"where f.branch_id = %s and {in_force('f')}",
        (branch_id,),
        lambda *row: row,
    )


def _bearers_read(branch_id: UUID) -> Read[tuple[str, bytes, UUID]]:
    return Read(
        'select n.kind, n."index", n.customer_id from bank_customer_number n '
        f"where n.branch_id = %s and {in_force('n')}",
        (branch_id,),
        lambda *row: row,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """A file of customers beside what is known. Each tuple but the last two has an item a row."""

    ids: tuple[UUID, ...]  # fresh for a new customer
    keys: tuple[bytes | None, ...] = field(repr=False)  # wrapped; None: a new customer
    digests: tuple[bytes, ...]
    indexes: tuple[tuple[tuple[NumberKind, bytes], ...], ...]  # of the row's numbers, in order
    staged: tuple[int, ...]  # rows that are new or changed
    others: tuple[Place, ...]  # numbers that somebody bears who is not in the file

    @property
    def new(self) -> int:
        """How many rows are new customers."""
        return sum(1 for key in self.keys if key is None)


def compared(branch_id: UUID, rows: Sequence[IncomingCustomer], keys: Keys) -> Compared:
    """A file of customers beside what the branch knows."""
    # One read a table, joined here: just after a large import nobody has counted the rows yet, and
    # the database would join as if there were few.
    wrapped_rows, digest_rows, number_rows = look(
        branch_id, _keys_read(branch_id), _digests_read(branch_id), _bearers_read(branch_id)
    )
    wrapped, before = dict(wrapped_rows), dict(digest_rows)
    bearers = {(NumberKind(kind), index): customer for kind, index, customer in number_rows}
    indexes = tuple(
        tuple((kind, keys.found_by(kind, number)) for kind, number in row.numbers()) for row in rows
    )
    digests = tuple(keyed_digest(keys.customers, *row.parts()) for row in rows)
    found = [bearers.get(numbers[0]) for numbers in indexes]
    return Compared(
        ids=tuple(each or new_id() for each in found),
        keys=tuple(wrapped[each] if each else None for each in found),
        digests=digests,
        indexes=indexes,
        staged=tuple(
            row
            for row, each in enumerate(found)
            if each is None or before.get(each) != digests[row]
        ),
        others=tuple(others(indexes, bearers, {each for each in found if each})),
    )


# ----------------------------------------------------------------------- holdings

_Held = tuple[UUID, HoldingRow]


def _own_read(branch_id: UUID) -> Read[tuple[bytes, UUID]]:
    return Read(
        'select n."index", n.customer_id from bank_customer_number n '
        f"where n.branch_id = %s and n.kind = 'own' and {in_force('n')}",
        (branch_id,),
        lambda *row: row,
    )


def _held_read(branch_id: UUID) -> Read[_Held]:
    def held(customer_id: UUID, kind: str, *rest: Any) -> _Held:
        return customer_id, HoldingRow(HoldingKind(kind), *rest)

    return Read(
        "select h.customer_id, h.kind, h.product, h.amount, h.as_of, h.matures_on "
        f"from bank_holding h where h.branch_id = %s and {in_force('h')}",
        (branch_id,),
        held,
    )


@dataclass(frozen=True, slots=True)
class HoldingsCompared:
    """A file of holdings beside what is known."""

    strangers: tuple[int, ...]  # rows of customers whom nobody knows
    older: tuple[int, ...]  # rows that are older than what is known of their customer
    changed: Mapping[UUID, frozenset[HoldingRow]]  # by customer: what the file says instead
    unchanged: int  # rows


def holdings_compared(
    branch_id: UUID, rows: Sequence[IncomingHolding], keys: Keys
) -> HoldingsCompared:
    """A file of holdings beside what the branch knows."""
    own, held = look(branch_id, _own_read(branch_id), _held_read(branch_id))
    bearers: dict[bytes, UUID] = dict(own)
    before: dict[UUID, set[HoldingRow]] = {}
    for customer_id, holding in held:
        before.setdefault(customer_id, set()).add(holding)
    latest = {each: max(one.as_of for one in held) for each, held in before.items()}
    strangers, older = [], []
    wanted: dict[UUID, set[HoldingRow]] = {}
    for place, row in enumerate(rows):
        customer = bearers.get(keys.found_by(NumberKind.OWN, row.number))
        if customer is None:
            strangers.append(place)
            continue
        if row.as_of < latest.get(customer, date.min):
            older.append(place)
        holding = HoldingRow(row.kind, row.product, row.amount, row.as_of, row.matures_on)
        wanted.setdefault(customer, set()).add(holding)
    changed = {
        customer: frozenset(holdings)
        for customer, holdings in wanted.items()
        if holdings != before.get(customer)
    }
    same = sum(len(each) for customer, each in wanted.items() if customer not in changed)
    return HoldingsCompared(tuple(strangers), tuple(older), changed, same)


# ------------------------------------------------------------------------ staging


def began_read(branch_id: UUID) -> Read[int]:
    """The branch's last entry."""
    return Read(
        "select sequence from ledger_head where branch_id = %s",
        (branch_id,),
        lambda sequence: sequence,
    )


def unfinished_read(branch_id: UUID) -> Read[UUID]:
    """Imports that never came in force."""
    return Read(
        "select id from bank_import where branch_id = %s and sequence is null",
        (branch_id,),
        lambda each: each,
    )


def staged_read(branch_id: UUID, import_id: UUID) -> Read[UUID]:
    """The import, while it waits to be put in force."""
    return Read(
        "select id from bank_import where branch_id = %s and id = %s and sequence is null",
        (branch_id, import_id),
        lambda each: each,
    )


def erased_since_read(branch_id: UUID, sequence: int) -> Read[UUID]:
    """Customers who were erased after this entry."""
    return Read(
        "select id from bank_customer where branch_id = %s and version > %s and erased",
        (branch_id, sequence),
        lambda each: each,
    )
