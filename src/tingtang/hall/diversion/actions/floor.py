"""What deciding on an offer reads, all of it under the branch's lock."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan, StoppageRow, stoppages_read
from tingtang.bank.policy.actions import ruling
from tingtang.bank.policy.queries import PolicyRow, Ruling, approved_read
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.bank.staff.queries import on_duty_read
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.diversion.queries import (
    OfferRow,
    ahead_of_each_read,
    open_offer_read,
    taken_read,
)
from tingtang.hall.diversion.rules import Door, Facts, Spot, counter_free, protection, spots
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.actions import summon
from tingtang.hall.visit.queries import HelpRow, open_help_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import Read, Turn


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody has said at the door; of a sum only its band is kept."""

    business: str | None
    amount_yuan: int | None
    asked: bool

    def check(self) -> None:
        """Refuse with `bad_input` what no table knows."""
        if self.business is not None and self.business not in BUSINESSES:
            raise Refused("bad_input", where="business")
        if self.amount_yuan is not None and self.amount_yuan < 0:
            raise Refused("bad_input", where="amount_yuan")


class Hall:
    """The floor, as far as an offer to one ticket is concerned."""

    def __init__(self, plan: Plan, ticket_id: UUID, at: datetime) -> None:
        branch_id, day = plan.branch_id, plan.day(at)
        self._plan = plan
        self.ticket: Read[TicketRow] = ticket_read(branch_id, ticket_id)
        self.open: Read[OfferRow] = open_offer_read(branch_id, ticket_id)
        self._seats: Read[SeatRow] = seats_read(branch_id)
        self._stopped: Read[StoppageRow] = stoppages_read(branch_id, day)
        self._approved: Read[PolicyRow] = approved_read(branch_id)
        self._ahead: Read[tuple[UUID, int]] = ahead_of_each_read(plan)
        self._taken: Read[tuple[UUID, int]] = taken_read(branch_id)
        self._calls: Read[HelpRow] = open_help_read(branch_id)
        self._people: Read[tuple[UUID, str]] = on_duty_read(branch_id, day)
        self.reads: tuple[Read[Any], ...] = (
            self.ticket,
            self.open,
            self._seats,
            self._stopped,
            self._approved,
            self._ahead,
            self._taken,
            self._calls,
            self._people,
        )

    def facts(self, this_turn: Turn, row: TicketRow, door: Door, said: Said) -> Facts:
        """What the offer is decided on."""
        return Facts(
            asked=said.asked,
            protection=protection(row.protected, door),
            counter_free=self._counter_free(this_turn, row),
            business=said.business or self._plan.service(row.service_id).business,
            amount_yuan=said.amount_yuan,
            waiting=dict(this_turn.found(self._ahead)).get(row.id, 0),
        )

    def table(self, this_turn: Turn) -> Ruling:
        """The table of diversion in force."""
        return ruling(this_turn, this_turn.found(self._approved), DIVERT, this_turn.at)

    def spot(self, this_turn: Turn, row: TicketRow, place: str) -> Spot | None:
        """Where `place` is; None: nowhere now."""
        seats, taken = this_turn.found(self._seats), dict(this_turn.found(self._taken))
        return next(iter(spots(self._plan, place, row.service_id, seats, taken)), None)

    def call_help(self, this_turn: Turn, row: TicketRow, calls_from: str) -> UUID:
        """Somebody is summoned to go along with the customer; the call for help."""
        calls, people = this_turn.found(self._calls), this_turn.found(self._people)
        return summon(this_turn, calls, people, calls_from, row.id).id

    def _counter_free(self, this_turn: Turn, row: TicketRow) -> bool:
        """Whether a suitable counter is free; whoever is being served has one."""
        if row.state is State.SERVING:
            return True
        stopped = {each.service_id for each in this_turn.found(self._stopped)}
        seats = this_turn.found(self._seats)
        return counter_free(self._plan, seats, row.service_id, row.counter_id, stopped)
