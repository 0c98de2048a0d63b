"""Reading JSON with errors that name the field and its mend."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


class BadScenario(ValueError):
    """A field is wrong: `where` is its path, `mend` what it has to be."""

    def __init__(self, where: str, mend: str) -> None:
        super().__init__(f"{where}: {mend}")
        self.where = where
        self.mend = mend


@dataclass(frozen=True, slots=True)
class Field:
    """A value of the document, and its path."""

    value: Any
    where: str = ""

    def wrong(self, mend: str) -> BadScenario:
        return BadScenario(self.where or "the scenario", mend)

    def object(self, *known: str) -> Mapping[str, "Field"]:
        """Its fields by name; refuses names that aren't `known`."""
        if not isinstance(self.value, dict):
            raise self.wrong("must be an object")
        for name in self.value:
            if name not in known:
                raise self.under(name).wrong(f"is not known; known are {', '.join(known)}")
        return {name: self.under(name) for name in self.value}

    def under(self, name: str) -> "Field":
        value = self.value.get(name) if isinstance(self.value, dict) else None
        return Field(value, f"{self.where}.{name}" if self.where else name)

    def get(self, name: str) -> "Field | None":
        """A field that may be absent, or null."""
        found = self.under(name)
        return None if found.value is None else found

    def need(self, name: str) -> "Field":
        found = self.under(name)
        if found.value is None:
            raise found.wrong("is missing")
        return found

    def items(self, *, least: int = 0) -> Iterator["Field"]:
        if not isinstance(self.value, list) or len(self.value) < least:
            raise self.wrong(f"must be a list of at least {least}" if least else "must be a list")
        return (Field(each, f"{self.where}[{i}]") for i, each in enumerate(self.value))

    def number(
        self, *, least: float = -math.inf, above: float = -math.inf, most: float = math.inf
    ) -> float:
        value = self.value
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong("must be a number")
        number = float(value)
        if not math.isfinite(number):
            raise self.wrong("must be finite")
        if number <= above:
            raise self.wrong(f"must be above {above:g}")
        if number < least:
            raise self.wrong(f"must be at least {least:g}")
        if number > most:
            raise self.wrong(f"must be at most {most:g}")
        return number

    def whole(self, *, least: int = 0, most: int = 2**31 - 1) -> int:
        if isinstance(self.value, bool) or not isinstance(self.value, int):
            raise self.wrong("must be a whole number")
        if not least <= self.value <= most:
            raise self.wrong(f"must lie between {least} and {most}")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.wrong("must be true or false")
        return self.value

    def name(self) -> str:
        if not isinstance(self.value, str) or not self.value or len(self.value) > 200:
            raise self.wrong("must be a text of 1 to 200 characters")
        return self.value

    def one_of(self, names: Sequence[str]) -> str:
        """One of a list's names, or a refusal that lists some of them."""
        if self.value not in names or not isinstance(self.value, str):
            shown = ", ".join(names[:8]) + (", …" if len(names) > 8 else "")
            raise self.wrong(f"must be one of {shown or 'none, as there are none'}")
        return self.value
