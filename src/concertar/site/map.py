"""The drawn map: places of the network on the outline of their country, every name legible.

`draw` is a pure function of the places: the same places give the same drawing. Names are put where
the eye finds them (beside the dot, else further off with a line to it) so that no two touch. The
wide drawing names every place; the small one, for a phone, names the weightiest that fit in larger
letters.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import hypot
from pathlib import Path
from typing import Any

from concertar.site.labels import Box, Label, Spot, place_labels, text_width
from concertar.site.projection import Projection

OUTLINE = Path(__file__).parent / "data" / "peru.json"
WIDE_LETTERS = 11.5
SMALL_LETTERS = 20.0
SMALL_NAMES = 14
SCALE_KM = 200
SCALE_AT = (26, 40)  # from the lower left corner


@dataclass(frozen=True, slots=True)
class Place:
    """What the map needs of a place. The heavier it is, the sooner it is named on a phone."""

    name: str
    latitude: float
    longitude: float
    address: str
    filled: bool = False
    weight: int = 0


@dataclass(frozen=True, slots=True)
class Dot:
    x: str
    y: str
    filled: bool


@dataclass(frozen=True, slots=True)
class Name:
    """One name on the map: its point, whether it ends there, and where it leads."""

    text: str
    address: str
    x: str
    y: str
    ends: bool
    filled: bool


@dataclass(frozen=True, slots=True)
class Lettering:
    """The names of one size and the lines that tie them to their dots."""

    names: tuple[Name, ...]
    leaders: str
    boxes: tuple[Box, ...]
    unplaced: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map ready to be written as SVG: every number is already a string."""

    outline: dict[str, Any]
    dots: tuple[Dot, ...]
    wide: Lettering
    small: Lettering
    scale: str
    scale_x: str
    scale_y: str
    scale_km: int
    filled: int
    hollow: int


@lru_cache(maxsize=1)
def outline() -> dict[str, Any]:
    """The outline as scripts/outline.py wrote it."""
    drawn: dict[str, Any] = json.loads(OUTLINE.read_text(encoding="utf-8"))
    return drawn


def projection() -> Projection:
    return Projection(**outline()["projection"])


@lru_cache(maxsize=4)
def draw(places: tuple[Place, ...]) -> Drawing:
    """Put the places on the map; names are placed once for as long as the places stay the same."""
    points = [projection().point(place.latitude, place.longitude) for place in places]
    heaviest = sorted(range(len(places)), key=lambda i: (-places[i].weight, places[i].name))
    return Drawing(
        outline=outline(),
        dots=tuple(
            Dot(_tenth(x), _tenth(y), place.filled)
            for (x, y), place in sorted(
                zip(points, places, strict=True), key=lambda drawn: drawn[1].filled
            )  # the filled ones last: where two places are one point, none looks hollow
        ),
        wide=_lettering(places, points, range(len(places)), WIDE_LETTERS, far=90),
        small=_lettering(places, points, heaviest, SMALL_LETTERS, far=34, most=SMALL_NAMES),
        **_scale(),
        filled=sum(place.filled for place in places),
        hollow=sum(not place.filled for place in places),
    )


@lru_cache(maxsize=1)
def lines() -> tuple[tuple[float, float], ...]:
    """Points of what is drawn: the shore, the border, the lake. A name had better cross none."""
    drawn = outline()
    shore = tuple((float(x), float(y)) for x, y in drawn["shore"])
    return (*shore, *_points(drawn["borders"]), *_points(drawn["lake"]))


def _points(path: str) -> Iterator[tuple[float, float]]:
    """The corners of a path of relative lines, at least a letter's half apart."""
    for line in path.split("M")[1:]:
        numbers = [float(one) for one in re.findall(r"-?[\d.]+", line)]
        x, y = kept = numbers[0], numbers[1]
        yield kept
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            if hypot(x - kept[0], y - kept[1]) > WIDE_LETTERS / 2:
                kept = (x, y)
                yield kept


def _lettering(
    places: Sequence[Place],
    points: Sequence[tuple[float, float]],
    order: Sequence[int],
    letters: float,
    *,
    far: int,
    most: int | None = None,
) -> Lettering:
    spots = [
        Spot(*points[i], text_width(places[i].name, letters, bold=places[i].filled)) for i in order
    ]
    labels = place_labels(
        spots,
        letters=letters,
        far=far,
        size=(outline()["width"], outline()["height"]),
        taken=_taken(small=most is not None),
        dots=points,
        shore=lines(),
        most=most,
    )
    named = [(places[i], label) for i, label in zip(order, labels, strict=True) if label]
    return Lettering(
        names=tuple(_name(place, label) for place, label in named),
        leaders="".join(_leader(label) for _, label in named if label.leader),
        boxes=tuple(label.box for _, label in named),
        unplaced=tuple(places[i].name for i, label in zip(order, labels, strict=True) if not label),
    )


def _taken(*, small: bool) -> list[Box]:
    """Where no name may stand: the neighbours' names (not drawn small), the ocean's, the scale."""
    left, up = SCALE_AT
    height = outline()["height"]
    boxes = [Box(left - 6, height - up - 10, left + 90, height)]
    for key, (x, y) in outline()["names"].items():
        if not small or key == "ocean":
            boxes.append(Box(x - 36, y - 16, x + 36, y + (24 if key == "ocean" else 6)))
    return boxes


def _name(place: Place, label: Label) -> Name:
    return Name(
        place.name, place.address, _tenth(label.x), _tenth(label.y), label.ends, place.filled
    )


def _leader(label: Label) -> str:
    (ax, ay), (bx, by) = label.leader or ((0, 0), (0, 0))
    return f"M{_tenth(ax)} {_tenth(ay)}L{_tenth(bx)} {_tenth(by)}"


def _scale() -> dict[str, Any]:
    left, up = SCALE_AT
    height = outline()["height"]
    long = SCALE_KM * projection().units_per_km
    return {
        "scale": f"M{left} {height - up - 5}v5h{_tenth(long)}v-5",
        "scale_x": str(left),
        "scale_y": str(height - up + 18),
        "scale_km": SCALE_KM,
    }


def _tenth(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
