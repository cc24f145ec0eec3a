"""Founding a forum and changing what it says of itself."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.db import IntegrityError, transaction

from concertar.accounts.models import Person
from concertar.fora import rules
from concertar.fora.actions.facilitators import fit_facilitator
from concertar.fora.actions.keeping import change, day_of_act, kept, require_fit
from concertar.fora.models import Forum
from concertar.kit import journal, search
from concertar.kit.access import Refused, Visitor, require
from concertar.kit.folding import fold
from concertar.network.models import Institution, Territory

# Words that stand in the place of a forum's key in the addresses of this room.
RESERVED_SLUGS = ("new",)
CHANGEABLE = (
    "name", "purpose", "territory", "consortium", "parent", "zone", "women_quota", "youth_quota",
    "poorest_quota", "language", "translations",
)  # fmt: skip


@transaction.atomic
def found_forum(
    name: str,
    *,
    slug: str = "",
    purpose: str = "",
    territory: Territory | None = None,
    consortium: Institution | None = None,
    parent: Forum | None = None,
    zone: str = "",
    women_quota: Decimal | None = None,
    youth_quota: Decimal | None = None,
    poorest_quota: Decimal | None = None,
    is_illustrative: bool = False,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    facilitator: Person | None = None,
    by: Visitor,
    on: date | None = None,
    channel: str = "",
) -> Forum:
    """Found a forum of a place, of a consortium, or of both, and name who facilitates it first."""
    require(rules.may_found, by)
    forum = Forum(
        slug=slug or fold(name).replace(" ", "-")[:80].strip("-"),
        name=" ".join(name.split()),
        purpose=purpose.strip(),
        territory=territory,
        consortium=consortium,
        parent=parent,
        zone=zone or (territory.zone if territory else "America/Lima"),
        women_quota=women_quota,
        youth_quota=youth_quota,
        poorest_quota=poorest_quota,
        is_illustrative=is_illustrative,
        language=language,
        translations=dict(translations or {}),
    )
    _require_sound(forum)
    if forum.slug in RESERVED_SLUGS:
        raise Refused("forum_key_taken", key=forum.slug)
    try:
        with transaction.atomic():
            forum.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("forum_key_taken", key=forum.slug) from clash
    if facilitator is not None:
        day = day_of_act(forum, on, channel)
        fit_facilitator(forum, facilitator, day).save(force_insert=True)
    search.index(forum)
    first = facilitator.pk if facilitator else None
    journal.record(
        by,
        "fora.forum_founded",
        forum,
        territory=territory,
        channel=channel,
        facilitator=first,
    )
    return forum


@transaction.atomic
def change_forum(forum: Forum, *, by: Visitor, **changes: Any) -> Forum:
    """Change any of CHANGEABLE. Its key never changes: mandates and printed sheets name it."""
    if "parent" in changes:
        list(Forum.objects.order_by("pk").select_for_update(of=("self",)))  # no circle meanwhile
    forum = kept(forum, by)
    if not (changed := change(forum, CHANGEABLE, changes)):
        return forum
    _require_sound(forum)
    _require_no_circle(forum)
    forum.save(update_fields=changed)
    search.index(forum)
    journal.record(by, "fora.forum_changed", forum, territory=forum.territory, changed=changed)
    return forum


def _require_sound(forum: Forum) -> None:
    if not forum.name:
        raise Refused("forum_without_name")
    if forum.territory is None and forum.consortium is None:
        raise Refused("forum_of_nowhere")
    if forum.consortium is not None and forum.consortium.kind != Institution.Kind.NETWORK:
        raise Refused("consortium_is_no_network")
    if forum.zone not in available_timezones():
        raise Refused("zone_unknown")
    for quota in (forum.women_quota, forum.youth_quota, forum.poorest_quota):
        if quota is not None and not 0 <= quota <= 1:
            raise Refused("quota_is_no_share")
    require_fit(forum)


def _require_no_circle(forum: Forum) -> None:
    above = forum.parent
    while above is not None:
        if above.pk == forum.pk:
            raise Refused("forum_refers_to_itself")
        above = above.parent
