"""What was measured of a commitment over time, before its limit or on the way to its target."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from itertools import pairwise

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from concertar.kit.charts.axes import Axis, Number, axis, exact
from concertar.kit.charts.figure import Caption, Figure, Table
from concertar.kit.charts.limits import Bound
from concertar.kit.charts.pen import (
    EDGE,
    WIDTH,
    Mark,
    at,
    key,
    sheet,
    text,
    wide,
)
from concertar.kit.numbers import said_number

TOP, FOOT = 16.0, 104.0  # of the drawn numbers
APART = 15.0  # from one number at the right to the next


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read on a day; None where nobody read it, which is a gap and no zero."""

    when: date
    said: str  # the day or the month, as it is printed
    value: Number | None


def series(
    caption: Caption,
    readings: Sequence[Reading],
    *,
    bounds: Sequence[Bound] = (),
    places: int = 0,
    bars: bool = False,
) -> Figure:
    """A line of readings or bars; filled squares where a limit is passed; the last one in words."""
    readings = sorted(readings, key=lambda one: one.when)
    values = [one.value for one in readings if one.value is not None]
    up = _upwards([*values, *(one.value for one in bounds)], bars=bars)
    beside = _beside(up, readings, bounds, places)
    end = WIDTH - EDGE - max([24.0, *(wide(said) for _, said, _ in beside)]) - 6
    spots = _spots(readings, end, up)
    drawn = [_ground(up, end), *(_bound(bound, up, end) for bound in bounds)]
    drawn += _bars(spots, up, bounds) if bars else _dots(spots, bounds)
    drawn += [text(end + 6, y, said, look) for y, said, look in _apart(beside)]
    if readings:
        drawn.append(text(EDGE, FOOT + 18, readings[0].said, "q"))
    if len(readings) > 1:
        drawn.append(text(end, FOOT + 18, readings[-1].said, "q e"))
    legend, y = key(FOOT + 42, _signs(readings, bounds, places))
    table = _table(caption, readings, bounds, places)
    return Figure(caption, sheet(caption, y - 12, [*drawn, *legend]), table)


def _upwards(values: Sequence[Number], *, bars: bool) -> Axis:
    """The heights, up to the highest; where zero is far, nothing stands on the line below."""
    up = axis(values, FOOT, TOP, from_zero=bars)
    known = [exact(value) for value in values]
    if _is_broken(up) and min(known) == up.start:
        up = replace(up, start=up.start - up.step)
    if up.end < 0 or not known:
        return up
    highest = max(*known, Fraction(0))
    return replace(up, end=highest) if highest > up.start else up


def _is_broken(up: Axis) -> bool:
    return up.start > 0 or up.end < 0


Spot = tuple[float, float, Reading]  # where a reading stands; the height means nothing in a gap


def _spots(readings: Sequence[Reading], end: float, up: Axis) -> list[Spot]:
    """Each reading at its day."""
    if not readings:
        return []
    first = readings[0].when
    days = (readings[-1].when - first).days or 1
    start, room = EDGE + 10, end - EDGE - 20
    return [
        (
            start + room * (one.when - first).days / days,
            up.at(one.value) if one.value is not None else FOOT,
            one,
        )
        for one in readings
    ]


def _is_beyond(reading: Reading, bounds: Sequence[Bound]) -> bool:
    """Whether a limit is passed; to be beyond a target is no harm."""
    return reading.value is not None and any(
        not bound.is_target and bound.is_beyond(reading.value) for bound in bounds
    )


def _ground(up: Axis, end: float) -> SafeString:
    """The line below, broken at its beginning where it is not zero; and zero, if it is above."""
    if _is_broken(up):
        broken = "M{0} {2}h6l3-5 4 10 3-5H{1}"
        return format_html(
            '<path class="soft" d="{}"/>', broken.format(at(EDGE), at(end), at(FOOT))
        )
    return format_html('<path class="soft" d="M{} {}H{}"/>', at(EDGE), at(up.at(0)), at(end))


def _bound(bound: Bound, up: Axis, end: float) -> SafeString:
    return _stroke(EDGE, up.at(bound.value), end, is_target=bound.is_target)


def _stroke(x: float, y: float, end: float, *, is_target: bool) -> SafeString:
    """A target is dashed ink; a limit is a thick line of water."""
    path = (
        '<path class="ink" stroke-width="1.4" stroke-dasharray="5 4" d="M{} {}H{}"/>'
        if is_target
        else '<path class="wat" stroke-width="2.5" d="M{} {}H{}"/>'
    )
    return format_html(path, at(x), at(y), at(end))


def _dots(spots: Sequence[Spot], bounds: Sequence[Bound]) -> list[SafeString]:
    """A line where one reading follows another, broken where one is missing."""
    path = "".join(
        f"M{at(x)} {at(y)}L{at(next_x)} {at(next_y)}"
        for (x, y, one), (next_x, next_y, other) in pairwise(spots)
        if one.value is not None and other.value is not None
    )
    drawn = [format_html('<path class="ink" stroke-width="1.4" d="{}"/>', path)] if path else []
    return drawn + [
        _gap(x, FOOT)
        if one.value is None
        else (_square(x, y) if _is_beyond(one, bounds) else _ring(x, y))
        for x, y, one in spots
    ]


def _ring(x: float, y: float) -> SafeString:
    ring = '<circle class="ink f-paper" stroke-width="1.5" cx="{}" cy="{}" r="3"/>'
    return format_html(ring, at(x), at(y))


def _square(x: float, y: float) -> SafeString:
    square = '<rect class="cla f-clay" x="{}" y="{}" width="6.4" height="6.4"/>'
    return format_html(square, at(x - 3.2), at(y - 3.2))


def _gap(x: float, y: float) -> SafeString:
    return format_html('<path class="soft" d="M{} {}l5 5m0-5l-5 5"/>', at(x - 2.5), at(y - 2.5))


def _bars(spots: Sequence[Spot], up: Axis, bounds: Sequence[Bound]) -> list[SafeString]:
    """A bar from zero for each reading; one that passes a limit has a square on its end."""
    steps = [other[0] - one[0] for one, other in pairwise(spots)]
    thick = max(2.0, min([9.0, *(0.7 * step for step in steps)]))
    bar = '<path class="ink" stroke-width="{}" d="M{} {}V{}"/>'
    drawn = []
    for x, y, one in spots:
        if one.value is None:
            drawn.append(_gap(x, up.at(0)))
            continue
        drawn.append(format_html(bar, at(thick), at(x), at(up.at(0)), at(y)))
        if _is_beyond(one, bounds):
            drawn.append(_square(x, y))
    return drawn


def _beside(
    up: Axis, readings: Sequence[Reading], bounds: Sequence[Bound], places: int
) -> list[tuple[float, str, str]]:
    """The numbers at the right end: each limit, the last reading, and where the line begins."""
    said = [
        (
            up.at(bound.value),
            said_number(bound.exact, places=places),
            "b" if bound.is_target else "b f-wat",
        )
        for bound in bounds
    ]
    known = [one.value for one in readings if one.value is not None]
    if known:
        look = "f-clay" if any(_is_beyond(one, bounds) for one in readings[-1:]) else ""
        said.append((up.at(known[-1]), said_number(exact(known[-1]), places=places), look))
    if _is_broken(up):
        said.append((FOOT, up.said(up.start), "q"))
    return said


def _apart(beside: Sequence[tuple[float, str, str]]) -> list[tuple[float, str, str]]:
    """The same numbers, each once, pushed upwards until none covers another."""
    placed = []
    room = FOOT + 4
    once = {(y, said): look for y, said, look in reversed(beside)}
    for (y, said), look in sorted(once.items(), key=lambda one: -one[0][0]):
        room = min(room, y + 4)
        placed.append((room, said, look))
        room -= APART
    return placed


def _signs(
    readings: Sequence[Reading], bounds: Sequence[Bound], places: int
) -> list[tuple[Mark, str]]:
    """What each line and mark means, of those that are there."""
    signs: list[tuple[Mark, str]] = [(_sample(bound), bound.said(places)) for bound in bounds]
    if any(_is_beyond(one, bounds) for one in readings):
        signs.append((_square, gettext("passes the limit")))
    if any(one.value is None for one in readings):
        signs.append((_gap, gettext("not measured")))
    return signs


def _sample(bound: Bound) -> Mark:
    return lambda x, y: _stroke(x - 10, y, x + 10, is_target=bound.is_target)


def _table(
    caption: Caption, readings: Sequence[Reading], bounds: Sequence[Bound], places: int
) -> Table:
    limits = "; ".join(bound.said(places) for bound in bounds)
    return Table(
        f"{caption.titled}; {limits}" if limits else caption.titled,
        (gettext("When"), gettext("Measured")),
        tuple((one.said, _cell(one, bounds, places)) for one in readings),
    )


def _cell(reading: Reading, bounds: Sequence[Bound], places: int) -> str:
    if reading.value is None:
        return gettext("not measured")
    said = said_number(exact(reading.value), places=places)
    if not _is_beyond(reading, bounds):
        return said
    return format_html('{} <span class="late">{}</span>', said, gettext("passes the limit"))
