"""A follower of one branch, in the test's own thread: what the stream does, without a socket."""

import json
from datetime import date, datetime
from typing import Any
from uuid import UUID

from cast import Cast
from tingtang.bank.branch.queries import plan_of, reread_plan
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.live.floor import Entry, Floor, Reload
from tingtang.live.queries import News, PlanIsNewer, Whole
from tingtang.live.views import Ask

KIOSK = UUID(int=1)
DESKS = ("shenyiming", "xujianing", "hanliqun")


def load(branch: UUID, at: datetime) -> Floor:
    """The floor, fresh from the tables."""
    plan = plan_of(branch)
    while True:
        whole = Whole(plan, plan.day(at))
        try:
            return whole.floor(look(branch, *whole.reads))
        except PlanIsNewer:
            plan = reread_plan(branch)


def catch_up(floor: Floor, at: datetime) -> tuple[Floor, bool]:
    """The floor carried on by what is new; and whether it had to be read anew."""
    branch = floor.plan.branch_id
    try:
        if floor.plan.day(at) != floor.date:
            raise Reload
        news = News(floor)
        news.carry_on(look(branch, *news.reads))
    except Reload:
        return load(branch, at), True
    return floor, False


def entries_of(branch: UUID, day: date) -> list[Entry]:
    """The ledger of one day."""
    read = Read(
        "select sequence, business_date, at, kind, actor, body::text from ledger_entry "
        "where branch_id = %s and business_date = %s order by sequence",
        (branch, day),
        lambda *row: Entry(*row[:5], json.loads(row[5])),
    )
    return look(branch, read)[0]


def merged(target: Any, patch: Any) -> Any:
    """RFC 7396, as the pages do it."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = merged(result.get(key), value)
    return result


def asks(cast: Cast, tickets: list[UUID], wall: UUID | None = None) -> list[Ask]:
    """Every view that somebody may look at."""
    return [
        Ask("wall", wall),
        Ask("kiosk", KIOSK),
        *(Ask("phone", ticket) for ticket in tickets),
        Ask("lobby"),
        *(Ask("counter", counter) for counter in cast.counters.values()),
        *(Ask("desk", cast.people[each]) for each in DESKS if each in cast.people),
        Ask("office"),
    ]


names_of_views = {
    "wall": "WallState",
    "kiosk": "KioskState",
    "phone": "PhoneState",
    "lobby": "LobbyState",
    "counter": "CounterState",
    "desk": "DeskState",
    "office": "OfficeState",
}
