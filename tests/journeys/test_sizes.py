"""What a screen costs the line, as the server sends it: all until it is there, compressed."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from journeys.house import Branch
from journeys.screens import Screens

KB = 1024
STAFF = ("lobby", "counter", "desk", "office")
MOST_KB = {"kiosk": 100, "wall": 100, "phone": 100} | dict.fromkeys(STAFF, 600)
SEATS = {"lobby": "lobby", "counter": "1", "desk": "8", "office": "head"}


@pytest.mark.parametrize("view", MOST_KB)
@pytest.mark.parametrize("place", ["a seat of the demonstration", "a bank's own address"])
def test_a_screen_within_its_size(branch: Branch, screens: Screens, view: str, place: str) -> None:
    """At a bank's own address nobody has signed in here: the same screen, without data."""
    branch.hand("1").sit("1")
    seat = f"{branch.base(SEATS.get(view, view))}/enter"
    url = seat if place.startswith("a seat") else f"{branch.house.url}/{view}/"
    assert 20 * KB < sent_for(url, screens, view) <= MOST_KB[view] * KB


def test_the_first_page_within_its_size(branch: Branch, screens: Screens) -> None:
    assert 20 * KB < sent_for(branch.house.url, screens, "entrance") <= 600 * KB


def test_the_booking_page_within_its_size(branch: Branch, screens: Screens) -> None:
    assert 20 * KB < sent_for(f"{branch.house.url}/book/", screens, "book") <= 100 * KB


@dataclass
class Part:
    """One answer of the server."""

    url: str = ""
    packed: bool = False
    bytes: int = 0


def sent_for(url: str, screens: Screens, view: str) -> int:
    """Bytes on the line with headers until nothing more comes; what is not tiny came compressed."""
    page = screens.context(view).new_page()
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    parts: dict[str, Part] = defaultdict(Part)

    def began(event: dict[str, Any]) -> None:
        headers = {name.lower(): value for name, value in event["response"]["headers"].items()}
        part = parts[event["requestId"]]
        part.url, part.packed = event["response"]["url"], headers.get("content-encoding") == "gzip"

    def ended(event: dict[str, Any]) -> None:
        parts[event["requestId"]].bytes = int(event["encodedDataLength"])

    line.on("Network.responseReceived", began)
    line.on("Network.loadingFinished", ended)
    page.goto(url, wait_until="networkidle")
    expect(page.locator("main")).to_be_visible()
    files = [part for part in parts.values() if part.url.endswith((".js", ".css"))]
    assert files
    assert [part.url for part in files if part.bytes > 2 * KB and not part.packed] == []
    return sum(part.bytes for part in parts.values())
