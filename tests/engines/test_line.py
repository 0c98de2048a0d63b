"""Whose turn it is: the heads of lines against the whole crowd, the caps, and nobody starves."""

import random
from collections.abc import Collection
from typing import Any, NamedTuple

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from engines.line_oracle import Choice, Crowd, Heads, LineId, Rules, Terms
from tingtang.engines import line

CLASSES = ("vip", "potential", "ordinary")
LINES = [LineId(each, service) for each in CLASSES for service in ("cash", "cards")]
DISCIPLINES = (line.FIFO, line.PRIORITY, line.ACCUMULATING)
CAPS = (line.OVERTAKE_CAP, line.WAIT_CAP)

# Quarters are exact as floats, so that ties are ties and the oracle's fractions agree.
STEPS = st.sampled_from([0.0, 0.25, 0.5, 1.0, 4.0])
TERMS = st.builds(
    Terms,
    priority=st.integers(0, 2),
    rate=st.sampled_from([0.0, 0.25, 1.0, 2.0]),
    head_start=st.sampled_from([0.0, 0.5, 3.0]),
    max_overtakes=st.none() | st.integers(0, 4),
    max_wait=st.none() | st.sampled_from([0.0, 0.5, 2.0, 8.0]),
)
RULES = st.builds(
    Rules,
    discipline=st.sampled_from(DISCIPLINES),
    terms=st.fixed_dictionaries(dict.fromkeys(CLASSES, TERMS)),
)
SERVED = st.sets(st.sampled_from(LINES), min_size=1).map(sorted)


class Floor:
    """A crowd and its heads, fed with the same events."""

    def __init__(self, rules: Rules) -> None:
        self.crowd = Crowd(rules)
        self.heads = Heads(rules, LINES)
        self.now = 0.0
        self.issued = 0

    def arrive(self, to: LineId) -> int:
        self.issued += 1
        self.crowd.arrive(self.issued, to, self.now)
        self.heads.arrive(self.issued, to, self.now)
        return self.issued

    def leave(self, order: int) -> None:
        self.crowd.leave(order)
        self.heads.leave(order)

    def call(self, serves: Collection[LineId]) -> Choice:
        """Call by rule: both agree, and nobody at the overtake cap is overtaken."""
        choice = self.heads.choose(serves, self.now)
        assert choice == self.crowd.choose(serves, self.now)
        if choice.reason != line.EMPTY:
            at_cap = [c for c in self.crowd.waiting.values() if self.crowd.at_overtake_cap(c)]
            overtaken = self.crowd.call(choice.order, serves)
            self.heads.call(choice.order, serves)
            assert not [c for c in overtaken if c in at_cap]
        return choice

    def call_by_hand(self, order: int, serves: Collection[LineId]) -> None:
        self.crowd.call(order, serves)
        self.heads.call(order, serves)


class LineMachine(RuleBasedStateMachine):
    """A branch where people come, go, and are called by rule and sometimes by hand."""

    @initialize(rules=RULES)
    def open_doors(self, rules: Rules) -> None:
        self.floor = Floor(rules)

    @rule(to=st.lists(st.sampled_from(LINES), min_size=1, max_size=6), step=STEPS)
    def arrive(self, to: list[LineId], step: float) -> None:
        for each in to:
            self.floor.arrive(each)
            self.floor.now += step

    @rule(serves=SERVED, times=st.integers(1, 4), step=STEPS)
    def call(self, serves: list[LineId], times: int, step: float) -> None:
        for _ in range(times):
            self.floor.call(serves)
            self.floor.now += step

    @precondition(lambda self: self.floor.crowd.waiting)
    @rule(data=st.data(), serves=SERVED)
    def call_by_hand(self, data: st.DataObject, serves: list[LineId]) -> None:
        order = data.draw(st.sampled_from(sorted(self.floor.crowd.waiting)))
        self.floor.call_by_hand(order, serves)

    @precondition(lambda self: self.floor.crowd.waiting)
    @rule(data=st.data())
    def leave(self, data: st.DataObject) -> None:
        self.floor.leave(data.draw(st.sampled_from(sorted(self.floor.crowd.waiting))))

    @invariant()
    def everybody_is_counted_alike(self) -> None:
        counted = {c.order: c.overtaken for c in self.floor.crowd.waiting.values()}
        assert self.floor.heads.overtaken() == counted

    @invariant()
    def the_head_is_overtaken_most(self) -> None:
        for each in self.floor.heads.lines.values():
            counts = [each.overtaken(order) for order in sorted(each.since)]
            assert counts == sorted(counts, reverse=True)


LineMachine.TestCase.settings = settings(max_examples=150, stateful_step_count=40, deadline=None)
test_heads_choose_as_the_whole_crowd_would = LineMachine.TestCase


@pytest.mark.parametrize(
    ("discipline", "reasons"),
    [
        (line.FIFO, {line.WAIT_CAP}),
        (line.PRIORITY, {line.HIGHER_PRIORITY, *CAPS}),
        (line.ACCUMULATING, {line.MORE_ACCUMULATED, *CAPS}),
    ],
)
def test_a_long_day_meets_every_reason(discipline: int, reasons: set[int]) -> None:
    chance = random.Random(2014)
    floor = Floor(
        Rules(
            discipline,
            {
                "vip": Terms(priority=0, rate=2.0, head_start=3.0),
                "potential": Terms(priority=1, rate=1.0, max_overtakes=4),
                "ordinary": Terms(priority=2, rate=0.5, max_overtakes=12, max_wait=12.0),
            },
        )
    )
    met = set()
    for _ in range(1000):
        floor.now += 0.25
        if chance.random() < 0.45:
            floor.arrive(chance.choice(LINES))
        elif chance.random() < 0.9:
            serves = chance.sample(LINES, chance.randint(1, len(LINES)))
            met.add(floor.call(serves).reason)
        elif floor.crowd.waiting:
            floor.leave(chance.choice(list(floor.crowd.waiting)))

    assert met >= reasons | {line.EMPTY, line.ONLY_LINE, line.EARLIEST}


class Head(NamedTuple):
    """The head of a line, as `choose` sees it."""

    order: int
    since: float = 0.0
    priority: int = 0
    rate: float = 1.0
    head_start: float = 0.0
    overtaken: int = 0
    max_overtakes: int = -1
    max_wait: float = -1.0

    def at_overtake_cap(self) -> bool:
        return self.max_overtakes >= 0 and self.overtaken >= self.max_overtakes

    def at_wait_cap(self, now: float) -> bool:
        return self.max_wait >= 0 and now - self.since >= self.max_wait

    def gained(self, now: float) -> float:
        return self.head_start + self.rate * (now - self.since)


def columns(heads: Collection[Head]) -> list[tuple[Any, ...]]:
    return list(zip(*heads, strict=True)) or [() for _ in Head._fields]


def choose(discipline: int, now: float, *heads: Head) -> tuple[int, int]:
    """The arrival order of the chosen head, and the reason."""
    index, reason = line.choose(discipline, now, len(heads), *columns(heads))
    return (line.NOBODY if index == line.NOBODY else heads[index].order), reason


NOW = 100.0
MINUTES = st.floats(0, NOW)
HEADS = st.lists(
    st.builds(
        Head,
        order=st.integers(0, 20),
        since=MINUTES,
        priority=st.integers(0, 2),
        rate=st.sampled_from([0.0, 1.0]) | st.floats(0, 5),
        head_start=st.sampled_from([0.0, 10.0]) | st.floats(0, 50),
        overtaken=st.integers(0, 4),
        max_overtakes=st.integers(-2, 4),
        max_wait=st.sampled_from([-1.0, 0.0, 50.0]) | MINUTES,
    ),
    max_size=8,
    unique_by=lambda head: head.order,
)
ANY_DISCIPLINE = st.sampled_from(DISCIPLINES)


@settings(deadline=None)
@given(discipline=ANY_DISCIPLINE, heads=HEADS, data=st.data())
def test_the_order_of_the_lines_makes_no_difference(
    discipline: int, heads: list[Head], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(heads))
    assert choose(discipline, NOW, *heads) == choose(discipline, NOW, *shuffled)


@settings(deadline=None)
@given(discipline=ANY_DISCIPLINE, heads=HEADS)
def test_a_reason_holds_for_everybody_who_is_passed(discipline: int, heads: list[Head]) -> None:
    order, reason = choose(discipline, NOW, *heads)
    assume(reason not in {line.EMPTY, line.ONLY_LINE})
    chosen = next(head for head in heads if head.order == order)
    overtaken = [head for head in heads if head.order < order]
    assert not any(head.at_overtake_cap() or head.at_wait_cap(NOW) for head in overtaken)
    if reason == line.EARLIEST:
        assert not overtaken
    elif reason == line.HIGHER_PRIORITY:
        assert overtaken
        assert all(head.priority > chosen.priority for head in overtaken)
    elif reason == line.MORE_ACCUMULATED:
        assert overtaken
        assert all(head.gained(NOW) < chosen.gained(NOW) for head in overtaken)
    else:
        assert chosen.at_overtake_cap() if reason == line.OVERTAKE_CAP else chosen.at_wait_cap(NOW)


@settings(deadline=None)
@given(discipline=ANY_DISCIPLINE, orders=st.lists(st.integers(0, 99), min_size=2, unique=True))
def test_ties_go_by_arrival(discipline: int, orders: list[int]) -> None:
    heads = [Head(order, max_wait=50.0, max_overtakes=0) for order in orders]
    uncapped = [Head(order) for order in orders]
    assert choose(discipline, NOW, *heads) == (min(orders), line.EARLIEST)
    assert choose(discipline, NOW, *uncapped) == (min(orders), line.EARLIEST)


def test_nobody_waits() -> None:
    assert choose(line.PRIORITY, NOW) == (line.NOBODY, line.EMPTY)


def test_the_only_line_needs_no_rule() -> None:
    alone = Head(7, max_overtakes=0, max_wait=0.0)
    assert choose(line.PRIORITY, NOW, alone) == (7, line.ONLY_LINE)


def test_an_unknown_discipline_favours_no_class() -> None:
    assert choose(9, NOW, Head(1, priority=2), Head(2, priority=0)) == (1, line.EARLIEST)


def test_only_the_first_n_heads_are_read() -> None:
    heads = columns([Head(3), Head(2), Head(1)])
    assert line.choose(line.FIFO, NOW, 2, *heads) == (1, line.EARLIEST)


def test_priority_gained_decides() -> None:
    slow = Head(1, since=0.0, rate=1.0)
    fast = Head(2, since=40.0, rate=2.0)
    assert choose(line.ACCUMULATING, 79.0, slow, fast) == (1, line.EARLIEST)
    assert choose(line.ACCUMULATING, 80.0, slow, fast) == (1, line.EARLIEST)
    assert choose(line.ACCUMULATING, 81.0, slow, fast) == (2, line.MORE_ACCUMULATED)
    started_ahead = fast._replace(head_start=10.0)
    assert choose(line.ACCUMULATING, 71.0, slow, started_ahead) == (2, line.MORE_ACCUMULATED)


VIP = Head(50, since=90.0, priority=0, rate=9.0)


@pytest.mark.parametrize("discipline", [line.PRIORITY, line.ACCUMULATING])
def test_a_cap_is_reached_at_equality(discipline: int) -> None:
    overtaken = Head(1, since=90.0, priority=1, max_overtakes=3)
    assert choose(discipline, NOW, VIP, overtaken._replace(overtaken=2))[0] == VIP.order
    assert choose(discipline, NOW, VIP, overtaken._replace(overtaken=3)) == (1, line.OVERTAKE_CAP)

    waiting = Head(1, since=90.0, priority=1, max_wait=20.0)
    assert choose(discipline, 109.75, VIP, waiting)[0] == VIP.order
    assert choose(discipline, 110.0, VIP, waiting) == (1, line.WAIT_CAP)


def test_reaching_both_caps_names_the_one_that_binds() -> None:
    both = Head(1, priority=1, overtaken=1, max_overtakes=1, max_wait=5.0)
    assert choose(line.PRIORITY, NOW, VIP, both) == (1, line.OVERTAKE_CAP)


def test_a_cap_that_changed_nothing_is_not_named() -> None:
    late_vip = VIP._replace(max_overtakes=0)
    assert choose(line.PRIORITY, NOW, late_vip, Head(1, priority=1)) == (50, line.HIGHER_PRIORITY)


def test_a_wait_cap_never_overtakes_somebody_at_the_overtake_cap() -> None:
    passed_enough = Head(1, priority=2, overtaken=5, max_overtakes=5)
    waited_enough = Head(2, priority=1, max_wait=5.0)
    assert choose(line.PRIORITY, NOW, waited_enough, passed_enough, VIP) == (1, line.OVERTAKE_CAP)
    # The other way round the later one is not overtaken, so the cap holds as well.
    assert choose(
        line.PRIORITY,
        NOW,
        waited_enough._replace(order=1),
        passed_enough._replace(order=2),
        VIP,
    ) == (1, line.WAIT_CAP)


def test_passed_names_the_heads_that_came_before() -> None:
    into = [-5] * 4
    assert line.passed(4, (8, 3, 5, 1), 2, into) == 2
    assert into == [1, 3, -5, -5]
    assert line.passed(4, (8, 3, 5, 1), 3, into) == 0


CAPPED = st.builds(
    Rules,
    discipline=ANY_DISCIPLINE,
    terms=st.fixed_dictionaries(
        {
            name: st.builds(
                Terms,
                priority=st.just(i),
                rate=st.just(4.0 / 2**i),
                max_overtakes=st.integers(0, 4),
            )
            for i, name in enumerate(CLASSES)
        }
    ),
)


@settings(deadline=None)
@given(
    rules=CAPPED,
    turns=st.lists(st.tuples(st.lists(st.sampled_from(LINES), max_size=3), SERVED), max_size=40),
)
def test_with_an_overtake_cap_nobody_starves(
    rules: Rules, turns: list[tuple[list[LineId], list[LineId]]]
) -> None:
    """With `a` people waiting at arrival and a cap of `k`, the (a + k + 1)th call is for you.

    Counted are the calls of counters that serve your line: each is for you, for one of the `a`,
    or overtakes you, and the last happens at most `k` times.
    """
    floor = Floor(rules)
    for arrivals, serves in turns:
        floor.now += 1.0
        for each in arrivals:
            floor.arrive(each)
        floor.call(serves)
        for customer in floor.crowd.waiting.values():
            cap = rules.terms[customer.line.customer_class].max_overtakes
            assert cap is not None
            assert customer.calls_seen <= customer.ahead + cap


def flood(rules: Rules, ahead: int, minutes: int) -> int | None:
    """The number of the call that reaches the last of a few ordinary customers among VIPs.

    Each minute a VIP arrives and one counter calls; None if the minutes don't suffice.
    """
    vip, ordinary = LineId("vip", "cash"), LineId("ordinary", "cash")
    floor = Floor(rules)
    last = [floor.arrive(ordinary) for _ in range(ahead + 1)][-1]
    for minute in range(minutes):
        floor.now = float(minute)
        floor.arrive(vip)
        if floor.call([vip, ordinary]).order == last:
            return minute + 1
    return None


def test_the_bound_by_the_cap_is_reached_and_without_a_cap_people_starve() -> None:
    def by_priority(cap: int | None) -> Rules:
        ordinary = Terms(priority=1, max_overtakes=cap)
        return Rules(line.PRIORITY, {"vip": Terms(), "ordinary": ordinary, "potential": Terms()})

    ahead, cap = 3, 5
    assert flood(by_priority(cap), ahead, minutes=100) == ahead + cap + 1
    assert flood(by_priority(None), ahead, minutes=100) is None


RATES = st.sampled_from([0.5, 1.0, 2.0, 8.0])
GROWING = st.builds(
    Rules,
    discipline=st.just(line.ACCUMULATING),
    terms=st.fixed_dictionaries(
        {
            each: st.builds(Terms, rate=RATES, head_start=st.sampled_from([0.0, 1.0, 6.0]))
            for each in CLASSES
        }
    ),
)


@settings(deadline=None)
@given(
    rules=GROWING,
    crowd=st.lists(st.sampled_from(LINES), max_size=6),
    arrivals=st.lists(st.sampled_from(LINES), min_size=20, max_size=80),
)
def test_accumulating_priority_starves_nobody(
    rules: Rules, crowd: list[LineId], arrivals: list[LineId]
) -> None:
    """Nobody waits longer than `(a * fastest + spread) / rate` minutes.

    One counter calls each minute, at most one customer arrives each minute, and `a` people wait
    or arrive at the same instant. `spread` lies between the greatest and the least head start. A
    customer who has waited `w` is outranked by a later arrival only from the first
    `w - (rate * w - spread) / fastest` minutes; of the `w + 1` calls so far, `a` at most were for
    the others, so the rest, `w + 1 - a`, is no more than those minutes.
    """
    fastest = max(terms.rate for terms in rules.terms.values())
    starts = [terms.head_start for terms in rules.terms.values()]
    floor = Floor(rules)
    for each in crowd:
        floor.arrive(each)
    for each in arrivals:
        floor.call(LINES)
        for customer in floor.crowd.waiting.values():
            ahead = max(customer.ahead, len(crowd))
            rate = rules.terms[customer.line.customer_class].rate
            longest = (ahead * fastest + max(starts) - min(starts)) / rate
            assert floor.now - customer.since <= longest
        floor.now += 1.0
        floor.arrive(each)
