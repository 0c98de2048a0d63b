"""The base of an address: `/s/SEAT` or `/v/LINK`, under which one browser holds one pass."""

import re
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_BASE = re.compile(r"^(/[sv]/[A-Za-z0-9_-]{1,64})(/.*)$")


class Bases:
    """Middleware: take the base off the path, and remember it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        found = _BASE.match(request.path_info)
        request.base = found.group(1) if found else ""  # type: ignore[attr-defined]
        if found:
            request.path_info = found.group(2)
        return self.get_response(request)
