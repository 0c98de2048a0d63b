"""Whether what the twin tells callers of a real centre holds, on days that no estimate has seen.

    python bench/twin/replayed.py [--data ../shared/data/tickets/….csv.gz]
        [--first-judged 1999-02-15] [--every 10]

Fits on the days before. On the later ones, as each tenth caller joins the line, the state is put
together from the recording alone: who waits since when, who is served where since when, which
servers are there. Of pauses it tells nothing: a server who serves nobody though somebody waits for
them is believed away half as long again as they are already, as in the hall (`calls_at`). A
thousand replications tell each who waits the further wait that half and nine in ten do not exceed;
then the recording tells how long it was. Who hung up is left out: nobody knows how long they would
have waited. `as shown`: screens tell whole minutes, rounded up.
"""

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.twin import calls  # noqa: E402

from tingtang.engines.fitting.fit import Fit, Settings, fit  # noqa: E402
from tingtang.engines.fitting.hours import Desk, doors  # noqa: E402
from tingtang.engines.fitting.rows import Outcome, Row, sound  # noqa: E402
from tingtang.engines.fitting.scenario import document, scenario  # noqa: E402
from tingtang.engines.simulate.result import result  # noqa: E402
from tingtang.engines.simulate.running import Wish, run  # noqa: E402
from tingtang.engines.simulate.scenario import scenario as read  # noqa: E402

DATA = ROOT.parent / "shared/data/tickets/anonymous_bank_calls_feb1999.csv.gz"
WISH = Wish(replications=1000, seed=1, threads=1, full=False)


class Told(NamedTuple):
    """One telling and what came, in minutes."""

    day: date
    first: bool  # as that caller joined
    half: float
    nine: float
    further: float


@dataclass(frozen=True)
class Day:
    """A judged day: its calls in order of arrival, and its servers."""

    day: date
    rows: tuple[Row, ...]
    desks: tuple[Desk, ...]


def main() -> None:
    """Fit, replay, compare, print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--first-judged", type=date.fromisoformat, default=date(1999, 2, 15))
    parser.add_argument("--every", type=int, default=10, help="callers between two looks")
    given = parser.parse_args()
    begun = time.perf_counter()
    found, days = prepared(given.data, given.first_judged)
    every: list[Told] = []
    for day in days:
        told = list(tellings(found, day, given.every))
        every += told
        show(f"{day.day:%Y-%m-%d %a}", told)
    show("all tellings", every)
    show("first tellings", [each for each in every if each.first])
    print(f"{time.perf_counter() - begun:.0f} s")


def prepared(data: Path, first: date) -> tuple[Fit, list[Day]]:
    """What the earlier days taught, and the later ones."""
    raw, _ = calls.read(data)
    rows = list(calls.with_segments(raw, calls.segments([row for row in raw if row.day < first])))
    days = sorted({row.day for row in rows})
    before = calls.there(rows, [day for day in days if day < first])
    after = calls.there(rows, [day for day in days if day >= first])
    settings = Settings(calls.HORIZON_MIN, before.handover_s)
    found = fit([row for row in rows if row.day < first], before.desks, settings)
    later = sound((row for row in rows if row.day >= first), doors(after.desks)).rows
    return found, [
        Day(
            day,
            tuple(r for r in later if r.day == day and r.joined and r.wait_s is not None),
            tuple(desk for desk in after.desks if desk.day == day),
        )
        for day in days
        if day >= first
    ]


def tellings(found: Fit, day: Day, every: int) -> Iterator[Told]:
    """What was told as each so many-th caller joined the line, of those who were served."""
    base = document(scenario(found, day.day, day.desks))
    lines = {each["id"] for each in base["classes"]}
    rows = [row for row in day.rows if row.line in lines]
    queued = [row for row in rows if until(row) > row.arrived_min]
    for joined in queued[::every]:
        now = joined.arrived_min
        waiting = [row for row in queued if row.arrived_min <= now < until(row)]
        of = read(as_it_stood(base, found, rows, waiting, now))
        said = result(of, run(of, WISH, lambda _: None), WISH)["tickets"]
        for row in waiting:
            half, nine = (said[row.id][name]["value"] for name in ("p50", "p90"))
            if row.outcome is Outcome.SERVED and nine is not None:
                yield Told(day.day, row is joined, half, nine, until(row) - now)


def until(row: Row) -> float:
    """The minute in which a call left the line."""
    return row.arrived_min + (row.wait_s or 0.0) / 60


def as_it_stood(
    base: dict[str, Any], found: Fit, rows: Sequence[Row], waiting: Sequence[Row], now: float
) -> dict[str, Any]:
    """The rest of the day from that minute on."""
    initial = state(base, found, rows, waiting, now)
    busy = {each["counter"] for each in initial["in_service"]}
    lines = {row.line for row in waiting}
    counters = [
        each
        if each["id"] in busy or not lines & set(each["serves"])
        else {**each, "open_min": believed(each["open_min"], each["id"], rows, now)}
        for each in base["counters"]
    ]
    return {**base, "initial": initial, "counters": counters}


def believed(
    spans: Sequence[Sequence[float]], server: str, rows: Sequence[Row], now: float
) -> list[list[float]]:
    """When a server calls who serves nobody now."""
    here = next((begins for begins, ends in spans if begins <= now < ends), None)
    if here is None:
        return [list(span) for span in spans]
    ended = [until(row) + (row.service_s or 0.0) / 60 for row in rows if row.server == server]
    since = max([here, *(minute for minute in ended if minute <= now)])
    calls_at = now + (now - since) / 2
    return [[max(begins, calls_at), ends] for begins, ends in spans if ends > calls_at]


def state(
    base: dict[str, Any], found: Fit, rows: Sequence[Row], waiting: Sequence[Row], now: float
) -> dict[str, Any]:
    """Who waits and who is served in that minute."""
    serves = {each["id"]: set(each["serves"]) for each in base["counters"]}
    handover = found.settings.handover_s / 60
    busy = {
        row.server: row
        for row in rows
        if row.outcome is Outcome.SERVED
        and row.service_s is not None
        and row.line in serves.get(row.server or "", ())
        and until(row) <= now < until(row) + row.service_s / 60 + handover
    }
    return {
        "now_min": now,
        "waiting": [
            {
                "id": row.id,
                "class": row.line,
                "waited_min": now - row.arrived_min,
                "overtaken": 0,
                "sequence": n,
            }
            for n, row in enumerate(waiting)
        ],
        "in_service": [
            {"counter": server, "class": row.line, "elapsed_min": now - until(row)}
            for server, row in busy.items()
        ],
    }


def show(name: str, told: Sequence[Told]) -> None:
    """A line of the table."""
    if told:
        nines = sum(each.further <= each.nine for each in told) / len(told)
        halves = sum(each.further <= each.half for each in told) / len(told)
        shown = sum(each.further <= math.ceil(each.nine) for each in told) / len(told)
        print(
            f"{name:16}{len(told):7}  held by 90 %: {nines:6.1%}, as shown {shown:6.1%}"
            f"  by half: {halves:6.1%}"
        )


if __name__ == "__main__":
    main()
