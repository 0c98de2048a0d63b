"""No name, class, need or amount is ever shown to customers: by key and by value, everywhere."""

import json
import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import pytest

from hall.diversion.stage import branch
from live.following import asks, entries_of, load
from live.test_fold import started
from tingtang.bank.branch.queries import plan_of
from tingtang.bank.policy.rules.kinds import KINDS
from tingtang.hall.ticket.actions.calling import call_next
from tingtang.hall.visit.rules import SIGNALS, Basis, CustomerClass, LineClass, Need
from tingtang.live.moment import Moment
from tingtang.live.views import Ask, project

LONG_NUMBER = re.compile(r"^(1\d{10}|\d{17}[\dX]|\d{19})$")  # phone, identity card, card
PUBLIC = {"wall", "kiosk", "phone"}
STAFF_ONLY_KEYS = {
    "class", "customer_class", "line_class", "need", "protected", "booked", "emergency",
    "overtaken", "staff", "post", "answered_id", "summoned", "asked_by", "actor",
    "visit", "visit_version", "class_by", "signals", "visits", "came", "door", "greeted", "refused",
    "link",
    "home", "rm", "served_by", "score", "amount", "login", "passes", "reason", "order_in_line",
    "desk", "promises", "path", "business", "reply",
    "referrals", "spoken_yes", "receiver", "asks", "source", "target", "met",
}  # fmt: skip
CODES = {
    *(each.value for each in Need),
    *(each.value for each in CustomerClass),
    *(each.word for each in LineClass),
    *(each.value for each in Basis),
    *SIGNALS,
}


def leaves(value: Any, key: str = "") -> Iterator[tuple[str, Any]]:
    """Every key and every value that isn't made of others."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield name, None
            yield from leaves(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from leaves(each, key)
    else:
        yield key, value


def betrayals(state: Any, words: set[str], ids: set[str]) -> list[tuple[str, Any]]:
    """What a public state says that it must not."""
    return [
        (key, value)
        for key, value in leaves(state)
        if key in STAFF_ONLY_KEYS
        or (isinstance(value, str) and (value in CODES or any(word in value for word in words)))
        or str(value) in ids
    ]


@pytest.mark.parametrize("seed", [21, 22])
def test_public_states_betray_nobody(seed: int) -> None:
    drive = started(seed)
    for step in range(160):
        drive.step()
        if step % 8:
            continue
        floor = load(drive.cast.branch, drive.cast.at)
        words = {person.name for person in floor.staff.values()} | {"贵宾", "vip", "VIP"}
        ids = {str(each) for each in floor.staff} | {
            str(t.visit_id) for t in floor.tickets.values()
        }
        for visit in floor.visits.values():
            ids |= {str(visit.id), *map(str, visit.signals)}
        moment = Moment(floor, drive.cast.at)
        for ask in asks(drive.cast, drive.tickets):
            found = betrayals(project(moment, ask), words, ids)
            if ask.view in PUBLIC:
                assert found == [], ask
                _own_ticket_only(project(moment, ask), ask, set(floor.tickets))
            elif ask.view == "lobby" and len(floor.tickets) > 2:
                assert found, "the check itself must be able to find something"


def _own_ticket_only(state: Any, ask: Ask, tickets: set[UUID]) -> None:
    """A phone sees its own ticket's id, wall and kiosk nobody's."""
    shown = {value for _, value in leaves(state) if isinstance(value, str)}
    assert shown & {str(each) for each in tickets} <= {str(ask.subject)}


def _in_the_hall(view: str, **wish: object) -> str:
    """What a hall shows where one of two customers is somebody in particular, ids left out."""
    cast = branch()
    cast.ticket(**wish)
    cast.ticket()
    cast.seat("chenyutong", "1")
    cast.do("chenyutong", call_next, counter_id=cast.counters["1"])
    state = project(Moment(load(cast.branch, cast.at), cast.at), Ask(view))
    assert state is not None
    state.pop("book", None)  # the code of the branch, which is another one each time
    return re.sub("[0-9a-f]{8}-[0-9a-f-]{27}", "", json.dumps(state))


@pytest.mark.parametrize("view", ["wall", "kiosk"])
def test_nothing_in_the_hall_tells_a_booking_a_class_or_a_need(view: str) -> None:
    plain = _in_the_hall(view)
    assert ("A001" in plain) is (view == "wall")
    for wish in ({"booked": True}, {"customer_class": CustomerClass.VIP}, {"need": Need.PASSBOOK}):
        assert _in_the_hall(view, **wish) == plain, wish


@pytest.mark.parametrize("seed", [24, 25])
def test_decisions_and_entries_name_nobody(seed: int) -> None:
    drive = started(seed)
    for _ in range(200):
        drive.step()
    branch_id, day = drive.cast.branch, plan_of(drive.cast.branch).day(drive.cast.at)
    tables = set()
    for entry in entries_of(branch_id, day):
        said = [str(value) for _, value in leaves(entry.body)]
        assert not [each for each in said if "王" in each or LONG_NUMBER.match(each)], entry.kind
        if (decision := entry.body.get("decision")) is not None:
            tables.add(decision["table"])
            clauses = {clause.name: clause for clause in KINDS[decision["table"]].clauses}
            for name, value in decision["inputs"].items():
                clause = clauses.pop(name)
                assert value in {clause.named(atom) for atom in range(clause.atoms)}, name
            assert not clauses, "a decision keeps all that it rests on"
    assert tables >= {"line", "guide", "divert"}


def test_a_room_for_the_wealthy_has_no_name_on_the_wall() -> None:
    drive = started(23)
    drive.cast.ticket()
    for _ in range(3):
        drive.call()
    floor = load(drive.cast.branch, drive.cast.at)
    zone = next(iter(floor.plan.zones.values()))
    state = project(Moment(floor, drive.cast.at), Ask("wall"))
    assert state is not None
    assert state["calls"][0]["area"] == zone.name
    object.__setattr__(zone, "kind", "vip")
    state = project(Moment(floor, drive.cast.at), Ask("wall"))
    assert state is not None
    assert "area" not in state["calls"][0]
