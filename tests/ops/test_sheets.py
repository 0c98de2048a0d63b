"""XLSX as spreadsheet programs write it, and as somebody may send it."""

import tracemalloc
import zipfile
from pathlib import Path

import pytest

from tingtang.ops.errors import BadInput
from tingtang.ops.imports.tables import read_table

COLUMNS = ("customer", "amount")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_PARTS = {
    "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">'
    '<Override PartName="/xl/workbook.xml" ContentType="application/'
    'vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>',
    "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELS}"><sheets>'
    '<sheet name="客户" sheetId="1" r:id="rId1"/></sheets></workbook>',
    "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{_RELS}/worksheet" Target="worksheets/sheet1.xml"/>'
    "</Relationships>",
}
_NAMES = "".join(f"<c t='inlineStr'><is><t>{name}</t></is></c>" for name in COLUMNS)
_HEADER = f'<row r="1">{_NAMES}</row>'


def book(path: Path, rows: str, header: str = _HEADER) -> Path:
    """A workbook with this sheet."""
    sheet = f'<worksheet xmlns="{_MAIN}"><sheetData>{header}{rows}</sheetData></worksheet>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, text in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            packed.writestr(name, text)
    return path


def refused(path: Path) -> BadInput:
    with pytest.raises(BadInput) as caught:
        read_table(path, COLUMNS)
    return caught.value


def test_rows_keep_their_numbers_and_widths(tmp_path: Path) -> None:
    rows = (
        '<row r="3"><c r="A3"><v>7</v></c></row><row r="1048576"><c r="B1048576"><v>8</v></c></row>'
    )
    table = read_table(book(tmp_path / "x.xlsx", rows), COLUMNS)
    assert [(row.number, dict(row.cells)) for row in table.rows] == [
        (3, {"customer": "7", "amount": ""}),
        (1048576, {"customer": "", "amount": "8"}),
    ]


def test_the_header_is_the_first_row(tmp_path: Path) -> None:
    path = book(tmp_path / "x.xlsx", _HEADER.replace('r="1"', 'r="2"'), header="")
    assert refused(path).code == "bad_columns"


def test_cells_far_to_the_right_are_named_and_cost_nothing(tmp_path: Path) -> None:
    far = "".join(f'<row r="{n}"><c r="XFD{n}" s="1"/></row>' for n in range(2, 3000))
    path = book(tmp_path / "x.xlsx", f'{far}<row r="3000"><c r="XFD3000"><v>1</v></c></row>')
    tracemalloc.start()
    try:
        error = refused(path)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert (error.code, error.where) == ("too_wide", f"{path}: sheet 客户, cell XFD3000")
    assert peak < 30 * 1024**2  # 16,384 cells in each of the rows are twelve times that
    empty = read_table(book(tmp_path / "y.xlsx", far), COLUMNS)  # cells with a colour alone
    assert empty.count == 0


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="B2"><f>SUM(A1:A2)</f></c>',
        '<c r="B2"><f>SUM(A1:A2)</f><v></v></c>',
        '<c r="B2"><f>SUM(A1:A2)</f><v/></c>',
        '<c r="B2"><f t="shared" si="0"/></c>',
    ],
)
def test_a_formula_without_a_value_is_no_empty_cell(tmp_path: Path, cell: str) -> None:
    path = book(tmp_path / "x.xlsx", f'<row r="2"><c r="A2"><v>7</v></c>{cell}</row>')
    error = refused(path)
    assert (error.code, error.where) == (
        "formula_without_value",
        f"{path}: sheet 客户, cell B2",
    )
    assert "save it" in str(error)


def test_formulas_with_a_value_are_that_value(tmp_path: Path) -> None:
    sums = '<c r="A2"><f>3+4</f><v>7</v></c><c r="B2" t="str"><f>""</f><v></v></c>'
    table = read_table(book(tmp_path / "x.xlsx", f'<row r="2">{sums}</row>'), COLUMNS)
    assert [dict(row.cells) for row in table.rows] == [{"customer": "7", "amount": ""}]
