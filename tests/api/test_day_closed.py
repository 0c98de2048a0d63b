"""A business day that was closed is over for its customers, whatever the verb."""

from uuid import uuid4

import pytest

from api.asking import Doors, entries
from api.plays import PLAYS, Play, asked
from api.routes import routes
from tingtang.bank.branch.queries import now_in
from tingtang.hall.ticket.actions.day import close_current_day

_OF_CUSTOMERS = ("/api/visits/", "/api/guidances/", "/api/referrals/", "/api/signals/")
#: A talk that goes on when the day is closed is its receiver's to conclude; whose it was is said of
#: no visit.
_PAST_THE_DAY = {"referrals.conclude", "customers.agree_to_contact"}

#: What is paid, or becomes a transfer, is paid to somebody who is here today. What concerns a later
#: day is done on the telephone and in the vault, also after the close; and a supervisor reviews.
_CASH_TODAY = {"cash.ask", "cash.pay", "cash.part", "cash.convert", "cash.hold"}
_CASH_LATER = sorted(
    {route.name for route in routes() if route.keyed and route.name.startswith("cash.")}
    - _CASH_TODAY
)

VERBS = [
    *(
        route.name
        for route in routes()
        if route.keyed and route.path.startswith(_OF_CUSTOMERS) and route.name not in _PAST_THE_DAY
    ),
    *sorted(_CASH_TODAY),
    "branches.ask_help",
]


def test_the_verbs_on_visits_are_found() -> None:
    assert {"visits.note_signal", "guidances.guide", "referrals.refer"} <= set(VERBS)
    assert len(_CASH_LATER) == 6


@pytest.mark.parametrize("name", VERBS)
def test_no_verb_with_a_customer_of_the_day_goes_through_after_the_close(
    name: str, stage: Doors
) -> None:
    ask = PLAYS[name](Play.on(stage))
    stage.cast.at = now_in(stage.cast.branch)
    stage.cast.do("suxiaowen", close_current_day)
    before = entries(stage.cast)
    seen = ask[3] if name in _CASH_TODAY else None  # without it no cash goes anywhere
    refused = asked((*ask[:3], seen), str(uuid4()))
    assert (refused.status, refused.code) == (409, "day_closed"), refused.body
    assert entries(stage.cast) == before


@pytest.mark.parametrize("name", _CASH_LATER)
def test_cash_of_a_later_day_is_seen_to_after_the_close(name: str, stage: Doors) -> None:
    ask = PLAYS[name](Play.on(stage))
    stage.cast.at = now_in(stage.cast.branch)
    stage.cast.do("suxiaowen", close_current_day)
    done = asked(ask, str(uuid4()))
    assert done.status == 200, done.body
