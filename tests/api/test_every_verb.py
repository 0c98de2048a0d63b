"""For every verb: it answers what the document says, and a retry has one effect and one answer."""

from typing import Any
from uuid import uuid4

import pytest
from jsonschema_rs import Draft202012Validator

from api.asking import Doors, entries
from api.plays import PLAYS, Play, asked
from api.routes import document, routes
from tingtang.access.rights import Post

ROUTES = {route.name: route for route in routes()}
VERBS = [route.name for route in ROUTES.values() if route.keyed]


def test_there_is_a_play_for_every_verb() -> None:
    assert sorted(PLAYS) == sorted(VERBS), "say in api/plays.py how the new verb succeeds"


def conforms(name: str, answer: Any) -> None:
    """The answer is what the document says of the route, and nothing beside it."""
    content = ROUTES[name].operation["responses"][200]["content"]["application/json"]
    schema = {**content["schema"], "components": document()["components"]}
    Draft202012Validator(schema).validate(answer)
    properties = _properties(content["schema"])
    assert set(answer) <= set(properties), "the document does not mention all"


def _properties(schema: Any) -> Any:
    name = schema["$ref"].rsplit("/", 1)[1]
    return document()["components"]["schemas"][name].get("properties", {})


@pytest.mark.parametrize("name", VERBS)
def test_a_retry_has_one_effect_and_the_same_answer(name: str, stage: Doors) -> None:
    play = Play.on(stage)
    ask, key = PLAYS[name](play), str(uuid4())
    before = entries(stage.cast)
    first = asked(ask, key)
    assert first.status == 200, first.body
    conforms(name, first.body)
    after = entries(stage.cast)
    assert after > before

    if name == "branches.close_day":
        stage.later(minutes=1)  # a clock that goes on changes nothing in an answer
    again = asked(ask, key)
    assert (again.status, again.raw) == (first.status, first.raw)
    changed = asked(ask, key, {**dict(ask[2]), **_other(name)})  # type: ignore[call-overload]
    assert changed.status in (409, 422), changed.body
    assert changed.code in ("key_reused", "bad_input")
    moved_on = 1 if name == "branches.close_day" else 0
    assert entries(stage.cast) == after + moved_on


def _other(name: str) -> dict[str, object]:
    """Another body that the route takes; where it takes none, one that it doesn't."""
    return {
        "booking_page.book": {"language": "en"},
        "booking_page.confirm": {"code": "000000"},
        "booking_page.cancel": {"code": "000000"},
        "booking_page.check_in": {"language": "en"},
        "bookings.book": {"channel": "telephone"},
        "bookings.confirm": {"code": "000000"},
        "bookings.check_in": {"language": "en"},
        "bookings.check_in_by_code": {"language": "en"},
        "cash.reserve": {"phone": "13900139000"},
        "cash.ask": {"cash": "none"},
        "cash.part": {"amount_fen": 200_000},
        "cash.rebook": {"phone": "13900139000"},
        "cash.cancel": {"reason": "duplicate"},
        "cash.hold": {"reason": "coached"},
        "cash.review": {"reference": "A4403-2026-0001"},
        "branches.stop": {"notice": "sold_out"},
        "branches.paper_block": {"size": 4},
        "branches.ask_help": {"ticket": None},
        "counters.call": {"reason": "other"},
        "counters.pause": {"reason": "break"},
        "customers.agree_to_contact": {"reference": "QZ-2026-0002"},
        "customers.consent": {"reference": "QZ-2026-0002"},
        "customers.address_form": {"form": "王女士"},
        "customers.rm": {"rm": None},
        "customers.keep_need": {"need": "disabled"},
        "customers.forget_need": {"need": "disabled"},
        "holds.hold_sales": {"reason": "dispute"},
        "counters.until": {"minutes": 9},
        "guidances.guide": {"reply": "no_time"},
        "guidances.led": {"desk": None},
        "diversion.offer": {"asked": True},
        "diversion.answer": {"answer": "accept", "reason": None},
        "diversion.close": {"outcome": "unknown"},
        "parameters.set": {"value": 25},
        "policies.return": {"reason": "other"},
        "visits.greeting": {"age_s": 1},
        "visits.note_signal": {"age_s": 1},
        "visits.overrule": {"class": "ordinary"},
        "visits.mark": {"need": "disabled"},
        "visits.link": {"reason": "appointment"},
        "visits.unlink": {"reason": "mistaken"},
        "referrals.refer": {"spoken_yes": False},
        "referrals.hand_on": {"reason": "other"},
        "referrals.conclude": {"outcome": "follow_up"},
        "referrals.redeem": {"serial": "2222222222"},
        "scripts.said": {"moment": "line"},
        "scripts.draft": {"situation": "fee"},
        "scripts.edit": {"expires_on": "2028-01-31"},
        "scripts.return": {"reason": "other"},
        "trials.try": {"which": "order"},
        "twin.ask": {"what": "open"},
        "tickets.issue": {"language": "en"},
        "tickets.printed": {"ok": False},
        "tickets.park": {"reason": "rest"},
        "tickets.late": {"minutes": 20},
        "tickets.mark": {"class": "ordinary"},
        "tickets.rating": {"score": 1},
    }.get(name, {"other": 1})


def test_another_version_under_the_same_key_is_another_request(stage: Doors) -> None:
    play = Play.on(stage)
    caller, path, body, seen = PLAYS["counters.call_next"](play)
    assert seen is not None
    assert caller.post(path, body, key="k", match=seen).status == 200
    other = caller.post(path, body, key="k", match=seen + 1)
    assert (other.status, other.code) == (409, "key_reused")


def test_a_key_belongs_to_its_actor_and_its_route(stage: Doors) -> None:
    play = Play.on(stage)
    another = stage.device(Post.KIOSK)
    body = {"service": str(stage.cast.services["cash"])}
    numbers = [
        kiosk.done(stage.branch("tickets"), body, key="1")["number"]
        for kiosk in (play.kiosk, another, play.kiosk)
    ]
    assert numbers == ["A001", "A002", "A001"]
    ticket = play.ticket()
    for verb in ("park", "resume"):
        reason = {"reason": "rest"} if verb == "park" else {}
        assert play.lobby.post(f"/api/tickets/{ticket['id']}/{verb}", reason, key="1").status == 200


def test_a_refusal_is_no_answer_the_same_key_may_succeed_later(stage: Doors) -> None:
    play = Play.on(stage)
    ticket = play.called()
    path = f"/api/tickets/{ticket['id']}/recall"
    early = play.teller.post(path, key="k")
    assert (early.status, early.code) == (409, "recall_too_soon")
    stage.later(seconds=16)
    assert play.teller.post(path, key="k").status == 200


def test_a_retry_whose_right_is_gone_is_refused(stage: Doors) -> None:
    """An answer is kept for whoever may still ask."""
    play = Play.on(stage)
    ask = PLAYS["tickets.rating"](play)
    assert asked(ask, "k").status == 200
    play.lobby.done(stage.branch("day/close"))
    assert asked(ask, "k").code == "sign_in"
