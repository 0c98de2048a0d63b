"""Somebody can always finish a referral: who is asked where nobody is there, who follows it up."""

from dataclasses import replace
from datetime import time
from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import grant
from live.following import catch_up, load
from relation.referral.hall import HEAD, LOBBY, OTHER_RM, RM, SLIP, TELLER, Hall, refused
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.queries import consents_read
from tingtang.bank.customer.rules.consents import ConsentPurpose
from tingtang.bank.staff.actions import set_shifts
from tingtang.bank.staff.queries import ShiftRow
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.ledger.actions import ensure_partitions
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.live.floor import Floor
from tingtang.live.moment import Moment
from tingtang.live.views.referral import own_referrals_view
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.ending import withdraw_consent
from tingtang.relation.referral.actions.forgetting import forget_referrals
from tingtang.relation.referral.actions.receiving import accept_referral, return_referral
from tingtang.relation.referral.actions.submitting import Slip
from tingtang.relation.referral.queries import referral_read
from tingtang.relation.referral.rules import ReferralMove, ReferralState, Target

E_BANKING = Slip(Target.E_BANKING, "other", spoken_yes=True)  # the cast has nobody there


@pytest.fixture
def hall() -> Hall:
    return Hall()


def on_duty(hall: Hall, *logins: str) -> None:
    administrator = Actor("staff", UUID(int=2), Post.BRANCH_HEAD, frozenset([hall.cast.branch]))
    shifts = [
        ShiftRow(hall.cast.people[each], time(8, 30), time(17, 30), hall.cast.posts[each].value)
        for each in logins
    ]
    set_shifts(
        actor=administrator,
        branch_id=hall.cast.branch,
        day=hall.cast.at.date(),
        shifts=shifts,
        at=hall.cast.at,
    )


def closes(hall: Hall) -> None:
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.cast.do(LOBBY, close_current_day)
    hall.clock(finish_referrals)


def kept_by(hall: Hall, referral: UUID) -> tuple[str, UUID | None]:
    row = hall.row(referral)
    return row.state.value, row.receiver_id


def asks_of(floor: Floor, hall: Hall) -> set[str]:
    """What stands on the own manager's screen."""
    return set(own_referrals_view(Moment(floor, hall.cast.at), hall.cast.people[OTHER_RM]))


def returned(hall: Hall, referral: UUID, *logins: str) -> None:
    for login in logins:
        hall.does(login, return_referral, referral, reason="not_mine")


class TestNobodyThere:
    def test_the_head_is_asked_and_takes_it_on(self, hall: Hall) -> None:
        submitted = hall.submit(hall.visit(), slip=E_BANKING)
        hall.cast.later(seconds=6)
        assert hall.does(HEAD, accept_referral, submitted.id).state is ReferralState.ACCEPTED

    def test_without_a_head_it_is_refused_and_nothing_is_written(self, hall: Hall) -> None:
        on_duty(hall, LOBBY, TELLER, RM, OTHER_RM)
        visit = hall.visit()
        assert refused(partial(hall.submit, visit, slip=E_BANKING)) == "nobody_to_receive"
        count = Read(
            "select count(*) from relation_referral where branch_id = %s",
            (hall.cast.branch,),
            lambda count: count,
        )
        assert look(hall.cast.branch, count)[0] == [0]
        hall.submit(visit)  # the others are there

    def test_nor_is_the_head_asked_of_their_own(self, hall: Hall) -> None:
        assert refused(partial(hall.submit, hall.visit(), HEAD, E_BANKING)) == "nobody_to_receive"


class TestUnfinished:
    def test_of_a_post_with_nobody_goes_to_their_own_manager(self, hall: Hall) -> None:
        visit, _ = hall.known()
        submitted = hall.submit(visit, slip=E_BANKING)
        closes(hall)
        assert kept_by(hall, submitted.id) == ("unfinished", hall.cast.people[OTHER_RM])

    def test_who_received_keeps_it(self, hall: Hall) -> None:
        visit, _ = hall.known()
        referral = hall.talking(visit, RM)
        closes(hall)
        assert kept_by(hall, referral) == ("unfinished", hall.cast.people[RM])

    def test_returned_twice_it_goes_to_the_head_who_concludes_it(self, hall: Hall) -> None:
        visit, _ = hall.known()
        submitted = hall.submit(visit)
        hall.cast.later(seconds=7)
        returned(hall, submitted.id, OTHER_RM, RM)
        closes(hall)
        assert kept_by(hall, submitted.id) == ("unfinished", hall.cast.people[HEAD])
        done = hall.concluded(submitted.id, ReferralMove.FOLLOW_UP, HEAD)
        assert done.state is ReferralState.FOLLOW_UP

    def test_returned_once_it_goes_to_who_is_asked_next(self, hall: Hall) -> None:
        visit, _ = hall.known()
        submitted = hall.submit(visit)
        hall.cast.later(seconds=7)
        returned(hall, submitted.id, OTHER_RM)
        closes(hall)
        assert kept_by(hall, submitted.id) == ("unfinished", hall.cast.people[RM])

    def test_a_head_who_is_off_duty_follows_up_later(self, hall: Hall) -> None:
        visit, _ = hall.known()
        submitted = hall.submit(visit)
        hall.cast.later(seconds=7)
        returned(hall, submitted.id, OTHER_RM, RM)
        on_duty(hall, LOBBY, TELLER)
        closes(hall)
        assert kept_by(hall, submitted.id) == ("unfinished", hall.cast.people[HEAD])

    def test_is_forgotten_after_a_year_on_screens_too(self, hall: Hall) -> None:
        visit, _ = hall.known()
        submitted = hall.submit(visit, slip=SLIP)
        closes(hall)
        hall.cast.later(days=364)
        ensure_partitions(hall.cast.at.date())
        assert hall.clock(forget_referrals) == 0
        hall.cast.later(days=3)
        floor = load(hall.cast.branch, hall.cast.at)
        assert asks_of(floor, hall) == {str(submitted.id)}
        assert hall.clock(forget_referrals) == 1
        floor, _ = catch_up(floor, hall.cast.at)
        assert asks_of(floor, hall) == set()
        assert look(hall.cast.branch, referral_read(hall.cast.branch, submitted.id))[0] == []

    def test_is_kept_as_long_as_the_customer_agrees_to_be_remembered(self, hall: Hall) -> None:
        keep = replace(grant(), purpose=ConsentPurpose.PROFILE_KEEP)
        visit, customer = hall.known(keep)
        submitted = hall.submit(visit, slip=SLIP)
        closes(hall)
        hall.cast.later(days=400)
        ensure_partitions(hall.cast.at.date())
        assert hall.clock(forget_referrals) == 0
        branch = hall.cast.branch
        consents = look(branch, consents_read(branch, customer.id))[0]
        (kept,) = (c for c in consents if c.grant.purpose is ConsentPurpose.PROFILE_KEEP)
        hall.cast.do(TELLER, withdraw_consent, consent_id=kept.id)
        assert hall.clock(forget_referrals) == 1
        assert look(branch, referral_read(branch, submitted.id))[0] == []
