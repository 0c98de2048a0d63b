"""`tingtang reader simulate`: a card or an ID is read, without a reader."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand

from tingtang.hall.visit.rules import CardKind
from tingtang.ops.reader import simulate


class Command(BaseCommand):
    """Card readers; docs/card-reader.md is the contract for adapters."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of `simulate`."""
        does = parser.add_subparsers(dest="does", required=True)
        simulating = does.add_parser("simulate", help="post to the running server as a reader does")
        simulating.add_argument("--branch", metavar="CODE", help="needed where there are several")
        simulating.add_argument("--kind", choices=[*CardKind], default=CardKind.CARD, type=CardKind)
        simulating.add_argument("--number", help="a test card's; absent: made up")
        simulating.add_argument("--ticket", type=UUID, help="the number it belongs to, by its id")
        simulating.add_argument(
            "--key", help="of an enrolled reader: needed outside demonstrations"
        )
        simulating.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Have it read, and tell whose visit it is."""
        given = {name: options[name] for name in ("kind", "number", "ticket", "key")}
        simulated = simulate(options["branch"], **given)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(simulated)))
            return
        what = f"{simulated.kind.value} {simulated.made_up}".rstrip()
        self.stdout.write(f"{what} was read: visit {simulated.visit}")
