"""`tingtang voice make`: the clips of which a wall puts its calls together, with espeak-ng."""

import json
from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from tingtang.ops.espeak import make
from tingtang.ops.voice import MADE, OWN, pack_in_use


class Command(BaseCommand):
    """The voice pack."""

    help = __doc__
    needs_database = False

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of `make`."""
        does = parser.add_subparsers(dest="does", required=True)
        making = does.add_parser("make", help="make the clips that are missing")
        making.add_argument("--force", action="store_true", help="make them all anew")
        making.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Make the pack, and tell which one is in use."""
        made = make(settings.DATA, force=options["force"])
        used = pack_in_use(settings.DATA)
        own = used is not None and used.own
        clips = used.count if used else 0
        if options["json"]:
            told = {"made": bool(made), "clips": clips, "in_use": OWN if own else MADE}
            self.stdout.write(json.dumps(told))
            return
        what = f"{made.count} clips made" if made else "nothing to make"
        whose = "the bank's own recordings are" if own else "espeak-ng's clips are"
        self.stdout.write(f"{what}; {whose} in use ({clips})")
