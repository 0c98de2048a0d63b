"""What a lobby manager does on their screen."""

from playwright.sync_api import Locator, Page, expect

from journeys.screens import breathe


def person(lobby: Page, number: str) -> Locator:
    """Somebody who waits, on the plan of the floor."""
    return lobby.locator("button.person").filter(has_text=number)


def came(lobby: Page, words: str) -> Locator:
    """The line of somebody under 来了."""
    return lobby.locator(".came-row").filter(has_text=words)


def do(lobby: Page, verb: str) -> None:
    """A verb of the rail, for whoever is chosen, once the last tap has settled."""
    breathe(lobby)
    lobby.locator(".rail").get_by_role("button", name=verb).tap()


def sheet(page: Page) -> Locator:
    """The dialog that is open."""
    return page.get_by_role("dialog")


def tap(page: Page, name: str) -> None:
    """A choice in the open dialog."""
    sheet(page).get_by_role("button", name=name).first.tap()


def told(page: Page, path: str) -> None:
    """The open dialog says where to."""
    expect(sheet(page).get_by_role("heading", name=path)).to_be_visible()


def hear(lobby: Page, reply: str) -> None:
    """What the customer says to where they are guided, once the last tap has settled."""
    expect(sheet(lobby)).to_be_visible()
    breathe(lobby)
    tap(lobby, reply)


def put_away(page: Page) -> None:
    """Close the dialog."""
    sheet(page).get_by_role("button", name="关闭").first.click()
    expect(sheet(page)).to_have_count(0)


def note(lobby: Page, number: str, signal: str) -> None:
    """One tap on what somebody said; it makes them a potential VIP."""
    person(lobby, number).tap()
    do(lobby, "识别")
    tap(lobby, signal)
    classes = sheet(lobby).get_by_role("group", name="类别")
    expect(classes.get_by_role("button", name="潜在", pressed=True)).to_be_visible()
    put_away(lobby)
