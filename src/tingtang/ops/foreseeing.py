"""Simulates branches from their present state, and answers what-ifs: the twin's own process.

It follows the ledger as the stream does: told by NOTIFY, and looking at the heads each second for
what it was not told. Of a branch it simulates the newest state only, at most each five seconds; at
least each half minute, for time alone changes who will wait how long.
"""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from django.db import DatabaseError, InterfaceError, close_old_connections

from tingtang.access.actor import job
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import Plan, plan_of, reread_plan
from tingtang.bank.branch.rules import WEIGHED
from tingtang.bank.staff.queries import on_duty_read
from tingtang.engines.simulate.reading import BadScenario
from tingtang.hall.counter.queries import seats_read
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look
from tingtang.live.source import CHANNEL, connection_parameters, role
from tingtang.ops.trials import FAILED, run_trials
from tingtang.plan.twin.actions.learning import keep_learned
from tingtang.plan.twin.actions.reckoning import (
    Reckoned,
    forget_questions,
    keep_afterwards,
    keep_answer,
    keep_estimates,
    keep_forecast,
)
from tingtang.plan.twin.actions.suggesting import Estimated, settle
from tingtang.plan.twin.queries.kept import fit_read, newest_twin_read, open_questions_read
from tingtang.plan.twin.queries.past import happened, last_known_day_read
from tingtang.plan.twin.queries.present import present
from tingtang.plan.twin.queries.suggested import (
    came_between_read,
    done_read,
    scenario_read,
    standing_read,
    unjudged_read,
)
from tingtang.plan.twin.queries.tables import offers_now
from tingtang.plan.twin.rules.afterwards import WITHIN, afterwards
from tingtang.plan.twin.rules.changes import change_of
from tingtang.plan.twin.rules.fits import fit_of
from tingtang.plan.twin.rules.gains import gains
from tingtang.plan.twin.rules.happened import longest_day_min
from tingtang.plan.twin.rules.learning import learned
from tingtang.plan.twin.rules.runs import forecast, what_if
from tingtang.plan.twin.rules.scenarios import Known, scenario
from tingtang.plan.twin.rules.suggesting import Life, candidates

log = logging.getLogger(__name__)

SUGGESTS_S: Final = 30.0  # between two looks for what could be done
EVERY_S: Final = 5.0  # between two forecasts of a branch, at least
LATEST_S: Final = 30.0  # and at most, while it serves
HEADS_S: Final = 1.0
LEARNS_FROM: Final = timedelta(weeks=13)
LOOKS_BACK: Final = timedelta(hours=4)
PAUSE_S: Final = 1.0  # before another try, when the database is away
_HEADS: Final = "select branch_id, sequence, plan from ledger_head"
NOTHING_KNOWN: Final = "twin_unlearned"
NOT_SERVING: Final = "day_not_open"
ENDED: Final = object()


@dataclass(slots=True)
class Watched:
    """A branch: its last entry, the last one whose questions were looked at, the last one that a
    forecast knew, when that was made, and when suggestions were.
    """

    head: int = 0
    plan: int = 0  # the version of its plan
    asked: int = -1
    known: int = -1
    made: float = float("-inf")
    suggested: float = float("-inf")
    serves: bool = False

    def due(self, now: float) -> bool:
        """A branch that does not serve is looked at when something happens there: its day begins by
        an entry, too.
        """
        since = now - self.made
        if self.head != self.known:
            return since >= EVERY_S
        return self.serves and since >= LATEST_S


class Twin:
    """Watches every branch of this installation."""

    def __init__(self) -> None:
        self.ending = False
        self._branches: dict[UUID, Watched] = {}
        self._trials: dict[UUID, Iterator[None]] = {}
        self._heads_at = float("-inf")

    def run(self) -> None:
        """Until told to end; a database that is away is waited for."""
        while not self.ending:
            try:
                with _listening() as raw:
                    while not self.ending:
                        self.once(raw)
            except (psycopg.Error, DatabaseError, InterfaceError):
                log.warning("the twin waits for the database")
                self._branches.clear()  # whatever was begun is looked at anew
                self._trials.clear()
                close_old_connections()
                time.sleep(PAUSE_S)

    def once(self, raw: psycopg.Connection[Any]) -> None:
        """Listen for a moment, then do what is due."""
        if any(True for _ in raw.notifies(timeout=0.2, stop_after=1)):
            self._heads_at = float("-inf")
        if time.monotonic() - self._heads_at >= HEADS_S:
            self._heads_at = time.monotonic()
            for branch_id, head, plan in raw.execute(_HEADS):
                watched = self._branches.setdefault(branch_id, Watched())
                watched.head, watched.plan = head, plan
        for branch_id, watched in self._branches.items():
            if not self.ending:
                with _alone():
                    self._tend(branch_id, watched)
        for branch_id in list(self._trials):
            if not self.ending:
                trial = self._trials.pop(branch_id)
                with _alone():
                    if next(trial, ENDED) is not ENDED:
                        self._trials[branch_id] = trial

    def _tend(self, branch_id: UUID, watched: Watched) -> None:
        now = time.monotonic()
        if watched.asked == watched.head and not watched.due(now):
            return
        plan = plan_of(branch_id)
        if plan.version != watched.plan:
            plan = reread_plan(branch_id)
        at = plan.clock.now()
        if watched.asked != watched.head:
            watched.asked = watched.head
            answer_questions(plan, at)
            self._trials.setdefault(branch_id, run_trials(plan, at))
        if not watched.due(now):
            return
        watched.known, watched.made = watched.head, now
        known, why = known_at(plan, at)
        watched.serves = known is not None
        if known is None:
            if why == NOT_SERVING:
                end_suggestions(plan, at)
            look_back(plan, at)
            learn(plan, at)
            return
        tell(known)
        if now - watched.suggested >= SUGGESTS_S:
            watched.suggested = now
            suggest(known)
            look_back(plan, at)


@contextmanager
def _alone() -> Iterator[None]:
    """What goes wrong with one branch is logged, and keeps no other waiting; an outage of the
    database is everybody's.
    """
    try:
        yield
    except (psycopg.Error, DatabaseError, InterfaceError):
        raise
    except Exception:
        log.exception("the twin cannot go on with a branch")


@contextmanager
def _listening() -> Iterator[psycopg.Connection[Any]]:
    """A connection that hears of commits."""
    with psycopg.connect(**connection_parameters(), autocommit=True) as raw:
        if (assume := role()) is not None:
            raw.execute(assume)
        raw.execute(f"listen {CHANNEL}")
        yield raw


def known_at(plan: Plan, at: datetime) -> tuple[Known | None, str]:
    """The branch's state with what past days taught; without it, the code of why."""
    (fits,) = look(plan.branch_id, fit_read(plan.branch_id))
    if not fits:
        return None, NOTHING_KNOWN
    seen = present(plan, at)
    if seen is None:
        return None, NOT_SERVING
    fit, offers = fit_of(fits[0]), offers_now(plan, at)
    return Known(plan, seen.order, plan.discipline, fit, seen.present, offers), ""


def tell(known: Known) -> None:
    """Simulate the branch's state and keep what came of it."""
    real_at, cpu = real_now(), time.process_time()
    said = forecast(known, known.plan.parameters["promise_min"])
    cpu_ms = round((time.process_time() - cpu) * 1000)
    now = known.now
    keep_forecast(known.plan.branch_id, Reckoned(now.sequence, now.at, real_at, cpu_ms, said))


def answer_questions(plan: Plan, at: datetime) -> int:
    """Answer every open question of the branch; how many there were."""
    (questions,) = look(plan.branch_id, open_questions_read(plan.branch_id))
    if not questions:
        return 0
    known, why = known_at(plan, at)
    for each in questions:
        answer: dict[str, Any] = {"refused": why}
        if known is not None:
            try:
                change, promise_min = change_of(each.change), plan.parameters["promise_min"]
                answer = what_if(known, change, promise_min, weights_of(plan))
            except Refused as refused:
                answer = {"refused": refused.code}
            except BadScenario:
                log.exception("the twin cannot answer a question")
                answer = {"refused": FAILED}
        keep_answer(plan.branch_id, each.id, known.now.sequence if known else 0, answer)
    forget_questions(plan.branch_id, at)
    return len(questions)


def learn(plan: Plan, at: datetime) -> bool:
    """Learn from past days, if there is one that the present version does not know; whether a new
    version came of it. Done while the branch does not serve, or as long as nothing is known: it
    takes seconds.
    """
    branch_id = plan.branch_id
    twins, lasts = look(branch_id, newest_twin_read(branch_id), last_known_day_read(branch_id))
    if not lasts or (twins and twins[0].last >= lasts[0]):
        return False
    rows = happened(plan, lasts[0] - LEARNS_FROM, lasts[0])
    found = learned(rows, longest_day_min(plan))
    if found is None:
        return False
    keep_learned(actor=job("twin", branch_id), branch_id=branch_id, learned=found, at=at)
    log.info("the twin of a branch has learned from %s days", found.days)
    return True


def end_suggestions(plan: Plan, at: datetime) -> None:
    """A branch that does not serve can do nothing of what is suggested."""
    (said,) = look(plan.branch_id, standing_read(plan.branch_id, at))
    if any(each.state is Life.SHOWN for each in said):
        nothing = Estimated((), frozenset(), {})
        settle(actor=job("twin", plan.branch_id), branch_id=plan.branch_id, found=nothing, at=at)


def suggest(known: Known) -> None:
    """Look for what could be done now, and settle what is said."""
    plan, at = known.plan, known.now.at
    branch_id = plan.branch_id
    seats, on_duty, said = look(
        branch_id,
        seats_read(branch_id),
        on_duty_read(branch_id, plan.day(at)),
        standing_read(branch_id, at),
    )
    tellers = {staff_id for staff_id, post in on_duty if post == Post.TELLER}
    possible = candidates(known, len(tellers - {seat.staff_id for seat in seats}))
    shown = [change_of(each.change) for each in said if each.state is Life.SHOWN]
    found = gains(known, possible, shown, weights_of(plan))
    if found or shown:
        estimated = Estimated(tuple(found), frozenset(possible), scenario(known))
        settle(actor=job("twin", branch_id), branch_id=branch_id, found=estimated, at=at)
        now = {gain.change: gain.json() for gain in found}
        kept = {each.id: now.get(change_of(each.change)) for each in said}
        stand = {each: figures for each, figures in kept.items() if figures is not None}
        if stand:
            keep_estimates(branch_id, stand, estimated.scenario)


def look_back(plan: Plan, at: datetime) -> int:
    """Say of suggestions that were decided upon what happened in the hour after; of how many."""
    branch_id = plan.branch_id
    (due,) = look(branch_id, unjudged_read(branch_id, at - LOOKS_BACK, at - WITHIN))
    for suggestion_id, decided_at, change in due:
        until = decided_at + WITHIN
        kept, came, done = look(
            branch_id,
            scenario_read(branch_id, suggestion_id),
            came_between_read(plan, decided_at, until),
            done_read(plan, change_of(change), decided_at, until),
        )
        before, said = kept[0]
        bands = {name: (said["waits"][name][1], *ends[2:]) for name, ends in said["bands"].items()}
        known = [each for each in came if each is not None]
        found = afterwards(before, bands, decided_at, known, done=done[0])
        keep_afterwards(branch_id, suggestion_id, found)
    return len(due)


def weights_of(plan: Plan) -> dict[str, float]:
    """What a minute of a class of line counts, as the branch weighs it."""
    return {line: plan.parameters[f"weigh_{line}_pct"] / 100 for line in WEIGHED}
