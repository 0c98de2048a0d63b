"""One teller a seat, one seat a teller; lunch, swap, handover, closing with a customer there."""

from datetime import timedelta
from uuid import UUID

import pytest

from cast import Cast, founded
from tingtang.hall.counter.actions import (
    Seated,
    Summoned,
    decline_summons,
    move_a_seat,
    summon_to_seat,
)
from tingtang.hall.counter.queries import SeatRow, seats_read
from tingtang.hall.counter.rules import Pause, SeatMove, SeatState, is_summoned
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.serving import arrive, finish
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def move(
    branch: Cast,
    login: str,
    number: str,
    what: SeatMove,
    *,
    to: UUID | None = None,
    pause: Pause | None = None,
) -> Seated:
    return branch.do(
        login,
        move_a_seat,
        counter_id=branch.counters[number],
        move=what,
        to_staff=to,
        pause=pause,
    )


def serving(branch: Cast) -> UUID:
    """A customer in service at counter 1, where Chen Yutong sits."""
    branch.seat("chenyutong", "1")
    ticket = branch.ticket()
    branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
    branch.do("chenyutong", arrive, ticket_id=ticket.id)
    return ticket.id


class TestTaking:
    def test_one_teller_a_seat(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="seat_taken"):
            move(branch, "zhouzimo", "1", SeatMove.TAKE)

    def test_one_seat_a_teller(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="already_seated"):
            move(branch, "chenyutong", "2", SeatMove.TAKE)

    def test_a_seat_just_taken_calls_nobody_yet(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1", open_it=False)
        with pytest.raises(Refused, match="counter_paused"):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])

    def test_a_seat_nobody_took_calls_nobody(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="counter_closed"):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])

    def test_tellers_swap_when_both_have_left(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        branch.seat("zhouzimo", "2")
        move(branch, "chenyutong", "1", SeatMove.LEAVE)
        move(branch, "zhouzimo", "2", SeatMove.LEAVE)
        branch.seat("chenyutong", "2")
        branch.seat("zhouzimo", "1")


class TestPausing:
    def test_with_a_reason(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="bad_input"):
            move(branch, "chenyutong", "1", SeatMove.PAUSE)
        move(branch, "chenyutong", "1", SeatMove.PAUSE, pause=Pause.LUNCH)
        with pytest.raises(Refused, match="counter_paused"):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])

    def test_the_customer_in_hand_is_served_to_the_end(self, branch: Cast) -> None:
        ticket = serving(branch)
        move(branch, "chenyutong", "1", SeatMove.PAUSE, pause=Pause.LUNCH)
        assert branch.do("chenyutong", finish, ticket_id=ticket).state == "done"


class TestHandover:
    def test_in_the_middle_of_a_service(self, branch: Cast) -> None:
        ticket = serving(branch)
        move(branch, "chenyutong", "1", SeatMove.HAND_OVER, to=branch.people["zhouzimo"])
        with pytest.raises(Refused, match="not_your_seat"):
            branch.do("chenyutong", finish, ticket_id=ticket)
        assert branch.do("zhouzimo", finish, ticket_id=ticket).state == "done"
        branch.seat("chenyutong", "2")

    def test_of_a_paused_seat_leaves_it_paused(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        move(branch, "chenyutong", "1", SeatMove.PAUSE, pause=Pause.CASH)
        seated = move(branch, "chenyutong", "1", SeatMove.HAND_OVER, to=branch.people["zhouzimo"])
        assert seated.state == "paused"

    def test_not_to_somebody_who_sits_elsewhere(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        branch.seat("zhouzimo", "2")
        with pytest.raises(Refused, match="already_seated"):
            move(branch, "chenyutong", "1", SeatMove.HAND_OVER, to=branch.people["zhouzimo"])

    def test_not_to_a_stranger(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="unknown_staff"):
            move(branch, "chenyutong", "1", SeatMove.HAND_OVER, to=new_id())


class TestClosing:
    def test_with_a_customer_still_there_it_ends_with_them(self, branch: Cast) -> None:
        ticket = serving(branch)
        assert move(branch, "chenyutong", "1", SeatMove.CLOSE).state == "closing"
        with pytest.raises(Refused, match="counter_paused"):
            branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
        branch.do("chenyutong", finish, ticket_id=ticket)
        branch.seat("zhouzimo", "1")  # vacant
        branch.seat("chenyutong", "2")

    def test_without_one_at_once(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        assert move(branch, "chenyutong", "1", SeatMove.CLOSE).state == "vacant"

    def test_nobody_leaves_a_customer_alone(self, branch: Cast) -> None:
        serving(branch)
        with pytest.raises(Refused, match="customer_still_here"):
            move(branch, "chenyutong", "1", SeatMove.LEAVE)


class TestWhose:
    @pytest.mark.parametrize("what", [SeatMove.PAUSE, SeatMove.CLOSE, SeatMove.LEAVE])
    def test_nobody_moves_anothers_seat(self, branch: Cast, what: SeatMove) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="not_your_seat"):
            move(branch, "zhouzimo", "1", what, pause=Pause.LUNCH)

    def test_nor_hands_it_to_himself(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="not_your_seat"):
            move(branch, "zhouzimo", "1", SeatMove.HAND_OVER, to=branch.people["zhouzimo"])

    def test_the_lobby_takes_no_seat(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="no_right"):
            move(branch, "suxiaowen", "1", SeatMove.TAKE)


class TestWhoMayHoldASeat:
    def test_a_seat_goes_to_nobody_who_works_none(self, branch: Cast) -> None:
        serving(branch)
        lobby = branch.people["suxiaowen"]
        with pytest.raises(Refused, match="works_no_seat"):
            move(branch, "chenyutong", "1", SeatMove.HAND_OVER, to=lobby)

    def test_who_runs_the_day_ends_a_seat_that_somebody_forgot(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        left = move(branch, "suxiaowen", "1", SeatMove.LEAVE)
        assert left.staff is None
        branch.seat("zhouzimo", "1")

    def test_who_runs_the_day_works_no_seat_all_the_same(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        for what in (SeatMove.PAUSE, SeatMove.OPEN):
            with pytest.raises(Refused, match="no_right"):
                move(branch, "suxiaowen", "1", what, pause=Pause.BREAK)
        with pytest.raises(Refused, match="no_right"):
            move(branch, "suxiaowen", "2", SeatMove.TAKE)

    def test_nobody_else_ends_a_colleagues_seat(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1")
        with pytest.raises(Refused, match="not_your_seat"):
            move(branch, "zhouzimo", "1", SeatMove.LEAVE)


class TestSummoning:
    """Nobody opens somebody else's counter: they are asked."""

    def summon(self, branch: Cast, number: str, who: str | None = None) -> Summoned:
        return branch.do(
            "suxiaowen",
            summon_to_seat,
            counter_id=branch.counters[number],
            staff_id=branch.staff(who).subject if who else None,
        )

    def seat(self, branch: Cast, number: str) -> SeatRow:
        (rows,) = look(branch.branch, seats_read(branch.branch))
        return next(each for each in rows if each.counter_id == branch.counters[number])

    def test_at_a_pause_who_sits_there_is_asked(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1", open_it=False)
        asked = self.summon(branch, "1")
        assert asked.staff == branch.staff("chenyutong").subject
        assert is_summoned(self.seat(branch, "1"), branch.at)
        move(branch, "chenyutong", "1", SeatMove.OPEN)
        assert not is_summoned(self.seat(branch, "1"), branch.at)
        with pytest.raises(Refused, match="seat_open"):
            self.summon(branch, "1")

    def test_another_one_is_not_asked_to_somebodys_seat(self, branch: Cast) -> None:
        branch.seat("chenyutong", "1", open_it=False)
        with pytest.raises(Refused, match="seat_taken"):
            self.summon(branch, "1", "zhouzimo")

    def test_to_an_empty_counter_somebody_or_whoever_is_free(self, branch: Cast) -> None:
        assert self.summon(branch, "2").staff is None
        asked = self.summon(branch, "2", "zhouzimo")
        assert asked.staff == branch.staff("zhouzimo").subject
        seat = self.seat(branch, "2")
        assert (seat.state, seat.staff_id) == (SeatState.VACANT, None)
        move(branch, "zhouzimo", "2", SeatMove.TAKE)
        assert self.seat(branch, "2").summoned_id is None

    def test_it_ends_by_itself(self, branch: Cast) -> None:
        asked = self.summon(branch, "2")
        assert is_summoned(self.seat(branch, "2"), asked.until - timedelta(seconds=1))
        assert not is_summoned(self.seat(branch, "2"), asked.until)

    def test_who_was_asked_may_say_not_now(self, branch: Cast) -> None:
        self.summon(branch, "2", "zhouzimo")
        counter = branch.counters["2"]
        with pytest.raises(Refused, match="not_summoned"):
            branch.do("chenyutong", decline_summons, counter_id=counter)
        branch.do("zhouzimo", decline_summons, counter_id=counter)
        assert not is_summoned(self.seat(branch, "2"), branch.at)
        with pytest.raises(Refused, match="not_summoned"):
            branch.do("zhouzimo", decline_summons, counter_id=counter)
        self.summon(branch, "2", "zhouzimo")  # asked once more
        assert is_summoned(self.seat(branch, "2"), branch.at)

    def test_whoever_is_free_is_nobody_who_could_decline(self, branch: Cast) -> None:
        self.summon(branch, "2")
        with pytest.raises(Refused, match="not_summoned"):
            branch.do("zhouzimo", decline_summons, counter_id=branch.counters["2"])

    def test_nobody_is_asked_who_works_no_seat_or_before_the_doors_open(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="works_no_seat"):
            self.summon(branch, "2", "suxiaowen")
        with pytest.raises(Refused, match="day_not_open"):
            self.summon(founded(), "2")

    def test_a_teller_asks_nobody(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="no_right"):
            branch.do("chenyutong", summon_to_seat, counter_id=branch.counters["2"])
