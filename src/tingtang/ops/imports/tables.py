"""Tables as people bring them: CSV in UTF-8 or GB18030, plain or packed with gzip, and XLSX."""

import csv
import gzip
import hashlib
import io
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tingtang.ops.errors import BadInput
from tingtang.ops.imports.faults import Fault
from tingtang.ops.imports.sheets import MOST_BYTES, Cells, read_sheet, too_large

_OLD_EXCEL = b"\xd0\xcf\x11\xe0"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its number as a spreadsheet shows it: the header is 1."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


@dataclass(frozen=True, slots=True)
class Table:
    """A file's rows, those that have another shape than the header, and the file's SHA-256."""

    path: Path
    rows: list[Row]
    faults: list[Fault]
    sha256: str

    @property
    def count(self) -> int:
        """All rows but the header and blank ones."""
        return len(self.rows) + len(self.faults)


def read_table(path: Path, columns: Sequence[str], *, personal: bool = False) -> Table:
    """The table in a file; refuses a file that can't be read or has other columns than these. Of a
    `personal` one nothing that stands in it is repeated: its header may be a customer.
    """
    content = read_bytes(path)
    found = _records(path, content)
    first, header = next(found, (1, []))
    header = [cell.strip() for cell in header] if first == 1 else []
    while header and not header[-1]:
        header.pop()
    _check_header(path, header, columns, personal=personal)
    rows: list[Row] = []
    faults: list[Fault] = []
    for number, cells in found:
        stripped = [cell.strip() for cell in cells]
        if not any(stripped):
            continue
        if len(stripped) < len(header) or any(stripped[len(header) :]):
            counts = f"{len(stripped)} ≠ {len(header)}"
            faults.append(Fault(number, "", "cells", detail=counts))
        else:
            rows.append(Row(number, dict(zip(header, stripped, strict=False))))
    return Table(path, rows, faults, hashlib.sha256(content).hexdigest())


def read_bytes(path: Path) -> bytes:
    """A file as it is; refuses one that can't be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise BadInput(f"{error.strerror}; name a readable file", where=str(path)) from error


def _check_header(path: Path, header: Cells, columns: Sequence[str], *, personal: bool) -> None:
    wanted = ",".join(columns)
    for other, name in ((";", "semicolons"), ("\t", "tabs")):
        if len(header) == 1 and other in header[0]:
            raise BadInput(f"cells stand between {name}; save it with commas", where=str(path))
    missing = [name for name in columns if name not in header]
    unknown = [
        str(place) if personal else name or "(no name)"
        for place, name in enumerate(header, start=1)
        if name not in columns
    ]
    twice = sorted({name for name in header if header.count(name) > 1 and name in columns})
    says = [
        f"{what}: {', '.join(names)}"
        for what, names in (("missing", missing), ("unknown", unknown), ("twice", twice))
        if names
    ]
    if says:
        where = f"{path}: row 1"
        message = f"columns {'; '.join(says)}; needed: {wanted}"
        raise BadInput(message, where=where, code="bad_columns")


# ---------------------------------------------------------------- files of all kinds


def _records(path: Path, content: bytes) -> Iterator[tuple[int, Cells]]:
    if content.startswith(b"\x1f\x8b"):
        content = _unpacked(path, content)
    if content.startswith(b"PK\x03\x04"):
        return read_sheet(path, content)
    if content.startswith(_OLD_EXCEL):
        raise BadInput("is an old Excel file; save it as XLSX or CSV", where=str(path))
    return enumerate(_lines(path, _decoded(path, content)), start=1)


def _unpacked(path: Path, content: bytes) -> bytes:
    try:
        with gzip.open(io.BytesIO(content)) as packed:
            found = packed.read(MOST_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise BadInput("is a broken gzip file; pack it anew", where=str(path)) from error
    if len(found) > MOST_BYTES:
        raise too_large(path)
    return found


def _decoded(path: Path, content: bytes) -> str:
    """UTF-8 with or without a byte order mark, else the national standard that Excel writes."""
    if content.startswith(_UTF_16):
        raise BadInput("is UTF-16; save it as CSV UTF-8", where=str(path))
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\x00" not in text:
            return text
    raise BadInput("is neither UTF-8 nor GB18030 text, nor XLSX", where=str(path))


def _lines(path: Path, text: str) -> Iterator[Cells]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        yield from reader
    except csv.Error as error:
        where = f"{path}: line {reader.line_num}"
        raise BadInput(f"is no CSV ({error}); quote cells that hold quotes", where=where) from error
