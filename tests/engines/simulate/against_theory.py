"""The engine beside figures that are known exactly, by intervals that hold all at once.

Also a program: cases as JSON on standard input, for the engine in the package that it is told,
which may be a copy with a fault. It needs nothing of ours but that package.
"""

import importlib
import json
import sys
from typing import Any, NamedTuple

FAMILY_ERROR = 0.01  #: the chance that any of all comparisons fails though the engine is right
SERVICE = 0.1  # minutes: long runs of short services have few intervals
WARMUP = 0.02  # of a run, in which the empty start is forgotten


class Figure(NamedTuple):
    """What a class's figure is to be, and the greatest half-width, as a part of it."""

    of: str
    name: str
    expected: float
    precision: float = 0.005


class Case(NamedTuple):
    """A scenario and its known figures."""

    id: str
    document: dict[str, Any]
    figures: tuple[Figure, ...]
    replications: int = 256
    full: bool = True


class Seen(NamedTuple):
    """What the engine says, with the half-width of its interval."""

    figure: Figure
    value: float
    half: float

    @property
    def wide(self) -> bool:
        return self.half > self.figure.precision * self.figure.expected

    @property
    def misfit(self) -> bool:
        return abs(self.value - self.figure.expected) > self.half

    def __str__(self) -> str:
        figure = self.figure
        return (
            f"{figure.of} {figure.name}: {self.value:.6g} ± {self.half:.2g}, {figure.expected:.6g}"
        )


def branch(
    servers: int,
    loads: list[float],
    *,
    customers: int = 200_000,
    discipline: dict[str, Any],
    service: dict[str, Any] | None = None,
    patience: float | None = None,
) -> dict[str, Any]:
    """Classes c0, c1 ... of `loads` in mean services, and counters alike that serve them all;
    `patience` in mean services, too.
    """
    horizon = customers * SERVICE / sum(loads)
    names = [f"c{i}" for i in range(len(loads))]
    return {
        "format": "tingtang.scenario/1",
        "horizon_min": horizon,
        "drain": True,
        "discipline": discipline,
        "classes": [
            {
                "id": name,
                "priority": i,
                "service_min": service or {"kind": "exponential", "mean": SERVICE},
                "patience_min": patience and {"kind": "exponential", "mean": patience * SERVICE},
                "arrivals": {"edges_min": [0, horizon], "per_hour": [60 * load / SERVICE]},
            }
            for i, (name, load) in enumerate(zip(names, loads, strict=True))
        ],
        "counters": [
            {"id": f"W{i}", "serves": names, "open_min": [[0, horizon]]} for i in range(servers)
        ],
    }


def look(case: Case, comparisons: int, package: str = "tingtang.engines") -> list[Seen]:
    """Run a case; each interval is to hold with all `comparisons` at once (Bonferroni)."""
    part = {
        name: importlib.import_module(f"{package}.simulate.{name}")
        for name in ("scenario", "running", "result", "estimating")
    }
    of = part["scenario"].scenario(case.document)
    warmup = WARMUP * of.horizon
    wish = part["running"].Wish(
        replications=case.replications, seed=2014, full=case.full, warmup=warmup
    )
    ran = part["running"].run(of, wish, lambda _: None)
    found = part["result"].result(of, ran, wish)["classes"]
    student, freedom = part["estimating"].student, case.replications - 1
    times = student(freedom, 1 - FAMILY_ERROR / (2 * comparisons)) / student(freedom)
    seen = []
    for figure in case.figures:
        said = found[figure.of][figure.name]
        seen.append(Seen(figure, said["value"], times * (said["ci95"][1] - said["value"])))
    return seen


def main() -> None:
    asked = json.load(sys.stdin)
    compiled = importlib.import_module(f"{asked['package']}.simulate.compiled")
    misfits = []
    for case in asked["cases"]:
        case["figures"] = tuple(Figure(*each) for each in case["figures"])
        seen = look(Case(**case), asked["comparisons"], asked["package"])
        misfits += [f"{case['id']}: {each}" for each in seen if each.misfit]
    print(json.dumps({"folder": compiled.folder().name, "misfits": misfits}))


if __name__ == "__main__":
    main()
