#!/usr/bin/env python3
"""How good the first wait estimate is on days that really happened.

    python bench/waits.py [--data ../shared/data]

An honest replay: the estimate made when a customer joins uses only what was known then (people
ahead, counters present, services and waits that had ended). Judged are those who were served
after queueing, where at least ten services were known. Beside it two simple baselines.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import heapq
import sys
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from pathlib import Path
from statistics import fmean

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tingtang.engines.forecasting.waits import (  # noqa: E402
    MOST_MISSES,
    MOST_SERVICES,
    Wait,
    estimate,
    miss,
    shown,
)
from tingtang.ops.demo.recorded import RecordedTicket, read_tickets  # noqa: E402


@dataclass(frozen=True, slots=True)
class Joined:
    """One customer joining a queue: what was known then, and how long the wait became."""

    at: float
    line: str
    ahead: int
    counters: int
    services_s: tuple[float, ...]  # newest first
    waited_s: float
    groups: dict[str, str]  # what the tables are split by

    @property
    def ended(self) -> float:
        return self.at + self.waited_s


@dataclass(frozen=True, slots=True)
class Judged:
    joined: Joined
    wait: Wait
    recent_s: tuple[float, ...]  # baseline: the line's last 30 waits, sorted
    formula_s: float  # baseline: (ahead + 1) x mean service / counters

    @property
    def held(self) -> bool:
        return self.wait.low_s <= self.joined.waited_s <= self.wait.high_s

    @property
    def words_held(self) -> bool:
        """Whether the whole minutes shown to the customer held."""
        words = shown(self.wait)
        low, high = words.low or 0, words.high or 0
        return low * 60 <= self.joined.waited_s <= high * 60


def replay(joins: Iterable[Joined]) -> Iterator[Judged]:
    """Estimate at each join, learn from each wait when it ends; joins in order of time."""
    misses: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_MISSES))
    everybody: deque[float] = deque(maxlen=MOST_MISSES)
    waits: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=30))
    under_way: list[tuple[float, int, str, float, float]] = []
    for number, one in enumerate(joins):
        while under_way and under_way[0][0] <= one.at:
            _, _, line, missed, waited_s = heapq.heappop(under_way)
            misses[line].appendleft(missed)
            everybody.appendleft(missed)
            waits[line].append(waited_s)
        known = [*misses[one.line], *list(everybody)[: MOST_MISSES - len(misses[one.line])]]
        wait = estimate(one.ahead, one.counters, one.services_s, known)
        if wait is None:
            continue
        mean_s = fmean(one.services_s)
        yield Judged(
            one,
            wait,
            recent_s=tuple(sorted(waits[one.line])) or (mean_s,),
            formula_s=(one.ahead + 1) * mean_s / one.counters,
        )
        missed_now = miss(wait.expected_s, wait.spread, one.waited_s)
        if missed_now is not None:
            entry = (one.ended, number, one.line, missed_now, one.waited_s)
            heapq.heappush(under_way, entry)


# ------------------------------------------------------------------------- calls to a bank, 1999

PRESENT_S = 180
"""A server without a call for longer than this has left the seat."""
SPECIAL = ("NE", "IN")
"""Services with people of their own; all others wait in one queue, priority first."""


def bank_joins(tickets: Sequence[RecordedTicket]) -> Iterator[Joined]:
    """Every call that queued and was served, day by day: services carry over, people do not."""
    services: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_SERVICES))
    for _, day in groupby(tickets, key=lambda one: one.day):
        yield from _day_joins(list(day), services)


def _day_joins(
    day: Sequence[RecordedTicket], services: dict[str, deque[float]]
) -> Iterator[Joined]:
    queue: set[int] = set()
    busy: dict[str, int] = {}
    last_seen: dict[str, float] = {}
    for at, kind, index in sorted(_events(day)):
        one = day[index]
        server = one.server or ""
        if kind == "0 leaves":
            queue.discard(index)
        elif kind == "1 ends":
            if busy.get(server) == index:
                del busy[server]
            last_seen[server] = at
            services[one.service].appendleft(float(one.service_s or 0))
        elif kind == "2 starts":
            busy[server] = index
            last_seen[server] = at
        else:
            present = [s for s, seen in last_seen.items() if s in busy or at - seen <= PRESENT_S]
            if one.served:
                yield Joined(
                    at=one.day.toordinal() * 86_400.0 + at,
                    line=f"{one.segment} {_family(one)}",
                    ahead=sum(1 for other in queue if _goes_before(day[other], one)),
                    counters=len(present) or 1,
                    services_s=tuple(services[one.service]),
                    waited_s=float(one.waited_s),
                    groups={
                        "segment": one.segment,
                        "hour": f"{int(at // 3600) % 24:02}",
                        "day": one.day.isoformat(),
                    },
                )
            queue.add(index)


def _events(day: Sequence[RecordedTicket]) -> Iterator[tuple[float, str, int]]:
    for index, one in enumerate(day):
        if one.served and one.started_s is not None and one.ended_s is not None:
            yield one.started_s, "2 starts", index
            yield max(one.ended_s, one.started_s), "1 ends", index
        if one.queued_s is not None:
            yield one.queued_s, "3 joins", index
            yield one.queued_s + one.waited_s + 0.5, "0 leaves", index


def _family(one: RecordedTicket) -> str:
    return one.service if one.service in SPECIAL else "general"


def _goes_before(other: RecordedTicket, one: RecordedTicket) -> bool:
    same_queue = _family(other) == _family(one)
    return same_queue and (other.segment == "priority" or one.segment != "priority")


# ------------------------------------------------------------------ city offices in Warsaw, 2020


PACE_WAITS = 300
"""The pace of a queue is reckoned over so many ended waits."""


def warsaw_joins(path: Path) -> Iterator[Joined]:
    """No services are recorded, so ended waits tell the queue's pace: seconds for one ticket.

    The pace holds what the counters do: dividing by the counters that the snapshot calls open made
    it worse (error 16.3 against 14.8 minutes over all history), so the queue counts as one.
    """
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = sorted(csv.DictReader(lines), key=lambda row: row["issued_at"])
    services: dict[str, deque[float]] = defaultdict(lambda: deque(maxlen=MOST_SERVICES))
    waits: dict[str, deque[tuple[float, int]]] = defaultdict(lambda: deque(maxlen=PACE_WAITS))
    under_way: list[tuple[float, str, float, int]] = []
    for row in rows:
        moment = datetime.fromisoformat(row["issued_at"])
        at = moment.toordinal() * 86_400.0 + moment.hour * 3600 + moment.minute * 60
        queue, waited_s = row["queue"], float(row["waited_s"])
        ahead, counters = int(row["ahead"]), int(row["open_counters"])
        while under_way and under_way[0][0] <= at:
            _, which, one_waited_s, people = heapq.heappop(under_way)
            waits[which].append((one_waited_s, people))
            services[which].appendleft(_pace_s(waits[which]))
        if counters > 0:
            groups = {
                "segment": "all",
                "hour": row["issued_at"][11:13],
                "day": row["issued_at"][:10],
            }
            yield Joined(at, queue, ahead - 1, 1, tuple(services[queue]), waited_s, groups)
        heapq.heappush(under_way, (at + waited_s, queue, waited_s, ahead))


def _pace_s(waits: deque[tuple[float, int]]) -> float:
    return sum(waited_s for waited_s, _ in waits) / sum(people for _, people in waits)


# ------------------------------------------------------------------------------------- reporting


Levels = tuple[float, float, float]
"""Low, point and high: 10, 50 and 90 %."""


def ours(one: Judged) -> Levels:
    return one.wait.low_s, one.wait.point_s, one.wait.high_s


def recent_waits(one: Judged) -> Levels:
    last = len(one.recent_s) - 1
    low, point, high = (one.recent_s[round(level * last)] for level in (0.1, 0.5, 0.9))
    return low, point, high


def formula(one: Judged) -> Levels:
    return one.formula_s, one.formula_s, one.formula_s


def pinball(waited_s: float, levels: Levels) -> float:
    return fmean(
        max(level * (waited_s - value), (level - 1) * (waited_s - value))
        for level, value in zip((0.1, 0.5, 0.9), levels, strict=True)
    )


def share(judged: Sequence[Judged], holds: Callable[[Judged], bool]) -> float:
    return fmean(holds(one) for one in judged)


def print_table(title: str, judged: Sequence[Judged]) -> None:
    print(f"\n{title}: {len(judged)} waits, mean {fmean(j.joined.waited_s for j in judged):.0f} s")
    print(f"{'':34}{'coverage':>10}{'shown':>8}{'width s':>10}{'MAE s':>9}{'pinball':>9}")
    print_row("first estimate", judged, ours)
    print_row("last 30 waits of the line", judged, recent_waits)
    print_row("ahead x mean service / counters", judged, formula)
    for group in ("segment", "hour", "day"):
        print(f"  by {group}: {_by(judged, group)}")
    print(f"  by line (of at least 100): {_lines(judged)}")


def print_row(name: str, judged: Sequence[Judged], told: Callable[[Judged], Levels]) -> None:
    ranges = [(one.joined.waited_s, told(one)) for one in judged]
    coverage = width = words = ""
    if told is not formula:
        coverage = f"{fmean(low <= waited <= high for waited, (low, _, high) in ranges):.1%}"
        width = f"{fmean(high - low for _, (low, _, high) in ranges):.0f}"
    if told is ours:
        words = f"{share(judged, lambda one: one.words_held):.1%}"
    error = fmean(abs(waited - point) for waited, (_, point, _) in ranges)
    loss = fmean(pinball(waited, levels) for waited, levels in ranges)
    print(f"{name:34}{coverage:>10}{words:>8}{width:>10}{error:>9.1f}{loss:>9.1f}")


def _by(judged: Sequence[Judged], group: str) -> str:
    parts: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        parts[one.joined.groups[group]].append(one)
    return "  ".join(
        f"{name} {share(part, lambda j: j.held):.0%}"
        for name, part in sorted(parts.items())
        if len(part) >= 50
    )


def _lines(judged: Sequence[Judged]) -> str:
    parts: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        parts[one.joined.line].append(one)
    held = sorted(share(part, lambda j: j.held) for part in parts.values() if len(part) >= 100)
    inside = sum(1 for one in held if 0.7 <= one <= 0.9)
    return f"lowest {held[0]:.0%}, highest {held[-1]:.0%}, {inside} of {len(held)} within 70-90%"


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data: Path = parser.parse_args().data
    calls = read_tickets(data / "tickets" / "anonymous_bank_calls_feb1999.csv.gz")
    print_table("Calls to a bank, February 1999", list(replay(bank_joins(calls))))
    offices = warsaw_joins(data / "waits" / "warsaw_counters.csv.gz")
    print_table("City offices in Warsaw", list(replay(offices)))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
