"""Decision tables: what they ask, their versions, and each version's life."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Router, Schema
from pydantic import AwareDatetime, Field

from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.api.describing import file_of
from tingtang.api.door import answered, carry_out, seen, verb
from tingtang.api.who import who
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.policy import actions
from tingtang.bank.policy.actions import PolicyNow, Tried
from tingtang.bank.policy.queries import (
    PolicyRow,
    approved_read,
    bank_in_force,
    issued_rows_read,
    made,
    policies_read,
    rows_read,
)
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.checking import Finding, findings
from tingtang.bank.policy.rules.clauses import Clause
from tingtang.bank.policy.rules.dmn import MOST_BYTES, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS, kind_named
from tingtang.bank.policy.rules.life import Phase, phase_of
from tingtang.bank.policy.rules.tables import (
    MOST_IN_A_CELL,
    MOST_IN_A_SENTENCE,
    MOST_ROWS,
    MOST_TO_CHOOSE,
    Kind,
    Problem,
    Row,
    Table,
    read_table,
)
from tingtang.bank.policy.rules.wording import wording_problems
from tingtang.bank.staff.queries import people_read
from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, language_of, say
from tingtang.ledger.look import look

router = Router(tags=["policies"])

DMN = "application/xml"
_PRINTED = r"^[^\x00-\x1f\x7f]*$"  # no control characters: a database can't hold each of them
Cell = Annotated[str, Field(max_length=MOST_IN_A_CELL, pattern=_PRINTED)]
Sentence = Annotated[str, Field(min_length=1, max_length=MOST_IN_A_SENTENCE, pattern=_PRINTED)]


@dataclass(frozen=True, slots=True)
class Input:
    """A clause: its codes, or the lower ends of its bands."""

    name: str
    codes: tuple[str, ...]
    edges: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Output:
    """A result, and the codes that it may have."""

    name: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class VersionOf:
    """One version of a table; number 0 is what a bank starts with, and has no id."""

    id: UUID | None
    number: int
    state: Phase
    faults: int
    editors: tuple[str, ...]
    approved_by: str | None
    reason: str | None
    live_from: datetime | None
    version: int


@dataclass(frozen=True, slots=True)
class TableOf:
    """A table: what it asks and answers, and its versions, newest first. `bank` is the number of
    the version that head office has in force, if any.
    """

    name: str
    hit: str
    changes: str
    inputs: tuple[Input, ...]
    outputs: tuple[Output, ...]
    versions: tuple[VersionOf, ...]
    bank: int | None


@dataclass(frozen=True, slots=True)
class Tables:
    """All tables of a branch."""

    tables: tuple[TableOf, ...]


@dataclass(frozen=True, slots=True)
class RowOf:
    """A rule."""

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
class PolicyOf:
    """One version with its rows, and everything that is wrong with them."""

    table: str
    version: VersionOf
    rows: tuple[RowOf, ...]
    problems: tuple[ProblemOf, ...]
    findings: tuple[FindingOf, ...]


@dataclass(frozen=True, slots=True)
class IssuedOf:
    """Head office's version: `may` of a row are the results that a branch may choose instead."""

    table: str
    number: int
    live_from: datetime
    rows: tuple[RowOf, ...]


@router.get("/branches/{uuid:branch}/tables", response=Tables)
def list_(request: HttpRequest, branch: UUID) -> HttpResponse:
    """The decision tables that the hall goes by, and their versions."""
    demand(who(request), Right.SEE_RULES, branch)
    return answered(Tables(tuple(_table(branch, kind) for kind in KINDS.values())))


@router.get("/branches/{uuid:branch}/tables/{table}/{int:number}", response=PolicyOf)
def version(request: HttpRequest, branch: UUID, table: str, number: int) -> HttpResponse:
    """One version: its rows, their faults and how to mend them."""
    demand(who(request), Right.SEE_RULES, branch)
    kind = kind_named(table)
    found, rows = _version_with_rows(branch, kind, number)
    language = language_of(request.headers.get("Accept-Language", ""))
    read, problems = read_table(kind, rows)
    words = wording_problems(rows)
    outside = _beyond(branch, read) if read and found.id else []
    return answered(
        PolicyOf(
            table,
            found,
            tuple(map(_row, rows)),
            tuple(_problem(each, language) for each in (*problems, *words, *outside)),
            tuple(_finding(kind, each) for each in findings(read)) if read else (),
        )
    )


@router.get(
    "/branches/{uuid:branch}/tables/{table}/{int:number}/dmn",
    openapi_extra=file_of(DMN, "The version as DMN 1.3 XML"),
)
def dmn(request: HttpRequest, branch: UUID, table: str, number: int) -> HttpResponse:
    """One version as a file for other tools, or for another branch."""
    demand(who(request), Right.SEE_RULES, branch)
    kind = kind_named(table)
    _, rows = _version_with_rows(branch, kind, number)
    response = HttpResponse(write_dmn(kind, number, rows), content_type=DMN)
    response["Content-Disposition"] = f'attachment; filename="{table}-{number}.dmn"'
    return response


@router.get("/branches/{uuid:branch}/tables/{table}/bank", response=IssuedOf)
def bank(request: HttpRequest, branch: UUID, table: str) -> HttpResponse:
    """The version that head office has in force for all branches, and what it leaves to them."""
    demand(who(request), Right.SEE_RULES, branch)
    (approved,) = look(branch, approved_read(branch))
    found = bank_in_force(approved, kind_named(table).name, now_in(branch))
    if found is None or found.live_from is None:
        raise Refused("unknown_policy")
    (rows,) = look(branch, issued_rows_read(found.id))[0]
    return answered(IssuedOf(table, found.number, found.live_from, tuple(map(_row, rows))))


@verb(router, "/branches/{uuid:branch}/tables/{table}/draft", PolicyNow)
def draft(request: HttpRequest, branch: UUID, table: str) -> HttpResponse:
    """Begin a draft with the rows in force."""
    return carry_out(request, actions.draft, branch_id=branch, table=table)


class RowIn(Schema, extra="forbid"):
    """A rule: cells in S-FEEL, codes of results, why in three languages; in head office's version,
    the results that a branch may choose instead.
    """

    cells: Annotated[list[Cell], Field(min_length=1, max_length=20)]
    results: Annotated[list[Cell], Field(min_length=1, max_length=10)]
    why: dict[Literal["zh-Hans", "zh-Hant", "en"], Sentence]
    locked: bool = False
    may: Annotated[list[list[Cell]], Field(max_length=MOST_TO_CHOOSE)] = []


class RowsIn(Schema, extra="forbid"):
    """All rows of a draft, in order."""

    rows: Annotated[list[RowIn], Field(min_length=1, max_length=MOST_ROWS)]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/edit", PolicyNow, sees="policy")
def edit(request: HttpRequest, branch: UUID, policy: UUID, body: RowsIn) -> HttpResponse:
    """Put other rows in a draft; rows with faults are kept, and told."""
    rows = tuple(
        Row(
            tuple(each.cells),
            tuple(each.results),
            {str(language): said for language, said in each.why.items()},
            each.locked,
            tuple(map(tuple, each.may)),
        )
        for each in body.rows
    )
    return _done(request, actions.edit, branch, policy, rows=rows)


class DmnIn(Schema, extra="forbid"):
    """A file's text, whatever encoding the file had."""

    text: Annotated[str, Field(min_length=1, max_length=MOST_BYTES)]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/import", PolicyNow, sees="policy")
def import_(request: HttpRequest, branch: UUID, policy: UUID, body: DmnIn) -> HttpResponse:
    """Put the rows of a DMN file in a draft."""
    return _done(request, actions.import_dmn, branch, policy, text=body.text)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/try", Tried, sees="policy")
def try_(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Try a draft on what its table decided in the last four weeks."""
    return _done(request, actions.try_on_past, branch, policy)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/submit", PolicyNow, sees="policy")
def submit(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Let a whole and tried draft wait for approval."""
    return _done(request, actions.submit, branch, policy)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/take-back", PolicyNow, sees="policy")
def take_back(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """Work on a draft again that waits for approval."""
    return _done(request, actions.take_back, branch, policy)


class Returning(Schema, extra="forbid"):
    """Why it is returned."""

    reason: Literal["effect_unclear", "words_unclear", "too_broad", "not_now", "other"]


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/return", PolicyNow, sees="policy")
def return_(request: HttpRequest, branch: UUID, policy: UUID, body: Returning) -> HttpResponse:
    """Give it back to its editors."""
    return _done(request, actions.return_, branch, policy, reason=body.reason)


class Approving(Schema, extra="forbid"):
    """From when it is in force; absent: from now. A table of lines: from the next day's begin."""

    live_from: AwareDatetime | None = None


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/approve", PolicyNow, sees="policy")
def approve(request: HttpRequest, branch: UUID, policy: UUID, body: Approving) -> HttpResponse:
    """Approve what somebody else made."""
    return _done(request, actions.approve, branch, policy, live_from=body.live_from)


@verb(router, "/branches/{uuid:branch}/policies/{uuid:policy}/roll-back", PolicyNow, sees="policy")
def roll_back(request: HttpRequest, branch: UUID, policy: UUID) -> HttpResponse:
    """End an approved version: the one before it is in force again."""
    return _done(request, actions.roll_back, branch, policy)


def _done(
    request: HttpRequest,
    verb_: Callable[..., object],
    branch: UUID,
    policy: UUID,
    **more: Any,
) -> HttpResponse:
    return carry_out(
        request,
        verb_,
        branch_id=branch,
        policy_id=policy,
        seen=seen(request),
        **more,
    )


# -------------------------------------------------------------------------- reading


def _version_with_rows(branch: UUID, kind: Kind, number: int) -> tuple[VersionOf, Sequence[Row]]:
    told = _table(branch, kind)
    found = next((each for each in told.versions if each.number == number), None)
    if found is None:
        raise Refused("unknown_policy")
    if found.id is None:
        return found, STARTS[kind.name].rows
    return found, look(branch, rows_read(branch, found.id))[0][0]


def _table(branch: UUID, kind: Kind) -> TableOf:
    versions, people, approved = look(
        branch, policies_read(branch, kind.name), people_read(branch), approved_read(branch)
    )
    names = {person.id: person.name for person in people}
    now = now_in(branch)
    told = [_version(each, versions, names, now) for each in reversed(versions)]
    bank = bank_in_force(approved, kind.name, now)
    live = any(each.state is Phase.LIVE for each in told)
    return TableOf(
        kind.name,
        kind.hit.value,
        kind.changes.value,
        tuple(_input(clause) for clause in kind.clauses),
        tuple(Output(result.name, result.codes) for result in kind.results),
        (*told, _start(live=not live and bank is None)),
        bank.number if bank else None,
    )


def _row(row: Row) -> RowOf:
    return RowOf(row.cells, row.results, row.why, row.locked, row.may)


def _input(clause: Clause) -> Input:
    return Input(clause.name, clause.codes, clause.grid.value if clause.grid else ())


def _beyond(branch: UUID, table: Table) -> list[Problem]:
    """Where a version of the branch goes beyond what head office opens."""
    if plan_of(branch).is_head_office:
        return []
    (approved,) = look(branch, approved_read(branch))
    bank = bank_in_force(approved, table.kind.name, now_in(branch))
    if bank is None:
        return []
    (rows,) = look(branch, issued_rows_read(bank.id))[0]
    theirs = made(table.kind, bank.number, rows, bank=True).table
    return [
        Problem(each.row, "", Refused("beyond_the_bank", row=each.row, bank_row=each.bank_row))
        for each in beyond(theirs, table)
    ]


def _start(*, live: bool) -> VersionOf:
    state = Phase.LIVE if live else Phase.RETIRED
    return VersionOf(None, 0, state, 0, (), None, None, None, 0)


def _version(
    row: PolicyRow, versions: Sequence[PolicyRow], names: Mapping[UUID, str], now: datetime
) -> VersionOf:
    return VersionOf(
        row.id,
        row.number,
        phase_of(row, versions, now),
        row.faults,
        tuple(sorted(names.get(each, "") for each in row.editors)),
        names.get(row.approved_by) if row.approved_by else None,
        row.reason or None,
        row.live_from,
        row.version,
    )


def _problem(each: Problem, language: Language) -> ProblemOf:
    return ProblemOf(each.row, each.column, each.refused.code, say(each.refused, language))


def _finding(kind: Kind, each: Finding) -> FindingOf:
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
