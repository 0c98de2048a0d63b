"""Three branches in figures: who comes when, for what, for how long, and who serves them.

`bench/fit_profiles.py` derives what was fitted and compares it with this file.

Fitted on public data (`../shared/data`):

- `BASE_SHAPE`, arrivals by half hour: the mean of two banks' weekday shares between 08:30 and
  18:00, the anonymous bank of 1999 (Sunday to Thursday, its working days) and the North American
  bank of 2003.
- `DAY_CV`: deviation of 2003's daily totals from their weekday's mean.
- The coefficients of variation of services: log-deviation of the 1999 bank's calls of at least a
  minute, since what takes less is information that nobody asks a counter for; regular business
  stands for cash, non-cash and corporate business, securities for wealth and loans.

Set by hand, because no open data holds them: peaks by type of branch (DOMAIN.md §8), the mean of
each service, shares of services, classes and needs, patience, no-shows, ratings. Seats and lunch
rotation were chosen so that the ordinary customer's 90th percentile at the peak lies between 15
and 30 minutes and the queue has gone when the doors close (`tests/ops/demo/test_rehearsal.py`).

Times of day are minutes from midnight, shares are of 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

HALF_HOUR = 30

# fmt: off
BASE_SHAPE = {  # minute from midnight: share of a day from 08:30 to 18:00
    510: 0.045, 540: 0.053, 570: 0.061, 600: 0.063, 630: 0.062, 660: 0.058, 690: 0.056,
    720: 0.054, 750: 0.052, 780: 0.053, 810: 0.053, 840: 0.054, 870: 0.053, 900: 0.053,
    930: 0.053, 960: 0.051, 990: 0.048, 1020: 0.041, 1050: 0.037,
}
# fmt: on
DAY_CV = 0.06
COUNTER_CV = 0.80
ADVICE_CV = 0.88


@dataclass(frozen=True, slots=True)
class Peak:
    """So many times the usual arrivals from one minute to another."""

    from_min: int
    to_min: int
    times: float


@dataclass(frozen=True, slots=True)
class ServiceFigures:
    """One service: its share of the visits, and its length at a counter."""

    share: float
    mean_min: float
    cv: float


@dataclass(frozen=True, slots=True)
class SeatFigures:
    """One counter: what it serves, when somebody sits there, and when they eat."""

    number: str
    kind: str  # closed, open, vip, desk
    services: tuple[str, ...]
    from_min: int
    to_min: int
    lunch: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class People:
    """Shares of the customers, and how they behave."""

    vip: float = 0.05
    potential: float = 0.06
    elder_early: float = 0.05  # told or marked as elder before 10:30
    elder: float = 0.03
    other_needs: float = 0.025  # disabled, pregnant, with an infant
    large_print: float = 0.05
    phone: float = 0.5
    late: float = 0.05  # of those on the phone: "I'll be late"
    says_goodbye: float = 0.7  # of those on the phone whose patience ends
    no_show: float = 0.02
    comes_back: float = 0.5  # of the no-shows
    parks: float = 0.03  # sent aside during service to fill a form
    asks_help: float = 0.02
    second_service: float = 0.03
    rates: float = 0.6
    scores: tuple[float, ...] = (0.004, 0.006, 0.02, 0.09, 0.88)  # one to five stars
    patience_median_min: float = 60.0
    patience_log_sd: float = 0.7


@dataclass(frozen=True, slots=True)
class Profile:
    """A branch on an ordinary day."""

    code: str
    opens_min: int
    closes_min: int
    visits: float  # a mean day
    weekday: tuple[float, ...]  # Monday first
    peaks: tuple[Peak, ...]
    services: dict[str, ServiceFigures]
    seats: tuple[SeatFigures, ...]
    people: People
    payday: float = 1.0  # times the visits on the 5th to the 15th of a month

    def visits_on(self, day: date) -> float:
        payday = self.payday if 5 <= day.day <= 15 else 1.0
        return self.visits * self.weekday[day.weekday()] * payday

    def shape(self) -> dict[int, float]:
        """Share of the day's visits by half hour, from its first minute."""
        weights = {
            start: share * self._peak(start)
            for start, share in BASE_SHAPE.items()
            if self.opens_min <= start < self.closes_min
        }
        total = sum(weights.values())
        return {start: weight / total for start, weight in weights.items()}

    def _peak(self, minute: int) -> float:
        for peak in self.peaks:
            if peak.from_min <= minute < peak.to_min:
                return peak.times
        return 1.0


def _at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def _services(
    cash: float, card: float, company: float, wealth: float, loan: float, cash_min: float
) -> dict[str, ServiceFigures]:
    return {
        "cash": ServiceFigures(cash, cash_min, COUNTER_CV),
        "card": ServiceFigures(card, 9.0, COUNTER_CV),
        "company": ServiceFigures(company, 13.0, COUNTER_CV),
        "wealth": ServiceFigures(wealth, 16.0, ADVICE_CV),
        "loan": ServiceFigures(loan, 19.0, ADVICE_CV),
    }


COMMUNITY = Profile(
    code="community",
    opens_min=_at(8, 30),
    closes_min=_at(17),
    visits=300.0,
    weekday=(1.0, 0.95, 0.95, 0.95, 1.0, 1.1, 1.05),
    peaks=(
        Peak(_at(8, 30), _at(10), 1.7),
        Peak(_at(10), _at(11, 30), 1.4),
        Peak(_at(11, 30), _at(14), 0.8),
    ),
    services=_services(0.6, 0.28, 0.03, 0.06, 0.03, cash_min=5.2),
    seats=(
        SeatFigures("1", "closed", ("cash",), _at(8, 30), _at(17), (_at(11, 45), _at(12, 30))),
        SeatFigures("2", "closed", ("cash",), _at(8, 30), _at(15, 30), (_at(12, 30), _at(13, 15))),
        SeatFigures("3", "open", ("card",), _at(8, 30), _at(17), (_at(11, 45), _at(12, 30))),
        SeatFigures(
            "4",
            "open",
            ("card", "company", "wealth", "loan"),
            _at(8, 30),
            _at(16, 30),
            (_at(12, 30), _at(13, 15)),
        ),
        SeatFigures("5", "closed", ("cash", "card"), _at(8, 30), _at(11, 45)),
        SeatFigures(
            "6", "open", ("company", "card", "cash"), _at(8, 30), _at(17), (_at(13, 15), _at(14))
        ),
        SeatFigures(
            "7", "vip", ("wealth", "loan", "cash"), _at(8, 30), _at(17), (_at(12), _at(12, 45))
        ),
        SeatFigures(
            "8", "desk", ("loan", "wealth"), _at(8, 30), _at(17), (_at(12, 45), _at(13, 30))
        ),
    ),
    people=People(
        elder_early=0.14, elder=0.07, large_print=0.25, phone=0.35, patience_median_min=70.0
    ),
)

OFFICE = Profile(
    code="office",
    opens_min=_at(9),
    closes_min=_at(18),
    visits=275.0,
    weekday=(1.12, 0.95, 0.92, 0.95, 1.1, 0.6, 0.5),
    peaks=(Peak(_at(11, 30), _at(13, 30), 2.0), Peak(_at(17), _at(18), 1.6)),
    services=_services(0.42, 0.4, 0.08, 0.06, 0.04, cash_min=4.6),
    seats=(
        SeatFigures("1", "closed", ("cash",), _at(9), _at(18), (_at(14), _at(14, 45))),
        SeatFigures("2", "closed", ("cash",), _at(11), _at(16)),
        SeatFigures("3", "open", ("card",), _at(9), _at(18), (_at(13, 45), _at(14, 30))),
        SeatFigures(
            "4",
            "open",
            ("card", "company", "wealth", "loan"),
            _at(9),
            _at(18),
            (_at(14, 30), _at(15, 15)),
        ),
        SeatFigures("5", "open", ("card", "cash"), _at(11, 15), _at(14, 30)),
        SeatFigures("6", "open", ("company", "card"), _at(9), _at(18), (_at(10, 30), _at(11, 15))),
        SeatFigures(
            "7", "vip", ("wealth", "loan", "cash"), _at(9), _at(18), (_at(13, 45), _at(14, 30))
        ),
        SeatFigures("8", "desk", ("loan", "wealth"), _at(9), _at(18), (_at(14, 30), _at(15, 15))),
    ),
    people=People(elder_early=0.02, elder=0.02, phone=0.75, late=0.09, patience_median_min=45.0),
)

PAYROLL = Profile(
    code="payroll",
    opens_min=_at(9),
    closes_min=_at(17),
    visits=318.0,
    weekday=(1.1, 1.0, 1.0, 0.95, 0.95, 0.7, 0.6),
    peaks=(Peak(_at(9), _at(11, 30), 1.6), Peak(_at(14), _at(15, 30), 1.2)),
    services=_services(0.66, 0.24, 0.04, 0.04, 0.02, cash_min=5.0),
    seats=(
        SeatFigures("1", "closed", ("cash",), _at(9), _at(17), (_at(12), _at(12, 45))),
        SeatFigures("2", "closed", ("cash",), _at(9), _at(17), (_at(12, 45), _at(13, 30))),
        SeatFigures("3", "closed", ("cash",), _at(9), _at(14, 30)),
        SeatFigures("4", "open", ("card",), _at(9), _at(17), (_at(11, 45), _at(12, 30))),
        SeatFigures("5", "open", ("card", "cash"), _at(9), _at(15, 30), (_at(12, 30), _at(13, 15))),
        SeatFigures("6", "open", ("company", "card"), _at(9), _at(17), (_at(13, 15), _at(14))),
        SeatFigures("7", "desk", ("loan", "wealth"), _at(9), _at(17), (_at(12, 30), _at(13, 15))),
        SeatFigures(
            "8", "desk", ("wealth", "company", "loan"), _at(9), _at(17), (_at(11, 45), _at(12, 30))
        ),
    ),
    people=People(elder_early=0.12, elder=0.06, large_print=0.2, phone=0.4),
    payday=1.12,
)

PROFILES = {profile.code: profile for profile in (COMMUNITY, OFFICE, PAYROLL)}
