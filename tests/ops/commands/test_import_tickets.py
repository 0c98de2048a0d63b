"""History comes in whole, once, with one entry; what can't have happened is named."""

import gzip
import json
from collections.abc import Callable
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from time import process_time

import psycopg
import pytest
from openpyxl import Workbook

from cast import Cast, founded
from tingtang.bank.branch.queries import plan_of
from tingtang.ledger.verify import walk
from tingtang.ops.imports.tickets import COLUMNS

from .conftest import Command

HEADER = ",".join(COLUMNS)
SERVED = (
    "101,ordinary,cash,1999-02-01T09:30:00,1999-02-01T09:30:10,1999-02-01T09:41:05,served,"
    "1999-02-01T09:41:04,1999-02-01T09:46:40,T3"
)
LEFT = "102,priority,cash,1999-02-01T09:31:00,1999-02-01T09:31:10,1999-02-01T09:35:00,abandoned,,,"
TURNED = "103,ordinary,company,1999-02-01T09:32:00,,,abandoned,,,NO_SERVER"
GOOD = (SERVED, LEFT, TURNED)

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*rows: str, name: str = "tickets.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("\r\n".join((HEADER, *rows, "")).encode(encoding))
        return path

    return write


def kept(migrator: psycopg.Connection, branch: Cast) -> list[tuple[object, ...]]:
    found = migrator.execute(
        "select ticket, service, outcome, server, arrived_at, left_queue_at - queued_at "
        "from hall_past_ticket where branch_id = %s order by ticket",
        [branch.branch],
    )
    return found.fetchall()


def entries(branch: Cast) -> int:
    return walk(branch.branch, []).entries


def changed(row: str, **cells: str) -> str:
    fields = dict(zip(COLUMNS, row.split(","), strict=True)) | cells
    return ",".join(fields.values())


class TestGood:
    def test_rows_are_kept_in_the_branchs_own_time(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
    ) -> None:
        said = tingtang("import", "tickets", write(*GOOD), "--branch", code)
        assert (said.code, said.err) == (0, "")
        rows = kept(migrator, branch)
        assert [row[:4] for row in rows] == [
            ("101", "cash", "served", "T3"),
            ("102", "cash", "abandoned", None),
            ("103", "company", "abandoned", None),
        ]
        assert rows[0][4] == datetime.fromisoformat("1999-02-01T09:30:00+08:00")

    def test_one_entry_tells_the_count_and_the_file_and_names_nobody(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
    ) -> None:
        before = entries(branch)
        path = write(*GOOD)
        tingtang("import", "tickets", path, "--branch", code)
        assert entries(branch) == before + 1
        found = migrator.execute(
            "select kind, actor, body from ledger_entry where branch_id = %s "
            "order by sequence desc limit 1",
            [branch.branch],
        ).fetchone()
        assert found == (
            "ticket.history_kept",
            "job:command",
            {
                "tickets": 3,
                "left_out": 0,
                "first": "1999-02-01",
                "last": "1999-02-01",
                "file": sha256(path.read_bytes()).hexdigest(),
            },
        )

    def test_the_same_file_again_changes_nothing(
        self, tingtang: Command, branch: Cast, code: str, write: Write
    ) -> None:
        path = write(*GOOD)
        tingtang("import", "tickets", path, "--branch", code)
        before = entries(branch)
        said = tingtang("import", "tickets", path, "--branch", code, "--json")
        counts = json.loads(said.out)
        assert (said.code, counts["imported"], counts["unchanged"]) == (0, 0, 3)
        assert entries(branch) == before

    def test_a_longer_file_brings_only_what_is_new(
        self, tingtang: Command, code: str, write: Write
    ) -> None:
        tingtang("import", "tickets", write(*GOOD[:2]), "--branch", code)
        said = tingtang("import", "tickets", write(*GOOD), "--branch", code, "--json")
        counts = json.loads(said.out)
        assert (counts["imported"], counts["unchanged"]) == (1, 2)

    def test_a_dry_run_writes_nothing(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
    ) -> None:
        before = entries(branch)
        words = ("import", "tickets", write(*GOOD), "--branch", code, "--dry-run", "--json")
        counts = json.loads(tingtang(*words).out)
        assert (counts["imported"], counts["dry_run"]) == (3, True)
        assert (kept(migrator, branch), entries(branch)) == ([], before)

    @pytest.mark.parametrize("kind", ["csv with a mark", "gb18030", "csv.gz", "xlsx"])
    def test_every_kind_of_file_says_the_same(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
        kind: str,
    ) -> None:
        row = changed(SERVED, service="个人现金", server="柜员三")
        path = {
            "csv with a mark": lambda: write(row, encoding="utf-8-sig"),
            "gb18030": lambda: write(row, encoding="gb18030"),
            "csv.gz": lambda: packed(write(row)),
            "xlsx": lambda: workbook(write(row)),
        }[kind]()
        said = tingtang("import", "tickets", path, "--branch", code)
        assert said.err == ""
        (found,) = kept(migrator, branch)
        assert found[:4] == ("101", "个人现金", "served", "柜员三")
        assert found[4] == datetime.fromisoformat("1999-02-01T09:30:00+08:00")

    def test_another_branch_sees_none_of_it(
        self, tingtang: Command, code: str, write: Write, migrator: psycopg.Connection
    ) -> None:
        other = founded()
        tingtang("import", "tickets", write(*GOOD), "--branch", code)
        assert kept(migrator, other) == []
        words = ("import", "tickets", write(*GOOD), "--branch", plan_of(other.branch).code)
        assert json.loads(tingtang(*words, "--json").out)["imported"] == 3


def packed(path: Path) -> Path:
    gz = path.with_suffix(".csv.gz")
    gz.write_bytes(gzip.compress(path.read_bytes()))
    return gz


def a_moment_early(cell: str) -> datetime:
    return datetime.fromisoformat(cell) - timedelta(microseconds=1)


def workbook(path: Path) -> Path:
    """As Excel keeps it: numbers as numbers, times as times."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for number, line in enumerate(path.read_text("utf-8").splitlines()):
        cells: list[object] = list(line.split(","))
        if number:
            cells = [
                a_moment_early(cell) if name.endswith("_at") and cell else cell or None
                for name, cell in zip(COLUMNS, map(str, cells), strict=True)
            ]
            cells[0] = int(str(cells[0]))
        sheet.append(cells)
    made = path.with_suffix(".xlsx")
    book.save(made)
    return made


BAD = {
    "no number": (changed(SERVED, ticket=""), "ticket", "empty"),
    "no arrival": (changed(SERVED, arrived_at=""), "arrived_at", "empty"),
    "no time": (changed(SERVED, queued_at="half past nine"), "queued_at", "bad_time"),
    "a day": (changed(SERVED, queued_at="1999-02-01"), "queued_at", "bad_time"),
    "no outcome": (changed(LEFT, outcome="left"), "outcome", "bad_outcome"),
    "the future": (
        changed(TURNED, arrived_at="2199-02-01T09:30:00"),
        "arrived_at",
        "future",
    ),
    "queued before arriving": (
        changed(SERVED, queued_at="1999-02-01T09:29:59"),
        "queued_at",
        "before_arrival",
    ),
    "a negative wait": (
        changed(SERVED, left_queue_at="1999-02-01T09:30:09"),
        "left_queue_at",
        "negative_wait",
    ),
    "never queued": (changed(LEFT, queued_at=""), "left_queue_at", "never_queued"),
    "served while queueing": (
        changed(SERVED, service_started_at="1999-02-01T09:41:02"),
        "service_started_at",
        "served_while_queueing",
    ),
    "a negative service": (
        changed(SERVED, service_ended_at="1999-02-01T09:41:00"),
        "service_ended_at",
        "negative_service",
    ),
    "an end without a beginning": (
        changed(SERVED, service_started_at=""),
        "service_ended_at",
        "never_begun",
    ),
    "midnight with yesterday's day": (
        changed(SERVED, service_ended_at="1999-02-01T00:00:32"),
        "service_ended_at",
        "before_arrival",
    ),
    "two days": (
        changed(SERVED, service_ended_at="1999-02-03T09:41:00"),
        "service_ended_at",
        "too_late",
    ),
    "two lines in a cell": (
        changed(SERVED, server='"T3\nT4"'),
        "server",
        "bad_text",
    ),
    "a cell too few": (SERVED.rpartition(",")[0], "", "cells"),
    "the same number twice": (SERVED, "ticket", "twice"),
}


class TestBad:
    @pytest.mark.parametrize(("row", "column", "reason"), BAD.values(), ids=BAD)
    def test_a_bad_row_is_named_and_nothing_is_written(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
        row: str,
        column: str,
        reason: str,
    ) -> None:
        path, before = write(SERVED, LEFT, row), entries(branch)
        said = tingtang("import", "tickets", path, "--branch", code)
        assert (said.code, said.out, len(said.lines)) == (2, "", 2)
        assert said.lines[0].startswith(f"{path}: row 4{', ' if column else ''}{column}")
        assert said.lines[1] == f"tingtang: {path}: 1 of 3 rows can't be taken; nothing was written"
        assert (kept(migrator, branch), entries(branch)) == ([], before)

        said = tingtang("import", "tickets", path, "--branch", code, "--json")
        told = json.loads(said.err)
        assert told["code"] == "bad_rows"
        assert [(each["row"], each["column"], each["reason"]) for each in told["rows"]] == [
            (4, column, reason)
        ]

    def test_the_good_rows_are_kept_if_asked_and_the_bad_ones_counted(
        self,
        tingtang: Command,
        branch: Cast,
        code: str,
        write: Write,
        migrator: psycopg.Connection,
    ) -> None:
        bad = [changed(SERVED, ticket=str(n), left_queue_at="1999-02-01T09:30:09") for n in (7, 8)]
        path = write(bad[0], *GOOD, bad[1], changed(LEFT, outcome="?"))
        words = ("import", "tickets", path, "--branch", code, "--skip-bad")
        counts = json.loads(tingtang(*words, "--json").out)
        assert counts["bad"] == {"negative_wait": 2, "bad_outcome": 1}
        assert (counts["rows"], counts["imported"]) == (6, 3)
        assert len(kept(migrator, branch)) == 3
        assert "      2  left the queue before joining it" in tingtang(*words).out

    def test_a_number_that_is_there_with_other_content_is_refused(
        self, tingtang: Command, code: str, write: Write
    ) -> None:
        tingtang("import", "tickets", write(*GOOD), "--branch", code)
        path = write(changed(SERVED, server="T9"), LEFT)
        said = tingtang("import", "tickets", path, "--branch", code, "--json")
        assert [row["reason"] for row in json.loads(said.err)["rows"]] == ["known_otherwise"]

    def test_reasons_are_told_in_chinese_at_a_chinese_terminal(
        self, tingtang: Command, code: str, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("LANG", "zh_CN.UTF-8")
        path = write(changed(SERVED, left_queue_at="1999-02-01T09:30:09"))
        said = tingtang("import", "tickets", path, "--branch", code)
        assert "第 2 行, left_queue_at “1999-02-01T09:30:09”: 离开队伍早于排队" in said.lines[0]


class TestFile:
    """What can't be read at all is said in one line, with the mend."""

    @pytest.mark.parametrize(
        ("content", "says"),
        [
            (b"", "columns missing: ticket, segment"),
            (HEADER.replace("server", "teller").encode(), "missing: server; unknown: teller"),
            (f"{HEADER},server".encode(), "twice: server"),
            (HEADER.replace(",", ";").encode(), "semicolons"),
            (HEADER.encode(), "no rows"),
            (HEADER.encode("utf-16"), "UTF-16"),
            (f'{HEADER}\n"a"b'.encode(), "line 2: is no CSV"),
            (b"\xff\xff\xff\x00", "neither UTF-8 nor GB18030"),
            (b"\xd0\xcf\x11\xe0rest", "old Excel"),
            (b"PK\x03\x04rest", "XLSX"),
            (b"\x1f\x8brest", "gzip"),
        ],
    )
    def test_a_file_that_is_no_such_table(
        self, tingtang: Command, code: str, tmp_path: Path, content: bytes, says: str
    ) -> None:
        path = tmp_path / "tickets.csv"
        path.write_bytes(content)
        said = tingtang("import", "tickets", path, "--branch", code)
        assert (said.code, said.out, len(said.lines)) == (2, "", 1)
        assert str(path) in said.err
        assert says in said.err

    def test_a_file_that_is_not_there(self, tingtang: Command, code: str, tmp_path: Path) -> None:
        said = tingtang("import", "tickets", tmp_path / "none.csv", "--branch", code)
        assert (said.code, "No such file" in said.err) == (2, True)

    def test_words_that_do_not_go_together(self, tingtang: Command, write: Write) -> None:
        assert tingtang("import", "tickets", write(*GOOD), "--branch", "nowhere").code == 2
        assert tingtang("import", "wishes", write(*GOOD)).code == 2
        said = tingtang("import", "staff", write(*GOOD), "--skip-bad")
        assert said.lines == ["tingtang: --skip-bad: is for tickets only"]


def test_a_years_history_takes_seconds(
    tingtang: Command, branch: Cast, code: str, write: Write, migrator: psycopg.Connection
) -> None:
    rows = [
        changed(SERVED, ticket=str(n)).replace("-02-01T", f"-{n % 12 + 1:02d}-{n % 28 + 1:02d}T")
        for n in range(25_000)
    ]
    began = process_time()
    said = tingtang("import", "tickets", write(*rows), "--branch", code, "--json")
    took = process_time() - began  # not the clock's: other tests run beside this one
    assert json.loads(said.out)["imported"] == 25_000
    assert len(kept(migrator, branch)) == 25_000
    assert took < 15
