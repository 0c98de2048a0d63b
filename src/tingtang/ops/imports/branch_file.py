"""A branch in one file, `tingtang.branch/1`: docs/import.md shows one."""

import json
from collections import Counter as Tally
from collections.abc import Iterable, Iterator, Sequence
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StringConstraints,
    ValidationError,
    model_validator,
)

from tingtang.bank.branch.rules import (
    DISCIPLINES,
    IN_TABLE_OF_ORDER,
    PARAMETERS,
    BranchType,
    CounterKind,
)
from tingtang.kernel.words import LANGUAGES
from tingtang.ops.errors import BadInput

IN_TABLE = "is said by the table of order: draft a version of it in the office (规则, 叫号次序)"
DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


# ---------------------------------------------------------------- the format


def _in_three(value: object) -> object:
    """A plain text stands for the same in all three languages."""
    return dict.fromkeys(LANGUAGES, value) if isinstance(value, str) else value


def _all_three(words: dict[str, str]) -> dict[str, str]:
    if set(words) != set(LANGUAGES):
        raise ValueError(f"needs {', '.join(LANGUAGES)}, or one text for all")
    return words


def _clock(text: str) -> str:
    time.fromisoformat(text)
    return text


def _hours(week: dict[str, list[str]]) -> dict[str, list[str]]:
    """Days and ranges of days (`mon-fri`) as weekday numbers, 0 for Monday."""
    found: dict[str, list[str]] = {}
    for days, (opens, closes) in week.items():
        if opens >= closes:
            raise ValueError(f"{days}: opens at {opens}, closes at {closes}")
        first, _, last = days.partition("-")
        if first not in DAYS or (last or first) not in DAYS:
            raise ValueError(f"{days} is no day; use {', '.join(DAYS)} or mon-fri")
        for day in range(DAYS.index(first), DAYS.index(last or first) + 1):
            if str(day) in found:
                raise ValueError(f"{DAYS[day]} stands twice")
            found[str(day)] = [opens, closes]
    return found


def _zone(name: str) -> str:
    if name not in available_timezones():
        raise ValueError("is no IANA time zone; use Asia/Shanghai")
    return name


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
Words = Annotated[dict[str, Text], BeforeValidator(_in_three), AfterValidator(_all_three)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,31}$")]
Clock = Annotated[str, StringConstraints(pattern=r"^\d\d:\d\d$"), AfterValidator(_clock)]
Open = Annotated[list[Clock], Field(min_length=2, max_length=2)]
Hours = Annotated[dict[str, Open], AfterValidator(_hours)]
Percent = Annotated[int, Field(ge=0, le=100)]
Zones = Literal[
    "cash", "noncash", "corporate", "vip", "rm", "self_service", "guide", "forms", "waiting",
    "reception", "children",
]  # fmt: skip


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class Bank(_Part):
    """The bank: the same name again is the same bank."""

    name: Words
    hotline: Annotated[str, StringConstraints(pattern=r"^[0-9+ -]{3,20}$")]


class Service(_Part):
    """What numbers are taken for; the order in the file is the order on the kiosk."""

    code: Code
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]$")]
    name: Words
    hint: Words | None = None
    plain_name: Words | None = None
    plain_hint: Words | None = None
    icon: Literal["cash", "card", "wealth", "company", "loan", "exchange", "other"] = "other"
    large_print: bool = False
    opens: Clock | None = None
    typical_min: Annotated[int, Field(ge=1, le=240)] = 8
    first: Annotated[int, Field(ge=1, le=799)] = 1
    last: Annotated[int, Field(ge=1, le=799)] = 799

    @model_validator(mode="after")
    def _range(self) -> "Service":
        if self.first > self.last:
            raise ValueError("first lies above last")
        return self


class Zone(_Part):
    """A part of the floor: x, y, width and height on a plan of 100 × 100."""

    kind: Zones
    name: Words
    place: tuple[Percent, Percent, Percent, Percent] = Field(strict=False)


class Counter(_Part):
    """A window or desk; its number is spoken."""

    number: Annotated[str, StringConstraints(pattern=r"^[0-9A-Z]{1,4}$")]
    kind: CounterKind = Field(strict=False)
    zone: Zones
    services: list[Code]


class Machine(_Part):
    """A self-service machine."""

    name: Text
    kind: Literal["smart", "atm", "inquiry"]
    zone: Zones
    services: list[Code] = []


class Branch(_Part):
    """A branch and its floor."""

    code: Code
    name: Words
    kind: BranchType = Field(strict=False)
    time_zone: Annotated[str, AfterValidator(_zone)] = "Asia/Shanghai"
    hours: Hours
    corporate_hours: Hours
    public_address: Annotated[str, StringConstraints(pattern=r"^https?://\S+$")] | None = None
    services: Annotated[list[Service], Field(max_length=26)] = []
    zones: list[Zone] = []
    counters: list[Counter] = []
    machines: list[Machine] = []
    parameters: dict[str, int | str] = {}


class File(_Part):
    """The whole file."""

    format: Literal["tingtang.branch/1"]
    bank: Bank
    branch: Branch


# ---------------------------------------------------------------- reading and checking


def read_file(path: Path, content: bytes) -> File:
    """The file, if all of it can be used; else all that is wrong with it."""
    try:
        raw = json.loads(content.decode("utf-8-sig"), object_pairs_hook=_once)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise BadInput(f"is no JSON in UTF-8 ({error})", where=str(path)) from error
    try:
        file = File.model_validate(raw)
    except ValidationError as error:
        raise bad_file(path, _found_wrong(error)) from None
    wrong = [*_cross_checks(file.branch)]
    if wrong:
        raise bad_file(path, wrong)
    return file


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose keys all stand once: JSON would silently take the last."""
    twice = [key for key, count in Tally(key for key, _ in pairs).items() if count > 1]
    if twice:
        raise ValueError(f"{twice[0]} stands twice in one object")
    return dict(pairs)


def bad_file(path: Path, wrong: list[tuple[str, str]]) -> BadInput:
    """Everything that is wrong, each with its place; the first one is the command's own line."""
    (place, message), *_ = wrong
    more = f" ({len(wrong) - 1} more)" if len(wrong) > 1 else ""
    return BadInput(
        f"{message}{more}",
        where=f"{path}: {place}",
        lines=[f"{path}: {place}: {message}" for place, message in wrong[1:]],
        details={"faults": [{"where": place, "message": says} for place, says in wrong]},
    )


def _found_wrong(error: ValidationError) -> list[tuple[str, str]]:
    return [(_place(each["loc"]), each["msg"]) for each in error.errors(include_url=False)]


def _place(location: Iterable[str | int]) -> str:
    """counters[2].kind"""
    text = "".join(f"[{each}]" if isinstance(each, int) else f".{each}" for each in location)
    return text.lstrip(".") or "file"


def _cross_checks(branch: Branch) -> Iterator[tuple[str, str]]:
    """What no part can know by itself."""
    if branch.kind is not BranchType.HEAD_OFFICE:
        for name in ("services", "zones", "counters"):
            if not getattr(branch, name):
                yield f"branch.{name}", "a branch needs at least one; only head office has none"
    services = {service.code for service in branch.services}
    zones = {zone.kind for zone in branch.zones}
    for place, values in (
        ("services code", [service.code for service in branch.services]),
        ("services prefix", [service.prefix for service in branch.services]),
        ("zones kind", [zone.kind for zone in branch.zones]),
        ("counters number", [counter.number for counter in branch.counters]),
        ("machines name", [machine.name for machine in branch.machines]),
    ):
        yield from (
            (f"branch.{place}", f"{v} stands twice") for v, n in Tally(values).items() if n > 1
        )
    floor: dict[str, Sequence[Counter | Machine]] = {
        "counters": branch.counters,
        "machines": branch.machines,
    }
    for name, there in floor.items():
        for index, each in enumerate(there):
            where = f"branch.{name}[{index}]"
            if each.zone not in zones:
                yield f"{where}.zone", f"there is no zone {each.zone}"
            for code in each.services:
                if code not in services:
                    yield f"{where}.services", f"there is no service {code}"
    served = {code for counter in branch.counters for code in counter.services}
    for code in sorted(services - served):
        yield "branch.counters", f"no counter serves {code}"
    for name, value in branch.parameters.items():
        yield from _parameter_faults(name, value)


def _parameter_faults(name: str, value: int | str) -> Iterator[tuple[str, str]]:
    where, bounds = f"branch.parameters.{name}", PARAMETERS.get(name)
    if name in IN_TABLE_OF_ORDER:
        yield where, IN_TABLE
    elif bounds is None:
        yield where, f"is no parameter; one of {', '.join(PARAMETERS)}"
    elif name == "discipline":
        if value not in DISCIPLINES:
            yield where, f"one of {', '.join(DISCIPLINES)}"
    elif not isinstance(value, int) or not bounds.least <= value <= bounds.most:
        yield where, f"a whole number from {bounds.least} to {bounds.most} ({bounds.unit})"
