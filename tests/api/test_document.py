"""The OpenAPI document: it is 3.1, it tells all, and what it tells is true (fuzzed)."""

import pkgutil
import subprocess
import sys
from dataclasses import is_dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import httpx
import pytest
from jsonschema_rs import Draft202012Validator
from ninja import Schema

from api.asking import Caller, Doors
from api.own_house import OwnHouse, Seat
from api.plays import Play, confirmed, new_cash
from api.routes import Route, document, routes
from bank.customer.people import GIVEN, customer, grant, somebody
from tingtang import api as doors_of
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import plan_of
from tingtang.kernel.words import LANGUAGES, Language, catalogue, place_of

ROUTES = routes()
BY_NAME = {route.name: route for route in ROUTES}
#: Routes that answer a file, and what it is.
FILES = {"policies.dmn": ("application/xml", {"type": "string"})}


def test_it_is_openapi_3_1_and_anybody_may_read_it() -> None:
    answer = Caller().get("/api/openapi.json")
    assert answer.status == 200
    assert answer.body["openapi"].startswith("3.1")
    assert answer.body["info"]["title"] == "Tingtang 厅堂"
    assert set(answer.body["paths"]) == {route.path for route in ROUTES}


def fields(route: Route) -> set[str]:
    """What a request to it may hold, and its parameters."""
    names = {each["name"] for each in route.operation.get("parameters", ())}
    content = route.operation.get("requestBody", {}).get("content", {})
    for media in content.values():
        schema = media["schema"]
        if "$ref" in schema:
            schema = document()["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
        names |= set(schema.get("properties", ()))
    return names


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_wrong_is_named_as_people_know_it(language: Language) -> None:
    names = set[str]().union(*map(fields, ROUTES))
    assert {"amount_fen", "business", "day", "If-Match"} <= names
    assert {name for name in names if f"where.{name}" not in catalogue(language)} == set()
    assert place_of("notes.2", "zh-Hans") == "券别张数.2"


@pytest.mark.parametrize("route", ROUTES, ids=str)
def test_a_route_says_what_it_answers_and_how_it_fails(route: Route) -> None:
    responses = {str(status): each for status, each in route.operation["responses"].items()}
    success = responses.pop("200")
    ((media_type, content),) = success["content"].items()
    if media_type == "application/json":
        assert "$ref" in content["schema"]
    else:
        assert (media_type, content["schema"]) == FILES[route.name]
    for status, failure in responses.items():
        schema = failure["content"]["application/problem+json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/Problem"}, status
    wanted = {"400", "401", "403", "404", "500", "503"}
    wanted |= {"409", "413", "422", "429"} if route.unsafe else set()
    wanted |= {"412"} if route.header("If-Match") else set()
    asks = any(each["in"] == "query" for each in route.operation["parameters"])
    wanted |= {"422"} if asks else set()
    wanted |= {"429"} if route.path.startswith("/api/book/") else set()
    assert set(responses) == wanted
    assert route.operation["summary"]
    assert route.operation["description"]


def test_every_schema_is_one_and_is_used() -> None:
    schemas = document()["components"]["schemas"]
    text = str(document())
    for name, schema in schemas.items():
        Draft202012Validator({**schema, "components": document()["components"]})
        assert f"#/components/schemas/{name}" in text, name


def test_no_two_schemas_share_a_name() -> None:
    """Of two with one name the document would hold the last."""
    homes: dict[str, set[str]] = {}
    for module in pkgutil.iter_modules(doors_of.__path__, f"{doors_of.__name__}."):
        for name, thing in vars(import_module(module.name)).items():
            if not isinstance(thing, type) or not thing.__module__.startswith(doors_of.__name__):
                continue
            if is_dataclass(thing) or issubclass(thing, Schema):
                homes.setdefault(name, set()).add(thing.__module__)
    doubled = {name: where for name, where in homes.items() if len(where) > 1 and name[0] != "_"}
    assert not doubled


def conforms(name: str, answer: Any) -> None:
    schema = BY_NAME[name].operation["responses"][200]["content"]["application/json"]["schema"]
    Draft202012Validator({**schema, "components": document()["components"]}).validate(answer)


def test_what_is_read_is_what_the_document_says(stage: Doors) -> None:
    kiosk, teller = stage.device(Post.KIOSK), stage.staff("chenyutong")
    ticket = stage.ticket(kiosk)
    teller.done(stage.counter("1", "take"))
    visitor = stage.visitor(ticket["phone_path"])
    for caller in (kiosk, teller, visitor, Caller()):
        conforms("people.me", caller.get("/api/me").body)
    conforms("entrance.entrance", kiosk.get("/api/entrance").body)
    conforms("counters.seats", teller.get(stage.branch("counters")).body)
    conforms("counters.staff", teller.get(stage.branch("staff")).body)
    head = stage.staff("hanliqun")
    head.done(stage.branch("parameters/recalls"), {"value": 2})
    conforms("parameters.list", head.get(stage.branch("parameters")).body)
    conforms("policies.list", head.get(stage.branch("tables")).body)
    conforms("policies.past", head.get(stage.branch("tables/line/past")).body)
    conforms("policies.version", head.get(stage.branch("tables/line/0")).body)
    play, day = Play.on(stage), stage.cast.at.date()
    lobby, teller = play.lobby, play.teller
    service = f"service={stage.cast.services['cash']}&day={day}"
    conforms("bookings.slots", lobby.get(stage.branch(f"slots?{service}")).body)
    booking = confirmed(play)
    listed = lobby.get(stage.branch(f"bookings?day={booking['slot_at'][:10]}")).body
    conforms("bookings.list", listed)
    assert [each["id"] for each in listed["bookings"]] == [booking["id"]]
    conforms("bookings.phone", lobby.get(f"/api/bookings/{booking['id']}/phone").body)
    page = f"/api/book/{plan_of(stage.cast.branch).code}"
    conforms("booking_page.page", Caller().get(page).body)
    conforms("booking_page.slots", Caller().get(f"{page}/slots?{service}").body)
    wanted = new_cash(play)
    lobby.done(stage.branch("cash"), wanted)
    prepared = head.get(stage.branch(f"cash/preparation?day={wanted['day']}")).body
    conforms("cash_lists.preparation", prepared)
    conforms("cash_lists.day", lobby.get(stage.branch(f"cash/day?day={wanted['day']}")).body)
    asked = {"cash": "enough", "amount_fen": 7_000_000, "signs": "coached"}
    teller.done(stage.branch("cash/ask"), asked)
    conforms("cash_lists.holds", head.get(stage.branch("cash/holds")).body)
    assert [each["amount_fen"] for each in prepared["reservations"]] == [wanted["amount_fen"]]
    who = somebody(grants=(grant(),), given_at=GIVEN)
    customer_id = customer(stage.cast, who)
    asked = {"kind": "card", "number": who.cards[0], "reason": "serving"}
    found = teller.ask("POST", stage.branch("customers/look-up"), asked).body
    conforms("customers.look_up", found)
    assert found["customer"] == str(customer_id)
    conforms("customers.file", head.get(f"/api/customers/{customer_id}").body)
    visit = stage.staff("suxiaowen").done(stage.branch("greetings"))["visit"]
    shown = {"kind": "card", "number": who.cards[0], "reason": "serving"}
    teller.done(f"/api/visits/{visit}/customer", shown)
    conforms("visits.address", head.get(f"/api/visits/{visit}/address").body)
    conforms("referrals.sheet", head.get(stage.branch("referrals")).body)
    funnel = head.get(stage.branch("referrals/funnel?first=2026-11-01&last=2026-11-30")).body
    conforms("referrals.funnel", funnel)
    diverted = head.get(stage.branch("diversion/figures?first=2026-11-01&last=2026-11-30")).body
    conforms("diversion.figures", diverted)
    assert [each["door"] for each in diverted["doors"]] == ["kiosk", "counter", "lobby"]
    conforms("scripts.list", head.get(stage.branch("scripts")).body)
    suggestion = head.get(stage.branch(f"suggestion?ticket={ticket['id']}")).body
    conforms("scripts.suggestion", suggestion)
    again = kiosk.get(f"/api/tickets/{ticket['id']}").body
    conforms("tickets.issued", again)
    told = {key: value for key, value in ticket.items() if key != "phone_path"}
    assert again == told
    conforms("streams.token", kiosk.ask("POST", "/api/live/token", {"view": "kiosk"}).body)


def test_a_problem_is_what_the_document_says() -> None:
    schema = document()["components"]["schemas"]["Problem"]
    for answer in (Caller().get("/api/branches/x"), Caller().post("/api/live/token")):
        Draft202012Validator(schema).validate(answer.body)


# ---------------------------------------------------------------- fuzzing

CHECKS = (
    "not_a_server_error,status_code_conformance,content_type_conformance,"
    "response_schema_conformance,response_headers_conformance,unsupported_method,"
    "allow_header_conformance"
)


@pytest.mark.slow
def test_fuzzing_finds_no_fault_and_nothing_undocumented(
    own_house: OwnHouse, tmp_path: Path
) -> None:
    """schemathesis, at the seat with the most rights; the places in addresses are real ones."""
    at = own_house.client("guomao-operations")
    config = tmp_path / "schemathesis.toml"
    config.write_text(parameters(own_house, at))
    cookies = "; ".join(f"{name}={value}" for name, value in at.http.cookies.items())
    done = subprocess.run(
        [
            str(Path(sys.executable).with_name("schemathesis")),
            *("--config-file", str(config), "run", f"{own_house.url}/api/openapi.json"),
            *("--url", f"{own_house.url}{at.base}", "--checks", CHECKS),
            *("-H", f"Cookie: {cookies}", "-H", f"X-CSRFToken: {at.me['csrf']}"),
            *("--phases", "coverage,fuzzing", "--max-examples", "4", "--seed", "7"),
            *("--suppress-health-check", "all", "--warnings", "off", "--no-shrink"),
            *("--generation-database", "none", "--no-color", "--workers", "1"),
            *("--continue-on-failure", "--request-timeout", "30"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    print(done.stdout[-10_000:])
    assert done.returncode == 0, done.stderr[-2000:]
    assert f"Tested: {len(ROUTES)}" in done.stdout
    assert httpx.get(f"{own_house.url}/readyz", trust_env=False).status_code == 200


def parameters(own_house: OwnHouse, at: Seat) -> str:
    """Ids that there are, for places in addresses: bodies and headers are made up."""
    branch = at.me["branch"]["id"]
    counter = at.get(f"/api/branches/{branch}/counters").json()["counters"][0]
    at.post(f"/api/branches/{branch}/day/open", {})
    for verb in ("take", "open"):
        at.post(f"/api/counters/{counter['id']}/{verb}", {})
    kiosk = own_house.client("guomao-kiosk")
    wish = {"service": counter["services"][0]}
    ticket = kiosk.post(f"/api/branches/{branch}/tickets", wish)
    assert ticket.status_code == 200, ticket.text
    call = kiosk.post(f"/api/branches/{branch}/help", {})
    day = at.get(f"/api/branches/{branch}/cash/preparation?day=2026-11-23").json()["earliest"]
    slots = at.get(f"/api/branches/{branch}/slots?service={wish['service']}&day={day}").json()
    phone = {"phone": "13800138000"}
    appointment = {**wish, **phone, "slot_at": slots["slots"][-1]["at"]}
    notes = {"amount_fen": 10_000, "notes": [1, 0, 0, 0, 0, 0]}
    cash = at.post(f"/api/branches/{branch}/cash", {**notes, **phone, "day": day})
    booking = at.post(f"/api/branches/{branch}/bookings", appointment)
    visit = at.post(f"/api/branches/{branch}/greetings", {}).json()["visit"]
    signal = at.post(f"/api/visits/{visit}/signals", {"code": "says_large_transfer"})
    real = {
        "booking": booking.json()["id"],
        "cash": cash.json()["id"],
        "branch": branch,
        "counter": counter["id"],
        "service": counter["services"][0],
        "ticket": ticket.json()["id"],
        "help": call.json()["id"],
        "name": "recall_gap_s",
        "table": "line",
        "number": 0,
        "visit": visit,
        "signal": signal.json()["id"],
        "policy": at.post(f"/api/branches/{branch}/tables/line/draft", {}).json()["id"],
        "script": at.get(f"/api/branches/{branch}/scripts").json()["scripts"][0]["id"],
    }
    lines = (f'"path.{name}" = "{value}"' for name, value in real.items())
    return "[parameters]\n" + "\n".join(lines) + "\n"
