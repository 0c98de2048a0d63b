"""What became of offers, without protected people (CBIRC 2021 No. 40). Pure."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from tingtang.bank.policy.rules.clauses import YES
from tingtang.hall.diversion.rules.guards import Door
from tingtang.hall.diversion.rules.states import OfferState, standing
from tingtang.hall.ticket.rules import State


@dataclass(frozen=True, slots=True)
class Told:
    """An offer as figures see it: `protected` as it was known then, `protected_now` as it is
    marked since.
    """

    door: Door
    state: OfferState
    protected: str
    protected_now: bool | None
    ticket_state: State
    parked_for: str | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Offers made at a door, and what became of them: accepted = done + returned + unknown + those
    that go on. Unknown is no success.
    """

    offered: int
    accepted: int
    declined: int
    done: int
    returned: int
    unknown: int


_ACCEPTED = (OfferState.ACCEPTED, OfferState.DONE, OfferState.RETURNED, OfferState.UNKNOWN)


def figures(offers: Iterable[Told]) -> dict[Door, Figures]:
    """Figures by door, of people who are not protected and were not then."""
    counted = Counter(
        (each.door, standing(each.state, each.ticket_state, each.parked_for))
        for each in offers
        if each.protected != YES
        and not each.protected_now
        and each.state is not OfferState.NOT_OFFERED
    )
    return {door: _of_door(counted, door) for door in Door}


def _of_door(counted: Counter[tuple[Door, OfferState]], door: Door) -> Figures:
    return Figures(
        offered=sum(counted[door, state] for state in OfferState),
        accepted=sum(counted[door, state] for state in _ACCEPTED),
        declined=counted[door, OfferState.DECLINED],
        done=counted[door, OfferState.DONE],
        returned=counted[door, OfferState.RETURNED],
        unknown=counted[door, OfferState.UNKNOWN],
    )
