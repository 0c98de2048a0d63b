"""Walking a branch's chain: every entry, its number, its time, its hash, and the signed anchors.

Nothing is believed that can be reckoned anew. What the chain alone shows (edits, deletions, swaps,
insertions) is found entry by entry; a cut tail and a chain rewritten whole are found by the anchors
of `ledger/anchors.py`, which lie outside the database.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction

from tingtang.ledger.anchors import Anchor
from tingtang.ledger.chain import entry_hash, first_hash
from tingtang.ledger.events import canonical

_AT_ONCE = 2000
_BEFORE_ALL = -(2**63)
_ENTRIES = """
select sequence, business_date, at, kind, actor, body::text, hash from ledger_entry
where branch_id = %s and sequence >= %s and (sequence, business_date) > (%s, %s)
order by sequence, business_date limit %s
"""
_BEFORE = """
select sequence, business_date, at, kind, actor, body::text, hash from ledger_entry
where branch_id = %s and business_date < %s order by sequence desc limit 1
"""


@dataclass(frozen=True, slots=True)
class Broken:
    """The first entry of a branch that is not what was written, and how that shows."""

    branch: UUID
    sequence: int
    reason: str


@dataclass(frozen=True, slots=True)
class Walk:
    """What a walk along one branch's chain found."""

    branch: UUID
    entries: int
    first_broken: Broken | None
    anchors_checked: int


@dataclass(frozen=True, slots=True)
class _Entry:
    sequence: int
    day: date
    at: datetime
    kind: str
    actor: str
    body: str
    hash: bytes

    def follows(self, previous: bytes, branch_id: UUID) -> bool:
        """Whether its hash is what its content and the hash before it make."""
        try:
            body = canonical(json.loads(self.body))
            wanted = entry_hash(
                previous, branch_id, self.day, self.sequence, self.at, self.kind, self.actor, body
            )
        except ValueError:  # numbers or text that we never write
            return False
        return wanted == self.hash


def walk(
    branch_id: UUID,
    anchors: Iterable[Anchor] = (),
    *,
    since: date | None = None,
    until: date | None = None,
) -> Walk:
    """Check the branch's entries, those of the business dates `since` to `until` if these are
    given.

    A walk that begins later than the chain takes the stored hash before it on trust. Anchors must
    have been read before: the walk sees the database as of its beginning.
    """
    with _one_moment(branch_id):
        walker = _Walker(branch_id, anchors, since)
        for entry in _entries(branch_id, walker.after):
            if until is not None and entry.day > until:
                return walker.result()
            if not walker.step(entry):
                return walker.result()
        walker.end()
        return walker.result()


class _Walker:
    """Where the walk stands: the last good entry's number, hash and time.

    `after` is where it begins: numbers that nobody ever gave are found, too.
    """

    def __init__(self, branch_id: UUID, anchors: Iterable[Anchor], since: date | None) -> None:
        self.branch_id = branch_id
        self.sequence = 0
        self.after = (_BEFORE_ALL, date.min)
        self._hash = first_hash(branch_id)
        self._at: datetime | None = None
        self._anchors: defaultdict[int, list[Anchor]] = defaultdict(list)
        for anchor in anchors:
            self._anchors[anchor.sequence].append(anchor)
        self._entries = self._checked = 0
        self._broken: Broken | None = None
        before = _last_before(branch_id, since) if since else None
        if before:
            self.sequence, self._hash, self._at = before.sequence, before.hash, before.at
            self.after = (before.sequence, before.day)

    def step(self, entry: _Entry) -> bool:
        """Check the next entry; False if it is broken."""
        if entry.sequence > self.sequence + 1:
            return self._break(self.sequence + 1, "missing")
        if entry.sequence <= self.sequence or not entry.follows(self._hash, self.branch_id):
            return self._break(entry.sequence, "changed")
        if self._at is not None and entry.at < self._at:
            return self._break(entry.sequence, "earlier_than_before")
        if not self._anchored(entry):
            return self._break(entry.sequence, "not_as_anchored")
        self.sequence, self._hash, self._at = entry.sequence, entry.hash, entry.at
        self._entries += 1
        return True

    def end(self) -> None:
        """After the last entry: nothing may be missing behind it."""
        head = _head(self.branch_id)
        if head != (self.sequence, self._hash):
            self._break(self.sequence + 1, "missing" if head[0] > self.sequence else "not_the_head")
        elif any(sequence > self.sequence for sequence in self._anchors):
            self._break(self.sequence + 1, "missing")

    def result(self) -> Walk:
        return Walk(self.branch_id, self._entries, self._broken, self._checked)

    def _anchored(self, entry: _Entry) -> bool:
        anchors = self._anchors.get(entry.sequence, [])
        self._checked += len(anchors)
        return all(anchor.hash == entry.hash and anchor.signed for anchor in anchors)

    def _break(self, sequence: int, reason: str) -> bool:
        self._broken = Broken(self.branch_id, sequence, reason)
        return False


@contextmanager
def _one_moment(branch_id: UUID) -> Iterator[None]:
    """The branch's rows as of one moment, while it goes on working."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("set transaction isolation level repeatable read read only")
        cursor.execute("select set_config('tingtang.branch', %s, true)", [str(branch_id)])
        yield


def _entries(branch_id: UUID, after: tuple[int, date]) -> Iterator[_Entry]:
    while True:
        with connection.cursor() as cursor:
            cursor.execute(_ENTRIES, [branch_id, after[0], *after, _AT_ONCE])
            rows = [_entry(*row) for row in cursor.fetchall()]
        yield from rows
        if len(rows) < _AT_ONCE:
            return
        after = (rows[-1].sequence, rows[-1].day)


def _entry(
    sequence: int, day: date, at: datetime, kind: str, actor: str, body: str, digest: memoryview
) -> _Entry:
    return _Entry(sequence, day, at, kind, actor, body, bytes(digest))


def _last_before(branch_id: UUID, day: date) -> _Entry | None:
    with connection.cursor() as cursor:
        cursor.execute(_BEFORE, [branch_id, day])
        row = cursor.fetchone()
    return _entry(*row) if row else None


def _head(branch_id: UUID) -> tuple[int, bytes]:
    with connection.cursor() as cursor:
        cursor.execute("select sequence, hash from ledger_head where branch_id = %s", [branch_id])
        row = cursor.fetchone()
    return (row[0], bytes(row[1])) if row else (-1, b"")
