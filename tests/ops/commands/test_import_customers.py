"""Customers and holdings come in whole; every bad row is named, and nothing that stands in it."""

import csv
import io
import json
import random
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from openpyxl import Workbook

from bank.customer.invented import card, identity, row, rows
from bank.customer.people import bring, manager, somebody
from cast import Cast
from tingtang.bank.customer.queries import (
    HoldingRow,
    by_number_read,
    consents_read,
    holdings_read,
)
from tingtang.bank.customer.queries.sealed import bank_keys, opened
from tingtang.bank.customer.rules import NumberKind
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.ops.imports.bar import bar
from tingtang.ops.imports.customers import COLUMNS
from tingtang.ops.imports.holdings import COLUMNS as HELD

from .conftest import Command

Cells = dict[str, str]
_chance = random.Random(11)


def text(columns: Iterable[str], content: Iterable[Cells]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, [*columns])
    writer.writeheader()
    writer.writerows(content)
    return out.getvalue()


Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*content: Cells, columns: Iterable[str] = COLUMNS, encoding: str = "utf-8") -> Path:
        path = tmp_path / "file.csv"
        path.write_bytes(text(columns, content).encode(encoding))
        return path

    return write


def sheet(path: Path, content: Iterable[dict[str, Any]], columns: Iterable[str] = COLUMNS) -> Path:
    book = Workbook()
    page = book.active
    assert page
    page.append([*columns])
    for each in content:
        page.append([each[name] for name in columns])
    book.save(path)
    return path


def found(branch: Cast, number: str) -> Any:
    index = bank_keys().found_by(NumberKind.OWN, number)
    there = look(branch.branch, by_number_read(branch.branch, NumberKind.OWN, index))[0]
    return there[0] if there else None


def entries(branch: Cast) -> int:
    return walk(branch.branch, []).entries


class TestGood:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
    def test_csv(
        self, tingtang: Command, branch: Cast, code: str, write: Write, encoding: str
    ) -> None:
        manager(branch)
        content = [*rows(4, seed=random.randrange(10**9), rm="guqing")]
        said = tingtang("import", "customers", write(*content, encoding=encoding), "--branch", code)
        assert (said.code, said.err) == (0, "")
        for each in content:
            there = found(branch, each["customer"])
            person = opened(there, bank_keys())
            assert (person.name, person.phone) == (each["name"], each["phone"])
            assert person.address_form == each["address_form"]
            assert there.customer_class == each["class"]
            assert there.rm_id is not None
        third = found(branch, "C00000003").id
        phone, _ = look(branch.branch, consents_read(branch.branch, third))[0]
        assert phone.given_at.isoformat() == "2026-03-01T16:00:00+00:00"
        assert (phone.grant.reference, phone.grant.notice) == ("QY00000003", "2026-1")

    def test_xlsx(self, tingtang: Command, branch: Cast, code: str, tmp_path: Path) -> None:
        content = [*rows(3, seed=7)]
        path = sheet(tmp_path / "file.xlsx", content)
        assert tingtang("import", "customers", path, "--branch", code).code == 0
        assert found(branch, "C00000002")

    def test_the_same_file_again_changes_nothing(
        self, tingtang: Command, branch: Cast, code: str, write: Write
    ) -> None:
        path = write(*rows(5, seed=8))
        tingtang("import", "customers", path, "--branch", code)
        before = entries(branch)
        counts = json.loads(tingtang("import", "customers", path, "--branch", code, "--json").out)
        assert (counts["imported"], counts["unchanged"], entries(branch)) == (0, 5, before)

    def test_a_dry_run_writes_nothing_and_finds_the_same(
        self, tingtang: Command, branch: Cast, code: str, write: Write, migrator: psycopg.Connection
    ) -> None:
        path = write(*rows(5, seed=9))
        told = tingtang("import", "customers", path, "--branch", code, "--json", "--dry-run")
        counts = json.loads(told.out)
        assert (counts["imported"], counts["unchanged"]) == (5, 0)
        assert found(branch, "C00000001") is None
        left = migrator.execute(
            "select count(*) from bank_customer where branch_id = %s", [branch.branch]
        ).fetchone()
        assert left == (0,)

    def test_what_there_is_may_be_little(
        self, tingtang: Command, branch: Cast, code: str, write: Write
    ) -> None:
        least = dict.fromkeys(COLUMNS, "") | {
            "customer": "K-1",
            "name": "欧阳修远",
            "class": "ordinary",
        }
        assert tingtang("import", "customers", write(least), "--branch", code).code == 0
        person = opened(found(branch, "K-1"), bank_keys())
        assert (person.address_form, person.phone) == ("", "")


AGREED = {
    "consents": "contact_phone",
    "consent_notice": "2026-1",
    "consent_evidence": "signed_form",
    "consent_reference": "QY1",
    "consent_given": "2026-03-02",
}
PERSONAL = ("customer", "name", "address_form", "id_number", "card_numbers", "phone")
NOT_AGREED = dict.fromkeys(AGREED, "")
BAD = [
    ({"customer": ""}, "customer", "empty"),
    ({"customer": "客户一"}, "customer", "bad_code"),
    ({"customer": "1.00001E+15"}, "customer", "digits_lost"),
    ({"name": ""}, "name", "bad_text"),
    ({"name": "王\u2028建国"}, "name", "bad_text"),
    ({"address_form": "长" * 41}, "address_form", "bad_text"),
    ({"class": "potential"}, "class", "bad_class"),
    ({"class": ""}, "class", "bad_class"),
    ({"rm": "nobody"}, "rm", "no_rm"),
    ({"rm": "chenyutong"}, "rm", "no_rm"),
    ({"id_number": "110105194912310021"}, "id_number", "bad_identity"),
    ({"id_number": "1.10105E+17"}, "id_number", "digits_lost"),
    ({"id_number": "110105194912310"}, "id_number", "bad_identity"),
    ({"card_numbers": "6222031234567890"}, "card_numbers", "bad_card"),
    ({"card_numbers": "6.22203E+18"}, "card_numbers", "digits_lost"),
    ({"phone": "none"}, "phone", "bad_phone"),
    (AGREED | {"consents": "everything"}, "consents", "bad_purpose"),
    (AGREED | {"consent_scope": "cars"}, "consent_scope", "bad_scope"),
    (AGREED | {"consent_evidence": ""}, "consent_evidence", "consent_without_evidence"),
    (AGREED | {"consent_reference": ""}, "consent_reference", "consent_without_evidence"),
    (AGREED | {"consent_notice": ""}, "consent_notice", "consent_without_evidence"),
    (AGREED | {"consent_given": ""}, "consent_given", "consent_without_evidence"),
    (AGREED | {"consent_evidence": "said so"}, "consent_evidence", "bad_evidence"),
    (AGREED | {"consent_reference": "13912345678"}, "consent_reference", "bad_code"),
    (AGREED | {"consent_notice": "新版"}, "consent_notice", "bad_code"),
    (AGREED | {"consent_given": "2.3."}, "consent_given", "bad_date"),
    (AGREED | {"consent_given": "2999-01-01"}, "consent_given", "in_future"),
    (NOT_AGREED | {"consent_reference": "QY1"}, "consent_reference", "evidence_without_consent"),
]


class TestBad:
    @pytest.mark.parametrize(("cells", "column", "reason"), BAD)
    def test_a_bad_row_is_named_and_nothing_in_it_repeated(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        cells: Cells,
        column: str,
        reason: str,
    ) -> None:
        content = [row(1, _chance), row(2, _chance) | NOT_AGREED | cells]
        before = entries(branch)
        said = tingtang("import", "customers", write(*content), "--branch", code, "--json")
        told = json.loads(said.err)
        assert said.code == 2
        assert [(each["row"], each["column"], each["reason"]) for each in told["rows"]] == [
            (3, column, reason)
        ]
        for each in PERSONAL:
            assert len(content[1][each]) < 4 or content[1][each] not in said.err
        assert found(branch, content[0]["customer"]) is None
        assert entries(branch) == before

    @pytest.mark.parametrize("column", ["customer", "id_number", "card_numbers"])
    def test_twice_in_the_file(
        self, tingtang: Command, branch: Cast, code: str, write: Write, column: str
    ) -> None:
        one, other = row(1, _chance), row(2, _chance)
        path = write(one, other | {column: one[column]})
        told = json.loads(tingtang("import", "customers", path, "--branch", code, "--json").err)
        (fault,) = told["rows"]
        assert (fault["row"], fault["column"], fault["reason"]) == (3, column, "twice")
        assert fault["detail"] == "2, 3"

    def test_twice_in_the_file_though_both_rows_are_bad_otherwise(
        self, tingtang: Command, branch: Cast, code: str, write: Write
    ) -> None:
        one, other = row(1, _chance) | {"class": "gold"}, row(2, _chance) | {"class": "gold"}
        path = write(one, other | {"customer": one["customer"]})
        told = json.loads(tingtang("import", "customers", path, "--branch", code, "--json").err)
        assert [(each["row"], each["column"], each["reason"]) for each in told["rows"]] == [
            (2, "class", "bad_class"),
            (3, "class", "bad_class"),
            (3, "customer", "twice"),
        ]

    @pytest.mark.parametrize("dry", [(), ("--dry-run",)])
    def test_a_number_of_somebody_who_is_not_in_the_file(
        self, tingtang: Command, branch: Cast, code: str, write: Write, dry: tuple[str, ...]
    ) -> None:
        there = somebody()
        bring(branch, there)
        path = write(row(1, _chance), row(2, _chance) | {"id_number": there.identity})
        told = tingtang("import", "customers", path, "--branch", code, "--json", *dry)
        (fault,) = json.loads(told.err)["rows"]
        assert (fault["row"], fault["column"], fault["reason"]) == (3, "id_number", "of_another")

    def test_numbers_that_a_spreadsheet_took_for_numbers(
        self, tingtang: Command, branch: Cast, code: str, tmp_path: Path
    ) -> None:
        good = row(1, _chance)
        content: list[dict[str, Any]] = [
            good | {"customer": "C1", "id_number": int(identity(_chance)[:17] + "0")},
            good | {"customer": "C2", "card_numbers": float(card(_chance))},
            good | {"customer": 1234567890123456, "id_number": "", "card_numbers": ""},
            good | {"customer": "C4", "phone": 19912345678, "id_number": "", "card_numbers": ""},
        ]
        path = sheet(tmp_path / "file.xlsx", content)
        told = json.loads(tingtang("import", "customers", path, "--branch", code, "--json").err)
        assert [(each["row"], each["column"], each["reason"]) for each in told["rows"]] == [
            (2, "id_number", "digits_lost"),
            (3, "card_numbers", "digits_lost"),
            (4, "customer", "digits_lost"),
        ]

    def test_a_file_without_a_header_tells_nobodys_name(
        self, tingtang: Command, code: str, tmp_path: Path
    ) -> None:
        path = tmp_path / "file.csv"
        one = row(1, _chance)
        path.write_text(",".join(one.values()))
        said = tingtang("import", "customers", path, "--branch", code)
        assert said.code == 2
        for each in (one["name"], one["id_number"], one["phone"]):
            assert each not in said.err

    def test_what_is_asked_of_other_imports_is_refused(
        self, tingtang: Command, code: str, write: Write
    ) -> None:
        path = write(*rows(1, seed=4))
        assert tingtang("import", "customers", path, "--branch", code, "--skip-bad").code == 2
        assert tingtang("import", "customers", path, "--branch", "nowhere").code == 2
        assert tingtang("import", "customers", write(), "--branch", code).code == 2


# ---------------------------------------------------------------- holdings


def holding(number: str, **cells: str) -> Cells:
    return {
        "customer": number,
        "kind": "deposit",
        "product": "DQ-1Y",
        "amount_yuan": "50000.05",
        "as_of": "2026-10-31",
        "matures_on": "2027-03-01",
    } | cells


def held(branch: Cast, customer_id: UUID) -> list[HoldingRow]:
    return look(branch.branch, holdings_read(branch.branch, customer_id))[0]


@pytest.fixture
def saver(branch: Cast) -> str:
    """The bank's own number of a customer."""
    who = somebody()
    bring(branch, who)
    return who.number


class TestHoldings:
    def test_amounts_are_fen_to_the_last(
        self, tingtang: Command, branch: Cast, code: str, write: Write, saver: str
    ) -> None:
        amounts = ["0", "0.1", "0.29", "1.15", "4503599627.37", "999999999999.99"]
        content = [
            holding(saver, product=f"P{n}", amount_yuan=each) for n, each in enumerate(amounts)
        ]
        path = write(*content, columns=HELD)
        assert tingtang("import", "holdings", path, "--branch", code).code == 0
        told = [each.amount for each in held(branch, found(branch, saver).id)]
        assert told == [0, 10, 29, 115, 450359962737, 99999999999999]

    def test_xlsx_with_real_days_and_numbers(
        self, tingtang: Command, branch: Cast, code: str, saver: str, tmp_path: Path
    ) -> None:
        content: dict[str, Any] = holding(saver)
        content |= {
            "amount_yuan": 1234.5,
            "as_of": datetime.combine(date(2026, 10, 31), time()),
            "matures_on": None,
        }
        path = sheet(tmp_path / "file.xlsx", [content], HELD)
        assert tingtang("import", "holdings", path, "--branch", code).code == 0
        (there,) = held(branch, found(branch, saver).id)
        assert (there.amount, there.as_of, there.matures_on) == (123450, date(2026, 10, 31), None)

    @pytest.mark.parametrize(
        ("cells", "column", "reason"),
        [
            ({"customer": "C404"}, "customer", "unknown_customer"),
            ({"customer": ""}, "customer", "empty"),
            ({"customer": "1.2E+16"}, "customer", "digits_lost"),
            ({"kind": "gold"}, "kind", "bad_holding"),
            ({"product": "一年定期"}, "product", "bad_code"),
            ({"product": "13912345678"}, "product", "bad_code"),
            ({"amount_yuan": "1,000"}, "amount_yuan", "bad_amount"),
            ({"amount_yuan": "-5"}, "amount_yuan", "bad_amount"),
            ({"amount_yuan": "0.001"}, "amount_yuan", "bad_amount"),
            ({"amount_yuan": "1E+15"}, "amount_yuan", "bad_amount"),
            ({"amount_yuan": ""}, "amount_yuan", "bad_amount"),
            ({"as_of": "yesterday"}, "as_of", "bad_date"),
            ({"as_of": "2999-01-01", "matures_on": ""}, "as_of", "in_future"),
            ({"matures_on": "soon"}, "matures_on", "bad_date"),
            ({"matures_on": "2026-10-30"}, "matures_on", "matures_first"),
            ({"product": "DQ-3Y"}, "product", "twice"),
        ],
    )
    def test_a_bad_row_is_named(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        saver: str,
        cells: Cells,
        column: str,
        reason: str,
    ) -> None:
        path = write(holding(saver, product="DQ-3Y"), holding(saver, **cells), columns=HELD)
        said = tingtang("import", "holdings", path, "--branch", code, "--json")
        told = json.loads(said.err)["rows"]
        assert [(each["row"], each["column"], each["reason"]) for each in told] == [
            (3, column, reason)
        ]
        assert held(branch, found(branch, saver).id) == []

    def test_an_older_file_after_a_newer(
        self, tingtang: Command, branch: Cast, code: str, write: Write, saver: str
    ) -> None:
        newer = write(holding(saver), columns=HELD)
        assert tingtang("import", "holdings", newer, "--branch", code).code == 0
        older = write(holding(saver, as_of="2026-09-30"), columns=HELD)
        said = tingtang("import", "holdings", older, "--branch", code, "--json", "--dry-run")
        (fault,) = json.loads(said.err)["rows"]
        assert (fault["row"], fault["column"], fault["reason"]) == (2, "as_of", "older")


# ---------------------------------------------------------------- the bar


class Screen(io.StringIO):
    """A terminal, or none."""

    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def test_a_terminal_shows_a_bar_and_nothing_is_left_of_it() -> None:
    screen = Screen(terminal=True)
    with bar(screen) as progress:
        progress(500, 2000)
        progress(2000, 2000)
    drawn = screen.getvalue().split("\r")
    assert " 25 %  500/2,000" in drawn[1]
    assert "100 %  2,000/2,000" in drawn[2]
    assert drawn[3] == "\x1b[K"


def test_elsewhere_there_is_none() -> None:
    screen = Screen(terminal=False)
    with bar(screen) as progress:
        progress(1, 2)
    assert screen.getvalue() == ""
