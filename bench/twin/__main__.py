"""How good the twin is on a real centre's days that no estimate has seen.

    python bench/twin [--data ../shared/data/tickets/….csv.gz] [--first-judged 1999-02-15]

Fits on the days before, simulates the later ones with the servers that were really there, and
compares by half hour with what happened; beside it Erlang A with the same inputs and the week
before. Ends with 1 where an aim is missed.
"""

import argparse
import sys
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "src"), str(ROOT)]

from bench.twin import calls  # noqa: E402

from tingtang.engines.fitting.fit import Settings, report  # noqa: E402
from tingtang.engines.fitting.heldout import HeldOut, Judged, held_out  # noqa: E402
from tingtang.engines.fitting.observed import FIGURES, Forecast  # noqa: E402
from tingtang.engines.fitting.rows import Refusals  # noqa: E402
from tingtang.engines.fitting.special import Array  # noqa: E402
from tingtang.engines.simulate.running import Wish  # noqa: E402

DATA = ROOT.parent / "shared/data/tickets/anonymous_bank_calls_feb1999.csv.gz"
NAMES = {"mean": "mean wait, s", "p90": "90 % wait, s", "share_left": "abandoned, points"}
UNIT = {"mean": 60.0, "p90": 60.0, "share_left": 100.0}
HELD = (0.80, 0.97)


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, default=DATA)
    parser.add_argument("--first-judged", type=date.fromisoformat, default=date(1999, 2, 15))
    parser.add_argument("--replications", type=int, default=100)
    given = parser.parse_args()
    begun = time.perf_counter()
    judged = judge(given.data, given.first_judged, given.replications)
    show_fit(judged)
    show_days(judged.days)
    missed = show_errors(judged)
    print(f"\n{time.perf_counter() - begun:.0f} s")
    return 1 if missed else 0


def judge(data: Path, first: date, replications: int) -> HeldOut:
    raw, unreadable = calls.read(data)
    early = [row for row in raw if row.day < first]
    print("Segments of one queue, half hours from quiet to busy:")
    print("\n".join(calls.evidence(early)))
    if unreadable:
        print(f"{unreadable} rows could not be read")
    rows = list(calls.with_segments(raw, calls.segments(early)))
    days = sorted({row.day for row in rows})
    before = calls.there(rows, [day for day in days if day < first])
    after = calls.there(rows, [day for day in days if day >= first])
    settings = Settings(calls.HORIZON_MIN, before.handover_s)
    desks = [*before.desks, *after.desks]
    return held_out(rows, desks, first, settings, Wish(replications, seed=1, threads=1))


def show_fit(of: HeldOut) -> None:
    told = report(of.fit)
    show_refused("fitted on", of.fit.refused)
    show_refused("judged on", of.refused)
    factor = of.fit.day.cv
    print(f"\nDay factor: cv {factor.value:.3f} ({factor.low:.3f} to {factor.high:.3f})")
    print(f"Between services: {of.fit.settings.handover_s:.1f} s")
    print(
        f"Order: of {of.fit.order.choices} choices {of.fit.order.explained:.0%} explained, "
        f"{of.fit.order.by_arrival:.0%} by arrival alone"
    )
    print(f"{'line':20}{'start s':>8}{'service s':>10}{'cv':>6}{'patience min':>14}{'':>12}")
    for line, each in told["lines"].items():
        service, mind = each["service_min"], each["patience_min"]
        print(
            f"{line:20}{60 * told['order']['head_start_min'][line]:8.0f}"
            f"{60 * service['mean']['value']:10.0f}{service['cv']['value']:6.2f}"
            f"{mind['mean']['value']:14.1f} {mind['family']}, of {mind['of']}"
        )


def show_refused(words: str, refused: Refusals) -> None:
    print(f"\nRows {words}: {refused.given}, accepted {refused.accepted}")
    for fault, n in sorted(refused.rows.items()):
        print(f"  refused, {fault}: {n}")
    for field, faults in sorted(refused.fields.items()):
        reasons = ", ".join(f"{fault} {n}" for fault, n in sorted(faults.items()))
        print(f"  without {field}, {refused.share(field):.1%}: {reasons}")


def show_days(days: Iterable[Judged]) -> None:
    print(f"\n{'':16}{'joined':>7}{'twin':>7}{'wait s':>9}{'twin':>6}{'Erl. A':>8}", end="")
    print(f"{'left':>8}{'twin':>7}{'Erl. A':>8}")
    for each in days:
        seen, total = each.seen, each.said["twin"].total
        waits = [weighed(seen.mean, seen.served), *of_methods(each, "mean", seen.served)]
        left = [weighed(seen.share_left, seen.joined), *of_methods(each, "share_left", seen.joined)]
        print(
            f"{each.day:%Y-%m-%d %a}  {seen.joined.sum():7.0f}{total[1] if total else 0:7.0f}"
            f"{60 * waits[0]:9.0f}{60 * waits[1]:6.0f}{60 * waits[2]:8.0f}"
            f"{left[0]:8.1%}{left[1]:7.1%}{left[2]:8.1%}"
        )


def of_methods(each: Judged, figure: str, weight: Array) -> list[float]:
    said: list[Forecast] = [each.said["twin"], each.said["erlang_a"]]
    return [weighed(getattr(one, figure), weight) for one in said]


def weighed(values: Array, weight: Array) -> float:
    known = ~np.isnan(values)
    return float(values[known] @ weight[known] / max(weight[known].sum(), 1e-12))


def show_errors(of: HeldOut) -> list[str]:
    told = of.json()
    methods = ("twin", "erlang_a", "last_week")
    print(
        f"\nMean absolute error of half hours{'twin':>12}{'Erlang A':>10}{'last week':>11}", end=""
    )
    print(f"{'in 90 % band':>16}")
    missed = []
    for figure in FIGURES:
        errors = {name: UNIT[figure] * of.error(name, figure) for name in methods}
        held, n = of.inside(figure)
        print(f"  {NAMES[figure]:31}" + "".join(f"{e:11.1f}" for e in errors.values()), end="")
        print(f"{held:7} of {n}, {held / n:.0%}")
        if figure != "p90" and errors["twin"] >= errors["erlang_a"]:
            missed.append(f"{NAMES[figure]}: not better than Erlang A")
        if not HELD[0] <= held / n <= HELD[1]:
            missed.append(f"{NAMES[figure]}: the band holds {held / n:.0%}")
    totals = told["day_totals"]
    print(f"  customers of a day in their band: {totals['inside']} of {totals['of']}")
    for each in missed:
        print(f"missed: {each}")
    return missed


if __name__ == "__main__":
    raise SystemExit(main())
