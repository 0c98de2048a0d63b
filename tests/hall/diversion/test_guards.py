"""What the law demands holds in code and table alike, whatever rows a version has."""

from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.diversion.stage import ANY, LAWS, branch, floor, offered, row, valid_tables
from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.queries import made, start_of
from tingtang.bank.policy.rules.checking import findings
from tingtang.bank.policy.rules.clauses import KNOWN, NO, UNKNOWN, YES
from tingtang.bank.policy.rules.kinds import STARTS
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.bank.policy.rules.tables import Row, read_table
from tingtang.hall.counter.queries import SeatRow
from tingtang.hall.counter.rules import SeatState
from tingtang.hall.diversion.rules import (
    Facts,
    Wanted,
    WhyNot,
    counter_free,
    guard,
    weigh,
)
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.marking import Mark, mark
from tingtang.hall.ticket.actions.moving import transfer
from tingtang.hall.visit.rules import CustomerClass, LineClass, either, protection

AMOUNTS = (None, *DIVERT.clauses[4].grid.value)  # type: ignore[union-attr]
CROWDS = DIVERT.clauses[5].grid.value  # type: ignore[union-attr]
some_facts = st.builds(
    Facts,
    st.booleans(),
    st.sampled_from(KNOWN),
    st.booleans(),
    st.sampled_from(BUSINESSES),
    st.sampled_from(AMOUNTS),
    st.sampled_from(CROWDS),
)


def test_the_guards_are_the_locked_rows_over_all_cases() -> None:
    laws = STARTS["divert"].masks[: len(LAWS)]
    expected = {0: WhyNot.PROTECTED, 1: WhyNot.COUNTER_FREE}
    for asked, protected, free, business, amount, waiting in product(
        (True, False), KNOWN, (True, False), BUSINESSES, AMOUNTS, CROWDS
    ):
        facts = Facts(asked, protected, free, business, amount, waiting)
        case = DIVERT.case(facts.values())
        fits = [
            n
            for n, masks in enumerate(laws)
            if all(mask >> atom & 1 for mask, atom in zip(masks, case, strict=True))
        ]
        assert [guard(facts)] == ([expected[n] for n in fits] or [None]), facts


@settings(deadline=None)
@given(valid_tables(), some_facts)
def test_no_row_of_any_version_passes_a_guard(rows: tuple[Row, ...], facts: Facts) -> None:
    decision, why_not = weigh(made(DIVERT, 1, rows, bank=False), facts)
    if not facts.asked and facts.protection == YES:
        assert (why_not, decision.row) == (WhyNot.PROTECTED, 1)
    elif not facts.asked and facts.counter_free:
        assert (why_not, decision.row) == (WhyNot.COUNTER_FREE, 2)
    else:
        offer, place = rows[decision.row - 1].results
        assert why_not is (WhyNot.TABLE if offer == "none" or place == "counter" else None)


@settings(deadline=None, max_examples=30)
@given(valid_tables())
def test_the_tables_of_these_tests_have_no_fault(rows: tuple[Row, ...]) -> None:
    table, problems = read_table(DIVERT, rows)
    assert table is not None, problems
    assert findings(table) == []


def test_a_version_without_the_law_is_no_version() -> None:
    """Should rows ever lack it, however they came there, nothing is decided by them."""
    everything = row(*[ANY] * 6, to=("offer", "smart"))
    with pytest.raises(ValueError, match="divert"):
        made(DIVERT, 1, (everything,), bank=False)


def test_an_amount_is_kept_as_its_band_and_none_as_the_lowest() -> None:
    facts = Facts(False, NO, False, "small_cash", 7_777, 6)
    decision, _ = weigh(start_of(DIVERT), facts)
    assert decision.kept()["inputs"] == {
        "asked": "no", "protected": "no", "counter_free": "no", "business": "small_cash",
        "amount": 5_000, "waiting": 6,
    }  # fmt: skip
    nothing_said = Facts(False, NO, False, "small_cash", None, 6)
    assert weigh(start_of(DIVERT), nothing_said)[0].inputs["amount"] == 0


def test_nobody_is_unprotected_because_nobody_said_it() -> None:
    assert [protection(each) for each in (True, False, None)] == [YES, NO, UNKNOWN]


@given(st.sampled_from([True, False, None]), st.sampled_from([True, False, None]))
def test_of_two_sides_care_comes_first_then_a_no(one: bool | None, other: bool | None) -> None:
    both = either(one, other)
    assert both is either(other, one)
    assert (both is True) is (True in (one, other))
    assert (both is None) is (one is None and other is None)


# ---------------------------------------------------------------- a suitable counter

FLOOR = floor()
COUNTERS = {each.id: each for each in FLOOR.counters}
SERVICES = [each.id for each in FLOOR.services]
SOMEBODY = uuid4()
NOW = datetime(2026, 11, 20, 2, tzinfo=UTC)
seats = st.lists(
    st.builds(
        SeatRow,
        st.sampled_from([*COUNTERS, uuid4()]),
        st.sampled_from(SeatState),
        st.sampled_from([None, SOMEBODY]),
        st.sampled_from([None, SOMEBODY]),
        st.none(),
        st.just(NOW),
        st.just(1),
        st.sampled_from([None, NOW - timedelta(seconds=1), NOW, NOW + timedelta(seconds=1)]),
        st.just(SOMEBODY),
    ),
    unique_by=lambda seat: seat.counter_id,
)


class _Plan:
    counters = COUNTERS


#: Whom each counter calls, said once more: by hand, and by number.
CALLED_AT = {
    number: {(SERVICES[service], line) for line in lines}
    for number, service, lines in (
        ("1", 0, LineClass),
        ("2", 0, LineClass),
        ("3", 1, LineClass),
        ("7", 0, (LineClass.EMERGENCY, LineClass.VIP)),
    )
} | {"9": set()}


@given(
    seats,
    st.sampled_from(SERVICES),
    st.sampled_from(LineClass),
    st.none() | st.sampled_from([*COUNTERS]),
    st.booleans(),
)
def test_a_suitable_counter_is_free(
    there: list[SeatRow], service: UUID, line: LineClass, kept_for: UUID | None, stopped: bool
) -> None:
    suitable = set()
    for seat in there:
        counter = COUNTERS.get(seat.counter_id)
        if counter is None or service not in counter.services:
            continue
        if kept_for != counter.id and (
            kept_for is not None or (service, line) not in CALLED_AT[counter.number]
        ):
            continue
        if seat.state in (SeatState.VACANT, SeatState.PAUSED, SeatState.CLOSING):
            continue
        if seat.held_until is not None and seat.held_until > NOW:
            continue
        if seat.staff_id and not seat.ticket_id:
            suitable.add(counter.number)
    plan: Plan = _Plan()  # type: ignore[assignment]
    wanted = Wanted(service, line, kept_for)
    answer = counter_free(plan, there, NOW, wanted, {service} if stopped else set())
    assert answer is (bool(suitable) and not stopped)


@pytest.mark.parametrize("customer_class", ["vip", "potential", "ordinary"])
@pytest.mark.parametrize("number", ["1", "7"])
@pytest.mark.parametrize("emergency", [False, True])
def test_a_counter_is_free_for_whom_it_would_call(
    customer_class: str, number: str, emergency: bool
) -> None:
    """What the guard says, and whom the same counter calls at the next tap."""
    cast = branch()
    cast.seat("chenyutong", number)
    issued = cast.ticket("cash", customer_class=CustomerClass(customer_class))
    if emergency:
        cast.do("suxiaowen", mark, ticket_id=issued.id, mark=Mark(emergency=True))
    made = offered(cast, issued)
    called = cast.do("chenyutong", call_next, counter_id=cast.counters[number]).called
    assert (made.why_not is WhyNot.COUNTER_FREE) is (called is not None)
    assert (called is None) is (number == "7" and customer_class != "vip" and not emergency)


def test_a_number_sent_to_the_vip_counter_is_called_there_whatever_its_line() -> None:
    cast = branch()
    cast.seat("chenyutong", "7")
    issued, seven = cast.ticket("cash"), cast.counters["7"]
    assert cast.do("chenyutong", call_next, counter_id=seven).called is None
    cast.do("suxiaowen", transfer, ticket_id=issued.id, counter_id=seven)
    assert offered(cast, issued).why_not is WhyNot.COUNTER_FREE
    assert cast.do("chenyutong", call_next, counter_id=seven).called.id == issued.id


def test_a_slip_names_the_counters_of_everybody_whoever_holds_it() -> None:
    """A slip with the VIP counter on it would tell the hall whom the bank prefers."""
    cast = branch()
    for login, number in (("chenyutong", "1"), ("zhouzimo", "7")):
        cast.seat(login, number)
    assert cast.ticket("cash", customer_class=CustomerClass.VIP).counters == ("1",)
    assert cast.ticket("cash", customer_class=CustomerClass.POTENTIAL).counters == ("1",)
