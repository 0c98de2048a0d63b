"""Which changes can be asked about as a branch stands. Pure."""

from collections.abc import Iterator, Mapping

from tingtang.bank.branch.queries import CounterPlan, Plan
from tingtang.bank.branch.rules import CounterKind, Discipline
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.diversion.rules import MACHINES
from tingtang.hall.visit.rules import LineClass
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.fits import Fit, class_id
from tingtang.plan.twin.rules.offers import Offers
from tingtang.plan.twin.rules.scenarios import ACCEPTS


def assumed(fit: Fit, change: Change) -> float | None:
    """The part of offers that is believed to be taken where no day has taught it yet; None where it
    is known, or nothing is offered.
    """
    if change.what is not What.DIVERT:
        return None
    taken = fit.accepts.get(class_id(LineClass.ORDINARY, change.service), {})
    return None if change.machine in taken else ACCEPTS


def assumed_of(fit: Fit, *all_offers: Offers) -> float | None:
    """The same of what tables offer; None where all of it is known."""
    changes = (
        Change(What.DIVERT, service=service, machine=step.place)
        for offers in all_offers
        for service, steps in offers.items()
        for step in steps
        if step.place in MACHINES
    )
    return next((part for each in changes if (part := assumed(fit, each)) is not None), None)


def choices(plan: Plan, seats: Mapping[str, SeatState]) -> list[Change]:
    """Every change that would change something; `seats` are states by the counter's number, a
    counter that was never taken is absent.

    A relationship manager's desk is left out: no teller could open it, or be spared there. Whoever
    moves goes where something else can be done: at a counter of the same services nothing
    would be different.
    """
    return [*_of_counters(plan, seats), *_of_the_order(plan), *_of_machines(plan)]


def _of_counters(plan: Plan, seats: Mapping[str, SeatState]) -> Iterator[Change]:
    counters = [each for each in plan.counters.values() if each.kind != CounterKind.DESK]
    open_ = [each for each in counters if seats.get(each.number) is SeatState.OPEN]
    shut = [each for each in counters if each not in open_]
    yield from (Change(What.OPEN, counter=each.number) for each in shut)
    yield from (Change(What.CLOSE, counter=each.number) for each in open_)
    for one in open_:
        for other in shut:
            if seats.get(other.number, SeatState.VACANT) is SeatState.VACANT and _differ(
                one, other
            ):
                yield Change(What.MOVE, counter=one.number, other=other.number)


def _differ(one: CounterPlan, other: CounterPlan) -> bool:
    return frozenset(one.services) != frozenset(other.services)


def _of_the_order(plan: Plan) -> Iterator[Change]:
    return (
        Change(What.DISCIPLINE, discipline=each.value)
        for each in Discipline
        if each is not plan.discipline
    )


def _of_machines(plan: Plan) -> Iterator[Change]:
    """Services in the order of the kiosk, each with the kinds of machine that can do it."""
    for service in sorted(plan.services.values(), key=lambda each: each.ordinal):
        kinds = {m.kind for m in plan.machines.values() if service.id in m.services}
        for kind in sorted(kinds):
            yield Change(What.DIVERT, service=service.code, machine=kind)
