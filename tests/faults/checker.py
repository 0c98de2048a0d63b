"""Whether what was acknowledged is there, once and only once, and nothing else is.

Reads the tables, the ledger and what the clients wrote down; shares nothing with the verbs.
"""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any
from uuid import UUID

from faults.told import Acknowledged
from tingtang.ledger.anchors import Anchor
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk


def faults(
    branch: UUID,
    acknowledged: Sequence[Acknowledged],
    anchors: Sequence[Anchor] = (),
    *,
    at_the_door: bool = False,
) -> list[str]:
    """What is wrong, a few of each kind; empty: nothing is.

    `at_the_door`: answers came by HTTP, where the door adds addresses to what is kept.
    """
    entries = _entries(branch)
    issued = [body for kind, body in entries if kind == "ticket.issued"]
    called = [body for kind, body in entries if kind == "ticket.called"]
    kinds = (
        _chain(branch, anchors),
        _numbers(issued),
        _calls(called),
        _issues_told(issued, acknowledged),
        _calls_told(called, acknowledged),
        () if at_the_door else _answers_kept(branch, acknowledged),
        _tables(branch, issued, called),
    )
    return [each for kind in kinds for each in islice(kind, 5)]


def _entries(branch: UUID) -> list[tuple[str, dict[str, Any]]]:
    query = Read(
        "select kind, body from ledger_entry where branch_id = %s order by sequence",
        (branch,),
        lambda kind, body: (kind, json.loads(body) if isinstance(body, str) else body),
    )
    return look(branch, query)[0]


def _chain(branch: UUID, anchors: Sequence[Anchor]) -> Iterator[str]:
    broken = walk(branch, anchors).first_broken
    if broken:
        yield f"the chain is broken at {broken.sequence}: {broken.reason}"


def _numbers(issued: Sequence[dict[str, Any]]) -> Iterator[str]:
    labels = Counter(body["label"] for body in issued)
    for label, times in labels.items():
        if times > 1:
            yield f"{label} was given {times} times"
    for prefix in {label[0] for label in labels}:
        numbers = sorted(int(label[1:]) for label in labels if label[0] == prefix)
        if numbers != [*range(1, len(numbers) + 1)]:
            yield f"numbers of {prefix} are missing: {len(numbers)} up to {numbers[-1]}"


def _calls(called: Sequence[dict[str, Any]]) -> Iterator[str]:
    for ticket, times in Counter(body["ticket"] for body in called).items():
        if times > 1:
            yield f"ticket {ticket} was called {times} times"


def _issues_told(
    issued: Sequence[dict[str, Any]], acknowledged: Sequence[Acknowledged]
) -> Iterator[str]:
    there = {(body["ticket"], body["label"]) for body in issued}
    told = [
        (each.told["id"], each.told["number"]) for each in acknowledged if "number" in each.told
    ]
    yield from _told_once("", there, told)


def _calls_told(
    called: Sequence[dict[str, Any]], acknowledged: Sequence[Acknowledged]
) -> Iterator[str]:
    there = {body["ticket"] for body in called}
    told = [each.told["called"]["id"] for each in acknowledged if "called" in each.told]
    yield from _told_once("the call of ", there, told)


def _told_once(what: str, there: set[Any], told: Sequence[Any]) -> Iterator[str]:
    for ticket, times in Counter(told).items():
        if times > 1:
            yield f"{what}{ticket} was told to {times} requests"
        if ticket not in there:
            yield f"{what}{ticket} was acknowledged and is not there"
    for ticket in there - set(told):
        yield f"{what}{ticket} is there and nobody was told"


def _answers_kept(branch: UUID, acknowledged: Sequence[Acknowledged]) -> Iterator[str]:
    query = Read("select answer from ledger_errand where branch_id = %s", (branch,), str)
    kept, told = Counter(look(branch, query)[0]), Counter(each.answer for each in acknowledged)
    for answer in told - kept:
        yield f"an answer was not kept: {answer[:80]}"
    for answer in kept - told:
        yield f"an answer was kept that nobody got: {answer[:80]}"


def _tables(
    branch: UUID, issued: Sequence[dict[str, Any]], called: Sequence[dict[str, Any]]
) -> Iterator[str]:
    rows = Read(
        "select t.id::text, t.label, t.state, w.place is not null from hall_ticket t "
        "left join hall_waiting w on w.branch_id = t.branch_id and w.ticket_id = t.id "
        "where t.branch_id = %s",
        (branch,),
        lambda *row: row,
    )
    tickets = look(branch, rows)[0]
    if {row[:2] for row in tickets} != {(body["ticket"], body["label"]) for body in issued}:
        yield "the table of tickets is not what the ledger tells"
    were_called = {body["ticket"] for body in called}
    for ticket, label, state, waits in tickets:
        if (state == "waiting") != waits or waits == (ticket in were_called):
            yield f"{label} is {state}, {'in' if waits else 'not in'} its line, told otherwise"
