"""Decision tables in DMN's terms: what a kind of table asks and answers, and its rows.

Reference
---------
OMG, Decision Model and Notation 1.3, chapter 8 (hit policies unique and first, unary tests).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cached_property

from tingtang.bank.policy.rules.cells import ANY, read_cell, write_cell
from tingtang.bank.policy.rules.clauses import Clause, Mask, Result, Value
from tingtang.kernel.refused import Refused

MOST_ROWS = 200
MOST_IN_A_CELL = 400  # characters
MOST_IN_A_SENTENCE = 200
MOST_TO_CHOOSE = 20  # other results that a bank leaves to its branches, in a row
Words = Mapping[str, str]


class Hit(StrEnum):
    """Which row decides: the only one that fits, or the first."""

    UNIQUE = "unique"
    FIRST = "first"


class Changes(StrEnum):
    """When a version comes in force: at its time, or before the first numbers of a day."""

    ANY_TIME = "any_time"
    DAY_BREAK = "day_break"


@dataclass(frozen=True, slots=True)
class Row:
    """One rule: a cell for each clause, a code for each result, and why, in words that a customer
    could be shown. A locked row is the law's: no version is without it. `may`: in a bank's version,
    the other results that a branch may choose in this row's cases.
    """

    cells: tuple[str, ...]
    results: tuple[str, ...]
    why: Words
    locked: bool = False
    may: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Limit:
    """What the law or fairness demands without saying which: a row that fits any case of `cells`
    has one of `codes` for `result`.
    """

    cells: tuple[str, ...]
    result: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Kind:
    """What all versions of one table share.

    A `carried` table is asked by every reading of the hall: a process carries the version of the
    day along with the branch's plan, and no entry keeps what it was asked. `otherwise` is what a
    version says of cases that nobody asked about when it was approved. `leads`: the places to which
    a result's code leads, for those that lead to any.
    """

    name: str
    hit: Hit
    clauses: tuple[Clause, ...]
    results: tuple[Result, ...]
    locked: tuple[Row, ...] = ()
    limits: tuple[Limit, ...] = ()
    changes: Changes = Changes.ANY_TIME
    carried: bool = False
    otherwise: Row | None = None
    leads: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def leads_to(self, row: Row) -> frozenset[str]:
        """The places to which a row leads; none: it leads nowhere, or anywhere."""
        return frozenset[str]().union(*(self.leads.get(code, ()) for code in row.results))

    @cached_property
    def cases(self) -> int:
        """How many cases there are: the product of the clauses' atoms."""
        cases = 1
        for clause in self.clauses:
            cases *= clause.atoms
        return cases

    def limits_of(self, masks: Sequence[Mask]) -> Iterator[Limit]:
        """What limits a row that fits these atoms."""
        for limit in self.limits:
            tests = map(read_cell, self.clauses, limit.cells)
            if all(mask & test for mask, test in zip(masks, tests, strict=True)):
                yield limit

    def allows(self, masks: Sequence[Mask], row: Row) -> bool:
        """Whether a row with these atoms could have the row's results, and leave what it leaves."""
        names = [result.name for result in self.results]
        return all(
            results[names.index(limit.result)] in limit.codes
            for limit in self.limits_of(masks)
            for results in (row.results, *row.may)
        )

    def case(self, values: Mapping[str, Value]) -> tuple[int, ...]:
        """The atoms of one case, clause by clause."""
        return tuple([clause.atom(values[clause.name]) for clause in self.clauses])

    def kept(self, case: Sequence[int]) -> dict[str, Value]:
        """A case as a decision keeps it: codes, and the lower ends of bands."""
        return {c.name: c.named(atom) for c, atom in zip(self.clauses, case, strict=True)}


def because(kind: Kind, row: Row, inputs: Mapping[str, Value]) -> dict[str, Value]:
    """What the row that decided asks about, as it was: the reason, for staff."""
    asked = zip(kind.clauses, row.cells, strict=True)
    return {clause.name: inputs[clause.name] for clause, cell in asked if cell != ANY}


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong at one place of a draft: `row` counts from 1 (0: the table), `column` names a
    clause or a result.
    """

    row: int
    column: str
    refused: Refused


@dataclass(frozen=True)
class Table:
    """Rows of a kind, read: `masks` holds the atoms of each row's cells. `silent`: the last row is
    the kind's `otherwise`, which nobody of the version has said.
    """

    kind: Kind
    rows: tuple[Row, ...]
    masks: tuple[tuple[Mask, ...], ...]
    silent: bool = False


def read_table(kind: Kind, rows: Sequence[Row]) -> tuple[Table | None, list[Problem]]:
    """The table, or every problem of its cells, results and locked rows."""
    problems = _of_the_whole(kind, rows)
    masks: list[tuple[Mask, ...]] = []
    for number, row in enumerate(rows, start=1):
        masks.append(_masks(kind, number, row, problems))
    if problems:
        return None, problems
    read = tuple(
        Row(
            tuple(write_cell(c, m) for c, m in zip(kind.clauses, fits, strict=True)),
            row.results,
            row.why,
            row.locked,
            row.may,
        )
        for row, fits in zip(rows, masks, strict=True)
    )
    return Table(kind, read, tuple(masks)), []


def meant(kind: Kind, row: Row) -> Row:
    """The row with the canonical text of each cell, so that rows which mean the same are equal; a
    cell that can't be read stays as it is.
    """
    if len(row.cells) != len(kind.clauses):
        return row
    return replace(row, cells=tuple(map(_canonical, kind.clauses, row.cells)))


def mean_the_same(kind: Kind, rows: Sequence[Row], others: Sequence[Row]) -> bool:
    """Whether rows say what others say, in the same order, however their cells are typed."""
    return [meant(kind, row) for row in rows] == [meant(kind, row) for row in others]


def grown(kind: Kind, rows: Sequence[Row]) -> tuple[Row, ...]:
    """Rows that were approved before the kind asked all that it asks today: of what they didn't ask
    they take any value, behind the rows of today's law.
    """
    more = (ANY,) * (len(kind.clauses) - max((len(row.cells) for row in rows), default=0))
    if not more:
        return tuple(rows)
    law = {meant(kind, row).cells for row in kind.locked}
    full = (meant(kind, replace(row, cells=(*row.cells, *more))) for row in rows)
    return (*kind.locked, *(row for row in full if not (row.locked and row.cells in law)))


def _canonical(clause: Clause, cell: str) -> str:
    try:
        return write_cell(clause, read_cell(clause, cell))
    except Refused:
        return cell


def _of_the_whole(kind: Kind, rows: Sequence[Row]) -> list[Problem]:
    problems = []
    if not rows:
        problems.append(Problem(0, "", Refused("table_empty")))
    if len(rows) > MOST_ROWS:
        problems.append(Problem(0, "", Refused("table_too_long", most=MOST_ROWS)))
    law = [meant(kind, row) for row in kind.locked]
    first = [meant(kind, row) for row in rows[: len(law)]]
    if first != law or any(row.locked for row in rows[len(law) :]):
        problems.append(Problem(1, "", Refused("locked_rows_changed", rows=len(kind.locked))))
    return problems


def _of_results(
    kind: Kind, number: int, results: Sequence[str], *, locked: bool
) -> Iterator[Problem]:
    if len(results) != len(kind.results):
        yield Problem(number, "", Refused("row_incomplete"))
        return
    for result, code in zip(kind.results, results, strict=True):
        if code not in result.codes:
            unknown = Refused("cell_unknown_code", cell=code, codes=", ".join(result.codes))
            yield Problem(number, result.name, unknown)
        elif code in result.by_law and not locked:
            yield Problem(number, result.name, Refused("result_by_law", cell=code))


def _beyond_limits(
    kind: Kind, number: int, masks: Sequence[Mask], results: Sequence[str]
) -> Iterator[Problem]:
    chosen = {result.name: code for result, code in zip(kind.results, results, strict=True)}
    known = {result.name: result.codes for result in kind.results}
    for limit in kind.limits_of(masks):
        code = chosen[limit.result]
        if code in known[limit.result] and code not in limit.codes:
            case = ", ".join(cell.strip('"') for cell in limit.cells if cell != ANY)
            codes = ", ".join(limit.codes)
            beyond = Refused("result_beyond_limit", cell=code, case=case, codes=codes)
            yield Problem(number, limit.result, beyond)


def _masks(kind: Kind, number: int, row: Row, problems: list[Problem]) -> tuple[Mask, ...]:
    if len(row.cells) != len(kind.clauses):
        problems.append(Problem(number, "", Refused("row_incomplete")))
        return ()
    masks = []
    for clause, cell in zip(kind.clauses, row.cells, strict=True):
        try:
            masks.append(read_cell(clause, cell))
        except Refused as refused:
            problems.append(Problem(number, clause.name, refused))
    for results in (row.results, *row.may):
        problems += _of_results(kind, number, results, locked=row.locked)
        if len(masks) == len(kind.clauses) and len(results) == len(kind.results):
            problems += _beyond_limits(kind, number, masks, results)
    if not all(row.why.get(language, "").strip() for language in ("zh-Hans", "zh-Hant", "en")):
        problems.append(Problem(number, "why", Refused("row_without_words")))
    return tuple(masks)
