"""Fora, who facilitates them, and the constituencies that weigh the same in them."""

import uuid
from datetime import date, datetime
from typing import ClassVar, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit import clock
from concertar.kit.access import PublicQuerySet, Visitor, is_signed_in
from concertar.kit.texts import Authored
from concertar.network.models import Institution, Territory


class ForumQuerySet(PublicQuerySet["Forum"]):
    def facilitated_by(self, person: Visitor) -> Self:
        if not is_signed_in(person) or person.pk is None:
            return self.none()  # the operator is nobody's facilitator
        return self.filter(facilitators__person=person.pk, facilitators__ends__isnull=True)


class Forum(Authored):
    """A permanent space of concertación of a place, or of a consortium of institutions."""

    spoken: ClassVar[tuple[str, ...]] = ("name", "purpose")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(_("key"), max_length=80, unique=True)
    name = models.CharField(_("name"), max_length=200)
    purpose = models.TextField(_("purpose"), blank=True)
    territory = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="fora",
        null=True,
        blank=True,
        verbose_name=_("place"),
        help_text=_("A neighbourhood, city, metropolis, basin or nation."),
    )
    consortium = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="hosted_fora",
        null=True,
        blank=True,
        verbose_name=_("consortium"),
    )
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="children",
        null=True,
        blank=True,
        verbose_name=_("refers to"),
        help_text=_("The forum to which it refers what it cannot settle."),
    )
    zone = models.CharField(_("time zone"), max_length=40, default="America/Lima")
    # The declared quotas, as shares of the occupied seats; none: not declared.
    women_quota = models.DecimalField(
        _("women, at least"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    youth_quota = models.DecimalField(
        _("people of 18 to 29, at least"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    poorest_quota = models.DecimalField(
        _("poorest districts, at least"), max_digits=4, decimal_places=3, null=True, blank=True
    )
    is_illustrative = models.BooleanField(_("illustrative"), default=False)

    objects = ForumQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        verbose_name = _("forum")
        verbose_name_plural = _("fora")
        constraints = [
            models.CheckConstraint(condition=~Q(name="") & ~Q(slug=""), name="forum_has_a_name"),
            models.CheckConstraint(
                condition=Q(territory__isnull=False) | Q(consortium__isnull=False),
                name="forum_is_of_a_place_or_a_consortium",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="forum_does_not_refer_to_itself",
            ),
            *(
                models.CheckConstraint(
                    condition=Q(**{f"{quota}__isnull": True}) | Q(**{f"{quota}__range": (0, 1)}),
                    name=f"forum_{quota}_is_a_share",
                )
                for quota in ("women_quota", "youth_quota", "poorest_quota")
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def day_of(self, moment: datetime) -> date:
        """The day that the calendars of the forum's place show at this moment."""
        return clock.in_zone(moment, self.zone).date()

    def today(self) -> date:
        """The forum's day by the database's clock: it decides which mandates hold."""
        return self.day_of(clock.database_now())


class Facilitator(models.Model):
    """A person who convenes and facilitates in a forum, and is a party to none of its tables."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(
        Forum, models.PROTECT, related_name="facilitators", verbose_name=_("forum")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("person")
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    objects = PublicQuerySet["Facilitator"].as_manager()

    class Meta:
        ordering = ["forum", "starts"]
        verbose_name = _("facilitator")
        verbose_name_plural = _("facilitators")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "person"],
                condition=Q(ends__isnull=True),
                name="one_present_facilitation",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="facilitation_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.person)


class Constituency(Authored):
    """A side of a forum: it weighs what every other weighs, however many seats it has."""

    spoken: ClassVar[tuple[str, ...]] = ("name",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(
        Forum, models.PROTECT, related_name="constituencies", verbose_name=_("forum")
    )
    key = models.SlugField(_("key"), max_length=40)
    name = models.CharField(_("name"), max_length=120)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    least_seats = models.PositiveSmallIntegerField(
        _("seats, at least"), default=1, help_text=_("The quota the forum declared for this side.")
    )

    objects = PublicQuerySet["Constituency"].as_manager()

    class Meta:
        ordering = ["forum", "order", "name"]
        verbose_name = _("constituency")
        verbose_name_plural = _("constituencies")
        constraints = [
            models.UniqueConstraint(fields=["forum", "key"], name="one_constituency_of_a_key"),
            models.CheckConstraint(condition=~Q(name=""), name="constituency_has_a_name"),
        ]

    def __str__(self) -> str:
        return self.name
