"""Whose turn it is follows from the table of order: as ever by the rows that a branch starts with,
otherwise from the day on that an approved version begins with.
"""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, founded, ordered, put_order
from tingtang.bank.branch.actions import set_parameter
from tingtang.bank.branch.queries import plan_of, reread_plan
from tingtang.bank.branch.rules import DISCIPLINES, BranchType, Discipline
from tingtang.bank.policy import actions as policy
from tingtang.hall.ticket.actions.calling import call_chosen, call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.queries import START_ORDER, order_of
from tingtang.hall.ticket.rules import Head, choose
from tingtang.hall.visit.rules import CustomerClass, LineClass
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read

NOW = datetime.fromisoformat("2026-11-20T02:00:00+00:00")

# ------------------------------------------------------------------ as ever

#: What the parameters said before there was a table: priority, thousandths of a point a minute,
#: most overtakings, longest wait in minutes (-1: none).
BEFORE = {
    LineClass.CARE: (1, 2000, -1, -1),
    LineClass.VIP: (1, 2000, -1, -1),
    LineClass.BOOKED: (2, 1500, 3, -1),
    LineClass.ORDINARY: (3, 1000, 5, 30),
}


def oracle(heads: list[Head], discipline: Discipline) -> Head:
    """Emergencies, then whoever is at a cap, then by the discipline; each by place."""

    def waited(head: Head) -> int:
        return round((NOW - head.issued_at).total_seconds())

    def rank(head: Head) -> tuple[int, int, int]:
        if head.line_class is LineClass.EMERGENCY:
            return (0, 0, head.place)
        priority, rate, times, minutes = BEFORE[head.line_class]
        if 0 <= times <= head.overtaken or 0 <= minutes * 60 <= waited(head):
            return (1, 0, head.place)
        by = {
            Discipline.STRICT: 0,
            Discipline.PRIORITY: priority,
            Discipline.ACCUMULATING: -rate * waited(head),
        }[discipline]
        return (2, by, head.place)

    return min(heads, key=rank)


@st.composite
def heads_waiting(draw: st.DrawFn) -> list[Head]:
    places = draw(st.lists(st.integers(1, 99), min_size=1, max_size=8, unique=True))
    return [
        Head(
            ticket_id=UUID(int=place),
            label="",
            line=0,
            line_class=draw(st.sampled_from(LineClass)),
            service_id=UUID(int=0),
            place=place,
            issued_at=NOW - timedelta(minutes=draw(st.integers(0, 40))),
            overtaken=draw(st.integers(0, 6)),
            passed=(),
        )
        for place in places
    ]


@given(heads=heads_waiting(), discipline=st.sampled_from(Discipline))
def test_by_the_rows_to_start_with_the_choice_is_what_it_was(
    heads: list[Head], discipline: Discipline
) -> None:
    choice = choose(heads, START_ORDER, discipline, NOW)
    assert choice is not None
    assert choice.head == oracle(heads, discipline)
    assert choice.order == "bank 0"


# ------------------------------------------------------------------ from a day on

FASTER = ordered(vip={"rate": "10"})


def next_call(cast: Cast) -> tuple[str, str]:
    """Somebody ordinary waits 12 minutes, a VIP 2: who is called, and by which order."""
    cast.ticket()
    cast.later(minutes=10)
    vip = cast.ticket(customer_class=CustomerClass.VIP)
    cast.later(minutes=2)
    answer = cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    assert answer.called is not None
    by = called_by(cast)
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    return "vip" if answer.called.id == vip.id else "ordinary", by or ""


def called_by(cast: Cast) -> str | None:
    read = Read(
        "select body ->> 'order' from ledger_entry where branch_id = %s "
        "and kind = 'ticket.called' order by sequence desc limit 1",
        (cast.branch,),
        lambda by: by,
    )
    found: list[str | None] = look(cast.branch, read)[0]
    return found[0]


def at_work(cast: Cast) -> Cast:
    accumulating = DISCIPLINES.index(Discipline.ACCUMULATING)
    cast.do("hanliqun", set_parameter, name="discipline", value=accumulating)
    cast.open_day()
    cast.seat("chenyutong", "1")
    return cast


def on_monday(cast: Cast) -> None:
    """The business day after Friday."""
    cast.later(hours=10)
    close_current_day(actor=cast.staff("suxiaowen"), branch_id=cast.branch, at=cast.at)
    cast.at += timedelta(days=3) - timedelta(hours=10)
    cast.open_day()
    cast.seat("chenyutong", "1")


@pytest.fixture
def hall() -> Cast:
    return at_work(founded())


def test_a_version_holds_from_the_next_days_beginning(hall: Cast) -> None:
    assert next_call(hall) == ("ordinary", "bank 0")
    put_order(hall.branch, FASTER, hall.at)
    assert next_call(hall) == ("ordinary", "bank 0")
    on_monday(hall)
    assert next_call(hall) == ("vip", "branch 1")


def test_rolled_back_within_a_day_it_holds_until_the_day_is_over() -> None:
    hall = at_work(founded(order=FASTER))
    assert next_call(hall) == ("vip", "branch 1")
    ours = look(
        hall.branch,
        Read("select id from bank_policy where branch_id = %s", (hall.branch,), lambda each: each),
    )[0][0]
    hall.do("hanliqun", policy.roll_back, policy_id=ours)
    assert next_call(hall) == ("vip", "branch 1")
    on_monday(hall)
    assert next_call(hall) == ("ordinary", "bank 0")


def test_the_banks_version_holds_where_a_branch_has_none_or_goes_beyond_it() -> None:
    office = founded(kind=BranchType.HEAD_OFFICE)
    hall = at_work(founded(bank=office.institution))
    put_order(hall.branch, ordered(vip={"rate": "5"}), hall.at)
    put_order(office.branch, FASTER, office.at)
    assert next_call(hall) == ("ordinary", "bank 0")
    on_monday(hall)
    assert next_call(hall) == ("vip", "bank 1")


def test_a_number_that_somebody_chose_was_called_by_no_order(hall: Cast) -> None:
    ticket = hall.ticket()
    hall.do(
        "chenyutong",
        call_chosen,
        counter_id=hall.counters["1"],
        ticket_id=ticket.id,
        reason="other",
    )
    assert called_by(hall) is None


def test_a_process_reads_it_once_a_day_and_again_when_a_version_was_approved(hall: Cast) -> None:
    plan = plan_of(hall.branch)
    day = plan.day(hall.at)
    assert order_of(plan, day) is order_of(plan, day)
    put_order(hall.branch, FASTER, hall.at)
    assert reread_plan(hall.branch).version > plan.version


def test_whatever_the_table_may_say_ordinary_customers_are_called() -> None:
    """Under priority, a stream of VIPs passes somebody ordinary five times and no more."""
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    ordinary = cast.ticket()
    for _ in range(5):
        cast.ticket(customer_class=CustomerClass.VIP)
        called = cast.do("chenyutong", call_next, counter_id=cast.counters["1"]).called
        assert called.id != ordinary.id
    cast.ticket(customer_class=CustomerClass.VIP)
    called = cast.do("chenyutong", call_next, counter_id=cast.counters["1"]).called
    assert (called.id, called.reason) == (ordinary.id, "overtake_cap")
