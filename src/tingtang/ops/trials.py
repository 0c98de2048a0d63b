"""Runs the drafts that somebody wants tried on past days: in the twin's process, a day at a time,
so that no forecast waits for them.
"""

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Final

from tingtang.bank.branch.queries import Plan
from tingtang.engines.simulate.reading import BadScenario
from tingtang.hall.ticket.queries import order_of
from tingtang.ledger.look import look
from tingtang.plan.twin.actions.reckoning import keep_trial
from tingtang.plan.twin.queries.kept import fit_read
from tingtang.plan.twin.queries.past import cases_between, happened
from tingtang.plan.twin.queries.tables import lines_now, offers_now
from tingtang.plan.twin.queries.trials import TrialRow, open_trials_read
from tingtang.plan.twin.rules.choices import assumed_of
from tingtang.plan.twin.rules.drafts import draft_of
from tingtang.plan.twin.rules.fits import fit_of
from tingtang.plan.twin.rules.happened import longest_day_min
from tingtang.plan.twin.rules.learning import LEAST_DAYS
from tingtang.plan.twin.rules.offers import not_simulated
from tingtang.plan.twin.rules.past_days import (
    Ground,
    PastDays,
    in_lines,
    known_by_line,
    past_days,
)
from tingtang.plan.twin.rules.trials import DayTried, day_tried, trial

log = logging.getLogger(__name__)

LOOKED_AT: Final = timedelta(weeks=6)  # in which there are twenty days that were open
TOO_FEW: Final = "too_few_days"
FAILED: Final = "failed"  # what was asked makes no scenario: ours to mend, nobody else's


def run_trials(plan: Plan, at: datetime) -> Iterator[None]:
    """Each open trial of the branch, until there is none; gives way after each past day."""
    while waiting := look(plan.branch_id, open_trials_read(plan.branch_id))[0]:
        yield from _run(plan, waiting[0], at)


def _run(plan: Plan, row: TrialRow, at: datetime) -> Iterator[None]:
    branch_id, draft, today = plan.branch_id, draft_of(row.draft), plan.day(at)
    (fits,) = look(branch_id, fit_read(branch_id))
    on = Ground(plan, order_of(plan, today), plan.discipline, fit_of(fits[0]))
    if draft.offers is not None:
        on = replace(on, offers=offers_now(plan, at))
    since = today - LOOKED_AT
    given = past_days(happened(plan, since, today), longest_day_min(plan))
    limits: dict[str, Any] = {}
    if draft.lines is not None:
        cases = cases_between(branch_id, since, today)
        given = in_lines(given, cases, lines_now(plan, at), draft.lines)
        limits = {"by_line": known_by_line(given, cases)}
    elif draft.offers is not None and on.offers is not None:
        limits = {
            "not_simulated": not_simulated(on.offers, draft.offers),
            "assumes": assumed_of(on.fit, on.offers, draft.offers),
        }
    days: list[DayTried] = []
    try:
        for past in given.days:
            yield
            tried = day_tried(on, draft, past)
            if tried is not None:
                days.append(tried)
    except BadScenario:
        log.exception("the twin cannot run a trial")
        keep_trial(branch_id, row.id, {"refused": FAILED}, at)
    else:
        keep_trial(branch_id, row.id, _answer(given, days, limits), at)


def _answer(given: PastDays, days: list[DayTried], limits: dict[str, Any]) -> dict[str, Any]:
    return {**trial(given, days), **limits} if len(days) >= LEAST_DAYS else {"refused": TOO_FEW}
