"""What the law demands holds in code and table alike, whatever rows a version has."""

from datetime import UTC, datetime
from itertools import product
from uuid import UUID, uuid4

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hall.diversion.stage import ANY, LAWS, floor, row, valid_tables
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
    Door,
    Facts,
    WhyNot,
    counter_free,
    guard,
    protection,
    weigh,
)

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


@pytest.mark.parametrize("door", Door)
def test_only_a_kiosk_does_not_know_who_stands_there(door: Door) -> None:
    assert protection(True, door) == YES
    assert protection(False, door) == (UNKNOWN if door is Door.KIOSK else NO)


# ---------------------------------------------------------------- a suitable counter

FLOOR = floor()
COUNTERS = {each.id: each for each in FLOOR.counters}
SERVICES = [each.id for each in FLOOR.services]
SOMEBODY = uuid4()
seats = st.lists(
    st.builds(
        SeatRow,
        st.sampled_from([*COUNTERS, uuid4()]),
        st.sampled_from(SeatState),
        st.sampled_from([None, SOMEBODY]),
        st.sampled_from([None, SOMEBODY]),
        st.none(),
        st.just(datetime(2026, 11, 20, tzinfo=UTC)),
        st.just(1),
    ),
    unique_by=lambda seat: seat.counter_id,
)


class _Plan:
    counters = COUNTERS


@given(seats, st.sampled_from(SERVICES), st.none() | st.sampled_from([*COUNTERS]), st.booleans())
def test_a_suitable_counter_is_free(
    there: list[SeatRow], service: UUID, kept_for: UUID | None, stopped: bool
) -> None:
    suitable = set()
    for seat in there:
        counter = COUNTERS.get(seat.counter_id)
        if counter is None or service not in counter.services:
            continue
        if seat.state in (SeatState.VACANT, SeatState.PAUSED, SeatState.CLOSING):
            continue
        if seat.staff_id and not seat.ticket_id and kept_for in (None, counter.id):
            suitable.add(counter.number)
    plan: Plan = _Plan()  # type: ignore[assignment]
    answer = counter_free(plan, there, service, kept_for, {service} if stopped else set())
    assert answer is (bool(suitable) and not stopped)
