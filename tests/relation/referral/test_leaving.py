"""Whoever waits no longer has not refused, and nobody is asked to receive them any more."""

from collections.abc import Callable
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import bring
from live.following import catch_up, load
from relation.guidance.hall import DESK, RM, Hall
from tingtang.access.rights import Post
from tingtang.bank.customer.rules import LookReason
from tingtang.bank.staff.actions import NewStaff, enter_staff
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.actions.serving import pass_by
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.live.floor import Floor
from tingtang.live.moment import Moment
from tingtang.live.views.counter import counter as counter_view
from tingtang.relation.guidance.actions.keeping import not_come
from tingtang.relation.referral.actions.leading import Guided, lead
from tingtang.relation.referral.actions.leaving import abandon, let_go
from tingtang.relation.referral.actions.linking import link_customer
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


class TestLeft:
    """The desk is nobody's any more, in the same turn."""

    def test_whoever_had_taken_them_on_waits_for_nobody(self, hall: Hall) -> None:
        customer = signalled(hall)
        referral = referred(hall, customer)
        hall.cast.do(RM, accept_referral, referral_id=referral)
        floor = load(hall.cast.branch, hall.cast.at)
        hall.cast.do(LOBBY, abandon, ticket_id=customer.id)
        assert slip(hall, referral).state is ReferralState.CUSTOMER_LEFT
        follows(hall, floor)

    def test_who_keeps_another_number_is_here(self, hall: Hall) -> None:
        """The same customer by two cards' reads: one number is given back, the other waits."""
        kept, given_back = hall.customer("cash"), hall.customer("cash")
        (known,) = bring(hall.cast, "ordinary", rm=RM)
        card = {"kind": CardKind.CARD, "index": known.index, "reason": LookReason.SERVING}
        for each in (kept, given_back):
            hall.cast.do(LOBBY, link_customer, visit_id=each.visit_id, **card)
        hall.cast.do(LOBBY, note_signal, code="asks_wealth_product", visit_id=kept.visit_id)
        referral = referred(hall, kept)
        hall.cast.do(LOBBY, abandon, ticket_id=given_back.id)
        assert slip(hall, referral).state is ReferralState.SUBMITTED

    def test_who_may_be_called_is_followed_up(self, hall: Hall) -> None:
        customer = signalled(hall, consented=True)
        referral = referred(hall, customer)
        hall.cast.do(LOBBY, abandon, ticket_id=customer.id)
        assert slip(hall, referral).state is ReferralState.UNFINISHED

    def is_free(self, hall: Hall) -> bool:
        return desk_state(hall.seat(), hall.cast.at) is DeskState.FREE

    @pytest.mark.parametrize("by_phone", [False, True])
    def test_the_desk_is_free_and_they_did_not_come(self, hall: Hall, by_phone: bool) -> None:
        customer = signalled(hall)
        guided = led(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        actor = hall.cast.visitor(customer.id) if by_phone else hall.cast.staff(LOBBY)
        abandon(actor=actor, branch_id=hall.cast.branch, ticket_id=customer.id, at=hall.cast.at)
        assert self.is_free(hall)
        assert (hall.ticket(customer.id).state, hall.guidance(guided.id).state) == (
            "abandoned",
            "not_come",
        )
        follows(hall, floor)

    def test_nobody_need_come_as_was_promised(self, hall: Hall) -> None:
        customer = signalled(hall)
        guided = promised(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        hall.cast.do(LOBBY, abandon, ticket_id=customer.id)
        assert hall.guidance(guided.id).state == "let_go"
        follows(hall, floor)

    def test_a_desk_that_is_kept_for_another_stays_so(self, hall: Hall) -> None:
        first, second = signalled(hall), hall.customer("cash")
        led(hall, first)
        hall.cast.do(LOBBY, abandon, ticket_id=second.id)
        assert hall.seat().held_for == first.visit_id

    def test_whoever_takes_their_place_again_keeps_no_desk(self, hall: Hall) -> None:
        customer = signalled(hall)
        led(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        phone = hall.cast.visitor(customer.id)
        resume(actor=phone, branch_id=hall.cast.branch, ticket_id=customer.id, at=hall.cast.at)
        assert self.is_free(hall)
        follows(hall, floor)

    def test_called_at_the_desk_and_not_come_it_keeps_no_desk(self, hall: Hall) -> None:
        customer = hall.customer("wealth")
        hall.guide(customer.visit_id, business="wealth", reply="willing")
        at = {"counter_id": hall.cast.counters[DESK], "reason": "other"}
        hall.cast.do(RM, call_chosen, ticket_id=customer.id, **at)
        hall.cast.later(minutes=2)
        hall.cast.do(RM, pass_by, ticket_id=customer.id)
        assert self.is_free(hall)


class TestAtTheCounter:
    """The teller ends what was promised to whoever is in front of her, and to nobody else."""

    @pytest.fixture
    def promise(self, hall: Hall) -> Guided:
        hall.cast.seat(TELLER, "1")
        hall.cast.seat("zhouzimo", "2")
        return promised(hall, signalled(hall))

    def test_she_lets_go_and_her_screen_shows_what(self, hall: Hall, promise: Guided) -> None:
        assert self.shown(hall) == []
        hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters["1"])
        assert self.shown(hall) == [str(promise.id)]
        assert hall.do(let_go, promise.id, TELLER).state == "let_go"
        assert self.shown(hall) == []

    def shown(self, hall: Hall) -> list[str]:
        moment = Moment(load(hall.cast.branch, hall.cast.at), hall.cast.at)
        view = counter_view(moment, hall.cast.counters["1"])
        assert view is not None
        return list(view["promises"])

    @pytest.mark.parametrize("verb", [let_go, not_come])
    def test_another_teller_or_before_they_are_called_has_no_right(
        self, hall: Hall, promise: Guided, verb: Callable[..., object]
    ) -> None:
        for login in (TELLER, "zhouzimo"):
            with pytest.raises(Refused, match="no_right"):
                hall.do(verb, promise.id, login)
        hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters["1"])
        with pytest.raises(Refused, match="no_right"):
            hall.do(verb, promise.id, "zhouzimo")

    def test_to_lead_them_is_not_hers(self, hall: Hall, promise: Guided) -> None:
        hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters["1"])
        with pytest.raises(Refused, match="no_right"):
            hall.do(lead, promise.id, TELLER)
