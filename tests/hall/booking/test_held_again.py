"""A payment that is held isn't paid to the same person for being asked for again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest

from cast import Cast, founded
from hall.booking.acting import NOTES, SUM_FEN, index, reserved
from hall.known import Known, bring
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.customer.rules import LookReason
from tingtang.hall.booking.actions.asking import Ask, Asked, ask_cash
from tingtang.hall.booking.actions.cash import (
    OtherDay,
    convert_cash,
    pay_cash,
    pay_part,
    rebook_cash,
)
from tingtang.hall.booking.actions.holds import hold_cash, review_hold
from tingtang.hall.booking.rules.cash import CashState, earliest_of
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.issuing import Issued
from tingtang.hall.ticket.actions.marking import merge
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.rules import CardKind
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.leaving import abandon
from tingtang.relation.referral.actions.linking import link_customer


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def ask(cast: Cast, **more: Any) -> Asked:
    wish = Ask(**{"cash": "enough", "amount_fen": SUM_FEN, **more})
    return cast.do("chenyutong", ask_cash, ask=wish)


def visit_of(cast: Cast, ticket: Issued) -> UUID:
    visit: UUID = look(cast.branch, ticket_read(cast.branch, ticket.id))[0][0].visit_id
    return visit


def link(cast: Cast, ticket: Issued, customer: Known) -> None:
    cast.do(
        "suxiaowen",
        link_customer,
        visit_id=visit_of(cast, ticket),
        kind=CardKind.CARD,
        index=customer.index,
        reason=LookReason.SERVING,
    )


def waits(what: Callable[[], object]) -> None:
    with pytest.raises(Refused) as refused:
        what()
    assert refused.value.code == "payment_held"


def pay(cast: Cast, cash_id: UUID) -> CashState:
    return cast.do("chenyutong", pay_cash, cash_id=cash_id).state


def test_the_same_number_asks_again_until_the_hold_is_lifted(branch: Cast) -> None:
    ticket = branch.ticket()
    held = ask(branch, ticket_id=ticket.id, signs="coached")
    waits(lambda: ask(branch, ticket_id=ticket.id))
    waits(lambda: ask(branch, ticket_id=ticket.id, amount_fen=100))
    waits(lambda: ask(branch, amount_fen=None, reservation=held.id))
    other = branch.ticket()  # somebody else's
    assert ask(branch, ticket_id=other.id).action == "pay"
    branch.do("hanliqun", review_hold, cash_id=held.id)
    assert ask(branch, ticket_id=ticket.id).action == "pay"


def test_what_the_police_know_of_is_still_held(branch: Cast) -> None:
    ticket = branch.ticket()
    held = ask(branch, ticket_id=ticket.id, signs="coached")
    branch.do("hanliqun", review_hold, cash_id=held.id, reference="J-2026-000123")
    waits(lambda: ask(branch, ticket_id=ticket.id))
    waits(lambda: pay(branch, held.id))


def test_a_reservation_of_the_same_phone_is_neither_paid_nor_taken_elsewhere(
    branch: Cast,
) -> None:
    before, held = reserved(branch), reserved(branch)
    branch.do("chenyutong", hold_cash, cash_id=held.id, reason="evasive")
    anew = reserved(branch)  # it may be reserved: that is no payment
    day = earliest_of(plan_of(branch.branch), branch.at)
    elsewhere = OtherDay(day, NOTES, index("2"), b"sealed")
    ticket = branch.ticket()

    def nothing_moves(cash_id: UUID) -> None:
        do = branch.do
        waits(lambda: pay(branch, cash_id))
        waits(lambda: do("chenyutong", pay_part, cash_id=cash_id, amount_fen=100))
        waits(lambda: do("suxiaowen", convert_cash, cash_id=cash_id))
        waits(lambda: do("suxiaowen", rebook_cash, cash_id=cash_id, other=elsewhere))
        waits(lambda: ask(branch, amount_fen=None, reservation=cash_id, ticket_id=ticket.id))

    for each in (before, anew, held):
        nothing_moves(each.id)
    other = reserved(branch, phone="2")
    ask(branch, amount_fen=None, reservation=other.id)
    assert pay(branch, other.id) is CashState.PAID
    branch.do("hanliqun", review_hold, cash_id=held.id)
    ask(branch, amount_fen=None, reservation=anew.id)
    assert pay(branch, anew.id) is CashState.PAID


def test_another_number_of_the_same_customer(branch: Cast) -> None:
    (customer,) = bring(branch, "ordinary")
    first, second = branch.ticket(), branch.ticket()
    for each in (first, second):
        link(branch, each, customer)
    ask(branch, ticket_id=first.id, signs="mule_signs")
    waits(lambda: ask(branch, ticket_id=second.id))


def test_another_number_that_the_first_was_merged_into(branch: Cast) -> None:
    tickets = [branch.ticket() for _ in range(3)]
    ask(branch, ticket_id=tickets[0].id, signs="other")
    for one, into in ((0, 1), (1, 2)):
        branch.do("suxiaowen", merge, ticket_id=tickets[one].id, into_id=tickets[into].id)
    waits(lambda: ask(branch, ticket_id=tickets[2].id))


def test_a_wish_of_the_same_number_is_held_with_it(branch: Cast) -> None:
    ticket = branch.ticket()
    earlier = ask(branch, ticket_id=ticket.id, cash="none")
    ask(branch, ticket_id=ticket.id, signs="coached")
    waits(lambda: pay(branch, earlier.id))
    waits(lambda: branch.do("chenyutong", convert_cash, cash_id=earlier.id))


def test_whoever_stands_at_the_counter_gets_no_other_wish_paid_there(branch: Cast) -> None:
    """Another phone number, and no number said: the seat knows who is served."""
    ticket = branch.ticket()
    branch.seat("chenyutong", "1")
    branch.do("chenyutong", call_next, counter_id=branch.counters["1"])
    ask(branch, ticket_id=ticket.id, signs="coached")
    anew = reserved(branch, phone="2")
    waits(lambda: pay(branch, anew.id))
    waits(lambda: ask(branch))
    branch.ticket()
    branch.do("chenyutong", call_next, counter_id=branch.counters["1"])  # the next one
    ask(branch, amount_fen=None, reservation=anew.id)
    assert pay(branch, anew.id) is CashState.PAID


def test_a_number_that_nobody_has_asks_for_nothing(branch: Cast) -> None:
    with pytest.raises(Refused, match="unknown_ticket"):
        ask(branch, ticket_id=uuid4())
    ticket = branch.ticket()
    branch.do("suxiaowen", abandon, ticket_id=ticket.id)
    with pytest.raises(Refused, match="ticket_over"):
        ask(branch, ticket_id=ticket.id)
