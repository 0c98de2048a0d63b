"""`tingtang branch`: what the hall goes by, told and set at the terminal."""

import json

import pytest

from cast import Cast
from tingtang.bank.branch.queries import reread_plan
from tingtang.bank.branch.rules import PARAMETERS
from tingtang.kernel.words import catalogue
from tingtang.ledger.verify import walk

from .conftest import Command


def value(branch: Cast, name: str) -> int:
    return reread_plan(branch.branch).parameters[name]


def test_the_table_has_a_line_for_each_with_value_default_and_bounds(
    tingtang: Command, code: str
) -> None:
    tingtang("branch", "set", "recall_gap_s", 20, "--branch", code)
    said = tingtang("branch", "parameters", "--branch", code)
    assert (said.code, said.err) == (0, "")
    rows = {line.split()[0]: line for line in said.out.splitlines() if line.strip()}
    for name, bounds in PARAMETERS.items():
        now = 20 if name == "recall_gap_s" else bounds.default
        words = [now, bounds.default, bounds.least, bounds.most, bounds.unit]
        assert rows[name].split()[1:6] == [str(word) for word in words]
        assert rows[name].endswith(catalogue("en")[f"where.{name}"])


def test_as_json_it_is_one_object(tingtang: Command, branch: Cast, code: str) -> None:
    tingtang("branch", "set", "recalls", 2, "--branch", code)
    told = json.loads(tingtang("branch", "parameters", "--branch", code, "--json").out)
    assert (told["branch"], told["version"]) == (code, reread_plan(branch.branch).version)
    assert [each["name"] for each in told["parameters"]] == [*PARAMETERS]
    recalls = next(each for each in told["parameters"] if each["name"] == "recalls")
    assert (recalls["value"], recalls["least"], recalls["most"]) == (2, 1, 5)
    assert (recalls["set_by"], bool(recalls["set_at"])) == (None, True)


def test_setting_tells_what_it_is_now(tingtang: Command, branch: Cast, code: str) -> None:
    said = tingtang("branch", "set", "recall_gap_s", 20, "--branch", code, "--json")
    assert (said.code, said.err) == (0, "")
    version = reread_plan(branch.branch).version
    assert json.loads(said.out) == {
        "branch": code,
        "name": "recall_gap_s",
        "value": 20,
        "version": version,
    }
    assert value(branch, "recall_gap_s") == 20


def test_a_discipline_by_its_name(tingtang: Command, branch: Cast, code: str) -> None:
    assert tingtang("branch", "set", "discipline", "accumulating", "--branch", code).code == 0
    assert reread_plan(branch.branch).discipline == "accumulating"


WRONG = {
    ("recal_gap_s", "20"): "NAME: there is no parameter recal_gap_s; did you mean recall_gap_s?",
    ("白", "20"): "NAME: there is no parameter 白; see: tingtang branch parameters",
    ("recalls", "three"): "VALUE: three is not a whole number from 1 to 5 (times)",
    ("recalls", "2.5"): "VALUE: 2.5 is not a whole number from 1 to 5 (times)",
    ("recalls", "9"): "recalls: “Most recalls of a number” must be between 1 and 5; it is 9.",
    ("ordinary_overtakes", "5"): "NAME: ordinary_overtakes is said by the table of order: draft a "
    "version of it in the office (规则, 叫号次序)",
    ("discipline", "fair"): "VALUE: fair is not a whole number from 0 to 2 (discipline), "
    "or one of strict, priority, accumulating",
}


@pytest.mark.parametrize("given", WRONG, ids=" ".join)
def test_what_is_wrong_is_said_in_one_line_with_the_mend(
    tingtang: Command, branch: Cast, code: str, given: tuple[str, str]
) -> None:
    before = walk(branch.branch, []).entries
    said = tingtang("branch", "set", *given, "--branch", code)
    assert (said.code, said.out) == (2, "")
    assert said.err == f"tingtang: {WRONG[given]}\n"
    assert walk(branch.branch, []).entries == before


def test_an_unknown_branch_is_said(tingtang: Command, code: str) -> None:
    for words in (("parameters",), ("set", "recalls", "2")):
        said = tingtang("branch", *words, "--branch", "nowhere")
        assert said.code == 2
        assert said.err.startswith("tingtang: --branch: there is no branch nowhere")
