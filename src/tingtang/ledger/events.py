"""The base of all events, and their canonical form.

Canonical JSON is PostgreSQL's own text of a jsonb value: keys by length and then bytes, `", "` and
`": "` between. So the chain can be checked by our code and, a second way, by one SQL query. Only
text, integers, lists of them and epoch microseconds enter: their text never depends on a session.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, TypeAlias
from uuid import UUID

from tingtang.kernel.clock import microseconds

Plain: TypeAlias = "str | int | list[Plain] | dict[str, Plain]"

KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened. Subclasses are frozen, typed, and hold no personal data."""

    kind: ClassVar[str]

    def __init_subclass__(cls, **kwargs: object) -> None:
        # dataclass(slots=True) makes the class a second time: the later one stands.
        if "kind" in cls.__dict__:
            KINDS[cls.kind] = cls

    def body(self) -> dict[str, Plain]:
        """The event's fields as plain values; a field that is None is left out."""
        pairs = ((f.name, getattr(self, f.name)) for f in fields(self))
        return {name: plain(value) for name, value in pairs if value is not None}


def plain(value: Any) -> Plain:
    """`value` as text, integer, list or object; raises TypeError for anything else (a float,
    say).
    """
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, Enum):
        return plain(str(value.value))
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return microseconds(value)
    if isinstance(value, UUID | date):
        return str(value)
    if isinstance(value, tuple | list | frozenset):
        return [plain(each) for each in value]
    if isinstance(value, Mapping):
        return {_text(str(key)): plain(each) for key, each in value.items()}
    raise TypeError(f"{type(value).__name__} has no canonical form in the ledger")


def _text(value: str) -> str:
    """`value`, if a database can hold it: half a surrogate pair fails to encode, a ValueError,
    too.
    """
    if b"\x00" in value.encode():
        raise ValueError("text with a NUL can't be kept")
    return value


def canonical(value: Plain) -> str:
    """The canonical text of `value`, byte for byte PostgreSQL's `jsonb::text`."""
    return json.dumps(_ordered(value), ensure_ascii=False, separators=(", ", ": "))


def _ordered(value: Plain) -> Plain:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    return value
