"""Real processes that end and come back: a retry has one effect, whatever died between."""

import re
import socket
from contextlib import ExitStack
from uuid import uuid4

import httpx
import pytest

from api.own_house import OwnHouse, Seat

MOST_CONNECTIONS = 2 * (4 + 1)  # of two web processes: of each its few, and its relay


@pytest.fixture
def kiosk(own_house: OwnHouse) -> Seat:
    seat = own_house.client("chengnan-kiosk")
    lobby = own_house.client("chengnan-lobby")
    moved = lobby.post(f"/api/branches/{lobby.me['branch']['id']}/day/prepare", {})
    assert moved.status_code in (200, 409), moved.text
    return seat


def tickets(kiosk: Seat) -> str:
    return f"/api/branches/{kiosk.me['branch']['id']}/tickets"


def wish(kiosk: Seat, own_house: OwnHouse) -> dict[str, str]:
    """A service of the demonstration: a teller's counter tells which there are."""
    teller = own_house.client("chengnan-1")
    answer = teller.get(f"/api/branches/{kiosk.me['branch']['id']}/counters").json()
    return {"service": answer["counters"][0]["services"][0]}


def test_a_retry_gets_the_same_bytes_after_a_restart(own_house: OwnHouse, kiosk: Seat) -> None:
    body, key = wish(kiosk, own_house), str(uuid4())
    first = kiosk.post(tickets(kiosk), body, key)
    assert first.status_code == 200, first.text
    own_house.restart()
    again = kiosk.post(tickets(kiosk), body, key)
    assert (again.status_code, again.content) == (200, first.content)
    other = kiosk.post(tickets(kiosk), {**body, "language": "en"}, key)
    assert (other.status_code, other.json()["code"]) == (409, "key_reused")


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("zh-CN", "请求头 Idempotency-Key 须为 1 至 200 个 ASCII 可见字符"),
        ("zh-TW", "請求標頭 Idempotency-Key 須為 1 至 200 個 ASCII 可見字元"),
        ("en", "The Idempotency-Key of a request is 1 to 200 visible ASCII characters"),
    ],
)
def test_a_key_that_cannot_be_one_is_named_with_its_mend(
    language: str, title: str, own_house: OwnHouse, kiosk: Seat
) -> None:
    """Over a socket: a server may read bytes beyond ASCII in its own way."""
    body = wish(kiosk, own_house)
    csrf = {"X-CSRFToken": kiosk.me["csrf"], "Accept-Language": language}

    def taken(key: bytes) -> httpx.Response:
        headers = {b"Idempotency-Key": key} | {k.encode(): v.encode() for k, v in csrf.items()}
        return kiosk.http.post(kiosk.base + tickets(kiosk), json=body, headers=headers)

    for key in (b"x" * 300, b"x" * 201, "号".encode(), b"\xe9", b"a b", b""):
        refused = taken(key)
        assert (refused.status_code, refused.json()["code"]) == (422, "key_malformed"), key
        assert refused.json()["where"] == "Idempotency-Key"
        assert refused.json()["facts"] == {"most": 200}
        assert refused.json()["title"].startswith(title)
    assert taken(b"x" * 200).status_code == 200
    assert taken(b"!~" + language.encode()).status_code == 200


def test_without_its_database_the_house_says_so_and_nothing_is_lost(
    own_house: OwnHouse, kiosk: Seat
) -> None:
    body, key = wish(kiosk, own_house), str(uuid4())
    before = kiosk.post(tickets(kiosk), body).json()["number"]
    own_house.stop_database()
    try:
        languages = {
            "zh-CN": "系统正在恢复，请稍候，刚才的操作不会重复。",
            "en": "The system is recovering. Please wait; nothing will be done twice.",
        }
        for language, title in languages.items():
            away = kiosk.post(tickets(kiosk), body, key, **{"Accept-Language": language})
            assert away.status_code == 503
            assert away.headers["Content-Type"] == "application/problem+json"
            assert (away.json()["code"], away.json()["title"]) == ("database_away", title)
            assert away.headers["Retry-After"]
        link = kiosk.http.get("/p/chengnan." + "A" * 22, headers={"Accept": "text/html"})
        assert link.status_code == 503
        assert "text/html" in link.headers["Content-Type"]
        assert kiosk.http.get("/healthz").status_code == 200
        assert kiosk.http.get("/readyz").status_code == 503
    finally:
        own_house.start_database()
    answers = [kiosk.post(tickets(kiosk), body, key) for _ in range(3)]
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    following = kiosk.post(tickets(kiosk), body).json()["number"]
    counted = [int(number[1:]) for number in (before, answers[0].json()["number"], following)]
    assert counted == [counted[0], counted[0] + 1, counted[0] + 2]


def test_every_worker_recovers_from_a_killed_database(own_house: OwnHouse, kiosk: Seat) -> None:
    """Connections of all processes and threads were cut; none stays broken."""
    body = wish(kiosk, own_house)
    own_house.cluster.kill()
    own_house.start_database()
    statuses = [kiosk.post(tickets(kiosk), body).status_code for _ in range(24)]
    assert set(statuses) == {200}


# ---------------------------------------------------------------- seats of a demonstration


def test_the_entrance_offers_the_seats_of_a_demonstration(own_house: OwnHouse) -> None:
    told = httpx.get(f"{own_house.url}/api/entrance", trust_env=False).json()
    assert told["demonstration"] is True
    types = [branch["type"] for branch in told["branches"]]
    assert (len(types), types.count("head_office")) == (4, 1)
    seats = [seat for branch in told["branches"] for seat in branch["seats"]]
    assert {"kiosk", "wall", "phone", "lobby", "counter", "desk", "office"} <= {
        s["view"] for s in seats
    }
    for seat in seats:
        if seat["view"] == "phone":
            continue
        who = own_house.client(seat["seat"]).me
        assert who["kind"] in ("staff", "device")
        assert (who["post"], seat["view"] in who["views"]) == (seat["post"], True)


def test_a_phone_is_opened_with_a_number(own_house: OwnHouse, kiosk: Seat) -> None:
    browser = httpx.Client(base_url=own_house.url, trust_env=False)
    entered = browser.get("/s/chengnan-phone/enter")
    assert entered.status_code == 302
    base = entered.headers["Location"].removesuffix("/phone/")
    assert browser.get(f"{base}/api/me").json()["kind"] == "visitor"


@pytest.mark.parametrize(
    ("wished", "language", "title", "more"),
    [
        ("", "zh-Hans", "示范网点今天不再发号。", "要再看一天，请在终端停下 ./tt up，再运行一次。"),
        ("zh-TW", "zh-Hant", "示範網點今天不再發號。", "要再看一天，請在終端停下 ./tt up"),
        ("en-GB", "en", "The demonstration branch gives no more numbers today.", "To see another"),
    ],
)
def test_a_phone_when_numbers_have_ended_says_how_to_begin_again(
    own_house: OwnHouse, wished: str, language: str, title: str, more: str
) -> None:
    lobby = own_house.client("beimen-lobby")
    for move in ("open", "last-numbers"):
        lobby.post(f"/api/branches/{lobby.me['branch']['id']}/day/{move}", {})
    url = f"{own_house.url}/s/beimen-phone/enter"
    headers = {"Accept": "text/html", "Accept-Language": wished}
    told = httpx.get(url, headers=headers, trust_env=False)
    assert (told.status_code, told.headers["Content-Language"]) == (409, language)
    assert f"<h1>{title}</h1>" in told.text
    assert f"<p>{more}" in told.text
    sheet = re.search(r'rel="stylesheet"[^>]* href="(/assets/[^"]+)"', told.text)
    assert sheet is not None
    assert httpx.get(own_house.url + sheet[1], trust_env=False).status_code == 200
    assert httpx.get(url, trust_env=False).json()["code"] == "demonstration_over"


def test_a_seats_pass_is_closed_to_scripts_and_other_seats(own_house: OwnHouse) -> None:
    entered = httpx.get(f"{own_house.url}/s/chengnan-1/enter", trust_env=False)
    assert entered.headers["Location"] == "/s/chengnan-1/counter/"
    pass_ = entered.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Strict", "Path=/s/chengnan-1/"):
        assert part in pass_


def test_another_name_for_this_machine_opens_no_seat(own_house: OwnHouse) -> None:
    """DNS rebinding: a page of another site whose name was made to mean 127.0.0.1."""
    headers = {"Host": f"evil.example:{own_house.port}"}
    entered = httpx.get(f"{own_house.url}/s/chengnan-1/enter", headers=headers, trust_env=False)
    assert entered.status_code == 400
    assert "Set-Cookie" not in entered.headers


def test_bound_to_the_network_there_are_no_seats(own_house: OwnHouse) -> None:
    """Also not for a pass that was given while there were."""
    head = own_house.client("chengnan-head")
    assert head.get("/api/me").json()["kind"] == "staff"
    own_house.restart("0.0.0.0")
    try:
        told = head.http.get("/api/entrance").json()
        assert told == {"demonstration": False, "bank": {}, "branches": []}
        for seat in ("chengnan-1", "chengnan-kiosk", "chengnan-phone", "x"):
            assert head.http.get(f"/s/{seat}/enter").status_code == 404
        assert head.get("/api/me").json()["kind"] == "nobody"
        assert head.post(tickets(head), {}).status_code in (401, 422)
    finally:
        own_house.restart()


def test_a_seat_that_nobody_set_up_is_not_there(own_house: OwnHouse) -> None:
    for seat in ("x", "chengnan", "..", "%2e%2e", "a" * 65):
        url = f"{own_house.url}/s/{seat}/enter"
        assert httpx.get(url, trust_env=False).status_code == 404


def test_a_huge_body_is_turned_away_before_it_is_read(own_house: OwnHouse) -> None:
    head = own_house.client("chengnan-head")
    huge = head.http.post(
        f"{head.base}{tickets(head)}",
        content=b"[" * 5_000_000,
        headers={"Idempotency-Key": "k", "X-CSRFToken": head.me["csrf"]},
    )
    assert (huge.status_code, huge.json()["code"]) == (413, "too_large")
    chunked = head.http.post(
        f"{head.base}{tickets(head)}",
        content=iter([b"[" * 100_000] * 20),
        headers={"Idempotency-Key": "k", "X-CSRFToken": head.me["csrf"]},
    )
    assert (chunked.status_code, chunked.json()["code"]) == (411, "length_needed")
    assert head.get("/api/me").status_code == 200


# ---------------------------------------------------------------- who sends slowly


def half_sent(house: OwnHouse) -> socket.socket:
    """A post whose body does not come."""
    sender = socket.create_connection(("127.0.0.1", house.port))
    sender.sendall(
        b"POST /api/live/token HTTP/1.1\r\nHost: localhost\r\n"
        b"Content-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    )
    return sender


def test_posts_that_never_arrive_stop_nobody(own_house: OwnHouse, kiosk: Seat) -> None:
    body = wish(kiosk, own_house)
    with ExitStack() as held:
        for _ in range(40):
            held.enter_context(half_sent(own_house))
        for _ in range(8):
            for path in ("/healthz", "/readyz", "/api/entrance"):
                told = httpx.get(own_house.url + path, timeout=10, trust_env=False)
                assert told.status_code == 200, path
        taken = [kiosk.post(tickets(kiosk), body).status_code for _ in range(8)]
        assert set(taken) == {200}
        assert 0 < own_house.connections() <= MOST_CONNECTIONS


def test_a_body_that_comes_in_pieces_is_read_to_its_end(own_house: OwnHouse) -> None:
    with half_sent(own_house) as sender:
        for piece in (b'{"view": "wall"', b" " * 34, b"}"):
            httpx.get(f"{own_house.url}/healthz", trust_env=False)
            sender.sendall(piece)
        answer = sender.recv(4096).split(b"\r\n")[0]
    assert answer.split()[1] in (b"401", b"403"), answer
