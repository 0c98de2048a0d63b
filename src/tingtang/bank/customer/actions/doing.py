"""What the verbs about one customer have in common."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.models import Customer
from tingtang.bank.customer.queries import CustomerRow, customer_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn, turn

_OWN_ONLY = frozenset({Post.WEALTH_RM, Post.MARKETING_RM})


def demand_own_customer(actor: Actor, row: CustomerRow) -> None:
    """Refuse a relationship manager who reaches for somebody else's customer."""
    if actor.post in _OWN_ONLY and row.rm_id != actor.subject:
        raise Refused("not_your_customer")


@dataclass(frozen=True, slots=True)
class CustomerNow:
    """Answer of a verb about a customer: `version` is what the next one carries back."""

    id: UUID
    version: int


class Doing:
    """One verb with one customer of the branch."""

    def __init__(
        self,
        actor: Actor,
        branch_id: UUID,
        customer_id: UUID,
        at: datetime,
        seen: int | None = None,
    ) -> None:
        self._actor, self._branch_id, self._at, self._seen = actor, branch_id, at, seen
        self.customer_id = customer_id
        self._read = customer_read(branch_id, customer_id)

    def turn(self, *reads: Read[Any]) -> Turn:
        """The turn, with the customer read in it."""
        plan = plan_of(self._branch_id)
        day = plan.day(self._at)
        return turn(
            self._branch_id, self._actor, self._at, day, self._read, *reads, plan=plan.version
        )

    def row(self, this_turn: Turn) -> CustomerRow:
        """The customer; refuses with `unknown_customer`, or `stale_screen` if it has changed."""
        row = this_turn.one(self._read, "unknown_customer")
        if self._seen is not None and self._seen != row.version:
            raise Refused("stale_screen")
        return row

    def own_row(self, this_turn: Turn) -> CustomerRow:
        """The same, for who may change it."""
        row = self.row(this_turn)
        demand_own_customer(self._actor, row)
        return row

    def done(self, this_turn: Turn, version: int, **changes: object) -> CustomerNow:
        """Change the customer, who has this version now."""
        this_turn.update(Customer, self.customer_id, version=version, **changes)
        return this_turn.answer(CustomerNow(self.customer_id, version))
