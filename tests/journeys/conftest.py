"""A house of their own for the journeys, and one browser, which ends with them."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from journeys.house import Branch, House
from journeys.screens import Screens

# A machine that is busy with other things is not what a journey fails for.
PATIENCE_MS = 30_000
expect.set_options(timeout=PATIENCE_MS)


@pytest.fixture(scope="session")
def database() -> None:
    """The house has its own; the one of the other tests is not started for journeys alone."""


@pytest.fixture(scope="package")
def house() -> Iterator[House]:
    """The demonstration, served."""
    house = House()
    try:
        yield house
    finally:
        house.close()


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """The system's Chromium as a hall's machines start it. Not the session's: the loop that
    Playwright keeps in this thread would be in the way of other tests.
    """
    found = (shutil.which(name) for name in ("chromium", "chromium-browser", "google-chrome"))
    arguments = ["--autoplay-policy=no-user-gesture-required", "--disable-gpu"]
    if os.geteuid() == 0:
        arguments.append("--no-sandbox")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=next(filter(None, found), None), args=arguments
        )
        yield browser
        browser.close()


@pytest.fixture
def mortal(house: House) -> Iterator[House]:
    """The house, alive again afterwards whatever happens."""
    yield house
    if not house.served.ready():
        house.revive()


@pytest.fixture
def branch(house: House) -> Branch:
    """A branch that nobody has used: open, nobody waiting, nobody at the counters."""
    return house.branch()


@pytest.fixture
def screens(browser: Browser, branch: Branch) -> Iterator[Screens]:
    """Screens of that branch."""
    screens = Screens(browser, branch)
    yield screens
    screens.close()
