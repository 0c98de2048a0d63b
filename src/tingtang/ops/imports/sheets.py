"""XLSX: the sheet of a workbook that was open when it was saved, row by row as it stands there.

openpyxl's own rows are as wide as their last cell, and a formula that nobody has reckoned reads as
an empty cell; its parser, which is used here, tells of each cell where it stands and what it is.
"""

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import ParseError

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet
from openpyxl.worksheet._reader import FORMULA_TAG, VALUE_TAG, WorkSheetParser

from tingtang.ops.errors import BadInput

MOST_BYTES = 512 * 1024**2  # unpacked: a file that unpacks to more is no table of a branch
MOST_COLUMNS = 64  # no table that is imported has half as many
_FIRST_INEXACT = 10**15  # spreadsheets keep 15 digits of a number

Cells = list[str]


def too_large(path: Path) -> BadInput:
    """A file that unpacks to more than anybody means."""
    return BadInput(f"unpacks to more than {MOST_BYTES >> 20} MB; split it", where=str(path))


def read_sheet(path: Path, content: bytes) -> Iterator[tuple[int, Cells]]:
    """The rows that have cells, each with its number, all as wide as the widest; refuses a sheet
    that is wider than `MOST_COLUMNS`, and a formula without a value.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            if sum(part.file_size for part in packed.infolist()) > MOST_BYTES:
                raise too_large(path)
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True)
        sheet = book.active
        if not isinstance(sheet, ReadOnlyWorksheet):
            raise BadInput("has no sheet of cells", where=str(path))
        rows = list(_rows(path, book, sheet))
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, ParseError) as error:
        says = "can't be read as XLSX; save it anew, or as CSV UTF-8"
        raise BadInput(says, where=str(path)) from error
    width = max((len(cells) for _, cells in rows), default=0)
    for number, cells in rows:
        yield number, cells + [""] * (width - len(cells))


class _Parser(WorkSheetParser):
    """The parser, which tells a formula that was never reckoned from an empty cell."""

    def parse_cell(self, element: Any) -> dict[str, Any]:
        cell: dict[str, Any] = super().parse_cell(element)
        if cell["value"] is None and element.find(FORMULA_TAG) is not None:
            reckoned = cell["data_type"] == "str" and element.find(VALUE_TAG) is not None
            cell["value"] = "" if reckoned else _UNRECKONED
        return cell


_UNRECKONED = object()


def _rows(path: Path, book: Any, sheet: Any) -> Iterator[tuple[int, Cells]]:
    with sheet._get_source() as source:
        parser = _Parser(
            source,
            sheet._shared_strings,
            data_only=True,
            epoch=book.epoch,
            date_formats=book._date_formats,
            timedelta_formats=book._timedelta_formats,
        )
        for number, found in parser.parse():
            filled = {cell["column"]: cell["value"] for cell in found if cell["value"] is not None}
            _check(f"{path}: sheet {sheet.title}", number, filled)
            yield number, [_text(filled.get(n)) for n in range(1, max(filled, default=0) + 1)]


def _check(where: str, row: int, filled: dict[int, object]) -> None:
    last = max(filled, default=0)
    if last > MOST_COLUMNS:
        raise BadInput(
            f"is wider than {MOST_COLUMNS} columns; clear what stands to the right of the table",
            where=f"{where}, cell {get_column_letter(last)}{row}",
            code="too_wide",
        )
    for column, value in filled.items():
        if value is _UNRECKONED:
            raise BadInput(
                "is a formula without its value; open the file in a spreadsheet program and save "
                "it, or put the value in its place",
                where=f"{where}, cell {get_column_letter(column)}{row}",
                code="formula_without_value",
            )


def _text(value: object) -> str:
    """A cell as it would stand in CSV."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        # Excel keeps days as fractions: 09:30:00 may come back a microsecond early.
        return (value + timedelta(microseconds=500_000)).isoformat(timespec="seconds")
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, int | float) and abs(value) >= _FIRST_INEXACT:
        return f"{value:E}"  # as the spreadsheet shows it: what stands behind is not what was typed
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
