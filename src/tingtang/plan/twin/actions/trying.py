"""Somebody has a draft run on the branch's own past days, before it is approved or done."""

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.bank.policy.queries import PolicyRow, made, policy_read, rows_read
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.bank.policy.rules.kinds.line import LINE
from tingtang.bank.policy.rules.kinds.order import ORDER
from tingtang.bank.policy.rules.tables import Row, read_table
from tingtang.hall.ticket.queries import order_by_rows
from tingtang.kernel.ids import new_id
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.plan.twin.events import TrialAsked
from tingtang.plan.twin.models import PolicyTrial
from tingtang.plan.twin.queries.kept import newest_twin_read
from tingtang.plan.twin.rules.drafts import Draft, Which, check_draft
from tingtang.plan.twin.rules.lines import lines_by
from tingtang.plan.twin.rules.offers import offers_by

#: The tables on which waits depend.
_KINDS: Final = {Which.ORDER: ORDER, Which.LINE: LINE, Which.DIVERT: DIVERT}


@dataclass(frozen=True, slots=True)
class TrialBegun:
    """Answer: where the twin will say what the draft would have done."""

    id: UUID


@verb
def try_on_days(*, actor: Actor, branch_id: UUID, draft: Draft, at: datetime) -> TrialBegun:
    """Run a draft on past days; nothing in the hall changes. Of a version of a table it takes the
    rows as they are now.

    Refuses what is no draft (`check_draft`), `unknown_policy`, `not_simulated` a version of another
    table, `policy_has_faults`, and `twin_unlearned` while nothing is known of past days.
    """
    demand(actor, Right.ASK_TWIN, branch_id)
    plan = plan_of(branch_id)
    check_draft(plan, draft)
    newest = newest_twin_read(branch_id)
    about = policy_read(branch_id, draft.policy or branch_id)
    rows = rows_read(branch_id, draft.policy or branch_id)
    reads = (newest, about, rows)
    with turn(branch_id, actor, at, plan.day(at), *reads, plan=plan.version) as this_turn:
        this_turn.one(newest, "twin_unlearned")
        if draft.which in _KINDS:
            row = this_turn.one(about, "unknown_policy")
            draft = _with_rows(plan, draft, row, this_turn.one(rows, "unknown_policy"))
        begun = TrialBegun(new_id())
        this_turn.record(TrialAsked(begun.id, draft.which.value, draft.policy))
        this_turn.insert(
            PolicyTrial, id=begun.id, asked_at=this_turn.at, draft=json.dumps(draft.json())
        )
        return this_turn.answer(begun)


def _with_rows(plan: Plan, draft: Draft, row: PolicyRow, rows: tuple[Row, ...]) -> Draft:
    """With what the version's rows say now."""
    if row.table != draft.which.value:
        raise Refused("not_simulated", where="policy")
    kind = _KINDS[draft.which]
    _, problems = read_table(kind, rows)
    if problems or row.faults:
        raise Refused("policy_has_faults", faults=row.faults or len(problems))
    draft = replace(draft, digest=row.digest.hex())
    if draft.which is Which.ORDER:
        return replace(draft, terms=order_by_rows(row.number, rows).terms)
    table = made(kind, row.number, rows, bank=False)
    if draft.which is Which.LINE:
        return replace(draft, lines=lines_by(table))
    return replace(draft, offers=offers_by(plan, table))
