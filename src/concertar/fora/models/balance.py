"""Who sits, counted: by side, women, young people and the poorest districts, beside the quotas.

Counts only. What one person declared is seen nowhere but in the marks of the picture of seats,
which stand in an order of their own.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from concertar.fora.models.forum import Constituency, Forum
from concertar.fora.models.seat import Delegate, Seat

# As the picture of seats shows them, women first and empty seats last.
Kind = Literal["woman", "man", "undeclared", "empty"]
KINDS: tuple[Kind, ...] = ("woman", "man", "undeclared", "empty")


@dataclass(frozen=True, slots=True)
class Mark:
    """One seat in the picture: who takes it, as far as it was declared."""

    kind: Kind
    is_young: bool = False


EMPTY = Mark("empty")


@dataclass(frozen=True, slots=True)
class SideBalance:
    """One constituency: its seats, and among those that are taken whom they are taken by."""

    constituency: Constituency
    marks: tuple[Mark, ...]
    poorest: int

    @property
    def seats(self) -> int:
        return len(self.marks)

    @property
    def occupied(self) -> int:
        return sum(mark.kind != "empty" for mark in self.marks)

    @property
    def women(self) -> int:
        return sum(mark.kind == "woman" for mark in self.marks)

    @property
    def young(self) -> int:
        return sum(mark.is_young for mark in self.marks)

    @property
    def is_met(self) -> bool:
        """Whether as many of its seats are taken as the forum declared."""
        return self.occupied >= self.constituency.least_seats


@dataclass(frozen=True, slots=True)
class Measure:
    """How many of the taken seats are of a kind, beside the declared share."""

    count: int
    among: int
    quota: Decimal | None

    @property
    def share(self) -> Decimal | None:
        return Decimal(self.count) / self.among if self.among else None

    @property
    def is_met(self) -> bool | None:
        """None where no quota was declared; an empty room meets none."""
        if self.quota is None:
            return None
        return self.share is not None and self.share >= self.quota


@dataclass(frozen=True, slots=True)
class Balance:
    """A room at a day: every side of the forum, also one that nobody sits on."""

    sides: tuple[SideBalance, ...]
    women: Measure
    young: Measure
    poorest: Measure

    @property
    def seats(self) -> int:
        return sum(side.seats for side in self.sides)

    @property
    def occupied(self) -> int:
        return sum(side.occupied for side in self.sides)

    @property
    def is_met(self) -> bool:
        measures = (self.women, self.young, self.poorest)
        return all(side.is_met for side in self.sides) and all(
            measure.is_met is not False for measure in measures
        )


def balance_of(
    seats: Iterable[Seat],
    forum: Forum,
    day: date,
    *,
    taken_by: Iterable[Delegate] | None = None,
    sides: Iterable[Constituency] | None = None,
) -> Balance:
    """The balance of these seats of the forum on a day.

    A seat is taken by its delegate or, where none holds a mandate that day, by the alternate.
    Whoever has read the delegates of the day, or the sides, already hands them over.
    """
    seats = list(seats)
    if taken_by is None:
        taken_by = Delegate.objects.filter(seat__in=seats).valid_on(day).select_related("mandate")
    takers = occupants(taken_by)
    of_side: dict[object, list[Seat]] = defaultdict(list)
    for seat in seats:
        of_side[seat.constituency_id].append(seat)
    counted = tuple(
        _side(constituency, of_side[constituency.pk], takers)
        for constituency in (forum.constituencies.all() if sides is None else sides)
    )
    occupied = sum(side.occupied for side in counted)
    return Balance(
        sides=counted,
        women=Measure(sum(side.women for side in counted), occupied, forum.women_quota),
        young=Measure(sum(side.young for side in counted), occupied, forum.youth_quota),
        poorest=Measure(sum(side.poorest for side in counted), occupied, forum.poorest_quota),
    )


def occupants(delegates: Iterable[Delegate]) -> dict[object, Delegate]:
    """Who takes each seat, by its id: the delegate before the alternate."""
    in_turn = sorted(delegates, key=lambda one: one.mandate.capacity == "delegate")
    return {one.seat_id: one for one in in_turn}


def _side(
    constituency: Constituency, seats: list[Seat], takers: dict[object, Delegate]
) -> SideBalance:
    marks = Counter(_mark(takers.get(seat.pk)) for seat in seats)
    in_order = sorted(marks.elements(), key=lambda mark: (KINDS.index(mark.kind), mark.is_young))
    poorest = sum(seat.of_poorest_district and seat.pk in takers for seat in seats)
    return SideBalance(constituency, tuple(in_order), poorest)


def _mark(taker: Delegate | None) -> Mark:
    if taker is None:
        return EMPTY
    kinds: dict[str, Kind] = {"woman": "woman", "man": "man"}
    return Mark(kinds.get(taker.gender, "undeclared"), taker.age == Delegate.Age.YOUNG)
