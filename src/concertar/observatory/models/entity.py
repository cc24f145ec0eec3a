"""Natural entities: a river, an air basin, a wetland, a bay, that sets limits and does not vote."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models import Territory
from concertar.network.models.source import Sourced


class NaturalEntity(Sourced, Authored):
    """A part of nature that is an actor: it has limits, and guardians who speak for it."""

    spoken: ClassVar[tuple[str, ...]] = ("name", "description")

    class Kind(models.TextChoices):
        RIVER = "river", _("River")
        BASIN = "basin", _("River basin")
        AIR_BASIN = "air_basin", _("Air basin")
        WETLAND = "wetland", _("Wetland")
        BAY = "bay", _("Bay")
        COAST = "coast", _("Coast")
        LAKE = "lake", _("Lake")
        HILL = "hill", _("Hill")
        FOREST = "forest", _("Forest")
        GROUNDWATER = "groundwater", _("Groundwater")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    name = models.CharField(_("name"), max_length=200)
    description = models.TextField(_("description"), blank=True)
    territory = models.ForeignKey(
        Territory, models.PROTECT, related_name="natural_entities", verbose_name=_("place")
    )

    objects = PublicQuerySet["NaturalEntity"].as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("natural entity")
        verbose_name_plural = _("natural entities")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="entity_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="entity_has_a_slug"),
        ]

    def __str__(self) -> str:
        return self.name
