"""The map of a network: each of its regions as one merged shape, drawn on the server, without script or tile.

`region_map` gives the picture, `macros/map.html` the list behind it. How the data came to be: `build.py`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from markupsafe import Markup

Point = tuple[int, int]

# Numbers are drawn, not written: they look the same with every font, and stay sharp at every size.
DIGITS = (
    "M0-6c3 0 4 3 4 6s-1 6-4 6-4-3-4-6 1-6 4-6z",
    "M-3-3.5 .5-6v12",
    "M-4-3c0-2 2-3 4-3s4 1 4 3.2c0 3-5 5-8 8.8h8",
    "M-3.5-6h7l-4 4.5c3 0 4.5 1.5 4.5 3.5s-2 4-4.5 4c-1.5 0-3-.5-4-1.5",
    "M2 6v-12l-6 8.5h8.5",
    "M3.5-6h-6.5l-.5 5.5c1-1 2-1.3 3.5-1.3 2.5 0 4 1.8 4 3.8s-1.8 4-4.5 4c-1.5 0-3-.5-4-1.5",
    "M3-5.5c-4-1.5-7 2-7 7.5 0 2.5 1.8 4 4 4s4-1.6 4-3.8-1.8-3.7-4-3.7-4 1.5-4 3.5",
    "M-4-6h8l-5 12",
    "M0-.5c-2 0-3.3-1.2-3.3-2.7s1.3-2.8 3.3-2.8 3.3 1.3 3.3 2.8-1.3 2.7-3.3 2.7c-2.3 0-4 1.3-4 3.2"
    "s1.7 3.3 4 3.3 4-1.4 4-3.3-1.7-3.2-4-3.2z",
    "M-3 5.5c4 1.5 7-2 7-7.5 0-2.5-1.8-4-4-4s-4 1.6-4 3.8 1.8 3.7 4 3.7 4-1.5 4-3.5",
)


@dataclass(frozen=True)
class MapRegion:
    """A region as the map shows it. `shade` is 1 to 10: its colour, and its number on map and list."""

    label: str
    countries: tuple[str, ...]
    shade: int
    url: str | None = None
    note: str = ""

    def sign(self, x: float, y: float) -> Markup:
        """Its number, drawn around a point."""
        digits = str(self.shade)
        left = x - 5.5 * (len(digits) - 1)
        return Markup("").join(
            Markup('<path class="sign" transform="translate({} {})" d="{}"/>').format(
                left + 11 * place, y, DIGITS[int(digit)]
            )
            for place, digit in enumerate(digits)
        )


@dataclass(frozen=True)
class Shape:
    """A drawn region: outline, small islands as dots, and where its number sits (None without land)."""

    outline: str
    dots: str
    at: Point | None


@lru_cache(maxsize=1)
def _world() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(Path(__file__).with_name("paths.json").read_text())
    loaded["arcs"] = [_points(arc) for arc in loaded["arcs"]]
    return loaded


def _points(arc: list[int]) -> list[Point]:
    x, y = arc[0], arc[1]
    points = [(x, y)]
    for i in range(2, len(arc), 2):
        x, y = x + arc[i], y + arc[i + 1]
        points.append((x, y))
    return points


def drawable_countries() -> frozenset[str]:
    """Every code that has a shape or a dot: what a region scheme can be checked against."""
    world = _world()
    return frozenset(code for code in [*world["countries"], *world["dots"]] if "+" not in code)


def _outline_rings(codes: Iterable[str]) -> list[list[Point]]:
    """The arcs that one country alone uses, put end to end. Arcs that two of them share are inner borders."""
    world = _world()
    wanted = set(codes)
    used: set[int] = set()
    for code, rings in world["countries"].items():
        if wanted.issuperset(code.split("+")):
            for ring in rings:
                for number in ring:
                    used.discard(~number) if ~number in used else used.add(number)
    return _joined([world["arcs"][n] if n >= 0 else world["arcs"][~n][::-1] for n in sorted(used)])


def _joined(arcs: list[list[Point]]) -> list[list[Point]]:
    """Arcs put end to end until each ring closes."""
    starts: dict[Point, list[list[Point]]] = {}
    for arc in arcs:
        starts.setdefault(arc[0], []).append(arc)
    rings = []
    for start, waiting in starts.items():
        while waiting:
            ring = [start]
            while starts.get(ring[-1]):
                ring += starts[ring[-1]].pop()[1:]
            rings.append(ring)
    return rings


def _path(ring: list[Point]) -> str:
    """Relative steps without needless signs and spaces: half the bytes."""
    steps = []
    for (ax, ay), (bx, by) in pairwise(ring[:-1]):
        steps.append(f"{bx - ax} {by - ay}" if by >= ay else f"{bx - ax}{by - ay}")
    joined = " ".join(steps).replace(" -", "-")
    return f"M{ring[0][0]} {ring[0][1]}l{joined}z"


def _area(ring: list[Point]) -> float:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in pairwise(ring)) / 2


def _middle(ring: list[Point]) -> Point:
    """The roomiest of the points on a coarse grid inside a ring: where a number can stand."""
    xs, ys = [x for x, _ in ring], [y for _, y in ring]
    best, roomiest = ring[0], -1.0
    for i in range(1, 14):
        for j in range(1, 14):
            x = min(xs) + (max(xs) - min(xs)) * i / 14
            y = min(ys) + (max(ys) - min(ys)) * j / 14
            if _holds(ring, x, y):
                room = min((x - px) ** 2 + (y - py) ** 2 for px, py in ring)
                if room > roomiest:
                    best, roomiest = (round(x), round(y)), room
    return best


def _holds(ring: list[Point], x: float, y: float) -> bool:
    inside = False
    for (ax, ay), (bx, by) in pairwise(ring):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


@lru_cache(maxsize=256)
def shape(codes: frozenset[str]) -> Shape:
    """Merge countries into one shape. Cached: a scheme changes seldom and every visitor sees the same."""
    rings = _outline_rings(codes)
    dots = sorted(at for code, at in _world()["dots"].items() if code in codes)
    at: Point | None = None
    if rings:
        at = _middle(max(rings, key=lambda ring: abs(_area(ring))))
    elif dots:
        at = (dots[len(dots) // 2][0], dots[len(dots) // 2][1])
    return Shape("".join(map(_path, rings)), "".join(f"M{x} {y}h0" for x, y in dots), at)


def region_map(regions: Sequence[MapRegion], *, title: str, description: str = "") -> Markup:
    """The picture. A region without land (a network that cuts across regions) stands in the list alone.

    `title` names the picture for a screen reader; the same facts stand in the list (`macros/map.html`).
    """
    world = _world()
    box = " ".join(map(str, world["box"]))
    placed = {code for region in regions for code in region.countries}
    rest = shape(drawable_countries() - placed)
    parts = [
        Markup('<svg viewBox="{}" role="group" aria-label="{}">').format(box, title),
        Markup("<desc>{}</desc>").format(description) if description else Markup(""),
        Markup('<g class="land"><path d="{}"/>{}</g>').format(rest.outline, _islands(rest)),
    ]
    drawn = [(region, shape(frozenset(region.countries))) for region in regions]
    parts += [_linked(region, _coloured(region, form)) for region, form in drawn if form.at]
    parts += [_numbered(region, form.at) for region, form in drawn if form.at]
    return Markup("").join([*parts, Markup("</svg>")])


def _islands(form: Shape) -> Markup:
    return Markup('<path class="dot" d="{}"/>').format(form.dots) if form.dots else Markup("")


def _coloured(region: MapRegion, form: Shape) -> Markup:
    return Markup('<g class="r{}"><title>{}</title><path d="{}"/>{}</g>').format(
        region.shade, _named(region), form.outline, _islands(form)
    )


def _named(region: MapRegion) -> str:
    return f"{region.label}: {region.note}" if region.note else region.label


def _linked(region: MapRegion, drawing: Markup) -> Markup:
    if region.url is None:
        return drawing
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(region.url, _named(region), drawing)


def _numbered(region: MapRegion, at: Point) -> Markup:
    circle = Markup('<circle cx="{}" cy="{}" r="13"/>').format(*at)
    return Markup('<g class="pin" aria-hidden="true">{}{}</g>').format(circle, region.sign(*at))
