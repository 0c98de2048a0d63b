"""`tingtang simulate` and `compare`: scenario files in, waits and differences with their intervals
out.
"""

import argparse
import json
import math
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from tingtang.kernel.words import Language
from tingtang.ops.errors import BadInput
from tingtang.ops.plots import Chart, Told, ending, save

SHOWN = (
    "arrived", "served", "abandoned", "diverted", "unserved",
    "wait_mean_min", "wait_p50_min", "wait_p90_min", "wait_p95_min", "pooled_p90_min",
)  # fmt: skip


def run(words: list[str]) -> int:
    """Simulate one scenario."""
    options = read("simulate", words)
    from tingtang.engines.simulate.result import result, timing
    from tingtang.engines.simulate.running import run as ran
    from tingtang.engines.simulate.slicing import bands, slices

    scenario = read_scenario(options.scenario)
    wish = wished(options)
    if options.plot:
        wish = replace(wish, slices=slices(scenario))
    done = ran(scenario, wish, progress("simulate"))
    found = result(scenario, done, wish)
    if options.plot:
        shown = [Told("", scenario, wish.slices.minutes, bands(scenario, done, wish.slices))]
        save(Chart(titled(options.scenario, scenario), shown), options.plot, language())
    if options.json:
        print(json.dumps(found, ensure_ascii=False, allow_nan=False))
    else:
        print("\n".join(table(found)))
    print(json.dumps(timing(done)), file=sys.stderr)
    return 0


def compare(words: list[str]) -> int:
    """Differences of scenarios from the first, on the same customers."""
    options = read("compare", words)
    from tingtang.engines.simulate.comparing import FORMAT, compared

    wish = wished(options)
    scenarios = [read_scenario(path) for path in (options.scenario, *options.others)]
    found = compared(scenarios, wish, progress("compare"))
    names = [str(path) for path in options.others]
    if options.plot:
        paths = (options.scenario, *options.others)
        shown = [seen(each, path.stem, wish) for path, each in zip(paths, scenarios, strict=True)]
        title = " / ".join(path.stem for path in paths)
        save(Chart(title, shown), options.plot, language())
    if options.json:
        told = {
            "format": FORMAT,
            "replications": wish.replications,
            "baseline": str(options.scenario),
            "differences": [
                {"scenario": name, **each} for name, each in zip(names, found, strict=True)
            ],
        }
        print(json.dumps(told, ensure_ascii=False, allow_nan=False))
        return 0
    for name, each in zip(names, found, strict=True):
        print(f"{name} − {options.scenario}")
        print("\n".join(figures(each["classes"])))
    return 0


def titled(path: Path, scenario: Any) -> str:
    """What a picture is called."""
    return str(scenario.name or path.stem)


def seen(scenario: Any, name: str, wish: Any) -> Told:
    """A scenario's waits over the day."""
    from tingtang.engines.simulate.running import run as ran
    from tingtang.engines.simulate.slicing import bands, slices

    wish = replace(wish, full=False, slices=slices(scenario))
    done = ran(scenario, wish, progress(name))
    return Told(name, scenario, wish.slices.minutes, bands(scenario, done, wish.slices))


def language() -> Language:
    """The terminal's."""
    from tingtang.ops import main

    return main.language()


def wished(options: argparse.Namespace) -> Any:
    from tingtang.engines.simulate.running import Wish

    return Wish(
        replications=options.replications,
        seed=options.seed,
        threads=options.threads,
        full=getattr(options, "statistics", "all") == "all",
        warmup=getattr(options, "warmup_min", 0.0),
    )


def read(name: str, words: list[str]) -> argparse.Namespace:
    """The command's options."""
    parser = asked(name, most=10**9)
    if name == "compare":
        parser.add_argument("others", type=Path, metavar="OTHER.json", nargs="+")
    parser.add_argument(
        "--statistics", choices=("all", "means"), default="all", help="means: no quantiles"
    )
    parser.add_argument(
        "--warmup-min", type=_minutes, default=0.0, help="who comes earlier is not counted"
    )
    return parsed(parser, name, words)


def asked(name: str, *, most: int) -> argparse.ArgumentParser:
    """What every command here is asked; at `most` so many replications."""
    parser = argparse.ArgumentParser(f"tingtang {name}", exit_on_error=False)
    parser.add_argument("scenario", type=Path, metavar="SCENARIO.json")
    parser.add_argument("--replications", type=_whole(1, most), default=1000, metavar="N")
    parser.add_argument("--seed", type=_whole(0, 2**64 - 1), default=1)
    parser.add_argument(
        "--threads", type=_whole(0, 1024), default=0, help="0: as many as processors"
    )
    parser.add_argument("--json", action="store_true")
    parser.add_argument(
        "--plot", type=Path, metavar="FILE", help="waits over the day, as .svg or .png"
    )
    return parser


def parsed(parser: argparse.ArgumentParser, name: str, words: list[str]) -> argparse.Namespace:
    """The options, or one line that says which is wrong."""
    try:
        options, unknown = parser.parse_known_args(words)
    except argparse.ArgumentError as error:
        raise BadInput(error.message, where=error.argument_name or "") from error
    if unknown:
        raise BadInput(f"{name} does not know {' '.join(unknown)}; see tingtang {name} --help")
    if options.plot:
        ending(options.plot)
    return options


def _whole(least: int, most: int) -> Callable[[str], int]:
    def whole(text: str) -> int:
        if not text.isdecimal() or not least <= int(text) <= most:
            raise argparse.ArgumentTypeError(f"must be a whole number from {least} to {most}")
        return int(text)

    return whole


def _minutes(text: str) -> float:
    try:
        minutes = float(text)
    except ValueError:
        minutes = math.nan
    if not 0 <= minutes < math.inf:
        raise argparse.ArgumentTypeError("must be a number of minutes, 0 or more")
    return minutes


def read_scenario(path: Path) -> Any:
    """A file's scenario, or one line that names the field and the mend."""
    from tingtang.engines.simulate.reading import BadScenario
    from tingtang.engines.simulate.scenario import scenario

    try:
        document = json.loads(path.read_text(encoding="utf-8"), object_pairs_hook=_once)
    except OSError as error:
        raise BadInput(error.strerror or "cannot be read", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise BadInput("must be UTF-8", where=str(path)) from error
    except (ValueError, RecursionError) as error:  # also a number of too many digits
        raise BadInput(f"is not JSON: {error}", where=str(path)) from error
    try:
        return scenario(document)
    except BadScenario as error:
        raise BadInput(error.mend, where=f"{path}: {error.where}") from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object whose names stand once: of two, JSON would silently keep the last."""
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'"{twice}" stands twice in one object')
    return found


def progress(what: str) -> Callable[[float], None]:
    """A bar on standard error where somebody looks at it."""
    if not sys.stderr.isatty():
        return lambda _: None
    width = 40

    def told(part: float) -> None:
        full = round(part * width)
        end = "\r\033[K" if part >= 1 else ""
        bar = f"\r{what} {'█' * full}{'░' * (width - full)} {part:4.0%}"
        print(bar, end=end, file=sys.stderr, flush=True)

    return told


def table(found: dict[str, Any]) -> Iterable[str]:
    """For people: classes in columns, each figure with half its interval's width."""
    yield from figures(found["classes"])
    yield ""
    rows = [
        [name, figure(each["utilisation"], percent=True)]
        for name, each in found["counters"].items()
    ]
    yield from aligned([["counter", "utilisation"], *rows])
    for name, each in found["pools"].items():
        yield f"{name}: served {figure(each['served'])}, wait {figure(each['wait_mean_min'])}"


def figures(classes: dict[str, Any]) -> Iterable[str]:
    """Classes in columns."""
    rows = [["", *classes]]
    share = "abandoned_share"
    for name in (*SHOWN[:5], share, *SHOWN[5:]):
        row = [each.get(name) for each in classes.values()]
        if any(row):
            rows.append([name, *(figure(each, percent=name == share) for each in row)])
    return aligned(rows)


def figure(estimate: dict[str, Any] | None, *, percent: bool = False) -> str:
    if not estimate or estimate["value"] is None:
        return "–"
    low, high = estimate["ci95"]
    factor, unit = (100.0, " %") if percent else (1.0, "")
    value = f"{estimate['value'] * factor:.2f}"
    return f"{value}{unit}" if low is None else f"{value} ± {(high - low) / 2 * factor:.2f}{unit}"


def aligned(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for first, *others in rows:
        cells = [each.rjust(width) for each, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *cells]).rstrip()
