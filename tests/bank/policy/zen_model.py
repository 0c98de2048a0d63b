"""A table as zen-engine knows one: written from the masks and never from our text, so that it is
the same table said a second way.
"""

import json
from typing import Any

from tingtang.bank.policy.rules.clauses import Clause, Mask
from tingtang.bank.policy.rules.tables import Table

ROW = "row"


def model(table: Table) -> dict[str, Any]:
    """The table as zen-engine knows one; what follows is the row's number."""
    clauses = table.kind.clauses
    rules = [
        {"_id": f"r{number}", ROW: str(number)}
        | {c.name: cell(c, mask) for c, mask in zip(clauses, masks, strict=True)}
        for number, masks in enumerate(table.masks, start=1)
    ]
    content = {
        "hitPolicy": "first",
        "inputs": [{"id": c.name, "name": c.name, "field": c.name} for c in clauses],
        "outputs": [{"id": ROW, "name": ROW, "field": ROW}],
        "rules": rules,
    }
    return {
        "nodes": [
            {"id": "in", "name": "in", "type": "inputNode"},
            {"id": "table", "name": "table", "type": "decisionTableNode", "content": content},
            {"id": "out", "name": "out", "type": "outputNode"},
        ],
        "edges": [
            {"id": "1", "type": "edge", "sourceId": "in", "targetId": "table"},
            {"id": "2", "type": "edge", "sourceId": "table", "targetId": "out"},
        ],
    }


def cell(clause: Clause, mask: Mask) -> str:
    """One test for each atom: no interval is put together, nothing is negated."""
    return ", ".join(atom(clause, each) for each in range(clause.atoms) if mask >> each & 1)


def atom(clause: Clause, number: int) -> str:
    if clause.grid is None:
        return json.dumps(clause.codes[number])
    edges = clause.grid.value
    if number + 1 == len(edges):
        return f">= {edges[number]}"
    return f"[{edges[number]}..{edges[number + 1]})"
