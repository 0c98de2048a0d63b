"""Scenes are played by a process of their own, on whichever database its environment names."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

HERE = Path(__file__).parent


class Play(Protocol):
    """Plays a scene; gives back what it came to."""

    def __call__(self, scene: str, *words: int | str) -> dict[str, Any]: ...


def play_on(env: dict[str, str], scene: str, *words: int | str) -> dict[str, Any]:
    """Play a scene with this environment."""
    command = [sys.executable, str(HERE / "scenes.py"), scene, *map(str, words)]
    path = os.pathsep.join([str(HERE.parent), os.environ.get("PYTHONPATH", "")])
    done = subprocess.run(
        command,
        env={**os.environ, "TINGTANG_POOL": "0", **env, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    came_to: dict[str, Any] = json.loads(done.stdout)
    figures = {name: each for name, each in came_to.items() if isinstance(each, float | int)}
    if figures:
        print(scene, figures)
    return came_to
