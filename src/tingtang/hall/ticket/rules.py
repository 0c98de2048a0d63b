"""States and moves of a ticket, its line and its place. Pure; time is an argument."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from tingtang.bank.branch.rules import Discipline
from tingtang.engines import line as engine
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused


class State(StrEnum):
    """A ticket's states (DOMAIN.md §8)."""

    WAITING = "waiting"
    CALLED = "called"
    SERVING = "serving"
    PARKED = "parked"  # stands aside, keeps its place
    MISSED = "missed"  # was called and did not come
    DONE = "done"
    ABANDONED = "abandoned"
    MERGED = "merged"
    UNSERVED = "unserved"  # still here when the day ended


class Move(StrEnum):
    """What may happen to a ticket."""

    CALL = "call"
    RECALL = "recall"
    ARRIVE = "arrive"
    MISS = "no_show"
    REJOIN = "rejoin"
    PARK = "park"
    BE_LATE = "late"
    RESUME = "resume"
    TRANSFER = "transfer"
    CHANGE_SERVICE = "change_service"
    ADD_SERVICE = "add_service"
    MARK = "mark"
    MERGE = "merge"
    FINISH = "finish"
    REOPEN = "reopen"
    GO_ON = "go_on"  # to the next of several services
    ABANDON = "abandon"
    END_DAY = "end_day"


_S, _M = State, Move
MOVES: dict[tuple[State, Move], State] = {
    (_S.WAITING, _M.CALL): _S.CALLED,
    (_S.MISSED, _M.CALL): _S.CALLED,  # a chosen number only: choice by rule sees waiting tickets
    (_S.PARKED, _M.CALL): _S.CALLED,
    (_S.CALLED, _M.RECALL): _S.CALLED,
    (_S.CALLED, _M.ARRIVE): _S.SERVING,
    (_S.CALLED, _M.MISS): _S.MISSED,
    (_S.MISSED, _M.REJOIN): _S.WAITING,
    (_S.WAITING, _M.PARK): _S.PARKED,
    (_S.SERVING, _M.PARK): _S.PARKED,
    (_S.WAITING, _M.BE_LATE): _S.PARKED,
    (_S.PARKED, _M.RESUME): _S.WAITING,
    (_S.WAITING, _M.TRANSFER): _S.WAITING,
    (_S.CALLED, _M.TRANSFER): _S.WAITING,
    (_S.SERVING, _M.TRANSFER): _S.WAITING,
    (_S.WAITING, _M.CHANGE_SERVICE): _S.WAITING,
    (_S.PARKED, _M.CHANGE_SERVICE): _S.PARKED,
    (_S.SERVING, _M.CHANGE_SERVICE): _S.SERVING,
    (_S.WAITING, _M.ADD_SERVICE): _S.WAITING,
    (_S.CALLED, _M.ADD_SERVICE): _S.CALLED,
    (_S.SERVING, _M.ADD_SERVICE): _S.SERVING,
    (_S.WAITING, _M.MARK): _S.WAITING,
    (_S.PARKED, _M.MARK): _S.PARKED,
    (_S.MISSED, _M.MARK): _S.MISSED,
    (_S.CALLED, _M.MARK): _S.CALLED,
    (_S.SERVING, _M.MARK): _S.SERVING,
    (_S.WAITING, _M.MERGE): _S.MERGED,
    (_S.PARKED, _M.MERGE): _S.MERGED,
    (_S.MISSED, _M.MERGE): _S.MERGED,
    (_S.CALLED, _M.FINISH): _S.DONE,  # service began at the call: nobody marked the arrival
    (_S.SERVING, _M.FINISH): _S.DONE,
    (_S.DONE, _M.REOPEN): _S.SERVING,
    (_S.DONE, _M.GO_ON): _S.WAITING,
    (_S.WAITING, _M.ABANDON): _S.ABANDONED,
    (_S.PARKED, _M.ABANDON): _S.ABANDONED,
    (_S.MISSED, _M.ABANDON): _S.ABANDONED,
    (_S.CALLED, _M.ABANDON): _S.ABANDONED,
    (_S.WAITING, _M.END_DAY): _S.UNSERVED,
    (_S.PARKED, _M.END_DAY): _S.UNSERVED,
    (_S.MISSED, _M.END_DAY): _S.UNSERVED,
    (_S.CALLED, _M.END_DAY): _S.UNSERVED,
    (_S.SERVING, _M.END_DAY): _S.DONE,
}


def move(state: State, what: Move) -> State:
    """The state after `what`; refuses with `wrong_state` where the table has no row."""
    try:
        return MOVES[state, what]
    except KeyError:
        raise Refused("wrong_state", state=state.value, move=what.value) from None


# ---------------------------------------------------------------- lines and places

ALONE = 0  #: the line of a ticket that left its main line and came back: it is its own head
PLACE_STEP = 1024  #: places between two tickets issued one after the other, for those put between


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
    """Whom to call, why, and the heads it passes."""

    head: Head
    why: str
    passed: tuple[Head, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """How a line of one class waits. Rates in points a minute, times in minutes; -1: no cap."""

    priority: int
    rate: float
    max_overtakes: int
    max_wait_min: float


def terms_of(parameters: Mapping[str, int], line_class: LineClass) -> Terms:
    """The branch's terms for a class of line. Emergency has none: it is called before any rule."""
    word = line_class.word
    return Terms(
        priority=3 if line_class is LineClass.ORDINARY else parameters[f"{word}_priority"],
        rate=parameters[f"{word}_rate"] / 1000,
        max_overtakes=parameters[f"{word}_overtakes"],
        max_wait_min=parameters[f"{word}_wait_min"],
    )


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


def choose(
    heads: Sequence[Head], parameters: Mapping[str, int], discipline: Discipline, at: datetime
) -> Choice | None:
    """Whose turn it is among the heads of the lines that a counter serves; None: nobody waits."""
    if not heads:
        return None
    emergencies = [head for head in heads if head.line_class is LineClass.EMERGENCY]
    if emergencies:
        chosen, why = min(emergencies, key=lambda head: head.place), "emergency"
    else:
        chosen, why = _chosen_by_rule(heads, parameters, discipline, at)
    return Choice(chosen, why, tuple(h for h in heads if h.place < chosen.place))


def _chosen_by_rule(
    heads: Sequence[Head], parameters: Mapping[str, int], discipline: Discipline, at: datetime
) -> tuple[Head, str]:
    terms = [terms_of(parameters, head.line_class) for head in heads]
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
    """The places that passed the head's line once `called_place` was called; the past is pruned."""
    return [*(place for place in head.passed if place > head.place), called_place]


# ---------------------------------------------------------------- times


class Waits(Protocol):
    """What the timing rules read of a ticket."""

    @property
    def recalls(self) -> int: ...
    @property
    def called_at(self) -> datetime | None: ...
    @property
    def recalled_at(self) -> datetime | None: ...
    @property
    def ended_at(self) -> datetime | None: ...


def last_call(ticket: Waits) -> datetime:
    """When the ticket was last called or recalled."""
    last = ticket.recalled_at or ticket.called_at
    if last is None:
        raise Refused("wrong_state", state="waiting", move="recall")
    return last


def check_recall(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """At most `recalls` times, `recall_gap_s` apart."""
    if ticket.recalls >= parameters["recalls"]:
        raise Refused("recalls_used_up", times=parameters["recalls"])
    wait = last_call(ticket) + timedelta(seconds=parameters["recall_gap_s"]) - at
    if wait > timedelta(0):
        raise Refused("recall_too_soon", seconds=-(-wait // timedelta(seconds=1)))


def check_no_show(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """A called customer may be passed `no_show_after_s` after the first call, shown counting."""
    called_at = ticket.called_at or at
    wait = called_at + timedelta(seconds=parameters["no_show_after_s"]) - at
    if wait > timedelta(0):
        raise Refused("too_early_to_pass", seconds=-(-wait // timedelta(seconds=1)))


def check_reopen(ticket: Waits, parameters: Mapping[str, int], at: datetime) -> None:
    """A mistaken finish may be taken back within `reopen_within_s`."""
    if ticket.ended_at is None or at - ticket.ended_at > timedelta(
        seconds=parameters["reopen_within_s"]
    ):
        raise Refused("too_late_to_reopen", seconds=parameters["reopen_within_s"])


# ---------------------------------------------------------------- history


@dataclass(frozen=True, slots=True)
class Past:
    """A ticket of a day before this system, as its source recorded it; None: not known."""

    ticket: str
    segment: str
    service: str
    arrived_at: datetime
    queued_at: datetime | None
    left_queue_at: datetime | None
    outcome: str
    service_started_at: datetime | None
    service_ended_at: datetime | None
    server: str | None


PAST_OUTCOMES = ("served", "abandoned")
_LONGEST_STAY = timedelta(days=1)
#: Queue and counter were often timed by two clocks: a service may seem to begin so much too early.
_CLOCKS_APART = timedelta(seconds=2)


def impossible(past: Past) -> tuple[str, str] | None:
    """The field that can't be as it is, and why; None for what may have happened."""
    queued, left = past.queued_at, past.left_queue_at
    started, ended = past.service_started_at, past.service_ended_at
    if past.outcome not in PAST_OUTCOMES:
        return "outcome", "bad_outcome"
    for name in ("queued_at", "left_queue_at", "service_started_at", "service_ended_at"):
        moment = getattr(past, name)
        if moment is not None and moment < past.arrived_at:
            return name, "before_arrival"
        if moment is not None and moment - past.arrived_at > _LONGEST_STAY:
            return name, "too_late"
    if left is not None and (queued is None or left < queued):
        return "left_queue_at", "never_queued" if queued is None else "negative_wait"
    if started is not None and left is not None and left - started > _CLOCKS_APART:
        return "service_started_at", "served_while_queueing"
    if ended is not None and (started is None or ended < started):
        return "service_ended_at", "never_begun" if started is None else "negative_service"
    return None
