"""A branch day as `tingtang.scenario/1` describes it. Times are minutes from opening."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise
from typing import Any, Final

from tingtang.engines.line import ACCUMULATING, FIFO, PRIORITY
from tingtang.engines.simulate.reading import BadScenario, Field

FORMAT: Final = "tingtang.scenario/1"
MOST_AN_HOUR: Final = 1e6  #: arrivals of a class: more would not fit the memory
DISCIPLINES: Final = {"fifo": FIFO, "priority": PRIORITY, "accumulating": ACCUMULATING}


class Family(StrEnum):
    """A distribution's kind."""

    EXPONENTIAL = "exponential"
    LOGNORMAL = "lognormal"
    GAMMA = "gamma"
    DETERMINISTIC = "deterministic"
    EMPIRICAL = "empirical"


@dataclass(frozen=True, slots=True)
class Distribution:
    """Of a duration in minutes: `mean` and `cv` (its standard deviation through its mean), or the
    `values` that were seen, each as likely.
    """

    family: Family
    mean: float
    cv: float = 0.0
    values: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Arrivals:
    """Poisson arrivals of `per_hour[i]` between `edges[i]` and `edges[i + 1]`, and `times` that
    were agreed, each kept with probability `shows`.
    """

    edges: tuple[float, ...] = ()
    per_hour: tuple[float, ...] = ()
    times: tuple[float, ...] = ()
    shows: float = 1.0


@dataclass(frozen=True, slots=True)
class Cap:
    """How often customers may be overtaken, and after which wait they come first; None: no cap."""

    max_overtakes: int | None = None
    max_wait: float | None = None


@dataclass(frozen=True, slots=True)
class Class:
    """Customers alike. Without `patience` they never leave."""

    id: str
    priority: int
    service: Distribution
    patience: Distribution | None
    prefers: tuple[str, ...]
    arrivals: Arrivals
    per_min: float = 0.0
    head_start: float = 0.0
    cap: Cap = Cap()


@dataclass(frozen=True, slots=True)
class Counter:
    """Serves the classes `serves` within `open`; their service takes `factor` times as long."""

    id: str
    serves: tuple[str, ...]
    open: tuple[tuple[float, float], ...]
    factor: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Diversion:
    """An offer to whoever finds `waiting` of their own line before them."""

    class_id: str
    to: str
    waiting: int
    accepts: float


@dataclass(frozen=True, slots=True)
class Pool:
    """`size` machines with one line."""

    id: str
    size: int
    service: Mapping[str, Distribution]


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who waits at the start; `sequence` orders them among all."""

    id: str
    class_id: str
    waited: float
    overtaken: int
    sequence: int


@dataclass(frozen=True, slots=True)
class InService:
    """Somebody served at the start, at a counter or in a pool."""

    at: str
    class_id: str
    elapsed: float


@dataclass(frozen=True, slots=True)
class Initial:
    """The branch at `now`."""

    now: float = 0.0
    waiting: tuple[Waiting, ...] = ()
    in_service: tuple[InService, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """A whole one; see INTERFACES for what each rule means."""

    horizon: float
    drain: bool
    discipline: int
    classes: tuple[Class, ...]
    counters: tuple[Counter, ...]
    diversions: tuple[Diversion, ...] = ()
    pools: tuple[Pool, ...] = ()
    day_cv: float = 0.0
    absent_call: float = 0.0
    initial: Initial = Initial()
    name: str = ""


# ---------------------------------------------------------------- reading


def scenario(document: Any) -> Scenario:
    """Read a decoded JSON document; raises `BadScenario`."""
    root = Field(document)
    root.object(
        "format", "name", "horizon_min", "drain", "discipline", "day_factor", "absent_call_min",
        "classes", "counters", "diversions", "pools", "initial",
    )  # fmt: skip
    if root.need("format").value != FORMAT:
        raise root.under("format").wrong(f'must be "{FORMAT}"')
    horizon = root.need("horizon_min").number(above=0, most=1e9)
    classes = _ids(root.need("classes"), least=1)
    counters = _ids(root.need("counters"))
    pools = _ids(root.get("pools"))
    taken = sorted(set(counters) & set(pools))
    if taken:
        raise pools[taken[0]].under("id").wrong("is a counter's id, too")
    terms = _terms(root.need("discipline"), list(classes))
    read_pools = tuple(_pool(at, list(classes)) for at in pools.values())
    return Scenario(
        horizon=horizon,
        drain=drain.flag() if (drain := root.get("drain")) else False,
        discipline=DISCIPLINES[root.need("discipline").need("kind").value],
        classes=tuple(
            _class(each, list(counters), terms[name], horizon) for name, each in classes.items()
        ),
        counters=tuple(_counter(each, list(classes), horizon) for each in counters.values()),
        pools=read_pools,
        diversions=_diversions(root.get("diversions"), list(classes), list(counters), read_pools),
        day_cv=day.need("cv").number(least=0, most=10) if (day := root.get("day_factor")) else 0.0,
        absent_call=at.number(least=0) if (at := root.get("absent_call_min")) else 0.0,
        initial=_initial(root.get("initial"), list(classes), list(counters), read_pools, horizon),
        name=str(root.value.get("name") or ""),
    )


def _ids(things: Field | None, *, least: int = 0) -> dict[str, Field]:
    """A list's objects by their ids, which are unique."""
    found: dict[str, Field] = {}
    for each in things.items(least=least) if things else ():
        name = each.need("id").name()
        if name in found:
            raise each.under("id").wrong(f'"{name}" stands twice')
        found[name] = each
    return found


def _terms(at: Field, classes: list[str]) -> dict[str, tuple[float, float, Cap]]:
    """By class: priority gained a minute, head start, and caps."""
    kind = at.need("kind").one_of(list(DISCIPLINES))
    known = ("kind", "caps", *(("per_min", "head_start") if kind == "accumulating" else ()))
    at.object(*known)
    per_min = _by_class(at.need("per_min") if kind == "accumulating" else None, classes)
    head_start = _by_class(at.get("head_start") if kind == "accumulating" else None, classes)
    caps: dict[str, Cap] = {}
    if found := at.get("caps"):
        caps = {name: _cap(each) for name, each in found.object(*classes).items()}
    return {
        name: (per_min.get(name, 0.0), head_start.get(name, 0.0), caps.get(name, Cap()))
        for name in classes
    }


def _by_class(at: Field | None, classes: list[str]) -> dict[str, float]:
    if at is None:
        return {}
    return {name: each.number(least=0) for name, each in at.object(*classes).items()}


def _cap(at: Field) -> Cap:
    at.object("max_overtakes", "max_wait_min")
    overtakes, wait = at.get("max_overtakes"), at.get("max_wait_min")
    return Cap(overtakes.whole() if overtakes else None, wait.number(least=0) if wait else None)


def _distribution(at: Field) -> Distribution:
    family = Family(at.need("kind").one_of([str(each) for each in Family]))
    match family:
        case Family.EMPIRICAL:
            at.object("kind", "values")
            values = tuple(each.number(least=0) for each in at.need("values").items(least=1))
            return Distribution(family, math.fsum(values) / len(values), 0.0, tuple(sorted(values)))
        case Family.DETERMINISTIC:
            at.object("kind", "value")
            return Distribution(family, at.need("value").number(least=0))
        case Family.EXPONENTIAL:
            at.object("kind", "mean")
            return Distribution(family, at.need("mean").number(above=0), 1.0)
        case _:
            at.object("kind", "mean", "cv")
            cv = at.need("cv").number(above=0, most=100)
            return Distribution(family, at.need("mean").number(above=0), cv)


def _class(
    at: Field, counters: list[str], terms: tuple[float, float, Cap], horizon: float
) -> Class:
    at.object("id", "priority", "arrivals", "service_min", "patience_min", "prefers")
    patience = at.get("patience_min")
    prefers = at.get("prefers")
    return Class(
        id=at.need("id").name(),
        priority=found.whole(least=-(2**31)) if (found := at.get("priority")) else 0,
        service=_distribution(at.need("service_min")),
        patience=_distribution(patience) if patience else None,
        prefers=_names(prefers, counters) if prefers else (),
        arrivals=_arrivals(at.get("arrivals"), horizon),
        per_min=terms[0],
        head_start=terms[1],
        cap=terms[2],
    )


def _names(at: Field, known: list[str]) -> tuple[str, ...]:
    found = [each.one_of(known) for each in at.items()]
    for i, name in enumerate(found):
        if name in found[:i]:
            raise Field(name, f"{at.where}[{i}]").wrong(f'"{name}" stands twice')
    return tuple(found)


def _arrivals(at: Field | None, horizon: float) -> Arrivals:
    if at is None:
        return Arrivals()
    at.object("edges_min", "per_hour", "times_min", "shows")
    edges: tuple[float, ...] = ()
    rates: tuple[float, ...] = ()
    if at.get("per_hour") or at.get("edges_min"):
        edges = tuple(each.number(least=0) for each in at.need("edges_min").items(least=2))
        rates = tuple(
            each.number(least=0, most=MOST_AN_HOUR) for each in at.need("per_hour").items()
        )
        _check_rising(at.need("edges_min"), edges)
        if len(rates) != len(edges) - 1:
            raise at.need("per_hour").wrong(f"must hold {len(edges) - 1}, one between each edges")
    listed = at.get("times_min")
    times = tuple(each.number(least=0, most=horizon) for each in listed.items()) if listed else ()
    shows = found.number(least=0, most=1) if (found := at.get("shows")) else 1.0
    return Arrivals(edges, rates, tuple(sorted(times)), shows)


def _check_rising(at: Field, numbers: tuple[float, ...]) -> None:
    for i, (one, other) in enumerate(pairwise(numbers)):
        if other <= one:
            raise Field(other, f"{at.where}[{i + 1}]").wrong(f"must be above {one:g}")


def _counter(at: Field, classes: list[str], horizon: float) -> Counter:
    at.object("id", "serves", "open_min", "service_factor")
    spans: list[tuple[float, float]] = []
    for each in at.need("open_min").items():
        span = [edge.number(least=0) for edge in each.items()]
        if len(span) != 2 or span[1] <= span[0]:
            raise each.wrong("must be [from, to) with to above from")
        if spans and span[0] < spans[-1][1]:
            raise each.wrong(f"must begin at {spans[-1][1]:g} or later")
        spans.append((span[0], span[1]))
        if span[1] > horizon:
            raise each.wrong(f"must end at the horizon, {horizon:g}, or earlier")
    factor = at.get("service_factor")
    factors = (
        {name: each.number(above=0) for name, each in factor.object(*classes).items()}
        if factor
        else {}
    )
    return Counter(at.need("id").name(), _names(at.need("serves"), classes), tuple(spans), factors)


def _pool(at: Field, classes: list[str]) -> Pool:
    at.object("id", "size", "service_min")
    service = at.need("service_min").object(*classes)
    return Pool(
        at.need("id").name(),
        at.need("size").whole(least=1, most=10_000),
        {name: _distribution(each) for name, each in service.items()},
    )


def _diversions(
    at: Field | None, classes: list[str], counters: list[str], pools: tuple[Pool, ...]
) -> tuple[Diversion, ...]:
    found: list[Diversion] = []
    by_id = {each.id: each for each in pools}
    for each in at.items() if at else ():
        each.object("class", "to", "when_waiting_at_least", "accepts")
        name = each.need("class").one_of(classes)
        to = each.need("to").one_of([*counters, *by_id])
        if to in by_id and name not in by_id[to].service:
            raise each.under("to").wrong(f'has no service_min for the class "{name}"')
        found.append(
            Diversion(
                name,
                to,
                each.need("when_waiting_at_least").whole(),
                each.need("accepts").number(least=0, most=1),
            )
        )
    return tuple(found)


def _initial(
    at: Field | None,
    classes: list[str],
    counters: list[str],
    pools: tuple[Pool, ...],
    horizon: float,
) -> Initial:
    if at is None:
        return Initial()
    at.object("now_min", "waiting", "in_service")
    now = at.need("now_min").number(least=0, most=horizon)
    waiting = at.get("waiting")
    named = _ids(waiting)
    here = tuple(_waiting(each, classes) for each in named.values())
    if len({each.sequence for each in here}) < len(here) and waiting:
        raise waiting.wrong("must have sequences that are unique")
    in_service = at.get("in_service")
    return Initial(
        now,
        tuple(sorted(here, key=lambda each: each.sequence)),
        _in_service(in_service, classes, counters, pools) if in_service else (),
    )


def _waiting(at: Field, classes: list[str]) -> Waiting:
    at.object("id", "class", "waited_min", "overtaken", "sequence")
    overtaken = at.get("overtaken")
    return Waiting(
        at.need("id").name(),
        at.need("class").one_of(classes),
        at.need("waited_min").number(least=0),
        overtaken.whole() if overtaken else 0,
        at.need("sequence").whole(most=2**53),
    )


def _in_service(
    at: Field, classes: list[str], counters: list[str], pools: tuple[Pool, ...]
) -> tuple[InService, ...]:
    found: list[InService] = []
    room = {**dict.fromkeys(counters, 1), **{each.id: each.size for each in pools}}
    by_id = {each.id: each for each in pools}
    for each in at.items():
        each.object("counter", "pool", "class", "elapsed_min")
        if (each.get("counter") is None) == (each.get("pool") is None):
            raise each.wrong("must name a counter or a pool")
        place = each.get("counter")
        where = place.one_of(counters) if place else each.need("pool").one_of([p.id for p in pools])
        name = each.need("class").one_of(classes)
        if where in by_id and name not in by_id[where].service:
            raise each.under("pool").wrong(f'has no service_min for the class "{name}"')
        room[where] -= 1
        if room[where] < 0:
            raise each.wrong(f'"{where}" is taken already')
        found.append(InService(where, name, each.need("elapsed_min").number(least=0)))
    return tuple(found)


__all__ = ["BadScenario", "Scenario", "scenario"]
