"""Tables as files at the door: out of one branch and into another."""

from dataclasses import replace
from typing import Any

import pytest

from api.asking import Caller, Doors, branch_at_the_door, entries
from tingtang.bank.policy.rules.dmn import write_dmn
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.kernel.words import LANGUAGES

DIVERT = STARTS["divert"]
LONG_WORDS = dict.fromkeys(LANGUAGES, "长" * 200)


def drafted(doors: Doors, table: str = "divert") -> tuple[Caller, str, Any]:
    """An editor with a draft: its address, and what it is."""
    editor = doors.staff("operations_supervisor")
    draft = editor.done(doors.branch(f"tables/{table}/draft"))
    return editor, doors.branch(f"policies/{draft['id']}"), draft


def test_a_version_is_a_file_to_keep(stage: Doors) -> None:
    answer = stage.staff("hanliqun").get(stage.branch("tables/divert/0/dmn"))
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "application/xml"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="divert-0.dmn"'
    assert answer.raw.decode() == write_dmn(DIVERT.kind, 0, DIVERT.rows)


@pytest.mark.parametrize("at", ["tables/divert/1/dmn", "tables/gold/0/dmn"])
def test_what_there_is_not_is_no_file(at: str, stage: Doors) -> None:
    assert stage.staff("hanliqun").get(stage.branch(at)).status == 404


def test_out_of_one_branch_and_into_another(stage: Doors) -> None:
    editor, at, draft = drafted(stage)
    rows = editor.get(stage.branch("tables/divert/1")).body["rows"]
    rows[4]["cells"][4] = "< 10000"
    editor.done(f"{at}/edit", {"rows": rows}, match=draft["version"])
    text = editor.get(stage.branch("tables/divert/1/dmn")).raw.decode()

    other = branch_at_the_door()
    editor, at, draft = drafted(other)
    done = editor.done(f"{at}/import", {"text": text}, match=draft["version"])
    there = editor.get(other.branch("tables/divert/1")).body
    assert there["rows"] == rows
    assert done["faults"] == len(there["findings"]) == 1  # from 10,000 to 20,000 nobody decides
    assert there["version"]["editors"] == ["operations_supervisor"]
    stale = editor.post(f"{at}/import", {"text": text}, match=draft["version"])
    assert (stale.status, stale.code) == (412, "stale_screen")


def test_a_refusal_names_the_place_in_the_readers_language(stage: Doors) -> None:
    editor, at, _ = drafted(stage)
    text = write_dmn(DIVERT.kind, 0, DIVERT.rows).replace("<text>amount<", "<text>sum<")
    text = text.replace('label="amount"', 'label="sum"')
    before = entries(stage.cast)
    refused = editor.post(f"{at}/import", {"text": text})
    assert (refused.status, refused.code) == (422, "dmn_column_unknown")
    assert refused.body["where"] == "sum"
    assert refused.body["title"].startswith("This table has no column “sum”. Remove it, or name it")
    facts = {"row": 0, "problems": 2, "column": "sum"}
    assert {name: refused.body["facts"][name] for name in facts} == facts
    assert entries(stage.cast) == before


@pytest.mark.parametrize("by", ["json", "dmn"])
def test_a_table_of_two_hundred_rows_with_long_words_passes(by: str, stage: Doors) -> None:
    """The largest that may be typed is what the door lets through; a request more isn't read."""
    editor, at, _ = drafted(stage)
    law, free = (*DIVERT.rows[:2],), DIVERT.rows[4]
    rows = [*law, *[replace(free, why=LONG_WORDS)] * 198]
    if by == "dmn":
        answer = editor.post(f"{at}/import", {"text": write_dmn(DIVERT.kind, 1, rows)})
    else:
        body = [
            {"cells": list(r.cells), "results": list(r.results), "why": dict(r.why)}
            | {"locked": r.locked}
            for r in rows
        ]
        answer = editor.post(f"{at}/edit", {"rows": body})
    assert answer.status == 200, answer.body
    assert answer.body["faults"] == 50
