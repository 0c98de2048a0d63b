"""What entries about referrals do to the floor; each fold mirrors its verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from tingtang.access.actor import staff_mark
from tingtang.kernel.undo import UNDO_WITHIN
from tingtang.live.floor import Entry, Floor, Referral, Reload
from tingtang.live.folds.common import id_of, must
from tingtang.live.folds.refusals import said_no, taken_back
from tingtang.relation.referral.rules import (
    NO_REFERRAL,
    OPEN,
    Asking,
    Holder,
    ReferralMove,
    ReferralState,
    handed_on,
)


def _submitted(floor: Floor, entry: Entry) -> None:
    body, joined = entry.body, id_of(entry, "joined")
    if joined is not None:  # it is no line of its own, but its customer may have agreed
        if body["spoken_yes"] and "guidance" not in body:
            first = _referral(floor, joined)
            if not first.spoken_yes:
                floor.referrals[joined] = replace(first, spoken_yes=True, version=entry.sequence)
        return
    referral_id, receiver = must(entry, "referral"), id_of(entry, "receiver")
    floor.referrals[referral_id] = Referral(
        id=referral_id,
        business_date=entry.day,
        visit_id=must(entry, "visit"),
        target=body["target"],
        business=body["business"],
        source_id=must(entry, "source"),
        spoken_yes=bool(body["spoken_yes"]),
        state=ReferralState.ACCEPTED if receiver else ReferralState.SUBMITTED,
        asking=Asking(tuple(map(UUID, body["candidates"])), 0, entry.at + UNDO_WITHIN, 0),
        receiver_id=receiver,
        submitted_at=entry.at,
        accepted=receiver is not None,
        met=False,
        version=entry.sequence,
    )


def _said_yes(floor: Floor, entry: Entry) -> None:
    row = _referral(floor, must(entry, "referral"))
    floor.referrals[row.id] = replace(row, spoken_yes=True, version=entry.sequence)


def _yes_taken_back(floor: Floor, entry: Entry) -> None:
    row = _referral(floor, must(entry, "referral"))
    floor.referrals[row.id] = replace(row, spoken_yes=False, version=entry.sequence)


def _moved(floor: Floor, entry: Entry) -> None:
    row = _referral(floor, must(entry, "referral"))
    state, move = ReferralState(entry.body["state"]), ReferralMove(entry.body["move"])
    if state is ReferralState.REFUSED and row.business_date == floor.date:
        said_no(floor, row.id, row.visit_id)
    again = move in (ReferralMove.UNREFUSE, ReferralMove.UNREFUSE_TAKEN)
    if again:
        taken_back(floor, row.id)
    if not _shown(floor, row, state):
        del floor.referrals[row.id]
        return
    asking = row.asking
    if move is ReferralMove.RETURN:
        within = timedelta(seconds=floor.plan.parameters["referral_accept_s"])
        by = next((each for each in asking.candidates if staff_mark(each) == entry.actor), None)
        asking = handed_on(asking, Holder(row.receiver_id, by), entry.at, within)
    if again:
        asking = replace(asking, since=max(asking.since, entry.at))
    floor.referrals[row.id] = replace(
        row,
        state=state,
        asking=asking,
        receiver_id=id_of(entry, "staff"),
        spoken_yes=row.spoken_yes or move is ReferralMove.INTRODUCE,  # nobody is without it
        accepted=(row.accepted or move is ReferralMove.ACCEPT) and move is not ReferralMove.RETURN,
        met=row.met or move is ReferralMove.TALK,
        version=entry.sequence,
    )


def _shown(floor: Floor, row: Referral, state: ReferralState) -> bool:
    """As `present_referrals_read` has it."""
    if state in NO_REFERRAL:
        return False
    lasts = state in OPEN or state is ReferralState.UNFINISHED
    return lasts or row.business_date == floor.date


def _referral(floor: Floor, referral_id: UUID) -> Referral:
    try:
        return floor.referrals[referral_id]
    except KeyError:
        raise Reload from None  # one that had ended is none that moves


REFERRAL_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "referral.submitted": _submitted,
    "referral.spoken_yes": _said_yes,
    "referral.yes_taken_back": _yes_taken_back,
    "referral.moved": _moved,
}
