"""What deciding on an offer reads, all of it under the branch's lock."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol
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
from tingtang.hall.diversion.rules import Facts, Spot, Wanted, counter_free, spots
from tingtang.hall.ticket.queries import TicketRow, ticket_read
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.actions import summon
from tingtang.hall.visit.queries import HelpRow, open_help_read
from tingtang.hall.visit.rules import LineClass, protection
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


class InLine(Protocol):
    """A number, as far as a free counter for it is concerned."""

    @property
    def service_id(self) -> UUID: ...
    @property
    def line_class(self) -> int: ...
    @property
    def state(self) -> State: ...
    @property
    def counter_id(self) -> UUID | None: ...


class Counters:
    """Whether a counter could take somebody now, as a turn finds it; `reads` are the turn's."""

    def __init__(self, plan: Plan, day: date) -> None:
        self._plan = plan
        self.seats: Read[SeatRow] = seats_read(plan.branch_id)
        self._stopped: Read[StoppageRow] = stoppages_read(plan.branch_id, day)
        self.reads: tuple[Read[Any], ...] = (self.seats, self._stopped)

    def free_for(self, this_turn: Turn, wanted: Wanted) -> bool:
        """Whether a counter could take such a number now."""
        stopped = {each.service_id for each in this_turn.found(self._stopped)}
        return counter_free(self._plan, this_turn.found(self.seats), this_turn.at, wanted, stopped)

    def free_for_number(self, this_turn: Turn, row: InLine) -> bool:
        """Whether a suitable counter is free; whoever is being served has one."""
        if row.state is State.SERVING:
            return True
        line_class = LineClass(row.line_class)
        return self.free_for(this_turn, Wanted(row.service_id, line_class, row.counter_id))

    def free_for_business(self, this_turn: Turn, business: str, line_class: LineClass) -> bool:
        """Whether a counter could take somebody without a number who comes for this, and would
        stand in such a line.
        """
        services = [each for each in self._plan.services.values() if each.business == business]
        return any(self.free_for(this_turn, Wanted(each.id, line_class)) for each in services)


class Hall:
    """The floor, as far as an offer to one ticket is concerned."""

    def __init__(self, plan: Plan, ticket_id: UUID, at: datetime) -> None:
        branch_id, day = plan.branch_id, plan.day(at)
        self._plan = plan
        self.ticket: Read[TicketRow] = ticket_read(branch_id, ticket_id)
        self.open: Read[OfferRow] = open_offer_read(branch_id, ticket_id)
        self._counters = Counters(plan, day)
        self._approved: Read[PolicyRow] = approved_read(branch_id)
        self._ahead: Read[tuple[UUID, int]] = ahead_of_each_read(plan)
        self._taken: Read[tuple[UUID, int]] = taken_read(branch_id)
        self._calls: Read[HelpRow] = open_help_read(branch_id)
        self._people: Read[tuple[UUID, str]] = on_duty_read(branch_id, day)
        self.reads: tuple[Read[Any], ...] = (
            self.ticket,
            self.open,
            *self._counters.reads,
            self._approved,
            self._ahead,
            self._taken,
            self._calls,
            self._people,
        )

    def facts(self, this_turn: Turn, row: TicketRow, said: Said) -> Facts:
        """What the offer is decided on."""
        return Facts(
            asked=said.asked,
            protection=protection(row.protected),
            counter_free=self._counters.free_for_number(this_turn, row),
            business=said.business or self._plan.service(row.service_id).business,
            amount_yuan=said.amount_yuan,
            waiting=dict(this_turn.found(self._ahead)).get(row.id, 0),
        )

    def table(self, this_turn: Turn) -> Ruling:
        """The table of diversion in force."""
        return ruling(this_turn, this_turn.found(self._approved), DIVERT, this_turn.at)

    def spot(self, this_turn: Turn, row: TicketRow, place: str) -> Spot | None:
        """Where `place` is; None: nowhere now."""
        seats, taken = this_turn.found(self._counters.seats), dict(this_turn.found(self._taken))
        return next(iter(spots(self._plan, place, row.service_id, seats, taken)), None)

    def call_help(self, this_turn: Turn, row: TicketRow, calls_from: str) -> UUID:
        """Somebody is summoned to go along with the customer; the call for help."""
        calls, people = this_turn.found(self._calls), this_turn.found(self._people)
        return summon(this_turn, calls, people, calls_from, row.id).id
