"""Readers of policies, and the tables in force."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.deciding import Decide, compiled
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.policy.rules.life import PolicyState, Version
from tingtang.bank.policy.rules.tables import Kind, Row, Table, read_table
from tingtang.ledger.events import Plain, canonical
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class Step:
    """Who took a step of a version's life last, and when; a command is nobody."""

    by: UUID | None
    at: datetime | None


NOBODY = Step(None, None)


@dataclass(frozen=True, slots=True)
class PolicyRow(Version):
    """A version without its rows; `version` is what a screen carries back. `answered` is by whom it
    was returned, approved or rolled back.
    """

    table: str = ""
    reason: str = ""
    approved_by: UUID | None = None
    version: int = 0
    edited: Step = NOBODY
    trial: Step = NOBODY
    submitted: Step = NOBODY
    answered: Step = NOBODY


_COLUMNS = (
    'id, number, state, digest, editors, faults, tried, live_from, ended_at, "table", reason, '
    "approved_by, version, edited_by, edited_at, tried_by, tried_at, submitted_by, submitted_at, "
    "answered_by, answered_at"
)


def _policy(
    policy_id: UUID, number: int, state: str, digest: bytes, editors: Sequence[UUID], *rest: Any
) -> PolicyRow:
    faults, tried, *more = rest
    plain, steps = more[:6], more[6:]
    return PolicyRow(
        policy_id,
        number,
        PolicyState(state),
        bytes(digest),
        frozenset(editors),
        faults,
        None if tried is None else bytes(tried),
        *plain,
        *(Step(by, at) for by, at in zip(steps[::2], steps[1::2], strict=True)),
    )


def policies_read(branch_id: UUID, table: str) -> Read[PolicyRow]:
    """All versions of a table."""
    return Read(
        f'select {_COLUMNS} from bank_policy where branch_id = %s and "table" = %s order by number',
        (branch_id, table),
        _policy,
    )


def approved_read(branch_id: UUID) -> Read[PolicyRow]:
    """Every version that was ever approved, of all tables: among them those in force."""
    return Read(
        f"select {_COLUMNS} from bank_policy where branch_id = %s and live_from is not null",
        (branch_id,),
        _policy,
    )


def policy_read(branch_id: UUID, policy_id: UUID) -> Read[PolicyRow]:
    """One version."""
    return Read(
        f"select {_COLUMNS} from bank_policy where branch_id = %s and id = %s",
        (branch_id, policy_id),
        _policy,
    )


def rows_read(branch_id: UUID, policy_id: UUID) -> Read[tuple[Row, ...]]:
    """The rows of one version."""
    return Read(
        "select rows from bank_policy where branch_id = %s and id = %s",
        (branch_id, policy_id),
        unpacked,
    )


def packed(rows: Iterable[Row]) -> str:
    """Rows as they are kept: canonical JSON."""
    return canonical(
        [
            {
                "cells": list(row.cells),
                "results": list(row.results),
                "why": dict(row.why),
                "locked": int(row.locked),
            }
            for row in rows
        ]
    )


def unpacked(rows: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The inverse of `packed`."""
    return tuple(
        Row(tuple(each["cells"]), tuple(each["results"]), each["why"], bool(each["locked"]))
        for each in rows
    )


def digest_of(rows: Iterable[Row]) -> bytes:
    """SHA-256 of the rows' canonical text."""
    return sha256(packed(rows).encode()).digest()


# ------------------------------------------------------------------------ trying


@dataclass(frozen=True, slots=True)
class Past:
    """Decisions that were alike: on what, what followed, and how many there were."""

    inputs: Mapping[str, Value]
    results: Mapping[str, str]
    times: int


def past_read(branch_id: UUID, table: str, since: date) -> Read[Past]:
    """What a table decided from `since` on, by what it was decided on."""
    return Read(
        "select body->'decision'->'inputs', body->'decision'->'results', count(*) "
        "from ledger_entry where branch_id = %s and business_date >= %s "
        "and body->'decision'->>'table' = %s group by 1, 2 order by 3 desc, 1, 2",
        (branch_id, since, table),
        Past,
    )


# ---------------------------------------------------------------------- deciding


@dataclass(frozen=True, slots=True)
class Ruling:
    """A version that decides: its number (0: what a bank starts with) and its compiled table."""

    kind: Kind
    number: int
    table: Table
    decide: Decide


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table decided: by which version and row (from 1), on what, and what follows."""

    table: str
    version: int
    row: int
    inputs: Mapping[str, Value]
    results: Mapping[str, str]

    def kept(self) -> dict[str, Plain]:
        """As entries keep it: closed codes and bands, nothing of a person."""
        return {
            "table": self.table,
            "version": self.version,
            "row": self.row,
            "inputs": dict(self.inputs),
            "results": dict(self.results),
        }


_starts = {name: Ruling(table.kind, 0, table, compiled(table)) for name, table in STARTS.items()}


def start_of(kind: Kind) -> Ruling:
    """The rows that a bank starts with."""
    return _starts[kind.name]


def made(kind: Kind, number: int, rows: Sequence[Row]) -> Ruling:
    """A version compiled."""
    table, problems = read_table(kind, rows)
    if table is None:
        raise ValueError(f"{kind.name} {number}: row {problems[0].row} can't be read any more")
    return Ruling(kind, number, table, compiled(table))


def decided(by: Ruling, values: Mapping[str, Value]) -> Decision:
    """What the version decides on these values."""
    case = by.kind.case(values)
    index = by.decide(case)
    row = by.table.rows[index]
    names = (result.name for result in by.kind.results)
    return Decision(
        by.kind.name,
        by.number,
        index + 1,
        by.kind.kept(case),
        dict(zip(names, row.results, strict=True)),
    )
