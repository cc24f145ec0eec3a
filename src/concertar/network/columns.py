"""The columns of the network's sheets: how their cells are read, and which many of them share."""

import re
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.db import models
from django.utils.translation import gettext

from concertar.kit import cells
from concertar.kit.cells import CellRefused, Field
from concertar.kit.texts import Authored
from concertar.network.models import RESERVED_SLUGS
from concertar.network.periods import Period, read_period

ORIGINAL, TRANSLATION = "es", "en"
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def slug(cell: str) -> str:
    """A key: small letters without accents, digits, hyphens."""
    found = cells.name(cell)
    if not SLUG.fullmatch(found) or len(found) > 80:
        raise CellRefused(
            gettext("“%(cell)s” is no key; use small letters without accents, digits and hyphens.")
            % {"cell": cells.shown(found)}
        )
    return found


def free_slug(cell: str) -> str:
    """A key that is not the first word of one of the site's own addresses."""
    found = slug(cell)
    if found in RESERVED_SLUGS:
        raise CellRefused(
            gettext("“%(cell)s” is the name of a page of the site; choose another key.")
            % {"cell": found}
        )
    return found


def slugs(cell: str) -> list[str]:
    """Several keys, separated by semicolons, in the order of the alphabet."""
    return sorted(slug(part.strip()) for part in cell.split(";") if part.strip())


def up_to(longest: int | None) -> cells.Reader:
    """A text of one line, as long as the database takes it."""

    def read(cell: str) -> str:
        found = " ".join(cells.text(cell).split())
        if longest is not None and len(found) > longest:
            raise CellRefused(
                gettext("%(count)s signs are too many; write %(most)s at most.")
                % {"count": len(found), "most": longest}
            )
        return found

    return read


def degrees(most: int) -> cells.Reader:
    """A coordinate, to the fifth decimal (a metre)."""
    read = cells.decimal(-most, most)
    return lambda cell: read(cell).quantize(Decimal("0.00001"))


def zone(cell: str) -> str:
    found = cells.name(cell)
    if found not in available_timezones():
        raise CellRefused(
            gettext("“%(cell)s” is no time zone; write one as in America/Lima.")
            % {"cell": cells.shown(found)}
        )
    return found


def period(cell: str) -> Period:
    try:
        return read_period(cells.name(cell))
    except ValueError:
        raise CellRefused(
            gettext("“%(cell)s” is no date; write 1994, 1996-03, 1996-03-15 or 1994/1996.")
            % {"cell": cells.shown(cell)}
        ) from None


# ---- columns that many sheets share -------------------------------------------------------------


def declared_in(model: type[models.Model], name: str) -> models.Field:
    found = model._meta.get_field(name)
    if not isinstance(found, models.Field):
        raise TypeError(f"{model.__name__}.{name} has no column of its own")
    return found


def text_of(model: type[models.Model], name: str) -> Field:
    """The column of a text of the noun, named and bounded as its field is."""
    declared = declared_in(model, name)
    return Field(name, up_to(declared.max_length), is_required=not declared.blank)


def said_in_both(model: type[Authored]) -> tuple[Field, ...]:
    """A column for each language of each text that people read."""
    columns: list[Field] = []
    for name in model.spoken:
        declared = declared_in(model, name)
        columns += [
            Field(f"{name}_{language}", up_to(declared.max_length), not declared.blank)
            for language in (ORIGINAL, TRANSLATION)
        ]
    return tuple(columns)


def code_of(model: type[models.Model], name: str) -> Field:
    """The column of a code, one of those that the noun's field knows."""
    declared = declared_in(model, name)
    codes = [str(code) for code, _label in declared.flatchoices if code]
    return Field(name, cells.one_of(codes), is_required=not declared.blank)


def optional(name: str, read: cells.Reader, blank: Any = "") -> Field:
    return Field(name, read, is_required=False, blank=blank)


def order() -> Field:
    return Field("order", cells.number(0, 32767))


KEY = Field("slug", slug)
SOURCE = (optional("source", slug), optional("source_pointer", up_to(80)))
INFERRED = optional("inferred", lambda cell: sorted(cells.name(cell).split()), [])
