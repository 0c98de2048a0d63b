"""The table of order: what it may say, and what no version of it may."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from cast import ordered
from tingtang.bank.policy.rules.checking import Fault, findings
from tingtang.bank.policy.rules.dmn import read_dmn, write_dmn
from tingtang.bank.policy.rules.kinds.order import ORDER, ORDER_ROWS
from tingtang.bank.policy.rules.tables import Row, Table, read_table

CARE, VIP, BOOKED, ORDINARY = ORDER_ROWS


def problems_of(rows: Sequence[Row]) -> list[tuple[int, str, str]]:
    return [(p.row, p.column, p.refused.code) for p in read_table(ORDER, rows)[1]]


def table_of(rows: Sequence[Row]) -> Table:
    table, problems = read_table(ORDER, rows)
    assert table is not None, problems
    return table


def test_emergency_is_no_matter_of_a_table() -> None:
    assert "emergency" not in ORDER.clauses[0].codes


@pytest.mark.parametrize("line", ["care", "vip", "booked", "ordinary"])
def test_nobody_waits_without_gaining(line: str) -> None:
    ((row, column, code),) = problems_of(ordered(**{line: {"rate": "0"}}))
    assert (ORDER_ROWS[row - 1].cells, column, code) == (
        (f'"{line}"',),
        "rate",
        "cell_unknown_code",
    )


@pytest.mark.parametrize("line", ["care", "vip", "booked", "ordinary"])
def test_nobody_is_called_before_all_for_never_being_overtaken(line: str) -> None:
    ((_, column, code),) = problems_of(ordered(**{line: {"overtakes": "0"}}))
    assert (column, code) == ("overtakes", "cell_unknown_code")


@pytest.mark.parametrize(
    ("line", "result", "code"),
    [
        ("ordinary", "overtakes", "none"),
        ("ordinary", "priority", "2"),
        ("ordinary", "rate", "1.25"),
        ("care", "priority", "2"),
        ("care", "rate", "0.75"),
    ],
)
def test_no_version_leaves_what_law_and_fairness_demand(line: str, result: str, code: str) -> None:
    rows = ordered(**{line: {result: code}})
    number = next(n for n, row in enumerate(rows, start=1) if row.cells == (f'"{line}"',))
    assert problems_of(rows) == [(number, result, "result_beyond_limit")]


def test_nor_may_a_bank_leave_it_to_its_branches() -> None:
    endless = ("3", "1", "none", "30")
    rows = (CARE, VIP, BOOKED, replace(ORDINARY, may=(endless,)))
    assert problems_of(rows) == [(4, "overtakes", "result_beyond_limit")]


def test_care_and_ordinary_share_no_row() -> None:
    both = replace(ORDINARY, cells=('"care", "ordinary"',))
    assert {code for _, _, code in problems_of((both, VIP, BOOKED))} == {"result_beyond_limit"}


def test_the_refusal_says_what_may_stand_there() -> None:
    (problem,) = read_table(ORDER, ordered(care={"rate": "0.5"}))[1]
    assert problem.refused.facts == {
        "cell": "0.5",
        "case": "care",
        "codes": "1, 1.25, 1.5, 1.75, 2, 2.5, 3, 4, 5, 10",
    }


def test_a_gap_is_mended_only_by_a_row_that_may_be_widened() -> None:
    (gap,) = findings(table_of((CARE, VIP, ORDINARY)))
    assert (gap.fault, gap.box) == (Fault.GAP, ('"booked"',))
    assert gap.mend is not None
    (gap,) = findings(table_of((CARE, VIP, BOOKED)))
    assert (gap.fault, gap.box, gap.mend) == (Fault.GAP, ('"ordinary"',), None)


def test_two_rows_for_a_line_overlap() -> None:
    wide = replace(BOOKED, cells=('"vip", "booked"',))
    (overlap,) = findings(table_of((CARE, VIP, wide, ORDINARY)))
    assert (overlap.fault, overlap.rows) == (Fault.OVERLAP, (2, 3))


def test_it_leaves_and_comes_as_dmn() -> None:
    rows = ordered(vip={"overtakes": "8"}, ordinary={"longest_wait": "20"})
    text = write_dmn(ORDER, 1, rows)
    assert 'hitPolicy="UNIQUE"' in text
    assert read_dmn(ORDER, text) == (rows, [])
