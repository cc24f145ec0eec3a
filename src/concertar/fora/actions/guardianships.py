"""Who speaks for a natural entity in a forum, without a vote and by which legal basis."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from concertar.fora.actions.keeping import kept, require_fit
from concertar.fora.models import Forum, Guardianship
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.network.models import Institution
from concertar.observatory.models import NaturalEntity


@transaction.atomic
def add_guardianship(
    forum: Forum,
    entity: NaturalEntity,
    guardian: Institution,
    *,
    basis: str,
    starts: date | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "",
) -> Guardianship:
    forum = kept(forum, by)
    starts = starts or forum.today()
    guardianship = Guardianship(
        forum=forum,
        entity=entity,
        guardian=guardian,
        basis=" ".join(basis.split()),
        starts=starts,
        language=language,
        translations=dict(translations or {}),
    )
    if not guardianship.basis:
        raise Refused("guardianship_without_basis")
    require_fit(guardianship)
    known = forum.guardianships.filter(Q(ends__isnull=True) | Q(ends__gte=starts))
    if known.filter(entity=entity, guardian=guardian).exists():
        raise Refused("guards_already")
    guardianship.save(force_insert=True)
    journal.record(
        by,
        "fora.guardianship_added",
        guardianship,
        on_behalf_of=guardian,
        territory=forum.territory,
        channel=channel,
        entity=entity.pk,
    )
    return guardianship


@transaction.atomic
def end_guardianship(
    guardianship: Guardianship, *, on: date | None = None, by: Visitor, channel: str = ""
) -> Guardianship:
    """`on` is its last day, today or later."""
    forum = kept(guardianship.forum, by)
    guardianship = Guardianship.objects.select_for_update(of=("self",)).get(pk=guardianship.pk)
    on = on or max(forum.today(), guardianship.starts)
    if on < max(forum.today(), guardianship.starts):
        raise Refused("guardianship_ends_too_early")
    if guardianship.ends is not None and guardianship.ends <= on:
        raise Refused("guardianship_ended")
    guardianship.ends = on
    guardianship.save(update_fields=["ends"])
    journal.record(
        by,
        "fora.guardianship_ended",
        guardianship,
        on_behalf_of=guardianship.guardian,
        territory=forum.territory,
        channel=channel,
        ends=on,
    )
    return guardianship
