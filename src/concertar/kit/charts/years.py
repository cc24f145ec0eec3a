"""Things on a line of years, in lanes, each as long as the time it may have taken."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from concertar.kit.charts.figure import Caption, Figure, Label, Table
from concertar.kit.charts.pen import EDGE, ROOM, WIDTH, at, sheet, text

LANE_HEAD = 24
LANE_ROW = 20
LEAST_WIDTH = 24  # of a mark: its number must fit
MOST_YEARS = 5  # that are written along the line


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing in time, under the number that it has in the list beside."""

    number: int
    label: Label
    when: str
    starts: date
    ends: date  # its last day
    filled: bool = True


@dataclass(frozen=True, slots=True)
class Lane:
    label: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days along the width of the drawing."""

    first: date
    last: date

    def at(self, day: date) -> float:
        return EDGE + (day - self.first).days / (self.last - self.first).days * ROOM


def timeline(caption: Caption, lanes: Sequence[Lane]) -> Figure:
    """Each thing in its lane, in as many rows as keep the marks apart."""
    moments = sorted((one for lane in lanes for one in lane.moments), key=lambda one: one.number)
    first = min((one.starts.year for one in moments), default=date.min.year)
    last = max((one.ends.year for one in moments), default=first)
    scale = _Scale(date(first, 1, 1), date(last, 12, 31) + timedelta(days=1))
    drawn = []
    y = 26.0
    for lane in lanes:
        drawn.append(text(2, y + 12, lane.label, "q"))
        marks, rows = _marks(lane, scale, y + LANE_HEAD)
        drawn += marks
        y += LANE_HEAD + rows * LANE_ROW + 8
    step = -(-(last + 1 - first) // MOST_YEARS)
    years = range(first, last + 1, step) if moments else ()
    ticks = [_tick(year, scale.at(date(year, 1, 1)), y) for year in years]
    table = Table(
        caption.titled,
        (gettext("Number"), gettext("When"), gettext("What")),
        tuple((str(one.number), one.when, one.label.cell) for one in moments),
        words=(0, 1, 2),
    )
    return Figure(caption, sheet(caption, y, [*ticks, *drawn]), table)


def _tick(year: int, x: float, height: float) -> SafeString:
    line = format_html('<path class="thin" d="M{} 20V{}"/>', at(x), at(height))
    return line + text(x, 12, year, "q")


def _marks(lane: Lane, scale: _Scale, top: float) -> tuple[list[SafeString], int]:
    """The marks of a lane, each in the first row where nothing stands in its way."""
    ends: list[float] = []
    marks = []
    for one in lane.moments:
        x = scale.at(one.starts)
        wide = max(LEAST_WIDTH, scale.at(one.ends + timedelta(days=1)) - x)
        x = min(x, WIDTH - EDGE - wide)
        row = next((i for i, end in enumerate(ends) if end + 2 <= x), len(ends))
        ends[row : row + 1] = [x + wide]
        marks.append(_mark(one, x, wide, top + row * LANE_ROW))
    return marks, len(ends)


def _mark(one: Moment, x: float, wide: float, y: float) -> SafeString:
    """A bar with its number in the middle, or at the beginning of a long one."""
    return format_html(
        '<rect class="ink f-{}" x="{}" y="{}" width="{}" height="16" rx="8"/>{}',
        "ink" if one.filled else "paper",
        at(x),
        at(y - 8),
        at(wide),
        text(x + min(wide / 2, 14), y + 4.5, one.number, "f-paper b m" if one.filled else "b m"),
    )
