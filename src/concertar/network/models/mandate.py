"""Mandates: who may speak and sign for an institution, by which document, from when to when."""

import uuid
from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from concertar.kit import overlaps
from concertar.kit.access import PublicQuerySet, Visitor, is_signed_in
from concertar.kit.models import StoredFile
from concertar.network.models.institution import Institution


class MandateQuerySet(PublicQuerySet["Mandate"]):
    def valid_on(self, day: date) -> Self:
        """Those that hold on a day; the last day of a mandate is still one of its days."""
        return self.filter(Q(ends__isnull=True) | Q(ends__gte=day), starts__lte=day)

    def ended_before(self, day: date) -> Self:
        """Those that ended, where no other lets the same person speak for the same institution."""
        other = self.model.objects.valid_on(day).filter(
            Q(matter="") | Q(matter=models.OuterRef("matter")),
            institution=models.OuterRef("institution"),
            person=models.OuterRef("person"),
        )
        return self.filter(~models.Exists(other), ends__lt=day)

    def covering(self, matter: str) -> Self:
        """Those for this matter and those for every matter."""
        return self.filter(matter__in=("", matter))

    def to_sign(self) -> Self:
        return self.filter(power=Mandate.Power.SIGN)

    def held_by(self, person: Visitor) -> Self:
        return self.filter(person=person.pk) if is_signed_in(person) else self.none()


@overlaps.forbid("institution", "matter", "capacity", name="one_mandate_in_a_capacity")
@overlaps.forbid("institution", "matter", "person", name="one_mandate_of_a_person")
class Mandate(models.Model):
    """An institution's written word that a person speaks for it, or also signs for it.

    Two mandates of one institution in the same matter and capacity never overlap, nor two of one
    person for it: the database refuses them (see `kit.overlaps`).
    """

    class Capacity(models.TextChoices):
        DELEGATE = "delegate", _("Delegate")
        ALTERNATE = "alternate", _("Alternate")

    class Power(models.TextChoices):
        SPEAK = "speak", _("Speaks")
        SIGN = "sign", _("Speaks and signs")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="mandates", verbose_name=_("institution")
    )
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="mandates",
        verbose_name=_("person"),
    )
    capacity = models.CharField(
        _("capacity"), max_length=10, choices=Capacity, default=Capacity.DELEGATE
    )
    power = models.CharField(_("power"), max_length=6, choices=Power, default=Power.SPEAK)
    matter = models.SlugField(
        _("matter"),
        max_length=80,
        blank=True,
        help_text=_("The key of the forum it is for; empty: for every matter."),
    )
    document = models.CharField(
        _("document"),
        max_length=200,
        help_text=_("What gives it, with number and date: a council agreement, minutes, a letter."),
    )
    file = models.ForeignKey(
        StoredFile,
        models.PROTECT,
        related_name="+",
        null=True,
        blank=True,
        verbose_name=_("copy of the document"),
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Its last day."))

    objects = MandateQuerySet.as_manager()

    class Meta:
        ordering = ["institution", "capacity", "starts"]
        verbose_name = _("mandate")
        verbose_name_plural = _("mandates")
        constraints = [
            models.CheckConstraint(condition=~Q(document=""), name="mandate_has_a_document"),
            models.CheckConstraint(
                condition=Q(capacity__in=["delegate", "alternate"]),
                name="mandate_capacity_is_known",
            ),
            models.CheckConstraint(
                condition=Q(power__in=["speak", "sign"]), name="mandate_power_is_known"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="mandate_ends_after_it_starts",
            ),
        ]
        indexes = [models.Index(fields=["person", "starts"], name="mandate_by_person")]

    def __str__(self) -> str:
        return f"{self.person}, {self.institution}"

    def is_valid_on(self, day: date) -> bool:
        return self.starts <= day and (self.ends is None or day <= self.ends)
