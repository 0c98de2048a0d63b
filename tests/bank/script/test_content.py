"""What a bank starts with: sixty sentences, each fit to be said, none without an end."""

from collections import Counter
from datetime import UTC, date, datetime

import pytest

from tingtang.bank.policy.rules.kinds.sentence import SENTENCE_ROWS, SITUATIONS
from tingtang.bank.script.rules.life import Origin, Script, ScriptPhase, phase_of
from tingtang.bank.script.rules.starts import FIRST_OWN, STARTS
from tingtang.bank.script.rules.texts import NOBODY, check_texts

ALL = [*STARTS.values()]
by_place = pytest.mark.parametrize("script", ALL, ids=lambda s: f"{s.situation}/{s.number}")


def test_there_are_sixty_and_two_for_each_situation() -> None:
    assert len(ALL) == 60
    counted = Counter(script.situation for script in ALL)
    assert set(counted) == set(SITUATIONS) - {NOBODY}
    assert min(counted.values()) >= 2


def test_numbers_count_from_one_and_leave_room_for_the_branch() -> None:
    for situation in {script.situation for script in ALL}:
        numbers = sorted(each.number for each in ALL if each.situation == situation)
        assert numbers == [*range(1, len(numbers) + 1)]
        assert numbers[-1] < FIRST_OWN


@by_place
def test_each_may_be_said(script: Script) -> None:
    check_texts(script.texts)


@by_place
def test_each_is_short_approved_and_dated(script: Script) -> None:
    assert len(script.texts["zh-Hans"]) <= 40
    assert script.source is Origin.START
    assert script.approved_at is not None
    assert script.live_from is not None
    assert script.approved_at <= script.live_from
    assert script.live_from.date() < script.expires_on


def test_no_sentence_stands_twice() -> None:
    for language in ("zh-Hans", "zh-Hant", "en"):
        said = [script.texts[language] for script in ALL]
        assert len(set(said)) == len(said)


def test_ids_stay_what_they_are() -> None:
    """A branch that withdrew one has kept its id."""
    ids = {f"{each.situation}/{each.number}": str(each.id) for each in ALL}
    assert ids["greet_door/1"] == "992d8fcc-6635-5e98-84bc-a6f39cc45518"


def test_traditional_text_is_written_as_it_is_there() -> None:
    simplified = set("们这么账户问题办号请给谢还银险过证")
    for script in ALL:
        assert not simplified & set(script.texts["zh-Hant"]), script.texts["zh-Hant"]


def test_after_their_last_day_they_are_said_no_more() -> None:
    script = ALL[0]
    before, after = date(2028, 12, 31), date(2029, 1, 1)
    at = datetime(2029, 1, 1, tzinfo=UTC)
    assert phase_of(script, at, before) is ScriptPhase.IN_USE
    assert phase_of(script, at, after) is ScriptPhase.EXPIRED


def test_each_is_reached_by_some_row_and_no_row_reaches_nothing() -> None:
    reached = {row.results[0] for row in SENTENCE_ROWS} - {NOBODY}
    assert reached == {script.situation for script in ALL}
