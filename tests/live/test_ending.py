"""What is still open, told to whoever closes the day: the same from the tables and folded."""

from collections.abc import Callable
from typing import Any

import pytest

from cast import ADVISERS, PEOPLE, founded, layout_with_vip_room
from hall.booking.acting import SUM_FEN, supervisor
from live.following import catch_up, load
from relation.referral.hall import LOBBY, OTHER_RM, RM, TELLER, Hall
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.booking.actions.asking import Ask as AskCash
from tingtang.hall.booking.actions.asking import ask_cash
from tingtang.hall.booking.actions.holds import hold_cash, review_hold
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.issuing import begin_service
from tingtang.hall.ticket.actions.serving import arrive
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.rules import CustomerClass
from tingtang.ledger.look import look
from tingtang.live.floor import Floor
from tingtang.live.moment import Moment
from tingtang.live.views import Ask, project
from tingtang.relation.guidance.actions.guiding import Ask as Guiding
from tingtang.relation.referral.actions.leading import arrived, guide
from tingtang.relation.referral.actions.leaving import let_go
from tingtang.relation.referral.actions.returning import return_number
from tingtang.relation.referral.queries import left_aside_read
from tingtang.relation.referral.rules import ReferralMove

NOTHING = {"talks": 0, "led": 0, "promises": 0, "referrals": 0, "cash_held": 0}


class Watched:
    """The branch, and a tablet that follows it."""

    def __init__(self, hall: Hall | None = None) -> None:
        self.hall = hall or Hall()
        self.floor: Floor = load(self.hall.cast.branch, self.hall.cast.at)

    def ends(self) -> Any:
        cast = self.hall.cast
        self.floor, reloaded = catch_up(self.floor, cast.at)
        assert not reloaded
        tables = load(cast.branch, cast.at)
        folded, fresh = (
            project(Moment(each, cast.at), Ask("lobby")) for each in (self.floor, tables)
        )
        assert folded is not None
        assert fresh is not None
        assert folded["open_ends"] == fresh["open_ends"]
        return {code: n for code, n in folded["open_ends"].items() if n}

    def guided(self, **said: Any) -> Any:
        visit = self.hall.visit()
        ask = Guiding(business="wealth", reply="willing", **said)
        return self.hall.cast.do(LOBBY, guide, visit_id=visit, ask=ask)


@pytest.fixture
def watched() -> Watched:
    return Watched()


def test_nothing_is_open_at_first(watched: Watched) -> None:
    view = project(Moment(watched.floor, watched.hall.cast.at), Ask("lobby"))
    assert view is not None
    assert view["open_ends"] == NOTHING


def test_a_referral_is_open_until_it_is_a_talk_and_that_until_it_ends(watched: Watched) -> None:
    hall = watched.hall
    hall.submit(hall.visit())
    assert watched.ends() == {"referrals": 1}
    talk = hall.talking(hall.visit())
    assert watched.ends() == {"referrals": 1, "talks": 1}  # at the desk and of the referral: one
    hall.concluded(talk, ReferralMove.NO_OFFER)
    assert watched.ends() == {"referrals": 1, "led": 1}  # the number stands aside until the clock
    (number,) = look(hall.cast.branch, left_aside_read(hall.cast.branch, hall.cast.at))[0]
    cast = hall.cast
    return_number(actor=cast.clock, branch_id=cast.branch, ticket_id=number, at=cast.at)
    assert watched.ends() == {"referrals": 1}


def test_who_is_led_counts_as_led_until_they_sit_there(watched: Watched) -> None:
    guided = watched.guided()
    assert guided.state == "led"
    assert watched.ends() == {"led": 1, "referrals": 1}
    login = next(each for each in (RM, OTHER_RM) if watched.hall.cast.people[each] == guided.rm)
    watched.hall.cast.do(login, arrived, guidance_id=guided.id)
    assert watched.ends() == {"talks": 1}  # also where the number stands aside meanwhile


def test_a_promise_asks_until_it_is_kept_or_let_go(watched: Watched) -> None:
    cast = watched.hall.cast
    for login, number in ((RM, "8"), (OTHER_RM, "9")):
        counter, wealth = cast.counters[number], cast.services["wealth"]
        cast.do(login, begin_service, counter_id=counter, service_id=wealth)
    promised = watched.guided()
    assert promised.state == "promised"
    assert watched.ends() == {"promises": 1, "talks": 2}
    cast.do(LOBBY, let_go, guidance_id=promised.id)
    assert watched.ends() == {"talks": 2}


@pytest.mark.parametrize("reference", [None, "A4403-2026-0001"])
def test_a_held_payment_waits_until_a_supervisor_has_looked(
    watched: Watched, reference: str | None
) -> None:
    cast = watched.hall.cast
    wish = AskCash(cash="enough", amount_fen=SUM_FEN, place="1")
    asked = cast.do(TELLER, ask_cash, ask=wish)
    cast.do(TELLER, hold_cash, cash_id=asked.id, reason="coached")
    assert watched.ends() == {"cash_held": 1}
    review_hold(
        actor=supervisor(cast),
        branch_id=cast.branch,
        cash_id=asked.id,
        reference=reference,
        at=cast.at,
    )
    assert watched.ends() == {}


def test_closing_goes_on_all_the_same_and_a_held_payment_still_waits(watched: Watched) -> None:
    hall, cast = watched.hall, watched.hall.cast
    hall.talking(hall.visit())
    asked = cast.do(TELLER, ask_cash, ask=AskCash(cash="enough", amount_fen=SUM_FEN, place="1"))
    cast.do(TELLER, hold_cash, cash_id=asked.id, reason="coached")
    moves: list[Callable[[], Any]] = [
        lambda: cast.do(LOBBY, move_the_day, move=DayMove.BEGIN_CLOSING),
        lambda: cast.do(LOBBY, close_current_day),
    ]
    for move in moves:
        move()
    assert watched.ends() == {"talks": 1, "cash_held": 1}  # whose outcome is still to be said


def test_at_the_door_somebody_is_promised_before_there_is_a_number(watched: Watched) -> None:
    visit = watched.hall.cast.do(LOBBY, greet).visit
    watched.hall.signal(visit)
    ask = Guiding(business="wealth", reply="willing")
    watched.hall.cast.do(LOBBY, guide, visit_id=visit, ask=ask)
    assert watched.ends() == {"led": 1, "referrals": 1}


class TestAtAVipCounter:
    """Shen Yiming sits at counter 7, Xu Jianing at desk 8."""

    @pytest.fixture
    def watched(self) -> Watched:
        hall = Hall.__new__(Hall)
        hall.cast = founded(people=(*PEOPLE, *ADVISERS), floor=layout_with_vip_room())
        hall.cast.open_day()
        hall.cast.seat(RM, "7")
        hall.cast.seat(OTHER_RM, "8")
        return Watched(hall)

    def test_a_talk_is_a_talk(self, watched: Watched) -> None:
        """Nobody asked for a yes: there is no referral that would tell."""
        cast = watched.hall.cast
        visit = watched.hall.visit_of(cast.ticket("cash", customer_class=CustomerClass.POTENTIAL))
        ask = Guiding(business="wealth", desk_id=cast.counters["7"])
        guided = cast.do(LOBBY, guide, visit_id=visit, ask=ask)
        assert watched.ends() == {"led": 1}
        cast.do(RM, arrived, guidance_id=guided.id)
        assert watched.ends() == {"talks": 1}

    def test_a_number_is_served_as_at_any_other(self, watched: Watched) -> None:
        cast = watched.hall.cast
        cast.ticket("cash", customer_class=CustomerClass.VIP)
        called = cast.do(RM, call_next, counter_id=cast.counters["7"]).called
        cast.do(RM, arrive, ticket_id=called.id)
        assert watched.ends() == {}
