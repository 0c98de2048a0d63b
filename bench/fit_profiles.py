#!/usr/bin/env python3
"""Derive the fitted figures of the demonstration's profiles, and compare them with the file.

    python bench/fit_profiles.py [--data ../shared/data]

Exits 1 if `src/tingtang/ops/demo/profiles.py` holds other figures than the data give.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import math
import sys
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from statistics import fmean, stdev

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "src"))

from tingtang.ops.demo.profiles import (  # noqa: E402
    ADVICE_CV,
    BASE_SHAPE,
    COUNTER_CV,
    DAY_CV,
    HALF_HOUR,
)
from tingtang.ops.demo.recorded import RecordedTicket, read_tickets  # noqa: E402

ISRAEL = (6, 0, 1, 2, 3)  # Sunday to Thursday
AMERICA = (0, 1, 2, 3, 4)
LEAST_S, MOST_S = 60, 7200

Counts = dict[date, dict[int, float]]  # day: half hour's first minute: arrivals


def counts(path: Path, weekdays: tuple[int, ...]) -> Counts:
    """Arrivals by half hour of each day of the given weekdays."""
    by_day: Counts = defaultdict(lambda: defaultdict(float))
    for moment, value in _rows(path):
        if moment.weekday() in weekdays:
            minute = moment.hour * 60 + moment.minute
            by_day[moment.date()][minute - minute % HALF_HOUR] += value
    return by_day


def _rows(path: Path) -> Iterator[tuple[datetime, float]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            yield datetime.fromisoformat(row["timestamp"]), float(row["value"])


def shape(by_day: Counts) -> dict[int, float]:
    """Mean share of each half hour among those of `BASE_SHAPE`."""
    totals = {start: sum(day[start] for day in by_day.values()) for start in BASE_SHAPE}
    whole = sum(totals.values())
    return {start: total / whole for start, total in totals.items()}


def day_cv(by_day: Counts) -> float:
    """Deviation of a day's total from the mean of its weekday, relative."""
    totals: dict[int, list[float]] = defaultdict(list)
    for day, halves in by_day.items():
        totals[day.weekday()].append(sum(halves.values()))
    ratios = [total / fmean(same) for same in totals.values() for total in same]
    return stdev(ratios)


def lognormal_cv(tickets: tuple[RecordedTicket, ...], service: str) -> float:
    logs = [
        math.log(one.service_s)
        for one in tickets
        if one.served and one.service == service and one.service_s
        if LEAST_S <= one.service_s < MOST_S
    ]
    return math.sqrt(math.expm1(stdev(logs) ** 2))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=ROOT.parent / "shared" / "data")
    data: Path = parser.parse_args().data
    calls_1999 = counts(data / "arrivals" / "anonymous_bank_6min_1999.csv.gz", ISRAEL)
    calls_2003 = counts(data / "arrivals" / "bank_calls_5min_2003.csv.gz", AMERICA)
    tickets = read_tickets(data / "tickets" / "anonymous_bank_calls_feb1999.csv.gz")
    one, two = shape(calls_1999), shape(calls_2003)
    rows = [
        (f"share at {start // 60:02}:{start % 60:02}", (one[start] + two[start]) / 2, kept, 0.0006)
        for start, kept in BASE_SHAPE.items()
    ]
    rows.append(("deviation of a day", day_cv(calls_2003), DAY_CV, 0.006))
    rows.append(("cv at a counter", lognormal_cv(tickets, "PS"), COUNTER_CV, 0.006))
    rows.append(("cv of advice", lognormal_cv(tickets, "NE"), ADVICE_CV, 0.006))
    print(f"{'':22}{'data':>8}{'kept':>8}")
    for name, fitted, kept, _ in rows:
        print(f"{name:22}{fitted:>8.3f}{kept:>8.3f}")
    differ = [name for name, fitted, kept, slack in rows if abs(fitted - kept) > slack]
    print(f"differ: {', '.join(differ) or 'none'}")
    return 1 if differ else 0


if __name__ == "__main__":
    raise SystemExit(main())
