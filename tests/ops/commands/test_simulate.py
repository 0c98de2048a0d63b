"""`tingtang simulate` and `compare`, as somebody types them."""

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from engines.simulate.branches import morning

from .conftest import Command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "morning.json"
    path.write_text(json.dumps(morning()))
    return path


def test_the_result_is_one_object_and_the_timing_one_line(tingtang: Command, file: Path) -> None:
    done = tingtang("simulate", file, "--json", "--replications", 70)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["format"] == "tingtang.simulation/1"
    assert found["replications"] == 70
    assert set(found["classes"]) == {"vip", "ordinary"}
    timing = json.loads(done.err)
    assert set(timing) == {"customers", "seconds", "cpu_seconds", "customers_per_cpu_second"}
    assert timing["customers"] == found["customers"]


def test_means_leave_quantiles_and_intervals_out(tingtang: Command, file: Path) -> None:
    done = tingtang("simulate", file, "--json", "--replications", 10, "--statistics", "means")
    found = json.loads(done.out)
    assert "intervals" not in found
    assert "wait_p90_min" not in found["classes"]["vip"]
    assert found["classes"]["vip"]["wait_mean_min"]["value"] > 0


def test_people_see_a_table(tingtang: Command, file: Path) -> None:
    said = tingtang("simulate", file, "--replications", 10).out
    assert "wait_p90_min" in said
    assert "±" in said


def test_one_replication_has_null_intervals(tingtang: Command, file: Path) -> None:
    found = json.loads(tingtang("simulate", file, "--json", "--replications", 1).out)
    assert found["classes"]["vip"]["arrived"]["ci95"] == [None, None]


def test_a_comparison_names_what_it_compares(tingtang: Command, file: Path, tmp_path: Path) -> None:
    other = tmp_path / "fewer.json"
    document: dict[str, Any] = copy.deepcopy(morning())
    document["counters"].pop()
    other.write_text(json.dumps(document))
    done = tingtang("compare", file, other, "--json", "--replications", 70)
    assert done.code == 0, done.err
    found = json.loads(done.out)
    assert found["baseline"] == str(file)
    (difference,) = found["differences"]
    assert difference["scenario"] == str(other)
    assert difference["classes"]["ordinary"]["wait_mean_min"]["value"] > 0


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("{", ""),
        ("[]", ": the scenario"),
        (json.dumps(morning(horizon_min=-1)), ": horizon_min"),
        (json.dumps(morning(counters=[{"id": "W1"}])), ": counters[0].open_min"),
    ],
)
def test_bad_input_names_the_file_the_field_and_the_mend(
    tingtang: Command, text: str, where: str, tmp_path: Path
) -> None:
    path = tmp_path / "bad.json"
    path.write_text(text)
    done = tingtang("simulate", path)
    assert (done.code, done.out) == (2, "")
    (line,) = done.err.splitlines()
    assert line.startswith(f"tingtang: {path}{where}: ")
    told = json.loads(tingtang("simulate", path, "--json").err)
    assert (told["code"], told["where"]) == ("bad_input", f"{path}{where}")


@pytest.mark.parametrize(
    "words", [["--replications", "0"], ["--seed", "x"], ["--statistics", "some"], ["--colour"]]
)
def test_an_option_that_is_wrong(tingtang: Command, words: list[str], file: Path) -> None:
    done = tingtang("simulate", file, *words)
    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 1


def test_a_file_that_is_not_there(tingtang: Command, tmp_path: Path) -> None:
    done = tingtang("simulate", tmp_path / "none.json")
    assert (done.code, done.out) == (2, "")
    assert "none.json" in done.err


def test_a_name_that_stands_twice_is_refused(tingtang: Command, tmp_path: Path) -> None:
    path = tmp_path / "twice.json"
    path.write_text(json.dumps(morning())[:-1] + ', "horizon_min": 60}')
    done = tingtang("simulate", path, "--replications", 1)
    assert (done.code, done.out) == (2, "")
    assert '"horizon_min" stands twice in one object' in done.err


@pytest.mark.parametrize("number", ["9" * 5000, "1e15"])
def test_a_number_beyond_reason_is_refused_in_one_line(
    tingtang: Command, tmp_path: Path, number: str
) -> None:
    document = copy.deepcopy(morning())
    document["classes"][0]["arrivals"]["per_hour"][0] = 1
    text = json.dumps(document).replace('"per_hour": [1', f'"per_hour": [{number}', 1)
    path = tmp_path / "huge.json"
    path.write_text(text)
    done = tingtang("simulate", path, "--replications", 1)
    assert done.code != 0
    assert "Traceback" not in done.err
    assert str(path) in done.err


@pytest.mark.parametrize("minutes", ["nan", "-3", "inf", "soon"])
def test_a_warm_up_is_some_minutes(tingtang: Command, file: Path, minutes: str) -> None:
    done = tingtang("simulate", file, f"--warmup-min={minutes}")
    assert done.code != 0
    assert "must be a number of minutes, 0 or more" in done.err
