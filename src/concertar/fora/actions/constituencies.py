"""The sides of a forum, and the seats it declared for each."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max

from concertar.fora.actions.keeping import change, kept, require_fit
from concertar.fora.models import Constituency, Forum
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor
from concertar.kit.folding import fold

CHANGEABLE = ("name", "order", "least_seats", "language", "translations")


@transaction.atomic
def add_constituency(
    forum: Forum,
    name: str,
    *,
    key: str = "",
    order: int | None = None,
    least_seats: int = 1,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "",
) -> Constituency:
    forum = kept(forum, by)
    sides = forum.constituencies
    last = sides.aggregate(last=Max("order"))["last"]
    constituency = Constituency(
        forum=forum,
        key=key or fold(name).replace(" ", "-")[:40].strip("-"),
        name=" ".join(name.split()),
        order=order if order is not None else 0 if last is None else last + 1,
        least_seats=least_seats,
        language=language,
        translations=dict(translations or {}),
    )
    _require_sound(constituency)
    if sides.filter(key=constituency.key).exists():
        raise Refused("constituency_key_taken", key=constituency.key)
    constituency.save(force_insert=True)
    journal.record(
        by,
        "fora.constituency_added",
        constituency,
        territory=forum.territory,
        channel=channel,
        key=constituency.key,
        least_seats=least_seats,
    )
    return constituency


@transaction.atomic
def change_constituency(constituency: Constituency, *, by: Visitor, **changes: Any) -> Constituency:
    """Change any of CHANGEABLE."""
    forum = kept(constituency.forum, by)
    constituency = Constituency.objects.select_for_update(of=("self",)).get(pk=constituency.pk)
    if not (changed := change(constituency, CHANGEABLE, changes)):
        return constituency
    _require_sound(constituency)
    constituency.save(update_fields=changed)
    journal.record(
        by,
        "fora.constituency_changed",
        constituency,
        territory=forum.territory,
        changed=changed,
        least_seats=constituency.least_seats,
    )
    return constituency


def _require_sound(constituency: Constituency) -> None:
    if not constituency.name:
        raise Refused("constituency_without_name")
    require_fit(constituency)
