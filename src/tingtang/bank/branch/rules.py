"""What a branch is made of, its business day, and the bounds of its parameters. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from tingtang.kernel.refused import Refused


class BranchType(StrEnum):
    """DOMAIN.md §8: three patterns of arrivals; and head office, where nobody arrives."""

    COMMUNITY = "community"
    OFFICE = "office"
    PAYROLL = "payroll"
    HEAD_OFFICE = "head_office"


class CounterKind(StrEnum):
    """Closed (cash, behind glass), open (non-cash), VIP, and an RM's desk."""

    CLOSED = "closed"
    OPEN = "open"
    VIP = "vip"
    DESK = "desk"


class DayState(StrEnum):
    """The business day. `before`: numbers may be taken before the doors open, nobody is called."""

    BEFORE = "before"
    OPEN = "open"
    LAST_NUMBERS = "last_numbers"
    CLOSING = "closing"
    CLOSED = "closed"


class DayMove(StrEnum):
    """What may happen to a business day."""

    PREPARE = "prepare"
    OPEN = "open"
    LAST_NUMBERS = "last_numbers"
    BEGIN_CLOSING = "begin_closing"
    CLOSE = "close"


DAY_MOVES: dict[tuple[DayState | None, DayMove], DayState] = {
    (None, DayMove.PREPARE): DayState.BEFORE,
    (None, DayMove.OPEN): DayState.OPEN,
    (DayState.BEFORE, DayMove.OPEN): DayState.OPEN,
    (DayState.OPEN, DayMove.LAST_NUMBERS): DayState.LAST_NUMBERS,
    (DayState.LAST_NUMBERS, DayMove.OPEN): DayState.OPEN,
    (DayState.OPEN, DayMove.BEGIN_CLOSING): DayState.CLOSING,
    (DayState.LAST_NUMBERS, DayMove.BEGIN_CLOSING): DayState.CLOSING,
    (DayState.BEFORE, DayMove.CLOSE): DayState.CLOSED,
    (DayState.OPEN, DayMove.CLOSE): DayState.CLOSED,
    (DayState.LAST_NUMBERS, DayMove.CLOSE): DayState.CLOSED,
    (DayState.CLOSING, DayMove.CLOSE): DayState.CLOSED,
}


def move_day(state: DayState | None, move: DayMove) -> DayState:
    """The state after `move`; refuses with `day_cannot` where the table has no row."""
    try:
        return DAY_MOVES[state, move]
    except KeyError:
        raise Refused(
            "day_cannot", state=state.value if state else "none", move=move.value
        ) from None


TAKES_NUMBERS = frozenset({DayState.BEFORE, DayState.OPEN})
CALLS = frozenset({DayState.OPEN, DayState.LAST_NUMBERS, DayState.CLOSING})


class Discipline(StrEnum):
    """Who is next: by arrival, by priority, or by priority gained while waiting."""

    STRICT = "strict"
    PRIORITY = "priority"
    ACCUMULATING = "accumulating"


class Unit(StrEnum):
    """What a parameter counts in."""

    TIMES = "times"
    TIMES_A_DAY = "times_a_day"
    SECONDS = "s"
    MINUTES = "min"
    CUSTOMERS = "customers"
    HOUR = "hour"  # of the day, local time
    DISCIPLINE = "discipline"  # index in DISCIPLINES
    MINUTE = "minute"  # of the day, local time
    DAYS = "days"
    PERCENT = "percent"
    YUAN = "yuan"


class Group(StrEnum):
    """What a parameter is about."""

    DAY = "day"
    CALLING = "calling"
    WAITS = "waits"
    GUIDING = "guiding"
    PHONE = "phone"
    BOOKING = "booking"
    CASH = "cash"
    DIVERSION = "diversion"
    TWIN = "twin"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A branch parameter: its default and the least and most that a branch may choose."""

    default: int
    least: int
    most: int
    unit: Unit
    group: Group


DISCIPLINES = (Discipline.STRICT, Discipline.PRIORITY, Discipline.ACCUMULATING)


#: Lines whose minutes of waiting a branch may weigh against each other.
WEIGHED = ("care", "vip", "booked", "ordinary")

PARAMETERS: dict[str, Bounds] = {
    "cutover_hour": Bounds(3, 0, 6, Unit.HOUR, Group.DAY),
    "closing_grace_min": Bounds(60, 0, 180, Unit.MINUTES, Group.DAY),  # after the cutover
    "discipline": Bounds(1, 0, 2, Unit.DISCIPLINE, Group.CALLING),
    "recalls": Bounds(3, 1, 5, Unit.TIMES, Group.CALLING),
    "recall_gap_s": Bounds(15, 5, 120, Unit.SECONDS, Group.CALLING),
    "no_show_after_s": Bounds(90, 30, 600, Unit.SECONDS, Group.CALLING),
    "keep_place_min": Bounds(10, 0, 60, Unit.MINUTES, Group.CALLING),
    "rejoin_after": Bounds(3, 0, 20, Unit.CUSTOMERS, Group.CALLING),
    "reopen_within_s": Bounds(60, 10, 600, Unit.SECONDS, Group.CALLING),
    "promise_min": Bounds(20, 5, 120, Unit.MINUTES, Group.WAITS),
    "desk_hold_s": Bounds(180, 60, 600, Unit.SECONDS, Group.GUIDING),
    "promise_asks_min": Bounds(10, 2, 30, Unit.MINUTES, Group.GUIDING),
    "referral_accept_s": Bounds(180, 60, 900, Unit.SECONDS, Group.GUIDING),
    "late_times": Bounds(2, 0, 5, Unit.TIMES_A_DAY, Group.PHONE),
    "help_within_s": Bounds(60, 20, 600, Unit.SECONDS, Group.PHONE),
    "booking_slot_min": Bounds(15, 5, 60, Unit.MINUTES, Group.BOOKING),
    "booking_share_pct": Bounds(30, 0, 100, Unit.PERCENT, Group.BOOKING),  # 0: no appointments
    "booking_days": Bounds(14, 1, 60, Unit.DAYS, Group.BOOKING),
    "booking_open_per_phone": Bounds(2, 1, 10, Unit.TIMES, Group.BOOKING),
    "booking_hold_min": Bounds(10, 2, 60, Unit.MINUTES, Group.BOOKING),  # until the code is given
    "booking_early_min": Bounds(15, 0, 60, Unit.MINUTES, Group.BOOKING),
    "booking_grace_min": Bounds(10, 0, 60, Unit.MINUTES, Group.BOOKING),
    "booked_per_walkins": Bounds(2, 0, 10, Unit.CUSTOMERS, Group.BOOKING),
    "large_cash_yuan": Bounds(50_000, 10_000, 1_000_000, Unit.YUAN, Group.CASH),
    "cash_lead_days": Bounds(1, 0, 10, Unit.DAYS, Group.CASH),
    "cash_cutoff_min": Bounds(900, 0, 1439, Unit.MINUTE, Group.CASH),
    "hold_review_min": Bounds(30, 5, 240, Unit.MINUTES, Group.CASH),
    "divert_asks_after_min": Bounds(20, 5, 60, Unit.MINUTES, Group.DIVERSION),
    "divert_walk_s": Bounds(60, 0, 600, Unit.SECONDS, Group.DIVERSION),
    "divert_least_saved_min": Bounds(3, 0, 30, Unit.MINUTES, Group.DIVERSION),
    **{f"weigh_{line}_pct": Bounds(100, 0, 500, Unit.PERCENT, Group.TWIN) for line in WEIGHED},
}


#: What used to be parameters, and is said by the decision table of order.
IN_TABLE_OF_ORDER = frozenset(
    f"{line}_{what}"
    for line in ("care", "vip", "booked", "ordinary")
    for what in ("priority", "rate", "overtakes", "wait_min")
)


def check_parameter(name: str, value: int) -> None:
    """Refuse an unknown parameter, or a value outside its bounds, saying the bounds."""
    if name in IN_TABLE_OF_ORDER:
        raise Refused("parameter_in_table", where=name)
    bounds = PARAMETERS.get(name)
    if bounds is None:
        raise Refused("unknown_parameter", where=name)
    if not bounds.least <= value <= bounds.most:
        raise Refused(
            "outside_bounds", where=name, value=value, least=bounds.least, most=bounds.most
        )
