"""The built screens, and the voice pack. Names of assets hold their content's hash: cached for
ever.
"""

import gzip
import mimetypes
from functools import lru_cache
from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from tingtang.ops.voice import pack_in_use

PAGES = ("kiosk", "wall", "phone", "book", "lobby", "counter", "desk", "office")
_FOR_EVER = "public, max-age=31536000, immutable"
_SMALL = 512


def page(request: HttpRequest, name: str) -> HttpResponse:
    """A screen."""
    return _file(request, settings.WEB_DIST, f"{name}/index.html", "no-cache")


def entrance(request: HttpRequest, **_rest: str) -> HttpResponse:
    """The first page; also where one-time links lead."""
    return page(request, "entrance")


def booking(request: HttpRequest, branch_code: str) -> HttpResponse:
    """A branch's booking page under an address that fits on a poster."""
    return HttpResponseRedirect(f"{getattr(request, 'base', '')}/book/?branch={quote(branch_code)}")


def asset(request: HttpRequest, path: str) -> HttpResponse:
    """A part of a screen."""
    return _file(request, settings.WEB_DIST / "assets", path, _FOR_EVER)


def voice(request: HttpRequest, path: str) -> HttpResponse:
    """A recorded clip: of the bank's own pack, or of the one that was made at set-up."""
    pack = pack_in_use(settings.DATA)
    if pack is None:
        raise Http404
    return _file(request, pack.folder, path, "public, max-age=3600")


def _file(request: HttpRequest, folder: Path, path: str, caching: str) -> HttpResponse:
    place = _inside(folder, path)
    if place is None:
        raise Http404
    plain, packed = _content(place, place.stat().st_mtime_ns)
    kind = mimetypes.guess_type(place.name)[0] or "application/octet-stream"
    small = packed is not None and "gzip" in request.headers.get("Accept-Encoding", "")
    response = HttpResponse(packed if small else plain, content_type=kind)
    if small:
        response["Content-Encoding"] = "gzip"
    response["Vary"] = "Accept-Encoding"
    response["Cache-Control"] = caching
    return response


def _inside(folder: Path, path: str) -> Path | None:
    """The file, if it stands in the folder."""
    try:
        place = (folder / path).resolve()
        return place if place.is_relative_to(folder.resolve()) and place.is_file() else None
    except (OSError, ValueError):  # a name that no file can have
        return None


@lru_cache(maxsize=256)
def _content(place: Path, _changed: int) -> tuple[bytes, bytes | None]:
    plain = place.read_bytes()
    text = place.suffix in {".html", ".js", ".css", ".json", ".svg", ".map"}
    return plain, gzip.compress(plain, 6) if text and len(plain) > _SMALL else None
