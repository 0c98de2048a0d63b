"""The phone link: `/p/BRANCH.TOKEN` opens the page of one ticket, until the day ends."""

import re
import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tingtang.access import passes
from tingtang.access.rights import Post
from tingtang.api.throttle import throttle_misses
from tingtang.api.who import VISIT_COOKIE, pass_key
from tingtang.bank.branch.queries import branch_by_code
from tingtang.hall.ticket.queries import link_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look

_HOURS = 16 * 3600  # the link itself dies at the day's end, and the pass with it
_LINK = re.compile(r"([\w-]{1,40})\.([A-Za-z0-9_-]{22})")


def open_link(request: HttpRequest, link: str) -> HttpResponse:
    """Give the browser a pass for this ticket, and send it to the page."""
    with throttle_misses(request, "phone", 30):
        branch_id, ticket_id = _opened(link)
    bearer = passes.Pass(
        kind="visitor",
        id=str(ticket_id),
        post=Post.VISITOR.value,
        branch=str(branch_id),
        subject=str(ticket_id),
        until=int(time.time()) + _HOURS,
    )
    base = f"/v/{ticket_id.hex[-12:]}"
    response = HttpResponseRedirect(f"{base}/phone/")
    response.set_cookie(
        VISIT_COOKIE,
        passes.sign(pass_key(), bearer),
        max_age=_HOURS,
        path=f"{base}/",
        httponly=True,
        samesite="Lax",  # the link is followed from a camera or a chat
        secure=request.is_secure(),
    )
    return response


def _opened(link: str) -> tuple[UUID, UUID]:
    """The branch and the ticket; a link of no branch is told no more than a dead one."""
    parts = _LINK.fullmatch(link)
    if parts is None:
        raise Refused("link_dead")
    try:
        branch_id = branch_by_code(parts[1])
    except Refused:
        raise Refused("link_dead") from None
    found = look(branch_id, link_read(branch_id, parts[2]))[0]
    if not found:
        raise Refused("link_dead")
    return branch_id, found[0]
