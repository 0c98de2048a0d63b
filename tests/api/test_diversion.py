"""Diversion at the door: kiosk, lobby and phone, and the list of who could be helped elsewhere."""

from api.asking import Doors, entries
from api.plays import Play


def test_from_the_kiosk_to_the_phone_and_back(doors: Doors) -> None:
    play = Play.on(doors)
    ticket = play.ticket()
    path = f"/api/tickets/{ticket['id']}/offer"
    assert play.kiosk.post(path, match=ticket["version"] - 1).code == "stale_screen"
    offer = play.kiosk.done(path, {"asked": True}, match=ticket["version"])
    assert (offer["equal"], offer["accompany"]) == (True, True)
    assert "why" not in offer  # nothing is recommended to somebody who may be protected
    help = play.lobby.post(f"/api/help/{offer['help']}/answer")
    assert help.status == 200

    phone = doors.visitor(ticket["phone_path"])
    at = f"/api/offers/{offer['id']}"
    gone = phone.done(f"{at}/answer", {"answer": "accept"}, match=offer["version"])
    assert (gone["state"], gone["ticket"]["state"]) == ("accepted", "parked")
    assert phone.post(f"{at}/return", match=offer["version"]).code == "stale_screen"
    assert phone.post(f"{at}/close", {"outcome": "unknown"}).code == "no_right"
    back = phone.done(f"{at}/return", match=gone["version"])
    assert (back["state"], back["ticket"]["state"]) == ("returned", "waiting")


def test_another_phone_reaches_no_offer(doors: Doors) -> None:
    play = Play.on(doors)
    ticket, other = play.ticket(), play.ticket()
    offer = play.kiosk.done(f"/api/tickets/{ticket['id']}/offer", {"asked": True})
    stranger = doors.visitor(other["phone_path"])
    for verb, body in (("answer", {"answer": "accept"}), ("return", {}), ("withdraw", {})):
        refused = stranger.post(f"/api/offers/{offer['id']}/{verb}", body)
        assert (refused.status, refused.code) == (403, "no_right")


def test_the_lobby_reads_who_could_be_helped_and_nothing_is_decided(doors: Doors) -> None:
    play = Play.on(doors)
    tickets = [play.ticket() for _ in range(7)]
    play.seated()
    play.teller.done(doors.counter("1", "call-next"), match=play.seat)
    before = entries(doors.cast)
    answer = play.lobby.get(doors.branch("diversion/candidates"))
    assert answer.status == 200
    assert answer.body["level_pct"] == 90
    (only,) = answer.body["candidates"]
    assert (only["number"], only["ticket"]) == ("A007", tickets[6]["id"])
    assert (only["place"], only["where"]) == ("smart", "智1")
    assert "saved" not in only
    assert entries(doors.cast) == before
    assert play.teller.get(doors.branch("diversion/candidates")).code == "no_right"


def test_what_is_asked_in_another_way_is_bad_input(doors: Doors) -> None:
    play = Play.on(doors)
    path = f"/api/tickets/{play.ticket()['id']}/offer"
    for body in ({"amount_yuan": -1}, {"amount_yuan": 1.5}, {"business": "gold"}, {"asked": "yes"}):
        refused = play.kiosk.post(path, body)
        assert (refused.status, refused.code) == (422, "bad_input"), body
    offer = play.kiosk.done(path, {"asked": True})
    at = f"/api/offers/{offer['id']}"
    for verb, body in (
        ("answer", {"answer": "maybe"}),
        ("answer", {"answer": "accept", "reason": "other"}),
        ("answer", {"answer": "decline", "reason": "我不想去"}),
        ("close", {"outcome": "accepted"}),
    ):
        assert play.lobby.post(f"{at}/{verb}", body).code == "bad_input", body
