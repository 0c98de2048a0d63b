"""The served branch is killed in every way while kiosks and tellers work over HTTP."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from faults.clients import House
from faults.house import KIOSKS, NUMBERS, Branch, play_out

CYCLES = 20


@pytest.fixture
def branch() -> Iterator[Branch]:
    folder = Path(tempfile.mkdtemp(prefix="tt-"))
    folder.chmod(0o711)
    made = Branch(folder)
    try:
        made.served.await_ready()
        yield made
    finally:
        made.close()
        shutil.rmtree(folder, ignore_errors=True)


def test_every_acknowledged_effect_is_there_once(branch: Branch) -> None:
    house = House(branch.served.url)
    assert play_out(branch, house, CYCLES) == CYCLES
    numbers = [each for each in house.told if "number" in each.told]
    calls = [each for each in house.told if "called" in each.told]
    given = KIOSKS * NUMBERS * CYCLES
    assert (len(numbers), len(calls)) == (given, given)
    assert branch.faults(house) == []
