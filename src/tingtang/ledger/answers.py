"""Answers of verbs as JSON: what a door sends, and what a retry gets again, byte for byte."""

import json
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import Any
from uuid import UUID


def encoded(answer: object) -> str:
    """`answer` (frozen dataclasses of plain values) as JSON text; None fields are left out."""
    return json.dumps(_plain(answer), ensure_ascii=False, separators=(",", ":"))


def decoded(text: str) -> Any:
    """The inverse of `encoded`, as plain values."""
    return json.loads(text)


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if value is None or isinstance(value, str | int | float | bool):
        return value
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, UUID):
        return str(value)
    if is_dataclass(value):
        pairs = ((field.name, getattr(value, field.name)) for field in fields(value))
        return {name.rstrip("_"): _plain(each) for name, each in pairs if each is not None}
    if isinstance(value, dict):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    raise TypeError(f"{type(value).__name__} can't be answered")
