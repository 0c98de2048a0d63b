"""What past days taught of a branch. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from tingtang.hall.visit.rules import LineClass

QUARTER_MIN: Final = 15.0
Distribution = Mapping[str, Any]  # of `tingtang.scenario/1`

#: When a counter calls: from and until, in minutes after opening.
Spans = tuple[tuple[int, int], ...]


def class_id(line_class: LineClass, service: str) -> str:
    """The scenario's class of who waits in this line for the service of this code."""
    return f"{line_class.word}/{service}"


@dataclass(frozen=True, slots=True)
class Fit:
    """A branch in figures, by the ids of a scenario's classes and the numbers of its counters.

    `per_hour` holds for each weekday (0 Monday) the rates of arrival by quarter hour from opening;
    a weekday that was never open is absent. `day_cv`: how far days of a weekday lie from that.
    `usual`: when each counter calls on half of the days or more.
    """

    per_hour: Mapping[str, Mapping[int, Sequence[float]]]
    services: Mapping[str, Distribution]
    patience: Mapping[str, Distribution]  # a class without one never leaves
    factors: Mapping[str, float]  # of a counter: how many times as long its services last
    accepts: Mapping[str, Mapping[str, float]]  # by class: the part of offers taken, by place
    day_cv: Mapping[int, float]
    usual: Mapping[str, Spans] = field(default_factory=dict)

    def json(self) -> dict[str, Any]:
        """As it is kept."""
        return {
            "per_hour": {
                name: {str(day): list(rates) for day, rates in days.items()}
                for name, days in self.per_hour.items()
            },
            "services": dict(self.services),
            "patience": dict(self.patience),
            "factors": dict(self.factors),
            "accepts": {name: dict(each) for name, each in self.accepts.items()},
            "day_cv": {str(day): cv for day, cv in self.day_cv.items()},
            "usual": dict(self.usual),
        }


def fit_of(kept: Mapping[str, Any]) -> Fit:
    """The reverse of `Fit.json`."""
    per_hour = {
        name: {int(day): rates for day, rates in days.items()}
        for name, days in kept["per_hour"].items()
    }
    day_cv = {int(day): cv for day, cv in kept["day_cv"].items()}
    usual = {
        counter: tuple((begins, ends) for begins, ends in spans)
        for counter, spans in kept.get("usual", {}).items()  # none in versions of before
    }
    return Fit(**{**kept, "per_hour": per_hour, "day_cv": day_cv, "usual": usual})


@dataclass(frozen=True, slots=True)
class Learned:
    """What past days taught: from which, of how many rows, and how many of those were refused."""

    fit: Fit
    report: Mapping[str, Any]
    first: date
    last: date
    days: int
    rows: int
    refused: int
