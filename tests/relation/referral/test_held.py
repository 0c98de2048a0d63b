"""Sales held back hold in every branch of the bank, on every way to a sale."""

from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import bring as bring_rows
from bank.customer.people import grant, known, somebody
from hall.known import Known, bring
from relation.referral.hall import HEAD, LOBBY, OTHER_RM, TELLER, Hall, refused
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.actions.holds import hold_sales, lift_hold
from tingtang.bank.customer.queries.holds import sales_held_read
from tingtang.bank.customer.rules import HoldReason
from tingtang.bank.customer.rules.consents import Grant
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.issuing import begin_service
from tingtang.ledger.look import look
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.rules import SALES
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.leading import Guided, guide, lead
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    give_card,
    introduce,
)
from tingtang.relation.referral.rules import ReferralMove, ReferralState


@pytest.fixture
def hall() -> Hall:
    return Hall()


def hold(hall: Hall, customer: Known) -> None:
    hall.cast.do(HEAD, hold_sales, customer_id=customer.id, reason=HoldReason.COMPLAINT)


def lift(hall: Hall, customer: Known) -> None:
    hall.cast.do(HEAD, lift_hold, customer_id=customer.id)


def is_held(asking: Hall, home: UUID, customer: UUID) -> bool:
    return look(asking.cast.branch, sales_held_read(home, customer))[0][0]


def guided(hall: Hall, visit: UUID, **said: object) -> Guided:
    answer: Guided = hall.cast.do(LOBBY, guide, visit_id=visit, ask=Ask(**said))  # type: ignore[arg-type]
    return answer


# ------------------------------------------------------------------------ other branches


def test_another_branch_where_they_come_holds_too(hall: Hall) -> None:
    (customer,) = bring(hall.cast, "vip")
    other = Hall(hall.cast.institution)
    visit = other.visit()
    other.link(visit, customer)
    hold(hall, customer)
    assert refused(partial(other.submit, visit)) == "sales_held"
    lift(hall, customer)
    other.submit(visit)


def test_the_same_person_with_a_file_at_two_branches_is_held_in_both(hall: Hall) -> None:
    """Who bears the same card is the same person; the reading branch's own file is theirs there."""
    (here,) = bring(hall.cast, "ordinary")
    other = Hall(hall.cast.institution)
    there = twin(other, here)
    assert there.id != here.id
    visit = other.visit()
    other.link(visit, there)
    hold(hall, here)
    assert is_held(other, other.cast.branch, there.id)
    assert refused(partial(other.submit, visit)) == "sales_held"
    lift(hall, here)
    assert not is_held(other, other.cast.branch, there.id)


def twin(hall: Hall, of: Known, grants: tuple[Grant, ...] = ()) -> Known:
    """The same card, in the file of another branch."""
    row = somebody(cards=(of.card,), identity="", grants=grants)
    bring_rows(hall.cast, row)
    found = known(hall.cast, row)
    assert found
    return Known(found.id, of.card, of.index, found.customer_class.value, found.rm_id)


def test_only_the_home_branch_holds_and_lifts(hall: Hall) -> None:
    (customer,) = bring(hall.cast, "ordinary")
    other = Hall(hall.cast.institution)
    assert refused(partial(hold, other, customer)) == "unknown_customer"
    hold(hall, customer)
    assert refused(partial(lift, other, customer)) == "no_hold"


def test_of_another_bank_nothing_is_seen(hall: Hall) -> None:
    (customer,) = bring(hall.cast, "ordinary")
    hold(hall, customer)
    stranger = Hall()
    theirs = twin(stranger, customer)
    assert not is_held(stranger, stranger.cast.branch, theirs.id)


# ------------------------------------------------------------------------ every way to a sale


def test_from_the_hold_on_no_step_of_a_referral_goes_on(hall: Hall) -> None:
    visit, customer = hall.known()
    submitted = hall.submit(visit)
    hall.cast.later(seconds=7)
    hold(hall, customer)
    for login, verb in ((OTHER_RM, accept_referral), (TELLER, give_card)):
        assert refused(partial(hall.does, login, verb, submitted.id)) == "sales_held"
    lift(hall, customer)
    hall.does(OTHER_RM, accept_referral, submitted.id)
    hold(hall, customer)
    assert refused(partial(hall.does, LOBBY, introduce, submitted.id)) == "sales_held"


def test_in_a_talk_nothing_is_sold_or_followed_up_any_more(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hold(hall, customer)
    for outcome in (ReferralMove.CONVERT, ReferralMove.FOLLOW_UP):
        said = partial(hall.concluded, referral, outcome, OTHER_RM)
        assert refused(said) == "sales_held"
    ended = hall.concluded(referral, ReferralMove.NOT_INTERESTED, OTHER_RM, reason="other")
    assert ended.state is ReferralState.NOT_INTERESTED


def test_a_talk_under_a_hold_ends_without_a_word_about_the_customer(hall: Hall) -> None:
    """It was the bank that stopped: nothing of it is a refusal, and no reason is asked for."""
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hold(hall, customer)
    for reason in ("other", "no_need"):
        said = partial(hall.concluded, referral, ReferralMove.NO_OFFER, OTHER_RM, reason)
        assert refused(said) == "bad_input"
    ended = hall.concluded(referral, ReferralMove.NO_OFFER, OTHER_RM)
    assert ended.state is ReferralState.NO_OFFER
    assert hall.row(referral).customer_id is None
    lift(hall, customer)
    hall.submit(visit)  # nobody has refused


def test_what_the_day_left_to_follow_up_ends_so_as_well(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    assert hall.row(referral).state is ReferralState.IN_TALK  # they sit together still
    hall.cast.do(LOBBY, close_current_day)
    hall.clock(finish_referrals)
    assert hall.row(referral).state is ReferralState.UNFINISHED
    hold(hall, customer)
    ended = hall.concluded(referral, ReferralMove.NO_OFFER, OTHER_RM)
    assert ended.state is ReferralState.NO_OFFER


def test_at_closing_nobody_is_kept_to_be_followed_up(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.accepted(visit, OTHER_RM)
    hold(hall, customer)
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    assert hall.row(referral).state is ReferralState.CUSTOMER_LEFT


@pytest.mark.parametrize("reply", ["unasked", "willing", "no_time"])
@pytest.mark.parametrize("customer_class", ["vip", "ordinary"])
def test_guiding_leads_to_no_sale_and_says_why(hall: Hall, customer_class: str, reply: str) -> None:
    (customer,) = bring(hall.cast, customer_class, grants=(grant(),))
    visit = hall.visit()
    hall.link(visit, customer)
    hold(hall, customer)
    answer = guided(hall, visit, business="wealth", reply=reply, asked=True)
    assert answer.guard == "sales_held"
    assert answer.path not in SALES


def test_without_a_hold_the_same_customer_is_led(hall: Hall) -> None:
    visit, _customer = hall.known()
    answer = guided(hall, visit, business="wealth")
    assert (answer.path, answer.guard) == ("escort", None)


def test_a_promise_of_before_leads_to_no_desk(hall: Hall) -> None:
    visit, customer = hall.known()
    for login, number in ((OTHER_RM, "9"), ("shenyiming", "8")):
        hall.cast.do(
            login,
            begin_service,
            counter_id=hall.cast.counters[number],
            service_id=hall.cast.services["wealth"],
        )
    promised = guided(hall, visit, business="wealth")
    assert promised.path == "promise_vip_zone"
    hold(hall, customer)
    leads = partial(hall.cast.do, LOBBY, lead, guidance_id=promised.id)
    assert refused(leads) == "sales_held"
