"""zen-engine decides as we do, on random tables of every kind and random cases."""

import json

import zen
from hypothesis import given, settings
from hypothesis import strategies as st

from bank.policy.random_tables import cases_of, tables
from bank.policy.zen_model import ROW, model
from tingtang.bank.policy.rules.clauses import Value
from tingtang.bank.policy.rules.deciding import Undecided, compiled
from tingtang.bank.policy.rules.tables import Table


def ours(table: Table, values: dict[str, Value]) -> int | None:
    try:
        return compiled(table)(table.kind.case(values)) + 1
    except Undecided:
        return None


@settings(deadline=None)
@given(st.data())
def test_zen_engine_finds_the_same_row(data: st.DataObject) -> None:
    table = data.draw(tables())
    decision = zen.ZenEngine().create_decision(json.dumps(model(table)))
    for values in data.draw(st.lists(cases_of(table.kind), min_size=1, max_size=20)):
        theirs = decision.evaluate(values)["result"].get(ROW)
        assert theirs == ours(table, values), values
