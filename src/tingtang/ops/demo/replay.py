"""A recorded day as a plan: its customers with their outcomes, its servers with their presence.

Customers join when they joined the queue; the seconds before, spent with a voice computer, are no
wait in a hall. Those who were served are patient without end, those who abandoned leave at their
time, even if the hall calls them sooner: so the counts by segment and outcome equal the file's.
The hall's discipline decides whom a server calls; the length of a service belongs to the customer.

Nobody recorded when a server was present. A server was away between two services if anybody
queued then whom they serve: otherwise that customer would have been taken.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import fmean, median

from tingtang.ops.demo.day import PlannedCustomer, SeatPlan, Spell
from tingtang.ops.demo.recorded import DAY_S, RecordedTicket

SHORT_GAP_S = 60
"""Up to this a gap between two services is handling, not absence."""
QUEUED_FOR_S = 20
"""Who queued shorter than this within a gap may have been taken by somebody else. Both chosen so
that over the 21 days of `../shared/data/tickets` rehearsed waits come nearest to the recorded."""
LATE_S = 3600
"""Servers present in the last hour stay until everybody is served."""
LEAST_SERVICES = 3
"""A server serves what they served at least so often in the file."""
DRAIN_S = 600.0
"""What is left of the business date after the last recorded moment."""
FIRST_S = 30.0
"""Nobody comes sooner after midnight: the day has to be opened first."""
FOREVER_S = 1e9
PRIORITY_SEGMENT = "priority"


@dataclass(frozen=True, slots=True)
class Replay:
    """A recorded day, ready to be played."""

    tickets: tuple[RecordedTicket, ...]  # in the order of the customers' keys
    customers: tuple[PlannedCustomer, ...]
    seats: tuple[SeatPlan, ...]
    servers: dict[str, str]  # seat number: server of the file
    services: tuple[str, ...]
    day: date
    shift_s: float  # played so much earlier than recorded, to end before midnight

    @property
    def opens_s(self) -> float:
        return min(one.arrives_s for one in self.customers)

    @property
    def closes_s(self) -> float:
        return max(one.arrives_s for one in self.customers) + 1


def plan_replay(day: Sequence[RecordedTicket], file: Sequence[RecordedTicket] = ()) -> Replay:
    """Plan one day; `file`, all its days, tells better what each server can do."""
    ordered = tuple(sorted(day, key=joins_s))
    typical_s = _typical_service_s(ordered)
    shift_s = _shift_s(ordered)
    customers = tuple(_customer(key, one, typical_s, shift_s) for key, one in enumerate(ordered))
    services = tuple(sorted({one.service for one in ordered}))
    skills = _skills(file or ordered)
    servers = sorted({one.server for one in ordered if one.server and one.service_s is not None})
    present = {
        server: _earlier(presence(server, skills[server], ordered), shift_s) for server in servers
    }
    last_s = max((spells[-1].to_s for spells in present.values()), default=0.0)
    seats = tuple(
        SeatPlan(
            number=str(number),
            services=tuple(one for one in skills[server] if one in services),
            taken_s=present[server][0].from_s,
            spells=present[server],
            drains=present[server][-1].to_s > last_s - LATE_S,
            pays_back=True,
        )
        for number, server in enumerate(servers, start=1)
    )
    named = {str(number): server for number, server in enumerate(servers, start=1)}
    return Replay(ordered, customers, seats, named, services, ordered[0].day, shift_s)


def _shift_s(day: Sequence[RecordedTicket]) -> float:
    """How much earlier to play, so that everybody is served before the business date ends."""
    ends = [
        moment
        for one in day
        for moment in (one.arrived_s, one.left_queue_s, one.ended_s)
        if moment is not None
    ]
    return max(max(ends) + DRAIN_S - DAY_S, 0.0)


def _earlier(spells: tuple[Spell, ...], shift_s: float) -> tuple[Spell, ...]:
    return tuple(
        Spell(
            max(spell.from_s - shift_s, FIRST_S + number),
            max(spell.to_s - shift_s, FIRST_S + number + 1),
            spell.pause,
        )
        for number, spell in enumerate(spells)
    )


def joins_s(one: RecordedTicket) -> float:
    """When this customer joined the queue, or was served or gave up without one."""
    for moment in (one.queued_s, one.started_s if one.served else None):
        if moment is not None:
            return float(moment)
    return float(one.arrived_s)


def waited_s(one: RecordedTicket) -> float:
    """From joining to the start of service, for those served."""
    start = one.started_s if one.started_s is not None else one.left_queue_s
    return max(float(start if start is not None else joins_s(one)) - joins_s(one), 0.0)


def counts(outcomes: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How many of each segment ended how."""
    return Counter(outcomes)


def recorded_counts(day: Iterable[RecordedTicket]) -> Counter[tuple[str, str]]:
    return counts((one.segment, one.outcome) for one in day)


def recorded_mean_wait_s(day: Sequence[RecordedTicket], segment: str | None = None) -> float:
    waits = [waited_s(one) for one in day if one.served and segment in (None, one.segment)]
    return fmean(waits) if waits else 0.0


def _customer(
    key: int, one: RecordedTicket, typical_s: dict[str, float], shift_s: float
) -> PlannedCustomer:
    leaves = one.left_queue_s if one.left_queue_s is not None else one.arrived_s
    patience_s = FOREVER_S if one.served else max(leaves - joins_s(one), 0.0)
    service_s = one.service_s if one.served else 0
    return PlannedCustomer(
        key=key,
        arrives_s=max(joins_s(one) - shift_s, FIRST_S),
        service=one.service,
        second_service=None,
        customer_class="vip" if one.segment == PRIORITY_SEGMENT else "ordinary",
        need=None,
        tells_need=False,
        large_print=False,
        language="zh-Hans",
        patience_s=patience_s,
        walks_s=0.0,
        service_s=float(service_s) if service_s is not None else typical_s[one.service],
        second_service_s=0.0,
        shows_up=True,
        comes_back_s=None,
        parks_s=None,
        asks_help=False,
        uses_phone=False,
        late_min=None,
        says_goodbye=True,
        score=None,
        never_served=not one.served,
        issued_by_staff=True,
    )


def _typical_service_s(day: Sequence[RecordedTicket]) -> dict[str, float]:
    """Median length by service, for those served whose service was not recorded."""
    lengths: dict[str, list[float]] = defaultdict(list)
    for one in day:
        lengths[one.service].extend([float(one.service_s)] if one.service_s is not None else [])
    everything = median([length for some in lengths.values() for length in some] or [180.0])
    return {service: median(some or [everything]) for service, some in lengths.items()}


def _skills(file: Sequence[RecordedTicket]) -> dict[str, tuple[str, ...]]:
    """What each server serves: what they did often enough, or did at all if that is nothing."""
    done: dict[str, Counter[str]] = defaultdict(Counter)
    for one in file:
        if one.server is not None and one.service_s is not None:
            done[one.server][one.service] += 1
    return {
        server: tuple(sorted(s for s, n in some.items() if n >= LEAST_SERVICES) or sorted(some))
        for server, some in done.items()
    }


# -------------------------------------------------------------------------------- presence


def presence(
    server: str, skills: Sequence[str], day: Sequence[RecordedTicket]
) -> tuple[Spell, ...]:
    """When a server was there, from the first service of the day to the end of the last."""
    busy = sorted(
        (one.started_s, max(one.ended_s, one.started_s))
        for one in day
        if one.server == server and one.started_s is not None and one.ended_s is not None
    )
    if not busy:
        return ()
    queued = _queued(skills, day)
    return tuple(_spells(busy, queued))


def _spells(busy: list[tuple[int, int]], queued: list[tuple[float, float]]) -> Iterator[Spell]:
    start, end = busy[0]
    for next_start, next_end in busy[1:]:
        if _was_away(end, next_start, queued):
            yield Spell(start, end)
            yield Spell(end, next_start, "break")
            start = next_start
        end = max(end, next_end)
    yield Spell(start, end)


def _queued(skills: Sequence[str], day: Sequence[RecordedTicket]) -> list[tuple[float, float]]:
    """When anybody queued long enough for a service of `skills`, by joining."""
    return sorted(
        (joins_s(one), joins_s(one) + one.waited_s)
        for one in day
        if one.service in skills and one.waited_s > QUEUED_FOR_S
    )


def _was_away(end: float, start: float, queued: list[tuple[float, float]]) -> bool:
    """Whether anybody's wait overlapped the gap by long enough to have been taken."""
    if start - end <= SHORT_GAP_S:
        return False
    first = bisect_left(queued, (end - 3600.0, 0.0))
    for joined, left in queued[first:]:
        if joined > start:
            return False
        if min(left, start) - max(joined, end) > QUEUED_FOR_S:
            return True
    return False
