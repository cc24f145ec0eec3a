"""Opening and closing the seats of institutions, affiliated to the network or not."""

from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from concertar.fora.actions.facilitators import is_a_party
from concertar.fora.actions.keeping import kept, kept_here
from concertar.fora.models import Constituency, Forum, Seat
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.network.actions import end_mandate, note_institution
from concertar.network.models import Institution


@transaction.atomic
def open_seat(
    forum: Forum,
    institution: Institution,
    *,
    constituency: Constituency,
    of_poorest_district: bool = False,
    starts: date | None = None,
    by: Visitor,
    channel: str = "",
) -> Seat:
    """Give an institution its place on one side of the forum, from today or from another day."""
    forum = kept(forum, by)
    starts = starts or forum.today()
    if constituency.forum_id != forum.pk:
        raise Refused("constituency_of_another_forum")
    taken = forum.seats.filter(Q(ends__isnull=True) | Q(ends__gte=starts), institution=institution)
    if taken.exists():
        raise Refused("institution_sits_already")
    seat = Seat(
        forum=forum,
        constituency=constituency,
        institution=institution,
        of_poorest_district=of_poorest_district,
        starts=starts,
    )
    seat.save(force_insert=True)
    for facilitator in forum.facilitators.filter(ends__isnull=True).select_related("person"):
        if is_a_party(facilitator.person, forum, starts):
            raise Refused("facilitator_is_a_party")
    journal.record(
        by,
        "fora.seat_opened",
        seat,
        on_behalf_of=institution,
        territory=forum.territory,
        channel=channel,
        constituency=constituency.key,
        starts=starts,
    )
    return seat


@transaction.atomic
def open_seat_for_new(forum: Forum, name: str, *, kind: str, by: Visitor, **given: Any) -> Seat:
    """Write down an institution that is in no list yet and give it a seat: both, or nothing."""
    forum = kept(forum, by)
    institution = note_institution(
        name,
        kind=kind,
        place=forum.territory,
        is_illustrative=forum.is_illustrative,
        by=by,
        rule=kept_here(forum),
    )
    return open_seat(forum, institution, by=by, **given)


@transaction.atomic
def close_seat(seat: Seat, *, on: date | None = None, by: Visitor) -> Seat:
    """`on` is its last day, today or later; the mandates for it end with it."""
    forum = kept(seat.forum, by)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=seat.pk)
    on = on or max(forum.today(), seat.starts)
    if on < max(forum.today(), seat.starts):
        raise Refused("seat_closes_too_early")
    if seat.ends is not None and seat.ends <= on:
        raise Refused("seat_closed")
    lasting = Q(mandate__ends__isnull=True) | Q(mandate__ends__gt=on)
    for delegate in seat.delegates.filter(lasting, mandate__starts__lte=on):
        end_mandate(delegate.mandate, on=on, by=by, rule=kept_here(forum))
    seat.ends = on
    seat.save(update_fields=["ends"])
    journal.record(
        by,
        "fora.seat_closed",
        seat,
        on_behalf_of=seat.institution,
        territory=forum.territory,
        ends=on,
    )
    return seat
