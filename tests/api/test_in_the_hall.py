"""What a kiosk and a phone are told in the hall is the same whoever stands there."""

import re
from typing import Any
from uuid import UUID, uuid4

import pytest

from api.asking import Caller, Doors, branch_at_the_door
from hall.known import Known, bring
from tingtang.access.rights import Post
from tingtang.bank.customer.actions.holds import hold_sales
from tingtang.bank.customer.rules import HoldReason

_OWN = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"  # an id
    r"|/[ps]/[\w.-]+"  # a link
    r"|\d{4}-\d\d-\d\dT[\d:.]+(Z|\+00:00)"  # a time
)

_OF_EACH = {"version", "qr_svg", "number"}


def plain(answer: Any) -> Any:
    """An answer without what every answer has of its own: ids, links, times, versions."""
    if isinstance(answer, dict):
        told = {key: plain(each) for key, each in answer.items() if key not in _OF_EACH}
        return told | {key: answer[key][0] for key in answer if key == "number"}  # of its service
    if isinstance(answer, list):
        return [plain(each) for each in answer]
    return _OWN.sub("…", answer) if isinstance(answer, str) else answer


class Hall:
    """A branch with a kiosk, nobody waiting and counters 1 and 8 open."""

    def __init__(self) -> None:
        self.doors: Doors = branch_at_the_door(demonstration=True)
        for number, login in (("1", "chenyutong"), ("8", "wealth_rm")):
            teller = self.doors.staff(login)
            for verb in ("take", "open"):
                teller.done(self.doors.counter(number, verb))
        self.kiosk = self.doors.device(Post.KIOSK, language="zh-Hans")
        self.lobby = self.doors.staff("suxiaowen")

    def visits(self, card: str) -> list[Any]:
        """All that a customer's card, number and phone bring back, until they go."""
        told = list[Any]()

        def said(caller: Caller, path: str, body: object = None) -> Any:
            answer = caller.get(path) if body is None else caller.post(path, body)
            told.append((path.rsplit("/", 1)[1], answer.status, plain(answer.body)))
            return answer.body

        kiosk, branch = self.kiosk, self.doors.branch
        read = said(kiosk, branch("card-read"), {"kind": "card", "number": card})
        cash = {"service": str(self.doors.cast.services["cash"]), "visit": read["visit"]}
        ticket = said(kiosk, branch("tickets"), cash)
        at = f"/api/tickets/{ticket['id']}"
        said(kiosk, f"{at}/printed", {"ok": True})
        offer = said(kiosk, f"{at}/offer", {"asked": True})
        if "id" in offer:
            said(kiosk, f"/api/offers/{offer['id']}/answer", {"answer": "accept"})
            said(kiosk, f"/api/offers/{offer['id']}/return", {})
        phone = self.doors.visitor(ticket["phone_path"])
        said(phone, "/api/me")
        told[-1][2].pop("csrf", None)
        said(phone, f"{at}/late", {"minutes": 10})
        said(phone, branch("help"), {"ticket": ticket["id"]})
        said(phone, f"{at}/rating", {"score": 5, "words": []})
        said(kiosk, branch("card-read"), {"kind": "card", "number": card})
        said(phone, f"{at}/abandon", {})
        return told


@pytest.fixture(scope="module")
def hall() -> Hall:
    return Hall()


@pytest.fixture(scope="module")
def unknown(hall: Hall) -> list[Any]:
    return hall.visits(f"{uuid4().int % 10**16:016}")


def known(hall: Hall, customer_class: str, first: int, rm: str | None = None) -> Known:
    (one,) = bring(hall.doors.cast, customer_class, rm=rm, first=first)
    return one


def held(hall: Hall, customer_id: UUID) -> None:
    cast = hall.doors.cast
    cast.do("hanliqun", hold_sales, customer_id=customer_id, reason=HoldReason.DISPUTE)


@pytest.mark.parametrize("customer_class", ["vip", "ordinary"])
def test_a_card_that_the_bank_knows_is_answered_like_any_other(
    hall: Hall, unknown: list[Any], customer_class: str
) -> None:
    first = ["vip", "ordinary"].index(customer_class)
    who = known(hall, customer_class, first, "wealth_rm" if customer_class == "vip" else None)
    assert hall.visits(who.card) == unknown


def test_so_is_one_to_whom_nobody_sells(hall: Hall, unknown: list[Any]) -> None:
    who = known(hall, "vip", 7, "wealth_rm")
    held(hall, who.id)
    assert hall.visits(who.card) == unknown


def test_the_answers_are_worth_comparing(unknown: list[Any]) -> None:
    assert [path for path, status, _ in unknown if status != 200] == ["rating"]  # nobody was served
    one = {"at": "2026-11-20T02:42:00Z", "b": "x", "version": 4, "number": "A007"}
    assert plain(one) == {"at": "…", "b": "x", "number": "A"}
