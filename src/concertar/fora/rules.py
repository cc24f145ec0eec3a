"""Who may do what in a forum, and who speaks for whom today. Pure questions."""

from datetime import date

from concertar.fora.models import Forum, Seat
from concertar.fora.models.seat import SeatQuerySet
from concertar.kit import clock
from concertar.kit.access import Visitor, is_signed_in, is_steward


def may_found(person: Visitor) -> bool:
    """Whoever keeps the network's data founds a forum and names its first facilitator."""
    return is_steward(person)


def may_facilitate(person: Visitor, forum: Forum) -> bool:
    """Those who convene and facilitate in this forum today."""
    if not is_signed_in(person):
        return False
    return forum.facilitators.filter(person=person.pk, ends__isnull=True).exists()


def may_keep(person: Visitor, forum: Forum) -> bool:
    """Stewards and the forum's facilitators keep its constituencies, seats and mandates."""
    return is_steward(person) or may_facilitate(person, forum)


def speaks_for(person: Visitor, seat: Seat, day: date) -> bool:
    """Whether a mandate that is valid on the day lets this person speak for the seat."""
    return Seat.objects.visible_to(person).filter(pk=seat.pk).spoken_for_by(person, day).exists()


def seats_spoken_for_now(person: Visitor) -> SeatQuerySet:
    """The seats for which this person holds a mandate that is valid today."""
    today = clock.in_zone(clock.now(), "America/Lima").date()
    return Seat.objects.visible_to(person).spoken_for_by(person, today)
