"""What cannot teach: a history that says too little is refused, never an error."""

from datetime import date, timedelta

import pytest

from tingtang.engines.fitting.rows import Outcome, Row
from tingtang.plan.twin.rules.learning import learned

DAY_MIN = 510.0


def history(
    days: int = 10,
    customers: int = 60,
    *,
    server: str | None = "1",
    service_s: float | None = None,
    outcome: Outcome = Outcome.SERVED,
    first_min: float = 0.0,
) -> list[Row]:
    """The same customers each day, seven minutes apart; services of different lengths."""
    served = outcome is Outcome.SERVED
    return [
        Row(
            id=str(n),
            day=date(2026, 11, 2) + timedelta(days=day),
            class_id="ordinary",
            service="cash",
            arrived_min=first_min + 7.0 * n,
            wait_s=60.0,
            outcome=outcome,
            service_s=(100.0 + 5 * n if service_s is None else service_s) if served else None,
            server=server if served else None,
        )
        for day in range(days)
        for n in range(customers)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        history(server=None),
        history(5, server=None),
        history(6, outcome=Outcome.LEFT),
        history(service_s=0.0),
        history(first_min=-500.0),
        history(customers=1),
        history(4),
    ],
    ids=["no server", "few days", "all left", "no time", "before opening", "one a day", "short"],
)
def test_what_says_too_little_teaches_nothing(rows: list[Row]) -> None:
    assert learned(rows, DAY_MIN) is None


def test_services_all_alike_are_no_error() -> None:
    found = learned(history(service_s=300.0), DAY_MIN)
    assert found is not None
    assert found.fit.services["ordinary/cash"]["mean"] == pytest.approx(5.0)
