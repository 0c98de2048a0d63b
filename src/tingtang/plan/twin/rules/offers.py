"""When a version of the table of diversion offers another place, as the engine asks it. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.queries import Ruling
from tingtang.bank.policy.rules.clauses import UNKNOWN, Grid
from tingtang.hall.diversion.rules import MACHINES, Facts, weigh

NOWHERE: Final = ""


@dataclass(frozen=True, slots=True)
class Step:
    """From so many who wait before somebody, until the next step: where they are sent."""

    waiting: int
    place: str


Steps = Sequence[Step]  # of one service, the fewest first
Offers = Mapping[str, Steps]  # by the service's code; of which nothing is offered is absent


def offers_by(plan: Plan, table: Ruling) -> Offers:
    """What a version offers to somebody who did not ask, of whom no need is known, and who has said
    no sum, while no counter is free.
    """
    found = {}
    for service in plan.services.values():
        steps: list[Step] = []
        for waiting in Grid.PEOPLE.value:
            facts = Facts(False, UNKNOWN, False, service.business, None, waiting)
            decision, why_not = weigh(table, facts)
            place = NOWHERE if why_not else decision.results["place"]
            if place != (steps[-1].place if steps else NOWHERE):
                steps.append(Step(waiting, place))
        if steps:
            found[service.code] = steps
    return found


def least_waiting(offers: Offers, service: str, place: str) -> int | None:
    """From how many on a place is offered; None: never."""
    return next((step.waiting for step in offers.get(service, ()) if step.place == place), None)


def as_kept(offers: Offers) -> dict[str, Any]:
    """As JSON holds them."""
    return {
        service: [[step.waiting, step.place] for step in steps] for service, steps in offers.items()
    }


def offers_of(kept: Mapping[str, Any]) -> Offers:
    """The reverse of `as_kept`."""
    return {service: [Step(*step) for step in steps] for service, steps in kept.items()}


def not_simulated(now: Offers, draft: Offers) -> list[str]:
    """The places that are no machines and are not offered alike: whether such a counter is manned,
    and free for it, no past day tells.
    """
    differ = {
        place
        for service in {*now, *draft}
        for pair in zip(_at_each(now, service), _at_each(draft, service), strict=True)
        for place in pair
        if pair[0] != pair[1]
    }
    return sorted(differ - MACHINES - {NOWHERE})


def _at_each(offers: Offers, service: str) -> list[str]:
    """What is offered at each number of people of the bank's grid."""
    steps = offers.get(service, ())
    return [
        next((step.place for step in reversed(steps) if step.waiting <= people), NOWHERE)
        for people in Grid.PEOPLE.value
    ]
