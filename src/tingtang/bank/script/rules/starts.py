"""The scripts that a bank starts with: in use without a row, until withdrawn or expired.

Each stands in a file with its number, which it keeps for good: a branch that withdrew it has said
so under its id, and the branch's own scripts count from another number on.
"""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Final
from uuid import UUID, uuid5

from tingtang.bank.script.rules.life import Origin, Script, ScriptState

FIRST_OWN = 101  # the number of a branch's first own script for a situation
_NAMESPACE = UUID("6f6b0a53-8d0e-5d0b-9a52-6b1f6f0f7a11")
_FILES = ("greeting", "cash", "wealth", "counter")


def _begin(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), time(), UTC)


def _read(name: str) -> Iterator[Script]:
    text = files(__package__).joinpath("content", f"{name}.json").read_text("utf-8")
    content = json.loads(text)
    for each in content["scripts"]:
        yield Script(
            id=uuid5(_NAMESPACE, f"{each['situation']}/{each['number']}"),
            situation=each["situation"],
            number=each["number"],
            texts=each["texts"],
            state=ScriptState.APPROVED,
            source=Origin.START,
            editors=frozenset(),
            expires_on=date.fromisoformat(content["expires_on"]),
            approved_at=_begin(content["approved_on"]),
            live_from=_begin(content["live_from"]),
        )


STARTS: Final = {script.id: script for name in _FILES for script in _read(name)}
