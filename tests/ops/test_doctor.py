"""What `tingtang doctor` says of the user whom the server runs as."""

import os
import subprocess
from collections.abc import Iterator
from configparser import ConfigParser
from contextlib import contextmanager
from pathlib import Path

import pytest

from served import Served
from tingtang.ops import doctor
from tingtang.ops.place import ROOT
from tingtang.ops.serving import read

NOBODY = 65534
as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has processes of other users")


@contextmanager
def serving(data: Path, **popen: int) -> Iterator[int]:
    """A process that looks like the server of a data folder."""
    command = ["/bin/sh", "-c", "read line", "serve"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, **popen) as process:  # type: ignore[call-overload]
        (data / "serve.lock").write_text(str(process.pid))
        yield process.pid


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TINGTANG_DATA", str(tmp_path))
    return tmp_path


def test_a_server_of_root_is_named_with_the_mend(server: Served) -> None:
    """The real one, as these tests run it."""
    found = doctor.process_user()
    if os.geteuid() == 0:
        assert found.verdict == "mind"
        assert "deploy/tingtang.service" in found.says
        assert (ROOT / "deploy" / "tingtang.service").exists()
    else:
        assert (found.verdict, f"user {os.geteuid()}" in found.says) == ("good", True)


@as_root
def test_a_server_of_another_user_is_good(folder: Path) -> None:
    with serving(folder, user=NOBODY, group=NOBODY):
        found = doctor.process_user()
    assert (found.verdict, f"user {NOBODY}" in found.says) == ("good", True)


def test_without_a_server_nobody_is_named(folder: Path) -> None:
    assert doctor.process_user().verdict == "mind"
    (folder / "serve.lock").write_text(str(os.getpid()))  # given anew to a process of another kind
    assert "no server" in doctor.process_user().says


def test_the_unit_starts_the_server_as_a_user_of_its_own() -> None:
    unit = ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    unit.read(ROOT / "deploy" / "tingtang.service")
    service = unit["Service"]
    assert service["User"] not in ("", "root")
    program, name, *words = service["ExecStart"].split()
    assert (Path(program).name, name) == ("tingtang", "serve")
    assert read(name, words).host == "127.0.0.1"
