"""What entries about guidance do to the floor; each fold mirrors its verb."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from tingtang.kernel.clock import from_microseconds
from tingtang.live.floor import Entry, Floor, Reload
from tingtang.live.folds.common import id_of, must
from tingtang.live.folds.refusals import said_no, taken_back
from tingtang.relation.guidance.queries import GuidanceRow
from tingtang.relation.guidance.rules import OPEN, GuidanceMove, GuidanceState


def _asks_at(entry: Entry) -> datetime | None:
    told = entry.body.get("asks_at")
    return None if told is None else from_microseconds(told)


def _guided(floor: Floor, entry: Entry) -> None:
    body, guidance_id = entry.body, must(entry, "guidance")
    state = GuidanceState(body["state"])
    if body["reply"] == "refuses":
        said_no(floor, guidance_id, must(entry, "visit"))
    if state not in OPEN:
        return
    floor.guided[guidance_id] = GuidanceRow(
        id=guidance_id,
        business_date=entry.day,
        visit_id=must(entry, "visit"),
        ticket_id=id_of(entry, "ticket"),
        business=body["business"],
        reply=body["reply"],
        path=body["path"],
        state=state,
        desk_id=id_of(entry, "desk"),
        rm_id=id_of(entry, "rm"),
        guided_at=entry.at,
        guided_by=entry.actor,
        asks_at=_asks_at(entry),
        asked=0,
        begun=entry.sequence,
        version=entry.sequence,
    )


def _moved(floor: Floor, entry: Entry) -> None:
    row, state = floor.guided.get(must(entry, "guidance")), GuidanceState(entry.body["state"])
    if state is GuidanceState.UNDONE:
        taken_back(floor, must(entry, "guidance"))
    if row is None and state in OPEN:
        raise Reload  # what had ended is awaited again
    if row is None:
        return
    if state not in OPEN:
        del floor.guided[row.id]
        return
    row = replace(row, state=state, asks_at=_asks_at(entry), version=entry.sequence)
    if entry.body["move"] in (GuidanceMove.LEAD.value, GuidanceMove.UNLEAD.value):
        row = replace(row, desk_id=id_of(entry, "desk"), rm_id=id_of(entry, "rm"))
    else:
        row = replace(row, asked=row.asked + 1)
    floor.guided[row.id] = row


GUIDANCE_FOLDS: dict[str, Callable[[Floor, Entry], None]] = {
    "guidance.guided": _guided,
    "guidance.moved": _moved,
}
