"""From the first voice to the last check: each step below the ones it comes from.

The list reads without its drawing. At its side run lines, as many as there are steps somebody
still takes up; two of them join in what was made of both. Nature enters from the side.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from django.utils.html import format_html
from django.utils.safestring import SafeString

from concertar.kit.charts.pen import at, together
from concertar.kit.texts import marked

StepKind = Literal[
    "voice",
    "shared",
    "limit",
    "option",
    "package",
    "draft",
    "signed",
    "commitment",
    "measure",
    "check",
]
OF_NATURE = ("limit", "measure")
AGREED = ("signed", "commitment", "check")

NARROW, WIDE = 72, 112  # of the drawing at the side
FEW = 3  # lines that stand in the narrow one
HEAD, NODE = 44, 22  # height of the drawing beside the first lines, and of its node
NEAREST = 26  # from the first line to the words
APART = 24  # from one line to the next, where there is room


@dataclass(frozen=True, slots=True)
class Step:
    """One step; `name` is its link, `says` what follows it, `said` its day as it is printed."""

    key: str
    kind: StepKind
    name: str
    says: str = ""
    address: str = ""
    note: str = ""
    said: str = ""
    when: date | None = None
    derives_from: tuple[str, ...] = ()
    language: str = ""  # of what it says; none: the reader's

    @property
    def is_of_nature(self) -> bool:
        return self.kind in OF_NATURE

    @property
    def quoted(self) -> SafeString:
        return marked(self.says, self.language)


@dataclass(frozen=True, slots=True)
class TraceRow:
    step: Step
    head: SafeString
    tail: SafeString
    origins: tuple[str, ...]  # names of what it comes from, where that is not the step above


@dataclass(frozen=True, slots=True)
class Trace:
    rows: tuple[TraceRow, ...]
    is_wide: bool = False


@dataclass(frozen=True, slots=True)
class _Move:
    """What happens to the lines at one step: where it stands, what comes in and what goes on."""

    lane: int
    comes: tuple[int, ...]  # lines that lead to it
    passes: tuple[int, ...]  # lines that go on beside it or through it
    goes: tuple[int, ...]  # lines below it
    tones: Mapping[int, str]  # above it
    below: Mapping[int, str]


@dataclass(slots=True)
class _Lanes:
    """The lines that run, each with the step that it comes from."""

    last_use: Mapping[str, int]
    tips: list[str] = field(default_factory=list)  # none: free
    tones: list[str] = field(default_factory=list)

    def free(self) -> int:
        if "" not in self.tips:
            self.tips.append("")
            self.tones.append("ink")
        return self.tips.index("")

    def running(self) -> tuple[int, ...]:
        return tuple(i for i, tip in enumerate(self.tips) if tip)

    def move(self, i: int, step: Step, parents: Sequence[str]) -> _Move:
        """Put the step on a line: that of a parent that nobody else takes up, or a new one."""
        tones = dict(enumerate(self.tones))
        comes = tuple(lane for lane in self.running() if self.tips[lane] in parents)
        passes = self.running()
        ending = [lane for lane in comes if self.last_use[self.tips[lane]] == i]
        stays = step.is_of_nature and bool(comes)  # it stands on a line and does not change it
        lane = comes[0] if stays else ending[0] if ending else self.free()
        for one in ending:
            self.tips[one] = ""
        if self.last_use.get(step.key, -1) > i:
            self.tips[lane] = step.key
            self.tones[lane] = "lea" if step.kind in AGREED else "ink"
        passes = tuple(one for one in passes if one not in ending)
        return _Move(lane, comes, passes, self.running(), tones, dict(enumerate(self.tones)))


def trace(steps: Sequence[Step]) -> Trace:
    """The steps in their order with the lines beside them."""
    parents = _parents(steps)
    last_use = {key: i for i, keys in enumerate(parents) for key in keys}
    lanes = _Lanes(last_use)
    moves = [
        lanes.move(i, step, keys) for i, (step, keys) in enumerate(zip(steps, parents, strict=True))
    ]
    is_wide = len(lanes.tips) > FEW
    width = WIDE if is_wide else NARROW
    apart = min(APART, (width - NEAREST - 12) / max(1, len(lanes.tips) - 1))
    names = {step.key: step.name for step in steps}
    rows = tuple(
        TraceRow(
            step,
            _head(step, move, width, apart),
            _tail(move, width, apart),
            _origins(step, steps[i - 1].key if i else "", names),
        )
        for i, (step, move) in enumerate(zip(steps, moves, strict=True))
    )
    return Trace(rows, is_wide)


def _parents(steps: Sequence[Step]) -> list[tuple[str, ...]]:
    """The keys each step comes from; what comes from nature comes from the line it entered."""
    stands_on: dict[str, str] = {}
    found: list[tuple[str, ...]] = []
    line = ""  # the latest step that is not nature's
    for step in steps:
        if step.key in stands_on or not step.key:
            raise ValueError(f"two steps are called {step.key!r}")
        if unknown := [key for key in step.derives_from if key not in stands_on]:
            raise ValueError(f"{step.key} comes from {unknown[0]!r}, which no step before it is")
        keys = dict.fromkeys(stands_on[key] for key in step.derives_from)
        if step.is_of_nature and not keys and line:
            keys = {line: None}
        stands_on[step.key] = next(iter(keys)) if step.is_of_nature and keys else step.key
        found.append(tuple(keys))
        line = stands_on[step.key]
    return found


def _origins(step: Step, above: str, names: Mapping[str, str]) -> tuple[str, ...]:
    if step.derives_from in ((), (above,)):
        return ()
    return tuple(names[key] for key in step.derives_from)


def _place(lane: int, width: float, apart: float) -> float:
    """The first line stands next to the words, the others further out."""
    return width - NEAREST - lane * apart


def _head(step: Step, move: _Move, width: float, apart: float) -> SafeString:
    x = _place(move.lane, width, apart)
    drawn = [
        _line(move.tones[lane], f"M{at(_place(lane, width, apart))} 0V{HEAD}")
        for lane in move.passes
        if lane != move.lane
    ]
    for lane in move.comes:
        came = _place(lane, width, apart)
        bend = f"M{at(came)} 0C{at(came)} 14 {at(x)} 6 {at(x)} {NODE}"
        drawn.append(_line(move.tones[lane], f"M{at(x)} 0V{NODE}" if lane == move.lane else bend))
    if move.lane in move.goes:
        drawn.append(_line(move.below[move.lane], f"M{at(x)} {NODE}V{HEAD}"))
    if step.is_of_nature:
        drawn.append(_line("wat", f"M{width} {NODE}H{at(x)}"))
    drawn.append(_node(step, x))
    return format_html(
        '<svg viewBox="0 0 {} {}" aria-hidden="true">{}</svg>',
        width,
        HEAD,
        together(drawn),
    )


def _line(tone: str, path: str) -> SafeString:
    return format_html('<path class="{}" stroke-width="2" d="{}"/>', tone, path)


def _node(step: Step, x: float) -> SafeString:
    """Nature is a square; what is signed, filled; shared ground, a ring in a ring; else a ring."""
    if step.is_of_nature:
        square = '<rect class="wat f-paper" stroke-width="2" x="{}" y="{}" width="12" height="12"/>'
        return format_html(square, at(x - 6), NODE - 6)
    circle = '<circle class="{}" stroke-width="2" cx="{}" cy="{}" r="{}"/>'
    if step.kind in AGREED:
        return format_html(circle, "lea f-leaf", at(x), NODE, 7 if step.kind == "signed" else 5.5)
    ring = format_html(circle, "ink f-paper", at(x), NODE, 6)
    return ring + format_html(circle, "ink", at(x), NODE, 2) if step.kind == "shared" else ring


def _tail(move: _Move, width: float, apart: float) -> SafeString:
    """The lines that go on beside the rest of the words, as long as those are."""
    line = '<path class="{}" stroke-width="2" vector-effect="non-scaling-stroke" d="M{} 0V10"/>'
    drawn = [
        format_html(line, move.below[lane], at(_place(lane, width, apart))) for lane in move.goes
    ]
    return format_html(
        '<svg class="tail" viewBox="0 0 {} 10" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>",
        width,
        together(drawn),
    )
