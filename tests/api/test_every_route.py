"""What holds for every route: who may, the token against forgery, keys, requests that are wrong."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.asking import STAFF_POSTS, Answer, Caller, Doors, entries
from api.routes import ALSO, NEEDS, OWN, Route, routes
from bank.customer.people import GIVEN, consents_of, customer, grant, somebody
from tingtang.access.rights import RIGHTS, Post, Right

ROUTES = routes()
UNSAFE = [route for route in ROUTES if route.unsafe]
SAFE = [route for route in ROUTES if not route.unsafe]
VERBS = [route for route in ROUTES if route.keyed]
WITH_RIGHT = [route for route in ROUTES if NEEDS.get(route.name)]
WITH_BODY = [route for route in ROUTES if route.body() is not None]
#: Whoever is signed in or not: they need no right, so only the token guards them.
FOR_ANYBODY = [route for route in UNSAFE if NEEDS.get(route.name) is None]

PLACES = (
    "ticket", "counter", "service", "help", "policy", "customer", "consent", "visit", "signal",
    "guidance", "offer", "script", "referral", "booking", "cash",
)  # fmt: skip
by_name = pytest.mark.parametrize("route", ROUTES, ids=str)


def place(doors: Doors, **more: object) -> dict[str, object]:
    """Names in addresses: the branch's own, and ids that nothing has."""
    nothing = {name: uuid4() for name in PLACES}
    return {**nothing, "branch": doors.cast.branch, **more}


def ask(caller: Caller, route: Route, places: dict[str, object], **more: Any) -> Answer:
    """The route, with the least body it takes."""
    headers = {"Idempotency-Key": str(uuid4())} if route.keyed else {}
    must_see = (route.header("If-Match") or {}).get("required")
    headers |= {"If-Match": '"1"'} if must_see else {}
    return caller.ask(route.method, route.at(places), route.body(), **headers, **more)


@contextmanager
def nothing_happens(doors: Doors) -> Iterator[None]:
    before = entries(doors.cast)
    yield
    assert entries(doors.cast) == before


def test_the_tables_of_these_tests_know_every_route() -> None:
    names = [route.name for route in ROUTES]
    assert sorted(NEEDS) == sorted(names), "say in api/routes.py which right a new route needs"
    assert len(set(names)) == len(names)


# ---------------------------------------------------------------- cross-site requests


class Cookies:
    """One browser for each way in which a cookie says who somebody is."""

    def __init__(self, doors: Doors) -> None:
        kiosk = doors.device(Post.KIOSK)
        self.session = doors.staff("suxiaowen")
        self.device = doors.device(Post.KIOSK, by_cookie=True)
        self.visitor = doors.visitor(doors.ticket(kiosk)["phone_path"])
        self.header = kiosk


@pytest.fixture(scope="module")
def cookies(house: Doors) -> Cookies:
    return Cookies(house)


@pytest.mark.parametrize("rides", ["session", "device", "visitor"])
@pytest.mark.parametrize("route", UNSAFE, ids=str)
def test_a_request_that_rides_on_a_cookie_needs_the_token(
    route: Route, rides: str, cookies: Cookies, house: Doors
) -> None:
    caller: Caller = getattr(cookies, rides)
    with nothing_happens(house):
        refused = ask(caller, route, place(house), csrf=False)
    assert (refused.status, refused.code) == (403, "csrf_missing")
    with nothing_happens(house):
        wrong = ask(caller, route, place(house), csrf=False, **{"X-CSRFToken": "x" * 64})
    assert (wrong.status, wrong.code) == (403, "csrf_missing")


@pytest.mark.parametrize("rides", ["session", "device", "visitor"])
@pytest.mark.parametrize("route", UNSAFE, ids=str)
def test_another_sites_page_is_refused_though_it_had_the_token(
    route: Route, rides: str, cookies: Cookies, house: Doors
) -> None:
    caller: Caller = getattr(cookies, rides)
    for origin in ("https://evil.example", "null", "http://testserver.evil.example"):
        with nothing_happens(house):
            refused = ask(caller, route, place(house), Origin=origin)
        assert (refused.status, refused.code) == (403, "csrf_missing"), origin


@pytest.mark.parametrize("route", [route for route in UNSAFE if NEEDS.get(route.name)], ids=str)
def test_a_key_in_a_header_is_no_cookie_and_needs_no_token(
    route: Route, cookies: Cookies, house: Doors
) -> None:
    answer = ask(cookies.header, route, place(house), Origin="https://evil.example")
    assert answer.code != "csrf_missing"


def test_the_token_lets_a_page_through(cookies: Cookies, house: Doors) -> None:
    for caller in (cookies.session, cookies.device):
        assert caller.done(f"/api/branches/{house.cast.branch}/help")["state"] == "asked"


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("route", WITH_RIGHT, ids=str)
def test_nobody_is_told_to_sign_in(route: Route, house: Doors) -> None:
    for stranger in (Caller(), Caller("/s/nobody"), Caller("/v/nobody"), Caller(key="made.up")):
        with nothing_happens(house):
            refused = ask(stranger, route, place(house))
        assert (refused.status, refused.code) == (401, "sign_in")
        assert refused.headers["Content-Type"] == "application/problem+json"
        assert refused.body["title"] == "Please sign in."


class Everybody:
    """Somebody of each post, at the door."""

    def __init__(self, doors: Doors) -> None:
        self.callers = {post: doors.staff(post.value) for post in STAFF_POSTS}
        for post in (Post.KIOSK, Post.WALL, Post.CARD_READER):
            self.callers[post] = doors.device(post)
        kiosk = self.callers[Post.KIOSK]
        self.own, self.other = (doors.ticket(kiosk) for _ in range(2))
        self.callers[Post.VISITOR] = doors.visitor(self.own["phone_path"])

    def in_order(self, needed: Right | None) -> list[tuple[Post, Caller]]:
        """Those without the right first: what the others do may end a visitor's link."""
        return sorted(self.callers.items(), key=lambda each: needed in RIGHTS[each[0]])


@pytest.fixture(scope="module")
def everybody(house: Doors) -> Everybody:
    return Everybody(house)


def each_may_what_the_table_says(route: Route, everybody: Everybody, doors: Doors) -> None:
    """Ids that nothing has: who may is told that there is no such thing, the others nothing."""
    needed = NEEDS[route.name]
    for post, caller in everybody.in_order(needed):
        answer = ask(caller, route, place(doors))
        may = needed in RIGHTS[post] or ALSO.get(route.name) in RIGHTS[post]
        if may and not (post is Post.VISITOR and route.name in OWN):
            assert answer.code not in ("no_right", "other_branch", "sign_in"), post
            assert answer.status < 500, post
        else:
            assert (answer.status, answer.code) == (403, "no_right"), post


LASTING = [route for route in WITH_RIGHT if route.name != "branches.close_day"]


@pytest.mark.parametrize("route", LASTING, ids=str)
def test_each_post_may_what_the_table_of_rights_says(
    route: Route, everybody: Everybody, house: Doors
) -> None:
    each_may_what_the_table_says(route, everybody, house)


def test_the_day_is_closed_by_whom_the_table_of_rights_says(doors: Doors) -> None:
    route = next(route for route in ROUTES if route.name == "branches.close_day")
    each_may_what_the_table_says(route, Everybody(doors), doors)


def test_every_post_that_signs_in_was_asked(everybody: Everybody) -> None:
    assert set(everybody.callers) == set(Post) - {Post.CLOCK}


@pytest.mark.parametrize("view", ["wall", "kiosk", "phone", "lobby", "counter", "office"])
def test_a_stream_is_opened_to_whoever_may_see_its_view(
    view: str, everybody: Everybody, house: Doors
) -> None:
    right = {"phone": Right.SEE_OWN_TICKET}.get(view) or Right(f"see_{view}")
    body = {"view": view, "counter": str(house.cast.counters["1"])}
    for post, caller in everybody.callers.items():
        answer = caller.ask("POST", "/api/live/token", body)
        wanted = (200, "") if right in RIGHTS[post] else (403, "no_right")
        assert (answer.status, answer.code) == wanted, post


@pytest.mark.parametrize("route", [r for r in ROUTES if "{ticket}" in r.path], ids=str)
def test_a_visitor_reaches_only_the_ticket_of_the_link(
    route: Route, everybody: Everybody, house: Doors
) -> None:
    visitor = everybody.callers[Post.VISITOR]
    with nothing_happens(house):
        refused = ask(visitor, route, place(house, ticket=everybody.other["id"]))
    assert (refused.status, refused.code) == (403, "no_right")
    own = ask(visitor, route, place(house, ticket=everybody.own["id"]))
    assert (own.code == "no_right") is (route.name not in OWN)


def test_a_visitor_calls_help_for_nobody_else(everybody: Everybody, house: Doors) -> None:
    visitor = everybody.callers[Post.VISITOR]
    path = f"/api/branches/{house.cast.branch}/help"
    assert visitor.post(path, {"ticket": everybody.other["id"]}).code == "no_right"
    assert visitor.post(path, {"ticket": everybody.own["id"]}).status == 200


@pytest.mark.parametrize("route", [r for r in WITH_RIGHT if "{branch}" in r.path], ids=str)
def test_nobody_reaches_another_branch(
    route: Route, everybody: Everybody, house: Doors, neighbour: Doors
) -> None:
    for post, caller in everybody.callers.items():
        with nothing_happens(neighbour):
            refused = ask(caller, route, place(neighbour))
        assert (refused.status, refused.code) == (403, "other_branch"), post


@pytest.fixture(scope="module")
def neighbour(database: object) -> Doors:
    from api.asking import branch_at_the_door

    return branch_at_the_door()


@pytest.fixture(scope="module")
def next_door(neighbour: Doors) -> dict[str, object]:
    """Things of the branch next door."""
    kiosk = neighbour.device(Post.KIOSK)
    call = kiosk.done(f"/api/branches/{neighbour.cast.branch}/help")
    ticket = neighbour.ticket(kiosk)
    there = customer(neighbour.cast, somebody(grants=(grant(),), given_at=GIVEN))
    offer = kiosk.done(f"/api/tickets/{ticket['id']}/offer", {"asked": True})
    return {
        "ticket": ticket["id"],
        "offer": offer["id"],
        "counter": neighbour.cast.counters["1"],
        "help": call["id"],
        "service": neighbour.cast.services["cash"],
        "customer": there,
        "consent": consents_of(neighbour.cast, there)[0].id,
    }


THINGS = ("ticket", "counter", "help", "customer", "consent", "offer")
NAMED = [r for r in WITH_RIGHT if any(f"{{{n}}}" in r.path for n in THINGS)]


@pytest.mark.parametrize("route", NAMED, ids=str)
def test_things_of_another_branch_are_not_there(
    route: Route,
    everybody: Everybody,
    house: Doors,
    neighbour: Doors,
    next_door: dict[str, object],
) -> None:
    """Who may do it at home is told the same as of an id that nothing has."""
    needed = NEEDS[route.name]
    able = [p for p in (*STAFF_POSTS, Post.KIOSK) if needed in RIGHTS[p]]
    for post in able:
        caller = everybody.callers[post]
        with nothing_happens(neighbour):
            there = ask(caller, route, place(house, **next_door))
        nowhere = ask(caller, route, place(house))
        assert (there.status, there.body) == (nowhere.status, nowhere.body), post


# ---------------------------------------------------------------- keys and versions


@pytest.mark.parametrize("route", VERBS, ids=str)
def test_a_verb_without_a_key_is_refused(route: Route, cookies: Cookies, house: Doors) -> None:
    codes = {None: "key_missing"} | dict.fromkeys(("", "x" * 300, "é", "a b"), "key_malformed")
    for key, code in codes.items():
        sent = {} if key is None else {"Idempotency-Key": key}
        with nothing_happens(house):
            refused = cookies.session.ask(
                route.method,
                route.at(place(house)),
                route.body(),
                **{"If-Match": '"1"', **sent},
            )
        assert (refused.status, refused.code) == (422, code), key
        assert refused.body["where"] == "Idempotency-Key"


@pytest.mark.parametrize("route", VERBS, ids=str)
def test_a_version_that_is_no_number_is_refused_where_one_is_read(
    route: Route, everybody: Everybody, house: Doors
) -> None:
    needed = NEEDS[route.name]
    able = (post for post in everybody.callers if needed is None or needed in RIGHTS[post])
    caller = everybody.callers[next(able)]
    reads = route.header("If-Match") is not None
    for version in ('"x"', "-1", '"1.5"', "٣", "9" * 5000):
        headers = {"Idempotency-Key": str(uuid4()), "If-Match": version}
        places = place(house, move="prepare")
        answer = caller.ask(route.method, route.at(places), route.body(), **headers)
        said = (answer.code, answer.body.get("where")) == ("bad_input", "If-Match")
        assert said is reads


# ---------------------------------------------------------------- requests that can't be read

MALFORMED = [b"{", b"\xff\xfe", b"nan", b'{"a":}', b"[" * 30_000, b'{"a":1}garbage']


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_a_body_that_is_not_json_is_refused(route: Route, house: Doors, cookies: Cookies) -> None:
    for raw in MALFORMED:
        with nothing_happens(house):
            refused = cookies.session.ask(
                route.method, route.at(place(house)), raw=raw, **{"Idempotency-Key": "k"}
            )
        assert (refused.status, refused.code) == (400, "malformed"), raw[:20]


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_a_body_of_another_shape_is_refused(route: Route, house: Doors, cookies: Cookies) -> None:
    least = route.body()
    odd: list[object] = [None, [], "x", 5, True, {**least, "surprise": 1}, {**least, "\ud800": 1}]
    odd += [{**least, name: {"of": "another type"}} for name in least]
    odd += [{**least, name: None} for name in least]
    odd += [{key: value for key, value in least.items() if key != name} for name in least]
    for body in odd:
        with nothing_happens(house):
            refused = cookies.session.ask(
                route.method, route.at(place(house)), body, **{"Idempotency-Key": "k"}
            )
        assert (refused.status, refused.code) == (422, "bad_input"), body
        assert refused.body["where"]


@pytest.mark.parametrize("route", WITH_BODY, ids=str)
def test_a_field_is_named_as_the_caller_knows_it(
    route: Route, house: Doors, cookies: Cookies
) -> None:
    refused = cookies.session.ask(
        route.method,
        route.at(place(house)),
        {**route.body(), "surprise": 1},
        **{"Idempotency-Key": "k"},
    )
    assert refused.body["where"] == "surprise"


@by_name
def test_too_large_a_body_is_turned_away_unread(
    route: Route, house: Doors, cookies: Cookies
) -> None:
    if not route.unsafe:
        return
    most_kb = 1024 if route.name in ("policies.edit", "policies.import") else 64
    with nothing_happens(house):
        raw = b"x" * (most_kb * 1024 + 1)
        refused = cookies.session.ask(route.method, route.at(place(house)), raw=raw)
    assert (refused.status, refused.code) == (413, "too_large")
    assert refused.body["facts"] == {"most_kb": most_kb}


@pytest.mark.parametrize("route", [r for r in ROUTES if "{" in r.path], ids=str)
def test_an_address_with_a_bad_id_is_not_there(
    route: Route, house: Doors, cookies: Cookies
) -> None:
    for bad in ("x", str(uuid4())[:-1], f"{uuid4()}0", "%00", "..%2f", "0" * 5000, "　"):
        places = {**place(house), **dict.fromkeys(_names(route), bad)}
        with nothing_happens(house):
            refused = ask(cookies.session, route, places)
        assert refused.status in (404, 422), (bad, refused.status)
        assert refused.code in ("unknown_path", "bad_input", "link_dead"), (bad, refused.body)


def _names(route: Route) -> list[str]:
    return [p["name"] for p in route.operation["parameters"] if p["in"] == "path"]


@pytest.mark.parametrize("path", sorted({route.path for route in ROUTES}))
def test_another_method_is_named_as_wrong(path: str, house: Doors, cookies: Cookies) -> None:
    route = next(each for each in ROUTES if each.path == path)
    known = {each.method for each in ROUTES if each.path == path}
    for method in {"GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND"} - known:
        refused = cookies.session.ask(method, route.at(place(house)))
        assert (refused.status, refused.code) == (405, "wrong_method"), method
        assert set(refused.headers["Allow"].replace(" ", "").split(",")) == known


LANGUAGES = {
    "zh-CN,zh;q=0.9,en;q=0.8": ("zh-Hans", "没有这个地址。"),
    "zh-TW": ("zh-Hant", "沒有這個地址。"),
    "en-GB,en;q=0.9": ("en", "There is no such address."),
    "fr": ("zh-Hans", "没有这个地址。"),
    "en;q=0.1,zh-HK;q=0.9": ("zh-Hant", "沒有這個地址。"),
    "": ("zh-Hans", "没有这个地址。"),
    ";;;,q=": ("zh-Hans", "没有这个地址。"),
}


@pytest.mark.parametrize("accepted", LANGUAGES)
def test_an_unknown_address_is_a_problem_in_the_readers_language(accepted: str) -> None:
    language, title = LANGUAGES[accepted]
    answer = Caller(language=accepted).get(f"/api/{UUID(int=0)}")
    assert answer.body == {
        "type": "/problems/unknown_path",
        "code": "unknown_path",
        "title": title,
        "status": 404,
    }
    assert answer.headers["Content-Language"] == language
    assert answer.headers["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("route", SAFE, ids=str)
def test_what_is_read_changes_nothing_and_is_kept_by_nobody(
    route: Route, house: Doors, cookies: Cookies
) -> None:
    with nothing_happens(house):
        answer = ask(cookies.session, route, place(house))
    assert answer.status < 500
    assert answer.headers["Cache-Control"] == "no-store"
