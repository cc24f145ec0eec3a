"""A forum as its pages show it: who sits today, for whom, by which mandate, and the balance."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from concertar.fora import drawings
from concertar.fora.models import (
    Balance,
    Constituency,
    Delegate,
    Facilitator,
    Forum,
    Guardianship,
    Seat,
    balance_of,
)
from concertar.kit.access import Visitor
from concertar.kit.charts import Figure


@dataclass(frozen=True, slots=True)
class Sitting:
    """One seat and those who may take it: the delegate first."""

    seat: Seat
    delegates: tuple[Delegate, ...]


@dataclass(frozen=True, slots=True)
class Room:
    """All that the page of a forum shows of one day, read in five queries."""

    day: date
    sides: tuple[tuple[Constituency, tuple[Sitting, ...]], ...]
    guardianships: tuple[Guardianship, ...]
    facilitators: tuple[Facilitator, ...]
    balance: Balance
    told: tuple[drawings.Told, ...]
    figure: Figure | None

    @property
    def unmet(self) -> list[drawings.Told]:
        """The declared quotas that are not met, once somebody sits."""
        return [one for one in self.told if one.is_met is False] if self.balance.seats else []


def room_of(forum: Forum, day: date, person: Visitor) -> Room:
    open_seats = Seat.objects.visible_to(person).filter(forum=forum).open_on(day)
    seats = list(open_seats.select_related("institution", "constituency"))
    delegates = list(
        Delegate.objects.visible_to(person)
        .filter(seat__in=open_seats)
        .valid_on(day)
        .select_related("mandate__person")
        .order_by("-mandate__capacity", "mandate__starts")
    )
    guardianships = tuple(
        Guardianship.objects.visible_to(person)
        .filter(forum=forum)
        .lasting_on(day)
        .select_related("entity", "guardian")
    )
    of_seat: dict[object, list[Delegate]] = defaultdict(list)
    for delegate in delegates:
        of_seat[delegate.seat_id].append(delegate)
    constituencies = list(forum.constituencies.all())
    balance = balance_of(seats, forum, day, taken_by=delegates)
    return Room(
        day=day,
        sides=tuple(
            (
                side,
                tuple(
                    Sitting(seat, tuple(of_seat[seat.pk]))
                    for seat in seats
                    if seat.constituency_id == side.pk
                ),
            )
            for side in constituencies
        ),
        guardianships=guardianships,
        facilitators=tuple(forum.facilitators.filter(ends__isnull=True).select_related("person")),
        balance=balance,
        told=tuple(drawings.tell_balance(balance)),
        figure=drawings.draw_seats(balance, guardianships),
    )
