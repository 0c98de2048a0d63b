"""A decision table from draft to force, by two people at two screens."""

from collections.abc import Mapping

from playwright.sync_api import Locator, Page, expect

from journeys.house import Branch
from journeys.screens import Screens
from journeys.test_accessible import assert_accessible
from tingtang.ops.demo.content import TO_CASH_MACHINE


def cell(page: Page, row: int, column: int) -> Locator:
    """A cell of the grid, its row counted from 1 and its column from 0."""
    return page.locator(f'[data-place="{row - 1} {column}"]')


def type_into(page: Page, row: int, column: int, text: str) -> None:
    """Typed over what stands there, kept, and saved by itself."""
    with page.expect_response("**/edit") as answer:
        cell(page, row, column).click()
        page.keyboard.type(text)
        page.keyboard.press("Enter")
    assert answer.value.ok


def drafted(supervisor: Page) -> None:
    """A new version of where another place is offered."""
    supervisor.get_by_role("link", name="分流提议").click()
    expect(supervisor.get_by_role("heading", name="分流提议")).to_contain_text("v0")
    supervisor.get_by_role("button", name="起草新版本").click()
    expect(supervisor.get_by_role("heading", name="分流提议")).to_contain_text("网点 v1草稿")


def says(page: Page, words: Mapping[str, str]) -> None:
    """Put other words in the chosen row, in all three languages."""
    page.get_by_role("button", name="改话").click()
    for language, said in words.items():
        page.locator(f".say-form input[lang={language}]").fill(said)
    page.locator(".say-form").get_by_role("button", name="确定").click()


def test_a_table_is_drafted_mended_tried_approved_and_in_force(
    branch: Branch, screens: Screens
) -> None:
    supervisor = screens.seat("operations", "office")
    supervisor.goto(f"{branch.base('operations')}/office/#policies")
    drafted(supervisor)

    type_into(supervisor, 5, 5, ">= 8")
    expect(supervisor.get_by_role("heading", name="缺口")).to_be_visible()
    expect(supervisor.get_by_text("1 处待改")).to_be_visible()
    assert_accessible(supervisor)
    supervisor.get_by_role("button", name="第 5 行改为 ≥ 5").click()
    expect(supervisor.get_by_text("没有问题")).to_be_visible()

    with supervisor.expect_response("**/edit"):
        cell(supervisor, 7, 7).click()
        supervisor.keyboard.press("Enter")
        supervisor.get_by_role("button", name="存取款机").click()
    expect(supervisor.get_by_text("3 处待改")).to_be_visible()  # the sentence leads elsewhere
    expect(supervisor.get_by_text("不是这一行要带客户去的地方").first).to_be_visible()
    assert_accessible(supervisor)
    with supervisor.expect_response("**/edit"):
        says(supervisor, TO_CASH_MACHINE)
    expect(supervisor.get_by_text("与系统 v0 相比")).to_be_visible()
    expect(supervisor.locator(".compare ins").first).to_have_text("存取款机")

    supervisor.get_by_role("button", name="试算", exact=True).click()
    expect(supervisor.get_by_role("heading", name="分流提议")).to_contain_text("草稿，已试算")
    supervisor.get_by_role("button", name="送批准").click()
    expect(supervisor.get_by_role("heading", name="分流提议")).to_contain_text("待批准")
    expect(supervisor.get_by_role("button", name="批准", exact=True)).to_have_count(0)

    head = screens.seat("head", "office")
    head.get_by_role("link", name="规则 1 张表有未批准的版本").click()
    head.get_by_role("link", name="分流提议").click()
    expect(head.locator(".compare ins").first).to_have_text("存取款机")
    assert_accessible(head)
    head.get_by_role("button", name="批准", exact=True).click()
    expect(head.get_by_role("heading", name="分流提议")).to_contain_text("网点 v1生效中")
    expect(head.get_by_role("button", name="回退")).to_be_visible()

    tables = branch.hand("head").get(f"/api/branches/{branch.id}/tables")["tables"]
    versions = next(each for each in tables if each["name"] == "divert")["versions"]
    assert [(each["number"], each["state"]) for each in versions] == [(1, "live"), (0, "retired")]
    assert versions[0]["editors"] == ["李静"]
    assert versions[0]["approved_by"] == "韩立群"


def test_what_two_people_change_at_once_is_never_mixed(branch: Branch, screens: Screens) -> None:
    supervisor = screens.seat("operations", "office")
    supervisor.goto(f"{branch.base('operations')}/office/#policies")
    drafted(supervisor)
    head = screens.seat("head", "office")
    head.goto(f"{branch.base('head')}/office/#policies/divert/1")
    expect(head.locator(".grid")).to_be_visible()

    type_into(supervisor, 5, 5, ">= 8")
    expect(supervisor.get_by_role("heading", name="缺口")).to_be_visible()
    cell(head, 5, 5).click()
    head.keyboard.type(">= 10")
    head.keyboard.press("Enter")
    expect(head.get_by_role("alert")).to_contain_text("李静")
    expect(cell(head, 5, 5)).to_have_text("≥ 10")
    head.get_by_role("button", name="载入新的").click()
    expect(cell(head, 5, 5)).to_have_text("≥ 8")
    head.keyboard.press("Control+z")
    expect(cell(head, 5, 5)).to_have_text("≥ 10")
    expect(head.get_by_text("已保存")).to_be_visible()
    supervisor.reload()
    expect(cell(supervisor, 5, 5)).to_have_text("≥ 10")
