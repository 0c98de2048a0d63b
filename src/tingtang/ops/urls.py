"""Where requests go: health, screens, one-time links, and everything else behind the one door."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path

from tingtang.api.entrance import enter
from tingtang.api.phone import open_link
from tingtang.api.routes import api
from tingtang.ops import pages


def healthz(_request: HttpRequest) -> HttpResponse:
    """The process answers."""
    return JsonResponse({"status": "ok"})


def readyz(_request: HttpRequest) -> HttpResponse:
    """The process and its database answer."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except (DatabaseError, OSError):
        return JsonResponse({"status": "no database"}, status=503)
    return JsonResponse({"status": "ok"})


urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("api/", api.urls),
    path("enter", enter),
    path("p/<str:link>", open_link),
    path("", pages.entrance),
    path("sign-in/", pages.entrance),
    path("invite/<str:token>", pages.entrance),
    path("enrol/<str:code>", pages.entrance),
    path("assets/<path:path>", pages.asset),
    path("voice/<path:path>", pages.voice),
    path("book/<slug:branch_code>", pages.booking),
    *(path(f"{name}/", pages.page, {"name": name}) for name in pages.PAGES),
]
