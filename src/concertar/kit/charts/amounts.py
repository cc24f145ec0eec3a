"""Amounts as lengths: a whole and its parts, the balance of a whole, two numbers for one thing."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from concertar.kit.charts.figure import Caption, Figure, Label, Row, Table
from concertar.kit.charts.pen import (
    EDGE,
    LINE,
    ROOM,
    WIDTH,
    at,
    dot,
    label,
    sheet,
    text,
)
from concertar.kit.numbers import said_number, said_share

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Part:
    """One part: what it counts, how many, and how many wholes it is inside of."""

    label: Label
    value: Number
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Pair:
    """A number, and the one that stands against it."""

    label: Label
    value: int
    against: Label
    other: int


def parts(caption: Caption, rows: Sequence[Part]) -> Figure:
    """A bar for a whole and, under it, one for each part, where it lies in the whole.

    A part follows the whole that it is of, one deeper.
    """
    _require_counts(row.value for row in rows)
    begins = _begins(rows)
    most = max(
        (start + float(row.value) for start, row in zip(begins, rows, strict=True)), default=0
    )
    scale = ROOM / most if most else 0
    drawn = []
    y = 14.0
    for start, row in zip(begins, rows, strict=True):
        said = f"{said_number(row.value)} {row.label.text}"
        words, lower = label(EDGE + 10 * row.depth, y, said, "" if row.depth else "b")
        y += lower
        bar = '<rect class="ink f-{}" x="{}" y="{}" width="{}" height="12"/>'
        tone = ("ink", "tint", "paper")[min(row.depth, 2)]
        x, width = at(EDGE + start * scale), at(float(row.value) * scale)
        drawn += [words, format_html(bar, tone, x, at(y + 6), width)]
        y += 40
    table = Table(
        caption.titled,
        (gettext("What"), gettext("How many"), gettext("Part of")),
        tuple(_rows_of_parts(rows)),
        words=(0, 2),
        stacks=True,
    )
    return Figure(caption, sheet(caption, y - 14, drawn), table)


def _begins(rows: Sequence[Part]) -> list[float]:
    """Where each part begins: at its whole's beginning, or where the part before it ends."""
    begins: list[float] = []
    free: dict[int, float] = {}
    for row in rows:
        start = free.get(row.depth, 0.0)
        begins.append(start)
        free[row.depth] = start + float(row.value)
        free[row.depth + 1] = start
    return begins


def _rows_of_parts(rows: Sequence[Part]) -> Iterable[Row]:
    wholes: dict[int, Label] = {}
    for row in rows:
        wholes[row.depth] = row.label
        whole = wholes.get(row.depth - 1)
        yield row.label.cell, said_number(row.value), whole.cell if whole else "—"


def pairs(caption: Caption, rows: Sequence[Pair], *, head: Row) -> Figure:
    """On each line from nothing upwards, a number (filled) and what stands against it (hollow)."""
    _require_counts(number for row in rows for number in (row.value, row.other))
    drawn = []
    y = 0.0
    for row in rows:
        words, lower = label(2, y + 14, row.label.text)
        y += lower
        drawn += [words, _against(row, y + 32)]
        y += 58
    table = Table(
        caption.titled,
        head,
        tuple(
            (row.label.cell, said_number(row.value), row.against.cell, said_number(row.other))
            for row in rows
        ),
        words=(0, 2),
        stacks=True,
    )
    return Figure(caption, sheet(caption, y, drawn), table)


def _against(row: Pair, y: float) -> SafeString:
    """One line with its two numbers under it, side by side where they would touch."""
    sizes = [7 * len(said_number(number)) for number in (row.value, row.other)]
    scale = (ROOM - max(30, *sizes)) / max(1, row.value, row.other)
    x, other_x = EDGE + row.value * scale, EDGE + row.other * scale
    looks, shift = {x: "m", other_x: "m"}, 0
    if abs(x - other_x) < sum(sizes) / 2 + 4:
        looks, shift = {min(x, other_x): "e", max(x, other_x): ""}, 3
    return format_html(
        '<path class="thin" d="M{0} {2}H{1}"/><path class="ink" d="M{0} {3}v10"/>'
        '<path class="cla" stroke-width="3" d="M{4} {2}H{5}"/>{6}{7}{8}{9}',
        EDGE,
        WIDTH - EDGE,
        at(y),
        at(y - 5),
        at(x),
        at(other_x),
        dot(other_x, y, filled=False),
        dot(x, y, filled=True),
        text(x + shift * (x > other_x), y + 19, said_number(row.value), f"b {looks[x]}"),
        text(other_x + shift * (other_x > x), y + 19, said_number(row.other), looks[other_x]),
    )


def balance(caption: Caption, rows: Sequence[Part]) -> Figure:
    """One bar that is a whole, cut into parts: dark, striped, empty, dotted, lined in turn."""
    _require_counts(row.value for row in rows)
    whole = sum((Decimal(str(row.value)) for row in rows), Decimal(0))
    shares = [Decimal(str(row.value)) / whole if whole else Decimal(0) for row in rows]
    drawn: list[SafeString] = [_patterns(caption.name)]
    x, y = float(EDGE), 50.0
    for i, (row, share) in enumerate(zip(rows, shares, strict=True)):
        width = float(share) * ROOM
        drawn += [_cut(caption.name, i, x, 6, width, 30), _cut(caption.name, i, EDGE, y, 14, 14)]
        words, lower = label(EDGE + 22, y + 12, row.label.text, end=WIDTH - 110)
        number = f"{said_number(row.value)} · {said_share(share)}"
        drawn += [words, text(WIDTH - EDGE, y + 12, number, "e b")]
        x += width
        y += lower + LINE + 7
    table = Table(
        caption.titled,
        (gettext("Part"), gettext("How many"), gettext("Share")),
        tuple(
            (row.label.cell, said_number(row.value), said_share(share))
            for row, share in zip(rows, shares, strict=True)
        ),
        foot=(gettext("Total"), said_number(whole), said_share(1 if whole else 0)),
    )
    return Figure(caption, sheet(caption, y + 4, drawn), table)


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
    frame = format_html('x="{}" y="{}" width="{}" height="{}"', at(x), at(y), at(width), at(height))
    ground = format_html('<rect class="f-{}" {}/>', "ink" if is_dark else "paper", frame)
    edge = format_html('<rect class="ink" stroke-width="1.2" {}/>', frame)
    if not look:
        return format_html("{}{}", ground, edge)
    return format_html('{}<rect fill="url(#{}-{})" {}/>{}', ground, name, look, frame, edge)


def _require_counts(values: Iterable[Number]) -> None:
    if any(not Decimal(str(value)).is_finite() or value < 0 for value in values):
        raise ValueError("a length shows a finite number of zero or more")
