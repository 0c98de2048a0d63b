"""A branch with two relationship managers at their desks, to refer customers in."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from bank.customer.people import grant
from cast import Cast, founded_with_desks
from hall.known import Known, bring
from tingtang.bank.customer.rules import LookReason
from tingtang.bank.customer.rules.consents import Grant
from tingtang.hall.ticket.actions.identifying import (
    note_signal,
)
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.linking import link_customer
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    begin_talk,
    conclude,
    introduce,
)
from tingtang.relation.referral.actions.submitting import (
    Slip,
    Submitted,
    submit_referral,
)
from tingtang.relation.referral.queries import (
    ReferralRow,
    referral_read,
    submissions_read,
)
from tingtang.relation.referral.rules import ReferralMove, Target, first_source

TELLER, LOBBY, RM, OTHER_RM, HEAD = (
    "chenyutong", "suxiaowen", "shenyiming", "xujianing", "hanliqun",
)  # fmt: skip
SLIP = Slip(Target.RM, "wealth", spoken_yes=True)


class Hall:
    """The cast with two relationship managers, both at their desks."""

    def __init__(self, bank: UUID | None = None) -> None:
        self.cast: Cast = founded_with_desks(bank=bank)
        self.cast.open_day()
        self.cast.seat(RM, "8")
        self.cast.seat(OTHER_RM, "9")

    def visit(self, *, signalled: bool = True) -> UUID:
        """A customer who took a number, and asked about a product."""
        visit = self.visit_of(self.cast.ticket())
        if signalled:
            self.signal(visit)
        return visit

    def visit_of(self, ticket: Issued) -> UUID:
        found = look(self.cast.branch, ticket_read(self.cast.branch, ticket.id))[0]
        visit: UUID = found[0].visit_id
        return visit

    def signal(self, visit: UUID) -> UUID:
        noted = self.cast.do(LOBBY, note_signal, visit_id=visit, code="asks_wealth_product")
        signal: UUID = noted.id
        return signal

    def known(self, *more: Grant, consented: bool = True) -> tuple[UUID, Known]:
        """A visit of a customer whom the bank knows, perhaps with a consent to be called, and
        others.
        """
        grants = ((grant(),) if consented else ()) + more
        (customer,) = bring(self.cast, "vip", rm=OTHER_RM, grants=grants)
        visit = self.visit()
        self.link(visit, customer)
        return visit, customer

    def link(self, visit: UUID, customer: Known) -> None:
        """Their card is read."""
        self.cast.do(
            LOBBY,
            link_customer,
            visit_id=visit,
            kind=CardKind.CARD,
            index=customer.index,
            reason=LookReason.SERVING,
        )

    def submit(self, visit: UUID, login: str = TELLER, slip: Slip = SLIP) -> Submitted:
        submitted: Submitted = self.cast.do(login, submit_referral, visit_id=visit, slip=slip)
        return submitted

    def does(self, login: str, verb: Callable[..., Any], referral: UUID, **more: Any) -> Any:
        return self.cast.do(login, verb, referral_id=referral, **more)

    def accepted(self, visit: UUID, login: str = RM) -> UUID:
        submitted = self.submit(visit, slip=replace(SLIP, rm=self.cast.people[login]))
        self.cast.later(seconds=6)
        self.does(login, accept_referral, submitted.id)
        return submitted.id

    def talking(self, visit: UUID, login: str = RM) -> UUID:
        referral = self.accepted(visit, login)
        self.does(LOBBY, introduce, referral)
        self.does(login, begin_talk, referral)
        return referral

    def concluded(
        self, referral: UUID, outcome: ReferralMove, login: str = RM, reason: str = ""
    ) -> Any:
        return self.does(login, conclude, referral, outcome=outcome, reason=reason)

    def row(self, referral: UUID) -> ReferralRow:
        found: ReferralRow = look(self.cast.branch, referral_read(self.cast.branch, referral))[0][0]
        return found

    def clock(self, verb: Callable[..., int]) -> int:
        return verb(actor=self.cast.clock, branch_id=self.cast.branch, at=self.cast.at)

    def credit(self, visit: UUID) -> UUID | None:
        return first_source(look(self.cast.branch, submissions_read(self.cast.branch, visit))[0])


def refused(does: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        does()
    return caught.value.code
