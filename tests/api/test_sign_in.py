"""People: invited by a one-time link, signed in by password and second factor, out at once."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import psycopg
import pytest
from allauth.mfa.adapter import get_adapter
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import settings
from django.contrib.auth import get_user_model
from django.test import override_settings
from django.utils import timezone

from api.asking import PASSWORD, Answer, Caller, Doors
from tingtang.access.actions import invite
from tingtang.access.models import Invitation
from tingtang.access.rights import Post

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def cookie(caller: Caller, name: str) -> Any:
    return caller.client.cookies[name]


# ---------------------------------------------------------------- one-time links


def test_nobody_has_a_password_until_they_choose_one(doors: Doors) -> None:
    doors.invited("chenyutong")
    user = get_user_model().objects.get(username=doors.login("chenyutong"))
    for guess in ("", "password", "admin", doors.login("chenyutong"), user.password or "x"):
        assert Caller().sign_in(doors.login("chenyutong"), guess).code in (
            "sign_in_failed",
            "slow_down",
        )
    assert not user.is_superuser
    assert not user.is_staff


def test_an_invitation_works_once(doors: Doors) -> None:
    token = doors.invited("chenyutong")
    caller = Caller()
    caller.meet()
    path = f"/api/invites/{token}"
    accepted = caller.ask("POST", path, {"password": PASSWORD})
    assert accepted.body == {"login": doors.login("chenyutong")}
    again = caller.ask("POST", path, {"password": "another good long password"})
    assert (again.status, again.code) == (404, "link_dead")
    assert caller.sign_in(doors.login("chenyutong")).body == {"post": "teller"}


def test_an_invitation_dies_and_a_new_one_ends_the_old(doors: Doors) -> None:
    caller = Caller()
    caller.meet()
    late = invite(
        login=doors.login("chenyutong"),
        branch_id=doors.cast.branch,
        staff_id=doors.cast.people["chenyutong"],
        now=timezone.now() - timedelta(days=3, seconds=1),
    )
    body = {"password": PASSWORD}
    assert caller.ask("POST", f"/api/invites/{late}", body).code == "link_dead"
    first, second = doors.invited("chenyutong"), doors.invited("chenyutong")
    assert caller.ask("POST", f"/api/invites/{first}", body).code == "link_dead"
    assert caller.ask("POST", f"/api/invites/{second}", body).status == 200


def test_a_link_is_kept_as_a_hash(doors: Doors) -> None:
    token = doors.invited("chenyutong")
    kept = bytes(Invitation.objects.get(user__username=doors.login("chenyutong")).hash)
    assert token.encode() not in kept
    assert len(token) >= 32


@pytest.mark.parametrize(
    "weak", ["", "short", "password1234", "123456789012", "chenyutong12", "x" * 600]
)
def test_a_weak_password_is_refused_and_the_link_still_works(weak: str, doors: Doors) -> None:
    token = doors.invited("chenyutong")
    caller = Caller(language="zh-CN")
    caller.meet()
    refused = caller.ask("POST", f"/api/invites/{token}", {"password": weak})
    assert refused.status == 422
    assert refused.code == ("bad_input" if len(weak) > 512 else "weak_password")
    assert refused.body["where"] == "password"
    assert caller.ask("POST", f"/api/invites/{token}", {"password": PASSWORD}).status == 200


# ---------------------------------------------------------------- sessions


def test_cookies_are_closed_to_scripts_and_to_other_sites(doors: Doors) -> None:
    teller = doors.staff("chenyutong")
    for name in (settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME):
        kept = cookie(teller, name)
        assert kept["httponly"] is True, name
        assert kept["samesite"] == "Strict", name
        assert kept["path"] == "/", name
    assert int(cookie(teller, settings.SESSION_COOKIE_NAME)["max-age"]) == 12 * 3600


def test_a_planted_session_is_worth_nothing(doors: Doors) -> None:
    """Session fixation: what the browser held before signing in opens nothing afterwards."""
    token = doors.invited("chenyutong")
    victim = Caller()
    victim.meet()
    victim.ask("POST", f"/api/invites/{token}", {"password": PASSWORD})
    session = victim.client.session  # a session that exists before anybody has signed in
    session["planted"] = True
    session.save()
    planted, old_token = cookie(victim, "sessionid").value, victim.token
    assert victim.sign_in(doors.login("chenyutong")).status == 200
    assert cookie(victim, "sessionid").value != planted
    thief = Caller()
    thief.client.cookies["sessionid"] = planted
    assert thief.get("/api/me").body["kind"] == "nobody"
    stale = victim.ask("DELETE", "/api/session", csrf=False, **{"X-CSRFToken": old_token})
    assert stale.code == "csrf_missing"


def test_signing_out_ends_the_session_everywhere_it_was_copied(doors: Doors) -> None:
    teller = doors.staff("chenyutong")
    copy = Caller()
    copy.client.cookies["sessionid"] = cookie(teller, "sessionid").value
    assert copy.get("/api/me").body["kind"] == "staff"
    assert teller.ask("DELETE", "/api/session").body == {}
    for each in (teller, copy):
        assert each.get("/api/me").body["kind"] == "nobody"
        assert each.get(doors.branch("counters")).code == "sign_in"


def test_another_password_ends_every_session(doors: Doors) -> None:
    teller = doors.staff("chenyutong")
    caller = Caller()
    caller.meet()
    new = {"password": "another good long password"}
    caller.ask("POST", f"/api/invites/{doors.invited('chenyutong')}", new)
    assert teller.get("/api/me").body["kind"] == "nobody"


def test_whoever_left_the_branch_is_out_at_once(doors: Doors, migrator: psycopg.Connection) -> None:
    teller, user = doors.staff("chenyutong"), doors.login("zhouzimo")
    other = doors.staff("zhouzimo")
    migrator.execute(
        "update bank_staff set active = false where id = %s", (doors.cast.people["chenyutong"],)
    )
    migrator.execute("update auth_user set is_active = false where username = %s", (user,))
    for gone in (teller, other):
        assert gone.get(doors.branch("counters")).code == "sign_in"
    assert Caller().sign_in(doors.login("chenyutong")).code == "sign_in_failed"
    assert Caller().sign_in(user).code == "sign_in_failed"


def test_another_post_has_other_rights_at_once(doors: Doors, migrator: psycopg.Connection) -> None:
    teller = doors.staff("chenyutong")
    migrator.execute(
        "update bank_staff set post = 'auditor' where id = %s", (doors.cast.people["chenyutong"],)
    )
    assert teller.get("/api/me").body["post"] == "auditor"
    assert teller.post(doors.counter("1", "take")).code == "no_right"


def test_a_session_says_nothing_that_another_key_could_have_signed(doors: Doors) -> None:
    """Who is signed in stands in the database, not in the cookie."""
    teller = doors.staff("chenyutong")
    key = cookie(teller, "sessionid").value
    assert str(doors.cast.people["chenyutong"]) not in key
    assert len(key) == 32


# ---------------------------------------------------------------- guessing


def test_wrong_passwords_lock_the_name_at_this_address(doors: Doors) -> None:
    doors.staff("chenyutong")
    login, guesser = doors.login("chenyutong"), Caller()
    codes = [guesser.sign_in(login, f"wrong password {n}").code for n in range(7)]
    assert codes[:4] == ["sign_in_failed"] * 4
    assert set(codes[5:]) == {"slow_down"}
    right = guesser.sign_in(login)
    assert (right.status, right.code) == (429, "slow_down")
    assert right.headers["Content-Type"] == "application/problem+json"
    assert right.headers["Retry-After"]


def test_what_others_mistype_locks_nobody_out(doors: Doors) -> None:
    """One address is the whole branch behind one proxy."""
    doors.staff("chenyutong")
    doors.staff("zhouzimo")
    guesser, honest = Caller(), Caller()
    honest.address = guesser.address
    for n in range(6):
        guesser.sign_in(doors.login("chenyutong"), f"wrong password {n}")
    assert honest.sign_in(doors.login("zhouzimo")).status == 200


def test_signing_in_forgives_what_was_mistyped(doors: Doors) -> None:
    doors.staff("chenyutong")
    login, caller = doors.login("chenyutong"), Caller()
    for n in range(4):
        caller.sign_in(login, f"wrong password {n}")
    assert caller.sign_in(login).status == 200
    assert caller.sign_in(login, "wrong password again").code == "sign_in_failed"
    assert caller.sign_in(login).status == 200


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/api/session", {"login": "nobody", "password": "x"}),
        ("/api/session/second-factor", {"code": "000000"}),
        ("/api/invites/guess", {"password": PASSWORD}),
        ("/api/enrolments/a.b.c", {}),
    ],
)
def test_guessing_is_slowed_down(path: str, body: object) -> None:
    guesser = Caller()
    guesser.meet()
    answers = [guesser.ask("POST", path, body) for _ in range(12)]
    assert answers[-1].code == "slow_down"
    assert answers[-1].status == 429
    assert all(answer.status in (401, 404) for answer in answers[:4])


@pytest.mark.parametrize(
    ("proxies", "forwarded", "client"),
    [
        (0, "1.1.1.1", "10.9.9.9"),
        (1, "1.1.1.1", "1.1.1.1"),
        (1, "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (2, "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (2, "1.1.1.1", "10.9.9.9"),
        (1, "", "10.9.9.9"),
    ],
)
def test_behind_our_own_proxies_the_client_is_whom_they_name(
    proxies: int, forwarded: str, client: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And nobody else: a guesser can't be somebody new each time."""
    met: list[str] = []
    monkeypatch.setattr(
        "tingtang.api.people.throttle",
        lambda request, *_more: met.append(request.META["REMOTE_ADDR"]),
    )
    caller = Caller()
    caller.meet()
    caller.address = "10.9.9.9"
    with override_settings(PROXIES=proxies):
        body = {"login": "nobody", "password": "x"}
        caller.ask("POST", "/api/session", body, **{"X-Forwarded-For": forwarded})
    assert met == [client]


def test_an_unknown_name_is_told_the_same_as_a_wrong_password(doors: Doors) -> None:
    doors.staff("chenyutong")
    known = Caller().sign_in(doors.login("chenyutong"), "wrong")
    unknown = Caller().sign_in("nobody-at-all", "wrong")
    assert known.body == unknown.body


# ---------------------------------------------------------------- the second factor


@pytest.fixture
def with_totp(doors: Doors) -> Iterator[Doors]:
    doors.staff("hanliqun")
    user = get_user_model().objects.get(username=doors.login("hanliqun"))
    TOTP.activate(user, SECRET)
    assert get_adapter().is_mfa_enabled(user)
    return doors


def code(offset: int = 0) -> str:
    now = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(SECRET, now[len(now) // 2] + offset))


def half_signed_in(doors: Doors) -> Caller:
    caller = Caller()
    first = caller.sign_in(doors.login("hanliqun"))
    assert (first.status, first.code) == (401, "second_factor")
    return caller


def show(caller: Caller, shown: str) -> Answer:
    return caller.ask("POST", "/api/session/second-factor", {"code": shown})


def test_whoever_has_a_second_factor_is_not_in_without_it(with_totp: Doors) -> None:
    caller = half_signed_in(with_totp)
    assert caller.get("/api/me").body["kind"] == "nobody"
    assert caller.get(with_totp.branch("counters")).code == "sign_in"
    assert show(caller, code()).body == {"post": "branch_head"}
    assert caller.get("/api/me").body["post"] == "branch_head"


@pytest.mark.parametrize("wrong", ["000000", "", "abcdef", "0" * 150, "١٢٣٤٥٦"])
def test_a_wrong_code_opens_nothing(wrong: str, with_totp: Doors) -> None:
    caller = half_signed_in(with_totp)
    assert show(caller, wrong).code == "sign_in_failed"
    assert show(caller, code(offset=40)).code == "sign_in_failed"
    assert caller.get("/api/me").body["kind"] == "nobody"


def test_a_code_without_the_password_opens_nothing(with_totp: Doors) -> None:
    caller = Caller()
    caller.meet()
    assert show(caller, code()).code == "sign_in_failed"


def test_wrong_codes_lock_as_wrong_passwords_do(with_totp: Doors) -> None:
    caller = half_signed_in(with_totp)
    codes = [show(caller, "000000").code for _ in range(6)]
    assert codes[-1] == "slow_down"
    assert show(caller, code()).code == "slow_down"


# ---------------------------------------------------------------- who am I


def test_me_says_who_and_what_may_be_done(doors: Doors) -> None:
    nobody = Caller().get("/api/me").body
    assert nobody["kind"] == "nobody"
    assert (nobody["views"], nobody["rights"]) == ([], [])
    teller = doors.staff("chenyutong")
    seat = teller.done(doors.counter("1", "take"))
    me = teller.get("/api/me").body
    assert (me["kind"], me["post"], me["name"]) == ("staff", "teller", "陈雨桐")
    assert me["branch"] == {"id": str(doors.cast.branch), "name": "城南支行"}
    assert me["counter"] == seat["counter"]
    assert me["views"] == ["counter"]
    wall = doors.device(Post.WALL)
    assert wall.get("/api/me").body["views"] == ["wall"]
