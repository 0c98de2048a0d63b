"""Who works when: columns branch, login, date, starts, ends."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from itertools import pairwise
from pathlib import Path

from tingtang.bank.branch.queries import Plan, branch_codes, plan_of
from tingtang.bank.staff.actions import set_shifts
from tingtang.bank.staff.queries import PersonRow, ShiftRow, people_read, shifts_read
from tingtang.kernel.words import Language
from tingtang.ledger.look import look
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.faults import BadRows, Fault, in_order
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import Row, Table, read_table
from tingtang.ops.operating import operator

COLUMNS = ("branch", "login", "date", "starts", "ends")
Day = tuple[str, date]


@dataclass(frozen=True, slots=True)
class _Known:
    """What the installation knows already."""

    plans: Mapping[str, Plan]
    people: Mapping[tuple[str, str], PersonRow]  # by branch and login


def import_shifts(path: Path, wanted: Wanted, language: Language) -> Outcome:
    """Set the shifts of each day that the file names, in place of what the day had."""
    table = read_table(path, COLUMNS)
    if not table.count:
        raise BadInput("has no rows below its header", where=str(path))
    known = _known(table)
    faults = [*table.faults, *(fault for row in table.rows for fault in _row_faults(row, known))]
    if not faults:
        faults = list(_overlaps(table.rows))
    if faults:
        raise BadRows(path, in_order(faults), table.count, language)
    changed = sum(
        _set(known.plans[code], day, shifts, wanted)
        for (code, day), shifts in _by_day(table.rows, known).items()
    )
    return Outcome(
        what="shifts",
        file=str(path),
        rows=table.count,
        imported=changed,
        unchanged=table.count - changed,
        dry_run=wanted.dry_run,
        sha256=table.sha256,
    )


def _known(table: Table) -> _Known:
    ids = branch_codes()
    plans = {code: plan_of(ids[code]) for code in {r["branch"] for r in table.rows} & ids.keys()}
    return _Known(
        plans,
        {
            (code, person.login): person
            for code, plan in plans.items()
            for person in look(plan.branch_id, people_read(plan.branch_id))[0]
            if person.active
        },
    )


def _row_faults(row: Row, known: _Known) -> Iterator[Fault]:
    if row["branch"] not in known.plans:
        yield Fault(row.number, "branch", "unknown_branch", row["branch"])
    elif (row["branch"], row["login"]) not in known.people:
        yield Fault(row.number, "login", "unknown_person", row["login"])
    for column, read, reason in (
        ("date", _date, "bad_date"),
        ("starts", _time, "bad_hour"),
        ("ends", _time, "bad_hour"),
    ):
        if read(row[column]) is None:
            yield Fault(row.number, column, reason, row[column])
    starts, ends = _time(row["starts"]), _time(row["ends"])
    if starts is not None and ends is not None and ends <= starts:
        yield Fault(row.number, "ends", "ends_first", row["ends"])


def _overlaps(rows: list[Row]) -> Iterator[Fault]:
    by_person: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in rows:
        by_person[row["branch"], row["login"], row["date"]].append(row)
    for shifts in by_person.values():
        ordered = sorted(shifts, key=lambda row: _time(row["starts"]) or time())
        for one, other in pairwise(ordered):
            if (_time(other["starts"]) or time()) < (_time(one["ends"]) or time()):
                detail = f"{one.number}, {other.number}"
                yield Fault(other.number, "starts", "overlaps", other["starts"], detail)


def _by_day(rows: list[Row], known: _Known) -> dict[Day, list[ShiftRow]]:
    days: dict[Day, list[ShiftRow]] = defaultdict(list)
    for row in rows:
        person = known.people[row["branch"], row["login"]]
        day = date.fromisoformat(row["date"][:10])
        starts, ends = (time.fromisoformat(row[each]) for each in ("starts", "ends"))
        days[row["branch"], day].append(ShiftRow(person.id, starts, ends, person.post))
    return days


def _set(plan: Plan, day: date, shifts: list[ShiftRow], wanted: Wanted) -> int:
    """How many shifts were written: none where the day has just these."""
    there = look(plan.branch_id, shifts_read(plan.branch_id, day))[0]
    if set(there) == set(shifts) and len(there) == len(shifts):
        return 0
    if not wanted.dry_run:
        set_shifts(
            actor=operator(plan.branch_id),
            branch_id=plan.branch_id,
            day=day,
            shifts=shifts,
            at=plan.clock.now(),
        )
    return len(shifts)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def _time(text: str) -> time | None:
    try:
        return time.fromisoformat(text)
    except ValueError:
        return None
