"""The floor as the tables have it, and the entries that came after: all of one moment, in one trip.

Nothing here talks to a database: these are the reads and what is made of their rows, so that tests
(Django's connection) and the stream (its own, asynchronous one) read the same.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from tingtang.access.queries import devices_read
from tingtang.bank.branch.queries import Plan, day_read, stoppages_read, unclosed_days_read
from tingtang.bank.staff.queries import StaffRow
from tingtang.hall.booking.queries.bookings import bookings_read
from tingtang.hall.booking.queries.cash import waiting_holds_read
from tingtang.hall.counter.queries import seats_read
from tingtang.hall.diversion.queries import open_offers_read
from tingtang.hall.ticket.queries import (
    ended_tickets_read,
    lines_read,
    live_tickets_read,
    order_on,
    order_read,
    owed_read,
    paces_read,
    paper_blocks_read,
)
from tingtang.hall.ticket.rules import LED
from tingtang.hall.visit.queries import (
    SignalRow,
    VisitRow,
    day_signals_read,
    held_visits_read,
    joined_visits_read,
    open_help_read,
    visits_read,
)
from tingtang.ledger.turn import Read
from tingtang.live.floor import (
    LOG_KEPT,
    Call,
    Entry,
    Floor,
    Kept,
    Offer,
    Pace,
    Rated,
    Referral,
    Reload,
    Ticket,
    Unsaid,
    Visit,
)
from tingtang.live.folds import LOGGED, apply, log_line
from tingtang.relation.guidance.queries import day_refusals_read, open_guidances_read
from tingtang.relation.referral.queries import day_refused_read, present_referrals_read

Rows = Sequence[list[Any]]


class PlanIsNewer(Exception):
    """The tables stand under a later plan than the one in hand: read that first. Not an error."""


@dataclass(frozen=True, slots=True)
class HeadRow:
    """How far a branch's ledger has come, and the version of its plan."""

    sequence: int
    plan: int


def head_read(branch_id: UUID) -> Read[HeadRow]:
    """The branch's head."""
    return Read(
        "select sequence, plan from ledger_head where branch_id = %s", (branch_id,), HeadRow
    )


# ---------------------------------------------------------------- the whole floor


class Whole:
    """The reads of a whole floor, and the floor made of their rows."""

    def __init__(self, plan: Plan, day: date) -> None:
        branch_id = plan.branch_id
        self.plan, self.day = plan, day
        self._reads: dict[str, Read[Any]] = {
            "head": head_read(branch_id),
            "living": live_tickets_read(branch_id),
            "ended": ended_tickets_read(branch_id, day),
            "visits": visits_read(branch_id, day),
            "joined": joined_visits_read(branch_id, day),
            "signals": day_signals_read(branch_id, day),
            "held": held_visits_read(branch_id, day),
            "seats": seats_read(branch_id),
            "help": open_help_read(branch_id),
            "day": day_read(branch_id, day),
            "left_open": unclosed_days_read(branch_id, day),
            "stopped": stoppages_read(branch_id, day),
            "lines": lines_read(branch_id),
            "owed": owed_read(branch_id),
            "held_cash": waiting_holds_read(branch_id),
            "bookings": bookings_read(branch_id, *plan.whole_day(day)),
            "numbers": _numbers_read(branch_id, day),
            "paper": paper_blocks_read(branch_id, day),
            "rated": _rated_read(branch_id, day),
            "paces": paces_read(branch_id),
            "kept": _kept_read(branch_id, day),
            "calls": _entries_of_kinds_read(
                branch_id, day, ["ticket.called", "ticket.recalled"], 100_000
            ),
            "log": _entries_of_kinds_read(branch_id, day, sorted(LOGGED), LOG_KEPT),
            "staff": _staff_read(branch_id),
            "guided": open_guidances_read(branch_id, day),
            "devices": devices_read(branch_id),
            "revoked": _revoked_read(branch_id),
            "offers": open_offers_read(branch_id, day),
            "referrals": present_referrals_read(branch_id, day),
            "order": order_read(branch_id),
            "declined": day_refusals_read(branch_id, day),
            "refused": day_refused_read(branch_id, day),
        }

    @property
    def reads(self) -> tuple[Read[Any], ...]:
        """What the floor is made of, to be read in one snapshot."""
        return tuple(self._reads.values())

    def floor(self, rows: Rows) -> Floor:
        """The floor; raises `PlanIsNewer` where the plan in hand isn't the one in force."""
        found = dict(zip(self._reads, rows, strict=True))
        head: HeadRow = found["head"][0]
        refusals = dict((*found["declined"], *found["refused"]))
        if head.plan != self.plan.version:
            raise PlanIsNewer
        return Floor(
            plan=self.plan,
            date=self.day,
            sequence=head.sequence,
            order=order_on(self.plan, self.day, found["order"]),
            day=found["day"][0].state if found["day"] else None,
            left_open={row.date: row.state for row in found["left_open"]},
            tickets={row.id: Ticket.of(row) for row in (*found["living"], *found["ended"])},
            visits=_visits(self.plan.branch_id, found),
            joined=dict(found["joined"]),
            seats={row.counter_id: row for row in found["seats"]},
            help={row.id: row for row in found["help"]},
            offers={row.id: Offer.of(row) for row in found["offers"]},
            referrals={row.id: Referral.of(row) for row in found["referrals"]},
            held_cash=set(found["held_cash"]),
            stopped={row.service_id: row.notice for row in found["stopped"]},
            passed={row.line: row.passed for row in found["lines"]},
            owed=dict(found["owed"]),
            bookings={row.id: row for row in found["bookings"]},
            last_numbers=dict(found["numbers"]),
            paper={row.id: row for row in found["paper"]},
            ratings=dict(found["rated"]),
            calls=_last_calls(found["calls"]),
            paces={
                row.service_id: Pace(tuple(row.seconds), tuple(row.misses))
                for row in found["paces"]
            },
            earlier=found["kept"][0],
            log=[log_line(entry) for entry in found["log"]],
            staff={row.id: row for row in found["staff"]},
            guided={row.id: row for row in found["guided"]},
            refusals=refusals,
            refused=_refused(refusals.values(), found["visits"]),
            devices={row.id: row for row in found["devices"]},
            revoked=frozenset(found["revoked"]),
        )


def _visits(branch_id: UUID, found: Mapping[str, list[Any]]) -> dict[UUID, Visit]:
    rows: list[VisitRow] = found["visits"]
    signals: list[SignalRow] = found["signals"]
    visits = {row.id: Visit.of(row, branch_id) for row in rows}
    for signal in signals:
        if signal.visit_id in visits:
            visits[signal.visit_id].signals[signal.id] = signal.signal.code
    for visit_id in found["held"]:
        if visit_id in visits:
            visits[visit_id].held = True
    return visits


def _refused(said_on: Iterable[UUID], rows: list[VisitRow]) -> set[UUID]:
    """The visits of the day of whoever refused on one of theirs (`OF_PERSON`)."""
    visits = set(said_on)
    people = {row.customer_id for row in rows if row.id in visits} - {None}
    return {row.id for row in rows if row.id in visits or row.customer_id in people}


def _numbers_read(branch_id: UUID, day: date) -> Read[tuple[UUID, int]]:
    return Read(
        "select service_id, last from hall_number where branch_id = %s and business_date = %s",
        (branch_id, day),
        lambda service_id, last: (service_id, last),
    )


def _rated_read(branch_id: UUID, day: date) -> Read[tuple[UUID, Rated]]:
    return Read(
        "select ticket_id, counter_id, score from voice_rating "
        "where branch_id = %s and business_date = %s",
        (branch_id, day),
        lambda ticket_id, counter_id, score: (ticket_id, Rated(counter_id, score)),
    )


_KEPT = """
select count(*), count(*) filter (
    where extract(epoch from called_at - issued_at) between low_s and high_s
)
from hall_ticket where branch_id = %s and business_date >= %s and business_date < %s
  and line <> 0 and called_at is not null and high_s > 0
"""


def _kept_read(branch_id: UUID, day: date) -> Read[Kept]:
    """What was told and held in the four weeks before `day` (`Moment.measured` adds the day's)."""
    return Read(_KEPT, (branch_id, day - timedelta(weeks=4), day), Kept)


def _staff_read(branch_id: UUID) -> Read[StaffRow]:
    return Read(
        "select id, login, name, post from bank_staff where branch_id = %s and active",
        (branch_id,),
        StaffRow,
    )


def _revoked_read(branch_id: UUID) -> Read[UUID]:
    return Read(
        "select id from access_device where branch_id = %s and revoked",
        (branch_id,),
        lambda device_id: device_id,
    )


# ---------------------------------------------------------------- entries

_ENTRY = "sequence, business_date, at, kind, actor, body::text"


def _entry(sequence: int, day: date, at: datetime, kind: str, actor: str, body: str) -> Entry:
    return Entry(sequence, day, at, kind, actor, json.loads(body))


def _entries_of_kinds_read(
    branch_id: UUID, day: date, kinds: list[str], newest: int
) -> Read[Entry]:
    return Read(
        f"select {_ENTRY} from ledger_entry where branch_id = %s and business_date = %s "
        "and kind = any(%s) order by sequence desc limit %s",
        (branch_id, day, kinds, newest),
        _entry,
    )


def _last_calls(entries: list[Entry]) -> dict[UUID, Call]:
    calls: dict[UUID, Call | None] = {}
    for entry in entries:  # newest first
        ticket_id, counter_id = UUID(entry.body["ticket"]), UUID(entry.body["counter"])
        recall = entry.kind == "ticket.recalled"
        call = Call(entry.sequence, ticket_id, counter_id, entry.at, recall)
        calls.setdefault(ticket_id, None if entry.body.get("why") == LED else call)
    return {ticket_id: call for ticket_id, call in calls.items() if call is not None}


class News:
    """The reads of what came after a floor's last entry, which then is carried on by them."""

    def __init__(self, floor: Floor) -> None:
        self._floor = floor
        branch_id = floor.plan.branch_id
        after = (branch_id, floor.date, floor.sequence)
        self.reads: tuple[Read[Any], ...] = (
            head_read(branch_id),
            Read(
                f"select {_ENTRY} from ledger_entry where {_AFTER} order by sequence",
                after,
                _entry,
            ),
            Read(
                "with told as (select distinct (body->>'ticket')::uuid as ticket "
                f"from ledger_entry where {_AFTER} and kind in {_MARKS}) "
                "select t.id, t.expected_s, t.spread from told "
                "join hall_ticket t on t.branch_id = %s and t.id = told.ticket",
                (*after, branch_id),
                lambda ticket_id, *unsaid: (ticket_id, Unsaid(*unsaid)),
            ),
            Read(
                "with told as (select distinct (body->>'visit')::uuid as visit "
                f"from ledger_entry where {_AFTER} and kind in {_MARKS}) "
                "select v.id, v.need from told "
                "join hall_visit v on v.branch_id = %s and v.id = told.visit",
                (*after, branch_id),
                lambda visit_id, need: (visit_id, need),
            ),
        )

    def carry_on(self, rows: Rows) -> bool:
        """Apply what is new; whether anything was. Raises `Reload` where the tables must be read.

        Entries of another business date aren't among those read: then the floor falls short of the
        head, and is read anew.
        """
        heads, entries, unsaid, needs = rows
        head: HeadRow = heads[0]
        if head.plan != self._floor.plan.version:
            raise Reload
        apply(self._floor, entries, dict(unsaid), dict(needs))
        if head.sequence != self._floor.sequence:
            raise Reload
        return bool(entries)


_MARKS = "('ticket.issued', 'ticket.marked', 'ticket.begun', 'visit.marked')"
_AFTER = "branch_id = %s and business_date = %s and sequence > %s"
