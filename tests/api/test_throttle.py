"""Who guesses is slowed down: at once or one by one, through one door or another."""

from contextlib import ExitStack
from itertools import cycle
from typing import Any
from uuid import uuid4

import pytest
from django.test import RequestFactory

from api.asking import Caller, Doors
from tingtang.access.rights import Post
from tingtang.api.throttle import throttle_misses
from tingtang.kernel.refused import Refused

A_MINUTE = 5
LOOK_UPS = 60  # misses a minute


def entered(stack: ExitStack, thing: str) -> str:
    """One more guess, still being looked at; the code of its refusal, if it came to that."""
    try:
        request = RequestFactory().get("/")
        stack.enter_context(throttle_misses(request, "test", A_MINUTE, of=thing))
    except Refused as refused:
        return refused.code
    return ""


def guess(thing: str, what: Exception) -> None:
    """One guess that ends so."""
    with ExitStack() as stack:
        assert entered(stack, thing) == ""
        raise what


def test_guesses_made_at_once_are_no_more_than_those_made_one_by_one() -> None:
    with ExitStack() as stack:
        codes = [entered(stack, str(stack)) for _ in range(A_MINUTE + 2)]
    assert codes == [""] * A_MINUTE + ["slow_down"] * 2


def test_what_was_no_miss_is_given_back() -> None:
    thing = uuid4().hex
    for _ in range(3):
        with ExitStack() as stack:
            assert {entered(stack, thing) for _ in range(A_MINUTE)} == {""}
    with pytest.raises(ZeroDivisionError):
        guess(thing, ZeroDivisionError())  # a fault of ours is nobody's miss
    with ExitStack() as stack:
        assert {entered(stack, thing) for _ in range(A_MINUTE)} == {""}


def test_misses_are_kept() -> None:
    thing = uuid4().hex
    for _ in range(A_MINUTE):
        with pytest.raises(Refused, match="unknown_customer"):
            guess(thing, Refused("unknown_customer"))
    with ExitStack() as stack:
        assert entered(stack, thing) == "slow_down"


# ---------------------------------------------------------------- customers' numbers


def at_another_desk(*callers: Caller) -> None:
    """The same people, from one address that none of them came from yet."""
    address = Caller().address
    for each in callers:
        each.address = address


def test_who_tries_out_numbers_is_slowed_down_by_either_door_and_from_any_desk(
    doors: Doors,
) -> None:
    lobby, colleague = doors.staff("suxiaowen"), doors.staff("hanliqun")
    visit = lobby.done(doors.branch("greetings"))["visit"]
    wrong = {"kind": "card", "number": "9999000000000000", "reason": "serving"}

    def look_up(caller: Caller) -> Any:
        return caller.ask("POST", doors.branch("customers/look-up"), wrong)

    def link(caller: Caller) -> Any:
        return caller.post(f"/api/visits/{visit}/customer", wrong)

    codes = []
    for _, door in zip(range(LOOK_UPS + 2), cycle((look_up, link)), strict=False):
        at_another_desk(lobby, colleague)
        codes.append(door(lobby).code)
    assert codes == ["unknown_customer"] * LOOK_UPS + ["slow_down"] * 2
    for door in (look_up, link):
        assert door(lobby).status == 429
        assert door(colleague).code == "unknown_customer"  # at the same address


def test_who_tries_out_serials_is_slowed_down_with_the_same_bucket(doors: Doors) -> None:
    lobby = doors.staff("suxiaowen")
    visit = lobby.done(doors.branch("greetings"))["visit"]
    serials = ("2222222222", "K7QM3XW9TC")  # one that checks, one that does not
    wrong = {"kind": "card", "number": "9999000000000000", "reason": "serving"}
    codes = []
    for _, serial in zip(range(LOOK_UPS), cycle(serials), strict=False):
        codes.append(lobby.post(f"/api/visits/{visit}/redeem", {"serial": serial}).code)
    assert set(codes) == {"unknown_card", "card_mistyped"}
    assert lobby.post(f"/api/visits/{visit}/redeem", {"serial": serials[0]}).code == "slow_down"
    assert lobby.ask("POST", doors.branch("customers/look-up"), wrong).code == "slow_down"


def test_who_may_not_look_is_told_so_and_counts_for_nobody(doors: Doors) -> None:
    wall = doors.device(Post.WALL)
    asked = {"kind": "card", "number": "9999000000000000", "reason": "serving"}
    codes = {wall.ask("POST", doors.branch("customers/look-up"), asked).code for _ in range(62)} | {
        wall.post(f"/api/visits/{uuid4()}/customer", asked).code for _ in range(62)
    }
    assert codes == {"no_right"}
    codes = {wall.post(doors.branch("check-in"), {"code": "000000"}).code for _ in range(22)}
    assert codes == {"no_right"}


def test_one_kiosk_that_guesses_does_not_slow_down_the_other(doors: Doors) -> None:
    one, other = doors.device(Post.KIOSK), doors.device(Post.KIOSK)
    at_another_desk(one, other)
    codes = [one.post(doors.branch("check-in"), {"code": "000000"}).code for _ in range(22)]
    assert codes[-1] == "slow_down"
    assert other.post(doors.branch("check-in"), {"code": "000000"}).code == "wrong_code"
