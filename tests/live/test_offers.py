"""An offer on the screens: to staff with its ticket, to its holder's phone, to nobody else."""

from typing import Any
from uuid import UUID

import pytest

from cast import Cast
from hall.diversion.stage import accepted, branch, offered
from live.following import KIOSK, load
from tingtang.hall.diversion.actions.answering import answer_offer, close_offer
from tingtang.hall.ticket.actions.moving import resume
from tingtang.live.moment import Moment
from tingtang.live.views import Ask, project
from tingtang.relation.referral.actions.leaving import abandon


@pytest.fixture
def hall() -> Cast:
    cast = branch()
    for _ in range(6):
        cast.ticket()
    return cast


def view(cast: Cast, name: str, subject: UUID | None = None) -> Any:
    return project(Moment(load(cast.branch, cast.at), cast.at), Ask(name, subject))


def test_staff_see_it_with_its_ticket_until_it_is_over(hall: Cast) -> None:
    ticket = hall.ticket()
    key = str(ticket.id)
    made = offered(hall, ticket)
    shown = view(hall, "lobby")["tickets"][key]["offer"]
    assert shown == {
        "id": str(made.id), "place": "smart", "where": "智1", "state": "offered",
        "version": made.version,
    }  # fmt: skip
    gone = hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
    for at in ("lobby", "counter"):
        subject = hall.counters["1"] if at == "counter" else None
        shown = view(hall, at, subject)["tickets"][key]
        assert (shown["parked_for"], shown["offer"]["state"]) == ("diversion", "accepted")
        assert shown["offer"]["version"] == gone.version
    assert gone.asks_at is not None
    assert shown["offer"]["asks_at"] == gone.asks_at.isoformat()
    hall.do("suxiaowen", resume, ticket_id=ticket.id)
    assert "offer" not in view(hall, "lobby")["tickets"][key]


def test_who_was_done_elsewhere_is_counted_apart(hall: Cast) -> None:
    gone = accepted(hall, hall.ticket())
    hall.do("suxiaowen", close_offer, offer_id=gone.id, outcome="done")
    now = view(hall, "office")["now"]
    assert (now["arrived"], now["served"], now["diverted"], now["left"]) == (7, 0, 1, 0)
    assert view(hall, "phone", gone.ticket.id)["ticket"]["state"] == "done"
    log = [line["what"] for line in view(hall, "lobby")["log"]]
    assert log[:5] == [
        "ticket.diverted", "diversion.done", "ticket.parked", "diversion.accepted",
        "diversion.offered",
    ]  # fmt: skip


def test_the_holder_may_answer_and_come_back_by_phone(hall: Cast) -> None:
    ticket = hall.ticket()
    made = offered(hall, ticket, hall.kiosk)
    shown = view(hall, "phone", ticket.id)["ticket"]["offer"]
    assert (shown["state"], shown["equal"], shown["may_return"]) == ("offered", True, False)
    gone = hall.do("suxiaowen", answer_offer, offer_id=made.id, accepted=True)
    shown = view(hall, "phone", ticket.id)["ticket"]["offer"]
    assert (shown["where"], shown["may_return"]) == ("智1", True)
    assert shown["asks_at"] == gone.asks_at.isoformat()
    for at, subject in (("wall", None), ("kiosk", KIOSK)):
        assert str(made.id) not in str(view(hall, at, subject))
    hall.do("suxiaowen", abandon, ticket_id=ticket.id)
    assert "offer" not in view(hall, "phone", ticket.id)["ticket"]
