"""Bringing in the tickets of days before this system."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from tingtang.access.actor import Actor
from tingtang.access.demand import demand
from tingtang.access.rights import Right
from tingtang.bank.branch.queries import Plan, plan_of
from tingtang.hall.ticket.events import HistoryKept
from tingtang.hall.ticket.models import PastTicket
from tingtang.hall.ticket.queries import PAST_COLUMNS, past_read
from tingtang.hall.ticket.rules import Past, impossible
from tingtang.kernel.refused import Refused
from tingtang.ledger.turn import turn, verb


@dataclass(frozen=True, slots=True)
class Kept:
    """Answer: how many tickets are new; the others were there already."""

    new: int
    known: int


def past_day(plan: Plan, past: Past) -> date:
    """The date of the arrival, where the branch is."""
    return past.arrived_at.astimezone(ZoneInfo(plan.zone)).date()


@verb
def keep_history(
    *,
    actor: Actor,
    branch_id: UUID,
    tickets: Sequence[Past],
    file: str,
    left_out: int,
    at: datetime,
) -> Kept:
    """Keep the tickets that are not there yet, in one turn with one entry, or none of them.

    `file` is the SHA-256 of the file they come from, `left_out` how many of its rows do not.
    """
    demand(actor, Right.BRING_HISTORY, branch_id)
    for past in tickets:
        fault = impossible(past)
        if fault is not None:
            raise Refused("impossible_history", where=fault[0], ticket=past.ticket)
    plan = plan_of(branch_id)
    days = {past_day(plan, past) for past in tickets} or {plan.day(at)}
    there = past_read(branch_id, min(days), max(days))
    with turn(branch_id, actor, at, plan.day(at), there, plan=plan.version) as this_turn:
        known = {(past_day(plan, past), past.ticket) for past in this_turn.found(there)}
        dated = [(past_day(plan, past), past) for past in tickets]
        new = [(day, past) for day, past in dated if (day, past.ticket) not in known]
        if new:
            rows = [(day, *(getattr(past, name) for name in PAST_COLUMNS)) for day, past in new]
            this_turn.load(PastTicket, ("date", *PAST_COLUMNS), rows)
            first, last = min(day for day, _ in new), max(day for day, _ in new)
            this_turn.record(HistoryKept(len(new), left_out, first, last, file))
        return Kept(new=len(new), known=len(tickets) - len(new))
