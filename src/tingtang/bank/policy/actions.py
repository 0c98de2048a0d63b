"""Verbs of decision tables: draft, edit, try, submit, take back, return, approve, roll back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.policy.events import (
    PolicyApproved,
    PolicyDrafted,
    PolicyEdited,
    PolicyReturned,
    PolicyRolledBack,
    PolicySubmitted,
    PolicyTakenBack,
    PolicyTried,
)
from tingtang.bank.policy.models import Policy
from tingtang.bank.policy.queries import (
    PolicyRow,
    Ruling,
    digest_of,
    made,
    packed,
    past_read,
    policies_read,
    policy_read,
    rows_read,
    start_of,
)
from tingtang.bank.policy.rules.checking import count_faults
from tingtang.bank.policy.rules.kinds import STARTS, kind_named
from tingtang.bank.policy.rules.life import (
    PolicyMove,
    PolicyState,
    check_approve,
    check_submit,
    in_force,
    move,
)
from tingtang.bank.policy.rules.tables import MOST_ROWS, Changes, Kind, Row, read_table
from tingtang.bank.policy.rules.trying import Trial, tried
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.ledger.turn import Turn, turn, verb

PAST_DAYS = 28
END_OF_TIME = datetime.max.replace(tzinfo=UTC)
RETURN_REASONS = frozenset({"effect_unclear", "words_unclear", "too_broad", "not_now", "other"})


@dataclass(frozen=True, slots=True)
class PolicyNow:
    """Answer of a policy's verb: `version` is what the next one carries back."""

    id: UUID
    table: str
    number: int
    state: PolicyState
    faults: int
    version: int


@verb
def draft(*, actor: Actor, branch_id: UUID, table: str, at: datetime) -> PolicyNow:
    """Begin a draft of a table with the rows in force, or those approved to follow them; a table
    has one draft at a time.
    """
    demand(actor, Right.EDIT_POLICY, branch_id)
    kind = kind_named(table)
    plan = plan_of(branch_id)
    versions = policies_read(branch_id, table)
    with turn(branch_id, actor, at, plan.day(at), versions, plan=plan.version) as this_turn:
        known = this_turn.found(versions)
        if any(
            each.state in (PolicyState.DRAFT, PolicyState.RETURNED, PolicyState.WAITING)
            for each in known
        ):
            raise Refused("draft_exists")
        current = in_force(known, END_OF_TIME)
        rows = STARTS[table].rows
        if current is not None:
            (rows,) = this_turn.rows(rows_read(branch_id, current.id))
        number = max((each.number for each in known), default=0) + 1
        policy_id, faults = new_id(), faults_of(kind, rows)
        of = current.number if current else 0
        version = this_turn.record(PolicyDrafted(policy_id, table, number, of))
        this_turn.insert(
            Policy,
            id=policy_id,
            table=table,
            number=number,
            state=PolicyState.DRAFT.value,
            rows=packed(rows),
            digest=digest_of(rows),
            faults=faults,
            editors=[],
            reason="",
            version=version,
            edited_by=actor.subject,
            edited_at=this_turn.at,
        )
        return this_turn.answer(
            PolicyNow(policy_id, table, number, PolicyState.DRAFT, faults, version)
        )


@verb
def edit(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    rows: Sequence[Row],
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Put other rows in a draft. Rows with faults are kept, and told: only submitting waits for
    their mending.
    """
    demand(actor, Right.EDIT_POLICY, branch_id)
    if actor.subject is None:
        raise Refused("no_right")  # who edited must be known: they may not approve
    if not 0 < len(rows) <= MOST_ROWS:
        raise Refused("bad_input", where="rows")
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.EDIT)
        digest, faults = digest_of(rows), faults_of(kind_named(row.table), rows)
        version = this_turn.record(PolicyEdited(policy_id, digest.hex(), faults))
        this_turn.update(
            Policy,
            policy_id,
            state=state.value,
            rows=packed(rows),
            digest=digest,
            faults=faults,
            editors=sorted({*row.editors, actor.subject}),
            version=version,
            edited_by=actor.subject,
            edited_at=this_turn.at,
        )
        return this_turn.answer(PolicyNow(policy_id, row.table, row.number, state, faults, version))


def faults_of(kind: Kind, rows: Sequence[Row]) -> int:
    """How many problems and findings rows have."""
    table, problems = read_table(kind, rows)
    return len(problems) if table is None else count_faults(table)


@dataclass(frozen=True, slots=True)
class Tried:
    """Answer: the policy now, and what the draft would have decided otherwise."""

    policy: PolicyNow
    trial: Trial


@verb
def try_on_past(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> Tried:
    """Try a draft on what its table decided in the last weeks. Any edit outdates it."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    digest, trial = _trial(branch_id, policy_id, at)  # the hall doesn't wait for it
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.TRY)
        if isinstance(trial, Refused):
            raise trial  # only now: a repeated request is answered as before
        if row.digest != digest:
            raise Refused("stale_screen")
        event = PolicyTried(policy_id, digest.hex(), trial.decisions, trial.otherwise)
        version = this_turn.record(event)
        this_turn.update(
            Policy,
            policy_id,
            tried=digest,
            version=version,
            tried_by=actor.subject,
            tried_at=this_turn.at,
        )
        now = PolicyNow(policy_id, row.table, row.number, state, row.faults, version)
        return this_turn.answer(Tried(now, trial))


def _trial(branch_id: UUID, policy_id: UUID, at: datetime) -> tuple[bytes, Trial | Refused]:
    """The trial of the rows with this digest, from the decisions of weeks; or why there is none."""
    found, stored = look(
        branch_id, policy_read(branch_id, policy_id), rows_read(branch_id, policy_id)
    )
    if not found:
        return b"", Refused("unknown_policy")
    table, problems = read_table(kind_named(found[0].table), stored[0])
    if table is None:
        return found[0].digest, Refused("policy_has_faults", faults=len(problems))
    since = plan_of(branch_id).day(at) - timedelta(days=PAST_DAYS)
    past = look(branch_id, past_read(branch_id, found[0].table, since))[0]
    return found[0].digest, tried(table, past)


@verb
def submit(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """Let a whole and tried draft wait for approval."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.SUBMIT)
        check_submit(row)
        version = this_turn.record(PolicySubmitted(policy_id, row.digest.hex()))
        return doing.done(
            this_turn,
            row,
            state,
            version,
            submitted_by=actor.subject,
            submitted_at=this_turn.at,
        )


@verb
def take_back(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """A draft that waits for approval is worked on again."""
    demand(actor, Right.EDIT_POLICY, branch_id)
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.TAKE_BACK)
        version = this_turn.record(PolicyTakenBack(policy_id))
        return doing.done(this_turn, row, state, version)


@verb
def return_(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    reason: str,
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Give it back to its editors, with a reason."""
    demand(actor, Right.APPROVE_POLICY, branch_id)
    if reason not in RETURN_REASONS:
        raise Refused("bad_input", where="reason")
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.RETURN)
        version = this_turn.record(PolicyReturned(policy_id, reason))
        return doing.answered(this_turn, row, state, version, reason=reason)


@verb
def approve(
    *,
    actor: Actor,
    branch_id: UUID,
    policy_id: UUID,
    live_from: datetime | None,
    at: datetime,
    seen: int | None = None,
) -> PolicyNow:
    """Approve what somebody else made: in force from `live_from`, or from now on. A table that
    changes at day's break applies from the beginning of a business day, the next if none is said.
    """
    demand(actor, Right.APPROVE_POLICY, branch_id)
    if actor.subject is None:
        raise Refused("no_right")
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.APPROVE)
        since = _since(row.table, plan_of(branch_id), live_from, this_turn.at)
        check_approve(row, actor.subject, since, this_turn.at)
        approved = PolicyApproved(policy_id, row.table, row.number, row.digest.hex(), since)
        version = this_turn.record(approved)
        return doing.answered(
            this_turn, row, state, version, approved_by=actor.subject, live_from=since
        )


def _since(table: str, plan: Plan, wished: datetime | None, now: datetime) -> datetime:
    """From when an approved version applies; refuses the middle of a day where the day's first
    numbers already went by another.
    """
    if kind_named(table).changes is Changes.ANY_TIME:
        return wished or now
    if wished is None:
        return plan.next_begins(plan.day(now))[0]
    if wished != plan.begins(plan.day(wished)):
        raise Refused("live_from_within_day", where="live_from")
    return wished


@verb
def roll_back(
    *, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None = None
) -> PolicyNow:
    """End an approved version before its time: at once, the one before it is in force."""
    demand(actor, Right.APPROVE_POLICY, branch_id)
    doing = _Doing(actor, branch_id, policy_id, at, seen)
    with doing.turn() as this_turn:
        row = doing.row(this_turn)
        state = move(row.state, PolicyMove.ROLL_BACK)
        version = this_turn.record(PolicyRolledBack(policy_id, row.table, row.number))
        return doing.answered(this_turn, row, state, version, ended_at=this_turn.at)


_rulings: dict[UUID, Ruling] = {}  # approved rows never change


def ruling(this_turn: Turn, approved: Iterable[PolicyRow], kind: Kind, at: datetime) -> Ruling:
    """The version of `kind` in force at `at`, for a verb that decides by it; one that this process
    hasn't met costs a trip.
    """
    version = in_force((each for each in approved if each.table == kind.name), at)
    if version is None:
        return start_of(kind)
    known = _rulings.get(version.id)
    if known is None:
        (rows,) = this_turn.rows(rows_read(this_turn.branch_id, version.id))
        known = _rulings[version.id] = made(kind, version.number, rows)
    return known


class _Doing:
    """One verb with one policy."""

    def __init__(
        self, actor: Actor, branch_id: UUID, policy_id: UUID, at: datetime, seen: int | None
    ) -> None:
        self._actor, self._branch_id, self._at, self._seen = actor, branch_id, at, seen
        self._read = policy_read(branch_id, policy_id)

    def turn(self) -> Turn:
        plan = plan_of(self._branch_id)
        day = plan.day(self._at)
        return turn(self._branch_id, self._actor, self._at, day, self._read, plan=plan.version)

    def row(self, this_turn: Turn) -> PolicyRow:
        row = this_turn.one(self._read, "unknown_policy")
        if self._seen is not None and self._seen != row.version:
            raise Refused("stale_screen")
        return row

    def done(
        self, this_turn: Turn, row: PolicyRow, state: PolicyState, version: int, **changes: object
    ) -> PolicyNow:
        this_turn.update(Policy, row.id, state=state.value, version=version, **changes)
        return this_turn.answer(
            PolicyNow(row.id, row.table, row.number, state, row.faults, version)
        )

    def answered(
        self, this_turn: Turn, row: PolicyRow, state: PolicyState, version: int, **changes: object
    ) -> PolicyNow:
        """`done`, by whoever decides about what others made."""
        return self.done(
            this_turn,
            row,
            state,
            version,
            answered_by=self._actor.subject,
            answered_at=this_turn.at,
            **changes,
        )
