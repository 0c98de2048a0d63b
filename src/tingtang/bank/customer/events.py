"""What happens to the customer file: ids and codes, nothing of the person."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from tingtang.ledger.events import Event


@dataclass(frozen=True, slots=True)
class CustomersImported(Event):
    """A file of customers is in force: how many rows it had, how many of them are new customers
    and how many changed one. `digest` is the file's, keyed.
    """

    kind: ClassVar[str] = "customer.imported"
    file: UUID
    rows: int
    new: int
    changed: int
    digest: str


@dataclass(frozen=True, slots=True)
class HoldingsImported(Event):
    """A file of holdings is in force: its rows, and how many customers' holdings it changed."""

    kind: ClassVar[str] = "customer.holdings_imported"
    file: UUID
    rows: int
    changed: int
    digest: str


@dataclass(frozen=True, slots=True)
class ConsentGiven(Event):
    """A customer agreed, and something shows it."""

    kind: ClassVar[str] = "customer.consent_given"
    consent: UUID
    customer: UUID
    purpose: str
    scope: str
    notice: str
    evidence: str


@dataclass(frozen=True, slots=True)
class ConsentWithdrawn(Event):
    """A customer agrees no more."""

    kind: ClassVar[str] = "customer.consent_withdrawn"
    consent: UUID
    customer: UUID
    purpose: str
    scope: str


@dataclass(frozen=True, slots=True)
class AddressFormSet(Event):
    """How a customer wishes to be addressed was noted. The words stand in no entry."""

    kind: ClassVar[str] = "customer.address_form_set"
    customer: UUID


@dataclass(frozen=True, slots=True)
class RmAssigned(Event):
    """A customer has another relationship manager, or none."""

    kind: ClassVar[str] = "customer.rm_assigned"
    customer: UUID
    rm: UUID | None = None


@dataclass(frozen=True, slots=True)
class NeedKept(Event):
    """A protected need is remembered by consent. Which one stands in no entry."""

    kind: ClassVar[str] = "customer.need_kept"
    customer: UUID


@dataclass(frozen=True, slots=True)
class NeedForgotten(Event):
    """A protected need, or all of them, is remembered no more."""

    kind: ClassVar[str] = "customer.need_forgotten"
    customer: UUID


@dataclass(frozen=True, slots=True)
class CustomerErased(Event):
    """A customer's key was destroyed and their numbers removed; so many consents ended by it."""

    kind: ClassVar[str] = "customer.erased"
    customer: UUID
    consents: int


@dataclass(frozen=True, slots=True)
class SalesHeld(Event):
    """Nobody sells to this customer from now on."""

    kind: ClassVar[str] = "customer.sales_held"
    hold: UUID
    customer: UUID
    reason: str


@dataclass(frozen=True, slots=True)
class SalesHoldLifted(Event):
    """Sales to this customer go on."""

    kind: ClassVar[str] = "customer.sales_hold_lifted"
    hold: UUID
    customer: UUID
