"""Naming who convenes and facilitates: somebody who is a party to nothing in this forum."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from concertar.accounts.models import Person
from concertar.fora.actions.keeping import kept
from concertar.fora.models import Facilitator, Forum
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.network.models import Mandate


@transaction.atomic
def add_facilitator(forum: Forum, person: Person, *, by: Visitor) -> Facilitator:
    forum = kept(forum, by)
    facilitator = fit_facilitator(forum, person, forum.today())
    facilitator.save(force_insert=True)
    journal.record(
        by, "fora.facilitator_added", facilitator, territory=forum.territory, person=person.pk
    )
    return facilitator


@transaction.atomic
def end_facilitator(facilitator: Facilitator, *, by: Visitor) -> Facilitator:
    """End it at once; a forum is never left without anybody to convene it."""
    forum = kept(facilitator.forum, by)
    facilitator = Facilitator.objects.select_for_update(of=("self",)).get(pk=facilitator.pk)
    if facilitator.ends is not None:
        raise Refused("facilitation_ended")
    others = forum.facilitators.filter(ends__isnull=True).exclude(pk=facilitator.pk)
    if not others.exists():
        raise Refused("last_facilitator")
    facilitator.ends = max(forum.today(), facilitator.starts)
    facilitator.save(update_fields=["ends"])
    journal.record(
        by,
        "fora.facilitator_ended",
        facilitator,
        territory=forum.territory,
        person=facilitator.person_id,
    )
    return facilitator


def fit_facilitator(forum: Forum, person: Person, day: date) -> Facilitator:
    """The row that names the person, not yet written, if nothing stands against it."""
    if not person.is_active:
        raise Refused("person_is_closed")
    if forum.facilitators.filter(person=person, ends__isnull=True).exists():
        raise Refused("facilitates_already")
    if is_a_party(person, forum, day):
        raise Refused("facilitator_is_a_party")
    return Facilitator(forum=forum, person=person, starts=day)


def is_a_party(person: Person, forum: Forum, day: date) -> bool:
    """Whether the person holds, on the day or later, a mandate of somebody who sits here."""
    seats = forum.seats.filter(Q(ends__isnull=True) | Q(ends__gte=day))
    mandates = Mandate.objects.filter(Q(ends__isnull=True) | Q(ends__gte=day), person=person)
    of_a_seat = Q(institution__in=seats.values("institution"))
    return mandates.covering(forum.slug).filter(of_a_seat).exists()
