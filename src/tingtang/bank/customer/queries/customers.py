"""One customer: the file, its numbers, consents and holdings. Personal fields come sealed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from tingtang.bank.customer.queries.recognising import Recognised, in_force
from tingtang.bank.customer.rules import HoldingKind, KnownClass, NumberKind
from tingtang.bank.customer.rules.consents import (
    Consent,
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
)
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class CustomerRow:
    """A customer of the branch; what is bytes is sealed (`queries.sealed.opened`)."""

    id: UUID
    key: bytes
    customer_class: KnownClass
    rm_id: UUID | None
    name: bytes
    phone: bytes | None
    address: bytes | None  # as a file says
    asked_address: bytes | None  # as they asked here: it counts
    needs: bytes | None
    as_of: date
    version: int
    facts_id: UUID
    brought_by: UUID

    def recognised(self, branch_id: UUID) -> Recognised:
        """The same, as every branch may know them; `branch_id` keeps the file."""
        return Recognised(self.id, branch_id, self.customer_class.value, self.rm_id)


_COLUMNS = (
    "c.id, c.key, f.customer_class, f.rm_id, f.name, f.phone, f.address, c.address, c.needs, "
    "f.as_of, greatest(c.version, i.sequence), f.id, f.brought_by"
)
_FROM = (
    "from bank_customer c "
    "join bank_customer_facts f on f.branch_id = c.branch_id and f.customer_id = c.id "
    f"and {in_force('f')} join bank_import i on i.id = f.brought_by "
)


def _customer(
    customer_id: UUID, key: bytes, customer_class: str, rm_id: UUID | None, *rest: Any
) -> CustomerRow:
    return CustomerRow(customer_id, key, KnownClass(customer_class), rm_id, *rest)


def customer_read(branch_id: UUID, customer_id: UUID) -> Read[CustomerRow]:
    """One customer of the branch; none who was erased."""
    return Read(
        f"select {_COLUMNS} {_FROM} where c.branch_id = %s and c.id = %s and c.key is not null",
        (branch_id, customer_id),
        _customer,
    )


def by_number_read(branch_id: UUID, kind: NumberKind, index: bytes) -> Read[CustomerRow]:
    """The branch's own customer with this number."""
    return Read(
        f"select {_COLUMNS} {_FROM} "
        "join bank_customer_number n on n.branch_id = c.branch_id and n.customer_id = c.id "
        f'where c.branch_id = %s and n.kind = %s and n."index" = %s and {in_force("n")} '
        "and c.key is not null",
        (branch_id, kind.value, index),
        _customer,
    )


def own_customers_read(branch_id: UUID, rm_id: UUID) -> Read[CustomerRow]:
    """The customers of one relationship manager."""
    return Read(
        f"select {_COLUMNS} {_FROM} where c.branch_id = %s and f.rm_id = %s "
        "and c.key is not null order by c.id",
        (branch_id, rm_id),
        _customer,
    )


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of a customer, masked and sealed; the bank's own has no mask."""

    id: UUID
    kind: NumberKind
    masked: bytes | None
    brought_by: UUID


def numbers_read(branch_id: UUID, customer_id: UUID) -> Read[NumberRow]:
    """The numbers of one customer."""
    return Read(
        "select n.id, n.kind, n.masked, n.brought_by from bank_customer_number n "
        f"where n.branch_id = %s and n.customer_id = %s and {in_force('n')} order by n.kind, n.id",
        (branch_id, customer_id),
        lambda number_id, kind, *rest: NumberRow(number_id, NumberKind(kind), *rest),
    )


@dataclass(frozen=True, slots=True)
class ConsentRow:
    """A consent, and whose it is."""

    customer_id: UUID
    consent: Consent


def _consent(
    customer_id: UUID,
    consent_id: UUID,
    purpose: str,
    scope: str,
    notice: str,
    evidence: str,
    reference: str,
    given_at: datetime,
    withdrawn_at: datetime | None,
) -> ConsentRow:
    grant = Grant(
        ConsentPurpose(purpose), ConsentScope(scope), notice, ConsentEvidence(evidence), reference
    )
    return ConsentRow(customer_id, Consent(consent_id, grant, given_at, withdrawn_at))


_CONSENTS = (
    "select s.customer_id, s.id, s.purpose, s.scope, s.notice, s.evidence, s.reference, "
    "s.given_at, s.withdrawn_at from bank_consent s where (s.brought_by is null or exists ("
    "select from bank_import b where b.id = s.brought_by and b.sequence is not null)) "
    "and s.branch_id = %s "
)


def consents_read(branch_id: UUID, customer_id: UUID) -> Read[Consent]:
    """All consents of a customer, withdrawn ones too, oldest first: for `rules.consents`."""
    return Read(
        _CONSENTS + "and s.customer_id = %s order by s.given_at, s.id",
        (branch_id, customer_id),
        lambda *row: _consent(*row).consent,
    )


def consent_read(branch_id: UUID, consent_id: UUID) -> Read[ConsentRow]:
    """One consent."""
    return Read(_CONSENTS + "and s.id = %s", (branch_id, consent_id), _consent)


def all_consents_read(branch_id: UUID) -> Read[ConsentRow]:
    """All consents of the branch."""
    return Read(_CONSENTS, (branch_id,), _consent)


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """What a customer has with the bank. `amount` in fen."""

    kind: HoldingKind
    product: str
    amount: int
    as_of: date
    matures_on: date | None


def _holding(kind: str, *rest: Any) -> HoldingRow:
    return HoldingRow(HoldingKind(kind), *rest)


def holdings_read(branch_id: UUID, customer_id: UUID) -> Read[HoldingRow]:
    """The holdings of one customer, as the last file had them."""
    return Read(
        "select h.kind, h.product, h.amount, h.as_of, h.matures_on from bank_holding h "
        f"where h.branch_id = %s and h.customer_id = %s and {in_force('h')} "
        "order by h.kind, h.product, h.matures_on",
        (branch_id, customer_id),
        _holding,
    )
