"""Indicators and what was observed of them: one object for diagnosis, limit, target and check."""

import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from concertar.kit import append_only
from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models import Territory
from concertar.network.models.source import Sourced


class Indicator(Sourced, Authored):
    """Something that is measured, in one unit, by one method."""

    spoken: ClassVar[tuple[str, ...]] = ("name", "unit", "unit_of_one", "method")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    unit = models.CharField(_("unit"), max_length=30, help_text=_("For instance µg/m³ or %."))
    unit_of_one = models.CharField(
        _("unit of one"), max_length=30, blank=True,
        help_text=_("For instance station, where the unit is stations; empty: it is the same."),
    )  # fmt: skip
    method = models.TextField(
        _("method"), blank=True, help_text=_("What is measured, how, over how long, how often.")
    )

    objects = PublicQuerySet["Indicator"].as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="indicator_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="indicator_has_a_slug"),
            models.CheckConstraint(condition=~Q(unit=""), name="indicator_has_a_unit"),
        ]

    def __str__(self) -> str:
        return self.name

    def unit_for(self, value: Decimal | None) -> str:
        """How its unit is called behind this value: one station, three stations."""
        one = self.said("unit_of_one").text if value is not None and abs(value) == 1 else ""
        return one or self.said("unit").text

    def is_measured_in(self, words: str) -> bool:
        """Whether these words are its unit, in whichever language it is said."""
        return words.strip() in {self.unit, self.said("unit").text}


class ObservationQuerySet(PublicQuerySet["Observation"]):
    def standing(self) -> Self:
        """Those that no later row corrects."""
        return self.filter(correction__isnull=True)


@append_only.protect
class Observation(models.Model):
    """One value of an indicator in a place on a day; a correction is a new row naming the old."""

    id = models.BigAutoField(primary_key=True)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="observations", verbose_name=_("indicator")
    )
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="observations", verbose_name=_("place")
    )
    station = models.CharField(_("station"), max_length=120, blank=True)
    day = models.DateField(_("day"), help_text=_("The day measured; of a period, its last day."))
    value = models.DecimalField(_("value"), max_digits=18, decimal_places=6)
    source = models.CharField(
        _("source"), max_length=300, help_text=_("Who measured, and where it is published.")
    )
    is_illustrative = models.BooleanField(_("illustrative"), default=False)
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="correction",
        null=True,
        blank=True,
        verbose_name=_("corrects"),
    )
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("noted by"),
    )
    noted_at = models.DateTimeField(_("noted at"), db_default=Now(), editable=False)

    objects = ObservationQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "territory", "station", "day", "id"]
        verbose_name = _("observation")
        verbose_name_plural = _("observations")
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "territory", "station", "day"],
                condition=Q(corrects__isnull=True),
                name="one_observation_a_day",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="observation_has_a_source"),
        ]

    def __str__(self) -> str:
        return f"{self.indicator} {self.day}: {self.value}"
