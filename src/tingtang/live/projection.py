"""One view of one branch, kept: its last state, and the patches that led there.

All who follow the same view share one of these: it is projected and compared once a change. Patches
are RFC 7396 merge patches. Replaying patches that a picture already holds changes nothing in the
end, as long as all later ones follow: the last to write a value is always the same.
"""

import json
from collections import deque
from typing import Any, NamedTuple

from tingtang.live.moment import View


def difference(old: View, new: View) -> View:
    """The merge patch that makes `new` of `old`; neither holds None."""
    patch: View = {}
    for key, value in new.items():
        before = old.get(key)
        if before is value:
            continue
        if isinstance(value, dict) and isinstance(before, dict):
            if inner := difference(before, value):
                patch[key] = inner
        elif before != value or type(before) is not type(value):
            patch[key] = value
    for key in old:
        if key not in new:
            patch[key] = None
    return patch


def as_json(value: Any) -> str:  # JSON is of any type
    """JSON text without spaces, in one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Change(NamedTuple):
    """A patch as JSON text; `by_time`: time alone made it, the ledger stood at `sequence`."""

    sequence: int
    patch: str
    by_time: bool


class Projection:
    """A view's last state and its recent changes.

    No more changes are kept than a snapshot is long: beyond that it is the cheaper answer to
    whoever
    comes back.
    """

    __slots__ = ("_bytes", "_changes", "_limit", "_resumes_from", "_snapshot", "sequence", "state")

    def __init__(self, state: View, sequence: int, history_bytes: int | None = None) -> None:
        self.state, self.sequence = state, sequence
        self._changes: deque[Change] = deque()
        self._resumes_from = sequence
        self._snapshot: str | None = None
        self._bytes = 0
        self._limit = len(self.snapshot) if history_bytes is None else history_bytes

    def move(self, state: View, sequence: int) -> Change | None:
        """Take the state after entry `sequence`; what changed, if anything did."""
        patch = difference(self.state, state)
        by_time = sequence == self.sequence
        self.sequence = sequence
        if not patch:
            return None
        self.state, self._snapshot = state, None
        change = Change(sequence, as_json(patch), by_time)
        self._keep(change)
        return change

    def _keep(self, change: Change) -> None:
        self._changes.append(change)
        self._bytes += len(change.patch)
        while self._bytes > self._limit:
            gone = self._changes.popleft()
            self._bytes -= len(gone.patch)
            self._resumes_from = gone.sequence + gone.by_time

    def since(self, sequence: int) -> list[Change] | None:
        """What a picture of `sequence` lacks, in order; None if that isn't known (any more)."""
        if not self._resumes_from <= sequence <= self.sequence:
            return None
        return [
            change
            for change in self._changes
            if change.sequence > sequence or (change.by_time and change.sequence == sequence)
        ]

    @property
    def snapshot(self) -> str:
        """The state as JSON text, made once for all who come."""
        if self._snapshot is None:
            self._snapshot = as_json(self.state)
        return self._snapshot
