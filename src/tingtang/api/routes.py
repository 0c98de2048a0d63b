"""The one door: every router, and how refusals and failures leave it."""

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import ValidationError
from psycopg import OperationalError as RawOperationalError
from psycopg_pool import PoolTimeout

from tingtang.api import branches, counters, entrance, people, tickets
from tingtang.api.problems import problem
from tingtang.kernel.refused import Refused

api = NinjaAPI(
    title="Tingtang 厅堂",
    version="1",
    description="The one door: the screens use it, others may too.",
    docs_url=None,
    urls_namespace="api",
)
for each in (people, entrance, branches, counters, tickets):
    api.add_router("", each.router)


@api.exception_handler(Refused)
def refused(request: HttpRequest, refusal: Refused) -> HttpResponse:
    """A verb said no."""
    return problem(request, refusal)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request is not what the door takes: name the place."""
    place = ".".join(str(each) for each in error.errors[0]["loc"][1:]) if error.errors else ""
    return problem(request, Refused("bad_input", where=place or "body"))


def away(request: HttpRequest, _error: Exception | type[Exception]) -> HttpResponse:
    """The database is away: nothing is known to have happened; the same key may be tried again."""
    return problem(request, Refused("database_away"))


for kind in (OperationalError, InterfaceError, RawOperationalError, PoolTimeout):
    api.add_exception_handler(kind, away)
