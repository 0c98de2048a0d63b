"""One trip to the database: several statements there and all their rows back.

On libpq's pipeline itself, by psycopg's wrapper of it: psycopg's own cursors send each statement
by itself, and the system calls for that cost client and server more than the statements do. Each
statement is prepared once a connection, its parameters' types left to the server, so that a
number's size makes no second plan. Values go as text and come back binary: that is read faster.
"""

import json
import select
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import lru_cache
from itertools import count
from typing import Any, TypeAlias
from uuid import UUID
from weakref import WeakKeyDictionary

import psycopg
from psycopg import abc
from psycopg.adapt import Transformer
from psycopg.pq import ConnStatus, ExecStatus, Format
from psycopg.pq.abc import PGconn, PGresult

Statement: TypeAlias = tuple[str, Sequence[object]]
Rows: TypeAlias = list[tuple[Any, ...]]
Writer: TypeAlias = Callable[[Any], bytes | None]

_DONE = frozenset({ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK})
_LOST = "the server closed the connection"


class _Line:
    """What is kept of one connection: its statements' names, and how its values are written."""

    def __init__(self, raw: psycopg.Connection[Any]) -> None:
        self.pgconn: PGconn = raw.pgconn
        self.values: abc.Transformer = Transformer(raw)
        self.prepared: dict[str, bytes] = {}
        self.names = count(1)
        self.ready = select.poll()
        self.ready.register(self.pgconn.socket, select.POLLIN)


_lines: WeakKeyDictionary[psycopg.Connection[Any], _Line] = WeakKeyDictionary()


def trip(raw: psycopg.Connection[Any], statements: Sequence[Statement]) -> list[Rows]:
    """The rows of each statement, `%s` standing for its values.

    The first error is raised, and nothing after it was done; psycopg's errors, as from its cursors.
    """
    line = _lines.get(raw)
    if line is None:
        line = _lines[raw] = _Line(raw)
    texts = [[written(value) for value in values] for _, values in statements]
    line.pgconn.enter_pipeline_mode()
    try:
        added, wanted = _send(line, [sql for sql, _ in statements], texts)
        results = _fetch(line)
    except BaseException:
        raw.close()  # what is still on its way would answer the next trip
        raise
    line.pgconn.exit_pipeline_mode()
    try:
        _raise_first(results)
    except psycopg.Error:
        for sql in added:  # whether it was prepared isn't known
            del line.prepared[sql]
        raise
    return [_rows(line.values, results[each]) for each in wanted]


def _send(
    line: _Line, statements: Sequence[str], texts: Sequence[Sequence[bytes | None]]
) -> tuple[list[str], list[int]]:
    """Sends all; what is prepared for the first time, and which results are the statements'."""
    pgconn = line.pgconn
    added: list[str] = []
    wanted: list[int] = []
    results = 0
    for sql, values in zip(statements, texts, strict=True):
        name = line.prepared.get(sql)
        if name is None:
            name = line.prepared[sql] = b"tt_%d" % next(line.names)
            pgconn.send_prepare(name, numbered(sql).encode())
            added.append(sql)
            results += 1
        pgconn.send_query_prepared(name, values, result_format=Format.BINARY)
        wanted.append(results)
        results += 1
    pgconn.pipeline_sync()
    return added, wanted


def _fetch(line: _Line) -> list[PGresult]:
    pgconn = line.pgconn
    results: list[PGresult] = []
    while pgconn.flush():
        line.ready.poll(1)
        pgconn.consume_input()
    while True:
        while pgconn.is_busy():
            line.ready.poll()
            pgconn.consume_input()
        result = pgconn.get_result()
        if result is None:
            if pgconn.status != ConnStatus.OK:
                raise psycopg.OperationalError(_LOST)
        elif result.status == ExecStatus.PIPELINE_SYNC:
            return results
        else:
            results.append(result)


def _raise_first(results: Sequence[PGresult]) -> None:
    for result in results:
        if result.status not in _DONE:
            raise psycopg.errors.error_from_result(result)


def _rows(values: abc.Transformer, result: PGresult) -> Rows:
    if not result.ntuples:
        return []
    values.set_pgresult(result)
    return values.load_rows(0, result.ntuples, tuple)


def written(value: object) -> bytes | None:
    """A value as PostgreSQL reads it from text, whatever type the statement gives its place."""
    writer = _WRITERS.get(type(value)) or _writer_of_a_kind(type(value))
    return writer(value)


def _writer_of_a_kind(kind: type) -> Writer:
    """What writes the nearest type that `kind` descends from: an enumeration of texts, say."""
    for base in kind.__mro__:
        if base in _WRITERS:
            return _WRITERS[base]
    raise TypeError(f"{kind.__name__} has no place in a statement")


def _text(value: str) -> bytes:
    if "\x00" in value:  # where text ends, to libpq
        raise psycopg.DataError("text with a NUL can't be kept")
    return value.encode()


def _array(values: Sequence[object]) -> bytes:
    if values and type(values[0]) in _NUMBERS and None not in values:
        return b"{%s}" % str(list(values))[1:-1].encode()
    return b"{%s}" % b",".join(_element(value) for value in values)


def _element(value: object) -> bytes:
    text = written(value)
    if text is None:
        return b"NULL"
    if isinstance(value, str | bytes):
        return b'"%s"' % text.replace(b"\\", b"\\\\").replace(b'"', b'\\"')
    return text


_NUMBERS = frozenset({int, float})
_WRITERS: dict[type, Writer] = {
    type(None): lambda _: None,
    str: _text,
    int: lambda value: b"%d" % value,
    float: lambda value: repr(value).encode(),
    bool: lambda value: b"t" if value else b"f",
    bytes: lambda value: b"\\x" + value.hex().encode(),
    UUID: lambda value: value.hex.encode(),
    datetime: lambda value: value.isoformat().encode(),
    date: lambda value: value.isoformat().encode(),
    time: lambda value: value.isoformat().encode(),
    list: _array,
    tuple: _array,
    dict: lambda value: _text(json.dumps(value, ensure_ascii=False)),
}


@lru_cache(maxsize=2048)
def numbered(sql: str) -> str:
    """`$1`, `$2`, … in place of each `%s`."""
    first, *rest = sql.split("%s")
    text = first + "".join(f"${number}{part}" for number, part in enumerate(rest, start=1))
    return text.replace("%%", "%")
