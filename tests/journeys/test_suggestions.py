"""What the twin suggests is told in the lobby and in the office, and decided upon once."""

from playwright.sync_api import expect

from journeys.house import Branch
from journeys.screens import STAFF, Screens
from journeys.test_accessible import assert_accessible


def test_one_is_dismissed_in_the_lobby_and_another_taken_in_the_office(
    branch: Branch, screens: Screens
) -> None:
    suggest = branch.house.stagehand.suggest
    suggest(branch.id, "1")
    lobby = screens.lobby()
    card = lobby.locator(".twin-card").filter(has_text="现在开 1 号窗口")
    expect(card).to_contain_text("普通个人现金 P90")
    expect(card).to_contain_text("90%区间")
    expect(card).to_contain_text("15–22")
    assert_accessible(lobby)
    with lobby.expect_response("**/dismiss") as answer:
        card.get_by_role("button", name="不采纳").tap()
    assert answer.value.ok
    expect(card).to_have_count(0)

    head = screens.seat("head", "office")
    effects = head.get_by_role("region", name="建议与实效")
    expect(effects).to_contain_text("采纳 0/1")
    best = head.get_by_role("region", name="现在最该做")
    expect(best).to_have_count(0)

    suggest(branch.id, "2")
    head.reload()
    expect(best).to_contain_text("开 2 号窗口 31 → 18 分")
    assert_accessible(head)
    with head.expect_response("**/take") as answer:
        best.get_by_role("button", name="请 2 号上岗").click()
    assert answer.value.ok
    expect(best).to_contain_text("2 号窗口上岗")
    standing = screens.counter("2")
    expect(standing.locator(".seat-choice").first).to_contain_text("请您上岗")
    best.get_by_role("button", name="知道了").click()
    expect(best).to_have_count(0)
    expect(effects).to_contain_text("采纳 1/2")
    expect(effects.get_by_role("listitem").filter(has_text="开 2 号窗口")).to_contain_text("采纳")
    effects.get_by_role("button", name="表格").click()
    expect(effects.get_by_role("row", name="开 2 号窗口")).to_contain_text("满 1 小时可见")

    told = branch.hand("head").get(f"/api/branches/{branch.id}/suggestions")
    assert [each["state"] for each in told["suggestions"]] == ["taken", "dismissed"]
    assert told["services"]["cash"] == branch.founded.services["A"]


def test_who_is_at_a_pause_is_asked_back_and_says_not_now_and_then_comes(
    branch: Branch, screens: Screens
) -> None:
    teller, name = branch.hand("1"), STAFF[0]
    seat = teller.sit("1")
    teller.post(
        f"/api/counters/{seat['counter']}/pause", {"reason": "errand"}, match=seat["version"]
    )
    branch.house.stagehand.suggest(branch.id, "1")
    lobby, counter = screens.lobby(), screens.counter("1")
    card = lobby.locator(".twin-card")
    with lobby.expect_response("**/summon") as asked:
        card.get_by_role("button", name=f"请{name}恢复").tap()
    assert asked.value.ok
    expect(card).to_contain_text(f"已请{name}到 1 号窗口")
    banner = counter.locator(".summons")
    expect(banner).to_contain_text("大堂请您恢复本窗口叫号")
    assert_accessible(counter)
    banner.get_by_role("button", name="现在不便").click()
    expect(banner).to_have_count(0)
    expect(card).to_contain_text(f"{name}现在不便")
    expect(lobby.locator(".seat-declined")).to_have_text("现在不便")
    counter.get_by_role("button", name="恢复叫号").click()
    expect(card).to_contain_text("1 号窗口已开")
