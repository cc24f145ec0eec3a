"""A limit as a line of water, and how near to it the worst case of each package comes.

The worst case alone is compared with the limit, exactly. What is unknown never keeps a limit.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from textwrap import wrap
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext

from concertar.kit.charts.axes import Axis, Number, axis, exact
from concertar.kit.charts.figure import Caption, Figure, Label, Row, Table
from concertar.kit.charts.pen import (
    EDGE,
    LINE,
    SIGN,
    WIDTH,
    at,
    label,
    label_near,
    sheet,
    text,
    text_near,
    together,
)
from concertar.kit.numbers import said_number

SpreadKind = Literal["package", "today", "fallback"]
HATCH = 6  # how far the forbidden side is hatched
LEAST = 16  # signs of a name that have room before the water, or it may cross
SAID = 14  # signs in a line of what is said beside a range
BESIDE = SAID * SIGN + EDGE  # how wide that is, at the right edge


class Verdict(Enum):
    KEEPS = "keeps"
    TOUCHES = "touches"
    BREAKS = "breaks"
    BREAKS_AT_BEST = "breaks_at_best"
    UNKNOWN = "unknown"

    @property
    def is_broken(self) -> bool:
        return self in (Verdict.BREAKS, Verdict.BREAKS_AT_BEST)


@dataclass(frozen=True, slots=True)
class Bound:
    """A number not to be passed, from below or, with `at_least`, from above; or a target."""

    value: Number
    label: str
    at_least: bool = False
    is_target: bool = False  # of a commitment: a mark to reach, nothing of nature

    @property
    def exact(self) -> Fraction:
        return exact(self.value)

    def is_beyond(self, value: Number) -> bool:
        number = exact(value)
        return number < self.exact if self.at_least else number > self.exact

    def said(self, places: int = 0) -> str:
        return f"{self.label}: {said_number(self.exact, places=places)}"


@dataclass(frozen=True, slots=True)
class Spread:
    """What may come of a package, of today or of the fallback; an end that is None is unknown."""

    label: Label
    low: Number | None = None
    likely: Number | None = None
    high: Number | None = None
    kind: SpreadKind = "package"

    def __post_init__(self) -> None:
        known = self.known
        if known != sorted(known):
            raise ValueError("a range goes from low over likely to high")

    @property
    def known(self) -> list[Fraction]:
        return [exact(one) for one in (self.low, self.likely, self.high) if one is not None]

    def worst(self, bound: Bound) -> Number | None:
        return self.low if bound.at_least else self.high

    def best(self, bound: Bound) -> Number | None:
        return self.high if bound.at_least else self.low

    def margin(self, bound: Bound) -> Fraction | None:
        """How far the worst case stays on the good side; less than nothing where it does not."""
        worst = self.worst(bound)
        if worst is None:
            return None
        return exact(worst) - bound.exact if bound.at_least else bound.exact - exact(worst)

    def verdict(self, bound: Bound) -> Verdict:
        margin, best = self.margin(bound), self.best(bound)
        if margin is None:
            return Verdict.UNKNOWN
        if margin >= 0:
            return Verdict.TOUCHES if margin == 0 else Verdict.KEEPS
        if best is not None and bound.is_beyond(best):
            return Verdict.BREAKS_AT_BEST
        return Verdict.BREAKS


def said_verdict(verdict: Verdict) -> str:
    return {
        Verdict.KEEPS: gettext("keeps it"),
        Verdict.TOUCHES: gettext("touches it: it binds"),
        Verdict.BREAKS: gettext("breaks it"),
        Verdict.BREAKS_AT_BEST: gettext("breaks it even at best"),
        Verdict.UNKNOWN: pgettext("number", "unknown"),
    }[verdict]


def limit(caption: Caption, bound: Bound, spreads: Sequence[Spread], *, places: int = 1) -> Figure:
    """Each range from best to worst, its worst end thick, before the line that it may not pass."""
    values = [bound.exact, *(value for spread in spreads for value in spread.known)]
    line = axis(values, EDGE + 12, WIDTH - BESIDE - 12, from_zero=False)
    name, top = label_near(line.at(bound.value), 13, bound.said(places), "b h f-wat")
    drawn = [name]
    y = top + 46
    for spread in spreads:
        words, lower = _words(spread, bound, line, y, places)
        drawn += [words, _range(spread, bound, line, y + lower + 18)]
        y += lower + 50
    foot = y - 20
    ground = [_tick(line, tick, top + 28, foot) for tick in line.ticks]
    ground += _water(bound, line, top + 20, foot)
    if caption.unit:
        words, lower = label(EDGE, foot + 38, caption.unit, "q")
        drawn.append(words)
        foot += lower + 20
    table = _table(caption, bound, spreads, places)
    return Figure(caption, sheet(caption, foot + 24, [*ground, *drawn]), table)


def _tone(verdict: Verdict) -> str:
    return "cla" if verdict.is_broken else "ink"


def _words(
    spread: Spread, bound: Bound, line: Axis, y: float, places: int
) -> tuple[SafeString, float]:
    """The name over its range and, beside both, the worst case and what it does to the limit.

    Nothing is written across the line of water where there is room before it.
    """
    verdict, worst = spread.verdict(bound), spread.worst(bound)
    said = said_verdict(verdict)
    if worst is not None:
        said = f"{said_number(worst, places=places)} {said}"
    strong = {Verdict.KEEPS: "", Verdict.TOUCHES: "b"}.get(verdict, "b f-clay")
    name = "b h" if spread.kind == "package" else "q h"
    water, end = line.at(bound.value), WIDTH - BESIDE
    before = water - HATCH - 2 if water - EDGE > LEAST * SIGN else end
    words, lower = label(EDGE, y, spread.label.text, name, end=min(before, end))
    lines = wrap(said, SAID)
    beside = [text(end, y + LINE * i, one, f"h {strong}".strip()) for i, one in enumerate(lines)]
    return words + together(beside), max(lower, LINE * (len(lines) - 2))


def _range(spread: Spread, bound: Bound, line: Axis, y: float) -> SafeString:
    """From end to end; the worst thick, the likely hollow. Nothing known: a row of dots."""
    verdict = spread.verdict(bound)
    tone, known = _tone(verdict), spread.known
    if verdict is Verdict.UNKNOWN:
        dots = '<path class="cla" stroke-width="2" stroke-dasharray="1 6" d="M{} {}H{}"/>'
        unknown = format_html(dots, at(line.first), at(y), at(line.last))
        away = max((line.first + 24, line.last - 24), key=lambda x: abs(x - line.at(bound.value)))
        return unknown + text(away, y + 5, "?", "m b h f-clay")
    dashes = format_html(' stroke-dasharray="{}"', "4 3") if spread.kind == "fallback" else ""
    rod = '<path class="{}" stroke-width="2"{} d="M{} {}H{}"/>'
    ends = (line.at(known[0]), line.at(known[-1]))
    drawn = [format_html(rod, tone, dashes, at(ends[0]), at(y), at(ends[1]))]
    tick = '<path class="{}" stroke-width="{}" d="M{} {}V{}"/>'
    best, worst = spread.best(bound), spread.worst(bound)
    if best is not None:
        drawn.append(format_html(tick, tone, 2, at(line.at(best)), at(y - 4), at(y + 4)))
    if worst is not None:
        drawn.append(format_html(tick, tone, 4, at(line.at(worst)), at(y - 8), at(y + 8)))
    if spread.likely is not None:
        dot = '<circle class="{} f-paper" stroke-width="1.8" cx="{}" cy="{}" r="3.6"/>'
        drawn.append(format_html(dot, tone, at(line.at(spread.likely)), at(y)))
    return together(drawn)


def _tick(line: Axis, tick: Fraction, top: float, foot: float) -> SafeString:
    rule = format_html('<path class="thin" d="M{} {}V{}"/>', at(line.at(tick)), at(top), at(foot))
    return rule + text_near(line.at(tick), foot + 16, line.said(tick), "q h")


def _water(bound: Bound, line: Axis, top: float, foot: float) -> list[SafeString]:
    """The line itself, hatched on the side where nobody may be."""
    x = line.at(bound.value)
    away = -HATCH if bound.at_least else HATCH
    hatch = "".join(f"M{at(x)} {at(y)}l{away}-6" for y in _steps(top + 12, foot))
    return [
        format_html('<path class="wat" stroke-width="1" d="{}"/>', hatch),
        format_html('<path class="wat" stroke-width="3" d="M{} {}V{}"/>', at(x), at(top), at(foot)),
    ]


def _steps(start: float, end: float) -> list[float]:
    return [start + 8 * i for i in range(int((end - start) // 8) + 1)]


def _table(caption: Caption, bound: Bound, spreads: Sequence[Spread], places: int) -> Table:
    return Table(
        f"{caption.titled}; {bound.said(places)}",
        (
            gettext("Package"),
            gettext("Best"),
            gettext("Likely"),
            gettext("Worst"),
            gettext("Margin"),
        ),
        tuple(_cells(spread, bound, places) for spread in spreads),
        stacks=True,
    )


def _cells(spread: Spread, bound: Bound, places: int) -> Row:
    """Its numbers, and under the margin in words what it does to the limit."""
    verdict = spread.verdict(bound)
    numbers = (spread.best(bound), spread.likely, spread.worst(bound), spread.margin(bound))
    said = ["—" if one is None else said_number(one, places=places) for one in numbers]
    look = "late" if verdict.is_broken or verdict is Verdict.UNKNOWN else "tag"
    word = said_verdict(Verdict.BREAKS if verdict.is_broken else verdict)
    cell = '<span>{}<br><span class="{}">{}</span></span>'
    return (spread.label.cell, *said[:3], format_html(cell, said[3], look, word))
