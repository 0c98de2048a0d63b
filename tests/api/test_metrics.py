"""`GET /metrics`: what the web processes counted, summed up, as Prometheus reads it."""

import re
import shutil
import threading
import time
from pathlib import Path

import httpx
import pytest

from api.asking import Doors
from api.test_races import over_the_wire
from served import Served
from tingtang.access.rights import Post
from tingtang.ops import figures
from tingtang.ops.figures import FOLDER, Figures, add_up, series
from tingtang.ops.metrics import exposed

LINE = re.compile(r'([a-z_]+)(?:\{((?:[a-z_]+="(?:[^"\\]|\\.)*",?)*)\})? ([0-9.e+-]+)')


def parsed(text: str) -> dict[str, float]:
    """Each series of the text; everything in it must be one, or a comment."""
    found = {}
    for line in text.splitlines():
        if not line.startswith("# "):
            match = LINE.fullmatch(line)
            assert match, line
            found[f"{match[1]}{{{match[2] or ''}}}"] = float(match[3])
    return found


def wait_for(path: Path) -> None:
    """Until the writer has written once."""
    until = time.monotonic() + 20
    while not list(path.glob("*.json")):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_what_processes_counted_is_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(2):
        counted = Figures(tmp_path / FOLDER)
        counted.add(series("tingtang_turns_total"), value=2)
    wait_for(tmp_path / FOLDER)
    until = time.monotonic() + 20
    while add_up(tmp_path) != {series("tingtang_turns_total"): 4.0}:
        assert time.monotonic() < until
        time.sleep(0.01)
    figures.clear(tmp_path)
    assert add_up(tmp_path) == {}


@pytest.fixture
def failed(monkeypatch: pytest.MonkeyPatch) -> list[BaseException | None]:
    """What threads ended with; figures are written without a pause."""
    met: list[BaseException | None] = []
    monkeypatch.setattr(threading, "excepthook", lambda raised: met.append(raised.exc_value))
    monkeypatch.setattr(figures, "WRITE_EVERY_S", 0.0)
    return met


def test_the_writer_ends_with_the_folder_of_its_house(
    tmp_path: Path, failed: list[BaseException | None]
) -> None:
    house = tmp_path / "house"
    house.mkdir()
    before = set(threading.enumerate())
    counted = Figures(house / FOLDER)
    counted.add(series("tingtang_turns_total"))
    (writer,) = (each for each in set(threading.enumerate()) - before if each.name == "figures")
    wait_for(house / FOLDER)
    while house.exists():
        shutil.rmtree(house, ignore_errors=True)
    until = time.monotonic() + 20
    while writer.is_alive():
        assert time.monotonic() < until
        counted.add(series("tingtang_turns_total"))
    assert (failed, house.exists()) == ([], False)


def test_whatever_else_keeps_the_writer_from_writing_is_told(
    tmp_path: Path, failed: list[BaseException | None]
) -> None:
    (tmp_path / FOLDER).write_text("no folder")
    Figures(tmp_path / FOLDER).add(series("tingtang_turns_total"))
    until = time.monotonic() + 20
    while not failed:
        assert time.monotonic() < until
        time.sleep(0.01)
    assert [type(each) for each in failed] == [FileExistsError]


def test_a_request_falls_into_every_bucket_that_holds_it(tmp_path: Path) -> None:
    counted = Figures(tmp_path)
    for seconds in (0.001, 0.005, 0.03, 99):
        counted.took(seconds, "/x")
    values = {(name, labels.get("le")): value for name, labels, value in counted.written()}
    bucket = "tingtang_request_seconds_bucket"
    assert values[bucket, "0.005"] == 2
    assert values[bucket, "0.025"] == 2
    assert values[bucket, "0.05"] == 3
    assert values[bucket, "5.0"] == 3
    assert values[bucket, "+Inf"] == values["tingtang_request_seconds_count", None] == 4
    assert values["tingtang_request_seconds_sum", None] == pytest.approx(99.036)


def test_it_is_prometheus_text() -> None:
    told = exposed(
        {
            series("tingtang_requests_total", route='/a"\\b', method="GET", status="200"): 3.0,
            series("tingtang_request_seconds_bucket", route="/a", le="+Inf"): 3.0,
            series("tingtang_turns_total"): 12345678.0,
        }
    )
    assert told.endswith("\n")
    assert "# TYPE tingtang_request_seconds histogram" in told
    lines = parsed(told)
    assert lines['tingtang_requests_total{method="GET",route="/a\\"\\\\b",status="200"}'] == 3
    assert lines["tingtang_turns_total{}"] == 12345678


def test_the_house_tells_requests_refusals_turns_and_times(stage: Doors, server: Served) -> None:
    kiosk = stage.device(Post.KIOSK)
    body = {"service": str(stage.cast.services["cash"])}
    before = asked(server)
    with over_the_wire(kiosk, server) as client:
        for key in ("1", "2", "2"):
            answer = client.post(
                stage.branch("tickets"), json=body, headers={"Idempotency-Key": key}
            )
            assert answer.status_code == 200
        assert client.post(stage.branch("tickets"), json=body).status_code == 422
        assert client.get("/api/nowhere/at/all").status_code == 404
    route = "/api/branches/{branch}/tickets"
    grown = {
        f'tingtang_requests_total{{method="POST",route="{route}",status="200"}}': 3,
        f'tingtang_requests_total{{method="POST",route="{route}",status="422"}}': 1,
        'tingtang_requests_total{method="GET",route="nowhere",status="404"}': 1,
        'tingtang_refusals_total{code="key_missing"}': 1,
        'tingtang_refusals_total{code="unknown_path"}': 1,
        f'tingtang_request_seconds_count{{route="{route}"}}': 4,
        f'tingtang_request_seconds_bucket{{le="+Inf",route="{route}"}}': 4,
        "tingtang_turns_total{}": 2,
    }
    until = time.monotonic() + 30
    while any(asked(server).get(name, 0) - before.get(name, 0) < by for name, by in grown.items()):
        assert time.monotonic() < until, asked(server)
        time.sleep(0.05)


def asked(server: Served) -> dict[str, float]:
    answer = httpx.get(server.metrics_url, trust_env=False)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert str(server.port) not in answer.text
    return parsed(answer.text)


def test_it_stands_on_a_port_of_its_own(server: Served) -> None:
    assert httpx.get(f"{server.url}/metrics", trust_env=False).status_code == 404
    elsewhere = server.metrics_url.replace("/metrics", "/")
    assert httpx.get(elsewhere, trust_env=False).status_code == 404
