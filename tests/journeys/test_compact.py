"""The small window: the whole counter in 320 by 200, by keyboard."""

from playwright.sync_api import expect

from journeys.house import Branch
from journeys.screens import RESTS_AFTER_MS, Screens, breathe, hide, is_off, is_on, press


def test_worked_by_keyboard(branch: Branch, screens: Screens) -> None:
    door = branch.hand("kiosk")
    for _ in range(2):
        door.take_number("A")
    branch.hand("1").sit("1")
    compact = screens.seat("1", "counter")
    compact.set_viewport_size({"width": 320, "height": 200})
    compact.goto(f"{branch.base('1')}/counter/?compact=1")
    number, state = compact.locator(".compact-number"), compact.locator(".compact-state")
    expect(compact.get_by_text("下一位 A001")).to_be_visible()

    press(compact, "Space", "call-next")
    expect(number).to_have_text("A001")
    expect(state).to_contain_text("已等")
    branch.forward(15)
    is_on(compact.get_by_role("button", name="重呼"))
    press(compact, "R", "recall")
    is_off(compact.get_by_role("button", name="重呼"))
    press(compact, "Enter", "arrive")
    expect(state).to_contain_text("已办")
    breathe(compact)
    press(compact, "Space", "call-next")
    expect(number).to_have_text("A002")
    branch.forward(90)
    is_on(compact.get_by_role("button", name="过号"))
    press(compact, "N", "no-show")
    expect(compact.get_by_text("暂无人可叫").first).to_be_visible()
    room = "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
    assert compact.evaluate(room) == [320, 200]


def test_on_top_of_everything(branch: Branch, screens: Screens) -> None:
    """The browser's own small window: the same counter, alive while the large one is hidden."""
    door = branch.hand("kiosk")
    door.take_number("A")
    branch.hand("1").sit("1")
    counter = screens.counter("1")
    with counter.context.expect_page() as opened:
        counter.get_by_role("button", name="小窗").click()
    small = opened.value
    expect(small.get_by_text("本窗 1 人等候")).to_be_visible()

    hide(counter)
    counter.clock.fast_forward(RESTS_AFTER_MS)
    door.take_number("A")
    expect(small.get_by_text("本窗 2 人等候")).to_be_visible()
    press(small, "Space", "call-next", counter)
    expect(small.locator(".compact-number")).to_have_text("A001")
    press(small, "Enter", "arrive", counter)
    expect(small.locator(".compact-state")).to_contain_text("已办")
    small.close()
    expect(counter.locator(".hand-number")).to_have_text("A001")
