"""Mandates: written down by the document that gives them, ended, removed if nobody used them."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import ProtectedError, Q

from concertar.accounts.models import Person
from concertar.kit import journal
from concertar.kit.access import Refused, Visitor, require
from concertar.kit.models import StoredFile
from concertar.network import rules
from concertar.network.models import Institution, Mandate


@transaction.atomic
def grant_mandate(
    institution: Institution,
    person: Person,
    *,
    capacity: str = Mandate.Capacity.DELEGATE,
    power: str = Mandate.Power.SPEAK,
    matter: str = "",
    document: str,
    file: StoredFile | None = None,
    starts: date,
    ends: date | None = None,
    by: Visitor,
    channel: str = "",
    rule: rules.Rule = rules.may_mandate,
) -> Mandate:
    """Write down that the institution's document lets a person speak, or also sign, for it."""
    institution = Institution.objects.select_for_update(of=("self",)).get(pk=institution.pk)
    require(rule, by, institution)
    mandate = Mandate(
        institution=institution,
        person=person,
        capacity=capacity,
        power=power,
        matter=matter,
        document=" ".join(document.split()),
        file=file,
        starts=starts,
        ends=ends,
    )
    _require_fit(mandate)
    _require_no_overlap(mandate)
    mandate.save(force_insert=True)
    journal.record(
        by,
        "network.mandate_granted",
        mandate,
        on_behalf_of=institution,
        channel=channel,
        person=person.pk,
        capacity=mandate.capacity,
        power=mandate.power,
        matter=matter,
        starts=starts,
        ends=ends,
    )
    return mandate


@transaction.atomic
def end_mandate(
    mandate: Mandate,
    *,
    on: date,
    by: Visitor,
    channel: str = "",
    rule: rules.Rule = rules.may_mandate,
) -> Mandate:
    """`on` is its last day. Refused if it was used later: what was done under it stays sound."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    require(rule, by, mandate.institution)
    if on < mandate.starts:
        raise Refused("mandate_begins_later", starts=mandate.starts.isoformat())
    if mandate.ends is not None and mandate.ends <= on:
        raise Refused("mandate_ends_already", ends=mandate.ends.isoformat())
    if (last := _last_day_used(mandate)) and last > on:
        raise Refused("mandate_used_later", day=last.isoformat())
    mandate.ends = on
    mandate.save(update_fields=["ends"])
    journal.record(
        by,
        "network.mandate_ended",
        mandate,
        on_behalf_of=mandate.institution,
        channel=channel,
        ends=on,
    )
    return mandate


@transaction.atomic
def remove_mandate(mandate: Mandate, *, by: Visitor, rule: rules.Rule = rules.may_mandate) -> None:
    """Take back what was entered by mistake; the journal keeps that it was there."""
    mandate = Mandate.objects.select_for_update(of=("self",)).get(pk=mandate.pk)
    require(rule, by, mandate.institution)
    gone = Mandate(pk=mandate.pk, institution=mandate.institution)
    try:
        mandate.delete()
    except ProtectedError as users:
        raise Refused("mandate_was_used") from users
    journal.record(by, "network.mandate_removed", gone, on_behalf_of=gone.institution)


def _require_fit(mandate: Mandate) -> None:
    if not mandate.document:
        raise Refused("mandate_without_document")
    if mandate.ends is not None and mandate.ends < mandate.starts:
        raise Refused("mandate_ends_before_it_starts")
    if not mandate.person.is_active:
        raise Refused("person_is_closed")
    try:
        mandate.full_clean(validate_unique=False, validate_constraints=False)
    except ValidationError as trouble:
        field = next(iter(trouble.message_dict))
        raise Refused("field_does_not_fit", field=field) from trouble


def _require_no_overlap(mandate: Mandate) -> None:
    """Say which of the two overlaps it is; the database refuses both by itself (kit.overlaps)."""
    meets = Q(ends__isnull=True) | Q(ends__gte=mandate.starts)
    if mandate.ends is not None:
        meets &= Q(starts__lte=mandate.ends)
    same = Mandate.objects.filter(meets, institution=mandate.institution, matter=mandate.matter)
    if same.filter(person=mandate.person).exists():
        raise Refused("person_has_a_mandate")
    if same.filter(capacity=mandate.capacity).exists():
        raise Refused("mandates_overlap")


def _last_day_used(mandate: Mandate) -> date | None:
    """The last day on which anything was done by this mandate, whatever room keeps it.

    Every act under a mandate says its day in a field of this name.
    """
    days = [
        relation.related_model._default_manager.filter(**{relation.field.name: mandate.pk})
        .order_by()
        .aggregate(last=models.Max("day"))["last"]
        for relation in Mandate._meta.related_objects
        if _has_a_day(relation.related_model)
    ]
    return max((day for day in days if day is not None), default=None)


def _has_a_day(noun: Any) -> bool:
    return any(field.name == "day" for field in noun._meta.concrete_fields)
