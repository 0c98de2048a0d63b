"""Copies of the engine with a fault, and what the comparison with theory says of them."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import tingtang.engines
from engines.simulate import against_theory
from engines.simulate.against_theory import Case

ENGINES = Path(tingtang.engines.__file__).parent
PACKAGE = "planted"


class Change(NamedTuple):
    """Text for text in a file of the engines."""

    file: str
    old: str
    new: str


@dataclass(frozen=True)
class Told:
    """What the program said: the name of its folder of compiled code, and what differs."""

    folder: str
    misfits: list[str]


def copied(root: Path) -> Path:
    """A copy of the engine under another name, in `root`."""
    package = root / PACKAGE
    (package / "simulate").mkdir(parents=True)
    for source in (ENGINES / "line.py", *(ENGINES / "simulate").glob("*.py")):
        text = source.read_text("utf-8").replace("tingtang.engines", PACKAGE)
        (package / source.relative_to(ENGINES)).write_text(text, "utf-8")
    shutil.copy(ENGINES / "__init__.py", package)
    return package


def plant(package: Path, changes: Sequence[Change]) -> None:
    """Change the copy; each old text stands there exactly once."""
    for each in changes:
        path = package / each.file
        text = path.read_text("utf-8")
        assert text.count(each.old) == 1, each
        path.write_text(text.replace(each.old, each.new), "utf-8")


def compared(package: Path, cases: Sequence[Case], comparisons: int) -> Told:
    """Run the cases by the copy, in a process of its own, in fewer replications: what a fault does
    is far greater than what they blur.
    """
    few = [each._replace(replications=min(32, each.replications), full=False) for each in cases]
    few = [
        each._replace(figures=tuple(f for f in each.figures if "_p90_" not in f.name))
        for each in few
    ]
    asked = {
        "package": PACKAGE,
        "comparisons": comparisons,
        "cases": [each._asdict() for each in few],
    }
    done = subprocess.run(
        [sys.executable, against_theory.__file__],
        input=json.dumps(asked),
        env={
            **os.environ,
            "PYTHONPATH": str(package.parent),
            "TINGTANG_CACHE": str(package.parent / "cache"),
            "NUMBA_OPT": "1",  # it compiles sooner
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return Told(**json.loads(done.stdout))


PATIENCE_RESTARTED = (
    Change("simulate/branch.py", "    FREE_AT,\n", "    FOUND,\n    FREE_AT,\n"),
    Change(
        "simulate/branch.py",
        "    absent = mf[ABSENT]\n    n = 0\n",
        """    absent = mf[ABSENT]
    n = 0
    before = wf[wi[FOUND]] if wf[wi[FOUND]] < t else 0.0
    for queued in range(mi[LINES]):
        for i in range(wi[wi[HEAD] + queued], wi[wi[TAIL] + queued]):
            x = wi[wi[QUEUE] + wi[wi[QUEUE_BASE] + queued] + i]
            if wf[wi[UNTIL] + x] >= t:
                wf[wi[UNTIL] + x] += t - max(wf[wi[SINCE] + x], before)
    wf[wi[FOUND]] = t
""",
    ),
)
PRIORITY_SWAPPED = (
    Change("line.py", "standing = -float(priority[i])", "standing = float(priority[i])"),
)
GONE_COUNTED = (
    Change(
        "simulate/tally.py",
        "        wf[wi[COUNTS] + c * COUNTED + ABANDONED] += 1.0\n",
        """        wf[wi[COUNTS] + c * COUNTED + ABANDONED] += 1.0
        wf[wi[COUNTS] + c * COUNTED + SERVED] += 1.0
        wf[wi[COUNTS] + c * COUNTED + WAITED] += wf[wi[UNTIL] + j] - since
""",
    ),
)
CUT_AT_CLOSING = (
    Change(
        "simulate/branch.py",
        "    ends = t + took\n",
        "    ends = min(t + took, wf[wi[CLOSES] + taker])\n",
    ),
)
HEAD_START_IGNORED = (
    Change(
        "simulate/branch.py",
        "heads.head_start[i] = mf[mi[HEAD_START] + queued]",
        "heads.head_start[i] = 0.0",
    ),
)
#: Each fault and the case that shows it.
FAULTS = {
    "patience restarted at each event": (PATIENCE_RESTARTED, "Erlang A 5"),
    "priority swapped": (PRIORITY_SWAPPED, "priority 3"),
    "the gone counted": (GONE_COUNTED, "Erlang A 5"),
    "service cut at closing": (CUT_AT_CLOSING, "closing"),
    "head start ignored": (HEAD_START_IGNORED, "head start"),
}
