"""How the pictures are drawn: places, lines of text, dots, and the sheet that holds them.

A drawing carries classes of the stylesheet and no style of its own. Its width is that of a small
telephone, so that it is read there at its own size and grows on a wider page.
"""

import textwrap
from collections.abc import Callable, Iterable

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from concertar.kit.charts.figure import Caption

WIDTH = 340
EDGE = 8
ROOM = WIDTH - 2 * EDGE
LINE = 17  # from one line of text to the next
SIGN = 6.7  # how wide a sign of a label is, about
KEY_LINE = 24

Mark = Callable[[float, float], SafeString]  # draws a sign with its middle at a place


def at(place: float) -> str:
    """A coordinate, short."""
    return f"{place:.1f}".removesuffix(".0")


def text(x: float, y: float, said: str | int, classes: str = "") -> SafeString:
    """One line of text, which begins, ends or has its middle at `x` as its classes say."""
    return format_html('<text class="{}" x="{}" y="{}">{}</text>', classes, at(x), at(y), said)


def label(
    x: float, y: float, said: str, classes: str = "", *, end: float = WIDTH
) -> tuple[SafeString, float]:
    """A label in as many lines as it needs before `end`, and how much lower its last line is."""
    lines = textwrap.wrap(said, max(12, int((end - x) / SIGN)), max_lines=3, placeholder=" …") or [
        ""
    ]
    drawn = [text(x, y + LINE * i, line, classes) for i, line in enumerate(lines)]
    return together(drawn), LINE * (len(lines) - 1)


def dot(x: float, y: float, *, filled: bool) -> SafeString:
    tone = "ink" if filled else "paper"
    return format_html('<circle class="dot f-{}" cx="{}" cy="{}" r="5.5"/>', tone, at(x), at(y))


def together(parts: Iterable[SafeString]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def sheet(caption: Caption, height: float, parts: Iterable[SafeString]) -> SafeString:
    """The whole drawing, with its title and what it tells whoever does not see it."""
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-title {}-desc">'
        '<title id="{}-title">{}</title><desc id="{}-desc">{}</desc>{}</svg>',
        WIDTH,
        at(height),
        caption.name,
        caption.name,
        caption.name,
        caption.titled,
        caption.name,
        caption.tells or caption.says,
        together(parts),
    )


def wide(said: str) -> float:
    """How wide a line of text is, about."""
    return len(said) * SIGN


def text_near(x: float, y: float, said: str, classes: str = "") -> SafeString:
    """A line of text with its middle at `x`, pushed inwards where it would leave the drawing."""
    half = min(wide(said), WIDTH) / 2
    return text(max(half, min(x, WIDTH - half)), y, said, f"m {classes}".strip())


def label_near(x: float, y: float, said: str, classes: str) -> tuple[SafeString, float]:
    """A label with its middle at `x` where it can; and how much lower its last line is."""
    lines = textwrap.wrap(said, int(WIDTH / SIGN), max_lines=3, placeholder=" …")
    drawn = [text_near(x, y + LINE * i, line, classes) for i, line in enumerate(lines)]
    return together(drawn), LINE * max(0, len(lines) - 1)


def key(y: float, items: Iterable[tuple[Mark, str]]) -> tuple[list[SafeString], float]:
    """What each sign stands for, as many to a line as there is room; and where the next line is."""
    drawn: list[SafeString] = []
    x = 0.0
    for mark, said in items:
        if x and x + 30 + wide(said) > WIDTH:
            x, y = 0.0, y + KEY_LINE
        words, lower = label(x + 28, y + 4.5, said)
        drawn += [mark(x + 12, y), words]
        x += 42 + wide(said)
        if lower:
            x, y = 0.0, y + lower + KEY_LINE
    return drawn, y + KEY_LINE if x else y
