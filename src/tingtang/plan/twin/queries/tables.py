"""What the tables in force say, as the twin asks them."""

from datetime import datetime

from tingtang.bank.branch.queries import Plan
from tingtang.bank.policy.queries import approved_read, looked, ruling_of
from tingtang.bank.policy.rules.kinds.divert import DIVERT
from tingtang.bank.policy.rules.kinds.line import LINE
from tingtang.ledger.look import look
from tingtang.plan.twin.rules.lines import Lines, lines_by
from tingtang.plan.twin.rules.offers import Offers, offers_by


def offers_now(plan: Plan, at: datetime) -> Offers:
    """By the table of diversion in force at `at`."""
    (approved,) = look(plan.branch_id, approved_read(plan.branch_id))
    return offers_by(plan, ruling_of(approved, DIVERT, at, looked(plan.branch_id)))


def lines_now(plan: Plan, at: datetime) -> Lines:
    """By the table of lines in force on the day of `at`: the version at its beginning."""
    (approved,) = look(plan.branch_id, approved_read(plan.branch_id))
    begins = plan.begins(plan.day(at))
    return lines_by(ruling_of(approved, LINE, begins, looked(plan.branch_id)))
