"""What every answer tells the browser it may do: the same headers for all, put together once."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.http import HttpRequest, HttpResponse


class Guards:
    """Middleware, the outermost: no scripts but ours, no frames, no guessing at types."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response
        self.headers = dict(guards())

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        for name, value in self.headers.items():
            response.headers[name] = value
        return response


def guards() -> list[tuple[str, str]]:
    """The headers, as the settings say."""
    strict = f"max-age={settings.SECURE_HSTS_SECONDS}"
    return [
        ("Content-Security-Policy", build_policy(settings.CONTENT_SECURITY_POLICY["DIRECTIVES"])),
        ("Cross-Origin-Opener-Policy", settings.SECURE_CROSS_ORIGIN_OPENER_POLICY),
        ("Referrer-Policy", settings.SECURE_REFERRER_POLICY),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", settings.X_FRAME_OPTIONS),
        *([("Strict-Transport-Security", strict)] if settings.SECURE_HSTS_SECONDS else []),
    ]
