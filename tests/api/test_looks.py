"""Who looked is counted at the door and recorded in batches, on the looker's own branch's chain."""

import json
from datetime import UTC, datetime
from threading import Thread
from typing import Any
from uuid import UUID

from django.db import connection

from api.asking import Doors
from tingtang.access.actions import record_looks
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.ledger.actions import note_look
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk


def recorded(doors: Doors) -> list[dict[str, Any]]:
    branch = doors.cast.branch
    read = Read(
        "select body::text from ledger_entry where branch_id = %s and kind = 'access.looked' "
        "order by sequence",
        (branch,),
        lambda body: json.loads(body)["looks"],
    )
    return [each for looks in look(branch, read)[0] for each in looks]


def batch(doors: Doors) -> int:
    branch = doors.cast.branch
    at = now_in(branch)
    clock = doors.cast.clock
    return record_looks(actor=clock, branch_id=branch, at=at, day=plan_of(branch).day(at))


def test_staff_who_look_are_in_the_ledger_once(doors: Doors) -> None:
    manager, kiosk = doors.staff("suxiaowen"), doors.device(Post.KIOSK)
    ticket = doors.ticket(kiosk)["id"]
    for _ in range(2):
        manager.done("/api/live/token", {"view": "lobby"})
    assert manager.get(f"/api/tickets/{ticket}").status == 200
    kiosk.done("/api/live/token", {"view": "kiosk"})  # a machine looks at nothing

    assert batch(doors) == 2
    assert batch(doors) == 0
    by = f"staff:{doors.cast.people['suxiaowen']}"
    told = sorted((each["by"], each["what"], each["times"]) for each in recorded(doors))
    assert told == [(by, f"ticket.{ticket}", 1), (by, "view.lobby", 2)]
    assert walk(doors.cast.branch).first_broken is None


def test_whoever_may_not_look_leaves_nothing(doors: Doors) -> None:
    guard = doors.staff("security_guard")
    assert guard.ask("POST", "/api/live/token", {"view": "office"}).status == 403
    assert batch(doors) == 0


def count_looks(branch: UUID, times: int) -> None:
    at = datetime(2026, 11, 20, 2, tzinfo=UTC)
    try:
        for _ in range(times):
            note_look(branch, "staff:x", "view.lobby", at.date(), at)
    finally:
        connection.close()  # each thread has its own


def test_a_look_that_is_counted_while_a_batch_is_written_is_neither_lost_nor_doubled(
    doors: Doors,
) -> None:
    branch = doors.cast.branch
    lookers = [Thread(target=count_looks, args=(branch, 200)) for _ in range(2)]
    for looker in lookers:
        looker.start()
    while any(looker.is_alive() for looker in lookers):
        batch(doors)
    batch(doors)
    assert sum(each["times"] for each in recorded(doors)) == 400
    assert batch(doors) == 0
