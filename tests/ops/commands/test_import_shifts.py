"""Shifts come in day by day, whole or not at all; help summons whoever has one."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from cast import Cast
from tingtang.bank.staff.queries import shifts_read
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk

from .conftest import Command

HEADER = "branch,login,date,starts,ends"
MONDAY = date(2026, 11, 23)
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*rows: str) -> Path:
        path = tmp_path / "shifts.csv"
        path.write_text("\n".join((HEADER, *rows)), "utf-8")
        return path

    return write


def shifts(branch: Cast, day: date = MONDAY) -> list[tuple[str, str, str]]:
    names = {staff: login for login, staff in branch.people.items()}
    rows = look(branch.branch, shifts_read(branch.branch, day))[0]
    return [(names[row.staff_id], f"{row.starts:%H:%M}", row.post) for row in rows]


def test_a_day_gets_the_shifts_of_the_file(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    path = write(
        f"{code},suxiaowen,2026-11-23,08:20,17:30",
        f"{code},chenyutong,2026-11-23,13:00,17:30",
        f"{code},chenyutong,2026-11-23,08:20,12:00",
    )
    said = tingtang("import", "shifts", path)
    assert (said.code, said.err) == (0, "")
    assert sorted(shifts(branch)) == [
        ("chenyutong", "08:20", "teller"),
        ("chenyutong", "13:00", "teller"),
        ("suxiaowen", "08:20", "lobby_manager"),
    ]
    assert shifts(branch, date(2026, 11, 24)) == []


def test_another_file_for_the_day_stands_in_its_place(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    tingtang("import", "shifts", write(f"{code},suxiaowen,2026-11-23,08:20,17:30"))
    path = write(f"{code},hanliqun,2026-11-23,08:00,17:00")
    tingtang("import", "shifts", path)
    assert shifts(branch) == [("hanliqun", "08:00", "branch_head")]
    before = walk(branch.branch, []).entries
    counts = json.loads(tingtang("import", "shifts", path, "--json").out)
    assert (counts["imported"], counts["unchanged"]) == (0, 1)
    assert walk(branch.branch, []).entries == before


def test_a_dry_run_writes_nothing(tingtang: Command, branch: Cast, code: str, write: Write) -> None:
    path = write(f"{code},suxiaowen,2026-11-23,08:20,17:30")
    counts = json.loads(tingtang("import", "shifts", path, "--dry-run", "--json").out)
    assert (counts["imported"], shifts(branch)) == (1, [])


def test_every_bad_row_is_named_and_nothing_is_written(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    said = tingtang(
        "import",
        "shifts",
        write(
            f"{code},suxiaowen,2026-11-23,08:20,17:30",
            "nowhere,suxiaowen,2026-11-23,08:20,17:30",
            f"{code},nobody,23.11.2026,8 o'clock,17:30",
            f"{code},hanliqun,2026-11-23,17:30,08:20",
        ),
        "--json",
    )
    assert said.code == 2
    rows = json.loads(said.err)["rows"]
    assert [(each["row"], each["column"], each["reason"]) for each in rows] == [
        (3, "branch", "unknown_branch"),
        (4, "login", "unknown_person"),
        (4, "date", "bad_date"),
        (4, "starts", "bad_hour"),
        (5, "ends", "ends_first"),
    ]
    assert shifts(branch) == []


def test_nobody_works_twice_at_once(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    path = write(
        f"{code},suxiaowen,2026-11-23,08:20,12:30", f"{code},suxiaowen,2026-11-23,12:00,17:30"
    )
    said = tingtang("import", "shifts", path, "--json")
    (row,) = json.loads(said.err)["rows"]
    assert (said.code, row["reason"], row["detail"]) == (2, "overlaps", "2, 3")
