"""Web processes, the stream and the clock never load what compiles."""

import subprocess
import sys

import pytest

LOADS = "import sys; import {module}; print(sorted(set(sys.modules) & {{'numba', 'llvmlite'}}))"


@pytest.mark.parametrize(
    "module",
    ["tingtang.ops.main", "tingtang.ops.urls", "tingtang.ops.jobs", "tingtang.live.stream"],
)
def test_no_door_loads_numba(module: str) -> None:
    code = "import django; django.setup(); " if module != "tingtang.ops.main" else ""
    done = subprocess.run(
        [sys.executable, "-c", code + LOADS.format(module=module)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
