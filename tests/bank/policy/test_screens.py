"""The editor reads cells and tables as the server does, and has a word for every code."""

import re
from pathlib import Path

import pytest

from bank.policy.screen_examples import FILE, written
from tingtang.bank.policy.rules.kinds import KINDS

NUMBER = re.compile(r"\d+(\.\d+)?")  # is its own word
WORDS = Path(__file__).parents[3] / "web/office/policy/words"


def test_the_examples_that_the_web_is_tested_with_are_the_rules() -> None:
    assert FILE.read_text("utf-8") == written(), (
        "write them anew: PYTHONPATH=src:tests python -m bank.policy.write_screen_examples"
    )


@pytest.mark.parametrize("language", ["zh-hans", "zh-hant", "en"])
def test_every_table_clause_and_code_has_a_word(language: str) -> None:
    text = (WORDS / f"{language}.ts").read_text("utf-8") + (
        WORDS / f"codes-{language}.ts"
    ).read_text("utf-8")
    known = set(re.findall(r'^ {2}"?([\w.-]+)"?:', text, re.MULTILINE))
    missing = []
    for kind in KINDS.values():
        missing += [f"table.{kind.name}"] if f"table.{kind.name}" not in known else []
        for column in (*kind.clauses, *kind.results):
            if f"column.{column.name}" not in known:
                missing.append(f"column.{column.name}")
            missing += [
                f"{column.name}.{code}"
                for code in column.codes
                if not (NUMBER.fullmatch(code) or known & {f"{column.name}.{code}", f"code.{code}"})
            ]
    assert missing == []
