"""One person by two visits: what is said or done on either holds on both."""

from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import bring
from live.following import catch_up, load
from relation.referral.hall import LOBBY, OTHER_RM, RM, TELLER, Hall, refused
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.ticket.actions.issuing import begin_service
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import merge
from tingtang.hall.visit.actions import greet
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.queries import guidances_of_read
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.leading import guide
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    customer_left,
    give_card,
    introduce,
)
from tingtang.relation.referral.actions.refusing import refuse, take_back_refusal
from tingtang.relation.referral.rules import ReferralState


@pytest.fixture
def hall() -> Hall:
    return Hall()


class Two:
    """Two visits, of the door and a number or of two numbers, each referred; then one person's."""

    def __init__(self, hall: Hall, kind: str) -> None:
        self.hall, self.kind = hall, kind
        self.number = hall.cast.ticket()
        self.visit = hall.visit_of(self.number)
        if kind == "door":
            self.other = hall.cast.do(LOBBY, greet).visit
        else:
            self.gone = hall.cast.ticket()
            self.other = hall.visit_of(self.gone)
        hall.signal(self.visit)
        hall.signal(self.other)

    def refer(self) -> tuple[UUID, UUID]:
        found = self.hall.submit(self.visit, TELLER).id, self.hall.submit(self.other, LOBBY).id
        self.hall.cast.later(seconds=7)
        return found

    def become_one(self) -> None:
        do = self.hall.cast.do
        if self.kind == "door":
            do(LOBBY, join, visit_id=self.other, ticket_id=self.number.id)
        else:
            do(LOBBY, merge, ticket_id=self.gone.id, into_id=self.number.id)

    def asked(self, referral: UUID) -> str:
        people = {self.hall.cast.people[each]: each for each in (RM, OTHER_RM)}
        return people[self.hall.row(referral).asking.candidates[0]]


@pytest.fixture(params=["door", "merge"])
def two(request: pytest.FixtureRequest, hall: Hall) -> Two:
    return Two(hall, request.param)


@pytest.mark.parametrize("first", [0, 1])
def test_a_refusal_on_either_ends_both(hall: Hall, two: Two, first: int) -> None:
    both = two.refer()
    two.become_one()
    floor = load(hall.cast.branch, hall.cast.at)
    hall.does(TELLER, refuse, both[first])
    assert [hall.row(each).state for each in both] == [ReferralState.REFUSED] * 2
    followed, _ = catch_up(floor, hall.cast.at)
    assert followed == load(hall.cast.branch, hall.cast.at)
    assert refused(partial(hall.submit, two.visit)) == "refused_contact"


@pytest.mark.parametrize("first", [0, 1])
def test_taken_back_both_ask_again(hall: Hall, two: Two, first: int) -> None:
    both = two.refer()
    two.become_one()
    hall.does(TELLER, refuse, both[first])
    hall.cast.later(seconds=5)
    hall.does(TELLER, take_back_refusal, both[first])
    assert [hall.row(each).state for each in both] == [ReferralState.SUBMITTED] * 2
    hall.cast.later(seconds=7)
    hall.does(two.asked(both[0]), accept_referral, both[0])
    assert walk(hall.cast.branch, []).first_broken is None


def test_who_refused_before_they_became_one_is_met_by_nobody(hall: Hall, two: Two) -> None:
    mine, theirs = two.refer()
    hall.does(TELLER, refuse, mine)
    two.become_one()
    login = two.asked(theirs)
    for verb in (accept_referral, introduce, give_card):
        assert refused(partial(hall.does, login, verb, theirs)) in (
            "refused_contact",
            "no_spoken_yes",
        )
    assert hall.row(theirs).state is ReferralState.SUBMITTED


def test_nor_followed_up_whatever_they_had_agreed_to(hall: Hall) -> None:
    two = Two(hall, "door")
    mine, theirs = two.refer()
    (known,) = bring(hall.cast, "vip", rm=OTHER_RM, grants=(grant(),))
    hall.link(two.visit, known)
    hall.does(TELLER, refuse, mine)
    two.become_one()
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    assert (hall.row(theirs).state, hall.row(theirs).customer_id) == (
        ReferralState.CUSTOMER_LEFT,
        None,
    )


@pytest.mark.parametrize("first", [0, 1])
def test_of_two_referrals_one_is_received(hall: Hall, two: Two, first: int) -> None:
    both = two.refer()
    two.become_one()
    taken, left = both[first], both[1 - first]
    hall.does(two.asked(taken), accept_referral, taken)
    assert hall.row(left).state is ReferralState.MERGED
    assert refused(partial(hall.does, two.asked(left), accept_referral, left)) in (
        "already_received",
        "asked_another",
    )


def test_who_was_received_already_is_not_by_another(hall: Hall, two: Two) -> None:
    both = two.refer()
    taken, other = two.asked(both[0]), {RM: OTHER_RM, OTHER_RM: RM}
    hall.does(taken, accept_referral, both[0])
    two.become_one()
    hall.cast.later(minutes=3)
    late = partial(hall.does, other[taken], accept_referral, both[1])
    assert refused(late) == "already_received"


def test_nobody_is_referred_as_who_they_turned_out_not_to_be(hall: Hall, two: Two) -> None:
    two.become_one()
    assert refused(partial(hall.submit, two.other)) == "visit_joined"


@pytest.mark.parametrize("verb", [refuse, customer_left])
def test_what_is_awaited_of_the_number_ends_with_the_doors_referral(
    hall: Hall, verb: object
) -> None:
    """A promise on the number, and a referral made at the door."""
    for number, login in (("8", RM), ("9", OTHER_RM)):
        at, service = hall.cast.counters[number], hall.cast.services["wealth"]
        hall.cast.do(login, begin_service, counter_id=at, service_id=service)
    two = Two(hall, "door")
    at_door = hall.submit(two.other, LOBBY).id
    two.become_one()
    ask = Ask(business="wealth", reply="willing")
    assert hall.cast.do(LOBBY, guide, visit_id=two.visit, ask=ask).state == "promised"
    hall.cast.later(seconds=7)
    hall.does(LOBBY, verb, at_door)  # type: ignore[arg-type]
    day = hall.cast.at.date()
    (row,) = look(hall.cast.branch, guidances_of_read(hall.cast.branch, two.visit, day))[0]
    assert row.state == "let_go"
