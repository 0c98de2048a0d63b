"""Verbs that keep a promise, or end it: wait on, lead, let go; the led customer did not come."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import plan_of
from tingtang.hall.counter.actions import hold_desk, release_desk
from tingtang.hall.counter.queries import SeatRow, never_taken, seats_read
from tingtang.hall.ticket.queries import GuestRow, came_to, guest_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.events import GuidanceMoved
from tingtang.relation.guidance.models import Guidance
from tingtang.relation.guidance.queries import GuidanceRow, desks_of, guidance_read
from tingtang.relation.guidance.rules import GuidanceMove, GuidanceState, move


@dataclass(frozen=True, slots=True)
class GuidanceNow:
    """Answer of a guidance's verb."""

    id: UUID
    state: GuidanceState
    version: int
    desk: UUID | None = None
    until: datetime | None = None
    asks_at: datetime | None = None


class Doing:
    """One verb with one guidance of today."""

    def __init__(
        self,
        actor: Actor,
        branch_id: UUID,
        guidance_id: UUID,
        at: datetime,
        seen: int | None,
    ) -> None:
        self.plan = plan_of(branch_id)
        self._actor, self._branch_id, self._at, self._seen = actor, branch_id, at, seen
        self.day = self.plan.day(at)
        self._read = guidance_read(branch_id, guidance_id)
        self._seats = seats_read(branch_id)
        known = look(branch_id, self._read)[0]
        if not known:
            raise Refused("unknown_guidance")
        self.known = known[0]  # as it stood before the turn: only its visit is for ever
        self.guest_read = guest_read(branch_id, self.known.visit_id, self.known.business_date)

    def turn(self, *reads: Read[Any]) -> Turn:
        """The turn, with what every verb reads."""
        mine: tuple[Read[Any], ...] = (self._read, self._seats, self.guest_read, *reads)
        return turn(self._branch_id, self._actor, self._at, self.day, *mine, plan=self.plan.version)

    def row(self, this_turn: Turn) -> GuidanceRow:
        """The guidance, as the screen saw it."""
        row = this_turn.one(self._read, "unknown_guidance")
        if row.business_date != self.day:
            raise Refused("unknown_guidance")
        row.must_be_seen(self._seen)
        return row

    def guest(self, this_turn: Turn) -> GuestRow:
        """The customer."""
        return this_turn.one(self.guest_read, "unknown_arrival")

    def has_met(self, this_turn: Turn, row: GuidanceRow) -> bool:
        """Whether the customer's number was called or served at the desk meanwhile."""
        number = self.guest(this_turn).number
        return number is not None and came_to(number, row.desk_id, row.guided_at)

    def check_awaited(self, this_turn: Turn, row: GuidanceRow) -> None:
        """Refuse where the customer has left, or is at the desk by their number already."""
        if self.guest(this_turn).has_left:
            raise Refused("customer_gone")
        if self.has_met(this_turn, row):
            raise Refused("promise_over")

    def seat(self, this_turn: Turn, counter_id: UUID) -> SeatRow:
        """A seat now."""
        rows = {row.counter_id: row for row in this_turn.found(self._seats)}
        return rows.get(counter_id, never_taken(counter_id, this_turn.at))

    def release(self, this_turn: Turn, row: GuidanceRow) -> None:
        """The desk is kept for this customer no more."""
        if row.desk_id is not None:
            release_desk(this_turn, self.seat(this_turn, row.desk_id), row.visit_id)

    def done(
        self,
        this_turn: Turn,
        row: GuidanceRow,
        what: GuidanceMove,
        until: datetime | None = None,
        **changes: Any,
    ) -> GuidanceNow:
        """Record the move, and write what it changes."""
        state = move(row.state, what)
        if what in (GuidanceMove.UNDO, GuidanceMove.LET_GO, GuidanceMove.NOT_COME):
            self.release(this_turn, row)
        told = {name: changes.get(f"{name}_id") for name in ("desk", "rm")}
        asks_at = changes.get("asks_at")
        moved = GuidanceMoved(
            row.id, row.visit_id, what.value, state.value, row.ticket_id, asks_at=asks_at, **told
        )
        version = this_turn.record(moved)
        this_turn.update(Guidance, row.id, state=state.value, version=version, **changes)
        desk = changes.get("desk_id", row.desk_id)
        return this_turn.answer(GuidanceNow(row.id, state, version, desk, until, asks_at))


@verb
def keep_waiting(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The customer was told how it stands and waits on: the promise asks again as many minutes
    later.
    """
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        move(row.state, GuidanceMove.KEEP_WAITING)
        doing.check_awaited(this_turn, row)
        asks_at = this_turn.at + timedelta(minutes=doing.plan.parameters["promise_asks_min"])
        what = GuidanceMove.KEEP_WAITING
        return doing.done(this_turn, row, what, asks_at=asks_at, asked=row.asked + 1)


@verb
def let_go(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The customer wants it no more."""
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        return doing.done(this_turn, row, GuidanceMove.LET_GO, asks_at=None)


@verb
def lead(
    *,
    actor: Actor,
    branch_id: UUID,
    guidance_id: UUID,
    at: datetime,
    desk_id: UUID | None = None,
    seen: int | None = None,
) -> GuidanceNow:
    """Lead the customer now: to the desk that was promised, or to another one that is free.

    Of two who are led to one desk the second is refused with `desk_held`.
    """
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    if desk_id is not None and desk_id not in desks_of(doing.plan):
        number = doing.plan.counter(desk_id).number
        raise Refused("not_a_desk", counter=number, where="desk")
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        move(row.state, GuidanceMove.LEAD)
        doing.check_awaited(this_turn, row)
        chosen = desk_id or row.desk_id
        if chosen is None:
            raise Refused("bad_input", where="desk")
        if row.desk_id != chosen:
            doing.release(this_turn, row)
        seat = doing.seat(this_turn, chosen)
        until = hold_desk(this_turn, doing.plan, seat, row.visit_id)
        changes = {"desk_id": chosen, "rm_id": seat.staff_id, "asks_at": None}
        return doing.done(this_turn, row, GuidanceMove.LEAD, until, **changes)


@verb
def not_come(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The led customer did not come to the desk, which is free again."""
    demand(actor, Right.KEEP_PROMISE, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        return doing.done(this_turn, row, GuidanceMove.NOT_COME)
