"""Customers whom the bank knows: brought in as an import does, found by their invented cards."""

from dataclasses import dataclass, replace
from uuid import UUID

from cast import Cast
from tingtang.access.actor import job
from tingtang.access.rights import Post
from tingtang.api.cards import index_of
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.actions.importing import import_customers
from tingtang.bank.customer.queries import Recognised, recognised_read
from tingtang.bank.customer.rules import KnownClass
from tingtang.bank.customer.rules.consents import Grant
from tingtang.bank.customer.rules.incoming import IncomingCustomer
from tingtang.hall.visit.rules import CardKind
from tingtang.ledger.look import look


@dataclass(frozen=True)
class Known:
    """A customer of the bank, by what a reader or the staff would tell."""

    id: UUID
    card: str
    index: bytes
    customer_class: str
    rm_id: UUID | None


def card_of(person: int) -> str:
    """A card's number with the right check digit, that nobody gave out."""
    body = f"999999{person:012}"
    doubled = [int(digit) * (2 - place % 2) for place, digit in enumerate(reversed(body))]
    return body + str(-sum(each // 10 + each % 10 for each in doubled) % 10)


def bring(
    cast: Cast,
    *classes: str,
    rm: str | None = None,
    grants: tuple[Grant, ...] = (),
    first: int = 0,
) -> list[Known]:
    """Customers of the cast's branch, one of each class named; `first` keeps them apart from
    those brought before.
    """
    serial = cast.branch.int % 10**9 * 100 + first
    rm_id = cast.people[rm] if rm else None
    rows = [
        IncomingCustomer(
            number=f"C{serial + n}",
            name="王建国",
            address_form="王先生",
            customer_class=KnownClass(each),
            rm_id=rm_id,
            identity="",
            cards=(card_of(serial + n),),
            phone="",
            grants=grants,
            given_at=cast.at if grants else None,
        )
        for n, each in enumerate(classes)
    ]
    operator = replace(job("command", cast.branch), post=Post.ADMINISTRATOR)
    digest = f"{serial:064x}"
    import_customers(actor=operator, branch_id=cast.branch, rows=rows, file=digest, at=cast.at)
    return [_known(cast, row) for row in rows]


def _known(cast: Cast, row: IncomingCustomer) -> Known:
    index = index_of(CardKind.CARD, row.cards[0])
    read = recognised_read(plan_of(cast.branch).institution_id, "card", index)
    found: Recognised = look(cast.branch, read)[0][0]
    return Known(found.customer_id, row.cards[0], index, found.customer_class, found.rm_id)
