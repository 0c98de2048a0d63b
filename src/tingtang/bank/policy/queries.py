"""Readers of policies, and the tables in force."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from itertools import islice
from typing import Any, TypeAlias
from uuid import UUID

from tingtang.bank.branch.queries import Plan, branches_of
from tingtang.bank.policy.rules.bounds import Beyond, beyond
from tingtang.bank.policy.rules.checking import MOST_FINDINGS, completed
from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.deciding import Decide, compiled
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.policy.rules.life import PolicyState, Version, in_force
from tingtang.bank.policy.rules.tables import Kind, Row, Table, grown, read_table
from tingtang.kernel.refused import Refused
from tingtang.ledger.events import Plain, canonical
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

PAST_DAYS = 28
END_OF_TIME = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """Who took a step of a version's life last, and when; a command is nobody."""

    by: UUID | None
    at: datetime | None


NOBODY = Step(None, None)


@dataclass(frozen=True, slots=True)
class PolicyRow(Version):
    """A version without its rows; `version` is what a screen carries back. `answered` is by whom it
    was returned, approved or rolled back; the steps stand in `policies_read` only.
    """

    table: str = ""
    reason: str = ""
    approved_by: UUID | None = None
    version: int = 0
    bank: bool = False  # issued by head office
    edited: Step = NOBODY
    trial: Step = NOBODY
    submitted: Step = NOBODY
    answered: Step = NOBODY


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


_STEPS = (
    "edited_by, edited_at, tried_by, tried_at, submitted_by, submitted_at, answered_by, answered_at"
)


def _policy_with_steps(*columns: Any) -> PolicyRow:
    plain, steps = columns[:-8], columns[-8:]
    edited, trial, submitted, answered = map(Step, steps[::2], steps[1::2])
    return replace(
        _policy(*plain), edited=edited, trial=trial, submitted=submitted, answered=answered
    )


def policies_read(branch_id: UUID, table: str) -> Read[PolicyRow]:
    """All versions of a table, with who took each step last."""
    return Read(
        f"select {_COLUMNS}, {_STEPS} from bank_policy "
        'where branch_id = %s and "table" = %s order by number',
        (branch_id, table),
        _policy_with_steps,
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


def carried_read(branch_id: UUID, kind: Kind) -> Read[tuple[PolicyRow, tuple[Row, ...]]]:
    """Every version of a table that was ever approved, as by `approved_read`, with its rows."""
    return Read(
        f"select {_COLUMNS}, false, rows from bank_policy "
        'where branch_id = %s and "table" = %s and live_from is not null union all '
        "select id, number, 'approved', digest, '{}', 0, null, live_from, ended_at, \"table\", '', "
        'null, 0, true, rows from bank_policy_issued where "table" = %s and institution_id = '
        "(select institution_id from bank_branch where id = %s)",
        (branch_id, kind.name, kind.name, branch_id),
        lambda *row: (_policy(*row[:-1]), unpacked(row[-1])),
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


def known_rows(branch_id: UUID, policy_id: UUID, at: datetime) -> tuple[Kind, list[Row]]:
    """A version's kind and, first of two that mean the same, the rows that its words may be found
    in: its own, the branch's in force, the bank's, those that a bank starts with. Refuses with
    `unknown_policy`.
    """
    found, stored, approved = look(
        branch_id,
        policy_read(branch_id, policy_id),
        rows_read(branch_id, policy_id),
        approved_read(branch_id),
    )
    if not found:
        raise Refused("unknown_policy")
    table = found[0].table
    known: list[Row] = [*stored[0]]
    own = in_force((each for each in approved if each.table == table and not each.bank), at)
    if own is not None:
        known += look(branch_id, rows_read(branch_id, own.id))[0][0]
    bank = bank_in_force(approved, table, at)
    if bank is not None:
        known += look(branch_id, issued_rows_read(bank.id))[0][0]
    return STARTS[table].kind, [*known, *STARTS[table].rows]


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


@dataclass(frozen=True, slots=True)
class PastDecisions:
    """What a table decided from `since` on in so many `branches`."""

    since: date
    branches: int
    alike: tuple[Past, ...]


def past_decisions(plan: Plan, table: str, at: datetime) -> PastDecisions:
    """What a table decided in the last `PAST_DAYS`: in the branch or, for head office, whose table
    all go by, in every branch of its bank. Codes, bands and counts: nobody's data.
    """
    branches = [plan.branch_id]
    if plan.is_head_office:
        branches = [each for each in branches_of(plan.institution_id) if each != plan.branch_id]
    since = plan.day(at) - timedelta(days=PAST_DAYS)
    alike: dict[str, Past] = {}
    for branch_id in branches:
        for past in look(branch_id, _past_read(branch_id, table, since))[0]:
            key = canonical([dict(past.inputs), dict(past.results)])
            known = alike.get(key)
            alike[key] = replace(past, times=past.times + known.times) if known else past
    ordered = sorted(alike.items(), key=lambda each: (-each[1].times, each[0]))
    return PastDecisions(since, len(branches), tuple(past for _, past in ordered))


def _past_read(branch_id: UUID, table: str, since: date) -> Read[Past]:
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
    table, problems = read_table(kind, grown(kind, rows))
    if table is None:
        raise ValueError(f"{kind.name} {number}: row {problems[0].row} can't be read any more")
    full = completed(table)
    return Ruling(kind, number, full, compiled(full), bank)


Fetch: TypeAlias = Callable[[PolicyRow], Sequence[Row]]
"""How a reader gets the rows of a version: within its turn, by a look, or from what it has."""

_rulings: dict[tuple[UUID, bool], Ruling] = {}  # approved rows never change
_within: dict[tuple[UUID, UUID], bool] = {}


def fetched(
    branch_id: UUID, found: Callable[[Read[tuple[Row, ...]]], Sequence[tuple[Row, ...]]]
) -> Fetch:
    """The rows of a version by a read of their own."""

    def fetch(version: PolicyRow) -> Sequence[Row]:
        read = issued_rows_read(version.id) if version.bank else rows_read(branch_id, version.id)
        (rows,) = found(read)
        return rows

    return fetch


def looked(branch_id: UUID) -> Fetch:
    """The rows of a version by a look."""
    return fetched(branch_id, lambda read: look(branch_id, read)[0])


def ruling_of(approved: Sequence[PolicyRow], kind: Kind, at: datetime, fetch: Fetch) -> Ruling:
    """The version of `kind` in force at `at`: the branch's own, where it stays within what the
    bank's opens; otherwise the bank's. One that this process hasn't met is fetched.
    """
    bank = bank_in_force(approved, kind.name, at)
    own = in_force((e for e in approved if not e.bank and e.table == kind.name), at)
    if own is None:
        return start_of(kind) if bank is None else met(kind, bank, fetch)
    ours = met(kind, own, fetch)
    if bank is None:
        return ours
    theirs = met(kind, bank, fetch)
    if (bank.id, own.id) not in _within:
        _within[bank.id, own.id] = next(beyond(theirs.table, ours.table), None) is None
    return ours if _within[bank.id, own.id] else theirs


def rows_to_follow(current: Ruling, plan: Plan) -> tuple[Row, ...]:
    """What the version after `current` begins with: what the bank opens, a branch may choose, but
    not open again.
    """
    if plan.is_head_office:
        return current.table.rows
    return tuple(replace(row, may=()) for row in current.table.rows)


def outside(
    plan: Plan,
    approved: Iterable[PolicyRow],
    kind: Kind,
    rows: Sequence[Row],
    at: datetime,
    fetch: Fetch,
) -> list[Beyond]:
    """Where rows of a branch go beyond what its bank opens at `at`, at most `MOST_FINDINGS`; head
    office may all, and rows that can't be read have other faults.
    """
    bank = bank_in_force(approved, kind.name, at)
    table, _ = read_table(kind, rows)
    if plan.is_head_office or bank is None or table is None:
        return []
    return list(islice(beyond(met(kind, bank, fetch).table, table), MOST_FINDINGS))


def met(kind: Kind, version: PolicyRow, fetch: Fetch) -> Ruling:
    """An approved version compiled, once a process."""
    known = _rulings.get((version.id, version.bank))
    if known is None:
        known = made(kind, version.number, fetch(version), bank=version.bank)
        _rulings[version.id, version.bank] = known
    return known


def carried(found: Sequence[tuple[PolicyRow, tuple[Row, ...]]], kind: Kind, at: datetime) -> Ruling:
    """The version of a carried table in force at `at`, of what `carried_read` finds."""
    rows = {(version.id, version.bank): rows for version, rows in found}
    approved = [version for version, _ in found]
    return ruling_of(approved, kind, at, lambda version: rows[version.id, version.bank])


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
