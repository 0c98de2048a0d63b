"""What is wrong with an engine shows: copies with a fault each fail the comparison with theory."""

from pathlib import Path

import pytest

from engines.simulate.known import cases
from engines.simulate.planting import FAULTS, PRIORITY_SWAPPED, compared, copied, plant

CASES = {each.id: each for each in cases()}


@pytest.mark.slow
def test_the_copy_follows_its_line(tmp_path: Path) -> None:
    """An edit of `line.py` alone, which the compiled functions' files don't tell of, is another
    folder of compiled code, and another simulation.
    """
    package, shown = copied(tmp_path), [CASES["priority 3"]]
    before = compared(package, shown, len(CASES))
    assert before.misfits == []
    plant(package, PRIORITY_SWAPPED)
    after = compared(package, shown, len(CASES))
    assert after.folder != before.folder
    assert after.misfits
    again = [each.name for each in (tmp_path / "cache" / "tingtang").iterdir()]
    assert sorted(again) == sorted([before.folder, after.folder])


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(set(FAULTS) - {"priority swapped"}))
def test_a_fault_shows(name: str, tmp_path: Path) -> None:
    changes, shown = FAULTS[name]
    package = copied(tmp_path)
    plant(package, changes)
    assert compared(package, [CASES[shown]], len(CASES)).misfits
