"""Things of the worked case whose keys differ in every database: what @names stand for."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.apps import apps

CASE = "aire-limpio-ilo"


def first(label: str, *order: str, **which: Any) -> Any:
    """The key of the first row of a noun, in this order, among those that fit."""
    noun = apps.get_model(label)
    return noun.objects.filter(**which).order_by(*order).values_list("pk", flat=True).first()


THINGS: dict[str, Callable[[], Any]] = {
    "@commitment": partial(first, "agreements.Commitment", "number", agreement__table__slug=CASE),
}


def key_of(name: str) -> str:
    found = THINGS[name]()
    if found is None:
        raise LookupError(f"{name} is not in this database")
    return str(found)


def everything() -> dict[str, str]:
    """Every @name with its key, for whoever asks a site on another database."""
    return {name: key_of(name) for name in THINGS}
