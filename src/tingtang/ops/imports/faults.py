"""What is wrong with rows, in the user's language, every one of them."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from tingtang.kernel.words import Language, catalogue
from tingtang.ops.errors import BadInput


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a row can't be taken: `reason` has a sentence `row.REASON` in every catalogue."""

    row: int
    column: str
    reason: str
    value: str = ""  # what stands there
    detail: str = ""  # what to know for mending it


class BadRows(BadInput):
    """Rows that can't be taken, so that nothing was."""

    def __init__(self, path: Path, faults: Sequence[Fault], rows: int, language: Language) -> None:
        bad = len({fault.row for fault in faults})
        super().__init__(
            catalogue(language)["import.bad"].format(bad=bad, rows=rows),
            where=str(path),
            code="bad_rows",
            lines=[_line(path, fault, language) for fault in faults],
            details={
                "rows": [
                    {**asdict(fault), "message": reason(fault.reason, language)} for fault in faults
                ]
            },
        )


def reason(code: str, language: Language) -> str:
    """A reason in words."""
    return catalogue(language)[f"row.{code}"]


def _line(path: Path, fault: Fault, language: Language) -> str:
    row = catalogue(language)["import.row"].format(file=path, row=fault.row)
    where = ", ".join(each for each in (row, fault.column) if each)
    value = f" “{fault.value}”" if fault.value else ""
    detail = f" ({fault.detail})" if fault.detail else ""
    return f"{where}{value}: {reason(fault.reason, language)}{detail}"


def in_order(faults: Iterable[Fault]) -> list[Fault]:
    """By row."""
    return sorted(faults, key=lambda fault: fault.row)


def by_reason(faults: Iterable[Fault]) -> dict[str, int]:
    """How many rows each reason keeps out, the most frequent first; a row counts once."""
    first = {fault.row: fault.reason for fault in reversed(in_order(faults))}
    return dict(Counter(first.values()).most_common())
