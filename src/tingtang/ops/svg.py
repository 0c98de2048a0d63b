"""A drawing as SVG, or as PNG where `resvg` paints it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

#: Fonts with Chinese on Debian (`fonts-noto-cjk`), macOS and Windows.
FONTS = (
    "'Noto Sans CJK SC', 'Source Han Sans SC', 'PingFang SC', 'Microsoft YaHei', "
    "'DejaVu Sans', sans-serif"
)
Point = tuple[float, float]


@dataclass
class Drawing:
    """Shapes, in the order in which they cover one another."""

    width: float
    height: float
    shapes: list[str] = field(default_factory=list)

    def rect(self, at: Point, size: Point, fill: str) -> None:
        self._add(
            "rect", {"x": at[0], "y": at[1], "width": size[0], "height": size[1], "fill": fill}
        )

    def line(self, points: Sequence[Point], colour: str, width: float, dash: str = "") -> None:
        said = {"points": _joined(points), "fill": "none", "stroke": colour, "stroke-width": width}
        more = {"stroke-dasharray": dash} if dash else {}
        self._add("polyline", {**said, "stroke-linejoin": "round", **more})

    def area(self, points: Sequence[Point], fill: str, opacity: float) -> None:
        self._add("polygon", {"points": _joined(points), "fill": fill, "fill-opacity": opacity})

    def text(
        self,
        at: Point,
        words: str,
        size: float,
        colour: str,
        *,
        end: str = "start",
        bold: bool = False,
    ) -> None:
        said = {"x": at[0], "y": at[1], "fill": colour, "font-size": size, "text-anchor": end}
        self._add("text", said | ({"font-weight": "bold"} if bold else {}), words)

    def _add(self, name: str, attributes: Mapping[str, object], inside: str = "") -> None:
        said = " ".join(f"{key}={quoteattr(_said(value))}" for key, value in attributes.items())
        self.shapes.append(f"<{name} {said}>{escape(inside)}</{name}>")

    def svg(self) -> str:
        size = f'width="{_said(self.width)}" height="{_said(self.height)}"'
        box = f'viewBox="0 0 {_said(self.width)} {_said(self.height)}"'
        return "\n".join(
            [
                f'<svg xmlns="http://www.w3.org/2000/svg" {size} {box} font-family="{FONTS}">',
                *self.shapes,
                "</svg>\n",
            ]
        )

    def png(self) -> bytes:
        """Twice as fine as its size in pixels."""
        import resvg_py

        return bytes(resvg_py.svg_to_bytes(svg_string=self.svg(), zoom=2))


def _said(value: object) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else str(value)


def _joined(points: Sequence[Point]) -> str:
    return " ".join(f"{_said(float(x))},{_said(float(y))}" for x, y in points)
