"""Seats, who takes them, and who speaks for a natural entity."""

import uuid
from datetime import date
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.expressions import Combinable
from django.utils.translation import gettext_lazy as _

from concertar.fora.models.forum import Constituency, Forum
from concertar.kit import clock, overlaps
from concertar.kit.access import PublicQuerySet, Visitor, is_signed_in
from concertar.kit.texts import Authored
from concertar.network.models import Institution, Mandate
from concertar.observatory.models import NaturalEntity

Day = date | Combinable  # a day, or one that each row's own forum says


def lasting(day: Day, to: str = "") -> Q:
    """The condition that a period, first and last day included, holds a day."""
    return Q(Q(**{f"{to}ends__isnull": True}) | Q(**{f"{to}ends__gte": day})) & Q(
        **{f"{to}starts__lte": day}
    )


class SeatQuerySet(PublicQuerySet["Seat"]):
    def open_on(self, day: Day) -> Self:
        return self.filter(lasting(day))

    def spoken_for_by(self, person: Visitor, day: Day) -> Self:
        """The seats for which this person holds a mandate that is valid on the day."""
        if not is_signed_in(person):
            return self.none()
        held = Q(delegates__mandate__person=person.pk) & lasting(day, "delegates__mandate__")
        return self.open_on(day).filter(held)

    def spoken_for_now_by(self, person: Visitor) -> Self:
        """As above, on the day that the calendars of each seat's own forum show now."""
        return self.spoken_for_by(person, clock.DayIn(clock.now(), "forum__zone"))


@overlaps.forbid("forum", "institution", name="one_seat_of_an_institution_a_day")
class Seat(models.Model):
    """An institution's place in a forum, affiliated to the network or not, on one side."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(Forum, models.PROTECT, related_name="seats", verbose_name=_("forum"))
    constituency = models.ForeignKey(
        Constituency, models.PROTECT, related_name="seats", verbose_name=_("constituency")
    )
    institution = models.ForeignKey(
        Institution, models.PROTECT, related_name="seats", verbose_name=_("institution")
    )
    of_poorest_district = models.BooleanField(
        _("of a poorest district"),
        default=False,
        help_text=_("It speaks for one of the districts the forum counts as its poorest."),
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    objects = SeatQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "constituency", "institution"]
        verbose_name = _("seat")
        verbose_name_plural = _("seats")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "institution"],
                condition=Q(ends__isnull=True),
                name="one_seat_of_an_institution",
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("starts")),
                name="seat_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return str(self.institution)


class DelegateQuerySet(PublicQuerySet["Delegate"]):
    def valid_on(self, day: Day) -> Self:
        """Those whose mandate holds on a day."""
        return self.filter(lasting(day, "mandate__"))


class Delegate(models.Model):
    """Who takes a seat by a mandate, and what they declare for the balance of the table."""

    class Gender(models.TextChoices):
        UNDECLARED = "", _("Not declared")
        WOMAN = "woman", _("Woman")
        MAN = "man", _("Man")
        OTHER = "other", _("Other")

    class Age(models.TextChoices):
        UNDECLARED = "", _("Not declared")
        YOUNG = "young", _("18 to 29")
        ADULT = "adult", _("30 or more")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="delegates", verbose_name=_("seat"))
    mandate = models.OneToOneField(
        Mandate, models.PROTECT, related_name="delegate", verbose_name=_("mandate")
    )
    gender = models.CharField(_("gender"), max_length=6, choices=Gender, blank=True)
    age = models.CharField(_("age"), max_length=6, choices=Age, blank=True)

    objects = DelegateQuerySet.as_manager()

    class Meta:
        ordering = ["seat", "mandate"]
        verbose_name = _("delegate")
        verbose_name_plural = _("delegates")

    def __str__(self) -> str:
        return str(self.mandate.person)


class GuardianshipQuerySet(PublicQuerySet["Guardianship"]):
    def lasting_on(self, day: Day) -> Self:
        return self.filter(lasting(day))


@overlaps.forbid("forum", "entity", "guardian", name="one_guardianship_of_a_kind_a_day")
class Guardianship(Authored):
    """Who speaks for a natural entity in a forum, without a vote, and by which legal basis."""

    spoken: ClassVar[tuple[str, ...]] = ("basis",)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    forum = models.ForeignKey(
        Forum, models.PROTECT, related_name="guardianships", verbose_name=_("forum")
    )
    entity = models.ForeignKey(
        NaturalEntity,
        models.PROTECT,
        related_name="guardianships",
        verbose_name=_("natural entity"),
    )
    guardian = models.ForeignKey(
        Institution, models.PROTECT, related_name="guardianships", verbose_name=_("guardian")
    )
    basis = models.CharField(
        _("legal basis"), max_length=300, help_text=_("A law, a ruling or an assembly's decision.")
    )
    starts = models.DateField(_("from"))
    ends = models.DateField(_("to"), null=True, blank=True)

    objects = GuardianshipQuerySet.as_manager()

    class Meta:
        ordering = ["forum", "entity"]
        verbose_name = _("guardianship")
        verbose_name_plural = _("guardianships")
        constraints = [
            models.UniqueConstraint(
                fields=["forum", "entity", "guardian"],
                condition=Q(ends__isnull=True),
                name="one_present_guardianship",
            ),
            models.CheckConstraint(condition=~Q(basis=""), name="guardianship_has_a_basis"),
        ]

    def __str__(self) -> str:
        return f"{self.guardian}: {self.entity}"
