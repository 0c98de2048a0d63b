"""The history of a branch's tickets: the table `tickets`."""

from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.ticket.actions.history import Kept, keep_history, past_day
from tingtang.hall.ticket.queries import past_read
from tingtang.hall.ticket.rules import Past, impossible
from tingtang.kernel.words import Language
from tingtang.ledger.look import look
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.faults import BadRows, Fault, by_reason, in_order
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.tables import Row, read_table
from tingtang.ops.operating import branch_named, operator

COLUMNS = (
    "ticket",
    "segment",
    "service",
    "arrived_at",
    "queued_at",
    "left_queue_at",
    "outcome",
    "service_started_at",
    "service_ended_at",
    "server",
)
TIMES = tuple(name for name in COLUMNS if name.endswith("_at"))
WORDS = tuple(name for name in COLUMNS if name not in TIMES)
REQUIRED = ("ticket", "segment", "service", "arrived_at", "outcome")
NOBODY = frozenset({"", "NO_SERVER"})
LONGEST = 100


def import_tickets(path: Path, wanted: Wanted, language: Language) -> Outcome:
    """Keep a branch's history; rows that can't have happened are refused, or left out if asked."""
    plan = plan_of(branch_named(wanted.branch))
    table = read_table(path, COLUMNS)
    tickets, faults = _checked(plan, table.rows)
    faults = in_order([*table.faults, *faults])
    if faults and not wanted.skip_bad:
        raise BadRows(path, faults, table.count, language)
    if not table.count:
        raise BadInput("has no rows below its header", where=str(path))
    bad = by_reason(faults)
    kept = _keep(plan, tickets, table.sha256, sum(bad.values()), dry_run=wanted.dry_run)
    return Outcome(
        what="tickets",
        file=str(path),
        rows=table.count,
        imported=kept.new,
        unchanged=kept.known,
        dry_run=wanted.dry_run,
        sha256=table.sha256,
        bad=bad,
    )


def _keep(plan: Plan, tickets: list[Past], file: str, left_out: int, *, dry_run: bool) -> Kept:
    if dry_run:
        known = _known(plan, tickets)
        count = sum(1 for past in tickets if _key(plan, past) in known)
        return Kept(len(tickets) - count, count)
    return keep_history(
        actor=operator(plan.branch_id),
        branch_id=plan.branch_id,
        tickets=tickets,
        file=file,
        left_out=left_out,
        at=plan.clock.now(),
    )


def _checked(plan: Plan, rows: list[Row]) -> tuple[list[Past], list[Fault]]:
    """The tickets of the good rows, and what is wrong with the others."""
    zone, latest = ZoneInfo(plan.zone), plan.clock.now()
    found: dict[tuple[date, str], tuple[int, Past]] = {}
    faults: list[Fault] = []
    for row in rows:
        past = _fault(row) or _past(row, zone, latest)
        if isinstance(past, Fault):
            faults.append(past)
        elif (key := _key(plan, past)) in found:
            faults.append(Fault(row.number, "ticket", "twice", past.ticket))
        else:
            found[key] = (row.number, past)
    there = _known(plan, [past for _, past in found.values()])
    for key, (number, past) in [*found.items()]:
        if there.get(key, past) != past:
            faults.append(Fault(number, "ticket", "known_otherwise", past.ticket))
            del found[key]
    return [past for _, past in found.values()], faults


def _key(plan: Plan, past: Past) -> tuple[date, str]:
    return past_day(plan, past), past.ticket


def _known(plan: Plan, tickets: list[Past]) -> dict[tuple[date, str], Past]:
    """What is there already of the days of these tickets."""
    days = [past_day(plan, past) for past in tickets]
    if not days:
        return {}
    there = look(plan.branch_id, past_read(plan.branch_id, min(days), max(days)))[0]
    return {_key(plan, past): past for past in there}


def _fault(row: Row) -> Fault | None:
    """What is wrong with a row's words."""
    for column in REQUIRED:
        if not row[column]:
            return Fault(row.number, column, "empty")
    for column in WORDS:
        if not row[column].isprintable() or len(row[column]) > LONGEST:
            return Fault(row.number, column, "bad_text")
    return None


def _past(row: Row, zone: ZoneInfo, latest: datetime) -> Past | Fault:
    """The ticket of a row; times without an offset are the branch's own."""
    times: dict[str, datetime | None] = {}
    for column in TIMES:
        try:
            times[column] = _moment(row[column], zone)
        except ValueError:
            return Fault(row.number, column, "bad_time", row[column])
    words = {column: row[column] for column in WORDS}
    server = None if row["server"] in NOBODY else row["server"]
    past = Past(**{**words, **times, "server": server})  # type: ignore[arg-type]
    if past.arrived_at > latest:
        return Fault(row.number, "arrived_at", "future", row["arrived_at"])
    wrong = impossible(past)
    return Fault(row.number, *wrong, row[wrong[0]]) if wrong else past


def _moment(text: str, zone: ZoneInfo) -> datetime | None:
    if not text:
        return None
    if len(text) <= len("2026-11-20"):
        raise ValueError("a day is no time")
    at = datetime.fromisoformat(text)
    return at.replace(tzinfo=zone) if at.tzinfo is None else at
