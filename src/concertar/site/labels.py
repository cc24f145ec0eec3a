"""Names beside dots, none touching another: a small deterministic placement.

Every spot has candidate positions: beside its dot, or further off with a leader line. A candidate
is out of the question where it would touch a name, a dot, a leader or a reserved box; among the
others the nearest and calmest wins. Spots are named in the order given, then each is taken up and
set down again at its best until nothing improves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import hypot, inf

Point = tuple[float, float]

BESIDE = 6.0  # from the dot's middle to a name beside it
DOT = 4.2  # what a dot occupies, half of it
AIR = 1.0  # between two names
ROUNDS = 12
EDGE = 2.0  # of the sheet, kept free
OFF_SHORE = 9.0  # what each point of the shore under a name costs
OFF_DOTS = 15.0  # what each other dot under a leader costs
NARROW = frozenset("iljftrIJ'.,:;-()í")
BROAD = frozenset("mwMW")


@dataclass(frozen=True, slots=True)
class Box:
    left: float
    top: float
    right: float
    bottom: float

    def touches(self, other: "Box", air: float = 0.0) -> bool:
        return (
            self.left < other.right + air
            and other.left < self.right + air
            and self.top < other.bottom + air
            and other.top < self.bottom + air
        )

    def holds(self, point: Point, air: float = 0.0) -> bool:
        x, y = point
        return self.left - air < x < self.right + air and self.top - air < y < self.bottom + air


@dataclass(frozen=True, slots=True)
class Spot:
    """A dot to be named, and how wide its name is."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name set down: its baseline point, whether it ends there, its box, its leader line."""

    x: float
    y: float
    ends: bool
    box: Box
    leader: tuple[Point, Point] | None
    cost: float


def text_width(text: str, letters: float, *, bold: bool = False) -> float:
    """How wide a sans-serif sets a text, on the safe side: which font it will be is unknown."""
    ems = 0.0
    for sign in text:
        if sign == " ":
            ems += 0.33
        elif sign in NARROW:
            ems += 0.38
        elif sign in BROAD:
            ems += 0.9
        else:
            ems += 0.72 if sign.isupper() else 0.62
    return ems * letters * (1.1 if bold else 1.0)


def place_labels(
    spots: Sequence[Spot],
    *,
    letters: float,
    far: int,
    size: tuple[float, float],
    taken: Sequence[Box] = (),
    dots: Sequence[Point] = (),
    shore: Sequence[Point] = (),
    most: int | None = None,
) -> list[Label | None]:
    """Set down as many names as fit, at most `most`, in the order of the spots.

    `far` is the longest leader in units, `taken` are boxes no name may touch, `dots` all the dots
    of the drawing (a name may cover none), `shore` points of a line names had better not cross.
    """
    room = _Room(letters, far, size, taken, dots, shore)
    labels: list[Label | None] = [None] * len(spots)
    for i, spot in enumerate(spots):
        if most is None or sum(label is not None for label in labels) < most:
            labels[i] = room.best(spot, labels)
    for _ in range(ROUNDS):
        before = list(labels)
        for i, spot in enumerate(spots):
            if labels[i] is not None or most is None:
                others = [*labels[:i], None, *labels[i + 1 :]]
                labels[i] = room.best(spot, others)
        if labels == before:
            break
    return labels


class _Room:
    """The sheet on which names are set down, and what stands on it already."""

    def __init__(
        self,
        letters: float,
        far: int,
        size: tuple[float, float],
        taken: Sequence[Box],
        dots: Sequence[Point],
        shore: Sequence[Point],
    ) -> None:
        self.letters, self.far, self.size = letters, far, size
        self.taken, self.dots, self.shore = taken, dots, shore
        self.known: dict[Spot, list[Label]] = {}

    def best(self, spot: Spot, labels: Sequence[Label | None]) -> Label | None:
        """The cheapest position that is free; None where there is none."""
        standing = [label for label in labels if label]
        found, least = None, inf
        for label in self.candidates(spot):
            if label.cost >= least:
                break
            if self._is_on_sheet(label.box, spot) and self._is_free(label, standing):
                cost = label.cost + OFF_SHORE * sum(label.box.holds(point) for point in self.shore)
                cost += OFF_DOTS * self._dots_under(label.leader)
                if cost < least:
                    found, least = label, cost
        return found

    def candidates(self, spot: Spot) -> list[Label]:
        """All positions of a name, the cheapest first; some lie off the sheet or on something."""
        if spot not in self.known:
            tried = [
                self._label(spot, ends, BESIDE, down * self.letters)
                for ends in (False, True)
                for down in (0.0, -0.3, 0.3)
            ]
            tried += [
                self._label(spot, ends, float(away), float(down), led=True)
                for ends in (False, True)
                for away in range(14, self.far + 1, 7)
                for down in range(-self.far, self.far + 1, 3)
                if hypot(away, down) <= self.far
            ]
            self.known[spot] = sorted(tried, key=lambda label: label.cost)
        return self.known[spot]

    def _label(
        self, spot: Spot, ends: bool, away: float, down: float, *, led: bool = False
    ) -> Label:
        side = -1.0 if ends else 1.0
        x, middle = spot.x + side * away, spot.y + down
        left, right = (x - spot.width, x) if ends else (x, x + spot.width)
        box = Box(left, middle - 0.5 * self.letters, right, middle + 0.5 * self.letters)
        leader = ((spot.x, spot.y), (x - side * 2.0, middle)) if led else None
        cost = hypot(away, 1.4 * down) + (14.0 if led else 0.0) + abs(down) / away * 5.0
        return Label(x, middle + 0.35 * self.letters, ends, box, leader, cost)

    def _is_on_sheet(self, box: Box, spot: Spot) -> bool:
        width, height = self.size
        return (
            box.left >= EDGE
            and box.top >= EDGE
            and box.right <= width - EDGE
            and box.bottom <= height - EDGE
            and not any(box.touches(other) for other in self.taken)
            and not any(box.holds(dot, DOT) for dot in self.dots if dot != (spot.x, spot.y))
        )

    def _dots_under(self, leader: tuple[Point, Point] | None) -> int:
        """How many other dots a leader line runs over: it should point at one alone."""
        if not leader:
            return 0
        own = leader[0]
        return sum(
            _meets(leader, Box(x - DOT / 2, y - DOT / 2, x + DOT / 2, y + DOT / 2))
            for x, y in self.dots
            if (x, y) != own
        )

    def _is_free(self, label: Label, standing: Sequence[Label]) -> bool:
        box = label.box
        for other in standing:
            if box.touches(other.box, AIR):
                return False
            if other.leader and _meets(other.leader, box):
                return False
            if label.leader and _meets(label.leader, other.box):
                return False
            if label.leader and other.leader and _cross(label.leader, other.leader):
                return False
        return True


def _meets(line: tuple[Point, Point], box: Box) -> bool:
    """Whether a line runs into a box: walked in steps smaller than any letter."""
    (ax, ay), (bx, by) = line
    steps = max(1, int(hypot(bx - ax, by - ay) / 2))
    return any(
        box.holds((ax + (bx - ax) * n / steps, ay + (by - ay) * n / steps), 0.5)
        for n in range(steps + 1)
    )


def _cross(one: tuple[Point, Point], two: tuple[Point, Point]) -> bool:
    (a, b), (c, d) = one, two
    return _side(a, b, c) != _side(a, b, d) and _side(c, d, a) != _side(c, d, b)


def _side(a: Point, b: Point, c: Point) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
