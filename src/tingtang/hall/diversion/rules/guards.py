"""Whether anything may be offered: what the law demands, then what the table says. Pure.

The guards run before the table and don't depend on it; in the table they stand as locked rows, and
a test holds the two together over all cases.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from tingtang.access.rights import Post
from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.queries import Decision, Ruling, decided
from tingtang.bank.policy.rules.clauses import NO, YES, Value
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.rules import calls
from tingtang.hall.visit.rules import LineClass


class Door(StrEnum):
    """Where an offer is made."""

    KIOSK = "kiosk"
    COUNTER = "counter"
    LOBBY = "lobby"


class WhyNot(StrEnum):
    """Why nothing is offered."""

    PROTECTED = "protected"  # CBIRC 2021 No. 40
    COUNTER_FREE = "counter_free"  # nobody is sent to a machine while a counter is free
    TABLE = "table"
    NO_PLACE = "no_place"  # the place that the table names doesn't exist here now


class Decline(StrEnum):
    """What somebody may say who declines; nobody has to."""

    PREFERS_PERSON = "prefers_person"
    NOT_USED_TO = "not_used_to"
    NEARLY_MY_TURN = "nearly_my_turn"
    DID_NOT_WORK = "did_not_work"  # the last time
    OTHER = "other"


_DOORS = {Post.KIOSK: Door.KIOSK, Post.TELLER: Door.COUNTER}


def door_of(post: Post) -> Door:
    """Which door somebody of this post stands at."""
    return _DOORS.get(post, Door.LOBBY)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a counter would have to call. `kept_for`: the only counter that may, if any."""

    service_id: UUID
    line_class: LineClass
    kept_for: UUID | None = None


def counter_free(
    plan: Plan,
    seats: Iterable[SeatRow],
    at: datetime,
    wanted: Wanted,
    stopped: Collection[UUID],
) -> bool:
    """Whether a counter could take the number now: open, seated, nobody called, served or led
    there, and it calls the number's line. A stopped service is served by none.
    """
    if wanted.service_id in stopped:
        return False
    return any(
        desk_state(seat, at) is DeskState.FREE
        and seat.staff_id is not None
        and seat.counter_id in plan.counters
        and calls(
            plan.counters[seat.counter_id], wanted.service_id, wanted.line_class, wanted.kept_for
        )
        for seat in seats
    )


@dataclass(frozen=True, slots=True)
class Facts:
    """What an offer is decided on. `amount_yuan` None: nobody has said a sum; as the business says
    already whether it is a small one, it counts as the lowest band.
    """

    asked: bool
    protection: str
    counter_free: bool
    business: str
    amount_yuan: int | None
    waiting: int

    def values(self) -> Mapping[str, Value]:
        """As the table of diversion asks them."""
        return {
            "asked": YES if self.asked else NO,
            "protected": self.protection,
            "counter_free": YES if self.counter_free else NO,
            "business": self.business,
            "amount": self.amount_yuan or 0,
            "waiting": self.waiting,
        }


def guard(facts: Facts) -> WhyNot | None:
    """What the law says first. “Asked myself” is a wish of the customer's own, no offer of ours."""
    if facts.asked:
        return None
    if facts.protection == YES:
        return WhyNot.PROTECTED
    return WhyNot.COUNTER_FREE if facts.counter_free else None


#: What the law says to the customer, by why nothing is offered.
SAID_BY_LAW = {WhyNot.PROTECTED: DIVERT.locked[0].why, WhyNot.COUNTER_FREE: DIVERT.locked[1].why}


def still_allowed(asked: bool, protected: bool | None) -> bool:
    """Whether an offer may still be accepted: the law's guard once more, for a need may have been
    marked since. A counter that has become free meanwhile takes nothing back: the place is kept.
    """
    return asked or not protected


_NO_OFFER, _NO_OTHER_PLACE = "none", "counter"


def weigh(table: Ruling, facts: Facts) -> tuple[Decision, WhyNot | None]:
    """What the version decides, which is recorded, and why nothing is offered (None: the place that
    it names, if there is one). No row of any version passes a guard.
    """
    decision = decided(table, facts.values())
    why_not = guard(facts)
    said = decision.results["offer"], decision.results["place"]
    if why_not is None and (said[0] == _NO_OFFER or said[1] == _NO_OTHER_PLACE):
        why_not = WhyNot.TABLE
    return decision, why_not
