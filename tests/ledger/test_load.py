"""Many rows at once: within the turn, of its branch only, or not at all."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar
from uuid import UUID, uuid4

import psycopg
import pytest

from cast import MORNING, Cast, founded
from tingtang.hall.ticket.models import Number
from tingtang.ledger.events import KINDS, Event
from tingtang.ledger.turn import Turn, turn

COLUMNS = ("service_id", "business_date", "last", "last_paper")
ROWS = [(uuid4(), date(2026, 1, 1) + timedelta(days=n % 300), n, 0) for n in range(25_000)]


@dataclass(frozen=True, slots=True)
class Loaded(Event):
    """Something to record in tests."""

    kind: ClassVar[str] = "test.loaded"
    rows: int


KINDS.pop(Loaded.kind)  # nobody else's


@pytest.fixture
def branch() -> Cast:
    return founded()


def a_turn(branch: Cast) -> Turn:
    return turn(branch.branch, branch.clock, branch.at, MORNING.date())


def numbers(migrator: psycopg.Connection, branch: UUID) -> list[tuple[object, ...]]:
    found = migrator.execute(
        "select service_id, business_date, last, last_paper from hall_number "
        "where branch_id = %s order by last",
        [branch],
    )
    return found.fetchall()


def test_all_rows_are_there_when_the_turn_ends(branch: Cast, migrator: psycopg.Connection) -> None:
    with a_turn(branch) as this_turn:
        this_turn.load(Number, COLUMNS, ROWS)
        this_turn.record(Loaded(len(ROWS)))
    assert numbers(migrator, branch.branch) == ROWS


def load_and_fail(branch: Cast) -> None:
    with a_turn(branch) as this_turn:
        this_turn.load(Number, COLUMNS, ROWS)
        this_turn.record(Loaded(len(ROWS)))
        raise ZeroDivisionError


def test_a_turn_that_fails_leaves_none(branch: Cast, migrator: psycopg.Connection) -> None:
    with pytest.raises(ZeroDivisionError):
        load_and_fail(branch)
    assert numbers(migrator, branch.branch) == []


def test_a_bad_row_late_in_the_load_leaves_none(branch: Cast, migrator: psycopg.Connection) -> None:
    with pytest.raises(psycopg.IntegrityError), a_turn(branch) as this_turn:
        this_turn.load(Number, COLUMNS, [*ROWS, ROWS[0]])
    assert numbers(migrator, branch.branch) == []


def test_nothing_is_loaded_without_a_record(branch: Cast, migrator: psycopg.Connection) -> None:
    with pytest.raises(RuntimeError, match="record"), a_turn(branch) as this_turn:
        this_turn.load(Number, COLUMNS, ROWS[:1])
    assert numbers(migrator, branch.branch) == []


def test_loading_no_rows_changes_nothing(branch: Cast, migrator: psycopg.Connection) -> None:
    with a_turn(branch) as this_turn:
        this_turn.load(Number, COLUMNS, [])
    assert numbers(migrator, branch.branch) == []
