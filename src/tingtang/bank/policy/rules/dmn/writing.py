"""A version of a table as DMN 1.3 XML, which its schema and other tools accept.

Identifiers follow from names and row numbers alone, so that two versions differ where their rows
do. Why, in each language, whether a row is locked and what a bank leaves to its branches are rule
annotations.

Reference
---------
OMG, Decision Model and Notation 1.3, chapter 8 and the schema DMN13.xsd.
"""

import json
import re
from collections.abc import Iterable, Sequence
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from tingtang.bank.policy.rules.cells import write_cell
from tingtang.bank.policy.rules.clauses import Clause, Result
from tingtang.bank.policy.rules.dmn.names import ANNOTATIONS, DMN_13, LANGUAGES
from tingtang.bank.policy.rules.tables import Kind, Row, meant

_NO_CHARACTER = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0


def write_dmn(kind: Kind, number: int, rows: Sequence[Row]) -> str:
    """The version `number` with these rows. A cell that can't be read stands as it was typed."""
    root = Element(
        "definitions",
        {
            "xmlns": DMN_13,
            "id": f"{kind.name}_{number}",
            "name": f"{kind.name} {number}",
            "namespace": f"urn:tingtang:table:{kind.name}:{number}",
            "exporter": "Tingtang",
        },
    )
    decision = SubElement(root, "decision", id=kind.name, name=kind.name)
    answer = SubElement(decision, "variable", id=f"{kind.name}_variable", name=kind.name)
    if len(kind.results) == 1:
        answer.set("typeRef", "string")
    for clause in kind.clauses:
        requirement = SubElement(
            decision, "informationRequirement", id=f"requirement_{clause.name}"
        )
        SubElement(requirement, "requiredInput", href=f"#data_{clause.name}")
    _write_table(decision, kind, rows)
    for clause in kind.clauses:
        data = SubElement(root, "inputData", id=f"data_{clause.name}", name=clause.name)
        SubElement(
            data, "variable", id=f"variable_{clause.name}", name=clause.name, typeRef=_type(clause)
        )
    indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(root, encoding="unicode") + "\n"


def _write_table(decision: Element, kind: Kind, rows: Sequence[Row]) -> None:
    table = SubElement(
        decision, "decisionTable", id=f"{kind.name}_table", hitPolicy=kind.hit.value.upper()
    )
    for clause in kind.clauses:
        _write_input(table, clause)
    for result in kind.results:
        _write_output(table, result)
    for name in ANNOTATIONS:
        SubElement(table, "annotation", name=name)
    for number, row in enumerate(rows, start=1):
        _write_rule(table, kind, number, meant(kind, row))


def _write_input(table: Element, clause: Clause) -> None:
    column = SubElement(table, "input", id=f"input_{clause.name}", label=clause.name)
    expression = SubElement(
        column, "inputExpression", id=f"expression_{clause.name}", typeRef=_type(clause)
    )
    _text(expression, clause.name)
    values = SubElement(column, "inputValues", id=f"values_{clause.name}")
    _text(values, _quoted(clause.codes) if clause.grid is None else _bands(clause))


def _type(clause: Clause) -> str:
    return "string" if clause.grid is None else "number"


def _bands(clause: Clause) -> str:
    """Every band: on their ends the edges of a cell must lie."""
    return ", ".join(write_cell(clause, 1 << atom) for atom in range(clause.atoms))


def _quoted(codes: Iterable[str]) -> str:
    return ", ".join(f'"{code}"' for code in codes)


def _write_output(table: Element, result: Result) -> None:
    column = SubElement(
        table,
        "output",
        id=f"output_{result.name}",
        label=result.name,
        name=result.name,
        typeRef="string",
    )
    values = SubElement(column, "outputValues", id=f"choices_{result.name}")
    _text(values, _quoted(result.codes))


def _write_rule(table: Element, kind: Kind, number: int, row: Row) -> None:
    rule = SubElement(table, "rule", id=f"rule_{number}")
    for clause, cell in zip(kind.clauses, row.cells, strict=False):
        _text(SubElement(rule, "inputEntry", id=f"rule_{number}_if_{clause.name}"), cell)
    for result, code in zip(kind.results, row.results, strict=False):
        entry = SubElement(rule, "outputEntry", id=f"rule_{number}_then_{result.name}")
        _text(entry, _quoted([code]))
    said = (row.why.get(language, "") for language in LANGUAGES)
    may = json.dumps(row.may, ensure_ascii=False) if row.may else ""
    for text in (*said, "true" if row.locked else "false", may):
        _text(SubElement(rule, "annotationEntry"), text)


def _text(parent: Element, text: str) -> None:
    SubElement(parent, "text").text = _NO_CHARACTER.sub("\ufffd", text)
