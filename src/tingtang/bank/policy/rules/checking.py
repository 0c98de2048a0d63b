"""Gaps, overlaps and rows that never decide: found exactly, each with one case.

All cases of a kind are numbered (the last clause counts fastest), and a set of cases is one whole
number with a bit for each. So a row, what is left open and what two rows share are sets, and every
question is a few operations on them; a kind of 40,000 cases is checked in milliseconds.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from tingtang.bank.policy.rules.cells import write_cell
from tingtang.bank.policy.rules.clauses import Mask
from tingtang.bank.policy.rules.tables import Hit, Kind, Row, Table, read_table

Cases = int
MOST_FINDINGS = 50


class Fault(StrEnum):
    """What a table can lack."""

    GAP = "gap"
    OVERLAP = "overlap"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Mend:
    """A change of one cell that removes a finding and brings no new one: `row` counts from 1."""

    row: int
    column: str
    cell: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault: the rows it is about (from 1), one `case` as atoms, and all its cases as the cells
    of a box.
    """

    fault: Fault
    rows: tuple[int, ...]
    case: tuple[int, ...]
    box: tuple[str, ...]
    mend: Mend | None


def findings(table: Table) -> list[Finding]:
    """All faults of a table, at most `MOST_FINDINGS`; none: it may be tried."""
    return [_finding(table, *each) for each in _first_faults(table)]


def count_faults(table: Table) -> int:
    """How many `findings` there are; without looking for mends, which takes far longer."""
    return sum(1 for _ in _first_faults(table))


def faults_of(kind: Kind, rows: Sequence[Row]) -> int:
    """How many problems and findings rows have, but for their words."""
    table, problems = read_table(kind, rows)
    return len(problems) if table is None else count_faults(table)


def _first_faults(table: Table) -> "Iterator[_Fault]":
    return islice(_faults(table.kind, table.masks), MOST_FINDINGS)


def completed(table: Table) -> Table:
    """A version in force, of a kind that has come to know more codes since: of those it says what
    the kind says otherwise. A draft is not completed, so that it must say something of its own.
    """
    kind, otherwise = table.kind, table.kind.otherwise
    if otherwise is None or not _left_open(kind, table.masks):
        return table
    every = tuple(clause.every for clause in kind.clauses)
    return Table(kind, (*table.rows, otherwise), (*table.masks, every), silent=True)


def _left_open(kind: Kind, rows: Sequence[Sequence[Mask]]) -> Cases:
    covered = 0
    for masks in rows:
        covered |= cases_of(kind, masks)
    return ((1 << kind.cases) - 1) & ~covered


def cases_of(kind: Kind, masks: Sequence[Mask]) -> Cases:
    """The cases that a row fits."""
    cases, stride = 1, 1
    for clause, mask in zip(reversed(kind.clauses), reversed(masks), strict=True):
        cases = _repeated(cases, stride, mask)
        stride *= clause.atoms
    return cases


def _repeated(cases: Cases, stride: int, mask: Mask) -> Cases:
    found, place = 0, 0
    while mask >> place:
        if mask >> place & 1:
            found |= cases << (place * stride)
        place += 1
    return found


_Fault = tuple[Fault, tuple[int, ...], Cases]


def _faults(kind: Kind, rows: Sequence[Sequence[Mask]]) -> Iterator[_Fault]:
    sets = [cases_of(kind, masks) for masks in rows]
    covered = 0
    for number, cases in enumerate(sets, start=1):
        if not cases & ~covered:
            yield Fault.UNREACHABLE, (number,), cases
        elif kind.hit is Hit.UNIQUE and cases & covered:
            yield from _overlaps(sets, number)
        covered |= cases
    left = ((1 << kind.cases) - 1) & ~covered
    while left:
        box = _box_within(kind, left)
        gap = cases_of(kind, box)
        yield Fault.GAP, (), gap
        left &= ~gap


def _overlaps(sets: Sequence[Cases], number: int) -> Iterator[_Fault]:
    for earlier in range(1, number):
        shared = sets[earlier - 1] & sets[number - 1]
        if shared:
            yield Fault.OVERLAP, (earlier, number), shared


def first_case(kind: Kind, cases: Cases) -> tuple[int, ...]:
    """The atoms of the first of some cases."""
    number = (cases & -cases).bit_length() - 1
    atoms = []
    for clause in reversed(kind.clauses):
        number, atom = divmod(number, clause.atoms)
        atoms.append(atom)
    return tuple(reversed(atoms))


def _box_within(kind: Kind, cases: Cases) -> list[Mask]:
    """A box around the first case that can't be made wider in any one clause."""
    box = [1 << atom for atom in first_case(kind, cases)]
    for place, clause in enumerate(kind.clauses):
        for atom in range(clause.atoms):
            wider = [*box]
            wider[place] |= 1 << atom
            if not cases_of(kind, wider) & ~cases:
                box = wider
    return box


def _finding(table: Table, fault: Fault, rows: tuple[int, ...], cases: Cases) -> Finding:
    kind = table.kind
    box = _box_within(kind, cases)
    cells = tuple(write_cell(c, m) for c, m in zip(kind.clauses, box, strict=True))
    mend = next(_mends(table, fault, rows, box), None)
    return Finding(fault, rows, first_case(kind, cases), cells, mend)


def _mends(
    table: Table, fault: Fault, rows: tuple[int, ...], box: Sequence[Mask]
) -> Iterator[Mend]:
    """Changes of one cell of a row that is not locked, after which there are fewer faults and none
    that was not there.
    """
    before = set(_faults(table.kind, table.masks))
    numbers = range(1, len(table.rows) + 1) if fault is Fault.GAP else reversed(rows)
    for number in numbers:
        if table.rows[number - 1].locked:
            continue
        for place, clause in enumerate(table.kind.clauses):
            old = table.masks[number - 1][place]
            new = old | box[place] if fault is Fault.GAP else old & ~box[place]
            if new in (old, 0):
                continue
            changed = [list(masks) for masks in table.masks]
            changed[number - 1][place] = new
            if table.kind.allows(changed[number - 1], table.rows[number - 1]) and _gapless(
                set(_faults(table.kind, changed)), before
            ):
                yield Mend(number, clause.name, write_cell(clause, new))


def _gapless(after: set[_Fault], before: set[_Fault]) -> bool:
    return len(after) < len(before) and {each[:2] for each in after} <= {
        each[:2] for each in before
    }
