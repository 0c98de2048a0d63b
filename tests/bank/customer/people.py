"""Invented customers of a branch of the cast, brought in as an import does."""

import hashlib
import random
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

from bank.customer.invented import card, identity, phone
from cast import MORNING, Cast, words
from tingtang.access.actor import Actor, job
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import found_branch
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.holdings import import_holdings
from tingtang.bank.customer.actions.importing import import_customers
from tingtang.bank.customer.actions.staging import Imported
from tingtang.bank.customer.queries import (
    CustomerRow,
    by_number_read,
    consents_read,
    customer_read,
    recognised_read,
)
from tingtang.bank.customer.queries.sealed import bank_keys
from tingtang.bank.customer.rules import HoldingKind, KnownClass, NumberKind
from tingtang.bank.customer.rules.consents import (
    Consent,
    ConsentEvidence,
    ConsentPurpose,
    ConsentScope,
    Grant,
)
from tingtang.bank.customer.rules.incoming import IncomingCustomer, IncomingHolding
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.ledger.look import look

GIVEN = datetime(2026, 3, 1, 16, tzinfo=UTC)  # 2 March in Shanghai
_chance = random.Random(20)


def grant(
    purpose: ConsentPurpose = ConsentPurpose.CONTACT_PHONE,
    scope: ConsentScope = ConsentScope.ALL,
    reference: str = "QY-001",
    **more: Any,
) -> Grant:
    return Grant(purpose, scope, "2026-1", ConsentEvidence.SIGNED_FORM, reference, **more)


def somebody(number: str = "", **changes: Any) -> IncomingCustomer:
    """A customer as a file has them, with numbers that nobody else bears."""
    whole = IncomingCustomer(
        number=number or f"C{_chance.randrange(10**9):09}",
        name="王建国",
        address_form="王先生",
        customer_class=KnownClass.ORDINARY,
        rm_id=None,
        identity=identity(_chance),
        cards=(card(_chance),),
        phone=phone(_chance),
    )
    return replace(whole, **changes)


def operator(cast: Cast) -> Actor:
    """A command on the branch's machine."""
    return replace(job("command", cast.branch), post=Post.ADMINISTRATOR)


def bring(cast: Cast, *rows: IncomingCustomer) -> Imported:
    """Import them."""
    file = hashlib.sha256(repr([row.parts() for row in rows]).encode()).hexdigest()
    return import_customers(
        actor=operator(cast), branch_id=cast.branch, rows=rows, file=file, at=cast.at
    )


def customer(cast: Cast, row: IncomingCustomer | None = None) -> UUID:
    """The id of a customer who was just brought in."""
    row = row or somebody()
    bring(cast, row)
    found = known(cast, row)
    assert found
    return found.id


def known(cast: Cast, row: IncomingCustomer) -> CustomerRow | None:
    """The branch's customer with this number of the bank's own."""
    index = bank_keys().found_by(NumberKind.OWN, row.number)
    rows = look(cast.branch, by_number_read(cast.branch, NumberKind.OWN, index))[0]
    assert len(rows) < 2
    return rows[0] if rows else None


def file_of(cast: Cast, customer_id: UUID) -> CustomerRow | None:
    rows = look(cast.branch, customer_read(cast.branch, customer_id))[0]
    assert len(rows) < 2
    return rows[0] if rows else None


def consents_of(cast: Cast, customer_id: UUID) -> list[Consent]:
    return look(cast.branch, consents_read(cast.branch, customer_id))[0]


def recognised(cast: Cast, kind: NumberKind, number: str, of: Cast | None = None) -> Any:
    """Whom a branch recognises by a number, in its own bank or in another branch's."""
    institution = plan_of((of or cast).branch).institution_id
    index = bank_keys().found_by(kind, number)
    rows = look(cast.branch, recognised_read(institution, kind.value, index))[0]
    return rows[0] if rows else None


def manager(cast: Cast, login: str = "guqing") -> Actor:
    """A relationship manager of the branch, entered for the purpose."""
    person = NewStaff(login, "顾青", Post.WEALTH_RM)
    ids = enter_staff(actor=operator(cast), branch_id=cast.branch, people=[person], at=cast.at)
    return Actor("staff", ids[login], Post.WEALTH_RM, frozenset([cast.branch]), subject=ids[login])


def sister(institution: UUID) -> Cast:
    """Another branch of a bank."""
    week = {str(day): ["09:00", "17:00"] for day in range(5)}
    founded_as = found_branch(
        institution_id=institution,
        code=uuid4().hex[:8],
        name=words("城北支行"),
        kind="community",
        hours=week,
        corporate_hours=week,
        at=MORNING,
    )
    return Cast(institution, founded_as, {}, {}, {})


def holding(row: IncomingCustomer, **changes: Any) -> IncomingHolding:
    whole = IncomingHolding(
        row.number, HoldingKind.DEPOSIT, "DQ-1Y", 5_000_000, date(2026, 10, 31), date(2027, 3, 1)
    )
    return replace(whole, **changes)


def hold_one(cast: Cast, row: IncomingCustomer) -> None:
    """One deposit of a customer, brought in."""
    import_holdings(
        actor=operator(cast), branch_id=cast.branch, rows=[holding(row)], file="x", at=cast.at
    )
