"""The tables that the hall decides by, each with the rows that a bank starts with."""

from tingtang.bank.policy.rules.kinds.cash import CASH_ROWS, CASH_TABLE
from tingtang.bank.policy.rules.kinds.divert import DIVERT, DIVERT_ROWS
from tingtang.bank.policy.rules.kinds.guide import GUIDE, GUIDE_ROWS
from tingtang.bank.policy.rules.kinds.identify import IDENTIFY, IDENTIFY_ROWS
from tingtang.bank.policy.rules.kinds.line import LINE, LINE_ROWS
from tingtang.bank.policy.rules.kinds.order import ORDER, ORDER_ROWS
from tingtang.bank.policy.rules.kinds.sentence import SENTENCE, SENTENCE_ROWS
from tingtang.bank.policy.rules.tables import Kind, Row, Table, read_table
from tingtang.kernel.refused import Refused

_ALL = (
    (IDENTIFY, IDENTIFY_ROWS),
    (LINE, LINE_ROWS),
    (ORDER, ORDER_ROWS),
    (GUIDE, GUIDE_ROWS),
    (DIVERT, DIVERT_ROWS),
    (CASH_TABLE, CASH_ROWS),
    (SENTENCE, SENTENCE_ROWS),
)


def _start(kind: Kind, rows: tuple[Row, ...]) -> Table:
    table, problems = read_table(kind, rows)
    if table is None:
        raise ValueError(f"{kind.name}: row {problems[0].row}: {problems[0].refused.code}")
    return table


KINDS: dict[str, Kind] = {kind.name: kind for kind, _ in _ALL}

#: Version 0 of each table: what is in force until somebody approves another.
STARTS: dict[str, Table] = {kind.name: _start(kind, rows) for kind, rows in _ALL}


def kind_named(name: str) -> Kind:
    """The kind; refuses with `unknown_table`."""
    try:
        return KINDS[name]
    except KeyError:
        raise Refused("unknown_table", where="table") from None
