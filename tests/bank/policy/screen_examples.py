"""What the editor's own reading of cells and tables is held to, as the server reads them.

`web/fixtures/policies.json` holds these examples for the web's tests and scenes; the test beside
this file holds it to the rules, and `write_screen_examples` writes it anew.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path
from random import Random
from typing import Any

from tingtang.api.tables import beyond_of, finding_of, inputs_of, outputs_of
from tingtang.bank.policy.queries import Past, Ruling, decided, start_of
from tingtang.bank.policy.rules.bounds import beyond
from tingtang.bank.policy.rules.cells import read_cell, write_cell
from tingtang.bank.policy.rules.checking import findings
from tingtang.bank.policy.rules.clauses import Clause, Value
from tingtang.bank.policy.rules.deciding import compiled
from tingtang.bank.policy.rules.kinds import KINDS, STARTS
from tingtang.bank.policy.rules.kinds.common import BUSINESSES
from tingtang.bank.policy.rules.tables import Kind, Row, Table, read_table
from tingtang.bank.policy.rules.trying import tried
from tingtang.kernel.refused import Refused

FILE = Path(__file__).parents[3] / "web/fixtures/policies.json"

_TYPED = {
    ("divert", "waiting"): (
        "", "-", "≥ 5", "<5", "≤ 4", "> 4", "[5..8)", "[5..7]", "(4..8)", "5 – 8", "5至8", "3",
        "< 2, >= 5", "not(< 5)", ">= 0", "many", "7", ">= -1", "[8..5)", "< 0", "＞４", "]4..8[",
        "5-", "<=",
    ),
    ("divert", "amount"): (
        "20,000 – 50,000", "< 20,000", "<2,000,>=1,000,000", "2万 – 5 萬", "≥10万", ">= 15000",
        "20.5", "1,00", "0", "5,000,000",
    ),
    ("divert", "business"): (
        "fee", '"fee", “wealth”', 'not("fee")', "not（fee，wealth）",
        '"small_cash","large_cash","fee","non_cash","opening","wealth","corporate"', "gold",
        "fee wealth", f"not({','.join(BUSINESSES)})", ",",
    ),
    ("divert", "protected"): ('"no","unknown"', 'not("yes")', "yes"),
    ("identify", "signals"): (">= 3", "< 1", "9", "≥ 10"),
}  # fmt: skip


def examples() -> dict[str, Any]:
    """All of them, as plain JSON values."""
    draft = _table("divert", _drafted())
    past = _past()
    return {
        "tables": [
            {
                "name": kind.name,
                "hit": kind.hit.value,
                "changes": kind.changes.value,
                "carried": kind.carried,
                "inputs": [asdict(each) for each in inputs_of(kind)],
                "outputs": [asdict(each) for each in outputs_of(kind)],
                "rows": [_told(row) for row in STARTS[kind.name].rows],
            }
            for kind in KINDS.values()
        ],
        "cells": [_cell(*place, typed) for place, many in _TYPED.items() for typed in many],
        "cases": [_case(kind, seed) for kind in KINDS.values() for seed in range(12)],
        "draft": {
            "rows": [_told(row) for row in draft.rows],
            "findings": [_plain(asdict(finding_of(draft.kind, each))) for each in findings(draft)],
        },
        "past": [asdict(each) for each in past],
        "trial": asdict(tried(draft, past)),
        "opened": [
            _opened(name, seed) for name in ("line", "guide", "divert") for seed in range(4)
        ],
        "bound": _bound(),
    }


BANK_NUMBER = 3


def _bound() -> dict[str, Any]:
    """Head office's version of where another place is offered, and a branch's that goes beyond it:
    once in a row that other results mend, once in one that lies in two of the bank's.
    """
    start = STARTS["divert"].rows
    small, bills = (
        next(n for n, row in enumerate(start) if row.cells[3] == f'"{business}"')
        for business in ("small_cash", "fee")
    )
    bank, mine = list(start), list(start)
    with_help = ("accompany", "smart")
    bank[small] = replace(start[small], may=(("none", "counter"), with_help))
    bank[bills] = replace(start[bills], may=(with_help,))
    mine[small] = replace(start[small], results=("offer", "atm"))
    mine[bills] = _for('"fee","other"', replace(start[bills], results=with_help))
    mine[-1] = _for('"large_cash","opening","corporate"', start[-1])
    table = _table("divert", mine)
    found = beyond(_table("divert", bank), table)
    told = [_plain(asdict(beyond_of(table.kind, BANK_NUMBER, each))) for each in found]
    return {
        "bank": [_told(row) for row in bank],
        "branch": [_told(row) for row in mine],
        "beyond": told,
    }


def _for(businesses: str, row: Row) -> Row:
    return replace(row, cells=(*row.cells[:3], businesses, *row.cells[4:]))


def _opened(name: str, seed: int) -> dict[str, Any]:
    """A version of the bank that opens some of its rows, a branch's, and where that goes beyond."""
    chance = Random(f"opened {name} {seed}")
    kind, rows = KINDS[name], list(STARTS[name].rows)
    free = [row for row in rows if not row.locked]
    known = sorted({row.results for row in free})
    law = rows[: len(rows) - len(free)]
    bank = _table(
        name,
        [
            *law,
            *(replace(row, may=tuple(chance.sample(known, chance.randrange(3)))) for row in free),
        ],
    )
    chance.shuffle(free)
    mine = [
        replace(row, results=chance.choice(known)) if chance.random() < 0.3 else row for row in free
    ]
    branch = _table(name, [*law, *mine])
    return {
        "table": kind.name,
        "bank": [_short(row) | {"may": [list(each) for each in row.may]} for row in bank.rows],
        "branch": [_short(row) for row in branch.rows],
        "beyond": [[each.row, each.bank_row] for each in beyond(bank, branch)],
    }


def _short(row: Row) -> dict[str, Any]:
    return {"cells": list(row.cells), "results": list(row.results)}


def _cell(table: str, name: str, typed: str) -> dict[str, Any]:
    clause = next(each for each in KINDS[table].clauses if each.name == name)
    told = {"table": table, "clause": name, "typed": typed}
    try:
        return {**told, "written": write_cell(clause, read_cell(clause, typed))}
    except Refused as refused:
        return {**told, "refused": refused.code}


def _case(kind: Kind, seed: int) -> dict[str, Any]:
    chance = Random(f"{kind.name} {seed}")
    values = {clause.name: _value(clause, chance) for clause in kind.clauses}
    return {
        "table": kind.name,
        "values": values,
        "row": compiled(STARTS[kind.name])(kind.case(values)) + 1,
    }


def _value(clause: Clause, chance: Random) -> Value:
    if clause.grid is None:
        return chance.choice(clause.codes)
    return chance.choice(clause.grid.value) + chance.randrange(3)


def _drafted() -> list[Row]:
    """Where another place is offered, changed: the middle sums wait for eight (a gap from five to
    seven), and bills stand in two rows (an overlap).
    """
    rows = list(STARTS["divert"].rows)
    small = next(n for n, row in enumerate(rows) if row.cells[4].startswith(">="))
    mine, offered = rows[small].cells[:4], rows[small - 1]
    middle = Row((*mine, "[20000..50000)", ">= 8"), ("accompany", "smart"), offered.why)
    rest = Row((*mine, ">= 50000", ">= 5"), rows[small].results, rows[small].why)
    rows[small : small + 1] = [middle, rest]
    both = next(n for n, row in enumerate(rows) if row.cells[3] == '"non_cash"')
    cells = rows[both].cells
    wider = (*cells[:3], '"fee", "non_cash"', *cells[4:])
    rows[both] = Row(wider, rows[both].results, rows[both].why)
    return rows


def _past() -> list[Past]:
    """Four weeks of a branch's decisions on another place."""
    by, chance = start_of(KINDS["divert"]), Random("divert")
    counts: Counter[str] = Counter()
    for _ in range(1_601):
        counts[json.dumps(_met(by, chance), sort_keys=True)] += 1
    found = [(json.loads(each), times) for each, times in counts.most_common()]
    return [Past(each["inputs"], each["results"], times) for each, times in found]


def _met(by: Ruling, chance: Random) -> dict[str, Mapping[str, Any]]:
    def one_of(weights: Mapping[str, int]) -> str:
        return chance.choices(list(weights), list(weights.values()))[0]

    values: dict[str, Value] = {
        "asked": "no",
        "protected": one_of({"yes": 10, "no": 36, "unknown": 4}),
        "counter_free": one_of({"yes": 1, "no": 4}),
        "business": one_of(
            {"small_cash": 46, "large_cash": 6, "fee": 14, "non_cash": 20, "wealth": 8}
        ),
        "amount": chance.choice([500, 500, 6_000, 20_000, 30_000, 60_000]),
        "waiting": chance.choice([2, 4, 5, 6, 6, 9, 11]),
    }
    decision = decided(by, values)
    inputs = dict(decision.inputs)
    if chance.randrange(120) == 0:
        del inputs["amount"]  # kept before the table asked for it
    return {"inputs": inputs, "results": decision.results}


def _table(name: str, rows: list[Row]) -> Table:
    table, problems = read_table(KINDS[name], rows)
    assert table is not None, problems
    return table


def _told(row: Row) -> dict[str, Any]:
    return {
        "cells": list(row.cells),
        "results": list(row.results),
        "why": dict(row.why),
        "locked": row.locked,
        "may": [list(each) for each in row.may],
    }


def _plain(told: dict[str, Any]) -> dict[str, Any]:
    """As the door tells it: what is not known is absent."""
    return {name: value for name, value in told.items() if value is not None}


def written() -> str:
    """The file's text: a line an example."""
    parts = []
    for name, value in examples().items():
        lines = value if isinstance(value, list) else [value]
        told = ",\n".join(json.dumps(each, ensure_ascii=False) for each in lines)
        parts.append(f'"{name}": ' + (f"[\n{told}\n]" if lines is value else told))
    return "{\n" + ",\n".join(parts) + "\n}\n"
