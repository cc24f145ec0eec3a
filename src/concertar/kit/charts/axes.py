"""Lines that numbers stand on: where they begin and end, and which numbers are written along them.

A number that is compared is compared exactly; only its place in the drawing is rounded.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from concertar.kit.charts.pen import SIGN
from concertar.kit.numbers import said_number

Number = int | float | Decimal | Fraction

MOST_TICKS = 6
FAR = Fraction(1, 2)  # of the largest number: if all are beyond, the line need not begin at nothing


def exact(value: Number) -> Fraction:
    """The number as it is written: 14.1 is 141/10, also where a float only comes near it."""
    try:
        return Fraction(str(value)) if isinstance(value, float) else Fraction(value)
    except (ValueError, OverflowError):
        raise ValueError(f"{value} has no place on a line of numbers") from None


@dataclass(frozen=True, slots=True)
class Axis:
    """A line of numbers from `start` to `end`, drawn between two places of the sheet."""

    start: Fraction
    end: Fraction
    step: Fraction
    first: float
    last: float

    def at(self, value: Number) -> float:
        share = (exact(value) - self.start) / (self.end - self.start)
        return self.first + float(share) * (self.last - self.first)

    @property
    def ticks(self) -> list[Fraction]:
        count = int((self.end - self.start) / self.step)
        return [self.start + i * self.step for i in range(count + 1)]

    def said(self, tick: Fraction) -> str:
        return said_number(tick, places=_places(self.step))


def axis(values: Iterable[Number], first: float, last: float, *, from_zero: bool = True) -> Axis:
    """A line with round numbers on it that holds every value, and zero where it is near."""
    places = [exact(value) for value in values] or [Fraction(0)]
    low, high = min(places), max(places)
    if from_zero or low <= 0 <= high or min(abs(low), abs(high)) < FAR * max(abs(low), abs(high)):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    if low == high:
        high = low + 1
    room = abs(last - first)
    for step in _steps((high - low) / MOST_TICKS):
        start, end = floor(low / step) * step, ceil(high / step) * step
        count = int((end - start) / step)
        widest = max(len(said_number(tick, places=_places(step))) for tick in (start, end))
        if count <= MOST_TICKS and widest * SIGN + 8 <= room / count:
            break
    return Axis(start, end, step, first, last)


def _steps(least: Fraction) -> Iterable[Fraction]:
    """1, 2 or 5 of a power of ten, upwards."""
    power = Fraction(1)
    while power > least:
        power /= 10
    while power * 10 <= least:
        power *= 10
    for _ in range(12):
        yield from (power * digit for digit in (1, 2, 5))
        power *= 10


def _places(step: Fraction) -> int:
    """How many decimals a multiple of the step needs."""
    places = 0
    while step.denominator != 1:
        step *= 10
        places += 1
    return places
