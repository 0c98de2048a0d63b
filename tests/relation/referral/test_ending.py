"""What a customer takes back ends at once, wherever it stood; and the consent taken at the desk."""

from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import Known, bring
from relation.referral.hall import HEAD, LOBBY, OTHER_RM, RM, TELLER, Hall, refused
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.queries import consents_read
from tingtang.bank.customer.rules.consents import ConsentPurpose
from tingtang.hall.visit.actions import forget_links
from tingtang.hall.visit.queries import VisitRow, visit_read, whose_visit_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.referral.actions.agreeing import take_contact_consent
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.ending import erase_customer, withdraw_consent
from tingtang.relation.referral.queries import follow_ups_read
from tingtang.relation.referral.rules import ReferralMove, ReferralState


@pytest.fixture
def hall() -> Hall:
    return Hall()


def withdraw(hall: Hall, customer: Known) -> int:
    """Take back the customer's only consent; how many follow-ups ended."""
    agreed = look(hall.cast.branch, consents_read(hall.cast.branch, customer.id))[0]
    (consent,) = [each for each in agreed if each.withdrawn_at is None]
    ended: int = hall.cast.do(TELLER, withdraw_consent, consent_id=consent.id).follow_ups
    return ended


def follow_ups(hall: Hall, customer: Known) -> int:
    return look(hall.cast.branch, follow_ups_read(hall.cast.branch, customer.id))[0][0]


# ------------------------------------------------------------------------ a consent


def test_a_follow_up_ends_with_the_consent_that_it_stood_on(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert follow_ups(hall, customer) == 1
    assert withdraw(hall, customer) == 1
    assert (hall.row(referral).state, hall.row(referral).customer_id) == (
        ReferralState.WITHDRAWN,
        None,
    )
    assert follow_ups(hall, customer) == 0


def test_while_another_way_to_reach_them_is_agreed_to_it_goes_on(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    sms = grant(ConsentPurpose.CONTACT_SMS, reference="QY-002")
    hall.does(OTHER_RM, take_contact_consent, referral, grant=sms)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    by_phone, by_sms = look(hall.cast.branch, consents_read(hall.cast.branch, customer.id))[0]
    first = hall.cast.do(TELLER, withdraw_consent, consent_id=by_phone.id)
    assert (first.follow_ups, hall.row(referral).customer_id) == (0, customer.id)
    assert hall.cast.do(TELLER, withdraw_consent, consent_id=by_sms.id).follow_ups == 1


def test_a_sale_stays_a_sale_but_says_no_longer_whose(hall: Hall) -> None:
    visit, customer = hall.known()
    kept = hall.accepted(visit, OTHER_RM)
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    hall.concluded(kept, ReferralMove.CONVERT, OTHER_RM)
    assert withdraw(hall, customer) == 0
    assert (hall.row(kept).state, hall.row(kept).customer_id) == (ReferralState.CONVERTED, None)


def test_the_receiver_takes_the_consent_where_it_is_needed(hall: Hall) -> None:
    visit, customer = hall.known(consented=False)
    referral = hall.talking(visit, OTHER_RM)
    goes_on = partial(hall.concluded, referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert refused(goes_on) == "no_contact_consent"
    for login in (RM, LOBBY):
        take = partial(hall.does, login, take_contact_consent, referral, grant=grant())
        assert refused(take) == "not_your_referral"
    hall.does(OTHER_RM, take_contact_consent, referral, grant=grant())
    assert goes_on().state is ReferralState.FOLLOW_UP
    assert hall.row(referral).customer_id == customer.id


def test_it_is_a_consent_to_contact_of_somebody_whom_the_branch_knows(hall: Hall) -> None:
    unknown = hall.talking(hall.visit())
    take = partial(hall.does, RM, take_contact_consent, unknown)
    assert refused(partial(take, grant=grant())) == "customer_not_known"
    assert refused(partial(take, grant=grant(ConsentPurpose.SHARE))) == "bad_input"
    follow_up = partial(hall.concluded, unknown, ReferralMove.FOLLOW_UP)
    assert refused(follow_up) == "customer_not_known"


# ------------------------------------------------------------------------ all of it


def visit_row(hall: Hall, visit: UUID) -> VisitRow:
    branch = hall.cast.branch
    return look(branch, visit_read(branch, visit, plan_of(branch).day(hall.cast.at)))[0][0]


def test_an_erased_customers_visits_say_nothing_of_them(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert visit_row(hall, visit).filed_class == "vip"
    hall.cast.do(HEAD, erase_customer, customer_id=customer.id)
    now = visit_row(hall, visit)
    assert (now.customer_id, now.home_branch, now.rm_id, now.index) == (None,) * 4
    assert (now.filed_class, now.customer_class) == (None, "potential")  # what they said stays
    assert hall.row(referral).state is ReferralState.WITHDRAWN
    assert hall.row(referral).customer_id is None
    named = Read(
        "select count(*) from hall_visit where customer_id = %s", (customer.id,), lambda n: n
    )
    assert look(hall.cast.branch, named)[0] == [0]
    assert walk(hall.cast.branch, []).first_broken is None


def test_visits_of_earlier_days_say_nothing_either(hall: Hall) -> None:
    visit, customer = hall.known()
    hall.cast.later(days=1)
    hall.cast.do(HEAD, erase_customer, customer_id=customer.id)
    whose = look(hall.cast.branch, whose_visit_read(hall.cast.branch, visit))[0][0]
    assert (whose.customer_id, whose.home_branch) == (None, None)


def test_another_branch_forgets_them_by_itself(hall: Hall) -> None:
    _visit, customer = hall.known()
    other = Hall(hall.cast.institution)
    theirs = other.visit()
    other.link(theirs, customer)
    assert forget_links(actor=other.cast.clock, branch_id=other.cast.branch, at=other.cast.at) == 0
    hall.cast.do(HEAD, erase_customer, customer_id=customer.id)
    assert forget_links(actor=other.cast.clock, branch_id=other.cast.branch, at=other.cast.at) == 1
    whose = look(other.cast.branch, whose_visit_read(other.cast.branch, theirs))[0][0]
    assert whose.customer_id is None


def test_twice_is_once(hall: Hall) -> None:
    (customer,) = bring(hall.cast, "ordinary")
    hall.cast.do(HEAD, erase_customer, customer_id=customer.id)
    with pytest.raises(Refused, match="unknown_customer"):
        hall.cast.do(HEAD, erase_customer, customer_id=customer.id)
