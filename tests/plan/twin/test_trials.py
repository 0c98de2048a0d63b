"""A draft run on the branch's own past days: the same customers by the rules of now and by it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from cast import Cast, founded
from plan.twin.taught import DAY, FIT, SERVICE_MIN, answered, came, teach, with_history
from tingtang.bank.branch.queries import Plan, reread_plan
from tingtang.bank.branch.rules import Discipline
from tingtang.bank.policy.actions import draft as begin_draft
from tingtang.bank.policy.actions import edit
from tingtang.bank.policy.queries import rows_read
from tingtang.engines.fitting.hours import Desk
from tingtang.engines.fitting.rows import Outcome
from tingtang.hall.ticket.queries import START_ORDER
from tingtang.hall.visit.rules import LineClass
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.plan.twin.actions.trying import try_on_days
from tingtang.plan.twin.rules.drafts import Draft, Spans, Which, draft_of
from tingtang.plan.twin.rules.past_days import Ground, PastDay, PastDays, past_days, usual
from tingtang.plan.twin.rules.trials import ALL, REPLICATIONS, day_tried, trial


@pytest.fixture(scope="module")
def cast(database: object) -> Cast:
    """A branch whose past is known."""
    cast = founded()
    cast.open_day()
    teach(cast.branch, cast.at)
    return cast


@pytest.fixture
def plan(cast: Cast) -> Plan:
    return reread_plan(cast.branch)


@pytest.fixture
def ground(plan: Plan) -> Ground:
    """Nobody leaves, and every counter is as quick as any."""
    fit = replace(FIT, patience={}, factors={})
    return Ground(plan, START_ORDER, Discipline.STRICT, fit)


def one_day(
    minutes: Sequence[float], *, classes: Sequence[str] = ("ordinary",), opens: float = 0.0
) -> PastDay:
    """One counter, there from a minute on; customers of these classes in turn."""
    rows = tuple(came(each, classes[n % len(classes)]) for n, each in enumerate(minutes))
    lines = tuple({row.line for row in rows})
    return PastDay(DAY, rows, (Desk(DAY, "1", ((opens, 400.0),), lines),))


def lindley(minutes: Sequence[float], opens: float) -> list[float]:
    """The waits in order of arrival at one counter with services of one length (Lindley 1952)."""
    waits = [max(0.0, opens - minutes[0])]
    for earlier, later in pairwise(minutes):
        free = earlier + waits[-1] + SERVICE_MIN
        waits.append(max(0.0, free - later, opens - later))
    return waits


def opening(**spans: Spans) -> Draft:
    return Draft(
        Which.OPENING, opening={name.removeprefix("c"): each for name, each in spans.items()}
    )


MINUTES = [1.0, 2.0, 3.5, 10.0, 11.0, 40.0, 41.0, 42.0, 43.0, 90.0]


class TestDays:
    @pytest.mark.parametrize("later", [0, 30, 60])
    def test_a_plan_of_opening_shifts_the_waits_as_lindley_says(
        self, ground: Ground, later: int
    ) -> None:
        tried = day_tried(ground, opening(c1=((later, 400),)), one_day(MINUTES))
        assert tried is not None
        for found, opens in ((tried.before, 0.0), (tried.after, float(later))):
            waits = lindley(MINUTES, opens)
            come, mean, nine, lost, _ = found[ALL]
            assert (come, lost) == (len(MINUTES), 0)
            assert mean == pytest.approx(sum(waits) / len(waits))
            assert nine == pytest.approx(sorted(waits)[8])

    def test_the_order_of_now_changes_nothing_at_all(self, ground: Ground) -> None:
        """Both runs have the same customers: not even the dice differ."""
        on = replace(ground, discipline=Discipline.PRIORITY, fit=FIT)
        same = Draft(Which.ORDER, terms=START_ORDER.terms)
        tried = day_tried(on, same, one_day(MINUTES, classes=("ordinary", "vip", "care")))
        assert tried is not None
        for name, figures in tried.before.items():
            assert list(figures) == list(tried.after[name])

    def test_a_discipline_takes_from_one_line_what_it_gives_to_another(
        self, ground: Ground
    ) -> None:
        draft = Draft(Which.DISCIPLINE, discipline=Discipline.PRIORITY)
        past = one_day([float(n) for n in range(20)], classes=("ordinary", "care"))
        tried = day_tried(ground, draft, past)
        assert tried is not None
        care, ordinary, all_ = (
            tried.after[name][1] - tried.before[name][1] for name in ("care", "ordinary", ALL)
        )
        assert care < 0 < ordinary
        assert all_ == pytest.approx(0, abs=1e-9)

    def test_a_cap_of_a_draft_holds(self, ground: Ground) -> None:
        """Overtaken once at most, ordinary customers wait less than by priority alone."""
        on = replace(ground, discipline=Discipline.PRIORITY)
        once = replace(START_ORDER.terms[LineClass.ORDINARY], max_overtakes=1)
        draft = Draft(Which.ORDER, terms={**START_ORDER.terms, LineClass.ORDINARY: once})
        tried = day_tried(
            on, draft, one_day([float(n) for n in range(20)], classes=("ordinary", "care"))
        )
        assert tried is not None
        assert tried.after["ordinary"][1] < tried.before["ordinary"][1]
        assert tried.after["care"][1] > tried.before["care"][1]

    def test_a_day_without_a_counter_that_is_still_there_tells_nothing(
        self, ground: Ground
    ) -> None:
        past = one_day(MINUTES)
        gone = replace(past, desks=(replace(past.desks[0], counter="gone"),))
        assert day_tried(ground, opening(c1=((0, 400),)), gone) is None

    def test_an_early_break_near_the_end_is_a_break(self, ground: Ground) -> None:
        """A plan is run as it is; only who was seen last stays until the doors close."""
        near_end = ((0, 465), (470, 475))
        past = one_day([*MINUTES, 468.0])
        tried = day_tried(ground, opening(c1=near_end, c2=((0, 1),)), past)
        assert tried is not None
        seen = replace(past, desks=(replace(past.desks[0], open=near_end),))
        again = day_tried(ground, opening(c1=((0, 465), (470, 480))), seen)
        assert again is not None
        assert list(again.before[ALL]) == list(again.after[ALL])

    def test_a_plan_that_serves_nobody_loses_everybody(self, ground: Ground) -> None:
        tried = day_tried(ground, opening(c2=((0, 1),)), one_day(MINUTES))
        assert tried is not None
        come, _, _, lost, _ = tried.after[ALL]
        assert (come, lost) == (len(MINUTES), len(MINUTES))
        told = trial(PastDays((), 10, 0), [tried, tried])["groups"][ALL]
        assert set(told) == {"come", "lost"}  # of whom nobody is served no wait is told
        assert told["lost"] == [0, len(MINUTES), [10, 10, 10]]

    def test_who_took_another_place_is_in_no_line(self, ground: Ground) -> None:
        rows = [came(minute) for minute in MINUTES]
        rows[4] = replace(rows[4], offered="smart", accepted=True, outcome=Outcome.OPEN)
        (past,) = past_days(rows, 480.0).days
        tried = day_tried(ground, opening(c1=((0, 480),)), past)
        assert tried is not None
        assert tried.before[ALL][0] == len(MINUTES) - 1

    def test_the_usual_opening_is_where_a_counter_was_on_half_of_the_days(self) -> None:
        days = [date(2026, 11, 16) + timedelta(days=n) for n in range(3)]
        desks = [Desk(day, "1", ((0.0, 480.0),), ()) for day in days]
        desks += [Desk(day, "2", ((60.0, 180.0), (240.0, 300.0)), ()) for day in days[:2]]
        desks += [Desk(days[0], "3", ((0.0, 480.0),), ())]
        assert usual(desks, 480.0) == {"1": ((0, 480),), "2": ((60, 180), (240, 300))}


# ------------------------------------------------------------------------------ asked and answered


def test_a_second_counter_on_nine_past_days() -> None:
    cast = with_history(12)
    row = answered(cast, opening(c1=((0, 480),), c2=((0, 480),)))
    assert row.answer is not None
    said: dict[str, Any] = dict(row.answer)
    assert (said["days"], said["rows"], said["refused_rows"]) == (9, 9 * 40, 0)
    assert said["replications"] == REPLICATIONS
    before, after, (mean, low, high) = said["groups"]["ordinary"]["mean"]
    assert after < before
    assert low <= mean <= high < 0
    assert mean == pytest.approx(after - before, abs=0.011)
    assert len(said["by_day"]) == 9
    assert draft_of(row.draft).opening == {"1": ((0, 480),), "2": ((0, 480),)}


def test_fewer_than_five_days_say_nothing() -> None:
    cast = with_history(4)
    row = answered(cast, opening(c1=((0, 480),)))
    assert row.answer == {"refused": "too_few_days"}


def test_a_trial_is_of_the_rows_as_they_were() -> None:
    cast = with_history(12)
    policy = cast.do("hanliqun", begin_draft, table="order")
    before = answered(cast, Draft(Which.ORDER, policy=policy.id))
    (rows,) = look(cast.branch, rows_read(cast.branch, policy.id))[0]
    faster = tuple(
        replace(row, results=(*row.results[:2], "1", *row.results[3:]))
        if row.cells == ('"ordinary"',)
        else row
        for row in rows
    )
    cast.do("hanliqun", edit, policy_id=policy.id, rows=faster)
    after = answered(cast, Draft(Which.ORDER, policy=policy.id))
    first, second = draft_of(before.draft), draft_of(after.draft)
    assert first.digest != second.digest
    assert second.terms is not None
    assert second.terms[LineClass.ORDINARY].max_overtakes == 1


@pytest.mark.parametrize(
    ("draft", "code"),
    [
        (Draft(Which.ORDER), "bad_input"),
        (Draft(Which.DISCIPLINE, discipline="lifo"), "bad_input"),
        (Draft(Which.OPENING), "bad_input"),
        (opening(c1=()), "bad_input"),
        (opening(c1=((1200, 1300),)), "bad_input"),
        (opening(c1=((60, 60),)), "bad_input"),
        (opening(c1=((60, 90), (80, 100))), "bad_input"),
        (opening(c1=((0, 1441),)), "bad_input"),
        (opening(c1=tuple((n, n + 1) for n in range(0, 14, 2))), "bad_input"),
        (opening(c77=((0, 60),)), "unknown_counter"),
        (replace(opening(c1=((0, 60),)), discipline="strict"), "bad_input"),
    ],
)
def test_what_is_no_draft_is_refused(cast: Cast, draft: Draft, code: str) -> None:
    with pytest.raises(Refused) as caught:
        cast.do("suxiaowen", try_on_days, draft=draft)
    assert caught.value.code == code


def test_the_discipline_of_now_is_no_draft(cast: Cast, plan: Plan) -> None:
    with pytest.raises(Refused, match="change_impossible"):
        cast.do(
            "suxiaowen",
            try_on_days,
            draft=Draft(Which.DISCIPLINE, discipline=plan.discipline.value),
        )


def test_only_the_table_of_order_can_be_simulated(cast: Cast) -> None:
    policy = cast.do("hanliqun", begin_draft, table="guide")
    with pytest.raises(Refused, match="not_simulated"):
        cast.do("suxiaowen", try_on_days, draft=Draft(Which.ORDER, policy=policy.id))


def test_nothing_is_tried_where_nothing_is_known() -> None:
    cast = founded()
    with pytest.raises(Refused, match="twin_unlearned"):
        cast.do("suxiaowen", try_on_days, draft=opening(c1=((0, 60),)))


def test_what_makes_no_scenario_is_answered_once_and_keeps_nobody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    cast = with_history(12)
    broken = replace(FIT, services={"ordinary/cash": {"kind": "gamma", "mean": -1.0, "cv": 1.0}})
    monkeypatch.setattr("tingtang.ops.trials.fit_of", lambda _kept: broken)
    monkeypatch.setattr("tingtang.plan.twin.rules.past_days.LEAST_SERVICES", 1_000)
    assert answered(cast, opening(c1=((0, 480),))).answer == {"refused": "failed"}
