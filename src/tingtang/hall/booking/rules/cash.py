"""Large cash (DOMAIN.md §7). A reservation is logistics, never a permission: what a customer has in
the bank is paid freely (Commercial Bank Law art. 29, 33), so no move and no state is a refusal.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from tingtang.bank.branch.queries import Plan
from tingtang.bank.customer.rules.numbers import looks_personal
from tingtang.bank.policy.rules.clauses import Grid
from tingtang.kernel.refused import Refused


class CashState(StrEnum):
    """A wish for cash. That nobody came follows from its day (`CashPhase`)."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    PREPARED = "cash_prepared"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    CANCELLED = "cancelled"  # by the customer
    TRANSFERRED = "converted_to_transfer"
    HELD = "held_for_fraud_check"
    REFERRED = "police_referred"


class CashMove(StrEnum):
    """What may happen to it."""

    CONFIRM = "confirm"
    PREPARE_CASH = "prepare_cash"
    PAY = "pay"
    PAY_PART = "pay_part"
    REBOOK = "rebook"  # on another day
    CONVERT = "convert_cash"  # to a transfer
    CANCEL = "cancel"
    HOLD = "hold"
    LIFT = "lift"
    REFER = "refer"  # to the police


_S, _M = CashState, CashMove
_UNPAID = (_S.REQUESTED, _S.CONFIRMED, _S.PREPARED)
CASH_MOVES: dict[tuple[CashState, CashMove], CashState] = {
    (_S.REQUESTED, _M.CONFIRM): _S.CONFIRMED,
    (_S.CONFIRMED, _M.PREPARE_CASH): _S.PREPARED,
    **{(each, _M.CANCEL): _S.CANCELLED for each in _UNPAID},
    **{
        (each, what): to
        for each in (*_UNPAID, _S.PARTLY_PAID)
        for what, to in (
            (_M.PAY, _S.PAID),
            (_M.PAY_PART, _S.PARTLY_PAID),
            (_M.REBOOK, _S.REQUESTED),
            (_M.CONVERT, _S.TRANSFERRED),
            (_M.HOLD, _S.HELD),
        )
    },
    (_S.HELD, _M.REFER): _S.REFERRED,
}
#: A hold is lifted to the state before it, also once the police have said that nothing is wrong.
LIFTS = frozenset({_S.HELD, _S.REFERRED})


def move_cash(state: CashState, move: CashMove, held_from: CashState | None = None) -> CashState:
    """The state after `move`; refuses with `cash_cannot` where the table has no row."""
    if move is CashMove.LIFT and state in LIFTS and held_from is not None:
        return held_from
    try:
        return CASH_MOVES[state, move]
    except KeyError:
        raise Refused("cash_cannot", state=state.value, move=move.value) from None


class CashPhase(StrEnum):
    """What a list calls it on a day."""

    REQUESTED = "requested"
    CONFIRMED = "confirmed"
    PREPARED = "cash_prepared"
    PAID = "paid"
    PARTLY_PAID = "partly_paid"
    NO_SHOW = "no_show"
    CANCELLED = "cancelled"
    TRANSFERRED = "converted_to_transfer"
    HELD = "held_for_fraud_check"
    REFERRED = "police_referred"


def cash_phase(state: CashState, day: date, today: date) -> CashPhase:
    """What to call it today: nobody came for what was to be paid on a day that is over."""
    if state in _UNPAID and day < today:
        return CashPhase.NO_SHOW
    return CashPhase(state.value)


# ---------------------------------------------------------------- sums

NOTES_YUAN = (100, 50, 20, 10, 5, 1)
FEN = 100
HOLD_REASONS = frozenset(
    {"coached", "in_a_hurry", "evasive", "unknown_payee", "mule_signs", "police_notice", "other"}
)
_REFERENCE = re.compile(r"[A-Z0-9][A-Z0-9-]{4,28}[A-Z0-9]")


def check_sum(amount_fen: int) -> None:
    """Cash comes in whole yuan, and is more than nothing."""
    if amount_fen <= 0 or amount_fen % FEN:
        raise Refused("bad_input", where="amount_fen")


def check_notes(notes: Sequence[int], amount_fen: int) -> None:
    """Refuse notes that don't make up the sum."""
    if len(notes) != len(NOTES_YUAN) or min(notes) < 0:
        raise Refused("bad_input", where="notes")
    total = sum(count * yuan * FEN for count, yuan in zip(notes, NOTES_YUAN, strict=True))
    if total != amount_fen:
        raise Refused("notes_do_not_add_up", where="notes")


def check_part(part_fen: int, left_fen: int) -> None:
    """A part is more than nothing and less than all that is left."""
    if not 0 < part_fen < left_fen:
        raise Refused("no_part", where="amount_fen")


def check_reference(reference: str) -> None:
    """The police's reference by its form alone: no words, so no names, and no number of a person's
    or of a card's.
    """
    if not _REFERENCE.fullmatch(reference) or looks_personal(reference):
        raise Refused("bad_input", where="police_reference")


def band_of(amount_fen: int) -> int:
    """The lower end of a sum's band on the bank's grid, in yuan: all that leaves the table."""
    return Grid.YUAN.value[Grid.YUAN.band(amount_fen // FEN)]


# ---------------------------------------------------------------- days

_FURTHEST = 400  # days without one opening: a branch that is shut


def _next_opening(opens: Callable[[date], bool], day: date) -> date:
    """The first opening day not before `day`."""
    for ahead in range(_FURTHEST):
        if opens(day + timedelta(days=ahead)):
            return day + timedelta(days=ahead)
    raise Refused("no_opening_day")


def earliest_day(
    said_on: date, minute: int, opens: Callable[[date], bool], lead_days: int, cutoff_min: int
) -> date:
    """The first day for which cash can be reserved.

    `minute` is the branch's local time, from the midnight that `said_on` begins with. What is said
    from the cut-off on, or on a day off, counts as said on the next opening day; then `lead_days`
    further opening days go by. Opening days are the branch's own, which aren't working days.
    """
    late = minute >= cutoff_min or not opens(said_on)
    day = _next_opening(opens, said_on + timedelta(days=1) if late else said_on)
    for _ in range(lead_days):
        day = _next_opening(opens, day + timedelta(days=1))
    return day


def earliest_of(plan: Plan, at: datetime) -> date:
    """The same, of a branch at an instant."""
    return earliest_day(
        plan.day(at),
        _minute(plan, at),
        lambda day: plan.opening(day) is not None,
        plan.parameters["cash_lead_days"],
        plan.parameters["cash_cutoff_min"],
    )


def days_for_cash(plan: Plan, at: datetime) -> tuple[date, ...]:
    """The days that cash can be reserved for at an instant, the earliest first."""
    first = earliest_of(plan, at)
    near = (first + timedelta(days=n) for n in range(plan.parameters["booking_days"] + 1))
    return tuple(day for day in near if plan.opening(day) is not None)


def final_days(plan: Plan, at: datetime) -> tuple[date, ...]:
    """The opening days after today whose list nothing more comes to: they lie ready, or are to."""
    today, first = plan.day(at), earliest_of(plan, at)
    between = (today + timedelta(days=n) for n in range(1, (first - today).days))
    return tuple(day for day in between if plan.opening(day) is not None)


def _minute(plan: Plan, at: datetime) -> int:
    """Of the branch's day: past midnight it goes on counting until the cutover."""
    local, day = plan.local(at), plan.day(at)
    return (local.date() - day).days * 24 * 60 + local.hour * 60 + local.minute


def final_at(plan: Plan, day: date) -> datetime | None:
    """When the last reservation for an opening day can be made: the cut-off `cash_lead_days`
    opening days before. None on a day off.
    """
    if plan.opening(day) is None:
        return None
    for _ in range(plan.parameters["cash_lead_days"]):
        day = _opening_before(plan, day)
    midnight = datetime.combine(day, time(), ZoneInfo(plan.zone))
    return midnight + timedelta(minutes=plan.parameters["cash_cutoff_min"])


def _opening_before(plan: Plan, day: date) -> date:
    """The last opening day before `day`, which opens in each week that the branch opens in."""
    day -= timedelta(days=1)
    while plan.opening(day) is None:
        day -= timedelta(days=1)
    return day


def check_day(plan: Plan, day: date, at: datetime) -> None:
    """Refuse a day off, one too soon to get the cash by, or too far ahead."""
    earliest = earliest_of(plan, at)
    if day < earliest:
        raise Refused("cash_too_soon", where="day", earliest=earliest.isoformat())
    if plan.opening(day) is None:
        raise Refused("closed_that_day", where="day", earliest=earliest.isoformat())
    if day > earliest + timedelta(days=plan.parameters["booking_days"]):
        raise Refused("slot_too_far", where="day", days=plan.parameters["booking_days"])
