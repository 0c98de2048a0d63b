"""The demonstration's customers come in as any bank's do: by `tingtang import`."""

import tempfile
from datetime import date, datetime
from pathlib import Path
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.customer.actions.holds import hold_sales
from tingtang.bank.customer.queries import by_number_read
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules import HoldReason, NumberKind
from tingtang.kernel.words import Language
from tingtang.ledger.look import look
from tingtang.ops.demo.portfolio import Client, clients_of, write_customers, write_holdings
from tingtang.ops.imports.customers import import_customers
from tingtang.ops.imports.holdings import import_holdings
from tingtang.ops.imports.outcome import Wanted

LANGUAGE: Language = "zh-Hans"


def bring_customers(code: str, day: date) -> None:
    """Customers, cards, consents and holdings of a branch; the files are gone afterwards."""
    clients, wanted = clients_of(code), Wanted(branch=code)
    with tempfile.TemporaryDirectory(prefix="tt-") as folder:
        customers, holdings = Path(folder) / "customers.csv", Path(folder) / "holdings.csv"
        write_customers(customers, clients, day)
        import_customers(customers, wanted, LANGUAGE)
        write_holdings(holdings, clients, day)
        import_holdings(holdings, wanted, LANGUAGE)


def hold_back_sales(branch_id: UUID, head: Actor, complainant: Client, at: datetime) -> None:
    """Somebody has complained: nobody sells to them until it is settled."""
    index = bank_keys().found_by(NumberKind.OWN, complainant.number)
    (row,) = look(branch_id, by_number_read(branch_id, NumberKind.OWN, index))[0]
    hold_sales(
        actor=head, branch_id=branch_id, customer_id=row.id, reason=HoldReason.COMPLAINT, at=at
    )
