"""Customers of past days in the line of now and of a draft, and when a table offers machines."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cast import Cast, founded
from plan.twin.taught import DAY, FIT, SERVICE_MIN, answered, came, teach, with_history
from tingtang.bank.branch.queries import Plan, reread_plan
from tingtang.bank.branch.rules import Discipline
from tingtang.bank.policy.actions import draft as begin_draft
from tingtang.bank.policy.actions import edit
from tingtang.bank.policy.queries import Ruling, made, start_of
from tingtang.bank.policy.rules.clauses import Grid
from tingtang.bank.policy.rules.kinds.common import row as rule
from tingtang.bank.policy.rules.kinds.divert import DIVERT, DIVERT_ROWS
from tingtang.bank.policy.rules.kinds.line import LINE, LINE_ROWS
from tingtang.bank.policy.rules.tables import Row as Rule
from tingtang.engines.fitting.hours import Desk
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.hall.ticket.queries import START_ORDER
from tingtang.hall.visit.rules import CustomerClass, LineClass
from tingtang.kernel.refused import Refused
from tingtang.ops.foreseeing import known_at
from tingtang.plan.twin.actions.trying import try_on_days
from tingtang.plan.twin.queries.past import cases_between
from tingtang.plan.twin.rules.changes import Change, What, changed
from tingtang.plan.twin.rules.drafts import Draft, Which, draft_of
from tingtang.plan.twin.rules.lines import Case, Lines, case_in, ends, lines_by, moved
from tingtang.plan.twin.rules.offers import (
    NOWHERE,
    Step,
    as_kept,
    least_waiting,
    not_simulated,
    offers_by,
    offers_of,
)
from tingtang.plan.twin.rules.past_days import Ground, PastDay, PastDays, in_lines
from tingtang.plan.twin.rules.scenarios import ACCEPTS, scenario
from tingtang.plan.twin.rules.suggesting import candidates
from tingtang.plan.twin.rules.trials import ALL, day_tried

WHY = ("按规定办理。", "按規定辦理。", "As the rules say.")


def lines(rows: Sequence[Rule]) -> Lines:
    return lines_by(made(LINE, 1, rows, bank=False))


def sent(line: str, to: str) -> Lines:
    """The table that a bank starts with, but who stands in one line stands in another one."""
    found = lines(LINE_ROWS)
    return {case: to if each == line else each for case, each in found.items()}


NOW = lines(LINE_ROWS)


class TestLines:
    @pytest.mark.parametrize("line", [each.word for each in LineClass])
    def test_the_plainest_customer_of_a_line_stands_there(self, line: str) -> None:
        assert NOW[case_in(line)] == line

    def test_a_table_says_something_of_every_case(self) -> None:
        assert len(NOW) == LINE.cases
        assert set(NOW.values()) == {each.word for each in LineClass}

    def test_what_was_asked_counts_before_the_line(self) -> None:
        one = came(0, "vip")
        assert moved(one, {one.id: "no/no/vip/yes"}, NOW, NOW).class_id == "vip"
        plain = lines([*LINE_ROWS[:2], *LINE_ROWS[3:]])  # a VIP is like everybody
        assert moved(one, {one.id: "no/no/vip/yes"}, NOW, plain).class_id == "vip>booked"
        assert moved(one, {}, NOW, plain).class_id == "vip>ordinary"
        assert ends("vip>ordinary/cash") == ("vip/cash", "ordinary/cash")
        assert ends("care/cash") == ("care/cash", "care/cash")


def past(rows: Sequence[Row]) -> PastDay:
    """One counter all day."""
    return PastDay(DAY, tuple(rows), (Desk(DAY, "1", ((0.0, 480.0),), ()),))


@pytest.fixture(scope="module")
def plan(database: object) -> Plan:
    return reread_plan(founded().branch)


@pytest.fixture
def ground(plan: Plan) -> Ground:
    """Nobody leaves, every counter is as quick as any, and a line comes first however long others
    have waited.
    """
    terms = {
        line: replace(each, max_overtakes=-1, max_wait_min=-1.0)
        for line, each in START_ORDER.terms.items()
    }
    fit = replace(FIT, patience={}, factors={})
    return Ground(plan, replace(START_ORDER, terms=terms), Discipline.PRIORITY, fit)


def in_both(of: PastDay, draft: Lines, cases: dict[str, Case] | None = None) -> PastDay:
    (found,) = in_lines(PastDays((of,), len(of.rows), 0), cases or {}, NOW, draft).days
    return found


BUSY = [came(float(n), ("ordinary", "vip", "care")[n % 3]) for n in range(30)]


class TestDaysOfADraftOfLines:
    def test_the_table_of_now_changes_nothing_at_all(self, ground: Ground) -> None:
        on = replace(ground, fit=FIT)
        tried = day_tried(on, Draft(Which.LINE, lines=NOW), in_both(past(BUSY), NOW))
        assert tried is not None
        assert set(tried.before) == {ALL, "care", "vip", "ordinary"}
        for name, figures in tried.before.items():
            assert list(figures[:4]) == list(tried.after[name][:4])

    def test_who_is_moved_waits_longer_for_as_much_as_the_others_wait_less(
        self, ground: Ground
    ) -> None:
        """One counter and services of one length: all together wait the same."""
        draft = sent("vip", "ordinary")
        tried = day_tried(ground, Draft(Which.LINE, lines=draft), in_both(past(BUSY), draft))
        assert tried is not None
        change = {name: tried.after[name][1] - tried.before[name][1] for name in tried.before}
        assert set(change) == {ALL, "care", "vip", "vip>ordinary", "ordinary"}
        assert change["vip"] == change["vip>ordinary"] > 0 > change["ordinary"]
        assert change["care"] < 0  # which stood behind them as often as before them
        assert change[ALL] == pytest.approx(0, abs=1e-9)

    def test_in_strict_order_it_is_nothing_to_anybody(self, ground: Ground) -> None:
        draft = sent("vip", "ordinary")
        on = replace(ground, discipline=Discipline.STRICT)
        tried = day_tried(on, Draft(Which.LINE, lines=draft), in_both(past(BUSY), draft))
        assert tried is not None
        for name, figures in tried.before.items():
            assert list(figures[:4]) == list(tried.after[name][:4])

    @given(
        minutes=st.lists(st.integers(0, 60), min_size=2, max_size=25),
        classes=st.lists(st.sampled_from(("ordinary", "vip", "booked", "care")), min_size=25),
        line=st.sampled_from(("vip", "booked", "ordinary")),
        to=st.sampled_from(("vip", "booked", "ordinary")),
        discipline=st.sampled_from(Discipline),
    )
    def test_a_draft_is_the_day_on_which_they_had_stood_there(
        self,
        plan: Plan,
        minutes: list[int],
        classes: list[str],
        line: str,
        to: str,
        discipline: Discipline,
    ) -> None:
        """Written a second way: the rows name the draft's line, and the table is the one of now."""
        fit = replace(
            FIT,
            patience={},
            factors={},
            services={"ordinary/cash": {"kind": "deterministic", "value": SERVICE_MIN}},
        )
        on = Ground(plan, START_ORDER, discipline, fit)
        rows = [
            came(minute + at / 100, each)
            for at, (minute, each) in enumerate(zip(minutes, classes, strict=False))
        ]
        draft = sent(line, to)
        tried = day_tried(on, Draft(Which.LINE, lines=draft), in_both(past(rows), draft))
        stood = [replace(row, class_id=draft[case_in(row.class_id)]) for row in rows]
        again = day_tried(on, Draft(Which.LINE, lines=NOW), in_both(past(stood), NOW))
        assert tried is not None
        assert again is not None
        assert tried.after[ALL][1:4] == pytest.approx(again.before[ALL][1:4], nan_ok=True)


# ------------------------------------------------------------------------------------------ offers

MINE = '"no"', '"no","unknown"', '"no"'


def table(*rows: Rule) -> Ruling:
    """The law's rows, one for whoever asks, and these."""
    return made(DIVERT, 1, [*DIVERT_ROWS[:3], *rows], bank=False)


def small_cash(waiting: str, offer: str, place: str) -> Rule:
    return rule(*MINE, '"small_cash"', "-", waiting, to=(offer, place), why=WHY)


OTHERS = rule(
    *MINE, '"large_cash","fee","non_cash","opening","wealth","corporate","other"', "-", "-",
    to=("none", "counter"), why=WHY,
)  # fmt: skip


class TestOffers:
    def test_what_a_bank_starts_with_offers_from_five_on(self, plan: Plan) -> None:
        found = offers_by(plan, start_of(DIVERT))
        assert {service: as_kept(found)[service] for service in ("cash", "noncash")} == {
            "cash": [[5, "smart"]],
            "noncash": [[5, "open_counter"]]
            if business_of(plan, "noncash") == "non_cash"
            else [[5, "smart"]],
        }
        assert least_waiting(found, "cash", "smart") == 5
        assert least_waiting(found, "cash", "atm") is None
        assert offers_of(as_kept(found)) == found

    def test_an_offer_that_ends_where_many_wait_ends_there(self, ground: Ground) -> None:
        made_so = table(
            small_cash("< 3", "none", "counter"),
            small_cash("[3..10)", "offer", "smart"),
            small_cash(">= 10", "none", "counter"),
            OTHERS,
        )
        found = offers_by(ground.plan, made_so)
        assert found["cash"] == [Step(3, "smart"), Step(10, NOWHERE)]
        tried = day_tried(replace(ground, offers={}), Draft(Which.DIVERT, offers=found), past(BUSY))
        assert tried is not None
        assert tried.after[ALL][4] > 0

    def test_places_that_are_no_machines_are_named_where_they_differ(self, plan: Plan) -> None:
        now = {"cash": [Step(5, "open_counter")], "noncash": [Step(5, "smart")]}
        assert not_simulated(now, now) == []
        assert not_simulated(now, {"cash": [Step(8, "open_counter")]}) == ["open_counter"]
        assert not_simulated(now, {**now, "noncash": []}) == []

    @given(
        bands=st.lists(st.sampled_from((NOWHERE, "smart", "atm")), min_size=14, max_size=14),
        waiting=st.integers(0, 60),
    )
    def test_the_first_row_that_fits_says_what_the_table_says(
        self, plan: Plan, bands: list[str], waiting: int
    ) -> None:
        """As the engine reads rows: in their order, the first whose number is reached."""
        grid = Grid.PEOPLE.value
        steps = [
            Step(people, place)
            for at, (people, place) in enumerate(zip(grid, bands, strict=True))
            if place != (bands[at - 1] if at else NOWHERE)
        ]
        fits = [step.place for step in reversed(steps) if waiting >= step.waiting]
        assert (fits[0] if fits else NOWHERE) == bands[Grid.PEOPLE.band(waiting)]


def business_of(plan: Plan, code: str) -> str:
    return next(each.business for each in plan.services.values() if each.code == code)


class TestDaysOfADraftOfDiversion:
    def test_the_more_are_offered_the_machine_the_fewer_wait(self, ground: Ground) -> None:
        rows = [came(2.0 * n) for n in range(100)]
        rows[0] = replace(rows[0], offered="smart", accepted=True, outcome=Outcome.OPEN)
        now, draft = {"cash": [Step(8, "smart")]}, {"cash": [Step(2, "smart")]}
        fit = replace(ground.fit, accepts={"ordinary/cash": {"smart": 0.9}})
        on = replace(ground, offers=now, fit=fit)
        tried = day_tried(on, Draft(Which.DIVERT, offers=draft), past(rows))
        assert tried is not None
        assert tried.before[ALL][0] == 100  # who took the machine came, too
        assert tried.after[ALL][4] > tried.before[ALL][4] > 0
        assert tried.after[ALL][1] < tried.before[ALL][1]
        nothing = day_tried(on, Draft(Which.DIVERT, offers={}), past(rows))
        assert nothing is not None
        assert nothing.after[ALL][1] > tried.before[ALL][1]

    def test_a_branch_without_the_machine_offers_none(self, ground: Ground) -> None:
        draft = Draft(Which.DIVERT, offers={"cash": [Step(0, "atm")]})
        tried = day_tried(replace(ground, offers={}), draft, past(BUSY))
        assert tried is not None
        assert list(tried.after[ALL][:4]) == list(tried.before[ALL][:4])


# ------------------------------------------------------------------------------ asked and answered


def drafted(cast: Cast, name: str, rows: Sequence[Rule]) -> Draft:
    policy = cast.do("hanliqun", begin_draft, table=name)
    cast.do("hanliqun", edit, policy_id=policy.id, rows=tuple(rows))
    return Draft(Which(name), policy=policy.id)


def test_a_draft_of_the_lines_is_tried_on_nine_past_days() -> None:
    cast = with_history(12)
    everybody = rule("-", "-", "-", "-", to="booked", why=WHY)
    row = answered(cast, drafted(cast, "line", [*LINE_ROWS[:4], everybody]))
    assert row.answer is not None
    assert row.answer["by_line"] == row.answer["rows"] == 9 * 40
    assert set(row.answer["groups"]) == {ALL, "ordinary", "ordinary>booked"}
    assert "elsewhere" not in row.answer["groups"][ALL]
    assert draft_of(row.draft).lines == lines([*LINE_ROWS[:4], everybody])


def test_a_draft_of_diversion_is_tried_on_nine_past_days() -> None:
    cast = with_history(12)
    earlier = table(
        small_cash("< 1", "none", "counter"), small_cash(">= 1", "offer", "smart"), OTHERS
    )
    draft = drafted(cast, "divert", earlier.table.rows)
    row = answered(cast, draft)
    assert row.answer is not None
    before, after, (_, low, _) = row.answer["groups"][ALL]["elsewhere"]
    assert after > before
    assert low > 0
    assert row.answer["assumes"] == ACCEPTS  # of the other services nobody has taught it
    nothing = [*DIVERT_ROWS[:3], rule(*MINE, "-", "-", "-", to=("none", "counter"), why=WHY)]
    cast.do("hanliqun", edit, policy_id=draft.policy, rows=tuple(nothing))
    row = answered(cast, draft)
    assert row.answer is not None
    assert row.answer["groups"][ALL]["elsewhere"][1] == 0
    assert draft_of(row.draft).offers == {}


def test_a_version_of_another_table_is_no_such_draft() -> None:
    cast = with_history(12)
    line = drafted(cast, "line", LINE_ROWS)
    with pytest.raises(Refused, match="not_simulated"):
        cast.do("suxiaowen", try_on_days, draft=replace(line, which=Which.DIVERT))


def test_the_ledger_tells_what_the_table_was_asked_last() -> None:
    cast = founded()
    cast.open_day()
    plain = cast.ticket("cash")
    vip = cast.ticket("cash", customer_class=CustomerClass.VIP)
    day = reread_plan(cast.branch).day(cast.at)
    found = cases_between(cast.branch, day - timedelta(days=1), day)
    assert found == {
        str(plain.id): "no/unknown/ordinary/no",
        str(vip.id): "no/unknown/vip/no",
    }


def test_machines_are_suggested_only_where_the_table_would_offer_them() -> None:
    cast = founded()
    cast.open_day()
    teach(cast.branch, cast.at)
    offers = Change(What.DIVERT, service="cash", machine="smart")
    for waiting in range(1, 8):
        cast.ticket("cash")
        known, _ = known_at(reread_plan(cast.branch), cast.at)
        assert known is not None
        found = candidates(known, 0)
        assert (offers in found) is (waiting > 5)
        rows = scenario(changed(known, offers))["diversions"]
        assert {each["when_waiting_at_least"] for each in rows} == {5}
        assert all(each.machine != "atm" for each in found)  # whatever the machines can do
