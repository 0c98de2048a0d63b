"""`turn`: the only way to change and record anything of a branch.

A turn is one transaction in two trips to the database. The first begins it, sets the branch's scope
for row security, takes the branch's advisory lock in a statement of its own (one that locks and
reads would see an older snapshot: duplicate numbers at once) and then reads. The verb decides. The
second writes everything in one statement, records, and commits.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import wraps
from types import TracebackType
from typing import Any, Generic, ParamSpec, TypeVar
from uuid import UUID

import psycopg
from django.db import connection, models

from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.ledger.actor import Acts
from tingtang.ledger.answers import encoded
from tingtang.ledger.chain import entry_hash
from tingtang.ledger.events import Event, canonical
from tingtang.ledger.statement import (
    KEEP_ANSWER,
    Change,
    adapted,
    columns_of,
    compiled,
    deletion,
    inserted_as,
    joined,
    loading,
    table_of,
)
from tingtang.ledger.trip import Statement, trip

Row = TypeVar("Row")
Answer = TypeVar("Answer")
Result = TypeVar("Result")
Params = ParamSpec("Params")

_SCOPE_AND_LOCK = (
    "select set_config('tingtang.branch', %s, true), pg_advisory_xact_lock(hashtextextended(%s, 0))"
)
_HEAD = "select sequence, hash, at, plan from ledger_head where branch_id = %s"
_HEAD_AND_ERRAND = """
select h.sequence, h.hash, h.at, h.plan, e.digest, e.answer from ledger_head h
left join ledger_errand e on e.branch_id = h.branch_id and e.request = %s
where h.branch_id = %s
"""
_NOTHING_BEGUN = frozenset(
    {psycopg.pq.TransactionStatus.IDLE, psycopg.pq.TransactionStatus.UNKNOWN}
)


class PlanChanged(Exception):
    """The branch's plan (services, counters, parameters) changed after the verb had read it."""

    def __init__(self, branch_id: UUID) -> None:
        super().__init__("the plan has changed")
        self.branch_id = branch_id


class AlreadyAnswered(Exception):
    """The request was answered before; `answer` is what was answered, as JSON text."""

    def __init__(self, answer: str) -> None:
        super().__init__("already answered")
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Read(Generic[Row]):
    """A query whose rows a turn fetches in its first trip. Read only, under the branch's lock."""

    sql: str
    values: Sequence[object]
    row: Callable[..., Row]

    def made(self, found: Iterable[Sequence[Any]]) -> list[Row]:
        """The rows, from what the database found."""
        return [self.row(*each) for each in found]


class Turn:
    """One branch's turn, under its lock. `at` is the later of now and the last entry's time."""

    def __init__(
        self,
        branch_id: UUID,
        actor: Acts,
        at: datetime,
        day: date,
        plan: int | None,
        reads: Sequence[Read[Any]],
    ) -> None:
        self.branch_id = branch_id
        self.actor = actor
        self.at = at
        self.day = day
        self.plan = plan
        self._reads = reads
        self._found: list[list[Any]] = []
        self._changes: list[Change] = []
        self._entries: list[tuple[Event, datetime]] = []
        self._answer: str | None = None
        self._loaded = False
        self._plan_changed = False
        self._sequence = 0

    # ------------------------------------------------------------------ reading

    def found(self, read: Read[Row]) -> list[Row]:
        """The rows of one of the reads that the turn was opened with."""
        return self._found[self._reads.index(read)]

    def one(self, read: Read[Row], missing: str) -> Row:
        """The only row of `read`; refuses with the code `missing` where there is none."""
        rows = self.found(read)
        if not rows:
            raise Refused(missing)
        return rows[0]

    def rows(self, read: Read[Row]) -> list[Row]:
        """The rows of a read that depends on what the turn found: one more trip."""
        (found,) = trip(self._raw, [(read.sql, read.values)])
        return read.made(found)

    # ------------------------------------------------------------------ changing

    @property
    def sequence(self) -> int:
        """The sequence that the next recorded event will carry."""
        return self._sequence + len(self._entries) + 1

    def insert(self, model: type[models.Model], **values: object) -> None:
        """A new row of the branch."""
        self._changes.append(
            Change(table_of(model), "insert", {"branch_id": self.branch_id}, values)
        )

    def put(self, model: type[models.Model], keys: Mapping[str, object], **values: object) -> None:
        """The row with `keys`, made or overwritten; a second put of the row joins the first."""
        wanted = {"branch_id": self.branch_id, **keys}
        for change in self._changes:
            if (change.table, change.action, change.keys) == (table_of(model), "put", wanted):
                change.values = {
                    **change.values,
                    **{name: joined(change.values.get(name), v) for name, v in values.items()},
                }
                return
        self._changes.append(
            Change(table_of(model), "put", {"branch_id": self.branch_id, **keys}, values)
        )

    def update(
        self, model: type[models.Model], keys: Mapping[str, object] | UUID, **values: object
    ) -> None:
        """Change an existing row (by id, or by `keys`); a second change of the same row joins the
        first.
        """
        by = {"id": keys} if isinstance(keys, UUID) else dict(keys)
        wanted = {"branch_id": self.branch_id, **by}
        for change in self._changes:
            same = change.table == table_of(model) and change.action in ("update", "insert")
            if same and (change.keys == wanted or inserted_as(change, wanted)):
                change.values.update(values)
                return
        self._changes.append(Change(table_of(model), "update", wanted, values))

    def delete(self, model: type[models.Model], **keys: object) -> None:
        """Remove rows of the branch by key; for what may be forgotten, never for what happened."""
        self._changes.append(
            Change(table_of(model), "delete", {"branch_id": self.branch_id, **keys}, {})
        )

    def load(
        self, model: type[models.Model], columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Many new rows of the branch, written at once and within the turn."""
        for statement in loading(model, self.branch_id, columns, rows):
            trip(self._raw, [statement])
            self._loaded = True

    def record(self, event: Event, *, plan_changed: bool = False) -> int:
        """Record what happened; returns its sequence."""
        self._entries.append((event, self.at))
        self._plan_changed = self._plan_changed or plan_changed
        return self._sequence + len(self._entries)

    def answer(self, answer: Answer) -> Answer:
        """Keep the verb's answer with its request, and hand it back to return."""
        self._answer = encoded(answer)
        return answer

    # ------------------------------------------------------------------ the two trips

    def __enter__(self) -> "Turn":
        connection.ensure_connection()
        self._raw: psycopg.Connection[Any] = connection.connection
        if self._raw.info.transaction_status not in _NOTHING_BEGUN:
            raise RuntimeError("a turn can't stand inside another transaction")
        try:
            reach(self._first_trip)
        except BaseException:
            self._undo()
            raise
        return self

    def _first_trip(self, raw: psycopg.Connection[Any]) -> None:
        self._raw = raw
        branch = self.branch_id.hex
        _, _, head, *found = trip(
            raw,
            [
                ("begin", ()),
                (_SCOPE_AND_LOCK, (branch, branch)),
                self._head(),
                *((read.sql, read.values) for read in self._reads),
            ],
        )
        self._take_head(head[0] if head else None)
        self._found = [read.made(rows) for read, rows in zip(self._reads, found, strict=True)]

    def _head(self) -> Statement:
        errand = self.actor.errand
        if errand is None:
            return _HEAD, (self.branch_id,)
        return _HEAD_AND_ERRAND, (errand.request(self.actor.mark), self.branch_id)

    def _take_head(self, head: tuple[Any, ...] | None) -> None:
        if head is None:
            raise Refused("unknown_branch")
        self._sequence, previous, last_at, plan = head[:4]
        if self.plan is not None and plan != self.plan:
            raise PlanChanged(self.branch_id)
        self._previous = bytes(previous)
        self.at = max(self.at, last_at)
        errand = self.actor.errand
        if errand is not None and head[4] is not None:
            if bytes(head[4]) != errand.digest:
                raise Refused("key_reused", where="Idempotency-Key")
            raise AlreadyAnswered(head[5])

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is not None:
            self._undo()
            return
        try:
            self._second_trip()
        except BaseException:
            self._undo()
            raise
        if self._entries:
            _after_commit(self.branch_id)

    def _second_trip(self) -> None:
        if not self._entries:
            if self._changes or self._loaded:
                raise RuntimeError("a turn that changes something must record what happened")
            self._keep_answer()
            return
        first = self._deletions_first()
        shape, values = self._statement()
        try:
            trip(
                self._raw,
                [
                    *((deletion(g.table, g.keys), list(g.keys.values())) for g in first),
                    (compiled(shape), values),
                    ("commit", ()),
                ],
            )
        except psycopg.errors.DivisionByZero as error:
            raise RuntimeError(f"a row to change was not there: {shape}") from error

    def _deletions_first(self) -> list[Change]:
        """Deletions from tables that also get new rows: in one statement these might meet."""
        filled = {c.table for c in self._changes if c.action in ("insert", "put")}
        first = [c for c in self._changes if c.action == "delete" and c.table in filled]
        self._changes = [c for c in self._changes if c not in first]
        return first

    def _keep_answer(self) -> None:
        """Nothing happened; the request is answered alike all the same when it is repeated."""
        values = self._errand_values()
        if values:
            trip(self._raw, [(KEEP_ANSWER, values), ("commit", ())])
        else:
            self._undo()

    def _errand_values(self) -> list[object]:
        errand = self.actor.errand
        if errand is None:
            return []
        if self._answer is None:
            raise RuntimeError("a request with a key must be answered: a retry gets the same")
        request = errand.request(self.actor.mark)
        return [self.branch_id, request, errand.digest, self._answer, real_now()]

    def _statement(self) -> tuple[tuple[tuple[Any, ...], ...], list[object]]:
        shape: list[tuple[Any, ...]] = []
        values: list[object] = []
        for change in self._changes:
            shape.append((change.action, change.table, columns_of(change), tuple(change.keys)))
            values += [adapted(value) for value in change.values.values()]
            values += change.keys.values()
        values += self._chained()
        shape.append(("record", len(self._entries), self._plan_changed))
        kept = self._errand_values()
        if kept:
            shape.append(("errand",))
            values += kept
        return tuple(shape), values

    def _chained(self) -> list[object]:
        values: list[object] = []
        previous, mark = self._previous, self.actor.mark
        for offset, (event, at) in enumerate(self._entries, start=1):
            body = canonical(event.body())
            sequence = self._sequence + offset
            previous = entry_hash(
                previous, self.branch_id, self.day, sequence, at, event.kind, mark, body
            )
            values += [self.branch_id, self.day, sequence, at, event.kind, mark]
            values += [body, previous]
        last = self._sequence + len(self._entries)
        values += [last, previous, self.at]
        if self._plan_changed:
            values.append(last)
        values += [self.branch_id, self._sequence]
        return values

    def _undo(self) -> None:
        try:
            self._raw.rollback()
        except psycopg.Error:
            connection.close()


def turn(
    branch_id: UUID,
    actor: Acts,
    at: datetime,
    day: date,
    *reads: Read[Any],
    plan: int | None = None,
) -> Turn:
    """A turn of `branch_id` by `actor` at `at` on the business date `day`, with its first reads.

    `plan` is the version of the branch's plan that the verb decides by; if another is in force by
    now, `PlanChanged` is raised, for `verb` to catch.
    """
    return Turn(branch_id, actor, at, day, plan, reads)


def verb(function: Callable[Params, Result]) -> Callable[Params, Result]:
    """A verb that reads the branch's plan before its turn: run again if the plan changed
    between.
    """

    @wraps(function)
    def run(*args: Params.args, **kwargs: Params.kwargs) -> Result:
        for _ in range(3):
            try:
                return function(*args, **kwargs)
            except PlanChanged as change:
                for follower in _plan_followers:
                    follower(change.branch_id)
        raise Refused("slow_down")

    return run


def reach(trip: Callable[[psycopg.Connection[Any]], Result]) -> Result:
    """What a trip that begins a transaction and reads brings back, on Django's connection.

    Connections are kept, and not asked before each use whether they still stand: where the server
    or the network has cut one, the trip is made once more on a new one.
    """
    connection.ensure_connection()
    kept: psycopg.Connection[Any] = connection.connection
    try:
        return trip(kept)
    except psycopg.OperationalError:
        if not kept.closed:
            raise
    connection.close()
    connection.ensure_connection()
    return trip(connection.connection)


_plan_followers: list[Callable[[UUID], object]] = []


def follow_plans(follower: Callable[[UUID], object]) -> None:
    """Call `follower` with the branch's id when a verb has met a plan newer than the one it
    read.
    """
    _plan_followers.append(follower)


_followers: list[Callable[[UUID], None]] = []


def _after_commit(branch_id: UUID) -> None:
    for follower in _followers:
        follower(branch_id)


def follow_commits(follower: Callable[[UUID], None]) -> None:
    """Call `follower` with the branch's id after each commit of this process (the relay does)."""
    _followers.append(follower)
