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
from tingtang.bank.policy.rules.life import PolicyState, Version, in_force
from tingtang.bank.policy.rules.tables import Kind, Row, Table, read_table
from tingtang.ledger.events import Plain, canonical
from tingtang.ledger.turn import Read


@dataclass(frozen=True, slots=True)
class PolicyRow(Version):
    """A version without its rows; `version` is what a screen carries back."""

    table: str = ""
    reason: str = ""
    approved_by: UUID | None = None
    version: int = 0
    bank: bool = False  # issued by head office


_COLUMNS = (
    'id, number, state, digest, editors, faults, tried, live_from, ended_at, "table", reason, '
    "approved_by, version"
)


def _policy(
    policy_id: UUID, number: int, state: str, digest: bytes, editors: Sequence[UUID], *rest: Any
) -> PolicyRow:
    faults, tried, *more = rest
    return PolicyRow(
        policy_id,
        number,
        PolicyState(state),
        bytes(digest),
        frozenset(editors),
        faults,
        None if tried is None else bytes(tried),
        *more,
    )


def policies_read(branch_id: UUID, table: str) -> Read[PolicyRow]:
    """All versions of a table."""
    return Read(
        f'select {_COLUMNS} from bank_policy where branch_id = %s and "table" = %s order by number',
        (branch_id, table),
        _policy,
    )


def approved_read(branch_id: UUID) -> Read[PolicyRow]:
    """Every version that was ever approved, of all tables, the branch's own and those that head
    office issued: among them those in force.
    """
    return Read(
        f"select {_COLUMNS}, false from bank_policy "
        "where branch_id = %s and live_from is not null union all "
        "select id, number, 'approved', digest, '{}', 0, null, live_from, ended_at, \"table\", '', "
        "null, 0, true from bank_policy_issued where institution_id = "
        "(select institution_id from bank_branch where id = %s)",
        (branch_id, branch_id),
        _policy,
    )


def bank_in_force(approved: Iterable[PolicyRow], table: str, at: datetime) -> PolicyRow | None:
    """Head office's version of a table at `at`, of what `approved_read` finds."""
    return in_force((each for each in approved if each.bank and each.table == table), at)


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


def issued_rows_read(policy_id: UUID) -> Read[tuple[Row, ...]]:
    """The rows of a version that head office issued."""
    return Read("select rows from bank_policy_issued where id = %s", (policy_id,), unpacked)


def packed(rows: Iterable[Row]) -> str:
    """Rows as they are kept: canonical JSON."""
    return canonical(
        [
            {
                "cells": list(row.cells),
                "results": list(row.results),
                "why": dict(row.why),
                "locked": int(row.locked),
                **({"may": [list(each) for each in row.may]} if row.may else {}),
            }
            for row in rows
        ]
    )


def unpacked(rows: Sequence[Mapping[str, Any]]) -> tuple[Row, ...]:
    """The inverse of `packed`."""
    return tuple(
        Row(
            tuple(each["cells"]),
            tuple(each["results"]),
            each["why"],
            bool(each["locked"]),
            tuple(tuple(results) for results in each.get("may", ())),
        )
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
    """A version that decides: its number (0: what a bank starts with), its compiled table, and
    whether it is the bank's or the branch's own.
    """

    kind: Kind
    number: int
    table: Table
    decide: Decide
    bank: bool


@dataclass(frozen=True, slots=True)
class Decision:
    """What a table decided: by which version and row (from 1), on what, and what follows."""

    table: str
    version: int
    row: int
    inputs: Mapping[str, Value]
    results: Mapping[str, str]
    bank: bool

    def kept(self) -> dict[str, Plain]:
        """As entries keep it: closed codes and bands, nothing of a person."""
        return {
            "table": self.table,
            "of": "bank" if self.bank else "branch",
            "version": self.version,
            "row": self.row,
            "inputs": dict(self.inputs),
            "results": dict(self.results),
        }


_starts = {
    name: Ruling(table.kind, 0, table, compiled(table), bank=True) for name, table in STARTS.items()
}


def start_of(kind: Kind) -> Ruling:
    """The rows that a bank starts with."""
    return _starts[kind.name]


def made(kind: Kind, number: int, rows: Sequence[Row], *, bank: bool) -> Ruling:
    """A version compiled."""
    table, problems = read_table(kind, rows)
    if table is None:
        raise ValueError(f"{kind.name} {number}: row {problems[0].row} can't be read any more")
    return Ruling(kind, number, table, compiled(table), bank)


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
        by.bank,
    )
