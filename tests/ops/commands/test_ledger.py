"""`tingtang ledger anchor`, and `ledger verify` with what was printed by it."""

import json
from pathlib import Path

import psycopg
import pytest

from cast import MORNING, Cast, words
from ledger.test_chain import last, one_entry, rewrite
from tingtang.bank.branch.actions import found_branch, found_institution
from tingtang.bank.branch.queries import plan_of
from tingtang.kernel.words import LANGUAGES, catalogue
from tingtang.ledger.anchors import anchor_now, anchors_of

from .conftest import Command


@pytest.fixture
def day(branch: Cast) -> Cast:
    """The branch's day with some numbers."""
    branch.open_day()
    for _ in range(5):
        branch.ticket()
    return branch


def on_paper(tingtang: Command, code: str) -> str:
    """The text that is printed now."""
    said = tingtang("ledger", "anchor", "--branch", code, "--json")
    assert (said.code, said.err) == (0, "")
    return str(json.loads(said.out)["text"])


def forget(data: Path, branch: Cast) -> None:
    """Whoever cuts the ledger removes the folder's own anchors, too."""
    (data / "anchors" / f"{branch.branch}.jsonl").unlink()


def test_it_is_signed_now_and_told_on_one_screen(
    tingtang: Command, day: Cast, code: str, data: Path, migrator: psycopg.Connection
) -> None:
    said = tingtang("ledger", "anchor", "--branch", code)
    assert (said.code, said.err) == (0, "")
    (anchor,) = anchors_of(data, day.branch)
    assert anchor.signed
    lines = said.out.splitlines()
    assert len(lines) < 24
    rows = dict(line.split(": ", 1) for line in lines if ": " in line)
    said_as = catalogue("en")
    assert rows[said_as["anchor.date"]] == f"{plan_of(day.branch).day(day.at)}"
    assert rows[said_as["anchor.branch"]] == f"{code} {plan_of(day.branch).name['en']}"
    assert rows[said_as["anchor.sequence"]] == f"{last(migrator, day.branch)}"
    assert rows[said_as["anchor.hash"]].replace(" ", "") == anchor.hash.hex()
    fingerprint = rows[said_as["anchor.fingerprint"]].replace(" ", "")
    assert lines[-1].endswith(f"{anchor.hash.hex()}:{fingerprint}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_in_the_words_of_the_terminal(
    language: str, tingtang: Command, day: Cast, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    locale = {"zh-Hans": "zh_CN.UTF-8", "zh-Hant": "zh_TW.UTF-8", "en": "C.UTF-8"}[language]
    monkeypatch.setenv("LANG", locale)
    said_as = catalogue(language)  # type: ignore[arg-type]
    out = tingtang("ledger", "anchor", "--branch", code).out
    assert said_as["anchor.title"] in out
    assert said_as["anchor.fingerprint"] in out


def test_printed_twice_it_is_the_same(tingtang: Command, day: Cast, code: str) -> None:
    first = on_paper(tingtang, code)
    assert on_paper(tingtang, code) == first
    day.ticket()
    assert on_paper(tingtang, code) != first


def test_an_honest_ledger_fits_its_paper(tingtang: Command, day: Cast, code: str) -> None:
    """Also a long while later, and typed with blanks and capitals."""
    text = on_paper(tingtang, code)
    day.ticket()
    place, rest = text[: len(code) + 1], text[len(code) + 1 :]
    for typed in (text, place + rest.upper(), place + " ".join(rest)):
        said = tingtang("ledger", "verify", "--anchor", typed, "--json")
        assert said.code == 0, said.err
        told = json.loads(said.out)
        assert (told["first_broken"], told["anchors_checked"]) == (None, 2)


def test_a_cut_tail_is_found_by_the_paper_alone(
    tingtang: Command, day: Cast, code: str, data: Path, migrator: psycopg.Connection
) -> None:
    text = on_paper(tingtang, code)
    cut = last(migrator, day.branch) - 3
    migrator.execute(
        "delete from ledger_entry where branch_id = %s and sequence > %s", [day.branch, cut]
    )
    rewrite(migrator, day.branch)
    forget(data, day)
    assert tingtang("ledger", "verify", "--branch", code).code == 0
    said = tingtang("ledger", "verify", "--anchor", text)
    assert said.code == 1
    assert f"entry {cut + 1} is missing" in said.err


def test_a_ledger_written_anew_is_found_by_the_paper_alone(
    tingtang: Command, day: Cast, code: str, data: Path, migrator: psycopg.Connection
) -> None:
    text, head = on_paper(tingtang, code), last(migrator, day.branch)
    one_entry("actor = 'staff:somebody'", 5)(migrator, day.branch)
    rewrite(migrator, day.branch)
    forget(data, day)
    assert tingtang("ledger", "verify", "--branch", code).code == 0
    said = tingtang("ledger", "verify", "--anchor", text, "--json")
    assert said.code == 1
    assert json.loads(said.out)["first_broken"] == {
        "branch": str(day.branch),
        "sequence": head,
        "reason": "not_as_anchored",
    }


def test_what_was_mistyped_or_made_up_is_refused_not_called_broken(
    tingtang: Command, day: Cast, code: str
) -> None:
    text = on_paper(tingtang, code)
    _, sequence, taken_at, digest, fingerprint = text.split(":")
    other = "0" if digest[0] != "0" else "1"
    for parts, refusal in (
        ((code, sequence, taken_at, other + digest[1:], fingerprint), "anchor_unproven"),
        ((code, f"{int(sequence) - 1}", taken_at, digest, fingerprint), "anchor_unproven"),
        ((code, sequence, taken_at, digest, "0" * 16), "anchor_unproven"),
        ((code, sequence, taken_at, digest[1:], fingerprint), "anchor_unreadable"),
        ((code, sequence, "", digest, fingerprint), "anchor_unreadable"),
        ((code,), "anchor_unreadable"),
    ):
        said = tingtang("ledger", "verify", "--anchor", ":".join(parts), "--json")
        told = json.loads(said.err)
        assert (said.code, told["code"], told["where"]) == (2, refusal, "--anchor")
        assert told["message"] == catalogue("en")[refusal]


def test_the_paper_names_the_branch_by_itself(tingtang: Command, day: Cast, code: str) -> None:
    text = on_paper(tingtang, code)
    for more in (("--branch", code), ("--from", "2026-01-01"), ("--to", "2026-01-01")):
        said = tingtang("ledger", "verify", "--anchor", text, *more)
        assert (said.code, said.lines[0].startswith("tingtang: --anchor: ")) == (2, True)
    said = tingtang("ledger", "verify", "--anchor", text.replace(code, "nowhere"))
    assert (said.code, "there is no branch nowhere" in said.err) == (2, True)


def test_a_branch_without_entries_has_no_anchor(tingtang: Command, data: Path) -> None:
    institution = found_institution(name=words("空"), hotline="", demonstration=False)
    new = found_branch(
        institution_id=institution,
        code=str(institution),
        name=words("空"),
        kind="office",
        hours={},
        corporate_hours={},
        at=MORNING,
    )
    said = tingtang("ledger", "anchor", "--branch", institution, "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "nothing_recorded")
    assert anchors_of(data, new) == []


def test_a_forged_line_is_not_printed(day: Cast, data: Path) -> None:
    """Somebody writes the head into the folder with a time of their own: it's signed anew."""
    honest = anchor_now(day.branch)
    path = data / "anchors" / f"{day.branch}.jsonl"
    path.write_text(path.read_text().replace(f"{honest.taken_at}", f"{honest.taken_at - 1}"))
    again = anchor_now(day.branch)
    assert again.taken_at > honest.taken_at
    assert [each.signed for each in anchors_of(data, day.branch)] == [False, True]
