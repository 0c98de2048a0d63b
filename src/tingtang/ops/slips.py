"""A branch's anchor on paper: printed at the day's end, typed in again when the ledger is doubted.

Paper that lies elsewhere outlives whoever may write database and data folder of this machine. The
text to type is `BRANCH:SEQUENCE:TIME:HASH:FINGERPRINT`, and blanks in it count for nothing.
"""

import re
from dataclasses import dataclass
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings

from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.kernel.clock import from_microseconds
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, catalogue
from tingtang.ledger.anchors import Anchor, Slip, anchor_now, slip
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ops.errors import CannotRun
from tingtang.ops.operating import branch_named

_TEXT = re.compile(r"([\w-]+):([0-9]{1,18}):([0-9]{1,18}):([0-9a-fA-F]{64}):([0-9a-fA-F]{16})")
_DAY = "select business_date from ledger_entry where branch_id = %s and sequence = %s"


@dataclass(frozen=True, slots=True)
class Printed:
    """What is printed of a branch's anchor."""

    branch: str
    date: date
    sequence: int
    taken_at: str
    hash: str
    fingerprint: str
    text: str


def printed(branch_id: UUID) -> Printed:
    """The branch's anchor as of now."""
    plan = plan_of(branch_id)
    found = anchor_now(branch_id)
    at = from_microseconds(found.taken_at).astimezone(ZoneInfo(plan.zone))
    digest = found.hash.hex()
    return Printed(
        branch=plan.code,
        date=_day(plan, found),
        sequence=found.sequence,
        taken_at=at.isoformat(timespec="seconds"),
        hash=digest,
        fingerprint=found.fingerprint,
        text=f"{plan.code}:{found.sequence}:{found.taken_at}:{digest}:{found.fingerprint}",
    )


def _day(plan: Plan, found: Slip) -> date:
    days = look(plan.branch_id, Read(_DAY, (plan.branch_id, found.sequence), lambda day: day))[0]
    if not days:
        raise CannotRun(
            f"the last entry of {plan.code} is missing; run: tingtang ledger verify",
            code="ledger_broken",
        )
    day: date = days[0]
    return day


def sheet(told: Printed, name: str, language: Language) -> list[str]:
    """The lines of one page, in the catalogue's words."""
    words = catalogue(language)
    shown = {
        "date": f"{told.date}",
        "branch": f"{told.branch} {name}",
        "sequence": f"{told.sequence}",
        "taken_at": told.taken_at,
        "hash": _grouped(told.hash),
        "fingerprint": _grouped(told.fingerprint),
    }
    row = words["anchor.row"]
    return [
        words["anchor.title"],
        *(row.format(label=words[f"anchor.{each}"], value=shown[each]) for each in shown),
        "",
        words["anchor.check"],
        f"tingtang ledger verify --anchor {told.text}",
    ]


def _grouped(digits: str) -> str:
    """In fours, as people read them to each other."""
    return " ".join(digits[n : n + 4] for n in range(0, len(digits), 4))


def typed_in(text: str) -> Anchor:
    """The anchor of a text from paper.

    Refuses one that can't be read, and one whose fingerprint this bank's key doesn't make.
    """
    parts = _TEXT.fullmatch("".join(text.split()))
    if parts is None:
        raise Refused("anchor_unreadable", where="--anchor")
    code, sequence, taken_at, digest, fingerprint = parts.groups()
    found = slip(
        settings.DATA,
        branch_named(code),
        sequence=int(sequence),
        digest=bytes.fromhex(digest),
        taken_at=int(taken_at),
    )
    if found.fingerprint != fingerprint.lower():
        raise Refused("anchor_unproven", where="--anchor")
    return Anchor(found.branch, found.sequence, found.hash, signed=True)
