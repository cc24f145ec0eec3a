"""Who takes a seat: by a written mandate, from a day to a day, and never a facilitator."""

from datetime import date
from typing import Any

from django.db import transaction

from concertar.accounts.actions import note_person
from concertar.accounts.models import Person
from concertar.fora.actions.keeping import change, kept, kept_here, require_fit
from concertar.fora.models import Delegate, Seat
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.models import StoredFile
from concertar.network.actions import end_mandate, grant_mandate, remove_mandate


@transaction.atomic
def seat_delegate(
    seat: Seat,
    person: Person,
    *,
    capacity: str = "delegate",
    power: str = "speak",
    document: str,
    file: StoredFile | None = None,
    starts: date | None = None,
    ends: date | None = None,
    gender: str = "",
    age: str = "",
    by: Visitor,
    channel: str = "",
) -> Delegate:
    """Let a person take the seat by its institution's document, as delegate or as alternate."""
    forum = kept(seat.forum, by)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    starts = starts or max(forum.today(), seat.starts)
    if seat.ends is not None and seat.ends < starts:
        raise Refused("seat_closed")
    if forum.facilitators.filter(person=person, ends__isnull=True).exists():
        raise Refused("facilitator_is_a_party")
    mandate = grant_mandate(
        seat.institution,
        person,
        capacity=capacity,
        power=power,
        matter=forum.slug,
        document=document,
        file=file,
        starts=starts,
        ends=ends,
        by=by,
        channel=channel,
        rule=kept_here(forum),
    )
    delegate = Delegate(seat=seat, mandate=mandate, gender=gender, age=age)
    require_fit(delegate)
    delegate.save(force_insert=True)
    journal.record(
        by,
        "fora.delegate_seated",
        delegate,
        on_behalf_of=seat.institution,
        territory=forum.territory,
        channel=channel,
        mandate=mandate.pk,
        person=person.pk,
    )
    return delegate


@transaction.atomic
def seat_somebody(seat: Seat, name: str, *, by: Visitor, **given: Any) -> Delegate:
    """Seat a person who takes part on paper and was not known before: both, or nothing."""
    forum = kept(seat.forum, by)
    person = note_person(
        name, is_fictitious=seat.institution.is_illustrative, by=by, rule=kept_here(forum)
    )
    return seat_delegate(seat, person, by=by, **given)


@transaction.atomic
def note_declared(
    delegate: Delegate, *, gender: str = "", age: str = "", by: Visitor, channel: str = "paper"
) -> Delegate:
    """What a delegate declared of themselves on the sheet of a meeting; empty leaves it as it was.

    The journal keeps that something was declared, never what.
    """
    forum = kept(delegate.seat.forum, by)
    delegate = Delegate.objects.select_for_update(of=("self",)).get(pk=delegate.pk)
    given = {name: value for name, value in (("gender", gender), ("age", age)) if value}
    if not change(delegate, ("gender", "age"), given):
        return delegate
    require_fit(delegate)
    delegate.save(update_fields=["gender", "age"])
    journal.record(
        by,
        "fora.delegate_declared",
        delegate,
        on_behalf_of=delegate.seat.institution,
        territory=forum.territory,
        channel=channel,
    )
    return delegate


@transaction.atomic
def end_delegate(delegate: Delegate, *, on: date | None = None, by: Visitor) -> Delegate:
    """`on` is the mandate's last day: today, if none is named."""
    forum = kept(delegate.seat.forum, by)
    last = on or forum.today()
    delegate.mandate = end_mandate(delegate.mandate, on=last, by=by, rule=kept_here(forum))
    journal.record(
        by,
        "fora.delegate_ended",
        delegate,
        on_behalf_of=delegate.seat.institution,
        territory=forum.territory,
        mandate=delegate.mandate_id,
        ends=last,
    )
    return delegate


@transaction.atomic
def remove_delegate(delegate: Delegate, *, by: Visitor) -> None:
    """Take back what was entered by mistake, while nothing was done by its mandate."""
    forum = kept(delegate.seat.forum, by)
    row = Delegate.objects.select_for_update(of=("self",)).get(pk=delegate.pk)
    mandate, institution = row.mandate, row.seat.institution
    row.delete()
    remove_mandate(mandate, by=by, rule=kept_here(forum))
    journal.record(
        by,
        "fora.delegate_removed",
        delegate,
        on_behalf_of=institution,
        territory=forum.territory,
        mandate=mandate.pk,
    )
