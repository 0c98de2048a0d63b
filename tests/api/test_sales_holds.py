"""Sales to a customer held back at the door, and let go on."""

from api.asking import Doors
from hall.known import bring

REASONS = ("complaint", "customer_asked", "dispute", "fraud_check")


def test_held_once_lifted_once(stage: Doors) -> None:
    (vip,) = bring(stage.cast, "vip")
    head, at = stage.staff("hanliqun"), f"/api/customers/{vip.id}"
    for reason in REASONS:  # holding twice is once
        held = head.done(f"{at}/hold-sales", {"reason": reason})
        assert held == {"customer": str(vip.id), "held": True}
    assert head.done(f"{at}/lift-hold") == {"customer": str(vip.id), "held": False}
    again = head.post(f"{at}/lift-hold", {})
    assert (again.status, again.code) == (409, "no_hold")


def test_a_reason_is_one_of_four_and_the_customer_one_of_ours(stage: Doors) -> None:
    (vip,) = bring(stage.cast, "vip")
    head = stage.staff("hanliqun")
    wrong = head.post(f"/api/customers/{vip.id}/hold-sales", {"reason": "annoying"})
    assert (wrong.status, wrong.code) == (422, "bad_input")
    nobody = "/api/customers/00000000-0000-0000-0000-000000000009/hold-sales"
    unknown = head.post(nobody, {"reason": "complaint"})
    assert (unknown.status, unknown.code) == (404, "unknown_customer")


def test_whoever_sells_neither_holds_nor_lifts(stage: Doors) -> None:
    (vip,) = bring(stage.cast, "vip")
    for seller in ("wealth_rm", "suxiaowen"):
        for verb, body in (("hold-sales", {"reason": "complaint"}), ("lift-hold", {})):
            refused = stage.staff(seller).post(f"/api/customers/{vip.id}/{verb}", body)
            assert (refused.status, refused.code) == (403, "no_right")
