"""A branch with two relationship managers at their desks, to guide customers in."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from cast import Cast, founded_with_desks
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.staff.actions import NewStaff
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.ticket.actions.issuing import Begun, begin_service
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.visit.rules import CustomerClass
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.queries import GuidanceRow, guidance_read
from tingtang.relation.referral.actions.leading import Guided, guide

RM, OTHER_RM = "shenyiming", "xujianing"
DESK, OTHER_DESK = "8", "9"
EDITOR = NewStaff("zhengnan", "郑楠", Post.OPERATIONS_SUPERVISOR)


@dataclass
class Hall:
    """The branch, open, with Shen Yiming at desk 8 and Xu Jianing at desk 9."""

    cast: Cast = field(default_factory=founded_with_desks)

    @classmethod
    def open(cls, *desks: str, editors: bool = False) -> "Hall":
        hall = cls(founded_with_desks(EDITOR)) if editors else cls()
        hall.cast.open_day()
        for number, login in ((DESK, RM), (OTHER_DESK, OTHER_RM)):
            if number in desks:
                hall.cast.seat(login, number)
        return hall

    def customer(
        self, service: str = "wealth", customer_class: str = "potential", **more: Any
    ) -> TicketRow:
        """Somebody with a number."""
        ticket = self.cast.ticket(service, customer_class=CustomerClass(customer_class), **more)
        return self.ticket(ticket.id)

    def guide(self, visit: UUID, login: str = "suxiaowen", **said: Any) -> Guided:
        return self.cast.do(login, guide, visit_id=visit, ask=Ask(**said))

    def do(self, verb: Callable[..., Any], guidance: UUID, login: str = RM, **more: Any) -> Any:
        return self.cast.do(login, verb, guidance_id=guidance, **more)

    def talk(self, number: str = DESK) -> Begun:
        """The relationship manager begins to talk with somebody without a number."""
        return self.cast.do(
            {DESK: RM, OTHER_DESK: OTHER_RM}[number],
            begin_service,
            counter_id=self.cast.counters[number],
            service_id=self.cast.services["wealth"],
        )

    # ------------------------------------------------------------------ what the tables say

    def ticket(self, ticket_id: UUID) -> TicketRow:
        return look(self.cast.branch, ticket_read(self.cast.branch, ticket_id))[0][0]

    def seat(self, number: str = DESK) -> SeatRow:
        rows = look(self.cast.branch, seats_read(self.cast.branch))[0]
        return next(row for row in rows if row.counter_id == self.cast.counters[number])

    def guidance(self, guidance_id: UUID) -> GuidanceRow:
        return look(self.cast.branch, guidance_read(self.cast.branch, guidance_id))[0][0]

    def count(self, sql: str) -> int:
        read = Read(f"select count(*) {sql}", (self.cast.branch,), int)
        return look(self.cast.branch, read)[0][0]

    def entries(self) -> int:
        return self.count("from ledger_entry where branch_id = %s")

    @property
    def day(self) -> date:
        return plan_of(self.cast.branch).day(self.cast.at)
