"""People come in whole, in any of the three languages; a known login is changed, never doubled."""

import json
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from cast import Cast, founded
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.staff.queries import people_read
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk

from .conftest import Command

HEADER = "branch,login,name,post,qualifications"
People = dict[str, tuple[str, str, tuple[str, ...]]]
Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(*rows: str, header: str = HEADER, encoding: str = "utf-8") -> Path:
        path = tmp_path / "staff.csv"
        path.write_bytes("\n".join((header, *rows)).encode(encoding))
        return path

    return write


def people(branch: Cast) -> People:
    rows = look(branch.branch, people_read(branch.branch))[0]
    return {row.login: (row.name, row.post, row.qualifications) for row in rows}


def entries(branch: Cast) -> int:
    return walk(branch.branch, []).entries


def test_people_are_entered_with_posts_in_any_language(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    said = tingtang(
        "import",
        "staff",
        write(
            f"{code},zhaomin,赵敏,大堂经理,",
            f"{code},zhangwuji,张无忌,teller,cash；corporate; sales",
            f"{code},zhouzhiruo,周芷若,櫃員,cash",
            encoding="gb18030",
        ),
    )
    assert (said.code, said.err) == (0, "")
    found = people(branch)
    assert found["zhaomin"] == ("赵敏", "lobby_manager", ())
    assert found["zhangwuji"] == ("张无忌", "teller", ("cash", "corporate", "sales"))
    assert found["zhouzhiruo"] == ("周芷若", "teller", ("cash",))
    assert len(found) == 8


def test_the_same_file_again_changes_nothing(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    path = write(f"{code},zhaomin,赵敏,大堂经理,", f"{code},zhangwuji,张无忌,teller,cash")
    tingtang("import", "staff", path)
    before = entries(branch)
    counts = json.loads(tingtang("import", "staff", path, "--json").out)
    assert (counts["imported"], counts["unchanged"], entries(branch)) == (0, 2, before)


def test_a_known_login_gets_what_its_row_says_and_keeps_its_id(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    tingtang("import", "staff", write(f"{code},chenyutong,陈雨彤,wealth_rm,noncash"))
    assert people(branch)["chenyutong"] == ("陈雨彤", "wealth_rm", ("noncash",))
    ids = {row.login: row.id for row in look(branch.branch, people_read(branch.branch))[0]}
    assert ids["chenyutong"] == branch.people["chenyutong"]
    assert people(branch)["zhouzimo"] == ("周子墨", "teller", ("cash",))


def test_a_file_of_several_branches(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    other = founded()
    login = f"m-{uuid4().hex[:8]}"
    path = write(
        f"{code},a{login},赵敏,teller,", f"{plan_of(other.branch).code},b{login},周颠,teller,"
    )
    assert tingtang("import", "staff", path).code == 0
    assert f"a{login}" in people(branch)
    assert f"b{login}" in people(other)
    assert f"b{login}" not in people(branch)


def test_a_dry_run_writes_nothing(tingtang: Command, branch: Cast, code: str, write: Write) -> None:
    before, path = entries(branch), write(f"{code},zhaomin,赵敏,teller,")
    counts = json.loads(tingtang("import", "staff", path, "--dry-run", "--json").out)
    assert (counts["imported"], entries(branch)) == (1, before)


def test_every_bad_row_is_listed_and_the_good_ones_are_not_written(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    before = entries(branch)
    path = write(
        f"{code},zhaomin,赵敏,大堂经理,",
        "nowhere,weiyixiao,韦一笑,teller,",
        f"{code},yin tianzheng,殷天正,出纳,",
        f"{code},fanyao,,teller,gold;cash",
        f"{code},zhaomin,赵敏,teller,",
        f"{code},yangxiao,杨逍",
    )
    said = tingtang("import", "staff", path)
    assert (said.code, said.out) == (2, "")
    told = [line.removeprefix(f"{path}: ") for line in said.lines[:-1]]
    assert [line.partition(" (")[0] for line in told] == [
        "row 3, branch “nowhere”: there is no such branch",
        "row 4, login “yin tianzheng”: letters, digits and @ . + - _ only, at most 100",
        "row 4, post “出纳”: there is no such post",
        "row 5, name: 1 to 100 characters on one line",
        "row 5, qualifications “gold”: no service of the branch and no qualification",
        "row 6, login “zhaomin”: stands twice",
        "row 7: has not as many cells as the header",
    ]
    assert said.lines[-1].endswith("5 of 6 rows can't be taken; nothing was written")
    assert entries(branch) == before


def test_a_login_of_another_branch_is_refused(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    login = f"m-{uuid4().hex[:8]}"
    words = ("--branch", code, "--post", "teller", "--name", "赵敏")
    assert tingtang("admin", "invite", login, *words).code == 0
    elsewhere = plan_of(founded().branch).code
    said = tingtang("import", "staff", write(f"{elsewhere},{login},赵敏,teller,"), "--json")
    (row,) = json.loads(said.err)["rows"]
    assert (said.code, row["reason"], row["value"]) == (2, "other_branch", login)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("branch,login,name,post", "columns missing: qualifications"),
        (f"{HEADER},salary", "unknown: salary"),
        ("网点,login,name,post,qualifications", "missing: branch; unknown: 网点"),
    ],
)
def test_missing_and_unknown_columns_are_named(
    tingtang: Command, write: Write, header: str, says: str
) -> None:
    said = tingtang("import", "staff", write("a,b,c,teller,", header=header), "--json")
    told = json.loads(said.err)
    assert (said.code, told["code"]) == (2, "bad_columns")
    assert says in told["message"]


def test_a_large_branch_takes_one_turn(
    tingtang: Command, branch: Cast, code: str, write: Write
) -> None:
    rows = [f"{code},teller{n},柜员{n},teller,cash;noncash;corporate" for n in range(150)]
    assert tingtang("import", "staff", write(*rows)).code == 0
    assert len(people(branch)) == 155
