"""Why a row decides is told to customers: so it says nothing that may not be said to them, and
sends nobody elsewhere than the row does.
"""

from collections.abc import Iterator, Sequence

from tingtang.bank.policy.rules.places import named_elsewhere
from tingtang.bank.policy.rules.tables import Kind, Problem, Row
from tingtang.bank.wording.rules.promises import check_wording
from tingtang.kernel.refused import Refused


def wording_problems(kind: Kind, rows: Sequence[Row]) -> list[Problem]:
    """Everything in the rows' words that may not be said; a version in force is never asked."""
    return [
        Problem(number, "why", refused)
        for number, row in enumerate(rows, start=1)
        for refused in _refused(kind, row)
    ]


def _refused(kind: Kind, row: Row) -> Iterator[Refused]:
    leads = kind.leads_to(row)
    for language, said in row.why.items():
        where = f"why.{language}"
        for slip in check_wording(said):
            yield slip.refused(where)
        if leads and (other := named_elsewhere(said, leads)):
            place, found = other
            yield Refused("names_another_place", where=where, found=found, place=place)
