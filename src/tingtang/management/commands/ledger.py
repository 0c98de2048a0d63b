"""`tingtang ledger verify` and `ledger anchor`: is every ledger still what was written?"""

import json
from argparse import ArgumentParser
from dataclasses import asdict
from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand

from tingtang.bank.branch.models import Branch
from tingtang.bank.branch.queries import plan_of
from tingtang.ledger.anchors import anchored_branches, anchors_of
from tingtang.ledger.models import Head
from tingtang.ledger.verify import Broken, Walk, walk
from tingtang.ops.errors import BadInput, CannotRun
from tingtang.ops.main import language
from tingtang.ops.operating import branch_named
from tingtang.ops.slips import printed, sheet, typed_in


class Command(BaseCommand):
    """Walks the hash chains and names the first broken entry; prints a chain's head to keep."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """The options of `verify` and `anchor`."""
        verbs = parser.add_subparsers(dest="verb", required=True)
        verify = verbs.add_parser("verify", help="walk the hash chains, check the anchors")
        verify.add_argument("--branch", help="code or id; else all")
        verify.add_argument("--from", dest="since", type=date.fromisoformat, metavar="DATE")
        verify.add_argument("--to", dest="until", type=date.fromisoformat, metavar="DATE")
        verify.add_argument("--anchor", metavar="TEXT", help="one from paper; checks its branch")
        anchor = verbs.add_parser("anchor", help="sign the chain's head now, to print and keep")
        anchor.add_argument("--branch", metavar="CODE", help="needed where there are several")
        for each in (verify, anchor):
            each.add_argument("--json", action="store_true")

    def handle(self, **options: Any) -> None:
        """Verify, or print."""
        if options["verb"] == "anchor":
            self._anchor(options)
        elif options["anchor"]:
            self._compare(options)
        else:
            self._verify(options)

    def _anchor(self, options: dict[str, Any]) -> None:
        branch_id = branch_named(options["branch"])
        told = printed(branch_id)
        if options["json"]:
            self.stdout.write(json.dumps(asdict(told), default=str))
        else:
            name = plan_of(branch_id).name[language()]
            self.stdout.write("\n".join(sheet(told, name, language())))

    def _compare(self, options: dict[str, Any]) -> None:
        """The whole chain of one branch, with an anchor from paper beside those of the folder."""
        for other in ("branch", "since", "until"):
            if options[other]:
                says = "names branch and entry by itself; leave out --branch, --from and --to"
                raise BadInput(says, where="--anchor")
        paper = typed_in(options["anchor"])
        anchors = [*anchors_of(settings.DATA, paper.branch), paper]
        self._tell([walk(paper.branch, anchors)], as_json=options["json"])

    def _verify(self, options: dict[str, Any]) -> None:
        since, until = options["since"], options["until"]
        if since and until and until < since:
            raise BadInput(f"lies before --from {since}", where="--to")
        walks = []
        for branch_id in _branches(options["branch"]):
            anchors = anchors_of(settings.DATA, branch_id)
            walks.append(walk(branch_id, anchors, since=since, until=until))
        self._tell(walks, as_json=options["json"])

    def _tell(self, walks: list[Walk], *, as_json: bool) -> None:
        """Exit code 1 if anything is broken."""
        broken = next((each.first_broken for each in walks if each.first_broken), None)
        if as_json:
            self.stdout.write(json.dumps(_summary(walks, broken), default=str))
        else:
            self.stdout.write("\n".join(map(_told, walks)))
        if broken:
            raise CannotRun(
                _sentence(broken), where=f"branch {broken.branch}", code="ledger_broken"
            )


def _branches(named: str | None) -> list[UUID]:
    codes = {str(branch.id): branch.code for branch in Branch.objects.all()}
    if named:
        found = [each for each, code in codes.items() if named in (each, code)]
        if not found:
            raise BadInput(f"there is no branch {named}", where="--branch")
        return [UUID(found[0])]
    # A branch that was deleted altogether is still known by its head or by its anchors.
    heads = {head.branch_id for head in Head.objects.all()}
    return sorted({*map(UUID, codes), *heads, *anchored_branches(settings.DATA)})


def _summary(walks: list[Walk], broken: Broken | None) -> dict[str, object]:
    return {
        "entries": sum(each.entries for each in walks),
        "first_broken": asdict(broken) if broken else None,
        "anchors_checked": sum(each.anchors_checked for each in walks),
        "branches": len(walks),
    }


def _told(each: Walk) -> str:
    verdict = _sentence(each.first_broken) if each.first_broken else "whole"
    return f"{each.branch}  {each.entries:>9} entries  {each.anchors_checked:>5} anchors  {verdict}"


_REASONS = {
    "missing": "is missing",
    "changed": "was changed, moved or put in",
    "earlier_than_before": "lies before the one before it in time",
    "not_as_anchored": "is not the one that was anchored",
    "not_the_head": "does not follow the branch's head",
}


def _sentence(broken: Broken) -> str:
    return f"entry {broken.sequence} {_REASONS[broken.reason]}"
