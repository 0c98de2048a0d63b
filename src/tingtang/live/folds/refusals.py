"""What entries do to whom a customer wants to be introduced to: nobody, once they have said so.

Said on one visit it holds for all of the customer's today. Which visits are one customer's stands
in no entry: where that matters, the tables tell.
"""

from uuid import UUID

from tingtang.live.floor import Floor, Reload


def said_no(floor: Floor, said: UUID, visit_id: UUID) -> None:
    """On a visit, in a guidance or a referral."""
    floor.refusals[said] = floor.visit_now(visit_id)
    settle(floor, floor.refusals[said])


def taken_back(floor: Floor, said: UUID) -> None:
    """The guidance or the refusal in which it was said was a mistake; any other guidance says
    nothing of it.
    """
    visit_id = floor.refusals.get(said)
    if visit_id is not None:
        settle(floor, visit_id)  # what it holds for besides
        del floor.refusals[said]
        settle(floor, visit_id)


def moved_along(floor: Floor, gone: UUID, into: UUID) -> None:
    """What was said on a visit that turned out to be another was said on that one."""
    for said, visit_id in floor.refusals.items():
        if visit_id == gone:
            floor.refusals[said] = into
    floor.refused.discard(gone)
    settle(floor, into)


def settle(floor: Floor, visit_id: UUID) -> None:
    """A visit, after what was said on it or whose it is has changed; raises `Reload` where another
    one may be the same customer's.
    """
    known = {visit.id for visit in floor.visits.values() if visit.linked}
    said_on = set(floor.refusals.values())
    if len(known) > 1 and known & said_on:
        raise Reload
    if visit_id in said_on:
        floor.refused.add(visit_id)
    else:
        floor.refused.discard(visit_id)
