"""A scene is played on this session's database, or on one that it may break."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from faults.playing import Play, play_on
from tingtang.ops.migrating import migrate
from tingtang.ops.postgres import Cluster


@pytest.fixture
def play(database: object) -> Play:
    """On this session's database."""

    def play(scene: str, *words: int | str) -> dict[str, Any]:
        return play_on({}, scene, *words)

    return play


@pytest.fixture(scope="module")
def breakable() -> Iterator[Play]:
    """On a database of one's own, which may be killed."""
    folder = Path(tempfile.mkdtemp(prefix="tt-"))
    folder.chmod(0o711)
    cluster = Cluster(folder, end_with_parent=True)
    try:
        cluster.start()
        env = {"TINGTANG_DATA": str(folder), "DATABASE_URL": cluster.dsn("app")}
        migrate(cluster.dsn("migrator"))

        def play(scene: str, *words: int | str) -> dict[str, Any]:
            return play_on(env, scene, *words)

        yield play
    finally:
        cluster.stop(even_if_used=True)
        shutil.rmtree(folder, ignore_errors=True)
