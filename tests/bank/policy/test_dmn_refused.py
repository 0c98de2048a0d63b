"""DMN files that are none, or not this table's: refused by row and column."""

from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tingtang.bank.policy.rules.dmn import MOST_BYTES, read_dmn, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.tables import Problem
from tingtang.kernel.words import LANGUAGES, say


def told(problems: Sequence[Problem]) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.refused.code) for each in problems]


CASH = KINDS["cash"]
CASH_FILE = write_dmn(CASH, 7, STARTS["cash"].rows)
LINE_FILE = write_dmn(KINDS["line"], 0, STARTS["line"].rows)
RULE = CASH_FILE[CASH_FILE.index("<rule ") : CASH_FILE.index("</rule>") + len("</rule>")]
ROOT = "<definitions"
BOMB = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def with_doctype(declared: str) -> str:
    body = CASH_FILE.replace("<text>large</text>", "<text>&l9;</text>")
    return body.replace(ROOT, f"<!DOCTYPE definitions {declared}>{ROOT}", 1)


REFUSED = {
    "not xml": ("{}", [(0, "", "dmn_not_xml")]),
    "cut off": (CASH_FILE[:3000], [(0, "", "dmn_not_xml")]),
    "half a character": (f"{CASH_FILE}\ud800", [(0, "", "dmn_not_xml")]),
    "expanding": (with_doctype(f'[<!ENTITY l0 "lol">{BOMB}]'), [(0, "", "dmn_with_dtd")]),
    "our files": (
        with_doctype('[<!ENTITY l9 SYSTEM "file:///etc/passwd">]'),
        [(0, "", "dmn_with_dtd")],
    ),
    "calling out": (
        with_doctype('SYSTEM "http://127.0.0.1:9/x.dtd"'),
        [(0, "", "dmn_with_dtd")],
    ),
    "an unknown entity": (
        CASH_FILE.replace("<text>large</text>", "<text>&l9;</text>"),
        [(0, "", "dmn_not_xml")],
    ),
    "too large": (CASH_FILE + " " * MOST_BYTES, [(0, "", "too_large")]),
    "too large in bytes": (
        CASH_FILE + "<!--" + "厅" * (MOST_BYTES // 3) + "-->",
        [(0, "", "too_large")],
    ),
    "no table": (
        CASH_FILE.replace("decisionTable", "literalExpression"),
        [(0, "", "dmn_no_table")],
    ),
    "not of dmn": (CASH_FILE.replace("20191111", "20990101"), [(0, "", "dmn_no_table")]),
    "another table": (LINE_FILE, [(0, "", "dmn_other_table")]),
    "two of a name": (
        CASH_FILE.replace(
            "<inputData",
            CASH_FILE[CASH_FILE.index("<decision ") : CASH_FILE.index("<inputData")] + "<inputData",
            1,
        ),
        [(0, "", "dmn_many_tables")],
    ),
    "another hit policy": (
        CASH_FILE.replace('hitPolicy="FIRST"', 'hitPolicy="COLLECT"'),
        [(0, "", "dmn_other_hit")],
    ),
    "no hit policy, which is unique": (
        CASH_FILE.replace(' hitPolicy="FIRST"', ""),
        [(0, "", "dmn_other_hit")],
    ),
    "an unknown column, so one is missing": (
        CASH_FILE.replace("large", "huge"),
        [(0, "huge", "dmn_column_unknown"), (0, "large", "dmn_column_missing")],
    ),
    "a column twice": (
        CASH_FILE.replace("large", "reserved"),
        [(0, "reserved", "dmn_column_twice"), (0, "large", "dmn_column_missing")],
    ),
    "another result": (
        CASH_FILE.replace('"action"', '"deed"'),
        [(0, "deed", "dmn_column_unknown"), (0, "action", "dmn_column_missing")],
    ),
    "words twice": (
        CASH_FILE.replace('name="why.zh-Hant"', 'name="why.en"'),
        [(0, "why.en", "dmn_column_twice")],
    ),
    "no rows": (
        CASH_FILE[: CASH_FILE.index("<rule ")] + CASH_FILE[CASH_FILE.rindex("</rule>") + 7 :],
        [(0, "", "table_empty")],
    ),
    "too many rows": (CASH_FILE.replace(RULE, RULE * 201), [(0, "", "table_too_long")]),
    "short rows": (
        CASH_FILE.replace("inputEntry", "entry", 2).replace("<outputEntry", "<note/><outputEntry"),
        [(1, "", "dmn_row_incomplete")],
    ),
    "a long cell and long words": (
        CASH_FILE.replace("<text>现在就为您办理。</text>", f"<text>{'长' * 201}</text>").replace(
            '<text>"pay"</text>', f"<text>{'p' * 401}</text>"
        ),
        [(2, "action", "dmn_text_too_long"), (2, "why.zh-Hans", "dmn_text_too_long")],
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_this_table_is_refused_by_row_and_column(name: str) -> None:
    text, wanted = REFUSED[name]
    rows, problems = read_dmn(CASH, text)
    assert (rows, told(problems)) == (None, wanted)
    for language in LANGUAGES:
        for each in problems:
            assert "{" not in say(each.refused, language)


def test_a_refusal_says_what_was_wanted() -> None:
    _, problems = read_dmn(CASH, CASH_FILE.replace("large", "huge"))
    facts = problems[0].refused.facts
    assert facts == {"column": "huge", "columns": "fraud_signs, large, reserved, cash"}
    _, problems = read_dmn(CASH, CASH_FILE[:3000])
    assert problems[0].refused.facts["line"] == CASH_FILE[:3000].count("\n") + 1


def test_a_file_made_to_be_slow_is_only_refused() -> None:
    deep = "<a>" * 100_000 + "</a>" * 100_000
    wide = CASH_FILE.replace('"enough"', " " * 900_000 + "x")  # no square of its length
    for text in (deep, CASH_FILE.replace("<rule ", deep + "<rule ", 1), wide):
        rows, problems = read_dmn(CASH, text)
        assert rows is not None or told(problems)


@settings(deadline=None)
@given(st.text(max_size=200) | st.binary(max_size=200).map(lambda raw: raw.decode("latin-1")))
def test_any_text_is_only_refused(text: str) -> None:
    rows, problems = read_dmn(CASH, text)
    assert rows is None
    assert len(problems) == 1


@settings(deadline=None)
@given(st.integers(0, len(CASH_FILE)), st.integers(0, 60), st.text(max_size=4))
def test_a_file_damaged_anywhere_is_read_or_refused(at: int, cut: int, put: str) -> None:
    rows, problems = read_dmn(CASH, CASH_FILE[:at] + put + CASH_FILE[at + cut :])
    assert (rows is None) == bool(problems)
    for each in rows or ():
        assert (len(each.cells), len(each.results)) == (4, 1)
