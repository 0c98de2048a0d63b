"""Referrals in a real branch: from two taps to an outcome, never dropped, never pressed."""

from dataclasses import replace
from functools import partial
from uuid import UUID

import pytest

from relation.referral.hall import HEAD, LOBBY, OTHER_RM, RM, SLIP, TELLER, Hall, refused
from tingtang.access.actor import Actor
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.bank.customer.actions.holds import hold_sales, lift_hold
from tingtang.bank.customer.queries import consents_read
from tingtang.bank.customer.rules import HoldReason
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.actions.identifying import (
    override_class,
    undo_signal,
)
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import ClassReason, CustomerClass
from tingtang.ledger.actions import ensure_partitions
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.referral.actions.cards import redeem_card
from tingtang.relation.referral.actions.closing import (
    finish_referrals,
)
from tingtang.relation.referral.actions.doing import ReferralNow
from tingtang.relation.referral.actions.ending import withdraw_consent
from tingtang.relation.referral.actions.forgetting import forget_referrals
from tingtang.relation.referral.actions.leading import guide
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    begin_talk,
    conclude,
    customer_left,
    give_card,
    introduce,
    return_referral,
)
from tingtang.relation.referral.actions.refusing import refuse
from tingtang.relation.referral.actions.submitting import (
    Slip,
    say_yes,
    submit_referral,
    take_back_yes,
    undo_referral,
)
from tingtang.relation.referral.queries import (
    funnel_read,
    referral_read,
)
from tingtang.relation.referral.rules import (
    ReferralMove,
    ReferralState,
    Target,
    card_serial,
)
from together import at_once


@pytest.fixture
def hall() -> Hall:
    return Hall()


# ------------------------------------------------------------------------ one referral


def test_from_two_taps_to_an_outcome(hall: Hall) -> None:
    visit = hall.visit()
    referral = hall.talking(visit)
    done: ReferralNow = hall.concluded(referral, ReferralMove.CONVERT)
    assert done.state is ReferralState.CONVERTED
    assert hall.credit(visit) == hall.cast.people[TELLER]
    assert walk(hall.cast.branch, []).first_broken is None


def test_the_receiver_hears_of_it_after_six_seconds_until_then_it_can_be_taken_back(
    hall: Hall,
) -> None:
    submitted = hall.submit(hall.visit())
    assert refused(lambda: hall.does(RM, accept_referral, submitted.id)) == "not_yet_notified"
    undone = hall.does(TELLER, undo_referral, submitted.id)
    assert undone.state is ReferralState.UNDONE
    again = hall.submit(hall.row(submitted.id).visit_id)
    hall.cast.later(seconds=7)
    assert refused(lambda: hall.does(TELLER, undo_referral, again.id)) == "acted_upon"


def test_only_who_submitted_takes_it_back(hall: Hall) -> None:
    submitted = hall.submit(hall.visit())
    assert refused(lambda: hall.does(LOBBY, undo_referral, submitted.id)) == "not_your_referral"


def test_what_it_rests_on_stays_noted(hall: Hall) -> None:
    visit = hall.visit(signalled=False)
    signal = hall.signal(visit)
    hall.submit(visit)
    assert refused(lambda: hall.cast.do(LOBBY, undo_signal, signal_id=signal)) == "acted_upon"


def test_ones_own_manager_is_asked_first_then_the_next_then_the_head(hall: Hall) -> None:
    visit, _ = hall.known()
    submitted = hall.submit(visit)
    rm, other = hall.cast.people[RM], hall.cast.people[OTHER_RM]
    assert hall.row(submitted.id).asking.candidates == (other, rm)
    hall.cast.later(seconds=7)
    assert refused(lambda: hall.does(RM, accept_referral, submitted.id)) == "asked_another"
    hall.cast.later(minutes=3)
    hall.does(RM, return_referral, submitted.id, reason="no_time")
    assert refused(lambda: hall.does(RM, accept_referral, submitted.id)) == "asked_another"
    taken = hall.does(HEAD, accept_referral, submitted.id)  # nobody else is left
    assert taken.state is ReferralState.ACCEPTED


def test_two_returns_reach_the_head(hall: Hall) -> None:
    submitted = hall.submit(hall.visit())
    hall.cast.later(seconds=7)
    first, second = hall.row(submitted.id).asking.candidates
    logins = {hall.cast.people[login]: login for login in (RM, OTHER_RM)}
    assert refused(lambda: hall.does(HEAD, accept_referral, submitted.id)) == "asked_another"
    hall.does(logins[first], return_referral, submitted.id, reason="not_mine")
    hall.does(logins[second], return_referral, submitted.id, reason="other_product")
    assert hall.does(HEAD, accept_referral, submitted.id).state is ReferralState.ACCEPTED


def accepted_by_who_is_asked(hall: Hall, referral: UUID) -> None:
    hall.cast.later(seconds=7)
    asked = hall.row(referral).asking.candidates[0]
    login = next(each for each in (RM, OTHER_RM) if hall.cast.people[each] == asked)
    hall.does(login, accept_referral, referral)


def test_no_introduction_without_a_spoken_yes(hall: Hall) -> None:
    submitted = hall.submit(hall.visit(), slip=Slip(Target.RM, "wealth", spoken_yes=False))
    accepted_by_who_is_asked(hall, submitted.id)
    assert refused(lambda: hall.does(LOBBY, introduce, submitted.id)) == "no_spoken_yes"
    hall.does(LOBBY, say_yes, submitted.id)
    assert hall.does(LOBBY, introduce, submitted.id).state is ReferralState.INTRODUCED


def test_a_yes_is_taken_back_as_easily_as_it_was_given(hall: Hall) -> None:
    """Also one that a second slip brought by mistake; it is no refusal."""
    visit = hall.visit()
    first = hall.submit(visit, LOBBY, Slip(Target.RM, "wealth", spoken_yes=False))
    second = hall.submit(visit, slip=Slip(Target.RM, "wealth", spoken_yes=True))
    assert second.joined == first.id
    assert (hall.row(first.id).spoken_yes, hall.row(first.id).version) == (True, second.version)
    hall.does(LOBBY, take_back_yes, first.id)
    assert refused(lambda: hall.does(LOBBY, take_back_yes, first.id)) == "referral_cannot"
    accepted_by_who_is_asked(hall, first.id)
    assert refused(lambda: hall.does(LOBBY, introduce, first.id)) == "no_spoken_yes"
    hall.does(LOBBY, say_yes, first.id)
    hall.does(LOBBY, introduce, first.id)
    assert refused(lambda: hall.does(LOBBY, take_back_yes, first.id)) == "referral_cannot"


def test_only_the_receiver_says_what_came_of_it(hall: Hall) -> None:
    referral = hall.talking(hall.visit())
    for login in (OTHER_RM, HEAD):
        outcome = partial(hall.concluded, referral, ReferralMove.CONVERT, login)
        assert refused(outcome) == "not_your_referral"
    lost = partial(hall.concluded, referral, ReferralMove.NOT_INTERESTED)
    assert refused(lost) == "bad_input"  # why, as a code
    assert lost(reason="rate").state is ReferralState.NOT_INTERESTED


# ------------------------------------------------------------------------ consents


def test_a_follow_up_stands_on_a_consent_that_holds_in_the_turn(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    (consent,) = look(hall.cast.branch, consents_read(hall.cast.branch, customer.id))[0]
    hall.cast.do(TELLER, withdraw_consent, consent_id=consent.id)
    outcome = partial(hall.concluded, referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert refused(outcome) == "no_contact_consent"
    assert hall.row(referral).customer_id is None


def test_with_a_consent_the_receiver_follows_up(hall: Hall) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    hall.concluded(referral, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert hall.row(referral).customer_id == customer.id


def test_a_refusal_binds_all_posts_for_the_visit(hall: Hall) -> None:
    visit = hall.visit()
    submitted = hall.submit(visit)
    hall.does(LOBBY, refuse, submitted.id)
    for login in (TELLER, LOBBY):
        assert refused(partial(hall.submit, visit, login)) == "refused_contact"


def test_whoever_the_slip_names_is_asked_first_and_has_to_be_on_duty(hall: Hall) -> None:
    for login in (RM, OTHER_RM):
        named = hall.submit(hall.visit(), slip=replace(SLIP, rm=hall.cast.people[login]))
        assert hall.row(named.id).asking.candidates[0] == hall.cast.people[login]
    elsewhere = replace(SLIP, rm=hall.cast.people[TELLER])
    assert refused(lambda: hall.submit(hall.visit(), slip=elsewhere)) == "not_receiving"


def test_a_refusal_binds_guidance_too_unless_the_customer_asks(hall: Hall) -> None:
    visit = hall.visit()
    hall.cast.do(
        LOBBY,
        override_class,
        visit_id=visit,
        customer_class=CustomerClass.POTENTIAL,
        reason=ClassReason.KNOWN_CUSTOMER,
    )
    hall.does(LOBBY, refuse, hall.submit(visit).id)
    lead = partial(hall.cast.do, LOBBY, guide, visit_id=visit)
    wish = Ask(business="wealth", reply="willing")
    assert refused(partial(lead, ask=wish)) == "refused_contact"
    led = lead(ask=replace(wish, asked=True))
    assert led.path == "escort"


def test_who_was_greeted_at_the_door_and_took_a_number_later_is_referred_once(hall: Hall) -> None:
    door = hall.cast.do(LOBBY, greet).visit
    hall.signal(door)
    first = hall.submit(door, LOBBY)
    ticket = hall.cast.ticket()
    hall.cast.do(LOBBY, join, visit_id=door, ticket_id=ticket.id)
    visit = look(hall.cast.branch, ticket_read(hall.cast.branch, ticket.id))[0][0].visit_id
    assert hall.submit(visit).joined == first.id
    assert hall.credit(visit) == hall.cast.people[LOBBY]
    hall.does(LOBBY, refuse, first.id)
    assert refused(partial(hall.submit, visit)) == "refused_contact"


def test_while_a_complaint_holds_sales_nobody_refers(hall: Hall) -> None:
    visit, customer = hall.known()
    hall.cast.do(HEAD, hold_sales, customer_id=customer.id, reason=HoldReason.COMPLAINT)
    assert refused(partial(hall.submit, visit)) == "sales_held"
    hall.cast.do(HEAD, lift_hold, customer_id=customer.id)
    referral = hall.accepted(visit, OTHER_RM)
    hall.does(LOBBY, introduce, referral)
    hall.cast.do(HEAD, hold_sales, customer_id=customer.id, reason=HoldReason.COMPLAINT)
    assert refused(lambda: hall.does(OTHER_RM, begin_talk, referral)) == "sales_held"


# ------------------------------------------------------------------------ the day's end


def test_at_closing_with_consent_it_goes_to_the_receiver_without_it_nothing_is_kept(
    hall: Hall,
) -> None:
    visit, customer = hall.known()
    kept = hall.accepted(visit, OTHER_RM)
    other = hall.submit(hall.visit()).id
    assert hall.clock(finish_referrals) == 0  # the day goes on
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    assert hall.clock(finish_referrals) == 2
    assert hall.clock(finish_referrals) == 0  # twice changes nothing
    assert (hall.row(kept).state, hall.row(kept).customer_id) == (
        ReferralState.UNFINISHED,
        customer.id,
    )
    assert (hall.row(other).state, hall.row(other).customer_id) == (
        ReferralState.CUSTOMER_LEFT,
        None,
    )


def test_a_clock_that_stood_still_drops_nothing(hall: Hall) -> None:
    visit, customer = hall.known()
    kept = hall.accepted(visit, OTHER_RM)
    hall.cast.later(days=2)
    assert hall.row(kept).state is ReferralState.ACCEPTED
    assert hall.clock(finish_referrals) == 1
    assert hall.row(kept).state is ReferralState.UNFINISHED
    hall.concluded(kept, ReferralMove.FOLLOW_UP, OTHER_RM)
    assert hall.row(kept).customer_id == customer.id


def test_a_withdrawn_consent_ends_what_stood_on_it(hall: Hall) -> None:
    visit, customer = hall.known()
    kept = hall.accepted(visit, OTHER_RM)
    hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
    hall.clock(finish_referrals)
    (consent,) = look(hall.cast.branch, consents_read(hall.cast.branch, customer.id))[0]
    hall.cast.do(TELLER, withdraw_consent, consent_id=consent.id)
    assert hall.row(kept).state is ReferralState.WITHDRAWN
    assert hall.row(kept).customer_id is None


def test_after_a_year_it_is_forgotten_and_the_chain_stands(hall: Hall) -> None:
    submitted = hall.submit(hall.visit())
    hall.does(TELLER, customer_left, submitted.id)
    hall.cast.later(days=364)
    ensure_partitions(hall.cast.at.date())
    assert hall.clock(forget_referrals) == 0
    hall.cast.later(days=3)
    assert hall.clock(forget_referrals) == 1
    assert look(hall.cast.branch, referral_read(hall.cast.branch, submitted.id))[0] == []
    assert walk(hall.cast.branch, []).first_broken is None


# ------------------------------------------------------------------------ cards, figures


def test_an_experience_card_is_good_once(hall: Hall) -> None:
    submitted = hall.submit(hall.visit())
    hall.does(LOBBY, give_card, submitted.id)
    read = Read("select serial from relation_card where branch_id = %s", (hall.cast.branch,), str)
    ((serial,),) = (look(hall.cast.branch, read)[0],)
    again = hall.visit()
    redeem = partial(hall.cast.do, LOBBY, redeem_card, visit_id=again)
    told = redeem(serial=f" {serial[:5].lower()}-{serial[5:]} ")
    people = hall.cast.people
    assert (told.given_by, told.referred_by) == (people[LOBBY], people[TELLER])
    assert told.given_on == hall.cast.at.date()
    assert refused(partial(redeem, serial=serial)) == "card_used"
    wrong = serial[:-1] + ("2" if serial[-1] != "2" else "3")
    assert refused(partial(redeem, serial=wrong)) == "card_mistyped"
    other = card_serial(b"another bank's", UUID(int=1))
    assert refused(partial(redeem, serial=other)) == "unknown_card"
    entries = Read(
        "select body::text from ledger_entry where branch_id = %s", (hall.cast.branch,), str
    )
    assert serial not in "".join(look(hall.cast.branch, entries)[0])


def test_the_funnel_counts_each_customer_once(hall: Hall) -> None:
    hall.concluded(hall.talking(hall.visit()), ReferralMove.CONVERT)
    hall.concluded(hall.talking(hall.visit()), ReferralMove.NOT_INTERESTED, reason="no_need")
    visit = hall.visit()
    hall.submit(visit)
    hall.submit(visit, LOBBY)  # joins
    hall.does(TELLER, undo_referral, hall.submit(hall.visit()).id)
    hall.concluded(hall.talking(hall.visit()), ReferralMove.NO_OFFER)
    day = hall.cast.at.date()
    rows = look(hall.cast.branch, funnel_read(hall.cast.branch, day, day))[0]
    assert sum(row.submitted for row in rows) == 4
    assert sum(row.met for row in rows) == 3
    assert sum(row.converted for row in rows) == 1
    assert sum(row.no_offer for row in rows) == 1
    assert {(row.reason, row.lost) for row in rows if row.lost} == {("no_need", 1)}


# ------------------------------------------------------------------------ two at once


@pytest.mark.parametrize("_round", range(3))
def test_teller_and_lobby_manager_submit_the_same_customer(hall: Hall, _round: int) -> None:
    visit = hall.visit()
    made = at_once(*[partial(hall.submit, visit, login) for login in (TELLER, LOBBY)])
    joined = [each for each in made if each.joined is not None]
    (first,) = [each for each in made if each.joined is None]
    assert [each.joined for each in joined] == [first.id]
    assert hall.credit(visit) == hall.row(first.id).source_id


@pytest.mark.parametrize("_round", range(3))
def test_two_managers_take_one_referral(hall: Hall, _round: int) -> None:
    submitted = hall.submit(hall.visit())
    hall.cast.later(minutes=3, seconds=10)  # both were asked
    came_to = at_once(
        *[partial(hall.does, login, accept_referral, submitted.id) for login in (RM, OTHER_RM)]
    )
    (won,) = [each for each in came_to if not isinstance(each, str)]
    assert won.state is ReferralState.ACCEPTED
    assert "referral_cannot" in came_to


@pytest.mark.parametrize("_round", range(3))
def test_a_consent_withdrawn_while_a_follow_up_is_said(hall: Hall, _round: int) -> None:
    visit, customer = hall.known()
    referral = hall.talking(visit, OTHER_RM)
    (consent,) = look(hall.cast.branch, consents_read(hall.cast.branch, customer.id))[0]
    said, _ = at_once(
        partial(hall.concluded, referral, ReferralMove.FOLLOW_UP, OTHER_RM),
        partial(hall.cast.do, TELLER, withdraw_consent, consent_id=consent.id),
    )
    ended = hall.row(referral)
    assert ended.customer_id is None  # whoever was first
    refused_ = said == "no_contact_consent"
    assert ended.state is (ReferralState.IN_TALK if refused_ else ReferralState.WITHDRAWN)


def test_no_entry_names_a_customer(hall: Hall) -> None:
    visit, customer = hall.known()
    hall.concluded(hall.talking(visit, OTHER_RM), ReferralMove.FOLLOW_UP, OTHER_RM)
    read = Read(
        "select body::text from ledger_entry where branch_id = %s and kind like 'referral.%%'",
        (hall.cast.branch,),
        str,
    )
    told = "".join(look(hall.cast.branch, read)[0])
    assert str(customer.id) not in told
    assert customer.card not in told


def test_a_teller_needs_the_right_and_the_branch(hall: Hall) -> None:
    visit = hall.visit()
    stranger = Actor("staff", UUID(int=9), hall.cast.staff(TELLER).post, frozenset())
    refer = partial(
        submit_referral,
        actor=stranger,
        branch_id=hall.cast.branch,
        visit_id=visit,
        slip=SLIP,
        at=hall.cast.at,
    )
    assert refused(refer) == "other_branch"


def test_while_they_talk_the_desk_is_serving_and_free_after_the_outcome(hall: Hall) -> None:
    def of(login: str) -> DeskState:
        seats = look(hall.cast.branch, seats_read(hall.cast.branch))[0]
        (seat,) = [each for each in seats if each.staff_id == hall.cast.people[login]]
        return desk_state(seat, hall.cast.at)

    referral = hall.accepted(hall.visit())
    hall.does(TELLER, introduce, referral)
    assert of(RM) is DeskState.FREE
    hall.does(RM, begin_talk, referral)
    assert (of(RM), of(OTHER_RM)) == (DeskState.SERVING, DeskState.FREE)
    elsewhere = hall.submit(hall.visit(), slip=replace(SLIP, rm=hall.cast.people[RM])).id
    hall.cast.later(seconds=6)
    hall.does(RM, accept_referral, elsewhere)
    hall.does(TELLER, introduce, elsewhere)
    hall.does(RM, begin_talk, elsewhere)  # somebody sits at the desk: they talk on their feet
    hall.does(RM, conclude, elsewhere, outcome=ReferralMove.CONVERT, reason="")
    assert of(RM) is DeskState.SERVING
    hall.does(RM, conclude, referral, outcome=ReferralMove.CONVERT, reason="")
    assert of(RM) is DeskState.FREE


class TestOneCustomer:
    def test_who_refuses_when_guided_is_introduced_by_no_referral(self, hall: Hall) -> None:
        visit = hall.visit()
        first, second = hall.submit(visit), hall.accepted(hall.visit())
        hall.cast.do(LOBBY, guide, visit_id=visit, ask=Ask(reply="refuses"))
        hall.cast.later(seconds=7)
        taken = hall.row(first.id).asking.candidates[0]
        login = next(each for each in (RM, OTHER_RM) if hall.cast.people[each] == taken)
        assert refused(lambda: hall.does(login, accept_referral, first.id)) == "refused_contact"
        other = hall.row(second).visit_id
        hall.cast.do(LOBBY, guide, visit_id=other, ask=Ask(reply="refuses"))
        assert refused(lambda: hall.does(TELLER, introduce, second)) == "refused_contact"
        hall.cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING)
        hall.clock(finish_referrals)
        ends = {hall.row(each).state for each in (first.id, second)}
        assert ends == {ReferralState.REFUSED}

    def test_what_joined_stands_for_itself_when_the_first_is_taken_back(self, hall: Hall) -> None:
        visit = hall.visit()
        first, joined = hall.submit(visit, LOBBY), hall.submit(visit, TELLER)
        third = hall.submit(visit, HEAD)
        assert (joined.joined, third.joined) == (first.id, first.id)
        hall.does(LOBBY, undo_referral, first.id)
        assert hall.row(joined.id).state is ReferralState.SUBMITTED
        hall.cast.later(seconds=7)
        taken = hall.row(joined.id).asking.candidates[0]
        login = next(each for each in (RM, OTHER_RM) if hall.cast.people[each] == taken)
        hall.does(login, accept_referral, joined.id)
        again = hall.submit(visit, LOBBY)
        assert again.joined == joined.id

    def test_whose_visits_are_joined_is_received_once(self, hall: Hall) -> None:
        door = hall.cast.do(LOBBY, greet, visit_id=None).visit
        hall.signal(door)
        ticket = hall.cast.ticket()
        early = hall.submit(door, slip=replace(SLIP, rm=hall.cast.people[RM]))
        numbered = look(hall.cast.branch, ticket_read(hall.cast.branch, ticket.id))[0][0].visit_id
        hall.signal(numbered)
        late = hall.submit(numbered, slip=replace(SLIP, rm=hall.cast.people[OTHER_RM]))
        assert late.joined is None
        hall.cast.do(LOBBY, join, visit_id=door, ticket_id=ticket.id)
        hall.cast.later(seconds=7)
        hall.does(OTHER_RM, accept_referral, late.id)
        assert hall.row(early.id).state is ReferralState.MERGED
        assert refused(lambda: hall.does(RM, accept_referral, early.id)) == "already_received"

    def test_is_the_same_on_another_visit_of_the_day(self, hall: Hall) -> None:
        visit, customer = hall.known()
        first, again = hall.submit(visit), hall.visit()
        hall.link(again, customer)
        assert hall.submit(again).joined == first.id
        hall.does(LOBBY, refuse, first.id)
        assert refused(lambda: hall.submit(again)) == "refused_contact"

    def test_who_sits_with_the_receiver_is_sent_away_by_nobody_else(self, hall: Hall) -> None:
        referral = hall.talking(hall.visit())
        for verb in (customer_left, give_card):
            assert (
                refused(lambda verb=verb: hall.does(TELLER, verb, referral)) == "not_your_referral"
            )
        hall.does(RM, customer_left, referral)

    def test_nobody_takes_on_whom_they_referred(self, hall: Hall) -> None:
        own = hall.submit(hall.visit(), HEAD)
        hall.cast.later(minutes=7)  # both were asked: the head is
        assert refused(lambda: hall.does(HEAD, accept_referral, own.id)) == "own_referral"
