"""A bank call centre's month (`../shared/data/tickets`) as rows of the twin.

What its columns mean was read off the early days; `evidence` prints the figures again:

- A call that has no time in the queue and was served waited for nobody; one that has none and was
  abandoned hung up before any line: an arrival that takes nobody's time. Such calls are no more
  frequent when the queue is long, except while the whole centre was down.
- PS, TT and PE are one queue, NW (not yet customers), NE (stock exchange) and IN (internet) are
  three others with servers in common.
- The segment is known of calls that queued, and only of them: whoever was served at once counts as
  ordinary. Of those who queued the same part is of priority however busy it is. So calls without a
  wait are given a segment at random with that part, by a hash of their number.
- Who waits longest is next, with a start over NW: of 90 s for ordinary PS and NE calls, of
  180 s for those of priority; the starts are estimated again with each fit (`order`).
- Nobody wrote down when servers were there: `hours.presence` tells it from whom they served. Of the
  judged days these hours are given to all methods that know of servers.
"""

import csv
import gzip
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from tingtang.engines.fitting.hours import Presence, presence
from tingtang.engines.fitting.rows import Row, sound
from tingtang.engines.fitting.tickets import rows_of

OPENS_MIN = 7 * 60.0
HORIZON_MIN = 17 * 60.0
QUEUES = {"PS": "general", "TT": "general", "PE": "general", "NW": "new", "NE": "stock",
          "IN": "internet"}  # fmt: skip
SEGMENTED = ("general", "stock")


def read(path: Path) -> tuple[list[Row], int]:
    """All calls as they stand, queues named; and how many could not be read."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows, unreadable = rows_of(csv.DictReader(lines), OPENS_MIN)
    return [_in_queue(row) for row in rows], unreadable


def _in_queue(row: Row) -> Row:
    queue = QUEUES.get(row.service, "general")
    return replace(row, service=queue, class_id=row.class_id if queue in SEGMENTED else "ordinary")


def segments(rows: Iterable[Row]) -> dict[str, float]:
    """By queue, the part of priority among those who queued."""
    queued, first = Counter[str](), Counter[str]()
    for row in rows:
        if row.service in SEGMENTED and row.wait_s is not None and row.wait_s > 0:
            queued[row.service] += 1
            first[row.service] += row.class_id == "priority"
    return {queue: first[queue] / queued[queue] for queue in queued}


def with_segments(rows: Iterable[Row], share: dict[str, float]) -> Iterator[Row]:
    """Calls without a wait get a segment: the same one each time."""
    for row in rows:
        known = row.wait_s is not None and row.wait_s > 0
        if not known and zlib.crc32(row.id.encode()) / 2**32 < share.get(row.service, 0.0):
            yield replace(row, class_id="priority")
        else:
            yield row


def there(rows: Sequence[Row], days: Iterable[date]) -> Presence:
    """Servers of these days, by these days alone."""
    opened = {day: [(0.0, HORIZON_MIN)] for day in days}
    return presence(sound(rows, opened).rows, HORIZON_MIN)


def evidence(rows: Sequence[Row]) -> Iterator[str]:
    """Of half hours from quiet to busy: priority among all and among those who queued."""
    halves: dict[tuple[date, int], Counter[str]] = {}
    for row in rows:
        if row.service == "general" and row.wait_s is not None:
            found = halves.setdefault((row.day, int(row.arrived_min // 30)), Counter())
            found["all"] += 1
            found["first"] += row.class_id == "priority"
            found["queued"] += row.wait_s > 0
            found["both"] += row.wait_s > 0 and row.class_id == "priority"
    busy = sorted(halves.values(), key=lambda each: each["queued"] / each["all"])
    for i in range(4):
        part = sum(busy[i * len(busy) // 4 : (i + 1) * len(busy) // 4], Counter[str]())
        yield (
            f"  queued {part['queued'] / part['all']:4.0%}: of priority "
            f"{part['first'] / part['all']:4.0%} of all, "
            f"{part['both'] / max(1, part['queued']):4.0%} of those who queued"
        )
