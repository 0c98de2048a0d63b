"""Tables of every kind with random rows, and random cases to decide by them."""

import re
from collections.abc import Sequence

from hypothesis import strategies as st

from tingtang.bank.policy.rules.cells import write_cell
from tingtang.bank.policy.rules.clauses import Clause, Mask, Value
from tingtang.bank.policy.rules.kinds import KINDS
from tingtang.bank.policy.rules.tables import Kind, Row, Table, meant, read_table

kinds = st.sampled_from(list(KINDS.values()))

#: Whatever a database and XML can both hold, on one line, with something to read in it.
sentences = st.text(
    st.characters(
        exclude_categories=["Cs"],
        exclude_characters=[*map(chr, range(0x20)), "\x7f", "\ufffe", "\uffff"],
    ),
    min_size=1,
    max_size=40,
).filter(re.compile(r"\w").search)


def choices(kind: Kind, masks: Sequence[Mask]) -> list[list[str]]:
    """The codes of each result that a row of these cells may have: none of the law's, and within
    the limits of its cases (of which two may leave nothing).
    """
    limits = list(kind.limits_of(masks))
    return [
        [
            code
            for code in result.codes
            if code not in result.by_law
            and all(code in limit.codes for limit in limits if limit.result == result.name)
        ]
        for result in kind.results
    ]


@st.composite
def free_rows(draw: st.DrawFn, kind: Kind) -> Row:
    """A row that anybody may write: none of the law's."""
    every = st.tuples(*(st.integers(1, clause.every) for clause in kind.clauses))
    masks = draw(every.filter(lambda masks: all(choices(kind, masks))))
    free = choices(kind, masks)
    results = st.tuples(*map(st.sampled_from, free))
    return Row(
        tuple(write_cell(c, mask) for c, mask in zip(kind.clauses, masks, strict=True)),
        draw(results),
        {language: draw(sentences) for language in ("zh-Hans", "zh-Hant", "en")},
        may=tuple(draw(st.lists(results, max_size=3))),
    )


@st.composite
def tables(draw: st.DrawFn, most: int = 12) -> Table:
    """A table that can be read, with gaps and overlaps as they come."""
    kind = draw(kinds)
    rows = draw(st.lists(free_rows(kind), min_size=1, max_size=most))
    table, problems = read_table(kind, [*(meant(kind, row) for row in kind.locked), *rows])
    assert table is not None, problems
    return table


def values_of(clause: Clause) -> st.SearchStrategy[Value]:
    """What may be asked about: a code, or a quantity anywhere, its grid's edges above all."""
    if clause.grid is None:
        return st.sampled_from(clause.codes)
    edges: tuple[int, ...] = clause.grid.value
    near = [edge + by for edge in edges for by in (-1, 0, 1) if edge + by >= 0]
    return st.sampled_from(near) | st.integers(0, 2 * edges[-1])


def cases_of(kind: Kind) -> st.SearchStrategy[dict[str, Value]]:
    """One value for each clause."""
    return st.fixed_dictionaries({c.name: values_of(c) for c in kind.clauses})
