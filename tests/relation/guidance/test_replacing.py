"""What a customer says last counts: a refusal, or another word, ends what was awaited before."""

from typing import Any

import pytest

from live.following import catch_up, load
from relation.guidance.hall import DESK, OTHER_DESK, OTHER_RM, Hall
from tingtang.hall.counter.rules import DeskState, desk_state
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.queries import TicketRow
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk
from tingtang.live.floor import Floor
from tingtang.relation.referral.actions.leading import Guided, arrived, undo
from tingtang.relation.referral.queries import referral_read
from tingtang.relation.referral.rules import ReferralState

LOBBY, TELLER = "suxiaowen", "chenyutong"


@pytest.fixture
def hall() -> Hall:
    return Hall.open(DESK)


def signalled(hall: Hall) -> TicketRow:
    customer = hall.customer("cash")
    hall.cast.do(LOBBY, note_signal, visit_id=customer.visit_id, code="asks_wealth_product")
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


def refuses(hall: Hall, customer: TicketRow) -> Guided:
    hall.cast.later(seconds=60)
    return hall.guide(customer.visit_id, business="wealth", reply="refuses")


def take_back(hall: Hall, guided: Guided) -> Any:
    hall.cast.later(seconds=3)
    return hall.do(undo, guided.id, LOBBY)


def state(hall: Hall, guided: Guided) -> ReferralState:
    read = referral_read(hall.cast.branch, guided.referral or guided.id)
    found: ReferralState = look(hall.cast.branch, read)[0][0].state
    return found


def is_free(hall: Hall) -> bool:
    return desk_state(hall.seat(), hall.cast.at) is DeskState.FREE


def follows(hall: Hall, floor: Floor, *, anew: bool = False) -> None:
    followed, reloaded = catch_up(floor, hall.cast.at)
    assert (followed, reloaded) == (load(hall.cast.branch, hall.cast.at), anew)
    assert walk(hall.cast.branch).first_broken is None


class TestRefusal:
    def test_ends_the_leading_the_hold_and_the_referral_in_one_turn(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        assert refuses(hall, customer).state == "told"
        assert (hall.guidance(first.id).state, is_free(hall)) == ("let_go", True)
        assert state(hall, first) is ReferralState.REFUSED
        assert hall.ticket(customer.id).state == "waiting"
        follows(hall, floor)

    def test_ends_a_promise(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = promised(hall, customer)
        refuses(hall, customer)
        assert hall.guidance(first.id).state == "let_go"
        with pytest.raises(Refused, match="refused_contact"):
            hall.guide(customer.visit_id, business="wealth", reply="willing")


class TestTakenBack:
    def test_the_customer_is_led_again(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        said = refuses(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        take_back(hall, said)
        assert hall.guidance(first.id).state == "led"
        assert hall.seat().held_for == customer.visit_id
        assert hall.ticket(customer.id).state == "parked"
        assert state(hall, first) is ReferralState.ACCEPTED
        follows(hall, floor, anew=True)
        assert hall.do(arrived, first.id).referral == first.referral

    def test_a_promise_asks_when_it_would_have(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = promised(hall, customer)
        take_back(hall, refuses(hall, customer))
        row = hall.guidance(first.id)
        assert (row.state, row.asks_at) == ("promised", first.asks_at)

    def test_not_once_somebody_else_is_led_there(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        said = refuses(hall, customer)
        led(hall, signalled(hall))
        with pytest.raises(Refused, match="acted_upon"):
            take_back(hall, said)
        assert (hall.guidance(first.id).state, hall.guidance(said.id).state) == ("let_go", "told")

    def test_not_once_the_number_was_called(self, hall: Hall) -> None:
        hall.cast.seat(TELLER, "1")
        customer = signalled(hall)
        led(hall, customer)
        said = refuses(hall, customer)
        hall.cast.do(TELLER, call_next, counter_id=hall.cast.counters["1"])
        with pytest.raises(Refused, match="acted_upon"):
            take_back(hall, said)

    def test_not_once_the_customer_was_promised_anew(self, hall: Hall) -> None:
        hall.talk()
        customer = hall.customer("wealth")
        hall.guide(customer.visit_id)
        said = refuses(hall, customer)
        assert hall.guide(customer.visit_id, asked=True).state == "promised"
        with pytest.raises(Refused, match="acted_upon"):
            take_back(hall, said)

    def test_what_had_ended_before_stays_so(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        refuses(hall, customer)
        said = hall.guide(customer.visit_id, business="small_cash", reply="refuses")
        take_back(hall, said)
        assert hall.guidance(first.id).state == "let_go"


class TestInstead:
    def test_a_promise_becomes_a_leading(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = promised(hall, customer)
        hall.cast.seat(OTHER_RM, OTHER_DESK)
        said = {"business": "wealth", "reply": "willing"}
        with pytest.raises(Refused, match="guided_already"):
            hall.guide(customer.visit_id, **said)
        floor = load(hall.cast.branch, hall.cast.at)
        second = hall.guide(customer.visit_id, **said, instead=first.id)
        assert (second.state, hall.guidance(first.id).state) == ("led", "let_go")
        follows(hall, floor)
        take_back(hall, second)
        assert hall.guidance(first.id).state == "promised"

    def test_to_the_same_desk_it_stays_held_and_the_number_aside(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        floor = load(hall.cast.branch, hall.cast.at)
        second = hall.guide(customer.visit_id, business="wealth", reply="willing", instead=first.id)
        assert second.referral == first.referral
        assert hall.seat().held_for == customer.visit_id
        assert hall.ticket(customer.id).state == "parked"
        follows(hall, floor)
        take_back(hall, second)
        assert hall.seat().held_for == customer.visit_id
        assert hall.ticket(customer.id).state == "parked"
        assert hall.guidance(first.id).state == "led"

    def test_no_time_leaves_the_referral_for_a_card(self, hall: Hall) -> None:
        customer = signalled(hall)
        first = led(hall, customer)
        hall.guide(customer.visit_id, business="wealth", reply="no_time", instead=first.id)
        assert state(hall, first) is ReferralState.ACCEPTED
        assert hall.ticket(customer.id).state == "waiting"

    def test_somebody_elses_is_not_ended_by_it(self, hall: Hall) -> None:
        other = led(hall, signalled(hall))
        hall.guide(signalled(hall).visit_id, business="wealth", instead=other.id)
        assert hall.guidance(other.id).state == "led"
