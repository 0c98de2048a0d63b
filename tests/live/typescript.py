"""A reader of the few TypeScript types in `web/shared/views.ts`, to check values against."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

VIEWS = Path(__file__).resolve().parents[2] / "web" / "shared" / "views.ts"

# A type is a function from (place, value) to what is wrong with the value.
Type = Callable[[str, Any], list[str]]

_TOKEN = re.compile(r'"[^"]*"|[A-Za-z_]\w*|\.\.\.|[{}\[\]<>():;,|&?=]')


class Types:
    """The exported types of a file, by name."""

    def __init__(self, text: str) -> None:
        plain = re.sub(r"/\*.*?\*/|//[^\n]*", "", text, flags=re.S)
        self._tokens = _TOKEN.findall(plain)
        self._at = 0
        self.named: dict[str, Type] = {}
        while self._at < len(self._tokens):
            self._declaration()

    def wrong(self, name: str, value: object) -> list[str]:
        """What in `value` is not as the type says."""
        return self.named[name](name, value)

    # ------------------------------------------------------------------ reading

    def _next(self) -> str:
        self._at += 1
        return self._tokens[self._at - 1]

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _takes(self, token: str) -> bool:
        if self._peek() == token:
            self._at += 1
            return True
        return False

    def _must(self, token: str) -> None:
        assert self._takes(token), (token, self._tokens[self._at : self._at + 5])

    def _declaration(self) -> None:
        self._must("export")
        what, name = self._next(), self._next()
        if self._takes("<"):  # Snapshot<State>: not a view
            self._next()
            self._must(">")
        if what == "type":
            self._must("=")
        self.named[name] = self._type()
        self._takes(";")

    def _type(self) -> Type:
        self._takes("|")
        choices = [self._all_of()]
        while self._takes("|"):
            choices.append(self._all_of())
        return choices[0] if len(choices) == 1 else _one_of(choices)

    def _all_of(self) -> Type:
        parts = [self._many()]
        while self._takes("&"):
            parts.append(self._many())
        return parts[0] if len(parts) == 1 else _together(parts)

    def _many(self) -> Type:
        found = self._single()
        while self._takes("["):
            self._must("]")
            found = _list_of(found)
        return found

    def _single(self) -> Type:
        token = self._next()
        if token == "{":
            return self._fields()
        if token.startswith('"'):
            return _exactly(token[1:-1])
        if token in _SIMPLE:
            return _SIMPLE[token]
        if token == "Partial":
            self._must("<")
            inner = self._single()
            self._must(">")
            return _partial(inner)
        if token == "Record":
            self._must("<")
            key = self._type()
            self._must(",")
            value = self._type()
            self._must(">")
            return Record(key, value)
        return self._called(token)

    def _called(self, name: str) -> Type:
        """A type by its name, which may be declared further down."""

        def check(place: str, value: object) -> list[str]:
            return self.named.get(name, _anything)(place, value)

        return check

    def _fields(self) -> Type:
        fields: dict[str, tuple[bool, Type]] = {}
        while not self._takes("}"):
            name = self._next()
            optional = self._takes("?")
            self._must(":")
            fields[name] = (optional, self._type())
            self._takes(";") or self._takes(",")
        return Fields(fields)


def _anything(_place: str, _value: object) -> list[str]:
    return []


def _simple(kind: type | tuple[type, ...]) -> Type:
    def check(place: str, value: object) -> list[str]:
        right = isinstance(value, kind) and (kind is bool or not isinstance(value, bool))
        return [] if right else [f"{place}: {value!r}"]

    return check


_SIMPLE: dict[str, Type] = {
    "string": _simple(str),
    "number": _simple((int, float)),
    "boolean": _simple(bool),
    "unknown": _anything,
}


def _exactly(text: str) -> Type:
    return lambda place, value: [] if value == text else [f"{place}: {value!r}"]


def _one_of(choices: list[Type]) -> Type:
    def check(place: str, value: object) -> list[str]:
        wrongs = [choice(place, value) for choice in choices]
        return [] if [] in wrongs else min(wrongs, key=len)

    return check


def _list_of(item: Type) -> Type:
    def check(place: str, value: object) -> list[str]:
        if not isinstance(value, list):
            return [f"{place}: {value!r} is no list"]
        return [w for i, each in enumerate(value) for w in item(f"{place}[{i}]", each)]

    return check


class Record:
    """Record<Key, Value>; where the keys are named, all of them must be there."""

    def __init__(self, key: Type, value: Type, partial: bool = False) -> None:
        self.key, self.value, self.partial = key, value, partial

    def __call__(self, place: str, value: Any) -> list[str]:
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no object"]
        return [
            wrong
            for name, each in value.items()
            for wrong in (*self.key(f"{place} key", name), *self.value(f"{place}.{name}", each))
        ]


class Fields:
    """An object with these fields and no other."""

    def __init__(self, fields: dict[str, tuple[bool, Type]]) -> None:
        self.fields = fields

    def __call__(self, place: str, value: Any) -> list[str]:
        if not isinstance(value, dict):
            return [f"{place}: {value!r} is no object"]
        wrong = [
            f"{place}.{name} is not in the contract" for name in value.keys() - self.fields.keys()
        ]
        for name, (optional, kind) in self.fields.items():
            if name in value:
                wrong += kind(f"{place}.{name}", value[name])
            elif not optional:
                wrong.append(f"{place}.{name} is missing")
        return wrong


def _together(parts: list[Type]) -> Type:
    """An intersection: of a value, each part sees its own fields."""

    def check(place: str, value: Any) -> list[str]:
        inline = [part for part in parts if isinstance(part, Fields)]
        own = {name for part in inline for name in part.fields}
        rest = {k: v for k, v in value.items() if k not in own}
        mine = {k: v for k, v in value.items() if k in own}
        wrong = [w for part in inline for w in part(place, mine)]
        return wrong + [w for part in parts if part not in inline for w in part(place, rest)]

    return check


def _partial(inner: Type) -> Type:
    return inner


def views() -> Types:
    """The contract."""
    return Types(VIEWS.read_text("utf-8"))
