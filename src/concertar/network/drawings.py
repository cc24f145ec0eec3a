"""The pictures of the network: numbers and names put in their place, ready to be written as SVG.

Pure functions of rows: the same rows give the same drawing. Widths are those of a telephone, so
that a drawing is read there at its own size and grows on a wider page.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from concertar.network.models import Body, Milestone, Territory
from concertar.network.tally import Reading

WIDTH = 340
MARGIN = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing drawn: where, how large, filled or hollow, and the number it is listed under."""

    x: float
    y: float
    width: float = 0
    filled: bool = True
    number: int = 0

    @property
    def number_at(self) -> float:
        """Where its number stands: in the middle, or at the beginning of a long one."""
        return min(self.width / 2, 14)


# ---- places by regional assembly ----------------------------------------------------------------

DOT_STEP = 17
ROW_OF_DOTS = 19
HEAD_OF_ROW = 22


@dataclass(frozen=True, slots=True)
class Region:
    """One assembly with its places, a dot for each."""

    body: Body | None
    places: tuple[Territory, ...]
    dots: tuple[Mark, ...]
    y: float

    @property
    def with_agenda21(self) -> int:
        return sum(place.agenda21 for place in self.places)


@dataclass(frozen=True, slots=True)
class Regions:
    rows: tuple[Region, ...]
    height: float
    width: int = WIDTH

    @property
    def with_agenda21(self) -> int:
        return sum(row.with_agenda21 for row in self.rows)

    @property
    def total(self) -> int:
        return sum(len(row.places) for row in self.rows)


def draw_regions(bodies: Sequence[Body], places: Iterable[Territory]) -> Regions:
    """A row of dots for each assembly, those with a Local Agenda 21 first; the rest at the end."""
    by_body: dict[object, list[Territory]] = {}
    for place in places:
        by_body.setdefault(place.assembly_id, []).append(place)
    rows: list[Region] = []
    y = 0.0
    for body in (*bodies, None):
        here = sorted(
            by_body.get(body.pk if body else None, ()), key=lambda p: (not p.agenda21, p.sort_name)
        )
        if body is None and not here:
            continue
        a_row = max(1, (WIDTH - 2 * MARGIN) // DOT_STEP)
        dots = tuple(
            Mark(
                MARGIN + (i % a_row) * DOT_STEP,
                y + HEAD_OF_ROW + (i // a_row) * ROW_OF_DOTS,
                filled=place.agenda21,
            )
            for i, place in enumerate(here)
        )
        rows.append(Region(body, tuple(here), dots, y + 10))
        y += HEAD_OF_ROW + ROW_OF_DOTS * max(1, -(-len(here) // a_row)) + 6
    return Regions(tuple(rows), y)


# ---- bodies, one under the other ----------------------------------------------------------------

BODY_STEP = 36
INDENT = 26


@dataclass(frozen=True, slots=True)
class Node:
    """One body, and the line that ties it to the one that it belongs to."""

    body: Body
    x: float
    y: float
    tie: str


@dataclass(frozen=True, slots=True)
class Tree:
    nodes: tuple[Node, ...]
    height: float
    width: int = WIDTH


def draw_bodies(bodies: Sequence[Body]) -> Tree | None:
    """Each body under the one that it belongs to, one step further in."""
    inside: dict[object, list[Body]] = {}
    for body in bodies:
        inside.setdefault(body.parent_id, []).append(body)
    nodes: list[Node] = []

    def lay(body: Body, depth: int, parent: Node | None) -> None:
        x, y = MARGIN + depth * INDENT, 16 + len(nodes) * BODY_STEP
        tie = f"M{parent.x} {parent.y + 6}V{y}H{x - 6}" if parent else ""
        node = Node(body, x, y, tie)
        nodes.append(node)
        for child in inside.get(body.pk, ()):
            lay(child, depth + 1, node)

    for outermost in inside.get(None, ()):
        lay(outermost, 0, None)
    return Tree(tuple(nodes), len(nodes) * BODY_STEP) if nodes else None


# ---- milestones on a line of years --------------------------------------------------------------

LANE_HEAD = 24
LANE_ROW = 20
LEAST_WIDTH = 24


@dataclass(frozen=True, slots=True)
class Lane:
    """The milestones of one kind, in as many rows as keep them apart."""

    label: str
    y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Years:
    lanes: tuple[Lane, ...]
    years: tuple[tuple[int, float], ...]
    height: float
    width: int = WIDTH


def draw_years(milestones: Sequence[Milestone]) -> Years | None:
    """Each milestone as long as the time its source leaves open, under its number in the list."""
    if not milestones:
        return None
    first = min(one.starts.year for one in milestones)
    last = max(one.ends.year for one in milestones) + 1
    scale = _Scale(date(first, 1, 1), date(last, 1, 1))
    y = 26.0
    lanes = []
    for kind, label in Milestone.Kind.choices:
        numbered = [(number, one) for number, one in enumerate(milestones, 1) if one.kind == kind]
        if not numbered:
            continue
        marks, rows = _packed(numbered, scale, y + LANE_HEAD)
        lanes.append(Lane(str(label), y + 12, marks))
        y += LANE_HEAD + rows * LANE_ROW + 8
    step = max(1, -(-(last - first) // 5))
    years = tuple((year, scale.at(date(year, 1, 1))) for year in range(first, last, step))
    return Years(tuple(lanes), years, y)


@dataclass(frozen=True, slots=True)
class _Scale:
    """Days along the width of the drawing."""

    first: date
    last: date

    def at(self, day: date) -> float:
        share = (day - self.first).days / (self.last - self.first).days
        return round(MARGIN + share * (WIDTH - 2 * MARGIN), 1)


def _packed(
    numbered: Sequence[tuple[int, Milestone]], scale: _Scale, top: float
) -> tuple[tuple[Mark, ...], int]:
    """The marks of one lane, each in the first row where nothing stands in its way."""
    ends: list[float] = []
    marks = []
    for number, one in numbered:
        left = scale.at(one.starts)
        right = scale.at(one.ends + timedelta(days=1))
        wide = max(LEAST_WIDTH, right - left)
        left = min(left, WIDTH - MARGIN - wide)
        row = next((i for i, end in enumerate(ends) if end + 2 <= left), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = left + wide
        marks.append(
            Mark(round(left, 1), top + row * LANE_ROW, round(wide, 1), not one.is_loose, number)
        )
    return tuple(marks), len(ends)


# ---- figures ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of a figure: where its bar begins and how long it is."""

    reading: Reading
    x: float
    width: float
    y: float
    depth: int

    @property
    def label_x(self) -> int:
        """Its words stand further in, the deeper a part it is."""
        return MARGIN + 10 * self.depth


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure with all its parts, one under the other, on one scale."""

    whole: Reading
    bars: tuple[Bar, ...]
    height: float
    width: int = WIDTH


BAR_STEP = 40


def draw_sums(readings: Sequence[Reading]) -> list[Sum]:
    """Every figure that the source divides into parts, with its parts."""
    inside: dict[object, list[Reading]] = {}
    for reading in readings:
        inside.setdefault(reading.figure.part_of_id, []).append(reading)
    wholes = [one for one in inside.get(None, ()) if one.figure.pk in inside]
    return [_sum(whole, inside) for whole in wholes]


def _sum(whole: Reading, inside: dict[object, list[Reading]]) -> Sum:
    scale = (WIDTH - 2 * MARGIN) / max(1, whole.figure.value)
    bars: list[Bar] = []

    def lay(reading: Reading, x: float, depth: int) -> None:
        width = reading.figure.value * scale
        y = 14 + len(bars) * BAR_STEP
        bars.append(Bar(reading, round(x, 1), round(width, 1), y, depth))
        for part in inside.get(reading.figure.pk, ()):
            lay(part, x, depth + 1)
            x += part.figure.value * scale

    lay(whole, MARGIN, 0)
    return Sum(whole, tuple(bars), 14 + len(bars) * BAR_STEP)


@dataclass(frozen=True, slots=True)
class Dispute:
    """Two numbers for one thing, on a scale that begins at nothing."""

    reading: Reading
    other: int
    other_reading: Reading | None  # none: the other number is counted here
    x: float
    other_x: float
    y: float


@dataclass(frozen=True, slots=True)
class Disputes:
    rows: tuple[Dispute, ...]
    height: float
    width: int = WIDTH


DISPUTE_STEP = 58


def draw_disputes(readings: Sequence[Reading]) -> Disputes | None:
    """What the source says twice and differently, and what it says and is counted otherwise."""
    by_key = {one.figure.pk: one for one in readings}
    pairs: list[tuple[Reading, int, Reading | None]] = []
    seen: set[frozenset[object]] = set()
    for reading in readings:
        if reading.figure.topic == reading.figure.Topic.HISTORY:
            continue  # years are no amounts: a scale from nothing would say nothing of them
        for other in reading.figure.disagrees_with.all():
            pair = frozenset((reading.figure.pk, other.pk))
            if pair not in seen and other.pk in by_key:
                seen.add(pair)
                pairs.append((reading, other.value, by_key[other.pk]))
        if reading.counted is not None and reading.counted != reading.figure.value:
            pairs.append((reading, reading.counted, None))
    if not pairs:
        return None
    return Disputes(
        tuple(_dispute(i, *pair) for i, pair in enumerate(pairs)), len(pairs) * DISPUTE_STEP
    )


def _dispute(i: int, reading: Reading, other: int, other_reading: Reading | None) -> Dispute:
    scale = (WIDTH - 2 * MARGIN - 30) / max(1, reading.figure.value, other)
    return Dispute(
        reading,
        other,
        other_reading,
        round(MARGIN + reading.figure.value * scale, 1),
        round(MARGIN + other * scale, 1),
        i * DISPUTE_STEP,
    )
