"""What a branch is made of, its business day, and the bounds of its parameters. Pure."""

from dataclasses import dataclass
from enum import StrEnum

from tingtang.kernel.refused import Refused


class BranchType(StrEnum):
    """DOMAIN.md §8: three patterns of arrivals."""

    COMMUNITY = "community"
    OFFICE = "office"
    PAYROLL = "payroll"


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


@dataclass(frozen=True, slots=True)
class Bounds:
    """A branch parameter: its default and the least and most that a branch may choose."""

    default: int
    least: int
    most: int
    unit: str


DISCIPLINES = (Discipline.STRICT, Discipline.PRIORITY, Discipline.ACCUMULATING)

PARAMETERS: dict[str, Bounds] = {
    "recalls": Bounds(3, 1, 5, "times"),
    "recall_gap_s": Bounds(15, 5, 120, "s"),
    "no_show_after_s": Bounds(90, 30, 600, "s"),
    "keep_place_min": Bounds(10, 0, 60, "min"),
    "rejoin_after": Bounds(3, 0, 20, "customers"),
    "reopen_within_s": Bounds(60, 10, 600, "s"),
    "late_times": Bounds(2, 0, 5, "times a day"),
    "help_within_s": Bounds(60, 20, 600, "s"),
    "promise_min": Bounds(20, 5, 120, "min"),
    "cutover_hour": Bounds(3, 0, 6, "hour"),
    "closing_grace_min": Bounds(60, 0, 180, "min after the cutover"),
    "discipline": Bounds(1, 0, 2, "index of strict, priority, accumulating"),
    # Priority classes and rates by line class; rates are thousandths of a point a minute.
    "care_priority": Bounds(1, 1, 3, "class, 1 first"),
    "vip_priority": Bounds(1, 1, 3, "class, 1 first"),
    "booked_priority": Bounds(2, 1, 3, "class, 1 first"),
    "care_rate": Bounds(2000, 0, 10_000, "‰ of a point a minute"),
    "vip_rate": Bounds(2000, 0, 10_000, "‰ of a point a minute"),
    "booked_rate": Bounds(1500, 0, 10_000, "‰ of a point a minute"),
    "ordinary_rate": Bounds(1000, 1, 10_000, "‰ of a point a minute"),
    # Caps; -1: none.
    "ordinary_overtakes": Bounds(5, -1, 50, "times"),
    "booked_overtakes": Bounds(3, -1, 50, "times"),
    "vip_overtakes": Bounds(-1, -1, 50, "times"),
    "care_overtakes": Bounds(-1, -1, 50, "times"),
    "ordinary_wait_min": Bounds(30, -1, 240, "min"),
    "booked_wait_min": Bounds(-1, -1, 240, "min"),
    "vip_wait_min": Bounds(-1, -1, 240, "min"),
    "care_wait_min": Bounds(-1, -1, 240, "min"),
}


def check_parameter(name: str, value: int) -> None:
    """Refuse an unknown parameter, or a value outside its bounds, saying the bounds."""
    bounds = PARAMETERS.get(name)
    if bounds is None:
        raise Refused("unknown_parameter", where=name)
    if not bounds.least <= value <= bounds.most:
        raise Refused(
            "outside_bounds", where=name, value=value, least=bounds.least, most=bounds.most
        )
