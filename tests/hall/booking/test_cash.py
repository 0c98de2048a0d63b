"""Large cash at the branch: two people prepare it, the customer chooses, a hold is reviewed."""

from datetime import date, timedelta
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from cast import Cast, founded
from hall.booking.acting import NOTES, SUM_FEN, index, parameter, reserved, supervisor
from tingtang.bank.branch.actions import move_the_day
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.branch.rules import DayMove
from tingtang.hall.booking.actions.asking import Ask, Asked, ask_cash
from tingtang.hall.booking.actions.bookings import PHONES_KEPT, forget_phones
from tingtang.hall.booking.actions.cash import (
    OtherDay,
    cancel_cash,
    confirm_cash,
    convert_cash,
    pay_cash,
    pay_part,
    prepare_cash,
    rebook_cash,
)
from tingtang.hall.booking.actions.doing import CashNow
from tingtang.hall.booking.actions.holds import escalate_holds, hold_cash, review_hold
from tingtang.hall.booking.queries.cash import CashRow, cash_read, preparation_read
from tingtang.hall.booking.rules.cash import (
    CashPhase,
    CashState,
    cash_phase,
    days_for_cash,
    final_days,
)
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.visit.queries import HelpRow, open_help_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ops.jobs import holds_are_reviewed

MONDAY, TUESDAY = date(2026, 11, 23), date(2026, 11, 24)


@pytest.fixture
def branch() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def row_of(cast: Cast, cash_id: Any) -> CashRow:
    row: CashRow = look(cast.branch, cash_read(cast.branch, cash_id))[0][0]
    return row


def ask(cast: Cast, **more: object) -> Asked:
    wish = Ask(**{"cash": "enough", "amount_fen": SUM_FEN, "place": "1", **more})  # type: ignore[arg-type]
    return cast.do("chenyutong", ask_cash, ask=wish)


def calls(cast: Cast) -> list[HelpRow]:
    return look(cast.branch, open_help_read(cast.branch))[0]


# ---------------------------------------------------------------- reserving


@pytest.mark.parametrize(
    ("day", "code"),
    [
        (date(2026, 11, 20), "cash_too_soon"),
        (date(2026, 11, 21), "cash_too_soon"),
        (MONDAY, None),
        (date(2026, 11, 28), "closed_that_day"),
        (date(2026, 12, 7), None),
        (date(2026, 12, 8), "slot_too_far"),
    ],
)
def test_for_which_days_cash_can_be_reserved(branch: Cast, day: date, code: str | None) -> None:
    if code is None:
        assert reserved(branch, day=day).day == day
        return
    with pytest.raises(Refused) as refused:
        reserved(branch, day=day)
    assert refused.value.code == code
    if "earliest" in refused.value.facts:
        assert refused.value.facts["earliest"] == MONDAY.isoformat()


def test_after_the_cut_off_a_list_is_closed_and_named(branch: Cast) -> None:
    """On Friday before three Monday can still be reserved for; afterwards its list is final."""
    plan = plan_of(branch.branch)
    assert final_days(plan, branch.at) == ()
    branch.later(hours=8)
    assert days_for_cash(plan, branch.at)[0] == TUESDAY
    assert final_days(plan, branch.at) == (MONDAY,)


def test_the_notes_make_up_the_sum(branch: Cast) -> None:
    with pytest.raises(Refused) as refused:
        reserved(branch, notes=[699, 1, 0, 0, 0, 0])
    assert refused.value.code == "notes_do_not_add_up"
    for amount in (0, -100, 150):
        with pytest.raises(Refused) as refused:
            reserved(branch, amount_fen=amount, notes=[0, 0, 0, 0, 0, 1])
        assert refused.value.code == "bad_input"


def test_a_second_person_says_that_it_lies_ready(branch: Cast) -> None:
    made = reserved(branch)
    branch.do("suxiaowen", confirm_cash, cash_id=made.id)
    head = branch.staff("hanliqun")
    assert made.state is CashState.REQUESTED
    for one in (supervisor(branch), head):  # anybody but who asked or confirmed
        other = reserved(branch)
        confirm_cash(actor=one, branch_id=branch.branch, cash_id=other.id, at=branch.at)
        with pytest.raises(Refused) as refused:
            prepare_cash(actor=one, branch_id=branch.branch, cash_id=other.id, at=branch.at)
        assert refused.value.code == "same_person"
    done = branch.do("hanliqun", prepare_cash, cash_id=made.id)
    assert done.state is CashState.PREPARED
    with pytest.raises(Refused) as refused:
        branch.do("chenyutong", prepare_cash, cash_id=made.id)
    assert refused.value.code == "no_right"


def test_the_list_of_a_day(branch: Cast) -> None:
    wanted = [
        reserved(branch, amount_fen=fen, notes=notes)
        for fen, notes in (
            (SUM_FEN, NOTES),
            (5_037_600, [500, 5, 4, 3, 3, 1]),
            (6_000_000, [600, 0, 0, 0, 0, 0]),
        )
    ]
    for each in wanted[:2]:
        branch.do("suxiaowen", confirm_cash, cash_id=each.id)
    branch.do("suxiaowen", cancel_cash, cash_id=wanted[2].id, reason="customer")
    reserved(branch, day=TUESDAY)
    rows: list[CashRow] = look(branch.branch, preparation_read(branch.branch, MONDAY))[0]
    assert {each.id: each.notes for each in rows} == {
        wanted[0].id: NOTES,
        wanted[1].id: [500, 5, 4, 3, 3, 1],
    }


# ---------------------------------------------------------------- paying


def test_a_reservation_is_no_permission(branch: Cast) -> None:
    """Neither confirmed nor prepared, and days early: what is there is paid."""
    made = reserved(branch)
    asks_again(branch, made.id)
    assert branch.do("chenyutong", pay_cash, cash_id=made.id).state is CashState.PAID
    assert row_of(branch, made.id).left_fen == 0


def on_monday(cast: Cast) -> None:
    cast.do("suxiaowen", move_the_day, move=DayMove.BEGIN_CLOSING)
    close_current_day(actor=cast.staff("suxiaowen"), branch_id=cast.branch, at=cast.at)
    cast.later(days=3)
    cast.open_day()


def asks_again(cast: Cast, cash_id: UUID) -> Asked:
    return ask(cast, amount_fen=None, reservation=cash_id)


def test_nothing_is_paid_before_somebody_has_looked_for_fraud_that_day(branch: Cast) -> None:
    made = reserved(branch)
    paid = partial(branch.do, "chenyutong", pay_cash, cash_id=made.id)
    part = partial(branch.do, "chenyutong", pay_part, cash_id=made.id, amount_fen=100)
    for each in (paid, part):
        with pytest.raises(Refused) as refused:
            each()
        assert refused.value.code == "cash_not_asked"
    asks_again(branch, made.id)
    assert part().state is CashState.PARTLY_PAID
    on_monday(branch)
    with pytest.raises(Refused) as refused:
        paid()
    assert refused.value.code == "cash_not_asked"  # what was asked on Friday says nothing of today
    asks_again(branch, made.id)
    assert paid().state is CashState.PAID


def test_a_part_today_and_the_rest_on_another_day(branch: Cast) -> None:
    asked = ask(branch, cash="part")
    assert (asked.action, asked.state) == ("choose", CashState.REQUESTED)
    for part in (0, SUM_FEN, SUM_FEN + 100):
        with pytest.raises(Refused) as refused:
            branch.do("chenyutong", pay_part, cash_id=asked.id, amount_fen=part)
        assert refused.value.code == "no_part"
    branch.do("chenyutong", pay_part, cash_id=asked.id, amount_fen=2_000_000)
    other = OtherDay(MONDAY, NOTES, index("1"), b"sealed")
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", rebook_cash, cash_id=asked.id, other=other)
    assert refused.value.code == "notes_do_not_add_up"
    other = OtherDay(MONDAY, [500, 0, 0, 0, 0, 0], index("1"), b"sealed")
    done = branch.do("suxiaowen", rebook_cash, cash_id=asked.id, other=other)
    assert (done.state, done.day) == (CashState.REQUESTED, MONDAY)
    assert row_of(branch, asked.id).left_fen == 5_000_000
    branch.do("suxiaowen", confirm_cash, cash_id=asked.id)
    on_monday(branch)
    asks_again(branch, asked.id)
    assert branch.do("chenyutong", pay_cash, cash_id=asked.id).state is CashState.PAID
    assert row_of(branch, asked.id).paid_fen == SUM_FEN


def test_a_transfer_or_nothing_as_the_customer_wants(branch: Cast) -> None:
    made = reserved(branch)
    assert branch.do("suxiaowen", convert_cash, cash_id=made.id).state is CashState.TRANSFERRED
    with pytest.raises(Refused) as refused:
        branch.do("chenyutong", pay_cash, cash_id=made.id)
    assert refused.value.code == "cash_cannot"
    with pytest.raises(Refused) as refused:
        branch.do("suxiaowen", cancel_cash, cash_id=reserved(branch).id, reason="no_cash_left")
    assert refused.value.code == "bad_input"


def test_nobody_came(branch: Cast) -> None:
    made = reserved(branch)
    assert cash_phase(made.state, made.day, made.day) is CashPhase.REQUESTED
    assert cash_phase(made.state, made.day, made.day + timedelta(days=1)) is CashPhase.NO_SHOW
    assert cash_phase(CashState.PAID, made.day, TUESDAY) is CashPhase.PAID


# ---------------------------------------------------------------- at the counter


@pytest.mark.parametrize("cash", ["enough", "part", "none"])
@pytest.mark.parametrize("amount_fen", [100, 4_999_900, 5_000_000, 100_000_000])
@pytest.mark.parametrize("signs", [None, "coached"])
@pytest.mark.parametrize("with_reservation", [False, True])
def test_whatever_is_asked_for_nothing_ends_in_a_refusal(
    branch: Cast, cash: str, amount_fen: int, signs: str | None, with_reservation: bool
) -> None:
    wanted: dict[str, object] = {"amount_fen": amount_fen}
    if with_reservation:
        notes = [0, 0, 0, 0, 0, amount_fen // 100]
        made = reserved(branch, amount_fen=amount_fen, notes=notes)
        wanted = {"amount_fen": None, "reservation": made.id}
    asked = ask(branch, cash=cash, signs=signs, **wanted)
    expected = "check_fraud" if signs else "pay" if cash == "enough" else "choose"
    assert asked.action == expected
    if signs:
        who = supervisor(branch)
        review_hold(actor=who, branch_id=branch.branch, cash_id=asked.id, at=branch.at)
    assert branch.do("chenyutong", pay_cash, cash_id=asked.id).state is CashState.PAID


def test_what_is_asked_for_is_a_sum_or_a_reservations(branch: Cast) -> None:
    made = reserved(branch)
    for odd in (
        {"amount_fen": None},
        {"amount_fen": 100, "reservation": made.id},
        {"amount_fen": 150},
        {"cash": "some"},
        {"signs": "looks_poor"},
    ):
        with pytest.raises(Refused) as refused:
            ask(branch, **odd)
        assert refused.value.code == "bad_input"
    with pytest.raises(Refused) as refused:
        ask(branch, amount_fen=None, reservation=uuid4())
    assert refused.value.code == "unknown_cash"


def test_large_is_what_the_branch_calls_large(branch: Cast) -> None:
    def large() -> object:
        ask(branch, amount_fen=6_000_000)
        sql = "select body->'decision'->'inputs'->>'large' from ledger_entry where branch_id = %s"
        return look(branch.branch, _read(f"{sql} order by sequence desc limit 1", branch))[0][0]

    assert large() == "yes"
    parameter(branch, "large_cash_yuan", 100_000)
    assert large() == "no"


def _read(sql: str, cast: Cast) -> Any:
    from tingtang.ledger.turn import Read

    return Read(sql, (cast.branch,), lambda value: value)


# ---------------------------------------------------------------- holds


def held(cast: Cast) -> CashNow:
    made = reserved(cast)
    return cast.do("chenyutong", hold_cash, cash_id=made.id, reason="coached", place="1")


def test_a_supervisor_is_called_and_another_than_who_held_it_reviews(branch: Cast) -> None:
    made = held(branch)
    (call,) = calls(branch)
    assert call.place == "1"
    assert call.summoned_id == branch.people["hanliqun"]  # nobody nearer is on duty here
    with pytest.raises(Refused) as refused:
        branch.do("chenyutong", review_hold, cash_id=made.id)
    assert refused.value.code == "no_right"
    done = branch.do("hanliqun", review_hold, cash_id=made.id)
    assert done.state is CashState.REQUESTED
    assert calls(branch) == []


def test_who_held_it_does_not_review_it(branch: Cast) -> None:
    made = reserved(branch)
    one, other = supervisor(branch, 1), supervisor(branch, 2)
    from dataclasses import replace

    from tingtang.access.rights import Post

    teller_too = replace(one, post=Post.OPERATIONS_SUPERVISOR)
    hold_cash(
        actor=teller_too, branch_id=branch.branch, cash_id=made.id, reason="other", at=branch.at
    )
    with pytest.raises(Refused) as refused:
        review_hold(actor=one, branch_id=branch.branch, cash_id=made.id, at=branch.at)
    assert refused.value.code == "own_hold"
    done = review_hold(actor=other, branch_id=branch.branch, cash_id=made.id, at=branch.at)
    assert done.state is CashState.REQUESTED


def test_the_police_may_find_nothing_wrong(branch: Cast) -> None:
    made = held(branch)
    with pytest.raises(Refused) as refused:
        branch.do("hanliqun", review_hold, cash_id=made.id, reference="报警了")
    assert refused.value.code == "bad_input"
    reference = "A4403055520200300001"
    done = branch.do("hanliqun", review_hold, cash_id=made.id, reference=reference)
    assert done.state is CashState.REFERRED
    with pytest.raises(Refused):
        branch.do("chenyutong", pay_cash, cash_id=made.id)
    branch.do("hanliqun", review_hold, cash_id=made.id)
    asks_again(branch, made.id)
    assert branch.do("chenyutong", pay_cash, cash_id=made.id).state is CashState.PAID


def test_a_hold_that_nobody_reviews_reaches_the_heads(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = held(branch)
    monkeypatch.setattr(
        "tingtang.ops.jobs._branches",
        lambda: [(plan_of(branch.branch), branch.clock, branch.at)],
    )
    (first,) = calls(branch)
    branch.later(minutes=29, seconds=59)
    holds_are_reviewed()
    assert calls(branch) == [first]
    branch.later(seconds=1)
    holds_are_reviewed()
    (second,) = calls(branch)
    assert (second.id != first.id, second.summoned_id) == (True, branch.people["hanliqun"])
    assert escalate_holds(actor=branch.clock, branch_id=branch.branch, at=branch.at) == 0
    branch.do("hanliqun", review_hold, cash_id=made.id)
    assert calls(branch) == []


def test_nobody_is_called_to_a_hold_after_the_day(
    branch: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It waits for the next morning, when somebody is there."""
    held(branch)
    monkeypatch.setattr(
        "tingtang.ops.jobs._branches",
        lambda: [(plan_of(branch.branch), branch.clock, branch.at)],
    )
    branch.do("suxiaowen", close_current_day)
    branch.later(hours=1)
    holds_are_reviewed()
    assert calls(branch) == []
    branch.later(days=1)
    branch.open_day()
    holds_are_reviewed()
    assert len(calls(branch)) == 1


def test_phones_of_reservations_are_erased_too(branch: Cast) -> None:
    made = reserved(branch)
    branch.at += PHONES_KEPT + timedelta(days=4)
    assert forget_phones(actor=branch.clock, branch_id=branch.branch, at=branch.at) == 1
    sql = "select phone_sealed is null and phone_index is null from hall_cash where branch_id = %s"
    assert look(branch.branch, _read(sql, branch))[0] == [True]
    assert row_of(branch, made.id).amount_fen == SUM_FEN
