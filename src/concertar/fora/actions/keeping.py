"""What every verb of a forum asks first: the forum, locked; the right to keep it; the day."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from concertar.fora import rules
from concertar.fora.models import Forum
from concertar.kit.access import Refused, Visitor, require

# Ways by which an act reaches the site later than it happened.
BELATED = ("paper", "hall")


def kept(forum: Forum, by: Visitor) -> Forum:
    """The forum, locked for this transaction, if this person keeps it.

    All verbs of a forum lock it first: what they read of it cannot change under them.
    """
    locked = Forum.objects.select_for_update(of=("self",)).get(pk=forum.pk)
    require(rules.may_keep, by, locked)
    return locked


def kept_here(forum: Forum) -> Callable[..., bool]:
    """The rule of this forum, for a lower room's verb that is done on its behalf."""

    def may_keep(person: Visitor, _thing: Any = None) -> bool:
        return rules.may_keep(person, forum)

    return may_keep


def day_of_act(forum: Forum, on: date | None = None, channel: str = "web") -> date:
    """The day an act happened: today, or an earlier one if it comes from paper or a hall."""
    today = forum.today()
    if on is None or on == today:
        return today
    if on > today:
        raise Refused("day_in_the_future")
    if channel not in BELATED:
        raise Refused("day_needs_paper")
    return on


def require_fit(row: models.Model) -> None:
    """Refuse what the columns cannot hold, by the name of the first field that does not fit."""
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble


def change(row: models.Model, allowed: tuple[str, ...], changes: dict[str, Any]) -> list[str]:
    """Set what differs on the row; the names of what was set, in the order of `allowed`."""
    if strange := changes.keys() - set(allowed):
        raise TypeError(f"{type(row).__name__} does not change {', '.join(sorted(strange))}")
    changed = [name for name in allowed if name in changes and getattr(row, name) != changes[name]]
    for name in changed:
        setattr(row, name, changes[name])
    return changed
