"""The statement of a turn: what a verb asked to change, as SQL, put together once a shape."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from uuid import UUID

from django.db import connection, models

_BLOCK = 10_000  # rows a statement
ERRAND = "branch_id, request, digest, answer, real_at"
KEEP_ANSWER = f"insert into ledger_errand ({ERRAND}) values (%s, %s, %s, %s, %s)"


@dataclass(frozen=True, slots=True)
class InFront:
    """A value of `put`: these items in front of the list that is there, at most so many in all."""

    items: list[int] | list[float]
    most: int


@dataclass(slots=True)
class Change:
    table: str
    action: str  # insert, update, put, delete
    keys: dict[str, object]
    values: dict[str, object]


def loading(
    model: type[models.Model],
    branch_id: UUID,
    columns: Sequence[str],
    rows: Sequence[Sequence[object]],
) -> Iterator[tuple[str, list[object]]]:
    """Statements that write many rows of a branch, as arrays of plain columns: row security refuses
    COPY.
    """
    types = [model._meta.get_field(name).db_type(connection) for name in columns]
    names = ", ".join(f'"{name}"' for name in columns)
    arrays = ", ".join(f"%s::{kind}[]" for kind in types)
    into = f'insert into "{table_of(model)}" (branch_id, {names})'
    sql = f"{into} select %s, * from unnest({arrays})"
    for first in range(0, len(rows), _BLOCK):
        block = zip(*rows[first : first + _BLOCK], strict=True)
        yield sql, [branch_id, *map(list, block)]


def inserted_as(change: Change, wanted: Mapping[str, object]) -> bool:
    if change.action != "insert":
        return False
    inserted = {**change.keys, **change.values}
    return all(inserted.get(name) == value for name, value in wanted.items())


def table_of(model: type[models.Model]) -> str:
    return str(model._meta.db_table)


def joined(first: object, second: object) -> object:
    if isinstance(first, InFront) and isinstance(second, InFront):
        return InFront([*second.items, *first.items], second.most)
    return second


def adapted(value: object) -> object:
    return value.items if isinstance(value, InFront) else value


@lru_cache(maxsize=512)
def compiled(shape: tuple[tuple[Any, ...], ...]) -> str:
    """The one statement that makes the changes of a turn of this shape and records them.

    It fails where a row to change is not there: one is divided by the number of rows changed.
    """
    parts: list[str] = []
    checks: list[str] = []
    for index, (action, *rest) in enumerate(shape):
        name = f"c{index}"
        parts += _part(name, action, rest)
        if action == "update":
            checks.append(f"1 / (select count(*) from {name})")
    checks.append("1 / (select count(*) from head)")
    return f"with {', '.join(parts)} select {', '.join(checks)}"


def _part(name: str, action: str, rest: list[Any]) -> list[str]:
    if action == "record":
        return _record_parts(*rest)
    if action == "errand":
        return [f"{name} as ({KEEP_ANSWER})"]
    table, columns, keys = rest
    if action == "delete":
        return [f"{name} as ({deletion(table, keys)})"]
    names = [f'"{column}"' for column, _ in columns]
    if action == "update":
        by = " and ".join(f'"{key}" = %s' for key in keys)
        sets = ", ".join(f"{column} = %s" for column in names)
        return [f'{name} as (update "{table}" set {sets} where {by} returning 1)']
    every = [*names, *(f'"{key}"' for key in keys)]
    insert = f'insert into "{table}" ({", ".join(every)}) values ({_marks(len(every))})'
    if action == "put":
        sets = ", ".join(_overwrite(table, column, most) for column, most in columns)
        target = ", ".join(f'"{key}"' for key in keys)
        insert += f" on conflict ({target}) do update set {sets}"
    return [f"{name} as ({insert})"]


def deletion(table: str, keys: Iterable[str]) -> str:
    by = " and ".join(f'"{key}" = %s' for key in keys)
    return f'delete from "{table}" where {by}'


def columns_of(change: Change) -> tuple[tuple[str, int], ...]:
    """Each column, with the length of the list it is put in front of (0: it is overwritten)."""
    return tuple(
        (name, value.most if isinstance(value, InFront) else 0)
        for name, value in change.values.items()
    )


def _overwrite(table: str, column: str, most: int) -> str:
    if most:
        return f'"{column}" = (excluded."{column}" || "{table}"."{column}")[1:{most}]'
    return f'"{column}" = excluded."{column}"'


def _record_parts(entries: int, plan_changed: bool) -> list[str]:
    columns = "branch_id, business_date, sequence, at, kind, actor, body, hash"
    row = "(%s, %s, %s, %s, %s, %s, %s::jsonb, %s)"
    rows = ", ".join([row] * entries)
    plan = ", plan = %s" if plan_changed else ""
    return [
        f"entry as (insert into ledger_entry ({columns}) values {rows})",
        (
            f"head as (update ledger_head set sequence = %s, hash = %s, at = %s{plan} "
            "where branch_id = %s and sequence = %s returning 1)"
        ),
    ]


def _marks(count: int) -> str:
    return ", ".join(["%s"] * count)
