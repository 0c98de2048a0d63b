"""Guidance: where a customer is led, and a promise that a relationship manager comes (DOMAIN.md §5,
§7, §19). Pure.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tingtang.bank.policy.rules.clauses import NO, YES, Value
from tingtang.hall.counter.rules import DeskState
from tingtang.hall.ticket.queries import GONE, AtCounters, came_to
from tingtang.hall.ticket.rules import State
from tingtang.kernel.refused import Refused


class GuidanceState(StrEnum):
    """What has become of it."""

    TOLD = "told"  # where to go, or given a card or leaflet: nothing is awaited
    LED = "led"  # on the way to a desk, which is held
    PROMISED = "promised"  # rests or waits until the relationship manager comes
    MET = "met"  # the talk began
    NOT_COME = "not_come"
    LET_GO = "let_go"  # the customer wants it no more
    UNDONE = "undone"


#: Whose end is awaited. Of a business day that is over, such a guidance came to nothing.
OPEN = frozenset({GuidanceState.LED, GuidanceState.PROMISED})


class GuidanceMove(StrEnum):
    """What may happen to it."""

    KEEP_WAITING = "keep_waiting"
    LEAD = "lead"
    ARRIVE = "arrive"
    NOT_COME = "not_come"
    LET_GO = "let_go"
    UNDO = "undo"
    UNLEAD = "unlead"  # they are not led, after all: what was promised stands
    PROMISE_AGAIN = "promise_again"  # what had replaced it was taken back
    LEAD_AGAIN = "lead_again"


_S, _M = GuidanceState, GuidanceMove
GUIDANCE_MOVES: dict[tuple[GuidanceState, GuidanceMove], GuidanceState] = {
    (_S.PROMISED, _M.KEEP_WAITING): _S.PROMISED,
    (_S.PROMISED, _M.LEAD): _S.LED,
    (_S.PROMISED, _M.ARRIVE): _S.MET,  # the relationship manager has come
    (_S.PROMISED, _M.LET_GO): _S.LET_GO,
    (_S.LED, _M.LEAD): _S.LED,  # to another desk, or once more
    (_S.LED, _M.ARRIVE): _S.MET,
    (_S.LED, _M.UNLEAD): _S.PROMISED,
    (_S.LED, _M.NOT_COME): _S.NOT_COME,
    (_S.LED, _M.LET_GO): _S.LET_GO,
    (_S.TOLD, _M.UNDO): _S.UNDONE,
    (_S.LED, _M.UNDO): _S.UNDONE,
    (_S.PROMISED, _M.UNDO): _S.UNDONE,
    (_S.LET_GO, _M.PROMISE_AGAIN): _S.PROMISED,
    (_S.LET_GO, _M.LEAD_AGAIN): _S.LED,
}


def move(state: GuidanceState, what: GuidanceMove) -> GuidanceState:
    """The state after `what`; refuses with `guidance_cannot` where the table has no row."""
    try:
        return GUIDANCE_MOVES[state, what]
    except KeyError:
        raise Refused("guidance_cannot", state=state.value, move=what.value) from None


class Said(Protocol):
    """When something was said of a customer, and when it was last changed: sequences of entries."""

    @property
    def begun(self) -> int: ...
    @property
    def version(self) -> int: ...


def was_let_go_by(state: GuidanceState, before: Said, sequence: int) -> bool:
    """Whether a guidance ended in the turn of another one, or of a refusal, whose entry has this
    sequence: that recorded itself first, and ended all that was awaited.
    """
    return state is GuidanceState.LET_GO and before.begun < sequence < before.version


def stands(
    state: GuidanceState, number: AtCounters | None, desk_id: UUID | None, guided_at: datetime
) -> bool:
    """Whether what is awaited is awaited still, seeing where the number is now: numbers go on by
    verbs that know of no guidance.

    Whose number has ended without service, or was taken at the desk since, awaits nothing more. Nor
    is anybody led any more whose number is back in the line, or at a counter.
    """
    if number is None:
        return True
    if number.state in GONE or came_to(number, desk_id, guided_at):
        return False
    return state is not GuidanceState.LED or number.state not in _IN_LINE_OR_CALLED


_IN_LINE_OR_CALLED = frozenset({State.WAITING, State.CALLED, State.SERVING})


# ---------------------------------------------------------------- paths

LEADS = frozenset({"escort"})
PROMISES = frozenset({"promise_vip_zone", "promise_waiting"})
#: Paths to a relationship manager: closed for the visit once the customer has refused.
CONTACTS = LEADS | PROMISES | {"card"}
#: Paths on which something is sold: closed while sales to the customer are held back.
SALES = CONTACTS | {"leaflet", "open_counter"}
SALES_BUSINESSES = frozenset({"wealth"})

_NEXT = {
    "vip_counter": "call_to_vip",
    "vip_zone": "arrange_cash",
    "cash_choice": "ask_how",
    "escort": "introduce",
    "promise_vip_zone": "seat_in_vip_zone",
    "promise_waiting": "seat_in_hall",
    "card": "give_card",
    "leaflet": "give_leaflet",
    "open_counter": "transfer",
    "divert": "offer",
    "line": "wait",
}
_BY_NUMBER = frozenset({"vip_counter", "open_counter", "divert", "line"})


def next_step(path: str, *, numbered: bool) -> str:
    """What whoever guides does next; who has no number takes one first where the path needs it."""
    return _NEXT[path] if numbered or path not in _BY_NUMBER else "issue"


def begins(path: str) -> GuidanceState:
    """The state in which a path begins."""
    if path in LEADS:
        return GuidanceState.LED
    return GuidanceState.PROMISED if path in PROMISES else GuidanceState.TOLD


def check_refusal(path: str, refused_before: bool, *, asked: bool) -> None:
    """Whoever has refused is not led to a relationship manager in this visit, unless they ask."""
    if refused_before and path in CONTACTS and not asked:
        raise Refused("refused_contact")


def while_held(business: str, reply: str) -> tuple[str, str]:
    """What the table is asked of somebody to whom nobody sells now: the business that brings no
    sale, and nobody asked them.
    """
    return ("other" if business in SALES_BUSINESSES else business), "unasked"


def check_sells_nothing(path: str) -> None:
    """Whatever a version of the table says: no way leads to a sale while sales are held back."""
    if path in SALES:
        raise Refused("sales_held")


# ---------------------------------------------------------------- desks


@dataclass(frozen=True, slots=True)
class DeskNow:
    """A relationship manager's desk, as a decision sees it. `ends`: when it will be free, if known.

    `closing`: who sits there goes with the customer who is there now. `version` grows with what
    happens there. `calls_vips`: it is a VIP counter, which calls numbers, too.
    """

    counter_id: UUID
    rm_id: UUID | None
    state: DeskState
    closing: bool
    ends: datetime | None
    version: int
    calls_vips: bool = False


_ANSWERS = {
    DeskState.FREE: "free",
    DeskState.HELD: "busy",
    DeskState.SERVING: "busy",
    DeskState.PAUSED: "away",
    DeskState.ABSENT: "away",
}


def answer_of(desk: DeskNow | None) -> str:
    """What the guide table asks of a desk: free, busy or away."""
    return "away" if desk is None or desk.closing else _ANSWERS[desk.state]


def desk_for(desks: Iterable[DeskNow], rm_id: UUID | None) -> DeskNow | None:
    """The desk to lead to: of the customer's own relationship manager where that one is here; else
    a free one, untouched the longest, and a VIP counter only if no other is; else the one that will
    be free first. None: all are away.
    """
    here = [each for each in desks if answer_of(each) != "away"]
    own = [each for each in here if rm_id is not None and each.rm_id == rm_id]
    return min(own or here, key=_order, default=None)


def _order(desk: DeskNow) -> tuple[bool, bool, float, int]:
    if answer_of(desk) == "free":
        return False, desk.calls_vips, 0.0, desk.version
    ends = 0.0 if desk.ends is None else desk.ends.timestamp()
    return True, desk.ends is None, ends, desk.version


def values_of(
    customer_class: str,
    business: str,
    *,
    reserved: bool,
    desk: str,
    reply: str,
    protected: str,
    counter_free: bool,
) -> dict[str, Value]:
    """What the guide table decides on."""
    return {
        "class": customer_class,
        "business": business,
        "reserved": YES if reserved else NO,
        "desk": desk,
        "reply": reply,
        "protected": protected,
        "counter_free": YES if counter_free else NO,
    }
