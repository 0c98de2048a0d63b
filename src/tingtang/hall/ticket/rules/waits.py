"""The wait told at issue: what the hall knows, handed to the engine. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from tingtang.bank.branch.queries import Plan, ServicePlan
from tingtang.bank.branch.rules import Discipline
from tingtang.engines.forecasting.waits import Shown, Wait, estimate, shown
from tingtang.hall.ticket.rules.lines import calls
from tingtang.hall.visit.rules import LineClass


@dataclass(frozen=True, slots=True)
class Ahead:
    """How many wait in one line class of one service."""

    line_class: int
    waiting: int


@dataclass(frozen=True, slots=True)
class Seen:
    """A seat, as the wait estimate sees it: which counter is present, and whether it is free."""

    counter_id: UUID
    free: bool


@dataclass(frozen=True, slots=True)
class PaceRow:
    """What a service's wait estimate is made of, newest first."""

    service_id: UUID
    seconds: list[int]
    misses: list[float]


@dataclass(frozen=True, slots=True)
class Told:
    """People ahead, the wait (None: not known), and the numbers of the counters that serve
    everybody: who reads a slip must not read from it whom the bank prefers.
    """

    ahead: int
    wait: Wait | None
    counters: tuple[str, ...]


def tell(
    plan: Plan,
    service: ServicePlan,
    line_class: LineClass,
    *,
    ahead: Sequence[Ahead],
    present: Sequence[Seen],
    paces: Sequence[PaceRow],
    waited_for: Collection[tuple[UUID, LineClass]],
) -> Told:
    """What to tell somebody who takes a number now. `waited_for`: the lines that somebody waits in,
    whom a counter without a customer may be about to call.
    """
    before = _called_before(plan, line_class)
    people = sum(row.waiting for row in ahead if row.line_class <= before)
    counters = plan.counters
    serving = [s for s in present if calls(counters[s.counter_id], service.id, line_class)]
    others = [each for each in waited_for if each[0] != service.id]
    free = sum(
        1
        for seen in serving
        if seen.free and not any(calls(counters[seen.counter_id], *each) for each in others)
    )
    own = [pace for pace in paces if pace.service_id == service.id]
    of_others = [pace for pace in paces if pace.service_id != service.id]
    services_s = own[0].seconds if own else []
    misses = [miss for pace in (*own, *of_others) for miss in pace.misses]
    wait = estimate(people, len(serving), services_s, misses, free)
    return Told(people, wait, open_to_all(plan, service.id, {seen.counter_id for seen in present}))


def _called_before(plan: Plan, line_class: LineClass) -> LineClass:
    """The last class of line that is called before somebody who joins one now. In strict order no
    class goes before another, but for an emergency.
    """
    strict = plan.discipline is Discipline.STRICT and line_class is not LineClass.EMERGENCY
    return LineClass.ORDINARY if strict else line_class


def open_to_all(plan: Plan, service_id: UUID, present: Collection[UUID]) -> tuple[str, ...]:
    """The numbers of those counters that call the ordinary line of a service."""
    return tuple(
        counter.number
        for counter in plan.counters.values()
        if counter.id in present and calls(counter, service_id, LineClass.ORDINARY)
    )


def told_again(low_s: int | None, high_s: int | None, expected_s: float | None) -> Shown:
    """What was told at issue, from what the ticket keeps of it."""
    if low_s is None or high_s is None:
        return shown(None)
    roots = (low_s ** (1 / 3), high_s ** (1 / 3))
    middle_s = (sum(roots) / 2) ** 3  # the range is told around its middle on this scale
    expected = middle_s if expected_s is None else expected_s
    return shown(Wait(low_s, middle_s, high_s, expected, 0.0))
