"""Whoever waits no longer has not refused, and nobody is asked to receive them any more."""

from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import bring
from live.following import catch_up, load
from relation.guidance.hall import DESK, RM, Hall
from tingtang.access.rights import Post
from tingtang.bank.customer.rules import LookReason
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.linking import link_customer
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.live.floor import Floor
from tingtang.relation.referral.actions.leading import Guided
from tingtang.relation.referral.actions.leaving import let_go
from tingtang.relation.referral.actions.receiving import accept_referral
from tingtang.relation.referral.actions.submitting import Slip, submit_referral
from tingtang.relation.referral.queries import ReferralRow, referral_read
from tingtang.relation.referral.rules import ReferralState, Target

LOBBY, TELLER = "suxiaowen", "chenyutong"


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK)


def signalled(hall: Hall, *, consented: bool = False) -> TicketRow:
    """Somebody with a number for cash who asked about a product; perhaps known, and agreeing to be
    contacted.
    """
    customer = hall.customer("cash")
    visit = {"visit_id": customer.visit_id}
    if consented:
        (known,) = bring(hall.cast, "ordinary", rm=RM, grants=(grant(),))
        card = {"kind": CardKind.CARD, "index": known.index, "reason": LookReason.SERVING}
        hall.cast.do(LOBBY, link_customer, **visit, **card)
    hall.cast.do(LOBBY, note_signal, code="asks_wealth_product", **visit)
    return customer


def led(hall: Hall, customer: TicketRow) -> Guided:
    guided = hall.guide(customer.visit_id, business="wealth", reply="willing")
    assert guided.state == "led"
    return guided


def promised(hall: Hall, customer: TicketRow) -> Guided:
    hall.talk()
    guided = hall.guide(customer.visit_id, business="wealth", reply="willing")
    assert guided.state == "promised"
    return guided


def referred(hall: Hall, customer: TicketRow, target: Target = Target.RM) -> UUID:
    slip = Slip(target, "wealth", spoken_yes=True)
    made = hall.cast.do(TELLER, submit_referral, visit_id=customer.visit_id, slip=slip)
    hall.cast.later(seconds=7)
    referral: UUID = made.id
    return referral


def slip(hall: Hall, referral: UUID | None) -> ReferralRow:
    assert referral is not None
    row: ReferralRow = look(hall.cast.branch, referral_read(hall.cast.branch, referral))[0][0]
    return row


def follows(hall: Hall, floor: Floor) -> None:
    """A floor that is carried on and the tables say the same."""
    followed, reloaded = catch_up(floor, hall.cast.at)
    assert (followed, reloaded) == (load(hall.cast.branch, hall.cast.at), False)
    assert walk(hall.cast.branch).first_broken is None


class TestLetGo:
    def test_without_a_consent_the_referral_ends_and_keeps_nobody(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        floor = load(hall.cast.branch, hall.cast.at)
        hall.do(let_go, guided.id, LOBBY)
        row = slip(hall, guided.referral)
        assert (row.state, row.customer_id) == (ReferralState.CUSTOMER_LEFT, None)
        follows(hall, floor)

    def test_with_a_consent_to_contact_it_is_followed_up(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall, consented=True))
        floor = load(hall.cast.branch, hall.cast.at)
        hall.do(let_go, guided.id, LOBBY)
        row = slip(hall, guided.referral)
        assert (row.state, row.receiver_id) == (ReferralState.UNFINISHED, hall.cast.people[RM])
        follows(hall, floor)

    def test_of_a_promise_whoever_was_asked_is_asked_no_more(self, hall: Hall) -> None:
        customer = signalled(hall)
        referral = referred(hall, customer)
        hall.do(let_go, promised(hall, customer).id, LOBBY)
        assert slip(hall, referral).state is ReferralState.CUSTOMER_LEFT
        with pytest.raises(Refused, match="referral_cannot"):
            hall.cast.do(RM, accept_referral, referral_id=referral)

    def test_to_another_post_the_customer_is_still_referred(self, hall: Hall) -> None:
        people = (NewStaff("e_banking", "何静", Post.E_BANKING),)
        enter_staff(
            actor=hall.cast.staff("hanliqun"),
            branch_id=hall.cast.branch,
            people=people,
            at=hall.cast.at,
        )
        customer = signalled(hall)
        referral = referred(hall, customer, Target.E_BANKING)
        hall.do(let_go, promised(hall, customer).id, LOBBY)
        assert slip(hall, referral).state is ReferralState.SUBMITTED

    def test_is_no_refusal(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        hall.do(let_go, first.id, LOBBY)
        again = led(hall, customer)
        assert again.referral not in (None, first.referral)

    def test_said_twice_ends_once(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        hall.do(let_go, guided.id, LOBBY)
        before = hall.entries()
        with pytest.raises(Refused, match="guidance_cannot"):
            hall.do(let_go, guided.id, LOBBY)
        assert hall.entries() == before
