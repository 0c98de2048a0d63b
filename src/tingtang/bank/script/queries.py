"""Readers of scripts, and what may be said at a moment."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from tingtang.bank.branch.queries import plan_of
from tingtang.bank.policy.queries import (
    Decision,
    PolicyRow,
    Ruling,
    approved_read,
    decided,
    looked,
    ruling_of,
)
from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.kinds.sentence import MOMENTS, SELLS, SENTENCE
from tingtang.bank.script.rules.life import Origin, Script, ScriptState, in_use
from tingtang.bank.script.rules.starts import STARTS
from tingtang.bank.script.rules.texts import NOBODY
from tingtang.kernel.words import Language
from tingtang.ledger.events import canonical
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

_COLUMNS = (
    "id, situation, number, texts, state, source, editors, expires_on, approved_by, approved_at, "
    "live_from, ended_at, reason, version"
)


def _script(
    script_id: UUID,
    situation: str,
    number: int,
    texts: Mapping[str, str],
    state: str,
    source: str,
    editors: Sequence[UUID],
    *rest: Any,
) -> Script:
    return Script(
        script_id,
        situation,
        number,
        texts,
        ScriptState(state),
        Origin(source),
        frozenset(editors),
        *rest,
    )


def scripts_read(branch_id: UUID) -> Read[Script]:
    """The scripts of the branch that have a row: its own, and those of the start withdrawn."""
    return Read(
        f"select {_COLUMNS} from bank_script where branch_id = %s order by situation, number",
        (branch_id,),
        _script,
    )


def script_read(branch_id: UUID, script_id: UUID) -> Read[Script]:
    """One script that has a row."""
    return Read(
        f"select {_COLUMNS} from bank_script where branch_id = %s and id = %s",
        (branch_id, script_id),
        _script,
    )


def library(rows: Iterable[Script]) -> list[Script]:
    """All scripts of a branch, by situation and number: its rows, and those of the start that it
    has not withdrawn.
    """
    known = {each.id: each for each in rows}
    return sorted(
        {**STARTS, **known}.values(), key=lambda script: (script.situation, script.number)
    )


def packed(texts: Mapping[str, str]) -> str:
    """Words as they are kept: canonical JSON."""
    return canonical(dict(texts))


def digest_of(texts: Mapping[str, str]) -> str:
    """SHA-256 of the words' canonical text."""
    return sha256(packed(texts).encode()).hexdigest()


# ------------------------------------------------------------------------ suggesting


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What may be said now, and the decision that says so. Nothing was recorded."""

    decision: Decision
    why: Mapping[str, str]
    scripts: tuple[Script, ...]

    @property
    def situation(self) -> str:
        """What the moment is; `none`: nothing is suggested."""
        return self.decision.results["situation"]

    def said(self, language: Language) -> list[str]:
        """The sentences, in one language."""
        return [script.texts[language] for script in self.scripts]


def suggested(
    by: Ruling, scripts: Iterable[Script], values: Mapping[str, Value], *, may_sell: bool = True
) -> Suggestion:
    """The scripts for the situation that the table sees in these values; pure. Whatever a version
    says, none leads to a sale where nobody may sell.
    """
    decision = decided(by, values)
    situation = decision.results["situation"]
    if not may_sell and situation in SELLS:
        situation = NOBODY
        decision = replace(decision, results={"situation": situation})
    fitting = tuple(each for each in scripts if each.situation == situation)
    return Suggestion(decision, by.table.rows[decision.row - 1].why, fitting)


def moments(branch_id: UUID, at: datetime) -> Mapping[str, tuple[str, ...]]:
    """In which moments of the service the table in force suggests each situation; one that it never
    suggests is absent.
    """
    (approved,) = look(branch_id, approved_read(branch_id))
    return moments_of(_by(branch_id, approved, at))


def moments_of(by: Ruling) -> Mapping[str, tuple[str, ...]]:
    """The moments of each situation, in the order of the service; pure."""
    found: dict[str, int] = {}
    for row, (mask, *_) in zip(by.table.rows, by.table.masks, strict=True):
        (situation,) = row.results
        found[situation] = found.get(situation, 0) | mask
    return {
        situation: tuple(each for atom, each in enumerate(MOMENTS) if mask >> atom & 1)
        for situation, mask in found.items()
    }


def suggest(
    branch_id: UUID,
    at: datetime,
    *,
    moment: str,
    customer_class: str,
    business: str,
    protected: str,
    strength: int,
    may_sell: bool = True,
) -> Suggestion:
    """What may be said in a branch at `at`: by the table in force, from the scripts in use.

    `moment`, class, business and `protected` (yes, no, unknown) are codes of the table of
    sentences; `strength` is of the strongest signal (0 to 4).
    """
    rows, approved = look(branch_id, scripts_read(branch_id), approved_read(branch_id))
    by = _by(branch_id, approved, at)
    usable = _usable(library(rows), at, plan_of(branch_id).day(at))
    return suggested(
        by,
        usable,
        {
            "moment": moment,
            "class": customer_class,
            "business": business,
            "protected": protected,
            "strength": strength,
        },
        may_sell=may_sell,
    )


def _by(branch_id: UUID, approved: Sequence[PolicyRow], at: datetime) -> Ruling:
    return ruling_of(approved, SENTENCE, at, looked(branch_id))


def _usable(scripts: Iterable[Script], at: datetime, today: date) -> list[Script]:
    return [each for each in scripts if in_use(each, at, today)]
