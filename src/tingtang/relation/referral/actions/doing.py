"""What the verbs of one referral share."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import check_not_closed, day_read, plan_of
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read, Turn, turn
from tingtang.relation.guidance.actions.keeping import Awaited
from tingtang.relation.referral.events import ReferralMoved
from tingtang.relation.referral.models import Referral
from tingtang.relation.referral.queries import ReferralRow, referral_read
from tingtang.relation.referral.rules import OPEN, ReferralMove, ReferralState, move_referral


@dataclass(frozen=True, slots=True)
class ReferralNow:
    """Answer of a referral's verb: `version` is what the next one carries back."""

    id: UUID
    state: ReferralState
    version: int


#: What the day's end decides: a talk that goes on past it is the receiver's to conclude.
_OF_ITS_DAY = OPEN - {ReferralState.IN_TALK}


class Doing:
    """One verb with one referral."""

    def __init__(
        self, actor: Actor, branch_id: UUID, referral_id: UUID, at: datetime, seen: int | None
    ) -> None:
        self.actor, self.branch_id, self._at, self._seen = actor, branch_id, at, seen
        self._read = referral_read(branch_id, referral_id)
        self.plan = plan_of(branch_id)
        self._today = day_read(branch_id, self.plan.day(at))

    @property
    def asks_for(self) -> timedelta:
        """How long each candidate is asked."""
        return timedelta(seconds=self.plan.parameters["referral_accept_s"])

    def known(self) -> ReferralRow:
        """The referral as it stood before the turn: only its visit is for ever."""
        rows: list[ReferralRow] = look(self.branch_id, self._read)[0]
        if not rows:
            raise Refused("unknown_referral")
        return rows[0]

    def awaited(self) -> Awaited:
        """Whether the customer is being led, or was promised somebody."""
        known = self.known()
        return Awaited(self.plan, known.visit_id, known.business_date)

    def turn(self, *reads: Read[Any]) -> Turn:
        day, version = self.plan.day(self._at), self.plan.version
        mine: tuple[Read[Any], ...] = (self._read, self._today, *reads)
        return turn(self.branch_id, self.actor, self._at, day, *mine, plan=version)

    def row(self, this_turn: Turn) -> ReferralRow:
        row = this_turn.one(self._read, "unknown_referral")
        if row.state in _OF_ITS_DAY:
            self.check_day(this_turn)
        row.must_be_seen(self._seen)
        return row

    def check_day(self, this_turn: Turn) -> None:
        """Refuse with `day_closed` once the business day is over."""
        check_not_closed(this_turn.found(self._today))

    def receivers(self, this_turn: Turn) -> ReferralRow:
        """The referral, for its receiver alone."""
        row = self.row(this_turn)
        if row.receiver_id is None or row.receiver_id != self.actor.subject:
            raise Refused("not_your_referral")
        return row

    def unless_in_talk(self, this_turn: Turn) -> ReferralRow:
        """The referral, for anybody until the customer sits with the receiver; then for them."""
        row = self.row(this_turn)
        if row.state is ReferralState.IN_TALK and row.receiver_id != self.actor.subject:
            raise Refused("not_your_referral")
        return row


def moved(
    this_turn: Turn,
    row: ReferralRow,
    move: ReferralMove,
    *,
    reason: str = "",
    **changes: object,
) -> ReferralNow:
    """Within a turn: the referral goes on."""
    state = move_referral(row.state, move)
    receiver = changes.get("receiver_id", row.receiver_id)
    event = ReferralMoved(
        row.id,
        move.value,
        state.value,
        receiver if isinstance(receiver, UUID) else None,
        reason or None,
    )
    version = this_turn.record(event)
    changes |= {"state": state.value, "reason": reason, "version": version}  # why it was returned
    this_turn.update(Referral, row.id, **changes)  # is no reason of what comes after
    return ReferralNow(row.id, state, version)
