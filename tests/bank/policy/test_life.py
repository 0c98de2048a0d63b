"""The life of a version: two pairs of eyes, and what is in force at any time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tingtang.bank.policy.rules.life import (
    MOVES,
    Phase,
    PolicyMove,
    PolicyState,
    Version,
    after_edit,
    check_approve,
    check_live_from,
    check_submit,
    in_force,
    move,
    phase_of,
)
from tingtang.kernel.refused import Refused

NOON = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
ZHENG, HAN = UUID(int=1), UUID(int=2)
DRAFT = Version(UUID(int=9), 8, PolicyState.DRAFT, b"rows", frozenset({ZHENG}))


def approved(number: int, hours: int, until: int | None = None) -> Version:
    ended = None if until is None else NOON + timedelta(hours=until)
    state = PolicyState.APPROVED if until is None else PolicyState.ROLLED_BACK
    live_from = NOON + timedelta(hours=hours)
    return replace(
        DRAFT,
        id=UUID(int=number),
        number=number,
        state=state,
        live_from=live_from,
        ended_at=ended,
    )


@pytest.mark.parametrize("state", PolicyState)
@pytest.mark.parametrize("step", PolicyMove)
def test_what_the_table_lacks_is_refused(state: PolicyState, step: PolicyMove) -> None:
    if (state, step) in MOVES:
        assert move(state, step) is MOVES[state, step]
        return
    with pytest.raises(Refused, match="policy_cannot"):
        move(state, step)


@pytest.mark.parametrize(
    ("version", "code"),
    [
        (replace(DRAFT, faults=2, tried=b"rows"), "policy_has_faults"),
        (DRAFT, "policy_not_tried"),
        (replace(DRAFT, tried=b"other rows"), "policy_trial_outdated"),
    ],
)
def test_only_a_whole_and_tried_draft_is_submitted(version: Version, code: str) -> None:
    with pytest.raises(Refused, match=code):
        check_submit(version)
    check_submit(replace(DRAFT, tried=b"rows"))


def test_what_was_returned_is_submitted_only_as_something_else() -> None:
    with pytest.raises(Refused, match="policy_unrevised"):
        check_submit(replace(DRAFT, state=PolicyState.RETURNED, tried=b"rows"))
    assert after_edit(PolicyState.RETURNED, same=True) is PolicyState.RETURNED
    assert after_edit(PolicyState.RETURNED, same=False) is PolicyState.DRAFT
    with pytest.raises(Refused, match="policy_cannot"):
        after_edit(PolicyState.WAITING, same=True)


def test_nobody_approves_what_they_edited() -> None:
    with pytest.raises(Refused, match="approver_edited"):
        check_approve(DRAFT, ZHENG)
    check_approve(DRAFT, HAN)


def test_a_version_comes_in_force_neither_in_the_past_nor_in_years() -> None:
    with pytest.raises(Refused, match="live_from_past"):
        check_live_from(NOON - timedelta(seconds=1), NOON)
    with pytest.raises(Refused, match="live_from_far"):
        check_live_from(NOON + timedelta(days=366, seconds=1), NOON)
    check_live_from(NOON, NOON)
    check_live_from(NOON + timedelta(days=366), NOON)


def test_the_clock_switches_versions_by_itself() -> None:
    seven, eight = approved(7, hours=-5), approved(8, hours=2)
    both = [eight, seven]
    assert phase_of(seven, both, NOON) is Phase.LIVE
    assert phase_of(eight, both, NOON) is Phase.SCHEDULED
    later = NOON + timedelta(hours=2)
    assert phase_of(seven, both, later) is Phase.RETIRED
    assert phase_of(eight, both, later) is Phase.LIVE


def test_a_rolled_back_version_was_in_force_until_then() -> None:
    seven, eight = approved(7, hours=-5), approved(8, hours=-2, until=0)
    both = [seven, eight]
    assert in_force(both, NOON - timedelta(hours=1)) is eight
    assert in_force(both, NOON) is seven
    assert phase_of(eight, both, NOON) is Phase.ROLLED_BACK


def test_a_day_ends_by_the_version_that_it_began_with() -> None:
    seven, eight = approved(7, hours=-50), approved(8, hours=-26, until=0)
    begins = NOON - timedelta(hours=9)
    assert phase_of(eight, [seven, eight], begins) is Phase.LIVE
    assert phase_of(seven, [seven, eight], begins) is Phase.RETIRED
    tomorrow = begins + timedelta(days=1)
    assert phase_of(eight, [seven, eight], tomorrow) is Phase.ROLLED_BACK
    assert phase_of(seven, [seven, eight], tomorrow) is Phase.LIVE


def test_a_version_whose_time_is_now_may_yield_to_the_banks() -> None:
    seven, eight = approved(7, hours=-5), approved(8, hours=2)
    both = [seven, eight]
    assert phase_of(seven, both, NOON, yields=True) is Phase.YIELDING
    assert phase_of(eight, both, NOON, yields=True) is Phase.SCHEDULED


@pytest.mark.parametrize(
    ("version", "says"),
    [
        (DRAFT, Phase.DRAFT),
        (replace(DRAFT, faults=1), Phase.CHECKING),
        (replace(DRAFT, tried=b"rows"), Phase.TRIED),
        (replace(DRAFT, tried=b"before"), Phase.OUTDATED),
        (replace(DRAFT, state=PolicyState.WAITING), Phase.WAITING),
        (replace(DRAFT, state=PolicyState.RETURNED), Phase.RETURNED),
    ],
)
def test_a_version_on_its_way(version: Version, says: Phase) -> None:
    assert phase_of(version, [version], NOON) is says


@given(
    st.lists(st.tuples(st.integers(-9, 9), st.none() | st.integers(-9, 9)), min_size=1, max_size=6),
    st.integers(-9, 9),
)
def test_in_force_is_what_walking_through_time_leaves(
    lives: list[tuple[int, int | None]], hour: int
) -> None:
    versions = [
        approved(number, since, until) for number, (since, until) in enumerate(lives, start=1)
    ]
    now, at = None, NOON + timedelta(hours=hour)
    for version in sorted(versions, key=lambda each: (each.live_from, each.number)):
        started = version.live_from is not None and version.live_from <= at
        if started and not (version.ended_at is not None and version.ended_at <= at):
            now = version
    assert in_force(versions, at) is now
