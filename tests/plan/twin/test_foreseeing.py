"""What the twin's process does for a branch: it learns, forecasts, answers, suggests."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction

from cast import Cast, founded
from hall.diversion.stage import accepted
from plan.twin.taught import suggest, teach
from tingtang.bank.branch.queries import Plan, reread_plan, scope
from tingtang.hall.counter.actions import move_a_seat
from tingtang.hall.counter.rules import SeatMove
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.ticket.actions.day import close_current_day
from tingtang.hall.ticket.actions.history import keep_history
from tingtang.hall.ticket.rules import Past
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ops import foreseeing
from tingtang.plan.twin.actions.asking import ask
from tingtang.plan.twin.actions.reckoning import Reckoned, keep_afterwards, keep_forecast
from tingtang.plan.twin.actions.suggesting import dismiss, take
from tingtang.plan.twin.models import Twin
from tingtang.plan.twin.queries.kept import (
    ForecastRow,
    QuestionRow,
    fit_read,
    forecast_read,
    newest_twin_read,
    question_read,
)
from tingtang.plan.twin.queries.past import happened
from tingtang.plan.twin.queries.suggested import band_held_read, done_read, suggestions_read
from tingtang.plan.twin.rules.changes import Change, What, change_of
from tingtang.plan.twin.rules.fits import fit_of
from tingtang.plan.twin.rules.scenarios import Known
from tingtang.plan.twin.rules.suggesting import Life


@pytest.fixture
def cast() -> Cast:
    """A branch at ten whose past is known, one counter open."""
    cast = founded()
    cast.open_day()
    cast.later(hours=1)
    teach(cast.branch, cast.at)
    cast.seat("chenyutong", "1")
    return cast


def plan_now(cast: Cast) -> Plan:
    return reread_plan(cast.branch)


def known(cast: Cast) -> Known:
    found, why = foreseeing.known_at(plan_now(cast), cast.at)
    assert found is not None, why
    return found


def newest(cast: Cast) -> ForecastRow:
    (row,) = look(cast.branch, forecast_read(cast.branch))[0]
    return row


def asked(cast: Cast, change: Change) -> QuestionRow:
    question = cast.do("suxiaowen", ask, change=change)
    assert foreseeing.answer_questions(plan_now(cast), cast.at) == 1
    (row,) = look(cast.branch, question_read(cast.branch, question.id))[0]
    return row


def test_a_forecast_knows_who_waits_and_the_entry_it_saw(cast: Cast) -> None:
    waiting = [cast.ticket("cash") for _ in range(6)]
    cast.later(minutes=1)
    foreseeing.tell(known(cast))
    row = newest(cast)
    assert set(row.said["tickets"]) == {str(each.id) for each in waiting}
    further = [row.said["tickets"][str(each.id)][0] for each in waiting]
    assert further == sorted(further)
    come, half, most, late = row.said["groups"]["ordinary"][0]
    prior = 0.15**-2  # a gamma's shape: six came where seventeen were expected
    assert come == pytest.approx(16 * (prior + 6) / (prior + 17 * 61 / 60), rel=0.05)
    assert half <= most
    assert 0 <= late <= 1


def test_an_older_state_never_takes_the_place_of_a_newer_one(cast: Cast) -> None:
    foreseeing.tell(known(cast))
    row = newest(cast)
    old = Reckoned(row.sequence - 1, cast.at, row.real_at, 1, {"groups": {}})
    keep_forecast(cast.branch, old)
    assert newest(cast) == row


def test_another_counter_shortens_the_wait_and_the_answer_knows_its_state(cast: Cast) -> None:
    for _ in range(8):
        cast.ticket("cash")
    row = asked(cast, Change(What.OPEN, counter="2"))
    assert row.answer is not None
    ordinary = row.answer["groups"]["ordinary"]
    assert ordinary["after"] < ordinary["before"]
    mean, low, high = ordinary["change"]
    assert low < mean < high < 0
    assert row.answer["saved_min"][0] > 0
    assert row.sequence is not None


def test_what_would_change_nothing_is_refused_in_the_answer(cast: Cast) -> None:
    row = asked(cast, Change(What.OPEN, counter="1"))
    assert row.answer == {"refused": "change_impossible"}


def test_asking_needs_a_branch_that_is_known() -> None:
    cast = founded()
    with pytest.raises(Refused, match="twin_unlearned"):
        cast.do("suxiaowen", ask, change=Change(What.OPEN, counter="1"))


def test_nobody_forecasts_what_does_not_serve() -> None:
    cast = founded()
    teach(cast.branch, cast.at)
    assert foreseeing.known_at(plan_now(cast), cast.at) == (None, "day_not_open")


def test_a_closed_day_teaches_what_happened_on_it() -> None:
    cast = founded()
    cast.open_day()
    cast.seat("chenyutong", "1")
    first, second, third = (cast.ticket("cash") for _ in range(3))
    cast.later(minutes=4)
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    cast.later(minutes=6)
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    cast.later(minutes=5)
    cast.do("chenyutong", move_a_seat, counter_id=cast.counters["1"], move=SeatMove.CLOSE)
    cast.at = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
    cast.do("hanliqun", close_current_day)
    day = cast.at.date()
    rows = {row.id: row for row in happened(plan_now(cast), day, day)}
    served = rows[str(first.id)]
    assert (served.wait_s, served.service_s, served.server) == (240, 360, "1")
    assert (served.line, served.arrived_min, served.outcome) == ("ordinary/cash", 0, "served")
    assert rows[str(second.id)].wait_s == 600
    assert rows[str(third.id)].outcome == "open"


def test_the_twin_suggests_once_what_helps_and_forgets_it_when_it_is_done(cast: Cast) -> None:
    for _ in range(12):
        cast.ticket("cash")
    foreseeing.suggest(known(cast))
    said = shown(cast)
    assert Change(What.OPEN, counter="2") in said or Change(What.OPEN, counter="3") in said
    assert 1 <= len(said) <= 3
    foreseeing.suggest(known(cast))
    assert shown(cast) == said
    for login, number in (("zhouzimo", "2"), ("linkexin", "3")):
        cast.seat(login, number)
    foreseeing.suggest(known(cast))
    assert not {change.what for change in shown(cast)} & {What.OPEN, What.MOVE}


def shown(cast: Cast) -> list[Change]:
    rows = look(cast.branch, suggestions_read(cast.branch, cast.at - timedelta(hours=1)))[0]
    return [change_of(row.change) for row in rows if row.state is Life.SHOWN]


def test_four_weeks_brought_along_are_learned_once() -> None:
    cast = founded()
    plan = plan_now(cast)
    rows = [
        Past(f"{n:03}", "ordinary", "cash", came, came, called, "served", called, done, "1")
        for day in range(1, 13)
        if (opening := plan.opening(cast.at.date() - timedelta(days=day)))
        for n in range(30)
        for came in [opening[0] + timedelta(minutes=12 * n)]
        for called in [came + timedelta(minutes=n % 4)]
        for done in [called + timedelta(minutes=4 + n % 5)]
    ]
    cast.do("hanliqun", keep_history, tickets=rows, file="0" * 64, left_out=0)
    assert foreseeing.learn(plan, cast.at)
    assert not foreseeing.learn(plan, cast.at)
    (twin,) = look(cast.branch, newest_twin_read(cast.branch))[0]
    assert (twin.number, twin.days) == (1, 9)
    fit = fit_of(look(cast.branch, fit_read(cast.branch))[0][0])
    assert sum(fit.per_hour["ordinary/cash"][0]) / 4 == pytest.approx(30, rel=0.02)
    assert fit.services["ordinary/cash"]["kind"] in ("lognormal", "gamma", "empirical")
    with transaction.atomic():
        scope(cast.branch)
        assert Twin.objects.get(number=1).report["rows"]["given"] == 270


def test_an_hour_later_it_says_what_happened_beside_the_forecast(cast: Cast) -> None:
    for _ in range(12):
        cast.ticket("cash")
        cast.later(minutes=1)
    foreseeing.suggest(known(cast))
    (row,) = [
        each
        for each in look(cast.branch, suggestions_read(cast.branch, cast.at))[0]
        if change_of(each.change) == Change(What.OPEN, counter="2")
    ]
    cast.do("suxiaowen", take, suggestion_id=row.id)
    cast.seat("zhouzimo", "2")
    for _ in range(6):
        for login, counter in (("chenyutong", "1"), ("zhouzimo", "2")):
            cast.do(login, call_next, counter_id=cast.counters[counter])
        cast.later(minutes=5)
    assert foreseeing.look_back(plan_now(cast), cast.at) == 0
    cast.later(minutes=31)
    assert foreseeing.look_back(plan_now(cast), cast.at) == 1
    assert foreseeing.look_back(plan_now(cast), cast.at) == 0
    (said,) = [
        each.afterwards
        for each in look(cast.branch, suggestions_read(cast.branch, row.shown_at))[0]
        if each.id == row.id
    ]
    assert said is not None
    assert said["done"]
    cash = said["classes"]["ordinary/cash"]
    assert (cash["n"], cash["measured"]) == (12, 26.0)
    assert cash["without"][0] > cash["with"][0]
    assert cash["without"][1] <= cash["without"][0] <= cash["without"][2]
    (held,) = look(cast.branch, band_held_read(cast.branch))[0]
    _, low, high = cash["with"]
    assert (held.inside, held.of) == (int(round(low) <= 26 <= round(high)), 1)


@pytest.mark.parametrize(
    ("done", "measured", "inside"),
    [(True, 20.4, 1), (True, 25.0, 0), (False, 30.0, 1), (False, 20.0, 0)],
)
@pytest.mark.parametrize("move", [take, dismiss])
def test_a_band_holds_of_what_was_done(
    cast: Cast, move: Callable[..., object], done: bool, measured: float, inside: int
) -> None:
    """Whatever was said: what came about is judged by the forecast with it, what did not by the one
    without.
    """
    found = suggest(cast.branch, cast.at)
    cast.do("suxiaowen", move, suggestion_id=found)
    cash = {"n": 9, "measured": measured, "with": [18.0, 15.0, 20.0], "without": [31.0, 25.0, 36.0]}
    classes = {"ordinary/cash": cash}
    keep_afterwards(cast.branch, found, {"within_min": 60, "done": done, "classes": classes})
    (held,) = look(cast.branch, band_held_read(cast.branch))[0]
    assert (held.inside, held.of) == (inside, 1)


def test_what_came_about_is_seen_in_the_ledger_alone(cast: Cast) -> None:
    """The counter that began to call within the hour; the service that was offered the machines."""
    since = cast.at
    opens = Change(What.OPEN, counter="2")
    moves = Change(What.MOVE, counter="1", other="2")
    diverts = Change(What.DIVERT, service="cash", machine="smart")

    def done() -> list[bool]:
        reads = [
            done_read(plan_now(cast), each, since, since + timedelta(hours=1))
            for each in (opens, moves, diverts)
        ]
        return [found for (found,) in look(cast.branch, *reads)]

    assert done() == [False, False, False]
    cast.later(minutes=5)
    cast.seat("zhouzimo", "2")
    assert done() == [True, True, False]
    accepted(cast, cast.ticket("cash"))
    assert done() == [True, True, True]
    since = cast.at + timedelta(seconds=1)
    assert done() == [False, False, False]
