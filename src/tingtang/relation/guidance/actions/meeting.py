"""A talk begins: the customer who was led, or promised to, is at the desk."""

from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.hall.ticket.actions.issuing import Begun
from tingtang.hall.ticket.actions.leading import Leading
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn
from tingtang.relation.guidance.actions.keeping import Doing, GuidanceNow
from tingtang.relation.guidance.queries import GuidanceRow
from tingtang.relation.guidance.rules import GuidanceMove, move


class Meeting:
    """The customer of a guidance at the desk that it leads to: `reads` belong to its turn."""

    def __init__(self, doing: Doing) -> None:
        self._doing, self._known = doing, doing.known
        if self._known.desk_id is None:
            raise Refused("no_desk_yet")
        guest = look(doing.plan.branch_id, doing.guest_read)[0][0]
        counter = doing.plan.counter(self._known.desk_id)
        number: UUID | None = guest.number.id if guest.number else None
        self._leading = Leading(doing.plan, counter, doing.day, number)
        self.reads: tuple[Read[object], ...] = self._leading.reads

    def begin(self, this_turn: Turn, actor: Actor) -> tuple[GuidanceRow, GuidanceNow, Begun]:
        """Within a turn: service begins, the hold ends."""
        doing = self._doing
        row = doing.row(this_turn)
        move(row.state, GuidanceMove.ARRIVE)
        guest = doing.guest(this_turn)
        if row.desk_id != self._known.desk_id or not self._leading.is_about(guest):
            raise Refused("stale_screen")  # led elsewhere, or took a number, in this very moment
        if doing.has_met(this_turn, row) and guest.is_done:
            raise Refused("promise_over")
        begun = self._leading.begin(this_turn, actor, guest, row.business, row.visit_id)
        return row, doing.done(this_turn, row, GuidanceMove.ARRIVE, asks_at=None), begun
