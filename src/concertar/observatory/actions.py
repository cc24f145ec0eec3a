"""The verbs of the observatory. Each write is one transaction, checked first, journalled last."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction

from concertar.kit import clock, journal
from concertar.kit.access import Refused, Visitor, require
from concertar.network.models import Source, Territory
from concertar.observatory import rules
from concertar.observatory.models import Indicator, Limit, NaturalEntity, Observation

LARGEST = Decimal(10) ** 12  # what the columns hold


@transaction.atomic
def add_indicator(
    *,
    slug: str,
    name: str,
    unit: str,
    unit_of_one: str = "",
    method: str = "",
    source: Source | None = None,
    source_pointer: str = "",
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "",
) -> Indicator:
    require(rules.may_keep, by)
    _require(name, Refused("name_is_empty"))
    _require(unit, Refused("unit_is_empty"))
    indicator = Indicator(
        slug=slug,
        name=name.strip(),
        unit=unit.strip(),
        unit_of_one=unit_of_one.strip(),
        method=method.strip(),
        source=source,
        source_pointer=source_pointer.strip(),
        language=language,
        translations=dict(translations or {}),
    )
    _insert(indicator)
    journal.record(by, "observatory.indicator_added", indicator, channel=channel)
    return indicator


@transaction.atomic
def add_entity(
    *,
    slug: str,
    kind: str,
    name: str,
    territory: Territory,
    description: str = "",
    source: Source | None = None,
    source_pointer: str = "",
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "",
) -> NaturalEntity:
    require(rules.may_keep, by)
    _require(name, Refused("name_is_empty"))
    entity = NaturalEntity(
        slug=slug,
        kind=kind,
        name=name.strip(),
        territory=territory,
        description=description.strip(),
        source=source,
        source_pointer=source_pointer.strip(),
        language=language,
        translations=dict(translations or {}),
    )
    _insert(entity)
    journal.record(by, "observatory.entity_added", entity, territory=territory, channel=channel)
    return entity


@transaction.atomic
def note_observation(
    indicator: Indicator,
    *,
    territory: Territory,
    day: date,
    value: Decimal,
    unit: str,
    source: str,
    station: str = "",
    is_illustrative: bool = False,
    by: Visitor,
    channel: str = "web",
) -> Observation:
    """Write down one value, in the indicator's own unit; the same value twice changes nothing."""
    require(rules.may_keep, by)
    _require_value(indicator, value, unit=unit, day=day, zone=territory.zone)
    _require(source, Refused("source_is_empty"))
    known = Observation.objects.standing().filter(
        indicator=indicator, territory=territory, station=station, day=day
    )
    if already := known.select_for_update(of=("self",)).first():
        if already.value == value:
            return already
        raise Refused("observation_known", day=day.isoformat())
    observation = Observation(
        indicator=indicator,
        territory=territory,
        station=station,
        day=day,
        value=value,
        source=source.strip(),
        is_illustrative=is_illustrative,
        noted_by_id=by.pk,
    )
    _insert(observation, Refused("observation_known", day=day.isoformat()))
    journal.record(
        by,
        "observatory.observation_noted",
        observation,
        territory=territory,
        channel=channel,
        indicator=indicator.pk,
    )
    return observation


@transaction.atomic
def correct_observation(
    observation: Observation,
    value: Decimal,
    *,
    unit: str,
    source: str,
    by: Visitor,
    channel: str = "",
) -> Observation:
    """A new value in the place of one; the old one stays and says by which it was corrected."""
    require(rules.may_keep, by)
    old = Observation.objects.select_related("indicator", "territory").get(pk=observation.pk)
    _require_value(old.indicator, value, unit=unit, day=old.day, zone=old.territory.zone)
    _require(source, Refused("source_is_empty"))
    corrected = Observation(
        indicator=old.indicator,
        territory=old.territory,
        station=old.station,
        day=old.day,
        value=value,
        source=source.strip(),
        is_illustrative=old.is_illustrative,
        corrects=old,
        noted_by_id=by.pk,
    )
    _insert(corrected, Refused("already_corrected"))
    journal.record(
        by,
        "observatory.observation_corrected",
        corrected,
        territory=old.territory,
        channel=channel,
        corrects=old.pk,
    )
    return corrected


@transaction.atomic
def propose_limit(
    *,
    slug: str,
    kind: str,
    name: str,
    indicator: Indicator,
    basis: str,
    least: Decimal | None = None,
    most: Decimal | None = None,
    evidence: str = "",
    entity: NaturalEntity | None = None,
    territory: Territory | None = None,
    language: str = "es",
    translations: Mapping[str, Any] | None = None,
    by: Visitor,
    channel: str = "",
) -> Limit:
    require(rules.may_keep, by)
    _require(name, Refused("name_is_empty"))
    _require(basis, Refused("basis_is_empty"))
    _require_interval(least, most)
    limit = Limit(
        slug=slug,
        kind=kind,
        name=name.strip(),
        indicator=indicator,
        entity=entity,
        territory=territory,
        least=least,
        most=most,
        basis=basis.strip(),
        evidence=evidence.strip(),
        proposed_by_id=by.pk,
        language=language,
        translations=dict(translations or {}),
    )
    _insert(limit)
    journal.record(by, "observatory.limit_proposed", limit, territory=territory, channel=channel)
    return limit


@transaction.atomic
def review_limit(limit: Limit, *, by: Visitor, channel: str = "") -> Limit:
    """Somebody other than the proposer has read the evidence and found it sound."""
    limit = _locked(limit)
    require(rules.may_review, by, limit)
    if limit.status != Limit.Status.PROPOSED:
        raise Refused("limit_not_proposed")
    if not limit.evidence:
        raise Refused("limit_without_evidence")
    limit.status = Limit.Status.REVIEWED
    limit.reviewed_by_id = by.pk
    limit.save(update_fields=["status", "reviewed_by"])
    journal.record(
        by, "observatory.limit_reviewed", limit, territory=limit.territory, channel=channel
    )
    return limit


@transaction.atomic
def adopt_limit(limit: Limit, *, by: Visitor, on: date | None = None, channel: str = "") -> Limit:
    """The limit binds from now on; only new evidence, reviewed anew, changes it."""
    limit = _locked(limit)
    require(rules.may_keep, by)
    if limit.status != Limit.Status.REVIEWED:
        raise Refused("limit_not_reviewed")
    today = clock.database_now().date()
    if on and on > today:
        raise Refused("day_in_the_future")
    limit.status = Limit.Status.ADOPTED
    limit.adopted_on = on or today
    limit.save(update_fields=["status", "adopted_on"])
    journal.record(
        by, "observatory.limit_adopted", limit, territory=limit.territory, channel=channel
    )
    return limit


@transaction.atomic
def withdraw_limit(limit: Limit, *, by: Visitor) -> Limit:
    limit = _locked(limit)
    require(rules.may_keep, by)
    if limit.status in (Limit.Status.ADOPTED, Limit.Status.WITHDRAWN):
        raise Refused("limit_stands")
    limit.status = Limit.Status.WITHDRAWN
    limit.save(update_fields=["status"])
    journal.record(by, "observatory.limit_withdrawn", limit, territory=limit.territory)
    return limit


def _locked(limit: Limit) -> Limit:
    return (
        Limit.objects.select_for_update(of=("self",)).select_related("territory").get(pk=limit.pk)
    )


def _require(text: str, otherwise: Refused) -> None:
    if not text.strip():
        raise otherwise


def _require_value(
    indicator: Indicator, value: Decimal, *, unit: str, day: date, zone: str
) -> None:
    if not indicator.is_measured_in(unit):
        wanted = indicator.said("unit").text
        raise Refused("unit_is_another", unit=unit.strip(), wanted=wanted)
    if not value.is_finite() or abs(value) >= LARGEST:
        raise Refused("value_is_no_number")
    if day > clock.in_zone(clock.database_now(), zone).date():
        raise Refused("day_in_the_future")


def _require_interval(least: Decimal | None, most: Decimal | None) -> None:
    if least is None and most is None:
        raise Refused("limit_without_ends")
    for end in (least, most):
        if end is not None and (not end.is_finite() or abs(end) >= LARGEST):
            raise Refused("value_is_no_number")
    if least is not None and most is not None and least >= most:
        raise Refused("limit_interval_impossible")


def _insert(row: models.Model, taken: Refused | None = None) -> None:
    try:
        row.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as clash:
        raise (taken or Refused("slug_taken")) from clash
