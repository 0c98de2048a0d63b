"""`tingtang admin invite`: a one-time link with which somebody chooses a password."""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand

from tingtang.ops.links import STAFF, Invited, invite_person


class Command(BaseCommand):
    """Who may sign in."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of `invite`."""
        does = parser.add_subparsers(dest="does", required=True)
        invite = does.add_parser("invite", help="a one-time link; there is no default password")
        invite.add_argument("login")
        invite.add_argument("--branch", metavar="CODE", help="needed where there are several")
        invite.add_argument("--post", metavar="POST", help=f"for somebody new: {', '.join(STAFF)}")
        invite.add_argument("--name", help="for somebody new")
        invite.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Invite, and show the link."""
        given = {name: options[name] for name in ("branch", "post", "name")}
        invited = invite_person(options["login"], **given)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(invited), ensure_ascii=False, default=str))
        else:
            self.stdout.write(_told(invited))


def _told(invited: Invited) -> str:
    who = f"{invited.login} ({invited.name}, {invited.post}, branch {invited.branch})"
    return (
        f"{who} chooses a password here, once, until "
        f"{invited.until.astimezone():%Y-%m-%d %H:%M}:\n{invited.link}"
    )
