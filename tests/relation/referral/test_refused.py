"""A refusal binds all posts: what a referral may still do is end. Experience cards, too."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import Known
from live.following import catch_up, load
from relation.referral.hall import HEAD, LOBBY, OTHER_RM, RM, SLIP, TELLER, Hall, refused
from tingtang.bank.customer.actions.holds import hold_sales
from tingtang.bank.customer.rules import HoldReason
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.ticket.actions.identifying import override_class
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import merge
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.ticket.rules import State
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import ClassReason, CustomerClass
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.guidance.queries import guidances_of_read
from tingtang.relation.guidance.rules import GuidanceState
from tingtang.relation.referral.actions.agreeing import take_contact_consent
from tingtang.relation.referral.actions.cards import redeem_card
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.leading import guide, undo
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    begin_talk,
    customer_left,
    give_card,
    introduce,
    return_referral,
)
from tingtang.relation.referral.actions.refusing import refuse, take_back_refusal
from tingtang.relation.referral.actions.submitting import say_yes
from tingtang.relation.referral.rules import ReferralMove, ReferralState

Ending = Callable[[Hall, UUID], Any]


@pytest.fixture
def hall() -> Hall:
    return Hall()


def refuses(hall: Hall, visit: UUID) -> UUID:
    """Said in guiding."""
    guided: UUID = hall.cast.do(LOBBY, guide, visit_id=visit, ask=Ask(reply="refuses")).id
    return guided


def again(hall: Hall, customer: Known) -> UUID:
    """Another visit of the day of somebody known."""
    visit = hall.visit()
    hall.link(visit, customer)
    return visit


class TestGuidance:
    @pytest.mark.parametrize("elsewhere", [False, True])
    def test_a_refusal_ends_what_asks_for_them_and_nobody_is_asked_any_more(
        self, hall: Hall, elsewhere: bool
    ) -> None:
        visit, customer = hall.known()
        submitted = hall.submit(visit)
        refuses(hall, again(hall, customer) if elsewhere else visit)
        row = hall.row(submitted.id)
        assert (row.state, row.customer_id) == (ReferralState.REFUSED, None)
        hall.cast.later(seconds=7)
        taken = partial(hall.does, OTHER_RM, accept_referral, submitted.id)
        assert refused(taken) == "refused_contact"
        assert walk(hall.cast.branch).first_broken is None

    def test_what_was_taken_on_or_introduced_ends_too(self, hall: Hall) -> None:
        accepted, introduced = hall.accepted(hall.visit()), hall.accepted(hall.visit())
        hall.does(TELLER, introduce, introduced)
        for referral in (accepted, introduced):
            refuses(hall, hall.row(referral).visit_id)
            assert hall.row(referral).state is ReferralState.REFUSED

    def test_taken_back_who_had_them_has_them_again(self, hall: Hall) -> None:
        visit = hall.visit()
        referral = hall.accepted(visit)
        said = refuses(hall, visit)
        hall.cast.later(seconds=5)
        hall.cast.do(LOBBY, undo, guidance_id=said)
        row = hall.row(referral)
        assert (row.state, row.receiver_id) == (ReferralState.ACCEPTED, hall.cast.people[RM])
        assert hall.does(LOBBY, introduce, referral).state is ReferralState.INTRODUCED

    def test_what_was_refused_by_itself_stays_so(self, hall: Hall) -> None:
        visit = hall.visit()
        referral = hall.submit(visit).id
        hall.does(TELLER, refuse, referral)
        said = refuses(hall, visit)
        hall.cast.do(LOBBY, undo, guidance_id=said)
        assert hall.row(referral).state is ReferralState.REFUSED

    def test_binds_whatever_the_visit_turns_out_to_be_in_the_end(self, hall: Hall) -> None:
        """Greeted, then two numbers, put together one after the other: a fold that follows the
        branch and the tables say the same.
        """
        door = hall.cast.do(LOBBY, greet, visit_id=None).visit
        refuses(hall, door)
        first, second = hall.cast.ticket(), hall.cast.ticket()
        floor = load(hall.cast.branch, hall.cast.at)
        hall.cast.do(LOBBY, join, visit_id=door, ticket_id=first.id)
        hall.cast.do(LOBBY, merge, ticket_id=first.id, into_id=second.id)
        visit = hall.visit_of(second)
        assert refused(partial(hall.submit, visit)) == "refused_contact"
        followed, _ = catch_up(floor, hall.cast.at)
        tables = load(hall.cast.branch, hall.cast.at)
        assert followed.refused == tables.refused == {visit}
        assert (followed.refusals, followed.joined) == (tables.refusals, tables.joined)


class TestTakenBack:
    """The customer did not decline: whoever tapped it slipped, and says so at once."""

    def test_it_binds_nobody_and_asks_again(self, hall: Hall) -> None:
        visit = hall.visit()
        referral = hall.submit(visit).id
        hall.cast.later(seconds=7)
        hall.does(LOBBY, refuse, referral)
        floor = load(hall.cast.branch, hall.cast.at)
        hall.cast.later(seconds=5)
        assert hall.does(LOBBY, take_back_refusal, referral).state is ReferralState.SUBMITTED
        followed, _ = catch_up(floor, hall.cast.at)
        tables = load(hall.cast.branch, hall.cast.at)
        assert followed.refused == tables.refused == set()
        assert followed.referrals == tables.referrals
        assert hall.submit(visit, LOBBY).joined == referral
        login = asked_of(hall, referral)
        assert hall.does(login, accept_referral, referral).state is ReferralState.ACCEPTED

    def test_who_had_taken_them_on_has_them_again(self, hall: Hall) -> None:
        referral = hall.accepted(hall.visit())
        hall.does(LOBBY, refuse, referral)
        hall.does(LOBBY, take_back_refusal, referral)
        row = hall.row(referral)
        assert (row.state, row.receiver_id) == (ReferralState.ACCEPTED, hall.cast.people[RM])
        hall.does(LOBBY, introduce, referral)
        assert hall.does(RM, begin_talk, referral).state is ReferralState.IN_TALK

    @pytest.mark.parametrize("promised", [False, True])
    def test_what_was_awaited_is_awaited_again(self, hall: Hall, promised: bool) -> None:
        """Led: the desk is held, the number stands aside. Promised: it asks when it would have."""
        ticket = hall.cast.ticket()
        place = look(hall.cast.branch, ticket_read(hall.cast.branch, ticket.id))[0][0].place
        visit = hall.visit_of(ticket)
        hall.signal(visit)
        hall.cast.do(LOBBY, override_class, visit_id=visit, **POTENTIAL)
        if promised:
            for login in (RM, OTHER_RM):
                hall.talking(hall.visit(), login)
            slip = hall.submit(visit).id
        wish = Ask(business="wealth", reply="willing")
        guided = hall.cast.do(LOBBY, guide, visit_id=visit, ask=wish)
        slip = slip if promised else guided.referral
        before = awaited_of(hall, visit)
        floor = load(hall.cast.branch, hall.cast.at)
        hall.cast.later(seconds=20)
        hall.does(LOBBY, refuse, slip)
        assert awaited_of(hall, visit)[0] is GuidanceState.LET_GO
        hall.cast.later(seconds=5)
        hall.does(LOBBY, take_back_refusal, slip)
        assert awaited_of(hall, visit) == before
        state = State.WAITING if promised else State.PARKED
        (row,) = look(hall.cast.branch, ticket_read(hall.cast.branch, ticket.id))[0]
        assert (row.state, row.place) == (state, place)
        followed, _ = catch_up(floor, hall.cast.at)
        assert followed.guided == load(hall.cast.branch, hall.cast.at).guided

    def test_only_by_who_had_said_so_and_at_once(self, hall: Hall) -> None:
        first, second = hall.submit(hall.visit()).id, hall.submit(hall.visit()).id
        hall.does(LOBBY, refuse, first)
        hall.does(LOBBY, refuse, second)
        taken_back = partial(hall.does, TELLER, take_back_refusal, first)
        assert refused(taken_back) == "not_your_referral"
        hall.cast.later(seconds=9)
        hall.does(LOBBY, take_back_refusal, first)
        assert refused(partial(hall.does, LOBBY, take_back_refusal, first)) == "referral_cannot"
        hall.cast.later(seconds=2)
        late = partial(hall.does, LOBBY, take_back_refusal, second)
        assert refused(late) == "too_late_to_undo"

    def test_never_a_talk_that_it_ended(self, hall: Hall) -> None:
        referral = hall.talking(hall.visit())
        hall.does(LOBBY, refuse, referral)
        assert refused(partial(hall.does, LOBBY, take_back_refusal, referral)) == "acted_upon"

    def test_never_a_follow_up_whose_customer_is_kept_no_more(self, hall: Hall) -> None:
        visit, _ = hall.known()
        referral = hall.accepted(visit, OTHER_RM)
        hall.cast.later(days=1)
        hall.clock(finish_referrals)
        hall.does(OTHER_RM, refuse, referral)
        assert hall.row(referral).customer_id is None
        assert refused(partial(hall.does, OTHER_RM, take_back_refusal, referral)) == "acted_upon"

    def test_not_where_they_are_led_elsewhere_since(self, hall: Hall) -> None:
        visit = hall.visit()
        hall.cast.do(LOBBY, override_class, visit_id=visit, **POTENTIAL)
        wish = Ask(business="wealth", reply="willing")
        guided = hall.cast.do(LOBBY, guide, visit_id=visit, ask=wish)
        hall.does(LOBBY, refuse, guided.referral)
        hall.cast.do(LOBBY, guide, visit_id=visit, ask=replace(wish, asked=True))
        again = partial(hall.does, LOBBY, take_back_refusal, guided.referral)
        assert refused(again) == "acted_upon"
        assert hall.row(guided.referral).state is ReferralState.REFUSED

    def test_one_customer_s_other_refusal_stands(self, hall: Hall) -> None:
        visit = hall.visit()
        referral = hall.submit(visit).id
        hall.does(LOBBY, refuse, referral)
        refuses(hall, visit)
        hall.does(LOBBY, take_back_refusal, referral)
        assert refused(partial(hall.submit, visit)) == "refused_contact"


POTENTIAL = {"customer_class": CustomerClass.POTENTIAL, "reason": ClassReason.KNOWN_CUSTOMER}


def awaited_of(hall: Hall, visit: UUID) -> tuple[GuidanceState, datetime | None, UUID | None]:
    """What is awaited of a visit; when it asks; whose desk is held for it."""
    day = hall.cast.at.date()
    row = look(hall.cast.branch, guidances_of_read(hall.cast.branch, visit, day))[0][-1]
    seats = look(hall.cast.branch, seats_read(hall.cast.branch))[0]
    held = [seat.counter_id for seat in seats if seat.held_for == visit]
    return row.state, row.asks_at, next(iter(held), None)


def asked_of(hall: Hall, referral: UUID) -> str:
    asked = hall.row(referral).asking.candidates[0]
    return next(login for login in (RM, OTHER_RM) if hall.cast.people[login] == asked)


class TestTalk:
    """Of a talk its receiver says what came of it: nothing."""

    @pytest.fixture
    def talk(self, hall: Hall) -> UUID:
        visit, customer = hall.known()
        referral = hall.talking(visit, OTHER_RM)
        refuses(hall, again(hall, customer))
        return referral

    def test_is_neither_sold_in_nor_followed_up(self, hall: Hall, talk: UUID) -> None:
        for outcome in (ReferralMove.CONVERT, ReferralMove.FOLLOW_UP):
            said = partial(hall.concluded, talk, outcome, OTHER_RM)
            assert refused(said) == "refused_contact"

    def test_brings_neither_a_consent_nor_a_card(self, hall: Hall, talk: UUID) -> None:
        consent = partial(hall.does, OTHER_RM, take_contact_consent, talk, grant=grant())
        assert refused(consent) == "refused_contact"
        assert refused(partial(hall.does, OTHER_RM, give_card, talk)) == "refused_contact"

    @pytest.mark.parametrize(
        ("ends", "state"),
        [
            (
                lambda hall, talk: hall.concluded(
                    talk, ReferralMove.NOT_INTERESTED, OTHER_RM, "no_need"
                ),
                "not_interested",
            ),
            (lambda hall, talk: hall.concluded(talk, ReferralMove.NO_OFFER, OTHER_RM), "no_offer"),
            (lambda hall, talk: hall.does(OTHER_RM, refuse, talk), "refused"),
            (lambda hall, talk: hall.does(OTHER_RM, customer_left, talk), "customer_left"),
        ],
    )
    def test_ends(self, hall: Hall, talk: UUID, ends: Ending, state: str) -> None:
        assert ends(hall, talk).state == state


class TestNotYetLinked:
    """A referral that nobody knew to be the same customer's when they refused."""

    @pytest.fixture
    def referral(self, hall: Hall) -> UUID:
        visit, customer = hall.known()
        refuses(hall, visit)
        other = hall.visit()
        referral = hall.accepted(other)
        hall.link(other, customer)
        return referral

    def test_takes_no_yes_and_no_card(self, hall: Hall, referral: UUID) -> None:
        assert refused(partial(hall.does, TELLER, say_yes, referral)) == "refused_contact"
        assert refused(partial(hall.does, TELLER, give_card, referral)) == "refused_contact"

    def test_takes_no_yes_before_it_is_accepted(self, hall: Hall) -> None:
        visit, customer = hall.known()
        refuses(hall, visit)
        other = hall.visit()
        submitted = hall.submit(other)
        hall.link(other, customer)
        assert refused(partial(hall.does, TELLER, say_yes, submitted.id)) == "refused_contact"

    def test_is_handed_on_or_refused(self, hall: Hall, referral: UUID) -> None:
        hall.does(RM, return_referral, referral, reason="other")
        assert hall.does(TELLER, refuse, referral).state is ReferralState.REFUSED


class TestCards:
    def card(self, hall: Hall, visit: UUID) -> str:
        serial: str = hall.does(LOBBY, give_card, hall.submit(visit, slip=SLIP).id).serial
        return serial

    def redeems(self, hall: Hall, visit: UUID, serial: str) -> Callable[[], Any]:
        return partial(hall.cast.do, LOBBY, redeem_card, visit_id=visit, serial=serial)

    def test_are_good_from_the_next_visit_on(self, hall: Hall) -> None:
        visit = hall.visit()
        serial = self.card(hall, visit)
        assert refused(self.redeems(hall, visit, serial)) == "card_of_this_visit"
        assert self.redeems(hall, hall.visit(), serial)().visit

    def test_a_number_taken_after_the_door_is_the_same_visit(self, hall: Hall) -> None:
        door = hall.cast.do(LOBBY, greet, visit_id=None).visit
        hall.signal(door)
        serial = self.card(hall, door)
        ticket = hall.cast.ticket()
        hall.cast.do(LOBBY, join, visit_id=door, ticket_id=ticket.id)
        for visit in (door, hall.visit_of(ticket)):
            assert refused(self.redeems(hall, visit, serial)) == "card_of_this_visit"

    def test_bring_nobody_who_refused_or_to_whom_sales_are_held(self, hall: Hall) -> None:
        first, second = self.card(hall, hall.visit()), self.card(hall, hall.visit())
        visit, customer = hall.known()
        said = refuses(hall, visit)
        assert refused(self.redeems(hall, visit, first)) == "refused_contact"
        hall.cast.do(LOBBY, undo, guidance_id=said)
        hall.cast.do(HEAD, hold_sales, customer_id=customer.id, reason=HoldReason.COMPLAINT)
        assert refused(self.redeems(hall, visit, second)) == "sales_held"
