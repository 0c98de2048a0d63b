"""A scenario as flat arrays of numbers: what the compiled code sees."""

import hashlib
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

import numpy as np

from tingtang.engines.simulate import layout as at
from tingtang.engines.simulate.layout import Floats, Ints, Words
from tingtang.engines.simulate.scenario import Cap, Class, Distribution, Family, Scenario

#: Families of distributions, each with two numbers a, b: the mean; the mean and spread of the
#: logarithm; shape and scale; the value; the place and number of its values.
NEVER: Final = 0
EXPONENTIAL: Final = 1
LOGNORMAL: Final = 2
GAMMA: Final = 3
DETERMINISTIC: Final = 4
EMPIRICAL: Final = 5

OPENS: Final = 0
CLOSES: Final = 1

#: What a stream is for, as in its name.
PURPOSES: Final = ("arrival", "service", "patience", "acceptance")
FOR_ARRIVAL, FOR_SERVICE, FOR_PATIENCE, FOR_ACCEPTANCE = range(4)


class Model(NamedTuple):
    """The scenario's arrays, and the keys of its streams: four of each class, and the day's."""

    mi: Ints
    mf: Floats
    keys: Words


def stream_key(class_id: str, purpose: str) -> int:
    """64 bits that name a stream, by ids and never by places in a list."""
    digest = hashlib.blake2b(f"{class_id}\0{purpose}".encode(), digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def model(of: Scenario, warmup: float = 0.0) -> Model:
    """The scenario's numbers; who comes before minute `warmup` is not counted."""
    return _Writer(of, warmup).model()


class _Writer:
    def __init__(self, of: Scenario, warmup: float) -> None:
        self._of = of
        self._warmup = warmup
        self._values: list[float] = []
        self._class = {each.id: i for i, each in enumerate(of.classes)}
        self._counter = {each.id: i for i, each in enumerate(of.counters)}
        self._pool = {each.id: i for i, each in enumerate(of.pools)}
        own = [(row.class_id, row.to) for row in of.diversions if row.to in self._counter]
        self._own_lines = {pair: len(of.classes) + i for i, pair in enumerate(dict.fromkeys(own))}
        slots = [(row.class_id, row.to) for row in of.diversions if row.to in self._pool]
        slots = list(dict.fromkeys(slots))
        self._slots = {pair: i for i, pair in enumerate(slots)}
        self._servers = _offsets([each.size for each in of.pools])

    def model(self) -> Model:
        of = self._of
        owners = self._line_owners()
        runs: dict[int, Iterable[float]] = {
            **self._arrivals(),
            **self._distributions(),
            at.PREFERS_AT: _offsets([len(self._preferred(each)) for each in of.classes]),
            at.PREFERS: [k for each in of.classes for k in self._preferred(each)],
            at.LINE_CLASS: [self._class[each.id] for each in owners],
            at.LINE_OWNER: [-1 for _ in of.classes]
            + [self._counter[to] for _, to in self._own_lines],
            at.PRIORITY: [each.priority for each in owners],
            at.PER_MIN: [each.per_min for each in owners],
            at.HEAD_START: [each.head_start for each in owners],
            at.MAX_OVERTAKES: [_or_less(each.cap.max_overtakes) for each in owners],
            at.MAX_WAIT: [_or_less(each.cap.max_wait) for each in owners],
            **self._counters(),
            **self._offers(),
            **self._initial(),
            at.VALUES: self._values,  # last: everything above adds to them
        }
        mi, mf = at.laid(at.SCENARIO_HEAD, at.VALUES, self._alone(runs), self._floats_alone(), runs)
        keys = [stream_key(each.id, purpose) for each in of.classes for purpose in PURPOSES]
        return Model(mi, mf, np.array([*keys, stream_key("", "day")], np.uint64))

    def _alone(self, runs: Mapping[int, Iterable[float]]) -> dict[int, int]:
        of = self._of
        return {
            at.CLASSES: len(of.classes),
            at.COUNTERS: len(of.counters),
            at.LINES: len(of.classes) + len(self._own_lines),
            at.POOLS: len(of.pools),
            at.SLOTS: len(self._slots),
            at.CHANGES: len(list(runs[at.CHANGE_WHO])),
            at.HERE: len(of.initial.waiting),
            at.BUSY: len(of.initial.in_service),
            at.DISCIPLINE: of.discipline,
            at.CAPPED: any(each.cap != Cap() for each in of.classes),
            at.OFFERS: bool(of.diversions),
        }

    def _floats_alone(self) -> list[float]:
        of = self._of
        shape = 1.0 / of.day_cv**2 if of.day_cv > 0 else 0.0
        warmup = self._warmup if self._warmup > 0 else -math.inf
        return [of.horizon, of.initial.now, of.absent_call, shape, warmup]

    def _line_owners(self) -> list[Class]:
        of = self._of
        return [*of.classes, *(of.classes[self._class[name]] for name, _ in self._own_lines)]

    def _distribution(self, of: Distribution | None) -> tuple[int, float, float]:
        if of is None:
            return NEVER, 0.0, 0.0
        match of.family:
            case Family.EXPONENTIAL:
                return EXPONENTIAL, of.mean, 0.0
            case Family.LOGNORMAL:
                variance = math.log1p(of.cv * of.cv)
                return LOGNORMAL, math.log(of.mean) - variance / 2, math.sqrt(variance)
            case Family.GAMMA:
                return GAMMA, 1.0 / of.cv**2, of.mean * of.cv**2
            case Family.DETERMINISTIC:
                return DETERMINISTIC, of.mean, 0.0
            case Family.EMPIRICAL:
                place = len(self._values)
                self._values += of.values
                return EMPIRICAL, float(place), float(len(of.values))

    def _arrivals(self) -> dict[int, Iterable[float]]:
        of = self._of
        now = of.initial.now
        spans = [list(_spans(each, now, of.horizon)) for each in of.classes]
        flat = [span for each in spans for span in each]
        times = [[t for t in each.arrivals.times if t >= now] for each in of.classes]
        return {
            at.SPAN_AT: _offsets(list(map(len, spans))),
            at.SPAN_FROM: [start for start, _, _ in flat],
            at.SPAN_TO: [end for _, end, _ in flat],
            at.SPAN_RATE: [rate for _, _, rate in flat],
            at.TIME_AT: _offsets(list(map(len, times))),
            at.TIMES: [t for each in times for t in each],
            at.SHOWS: [each.arrivals.shows for each in of.classes],
        }

    def _distributions(self) -> dict[int, Iterable[float]]:
        of = self._of
        service = [self._distribution(each.service) for each in of.classes]
        patience = [self._distribution(each.patience) for each in of.classes]
        slots = [
            self._distribution(of.pools[self._pool[pool]].service[name])
            for name, pool in self._slots
        ]
        return {
            **_columns(at.SERVICE_FAMILY, at.SERVICE_A, at.SERVICE_B, service),
            **_columns(at.PATIENCE_FAMILY, at.PATIENCE_A, at.PATIENCE_B, patience),
            **_columns(at.SLOT_FAMILY, at.SLOT_A, at.SLOT_B, slots),
            at.SLOT_CLASS: [self._class[name] for name, _ in self._slots],
            at.SERVER_AT: self._servers,
        }

    def _preferred(self, of: Class) -> list[int]:
        """Counters that serve it: those it prefers, then the others in their order."""
        serving = [each.id for each in self._of.counters if of.id in each.serves]
        first = [name for name in of.prefers if name in serving]
        return [self._counter[name] for name in dict.fromkeys([*first, *serving])]

    def _counters(self) -> dict[int, Iterable[float]]:
        of = self._of
        lines = [
            [self._class[name] for name in each.serves]
            + [line for (_, to), line in self._own_lines.items() if to == each.id]
            for each in of.counters
        ]
        changes = sorted(
            (minute, what, i)
            for i, each in enumerate(of.counters)
            for minute, what in _changes(each.open, of)
        )
        return {
            at.SERVES_AT: _offsets(list(map(len, lines))),
            at.SERVES: [line for each in lines for line in each],
            at.FACTOR: [each.factor.get(one.id, 1.0) for each in of.counters for one in of.classes],
            at.STAYS: [
                of.drain and any(end == of.horizon for _, end in each.open) for each in of.counters
            ],
            at.CHANGE_AT: [minute for minute, _, _ in changes],
            at.CHANGE_WHAT: [what for _, what, _ in changes],
            at.CHANGE_WHO: [who for _, _, who in changes],
            at.SCHEDULED: [
                sum(max(0.0, end - max(start, of.initial.now)) for start, end in each.open)
                for each in of.counters
            ],
        }

    def _offers(self) -> dict[int, Iterable[float]]:
        of = self._of
        rows = [row for each in of.classes for row in of.diversions if row.class_id == each.id]
        pairs = [(row.class_id, row.to) for row in rows]
        return {
            at.OFFER_AT: _offsets(
                [sum(row.class_id == each.id for row in rows) for each in of.classes]
            ),
            at.OFFER_WAITING: [row.waiting for row in rows],
            at.OFFER_ACCEPTS: [row.accepts for row in rows],
            at.OFFER_LINE: [self._own_lines.get(pair, -1) for pair in pairs],
            at.OFFER_POOL: [self._pool.get(row.to, -1) for row in rows],
            at.OFFER_SLOT: [self._slots.get(pair, -1) for pair in pairs],
        }

    def _initial(self) -> dict[int, Iterable[float]]:
        initial = self._of.initial
        here, busy = initial.waiting, initial.in_service  # by their sequence, as it is read
        rest = [self._distribution(self._served_by(each.at, each.class_id)) for each in busy]
        return {
            at.HERE_CLASS: [self._class[each.class_id] for each in here],
            at.HERE_OF_CLASS: [
                sum(each.class_id == one.id for each in here) for one in self._of.classes
            ],
            at.HERE_SINCE: [initial.now - each.waited for each in here],
            at.HERE_OVERTAKEN: [each.overtaken for each in here],
            at.BUSY_COUNTER: [self._counter.get(each.at, -1) for each in busy],
            at.BUSY_SERVER: self._busy_servers(),
            at.BUSY_CLASS: [self._class[each.class_id] for each in busy],
            at.BUSY_ELAPSED: [each.elapsed for each in busy],
            **_columns(at.BUSY_FAMILY, at.BUSY_A, at.BUSY_B, rest),
            at.BUSY_FACTOR: [self._factor(each.at, each.class_id) for each in busy],
        }

    def _served_by(self, place: str, class_id: str) -> Distribution:
        if place in self._pool:
            return self._of.pools[self._pool[place]].service[class_id]
        return self._of.classes[self._class[class_id]].service

    def _factor(self, place: str, class_id: str) -> float:
        if place in self._pool:
            return 1.0
        return self._of.counters[self._counter[place]].factor.get(class_id, 1.0)

    def _busy_servers(self) -> list[int]:
        taken: dict[str, int] = {}
        found: list[int] = []
        for each in self._of.initial.in_service:
            if each.at not in self._pool:
                found.append(-1)
                continue
            number = taken.get(each.at, 0)
            taken[each.at] = number + 1
            found.append(self._servers[self._pool[each.at]] + number)
        return found


def _changes(spans: Sequence[tuple[float, float]], of: Scenario) -> list[tuple[float, int]]:
    """Openings and closings from now on; spans that touch are one, a staying one never closes."""
    joined: list[list[float]] = []
    for start, end in spans:
        if joined and joined[-1][1] == start:
            joined[-1][1] = end
        else:
            joined.append([start, end])
    found: list[tuple[float, int]] = []
    for start, end in joined:
        if end < of.initial.now or (end == of.initial.now and end != of.horizon):
            continue
        found.append((max(start, of.initial.now), OPENS))
        found.append((end, CLOSES))
    return found


def _spans(of: Class, now: float, horizon: float) -> Iterator[tuple[float, float, float]]:
    """From, to and arrivals a minute, where there are any from now until the doors close."""
    for edges, rate in zip(pairwise(of.arrivals.edges), of.arrivals.per_hour, strict=True):
        start, end = max(edges[0], now), min(edges[1], horizon)
        if rate > 0 and start < end:
            yield start, end, rate / 60.0


def _columns(
    family: int, a: int, b: int, rows: Sequence[tuple[int, float, float]]
) -> dict[int, Iterable[float]]:
    return {family: [r[0] for r in rows], a: [r[1] for r in rows], b: [r[2] for r in rows]}


def _or_less(cap: float | None) -> float:
    return -1 if cap is None else cap


def _offsets(lengths: Sequence[int]) -> list[int]:
    return [0, *accumulate(lengths)]
