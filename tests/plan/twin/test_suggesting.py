"""Suggestions are steady, harm nobody, and rest when they were dismissed."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, founded
from plan.twin.taught import OPENS_2, suggest
from tingtang.access.actor import job
from tingtang.bank.branch.queries import reread_plan
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ops import foreseeing
from tingtang.plan.twin.actions.reckoning import keep_estimates
from tingtang.plan.twin.actions.suggesting import Estimated, dismiss, settle, take
from tingtang.plan.twin.queries.suggested import SuggestionRow, suggestions_read
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.suggesting import (
    LEAST_SAVED_MIN,
    MOST_SHOWN,
    RESTS,
    Gain,
    Life,
    Said,
    settled,
    worth_saying,
)

AT = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
LIMIT = 20.0
CHANGES = [Change(What.OPEN, counter=str(number)) for number in range(1, 9)]


def gain(
    change: Change, saved: float, low: float | None = None, **waits: tuple[float, float]
) -> Gain:
    return Gain(change, saved, saved * 0.8 if low is None else low, waits, {})


def said(change: Change, gained: float, state: Life = Life.SHOWN, ago_min: float = 1) -> Said:
    at = AT - timedelta(minutes=ago_min)
    return Said(UUID(int=int(change.counter)), change, state, gained, at)


@pytest.mark.parametrize(
    ("found", "worth"),
    [
        (gain(OPENS_2, 30, 6), True),
        (gain(OPENS_2, 30, 5), False),  # not nearly surely more than five minutes
        (gain(OPENS_2, 300, 200, care=(12, 21)), False),  # somebody would be past the limit
        (gain(OPENS_2, 300, 200, care=(25, 24)), True),  # who was past it anyhow, and gains
        (gain(OPENS_2, 300, 200, care=(25, 27)), False),
        (gain(OPENS_2, 300, 200, care=(2, 19)), True),
    ],
)
def test_what_is_worth_saying(found: Gain, worth: bool) -> None:
    assert worth_saying(found, LIMIT) is worth


gains_of_all = st.lists(st.floats(-100, 500), min_size=len(CHANGES), max_size=len(CHANGES)).map(
    lambda values: [gain(change, value) for change, value in zip(CHANGES, values, strict=True)]
)
lives = st.lists(
    st.tuples(
        st.sampled_from(CHANGES), st.sampled_from(Life), st.floats(10, 300), st.floats(0, 59)
    ),
    unique_by=lambda each: each[0].counter,
    max_size=8,
)


@given(found=gains_of_all, lives=lives, possible=st.sets(st.sampled_from(CHANGES)))
def test_the_list_is_short_steady_and_possible(
    found: list[Gain],
    lives: list[tuple[Change, Life, float, float]],
    possible: set[Change],
) -> None:
    before = [said(change, gained, state, ago) for change, state, gained, ago in lives]
    before = before[:] if sum(x.state is Life.SHOWN for x in before) <= MOST_SHOWN else []
    what = settled(before, [each for each in found if each.change in possible], possible, LIMIT, AT)
    by_change = {each.change: each for each in found}
    stays = [x for x in before if x.state is Life.SHOWN and x.id not in what.lapse]
    assert len(stays) + len(what.show) <= MOST_SHOWN
    assert all(x.change in possible for x in stays)
    assert all(by_change[x.change].saved_min >= x.gain_min / 2 for x in stays)
    for shown in what.show:
        assert shown.change in possible
        assert shown.change not in {x.change for x in stays}
        assert shown.low > LEAST_SAVED_MIN
        for x in before:
            rests = x.state is Life.DISMISSED and x.decided_at and AT - x.decided_at < RESTS
            assert not (rests and x.change == shown.change) or shown.saved_min >= 2 * x.gain_min


def now(cast: Cast) -> list[SuggestionRow]:
    return look(cast.branch, suggestions_read(cast.branch, cast.at - timedelta(hours=8)))[0]


def again(cast: Cast, saved: float) -> list[UUID]:
    found = Estimated((gain(OPENS_2, saved),), frozenset([OPENS_2]), {})
    return settle(actor=job("twin", cast.branch), branch_id=cast.branch, found=found, at=cast.at)


def test_a_dismissed_one_rests_and_comes_back_when_it_is_worth_twice_as_much() -> None:
    cast = founded()
    shown = suggest(cast.branch, cast.at, saved=40)
    cast.do("suxiaowen", dismiss, suggestion_id=shown)
    cast.later(minutes=10)
    assert again(cast, 70) == []
    assert len(again(cast, 80)) == 1
    assert [each.state for each in now(cast)] == [Life.SHOWN, Life.DISMISSED]


def test_one_that_was_taken_is_over() -> None:
    cast = founded()
    shown = suggest(cast.branch, cast.at)
    cast.do("suxiaowen", take, suggestion_id=shown)
    with pytest.raises(Refused, match="suggestion_over"):
        cast.do("hanliqun", dismiss, suggestion_id=shown)
    with pytest.raises(Refused, match="no_right"):
        cast.do("chenyutong", take, suggestion_id=shown)


def test_what_saves_less_than_half_lapses() -> None:
    cast = founded()
    suggest(cast.branch, cast.at, saved=40)
    assert again(cast, 21) == []
    assert now(cast)[0].state is Life.SHOWN
    again(cast, 19)
    assert now(cast)[0].state is Life.LAPSED


def test_one_stands_however_long_and_lapses_when_the_day_is_over() -> None:
    """Shown at nine it is known at eleven: not said twice, over once nothing can be done."""
    cast = founded()
    shown = suggest(cast.branch, cast.at, saved=40)
    cast.later(hours=2)
    assert again(cast, 50) == []
    assert [row.id for row in now(cast)] == [shown]
    cast.later(hours=3)
    foreseeing.end_suggestions(reread_plan(cast.branch), cast.at)
    (row,) = now(cast)
    assert row.state is Life.LAPSED


def test_rest_counts_from_the_dismissal() -> None:
    cast = founded()
    shown = suggest(cast.branch, cast.at, saved=40)
    cast.later(minutes=55)
    cast.do("suxiaowen", dismiss, suggestion_id=shown)
    cast.later(minutes=10)
    assert again(cast, 50) == []
    cast.later(minutes=11)
    assert len(again(cast, 50)) == 1


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("divert cash smart", "divert cash atm", False),  # the same customers
        ("divert cash smart", "divert noncash smart", True),
        ("open 5", "move 4 5", False),  # the same counter
        ("move 4 5", "move 4 6", False),  # the same teller
        ("open 5", "open 6", True),
    ],
)
def test_what_cannot_be_done_together_stands_once(one: str, other: str, both: bool) -> None:
    changes = [change_in(each) for each in (one, other)]
    found = [gain(change, 100 - n) for n, change in enumerate(changes)]
    fresh = settled([], found, changes, LIMIT, AT).show
    assert [each.change for each in fresh] == changes[: 2 if both else 1]
    stands = [Said(UUID(int=1), changes[0], Life.SHOWN, 100, None)]
    beside = settled(stands, found, changes, LIMIT, AT).show
    assert [each.change for each in beside] == (changes[1:] if both else [])


def change_in(words: str) -> Change:
    what, first, *more = words.split()
    if what == "divert":
        return Change(What.DIVERT, service=first, machine=more[0])
    return Change(What(what), counter=first, other=more[0] if more else "")


def test_figures_beside_a_suggestion_are_of_the_newest_estimate() -> None:
    cast = founded()
    shown = suggest(cast.branch, cast.at, saved=40)
    keep_estimates(cast.branch, {shown: gain(OPENS_2, 25).json()}, {"newer": True})
    (row,) = now(cast)
    assert (row.gain_min, row.said["saved_min"]) == (40, 25)
    cast.do("suxiaowen", take, suggestion_id=shown)
    keep_estimates(cast.branch, {shown: gain(OPENS_2, 5).json()}, {"newest": True})
    (row,) = now(cast)
    assert row.said["saved_min"] == 25  # what it was when somebody decided
