"""The table seen from above: who sits there for whom, which chair is empty, and nature below."""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import ceil, cos, hypot, pi, sin
from textwrap import wrap
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext

from concertar.kit.charts.figure import Caption, Figure, Label, Row, Table
from concertar.kit.charts.pen import LINE, SIGN, WIDTH, Mark, at, key, label, sheet, text
from concertar.kit.numbers import HARD_SPACE, said_number

SeatKind = Literal["woman", "man", "undeclared", "empty"]
KINDS: tuple[SeatKind, ...] = ("woman", "man", "undeclared", "empty")

LARGE = 9.0  # radius of a seat
SMALL = 6.0
NEXT = 4.0  # between one seat and the next
LOOSE = 27.0  # from middle to middle where there is room
BETWEEN = 0.9  # of a seat, between two sides
OPENING = 40  # degrees to either side of the bottom, where nobody sits
FLAT = 0.66  # height of the table by its width
POINTS = 720  # the outline is measured in
INWARDS = 30  # of a hundred on the way from the middle: a name nearer to it belongs to nobody
ASIDE = (0, 10, -10, 20, -20, 30, -30)  # how far a name may stand to the side of its way inwards
NAMED = 17  # signs in a line of a name inside the table


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class SeatMark:
    """One seat: who sits there. `undeclared` is another gender, or none said."""

    kind: SeatKind
    is_young: bool = False  # 18 to 29


@dataclass(frozen=True, slots=True)
class Side:
    """A constituency and its seats, each drawn."""

    label: Label
    seats: tuple[SeatMark, ...]

    def count(self, kind: SeatKind) -> int:
        return sum(seat.kind == kind for seat in self.seats)

    @property
    def taken(self) -> int:
        return len(self.seats) - self.count("empty")

    @property
    def young(self) -> int:
        return sum(seat.is_young and seat.kind != "empty" for seat in self.seats)


@dataclass(frozen=True, slots=True)
class Nature:
    """A natural entity: it has no vote; its guardian speaks, where it has one."""

    label: Label
    has_guardian: bool = True

    @property
    def said(self) -> str:
        words = (
            gettext("%(entity)s: with a guardian, no vote")
            if self.has_guardian
            else gettext("%(entity)s: no guardian yet, no vote")
        )
        return words % {"entity": self.label.text}


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the outline where people sit, and the way out from it."""

    x: float
    y: float
    out_x: float
    out_y: float

    def out(self, far: float) -> tuple[float, float]:
        return self.x + self.out_x * far, self.y + self.out_y * far


@dataclass(frozen=True, slots=True)
class _Outline:
    """The line on which the first row sits: part of an ellipse, open at the bottom."""

    middle_y: float
    half_width: float
    half_height: float
    radius: float  # of a seat
    rows: int

    def spot(self, turn: float) -> _Spot:
        dx, dy = self.half_width * cos(turn), self.half_height * sin(turn)
        out_x, out_y = dx / self.half_width**2, dy / self.half_height**2
        size = hypot(out_x, out_y)
        return _Spot(WIDTH / 2 + dx, self.middle_y + dy, out_x / size, out_y / size)

    def measured(self) -> list[tuple[float, _Spot]]:
        """Spots from the lower left over the top to the lower right, with the way so far."""
        from_turn, to_turn = (pi / 2 + OPENING / 180 * pi, 5 * pi / 2 - OPENING / 180 * pi)
        spots: list[tuple[float, _Spot]] = []
        way = 0.0
        for i in range(POINTS + 1):
            spot = self.spot(from_turn + (to_turn - from_turn) * i / POINTS)
            if spots:
                way += hypot(spot.x - spots[-1][1].x, spot.y - spots[-1][1].y)
            spots.append((way, spot))
        return spots


def seats(caption: Caption, sides: Sequence[Side], natures: Sequence[Nature] = ()) -> Figure:
    """The seats of each side around the table, and below it who has no vote: nature."""
    outline = _outline(sides)
    inner_x, inner_y = (
        half - outline.radius - 6 for half in (outline.half_width, outline.half_height)
    )
    ellipse = '<ellipse class="{}" cx="{}" cy="{}" rx="{}" ry="{}"/>'
    middle = (at(WIDTH / 2), at(outline.middle_y))
    drawn = [
        format_html(ellipse, "ink", *middle, at(inner_x), at(inner_y)),
        format_html(ellipse, "thin", *middle, at(inner_x - 4), at(inner_y - 4)),
    ]
    places = _places(sides, outline)
    for side, (_middle, marks) in zip(sides, places, strict=True):
        drawn += [
            _seat(seat, x, y, outline.radius)
            for seat, (x, y) in zip(side.seats, marks, strict=True)
        ]
    middles = [spot for spot, _marks in places]
    names = _names(sides, middles, outline, (inner_x - 8, inner_y - 6))
    drawn += names or [
        text(spot.out(-outline.radius - 20)[0], spot.out(-outline.radius - 20)[1] + 4.5, i, "m b")
        for i, spot in enumerate(middles, 1)
    ]
    lowest = [y + outline.radius for _, marks in places for _, y in marks]
    below, y = _below(natures, outline.middle_y + inner_y, max(lowest, default=0))
    drawn += below
    signs, y = key(y + 22, _signs(sides))
    drawn += signs
    if not names:
        for i, side in enumerate(sides, 1):
            words, lower = label(26, y + 4, f"{side.label.text} · {len(side.seats)}")
            drawn += [text(12, y + 4, i, "m b"), words]
            y += lower + LINE + 3
    return Figure(caption, sheet(caption, y, drawn), _table(caption, sides))


def _outline(sides: Sequence[Side]) -> _Outline:
    """The first outline with room for all: smaller seats, then rows, then a longer table."""
    for radius, rows in ((LARGE, 1), (7.5, 1), (7.5, 2), (SMALL, 2), (SMALL, 3), (SMALL, 4)):
        outline = _sized(radius, rows, FLAT)
        if _fits(sides, outline):
            return outline
    flat = FLAT
    while not _fits(sides, outline):
        flat *= 1.15
        outline = _sized(SMALL, 4, flat)
    return outline


def _sized(radius: float, rows: int, flat: float) -> _Outline:
    behind = (rows - 1) * (2 * radius + NEXT)
    half_width = WIDTH / 2 - radius - 2 - behind
    half_height = half_width * flat
    return _Outline(half_height + radius + 2 + behind, half_width, half_height, radius, rows)


def _columns(side: Side, rows: int) -> int:
    return max(1, ceil(len(side.seats) / rows))


def _fits(sides: Sequence[Side], outline: _Outline) -> bool:
    return outline.measured()[-1][0] >= _need(sides, outline.rows) * (2 * outline.radius + NEXT)


def _need(sides: Sequence[Side], rows: int) -> float:
    """How many seats' widths the line must have."""
    return sum(_columns(side, rows) for side in sides) + BETWEEN * max(0, len(sides) - 1)


def _places(
    sides: Sequence[Side], outline: _Outline
) -> list[tuple[_Spot, list[tuple[float, float]]]]:
    """For each side the spot in its middle, and the place of each of its seats."""
    measured = outline.measured()
    length = measured[-1][0]
    step = min(LOOSE, length / max(1, _need(sides, outline.rows)))
    spare = (length - step * _need(sides, outline.rows)) / (len(sides) + 1)
    way = spare
    found = []
    for side in sides:
        columns = _columns(side, outline.rows)
        marks = [
            _spot_at(measured, way + step * (i % columns + 0.5)).out(
                i // columns * (2 * outline.radius + NEXT)
            )
            for i in range(len(side.seats))
        ]
        found.append((_spot_at(measured, way + step * columns / 2), marks))
        way += step * (columns + BETWEEN) + spare
    return found


def _spot_at(measured: list[tuple[float, _Spot]], way: float) -> _Spot:
    i = bisect_left(measured, way, key=lambda one: one[0])
    return measured[min(i, len(measured) - 1)][1]


def _names(
    sides: Sequence[Side], middles: Sequence[_Spot], outline: _Outline, inner: tuple[float, float]
) -> list[SafeString]:
    """The names inside the table, each before its side; none where they do not all fit."""
    names = [wrap(f"{one.label.text}{HARD_SPACE}{len(one.seats)}", NAMED) for one in sides]
    if max(map(len, names), default=0) > 3:
        return []
    around = range(len(names))
    widest = sorted(around, key=lambda i: -max(map(len, names[i])))
    for order in (around, reversed(around), widest):
        boxes = _boxes(names, middles, outline, inner, order)
        if len(boxes) == len(names):
            return [
                text((box[0] + box[2]) / 2, box[1] + 12.5 + LINE * i, line, "m")
                for number, box in sorted(boxes.items())
                for i, line in enumerate(names[number])
            ]
    return []


def _boxes(
    names: Sequence[Sequence[str]],
    middles: Sequence[_Spot],
    outline: _Outline,
    inner: tuple[float, float],
    order: Iterable[int],
) -> dict[int, Box]:
    """A box for each name by its number, in this order, as far as there is room."""
    boxes: dict[int, Box] = {}
    for i in order:
        half = (max(map(len, names[i])) * SIGN / 2, len(names[i]) * LINE / 2)
        box = _room_for(half, middles[i], outline, inner, list(boxes.values()))
        if box is None:
            break
        boxes[i] = box
    return boxes


def _room_for(
    half: tuple[float, float],
    spot: _Spot,
    outline: _Outline,
    inner: tuple[float, float],
    others: Sequence[Box],
) -> Box | None:
    """The outermost box of that size from the spot inwards, in the table and free of the others."""
    middle_x, middle_y = WIDTH / 2, outline.middle_y
    for share, aside in product(range(90, INWARDS, -3), ASIDE):
        x = middle_x + (spot.x - middle_x) * share / 100 + aside
        y = middle_y + (spot.y - middle_y) * share / 100
        box = (x - half[0], y - half[1], x + half[0], y + half[1])
        far_x, far_y = abs(x - middle_x) + half[0], abs(y - middle_y) + half[1]
        is_inside = (far_x / inner[0]) ** 2 + (far_y / inner[1]) ** 2 <= 1
        if is_inside and not any(_touch(box, other) for other in others):
            return box
    return None


def _touch(box: Box, other: Box) -> bool:
    return (
        box[0] < other[2] + 5 and other[0] < box[2] + 5 and box[1] < other[3] and other[1] < box[3]
    )


def _seat(seat: SeatMark, x: float, y: float, radius: float) -> SafeString:
    """Filled, hollow, a ring in a ring, or dashed; a cross for whoever is young."""
    if seat.kind == "empty":
        return _circle("cla", x, y, radius, "3 3")
    drawn = _circle("ink f-ink" if seat.kind == "woman" else "ink f-paper", x, y, radius)
    if seat.kind == "undeclared":
        drawn += _circle("ink", x, y, radius * 0.62)
    if not seat.is_young:
        return drawn
    arm = radius * 0.4
    path = '<path class="{}" stroke-width="2" d="M{} {}V{}M{} {}H{}"/>'
    tone = "pap" if seat.kind == "woman" else "ink"
    ends = (x, y - arm, y + arm, x - arm, y, x + arm)
    return drawn + format_html(path, tone, *map(at, ends))


def _circle(classes: str, x: float, y: float, radius: float, dashes: str = "") -> SafeString:
    broken = format_html(' stroke-dasharray="{}"', dashes) if dashes else ""
    circle = '<circle class="{}" stroke-width="1.5" cx="{}" cy="{}" r="{}"{}/>'
    return format_html(circle, classes, at(x), at(y), at(radius), broken)


def _below(natures: Sequence[Nature], y: float, lowest: float) -> tuple[list[SafeString], float]:
    """One entity sits under the middle of the table, several in a list; and where they end."""
    drawn: list[SafeString] = []
    if not natures:
        return drawn, max(y, lowest)
    if len(natures) == 1:
        drawn.append(_waves(WIDTH / 2, y + 20))
        lines = wrap(natures[0].said, int(WIDTH / SIGN))
        y = max(y + 49, lowest + 16)
        drawn += [text(WIDTH / 2, y + LINE * i, one, "m f-wat") for i, one in enumerate(lines)]
        return drawn, y + LINE * (len(lines) - 1)
    y = max(y, lowest) + 20
    for nature in natures:
        words, lower = label(30, y + 4.5, nature.said, "f-wat")
        drawn += [_waves(13, y), words]
        y += lower + 28
    return drawn, y - 20


def _waves(x: float, y: float) -> SafeString:
    waves = "M{0} {1}q3.5-4 7 0t7 0M{0} {2}q3.5-4 7 0t7 0"
    path = '<path class="wat" stroke-width="1.6" d="{}"/>'
    return _circle("wat f-paper", x, y, 11) + format_html(
        path, waves.format(at(x - 7), at(y - 2), at(y + 3))
    )


def _signs(sides: Sequence[Side]) -> list[tuple[Mark, str]]:
    """What the marks mean, of those that are there."""
    said = {
        "woman": gettext("woman"),
        "man": gettext("man"),
        "undeclared": gettext("other, or not said"),
        "empty": gettext("empty chair"),
    }
    signs = [
        (_sign(SeatMark(kind)), said[kind])
        for kind in KINDS
        if any(side.count(kind) for side in sides)
    ]
    if any(side.young for side in sides):
        signs.append((_sign(SeatMark("man", is_young=True)), gettext("with a cross: 18 to 29")))
    return signs


def _sign(seat: SeatMark) -> Mark:
    return lambda x, y: _seat(seat, x, y, 8)


def _table(caption: Caption, sides: Sequence[Side]) -> Table:
    return Table(
        caption.titled,
        (
            gettext("Sector"),
            gettext("Seats"),
            gettext("Women"),
            gettext("Young"),
            gettext("Weight"),
        ),
        tuple((side.label.cell, *_counted([side]), f"1/{len(sides)}") for side in sides),
        foot=(gettext("Total"), *_counted(sides), "1") if sides else (),
    )


def _counted(sides: Sequence[Side]) -> Row:
    """Seats and how many of them are empty, women among the taken, young people."""
    women = sum(side.count("woman") for side in sides)
    empty = sum(side.count("empty") for side in sides)
    count = said_number(sum(len(side.seats) for side in sides))
    if empty:
        said = ngettext("%(count)s empty", "%(count)s empty", empty) % {"count": said_number(empty)}
        count = format_html('{} <span class="late">({})</span>', count, said)
    return (
        count,
        gettext("%(part)s of %(whole)s")
        % {"part": said_number(women), "whole": said_number(sum(side.taken for side in sides))},
        said_number(sum(side.young for side in sides)),
    )
