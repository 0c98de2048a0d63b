"""The one place where a customer's sealed fields are closed and opened."""

from dataclasses import dataclass, field
from secrets import token_bytes
from uuid import UUID

from django.conf import settings

from tingtang.bank.customer.queries.customers import CustomerRow, NumberRow
from tingtang.bank.customer.rules import KeptNeed, NumberKind
from tingtang.kernel.keys import bank_key
from tingtang.kernel.seal import blind_index, seal, unseal, unwrap, wrap

NAME, PHONE, ADDRESS, ASKED, NEEDS, MASKED = (
    "name",
    "phone",
    "address",
    "asked_address",
    "needs",
    "masked",
)


@dataclass(frozen=True, slots=True)
class Keys:
    """The bank's keys: one wraps the customers' own, one makes numbers findable."""

    customers: bytes = field(repr=False)
    index: bytes = field(repr=False)

    def found_by(self, kind: NumberKind, number: str) -> bytes:
        """What a plain number is found by; a card reader's door makes the same."""
        return blind_index(self.index, kind.value, number)


def bank_keys() -> Keys:
    """The keys of this installation."""
    return Keys(bank_key(settings.DATA, "customers"), bank_key(settings.DATA, "blind-index"))


@dataclass(frozen=True, slots=True)
class Person:
    """Who a customer is: for the screens of those who may know, never for a log."""

    name: str = field(repr=False)
    address_form: str = field(repr=False)  # empty: none is known
    phone: str = field(repr=False)
    needs: frozenset[KeptNeed] = field(repr=False)


def new_key(customer_id: UUID, keys: Keys) -> tuple[bytes, bytes]:
    """A key for a new customer: plain, and wrapped for keeping."""
    key = token_bytes(32)
    return key, wrap(keys.customers, customer_id, key)


def own_key(customer_id: UUID, wrapped: bytes, keys: Keys) -> bytes:
    """A customer's own key."""
    return unwrap(keys.customers, customer_id, wrapped)


def closed(key: bytes, customer_id: UUID, name: str, text: str) -> bytes | None:
    """A field sealed under the customer's key; nothing where there is nothing."""
    return seal(key, customer_id, text, name) if text else None


def opened(row: CustomerRow, keys: Keys) -> Person:
    """The sealed fields of a customer."""
    key = own_key(row.id, row.key, keys)

    def text(name: str, sealed: bytes | None) -> str:
        return "" if sealed is None else unseal(key, row.id, sealed, name)

    needs = text(NEEDS, row.needs)
    return Person(
        name=text(NAME, row.name),
        address_form=text(ASKED, row.asked_address) or text(ADDRESS, row.address),
        phone=text(PHONE, row.phone),
        needs=frozenset(map(KeptNeed, needs.split())),
    )


def opened_mask(row: CustomerRow, number: NumberRow, keys: Keys) -> str:
    """A number as it is shown: `6222 **** 1234`."""
    if number.masked is None:
        return ""
    return unseal(own_key(row.id, row.key, keys), number.id, number.masked, MASKED)
