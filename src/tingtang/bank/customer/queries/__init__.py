"""Readers of the customer file."""

from tingtang.bank.customer.queries.recognising import Recognised, recognised_read

__all__ = ["Recognised", "recognised_read"]
