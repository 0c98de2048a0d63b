"""Answers of verbs as JSON: what a door sends, and what a retry gets again, byte for byte."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

_AS_IT_IS = frozenset({str, int, float, bool, type(None)})
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def encoded(answer: object) -> str:
    """`answer` (frozen dataclasses of plain values) as JSON text; None fields are left out."""
    return _encode(_plain(answer))


def decoded(text: str) -> Any:
    """The inverse of `encoded`, as plain values."""
    return json.loads(text)


def _plain(value: Any) -> Any:
    if type(value) in _AS_IT_IS:
        return value
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if is_dataclass(value):
        names = _NAMES.get(type(value)) or _named(type(value))
        pairs = ((said, getattr(value, name)) for name, said in names)
        return {said: _plain(each) for said, each in pairs if each is not None}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} can't be answered")


_NAMES: dict[type, tuple[tuple[str, str], ...]] = {}


def _named(kind: Any) -> tuple[tuple[str, str], ...]:
    """Each field, and what it is called outside: a keyword's underscore falls away."""
    _NAMES[kind] = tuple((field.name, field.name.rstrip("_")) for field in fields(kind))
    return _NAMES[kind]
