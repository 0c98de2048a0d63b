"""Why a row decides is told to customers: so it says nothing that may not be said to them."""

from collections.abc import Sequence

from tingtang.bank.policy.rules.tables import Problem, Row
from tingtang.bank.wording.rules.promises import check_wording


def wording_problems(rows: Sequence[Row]) -> list[Problem]:
    """Everything in the rows' words that may not be said; a version in force is never asked."""
    return [
        Problem(number, "why", slip.refused(f"why.{language}"))
        for number, row in enumerate(rows, start=1)
        for language, said in row.why.items()
        for slip in check_wording(said)
    ]
