"""DMN files: nothing is lost in ours, and those of other tools are read."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings

from bank.policy.random_tables import tables
from tingtang.bank.policy.rules.dmn import read_dmn, write_dmn
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.tables import Kind, Problem, Row, Table, read_table
from tingtang.kernel.words import say

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
    law, pay, _, choose = STARTS["cash"].rows
    odd = replace(
        pay, cells=("maybe", ">= x", "a & b < c", '"'), results=('"so"',), why={"en": "1 < 2"}
    )
    wrong_law = replace(law, results=("pay",))
    assert read_dmn(CASH, written(CASH, [wrong_law, odd, choose]))[0] == (wrong_law, odd, choose)


def test_what_is_left_to_branches_is_that_of_the_row_that_means_the_same() -> None:
    """Where the file says nothing of it: else a tool that drops annotations would close it."""
    law, pay, _, choose = STARTS["cash"].rows
    opened = replace(choose, may=(("pay",),))
    text = written(CASH, [law, pay, choose])
    dropped = "".join(line for line in text.splitlines(True) if 'name="may"' not in line)
    for text_of, kept in ((text, ()), (dropped, (("pay",),))):
        rows, _ = read_dmn(CASH, text_of, known=[opened])
        assert rows is not None
        assert rows[2].may == kept


@pytest.mark.parametrize(
    "said", ["pay", '"pay"', "[1]", '["pay"]', "[[1]]", "[[null]]", "[" * 50_000, str([["a"]] * 21)]
)
def test_what_is_left_to_branches_is_a_list_of_lists(said: str) -> None:
    law, pay, _, choose = STARTS["cash"].rows
    text = written(CASH, [law, pay, replace(choose, may=(("pay",),))])
    _, problems = read_dmn(CASH, text.replace('[["pay"]]', said.replace("'", '"')))
    assert told(problems) == [(3, "may", "dmn_may_not_understood")]
    assert "{" not in say(problems[0].refused, "zh-Hans")


def test_what_xml_has_no_character_for_is_marked_and_breaks_nothing() -> None:
    choose = replace(STARTS["cash"].rows[2], why={"en": "a\uffffb"})
    rows, _ = read_dmn(CASH, written(CASH, [choose]))
    assert rows is not None
    assert rows[0].why == {"en": "a\ufffdb"}


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
        <d:inputEntry><d:text>"part"</d:text></d:inputEntry>
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
    law, pay, _, choose = STARTS["cash"].rows
    rows, problems = read_dmn(CASH, OTHERS, known=STARTS["cash"].rows)
    assert (problems, rows) == (
        [],
        (
            replace(law, cells=('"yes"', "", "", "-")),
            replace(pay, cells=("-", "-", "-", 'not("part", "none")')),
            Row(("-", "-", "-", '"part"'), ("choose",), {}),  # nobody knows this one
        ),
    )
    assert rows is not None
    assert rows[2].cells != choose.cells
    _, faults = read_table(CASH, rows)
    assert told(faults) == [(3, "why", "row_without_words")]


def test_the_law_has_its_words_even_if_nobody_knows_the_others() -> None:
    rows, _ = read_dmn(CASH, OTHERS)
    assert rows is not None
    assert [each.why for each in rows[:2]] == [each.why for each in STARTS["cash"].rows[:2]]
    assert rows[2].why == {}


def test_words_in_the_file_go_before_those_that_are_known() -> None:
    law, pay, _, choose = STARTS["cash"].rows
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
