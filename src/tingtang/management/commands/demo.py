"""`tingtang demo load` and `tingtang demo play`."""

import argparse
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tingtang.api.demonstration import is_demonstration
from tingtang.bank.branch.queries import branch_ids, reread_plan
from tingtang.kernel.clock import real_now
from tingtang.ledger.actions import ensure_partitions
from tingtang.ops.demo import bank, playing, winding
from tingtang.ops.errors import BadInput


class Command(BaseCommand):
    """The demonstration bank."""

    help = "Load the demonstration bank, or play a day of it through the public HTTP API."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """`load`, or `play` with its options."""
        does = parser.add_subparsers(dest="does", required=True)
        does.add_parser(
            "load", help="three branches; loading again only lets their clocks run as real ones do"
        )
        playing.add_arguments(does.add_parser("play", help="a day through the HTTP API"))

    def handle(self, *_args: Any, **options: Any) -> None:
        """Do it."""
        if options["does"] == "load":
            load()
        else:
            playing.play(options)


def load() -> None:
    """Found the bank, unless it stands already; a folder that holds a real bank is left alone."""
    if is_demonstration(settings.DATA):
        fast = [each for each in branch_ids() if reread_plan(each).clock.scale != 1]
        winding.run_at(fast, 1)  # a day that was played may have been broken off
        return
    if branch_ids():
        raise BadInput(
            "this data folder holds a real bank; load the demonstration into another --data"
        )
    now = real_now()
    ensure_partitions(now.date())
    bank.load_bank(settings.DATA, bank.first_moment(now))
