"""What a file brings: rows that are right by themselves, and what can be wrong between them."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from tingtang.bank.customer.rules import HoldingKind, KnownClass, NumberKind
from tingtang.bank.customer.rules.consents import Grant
from tingtang.kernel.clock import microseconds

Place = tuple[int, NumberKind]
"""A row (from 0), and which of its numbers."""


@dataclass(frozen=True, slots=True)
class IncomingCustomer:
    """A customer as a file has them; numbers are plain, empty where there is none."""

    number: str = field(repr=False)  # the bank's own
    name: str = field(repr=False)
    address_form: str = field(repr=False)
    customer_class: KnownClass
    rm_id: UUID | None
    identity: str = field(repr=False)
    cards: tuple[str, ...] = field(repr=False)
    phone: str = field(repr=False)
    grants: tuple[Grant, ...] = ()
    given_at: datetime | None = None  # of all its grants

    def numbers(self) -> Iterator[tuple[NumberKind, str]]:
        """Everything that the customer is found by."""
        yield NumberKind.OWN, self.number
        if self.identity:
            yield NumberKind.ID, self.identity
        for card in dict.fromkeys(self.cards):
            yield NumberKind.CARD, card

    def parts(self) -> list[str]:
        """The row as texts, for its digest."""
        parts = [
            self.number,
            self.name,
            self.address_form,
            self.customer_class.value,
            str(self.rm_id or ""),
            self.identity,
            ";".join(sorted(self.cards)),
            self.phone,
            str(microseconds(self.given_at)) if self.given_at else "",
        ]
        for grant in self.grants:
            parts += [grant.purpose, grant.scope, grant.notice, grant.evidence, grant.reference]
        return parts


def repeated(borne: Iterable[Iterable[tuple[NumberKind, str]]]) -> dict[Place, int]:
    """The numbers that stand in the file more than once, with the row where each stands first:
    `borne` are each row's.
    """
    first: dict[tuple[NumberKind, str], int] = {}
    found: dict[Place, int] = {}
    for row, numbers in enumerate(borne):
        for number in numbers:
            before = first.setdefault(number, row)
            if before != row:
                found[row, number[0]] = before
    return found


def others(
    borne: Sequence[Sequence[tuple[NumberKind, bytes]]],
    bearers: Mapping[tuple[NumberKind, bytes], UUID],
    ids: Collection[UUID],
) -> list[Place]:
    """The numbers of the file that a customer bears who is not in it: `borne` are each row's
    numbers by index, `bearers` whose each known number is, `ids` the customers in the file.
    """
    return [
        (row, number[0])
        for row, numbers in enumerate(borne)
        for number in numbers
        if number in bearers and bearers[number] not in ids
    ]


@dataclass(frozen=True, slots=True)
class IncomingHolding:
    """A holding as a file has it: `number` is the bank's own of the customer, `amount` in fen."""

    number: str = field(repr=False)
    kind: HoldingKind
    product: str
    amount: int
    as_of: date
    matures_on: date | None
