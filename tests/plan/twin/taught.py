"""A branch whose past days are known."""

from datetime import date, datetime, timedelta
from uuid import UUID

from cast import Cast, founded
from tingtang.access.actor import Actor, job
from tingtang.bank.branch.queries import plan_of, reread_plan
from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.hall.ticket.actions.history import keep_history
from tingtang.hall.ticket.rules import Past
from tingtang.ledger.look import look
from tingtang.ops.trials import run_trials
from tingtang.plan.twin.actions.learning import TwinNow, keep_learned
from tingtang.plan.twin.actions.suggesting import Estimated, settle
from tingtang.plan.twin.actions.trying import try_on_days
from tingtang.plan.twin.queries.trials import TrialRow, trial_read
from tingtang.plan.twin.rules.changes import Change, What
from tingtang.plan.twin.rules.drafts import Draft
from tingtang.plan.twin.rules.fits import Fit, Learned
from tingtang.plan.twin.rules.suggesting import Gain

QUARTERS = 32  # of a day from nine to five
FIT = Fit(
    per_hour={
        "ordinary/cash": {day: [12.0] * QUARTERS for day in range(5)},
        "vip/cash": {day: [1.0] * QUARTERS for day in range(5)},
        "ordinary/noncash": {day: [4.0] * QUARTERS for day in range(5)},
    },
    services={
        "ordinary/cash": {"kind": "lognormal", "mean": 5.0, "cv": 0.7},
        "ordinary/noncash": {"kind": "gamma", "mean": 8.0, "cv": 0.6},
    },
    patience={"ordinary/cash": {"kind": "exponential", "mean": 60.0}},
    factors={"1": 0.9, "2": 1.1},
    accepts={"ordinary/cash": {"smart": 0.4}},
    day_cv=dict.fromkeys(range(5), 0.15),
)


DAY = date(2026, 11, 18)
SERVICE_MIN = 5.0


def came(minute: float, class_id: str = "ordinary") -> Row:
    """Somebody who came for cash, and was served as long as anybody."""
    return Row(
        id=f"{class_id}{minute}",
        day=DAY,
        class_id=class_id,
        service="cash",
        arrived_min=minute,
        wait_s=0.0,
        outcome=Outcome.SERVED,
        service_s=SERVICE_MIN * 60,
        server="1",
    )


def teach(branch: UUID, at: datetime, fit: Fit = FIT) -> TwinNow:
    """Let the twin know these figures, of the four weeks before."""
    day = plan_of(branch).day(at)
    last = day - timedelta(days=1)
    learned = Learned(fit, {"rows": 2400}, last - timedelta(days=27), last, 20, 2400, 3)
    return keep_learned(actor=job("twin", branch), branch_id=branch, learned=learned, at=at)


def bring_past(head: Actor, branch: UUID, at: datetime, days: int) -> None:
    """Days on which one counter had more to do than it could, brought along."""
    plan = plan_of(branch)
    tickets = [
        Past(f"{n:03}", "ordinary", "cash", arrived, arrived, called, "served", called, done, "1")
        for day in range(1, days + 1)
        if (hours := plan.opening(plan.day(at) - timedelta(days=day)))
        for n in range(40)
        for arrived in [hours[0] + timedelta(minutes=5 * n)]
        for called in [hours[0] + timedelta(minutes=7 * n)]
        for done in [called + timedelta(minutes=6)]
    ]
    keep_history(actor=head, branch_id=branch, tickets=tickets, file="0" * 64, left_out=0, at=at)


def with_history(days: int) -> Cast:
    """A branch with a day open, and so many past ones."""
    cast = founded()
    cast.open_day()
    teach(cast.branch, cast.at)
    bring_past(cast.staff("hanliqun"), cast.branch, cast.at, days)
    return cast


def answered(cast: Cast, draft: Draft) -> TrialRow:
    """A draft asked for and run."""
    begun = cast.do("suxiaowen", try_on_days, draft=draft)
    for _ in run_trials(reread_plan(cast.branch), cast.at):
        pass
    row: TrialRow
    (row,) = look(cast.branch, trial_read(cast.branch, begun.id))[0]
    return row


OPENS_2 = Change(What.OPEN, counter="2")


def suggest(branch: UUID, at: datetime, change: Change = OPENS_2, saved: float = 40.0) -> UUID:
    """Let the twin say that a change would save so much."""
    gain = Gain(
        change,
        saved,
        saved / 2,
        {"ordinary/cash": (31.0, 18.0)},
        {"ordinary/cash": (25.0, 36.0, 15.0, 22.0)},
    )
    found = Estimated((gain,), frozenset([change]), {})
    (shown,) = settle(actor=job("twin", branch), branch_id=branch, found=found, at=at)
    return shown
