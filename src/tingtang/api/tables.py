"""What is told of decision tables: what they ask, their versions, rows and faults."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.policy.queries import (
    PolicyRow,
    Step,
    approved_read,
    bank_in_force,
    looked,
    outside,
    policies_read,
    rows_read,
    ruling_of,
)
from tingtang.bank.policy.rules.bounds import Beyond
from tingtang.bank.policy.rules.checking import Finding
from tingtang.bank.policy.rules.life import Phase, phase_of
from tingtang.bank.policy.rules.tables import Changes, Kind, Problem, Row
from tingtang.bank.staff.queries import people_read
from tingtang.kernel.words import Language, say
from tingtang.ledger.look import look


@dataclass(frozen=True, slots=True)
class Input:
    """A clause: its codes, or the lower ends of its bands."""

    name: str
    codes: tuple[str, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LimitOf:
    """The codes that a result may have in rows that fit any case of these cells."""

    cells: tuple[str, ...]
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """A result, and the codes that it may have; those `by_law` only in locked rows."""

    name: str
    codes: tuple[str, ...]
    by_law: tuple[str, ...]
    limits: tuple[LimitOf, ...]


@dataclass(frozen=True, slots=True)
class StepOf:
    """Who took a step last, and when; nobody's name: a command."""

    by: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class VersionOf:
    """One version of a table; number 0 is what a bank starts with, and has no id. `faults` holds
    what goes beyond the bank's bounds, too. `digest`: of its rows, as a trial of them names it.
    `yours`: whoever asks edited it, and so may not approve it.
    """

    id: UUID | None
    number: int
    state: Phase
    faults: int
    editors: tuple[str, ...]
    approved_by: str | None
    reason: str | None
    live_from: datetime | None
    ended_at: datetime | None
    version: int
    digest: str
    yours: bool
    edited: StepOf | None
    tried: StepOf | None
    submitted: StepOf | None
    answered: StepOf | None


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: what it asks and answers, and its versions, newest first. `begins`: when the next
    business days begin; one that changes at `day_break` may come in force then only. Of a `carried`
    one no past decisions are kept. `bank` is the number of the version that head office has in
    force, if any; `opens`: this is head office, whose rows say what branches may choose instead.
    """

    name: str
    hit: str
    changes: str
    carried: bool
    begins: tuple[datetime, ...]
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    versions: tuple[VersionOf, ...]
    bank: int | None
    opens: bool


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a branch."""

    tables: tuple[TableOf, ...]


@dataclass(frozen=True, slots=True)
class RowOf:
    """A rule; `may` are the results that a branch may choose instead, in head office's version."""

    cells: tuple[str, ...]
    results: tuple[str, ...]
    why: Mapping[str, str]
    locked: bool
    may: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class ProblemOf:
    """What is wrong at one place: `row` counts from 1, 0 is the table."""

    row: int
    column: str
    code: str
    title: str


@dataclass(frozen=True, slots=True)
class FindingOf:
    """A gap, an overlap, or a row that never decides: one case of it, and one mend."""

    fault: str
    rows: tuple[int, ...]
    case: Mapping[str, str | int]
    box: tuple[str, ...]
    mend_row: int | None
    mend_column: str | None
    mend_cell: str | None


@dataclass(frozen=True, slots=True)
class BeyondOf:
    """A row (from 1) decides what the row `bank_row` of head office's version `bank` doesn't open:
    one case, the results that are `allowed` there, and such as mend the whole row, if there are.
    """

    row: int
    bank: int
    bank_row: int
    case: Mapping[str, str | int]
    allowed: tuple[tuple[str, ...], ...]
    mend: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class PolicyOf:
    """One version with its rows, and everything that is wrong with them."""

    table: str
    version: VersionOf
    rows: tuple[RowOf, ...]
    problems: tuple[ProblemOf, ...]
    findings: tuple[FindingOf, ...]
    beyond: tuple[BeyondOf, ...]


@dataclass(frozen=True, slots=True)
class IssuedOf:
    """Head office's version: `may` of a row are the results that a branch may choose instead."""

    table: str
    number: int
    live_from: datetime
    rows: tuple[RowOf, ...]


@dataclass(frozen=True, slots=True)
class PastCase:
    """Past decisions that were alike: on what, what followed, and how many there were."""

    inputs: Mapping[str, str | int]
    results: Mapping[str, str]
    times: int


@dataclass(frozen=True, slots=True)
class PastOf:
    """What a table decided since a business date (2026-10-23) in so many `branches`, by what it was
    decided on.
    """

    since: str
    days: int
    branches: int
    cases: tuple[PastCase, ...]


def table_of(branch: UUID, kind: Kind, asker: Actor, now: datetime) -> TableOf:
    """A table as `asker` is told of it."""
    versions, people, approved = look(
        branch, policies_read(branch, kind.name), people_read(branch), approved_read(branch)
    )
    names = {person.id: person.name for person in people}
    plan = plan_of(branch)
    at = plan.begins(plan.day(now)) if kind.changes is Changes.DAY_BREAK else now
    yields = ruling_of(approved, kind, at, looked(branch)).bank
    counted = [_counted(plan, each, kind, approved, now) for each in versions]
    told = [
        _version(each, phase_of(each, versions, at, yields=yields), names, asker)
        for each in reversed(counted)
    ]
    bank = bank_in_force(approved, kind.name, at)
    live = any(each.state is Phase.LIVE for each in told)
    return TableOf(
        kind.name,
        kind.hit.value,
        kind.changes.value,
        kind.carried,
        plan.next_begins(plan.day(now)),
        inputs_of(kind),
        outputs_of(kind),
        (*told, _start(live=not live and bank is None)),
        bank.number if bank else None,
        plan.is_head_office,
    )


def _counted(
    plan: Plan, version: PolicyRow, kind: Kind, approved: Sequence[PolicyRow], now: datetime
) -> PolicyRow:
    """A version that is worked on, with its faults beyond the bank's bounds."""
    if version.live_from is not None or bank_in_force(approved, kind.name, now) is None:
        return version
    (rows,) = look(plan.branch_id, rows_read(plan.branch_id, version.id))[0]
    found = outside(plan, approved, kind, rows, now, looked(plan.branch_id))
    return replace(version, faults=version.faults + len(found))


def row_of(row: Row) -> RowOf:
    """A row as it is told."""
    return RowOf(row.cells, row.results, row.why, row.locked, row.may)


def inputs_of(kind: Kind) -> tuple[Input, ...]:
    """What a table asks about."""
    return tuple(
        Input(each.name, each.codes, each.grid.value if each.grid else ()) for each in kind.clauses
    )


def outputs_of(kind: Kind) -> tuple[Output, ...]:
    """What a table answers."""
    return tuple(
        Output(
            each.name,
            each.codes,
            each.by_law,
            tuple(
                LimitOf(ours.cells, ours.codes) for ours in kind.limits if ours.result == each.name
            ),
        )
        for each in kind.results
    )


def _start(*, live: bool) -> VersionOf:
    state = Phase.LIVE if live else Phase.RETIRED
    return VersionOf(
        id=None,
        number=0,
        state=state,
        faults=0,
        editors=(),
        approved_by=None,
        reason=None,
        live_from=None,
        ended_at=None,
        version=0,
        digest="",
        yours=False,
        edited=None,
        tried=None,
        submitted=None,
        answered=None,
    )


def _version(row: PolicyRow, phase: Phase, names: Mapping[UUID, str], asker: Actor) -> VersionOf:
    return VersionOf(
        row.id,
        row.number,
        phase,
        row.faults,
        tuple(sorted(names.get(each, "") for each in row.editors)),
        names.get(row.approved_by) if row.approved_by else None,
        row.reason or None,
        row.live_from,
        row.ended_at,
        row.version,
        row.digest.hex(),
        asker.subject in row.editors,
        *(_step(each, names) for each in (row.edited, row.trial, row.submitted, row.answered)),
    )


def _step(step: Step, names: Mapping[UUID, str]) -> StepOf | None:
    return StepOf(names.get(step.by) if step.by else None, step.at) if step.at else None


def problem_of(each: Problem, language: Language) -> ProblemOf:
    """What is wrong at one place, in the reader's language."""
    return ProblemOf(each.row, each.column, each.refused.code, say(each.refused, language))


def beyond_of(kind: Kind, bank: int, each: Beyond) -> BeyondOf:
    """Where a version goes beyond version `bank` of head office."""
    return BeyondOf(each.row, bank, each.bank_row, kind.kept(each.case), each.allowed, each.mend)


def finding_of(kind: Kind, each: Finding) -> FindingOf:
    """A fault of a table that can be read, with its mend if there is one."""
    mend = each.mend
    return FindingOf(
        each.fault.value,
        each.rows,
        kind.kept(each.case),
        each.box,
        mend.row if mend else None,
        mend.column if mend else None,
        mend.cell if mend else None,
    )
