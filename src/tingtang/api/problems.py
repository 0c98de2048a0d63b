"""Refusals as RFC 9457 problem details, in the user's language, with a stable code."""

import json

from django.http import HttpRequest, HttpResponse

from tingtang.kernel.refused import Refused
from tingtang.kernel.words import language_of, say

_STATUS = {
    "sign_in": 401,
    "sign_in_failed": 401,
    "second_factor": 401,
    "no_right": 403,
    "other_branch": 403,
    "csrf_missing": 403,
    "not_your_seat": 403,
    "link_dead": 404,
    "stale_screen": 412,
    "bad_input": 422,
    "outside_bounds": 422,
    "key_missing": 422,
    "weak_password": 422,
    "slow_down": 429,
    "database_away": 503,
}


def status_of(code: str) -> int:
    """The HTTP status of a refusal: 409 where nothing else is said."""
    return 404 if code.startswith("unknown_") else _STATUS.get(code, 409)


def problem(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The problem document for a refusal."""
    status = status_of(refused.code)
    document: dict[str, object] = {
        "type": f"/problems/{refused.code}",
        "code": refused.code,
        "title": say(refused, language_of(request.headers.get("Accept-Language", ""))),
        "status": status,
    }
    if refused.where:
        document["where"] = refused.where
    if refused.facts:
        document["facts"] = refused.facts
    response = HttpResponse(
        json.dumps(document, ensure_ascii=False),
        status=status,
        content_type="application/problem+json",
    )
    if status == 503:
        response["Retry-After"] = "1"
    return response
