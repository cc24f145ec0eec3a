"""Programmes of action: what the network undertakes, by whom supported, in which lines."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models.institution import Institution
from concertar.network.models.source import Sourced
from concertar.network.periods import Precision, said_date


class ProgrammeQuerySet(PublicQuerySet["Programme"]):
    def outermost(self) -> Self:
        return self.filter(parent__isnull=True)

    def actions(self) -> Self:
        return self.filter(kind=Programme.Kind.ACTION)


class Programme(Sourced, Authored):
    """A plan, one of its sub-programmes, or an action programme."""

    spoken: ClassVar[tuple[str, ...]] = (
        "name",
        "objective",
    )

    class Kind(models.TextChoices):
        PLAN = "plan", _("National programme")
        SUBPROGRAMME = "subprogramme", _("Sub-programme")
        ACTION = "action", _("Action programme")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("The word in the address of its page.")
    )
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("inside"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=200)
    objective = models.TextField(_("objective"), blank=True)
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    approved = models.DateField(_("approved"), null=True, blank=True)
    approved_precision = models.CharField(
        _("precision of the approval date"), max_length=5, choices=Precision, blank=True
    )
    supported_by = models.ManyToManyField(
        Institution, related_name="supported_programmes", blank=True, verbose_name=_("supported by")
    )
    seeks_funds = models.BooleanField(_("seeks funds"), default=False)

    objects = ProgrammeQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="programme_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="programme_has_a_slug"),
            models.CheckConstraint(
                condition=Q(kind__in=["plan", "subprogramme", "action"]),
                name="programme_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="programme_is_not_inside_itself",
            ),
            models.CheckConstraint(
                condition=Q(first_year__isnull=True)
                | Q(last_year__isnull=True)
                | Q(last_year__gte=F("first_year")),
                name="programme_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(approved__isnull=True, approved_precision="")
                | Q(approved__isnull=False, approved_precision__in=["year", "month", "day"]),
                name="programme_approval_has_a_precision",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def approved_when(self) -> str:
        return said_date(self.approved, self.approved_precision) if self.approved else ""


class ProgrammeLine(Sourced, Authored):
    """One theme, priority or strategy of a programme."""

    spoken: ClassVar[tuple[str, ...]] = ("text",)

    class Kind(models.TextChoices):
        THEME = "theme", _("Theme")
        PRIORITY = "priority", _("Priority")
        STRATEGY = "strategy", _("Strategy")

    class Scope(models.TextChoices):
        NONE = "", _("The whole programme")
        NATIONAL = "national", _("At national level")
        CITY = "city", _("At city level")
        GENERAL = "general", _("General")
        INSTITUTIONS = "institutions", _("For stronger institutions")
        FINANCIAL = "financial", _("Financial")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="lines", verbose_name=_("programme")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    scope = models.CharField(_("scope"), max_length=14, choices=Scope, blank=True)
    order = models.PositiveSmallIntegerField(_("order"))
    text = models.CharField(_("text"), max_length=400)

    objects = PublicQuerySet["ProgrammeLine"].as_manager()

    class Meta:
        ordering = ["programme", "kind", "scope", "order"]
        verbose_name = _("programme line")
        verbose_name_plural = _("programme lines")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "kind", "scope", "order"], name="one_line_at_a_place"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="programme_line_has_a_text"),
            models.CheckConstraint(
                condition=Q(kind="theme", scope="")
                | Q(kind="priority", scope__in=["national", "city"])
                | Q(kind="strategy", scope__in=["general", "institutions", "financial"]),
                name="programme_line_scope_fits_its_kind",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class ThematicGroup(Sourced, Authored):
    """People of many institutions who work on one theme of an action programme."""

    spoken: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    programme = models.ForeignKey(
        Programme, models.PROTECT, related_name="thematic_groups", verbose_name=_("programme")
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    name = models.CharField(_("name"), max_length=200)

    objects = PublicQuerySet["ThematicGroup"].as_manager()

    class Meta:
        ordering = ["programme", "order", "name"]
        verbose_name = _("thematic group")
        verbose_name_plural = _("thematic groups")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="thematic_group_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
