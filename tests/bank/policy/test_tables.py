"""Decision tables: cells, faults and decisions, beside a reading that tries every case."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.bank.policy.queries import made, start_of
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.cells import ANY, read_cell, write_cell
from tingtang.bank.policy.rules.checking import Fault, findings
from tingtang.bank.policy.rules.clauses import KNOWN, Clause, Grid, Mask, Result
from tingtang.bank.policy.rules.deciding import Undecided, compiled
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.kinds.guide import GUIDE, GUIDE_ROWS, PATHS
from tingtang.bank.policy.rules.kinds.sentence import MOMENTS, SENTENCE, SENTENCE_ROWS
from tingtang.bank.policy.rules.tables import Hit, Kind, Row, Table, grown, read_table
from tingtang.kernel.refused import Refused

WORDS = {"zh-Hans": "因为", "zh-Hant": "因為", "en": "because"}
BUSINESS = Clause("business", ("small_cash", "cash", "fees", "non_cash", "wealth"))
AMOUNT = Clause("amount", grid=Grid.YUAN)
CARE = Clause("care", KNOWN)
WAITING = Clause("waiting", grid=Grid.PEOPLE)
FREE = Clause("free", ("yes", "no"))
OFFER = Result("offer", ("yes", "no"))


def kind(*clauses: Clause, hit: Hit = Hit.UNIQUE, locked: tuple[Row, ...] = ()) -> Kind:
    return Kind("divert", hit, clauses, (OFFER,), locked)


def row(*cells: str, offer: str = "no", locked: bool = False) -> Row:
    return Row(cells, (offer,), WORDS, locked)


def table(of: Kind, *rows: Row) -> Table:
    read, problems = read_table(of, rows)
    assert read is not None, [(each.row, each.column, each.refused.code) for each in problems]
    return read


class TestCells:
    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("", "-"),
            ("-", "-"),
            ("≥ 5", ">= 5"),
            ("<5", "< 5"),
            ("≤ 4", "< 5"),
            ("> 4", ">= 5"),
            ("[5..8)", "[5..8)"),
            ("[5..7]", "[5..8)"),
            ("]4..8[", "[5..8)"),
            ("(4..8)", "[5..8)"),
            ("5 – 8", "[5..8)"),
            ("5至8", "[5..8)"),
            ("3", "3"),
            ("< 2, >= 5", "< 2, >= 5"),
            ("not(< 5)", ">= 5"),
            (">= 0", "-"),
        ],
    )
    def test_counts_as_people_type_them(self, typed: str, written: str) -> None:
        assert write_cell(WAITING, read_cell(WAITING, typed)) == written

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("20,000 – 50,000", "[20000..50000)"),
            ("< 20,000", "< 20000"),
            ("<2,000,>=1,000,000", "< 2000, >= 1000000"),
        ],
    )
    def test_amounts_with_separators(self, typed: str, written: str) -> None:
        assert write_cell(AMOUNT, read_cell(AMOUNT, typed)) == written

    @pytest.mark.parametrize(
        ("typed", "written"),
        [
            ("fees", '"fees"'),
            ('"fees", “cash”', '"cash", "fees"'),
            ('not("fees")', 'not("fees")'),
            ("not（fees，cash）", 'not("cash", "fees")'),
            ('"small_cash","cash","fees","non_cash"', 'not("wealth")'),
        ],
    )
    def test_codes(self, typed: str, written: str) -> None:
        assert write_cell(BUSINESS, read_cell(BUSINESS, typed)) == written

    @pytest.mark.parametrize(
        ("clause", "typed", "code"),
        [
            (BUSINESS, "gold", "cell_unknown_code"),
            (BUSINESS, "fees cash", "cell_unknown_code"),
            (WAITING, "many", "cell_not_understood"),
            (WAITING, "7", "cell_not_on_grid"),
            (WAITING, ">= -1", "cell_not_understood"),
            (WAITING, "[8..5)", "cell_fits_nothing"),
            (WAITING, "< 0", "cell_fits_nothing"),
            (AMOUNT, ">= 15000", "cell_not_on_grid"),
            (CARE, 'not("yes","no","unknown")', "cell_fits_nothing"),
        ],
    )
    def test_what_cannot_be_read_is_refused(self, clause: Clause, typed: str, code: str) -> None:
        with pytest.raises(Refused) as refused:
            read_cell(clause, typed)
        assert refused.value.code == code

    def test_the_grid_is_told_to_whoever_missed_it(self) -> None:
        with pytest.raises(Refused) as refused:
            read_cell(AMOUNT, ">= 15000")
        assert refused.value.facts == {"cell": 15_000, "below": 10_000, "above": 20_000}

    @given(st.sampled_from([BUSINESS, AMOUNT, CARE, WAITING, FREE]), st.data())
    def test_every_mask_is_written_and_read_back(self, clause: Clause, data: st.DataObject) -> None:
        mask = data.draw(st.integers(1, clause.every))
        assert read_cell(clause, write_cell(clause, mask)) == mask


def test_a_draft_with_bad_cells_names_each_place() -> None:
    law = row("-", "yes, unknown", locked=True)
    of = kind(BUSINESS, CARE, locked=(law,))
    rows = [
        row("gold", "maybe"),
        Row(("-",), ("no",), WORDS),
        Row(("-", "-"), ("perhaps",), {**WORDS, "en": " "}),
    ]
    read, problems = read_table(of, rows)
    assert read is None
    assert [(each.row, each.column, each.refused.code) for each in problems] == [
        (1, "", "locked_rows_changed"),
        (1, "business", "cell_unknown_code"),
        (1, "care", "cell_unknown_code"),
        (2, "", "row_incomplete"),
        (3, "offer", "cell_unknown_code"),
        (3, "why", "row_without_words"),
    ]


def diversion() -> tuple[Kind, list[Row]]:
    """Nine rows with a gap between the fourth and the fifth, and an overlap of the sixth and the
    seventh.
    """
    rows = [
        row("-", "-", "yes, unknown", "-", "-"),
        row("-", "-", "no", "-", "yes"),
        row("-", "-", "no", "< 5", "no"),
        row("small_cash", "< 20000", "no", ">= 5", "no", offer="yes"),
        row("small_cash", "20000 - 50000", "no", ">= 8", "no", offer="yes"),
        row("fees", "-", "no", ">= 5", "no", offer="yes"),
        row("fees, non_cash", "-", "no", ">= 5", "no", offer="yes"),
        row("cash, wealth", "-", "no", ">= 5", "no"),
        row("small_cash", ">= 50000", "no", ">= 5", "no"),
    ]
    return kind(BUSINESS, AMOUNT, CARE, WAITING, FREE), rows


def test_a_gap_and_an_overlap_are_shown_with_a_case_and_a_mend() -> None:
    of, rows = diversion()
    overlap, gap = findings(table(of, *rows))
    assert (overlap.fault, overlap.rows) == (Fault.OVERLAP, (6, 7))
    assert of.kept(overlap.case)["business"] == "fees"
    assert overlap.mend is not None
    assert (overlap.mend.row, overlap.mend.cell) == (7, '"non_cash"')
    assert (gap.fault, gap.rows) == (Fault.GAP, ())
    assert gap.box == ('"small_cash"', "[20000..50000)", '"no"', "[5..8)", '"no"')
    assert gap.mend is not None
    assert (gap.mend.row, gap.mend.column, gap.mend.cell) == (5, "waiting", ">= 5")


def test_the_mends_mend() -> None:
    of, rows = diversion()
    names = [clause.name for clause in of.clauses]
    while found := findings(table(of, *rows)):
        mend = found[0].mend
        assert mend is not None
        cells = list(rows[mend.row - 1].cells)
        cells[names.index(mend.column)] = mend.cell
        rows[mend.row - 1] = row(*cells)
    decide = compiled(table(of, *rows))
    assert all(decide(case) >= 0 for case in product(*(range(c.atoms) for c in of.clauses)))


def test_no_mend_touches_a_locked_row() -> None:
    law = row("yes", "-", locked=True)
    of = kind(CARE, FREE, locked=(law,))
    found = findings(table(of, law, row("no, unknown", "yes"), row("yes, no, unknown", "no")))
    (overlap,) = (each for each in found if each.fault is Fault.OVERLAP)
    assert overlap.mend is not None
    assert overlap.mend.row == 3


SMALL = (Clause("a", ("x", "y", "z")), Clause("b", grid=Grid.STRENGTH), Clause("c", ("yes", "no")))


@st.composite
def small_tables(draw: st.DrawFn) -> Table:
    of = kind(*SMALL, hit=draw(st.sampled_from(Hit)))
    cells = st.tuples(*(st.integers(1, clause.every) for clause in SMALL))
    masks: Sequence[tuple[Mask, ...]] = draw(st.lists(cells, min_size=1, max_size=6))
    rows = (
        row(*(write_cell(clause, mask) for clause, mask in zip(SMALL, each, strict=True)))
        for each in masks
    )
    return table(of, *rows)


def fitting(of: Table, case: Sequence[int]) -> list[int]:
    """The rows that fit a case, by looking into each cell."""
    return [
        number
        for number, masks in enumerate(of.masks)
        if all(mask >> atom & 1 for mask, atom in zip(masks, case, strict=True))
    ]


@settings(deadline=None)
@given(small_tables())
def test_faults_are_those_that_trying_every_case_finds(of: Table) -> None:
    cases = list(product(*(range(clause.atoms) for clause in SMALL)))
    hits = {case: fitting(of, case) for case in cases}
    found = findings(of)
    open_cases = {case for case, rows in hits.items() if not rows}
    gaps = [each for each in found if each.fault is Fault.GAP]
    in_gaps = {
        case
        for each in gaps
        for case in product(
            *(
                [a for a in range(clause.atoms) if read_cell(clause, cell) >> a & 1]
                for clause, cell in zip(SMALL, each.box, strict=True)
            )
        )
    }
    assert in_gaps == open_cases
    assert all(each.case in open_cases for each in gaps)
    never = {
        number + 1
        for number in range(len(of.rows))
        if all(min(rows) < number for rows in hits.values() if number in rows)
    }
    assert {each.rows[0] for each in found if each.fault is Fault.UNREACHABLE} == never
    if of.kind.hit is Hit.UNIQUE:
        pairs = {
            (one + 1, other + 1)
            for rows in hits.values()
            for one in rows
            for other in rows
            if one < other and other + 1 not in never
        }
        assert {each.rows for each in found if each.fault is Fault.OVERLAP} == pairs


@settings(deadline=None)
@given(small_tables())
def test_the_first_row_that_fits_decides(of: Table) -> None:
    decide = compiled(of)
    for case in product(*(range(clause.atoms) for clause in SMALL)):
        rows = fitting(of, case)
        if rows:
            assert decide(case) == rows[0]
        else:
            with pytest.raises(Undecided):
                decide(case)


def test_a_case_is_kept_as_bands() -> None:
    of = kind(BUSINESS, AMOUNT, CARE)
    case = of.case({"business": "fees", "amount": 23_456, "care": "unknown"})
    assert of.kept(case) == {"business": "fees", "amount": 20_000, "care": "unknown"}


class TestWhatABankStartsWith:
    @pytest.mark.parametrize("name", KINDS)
    def test_every_case_is_decided_by_rows_that_all_decide_something(self, name: str) -> None:
        assert findings(STARTS[name]) == []

    @pytest.mark.parametrize("name", KINDS)
    def test_it_is_a_table_however_its_cells_are_written(self, name: str) -> None:
        start = STARTS[name]
        table, problems = read_table(start.kind, start.rows)
        assert (table, problems) == (start, [])
        table, problems = read_table(
            start.kind, [*start.kind.locked, *start.rows[len(start.kind.locked) :]]
        )
        assert (table, problems) == (start, [])

    def test_the_law_is_what_its_rows_mean_and_say(self) -> None:
        care, free, *rest = STARTS["divert"].rows
        typed = replace(free, cells=("no", "no，unknown", "yes", "", "≥ 0", "-"))
        _, problems = read_table(STARTS["divert"].kind, [care, typed, *rest])
        assert problems == []
        for changed in (
            replace(free, cells=('"no"', '"no"', '"yes"', "-", "-", "-")),
            replace(free, cells=(*free.cells, "-")),
            replace(free, results=("offer", "smart")),
            replace(free, why={**free.why, "en": "Go to the machine."}),
            replace(free, locked=False),
        ):
            _, problems = read_table(STARTS["divert"].kind, [care, changed, *rest])
            assert "locked_rows_changed" in [each.refused.code for each in problems]
        for order in ([free, care, *rest], [care, *rest], [care, free, free, *rest]):
            _, problems = read_table(STARTS["divert"].kind, order)
            assert [each.refused.code for each in problems] == ["locked_rows_changed"]

    def test_only_the_banks_file_makes_a_vip(self) -> None:
        identify = STARTS["identify"]
        derived = replace(identify.rows[1], results=("vip",))
        rows = (identify.rows[0], derived, *identify.rows[2:])
        _, problems = read_table(identify.kind, rows)
        assert [(each.row, each.refused.code) for each in problems] == [(2, "result_by_law")]
        decide = compiled(identify)
        for case in product(*(range(clause.atoms) for clause in identify.kind.clauses)):
            found = identify.rows[decide(case)].results == ("vip",)
            assert found == (case[0] == 0)

    @pytest.mark.parametrize(
        ("table", "code"), [("line", "emergency"), ("line", "care"), ("cash", "check_fraud")]
    )
    def test_only_the_law_puts_first_or_holds_a_payment(self, table: str, code: str) -> None:
        own = STARTS[table]
        *rows, last = own.rows
        _, problems = read_table(own.kind, [*rows, replace(last, results=(code,))])
        assert [each.refused.code for each in problems] == ["result_by_law"]

    def test_where_there_is_enough_cash_it_is_paid(self) -> None:
        own = STARTS["cash"]
        fraud, _, *choose = own.rows
        _, problems = read_table(own.kind, [fraud, *choose])
        assert [each.refused.code for each in problems] == ["locked_rows_changed"]

    def test_nobody_protected_is_offered_another_place_unasked(self) -> None:
        divert = STARTS["divert"]
        decide = compiled(divert)
        for case in product(*(range(clause.atoms) for clause in divert.kind.clauses)):
            asked, protected, free = case[:3]
            if asked == 1 and (protected == 0 or free == 0):
                assert divert.rows[decide(case)].results[0] == "none"

    def test_cash_is_never_refused(self) -> None:
        assert set(STARTS["cash"].kind.results[0].codes) == {"pay", "choose", "check_fraud"}


def test_a_version_of_before_a_question_takes_any_answer_to_it_behind_the_law_of_today() -> None:
    before = [replace(row, cells=row.cells[:-1]) for row in GUIDE_ROWS if row.cells[-1] == ANY]
    table, problems = read_table(GUIDE, grown(GUIDE, before))
    assert (table is not None, problems) == (True, [])
    assert table is not None
    assert [row.locked for row in table.rows[:4]] == [True, True, True, False]
    assert table.rows == read_table(GUIDE, GUIDE_ROWS)[0].rows  # type: ignore[union-attr]
    assert grown(GUIDE, GUIDE_ROWS) == GUIDE_ROWS


#: The table of sentences as banks approved it before guidance had moments.
EARLIER = tuple(
    row for row in SENTENCE_ROWS if row.cells[0].strip('"') in MOMENTS[: MOMENTS.index(PATHS[0])]
)


def test_a_version_of_before_a_code_says_of_it_what_the_kind_says_otherwise() -> None:
    """And of everything else what it always said; a draft must say it itself."""
    earlier, today = made(SENTENCE, 1, EARLIER, bank=False), start_of(SENTENCE)
    assert earlier.table.silent
    assert not today.table.silent
    for case in product(*(range(clause.atoms) for clause in SENTENCE.clauses)):
        row = earlier.table.rows[earlier.decide(case)]
        if MOMENTS[case[0]] in {each.cells[0].strip('"') for each in EARLIER}:
            assert row.results == today.table.rows[today.decide(case)].results
        else:
            assert row == SENTENCE.otherwise
    draft, _ = read_table(SENTENCE, EARLIER)
    assert draft is not None
    assert {each.fault for each in findings(draft)} == {Fault.GAP}
    assert findings(STARTS["sentence"]) == []


def test_where_a_version_is_silent_it_neither_binds_nor_goes_beyond() -> None:
    earlier, today = made(SENTENCE, 1, EARLIER, bank=True).table, STARTS["sentence"]
    assert list(beyond(earlier, today)) == []
    assert list(beyond(today, earlier)) == []
    *others, last = EARLIER
    changed = made(SENTENCE, 2, (*others, replace(last, results=("none",))), bank=False).table
    assert [each.row for each in beyond(today, changed)] == [len(EARLIER)]
