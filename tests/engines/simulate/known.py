"""Branches whose figures are known."""

import math
from typing import Any

from engines.simulate.against_theory import SERVICE, Case, Figure, branch
from tingtang.engines.simulate.theory import (
    accumulating_wait,
    erlang_a,
    erlang_a_quantile,
    erlang_c_quantile,
    erlang_c_wait,
    pollaczek_khinchine,
    priority_quantile,
    priority_wait,
)

_FIFO: dict[str, Any] = {"kind": "fifo"}
_OF_QUANTILE = 0.01


def nobody_leaves(servers: int, load: float, replications: int) -> Case:
    """Erlang C."""
    mean = float(erlang_c_wait(servers, load, 1.0)) * SERVICE
    late = float(erlang_c_quantile(servers, load, 1.0, 0.9)) * SERVICE
    return Case(
        f"Erlang C {servers}",
        branch(servers, [load], discipline=_FIFO),
        (Figure("c0", "wait_mean_min", mean), Figure("c0", "wait_p90_min", late, _OF_QUANTILE)),
        replications,
    )


def some_leave(servers: int, load: float, patience: float, replications: int) -> Case:
    """Erlang A."""
    found = erlang_a(servers, load, 1.0, patience)
    late = float(erlang_a_quantile(servers, load, 1.0, patience, 0.9)) * SERVICE
    return Case(
        f"Erlang A {servers}",
        branch(servers, [load], discipline=_FIFO, patience=patience),
        (
            Figure("c0", "abandoned_share", float(found.abandoned)),
            Figure("c0", "wait_mean_min", float(found.wait) * SERVICE),
            Figure("c0", "wait_p90_min", late, _OF_QUANTILE),
        ),
        replications,
    )


def by_priority(servers: int, loads: list[float], replications: int) -> Case:
    """Cobham's means; Kella and Yechiali's distribution."""
    means = priority_wait(servers, loads, 1.0) * SERVICE
    late = priority_quantile(servers, loads, 1.0, 0.9) * SERVICE
    figures = [Figure(f"c{i}", "wait_mean_min", float(each)) for i, each in enumerate(means)]
    figures += [
        Figure(f"c{i}", "wait_p90_min", float(each), _OF_QUANTILE) for i, each in enumerate(late)
    ]
    document = branch(servers, loads, discipline={"kind": "priority"})
    return Case(f"priority {servers}", document, tuple(figures), replications)


def by_accumulating(
    servers: int, loads: list[float], rates: list[float], replications: int
) -> Case:
    """Kleinrock's means."""
    means = accumulating_wait(servers, loads, 1.0, rates) * SERVICE
    discipline = {
        "kind": "accumulating",
        "per_min": {f"c{i}": each for i, each in enumerate(rates)},
    }
    return Case(
        f"accumulating {servers}",
        branch(servers, loads, discipline=discipline),
        tuple(Figure(f"c{i}", "wait_mean_min", float(each)) for i, each in enumerate(means)),
        replications,
        full=False,
    )


def one_server(load: float, cv: float, replications: int) -> Case:
    """Pollaczek and Khinchine."""
    service = (
        {"kind": "gamma", "mean": SERVICE, "cv": cv}
        if cv
        else {"kind": "deterministic", "value": SERVICE}
    )
    mean = float(pollaczek_khinchine(load, 1.0, cv)) * SERVICE
    return Case(
        f"one server {cv}",
        branch(1, [load], discipline=_FIFO, service=service),
        (Figure("c0", "wait_mean_min", mean),),
        replications,
        full=False,
    )


def far_ahead(replications: int) -> Case:
    """Who starts further ahead than anybody gains is a class of higher priority."""
    loads = [0.5, 0.7]
    means = priority_wait(2, loads, 1.0) * SERVICE
    discipline = {
        "kind": "accumulating",
        "per_min": {"c0": 1.0, "c1": 1.0},
        "head_start": {"c0": 1e6},
    }
    return Case(
        "head start",
        branch(2, loads, discipline=discipline),
        tuple(Figure(f"c{i}", "wait_mean_min", float(each)) for i, each in enumerate(means)),
        replications,
        full=False,
    )


def closing(replications: int) -> Case:
    """A counter closes at 5 and opens at 5.5 again. One comes at 0, another at 5.2: who waits 0.3
    minutes, and as long as the first service goes on after that.
    """
    mean, cycle, cycles = 8.0, 400.0, 100
    spans = [
        [start + a, start + b]
        for start in (cycle * i for i in range(cycles))
        for a, b in ((0.0, 5.0), (5.5, cycle - 1))
    ]
    document = {
        "format": "tingtang.scenario/1",
        "horizon_min": cycle * cycles,
        "drain": True,
        "discipline": _FIFO,
        "classes": [
            {
                "id": "c0",
                "service_min": {"kind": "exponential", "mean": mean},
                "arrivals": {"times_min": [cycle * i + a for i in range(cycles) for a in (0, 5.2)]},
            }
        ],
        "counters": [{"id": "W1", "serves": ["c0"], "open_min": spans}],
    }
    wait = 0.5 * (0.3 + mean * math.exp(-5.5 / mean))
    figures = (Figure("c0", "wait_mean_min", wait),)
    return Case("closing", document, figures, replications, full=False)


def cases() -> list[Case]:
    """All, with as many replications as the precision asked for needs."""
    return [
        nobody_leaves(3, 1.8, 360),
        nobody_leaves(12, 8.4, 1400),
        some_leave(5, 4.0, 1.0, 256),
        some_leave(10, 12.0, 1.0, 128),
        some_leave(20, 20.0, 3.0, 448),
        by_priority(3, [0.5, 0.6, 0.6], 480),
        by_priority(8, [2.2, 3.2], 960),
        by_accumulating(3, [0.5, 0.6, 0.6], [4.0, 2.0, 1.0], 400),
        by_accumulating(6, [1.8, 1.9], [1.0, 3.0], 800),
        one_server(0.6, 0.0, 64),
        one_server(0.5, 1.4, 176),
        one_server(0.6, 0.5, 96),
        far_ahead(320),
        closing(18_000),
    ]
