"""Second diversion (DOMAIN.md §7): who of those waiting could be helped where, and why.

Nothing is recorded on reading: what is listed here is decided anew, and recorded, by the verb.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import Plan, Words, stoppages_read
from tingtang.bank.policy.queries import PolicyRow, Ruling, approved_read, looked, ruling_of
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.engines.forecasting.waits import Wait
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.diversion.queries.offers import (
    OfferRow,
    Took,
    ahead_of_each_read,
    open_offers_read,
    refused_today_read,
    taken_read,
    took_read,
)
from tingtang.hall.diversion.rules import (
    Elsewhere,
    Facts,
    OfferState,
    Saved,
    Spot,
    Spread,
    Wanted,
    counter_free,
    saved,
    spots,
    spread_of_services,
    standing,
    there_s,
    weigh,
)
from tingtang.hall.ticket.queries import (
    TicketRow,
    live_tickets_read,
    paces_read,
    present_read,
    waited_for_read,
)
from tingtang.hall.ticket.rules import Ahead, PaceRow, Seen, State, tell
from tingtang.hall.visit.rules import LineClass, protection
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

RECENT = timedelta(weeks=4)


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody who could be helped elsewhere. `saved` None: too little is known for a figure."""

    ticket: TicketRow
    place: str
    spot: Spot
    why: Words
    saved: Saved | None


def candidates(plan: Plan, at: datetime) -> list[Candidate]:
    """Who could be helped where: those with a figure by what they save, then the others by arrival.

    Left out are protected people, whoever declined an offer today or came back from one, whoever
    has an open one, and those who would not surely save the branch's least minutes (the lower end
    of the 90 % range).
    """
    hall = _Hall(plan, at)
    listed = [each for ticket in hall.waiting if (each := hall.candidate(ticket)) is not None]
    return sorted(listed, key=_order)


def _order(each: Candidate) -> tuple[bool, float, int]:
    by_figure = -each.saved.middle_s if each.saved else 0.0
    return each.saved is None, by_figure, each.ticket.place


class _Hall:
    """The floor as of one moment, with what several people's figures share reckoned once."""

    def __init__(self, plan: Plan, at: datetime) -> None:
        branch_id, day = plan.branch_id, plan.day(at)
        reads: tuple[Read[Any], ...] = (
            live_tickets_read(branch_id),
            seats_read(branch_id),
            stoppages_read(branch_id, day),
            approved_read(branch_id),
            ahead_of_each_read(plan),
            open_offers_read(branch_id, day),
            refused_today_read(branch_id, day),
            taken_read(branch_id),
            took_read(branch_id, day - RECENT),
            paces_read(branch_id),
            present_read(branch_id, at),
            waited_for_read(plan),
        )
        tickets, seats, stopped, approved, ahead, offers, refused, taken, *rest = look(
            branch_id, *reads
        )
        took, paces, present, waited_for = rest
        self._plan, self._at = plan, at
        self._tickets: list[TicketRow] = tickets
        self._seats: list[SeatRow] = seats
        self._stopped = {row.service_id for row in stopped}
        self._approved: list[PolicyRow] = approved
        self._ahead: Mapping[UUID, int] = dict(ahead)
        self._offers: list[OfferRow] = offers
        self._refused: set[UUID] = set(refused)
        self._taken: Mapping[UUID, int] = dict(taken)
        self._took: list[Took] = took
        self._paces: list[PaceRow] = paces
        self._present: list[Seen] = present
        self._waited_for = [each for each in waited_for if each[0] not in self._stopped]
        self._elsewhere: dict[tuple[str, UUID], Spread | None] = {}

    @cached_property
    def waiting(self) -> list[TicketRow]:
        """Who waits and may be asked, by arrival; that nobody is protected the guards see to."""
        now = {each.id: each for each in self._tickets}
        asked = {
            offer.ticket_id
            for offer in self._offers
            if (ticket := now.get(offer.ticket_id)) is not None
            and standing(offer.state, ticket.state, ticket.parked_for) is OfferState.OFFERED
        }
        return [
            each
            for each in self._tickets
            if each.state is State.WAITING
            and each.id not in asked
            and each.visit_id not in self._refused
        ]

    @cached_property
    def _table(self) -> Ruling:
        return ruling_of(self._approved, DIVERT, self._at, looked(self._plan.branch_id))

    def candidate(self, ticket: TicketRow) -> Candidate | None:
        """The ticket's entry in the list; None: nothing would be offered, or too little saved."""
        facts = Facts(
            asked=False,
            protection=protection(ticket.protected),
            counter_free=self._counter_free(ticket),
            business=self._plan.service(ticket.service_id).business,
            amount_yuan=None,
            waiting=self._ahead.get(ticket.id, 0),
        )
        decision, why_not = weigh(self._table, facts)
        if why_not is not None:
            return None
        place = decision.results["place"]
        found = spots(self._plan, place, ticket.service_id, self._seats, self._taken)
        if not found:
            return None
        figure = self._saved(ticket, place, found, facts.waiting)
        if (
            figure is not None
            and figure.low_s < 60 * self._plan.parameters["divert_least_saved_min"]
        ):
            return None
        why = dict(self._table.table.rows[decision.row - 1].why)
        return Candidate(ticket, place, found[0], why, figure)

    def _counter_free(self, ticket: TicketRow) -> bool:
        wanted = Wanted(ticket.service_id, LineClass(ticket.line_class), ticket.counter_id)
        return counter_free(self._plan, self._seats, self._at, wanted, self._stopped)

    def _saved(
        self, ticket: TicketRow, place: str, found: tuple[Spot, ...], ahead: int
    ) -> Saved | None:
        paces = [pace.seconds for pace in self._paces if pace.service_id == ticket.service_id]
        service = spread_of_services(paces[0]) if paces else None
        elsewhere = self._time(place, ticket.service_id, found)
        wait = self._wait(ticket, ahead)
        if service is None or elsewhere is None or wait is None:
            return None
        return saved(wait, service, elsewhere)

    def _wait(self, ticket: TicketRow, ahead: int) -> Wait | None:
        line_class = LineClass(ticket.line_class)
        return tell(
            self._plan,
            self._plan.service(ticket.service_id),
            line_class,
            ahead=[Ahead(line_class, ahead)],
            present=self._present,
            paces=self._paces,
            waited_for=self._waited_for,
        ).wait

    def _time(self, place: str, service_id: UUID, found: tuple[Spot, ...]) -> Spread | None:
        """What the place takes, from now until done there; None: not known."""
        key = place, service_id
        if key not in self._elsewhere:
            walk_s = self._plan.parameters["divert_walk_s"]
            took = [t.seconds for t in self._took if (t.place, t.service_id) == key]
            there = spread_of_services(there_s(took[0], walk_s)) if took else None
            people = sum(spot.there for spot in found)
            self._elsewhere[key] = (
                Elsewhere(walk_s, there, len(found), people).time() if there else None
            )
        return self._elsewhere[key]
