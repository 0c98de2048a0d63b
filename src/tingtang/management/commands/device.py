"""`tingtang device enrol` and `device revoke`: kiosks, walls and card readers."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from tingtang.ops.links import DEVICES, Offered, offer, revoke


class Command(BaseCommand):
    """The devices of a branch."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """`enrol` and `revoke` with their options."""
        does = parser.add_subparsers(dest="does", required=True)
        enrol = does.add_parser(
            "enrol", help="a one-time link and code; a known name gets new ones"
        )
        enrol.add_argument("--post", required=True, choices=[post.value for post in DEVICES])
        enrol.add_argument("--zone", metavar="KIND", help="where it stands: a zone's kind or name")
        enrol.add_argument(
            "--facing", type=int, default=0, metavar="DEG", help="a wall's: clockwise from up"
        )
        for each in (enrol, does.add_parser("revoke", help="its key opens nothing any more")):
            each.add_argument("name")
            each.add_argument("--branch", metavar="CODE", help="needed where there are several")
            each.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Do it, and show what came of it."""
        name, branch = options["name"], options["branch"]
        if options["does"] == "revoke":
            device = revoke(name, branch=branch)
            shown: dict[str, object] = {"device": device, "revoked": True}
            told = f"{name} is revoked."
        else:
            place = {"zone": options["zone"], "facing": options["facing"]}
            offered = offer(name, branch=branch, post=options["post"], **place)
            shown, told = asdict(offered), _told(offered)
        as_json = json.dumps(shown, ensure_ascii=False, default=str)
        self.stdout.write(as_json if options["json"] else told)


def _told(offered: Offered) -> str:
    return (
        f"Open this on {offered.name} ({offered.post}, branch {offered.branch}), once, "
        f"until {offered.until.astimezone():%Y-%m-%d %H:%M}:\n{offered.link}\nCode: {offered.code}"
    )
