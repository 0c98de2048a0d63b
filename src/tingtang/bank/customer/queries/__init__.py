"""Readers of the customer file."""

from tingtang.bank.customer.queries.customers import (
    ConsentRow,
    CustomerRow,
    HoldingRow,
    NumberRow,
    all_consents_read,
    by_number_read,
    consent_read,
    consents_read,
    customer_read,
    holdings_read,
    numbers_read,
    own_customers_read,
)
from tingtang.bank.customer.queries.recognising import Recognised, recognised_read

__all__ = [
    "ConsentRow",
    "CustomerRow",
    "HoldingRow",
    "NumberRow",
    "Recognised",
    "all_consents_read",
    "by_number_read",
    "consent_read",
    "consents_read",
    "customer_read",
    "holdings_read",
    "numbers_read",
    "own_customers_read",
    "recognised_read",
]
