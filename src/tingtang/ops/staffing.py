"""`tingtang staffing`: the fewest open counters in each interval that meet the targets."""

import argparse
import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from tingtang.ops.errors import BadInput
from tingtang.ops.plots import Chart, save
from tingtang.ops.simulating import (
    aligned,
    asked,
    figure,
    language,
    parsed,
    progress,
    read_scenario,
    seen,
    titled,
    wished,
)

if TYPE_CHECKING:
    from tingtang.engines.simulate.staffing import OutOfReach, Staffing, Target

MOST = 20_000  # replications: hundreds of plans are simulated


def run(words: list[str]) -> int:
    """Staff one scenario; `--target` may stand several times."""
    options = _read(words)
    scenario = read_scenario(options.scenario)
    from tingtang.engines.simulate.reading import BadScenario
    from tingtang.engines.simulate.staffing import OutOfReach, staffing, told

    targets = _targets(options.target, [each.id for each in scenario.classes])
    wish = wished(options)
    try:
        found = staffing(scenario, targets, wish, progress("staffing"))
    except BadScenario as error:
        raise BadInput(error.mend, where=f"{options.scenario}: {error.where}") from error
    except OutOfReach as error:
        raise _out_of_reach(error) from error
    if options.plot:
        save(_chart(options, found, wish), options.plot, language())
    said = told(found, wish.replications)
    if options.json:
        print(json.dumps(said, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(table(said)))
    return 0


def _read(words: list[str]) -> argparse.Namespace:
    parser = asked("staffing", most=MOST)
    parser.add_argument(
        "--target",
        action="append",
        default=[],
        metavar="'CLASS:p90<=MINUTES'",
        help="also p50, p95, mean, abandoned<=SHARE, within(MINUTES)>=SHARE; may stand again",
    )
    options = parsed(parser, "staffing", words)
    if not options.target:
        raise BadInput("name at least one, as in 'ordinary:p90<=15'", where="--target")
    return options


def _targets(given: Sequence[str], classes: Sequence[str]) -> "list[Target]":
    from tingtang.engines.simulate.staffing import BadTarget, target

    try:
        return [target(each, classes) for each in dict.fromkeys(given)]
    except BadTarget as error:
        raise BadInput(error.mend, where=f"--target {error.where}") from error


def _out_of_reach(error: "OutOfReach") -> BadInput:
    """The best figure that all counters together reach, where they miss most."""
    best = [
        {
            "target": each.text,
            "figure": each.figure,
            "from_min": from_min,
            "value": value if abs(value) < float("inf") else None,
        }
        for each, from_min, value in error.worst
    ]
    first = best[0]
    reached = "nobody served" if first["value"] is None else f"{first['value']:.4g}"
    return BadInput(
        f"cannot be met: with every counter open, {first['figure']} of those who come from minute "
        f"{first['from_min']:g} on is {reached}; allow for that, or add counters or opening hours",
        where=f"--target {first['target']}",
        code="target_out_of_reach",
        details={"best": best},
    )


def _chart(options: argparse.Namespace, found: "Staffing", wish: Any) -> Chart:
    """The staffed day, with the waits that targets allow."""
    promised: dict[str, list[tuple[float, str]]] = {}
    for each in found.targets:
        if each.minutes is not None:
            promised.setdefault(each.class_id, []).append((each.minutes, each.text))
    shown = [seen(found.scenario, "staffing", wish)]
    return Chart(titled(options.scenario, found.of.of), shown, promised)


def table(said: dict[str, Any]) -> Iterable[str]:
    """For people: a row an interval."""
    kinds = {(each["class"], each["figure"]): None for each in said["targets"]}
    rows = [["from", "counters", *(f"{name} {what}" for name, what in kinds), "open"]]
    for each in said["intervals"]:
        figures = [
            figure(each["classes"][name][what], percent=what.endswith("_share"))
            for name, what in kinds
        ]
        start = each["from_min"]
        at = f"{start // 60:.0f}:{start % 60:02.0f}"
        rows.append([at, str(each["counters"]), *figures, " ".join(each["open"])])
    yield from aligned(rows)
    hours = sum(each["counters"] for each in said["intervals"]) * said["interval_min"] / 60
    yield f"{hours:g} counter hours; {said['plans']} plans of {said['replications']} days simulated"
