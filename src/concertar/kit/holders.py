"""Which things hold files. Whoever may see the thing may see its file; nobody else may.

A room that keeps files says so once, in the site's wiring: `holders.add(Annex, "file")`.
"""

from django.db import models
from django.db.models import Q

from concertar.kit.access import Visitor

_holders: dict[str, tuple[type[models.Model], str]] = {}


def add(noun: type[models.Model], field: str) -> None:
    """Let whoever sees a row of this noun fetch the file in this field of it."""
    noun._meta.get_field(field)
    _holders[f"{noun._meta.label}.{field}"] = (noun, field)


def remove(noun: type[models.Model], field: str) -> None:
    del _holders[f"{noun._meta.label}.{field}"]


def holds_visible(person: Visitor) -> Q:
    """The condition on a file: something this person may see holds it."""
    condition = Q(pk__in=[])
    for noun, field in _holders.values():
        seen = noun._default_manager.visible_to(person)  # type: ignore[attr-defined]
        condition |= Q(pk__in=seen.exclude(**{field: None}).values(field))
    return condition
