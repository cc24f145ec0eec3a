"""What a row must be before it is written: whole, not too long, keys that are free."""

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import slugify

from concertar.kit.access import Refused
from concertar.kit.days import is_within_reach
from concertar.kit.folding import fold
from concertar.kit.signs import unwanted_sign

LONGEST_KEY = 40


def require_fit(row: models.Model) -> None:
    """Refuse, by the name of the field, what is empty, too long, or no database keeps."""
    apart = {field.name for field in row._meta.fields if field.is_relation}
    for field in row._meta.fields:
        value = getattr(row, field.attname)
        if isinstance(value, date) and not is_within_reach(value):
            raise Refused("field_does_not_fit", field=field.verbose_name)
        if any(unwanted_sign(text, lines=True) for text in _texts(value)):
            raise Refused("field_does_not_fit", field=field.verbose_name)
    try:
        row.clean_fields(exclude=apart)
        row.clean()
    except ValidationError as trouble:
        name = next(iter(trouble.message_dict))
        labels = {field.name: field.verbose_name for field in row._meta.fields}
        raise Refused("field_does_not_fit", field=labels[name]) from trouble


def free_key(words: str, taken: Collection[str], *, longest: int = LONGEST_KEY) -> str:
    """A key of the words that is not taken: `planta-comun`, then `planta-comun-2`."""
    whole = slugify(fold(words).replace(" ", "-"))
    key = (whole if len(whole) <= longest else whole[:longest].rpartition("-")[0]) or "x"
    number, tried = 1, key
    while tried in taken:
        number += 1
        tail = f"-{number}"
        tried = key[: longest - len(tail)] + tail
    return tried


def _texts(value: Any) -> Iterator[str]:
    """Every text in a value; of translations, that of each field in each language."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
