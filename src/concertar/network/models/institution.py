"""Institutions, and how they belong to the network."""

import uuid
from typing import ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.kit.texts import Authored
from concertar.network.models.source import Sourced
from concertar.network.models.territory import Territory

NOT_AFFILIATED = "none"


class InstitutionQuerySet(PublicQuerySet["Institution"]):
    def affiliated(self) -> Self:
        return self.filter(affiliations__ends__isnull=True, affiliations__isnull=False)

    def not_affiliated(self) -> Self:
        return self.exclude(affiliations__ends__isnull=True, affiliations__isnull=False)

    def within(self, territory: Territory) -> Self:
        """Those of the territory and of everything inside it."""
        return self.filter(place__path__startswith=territory.path)

    def with_standing(self) -> Self:
        """Each with the standing of its present affiliation, or `none`."""
        present = Affiliation.objects.filter(institution=models.OuterRef("pk"), ends__isnull=True)
        standing = models.Subquery(present.values("standing")[:1])
        return self.annotate(standing=Coalesce(standing, models.Value(NOT_AFFILIATED)))


class Institution(Sourced, Authored):
    """A municipality, organisation, university, firm or public body, affiliated or not."""

    spoken: ClassVar[tuple[str, ...]] = ("note",)

    class Kind(models.TextChoices):
        MUNICIPALITY = "municipality", _("Municipality")
        NGO = "ngo", _("Non-governmental organisation")
        PRIVATE = "private", _("Firm or business association")
        PROFESSIONAL = "professional", _("Professional body")
        COMMUNITY = "community", _("Community organisation")
        UNIVERSITY = "university", _("University or institute")
        PUBLIC = "public", _("Public body")
        INTERNATIONAL = "international", _("International organisation or agency")
        NETWORK = "network", _("Network or association")

    class Constituency(models.TextChoices):
        NONE = "", _("No constituency")
        STATE = "state", _("State")
        CIVIL_SOCIETY = "civil_society", _("Civil society")
        PRIVATE_SECTOR = "private_sector", _("Private sector")
        ACADEMIA = "academia", _("Academia")
        COMMUNITIES = "communities", _("Communities")

    class SourceGroup(models.TextChoices):
        NONE = "", _("In no list")
        MUNICIPALITY = "municipality", _("Municipalities")
        NGO_OR_PRIVATE = "ngo_or_private", _("NGOs and private organisations")
        UNIVERSITY = "university", _("Universities")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("The word in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=200, help_text=_("As it calls itself."))
    sort_name = models.CharField(
        _("name to sort by"),
        max_length=200,
        unique=True,
        help_text=_("The name without accents and capitals, by which no two are alike."),
    )
    acronym = models.CharField(_("acronym"), max_length=30, blank=True)
    kind = models.CharField(_("kind"), max_length=16, choices=Kind)
    constituency = models.CharField(
        _("constituency"),
        max_length=16,
        choices=Constituency,
        blank=True,
        help_text=_("The side it speaks for at a table; empty for those that do not sit."),
    )
    place = models.ForeignKey(
        Territory,
        models.PROTECT,
        related_name="institutions",
        null=True,
        blank=True,
        verbose_name=_("place"),
    )
    source_group = models.CharField(
        _("group in the source"), max_length=16, choices=SourceGroup, blank=True
    )
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_illustrative = models.BooleanField(
        _("illustrative"),
        default=False,
        help_text=_("Made up for a demonstration or an exercise; it does not exist."),
    )

    standing: str  # given by the query set, `with_standing`

    objects = InstitutionQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name"]
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(sort_name=""), name="institution_has_a_name"
            ),
            models.CheckConstraint(condition=~Q(slug=""), name="institution_has_a_slug"),
            models.CheckConstraint(
                condition=Q(
                    kind__in=[
                        "municipality",
                        "ngo",
                        "private",
                        "professional",
                        "community",
                        "university",
                        "public",
                        "international",
                        "network",
                    ]
                ),
                name="institution_kind_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    constituency__in=[
                        "",
                        "state",
                        "civil_society",
                        "private_sector",
                        "academia",
                        "communities",
                    ]
                ),
                name="institution_constituency_is_known",
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "sort_name"], name="institution_by_kind"),
            models.Index(fields=["constituency", "sort_name"], name="institution_by_constituency"),
        ]

    def __str__(self) -> str:
        return self.name


class AffiliationQuerySet(PublicQuerySet["Affiliation"]):
    def present(self) -> Self:
        return self.filter(ends__isnull=True)


class Affiliation(Sourced):
    """An institution's belonging to the network, by an instrument, from a day to a day."""

    class Standing(models.TextChoices):
        FOUNDING = "founding", _("Founding member")
        MEMBER = "member", _("Member")

    class Instrument(models.TextChoices):
        UNKNOWN = "", _("Unknown")
        AUTHORIZATION = "authorization", _("Letter of authorization")
        COOPERATION = "cooperation", _("Agreement of cooperation")
        LETTER = "letter", _("Letter of adhesion")
        DECLARATION = "declaration", _("Declaration of association")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    institution = models.ForeignKey(
        Institution,
        models.PROTECT,
        related_name="affiliations",
        verbose_name=_("institution"),
    )
    standing = models.CharField(_("standing"), max_length=10, choices=Standing)
    instrument = models.CharField(_("instrument"), max_length=16, choices=Instrument, blank=True)
    starts = models.DateField(_("from"), null=True, blank=True)
    ends = models.DateField(_("to"), null=True, blank=True, help_text=_("Empty while it lasts."))

    objects = AffiliationQuerySet.as_manager()

    class Meta:
        ordering = ["institution", "starts"]
        verbose_name = _("affiliation")
        verbose_name_plural = _("affiliations")
        constraints = [
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(ends__isnull=True),
                name="one_present_affiliation",
            ),
            models.UniqueConstraint(
                fields=["institution", "starts"], name="one_affiliation_from_a_day"
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(starts__isnull=True),
                name="one_affiliation_from_an_unknown_day",
            ),
            models.CheckConstraint(
                condition=Q(starts__isnull=True) | Q(ends__isnull=True) | Q(ends__gt=F("starts")),
                name="affiliation_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=Q(standing__in=["founding", "member"]),
                name="affiliation_standing_is_known",
            ),
            models.CheckConstraint(
                condition=Q(
                    instrument__in=["", "authorization", "cooperation", "letter", "declaration"]
                ),
                name="affiliation_instrument_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution} ({self.get_standing_display()})"
