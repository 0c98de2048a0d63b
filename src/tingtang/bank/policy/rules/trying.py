"""A draft tried on past decisions: what it would decide otherwise, and for whom."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.deciding import Undecided, compiled
from tingtang.bank.policy.rules.tables import Kind, Table

MOST_LISTED = 50


class Decided(Protocol):
    """Past decisions that were alike."""

    @property
    def inputs(self) -> Mapping[str, Value]: ...
    @property
    def results(self) -> Mapping[str, str]: ...
    @property
    def times(self) -> int: ...


@dataclass(frozen=True, slots=True)
class Otherwise:
    """Past decisions that the draft would make otherwise; without results it makes none (a gap)."""

    inputs: Mapping[str, Value]
    before: Mapping[str, str]
    after: Mapping[str, str]
    row: int | None
    times: int


@dataclass(frozen=True, slots=True)
class Trial:
    """What trying found: of all `decisions` those made the `same`, `otherwise`, and `unknown` ones
    that lack what the draft asks about, so that nobody can say. `by_class` and `by_protection`
    divide those made otherwise, where the table asks for it; so do the `cases`, of which the most
    frequent are `listed`.
    """

    decisions: int
    same: int
    otherwise: int
    unknown: int
    by_class: Mapping[str, int]
    by_protection: Mapping[str, int]
    cases: int
    listed: tuple[Otherwise, ...]


def tried(table: Table, past: Iterable[Decided]) -> Trial:
    """The draft beside what was decided."""
    decide = compiled(table)
    names = [result.name for result in table.kind.results]
    total, unknown, found = 0, 0, list[Otherwise]()
    for each in past:
        total += each.times
        try:
            case = table.kind.case(each.inputs)
        except (KeyError, ValueError):
            unknown += each.times
            continue
        row: int | None = None
        after: dict[str, str] = {}
        try:
            row = decide(case) + 1
            after = dict(zip(names, table.rows[row - 1].results, strict=True))
        except Undecided:
            pass
        if after != each.results:
            found.append(Otherwise(each.inputs, each.results, after, row, each.times))
    otherwise = sum(each.times for each in found)
    return Trial(
        total,
        total - otherwise - unknown,
        otherwise,
        unknown,
        _counted(table.kind, found, "class"),
        _counted(table.kind, found, "protected"),
        len(found),
        tuple(sorted(found, key=lambda each: -each.times)[:MOST_LISTED]),
    )


def _counted(kind: Kind, found: Iterable[Otherwise], clause: str) -> dict[str, int]:
    counts: Counter[str] = Counter()
    if any(each.name == clause for each in kind.clauses):  # else only some decisions tell it
        for each in found:
            counts[str(each.inputs[clause])] += each.times
    return dict(counts)
