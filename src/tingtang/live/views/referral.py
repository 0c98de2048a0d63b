"""Referrals on staff screens: whom each asks and until when, who has it, what came of it today."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from tingtang.kernel.undo import UNDO_WITHIN
from tingtang.live.floor import Referral
from tingtang.live.moment import Moment, View, instant
from tingtang.relation.referral.rules import (
    FOLLOWED_UP,
    HEADS,
    OPEN,
    RETURNS_TO_HEAD,
    ReferralState,
    asked,
)

#: What its receiver still has before them; a follow-up that was agreed today stays till tomorrow.
_LASTING = OPEN | FOLLOWED_UP


def referrals_view(moment: Moment) -> View:
    """The day's open referrals, by id."""
    today = moment.floor.date
    rows = (row for row in moment.floor.referrals.values() if row.business_date == today)
    return _by_id(moment, (row for row in rows if row.state in OPEN))


def own_referrals_view(moment: Moment, staff_id: UUID) -> View:
    """What asks somebody or will, what they took on and is not over, and what they agreed today to
    follow up; by id.
    """
    return _by_id(
        moment, (row for row in moment.floor.referrals.values() if _concerns(moment, row, staff_id))
    )


def own_today_view(moment: Moment, staff_id: UUID) -> View:
    """What came of the day's referrals that somebody took on; counts."""
    today = moment.floor.date
    mine = [
        row
        for row in moment.floor.referrals.values()
        if row.receiver_id == staff_id and row.business_date == today
    ]
    ended = [row.state for row in mine]
    return {
        "received": len(mine),
        "met": sum(1 for row in mine if row.met),
        "converted": ended.count(ReferralState.CONVERTED),
        "follow_up": ended.count(ReferralState.FOLLOW_UP),
    }


def branch_today_view(moment: Moment) -> View:
    """What came of the branch's referrals of the day, in the funnel's steps, and which still ask
    somebody: `at_head` those that nobody else took on. Counts, and minutes of the longest asking.
    """
    today = moment.floor.date
    rows = [row for row in moment.floor.referrals.values() if row.business_date == today]
    states, within = [row.state for row in rows], _within(moment)
    asking = [row for row in rows if row.state is ReferralState.SUBMITTED]
    view: View = {
        "submitted": len(rows),
        "accepted": sum(1 for row in rows if row.accepted),
        "met": sum(1 for row in rows if row.met),
        "converted": states.count(ReferralState.CONVERTED),
        "follow_up": sum(1 for state in states if state in FOLLOWED_UP),
        "asking": len(asking),
        "at_head": sum(1 for row in asking if asked(row.asking, moment.at, within) is None),
    }
    if asking:
        longest = moment.at - min(row.submitted_at for row in asking)
        view["longest_min"] = max(0, int(longest.total_seconds() // 60))
    return view


def _within(moment: Moment) -> timedelta:
    """How long each candidate is asked."""
    return timedelta(seconds=moment.plan.parameters["referral_accept_s"])


def _concerns(moment: Moment, row: Referral, staff_id: UUID) -> bool:
    if row.state is ReferralState.SUBMITTED:
        return staff_id in _left(row) or _is_head(moment, staff_id)
    return row.state in _LASTING and row.receiver_id == staff_id


def _is_head(moment: Moment, staff_id: UUID) -> bool:
    person = moment.floor.staff.get(staff_id)
    return person is not None and person.post in HEADS


def _left(row: Referral) -> tuple[UUID, ...]:
    """Who is still asked, one after the other; after them the branch head is."""
    asking = row.asking
    return () if asking.returns >= RETURNS_TO_HEAD else asking.candidates[asking.index :]


def _by_id(moment: Moment, rows: Iterable[Referral]) -> View:
    return {str(row.id): _referral(moment, row) for row in rows}


def _referral(moment: Moment, row: Referral) -> View:
    visit_id = moment.floor.visit_now(row.visit_id)
    view: View = {
        "id": str(row.id),
        "visit": str(visit_id),
        "state": row.state.value,
        "target": row.target,
        "business": row.business,
        "source": person_view(moment, row.source_id),
        "spoken_yes": row.spoken_yes,
        "since": instant(row.submitted_at),
        "day": row.business_date.isoformat(),
        "notice_at": instant(row.submitted_at + UNDO_WITHIN),
        "asks": _asks(moment, row) if row.state is ReferralState.SUBMITTED else [],
        "version": row.version,
    }
    visit, number = moment.floor.visits.get(visit_id), moment.number_of.get(visit_id)
    if number is not None:
        view |= {"number": number.label, "ticket": str(number.id)}
    if visit is not None:
        view["class"] = visit.customer_class
        if visit.held:
            view["held"] = True
        if number is None and visit.door is not None:
            view["door"] = visit.door
    if row.receiver_id is not None:
        view["receiver"] = person_view(moment, row.receiver_id)
    return view


def _asks(moment: Moment, row: Referral) -> list[View]:
    within = _within(moment)
    return [
        person_view(moment, staff_id) | {"until": instant(row.asking.since + turn * within)}
        for turn, staff_id in enumerate(_left(row), start=1)
    ]


def person_view(moment: Moment, staff_id: UUID) -> View:
    """Somebody of the branch; who has left it has no name here."""
    person = moment.floor.staff.get(staff_id)
    return {"id": str(staff_id), "name": person.name if person else ""}
