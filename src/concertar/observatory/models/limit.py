"""Limits of nature and of law on an indicator. They are reviewed, never voted."""

import uuid
from decimal import Decimal
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models import Territory
from concertar.observatory.models.entity import NaturalEntity
from concertar.observatory.models.indicator import Indicator


class LimitQuerySet(PublicQuerySet["Limit"]):
    def adopted(self) -> Self:
        return self.filter(status=Limit.Status.ADOPTED)

    def standing(self) -> Self:
        """Adopted or on the way to it."""
        return self.exclude(status=Limit.Status.WITHDRAWN)


class Limit(Authored):
    """A bound, or an interval, that an indicator must keep to; only new evidence changes it.

    `least` and `most` are the ends, in the unit of the indicator; one of them may be open.
    """

    spoken: ClassVar[tuple[str, ...]] = ("name", "basis", "evidence")

    class Kind(models.TextChoices):
        NATURE = "nature", _("Limit of nature")
        LAW = "law", _("Legal limit")

    class Status(models.TextChoices):
        PROPOSED = "proposed", _("Proposed")
        REVIEWED = "reviewed", _("Reviewed")
        ADOPTED = "adopted", _("Adopted")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=6, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="limits", verbose_name=_("indicator")
    )
    entity = models.ForeignKey(
        NaturalEntity,
        models.PROTECT,
        related_name="limits",
        null=True,
        blank=True,
        verbose_name=_("natural entity"),
    )
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="limits",
        null=True,
        blank=True,
        verbose_name=_("place"),
        help_text=_("Where it holds; empty: in the whole country."),
    )
    least = models.DecimalField(
        _("at least"), max_digits=18, decimal_places=6, null=True, blank=True
    )
    most = models.DecimalField(_("at most"), max_digits=18, decimal_places=6, null=True, blank=True)
    basis = models.CharField(
        _("basis"), max_length=300, help_text=_("The norm, study or agreement that sets it.")
    )
    evidence = models.TextField(_("evidence"), blank=True)
    status = models.CharField(_("status"), max_length=9, choices=Status, default=Status.PROPOSED)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("proposed by"),
    )  # fmt: skip
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", null=True, blank=True,
        verbose_name=_("reviewed by"),
    )  # fmt: skip
    adopted_on = models.DateField(_("adopted on"), null=True, blank=True)

    objects = LimitQuerySet.as_manager()

    class Meta:
        ordering = ["indicator", "name"]
        verbose_name = _("limit")
        verbose_name_plural = _("limits")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(basis=""), name="limit_has_a_basis"),
            models.CheckConstraint(
                condition=Q(least__isnull=False) | Q(most__isnull=False), name="limit_has_an_end"
            ),
            models.CheckConstraint(
                condition=Q(least__isnull=True) | Q(most__isnull=True) | Q(least__lt=F("most")),
                name="limit_interval_is_possible",
            ),
            models.CheckConstraint(
                condition=Q(proposed_by__isnull=True)
                | Q(reviewed_by__isnull=True)
                | ~Q(proposed_by=F("reviewed_by")),
                name="limit_is_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(status="adopted") | Q(adopted_on__isnull=False),
                name="limit_is_adopted_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["proposed", "reviewed", "adopted", "withdrawn"]),
                name="limit_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["nature", "law"]), name="limit_kind_is_known"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def allows(self, value: Decimal) -> bool:
        return (self.least is None or value >= self.least) and (
            self.most is None or value <= self.most
        )
