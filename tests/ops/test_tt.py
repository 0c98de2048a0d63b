"""The one file that sets everything up: what it skips, what it says, what it needs."""

import ast
import json
import os
import re
import subprocess
import sys
from importlib.machinery import SourceFileLoader
from importlib.util import module_from_spec, spec_from_loader
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parents[2]
TT = ROOT / "tt"


@pytest.fixture
def tt(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """tt as a module whose state lies in a folder of the test."""
    spec = spec_from_loader("tt", SourceFileLoader("tt", str(TT)))
    assert spec
    assert spec.loader
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "STATE", tmp_path)
    return module


class Counted:
    """A piece of work that leaves something behind and counts how often it was done."""

    def __init__(self, output: Path) -> None:
        self.output = output
        self.times = 0

    def __call__(self) -> None:
        self.times += 1
        self.output.touch()


class TestStep:
    @pytest.fixture
    def work(self, tmp_path: Path) -> Counted:
        return Counted(tmp_path / "made")

    def test_the_same_inputs_are_worked_on_once(self, tt: ModuleType, work: Counted) -> None:
        for _ in range(3):
            tt.step("work", "work", ("one",), work.output, work)
        assert work.times == 1

    def test_other_inputs_are_worked_on(
        self, tt: ModuleType, work: Counted, tmp_path: Path
    ) -> None:
        lock = tmp_path / "lock"
        for content in ("one", "two", "two"):
            lock.write_text(content)
            tt.step("work", "work", (lock,), work.output, work)
        assert work.times == 2

    def test_a_lost_output_is_made_again(self, tt: ModuleType, work: Counted) -> None:
        tt.step("work", "work", ("one",), work.output, work)
        work.output.unlink()
        tt.step("work", "work", ("one",), work.output, work)
        assert work.times == 2

    def test_what_failed_is_tried_again(self, tt: ModuleType, work: Counted) -> None:
        def fail() -> None:
            work.output.touch()
            raise tt.Stop("no")

        with pytest.raises(tt.Stop):
            tt.step("work", "work", ("one",), work.output, fail)
        tt.step("work", "work", ("one",), work.output, work)
        assert work.times == 1

    def test_inputs_are_told_apart_by_their_borders(self, tt: ModuleType) -> None:
        assert tt.digest("ab", "c") != tt.digest("a", "bc")


class TestSaying:
    def test_a_failed_program_shows_its_last_lines_and_the_mend(
        self, tt: ModuleType, capfd: pytest.CaptureFixture[str]
    ) -> None:
        program = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]
        with pytest.raises(tt.Stop, match="do this"):
            tt.run(program, log="work", mend="do this")
        assert "the reason" in capfd.readouterr().err

    def test_without_root_the_one_line_to_run_is_said(
        self, tt: ModuleType, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(tt.os, "geteuid", lambda: 1000)
        monkeypatch.setitem(tt.PACKAGES, "chromium", lambda: False)
        with pytest.raises(tt.Stop, match=r"as root run: apt-get install .* chromium"):
            tt.ensure_packages("chromium")

    def test_what_is_optional_is_said_once(
        self, tt: ModuleType, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(tt.os, "geteuid", lambda: 1000)
        monkeypatch.setitem(tt.PACKAGES, "espeak-ng", lambda: False)
        for _ in range(2):
            tt.ensure_packages(optional=["espeak-ng"])
        assert capfd.readouterr().err.count("going on without espeak-ng") == 1

    @pytest.mark.parametrize(
        "line",
        [
            "==== 3 failed, 12 passed in 4.20s ====",
            " Test Files  4 passed (4)",
            "      Tests  31 passed (31)",
        ],
    )
    def test_it_knows_a_runners_closing_line(self, tt: ModuleType, line: str) -> None:
        assert tt.SUMMARY.search(line)


class TestFiles:
    def test_tt_needs_nothing_but_python(self) -> None:
        tree = ast.parse(TT.read_text("utf-8"))
        imported = {
            (node.module or "" if isinstance(node, ast.ImportFrom) else name.name).split(".")[0]
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for name in node.names
        }
        assert imported <= sys.stdlib_module_names

    @pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
    def test_locks_hold_hashes_and_no_addresses(self, lock: str) -> None:
        text = (ROOT / lock).read_text("utf-8")
        pins = re.findall(r"^[a-z0-9].*?(?=^[a-z0-9]|\Z)", text, re.MULTILINE | re.DOTALL)
        assert len(pins) > 20
        assert all("--hash=sha256:" in pin for pin in pins)
        assert not re.search(r"https?://|file:|index-url|find-links", text)

    def test_both_locks_agree(self) -> None:
        def pins(lock: str) -> dict[str, str]:
            text = (ROOT / lock).read_text("utf-8")
            return dict(re.findall(r"^([a-z0-9.-]+)==(\S+)", text, re.MULTILINE))

        run, dev = pins("requirements.lock"), pins("requirements-dev.lock")
        shared = run.keys() & dev.keys()
        assert shared
        assert {name: run[name] for name in shared} == {name: dev[name] for name in shared}

    def test_the_gate_checks_and_tests(self) -> None:
        gate = (ROOT / ".ci" / "run").read_text("utf-8")
        assert "set -euo pipefail" in gate
        assert gate.index("./tt check") < gate.index("./tt test")


class TestCommand:
    @staticmethod
    def run(*words: str) -> subprocess.CompletedProcess[str]:
        env = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
        command = [sys.executable, "-m", "tingtang.ops.main", *words]
        return subprocess.run(command, capture_output=True, text=True, check=False, env=env)

    @pytest.mark.parametrize(
        ("words", "says"),
        [
            (["nosuch"], "there is no such command"),
            (["serve", "--port", "x"], "--port"),
            (["serve", "--port", "70000"], "--port"),
            (["serve", "--bogus"], "--bogus"),
            (["migrate", "--bogus"], "--bogus"),
            (["doctor", "--bogus"], "--bogus"),
        ],
    )
    def test_bad_input_is_two_and_one_line(self, words: list[str], says: str) -> None:
        done = self.run(*words)
        assert done.returncode == 2
        assert len(done.stderr.strip().splitlines()) == 1
        assert says in done.stderr
        assert not done.stdout

    def test_with_json_an_error_is_one_object(self) -> None:
        error = json.loads(self.run("nosuch", "--json").stderr)
        assert error["code"] == "bad_input"
        assert error["where"] == "nosuch"
