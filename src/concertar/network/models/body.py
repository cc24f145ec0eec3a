"""Bodies of the network, one inside another: assemblies, councils, fora of the cities."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models.source import Sourced


class BodyQuerySet(PublicQuerySet["Body"]):
    def regional(self) -> Self:
        return self.filter(level=Body.Level.REGIONAL)


class Body(Sourced, Authored):
    """An assembly, council, office or forum through which the network decides and works."""

    spoken: ClassVar[tuple[str, ...]] = (
        "name",
        "composition",
        "note",
    )

    class Level(models.TextChoices):
        NATIONAL = "national", _("National")
        REGIONAL = "regional", _("Regional")
        CITY = "city", _("City")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("The word in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=200)
    level = models.CharField(_("level"), max_length=10, choices=Level)
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("inside"),
    )
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    composition = models.CharField(
        _("composition"), max_length=300, blank=True, help_text=_("Who sits in it.")
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    stands_for_many = models.BooleanField(
        _("stands for many"),
        default=False,
        help_text=_("The source says that there are several and does not list them."),
    )

    objects = BodyQuerySet.as_manager()

    class Meta:
        ordering = ["order", "name"]
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        constraints = [
            models.CheckConstraint(condition=~Q(name=""), name="body_has_a_name"),
            models.CheckConstraint(condition=~Q(slug=""), name="body_has_a_slug"),
            models.CheckConstraint(
                condition=Q(level__in=["national", "regional", "city"]), name="body_level_is_known"
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="body_is_not_inside_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.name
