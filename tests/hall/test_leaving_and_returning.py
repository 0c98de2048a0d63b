"""A miss, a form to fill in, “I'll be late”: where somebody stands who comes back."""

from uuid import UUID

import pytest

from cast import Cast, founded, ordered
from tingtang.bank.branch.actions import set_parameter
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.actions.moving import be_late, change_service, park, rejoin, resume
from tingtang.hall.ticket.actions.serving import pass_by
from tingtang.hall.ticket.queries import due_tickets_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.leaving import abandon


@pytest.fixture
def branch() -> Cast:
    """Doors open, Chen Yutong at counter 1; nobody comes first for having waited long."""
    cast = founded(order=ordered(ordinary={"longest_wait": "none"}))
    cast.open_day()
    cast.seat("chenyutong", "1")
    return cast


def missed(branch: Cast) -> UUID:
    """Somebody who was called and did not come."""
    ticket = branch.ticket()
    assert call(branch) == ticket.number
    branch.later(seconds=90)
    branch.do("chenyutong", pass_by, ticket_id=ticket.id)
    return ticket.id


def call(branch: Cast) -> str | None:
    """The number that counter 1 calls next."""
    answer = branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
    return answer.called.number if answer.called else None


def order(branch: Cast) -> list[str]:
    """Everybody's number, in the order in which one counter calls them."""
    called = []
    while number := call(branch):
        called.append(number)
    return called


def crowd(branch: Cast, people: int) -> list[Issued]:
    return [branch.ticket() for _ in range(people)]


class TestRejoin:
    def test_within_ten_minutes_to_ones_own_place(self, branch: Cast) -> None:
        ticket = missed(branch)
        crowd(branch, 4)
        branch.later(minutes=10)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert order(branch) == ["A001", "A002", "A003", "A004", "A005"]

    def test_later_after_the_first_three(self, branch: Cast) -> None:
        ticket = missed(branch)
        crowd(branch, 5)
        branch.later(minutes=10, seconds=1)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert order(branch) == ["A002", "A003", "A004", "A001", "A005", "A006"]

    def test_several_come_back_in_the_order_of_their_return(self, branch: Cast) -> None:
        first, second = missed(branch), missed(branch)
        crowd(branch, 4)
        branch.later(minutes=11)
        branch.do("suxiaowen", rejoin, ticket_id=second)
        branch.do("suxiaowen", rejoin, ticket_id=first)
        assert order(branch) == ["A003", "A004", "A005", "A002", "A001", "A006"]

    def test_with_fewer_than_three_waiting_behind_them_all(self, branch: Cast) -> None:
        ticket = missed(branch)
        crowd(branch, 2)
        branch.later(minutes=11)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert order(branch) == ["A002", "A003", "A001"]

    def test_with_nobody_waiting_at_once(self, branch: Cast) -> None:
        ticket = missed(branch)
        branch.later(minutes=30)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert order(branch) == ["A001"]

    def test_after_as_many_as_the_branch_says(self, branch: Cast) -> None:
        branch.do("hanliqun", set_parameter, name="rejoin_after", value=1)
        branch.do("hanliqun", set_parameter, name="keep_place_min", value=0)
        ticket = missed(branch)
        crowd(branch, 3)
        branch.later(seconds=1)
        branch.do("suxiaowen", rejoin, ticket_id=ticket)
        assert order(branch) == ["A002", "A001", "A003", "A004"]

    def test_by_phone_only_ones_own(self, branch: Cast) -> None:
        ticket, other = missed(branch), branch.ticket()
        for holder, verb in ((other.id, rejoin), (other.id, abandon)):
            with pytest.raises(Refused, match="no_right"):
                verb(
                    actor=branch.visitor(holder),
                    branch_id=branch.branch,
                    ticket_id=ticket,
                    at=branch.at,
                )
        rejoin(
            actor=branch.visitor(ticket), branch_id=branch.branch, ticket_id=ticket, at=branch.at
        )

    def test_who_waits_cannot_come_back(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="wrong_state"):
            branch.do("suxiaowen", rejoin, ticket_id=branch.ticket().id)


class TestPark:
    def test_stands_aside_and_comes_back_into_the_place(self, branch: Cast) -> None:
        first, _, _ = crowd(branch, 3)
        branch.do("suxiaowen", park, ticket_id=first.id, reason="forms")
        assert call(branch) == "A002"
        branch.later(minutes=30)
        branch.do("suxiaowen", resume, ticket_id=first.id)
        assert order(branch) == ["A001", "A003"]

    def test_a_reason_is_named(self, branch: Cast) -> None:
        with pytest.raises(Refused, match="bad_input"):
            branch.do("suxiaowen", park, ticket_id=branch.ticket().id, reason="")


class TestLate:
    @pytest.mark.parametrize("minutes", [10, 20, 30])
    def test_back_early_the_place_is_restored(self, branch: Cast, minutes: int) -> None:
        first = branch.ticket()
        branch.do("suxiaowen", be_late, ticket_id=first.id, minutes=minutes)
        crowd(branch, 2)
        branch.later(minutes=minutes - 1)
        branch.do("suxiaowen", resume, ticket_id=first.id)
        assert order(branch) == ["A001", "A002", "A003"]

    @pytest.mark.parametrize("minutes", [10, 20, 30])
    def test_back_in_time_it_moves_by_the_minutes_said(self, branch: Cast, minutes: int) -> None:
        """Behind whoever came in those minutes, before whoever came later."""
        first = branch.ticket()
        branch.do("suxiaowen", be_late, ticket_id=first.id, minutes=minutes)
        branch.later(minutes=minutes - 1)
        branch.ticket()
        branch.later(minutes=2)
        branch.ticket()
        self.clock_brings_back(branch)
        assert order(branch) == ["A002", "A001", "A003"]

    def test_several_who_are_late_by_their_own_times(self, branch: Cast) -> None:
        first, second = crowd(branch, 2)
        branch.do("suxiaowen", be_late, ticket_id=first.id, minutes=20)
        branch.do("suxiaowen", be_late, ticket_id=second.id, minutes=10)
        for minute in (5, 10, 10):
            branch.later(minutes=minute)
            branch.ticket()
        self.clock_brings_back(branch)
        assert order(branch) == ["A003", "A002", "A004", "A001", "A005"]

    def test_somebody_who_was_moved_does_not_move_others(self, branch: Cast) -> None:
        """A miss that came back behind later numbers is no measure for where a late one stands."""
        moved = missed(branch)
        late = branch.ticket()
        branch.do("suxiaowen", be_late, ticket_id=late.id, minutes=10)
        branch.later(minutes=11)
        crowd(branch, 4)
        branch.do("suxiaowen", rejoin, ticket_id=moved)
        self.clock_brings_back(branch)
        assert order(branch) == ["A002", "A003", "A004", "A005", "A001", "A006"]

    def test_twice_a_day(self, branch: Cast) -> None:
        ticket = branch.ticket()
        for _ in range(2):
            branch.do("suxiaowen", be_late, ticket_id=ticket.id, minutes=10)
            branch.do("suxiaowen", resume, ticket_id=ticket.id)
        with pytest.raises(Refused, match="late_used_up"):
            branch.do("suxiaowen", be_late, ticket_id=ticket.id, minutes=10)

    @pytest.mark.parametrize("minutes", [0, 15, 31, -10])
    def test_by_ten_twenty_or_thirty_minutes(self, branch: Cast, minutes: int) -> None:
        with pytest.raises(Refused, match="bad_input"):
            branch.do("suxiaowen", be_late, ticket_id=branch.ticket().id, minutes=minutes)

    def test_another_service_meanwhile_changes_nothing_of_it(self, branch: Cast) -> None:
        ticket = branch.ticket("noncash")
        branch.do("suxiaowen", be_late, ticket_id=ticket.id, minutes=10)
        branch.do(
            "suxiaowen", change_service, ticket_id=ticket.id, service_id=branch.services["cash"]
        )
        branch.later(minutes=5)
        later = branch.ticket()
        branch.later(minutes=6)
        self.clock_brings_back(branch)
        assert order(branch) == [later.number, ticket.number]

    @staticmethod
    def clock_brings_back(branch: Cast) -> None:
        """What the clock process does every few seconds."""
        for ticket_id in look(branch.branch, due_tickets_read(branch.branch, branch.at))[0]:
            resume(actor=branch.clock, branch_id=branch.branch, ticket_id=ticket_id, at=branch.at)
