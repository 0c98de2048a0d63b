"""The demonstration's customers come in as any bank's do: by `tingtang import`."""

import tempfile
from datetime import date
from pathlib import Path

from tingtang.kernel.words import Language
from tingtang.ops.demo.portfolio import clients_of, write_customers, write_holdings
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
