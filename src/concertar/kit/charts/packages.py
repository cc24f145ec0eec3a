"""Packages side by side: what each gives to each sector, as letters on a line that holds zero."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from concertar.kit.charts.axes import Axis, Number, axis, exact
from concertar.kit.charts.figure import Caption, Figure, Label, Row, Table
from concertar.kit.charts.pen import (
    EDGE,
    WIDTH,
    Mark,
    at,
    key,
    label,
    sheet,
    text,
    text_near,
    together,
)
from concertar.kit.numbers import said_number

CLOSE = 22.0  # marks whose middles are nearer than this stand below one another
RECOMMENDED = "circle"
OUTLINES = {  # each around its middle
    "square": "M{0} {1}m-7.5-7.5h15v15h-15z",
    "diamond": "M{0} {1}m0-10.5l10.5 10.5-10.5 10.5-10.5-10.5z",
    "triangle": "M{0} {1}m0-11.5l11 17.5h-22z",
    "hexagon": "M{0} {1}m-10.5 0l5-8.5h11l5 8.5-5 8.5h-11z",
    "pennant": "M{0} {1}m-10-8h20v10l-10 8-10-8z",
    "cup": "M{0} {1}m-11-8h22l-4.5 16h-13z",
}


@dataclass(frozen=True, slots=True)
class Package:
    letter: str  # one sign or two, its own among the packages
    label: Label
    is_recommended: bool = False


@dataclass(frozen=True, slots=True)
class Gain:
    """What one sector or institution gets from each package, by its letter."""

    label: Label
    values: Mapping[str, Number | None]


def comparison(
    caption: Caption,
    packages: Sequence[Package],
    rows: Sequence[Gain],
    *,
    head: str,
    places: int = 0,
    sums: bool = True,
) -> Figure:
    """A line for each row with a mark for each package; dashed, the least the recommended gives."""
    line = axis(
        (value for row in rows for _, value in _known(row, packages)), EDGE + 12, WIDTH - 20
    )
    signs = _signs(packages)
    drawn: list[SafeString] = []
    y = 40.0
    for row in rows:
        words, lower = label(EDGE, y, row.label.text, "b h")
        marks, deep = _row(_known(row, packages), line, signs, y + lower + 19)
        drawn += [words, marks]
        y += lower + 54 + CLOSE * (deep - 1)
    foot = y - 16
    ground = [_tick(line, tick, foot) for tick in line.ticks]
    ground += _least(packages, rows, line, foot, places)
    if caption.unit:
        words, lower = label(EDGE, foot + 38, caption.unit, "q")
        drawn.append(words)
        foot += lower + LINE_OF_UNIT
    legend, y = key(foot + 42, ((signs[one.letter], _said(one)) for one in packages))
    table = _table(caption, packages, rows, head, places, sums=sums)
    return Figure(caption, sheet(caption, y - 6, [*ground, *drawn, *legend]), table)


LINE_OF_UNIT = 20.0


def _known(row: Gain, packages: Sequence[Package]) -> list[tuple[str, Fraction]]:
    """The letters that have a number in this row, with it."""
    values = ((one.letter, row.values.get(one.letter)) for one in packages)
    return [(letter, exact(value)) for letter, value in values if value is not None]


def _said(package: Package) -> str:
    said = f"{package.letter}. {package.label.text}"
    return (
        gettext("%(package)s (goes first)") % {"package": said} if package.is_recommended else said
    )


def _signs(packages: Sequence[Package]) -> dict[str, Mark]:
    """A mark for each letter: a filled circle for the recommended, an outline for each other."""
    outlines = list(OUTLINES.values())
    others = [one for one in packages if not one.is_recommended]
    signs = {
        one.letter: _sign(one.letter, outlines[i % len(outlines)]) for i, one in enumerate(others)
    }
    return signs | {one.letter: _filled(one.letter) for one in packages if one.is_recommended}


def _sign(letter: str, outline: str) -> Mark:
    return lambda x, y: format_html(
        '<path class="ink f-paper" stroke-width="1.5" d="{}"/>{}',
        outline.format(at(x), at(y)),
        text(x, y + 3.8, letter, "m b s"),
    )


def _filled(letter: str) -> Mark:
    return lambda x, y: format_html(
        '<circle class="lea f-leaf" cx="{}" cy="{}" r="9"/>{}',
        at(x),
        at(y),
        text(x, y + 3.8, letter, "m b s f-on-leaf"),
    )


def _row(
    known: Sequence[tuple[str, Fraction]], line: Axis, signs: Mapping[str, Mark], y: float
) -> tuple[SafeString, int]:
    """The marks on their line, and how many deep they stand; one below is tied to the line."""
    if not known:
        return text(line.first, y + 4, pgettext("number", "unknown"), "q h"), 1
    drawn: list[SafeString] = []
    lanes: list[float] = []  # where the last mark of each lane stands
    for letter, value in sorted(known, key=lambda one: one[1]):
        x = line.at(value)
        lane = next((i for i, last in enumerate(lanes) if x - last >= CLOSE), len(lanes))
        lanes[lane : lane + 1] = [x]
        place = y + CLOSE * lane
        if lane:
            tie = '<path class="soft" d="M{} {}V{}"/>'
            drawn.insert(0, format_html(tie, at(x), at(y), at(place)))
        drawn.append(signs[letter](x, place))
    ends = [line.at(pick(value for _, value in known)) for pick in (min, max)]
    rod = format_html('<path class="soft" d="M{} {}H{}"/>', at(ends[0]), at(y), at(ends[1]))
    return together([rod, *drawn]), len(lanes)


def _tick(line: Axis, tick: Fraction, foot: float) -> SafeString:
    look = "thin" if tick else "ink"
    rule = format_html('<path class="{}" d="M{} 22V{}"/>', look, at(line.at(tick)), at(foot))
    return rule + text_near(line.at(tick), foot + 16, line.said(tick), "q h")


def _least(
    packages: Sequence[Package], rows: Sequence[Gain], line: Axis, foot: float, places: int
) -> list[SafeString]:
    """The dashed line at the least that anybody gets from the recommended package."""
    letters = [one.letter for one in packages if one.is_recommended]
    gains = [value for row in rows for letter, value in _known(row, packages) if letter in letters]
    if not gains:
        return []
    x = line.at(min(gains))
    words = gettext("least with %(letter)s: %(number)s") % {
        "letter": letters[0],
        "number": said_number(min(gains), places=places),
    }
    dashes = '<path class="lea" stroke-width="1.6" stroke-dasharray="5 3" d="M{} 20V{}"/>'
    return [format_html(dashes, at(x), at(foot)), text_near(x, 13, words, "f-leaf h")]


def _table(
    caption: Caption,
    packages: Sequence[Package],
    rows: Sequence[Gain],
    head: str,
    places: int,
    *,
    sums: bool,
) -> Table:
    """The same numbers; each package's least is said, and the sum where nothing is missing."""
    known = [dict(_known(row, packages)) for row in rows]
    letters = [one.letter for one in packages]
    least = {
        letter: min((row[letter] for row in known if letter in row), default=None)
        for letter in letters
    }
    foot: Row = ()
    if sums and known and all(len(row) == len(letters) for row in known):
        totals = (
            said_number(sum(row[letter] for row in known), places=places) for letter in letters
        )
        foot = (gettext("Sum"), *totals)
    return Table(
        caption.titled,
        (head, *letters),
        tuple(
            (row.label.cell, *(_cell(numbers.get(one), least[one], places) for one in letters))
            for row, numbers in zip(rows, known, strict=True)
        ),
        foot=foot,
    )


def _cell(value: Fraction | None, least: Fraction | None, places: int) -> str:
    if value is None:
        return "—"
    said = said_number(value, places=places)
    if value != least:
        return said
    return format_html('<strong>{}</strong> <span class="tag">{}</span>', said, gettext("least"))
