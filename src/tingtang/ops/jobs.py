"""What the clock does: each job looks for what is due and calls a verb. A job run twice changes
nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta

from asgiref.sync import sync_to_async
from django.conf import settings
from django.db import close_old_connections
from procrastinate import App

from tingtang.access.actions import record_looks
from tingtang.access.actor import Actor, job
from tingtang.bank.branch.queries import Plan, branch_ids, reread_plan, unclosed_days_read
from tingtang.hall.booking.actions.bookings import forget_phones
from tingtang.hall.booking.actions.holds import escalate_holds
from tingtang.hall.booking.queries.cash import overdue_holds_read
from tingtang.hall.ticket.actions.day import close_day
from tingtang.hall.ticket.actions.moving import resume
from tingtang.hall.ticket.queries import due_tickets_read
from tingtang.hall.visit.actions import escalate_help, forget_links
from tingtang.hall.visit.queries import overdue_help_read
from tingtang.kernel.clock import real_now
from tingtang.kernel.refused import Refused
from tingtang.ledger.actions import ensure_partitions, forget_errands
from tingtang.ledger.anchors import anchor_all
from tingtang.ledger.look import look
from tingtang.relation.referral.actions.closing import finish_referrals
from tingtang.relation.referral.actions.forgetting import forget_referrals, sever_referrals
from tingtang.relation.referral.actions.returning import return_number
from tingtang.relation.referral.queries import due_read, left_aside_read

log = logging.getLogger(__name__)

EVERY_5_SECONDS = "* * * * * */5"  # the sixth field of procrastinate's cron is the seconds
EVERY_MINUTE = "* * * * *"
EVERY_HOUR = "7 * * * *"


def register(app: App) -> None:
    """Put the jobs on the clock."""
    for cron, name, work in (
        (EVERY_5_SECONDS, "help", help_answered_or_escalated),
        (EVERY_5_SECONDS, "late", customers_aside_return),
        (EVERY_5_SECONDS, "led", numbers_of_the_led_return),
        (EVERY_5_SECONDS, "holds", holds_are_reviewed),
        (EVERY_5_SECONDS, "cutover", days_are_closed),
        (EVERY_MINUTE, "referrals", referrals_are_finished),
        (EVERY_HOUR, "looks", looks_are_recorded),
        (EVERY_HOUR, "phones", phones_are_forgotten),
        (EVERY_HOUR, "links", old_links_are_forgotten),
        (EVERY_HOUR, "referrals-kept", old_referrals_are_forgotten),
        (EVERY_HOUR, "anchors", heads_are_anchored),
        (EVERY_HOUR, "housekeeping", house_is_kept),
    ):
        _register(app, cron, name, work)


def _register(app: App, cron: str, name: str, work: Callable[[], None]) -> None:
    @app.periodic(cron=cron)
    @app.task(name=name, queue=settings.CLOCK_QUEUE, queueing_lock=name)
    async def run(timestamp: int) -> None:
        await sync_to_async(_run, thread_sensitive=True)(work)


def _run(work: Callable[[], None]) -> None:
    close_old_connections()
    try:
        work()
    finally:
        close_old_connections()


def _branches() -> Iterator[tuple[Plan, Actor, datetime]]:
    """Every branch's plan as it stands, the clock as an actor there, and its time."""
    for branch_id in branch_ids():
        plan = reread_plan(branch_id)
        yield plan, job("clock", branch_id), plan.clock.now()


@contextmanager
def _unless_refused() -> Iterator[None]:
    """A verb that somebody was quicker with is no fault."""
    try:
        yield
    except Refused as refused:
        log.info("the clock was refused: %s", refused.code)


def help_answered_or_escalated() -> None:
    """Calls for help that nobody answered in time go to the next person."""
    for plan, actor, at in _branches():
        before = at - timedelta(seconds=plan.parameters["help_within_s"])
        if look(plan.branch_id, overdue_help_read(plan.branch_id, before))[0]:
            with _unless_refused():
                escalate_help(actor=actor, branch_id=plan.branch_id, at=at)


def customers_aside_return() -> None:
    """Whoever said “I'll be late”, or came before their slot, joins the line at that time."""
    for plan, actor, at in _branches():
        for ticket_id in look(plan.branch_id, due_tickets_read(plan.branch_id, at))[0]:
            with _unless_refused():
                resume(actor=actor, branch_id=plan.branch_id, ticket_id=ticket_id, at=at)


def numbers_of_the_led_return() -> None:
    """Whoever was led to a desk that is kept no longer, or talked there, joins the line again."""
    for plan, actor, at in _branches():
        for ticket_id in look(plan.branch_id, left_aside_read(plan.branch_id, at))[0]:
            with _unless_refused():
                return_number(actor=actor, branch_id=plan.branch_id, ticket_id=ticket_id, at=at)


def referrals_are_finished() -> None:
    """What is open at closing goes to its receiver, by consent, or ends."""
    for plan, actor, at in _branches():
        if look(plan.branch_id, due_read(plan.branch_id, plan.day(at)))[0]:
            with _unless_refused():
                finish_referrals(actor=actor, branch_id=plan.branch_id, at=at)


def old_referrals_are_forgotten() -> None:
    """Referrals are kept for a year; what they name of a visit goes with them."""
    for plan, actor, at in _branches():
        while forget_referrals(actor=actor, branch_id=plan.branch_id, at=at):
            pass


def holds_are_reviewed() -> None:
    """Payments held for signs of fraud that nobody reviewed in time come before the heads."""
    for plan, actor, at in _branches():
        before = at - timedelta(minutes=plan.parameters["hold_review_min"])
        if look(plan.branch_id, overdue_holds_read(plan.branch_id, before))[0]:
            with _unless_refused():
                escalate_holds(actor=actor, branch_id=plan.branch_id, at=at)


def phones_are_forgotten() -> None:
    """Phone numbers of appointments and reservations are erased after a month."""
    for plan, actor, at in _branches():
        while forget_phones(actor=actor, branch_id=plan.branch_id, at=at):
            pass


def days_are_closed() -> None:
    """What is still open some time after the cutover is closed, and nothing is lost."""
    for plan, actor, at in _branches():
        grace = timedelta(minutes=plan.parameters["closing_grace_min"])
        unclosed = unclosed_days_read(plan.branch_id, plan.day(at - grace))
        for row in look(plan.branch_id, unclosed)[0]:
            with _unless_refused():
                close_day(actor=actor, branch_id=plan.branch_id, day=row.date, at=at)


def looks_are_recorded() -> None:
    """Who looked at what goes into the ledger in batches, on the looker's own branch's chain."""
    for plan, actor, at in _branches():
        record_looks(actor=actor, branch_id=plan.branch_id, at=at, day=plan.day(at))


def old_links_are_forgotten() -> None:
    """After 30 days a visit doesn't say any more whose it was, nor a follow-up from which visit it
    came.
    """
    for plan, actor, at in _branches():
        for forget in (sever_referrals, forget_links):
            while forget(actor=actor, branch_id=plan.branch_id, at=at):
                pass


def heads_are_anchored() -> None:
    """Every branch's head is signed and kept outside the database."""
    anchor_all()


def house_is_kept() -> None:
    """Partitions stand three months ahead; answered errands are forgotten after 72 hours."""
    ensure_partitions(real_now().date())
    for branch_id in branch_ids():
        forget_errands(branch_id, real_now())
