"""The hash chain of one branch: edits, deletions, swaps and insertions show.

What it can't show alone, a cut tail or a chain rewritten whole, is shown by signed anchors
(`ledger/anchors.py`) kept outside the database.
"""

import hashlib
from datetime import date, datetime
from uuid import UUID

from tingtang.kernel.clock import microseconds
from tingtang.ledger.events import Plain, canonical

FORMAT = 1
_DAY_ZERO = date(2000, 1, 1)


def first_hash(branch_id: UUID) -> bytes:
    """What the first entry of a branch follows."""
    return hashlib.sha256(f"tingtang.chain/{FORMAT} {branch_id}".encode()).digest()


def entry_hash(
    previous: bytes,
    branch_id: UUID,
    day: date,
    sequence: int,
    at: datetime,
    kind: str,
    actor: str,
    body: str,
) -> bytes:
    """SHA-256 of the previous hash and the entry's canonical text (32 bytes); `body` is the
    event's.
    """
    content: list[Plain] = [
        FORMAT,
        str(branch_id),
        (day - _DAY_ZERO).days,
        sequence,
        microseconds(at),
        kind,
        actor,
    ]
    text = f"{canonical(content)[:-1]}, {body}]"
    return hashlib.sha256(previous + text.encode()).digest()
