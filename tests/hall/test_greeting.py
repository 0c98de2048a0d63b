"""A greeting that was a slip of the hand is taken back, and nothing is left of it."""

from functools import partial
from uuid import UUID

import pytest

from cast import Cast, founded
from live.following import catch_up, load
from tingtang.hall.ticket.actions.greeting import undo_greeting
from tingtang.hall.ticket.actions.identifying import note_signal
from tingtang.hall.ticket.actions.joining import join
from tingtang.hall.ticket.queries import ticket_read
from tingtang.hall.visit.actions import greet
from tingtang.hall.visit.queries import visits_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.verify import walk

LOBBY, TELLER = "suxiaowen", "chenyutong"


@pytest.fixture
def hall() -> Cast:
    cast = founded()
    cast.open_day()
    return cast


def undone(hall: Cast, visit: UUID, by: str = LOBBY) -> bool:
    gone: bool = hall.do(by, undo_greeting, visit_id=visit).gone
    return gone


def refused(hall: Cast, visit: UUID, by: str = LOBBY) -> str:
    with pytest.raises(Refused) as caught:
        undone(hall, visit, by)
    return caught.value.code


def visits(hall: Cast) -> dict[UUID, bool]:
    """Those of today, and whether they were greeted."""
    rows = look(hall.branch, visits_read(hall.branch, hall.at.date()))[0]
    return {row.id: row.greeted_at is not None for row in rows}


def of_a_number(hall: Cast) -> UUID:
    visit: UUID = look(hall.branch, ticket_read(hall.branch, hall.ticket().id))[0][0].visit_id
    return visit


def test_at_the_door_nobody_came(hall: Cast) -> None:
    stays = hall.do(LOBBY, greet).visit
    floor = load(hall.branch, hall.at)
    slip = hall.do(LOBBY, greet)
    assert slip.door == 2
    hall.later(seconds=5)
    assert undone(hall, slip.visit)
    assert visits(hall) == {stays: True}
    followed, _ = catch_up(floor, hall.at)
    assert followed.visits == load(hall.branch, hall.at).visits
    assert hall.do(LOBBY, greet).door == 2
    assert walk(hall.branch).first_broken is None


def test_whoever_has_a_number_is_still_to_be_greeted(hall: Cast) -> None:
    visit = of_a_number(hall)
    hall.do(LOBBY, greet, visit_id=visit)
    floor = load(hall.branch, hall.at)
    hall.do(LOBBY, note_signal, visit_id=visit, code="asks_wealth_product")
    assert not undone(hall, visit)
    assert visits(hall) == {visit: False}
    followed, _ = catch_up(floor, hall.at)
    assert followed.visits == load(hall.branch, hall.at).visits
    assert not undone(hall, visit)  # twice changes nothing
    hall.do(LOBBY, greet, visit_id=visit)
    assert visits(hall) == {visit: True}


def test_only_by_who_greeted_and_at_once(hall: Cast) -> None:
    visit = hall.do(LOBBY, greet).visit
    assert refused(hall, visit, "hanliqun") == "not_your_greeting"
    hall.later(seconds=11)
    assert refused(hall, visit) == "too_late_to_undo"


def test_not_once_anything_is_known_of_who_came(hall: Cast) -> None:
    noted, joined = hall.do(LOBBY, greet).visit, hall.do(LOBBY, greet).visit
    hall.do(LOBBY, note_signal, visit_id=noted, code="asks_wealth_product")
    hall.do(LOBBY, join, visit_id=joined, ticket_id=hall.ticket().id)
    for visit in (noted, joined):
        assert refused(hall, visit) == "acted_upon"


def test_nobody_undoes_a_visit_that_no_greeting_began(hall: Cast) -> None:
    visit = of_a_number(hall)
    assert refused(hall, visit) == "unknown_visit"
    hall.do(LOBBY, greet, visit_id=visit)
    once = partial(undone, hall, visit)
    assert (once(), once()) == (False, False)
