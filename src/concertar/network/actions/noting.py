"""Writing down a single place or institution, beside those that a folder brings in."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any
from zoneinfo import available_timezones

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from concertar.kit import journal, search
from concertar.kit.access import Refused, Visitor, require
from concertar.kit.folding import fold
from concertar.network import rules
from concertar.network.models import RESERVED_SLUGS, Institution, Source, Territory

LONGEST_SLUG = 80


@transaction.atomic
def note_institution(
    name: str,
    *,
    kind: str,
    constituency: str = "",
    place: Territory | None = None,
    acronym: str = "",
    note: str = "",
    slug: str = "",
    source: Source | None = None,
    source_pointer: str = "",
    is_illustrative: bool = False,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    rule: rules.Rule = rules.may_note,
) -> Institution:
    """Write down an institution, affiliated or not; no two are called alike."""
    require(rule, by, place)
    name = " ".join(name.split())
    if not fold(name):
        raise Refused("institution_without_name")
    if Institution.objects.filter(sort_name=fold(name)).exists():
        raise Refused("institution_known", called=name)
    institution = Institution(
        slug=slug or _free_slug(name, Institution),
        name=name,
        sort_name=fold(name),
        acronym=acronym.strip(),
        kind=kind,
        constituency=constituency,
        place=place,
        note=" ".join(note.split()),
        source=source,
        source_pointer=source_pointer,
        is_illustrative=is_illustrative,
        language=language,
        translations=dict(translations or {}),
    )
    _insert(institution)
    search.index(institution)
    journal.record(
        by, "network.institution_noted", institution, territory=place, kind=institution.kind
    )
    return institution


@transaction.atomic
def note_place(
    name: str,
    *,
    kind: str,
    inside: Territory | None = None,
    slug: str = "",
    zone: str = "",
    latitude: Decimal | None = None,
    longitude: Decimal | None = None,
    coordinates: str = "",
    source: Source | None = None,
    source_pointer: str = "",
    by: Visitor,
    rule: rules.Rule = rules.may_note,
) -> Territory:
    """Write down a place: a basin, a district, a neighbourhood that no folder brought in."""
    require(rule, by, inside)
    name = " ".join(name.split())
    if not fold(name):
        raise Refused("place_without_name")
    zone = zone or (inside.zone if inside else "")
    if zone not in available_timezones():
        raise Refused("zone_unknown")
    slug = slug or _free_slug(name, Territory)
    if slug in RESERVED_SLUGS:
        raise Refused("key_taken", key=slug)
    if Territory.objects.filter(parent=inside, kind=kind, sort_name=fold(name)).exists():
        raise Refused("place_known", called=name)
    place = Territory(
        slug=slug,
        name=name,
        sort_name=fold(name),
        kind=kind,
        parent=inside,
        path=f"{inside.path if inside else ''}{slug}/",
        zone=zone,
        latitude=latitude,
        longitude=longitude,
        coordinates=coordinates or ("approximate" if latitude is not None else ""),
        source=source,
        source_pointer=source_pointer,
    )
    _insert(place)
    search.index(place)
    journal.record(by, "network.place_noted", place, territory=place, kind=place.kind)
    return place


def _free_slug(name: str, noun: type[models.Model]) -> str:
    """The name as a key, numbered where another has it already."""
    stem = fold(name).replace(" ", "-")[: LONGEST_SLUG - 5].strip("-") or "x"
    taken = {
        *RESERVED_SLUGS,
        *noun._default_manager.filter(slug__startswith=stem).values_list("slug", flat=True),
    }
    number = next(i for i in range(1, len(taken) + 2) if _numbered(stem, i) not in taken)
    return _numbered(stem, number)


def _numbered(stem: str, number: int) -> str:
    return stem if number == 1 else f"{stem}-{number}"


def _insert(row: Institution | Territory) -> None:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise Refused("key_taken", key=row.slug) from clash
