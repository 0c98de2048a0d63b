"""Holdings of one branch's customers: docs/import.md tells the columns."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.customer.actions.holdings import import_holdings as bring
from tingtang.bank.customer.actions.staging import Imported
from tingtang.bank.customer.queries.importing import holdings_compared
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules import HoldingKind
from tingtang.bank.customer.rules.incoming import IncomingHolding
from tingtang.bank.customer.rules.numbers import is_code, looks_personal, lost_digits
from tingtang.kernel.words import Language
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.customers import day_of
from tingtang.ops.imports.faults import BadRows, Fault, in_order
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import Row, Table, read_table
from tingtang.ops.operating import branch_named, operator

COLUMNS = ("customer", "kind", "product", "amount_yuan", "as_of", "matures_on")
_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,2})?")


def import_holdings(path: Path, wanted: Wanted, language: Language) -> Outcome:
    """Bring in what customers have; of each customer named, the file tells all."""
    plan = plan_of(branch_named(wanted.branch))
    table = read_table(path, COLUMNS, personal=True)
    if not table.count:
        raise BadInput("has no rows below its header", where=str(path))
    today = plan.day(plan.clock.now())
    faults = [*table.faults, *(fault for row in table.rows for fault in _faults(row, today))]
    faults += _repeated(table)
    if faults:
        raise BadRows(path, in_order(faults), table.count, language)
    rows = [_holding(row) for row in table.rows]
    done = _bring(plan, table, rows, wanted, language)
    return Outcome(
        what="holdings",
        file=str(path),
        rows=table.count,
        imported=done.changed,
        unchanged=done.unchanged,
        dry_run=wanted.dry_run,
        sha256=table.sha256,
    )


def _bring(
    plan: Plan,
    table: Table,
    rows: Sequence[IncomingHolding],
    wanted: Wanted,
    language: Language,
) -> Imported:
    """Do it, or say what would be done."""
    beside = holdings_compared(plan.branch_id, rows, bank_keys())
    faults = [
        *(
            Fault(table.rows[row].number, "customer", "unknown_customer")
            for row in beside.strangers
        ),
        *(Fault(table.rows[row].number, "as_of", "older") for row in beside.older),
    ]
    if faults:
        raise BadRows(table.path, in_order(faults), table.count, language)
    if wanted.dry_run:
        return Imported(0, len(rows) - beside.unchanged, beside.unchanged)
    return bring(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        rows=rows,
        file=table.sha256,
        at=plan.clock.now(),
        progress=wanted.progress,
    )


def _repeated(table: Table) -> Iterator[Fault]:
    """The same holding of a customer twice, whatever else is wrong with the rows: nothing tells
    which of them is right.
    """
    first: dict[tuple[object, ...], int] = {}
    for row in table.rows:
        matures_on = day_of(row["matures_on"]) or row["matures_on"]
        key = (row["customer"].upper(), row["kind"], row["product"], matures_on)
        before = first.setdefault(key, row.number)
        if before != row.number:
            yield Fault(row.number, "product", "twice", detail=f"{before}, {row.number}")


# ---------------------------------------------------------------- one row


def _faults(row: Row, today: date) -> Iterator[Fault]:
    as_of, matures_on = day_of(row["as_of"]), day_of(row["matures_on"])
    wrong = {
        "customer": _customer_fault(row["customer"]),
        "kind": "" if row["kind"] in [*HoldingKind] else "bad_holding",
        "product": "" if _is_product(row["product"]) else "bad_code",
        "amount_yuan": "" if _AMOUNT.fullmatch(row["amount_yuan"]) else "bad_amount",
        "as_of": "bad_date" if as_of is None else "in_future" if as_of > today else "",
        "matures_on": "bad_date" if row["matures_on"] and matures_on is None else "",
    }
    if as_of and matures_on and matures_on < as_of:
        wrong["matures_on"] = "matures_first"
    yield from (Fault(row.number, column, reason) for column, reason in wrong.items() if reason)


def _is_product(cell: str) -> bool:
    return is_code(cell) and not looks_personal(cell)


def _customer_fault(cell: str) -> str:
    if lost_digits(cell):
        return "digits_lost"
    return "" if is_code(cell) else "bad_code" if cell else "empty"


def _holding(row: Row) -> IncomingHolding:
    """The holding of a row without faults."""
    return IncomingHolding(
        number=row["customer"].upper(),
        kind=HoldingKind(row["kind"]),
        product=row["product"],
        amount=int(Decimal(row["amount_yuan"]) * 100),
        as_of=date.fromisoformat(row["as_of"].partition("T")[0]),
        matures_on=day_of(row["matures_on"]),
    )
