"""Counts what a web process answers, for `GET /metrics`."""

import re
import time
from collections.abc import Callable, Iterator
from functools import cache
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from tingtang.ledger.turn import follow_commits
from tingtang.ops.figures import FOLDER, Figures, Series, series


class Measured:
    """Middleware, the outermost: requests by route and status, refusals, and the time they took."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        figures_of_this_process()  # now: else the turn of its first request would go uncounted

    def __call__(self, request: HttpRequest) -> HttpResponse:
        begun = time.perf_counter()
        response = self.get_response(request)
        route = _route(request)
        figures = figures_of_this_process()
        figures.add(*_counted(request.method or "", route, response))
        figures.took(time.perf_counter() - begun, route)
        return response


def _counted(method: str, route: str, response: HttpResponse) -> Iterator[Series]:
    status = str(response.status_code)
    yield series("tingtang_requests_total", method=method, route=route, status=status)
    refusal = getattr(response, "refusal", "")
    if refusal:
        yield series("tingtang_refusals_total", code=refusal)


def _route(request: HttpRequest) -> str:
    """Where the request went, without its ids; whatever leads nowhere is one."""
    match = request.resolver_match
    return _as_documented(match.route) if match else "nowhere"


@cache
def _as_documented(route: str) -> str:
    """`/api/tickets/{ticket}`: as the OpenAPI document has it."""
    return "/" + re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", route)


@cache
def figures_of_this_process() -> Figures:
    """What is counted here; its turns, too."""
    figures = Figures(settings.DATA / FOLDER)

    def turned(_branch_id: UUID) -> None:
        figures.add(series("tingtang_turns_total"))

    follow_commits(turned)
    return figures
