"""What marks a data folder as a demonstration: one file, with the seats that may be opened."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

NAME = "demonstration.json"
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, slots=True)
class Seat:
    """A seat that a newcomer may open: a person, a device, or a customer's phone."""

    seat: str
    branch: str
    kind: str  # staff, device, phone
    id: str
    post: str
    view: str
    name: dict[str, str]
    who: str = ""
    counter: str = ""


def mark(folder: Path, branches: list[str], seats: list[Seat]) -> None:
    """Mark the folder, with these seats; what stood there before is replaced."""
    draft = folder / f".{NAME}.{os.getpid()}"
    content = {"branches": branches, "seats": [asdict(seat) for seat in seats]}
    draft.write_text(json.dumps(content, ensure_ascii=False, indent=1), "utf-8")
    draft.replace(folder / NAME)


def is_demonstration(folder: Path) -> bool:
    """Whether the folder is marked."""
    return (folder / NAME).exists()


def opens_seats() -> bool:
    """Whether this server opens seats to whoever asks: a demonstration, on this machine alone."""
    return settings.HOST in _LOOPBACK and is_demonstration(settings.DATA)


def seats_in(folder: Path) -> tuple[list[str], dict[str, Seat]]:
    """The branches and seats of a marked folder; nothing for any other."""
    path = folder / NAME
    if not path.exists():
        return [], {}
    content: dict[str, Any] = json.loads(path.read_text("utf-8"))
    return content["branches"], {row["seat"]: Seat(**row) for row in content["seats"]}
