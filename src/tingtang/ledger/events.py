"""The base of all events, and their canonical form.

Canonical JSON is PostgreSQL's own text of a jsonb value: keys by length and then bytes, `", "` and
`": "` between. So the chain can be checked by our code and, a second way, by one SQL query. Only
text, integers, lists of them and epoch microseconds enter: their text never depends on a session.
"""

import json
from collections.abc import Callable, Mapping
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
        names = _NAMES.get(type(self)) or _named(type(self))
        pairs = ((name, getattr(self, name)) for name in names)
        return {name: plain(value) for name, value in pairs if value is not None}


_NAMES: dict[type[Event], tuple[str, ...]] = {}


def _named(event: type[Event]) -> tuple[str, ...]:
    _NAMES[event] = tuple(field.name for field in fields(event))
    return _NAMES[event]


def plain(value: Any) -> Plain:
    """`value` as text, integer, list or object; raises TypeError for anything else (a float,
    say).
    """
    for kind, as_plain in _PLAIN:
        if isinstance(value, kind):
            return as_plain(value)
    raise TypeError(f"{type(value).__name__} has no canonical form in the ledger")


def _text(value: str) -> str:
    """`value`, if a database can hold it: half a surrogate pair fails to encode, a ValueError,
    too.
    """
    if b"\x00" in value.encode():
        raise ValueError("text with a NUL can't be kept")
    return value


_PLAIN: tuple[tuple[type | tuple[type, ...], Callable[[Any], Plain]], ...] = (
    (Enum, lambda each: plain(each.value)),  # before text: some are both
    (str, _text),
    (int, int),  # a bool, too
    (datetime, microseconds),
    ((UUID, date), str),
    ((tuple, list, frozenset), lambda each: [plain(one) for one in each]),
    (Mapping, lambda each: {_text(str(key)): plain(one) for key, one in each.items()}),
)
_encode = json.JSONEncoder(ensure_ascii=False, separators=(", ", ": ")).encode


def canonical(value: Plain) -> str:
    """The canonical text of `value`, byte for byte PostgreSQL's `jsonb::text`."""
    return _encode(_ordered(value))


def _ordered(value: Plain) -> Plain:
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: (len(key.encode()), key.encode()))
        return {key: _ordered(value[key]) for key in keys}
    if isinstance(value, list):
        return [_ordered(each) for each in value]
    return value
