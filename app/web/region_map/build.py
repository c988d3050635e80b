"""Makes paths.json, the map that every network draws its regions on. Run by hand, when the map changes:

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python -m app.web.region_map.build package/countries-50m.json

Source: Natural Earth 4.1 (public domain), 1:50 million, through the npm package world-atlas 2.0.2 (ISC,
copyright 2013-2019 Michael Bostock). The borders are Natural Earth's and claim nothing: the map shows the
regions of a network.

- Borders are kept as *arcs*, each stored once. A region is drawn from the arcs that only one of its
  countries uses: borders inside it vanish, and the picture stays small, whatever scheme a network chooses.
- Areas without an ISO 3166-1 code: Kosovo is XK, as CLDR writes it. Somaliland is drawn with SO and the
  north of Cyprus with CY, because a region that holds the one holds the other. The Siachen Glacier is
  "IN+PK": it is drawn when both neighbours are in the same region, and belongs to neither.
- Places far from the country that Natural Earth draws them with (French Guiana, Réunion, Svalbard and
  others) get their own code.
- Antarctica is left out: no network has a region there. The small islands of the Pacific are dots, drawn on
  the right of the map even where they lie beyond the date line, so that the Pacific is one.
"""

from __future__ import annotations

import json
import math
import sys
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pycountry

Point = tuple[float, float]
Ring = list[int]

WIDTH = 1000
EASTMOST = 213.0  # Pitcairn is drawn no further east than this
CENTRE = 11.5  # degrees east; the cut then runs through the Bering Strait
SMALLEST = 2.0  # square units: islands and holes below this are left out, countries become dots
ROUGHNESS = 0.6  # square units: a bend smaller than this is straightened
UNNAMED = {
    "Somaliland": "SO",
    "Kosovo": "XK",
    "N. Cyprus": "CY",
    "Siachen Glacier": "IN+PK",
    "Indian Ocean Ter.": "CX",
}
# code: (drawn with, west, south, east, north)
APART: dict[str, tuple[str, float, float, float, float]] = {
    "GF": ("FR", -55, 2, -51, 6),
    "GP": ("FR", -62, 15.8, -61, 16.6),
    "MQ": ("FR", -61.5, 14.3, -60.7, 15),
    "RE": ("FR", 55, -22, 56, -20),
    "YT": ("FR", 44.9, -13.1, 45.4, -12.5),
    "BQ": ("NL", -68.6, 11.9, -62.5, 18),
    "SJ": ("NO", 10, 74, 35, 81),
    "BV": ("NO", 3, -55, 4, -54),
}
BY_HAND: dict[str, Point] = {
    "CC": (96.8, -12.2),
    "GI": (-5.35, 36.14),
    "TK": (-171.8, -9.2),
    "TV": (179.2, -8.5),
    "BQ": (-68.3, 12.2),
    "GP": (-61.5, 16.2),
    "MQ": (-61.0, 14.6),
    "RE": (55.5, -21.1),
    "YT": (45.15, -12.8),
    "UM": (-162.1, 5.9),
}
PACIFIC_EAST = {"AS", "CK", "KI", "NU", "PF", "PN", "TK", "TO", "UM", "WF", "WS"}


def project(lon: float, lat: float) -> Point:
    """Equal Earth (Šavrič, Patterson, Jenny 2018), in units of the earth's radius, y downwards."""
    a1, a2, a3, a4 = 1.340264, -0.081106, 0.000893, 0.003796
    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(lat)))
    t2 = theta * theta
    t6 = t2**3
    slope = 9 * a4 * t2 * t6 + 7 * a3 * t6 + 3 * a2 * t2 + a1
    x = 2 * math.sqrt(3) * math.radians(lon - CENTRE) * math.cos(theta) / (3 * slope)
    return x, -(a4 * t6 * t2 * theta + a3 * t6 * theta + a2 * t2 * theta + a1 * theta)


EDGE = project(CENTRE + 180, 0)[0]
SCALE = WIDTH / (2 * EDGE)
TOP = project(0, 83.7)[1]


def place(lon: float, lat: float) -> Point:
    """Degrees to units of the drawing."""
    x, y = project(lon, lat)
    return (x + EDGE) * SCALE, (y - TOP) * SCALE


def unroll(code: str, ring: list[Point], points: list[Point]) -> list[Point]:
    """Points of a ring, placed; what lies beyond the cut is brought to its country's side."""
    cut = -100.0 if code in PACIFIC_EAST else CENTRE - 180
    lons = [lon for lon, _ in ring]
    if max(lons) - min(lons) > 180:  # Russia and Fiji cross the date line
        return [place(lon + 360 if lon < cut else lon, lat) for lon, lat in points]
    turn = 360 if sum(lons) / len(lons) < cut else 0
    return [place(min(lon + turn, EASTMOST), lat) for lon, lat in points]


def area(points: list[Point]) -> float:
    """Signed area of a ring (shoelace)."""
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2


def simplify(points: list[Point]) -> list[tuple[int, int]]:
    """Visvalingam's rule: drop the point that bends least until all bends count. Ends stay: arcs meet."""
    kept = list(points)
    while len(kept) > 2:
        if len(kept) <= 4 and kept[0] == kept[-1]:
            break  # an island is a triangle at least
        bends = [abs(area(kept[i - 1 : i + 2])) for i in range(1, len(kept) - 1)]
        least = min(bends)
        if least >= ROUGHNESS:
            break
        # many at once, never neighbours: much faster, and the eye sees no difference
        bar, last, doomed = max(least, ROUGHNESS / 3), -2, set()
        for i, bend in enumerate(bends, start=1):
            if bend <= bar and i > last + 1:
                doomed.add(i)
                last = i
        kept = [p for i, p in enumerate(kept) if i not in doomed]
    whole = [(round(x), round(y)) for x, y in kept]
    return [p for i, p in enumerate(whole) if i == 0 or p != whole[i - 1]]


class Atlas:
    """The source, decoded: arcs in degrees, and polygons as lists of arc numbers (~n means n backwards)."""

    def __init__(self, topology: dict[str, Any]) -> None:
        self.arcs = [list(self._decode(arc, topology["transform"])) for arc in topology["arcs"]]
        self.countries: dict[str, list[list[Ring]]] = {}
        numbers = {country.numeric: country.alpha_2 for country in pycountry.countries}
        for shape in topology["objects"]["countries"]["geometries"]:
            code = numbers.get(shape.get("id")) or UNNAMED[shape["properties"]["name"]]
            polygons = [shape["arcs"]] if shape["type"] == "Polygon" else shape["arcs"]
            if code != "AQ":
                self.countries.setdefault(code, []).extend(polygons)
        self._set_apart()

    @staticmethod
    def _decode(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
        x = y = 0
        (kx, ky), (dx, dy) = transform["scale"], transform["translate"]
        for step_x, step_y in arc:
            x, y = x + step_x, y + step_y
            yield x * kx + dx, y * ky + dy

    def points(self, ring: Ring) -> list[Point]:
        """A ring in degrees, without its closing point."""
        found: list[Point] = []
        for number in ring:
            arc = self.arcs[number] if number >= 0 else self.arcs[~number][::-1]
            found.extend(arc[:-1])
        return found

    def _set_apart(self) -> None:
        for code, (owner, west, south, east, north) in APART.items():
            inside = [
                polygon
                for polygon in self.countries[owner]
                if all(west <= x <= east and south <= y <= north for x, y in self.points(polygon[0]))
            ]
            if inside:
                self.countries[owner] = [p for p in self.countries[owner] if p not in inside]
                self.countries[code] = inside


class Drawing:
    """What is written: simplified arcs, each once, and which country uses which."""

    def __init__(self, atlas: Atlas) -> None:
        self.atlas = atlas
        self.arcs: list[list[tuple[int, int]]] = []
        self.numbers: dict[tuple[tuple[int, int], ...], int] = {}
        self.countries: dict[str, list[Ring]] = {}
        self.dots: dict[str, tuple[int, int]] = {}

    def add(self, code: str, polygons: list[list[Ring]]) -> None:
        """One country: its polygons that are large enough, or one dot."""
        sized = sorted(((self._size(code, p[0]), p) for p in polygons), key=lambda pair: -pair[0])
        if sized[0][0] < SMALLEST * 2:
            points = self._placed(code, sized[0][1][0])
            self.dots[code] = (
                round(sum(x for x, _ in points) / len(points)),
                round(sum(y for _, y in points) / len(points)),
            )
            return
        rings = [
            ring
            for size, polygon in sized
            if size >= SMALLEST
            for index, ring in enumerate(polygon)
            if index == 0 or self._size(code, ring) >= SMALLEST * 2
        ]
        drawn = [[self._arc(code, number, ring) for number in ring] for ring in rings]
        self.countries[code] = [[n for n in ring if n is not None] for ring in drawn]

    def _placed(self, code: str, ring: Ring) -> list[Point]:
        points = self.atlas.points(ring)
        return unroll(code, points, points)

    def _size(self, code: str, ring: Ring) -> float:
        return abs(area(self._placed(code, ring)))

    def _arc(self, code: str, number: int, ring: Ring) -> int | None:
        source = self.atlas.arcs[number if number >= 0 else ~number]
        points = tuple(simplify(unroll(code, self.atlas.points(ring), source)))
        if len(points) < 2:
            return None
        if points[::-1] in self.numbers:  # an arc that two countries hold each
            found = ~self.numbers[points[::-1]]
        else:
            found = self.numbers.setdefault(points, len(self.arcs))
            if found == len(self.arcs):
                self.arcs.append(list(points))
        return found if number >= 0 else ~found

    def as_json(self) -> str:
        """Compact: an arc is its first point followed by steps."""
        arcs = []
        for arc in self.arcs:
            flat = [*arc[0]]
            for (ax, ay), (bx, by) in pairwise(arc):
                flat += [bx - ax, by - ay]
            arcs.append(flat)
        everything = [p for arc in self.arcs for p in arc] + list(self.dots.values())
        west, east = min(x for x, _ in everything) - 4, max(x for x, _ in everything) + 4
        box = [west, -2, east - west, max(y for _, y in everything) + 6]
        body = {
            "box": box,
            "countries": self.countries,
            "dots": dict(sorted(self.dots.items())),
            "arcs": arcs,
        }
        return json.dumps(body, separators=(",", ":")) + "\n"


def main() -> None:
    """Read the file named on the command line and write paths.json beside this module."""
    atlas = Atlas(json.loads(Path(sys.argv[1]).read_text()))
    drawing = Drawing(atlas)
    for code, polygons in sorted(atlas.countries.items()):
        drawing.add(code, polygons)
    for code, (lon, lat) in BY_HAND.items():
        if code not in drawing.countries:
            x, y = unroll(code, [(lon, lat)], [(lon, lat)])[0]
            drawing.dots[code] = (round(x), round(y))
    target = Path(__file__).with_name("paths.json")
    target.write_text(drawing.as_json())
    known = set(drawing.countries) | set(drawing.dots)
    left_out = sorted({country.alpha_2 for country in pycountry.countries} - known)
    size = target.stat().st_size
    sys.stdout.write(
        f"{target.name}: {size:,} bytes, {len(drawing.countries)} shapes, {len(drawing.dots)} dots\n"
        f"left out on purpose: {', '.join(left_out)}\n"
    )


if __name__ == "__main__":
    main()
