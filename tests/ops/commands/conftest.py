"""Commands as a person types them: the exit code, and what was said where."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

from tingtang.ops.main import main

if TYPE_CHECKING:
    from cast import Cast


@dataclass(frozen=True)
class Said:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def lines(self) -> list[str]:
        return self.err.splitlines()


Command = Callable[..., Said]


@pytest.fixture
def tingtang(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """`tingtang WORDS…` in this process, at an English terminal."""
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)

    def run(*words: object) -> Said:
        capsys.readouterr()
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run


@pytest.fixture
def branch() -> Cast:
    """A fresh branch."""
    from cast import founded

    return founded()


@pytest.fixture
def code(branch: Cast) -> str:
    """What commands call the branch."""
    from tingtang.bank.branch.queries import plan_of

    return plan_of(branch.branch).code
