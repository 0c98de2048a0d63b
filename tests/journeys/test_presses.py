"""The big button: however often and from wherever it is pressed, each customer is called once."""

from playwright.sync_api import Page, expect

from journeys.house import Branch
from journeys.screens import Screens, breathe, held

CALL_NEXT = "call-next"


def sent(page: Page) -> list[str]:
    """What the page goes on to send to the verb."""
    calls: list[str] = []
    page.on("request", lambda one: one.url.endswith(CALL_NEXT) and calls.append(one.url))
    return calls


def press(page: Page) -> None:
    """Space; until the page has sent what that means."""
    with page.expect_request(f"**/{CALL_NEXT}"):
        page.keyboard.press("Space")


def test_a_double_click_calls_one_customer(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    for _ in range(3):
        door.take_number("A")
    branch.hand("1").sit("1")
    counter = screens.counter("1")
    calls = sent(counter)
    counter.get_by_role("button", name="呼叫下一位").dblclick()
    expect(counter.locator(".hand-number")).to_have_text("A001")
    expect(counter.get_by_text("本窗 2 人等候")).to_be_visible()
    breathe(counter)
    counter.keyboard.press("Space")  # nobody was served yet: A001 is neither ended nor passed
    with counter.expect_response("**/arrive") as arrived:
        counter.keyboard.press("Enter")
    arrived.value.finished()
    expect(counter.get_by_role("heading", name="正在办理")).to_be_visible()
    breathe(counter)
    counter.keyboard.down("Space")
    counter.keyboard.down("Space")  # held: repeats by itself
    expect(counter.locator(".hand-number")).to_have_text("A002")
    expect(counter.get_by_text("本窗 1 人等候")).to_be_visible()
    assert len(calls) == 2


def test_a_stale_screen_says_so_and_repeats_nothing(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    for _ in range(3):
        door.take_number("A")
    branch.hand("1").sit("1")
    late, quick = screens.counter("1"), screens.counter("1")
    expect(quick.locator(".next-number")).to_have_text("A001")
    expect(late.locator(".next-number")).to_have_text("A001")
    calls = sent(late)
    with held(late, CALL_NEXT):
        press(late)
        press(quick)
        expect(quick.locator(".hand-number")).to_have_text("A001")
    refusal = late.locator(".call-block").get_by_role("status")
    expect(refusal).to_contain_text("画面刚更新")
    expect(late.locator(".hand-number")).to_have_text("A001")
    late.clock.fast_forward(20_000)
    expect(refusal).to_be_hidden()
    expect(late.get_by_text("本窗 2 人等候")).to_be_visible()
    assert len(calls) == 1


def test_two_tellers_at_once_call_two_customers(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    for _ in range(3):
        door.take_number("A")
    for number in ("1", "2"):
        branch.hand(number).sit(number)
    one, two = screens.counter("1"), screens.counter("2")
    with held(one, CALL_NEXT), held(two, CALL_NEXT):
        for page in (one, two):
            expect(page.locator(".next-number")).to_have_text("A001")
            press(page)
    for page in (one, two):
        expect(page.locator(".next-number")).to_have_text("A003")
    hands = [page.locator(".hand-number").inner_text() for page in (one, two)]
    assert sorted(hands) == ["A001", "A002"]
