"""Who looked at whom, and why, is on the looker's own chain; names are never browsed."""

import json
from typing import Any
from uuid import uuid4

import pytest

from api.asking import Caller, Doors, branch_at_the_door
from bank.customer.people import GIVEN, bring, customer, grant, hold_one, sister, somebody
from cast import Cast
from tingtang.access.actions import record_looks
from tingtang.access.rights import Post
from tingtang.bank.branch.queries import now_in, plan_of
from tingtang.bank.customer.actions.files import assign_rm
from tingtang.bank.customer.rules import KnownClass
from tingtang.bank.customer.rules.incoming import IncomingCustomer
from tingtang.ledger.look import look
from tingtang.ledger.turn import Read
from tingtang.ledger.verify import walk


@pytest.fixture
def doors(database: object) -> Doors:
    return branch_at_the_door()


def ask(caller: Caller, doors: Doors, kind: str, number: str, reason: str = "serving") -> Any:
    body = {"kind": kind, "number": number, "reason": reason}
    return caller.ask("POST", doors.branch("customers/look-up"), body)


def looks(doors: Doors) -> list[str]:
    """What staff of the branch looked at, as its own ledger tells it."""
    branch = doors.cast.branch
    at = now_in(branch)
    record_looks(actor=doors.cast.clock, branch_id=branch, at=at, day=plan_of(branch).day(at))
    read = Read(
        "select body::text from ledger_entry where branch_id = %s and kind = 'access.looked'",
        (branch,),
        lambda body: json.loads(body)["looks"],
    )
    found = [each["what"] for batch in look(branch, read)[0] for each in batch]
    return sorted(each for each in found if each.startswith("customer."))


def looks_at(cast: Cast) -> list[str]:
    """Which looks stand in the ledger of a branch, or wait to."""
    every = Read("select what from ledger_look", (), lambda what: what)
    kinds = Read("select kind from ledger_entry where kind = 'access.looked'", (), str)
    return [each for found in look(cast.branch, every, kinds) for each in found]


def vip(**changes: Any) -> IncomingCustomer:
    return somebody(customer_class=KnownClass.VIP, grants=(grant(),), given_at=GIVEN, **changes)


class TestLookingUp:
    def test_by_any_exact_number_and_recorded_with_the_reason(self, doors: Doors) -> None:
        who = vip()
        customer_id = customer(doors.cast, who)
        teller = doors.staff("chenyutong")
        for kind, number in (
            ("own", who.number.lower()),
            ("card", f" {who.cards[0][:4]}-{who.cards[0][4:]}"),
            ("id", who.identity.lower()),
        ):
            found = ask(teller, doors, kind, number, "appointment").body
            assert found["customer"] == str(customer_id)
            assert found["customer_class"] == "vip"
            assert found["address_form"] == "王先生"
            assert found["phone"] == f"199 **** {who.phone[-4:]}"
            assert [each["purpose"] for each in found["consents"]] == ["contact_phone"]
            assert who.name not in json.dumps(found, ensure_ascii=False)
        assert looks(doors) == [f"customer.{customer_id}.appointment"]
        assert walk(doors.cast.branch).first_broken is None

    def test_who_is_not_found_was_looked_for_all_the_same(self, doors: Doors) -> None:
        teller = doors.staff("chenyutong")
        missed = ask(teller, doors, "own", "C404")
        assert (missed.status, missed.code) == (404, "unknown_customer")
        assert looks(doors) == ["customer.nobody.serving"]

    @pytest.mark.parametrize("number", ["", "王建国", "王", "%", "1111", "C 1", "x" * 41])
    def test_a_name_or_a_piece_of_a_number_finds_nobody(self, doors: Doors, number: str) -> None:
        teller = doors.staff("chenyutong")
        for kind in ("card", "id"):
            missed = ask(teller, doors, kind, number)
            assert (missed.status, missed.code) == (422, "bad_input")
            assert len(number) < 2 or number not in missed.raw.decode()

    def test_without_a_reason_there_is_no_look(self, doors: Doors) -> None:
        teller = doors.staff("chenyutong")
        for reason in ("", "curious"):
            assert ask(teller, doors, "own", "C1", reason).status == 422
        assert looks(doors) == []

    def test_a_customer_of_another_branch_is_known_by_class_and_home_alone(
        self, doors: Doors
    ) -> None:
        other = sister(plan_of(doors.cast.branch).institution_id)
        who = vip()
        bring(other, who)
        teller = doors.staff("chenyutong")
        found = ask(teller, doors, "card", who.cards[0])
        assert found.body == {
            "home_branch": str(other.branch),
            "customer_class": "vip",
            "consents": [],
        }
        (seen,) = looks(doors)
        assert seen.endswith(".serving")
        assert looks_at(other) == []

    def test_who_guesses_is_slowed_down(self, doors: Doors) -> None:
        teller = doors.staff("chenyutong")
        codes = {ask(teller, doors, "own", f"C{each}").code for each in range(65)}
        assert codes == {"unknown_customer", "slow_down"}

    def test_nothing_of_it_is_kept_with_a_request(self, doors: Doors) -> None:
        """A look is no verb: an answer that names a person would be kept for 72 hours."""
        who = vip()
        customer(doors.cast, who)
        teller = doors.staff("chenyutong")
        headers = {"Idempotency-Key": str(uuid4())}
        body = {"kind": "own", "number": who.number, "reason": "serving"}
        path = doors.branch("customers/look-up")
        assert teller.ask("POST", path, body, **headers).status == 200
        kept = Read(
            "select answer from ledger_errand where branch_id = %s and answer like '%%王先生%%'",
            (doors.cast.branch,),
            lambda answer: answer,
        )
        assert look(doors.cast.branch, kept)[0] == []


class TestOpening:
    def test_the_own_manager_and_the_head_and_nobody_else(self, doors: Doors) -> None:
        cast = doors.cast
        customer_id = customer(cast, vip())
        path = f"/api/customers/{customer_id}"
        manager, head = doors.staff("wealth_rm"), doors.staff("hanliqun")
        refused = manager.get(path)
        assert (refused.status, refused.code) == (403, "not_your_customer")
        assert doors.staff("chenyutong").get(path).code == "no_right"
        assert head.get(path).status == 200
        cast.do("hanliqun", assign_rm, customer_id=customer_id, rm_id=cast.people["wealth_rm"])
        file = manager.get(path).body
        assert file["rm"] == {"id": str(cast.people["wealth_rm"]), "name": "wealth_rm"}
        assert looks(doors) == [f"customer.{customer_id}.file"] * 2

    def test_the_whole_file(self, doors: Doors) -> None:
        cast = doors.cast
        who = vip()
        customer_id = customer(cast, who)
        hold_one(cast, who)
        file = doors.staff("hanliqun").get(f"/api/customers/{customer_id}").body
        assert (file["name"], file["address_form"], file["phone"]) == (
            "王**",
            "王先生",
            who.phone,
        )
        assert file["numbers"] == [
            {"kind": "card", "number": f"9999 **** {who.cards[0][-4:]}"},
            {"kind": "id", "number": f"**** {who.identity[-4:]}"},
        ]
        assert file["holdings"] == [
            {
                "kind": "deposit",
                "product": "DQ-1Y",
                "amount": 5_000_000,
                "as_of": "2026-10-31",
                "matures_on": "2027-03-01",
            }
        ]

    def test_a_phone_is_shown_to_who_may_call(self, doors: Doors) -> None:
        who = vip()
        customer_id = customer(doors.cast, who)
        head = doors.staff("hanliqun")
        path = f"/api/customers/{customer_id}"
        file = head.get(path).body
        assert file["phone"] == who.phone
        head.done(f"/api/consents/{file['consents'][0]['id']}/withdraw")
        assert head.get(path).body["phone"] == f"199 **** {who.phone[-4:]}"

    def test_another_branchs_customer_is_not_there(self, doors: Doors) -> None:
        customer_id = customer(branch_at_the_door().cast)
        missed = doors.staff("hanliqun").get(f"/api/customers/{customer_id}")
        assert (missed.status, missed.code) == (404, "unknown_customer")
        assert looks(doors) == []
        assert doors.device(Post.KIOSK).get(f"/api/customers/{customer_id}").code == "no_right"
