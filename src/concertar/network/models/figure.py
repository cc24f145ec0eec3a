"""Figures that a source reports. No rows are made up behind them."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.numbers import said_number
from concertar.kit.texts import Authored
from concertar.network.models.source import Sourced
from concertar.network.periods import Precision, said_date


class ReportedFigureQuerySet(PublicQuerySet["ReportedFigure"]):
    def disputed(self) -> Self:
        return self.exclude(discrepancy="")


class ReportedFigure(Sourced, Authored):
    """A number as its source gives it: value or range, qualifier, unit, date, and its disputes."""

    spoken: ClassVar[tuple[str, ...]] = (
        "what",
        "unit",
        "discrepancy",
    )

    class Topic(models.TextChoices):
        SCALE = "scale", _("Size of the network")
        AFFILIATION = "affiliation", _("Affiliation")
        PARTICIPATION = "participation", _("Participation")
        LEARNING = "learning", _("Learning")
        HISTORY = "history", _("Dates in dispute")

    class Qualifier(models.TextChoices):
        EXACT = "", _("exactly")
        ABOUT = "about", _("about")
        MORE_THAN = "more_than", _("more than")

    class Counted(models.TextChoices):
        """What this installation can count itself and hold beside the figure."""

        NOTHING = "", _("Nothing")
        AFFILIATED = "affiliated", _("Affiliated institutions")
        FOUNDING = "founding", _("Founding members")
        MEMBERS = "members", _("Other members")
        FOUNDING_MUNICIPALITIES = "founding_municipality", _("Founding municipalities")
        FOUNDING_NGOS = "founding_ngo_or_private", _("Founding NGOs and private organisations")
        FOUNDING_UNIVERSITIES = "founding_university", _("Founding universities")
        MEMBER_MUNICIPALITIES = "member_municipality", _("Other municipalities")
        MEMBER_NGOS = "member_ngo_or_private", _("Other NGOs and private organisations")
        MEMBER_UNIVERSITIES = "member_university", _("Other universities")
        PLACES = "places", _("Places in this directory")
        AGENDA21_PLACES = "agenda21_places", _("Places with a Local Agenda 21")
        REGIONAL_ASSEMBLIES = "regional_assemblies", _("Regional assemblies")
        THEMATIC_GROUPS = "thematic_groups", _("Thematic groups")
        ACTION_PROGRAMMES = "action_programmes", _("Action programmes")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    topic = models.CharField(_("topic"), max_length=14, choices=Topic)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    what = models.CharField(_("what"), max_length=200)
    value = models.PositiveBigIntegerField(_("value"))
    value_to = models.PositiveBigIntegerField(
        _("up to"), null=True, blank=True, help_text=_("The end of a range, if it is one.")
    )
    qualifier = models.CharField(
        _("qualifier"),
        max_length=10,
        choices=Qualifier,
        blank=True,
        help_text=_("As the source says it: about, more than."),
    )
    unit = models.CharField(_("unit"), max_length=60)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    as_of_precision = models.CharField(
        _("precision of the date"), max_length=5, choices=Precision, blank=True
    )
    part_of = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="parts",
        null=True,
        blank=True,
        verbose_name=_("part of"),
    )
    discrepancy = models.CharField(
        _("discrepancy"),
        max_length=400,
        blank=True,
        help_text=_("Where the source disagrees with itself or with what can be counted."),
    )
    disagrees_with = models.ManyToManyField(
        "self", symmetrical=True, blank=True, verbose_name=_("disagrees with")
    )
    counted = models.CharField(
        _("counted here"),
        max_length=24,
        choices=Counted,
        blank=True,
        help_text=_("What is counted in this directory to be held beside the figure."),
    )

    objects = ReportedFigureQuerySet.as_manager()

    class Meta:
        ordering = ["topic", "order", "slug"]
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        constraints = [
            models.CheckConstraint(
                condition=~Q(what="") & ~Q(unit=""), name="figure_has_a_name_and_a_unit"
            ),
            models.CheckConstraint(
                condition=Q(value_to__isnull=True) | Q(value_to__gt=F("value")),
                name="figure_range_rises",
            ),
            models.CheckConstraint(
                condition=Q(qualifier__in=["", "about", "more_than"]),
                name="figure_qualifier_is_known",
            ),
            models.CheckConstraint(
                condition=Q(as_of__isnull=True, as_of_precision="")
                | Q(as_of__isnull=False, as_of_precision__in=["year", "month", "day"]),
                name="figure_date_has_a_precision",
            ),
            models.CheckConstraint(
                condition=Q(part_of__isnull=True) | ~Q(part_of=F("id")),
                name="figure_is_not_part_of_itself",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what}: {self.value}"

    @property
    def when(self) -> str:
        return said_date(self.as_of, self.as_of_precision) if self.as_of else ""

    @property
    def said_value(self) -> str:
        """The value as its source says it: `more than 7 000`, `10–12`; a year plainly."""
        if self.topic == self.Topic.HISTORY:
            return str(self.value)
        value = said_number(self.value)
        if self.value_to is not None:
            value = f"{value}\u2013{said_number(self.value_to)}"
        return f"{self.get_qualifier_display()} {value}" if self.qualifier else value
