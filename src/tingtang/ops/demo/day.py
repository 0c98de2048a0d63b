"""A planned day: who comes when and how they behave, and who sits where. Pure and seeded.

Every customer draws one variate of each kind, used or not, from a stream of their own: changing
one figure of a profile changes nothing else of the day. Times are seconds from midnight.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Literal

from tingtang.ops.demo.profiles import DAY_CV, HALF_HOUR, People, Profile, SeatFigures

CustomerClass = Literal["vip", "potential", "ordinary"]
Need = Literal["elder", "disabled", "pregnant", "infant"]

EARLY_MIN = 10 * 60 + 30
OTHER_NEEDS: tuple[Need, ...] = ("disabled", "pregnant", "infant")
SHORTEST_SERVICE_S = 40.0
SEATED_BEFORE_S = 15 * 60
"""Tellers take their seats this long before they first call."""


@dataclass(frozen=True, slots=True)
class PlannedCustomer:
    """One customer, from the door on: what they come for and what they will do."""

    key: int  # place in the day's plan
    arrives_s: float
    service: str
    second_service: str | None
    customer_class: CustomerClass
    need: Need | None
    tells_need: bool  # at the kiosk; otherwise the lobby manager notices and marks it
    large_print: bool
    language: str
    patience_s: float
    walks_s: float  # from the call to the counter
    service_s: float
    second_service_s: float
    shows_up: bool
    comes_back_s: float | None  # after being passed, at the desk; None: never
    parks_s: float | None  # sent aside half-way to fill in a form, for so long
    asks_help: bool
    uses_phone: bool
    late_min: int | None  # "I'll be late", said on the phone
    says_goodbye: bool  # tells the hall when patience ends; otherwise just goes
    score: int | None
    never_served: bool = False  # of a recorded day: leaves even if called
    issued_by_staff: bool = False  # of a recorded day: the class is known at the door


@dataclass(frozen=True, slots=True)
class Spell:
    """A stretch of a seat's day: open for calls, or paused with a reason."""

    from_s: float
    to_s: float
    pause: str | None = None


@dataclass(frozen=True, slots=True)
class SeatPlan:
    """Who serves where and when: taken, open, lunch, open, left.

    A seat that `drains` stays after its last spell until the branch is empty. One that `pays_back`
    comes as much later from a break as its last customer took of it: so a recorded server works
    no longer than recorded, whomever they serve. One for `vips_only` is a VIP counter.
    """

    number: str
    services: tuple[str, ...]
    taken_s: float
    spells: tuple[Spell, ...]
    drains: bool
    pays_back: bool = False
    vips_only: bool = False

    @property
    def closes_s(self) -> float:
        return self.spells[-1].to_s

    def open_at(self, at_s: float) -> bool:
        return any(s.pause is None and s.from_s <= at_s < s.to_s for s in self.spells)

    def ready_s(self, called_s: float, finished_s: float) -> float:
        """When the next call is due after a customer was served from one moment to another."""
        if not self.pays_back:
            return finished_s
        owed_s = sum(
            max(0.0, min(finished_s, s.to_s) - max(called_s, s.from_s))
            for s in self.spells
            if s.pause is not None
        )
        for spell in self.spells:
            if spell.pause is not None or spell.to_s <= finished_s:
                continue
            back_s = max(spell.from_s, finished_s) + owed_s if owed_s else finished_s
            if back_s <= spell.to_s:
                return back_s
            owed_s -= spell.to_s - max(spell.from_s, finished_s)
        return finished_s


def plan_day(profile: Profile, seed: int, day: date) -> tuple[PlannedCustomer, ...]:
    """The customers of a day, by arrival; the same seed and date give the same day."""
    name = f"{seed}/{profile.code}/{day.isoformat()}"
    arrivals = sorted(_arrivals(profile, day, _stream(name, "arrivals")))
    return tuple(
        _customer(profile, key, arrives_s, _stream(name, f"customer {key}"))
        for key, arrives_s in enumerate(arrivals)
    )


def plan_seats(profile: Profile) -> tuple[SeatPlan, ...]:
    """The seats' day, lunches apart so that no service is left alone."""
    return tuple(_seat(figures, profile.closes_min) for figures in profile.seats)


def _seat(figures: SeatFigures, closes_min: int) -> SeatPlan:
    start, end = figures.from_min * 60.0, figures.to_min * 60.0
    spells = [Spell(start, end)]
    if figures.lunch is not None:
        away, back = figures.lunch[0] * 60.0, figures.lunch[1] * 60.0
        spells = [Spell(start, away), Spell(away, back, "lunch"), Spell(back, end)]
    return SeatPlan(
        number=figures.number,
        services=figures.services,
        taken_s=start - SEATED_BEFORE_S,
        spells=tuple(spells),
        drains=figures.to_min == closes_min,
        vips_only=figures.kind == "vip",
    )


def _stream(name: str, purpose: str) -> Random:
    return Random(f"{name}/{purpose}")  # noqa: S311 - a demonstration, no secret


def _arrivals(profile: Profile, day: date, chance: Random) -> Iterator[float]:
    """A Poisson stream whose rate changes by half hour and whose level changes by day."""
    level = chance.gammavariate(1 / DAY_CV**2, DAY_CV**2)
    for start_min, share in profile.shape().items():
        per_s = level * profile.visits_on(day) * share / (HALF_HOUR * 60)
        at_s, end_s = start_min * 60.0, (start_min + HALF_HOUR) * 60.0
        while (at_s := at_s + chance.expovariate(per_s)) < end_s:
            yield at_s


def _customer(profile: Profile, key: int, arrives_s: float, chance: Random) -> PlannedCustomer:
    people = profile.people
    service = _service(profile, chance.random())
    second = _service(profile, chance.random())
    has_second = chance.random() < people.second_service
    service_s = _service_s(profile, service, chance.gauss(0, 1))
    second_s = _service_s(profile, second, chance.gauss(0, 1)) / 2
    elder = people.elder_early if arrives_s < EARLY_MIN * 60 else people.elder
    need = _need(people, elder, chance.random(), chance.choice(OTHER_NEEDS))
    shows_up = chance.random() >= people.no_show
    back_s, returns = chance.uniform(120, 900), chance.random() < people.comes_back
    aside_s, parks = chance.uniform(180, 480), chance.random() < people.parks
    on_phone = chance.random() < people.phone and need != "elder"
    late_min, late = chance.choice((10, 10, 20)), chance.random() < people.late
    return PlannedCustomer(
        key=key,
        arrives_s=arrives_s,
        service=service,
        second_service=second if has_second and second != service else None,
        customer_class=_class(people, chance.random()),
        need=need,
        tells_need=chance.random() < 0.5,
        large_print=chance.random() < people.large_print or need == "elder",
        language=_language(chance.random()),
        patience_s=_lognormal(
            people.patience_median_min * 60, people.patience_log_sd, chance.gauss(0, 1)
        ),
        walks_s=chance.uniform(8, 35) * (2 if need is not None else 1),
        service_s=service_s,
        second_service_s=second_s,
        shows_up=shows_up,
        comes_back_s=back_s if returns and not shows_up else None,
        parks_s=aside_s if parks and shows_up else None,
        asks_help=chance.random() < people.asks_help,
        uses_phone=on_phone,
        late_min=late_min if late and on_phone else None,
        says_goodbye=chance.random() < people.says_goodbye and on_phone,
        score=_score(people, chance.random(), chance.random()),
    )


def _service(profile: Profile, u: float) -> str:
    return _pick(u, [(name, figures.share) for name, figures in profile.services.items()])


def _pick(u: float, shares: list[tuple[str, float]]) -> str:
    reached = 0.0
    for name, share in shares:
        reached += share
        if u < reached:
            return name
    return shares[-1][0]


def _service_s(profile: Profile, service: str, normal: float) -> float:
    figures = profile.services[service]
    log_sd = math.sqrt(math.log1p(figures.cv**2))
    median_s = figures.mean_min * 60 / math.sqrt(1 + figures.cv**2)
    return max(_lognormal(median_s, log_sd, normal), SHORTEST_SERVICE_S)


def _lognormal(median: float, log_sd: float, normal: float) -> float:
    return median * math.exp(log_sd * normal)


def _class(people: People, u: float) -> CustomerClass:
    if u < people.vip:
        return "vip"
    return "potential" if u < people.vip + people.potential else "ordinary"


def _need(people: People, elder: float, u: float, other: Need) -> Need | None:
    if u < elder:
        return "elder"
    return other if u < elder + people.other_needs else None


def _language(u: float) -> str:
    if u < 0.96:
        return "zh-Hans"
    return "zh-Hant" if u < 0.975 else "en"


def _score(people: People, u: float, v: float) -> int | None:
    if u >= people.rates:
        return None
    return int(_pick(v, [(str(stars), p) for stars, p in enumerate(people.scores, start=1)]))
