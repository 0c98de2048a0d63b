"""A branch at the one door, its day open, at the machine's time.

pytest may load this before Django knows its settings, so what needs them is imported when asked
for.
"""

from __future__ import annotations

from collections.abc import Iterator
from time import monotonic
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from api.asking import Doors
    from api.own_house import OwnHouse


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> Iterator[None]:
    """Passwords are hashed in no time here."""
    from django.test import override_settings

    quick = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    with override_settings(PASSWORD_HASHERS=quick):
        yield


@pytest.fixture(autouse=True)
def spent_tries_stay_spent(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tries come back with time: on a slow machine, before a test has counted them."""
    now = monotonic()
    monkeypatch.setattr("tingtang.api.throttle.monotonic", lambda: now)


@pytest.fixture
def doors(database: object) -> Doors:
    """A fresh branch for one test."""
    from api.asking import branch_at_the_door

    return branch_at_the_door()


@pytest.fixture(scope="module")
def house(database: object) -> Doors:
    """One branch for a whole module, for tests that do not mind each other."""
    from api.asking import branch_at_the_door

    return branch_at_the_door()


@pytest.fixture
def stage(database: object) -> Doors:
    """The same, on a clock that a test can put forward."""
    from api.asking import branch_at_the_door

    return branch_at_the_door(demonstration=True)


@pytest.fixture(scope="module")
def own_house() -> Iterator[OwnHouse]:
    """A demonstration in processes of its own."""
    from api.own_house import OwnHouse

    house = OwnHouse()
    try:
        yield house
    finally:
        house.close()
