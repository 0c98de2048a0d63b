#!/usr/bin/env python3
"""The formulas' speed, a million smallest staffs, and the engine at a thousand million customers.

    python bench/simulate/theory.py speed
    python bench/simulate/theory.py staff [--cases 1000000]
    python bench/simulate/theory.py faults
    python bench/simulate/theory.py customers [--customers 1000000000] [--servers 3] [--load 2.1]

`speed`   solves a CPU second, of one core: random inputs, arrays of a million.
`staff`   every smallest staff by another way: the recursion from one server on, for as many servers
          as are needed, in plain floats; where that is within 1e-9 of the target, in 50 digits. The
          share that other formulas would answer differently is told beside it: the rule of the
          square root, rounded up.
`faults`   copies of the engine, each with a fault, beside theory: every one must differ from it,
          and the copy without a fault must not.
`customers`   the mean wait of M/M/c beside Erlang C, in standard errors; the first fiftieth of
          every replication is left out. Ends with status 1 above four.
"""

from __future__ import annotations

import argparse
import math
import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT / "tests")]
os.environ.setdefault("NUMBA_NUM_THREADS", "1")

import mpmath as mp  # noqa: E402
import numpy as np  # noqa: E402

from engines.simulate.against_theory import SERVICE, WARMUP, branch  # noqa: E402
from engines.simulate.known import cases  # noqa: E402
from engines.simulate.planting import FAULTS, compared, copied, plant  # noqa: E402
from tingtang.engines.simulate.result import customers as counted  # noqa: E402
from tingtang.engines.simulate.result import result  # noqa: E402
from tingtang.engines.simulate.running import Wish  # noqa: E402
from tingtang.engines.simulate.running import run as run_engine  # noqa: E402
from tingtang.engines.simulate.scenario import scenario  # noqa: E402
from tingtang.engines.simulate.theory import (  # noqa: E402
    Target,
    accumulating_wait,
    erlang_a,
    erlang_a_within,
    erlang_b,
    erlang_c,
    erlang_c_beyond,
    erlang_c_wait,
    kimura,
    pollaczek_khinchine,
    priority_wait,
    smallest_staff,
)

ASKED = {10: 10e6, 100: 1e6}  # solves a CPU second, by servers


def speed(options: argparse.Namespace) -> bool:
    n = 1_000_000
    chance = np.random.default_rng(1)
    slow = []
    for servers, asked in ASKED.items():
        c, one = np.full(n, float(servers)), np.ones(n)
        load = chance.uniform(0.5, 1.0, n) * servers
        patience = chance.uniform(0.5, 5.0, n)
        two = np.stack([0.4 * load, 0.6 * load], axis=-1)
        ways: dict[str, Callable[[], Any]] = {
            "Erlang B": lambda c=c, load=load: erlang_b(c, load),
            "Erlang C": lambda c=c, load=load: erlang_c(c, load),
            "Erlang C, mean": lambda c=c, load=load, one=one: erlang_c_wait(c, load, one),
            "Erlang C, beyond": lambda c=c, load=load, one=one: erlang_c_beyond(c, load, one, one),
            "Erlang A": lambda c=c, load=load, one=one, p=patience: erlang_a(c, load, one, p),
            "Erlang A, within": lambda c=c, load=load, one=one, p=patience: erlang_a_within(
                c, load, one, p, one
            ),
            "M/G/c": lambda c=c, load=load, one=one: kimura(c, load, one, one),
            "M/G/1": lambda load=load, one=one: pollaczek_khinchine(load / 101, one, one),
            "priority, 2 classes": lambda c=c, two=two, one=one: priority_wait(c, two, one),
            "accumulating, 2": lambda c=c, two=two, one=one: accumulating_wait(
                c, two, one, [2.0, 1.0]
            ),
        }
        for name, way in ways.items():
            way()
            took = min(_cpu(way) for _ in range(5))
            print(f"{servers:4} servers  {name:20} {n / took / 1e6:8.1f} million a CPU second")
            if n / took < asked:
                slow.append(f"{name} at {servers}")
    print("below what is asked:", ", ".join(slow) or "none")
    return not slow


def _cpu(way: Callable[[], Any]) -> float:
    begun = time.process_time()
    way()
    return time.process_time() - begun


# ---------------------------------------------------------------- smallest staff


def staff(options: argparse.Namespace) -> bool:
    n = options.cases
    chance = np.random.default_rng(2)
    load = np.exp(chance.uniform(math.log(0.05), math.log(200.0), n))
    share, wait = chance.uniform(0.3, 0.99, n), chance.exponential(0.3, n)
    patience = np.exp(chance.uniform(math.log(0.1), math.log(20.0), n))
    mean = np.exp(chance.uniform(math.log(1e-3), math.log(3.0), n))
    lost = np.exp(chance.uniform(math.log(1e-4), math.log(0.3), n))
    kind = np.arange(n) % 4  # share and mean without leaving; share and abandonment with it
    begun, wrong, near, overstaffed = time.process_time(), 0, 0, 0
    found = np.zeros(n, np.int64)
    for k, (target, value, p) in enumerate(
        [
            (Target.WITHIN, share, math.inf),
            (Target.MEAN_WAIT, mean, math.inf),
            (Target.WITHIN, share, patience),
            (Target.ABANDONED, lost, patience),
        ]
    ):
        mine = kind == k
        leaves = p[mine] if isinstance(p, np.ndarray) else p
        found[mine] = smallest_staff(
            load[mine], 1.0, target, value[mine], wait=wait[mine], patience=leaves
        )
    print(f"{n / (time.process_time() - begun) / 1e6:.2f} million a CPU second")
    for i in range(n):
        c, a = int(found[i]), float(load[i])
        given = a, float(wait[i]), float(patience[i])
        goal = float((share, mean, share, lost)[kind[i]][i])
        sides = [_misses(int(kind[i]), each, goal, *given) for each in (c - 1, c)]
        if min(abs(each) for each in sides) < 1e-9:
            near += 1
            with mp.workdps(50):
                exactly = [mp.mpf(each) for each in (goal, *given)]
                sides = [float(_misses(int(kind[i]), each, *exactly)) for each in (c - 1, c)]
        wrong += not (sides[0] > 0 >= sides[1])
        if kind[i] == 0:
            overstaffed += c != _square_root(a, goal, float(wait[i]))
    print(f"{n} cases, {near} near their target, {wrong} wrong")
    print(f"the rule of the square root differs in {400 * overstaffed / n:.1f} % of the first kind")
    return wrong == 0


def _misses(kind: int, c: int, goal: Any, load: Any, wait: Any, patience: Any) -> Any:
    """By how much `c` servers miss a target; above 0 they do. Floats or 50 digits."""
    exp = mp.exp if isinstance(load, mp.mpf) else math.exp
    if c < 0:
        return 1.0
    if kind in (0, 1):
        if c <= load:
            return 1.0
        lost = load / load
        for k in range(1, c + 1):
            lost = load * lost / (k + load * lost)
        waits = c * lost / (c - load * (1 - lost))
        if kind == 1:
            return waits / (c - load) / goal - 1
        return waits * exp((load - c) * wait) - (1 - goal)
    return _misses_with_leaving(kind, c, goal, load, wait, patience, exp)


def _misses_with_leaving(
    kind: int, c: int, goal: Any, load: Any, wait: Any, patience: Any, exp: Callable[[Any], Any]
) -> Any:
    """By the chance of each number in the branch, and of each the chance to be served in time: who
    has `ahead` waiting before them is called as the last of so many who end or leave, or leaves.
    """
    if c == 0:
        return 1 - goal if kind == 3 else goal
    least = 1e-22 if isinstance(load, float) else mp.mpf(10) ** -40
    # of nobody waiting, all busy: 1
    fewer, term = load * 0, load / load
    for k in range(c, 0, -1):
        term *= k / load
        fewer += term
        if term < least * fewer:
            break
    # In patiences: e^-V of who finds `ahead` waiting is Beta(x, ahead + 1).
    x, y = c * patience, load * patience
    w = exp(-wait / patience)
    total, people, late = fewer + 1, load * 0, load * 0
    # beyond: the chance that V > wait for `ahead` waiting, of a customer as impatient as all
    step, beyond, chance, ahead = w ** (x + 1), w ** (x + 1), load / load, 0
    served = x / (x + 1)
    while True:
        late += chance * served * beyond
        ahead += 1
        chance *= y / (x + ahead)
        total += chance
        people += ahead * chance
        served = x / (x + ahead + 1)
        step *= (1 - w) * (x + ahead) / ahead
        beyond += step
        if chance * ahead < least * total and ahead > y - x:
            break
    gone = people / y / total
    return gone / goal - 1 if kind == 3 else gone + late / total - (1 - goal)


def _square_root(load: float, share: float, wait: float) -> int:
    """Halfin and Whitt's: as the normal distribution has it."""

    def misses(c: int) -> bool:
        if c <= load:
            return True
        beta = (c - load) / math.sqrt(load)
        density = math.exp(-0.5 * beta * beta) / math.sqrt(2 * math.pi)
        below = 0.5 * math.erfc(-beta / math.sqrt(2))
        return math.exp((load - c) * wait) / (1 + beta * below / density) > 1 - share

    c = math.ceil(load)
    while misses(c):
        c += 1
    return c


# ---------------------------------------------------------------- a thousand million


def customers(options: argparse.Namespace) -> bool:
    each = 500_000
    replications = max(2, round(options.customers / each / (1 - WARMUP)))
    document = branch(options.servers, [options.load], customers=each, discipline={"kind": "fifo"})
    of = scenario(document)
    wish = Wish(replications=replications, seed=9, full=False, warmup=WARMUP * of.horizon)
    begun = time.time()
    ran = run_engine(of, wish, lambda _: None)
    found = result(of, ran, wish)["classes"]["c0"]["wait_mean_min"]
    expected = float(erlang_c_wait(options.servers, options.load, 1.0)) * SERVICE
    error = (found["ci95"][1] - found["value"]) / 1.96
    off = (found["value"] - expected) / error
    print(
        f"{counted(ran):,} customers, load {options.load / options.servers:.2f}: mean wait "
        f"{found['value']:.7f} minutes, Erlang C {expected:.7f}; {off:+.2f} standard errors "
        f"({error / expected:.1e} of it); {time.time() - begun:.0f} s, "
        f"{counted(ran) / ran.cpu_seconds / 1e6:.1f} million a CPU second"
    )
    return abs(off) <= 4


# ---------------------------------------------------------------- faults


def faults(options: argparse.Namespace) -> bool:
    known = {each.id: each for each in cases()}
    good = True
    honest = sorted({shown for _, shown in FAULTS.values()})
    for name, changes, shown in [
        ("no fault", (), honest),
        *((name, changes, [shown]) for name, (changes, shown) in FAULTS.items()),
    ]:
        with tempfile.TemporaryDirectory() as folder:
            package = copied(Path(folder))
            plant(package, changes)
            misfits = compared(package, [known[each] for each in shown], len(known)).misfits
        print(f"{name}: {'; '.join(misfits) or 'as theory says'}", flush=True)
        good = good and bool(misfits) == bool(changes)
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=("speed", "staff", "faults", "customers"))
    parser.add_argument("--cases", type=int, default=1_000_000)
    parser.add_argument("--customers", type=int, default=1_000_000_000)
    parser.add_argument("--servers", type=int, default=3)
    parser.add_argument("--load", type=float, default=2.1)
    options = parser.parse_args()
    return 0 if globals()[options.what](options) else 1


if __name__ == "__main__":
    sys.exit(main())
