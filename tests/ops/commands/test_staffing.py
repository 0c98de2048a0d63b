"""`tingtang staffing`, and `--plot`, as somebody types them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from engines.simulate.branches import morning
from tingtang.ops import simulating

from .conftest import Command

TARGETS = ("--target", "ordinary:p90<=20", "--target", "ordinary:abandoned<=0.5")
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "morning.json"
    document = morning(name="城南支行 <上午>")
    for each in document["counters"]:
        each["open_min"] = [[0, 240]]
    path.write_text(json.dumps(document))
    return path


def test_the_staffing_is_one_object(tingtang: Command, file: Path) -> None:
    done = tingtang("staffing", file, *TARGETS, "--json", "--replications", 128)
    assert done.code == 0, done.err
    assert done.err == ""
    found = json.loads(done.out)
    assert found["format"] == "tingtang.staffing/1"
    assert [each["figure"] for each in found["targets"]] == ["pooled_p90_min", "abandoned_share"]
    assert [each["from_min"] for each in found["intervals"]] == [15.0 * i for i in range(16)]
    for each in found["intervals"]:
        assert each["counters"] == len(each["open"])
        figures = each["classes"]["ordinary"]
        assert 0 <= figures["pooled_p90_min"]["value"] <= 20
        assert figures["abandoned_share"]["ci95"][0] < figures["abandoned_share"]["value"] <= 0.5
    open_for = sum(
        end - start for each in found["counters"].values() for start, end in each["open_min"]
    )
    assert open_for == 15 * sum(each["counters"] for each in found["intervals"])


def test_people_see_a_row_an_interval(tingtang: Command, file: Path) -> None:
    said = tingtang("staffing", file, *TARGETS, "--replications", 64).out
    assert "ordinary pooled_p90_min" in said
    assert "\n3:45 " in said
    assert "counter hours" in said


@pytest.mark.parametrize(
    ("words", "where"),
    [
        ([], "--target"),
        (["--target", "gold:p90<=3"], "--target gold:p90<=3"),
        (["--target", "vip:p90<3"], "--target vip:p90<3"),
        (["--target", "vip:p90<=3", "--replications", "20001"], "--replications"),
        (["--target", "vip:p90<=3", "--plot", "day.pdf"], "--plot day.pdf"),
        (["--target", "vip:p90<=3", "--plot", "no/such/day.png"], "--plot no/such/day.png"),
    ],
)
def test_what_is_wrong_is_named(
    tingtang: Command, words: list[str], where: str, file: Path
) -> None:
    done = tingtang("staffing", file, *words, "--json")
    assert (done.code, done.out) == (2, "")
    (line,) = done.lines
    assert json.loads(line)["where"] == where


def test_out_of_reach_tells_the_best_there_is(tingtang: Command, file: Path) -> None:
    words = ("--target", "vip:mean<=0.5", "--replications", 64)
    done = tingtang("staffing", file, *words, "--json")
    assert (done.code, done.out) == (2, "")
    told = json.loads(done.err)
    assert told["code"] == "target_out_of_reach"
    assert told["where"] == "--target vip:mean<=0.5"
    assert told["best"][0]["value"] > 0.5
    assert f"{told['best'][0]['value']:.4g}" in told["message"]
    (line,) = tingtang("staffing", file, *words).lines
    assert line.startswith("tingtang: --target vip:mean<=0.5: cannot be met")


def texts(path: Path) -> list[str]:
    return [each.text or "" for each in ElementTree.parse(path).iter(f"{SVG}text")]


@pytest.mark.parametrize(
    ("locale", "title"), [("zh_CN.UTF-8", "开放窗口数"), ("C.UTF-8", "Open counters")]
)
def test_a_picture_speaks_the_terminals_language(
    tingtang: Command,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    locale: str,
    title: str,
) -> None:
    monkeypatch.setenv("LANG", locale)
    path = tmp_path / "day.svg"
    assert tingtang("simulate", file, "--replications", 20, "--plot", path).code == 0
    said = texts(path)
    assert said[0] == "城南支行 <上午>"
    assert {"vip", "ordinary", title} <= set(said)


def test_a_picture_changes_no_figure(tingtang: Command, file: Path, tmp_path: Path) -> None:
    words = ("simulate", file, "--json", "--replications", 70)
    assert tingtang(*words, "--plot", tmp_path / "a.svg").out == tingtang(*words).out


def test_pictures_of_comparisons_and_staffings(
    tingtang: Command, file: Path, tmp_path: Path
) -> None:
    path = tmp_path / "day.svg"
    assert tingtang("compare", file, file, "--replications", 20, "--plot", path).code == 0
    assert texts(path).count("morning") == 2
    done = tingtang("staffing", file, *TARGETS, "--replications", 64, "--plot", path)
    assert done.code == 0, done.err
    assert "ordinary:p90<=20" in texts(path)


def test_a_picture_in_dots(tingtang: Command, file: Path, tmp_path: Path) -> None:
    path = tmp_path / "day.png"
    assert tingtang("simulate", file, "--replications", 20, "--plot", path).code == 0
    content = path.read_bytes()
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert int.from_bytes(content[16:20], "big") == 1920


def test_a_picture_where_nobody_comes(tingtang: Command, tmp_path: Path) -> None:
    document = morning(counters=[{"id": "W1", "serves": ["vip"], "open_min": []}])
    for each in document["classes"]:
        del each["arrivals"]
        each.pop("prefers", None)
    (tmp_path / "nobody.json").write_text(json.dumps(document))
    done = tingtang("simulate", tmp_path / "nobody.json", "--plot", tmp_path / "nobody.svg")
    assert done.code == 0, done.err


class Terminal:
    """A standard error that somebody looks at, or not."""

    def __init__(self, looked_at: bool) -> None:
        self.said = ""
        self._looked_at = looked_at

    def isatty(self) -> bool:
        return self._looked_at

    def write(self, text: str) -> None:
        self.said += text

    def flush(self) -> None: ...


@pytest.mark.parametrize("looked_at", [True, False])
def test_a_bar_stands_on_a_terminal_alone(looked_at: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal(looked_at)
    monkeypatch.setattr("sys.stderr", terminal)
    told = simulating.progress("staffing")
    told(0.5)
    if not looked_at:
        assert terminal.said == ""
        return
    assert "staffing" in terminal.said
    assert "50%" in terminal.said
    told(1.0)
    assert terminal.said.endswith("\r\033[K")
