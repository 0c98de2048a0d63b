"""The edge of the one door: what is too large turns round here, and whatever goes wrong leaves as a
problem document.
"""

import re
from collections.abc import Callable, Mapping
from typing import Any

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from psycopg import InterfaceError as RawInterfaceError
from psycopg import OperationalError as RawOperationalError

from tingtang.api.problems import problem
from tingtang.kernel.refused import Refused

LARGEST = 64 * 1024  # bytes of a request's body: a whole block of paper numbers takes 10 KB
LARGEST_TABLE = 1024 * 1024  # of a decision table: 200 rows take 350 KB as DMN
_TABLES = re.compile(r".*/api/branches/[^/]+/policies/[^/]+/(?:edit|import)")
UNREAD = "tingtang.unread"  # in the environment of a request: too many bodies were awaited
_UNTIL_READ = 5  # seconds
_AWAY = (OperationalError, InterfaceError, RawOperationalError, RawInterfaceError)


class Edge:
    """Middleware, the outermost: a refusal, a database that is away, an unknown path, a fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        _name_the_client(request)
        unread = _left_unread(request)
        if unread:
            response = problem(request, unread)
            response["Connection"] = "close"  # what is left of it would be taken for a request
            return response
        response = self.get_response(request)
        if response.status_code >= 400 and not _says_why(response):
            response = _explained(request, response)
        if request.path_info.startswith("/api/"):
            response["Cache-Control"] = "no-store"
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """A verb said no; or nothing is known to have happened, and the same key may be tried."""
        if isinstance(error, Refused):
            return problem(request, error)
        if isinstance(error, DisallowedHost):
            return problem(request, Refused("malformed", where="Host"))
        if isinstance(error, _AWAY):
            return problem(request, Refused("database_away"))
        return None


def _name_the_client(request: HttpRequest) -> None:
    """Behind our own proxies the client is whom the outermost of them names: what stands further
    left in the header anybody may have written.
    """
    if settings.PROXIES:
        named = request.META.get("HTTP_X_FORWARDED_FOR", "").replace(",", " ").split()
        if len(named) >= settings.PROXIES:
            request.META["REMOTE_ADDR"] = named[-settings.PROXIES]


def _left_unread(request: HttpRequest) -> Refused | None:
    """Why the body isn't read."""
    if request.META.get(UNREAD):
        return Refused("slow_down", seconds=_UNTIL_READ)
    if "HTTP_TRANSFER_ENCODING" in request.META:
        return Refused("length_needed")
    if length_of(request.META) > (largest := largest_of(request.META)):
        return Refused("too_large", most_kb=largest // 1024)
    return None


def largest_of(environ: Mapping[str, Any]) -> int:
    """How many bytes of a body are read at this address."""
    return LARGEST_TABLE if _TABLES.fullmatch(environ.get("PATH_INFO", "")) else LARGEST


def length_of(environ: Mapping[str, Any]) -> int:
    """How long the body says that it is."""
    try:
        return int(environ.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0


def _says_why(response: HttpResponse) -> bool:
    return response.has_header("Content-Language")


def _explained(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """What Django or the router answers of themselves, in our words and with their headers."""
    match response.status_code:
        case 403:
            refusal = Refused("csrf_missing")
        case 404:
            refusal = Refused("unknown_path")
        case 405:
            refusal = Refused("wrong_method")
        case status if status < 500:
            refusal = Refused("malformed")
        case 503:
            refusal = Refused("database_away")
        case _:
            refusal = Refused("failed")
    explained = problem(request, refusal)
    if response.has_header("Allow"):
        explained["Allow"] = response["Allow"]
    return explained
