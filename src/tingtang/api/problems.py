"""Refusals as RFC 9457 problem details, in the user's language, with a stable code."""

import json
import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape

from tingtang.kernel.refused import Refused
from tingtang.kernel.words import Language, language_of, say

PROBLEM = "application/problem+json"
_STATUS = {
    "malformed": 400,
    "sign_in": 401,
    "sign_in_failed": 401,
    "second_factor": 401,
    "no_right": 403,
    "other_branch": 403,
    "csrf_missing": 403,
    "not_your_seat": 403,
    "not_your_customer": 403,
    "customer_not_known": 404,
    "customer_elsewhere": 404,
    "link_dead": 404,
    "parameter_in_table": 404,
    "wrong_method": 405,
    "length_needed": 411,
    "stale_screen": 412,
    "too_large": 413,
    "bad_input": 422,
    "outside_bounds": 422,
    "reason_does_not_fit": 422,
    "consent_without_evidence": 422,
    "live_from_far": 422,
    "live_from_past": 422,
    "table_empty": 422,
    "table_too_long": 422,
    "expires_too_early": 422,
    "script_too_long": 422,
    "promises_principal": 422,
    "promises_return": 422,
    "promises_no_risk": 422,
    "promises_multiple": 422,
    "names_a_rate": 422,
    "names_an_amount": 422,
    "class_word": 422,
    "forbidden_phrase": 422,
    "key_malformed": 422,
    "key_missing": 422,
    "weak_password": 422,
    "slow_down": 429,
    "failed": 500,
    "database_away": 503,
}
_LONGEST_PLACE = 100
_PLAIN = (
    '<!doctype html><html lang="zh-Hans"><meta charset="utf-8">'
    '<meta name="viewport" content="width=device-width,initial-scale=1">'
    "<title>{title}</title><h1>{title}</h1><p>{more}</p></html>"
)
_SENTENCE_ENDS = re.compile(r"(?<=。)(?=.)|(?<=\.) ")


def status_of(code: str) -> int:
    """The HTTP status of a refusal: 409 where nothing else is said."""
    if code.startswith("dmn_"):  # a file that isn't what it should be
        return 422
    return 404 if code.startswith("unknown_") else _STATUS.get(code, 409)


def problem(request: HttpRequest, refused: Refused) -> HttpResponse:
    """The problem document for a refusal; a page where a person followed a link."""
    status = status_of(refused.code)
    language = language_of(request.headers.get("Accept-Language", ""))
    title = say(refused, language)
    if _reads_pages(request):
        response = HttpResponse(_page(language, title), status=status)
    else:
        text = json.dumps(_document(refused, status, title), ensure_ascii=False)
        # `where` may quote what was sent: half a surrogate pair is no reason to fail.
        response = HttpResponse(text.encode(errors="replace"), status=status, content_type=PROBLEM)
    response["Content-Language"] = language
    response.refusal = refused.code  # type: ignore[attr-defined] # for whoever counts
    if status in (429, 503):
        response["Retry-After"] = str(refused.facts.get("seconds", 1))
    return response


def _page(language: Language, sentences: str) -> str:
    """What went wrong in large type, then the rest; without built screens the words alone."""
    title, *more = _SENTENCE_ENDS.split(sentences, maxsplit=1)
    built = settings.WEB_DIST / "problem" / "index.html"
    page = built.read_text("utf-8") if built.is_file() else _PLAIN
    page = page.replace("../assets/", "/assets/")  # a problem may stand at any depth
    page = page.replace('lang="zh-Hans"', f'lang="{language}"')
    return page.replace("{title}", escape(title)).replace("{more}", escape("".join(more)))


def _document(refused: Refused, status: int, title: str) -> dict[str, object]:
    document: dict[str, object] = {
        "type": f"/problems/{refused.code}",
        "code": refused.code,
        "title": title,
        "status": status,
    }
    if refused.where:
        document["where"] = refused.where[:_LONGEST_PLACE]
    if refused.facts:
        document["facts"] = refused.facts
    return document


def _reads_pages(request: HttpRequest) -> bool:
    behind_the_door = request.path_info.startswith("/api/")
    return not behind_the_door and "text/html" in request.headers.get("Accept", "")
