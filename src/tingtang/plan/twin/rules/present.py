"""A branch as it stands: who waits, who is served, which counters call. Pure."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from tingtang.hall.counter.rules import Pause, SeatState
from tingtang.hall.visit.rules import LineClass

#: How long a pause of a kind lasts, if nobody comes back earlier; one that lasts longer is
#: believed to go on for half as long again.
PAUSES: Final[Mapping[str, timedelta]] = {
    Pause.LUNCH: timedelta(minutes=40),
    Pause.BREAK: timedelta(minutes=12),
    Pause.PREPARING: timedelta(minutes=10),
    Pause.ERRAND: timedelta(minutes=10),
    Pause.CASH: timedelta(minutes=15),
    Pause.SYSTEM: timedelta(minutes=30),
}


@dataclass(frozen=True, slots=True)
class Here:
    """Somebody in line. `place` orders all lines, `overtaken` counts so far."""

    ticket: UUID
    line_class: LineClass
    service: str
    since: datetime
    place: int
    overtaken: int


@dataclass(frozen=True, slots=True)
class AtWork:
    """A customer at a counter, called or served since then."""

    line_class: LineClass
    service: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Working:
    """A counter now. `ended_at`: when the last customer of today was finished with there."""

    number: str
    state: SeatState
    since: datetime
    pause: str | None
    customer: AtWork | None
    ended_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Agreed:
    """An appointment that nobody has come for yet."""

    service: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Present:
    """The branch at one instant of a day that opens and closes then. `came`: numbers taken today,
    by class.
    """

    at: datetime
    opens: datetime
    closes: datetime
    sequence: int
    here: Sequence[Here]
    counters: Sequence[Working]
    agreed: Sequence[Agreed]
    came: Mapping[str, int]
    stopped: Collection[str]  # services that nobody calls for now


def back_at(pause: str | None, since: datetime, at: datetime) -> datetime:
    """When a counter that paused then is believed to call again."""
    lasts = PAUSES.get(pause or "", PAUSES[Pause.BREAK])
    return max(since + lasts, _as_long_again(since, at))


def calls_at(seat: Working, at: datetime) -> datetime:
    """When an open counter that serves nobody, though somebody waits for it, is believed to call:
    it is at a pause that nobody told of.
    """
    return _as_long_again(max(seat.since, seat.ended_at or seat.since), at)


def _as_long_again(since: datetime, at: datetime) -> datetime:
    """Half as long again as it has lasted."""
    return at + max(at - since, timedelta(0)) / 2
