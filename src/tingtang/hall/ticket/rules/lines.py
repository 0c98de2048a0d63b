"""The line and the place of a ticket, and whose turn it is. Pure; time is an argument."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.bank.branch.queries import CounterPlan
from tingtang.bank.branch.rules import CounterKind, Discipline
from tingtang.engines import line as engine
from tingtang.hall.visit.rules import LineClass

ALONE = 0  #: the line of a ticket that left its main line and came back: it is its own head
LED = "led"  #: why of a call that nobody hears: the customer was led to the counter
MOST_PASSED = 64  #: overtakings of one customer that are counted: more than any cap allows
PLACE_STEP = 1024  #: places between two tickets issued one after the other, for those put between
_LINES = frozenset(LineClass)
_VIP_LINES = frozenset({LineClass.EMERGENCY, LineClass.VIP})


def lines_at(counter: CounterPlan) -> frozenset[LineClass]:
    """The classes of line that a counter calls by rule: a VIP counter its own and emergency, which
    comes before any rule; every other one all of them.
    """
    return _VIP_LINES if counter.kind == CounterKind.VIP else _LINES


def calls(
    counter: CounterPlan, service_id: UUID, line_class: LineClass, kept_for: UUID | None = None
) -> bool:
    """Whether a counter calls such a number by rule. `kept_for`: the only counter that does, whom
    somebody sent there; which line they stood in doesn't matter then.
    """
    if service_id not in counter.services:
        return False
    return kept_for == counter.id if kept_for is not None else line_class in lines_at(counter)


def line_number(ordinal: int, line_class: LineClass, alone: bool) -> int:
    """A main line holds one class and service, all of whom joined at issue; others stand alone."""
    return ALONE if alone else ordinal * 8 + line_class


def place_at_issue(sequence: int) -> int:
    """Lines are ordered by the ledger's sequence, not by a clock."""
    return sequence * PLACE_STEP


def next_place_at_issue(place: int) -> int:
    """The first place behind `place` that only a ticket issued later can have."""
    return (place // PLACE_STEP + 1) * PLACE_STEP


def place_behind(place: int, taken: Sequence[int]) -> int:
    """Right behind `place` and those who were put there before (`taken`); nobody else's."""
    return max((place, *taken)) + 1


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a line, as a calling counter sees it. `overtaken` so far, `place` its order."""

    ticket_id: UUID
    label: str
    line: int
    line_class: LineClass
    service_id: UUID
    place: int
    issued_at: datetime
    overtaken: int
    passed: tuple[int, ...]  # places of tickets that passed its main line
    expected_s: float | None = None  # of the wait told at issue
    spread: float | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Whom to call, why, the heads it passes, and by which order (None: somebody chose)."""

    head: Head
    why: str
    passed: tuple[Head, ...]
    order: str | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """How a line of one class waits. Rates in points a minute, times in minutes; -1: no cap."""

    priority: int
    rate: float
    max_overtakes: int
    max_wait_min: float


@dataclass(frozen=True, slots=True)
class Order:
    """How the lines wait, by one version of the table of order: `of` says whose it is and its
    number ("bank 0": what a bank starts with). Emergency has no terms: it is called before any
    rule.
    """

    of: str
    terms: Mapping[LineClass, Terms]


_DISCIPLINES = {
    Discipline.STRICT: engine.FIFO,
    Discipline.PRIORITY: engine.PRIORITY,
    Discipline.ACCUMULATING: engine.ACCUMULATING,
}
_WORDS = {
    engine.ONLY_LINE: "earliest",  # others may wait behind the only head
    engine.EARLIEST: "earliest",
    engine.HIGHER_PRIORITY: "priority",
    engine.MORE_ACCUMULATED: "accumulated",
    engine.OVERTAKE_CAP: "overtake_cap",
    engine.WAIT_CAP: "wait_cap",
}


def callable_heads(
    heads: Sequence[Head], stopped: Collection[UUID], owed: Mapping[UUID, int]
) -> list[Head]:
    """Those who can be called, and so overtaken.

    Not who waits for a stopped service. Nor, while somebody without an appointment waits here for
    the same service, the booked of a service that owes its walk-ins calls (`owed_after`): held back
    they are not overtaken, so neither this rule nor a cap has to give way to the other.
    """
    going = [head for head in heads if head.service_id not in stopped]
    walk_ins = {each.service_id for each in going if each.line_class is not LineClass.BOOKED}
    held = {service_id for service_id in walk_ins if owed.get(service_id)}
    return [
        each
        for each in going
        if each.line_class is not LineClass.BOOKED or each.service_id not in held
    ]


def owed_after(owed: int, line_class: LineClass, parameters: Mapping[str, int]) -> int:
    """How many walk-ins of a service go before its next booked customer, once one of this class of
    line was called.
    """
    if line_class is LineClass.BOOKED:
        return parameters["booked_per_walkins"]
    return max(0, owed - 1)


def choose(
    heads: Sequence[Head], order: Order, discipline: Discipline, at: datetime
) -> Choice | None:
    """Whose turn it is among the heads of the lines that a counter serves; None: nobody waits."""
    if not heads:
        return None
    emergencies = [head for head in heads if head.line_class is LineClass.EMERGENCY]
    if emergencies:
        chosen, why = min(emergencies, key=lambda head: head.place), "emergency"
    else:
        chosen, why = _chosen_by_rule(heads, order, discipline, at)
    return Choice(chosen, why, tuple(h for h in heads if h.place < chosen.place), order.of)


def _chosen_by_rule(
    heads: Sequence[Head], order: Order, discipline: Discipline, at: datetime
) -> tuple[Head, str]:
    terms = [order.terms[head.line_class] for head in heads]
    index, reason = engine.choose(
        _DISCIPLINES[discipline],
        0.0,
        len(heads),
        [head.place for head in heads],
        [(head.issued_at - at).total_seconds() / 60 for head in heads],
        [each.priority for each in terms],
        [each.rate for each in terms],
        [0.0] * len(heads),
        [head.overtaken for head in heads],
        [each.max_overtakes for each in terms],
        [each.max_wait_min for each in terms],
    )
    return heads[index], _WORDS[reason]


def passed_after(head: Head, called_place: int) -> list[int]:
    """The places that passed the head's line once `called_place` was called."""
    return passes_kept(head.passed, head.place, called_place)


def passes_kept(passed: Sequence[int], head_place: int, called_place: int) -> list[int]:
    """What a line whose head is at `head_place` keeps: who was called before some member's time.

    A member was overtaken by the places behind its own, so the last `MOST_PASSED` tell that exactly
    up to their number, however many wait.
    """
    return sorted((*(each for each in passed if each > head_place), called_place))[-MOST_PASSED:]
