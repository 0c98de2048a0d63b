#!/usr/bin/env python3
"""The engine's every figure beside SimPy's, and beside Ciw's where Ciw has it.

    python bench/simulate/peers.py [--days 3000] [--ciw-days 300] [--yardsticks ../shared/bench/sim]

The branch day of the yardsticks first, then five random branches with all features, of which SimPy
plays a model that was written from INTERFACES alone (`by_simpy.py`). A figure agrees if both are
within as many standard errors of their difference as leave one chance in a hundred that any figure
of any branch differs by accident (Bonferroni). Ends with status 1 if one differs.
"""

from __future__ import annotations

import argparse
import contextlib
import io
import json
import math
import random
import runpy
import statistics
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(Path(__file__).parent)]

import numpy as np  # noqa: E402
from by_simpy import INTERVAL, Seen, day, quantile  # noqa: E402
from features import KINDS, random_branch  # noqa: E402

from tingtang.engines.simulate.result import result  # noqa: E402
from tingtang.engines.simulate.running import Wish  # noqa: E402
from tingtang.engines.simulate.running import run as run_engine  # noqa: E402
from tingtang.engines.simulate.scenario import scenario  # noqa: E402

Json = dict[str, Any]
FAMILY_ERROR = 0.01
RANDOM_BRANCHES = 5
COMPARISONS = 3 + RANDOM_BRANCHES
ENGINE_DAYS = 40_000
SELDOM = 50  # days
QUANTILES = {"wait_p50_min": 0.5, "wait_p90_min": 0.9, "wait_p95_min": 0.95}
COUNTS = ("arrived", "served", "abandoned", "diverted", "unserved")


class Figure(NamedTuple):
    """A value and its standard error."""

    value: float
    error: float


# ---------------------------------------------------------------- figures of days


def mean(values: list[float]) -> Figure:
    spread = statistics.stdev(values) if len(values) > 1 else 0.0
    return Figure(statistics.fmean(values), spread / math.sqrt(len(values)))


def ratio(above: list[float], below: list[float]) -> Figure:
    x, y = np.array(above, float), np.array(below, float)
    value = x.sum() / y.sum()
    spread = np.std(x - value * y, ddof=1) / y.mean()
    return Figure(float(value), float(spread / math.sqrt(len(x))))


def pooled(days: list[list[float]], part: float) -> Figure:
    """Of all days' values together; its error by twenty parts of them."""
    whole = quantile(sorted(v for each in days for v in each), part)
    parts = [sorted(v for each in days[i::20] for v in each) for i in range(20)]
    found = [quantile(each, part) for each in parts if each]
    return Figure(whole, statistics.stdev(found) / math.sqrt(len(found)))


def at_rank(values: list[float], part: float) -> Figure:
    """A quantile of independent values, its error by the ranks beside it."""
    values, n = sorted(values), len(values)
    half = 1.96 * math.sqrt(n * part * (1 - part))
    low, high = max(0, math.floor(n * part - half) - 1), min(n - 1, math.ceil(n * part + half))
    return Figure(quantile(values, part), (values[high] - values[low]) / (2 * 1.96))


def of_simpy(document: Json, seen: list[Seen]) -> dict[str, Figure]:
    """Every figure by the name that `of_engine` gives it."""
    found: dict[str, Figure] = {}
    for each in document["classes"]:
        found |= {f"{each['id']} {name}": f for name, f in _of_class(each["id"], seen)}
    for k, counter in enumerate(document["counters"]):
        hours = sum(
            b - max(a, _now(document)) for a, b in counter["open_min"] if b > _now(document)
        )
        busy = [one.counters[k].minutes for one in seen]
        opened = [hours + one.counters[k].beyond for one in seen]
        if any(opened):
            found[f"{counter['id']} utilisation"] = ratio(busy, opened)
    for pool in document.get("pools", []):
        waits = [one.pool_waits[pool["id"]] for one in seen]
        found[f"{pool['id']} served"] = mean([len(each) for each in waits])
        found[f"{pool['id']} wait_mean_min"] = ratio(
            [sum(each) for each in waits], [len(each) for each in waits]
        )
        minutes = pool["size"] * (document["horizon_min"] - _now(document))
        busy = [one.pool_minutes[pool["id"]] / minutes for one in seen]
        found[f"{pool['id']} utilisation"] = mean(busy)
    for ticket in (document.get("initial") or {}).get("waiting", []):
        found |= {f"{ticket['id']} {name}": f for name, f in _of_ticket(ticket, seen)}
    return found


def _now(document: Json) -> float:
    return float((document.get("initial") or {}).get("now_min", 0))


def _of_class(name: str, seen: list[Seen]) -> Iterator[tuple[str, Figure]]:
    those = [[one for one in each.customers if one.of["id"] == name] for each in seen]
    ended = {
        outcome: [float(sum(one.outcome == outcome for one in each)) for each in those]
        for outcome in COUNTS[1:]
    }
    waits = [sorted(one.wait for one in each if one.outcome == "served") for each in those]
    came = [float(len(each)) for each in those]
    yield "arrived", mean([float(sum(not one.ticket for one in each)) for each in those])
    for outcome, counts in ended.items():
        yield outcome, mean(counts)
    if any(came):
        yield "abandoned_share", ratio(ended["abandoned"], came)
    if any(waits):
        yield "wait_mean_min", ratio([sum(each) for each in waits], ended["served"])
        for figure, part in QUANTILES.items():
            yield figure, mean([quantile(each, part) for each in waits if each])
        yield "pooled_p90_min", pooled(waits, 0.9)
    last = max((i for each in seen for i in each.waiting[name]), default=-1)
    for i in range(last + 1):
        values = [each.waiting[name].get(i, 0.0) / INTERVAL for each in seen]
        if sum(value > 0 for value in values) < SELDOM:
            continue  # too few for a standard error
        yield f"interval {i} waiting_mean", mean(values)
        yield f"interval {i} waiting_p90", at_rank(values, 0.9)


def _of_ticket(ticket: Json, seen: list[Seen]) -> Iterator[tuple[str, Figure]]:
    those = [one for each in seen for one in each.customers if one.ticket == ticket["id"]]
    stayed = [one.wait - ticket["waited_min"] for one in those if one.outcome == "served"]
    yield "p50", at_rank(stayed, 0.5)
    yield "p90", at_rank(stayed, 0.9)
    yield "p_leaves", mean([float(one.outcome == "abandoned") for one in those])


def of_engine(document: Json, days: int) -> dict[str, Figure]:
    of, wish = scenario(document), Wish(replications=days, seed=77)
    said = result(of, run_engine(of, wish, lambda _: None), wish)
    found: dict[str, Figure] = {}
    for kind in ("classes", "counters", "pools", "tickets"):
        for name, figures in said.get(kind, {}).items():
            for figure, told in figures.items():
                if isinstance(told, dict) and told["value"] is not None:
                    found[f"{name} {figure}"] = _told(told)
    for each in said["intervals"]:
        for name, figures in each["classes"].items():
            for figure, told in figures.items():
                found[f"{name} interval {each['from_min'] / INTERVAL:.0f} {figure}"] = _told(told)
    return found


def _told(said: Json) -> Figure:
    return Figure(said["value"], (said["ci95"][1] - said["ci95"][0]) / (2 * 1.96))


# ---------------------------------------------------------------- beside each other


def compared(what: str, ours: dict[str, Figure], theirs: dict[str, Figure]) -> bool:
    """Print what differs; whether nothing does."""
    names = [name for name in theirs if name in ours]
    sure = statistics.NormalDist().inv_cdf(1 - FAMILY_ERROR / (2 * COMPARISONS * len(names)))
    far = []
    for name in names:
        apart = ours[name].value - theirs[name].value
        error = math.hypot(ours[name].error, theirs[name].error)
        far.append(
            (abs(apart) / error if error else (math.inf if abs(apart) > 1e-9 else 0.0), name)
        )
    widest = statistics.median(
        theirs[name].error / abs(theirs[name].value) for name in names if theirs[name].value
    )
    print(
        f"{what}: {len(names)} figures, the farthest {max(far)[0]:.2f} standard errors apart "
        f"({max(far)[1]}), allowed {sure:.2f}; median standard error {100 * widest:.2f} %",
        flush=True,
    )
    for off, name in sorted(far, reverse=True):
        if off > sure:
            print(f"  {name}: {ours[name]} beside {theirs[name]}: {off:.1f}")
    return max(far)[0] <= sure


def rows_of(script: Path, days: int) -> list[list[float]]:
    """A yardstick's counts a day: of each class came, served, left, and their waits."""
    before, sys.argv = sys.argv, [str(script), str(days), "5"]
    sys.path.insert(0, str(script.parent))
    with contextlib.redirect_stdout(io.StringIO()):
        found = runpy.run_path(str(script))["rows"]
    sys.argv = before
    return found  # type: ignore[no-any-return]


def of_rows(document: Json, rows: list[list[float]]) -> dict[str, Figure]:
    found: dict[str, Figure] = {}
    for c, each in enumerate(document["classes"]):
        came, served, gone, waited = ([row[4 * c + i] for row in rows] for i in range(4))
        figures = {
            "arrived": mean(came),
            "served": mean(served),
            "abandoned": mean(gone),
            "abandoned_share": ratio(gone, came),
            "wait_mean_min": ratio(waited, served),
        }
        found |= {f"{each['id']} {name}": figure for name, figure in figures.items()}
    return found


def played(document: Json, days: int, seed: int) -> list[Seen]:
    chance = random.Random(seed)
    return [day(document, chance) for _ in range(days)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--days", type=int, default=3000)
    parser.add_argument("--ciw-days", type=int, default=300)
    parser.add_argument("--yardsticks", type=Path, default=ROOT.parent / "shared" / "bench" / "sim")
    options = parser.parse_args()
    document = json.loads((options.yardsticks / "branch_day.json").read_text())
    ours = of_engine(document, ENGINE_DAYS)
    good = True
    for name, days in (("simpy", options.days), ("ciw", options.ciw_days)):
        rows = rows_of(options.yardsticks / f"peer_{name}.py", days)
        good &= compared(f"the branch day, peer_{name}.py", ours, of_rows(document, rows))
    theirs = of_simpy(document, played(document, options.days, 11))
    good &= compared("the branch day, by_simpy.py", ours, theirs)
    for number in range(1, RANDOM_BRANCHES + 1):
        document = random_branch(random.Random(number), KINDS[number % len(KINDS)])
        seen = played(document, options.days, 100 + number)
        what = f"random branch {number} ({document['discipline']['kind']})"
        good &= compared(what, of_engine(document, ENGINE_DAYS), of_simpy(document, seen))
        for name, cap in document["discipline"]["caps"].items():
            most = max(each.most_overtaken[name] for each in seen)
            print(f"  {name}: overtaken {most} times at most, cap {cap.get('max_overtakes')}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
