"""Devices and visitors: what opens, for whom, for how long."""

from collections.abc import Iterator
from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone

from api.asking import Caller, Doors, branch_at_the_door, entries
from api.plays import Play
from tingtang.access.actions import offer_device, revoke_device
from tingtang.access.models import Device
from tingtang.access.rights import Post
from tingtang.api import who
from tingtang.api.people import device_key
from tingtang.bank.branch.queries import plan_of
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read


def enrol(code: str) -> tuple[Caller, str]:
    """A browser that follows an enrolment code, and the refusal or the key it gets."""
    caller = Caller()
    caller.meet()
    answer = caller.ask("POST", f"/api/enrolments/{code}", {})
    return caller, answer.code or answer.body["key"]


# ---------------------------------------------------------------- devices


def test_an_enrolment_code_works_once(doors: Doors) -> None:
    code = doors.code(Post.KIOSK)
    browser, key = enrol(code)
    assert enrol(code)[1] == "link_dead"
    assert Caller(key=key).get("/api/me").body["post"] == "kiosk"
    kept = browser.client.cookies["tt_device"]
    assert (kept["httponly"], kept["samesite"], kept["path"]) == (True, "Strict", "/")
    assert browser.get("/api/me").body["views"] == ["kiosk"]


def test_an_enrolment_code_dies_after_an_hour(doors: Doors) -> None:
    branch = doors.cast.branch
    offered = offer_device(
        actor=doors.cast.staff("hanliqun"),
        branch_id=branch,
        name="late",
        post=Post.WALL,
        at=timezone.now(),
        day=plan_of(branch).day(timezone.now()),
        now=timezone.now() - timedelta(hours=1, seconds=1),
    )
    assert enrol(f"{plan_of(branch).code}.{offered.id}.{offered.code}")[1] == "link_dead"


def test_a_new_code_for_a_known_name_takes_the_old_key_away(doors: Doors) -> None:
    _, old = enrol(doors.code(Post.KIOSK, "hall"))
    code = doors.code(Post.KIOSK, "hall")
    forget_devices()
    assert Caller(key=old).get("/api/me").body["kind"] == "nobody"
    _, new = enrol(code)
    assert Caller(key=new).get("/api/me").body["name"] == "hall"


def test_a_kiosk_takes_no_number_in_the_lobbys_name_and_hears_no_words_of_staff(
    doors: Doors,
) -> None:
    _, key = enrol(doors.code(Post.KIOSK, "hall"))
    kiosk = Caller(key=key)
    body = {"service": str(doors.cast.services["cash"]), "channel": "lobby"}
    refused = kiosk.post(doors.branch("tickets"), body)
    assert (refused.status, refused.code) == (403, "no_right")
    words = kiosk.get(doors.branch("signals")).body["signals"]
    assert words
    assert all("kiosk" in each["sources"] for each in words)
    assert not any("贵宾" in each["words"] for each in words)


def test_a_revoked_device_is_out(doors: Doors, monkeypatch: pytest.MonkeyPatch) -> None:
    """At the latest when what a process remembers of its key is five seconds old."""
    _, key = enrol(doors.code(Post.KIOSK, "hall"))
    kiosk = Caller(key=key)
    assert doors.ticket(kiosk)["number"] == "A001"
    now = timezone.now()
    revoke_device(
        actor=doors.cast.staff("hanliqun"),
        branch_id=doors.cast.branch,
        name="hall",
        at=now,
        day=plan_of(doors.cast.branch).day(now),
    )
    real = who.time.monotonic
    monkeypatch.setattr(who.time, "monotonic", lambda: real() + 5)
    before = entries(doors.cast)
    body = {"service": str(doors.cast.services["cash"])}
    refused = kiosk.post(doors.branch("tickets"), body)
    assert (refused.status, refused.code) == (401, "sign_in")
    assert entries(doors.cast) == before


def test_a_key_is_kept_as_a_hash(doors: Doors) -> None:
    _, key = enrol(doors.code(Post.KIOSK, "hall"))
    secret = key.split(".")[1]
    sql = "select key_hash, code_hash from access_device where branch_id = %s"
    rows = look(doors.cast.branch, Read(sql, (doors.cast.branch,), lambda *row: row))[0]
    assert rows
    assert len(secret) >= 43  # 256 bits
    assert all(secret.encode() not in bytes(kept) for kept, _ in rows)
    assert Device._meta.get_field("key_hash")


@pytest.mark.parametrize(
    "shown", ["", "x", ".", "x.y", "%00.x", "é.x", "A" * 43 + ".x", "=.=", "\u00e9", "x" * 5000]
)
def test_a_made_up_key_opens_nothing(shown: str, doors: Doors) -> None:
    for caller in (Caller(key=shown or " "), Caller()):
        caller.client.cookies["tt_device"] = shown
        assert caller.get(doors.branch("counters")).code == "sign_in"


def test_a_key_of_one_device_opens_no_other(doors: Doors) -> None:
    _, key = enrol(doors.code(Post.KIOSK, "one"))
    _, other = enrol(doors.code(Post.WALL, "two"))
    mixed = other.split(".")[0] + "." + key.split(".")[1]
    assert Caller(key=mixed).get("/api/me").body["kind"] == "nobody"


def test_a_key_shown_as_of_another_branch_opens_nothing(doors: Doors) -> None:
    _, key = enrol(doors.code(Post.KIOSK, "one"))
    other = branch_at_the_door()
    device = Caller(key=key).get("/api/me").body["device"]
    from uuid import UUID

    moved = device_key(other.cast.branch, UUID(device), key.split(".")[1])
    assert Caller(key=moved).get("/api/me").body["kind"] == "nobody"


@pytest.mark.parametrize("code", ["", "x", "a.b", "a.b.c", "..", "chengnan.%00.x", "x" * 400])
def test_a_made_up_code_enrols_nothing(code: str) -> None:
    caller = Caller()
    caller.meet()
    refused = caller.ask("POST", f"/api/enrolments/{code}", {})
    assert refused.code in ("link_dead", "unknown_path", "bad_input")


def forget_devices() -> None:
    who._known_device.cache_clear()


# ---------------------------------------------------------------- phones


@pytest.fixture
def play(stage: Doors) -> Play:
    return Play.on(stage)


def test_a_phone_link_holds_128_random_bits_and_opens_its_own_page(play: Play) -> None:
    ticket = play.ticket()
    token = ticket["phone_path"].split(".")[1]
    assert len(token) == 22
    phone = play.doors.visitor(ticket["phone_path"])
    assert phone.base == f"/v/{ticket['id'][-12:]}"
    kept = phone.client.cookies["tt_visit"]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    assert kept["path"] == f"{phone.base}/"
    me = phone.get("/api/me").body
    assert (me["kind"], me["ticket"], me["name"]) == ("visitor", ticket["id"], "")
    assert me["views"] == ["phone"]


def test_the_pass_counts_only_under_its_own_address(play: Play) -> None:
    phone = play.doors.visitor(play.ticket()["phone_path"])
    for base in ("", "/s/x"):
        phone.base = base
        assert phone.get("/api/me").body["kind"] == "nobody"


def test_a_visitor_moves_their_own_ticket(play: Play) -> None:
    ticket = play.ticket()
    phone = play.doors.visitor(ticket["phone_path"])
    at = f"/api/tickets/{ticket['id']}"
    assert phone.done(f"{at}/late", {"minutes": 10})["state"] == "parked"
    assert phone.done(f"{at}/resume")["state"] == "waiting"
    assert phone.done(f"{at}/late", {"minutes": 30})["state"] == "parked"
    assert phone.done(f"{at}/resume")["state"] == "waiting"
    assert phone.post(f"{at}/late", {"minutes": 10}).code == "late_used_up"
    assert phone.get(at).body["number"] == ticket["number"]
    assert phone.done(f"{at}/abandon")["state"] == "abandoned"


def test_the_pass_dies_with_the_day_at_once(play: Play) -> None:
    ticket = play.served()
    phone = play.doors.visitor(ticket["phone_path"])
    play.lobby.done(play.doors.branch("day/close"))
    at = f"/api/tickets/{ticket['id']}"
    for answer in (phone.post(f"{at}/rating", {"score": 5}), phone.get(at), phone.post(at)):
        assert answer.code in ("sign_in", "wrong_method")
    assert phone.get("/api/me").body["kind"] == "nobody"
    assert phone.ask("POST", "/api/live/token", {"view": "phone"}).code == "sign_in"
    dead = Caller(language="zh-CN").get(ticket["phone_path"])
    assert (dead.status, dead.code) == (404, "link_dead")
    assert dead.body["title"] == "这个链接已失效，请到咨询台。"


def test_a_person_who_follows_a_dead_link_reads_a_page(play: Play) -> None:
    page = Caller(language="zh-TW").get(f"/p/x.{'A' * 22}", Accept="text/html,*/*;q=0.8")
    assert page.status == 404
    assert page.headers["Content-Type"].startswith("text/html")
    assert "這個連結已失效" in page.raw.decode()
    assert "default-src 'self'" in page.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    "link", ["x", "x.", ".x", "%00.x", "../../etc", f"a.{'A' * 21}", f"a.{'A' * 22}", "x" * 3000]
)
def test_a_made_up_link_is_dead(link: str) -> None:
    answer = Caller().get(f"/p/{link}")
    assert answer.status == 404
    assert answer.code in ("link_dead", "unknown_path")


def test_links_are_throttled() -> None:
    guesser = Caller()
    answers = [guesser.get(f"/p/x.{'A' * 22}") for _ in range(32)]
    assert {answer.code for answer in answers[:28]} == {"link_dead"}
    assert (answers[-1].status, answers[-1].code) == (429, "slow_down")
    assert answers[-1].headers["Retry-After"] == "2"
    assert Caller().get(f"/p/x.{'A' * 22}").code != "slow_down"


def test_a_guesser_is_slowed_down_for_good_links_too(play: Play) -> None:
    """Otherwise a guess would be told right as fast as ever."""
    path, guesser = play.ticket()["phone_path"], Caller()
    wrong = [f"{path[:-22]}{n:022}" for n in range(31)]
    assert [guesser.get(each).code for each in wrong][-2:] == ["link_dead", "slow_down"]
    assert guesser.get(path).code == "slow_down"
    assert Caller().get(path).status == 302


def test_a_whole_branch_behind_one_address_is_not_slowed_down(play: Play) -> None:
    """Only misses count: neither good links, nor the few that died yesterday between them."""
    path, hall = play.ticket()["phone_path"], Caller()
    statuses = [hall.get(path).status for _ in range(100)]
    assert set(statuses) == {302}
    dead = [hall.get(f"/p/x.{n:022}").code for n in range(10)]
    assert set(dead) == {"link_dead"}
    assert {hall.get(path).status for _ in range(100)} == {302}


def test_the_throttle_forgets_with_time(monkeypatch: pytest.MonkeyPatch) -> None:
    guesser = Caller()
    while guesser.get(f"/p/x.{'A' * 22}").code != "slow_down":
        pass
    monkeypatch.setattr("tingtang.api.throttle.monotonic", lambda: monotonic() + 60)
    assert guesser.get(f"/p/x.{'A' * 22}").code != "slow_down"


TAMPERED = ["", "x", "x.y", "é.é", "%00", "a" * 5000, ".", "eyJ.x"]


@pytest.mark.parametrize("name", ["tt_visit", "tt_seat"])
@pytest.mark.parametrize("value", TAMPERED)
def test_a_pass_that_we_did_not_sign_opens_nothing(name: str, value: str) -> None:
    base = {"tt_visit": "/v/x", "tt_seat": "/s/x"}[name]
    caller = Caller(base)
    caller.client.cookies[name] = value
    assert caller.get("/api/me").body["kind"] == "nobody"


def test_a_changed_pass_opens_nothing(play: Play) -> None:
    ticket, other = play.ticket(), play.ticket()
    phone = play.doors.visitor(ticket["phone_path"])
    from base64 import urlsafe_b64decode, urlsafe_b64encode

    body, _, signature = phone.client.cookies["tt_visit"].value.partition(".")
    plain = urlsafe_b64decode(body + "=" * (-len(body) % 4)).decode()
    forged = plain.replace(ticket["id"], other["id"]).encode()
    changed = urlsafe_b64encode(forged).rstrip(b"=").decode()
    phone.client.cookies["tt_visit"] = f"{changed}.{signature}"
    assert phone.get("/api/me").body["kind"] == "nobody"


# ---------------------------------------------------------------- what a link is told


@pytest.fixture
def public() -> Iterator[Doors]:
    return branch_at_the_door()


def test_a_public_address_is_told_with_a_code_to_photograph(
    public: Doors, migrator: object
) -> None:
    import psycopg

    from tingtang.bank.branch.queries import reread_plan

    assert isinstance(migrator, psycopg.Connection)
    kiosk = public.device(Post.KIOSK)
    assert set(public.ticket(kiosk)) & {"phone_url", "qr_svg"} == set()
    migrator.execute(
        "update bank_branch set public_address = 'https://hall.example/' where id = %s",
        (public.cast.branch,),
    )
    reread_plan(public.cast.branch)
    ticket = public.ticket(kiosk)
    assert ticket["phone_url"] == "https://hall.example" + ticket["phone_path"]
    assert ticket["qr_svg"].startswith("<svg")
    assert "script" not in ticket["qr_svg"]
    assert "style" not in ticket["qr_svg"]
    assert len(ticket["qr_svg"]) < 4000
