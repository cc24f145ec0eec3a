"""The network's documented history, each step with the precision its source gives."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models.source import Sourced
from concertar.network.models.territory import Territory
from concertar.network.periods import Precision, said_period


class MilestoneQuerySet(PublicQuerySet["Milestone"]):
    """Every milestone may be read by everybody."""


class Milestone(Sourced, Authored):
    """Something that happened, on a day, in a month, in a year or over several years."""

    spoken: ClassVar[tuple[str, ...]] = ("title", "discrepancy")

    class Kind(models.TextChoices):
        NETWORK = "network", _("Life of the network")
        CAMPAIGN = "campaign", _("Campaigns")
        LEARNING = "learning", _("Learning")
        ALLIANCE = "alliance", _("Alliances")
        WORLD = "world", _("Around the network")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    starts = models.DateField(_("from"), help_text=_("First day of the period."))
    ends = models.DateField(_("to"), help_text=_("Last day of the period."))
    precision = models.CharField(
        _("precision"),
        max_length=5,
        choices=Precision,
        help_text=_("How much of the date the source gives."),
    )
    title = models.CharField(_("what happened"), max_length=200)
    place = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="milestones",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    discrepancy = models.CharField(
        _("discrepancy"),
        max_length=300,
        blank=True,
        help_text=_("Where the source disagrees with itself."),
    )

    objects = MilestoneQuerySet.as_manager()

    class Meta:
        ordering = ["starts", "ends", "slug"]
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="milestone_has_a_title"),
            models.CheckConstraint(
                condition=Q(ends__gte=F("starts")), name="milestone_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(precision__in=["year", "month", "day"]),
                name="milestone_precision_is_known",
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["network", "campaign", "learning", "alliance", "world"]),
                name="milestone_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def when(self) -> str:
        return said_period(self.starts, self.ends, self.precision)

    @property
    def is_loose(self) -> bool:
        """Whether the source leaves open when, within a year or more, it happened."""
        return self.precision == Precision.YEAR
