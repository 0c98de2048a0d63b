"""Scripts at the door: what is told of them, and what is suggested for a ticket now."""

from typing import Any, get_args

import pytest

from api.asking import Caller, Doors, entries
from api.plays import SCRIPT, Play
from tingtang.access.rights import Post
from tingtang.api.scripts import Moment
from tingtang.bank.policy.rules.kinds.sentence import MOMENTS
from tingtang.bank.script.rules.starts import STARTS
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read


def suggestion(doors: Doors, caller: Caller, ticket: Any = None, **more: str) -> Any:
    asked = {"ticket": ticket["id"]} if ticket else {}
    query = "&".join(f"{name}={value}" for name, value in {**asked, **more}.items())
    answer = caller.get(doors.branch(f"suggestion?{query}"))
    assert answer.status == 200, answer.body
    return answer.body


def visits_of(doors: Doors) -> list[str]:
    """The branch's visits, the last one last."""
    read = Read(
        "select id from hall_visit where branch_id = %s order by id", (doors.cast.branch,), str
    )
    return look(doors.cast.branch, read)[0]


def last_entry(doors: Doors) -> Any:
    """Kind and content of what happened last."""
    sql = "select kind, body from ledger_entry where branch_id = %s order by sequence desc limit 1"
    return look(doors.cast.branch, Read(sql, (doors.cast.branch,), lambda *row: row))[0][0]


def texts_of(situation: str, language: str) -> list[str]:
    return [each.texts[language] for each in STARTS.values() if each.situation == situation]


@pytest.mark.parametrize(
    ("begin", "moment", "situation"),
    [
        ("ticket", "wait", "small_cash"),
        ("called", "ask", "teller_ask"),
        ("served", "hand_back", "teller_hand_back"),
    ],
)
def test_what_fits_the_tickets_state_is_suggested(
    begin: str, moment: str, situation: str, stage: Doors
) -> None:
    play = Play.on(stage)
    ticket = getattr(play, begin)()
    told = suggestion(stage, play.teller, ticket)
    assert (told["moment"], told["situation"]) == (moment, situation)
    assert [each["text"] for each in told["scripts"]] == texts_of(situation, "en")
    assert told["why"]
    assert told["table_version"] == 0


def test_while_a_customer_is_served_the_screen_may_ask_for_a_later_step(stage: Doors) -> None:
    play = Play.on(stage)
    ticket = play.move(play.called(), "arrive")
    assert suggestion(stage, play.teller, ticket)["situation"] == "teller_process"
    later = suggestion(stage, play.teller, ticket, moment="recommend")
    assert later["situation"] == "none"  # no signal yet
    assert later["scripts"] == []


def test_who_needs_care_is_offered_no_machine(stage: Doors) -> None:
    play = Play.on(stage)
    told = suggestion(stage, play.lobby, play.ticket(need="elder"))
    assert told["situation"] == "greet_queue"
    told = suggestion(stage, play.lobby, play.ticket(need="elder"), moment="recommend")
    assert told["situation"] == "none"


def test_somebody_at_the_door_has_no_ticket(stage: Doors) -> None:
    lobby = stage.staff("suxiaowen")
    assert suggestion(stage, lobby)["situation"] == "greet_door"


def test_it_is_said_in_the_screens_language(stage: Doors) -> None:
    play = Play.on(stage)
    chinese = stage.staff("suxiaowen", language="zh-CN")
    told = suggestion(stage, chinese, play.ticket())
    assert told["scripts"][0]["text"] == texts_of("small_cash", "zh-Hans")[0]


def test_what_is_suggested_is_recorded_nowhere_but_as_a_look(stage: Doors) -> None:
    play = Play.on(stage)
    ticket, _ = play.ticket(), play.lobby
    before = entries(stage.cast)
    suggestion(stage, play.lobby, ticket)
    assert entries(stage.cast) == before


def test_no_ticket_of_that_name(stage: Doors) -> None:
    lobby = stage.staff("suxiaowen")
    unknown = lobby.get(stage.branch("suggestion?ticket=00000000-0000-0000-0000-000000000009"))
    assert (unknown.status, unknown.code) == (404, "unknown_ticket")
    for query in ("ticket=x", "moment=never"):
        wrong = lobby.get(stage.branch(f"suggestion?{query}"))
        assert (wrong.status, wrong.code) == (422, "bad_input")


def test_customers_and_their_screens_are_told_nothing(stage: Doors) -> None:
    kiosk = stage.device(Post.KIOSK)
    ticket = stage.ticket(kiosk)
    for caller in (kiosk, stage.device(Post.WALL), stage.visitor(ticket["phone_path"])):
        for path in ("scripts", f"suggestion?ticket={ticket['id']}"):
            assert caller.get(stage.branch(path)).code == "no_right"


def test_the_list_tells_state_editors_and_approver(stage: Doors) -> None:
    editor, head = stage.staff("operations_supervisor"), stage.staff("hanliqun")
    written = editor.done(stage.branch("scripts"), {"situation": "farewell", **SCRIPT})
    at = stage.branch(f"scripts/{written['id']}")
    editor.done(f"{at}/submit", match=written["version"])
    head.done(f"{at}/approve")
    told = head.get(stage.branch("scripts")).body
    mine = next(each for each in told["scripts"] if each["id"] == written["id"])
    assert mine["state"] == "in_use"
    assert mine["number"] == 101
    assert mine["editors"] == ["operations_supervisor"]
    assert mine["approved_by"] == "韩立群"
    assert mine["expires_on"] == "2027-12-31"
    assert mine["yours"] is False
    own = next(
        each
        for each in editor.get(stage.branch("scripts")).body["scripts"]
        if each["id"] == written["id"]
    )
    assert own["yours"] is True
    assert len(told["scripts"]) == len(STARTS) + 1
    assert len(told["situations"]) == 29


def test_the_list_tells_when_each_situation_comes_and_what_may_be_said_instead(
    stage: Doors,
) -> None:
    told = stage.staff("hanliqun").get(stage.branch("scripts")).body
    assert told["moments"]["care"] == ["greet", "divert", "line"]
    assert told["moments"]["anti_fraud"] == ["cash_hold"]
    assert set(told["moments"]) - {"none"} == set(told["situations"])
    assert told["longest"] == {"zh-Hans": 60, "zh-Hant": 60, "en": 160}
    assert told["truths"]["promises_principal"]["zh-Hans"] == "本产品不保本。"


def test_what_may_not_be_said_is_refused_with_place_and_mend(stage: Doors) -> None:
    editor = stage.staff("operations_supervisor", language="zh-CN")
    texts = SCRIPT["texts"] | {"zh-Hans": "您放心，宝 本。"}  # type: ignore[operator]
    body = {"situation": "farewell", **SCRIPT, "texts": texts}
    refused = editor.post(stage.branch("scripts"), body)
    assert (refused.status, refused.code) == (422, "promises_principal")
    assert refused.body["where"] == "texts.zh-Hans"
    assert refused.body["facts"] == {"found": "宝 本", "place": 5}
    assert refused.body["title"].startswith("第 5 字起“宝 本”说的是保本")


def test_the_moments_at_the_door_are_those_of_the_table() -> None:
    assert get_args(Moment) == MOMENTS


def test_on_a_path_of_guidance_it_is_said_in_the_customers_language(stage: Doors) -> None:
    lobby = stage.staff("suxiaowen", language="zh-CN")
    wish = {"service": str(stage.cast.services["cash"]), "class": "vip", "language": "en"}
    wish["reason"] = "known_customer"
    lobby.done(stage.branch("tickets"), wish)
    visit = visits_of(stage)[-1]
    told = suggestion(stage, lobby, visit=visit, moment="escort", business="wealth")
    assert (told["situation"], told["language"]) == ("vip_wealth_free", "en")
    assert told["visit"] == visit
    assert [each["said"] for each in told["scripts"]] == texts_of("vip_wealth_free", "en")
    assert [each["text"] for each in told["scripts"]] == texts_of("vip_wealth_free", "zh-Hans")


def test_of_a_visit_without_a_number_the_business_is_what_was_said(stage: Doors) -> None:
    lobby = stage.staff("suxiaowen")
    visit = lobby.done(stage.branch("greetings"))["visit"]
    assert suggestion(stage, lobby, visit=visit)["moment"] == "greet"
    told = suggestion(stage, lobby, visit=visit, moment="divert", business="fee")
    assert told["situation"] == "fee"
    unknown = lobby.get(stage.branch("suggestion?visit=00000000-0000-0000-0000-000000000009"))
    assert (unknown.status, unknown.code) == (404, "unknown_visit")


def test_who_waits_for_what_is_sold_out_or_watches_the_board_hears_of_that(stage: Doors) -> None:
    play = Play.on(stage)
    ticket = play.ticket()
    visit = visits_of(stage)[-1]
    play.lobby.done(f"/api/visits/{visit}/signals", {"code": "watches_fx_or_fund_board"})
    assert suggestion(stage, play.lobby, ticket)["situation"] == "fx_board"
    service = stage.cast.services["cash"]
    play.lobby.done(stage.branch(f"services/{service}/stop"), {"notice": "sold_out"})
    assert suggestion(stage, play.lobby, ticket)["situation"] == "sold_out"


class TestSaid:
    def test_is_one_entry_of_ids_and_codes(self, stage: Doors) -> None:
        play = Play.on(stage)
        ticket = play.ticket()
        told = suggestion(stage, play.lobby, ticket)
        visit, script = visits_of(stage)[-1], told["scripts"][0]
        body = {"visit": visit, "moment": told["moment"], "version": script["version"]}
        said = play.lobby.done(stage.branch(f"scripts/{script['id']}/said"), body)
        assert said == {
            "script": script["id"], "situation": "small_cash", "number": 1, "version": 0,
        }  # fmt: skip
        kind, kept = last_entry(stage)
        assert kind == "guidance.said"
        assert kept == {**said, "visit": visit, "moment": "wait"}

    def test_what_may_not_be_said_was_not(self, stage: Doors) -> None:
        play = Play.on(stage)
        play.ticket()
        visit = visits_of(stage)[-1]
        script = next(each for each in STARTS.values() if each.situation == "greet_queue")
        at = stage.branch(f"scripts/{script.id}/said")

        def refused(path: str = at, **more: Any) -> str:
            body = {"visit": visit, "moment": "wait", "version": 0} | more
            return str(play.lobby.post(path, body).code)

        nothing = "00000000-0000-0000-0000-000000000009"
        assert refused(visit=nothing) == "unknown_visit"
        assert refused(stage.branch(f"scripts/{nothing}/said")) == "unknown_script"
        assert refused(version=7) == "stale_screen"
        head = stage.staff("hanliqun")
        head.done(stage.branch(f"scripts/{script.id}/withdraw"), match=0)
        (version,) = [
            each["version"]
            for each in head.get(stage.branch("scripts")).body["scripts"]
            if each["id"] == str(script.id)
        ]
        assert refused(version=version) == "script_not_in_use"
