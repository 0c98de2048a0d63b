"""Kills, many more than the tests have time for: `python bench/kills.py [--cycles 200]`.

A third each: client processes in the middle of a request, PostgreSQL, and the served branch (its
web, one of its workers, its database, its supervisor) with clients at the door. After each part the
checker looks whether what was acknowledged is there, once and only once. Exits with 1 if not.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ["DJANGO_SETTINGS_MODULE"] = "tingtang.ops.settings"
os.environ["PYTHONPATH"] = os.pathsep.join([str(ROOT / "src"), os.environ.get("PYTHONPATH", "")])

Part = Callable[[Path, int], dict[str, Any]]


def scene(name: str) -> Part:
    """A part that a crowd of processes plays on a database of its own."""

    def play(folder: Path, cycles: int) -> dict[str, Any]:
        from faults.playing import play_on
        from tingtang.ops.migrating import migrate
        from tingtang.ops.postgres import Cluster

        cluster = Cluster(folder, end_with_parent=True)
        cluster.start()
        try:
            migrate(cluster.dsn("migrator"))
            env = {"TINGTANG_DATA": str(folder), "DATABASE_URL": cluster.dsn("app")}
            return play_on(env, name, cycles)
        finally:
            cluster.stop(even_if_used=True)

    return play


def served(folder: Path, cycles: int) -> dict[str, Any]:
    """The part at the door."""
    from faults.clients import House
    from faults.house import Branch, play_out

    branch = Branch(folder)
    try:
        branch.served.await_ready()
        house = House(branch.served.url)
        kills = play_out(branch, house, cycles)
        return {"kills": kills, "verbs": len(house.told), "faults": branch.faults(house)}
    finally:
        branch.close()


def played(part: Part, cycles: int) -> dict[str, Any]:
    """One part, in a folder of its own."""
    folder = Path(tempfile.mkdtemp(prefix="tt-"))
    folder.chmod(0o711)
    os.environ["TINGTANG_DATA"] = str(folder)
    begun = time.monotonic()
    try:
        came_to = part(folder, cycles)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    seconds = round(time.monotonic() - begun, 1)
    return {name: came_to[name] for name in ("kills", "verbs", "faults")} | {"seconds": seconds}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cycles", type=int, default=200)
    cycles = parser.parse_args().cycles
    parts: dict[str, Part] = {
        "processes": scene("processes_killed"),
        "database": scene("database_killed"),
        "served": served,
    }
    shares = [cycles // 3, cycles // 3, cycles - 2 * (cycles // 3)]
    found = {}
    for (name, part), share in zip(parts.items(), shares, strict=True):
        found[name] = played(part, share)
        print(name, json.dumps(found[name]), file=sys.stderr, flush=True)
    print(json.dumps({"cycles": sum(each["kills"] for each in found.values()), **found}))
    return 1 if any(each["faults"] for each in found.values()) else 0


if __name__ == "__main__":
    sys.exit(main())
