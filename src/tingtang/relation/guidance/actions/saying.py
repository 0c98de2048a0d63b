"""An approved sentence was said to a customer: what quality figures may count later."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import check_not_closed, day_read, plan_of
from tingtang.bank.customer.actions.holds import check_no_hold
from tingtang.bank.policy.rules.kinds.sentence import MOMENTS, SELLS
from tingtang.bank.script.queries import library, script_read
from tingtang.bank.script.rules.life import in_use
from tingtang.hall.ticket.queries import guest_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb
from tingtang.relation.guidance.events import SentenceSaid
from tingtang.relation.guidance.queries import refusals_read


@dataclass(frozen=True, slots=True)
class ScriptSaid:
    """Answer: which sentence was said, and of which version."""

    script: UUID
    situation: str
    number: int
    version: int


@verb
def say_script(
    *,
    actor: Actor,
    branch_id: UUID,
    script_id: UUID,
    visit_id: UUID,
    moment: str,
    version: int,
    at: datetime,
) -> ScriptSaid:
    """Somebody said a sentence to the customer of a visit of today, at a moment of the table of
    sentences. Nothing asks for it, and nothing but the entry is kept. What leads to a sale is
    refused with `sales_held` or `refused_contact`, as leading there is.

    `version`: the sentence as the screen showed it; refuses with `stale_screen` another one, and
    with `script_not_in_use` what may not be said now.
    """
    demand(actor, Right.SAY_SCRIPT, branch_id)
    if moment not in MOMENTS:
        raise Refused("bad_input", where="moment")
    plan = plan_of(branch_id)
    day = plan.day(at)
    script_rows, today = script_read(branch_id, script_id), day_read(branch_id, day)
    guest_rows = guest_read(branch_id, visit_id, day)
    refused = refusals_read(branch_id, visit_id)
    reads = (script_rows, today, guest_rows, refused)
    with turn(branch_id, actor, at, day, *reads, plan=plan.version) as this_turn:
        guest = this_turn.one(guest_rows, "unknown_visit")
        check_not_closed(this_turn.found(today))
        known = {each.id: each for each in library(this_turn.found(script_rows))}
        if script_id not in known:
            raise Refused("unknown_script")
        script = known[script_id]
        if script.version != version:
            raise Refused("stale_screen")
        if not in_use(script, this_turn.at, this_turn.day):
            raise Refused("script_not_in_use")
        if script.situation in SELLS:
            check_no_hold(this_turn, guest.home_branch, guest.customer_id)
            if this_turn.found(refused)[0]:
                raise Refused("refused_contact")
        said = ScriptSaid(script.id, script.situation, script.number, script.version)
        this_turn.record(
            SentenceSaid(said.script, said.version, said.situation, said.number, visit_id, moment)
        )
        return this_turn.answer(said)
