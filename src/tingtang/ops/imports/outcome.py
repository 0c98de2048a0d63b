"""What an import did, or would do."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many rows there were, what became of them, and why some were left out."""

    what: str
    file: str
    rows: int
    imported: int
    unchanged: int
    dry_run: bool
    sha256: str
    bad: Mapping[str, int] = field(default_factory=dict)  # rows left out, by reason
    format: str = "tingtang.import/1"


def untold(_done: int, _of: int) -> None:
    """Nobody watches."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """How an import is wanted."""

    branch: str | None = None
    dry_run: bool = False
    skip_bad: bool = False
    progress: Callable[[int, int], None] = untold
