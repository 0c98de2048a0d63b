"""Where this installation keeps what it must not lose."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def data_folder() -> Path:
    """TINGTANG_DATA; else a folder that the database's own user can reach, too."""
    named = os.environ.get("TINGTANG_DATA")
    if named:
        return Path(named).expanduser().resolve()
    if os.geteuid() == 0:
        return Path("/var/lib/tingtang")
    return Path.home() / ".local" / "share" / "tingtang"
