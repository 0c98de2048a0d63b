"""Suggestions: which changes are worth saying, and how long they are said. Pure.

A change is said only where nearly surely it saves waiting, and costs no class of customers its
limit; and it is said steadily, for a list that flickers is read by nobody.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from tingtang.hall.counter.rules import Pause, SeatState
from tingtang.kernel.refused import Refused
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.choices import choices
from tingtang.plan.twin.rules.offers import least_waiting
from tingtang.plan.twin.rules.scenarios import ASKED, Known

MOST_CANDIDATES: Final = 30
MOST_ESTIMATED: Final = 5
MOST_SHOWN: Final = 3
LEAST_SAVED_MIN: Final = (
    5.0  #: what nearly surely is saved until closing, of all customers' waiting
)
RESTS: Final = timedelta(minutes=20)  #: a dismissed one, unless its gain doubles
#: Pauses that somebody may be asked to end: nobody is called back from lunch, nor from the vault.
ENDED_EARLY: Final = frozenset({Pause.PREPARING, Pause.BREAK, Pause.ERRAND})


class Life(StrEnum):
    """A suggestion's states."""

    SHOWN = "shown"
    TAKEN = "taken"
    DISMISSED = "dismissed"
    LAPSED = "lapsed"  # its gain fell below half, or it cannot be done any more


class Fate(StrEnum):
    """What may happen to a suggestion."""

    TAKE = "take"
    DISMISS = "dismiss"
    LAPSE = "lapse"


MOVES: Final[Mapping[tuple[Life, Fate], Life]] = {
    (Life.SHOWN, Fate.TAKE): Life.TAKEN,
    (Life.SHOWN, Fate.DISMISS): Life.DISMISSED,
    (Life.SHOWN, Fate.LAPSE): Life.LAPSED,
}


def move(state: Life, what: Fate) -> Life:
    """The state after `what`; refuses with `suggestion_over` where the table has no row."""
    try:
        return MOVES[state, what]
    except KeyError:
        raise Refused("suggestion_over") from None


# ---------------------------------------------------------------- what could be done


def candidates(known: Known, spare: int) -> list[Change]:
    """What of all that can be asked may be suggested, at most thirty: pauses ended early, counters
    opened by the `spare` tellers who are on duty and sit nowhere, tellers moved to shut counters,
    customers of a service offered machines as the table in force does. How the lines wait is
    nobody's whim.
    """
    seats = {each.number: each.state for each in known.now.counters}
    found = [each for each in choices(known.plan, seats) if _may_be_said(known, each, spare)]
    return sorted(found, key=lambda each: _ORDER.index(each.what))[:MOST_CANDIDATES]


_ORDER: Final = (What.OPEN, What.DIVERT, What.MOVE)


def _may_be_said(known: Known, change: Change, spare: int) -> bool:
    match change.what:
        case What.OPEN:
            seat = next((x for x in known.now.counters if x.number == change.counter), None)
            if seat is not None and seat.state is SeatState.PAUSED:
                return seat.pause in ENDED_EARLY
            return spare > 0 and (seat is None or seat.state is SeatState.VACANT)
        case What.MOVE:
            return _all_served(known, change.counter, change.other)
        case What.DIVERT:
            return _somebody_may_be_asked(known, change)
        case _:
            return False


def _somebody_may_be_asked(known: Known, change: Change) -> bool:
    """Whether the table in force would offer the machines to who came last for the service."""
    here = [each for each in known.now.here if each.service == change.service]
    least = least_waiting(known.offers, change.service, change.machine)
    asked = any(each.line_class in ASKED for each in here)
    return asked and least is not None and len(here) > least


def _all_served(known: Known, left: str, taken: str) -> bool:
    """Whether every service of a counter that is left has another one that calls."""
    services = {each.number: set(each.services) for each in known.plan.counters.values()}
    open_ = {each.number for each in known.now.counters if each.state is SeatState.OPEN}
    return services[left] <= set().union(*(services[each] for each in {*open_, taken} - {left}))


# ---------------------------------------------------------------- what is worth saying


@dataclass(frozen=True, slots=True)
class Gain:
    """What a change would do: minutes of all waiting saved until closing (`low`: the Bonferroni-
    corrected lower end of 95 %), and by class the 90 % wait of the next hour without and with it;
    nine in ten days lie between the ends of `bands`: two without it, two with it.
    """

    change: Change
    saved_min: float
    low: float
    waits: Mapping[str, tuple[float, float]]
    bands: Mapping[str, tuple[float, float, float, float]]
    assumes: float | None = None  # the part of offers believed to be taken, where none was seen

    def json(self) -> dict[str, object]:
        """As it is kept beside a suggestion."""
        return {
            "saved_min": self.saved_min,
            "low_min": self.low,
            "waits": dict(self.waits),
            "bands": dict(self.bands),
            "assumes": self.assumes,
        }


def worth_saying(gain: Gain, limit_min: float) -> bool:
    """Whether it nearly surely saves enough, and no class ends above its limit for it."""
    harmed = any(
        after > limit_min and after > before + 0.5 for before, after in gain.waits.values()
    )
    return gain.low > LEAST_SAVED_MIN and not harmed


@dataclass(frozen=True, slots=True)
class Said:
    """A suggestion as it stands. `gain_min`: what it was said to save; when it was decided upon."""

    id: UUID
    change: Change
    state: Life
    gain_min: float
    decided_at: datetime | None


@dataclass(frozen=True, slots=True)
class Settled:
    """What becomes of the list: which lapse, which gains are said anew."""

    lapse: tuple[UUID, ...]
    show: tuple[Gain, ...]


def settled(
    said: Sequence[Said],
    gains: Sequence[Gain],
    possible: Collection[Change],
    limit_min: float,
    at: datetime,
) -> Settled:
    """Steadily: what is shown stays until it saves less than half of what was said, or cannot be
    done; the places that are left go to what saves most and can be done beside it.
    """
    by_change = {gain.change: gain for gain in gains}
    shown = [each for each in said if each.state is Life.SHOWN]
    lapse = [each.id for each in shown if _is_over(each, by_change, possible)]
    stay = [each for each in shown if each.id not in lapse]
    resting = {
        each.change: each.gain_min
        for each in said
        if each.state is Life.DISMISSED and each.decided_at and at - each.decided_at < RESTS
    }
    fresh = [
        gain
        for gain in sorted(gains, key=lambda each: -each.saved_min)
        if worth_saying(gain, limit_min) and gain.saved_min >= 2 * resting.get(gain.change, 0.0)
    ]
    return Settled(
        tuple(lapse),
        tuple(_beside([each.change for each in stay], fresh)),
    )


def _beside(stay: Sequence[Change], fresh: Sequence[Gain]) -> list[Gain]:
    """The best that fit in what room is left: of changes that take the same counter or the same
    customers, one.
    """
    taken = {part for change in stay for part in _parts(change)}
    found: list[Gain] = []
    for gain in fresh:
        if len(stay) + len(found) < MOST_SHOWN and not taken & _parts(gain.change):
            found.append(gain)
            taken |= _parts(gain.change)
    return found


def _parts(change: Change) -> set[str]:
    """The counters that a change moves, the service whose customers it sends elsewhere."""
    if change.what is What.DIVERT:
        return {f"service {change.service}"}
    return {f"counter {each}" for each in (change.counter, change.other) if each}


def _is_over(said: Said, gains: Mapping[Change, Gain], possible: Collection[Change]) -> bool:
    gain = gains.get(said.change)
    if said.change not in possible:
        return True
    return gain is not None and gain.saved_min < said.gain_min / 2
