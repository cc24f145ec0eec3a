"""How the network's rows are found by words, without accents and capitals."""

from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Q, QuerySet

from concertar.kit.folding import words_of


def institutions_matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those with every word in their name, their acronym or the name of their place."""
    return _matching(rows, text, ("sort_name", "acronym", "place__sort_name"))


def places_matching(rows: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Those with every word in their name or in that of what they lie in."""
    return _matching(rows, text, ("sort_name", "parent__sort_name"))


def _matching(rows: QuerySet[Any], text: str, fields: tuple[str, ...]) -> QuerySet[Any]:
    words = words_of(text)
    if not words:
        return rows.none()  # only signs were asked for: nothing is called like that
    wanted = (
        reduce(lambda q, field: q | Q(**{f"{field}__icontains": word}), fields, Q())
        for word in words
    )
    return rows.filter(reduce(and_, wanted))
