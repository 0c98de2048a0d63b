"""A real branch is founded from one file, whole or not at all; never in a demonstration."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tingtang.api.demonstration import mark
from tingtang.bank.branch.actions import found_branch, found_institution
from tingtang.bank.branch.queries import branch_codes, plan_of
from tingtang.kernel.clock import real_now
from tingtang.ledger.verify import walk

from .conftest import Command

GUIDE = Path(__file__).parents[3] / "docs" / "import.md"
Write = Callable[[dict[str, Any]], Path]


@pytest.fixture
def content() -> dict[str, Any]:
    """The guide's own example, as a branch and a bank that no other test has."""
    (block,) = re.findall(r"```json\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    found: dict[str, Any] = json.loads(block)
    found["branch"]["code"] = f"x{uuid4().hex[:8]}"
    found["bank"]["name"] = f"江城银行 {uuid4().hex[:8]}"
    return found


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(content: dict[str, Any]) -> Path:
        path = tmp_path / "branch.json"
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        return path

    return write


@pytest.fixture
def demonstration(data: Path) -> Iterator[None]:
    mark(data, [], [])
    yield
    (data / "demonstration.json").unlink()


def test_the_guides_example_becomes_a_branch(
    tingtang: Command, content: dict[str, Any], write: Write
) -> None:
    said = tingtang("import", "branch", write(content))
    assert (said.code, said.err) == (0, "")
    plan = plan_of(branch_codes()[content["branch"]["code"]])
    assert plan.bank["en"] == content["bank"]["name"]
    assert (plan.hotline, plan.kind, plan.demonstration) == ("96599", "community", False)
    assert plan.name["en"] == "Xinhua Road Branch"
    assert plan.hours == {
        **{str(day): ["08:30", "17:00"] for day in range(5)},
        **{str(day): ["09:00", "16:00"] for day in (5, 6)},
    }
    services = {service.id: service.code for service in plan.services.values()}
    assert list(services.values()) == ["cash", "company"]
    assert {
        counter.number: [services[each] for each in counter.services]
        for counter in plan.counters.values()
    } == {"1": ["cash"], "2": ["cash", "company"]}
    assert [machine.name for machine in plan.machines.values()] == ["取1"]
    assert (plan.discipline.value, plan.parameters["promise_min"]) == ("accumulating", 15)
    assert plan.parameters["recalls"] == 3
    cash, company = plan.services.values()
    assert (cash.plain_name["en"], cash.plain_hint["en"]) == (
        "Put in or take out",
        "Deposit, withdraw",
    )
    assert (company.hint["en"], company.typical_s) == ("Business banking", 780)
    assert walk(plan.branch_id, []).first_broken is None


def test_a_second_branch_joins_its_bank(
    tingtang: Command, content: dict[str, Any], write: Write
) -> None:
    tingtang("import", "branch", write(content))
    other = deepcopy(content)
    other["branch"]["code"] = f"y{uuid4().hex[:8]}"
    assert tingtang("import", "branch", write(other)).code == 0
    plans = [plan_of(branch_codes()[each["branch"]["code"]]) for each in (content, other)]
    assert plans[0].institution_id == plans[1].institution_id

    other["branch"]["code"] = f"z{uuid4().hex[:8]}"
    other["bank"]["hotline"] = "95588"
    said = tingtang("import", "branch", write(other))
    assert (said.code, "bank.hotline" in said.err) == (2, True)


def test_a_branch_is_founded_once(tingtang: Command, content: dict[str, Any], write: Write) -> None:
    tingtang("import", "branch", write(content))
    said = tingtang("import", "branch", write(content), "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "already_laid_out")


def test_an_interrupted_founding_is_finished_by_the_same_command(
    tingtang: Command, content: dict[str, Any], write: Write
) -> None:
    bank = content["bank"]["name"]
    found_branch(
        institution_id=found_institution(
            name=dict.fromkeys(("zh-Hans", "zh-Hant", "en"), bank),
            hotline="96599",
            demonstration=False,
        ),
        code=content["branch"]["code"],
        name=content["branch"]["name"],
        kind="community",
        hours={},
        corporate_hours={},
        at=real_now(),
    )
    assert tingtang("import", "branch", write(content)).code == 0
    assert len(plan_of(branch_codes()[content["branch"]["code"]]).counters) == 2


def test_a_dry_run_founds_nothing(tingtang: Command, content: dict[str, Any], write: Write) -> None:
    assert tingtang("import", "branch", write(content), "--dry-run").code == 0
    assert content["branch"]["code"] not in branch_codes()


def test_a_demonstration_takes_no_real_bank(
    tingtang: Command, content: dict[str, Any], write: Write, demonstration: None
) -> None:
    said = tingtang("import", "branch", write(content), "--json")
    assert (said.code, json.loads(said.err)["code"]) == (2, "demonstration_folder")
    assert content["branch"]["code"] not in branch_codes()


def _set(path: str, value: object) -> Callable[[dict[str, Any]], None]:
    *way, last = [int(each) if each.isdigit() else each for each in path.split("/")]

    def change(content: dict[str, Any]) -> None:
        place: Any = content["branch"]
        for each in way:
            place = place[each]
        place[last] = value

    return change


WRONG: dict[str, tuple[str, object]] = {
    "branch.code": ("code", "Xinhua Road"),
    "branch.kind": ("kind", "village"),
    "branch.name": ("name", {"zh-Hans": "新华路支行"}),
    "branch.hours": ("hours", {"mon-fri": ["17:00", "08:30"]}),
    "branch.time_zone": ("time_zone", "Asia/Xinhua"),
    "branch.public_address": ("public_address", "ftp://bank"),
    "branch.services[0].prefix": ("services/0/prefix", "VIP"),
    "branch.services prefix": ("services/1/prefix", "A"),
    "branch.services[0].last": ("services/0/last", 999),
    "branch.counters[0].services": ("counters/0/services", ["gold"]),
    "branch.counters[0].zone": ("counters/0/zone", "vip"),
    "branch.counters number": ("counters/1/number", "1"),
    "branch.counters": ("counters/1/services", ["cash"]),
    "branch.machines[0].kind": ("machines/0/kind", "robot"),
    "branch.zones[0].place[2]": ("zones/0/place", [0, 0, 160, 25]),
    "branch.parameters.recalls": ("parameters/recalls", 50),
    "branch.parameters.discipline": ("parameters/discipline", 2),
    "branch.parameters.speed": ("parameters/speed", 2),
    "branch.parameters.vip_rate": ("parameters/vip_rate", 2000),
    "branch.surprise": ("surprise", 1),
}


@pytest.mark.parametrize(("where", "change"), WRONG.items(), ids=WRONG)
def test_what_is_wrong_is_named_by_its_place(
    tingtang: Command,
    content: dict[str, Any],
    write: Write,
    where: str,
    change: tuple[str, object],
) -> None:
    _set(*change)(content)
    path = write(content)
    said = tingtang("import", "branch", path, "--json")
    assert (said.code, json.loads(said.err)["where"]) == (2, f"{path}: {where}")
    assert content["branch"]["code"] not in branch_codes()


def test_everything_wrong_is_listed(
    tingtang: Command, content: dict[str, Any], write: Write
) -> None:
    for change in (("kind", "village"), ("machines/0/kind", "robot"), ("services/0/last", 999)):
        _set(*change)(content)
    path = write(content)
    said = tingtang("import", "branch", path)
    assert (said.code, said.out, len(said.lines)) == (2, "", 3)
    assert all(str(path) in line for line in said.lines)
    assert said.lines[-1].endswith("(2 more)")


@pytest.mark.parametrize("text", ["", "{", '{"format": 1, "format": 2}', "[]", "\xff"])
def test_what_is_no_such_file(tingtang: Command, tmp_path: Path, text: str) -> None:
    path = tmp_path / "branch.json"
    path.write_bytes(text.encode("latin-1"))
    said = tingtang("import", "branch", path)
    assert (said.code, len(said.lines), str(path) in said.err) == (2, 1, True)
