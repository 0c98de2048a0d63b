"""Everything that a scenario needs, estimated from one list of rows."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tingtang.engines.fitting.acceptance import Acceptances, acceptances
from tingtang.engines.fitting.arrivals import DayFactor, Rates, counts, day_factor, rates
from tingtang.engines.fitting.hours import Desk, doors
from tingtang.engines.fitting.order import Order, order
from tingtang.engines.fitting.patience import Patience, exponential_mean, known, patience
from tingtang.engines.fitting.rows import Doors, Refusals, Row, Sound, sound
from tingtang.engines.fitting.services import Service, Services, services

LEAST_OWN_LEAVINGS: Final = 100  #: of a line, to have a patience of its own


@dataclass(frozen=True, slots=True)
class Settings:
    """`handover_s`: of a counter's time between two services, where somebody waits.
    `absent_call_min`: that a call of somebody who has gone costs.
    `half_life_days`: of a day's weight in arrivals; None: all days alike.
    """

    horizon_min: float
    handover_s: float = 0.0
    absent_call_min: float = 0.0
    half_life_days: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """By line: arrivals (of those who joined it), services, patience; and what all lines share.

    `joined`: the part of a line's arrivals that joined it. `exponential_min`: everybody's mean
    patience were it exponential.
    """

    settings: Settings
    lines: tuple[str, ...]
    rates: Mapping[str, Rates]
    joined: Mapping[str, float]
    day: DayFactor
    services: Services
    patience: Mapping[str, Patience]
    everybody: Patience | None
    exponential_min: float | None
    acceptance: Acceptances
    order: Order
    refused: Refusals

    def patience_of(self, line: str) -> Patience | None:
        """The line's own, or everybody's."""
        return self.patience.get(line, self.everybody)


def fit(rows: Sequence[Row], desks: Sequence[Desk], settings: Settings) -> Fit:
    """Rows and the counters' hours; days without any counter open are closed."""
    opened = doors(desks)
    return fit_sound(sound(rows, opened), opened, desks, settings)


def fit_sound(of: Sound, opened: Doors, desks: Sequence[Desk], settings: Settings) -> Fit:
    """Of rows that `sound` let through."""
    rows = of.rows
    lines = tuple(sorted({row.line for row in rows}))
    by_line = {line: [row for row in rows if row.line == line] for line in lines}
    everybody = known(rows)
    joined = [row for row in rows if row.joined]
    day = day_factor(counts(joined, opened, settings.horizon_min))
    return Fit(
        settings=settings,
        lines=lines,
        rates={line: _rates(those, opened, day, settings) for line, those in by_line.items()},
        joined={line: _joined(those) for line, those in by_line.items()},
        day=day,
        services=services(rows),
        patience=_patience(by_line),
        everybody=patience(everybody),
        exponential_min=exponential_mean(everybody),
        acceptance=acceptances(rows),
        order=order(rows, desks),
        refused=of.refused,
    )


def _rates(rows: Sequence[Row], opened: Doors, day: DayFactor, settings: Settings) -> Rates:
    """Of those who joined: who turned away before takes nobody's time."""
    joined = counts([row for row in rows if row.joined], opened, settings.horizon_min)
    return rates(joined, day.cv.value, settings.half_life_days)


def _joined(rows: Sequence[Row]) -> float:
    return sum(row.joined for row in rows) / len(rows)


def _patience(by_line: Mapping[str, Sequence[Row]]) -> dict[str, Patience]:
    found: dict[str, Patience] = {}
    for line, rows in by_line.items():
        seen = known(rows)
        if seen.leavings >= LEAST_OWN_LEAVINGS and (own := patience(seen)) is not None:
            found[line] = own
    return found


def report(of: Fit) -> dict[str, Any]:
    """Every parameter with its 95 % interval and how many rows it rests on; what was refused."""
    return {
        "rows": of.refused.json(),
        "day_factor": {"cv": of.day.cv.json(), "days": of.day.days},
        "order": {
            "head_start_min": dict(of.order.head_start),
            "choices": of.order.choices,
            "explained": of.order.explained,
            "explained_by_arrival": of.order.by_arrival,
        },
        "counters": {name: factor.json() for name, factor in of.services.factors.items()},
        "counter_half_services": of.services.factor_half,
        "lines": {line: _line(of, line) for line in of.lines},
        "acceptance": [
            {"line": line, "to": to, "offers": each.offers, "share": each.share.json()}
            for (line, to), each in of.acceptance.by.items()
        ],
    }


def _line(of: Fit, line: str) -> dict[str, Any]:
    found = of.rates[line]
    return {
        "per_day": [float(x) for x in found.per_quarter.sum(axis=1)],
        "weekday_level": [float(x) for x in found.level],
        "level_half_days": found.level_half_days,
        "shape_half_days": found.shape_half_days,
        "joined_share": of.joined[line],
        "service_min": _service(of.services.lines.get(line)),
        "patience_min": _patience_report(of, line),
    }


def _service(found: Service | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "family": str(found.family),
        "mean": found.mean.json(),
        "cv": found.cv.json(),
        "n": found.n,
    }


def _patience_report(of: Fit, line: str) -> dict[str, Any] | None:
    found = of.patience_of(line)
    if found is None:
        return None
    return {
        "of": "line" if line in of.patience else "everybody",
        "family": str(found.family),
        "mean": found.mean.json(),
        "cv": found.cv.json(),
        "stayers": found.stayers,
        "n": found.n,
        "leavings": found.leavings,
        "furthest_from_turnbull": found.furthest,
    }
