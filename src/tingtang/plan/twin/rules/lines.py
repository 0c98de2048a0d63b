"""In which line each customer of a past day would have stood by a version of the table. Pure.

Of the branch's own numbers the ledger keeps what the table was asked; of those brought from before,
or asked less than the table asks today, only the line is known.
"""

from collections.abc import Mapping
from dataclasses import replace
from itertools import product
from typing import Final

from tingtang.bank.policy.queries import Ruling, decided
from tingtang.bank.policy.rules.clauses import NO, YES, Value
from tingtang.bank.policy.rules.kinds.line import LINE
from tingtang.engines.fitting.rows import Row
from tingtang.hall.visit.rules import LineClass

Case = str  # what the table was asked of one customer, one code for each of its clauses
Lines = Mapping[Case, str]  # every case, and its line

MOVES: Final = ">"  # in the class of a row: from the line of now to the draft's
_ORDINARY: Final = LineClass.ORDINARY.word


def case(inputs: Mapping[str, Value]) -> Case | None:
    """What a decision kept; None where it was not asked all that the table asks."""
    said = [inputs.get(clause.name) for clause in LINE.clauses]
    return None if None in said else "/".join(map(str, said))


def lines_by(table: Ruling) -> Lines:
    """What a version says of every case."""
    names = [clause.name for clause in LINE.clauses]
    found = {}
    for codes in product(*(clause.codes for clause in LINE.clauses)):
        inputs = dict(zip(names, codes, strict=True))
        found["/".join(codes)] = decided(table, inputs).results["line"]
    return found


def case_in(line: str) -> Case:
    """The plainest customer who stands in a line: what nobody has noted did not hold."""
    asked = {
        "emergency": YES if line == LineClass.EMERGENCY.word else NO,
        "protected": YES if line == LineClass.CARE.word else NO,
        "class": "vip" if line == LineClass.VIP.word else _ORDINARY,
        "booked": YES if line == LineClass.BOOKED.word else NO,
    }
    return "/".join(asked[clause.name] for clause in LINE.clauses)


def moved(row: Row, cases: Mapping[str, Case], now: Lines, draft: Lines) -> Row:
    """The row in its line of now, and in the draft's where that is another one (`MOVES`)."""
    asked = cases.get(row.id) or case_in(row.class_id)
    lines = dict.fromkeys((now[asked], draft[asked]))
    return replace(row, class_id=MOVES.join(lines))


def ends(name: str) -> tuple[str, str]:
    """The class of a line and a service by the rules of now, and by the draft."""
    line, _, service = name.partition("/")
    now, _, draft = line.partition(MOVES)
    return f"{now}/{service}", f"{draft or now}/{service}"
