"""When a counter is believed to call for the rest of the day: as it stands, then as on most days.
Pure; minutes after opening.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

#: So long past its usual beginning a shut counter is still expected; what past days taught is known
#: to half an hour.
EXPECTED_MIN: Final = 30.0

Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Attendance:
    """Of a counter that somebody sits at, since when it calls or is at a pause, and when it calls
    on; of one that was left, since when (`calls_from` None).
    """

    since: float
    calls_from: float | None


def believed(
    there: Attendance | None, usual: Sequence[Span], now: float, horizon: float
) -> list[Span]:
    """The spans in which the counter calls. One that nobody has taken yet comes when it usually
    does, or half as late again as it is already; one that was left comes back with the next usual
    span. One that calls goes on to its usual end, half as long again beyond it, and to closing
    where it is usually shut.
    """
    if there is None or there.calls_from is None:
        later = [span for span in usual if span[0] > now]
        return _merged([*_late(there, usual, now), *later], horizon)
    begins = there.calls_from
    later = [(max(start, begins), end) for start, end in usual if end > begins]
    return _merged([(begins, _ends(there.since, begins, usual, horizon)), *later], horizon)


def _late(there: Attendance | None, usual: Sequence[Span], now: float) -> list[Span]:
    """Whoever should be there already."""
    return [
        (now + (now - begins) / 2, ends)
        for begins, ends in usual
        if begins <= now < min(ends, begins + EXPECTED_MIN)
        and (there is None or there.since < begins)
    ]


def _ends(since: float, begins: float, usual: Sequence[Span], horizon: float) -> float:
    for start, end in reversed(usual):
        if start <= begins < end:
            return end
        if since < end <= begins:
            return begins + (begins - end) / 2
    return min((start for start, _ in usual if start > begins), default=horizon)


def _merged(spans: Sequence[Span], horizon: float) -> list[Span]:
    """Rising and apart; whoever is there in the last half hour stays until the doors close."""
    found: list[Span] = []
    for begins, until in sorted(spans):
        ends = horizon if horizon - until < EXPECTED_MIN else until
        if begins >= ends:
            continue
        if found and begins <= found[-1][1]:
            found[-1] = found[-1][0], max(ends, found[-1][1])
        else:
            found.append((begins, ends))
    return found
