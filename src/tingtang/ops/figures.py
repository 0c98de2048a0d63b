"""What the web processes count for whoever watches the machines; the ledger keeps the books.

Each process counts in memory and writes its figures to a file of its own every second while they
change; `ops.metrics` adds the files up. A process that ended leaves its file, so that sums never go
back while the house stands; a killed one takes at most its last second along.
"""

import json
import os
import shutil
import threading
import time
from bisect import bisect_left
from contextlib import suppress
from pathlib import Path

FOLDER = "figures"
WRITE_EVERY_S = 1.0
BUCKETS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)

Series = tuple[str, tuple[tuple[str, str], ...]]
"""A figure's name and labels."""


def series(name: str, **labels: str) -> Series:
    """One series of figures."""
    return name, tuple(sorted(labels.items()))


def clear(data: Path) -> None:
    """Forget what an earlier house counted."""
    shutil.rmtree(data / FOLDER, ignore_errors=True)


def add_up(data: Path) -> dict[Series, float]:
    """The figures of all processes of this house."""
    total: dict[Series, float] = {}
    for path in sorted((data / FOLDER).glob("*.json")):
        for name, labels, value in json.loads(path.read_text("utf-8")):
            key = series(name, **labels)
            total[key] = total.get(key, 0.0) + value
    return total


class Figures:
    """What one process has counted."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._counted: dict[Series, float] = {}
        self._changed = threading.Event()
        self._process = 0

    def add(self, *counted: Series, value: float = 1.0) -> None:
        """Count these series on."""
        with self._lock:
            for each in counted:
                self._counted[each] = self._counted.get(each, 0.0) + value
            if self._process != os.getpid():  # the first count, or the first since a fork
                self._process = os.getpid()
                threading.Thread(target=self._write, name="figures", daemon=True).start()
        self._changed.set()

    def took(self, seconds: float, route: str) -> None:
        """One request of this length: into every bucket that holds it, as Prometheus wants it."""
        ends = [*(str(end) for end in BUCKETS_S), "+Inf"]
        held = ends[bisect_left(BUCKETS_S, seconds) :]
        self.add(*(series("tingtang_request_seconds_bucket", route=route, le=le) for le in held))
        self.add(series("tingtang_request_seconds_count", route=route))
        self.add(series("tingtang_request_seconds_sum", route=route), value=seconds)

    def written(self) -> list[tuple[str, dict[str, str], float]]:
        """As the file has it."""
        with self._lock:
            return [(name, dict(labels), value) for (name, labels), value in self._counted.items()]

    def _write(self) -> None:
        """Whenever they have changed, until the house is closed and its folder removed."""
        path = self._folder / f"{os.getpid()}-{time.time_ns()}.json"
        with suppress(FileNotFoundError):  # the house itself is gone
            self._folder.mkdir(mode=0o700, exist_ok=True)
        while self._folder.exists():
            self._changed.wait()
            self._changed.clear()
            self._put(path)
            time.sleep(WRITE_EVERY_S)

    def _put(self, path: Path) -> None:
        draft = path.with_suffix(".draft")
        try:
            draft.write_text(json.dumps(self.written()), "utf-8")
            draft.replace(path)
        except FileNotFoundError:  # the folder is gone; or going, its draft first
            self._changed.set()
