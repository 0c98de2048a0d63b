"""`--plot FILE`: waits over the day, a panel a class, and the counters that are open, as steps."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

from tingtang.kernel.words import Language, catalogue
from tingtang.ops.errors import BadInput
from tingtang.ops.svg import Drawing, Point

if TYPE_CHECKING:
    from tingtang.engines.simulate.scenario import Scenario
    from tingtang.engines.simulate.slicing import Band

INK, QUIET, GRID, GROUND = "#16213a", "#64728a", "#dce3ec", "#ffffff"
TARGET = "#9e231b"
#: A scenario's colour and the dashes of its lines, as colour alone says nothing.
STYLES = (("#1a5099", ""), ("#94701f", "7 3"), ("#1f7d50", "2 3"), ("#7a3b8f", "9 3 2 3"))

WIDTH, LEFT, RIGHT, TOP = 960.0, 62.0, 28.0, 92.0
PANEL, GAP = 138.0, 46.0


@dataclass(frozen=True)
class Told:
    """What is drawn of one scenario: its waits by intervals of `minutes`."""

    name: str
    scenario: "Scenario"
    minutes: float
    bands: "Sequence[Band]"


@dataclass(frozen=True)
class Chart:
    """A picture to be; `promised[class]` are waits that a target allows, with its words."""

    title: str
    told: Sequence[Told]
    promised: Mapping[str, Sequence[tuple[float, str]]] = field(default_factory=dict)


def ending(path: Path) -> str:
    """`svg` or `png`; any other is refused before anything runs."""
    found = path.suffix.lower().removeprefix(".")
    if found not in {"svg", "png"}:
        raise BadInput("must end in .svg or .png", where=f"--plot {path}")
    if not path.parent.is_dir():
        raise BadInput("its folder does not exist", where=f"--plot {path}")
    return found


def save(chart: Chart, path: Path, language: Language) -> None:
    drawing = drawn(chart, language)
    content = drawing.png() if ending(path) == "png" else drawing.svg().encode()
    try:
        path.write_bytes(content)
    except OSError as error:
        raise BadInput(error.strerror or "cannot be written", where=f"--plot {path}") from error


def drawn(chart: Chart, language: Language) -> Drawing:
    words = catalogue(language)
    names = list(dict.fromkeys(band.class_id for told in chart.told for band in told.bands))
    height = TOP + (len(names) + 1) * (PANEL + GAP)
    on = Drawing(WIDTH, height)
    on.rect((0.0, 0.0), (WIDTH, height), GROUND)
    on.text((LEFT, 34.0), chart.title, 20, INK, bold=True)
    on.text((LEFT, 56.0), words["plot.waits"], 13, QUIET)
    _legend(on, chart, words)
    start = min(told.scenario.initial.now for told in chart.told)
    end = max(told.scenario.horizon for told in chart.told)
    for i, name in enumerate(names):
        panel = _Panel(on, TOP + i * (PANEL + GAP), start, end, _most_wait(chart, name))
        panel.frame(name, words["plot.minutes"])
        for told, style in zip(chart.told, _styles(), strict=False):
            for band in told.bands:
                if band.class_id == name:
                    panel.band(band, told.minutes, *style)
        for wait, said in chart.promised.get(name, ()):
            panel.promise(wait, said)
    most = max(1, *(count for told in chart.told for _, count in _steps(told.scenario)))
    panel = _Panel(on, TOP + len(names) * (PANEL + GAP), start, end, most)
    panel.frame(words["plot.open"], "")
    for told, style in zip(chart.told, _styles(), strict=False):
        panel.steps(list(_steps(told.scenario)), *style)
    on.text((WIDTH - RIGHT, height - 8), words["plot.hours"], 12, QUIET, end="end")
    return on


def _styles() -> Iterator[tuple[str, str]]:
    while True:
        yield from STYLES


def _legend(on: Drawing, chart: Chart, words: Mapping[str, str]) -> None:
    """Median and 90 % once, then every scenario, from the left."""
    x, y = LEFT, 76.0
    colour = STYLES[0][0] if len(chart.told) == 1 else QUIET
    on.area([(x, y - 9), (x + 26, y - 9), (x + 26, y + 1), (x, y + 1)], colour, 0.16)
    on.line([(x, y + 1), (x + 26, y + 1)], colour, 2.2)
    on.line([(x, y - 9), (x + 26, y - 9)], colour, 1)
    on.text((x + 34, y), words["plot.band"], 12, INK)
    x += 34 + _wide(words["plot.band"], 12) + 28
    if len(chart.told) == 1:
        return
    for told, (shade, dash) in zip(chart.told, _styles(), strict=False):
        on.line([(x, y - 4), (x + 26, y - 4)], shade, 2.2, dash)
        on.text((x + 34, y), told.name, 12, INK)
        x += 34 + _wide(told.name, 12) + 24


def _wide(text: str, size: float) -> float:
    """About how wide a text is: Chinese signs are square, others half as wide."""
    return sum(size if ord(sign) > 0x2E80 else 0.56 * size for sign in text)


def _most_wait(chart: Chart, name: str) -> float:
    waits = [
        wait
        for told in chart.told
        for band in told.bands
        if band.class_id == name
        for wait in band.most
        if not math.isnan(wait)
    ]
    return max([1.0, *waits, *(wait for wait, _ in chart.promised.get(name, ()))])


def _steps(of: "Scenario") -> Iterator[tuple[float, int]]:
    """When the number of open counters changes, and to what."""
    edges = {of.initial.now, of.horizon, *(e for c in of.counters for span in c.open for e in span)}
    for edge in sorted(each for each in edges if each >= of.initial.now):
        yield edge, sum(any(a <= edge < b for a, b in each.open) for each in of.counters)


class _Panel:
    def __init__(self, on: Drawing, top: float, start: float, end: float, most: float) -> None:
        self._on, self._top, self._start, self._end = on, top + 22, start, end
        step = 10.0 ** math.floor(math.log10(most))
        even = (0.25, 0.5, 1.0, 2.0, 2.5)
        self._step = max(1.0, next(each * step for each in even if most / each / step <= 4.5))
        self._most = self._step * math.ceil(most / self._step - 1e-9)

    def _x(self, minute: float) -> float:
        part = (min(minute, self._end) - self._start) / (self._end - self._start)
        return LEFT + (WIDTH - LEFT - RIGHT) * part

    def _y(self, value: float) -> float:
        return self._top + (PANEL - 22) * (1 - value / self._most)

    def frame(self, title: str, unit: str) -> None:
        """Title, grid, and hours below."""
        on, floor = self._on, self._y(0.0)
        on.text((LEFT, self._top - 8), title, 14, INK, bold=True)
        on.text((LEFT + _wide(title, 14) + 10, self._top - 8), unit, 11, QUIET)
        value = 0.0
        while value <= self._most + 1e-9:
            y = self._y(value)
            on.line([(LEFT, y), (WIDTH - RIGHT, y)], QUIET if value == 0 else GRID, 1)
            on.text((LEFT - 8, y + 4), f"{value:g}", 11, QUIET, end="end")
            value += self._step
        apart = next(
            (each for each in (15, 30, 60, 120, 240) if (self._end - self._start) / each <= 12), 480
        )
        apart *= max(1, math.ceil((self._end - self._start) / apart / 14))
        minute = apart * math.ceil(self._start / apart)
        while minute <= self._end:
            x = self._x(minute)
            on.line([(x, floor), (x, floor + 4)], QUIET, 1)
            on.text(
                (x, floor + 16), f"{minute // 60:.0f}:{minute % 60:02.0f}", 11, QUIET, end="middle"
            )
            minute += apart

    def band(self, of: "Band", minutes: float, colour: str, dash: str) -> None:
        """Between the median and the 90 % wait, where anybody was served."""
        for run in _runs(of):
            at = [self._x(max(self._start, (i + 0.5) * minutes)) for i in run]
            low = [(x, self._y(of.half[i])) for x, i in zip(at, run, strict=True)]
            high = [(x, self._y(of.most[i])) for x, i in zip(at, run, strict=True)]
            self._on.area([*low, *reversed(high)], colour, 0.16)
            self._on.line(high, colour, 1, dash)
            self._on.line(low, colour, 2.2, dash)

    def promise(self, wait: float, said: str) -> None:
        y = self._y(wait)
        self._on.line([(LEFT, y), (WIDTH - RIGHT, y)], TARGET, 1.2, "4 4")
        self._on.text((WIDTH - RIGHT, y - 4), said, 11, TARGET, end="end")

    def steps(self, steps: Sequence[tuple[float, int]], colour: str, dash: str) -> None:
        points: list[Point] = []
        for (minute, count), (after, _) in pairwise(steps):
            points += [(self._x(minute), self._y(count)), (self._x(after), self._y(count))]
        floor = self._y(0.0)
        self._on.area([(points[0][0], floor), *points, (points[-1][0], floor)], colour, 0.10)
        self._on.line(points, colour, 2.2, dash)


def _runs(of: "Band") -> Iterator[list[int]]:
    """Intervals side by side in which somebody was served."""
    run: list[int] = []
    for i, wait in enumerate(of.half):
        if not math.isnan(wait):
            run.append(i)
        elif run:
            yield run
            run = []
    if run:
        yield run
