"""The one door: every router, and how a request that can't be read leaves it."""

from django.http import HttpRequest, HttpResponse
from ninja.errors import HttpError, ValidationError

from tingtang.api import (
    booking_page,
    bookings,
    branches,
    cards,
    cash,
    cash_lists,
    counters,
    customers,
    diversion,
    entrance,
    guidances,
    holds,
    parameters,
    people,
    policies,
    referrals,
    scripts,
    streams,
    tickets,
    trials,
    twin,
    visits,
)
from tingtang.api.describing import DescribedApi
from tingtang.api.problems import problem
from tingtang.kernel.refused import Refused

api = DescribedApi(
    title="Tingtang 厅堂",
    version="1",
    description="The one door: the screens use it, others may too.",
    docs_url=None,
    urls_namespace="api",
)
for each in (
    tickets,
    counters,
    guidances,
    diversion,
    branches,
    visits,
    parameters,
    policies,
    referrals,
    scripts,
    people,
    streams,
    cards,
    bookings,
    booking_page,
    cash,
    cash_lists,
    customers,
    holds,
    trials,
    twin,
    entrance,
):  # busiest first
    api.add_router("", each.router)


@api.exception_handler(ValidationError)
def invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """The request is not what the door takes: name the place."""
    return problem(request, Refused("bad_input", where=_place(error) or "body"))


@api.exception_handler(HttpError)
def unreadable(request: HttpRequest, _error: HttpError) -> HttpResponse:
    """The body is not JSON."""
    return problem(request, Refused("malformed"))


def _place(error: ValidationError) -> str:
    """`numbers.3.class`: without the router's own names for where it looked."""
    loc = error.errors[0]["loc"] if error.errors else ()
    return ".".join(str(each) for each in loc[2 if loc[:1] == ("body",) else 1 :])
