"""`tingtang branch parameters` and `branch set`: what a branch's hall goes by."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from tingtang.api.parameters import parameters_of
from tingtang.bank.branch.queries import plan_of
from tingtang.ops.main import language
from tingtang.ops.operating import branch_named
from tingtang.ops.parameters import change_parameter, table


class Command(BaseCommand):
    """The parameters of a branch, each with its default and its bounds."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`parameters` and `set` with their options."""
        does = parser.add_subparsers(dest="does", required=True)
        shows = does.add_parser("parameters", help="every parameter: value, default, bounds")
        sets = does.add_parser("set", help="give a parameter another value; it applies at once")
        sets.add_argument("name", metavar="NAME")
        sets.add_argument("value", metavar="VALUE", help="a number in the parameter's unit")
        for each in (shows, sets):
            each.add_argument("--branch", metavar="CODE", help="needed where there are several")
            each.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Show them, or set one."""
        show = self._set if options["does"] == "set" else self._list
        show(options)

    def _list(self, options: dict[str, Any]) -> None:
        plan = plan_of(branch_named(options["branch"]))
        told = parameters_of(plan.branch_id, language())
        if options["json"]:
            self._object({"branch": plan.code, **asdict(told)})
        else:
            self.stdout.write("\n".join(table(told, language())))

    def _set(self, options: dict[str, Any]) -> None:
        code, now = change_parameter(options["name"], options["value"], branch=options["branch"])
        if options["json"]:
            self._object({"branch": code, **asdict(now)})
        else:
            self.stdout.write(f"{now.name} is {now.value} in branch {code} from now on.")

    def _object(self, shown: dict[str, object]) -> None:
        self.stdout.write(json.dumps(shown, ensure_ascii=False, default=str))
