"""The OpenAPI document: what django-ninja writes, and what is true of every operation beside it."""

from typing import Any, Literal

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from tingtang.api.problems import PROBLEM

Node = dict[str, Any]

Sees = Literal[
    "ticket",
    "seat",
    "seat, always",
    "plan",
    "policy",
    "customer",
    "visit",
    "guidance",
    "offer",
    "referral",
    "script",
    "booking",
    "cash, always",
    "policy, always",
    "suggestion",
]
"""Whose version a verb compares with the screen's; without one a call, cash and the approval of a
policy go nowhere."""

KEY_LENGTH = 200
KEY_PATTERN = "^[!-~]+$"  # what can be seen of ASCII: no space is lost, no proxy reads it otherwise

_KEY: Node = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": KEY_LENGTH,
        "pattern": KEY_PATTERN,
    },
    "description": "The same key and body have one effect and one answer, for 72 hours.",
}


THROTTLED: Node = {"x-throttled": True}
"""Of a read that slows down whoever comes too often."""


def described(sees: Sees | None) -> Node:
    """What a verb's operation says beside its body and its answer."""
    parameters = [dict(_KEY)]
    if sees:
        parameters.append(
            {
                "in": "header",
                "name": "If-Match",
                "required": sees.endswith(", always"),
                "schema": {"type": "string", "pattern": '^"?[0-9]{1,18}"?$'},
                "description": f"The version of the {sees.split(',')[0]} on the screen.",
            }
        )
    return {"parameters": parameters}


def file_of(kind: str, what: str) -> Node:
    """What an operation says that answers a file of this media type."""
    return {"responses": {200: {"description": what, "content": {kind: {"schema": _TEXT}}}}}


_TEXT: Node = {"type": "string"}
_SAYS = {
    400: "The request can't be understood",
    401: "Nobody is signed in",
    403: "Not your right, not your branch, or the token against cross-site requests is missing",
    404: "There is no such thing",
    409: "Not possible now; the code says why",
    412: "The screen shows something older",
    413: "The body is too large",
    422: "Something in the request is wrong; `where` names it",
    429: "Too often",
    500: "A fault of ours",
    503: "The database is away: try again with the same key",
}
_READS = (400, 401, 403, 404, 500, 503)
_CHANGES = (*_READS, 409, 413, 422, 429)
_PROBLEM: Node = {
    "type": "object",
    "title": "Problem",
    "description": "RFC 9457. `code` is stable; `title` is in the language of Accept-Language.",
    "required": ["type", "code", "title", "status"],
    "properties": {
        "type": {"type": "string"},
        "code": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "where": {"type": "string"},
        "facts": {"type": "object"},
    },
}
_SECURITY: Node = {
    "device": {
        "type": "apiKey",
        "in": "header",
        "name": "Authorization",
        "description": "`Device KEY`: an enrolled kiosk, wall or card reader.",
    },
    "session": {"type": "apiKey", "in": "cookie", "name": "sessionid"},
    "csrf": {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRFToken",
        "description": "Whatever rides on a cookie carries the token of `GET /api/me`.",
    },
}


class DescribedApi(NinjaAPI):
    """The API, whose document says of each operation how it may fail and who may call it."""

    _document: OpenAPISchema | None = None

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """`tickets.recall`."""
        view = operation.view_func
        return f"{view.__module__.rpartition('.')[2]}.{view.__name__.rstrip('_')}"

    def get_openapi_schema(
        self, *, path_prefix: str | None = None, path_params: Node | None = None
    ) -> OpenAPISchema:
        """OpenAPI 3.1, written once."""
        if self._document is None:
            self._document = self._written(path_prefix, path_params)
        return self._document

    def _written(self, path_prefix: str | None, path_params: Node | None) -> OpenAPISchema:
        document = super().get_openapi_schema(path_prefix=path_prefix, path_params=path_params)
        components = document["components"]
        components["schemas"]["Problem"] = _PROBLEM
        components["securitySchemes"] = _SECURITY
        for schema in components["schemas"].values():
            _leave_out_nulls(schema)
        for methods in document["paths"].values():
            for method, operation in methods.items():
                _describe(method, operation)
        return document


def _describe(method: str, operation: Node) -> None:
    headers = {each["name"] for each in operation["parameters"]}
    statuses = {*(_READS if method == "get" else _CHANGES)}
    if "If-Match" in headers:
        statuses.add(412)
    if any(each["in"] == "query" for each in operation["parameters"]):
        statuses.add(422)
    if operation.pop("x-throttled", False):
        statuses.add(429)
    for status in sorted(statuses):
        operation["responses"].setdefault(status, _failure(status))
    operation["security"] = [{"device": []}, {"session": [], "csrf": []}, {}]


def _failure(status: int) -> Node:
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": _SAYS[status], "content": {PROBLEM: {"schema": schema}}}


def _leave_out_nulls(schema: Node) -> None:
    """Nothing is answered as null: what there is nothing to say of is left out."""
    properties: Node = schema.get("properties", {})
    for name, each in properties.items():
        kinds = each.get("anyOf", [])
        if {"type": "null"} not in kinds:
            continue
        rest = [kind for kind in kinds if kind != {"type": "null"}]
        properties[name] = rest[0] if len(rest) == 1 else {"anyOf": rest}
        schema["required"] = [each for each in schema.get("required", []) if each != name]
