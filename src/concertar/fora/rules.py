"""Who may do what in a forum, and who speaks for whom today. Pure questions."""

from datetime import date
from typing import Any

from concertar.fora.models import Delegate, Forum, Seat
from concertar.fora.models.seat import SeatQuerySet
from concertar.kit.access import Visitor, is_signed_in, is_steward
from concertar.network.models import Mandate


def may_found(person: Visitor) -> bool:
    """Whoever keeps the network's data founds a forum and names its first facilitator."""
    return is_steward(person)


def may_facilitate(person: Visitor, forum: Forum) -> bool:
    """Those who convene and facilitate in this forum today."""
    return is_signed_in(person) and facilitates(person.pk, forum)


def facilitates(person: Any, forum: Forum) -> bool:
    """Whether the person of this key convenes and facilitates in the forum today."""
    return forum.facilitators.filter(person=person, ends__isnull=True).exists()


def may_keep(person: Visitor, forum: Forum) -> bool:
    """Stewards and the forum's facilitators keep its constituencies, seats and mandates."""
    return is_steward(person) or may_facilitate(person, forum)


def speaks_for(person: Visitor, seat: Seat, day: date) -> bool:
    """Whether a mandate that is valid on the day lets this person speak for the seat."""
    return Seat.objects.visible_to(person).filter(pk=seat.pk).spoken_for_by(person, day).exists()


def seats_spoken_for_now(person: Visitor) -> SeatQuerySet:
    """The seats for which this person holds a mandate that is valid today, in each one's zone."""
    return Seat.objects.visible_to(person).spoken_for_now_by(person)


def mandate_of(person: Visitor, seat: Seat, day: date) -> Mandate | None:
    """The mandate by which this person speaks for the seat on the day, if there is one."""
    if not speaks_for(person, seat, day):
        return None
    held = Delegate.objects.visible_to(person).filter(seat=seat, mandate__person=person.pk)
    return held.valid_on(day).select_related("mandate__person").get().mandate


def is_mandate_for(mandate: Mandate, seat: Seat, day: date) -> bool:
    """Whether this mandate lets whoever holds it speak for the seat on the day."""
    given = seat.delegates.valid_on(day).filter(mandate=mandate)
    return given.filter(seat__in=Seat.objects.open_on(day)).exists()


def facilitates_somewhere(person: Visitor) -> bool:
    """Facilitators of any forum keep the observatory too: tables need indicators and limits."""
    return Forum.objects.visible_to(person).facilitated_by(person).exists()
