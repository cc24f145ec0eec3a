"""Pictures of numbers, drawn by the server: an SVG that needs no colour, with its table beside.

Each function takes frozen data and gives a `Figure`: the drawing, a table that says the same, and
one sentence on what to see. Show it with `{% include "kit/_figure.html" with figure=... %}`.
A drawing carries classes of the stylesheet and no style of its own. What its marks mean is also a
word, a number or a pattern, so that it reads in the dark, on paper and without colour.
"""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from concertar.kit.numbers import said_number, said_share

Number = int | float | Decimal

WIDTH = 344  # units of a drawing, about the pixels of a small phone
EDGE = 14
LINE = 17  # from one line of text to the next
MOST_SIGNS = 46  # of a label on one line


class Tone(StrEnum):
    """What a mark means: plain, agreed, needs an answer, of nature."""

    PLAIN = "ink"
    AGREED = "leaf"
    OPEN = "clay"
    NATURE = "wat"


STROKES = {Tone.PLAIN: "ink", Tone.AGREED: "lea", Tone.OPEN: "cla", Tone.NATURE: "wat"}


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a picture, in words: the first cell of a row names it.

    `words` are the places of the columns that hold words; the others hold numbers.
    """

    caption: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    words: tuple[int, ...] = (0,)


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, the table that says the same, what to see in it, and where it comes from."""

    svg: SafeString
    table: Table
    says: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it counts and how many."""

    label: str
    value: Number
    tone: Tone = Tone.PLAIN


@dataclass(frozen=True, slots=True)
class Moment:
    """One thing on a line of time: when (as a year, perhaps with a fraction), and what."""

    year: float
    when: str
    label: str
    tone: Tone = Tone.PLAIN


def bars(
    name: str, title: str, rows: Sequence[Bar], *, says: str, unit: str = "", source: str = ""
) -> Figure:
    """Horizontal bars from zero, each with its label above and its number at its end.

    `name` is the picture's own on its page: the ids of its parts begin with it.
    """
    _require_counts(row.value for row in rows)
    most = max((row.value for row in rows), default=0)
    room = WIDTH - 2 * EDGE - 64  # the number stands at the end of the bar
    parts: list[SafeString] = []
    top = 4
    for row in rows:
        lines = _lines(row.label)
        parts.append(_text(EDGE + 5, top + 12, lines, "b"))
        top += LINE * len(lines) + 2
        width = _length(row.value, most, room)
        parts.append(
            format_html(
                '<rect class="f-{}" x="{}" y="{}" width="{}" height="12"/>'
                '<text x="{}" y="{}">{}</text>',
                row.tone,
                EDGE,
                top,
                width,
                _at(EDGE + float(width) + 6),
                top + 11,
                said_number(row.value),
            )
        )
        top += 26
    axis = format_html('<path class="ink" stroke-width="1" d="M{} 2V{}"/>', EDGE, max(top - 8, 4))
    if unit:
        parts.append(_text(EDGE, top + 8, [unit], "q"))
        top += LINE
    table = Table(
        caption=_with_unit(title, unit),
        head=(gettext("What"), gettext("How many")),
        rows=tuple((row.label, said_number(row.value)) for row in rows),
    )
    return Figure(_svg(name, title, says, top + 4, [axis, *parts]), table, says, source)


def balance(
    name: str, title: str, parts: Sequence[Bar], *, says: str, unit: str = "", source: str = ""
) -> Figure:
    """One bar that is a whole, cut into parts: dark, striped, empty, dotted, lined in turn."""
    _require_counts(part.value for part in parts)
    whole = sum((Decimal(str(part.value)) for part in parts), Decimal(0))
    room = WIDTH - 2 * EDGE
    drawn: list[SafeString] = [_patterns(name)]
    left = float(EDGE)
    for i, part in enumerate(parts):
        width = _length(part.value, whole, room)
        drawn.append(_cut(name, i, left, 6, float(width), 30))
        left += float(width)
    top = 50
    for i, part in enumerate(parts):
        lines = _lines(part.label, MOST_SIGNS - 16)
        drawn.append(_cut(name, i, EDGE, top, 14, 14))
        drawn.append(_text(EDGE + 22, top + 12, lines, ""))
        number = f"{said_number(part.value)} · {said_share(_share(part.value, whole))}"
        drawn.append(_text(WIDTH - EDGE, top + 12, [number], "e b"))
        top += LINE * len(lines) + 7
    table = Table(
        caption=_with_unit(title, unit),
        head=(gettext("Part"), gettext("How many"), gettext("Share")),
        rows=(
            *(
                (part.label, said_number(part.value), said_share(_share(part.value, whole)))
                for part in parts
            ),
            (gettext("Total"), said_number(whole), said_share(1 if whole else 0)),
        ),
    )
    return Figure(_svg(name, title, says, top + 4, drawn), table, says, source)


def timeline(
    name: str, title: str, moments: Sequence[Moment], *, says: str, source: str = ""
) -> Figure:
    """Numbered marks along a line of years; the table beside says what each number is."""
    ordered = sorted(moments, key=lambda moment: moment.year)
    first = int(ordered[0].year) if ordered else 0
    last = int(ordered[-1].year) + 1 if ordered else 1
    room = WIDTH - 2 * EDGE - 20
    placed, levels = _stacked(
        [EDGE + 10 + (m.year - first) / (last - first) * room for m in ordered]
    )
    ground = 22 + 21 * max(levels, 1)
    drawn = [_years(first, last, room, ground)]
    for i, (moment, (x, level)) in enumerate(zip(ordered, placed, strict=True), start=1):
        y = ground - 18 - 21 * level
        drawn.append(
            format_html(
                '<path class="soft" stroke-width="1" d="M{0} {1}V{2}"/>'
                '<circle class="{3} f-paper" stroke-width="1.5" cx="{0}" cy="{1}" r="9"/>'
                '<text class="m" x="{0}" y="{4}">{5}</text>',
                _at(x),
                y,
                ground,
                STROKES[moment.tone],
                y + 4.5,
                i,
            )
        )
    table = Table(
        caption=title,
        head=(gettext("Number"), gettext("When"), gettext("What")),
        rows=tuple((str(i), m.when, m.label) for i, m in enumerate(ordered, start=1)),
        words=(0, 1, 2),
    )
    return Figure(_svg(name, title, says, ground + 26, drawn), table, says, source)


def _stacked(places: Sequence[float]) -> tuple[list[tuple[float, int]], int]:
    """Each place with the level where its mark covers no other, and how many levels there are."""
    ends: list[float] = []
    placed = []
    for x in places:
        level = next((i for i, end in enumerate(ends) if x - end >= 21), len(ends))
        ends[level : level + 1] = [x]
        placed.append((x, level))
    return placed, len(ends)


def _years(first: int, last: int, room: float, ground: int) -> SafeString:
    span = last - first
    step = next(step for step in (1, 2, 5, 10, 20, 50, 100, span) if span / step <= 6)
    years = range(first, last + 1, step)
    ticks = format_html_join(
        "",
        '<path class="ink" stroke-width="1" d="M{0} {1}v5"/>'
        '<text class="m q" x="{0}" y="{2}">{3}</text>',
        (
            (_at(EDGE + 10 + (year - first) / span * room), ground, ground + 20, year)
            for year in years
        ),
    )
    line = '<path class="ink" stroke-width="1.5" d="M{} {}H{}"/>{}'
    return format_html(line, EDGE, ground, WIDTH - EDGE, ticks)


LOOKS = ("", "stripes", "", "dots", "lines")  # in turn: dark, striped, empty, dotted, lined


def _patterns(name: str) -> SafeString:
    """Stripes, dots and lines, so that parts differ without colour; each picture has its own."""
    pattern = '<pattern id="{}-{}" width="6" height="6" patternUnits="userSpaceOnUse">'
    return format_html(
        f'<defs>{pattern}<path class="ink" stroke-width="1.4" d="M-1 7 7 -1M-1 1 1 -1M5 7 7 5"/>'
        f'</pattern>{pattern}<circle class="f-ink" cx="3" cy="3" r="1.3"/></pattern>'
        f'{pattern}<path class="ink" stroke-width="1.4" d="M0 3H6"/></pattern></defs>',
        *(part for look in LOOKS if look for part in (name, look)),
    )


def _cut(name: str, i: int, x: float, y: float, width: float, height: float) -> SafeString:
    """One part of a whole, with the look of its turn."""
    look, is_dark = LOOKS[i % len(LOOKS)], i % len(LOOKS) == 0
    frame = format_html(
        'x="{}" y="{}" width="{}" height="{}"', _at(x), _at(y), _at(width), _at(height)
    )
    ground = format_html('<rect class="f-{}" {}/>', "ink" if is_dark else "paper", frame)
    edge = format_html('<rect class="ink" stroke-width="1.2" {}/>', frame)
    if not look:
        return format_html("{}{}", ground, edge)
    return format_html('{}<rect fill="url(#{}-{})" {}/>{}', ground, name, look, frame, edge)


def _svg(
    name: str, title: str, says: str, height: float, parts: Iterable[SafeString]
) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        WIDTH,
        _at(height),
        name,
        name,
        name,
        title,
        name,
        says,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def _text(x: float, y: float, lines: Sequence[str], classes: str) -> SafeString:
    """A text of one or more lines, its first at `y`."""
    return format_html(
        '<text class="{}" x="{}" y="{}">{}</text>',
        classes,
        _at(x),
        _at(y),
        format_html_join(
            "",
            '<tspan x="{}" dy="{}">{}</tspan>',
            ((_at(x), LINE if i else 0, line) for i, line in enumerate(lines)),
        ),
    )


def _lines(label: str, most: int = MOST_SIGNS) -> list[str]:
    return textwrap.wrap(label, most, max_lines=3, placeholder=" …") or [""]


def _at(place: float) -> str:
    """A coordinate, short."""
    return f"{place:.1f}".removesuffix(".0")


def _share(value: Number, whole: Decimal) -> Decimal:
    return Decimal(str(value)) / whole if whole else Decimal(0)


def _length(value: Number, most: Number, room: float) -> str:
    return _at(float(value) / float(most) * room if most else 0)


def _with_unit(title: str, unit: str) -> str:
    return f"{title} ({unit})" if unit else title


def _require_counts(values: Iterable[Number]) -> None:
    if any(not Decimal(str(value)).is_finite() or value < 0 for value in values):
        raise ValueError("a bar shows a finite number of zero or more")
