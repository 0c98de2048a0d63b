"""To be led is the first step of a referral: one turn makes both, and takes both back."""

from collections.abc import Callable
from functools import partial
from uuid import UUID

import pytest

from bank.customer.people import grant
from hall.known import bring
from live.following import catch_up, load
from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, RM, Hall
from tingtang.access.actor import Actor
from tingtang.access.rights import Post
from tingtang.bank.customer.actions.holds import hold_sales
from tingtang.bank.customer.rules import HoldReason, LookReason
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import DeskState, Pause, SeatMove, desk_state
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.actions.serving import finish
from tingtang.hall.ticket.queries import TicketRow
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.live.moment import Moment
from tingtang.live.views.desk import desk as desk_view_of
from tingtang.live.views.guidance import promises_view
from tingtang.relation.guidance.actions.keeping import keep_waiting, not_come
from tingtang.relation.referral.actions.leading import (
    Guided,
    arrived,
    lead,
    take_back_leading,
    undo,
)
from tingtang.relation.referral.actions.leaving import let_go
from tingtang.relation.referral.actions.linking import link_customer
from tingtang.relation.referral.actions.receiving import (
    accept_referral,
    begin_talk,
    conclude,
    introduce,
)
from tingtang.relation.referral.actions.refusing import refuse
from tingtang.relation.referral.actions.submitting import Slip, submit_referral, undo_referral
from tingtang.relation.referral.queries import ReferralRow, referral_read, submissions_read
from tingtang.relation.referral.rules import ReferralMove, Target, first_source

LOBBY, TELLER = "suxiaowen", "chenyutong"


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK)


def refused(does: Callable[[], object]) -> str:
    with pytest.raises(Refused) as caught:
        does()
    return caught.value.code


def signalled(hall: Hall, service: str = "cash") -> TicketRow:
    """Somebody with a number who asked about a product."""
    customer = hall.customer(service)
    hall.cast.do(LOBBY, note_signal, visit_id=customer.visit_id, code="asks_wealth_product")
    return customer


def led(hall: Hall, customer: TicketRow, business: str = "wealth", login: str = LOBBY) -> Guided:
    guided = hall.guide(customer.visit_id, login, business=business, reply="willing")
    assert guided.path == "escort"
    return guided


def referral(hall: Hall, referral_id: UUID | None) -> ReferralRow:
    assert referral_id is not None
    return look(hall.cast.branch, referral_read(hall.cast.branch, referral_id))[0][0]


def called(hall: Hall, number: str = "1") -> UUID | None:
    """Whom the teller's next call brings."""
    done = hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters[number])
    return done.called.id if done.called else None


def chosen(hall: Hall, ticket: UUID, login: str = TELLER, number: str = "1") -> object:
    at = {"counter_id": hall.cast.counters[number], "reason": "returned"}
    return hall.cast.do(login, call_chosen, ticket_id=ticket, **at)


def asks_now(hall: Hall) -> list[str]:
    """Which numbers' leading or promise asks what has become of it."""
    moment = Moment(load(hall.cast.branch, hall.cast.at), hall.cast.at)
    now = hall.cast.at.isoformat().replace("+00:00", "Z")
    return [p["number"] for p in promises_view(moment).values() if p["asks_at"][:19] <= now[:19]]


class TestOneWay:
    def test_a_signal_and_a_yes_make_the_referral(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        row = referral(hall, guided.referral)
        people = hall.cast.people
        assert (row.state, row.source_id, row.receiver_id) == (
            "accepted",
            people[LOBBY],
            people[RM],
        )
        assert (row.spoken_yes, row.business, guided.only_guided) == (True, "wealth", None)
        assert row.asking.candidates[0] == people[RM]

    def test_the_talk_is_that_referrals_and_the_receiver_concludes_it(self, hall: Hall) -> None:
        customer = signalled(hall)
        guided = led(hall, customer)
        met = hall.do(arrived, guided.id)
        assert met.referral == guided.referral
        assert referral(hall, met.referral).state == "in_talk"
        outcome = {"outcome": ReferralMove.CONVERT, "reason": ""}
        hall.cast.do(RM, conclude, referral_id=met.referral, **outcome)
        assert self.today(hall) == {"received": 1, "met": 1, "converted": 1, "follow_up": 0}
        submissions = look(hall.cast.branch, submissions_read(hall.cast.branch, customer.visit_id))[
            0
        ]
        assert first_source(submissions) == hall.cast.people[LOBBY]
        assert walk(hall.cast.branch).first_broken is None

    def today(self, hall: Hall) -> object:
        view = desk_view_of(
            Moment(load(hall.cast.branch, hall.cast.at), hall.cast.at), hall.cast.people[RM]
        )
        assert view is not None
        return view["today"]

    @pytest.mark.parametrize(
        ("business", "reply", "why"),
        [("wealth", "unasked", "no_yes"), ("other", "willing", "no_interest")],
    )
    def test_without_a_yes_or_an_interest_it_is_guidance_alone(
        self, hall: Hall, business: str, reply: str, why: str
    ) -> None:
        guided = hall.guide(hall.customer().visit_id, business=business, reply=reply)
        assert (guided.state, guided.referral, guided.only_guided) == ("led", None, why)
        assert hall.do(arrived, guided.id).referral is None

    def test_nobody_is_led_nobody_is_referred(self, hall: Hall) -> None:
        hall.talk()
        guided = hall.guide(signalled(hall).visit_id, business="wealth", reply="willing")
        assert (guided.state, guided.referral, guided.only_guided) == ("promised", None, None)

    def test_who_refused_and_asks_again_is_led_and_not_referred(self, hall: Hall) -> None:
        customer = signalled(hall)
        hall.guide(customer.visit_id, business="wealth", reply="refuses")
        wish = {"business": "wealth", "reply": "willing", "asked": True}
        assert hall.guide(customer.visit_id, **wish).only_guided == "refused_contact"

    def test_while_sales_are_held_nobody_is_referred_by_the_way(self, hall: Hall) -> None:
        customer = signalled(hall)
        (known,) = bring(hall.cast, "ordinary", rm=RM, grants=(grant(),))
        link = {"kind": CardKind.CARD, "index": known.index, "reason": LookReason.SERVING}
        hall.cast.do(LOBBY, link_customer, visit_id=customer.visit_id, **link)
        hall.cast.do("hanliqun", hold_sales, customer_id=known.id, reason=HoldReason.COMPLAINT)
        guided = hall.guide(customer.visit_id, business="wealth", reply="willing")
        assert (guided.state, guided.referral, guided.guard) == ("told", None, "sales_held")

    def test_who_was_referred_before_has_one_referral_still(self, hall: Hall) -> None:
        customer = signalled(hall)
        slip = Slip(Target.RM, "wealth", spoken_yes=False)
        made = hall.cast.do(TELLER, submit_referral, visit_id=customer.visit_id, slip=slip)
        hall.cast.later(seconds=7)
        guided = led(hall, customer)
        assert guided.referral == made.id
        assert referral(hall, made.id).state == "submitted"
        assert hall.do(arrived, guided.id).referral == made.id
        row = referral(hall, made.id)
        assert (row.state, row.receiver_id, row.spoken_yes) == (
            "in_talk",
            hall.cast.people[RM],
            True,
        )

    def test_the_yes_of_a_promise_is_that_of_the_slip(self, hall: Hall) -> None:
        """Told on the screens at once, however they follow the branch."""
        customer = signalled(hall)
        slip = Slip(Target.RM, "wealth", spoken_yes=False)
        made = hall.cast.do(TELLER, submit_referral, visit_id=customer.visit_id, slip=slip)
        hall.cast.later(seconds=7)
        hall.talk()
        promise = hall.guide(customer.visit_id, business="wealth", reply="willing")
        hall.cast.do(RM, accept_referral, referral_id=made.id)
        hall.cast.do(RM, finish, ticket_id=hall.seat().ticket_id)
        floor = load(hall.cast.branch, hall.cast.at)
        assert hall.do(arrived, promise.id).referral == made.id
        followed, _ = catch_up(floor, hall.cast.at)
        assert followed.referrals == load(hall.cast.branch, hall.cast.at).referrals
        assert followed.referrals[made.id].spoken_yes

    def test_a_promise_that_its_own_manager_keeps_is_the_referral_of_who_promised(
        self, hall: Hall
    ) -> None:
        hall.talk()
        promise = hall.guide(signalled(hall).visit_id, business="wealth", reply="willing")
        hall.cast.do(RM, finish, ticket_id=hall.seat().ticket_id)
        kept = hall.do(lead, promise.id)
        assert referral(hall, kept.referral).source_id == hall.cast.people[LOBBY]

    def test_nobody_refers_to_themselves(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall), login=RM)
        assert (guided.referral, guided.only_guided) == (None, "nobody_else")

    def test_the_talk_begun_on_the_slip_ends_the_leading(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        hall.cast.do(LOBBY, introduce, referral_id=guided.referral)
        hall.cast.do(RM, begin_talk, referral_id=guided.referral)
        assert hall.guidance(guided.id).state == "met"

    def test_who_refuses_on_the_way_is_led_no_more(self, hall: Hall) -> None:
        customer = signalled(hall)
        guided = led(hall, customer)
        hall.cast.do(LOBBY, refuse, referral_id=guided.referral)
        assert hall.guidance(guided.id).state == "let_go"
        assert hall.ticket(customer.id).state == "waiting"
        assert desk_state(hall.seat(), hall.cast.at) is DeskState.FREE


class TestTakenBack:
    def test_both_are(self, hall: Hall) -> None:
        customer = signalled(hall)
        guided = led(hall, customer)
        hall.cast.later(seconds=5)
        hall.do(undo, guided.id, LOBBY)
        assert referral(hall, guided.referral).state == "undone"
        ticket = hall.ticket(customer.id)
        assert (ticket.state, ticket.place) == ("waiting", customer.place)

    def test_and_what_joined_it_stands_for_itself(self, hall: Hall) -> None:
        customer = signalled(hall)
        guided = led(hall, customer)
        slip = Slip(Target.RM, "wealth", spoken_yes=True)
        made = hall.cast.do(TELLER, submit_referral, visit_id=customer.visit_id, slip=slip)
        assert made.joined == guided.referral
        hall.do(undo, guided.id, LOBBY)
        assert referral(hall, made.id).state == "submitted"

    def test_a_second_slip_alone_leaves_the_first_as_it_was(self, hall: Hall) -> None:
        customer = signalled(hall)
        slip = Slip(Target.RM, "wealth", spoken_yes=False)
        made = hall.cast.do(TELLER, submit_referral, visit_id=customer.visit_id, slip=slip)
        hall.do(undo, led(hall, customer).id, LOBBY)
        row = referral(hall, made.id)
        assert (row.state, row.spoken_yes) == ("submitted", False)

    def test_neither_once_the_referral_was_acted_upon(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        hall.cast.do(LOBBY, introduce, referral_id=guided.referral)
        assert refused(partial(hall.do, undo, guided.id, LOBBY)) == "acted_upon"
        assert hall.guidance(guided.id).state == "led"

    def test_by_nobody_but_who_led(self, hall: Hall) -> None:
        """Whoever takes a colleague's leading back and leads anew would have the credit."""
        guided = led(hall, signalled(hall))
        for login in (TELLER, RM, "hanliqun"):
            assert refused(partial(hall.do, undo, guided.id, login)) == "not_your_guidance"
        assert referral(hall, guided.referral).source_id == hall.cast.people[LOBBY]

    def test_never_the_slip_alone(self, hall: Hall) -> None:
        guided = led(hall, signalled(hall))
        alone = partial(hall.cast.do, LOBBY, undo_referral, referral_id=guided.referral)
        assert refused(alone) == "referral_cannot"


class TestTheNumber:
    """It stands aside in its place, and is never lost."""

    def test_is_called_by_nobody_while_its_holder_is_led(self, hall: Hall) -> None:
        hall.cast.seat(TELLER, "1")
        customer, later = hall.customer("cash"), hall.customer("cash")
        led(hall, customer)
        assert refused(partial(chosen, hall, customer.id)) == "being_led"
        assert called(hall) == later.id
        assert hall.ticket(customer.id).overtaken == 0

    @pytest.mark.parametrize("verb", [let_go, not_come, undo])
    def test_comes_back_to_its_place_by_one_tap(
        self, hall: Hall, verb: Callable[..., object]
    ) -> None:
        hall.cast.seat(TELLER, "1")
        customer, _ = hall.customer("cash"), hall.customer("cash")
        hall.do(verb, led(hall, customer).id, LOBBY)
        assert called(hall) == customer.id

    def test_comes_back_by_phone(self, hall: Hall) -> None:
        hall.cast.seat(TELLER, "1")
        customer = hall.customer("cash")
        guided = led(hall, customer)
        phone = Actor(
            "visitor", customer.id, Post.VISITOR, frozenset([hall.cast.branch]), customer.id
        )
        resume(actor=phone, branch_id=hall.cast.branch, ticket_id=customer.id, at=hall.cast.at)
        assert asks_now(hall) == []
        assert called(hall) is not None
        assert refused(partial(hall.do, arrived, guided.id)) == "customer_elsewhere"

    def test_asks_when_the_three_minutes_are_over(self, hall: Hall) -> None:
        customer = hall.customer("cash")
        led(hall, customer)
        assert asks_now(hall) == []
        hall.cast.later(minutes=3)
        assert asks_now(hall) == [customer.label]
        assert hall.ticket(customer.id).state == "parked"

    def test_may_be_called_by_number_then_and_is_led_no_more(self, hall: Hall) -> None:
        hall.cast.seat(TELLER, "1")
        customer = hall.customer("cash")
        led(hall, customer)
        hall.cast.later(minutes=3)
        chosen(hall, customer.id)
        assert asks_now(hall) == []
        again = partial(hall.guide, customer.visit_id, business="wealth", reply="willing")
        assert refused(again) == "customer_elsewhere"

    def test_back_in_line_it_may_be_led_anew(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        hall.cast.do(LOBBY, resume, ticket_id=customer.id)
        second = led(hall, customer)
        assert hall.guidance(first.id).state == "let_go"
        assert second.referral == first.referral  # it goes on
        assert hall.seat().held_for == customer.visit_id

    def test_who_is_at_a_counter_is_not_led_away(self, hall: Hall) -> None:
        hall.cast.seat(TELLER, "1")
        customer = hall.customer("cash")
        assert called(hall) == customer.id
        before = hall.entries()
        lead_away = partial(hall.guide, customer.visit_id, business="wealth", reply="willing")
        assert refused(lead_away) == "customer_elsewhere"
        assert hall.entries() == before

    def test_another_desk_keeps_it_aside(self, hall: Hall) -> None:
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        customer = signalled(hall)
        guided = led(hall, customer)
        moved = {"move": SeatMove.PAUSE, "pause": Pause.ERRAND}
        hall.cast.do(RM, move_a_seat, counter_id=hall.cast.counters[DESK], **moved)
        again = hall.do(lead, guided.id, LOBBY, desk_id=hall.cast.counters[OTHER_DESK])
        assert hall.ticket(customer.id).state == "parked"
        assert again.state == "led"


class TestLedBySlip:
    """Somebody was promised the adviser of desk 8 and led to desk 9, by a tap that was a slip."""

    @pytest.fixture
    def hall(self) -> Hall:
        hall = Hall.open(DESK, OTHER_DESK)
        self.talks = [hall.talk(DESK), hall.talk(OTHER_DESK)]
        return hall

    def promised(self, hall: Hall) -> tuple[TicketRow, Guided]:
        customer = signalled(hall)
        guided = hall.guide(customer.visit_id, LOBBY, business="wealth", reply="willing")
        assert guided.path == "promise_waiting"
        return customer, guided

    def led_elsewhere(self, hall: Hall, guided: Guided) -> UUID:
        """To the desk that was not promised; the referral that leading made."""
        other = next(n for n in (DESK, OTHER_DESK) if hall.cast.counters[n] != guided.desk)
        login, talk = (RM, self.talks[0]) if other == DESK else (OTHER_RM, self.talks[1])
        hall.cast.do(login, finish, ticket_id=talk.id)
        at = hall.cast.counters[other]
        made = hall.do(lead, guided.id, LOBBY, desk_id=at).referral
        assert made is not None
        assert hall.seat(other).held_for == guided_visit(hall, guided)
        return made

    def test_what_was_promised_stands_and_asks_when_it_would_have(self, hall: Hall) -> None:
        customer, guided = self.promised(hall)
        before = hall.guidance(guided.id)
        made = self.led_elsewhere(hall, guided)
        assert hall.ticket(customer.id).state == "parked"
        hall.cast.later(seconds=6)
        floor = load(hall.cast.branch, hall.cast.at)
        hall.do(take_back_leading, guided.id, LOBBY)
        after = hall.guidance(guided.id)
        assert (after.state, after.desk_id, after.rm_id) == ("promised", guided.desk, guided.rm)
        assert after.asks_at == before.asks_at == guided.asks_at
        assert referral(hall, made).state == "undone"
        assert hall.ticket(customer.id).state == "waiting"
        assert all(hall.seat(n).held_for is None for n in (DESK, OTHER_DESK))
        followed, reloaded = catch_up(floor, hall.cast.at)
        assert not reloaded
        assert followed.guided == load(hall.cast.branch, hall.cast.at).guided == {guided.id: after}
        walk(hall.cast.branch)

    def test_the_minutes_that_were_added_stay(self, hall: Hall) -> None:
        _, guided = self.promised(hall)
        hall.cast.later(minutes=10)
        asks_at = hall.do(keep_waiting, guided.id, LOBBY).asks_at
        self.led_elsewhere(hall, guided)
        hall.do(take_back_leading, guided.id, LOBBY)
        assert hall.guidance(guided.id).asks_at == asks_at

    def test_led_again_they_are_referred_again(self, hall: Hall) -> None:
        _, guided = self.promised(hall)
        first = self.led_elsewhere(hall, guided)
        hall.do(take_back_leading, guided.id, LOBBY)
        free = next(n for n in (DESK, OTHER_DESK) if hall.cast.counters[n] != guided.desk)
        again = hall.do(lead, guided.id, LOBBY, desk_id=hall.cast.counters[free]).referral
        assert again not in (None, first)
        hall.do(take_back_leading, guided.id, LOBBY)
        assert referral(hall, again).state == referral(hall, first).state == "undone"

    def test_only_by_who_led_and_while_nobody_acted_upon_it(self, hall: Hall) -> None:
        _, guided = self.promised(hall)
        self.led_elsewhere(hall, guided)

        def take_back(login: str) -> Callable[[], object]:
            return partial(hall.do, take_back_leading, guided.id, login)

        assert refused(take_back("hanliqun")) == "not_your_guidance"
        hall.cast.later(seconds=11)
        assert refused(take_back(LOBBY)) == "too_late_to_undo"

    def test_who_was_led_at_once_was_promised_nothing(self, hall: Hall) -> None:
        hall.cast.do(RM, finish, ticket_id=self.talks[0].id)
        guided = led(hall, signalled(hall))
        assert refused(partial(hall.do, take_back_leading, guided.id, LOBBY)) == "guidance_cannot"
        hall.do(lead, guided.id, LOBBY)
        assert refused(partial(hall.do, take_back_leading, guided.id, LOBBY)) == "guidance_cannot"

    def test_who_has_arrived_is_there(self, hall: Hall) -> None:
        _, guided = self.promised(hall)
        self.led_elsewhere(hall, guided)
        login = OTHER_RM if guided.desk == hall.cast.counters[DESK] else RM
        hall.do(arrived, guided.id, login)
        assert refused(partial(hall.do, take_back_leading, guided.id, LOBBY)) == "guidance_cannot"


def guided_visit(hall: Hall, guided: Guided) -> UUID:
    return hall.guidance(guided.id).visit_id
