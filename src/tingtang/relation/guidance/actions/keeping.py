"""Verbs that keep a promise: wait on; the led customer did not come. To lead is the first step of a
referral, and who waits no longer ends one, so that those verbs stand there.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand, may
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, check_not_closed, day_read, plan_of
from tingtang.bank.customer.actions.holds import check_no_hold
from tingtang.hall.counter.actions import hold_desk, release_desk
from tingtang.hall.counter.queries import SeatRow, never_taken, seats_read
from tingtang.hall.ticket.actions.leading import Aside
from tingtang.hall.ticket.queries import GuestRow, came_to, guest_read
from tingtang.kernel.refused import Refused
from tingtang.kernel.undo import check_undo
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn, verb
from tingtang.relation.guidance.events import GuidanceMoved
from tingtang.relation.guidance.models import Guidance
from tingtang.relation.guidance.queries import (
    GuidanceRow,
    Step,
    desks_read,
    guidance_read,
    guidances_of_read,
    refusals_read,
)
from tingtang.relation.guidance.rules import (
    OPEN,
    GuidanceMove,
    GuidanceState,
    move,
    was_let_go_by,
)


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
        self._seats, self._desks = seats_read(branch_id), desks_read(self.plan)
        self._today = day_read(branch_id, self.day)
        known = look(branch_id, self._read)[0]
        if not known:
            raise Refused("unknown_guidance")
        self.known = known[0]  # as it stood before the turn: only its visit is for ever
        self.guest_read = guest_read(branch_id, self.known.visit_id, self.known.business_date)
        self.aside = Aside(self.plan, self.known.visit_id)

    def turn(self, *reads: Read[Any]) -> Turn:
        """The turn, with what every verb reads."""
        mine: tuple[Read[Any], ...] = (
            self._read,
            self._seats,
            self._desks,
            self._today,
            self.guest_read,
            *self.aside.reads,
            *reads,
        )
        return turn(self._branch_id, self._actor, self._at, self.day, *mine, plan=self.plan.version)

    def row(self, this_turn: Turn) -> GuidanceRow:
        """The guidance, as the screen saw it."""
        row = this_turn.one(self._read, "unknown_guidance")
        if row.business_date != self.day:
            raise Refused("unknown_guidance")
        check_not_closed(this_turn.found(self._today))
        row.must_be_seen(self._seen)
        return row

    def guest(self, this_turn: Turn) -> GuestRow:
        """The customer."""
        return this_turn.one(self.guest_read, "unknown_arrival")

    def has_met(self, this_turn: Turn, row: GuidanceRow) -> bool:
        """Whether the customer's number was called or served at the desk meanwhile."""
        number = self.guest(this_turn).number
        return number is not None and came_to(number, row.desk_id, row.guided_at)

    def check_may_end(self, this_turn: Turn) -> None:
        """Who keeps no promises ends those of whoever is at their own counter."""
        if may(self._actor, Right.KEEP_PROMISE, self._branch_id):
            return
        number = self.guest(this_turn).number
        mine = [s for s in this_turn.found(self._seats) if s.staff_id == self._actor.subject]
        if number is None or all(seat.ticket_id != number.id for seat in mine):
            raise Refused("no_right")

    def check_awaited(self, this_turn: Turn, row: GuidanceRow) -> None:
        """Refuse where the customer has left, or is at the desk by their number already."""
        if self.guest(this_turn).has_left:
            raise Refused("customer_gone")
        if self.has_met(this_turn, row):
            raise Refused("promise_over")

    def seat(self, this_turn: Turn, counter_id: UUID) -> SeatRow:
        """A seat now."""
        return _seat(this_turn, self._seats, counter_id)

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
        *,
        stays_aside: bool = False,
        **changes: Any,
    ) -> GuidanceNow:
        """Record the move, and write what it changes. Who is on the way no more stands in the line
        again, unless they are led otherwise.
        """
        state = move(row.state, what)
        if what in _FREES:
            self.release(this_turn, row)
        version = write_move(this_turn, row, what, **changes)
        on_the_way = stays_aside or state in (GuidanceState.LED, GuidanceState.MET)
        if row.state is GuidanceState.LED and not on_the_way:
            self.aside.come_back(this_turn)
        desk = changes.get("desk_id", row.desk_id)
        return GuidanceNow(row.id, state, version, desk, until, changes.get("asks_at"))

    def lead(self, this_turn: Turn, desk_id: UUID | None) -> tuple[GuidanceNow, UUID | None]:
        """Within a turn: to the desk that was promised, or to another one that is free; and who
        sits there.
        """
        row = self.row(this_turn)
        move(row.state, GuidanceMove.LEAD)
        self.check_awaited(this_turn, row)
        if this_turn.rows(refusals_read(this_turn.branch_id, row.visit_id, row.guided_at))[0]:
            raise Refused("refused_contact")
        guest = self.guest(this_turn)
        check_no_hold(this_turn, guest.home_branch, guest.customer_id)
        self.aside.check(this_turn)
        chosen = desk_id or row.desk_id
        if chosen is None:
            raise Refused("bad_input", where="desk")
        if row.desk_id != chosen:
            self.release(this_turn, row)
        seat = self.seat(this_turn, chosen)
        if not any(each.seat.counter_id == chosen for each in this_turn.found(self._desks)):
            raise Refused("desk_not_free", counter=self.plan.counter(chosen).number)
        until = hold_desk(this_turn, self.plan, seat, row.visit_id)
        changes: dict[str, Any] = {"desk_id": chosen, "rm_id": seat.staff_id, "asks_at": None}
        now = self.done(this_turn, row, GuidanceMove.LEAD, until, **changes)
        self.aside.leave(this_turn)
        return now, seat.staff_id

    def unlead(self, this_turn: Turn, steps: Sequence[Step]) -> GuidanceNow:
        """Within a turn: what was promised stands again, and asks when it would have. `steps`: all
        that has become of it, of which leading from the promise is the last.
        """
        row = self.row(this_turn)
        move(row.state, GuidanceMove.UNLEAD)
        promised, led = steps[0], steps[-1]
        before = steps[-2] if len(steps) > 1 else led
        if before.state is not GuidanceState.PROMISED:
            raise Refused("guidance_cannot", state=row.state.value, move=GuidanceMove.UNLEAD.value)
        if led.by != self._actor.mark:
            raise Refused("not_your_guidance")
        check_undo(led.at, this_turn.at, acted_upon=self.has_met(this_turn, row))
        place: dict[str, Any] = {"desk_id": promised.desk_id, "rm_id": promised.rm_id}
        return self.done(this_turn, row, GuidanceMove.UNLEAD, **place, asks_at=before.asks_at)

    def undo(self, this_turn: Turn, said: Sequence[GuidanceRow]) -> GuidanceNow:
        """Within a turn: as if nothing had been said, while nobody has acted upon it. `said`: all
        that was of the customer; what this had replaced is awaited again.
        """
        row = self.row(this_turn)
        if row.guided_by != self._actor.mark:
            raise Refused("not_your_guidance")
        if row.state is not GuidanceState.UNDONE:
            acted_upon = row.version != row.begun or self.has_met(this_turn, row)
            check_undo(row.guided_at, this_turn.at, acted_upon=acted_upon)
        again = [each for each in said if was_let_go_by(each.state, each, row.begun)]
        led = any(each.asks_at is None for each in again)
        now = self.done(this_turn, row, GuidanceMove.UNDO, stays_aside=led)
        other = any(each.state in OPEN and each.id != row.id for each in said)
        if again and (other or self.guest(this_turn).has_left):
            raise Refused("acted_upon")
        for each in again:
            _await_again(this_turn, self.plan, self.aside, self._seats, each)
        return now


_FREES = frozenset(
    {GuidanceMove.UNDO, GuidanceMove.UNLEAD, GuidanceMove.LET_GO, GuidanceMove.NOT_COME}
)


class Awaited:
    """What is awaited of a visit, for a verb that ends it by the way; `reads` are its turn's."""

    def __init__(self, plan: Plan, visit_id: UUID, day: date) -> None:
        self._plan, self._aside = plan, Aside(plan, visit_id)
        self._seats = seats_read(plan.branch_id)
        self._rows = guidances_of_read(plan.branch_id, visit_id, day)
        self._guest = guest_read(plan.branch_id, visit_id, day)
        self.reads: tuple[Read[Any], ...] = (self._rows, self._seats, *self._aside.reads)

    def let_go(self, this_turn: Turn, rm_id: UUID | None = None) -> None:
        """The customer isn't led any more, nor does anybody come; `rm_id`: where that one is
        meant.
        """
        ended = self._open(this_turn, rm_id)
        for row in ended:
            self._end(this_turn, row, GuidanceMove.LET_GO)
        if any(row.state is GuidanceState.LED for row in ended):  # of several one is long over
            self._aside.come_back(this_turn)

    def await_again(self, this_turn: Turn, sequence: int) -> None:
        """What was let go in the turn of this entry is awaited again; refuses with `acted_upon`
        where the customer has left, or something else is awaited meanwhile.
        """
        rows = this_turn.found(self._rows)
        again = [row for row in rows if was_let_go_by(row.state, row, sequence)]
        if not again:
            return
        guest: GuestRow = this_turn.rows(self._guest)[0]
        if guest.has_left or self._open(this_turn, None):
            raise Refused("acted_upon")
        for row in again:
            _await_again(this_turn, self._plan, self._aside, self._seats, row)

    def leave(self, this_turn: Turn) -> None:
        """The customer has left: whoever was led did not come, and nobody need come any more."""
        for row in self._open(this_turn, None):
            led = row.state is GuidanceState.LED
            self._end(this_turn, row, GuidanceMove.NOT_COME if led else GuidanceMove.LET_GO)

    def _end(self, this_turn: Turn, row: GuidanceRow, what: GuidanceMove) -> None:
        for seat in this_turn.found(self._seats):
            if seat.counter_id == row.desk_id:
                release_desk(this_turn, seat, row.visit_id)
        write_move(this_turn, row, what)

    def meet(self, this_turn: Turn, rm_id: UUID) -> None:
        """The talk with that relationship manager began."""
        for row in self._open(this_turn, rm_id):
            write_move(this_turn, row, GuidanceMove.ARRIVE, asks_at=None)

    def _open(self, this_turn: Turn, rm_id: UUID | None) -> list[GuidanceRow]:
        rows = [row for row in this_turn.found(self._rows) if row.state in OPEN]
        return [row for row in rows if rm_id is None or row.rm_id == rm_id]


def _seat(this_turn: Turn, seats: Read[SeatRow], counter_id: UUID) -> SeatRow:
    rows = {row.counter_id: row for row in this_turn.found(seats)}
    return rows.get(counter_id, never_taken(counter_id, this_turn.at))


def _await_again(
    this_turn: Turn, plan: Plan, aside: Aside, seats: Read[SeatRow], row: GuidanceRow
) -> None:
    """A promise asks when it would have; who was led is led, if the desk is free still."""
    if row.asks_at is not None:
        write_move(this_turn, row, GuidanceMove.PROMISE_AGAIN, asks_at=row.asks_at)
    elif row.desk_id is not None:
        try:
            aside.check(this_turn)
            hold_desk(this_turn, plan, _seat(this_turn, seats, row.desk_id), row.visit_id)
        except Refused:
            raise Refused("acted_upon") from None
        write_move(this_turn, row, GuidanceMove.LEAD_AGAIN, desk_id=row.desk_id, rm_id=row.rm_id)
        aside.leave(this_turn)


def write_move(this_turn: Turn, row: GuidanceRow, what: GuidanceMove, **changes: Any) -> int:
    """Within a turn: record the move, and write what it changes; the entry's sequence."""
    state = move(row.state, what)
    told = {name: changes.get(f"{name}_id") for name in ("desk", "rm")}
    asks_at = changes.get("asks_at")
    moved = GuidanceMoved(
        row.id, row.visit_id, what.value, state.value, row.ticket_id, asks_at=asks_at, **told
    )
    version = this_turn.record(moved)
    this_turn.update(Guidance, row.id, state=state.value, version=version, **changes)
    return version


def demand_end(actor: Actor, branch_id: UUID) -> None:
    """Refuse whoever ends no promises, not even at their own counter (`Doing.check_may_end`)."""
    if not may(actor, Right.END_OWN_PROMISE, branch_id):
        demand(actor, Right.KEEP_PROMISE, branch_id)


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
        now = doing.done(this_turn, row, what, asks_at=asks_at, asked=row.asked + 1)
        return this_turn.answer(now)


@verb
def not_come(
    *, actor: Actor, branch_id: UUID, guidance_id: UUID, at: datetime, seen: int | None = None
) -> GuidanceNow:
    """The led customer did not come to the desk, which is free again."""
    demand_end(actor, branch_id)
    doing = Doing(actor, branch_id, guidance_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        doing.check_may_end(this_turn)
        return this_turn.answer(doing.done(this_turn, row, GuidanceMove.NOT_COME))
