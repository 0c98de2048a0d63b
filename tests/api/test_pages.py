"""Pages and their parts: headers, addresses, and nothing beside what was built."""

import os
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.test import Client, override_settings

from api.asking import Caller, Doors
from tingtang.ops import pages
from tingtang.ops.guards import guards
from tingtang.ops.pages import PAGES

HTML = "<!doctype html><title>x</title>" + " " * 600
PROBLEM_PAGE = (
    '<html lang="zh-Hans"><link rel="stylesheet" href="../assets/p.css">'
    "<h1>{title}</h1><p>{more}</p>"
)
BASES = ["", "/s/chengnan-kiosk", "/v/0123456789ab"]


@pytest.fixture
def built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Screens as a build leaves them, and what lies beside."""
    dist, data = tmp_path / "web" / "dist", tmp_path / "data"
    for name in (*PAGES, "entrance"):
        (dist / name).mkdir(parents=True)
        (dist / name / "index.html").write_text(HTML + name)
    (dist / "assets").mkdir()
    (dist / "assets" / "kiosk-abc.js").write_text("let x = 1;" * 100)
    (data / "voice").mkdir(parents=True)
    (data / "voice" / "1.wav").write_bytes(b"RIFF")
    monkeypatch.setattr(pages, "pack_in_use", lambda _data: SimpleNamespace(folder=data / "voice"))
    (data / "keys").mkdir()
    (data / "keys" / "sessions").write_text("secret")
    (tmp_path / "web" / "secret.txt").write_text("secret")
    with override_settings(WEB_DIST=dist, DATA=data):
        yield tmp_path


SECURITY = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}
POLICY = {
    "default-src 'self'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "media-src 'self'",
    "worker-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_served_under_every_base_with_its_guards(
    name: str, base: str, built: Path
) -> None:
    page = Caller(base).get(f"/{name}/")
    assert page.status == 200
    assert page.raw.decode().endswith(name)
    assert page.headers["Content-Type"].startswith("text/html")
    assert page.headers["Cache-Control"] == "no-cache"
    for header, value in SECURITY.items():
        assert page.headers[header] == value
    policy = {each.strip() for each in page.headers["Content-Security-Policy"].split(";")}
    assert policy >= POLICY
    connect = next(each for each in policy if each.startswith("connect-src"))
    assert "*" not in connect
    assert "unsafe" not in str(policy)


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/invite/some-token", "/enrol/a.b.c"])
def test_the_first_page_is_where_one_time_links_lead(path: str, built: Path) -> None:
    page = Caller().get(path)
    assert page.raw.decode().endswith("entrance")
    # The address holds a secret: no other site is told where its reader came from.
    assert page.headers["Referrer-Policy"] == "same-origin"


@pytest.mark.parametrize("path", ["/", "/kiosk/", "/api/me", "/api/nowhere", "/nowhere", "/p/x"])
def test_every_answer_carries_the_guards(path: str, built: Path) -> None:
    answer = Caller().get(path)
    for header, value in SECURITY.items():
        assert answer.headers[header] == value, answer.status
    assert "default-src 'self'" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("base", BASES)
def test_a_branchs_booking_page_has_a_short_address(base: str, built: Path) -> None:
    answer = Caller(base).get("/book/chengnan")
    assert (answer.status, answer.headers["Location"]) == (302, f"{base}/book/?branch=chengnan")
    assert Caller(base).get("/book/%0d%0aX:1").status == 404


@pytest.mark.parametrize("base", BASES)
def test_an_asset_is_kept_for_ever_and_sent_small(base: str, built: Path) -> None:
    plain = Caller(base).get("/assets/kiosk-abc.js")
    packed = Caller(base).get("/assets/kiosk-abc.js", Accept_Encoding="gzip, br")
    assert plain.status == packed.status == 200
    assert "immutable" in plain.headers["Cache-Control"]
    assert plain.headers["Content-Type"].startswith("text/javascript")
    assert packed.headers["Content-Encoding"] == "gzip"
    assert packed.headers["Vary"] == "Accept-Encoding"
    assert len(packed.raw) < len(plain.raw)


def test_a_page_that_was_built_anew_is_served_anew(built: Path) -> None:
    page = built / "web" / "dist" / "kiosk" / "index.html"
    Caller().get("/kiosk/")
    page.write_text(HTML + "anew")
    os.utime(page, ns=(1, 1))
    assert Caller().get("/kiosk/").raw.decode().endswith("anew")


AWAY = [
    "../secret.txt",
    "../../secret.txt",
    "..%2fsecret.txt",
    "%2e%2e/secret.txt",
    "....//secret.txt",
    "/etc/passwd",
    "//etc/passwd",
    "%00",
    "kiosk-abc.js%00.txt",
    "x" * 3000,
    "é/ü",
    "",
    ".",
    "..",
]


@pytest.mark.parametrize("away", AWAY)
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("route", ["/assets/", "/voice/"])
def test_nothing_outside_is_served(route: str, base: str, away: str, built: Path) -> None:
    answer = Caller(base).get(route + away)
    assert answer.status == 404, answer.raw
    assert b"secret" not in answer.raw
    assert b"root:" not in answer.raw


def test_a_link_out_of_the_folder_is_not_followed(built: Path) -> None:
    (built / "web" / "dist" / "assets" / "out.js").symlink_to(built / "web" / "secret.txt")
    assert Caller().get("/assets/out.js").status == 404


def test_the_voice_pack_is_served_and_the_keys_beside_it_are_not(built: Path) -> None:
    assert Caller().get("/voice/1.wav").raw == b"RIFF"
    assert Caller().get("/voice/../keys/sessions").status == 404


@pytest.mark.parametrize("base", ["/s/", "/s/x/y", "/x/y", "/s/a b", f"/s/{'a' * 65}", "/v/é"])
def test_what_is_no_base_leads_nowhere(base: str, built: Path) -> None:
    assert Caller(base).get("/kiosk/").status == 404


def test_a_screen_that_was_not_built_is_a_page_not_found(built: Path) -> None:
    with override_settings(WEB_DIST=built / "nowhere"):
        answer = Caller(language="en").get("/kiosk/", Accept="text/html")
    assert answer.status == 404
    assert b"There is no such address." in answer.raw


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh-Hans", "<h1>这个链接已失效，请到咨询台。</h1><p></p>"),
        ("en", "<h1>This link is no longer valid.</h1><p>Please come to the desk.</p>"),
    ],
)
def test_a_problem_that_people_read_is_said_on_the_built_page(
    language: str, said: str, built: Path
) -> None:
    folder = built / "web" / "dist" / "problem"
    folder.mkdir()
    (folder / "index.html").write_text(PROBLEM_PAGE)
    answer = Caller(language=language).get(f"/p/x.{'A' * 22}", Accept="text/html")
    page = answer.raw.decode()
    assert answer.status == 404
    assert f'<html lang="{language}"><link rel="stylesheet" href="/assets/p.css">' in page
    assert said in page


def test_a_page_takes_no_post(built: Path) -> None:
    answer = Caller().ask("POST", "/kiosk/", {})
    assert answer.status in (403, 405)
    assert answer.code in ("csrf_missing", "wrong_method")


def test_behind_https_browsers_are_told_to_stay_there() -> None:
    with override_settings(SECURE_HSTS_SECONDS=31_536_000):
        assert dict(guards())["Strict-Transport-Security"] == "max-age=31536000"
    assert "Strict-Transport-Security" not in dict(guards())


def test_another_hosts_name_is_refused_in_one_answer_without_a_traceback(
    caplog: pytest.LogCaptureFixture, house: Doors
) -> None:
    del house
    answer = Client().get("/s/chengnan-1/enter", headers={"Host": "evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed")
    assert [record for record in caplog.records if record.exc_info] == []
