"""The phone link: `/p/BRANCH.TOKEN` opens the page of one ticket, until the day ends."""

import time
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from tingtang.access import passes
from tingtang.access.rights import Post
from tingtang.api.throttle import throttle
from tingtang.api.who import VISIT_COOKIE, pass_key
from tingtang.bank.branch.queries import branch_by_code
from tingtang.hall.ticket.queries import link_read
from tingtang.kernel.refused import Refused
from tingtang.ledger.look import look

_HOURS = 16 * 3600


def open_link(request: HttpRequest, link: str) -> HttpResponse:
    """Give the browser a pass for this ticket, and send it to the page."""
    throttle(request, "phone", 30)
    code, _, token = link.partition(".")
    branch_id = branch_by_code(code)
    found = look(branch_id, link_read(branch_id, token))[0]
    if not found:
        raise Refused("link_dead")
    ticket_id: UUID = found[0]
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
        path=f"{base}/",
        httponly=True,
        samesite="Lax",  # the link is followed from a camera or a chat
        secure=request.is_secure(),
    )
    return response
