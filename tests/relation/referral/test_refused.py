"""A refusal binds all posts: what a referral may still do is end. Experience cards, too."""

from collections.abc import Callable
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
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.actions.marking import merge
from tingtang.hall.visit.actions import greet
from tingtang.ledger.verify import walk
from tingtang.relation.guidance.actions.guiding import Ask
from tingtang.relation.referral.actions.agreeing import take_contact_consent
from tingtang.relation.referral.actions.cards import redeem_card
from tingtang.relation.referral.actions.leading import guide, undo
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    customer_left,
    give_card,
    introduce,
    refuse,
    return_referral,
)
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

    def test_taken_back_it_asks_again(self, hall: Hall) -> None:
        visit = hall.visit()
        referral = hall.accepted(visit)
        said = refuses(hall, visit)
        hall.cast.later(seconds=5)
        hall.cast.do(LOBBY, undo, guidance_id=said)
        row = hall.row(referral)
        assert (row.state, row.receiver_id) == (ReferralState.SUBMITTED, None)
        assert hall.does(RM, accept_referral, referral).state is ReferralState.ACCEPTED

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
