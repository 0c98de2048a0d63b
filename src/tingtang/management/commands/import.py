"""`tingtang import WHAT FILE`: bring in what the bank has elsewhere, all of it or nothing."""

# ruff: noqa: N999  # named like the command, which is a word of the language

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from tingtang.kernel.words import Language, catalogue
from tingtang.ops.errors import BadInput
from tingtang.ops.imports.bar import bar
from tingtang.ops.imports.branch import import_branch
from tingtang.ops.imports.customers import import_customers
from tingtang.ops.imports.faults import reason
from tingtang.ops.imports.holdings import import_holdings
from tingtang.ops.imports.outcome import Outcome, Wanted
from tingtang.ops.imports.shifts import import_shifts
from tingtang.ops.imports.staff import import_staff
from tingtang.ops.imports.tickets import import_tickets
from tingtang.ops.main import language

IMPORTS: dict[str, Callable[[Path, Wanted, Language], Outcome]] = {
    "branch": import_branch,
    "customers": import_customers,
    "holdings": import_holdings,
    "staff": import_staff,
    "shifts": import_shifts,
    "tickets": import_tickets,
}

#: Options, and what they are for.
OF_ONE_BRANCH = {"branch": ("customers", "holdings", "tickets"), "skip_bad": ("tickets",)}


class Command(BaseCommand):
    """Bring in what the bank has elsewhere; docs/import.md describes the files."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """What, from which file, and how."""
        parser.add_argument("what", choices=IMPORTS)
        parser.add_argument("file", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")
        parser.add_argument("--branch", metavar="CODE", help="customers, holdings, tickets: whose")
        parser.add_argument(
            "--skip-bad", action="store_true", help="tickets: keep the rows that can be kept"
        )
        parser.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Import, and tell what came of it."""
        what = options["what"]
        for name, those in OF_ONE_BRANCH.items():
            if options[name] and what not in those:
                where = f"--{name.replace('_', '-')}"
                raise BadInput(f"is for {' and '.join(those)} only", where=where)
        with bar(sys.stderr) as progress:
            wanted = Wanted(options["branch"], options["dry_run"], options["skip_bad"], progress)
            outcome = IMPORTS[what](options["file"], wanted, language())
        if options["json"]:
            self.stdout.write(json.dumps(asdict(outcome), ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_told(outcome)))


_DONE = {True: "import.checked", False: "import.done"}


def _told(outcome: Outcome) -> list[str]:
    founded = outcome.what == "branch" and not outcome.dry_run
    done = "import.founded" if founded else _DONE[outcome.dry_run]
    counts = {"new": outcome.imported, "same": outcome.unchanged, "bad": sum(outcome.bad.values())}
    first = catalogue(language())[done].format(file=outcome.file, rows=outcome.rows, **counts)
    return [first, *(f"{n:>7}  {reason(why, language())}" for why, n in outcome.bad.items())]
