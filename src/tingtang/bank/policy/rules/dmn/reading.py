"""Rows out of a DMN file, whoever wrote it.

Prefixes, the order of columns, what stands beside the table and what tools add of their own don't
matter. What is refused is what would make other rows of it than were meant: another table, another
hit policy, columns that aren't the table's. A cell that can't be read is kept like one that
somebody types: it is a fault of the draft, told with its mend.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias
from xml.etree.ElementTree import Element

from tingtang.bank.policy.rules.dmn.file import SHOWN, named, on_one_line, table_of, text_of
from tingtang.bank.policy.rules.dmn.names import ANNOTATIONS, LOCKED, MAY, WHY
from tingtang.bank.policy.rules.tables import (
    MOST_IN_A_CELL,
    MOST_IN_A_SENTENCE,
    MOST_ROWS,
    MOST_TO_CHOOSE,
    Kind,
    Problem,
    Row,
    meant,
)
from tingtang.kernel.refused import Refused

Rows: TypeAlias = tuple[Row, ...]
Places: TypeAlias = Mapping[str, int]
Choices: TypeAlias = tuple[tuple[str, ...], ...]


def read_dmn(kind: Kind, text: str, known: Iterable[Row] = ()) -> tuple[Rows | None, list[Problem]]:
    """The rows of the file's table of this `kind`, or every problem that lies in the file.

    Other tools may drop annotations: a row without words has those of the row of `known` that
    means the same; where the file doesn't say so, what it leaves to branches is that row's, and it
    is locked if it means the same as one of the law's. A row that nobody knows stays without words,
    which is a fault of the draft.
    """
    problems: list[Problem] = []
    try:
        table = table_of(kind, text)
    except Refused as refused:
        return None, [Problem(0, "", refused)]
    columns = _Columns(kind, table, problems)
    rules = named(table, "rule")
    if not rules:
        problems.append(Problem(0, "", Refused("table_empty")))
    if len(rules) > MOST_ROWS:
        problems.append(Problem(0, "", Refused("table_too_long", most=MOST_ROWS)))
    if problems:
        return None, problems
    rows = [columns.row(number, rule, problems) for number, rule in enumerate(rules, start=1)]
    if problems:
        return None, problems
    return _completed(kind, rows, known, columns.annotations), []


class _Columns:
    """Where a file has each column of the kind, and each annotation that it has."""

    def __init__(self, kind: Kind, table: Element, problems: list[Problem]) -> None:
        self._clauses = tuple(clause.name for clause in kind.clauses)
        self._results = tuple(result.name for result in kind.results)
        asked = [self._asked(each) for each in named(table, "input")]
        answered = [_titled(each, "name", "label") for each in named(table, "output")]
        if len(self._results) == 1 and answered == [""]:
            answered = [*self._results]  # DMN leaves a single output without a name
        noted = [_titled(each, "name") for each in named(table, "annotation")]
        self._inputs = _places(asked, self._clauses, problems)
        self._outputs = _places(answered, self._results, problems)
        _all_there(asked, self._clauses, problems)
        _all_there(answered, self._results, problems)
        self.annotations = _places(
            [each if each in ANNOTATIONS else "" for each in noted], ANNOTATIONS, problems
        )

    def _asked(self, column: Element) -> str:
        """The clause that a column asks about: by its expression, or by its label."""
        expression = text_of(column, "inputExpression").strip()
        label = _titled(column, "label")
        return label if label in self._clauses and expression not in self._clauses else expression

    def row(self, number: int, rule: Element, problems: list[Problem]) -> Row:
        """One rule as a row, its columns in the kind's order."""
        cells, results = _entries(rule, "inputEntry"), _entries(rule, "outputEntry")
        if (len(cells), len(results)) != (len(self._clauses), len(self._results)):
            problems.append(Problem(number, "", self._incomplete(number, cells, results)))
            return Row((), (), {})
        said = _entries(rule, "annotationEntry")
        notes = {name: said[at] for name, at in self.annotations.items() if at < len(said)}
        row = Row(
            tuple(cells[self._inputs[name]].strip() for name in self._clauses),
            tuple(_code(results[self._outputs[name]]) for name in self._results),
            {
                language: notes[name]
                for language, name in WHY.items()
                if notes.get(name, "").strip()
            },
            notes.get(LOCKED, "").strip().lower() == "true",
            self._may(number, notes.get(MAY, ""), problems),
        )
        self._measure(number, row, problems)
        return row

    def _may(self, number: int, text: str, problems: list[Problem]) -> Choices:
        try:
            return _choices(text)
        except (ValueError, RecursionError):
            wrong = Refused("dmn_may_not_understood", row=number, most=MOST_TO_CHOOSE)
            problems.append(Problem(number, MAY, wrong))
            return ()

    def _incomplete(self, number: int, *entries: Sequence[str]) -> Refused:
        return Refused(
            "dmn_row_incomplete",
            row=number,
            entries=sum(len(each) for each in entries),
            columns=len(self._clauses) + len(self._results),
        )

    def _measure(self, number: int, row: Row, problems: list[Problem]) -> None:
        texts = [*zip(self._clauses, row.cells, strict=True)]
        texts += zip(self._results, row.results, strict=True)
        limits = [(column, text, MOST_IN_A_CELL) for column, text in texts]
        limits += [(WHY[lang], text, MOST_IN_A_SENTENCE) for lang, text in row.why.items()]
        for column, text, most in limits:
            if len(text) > most:
                long = Refused("dmn_text_too_long", row=number, column=column, most=most)
                problems.append(Problem(number, column, long))


def _titled(element: Element, *attributes: str) -> str:
    titles = (on_one_line(element.get(each, "")).strip() for each in attributes)
    return next(filter(None, titles), "")


def _places(found: Sequence[str], wanted: Sequence[str], problems: list[Problem]) -> Places:
    """Where each wanted column stands; one that stands twice could mean either."""
    places: dict[str, int] = {}
    for place, name in enumerate(found):
        if name in places:
            problems.append(Problem(0, name, Refused("dmn_column_twice", column=name)))
        elif name in wanted:
            places[name] = place
    return places


def _all_there(found: Sequence[str], wanted: Sequence[str], problems: list[Problem]) -> None:
    for name in found:
        if name not in wanted:
            unknown = Refused("dmn_column_unknown", column=name[:SHOWN], columns=", ".join(wanted))
            problems.append(Problem(0, name[:SHOWN], unknown))
    for name in wanted:
        if name not in found:
            problems.append(Problem(0, name, Refused("dmn_column_missing", column=name)))


def _entries(rule: Element, name: str) -> list[str]:
    return [text_of(each) for each in named(rule, name)]


def _code(text: str) -> str:
    """An output entry's code, out of its quotation marks."""
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] in '"“' and text[-1] in '"”' else text


def _choices(text: str) -> Choices:
    """The results that are left to branches; a ValueError or RecursionError where it is no list of
    lists of codes.
    """
    found = json.loads(text) if text.strip() else []
    if not isinstance(found, list) or len(found) > MOST_TO_CHOOSE:
        raise ValueError(text)
    for each in found:
        if not isinstance(each, list) or not all(isinstance(code, str) for code in each):
            raise ValueError(text)
        if any(code != on_one_line(code) or len(code) > MOST_IN_A_CELL for code in each):
            raise ValueError(text)
    return tuple(tuple(each) for each in found)


def _completed(kind: Kind, rows: Iterable[Row], known: Iterable[Row], says: Places) -> Rows:
    law = {_sense(kind, row) for row in kind.locked}
    like: dict[_Sense, Row] = {}
    for each in (*known, *kind.locked):
        like.setdefault(_sense(kind, each), each)
    completed = []
    for row in rows:
        sense = _sense(kind, row)
        twin = like.get(sense, row)
        completed.append(
            replace(
                row,
                why={**twin.why, **row.why},
                locked=row.locked if LOCKED in says else sense in law,
                may=row.may if MAY in says else twin.may,
            )
        )
    return tuple(completed)


_Sense: TypeAlias = tuple[tuple[str, ...], tuple[str, ...]]


def _sense(kind: Kind, row: Row) -> _Sense:
    return meant(kind, row).cells, row.results
