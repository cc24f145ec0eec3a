"""Places, one inside another: nation, department, basin, city, district, neighbourhood."""

import uuid
from typing import Self

from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Value
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from concertar.kit.access import PublicQuerySet
from concertar.network.models.source import Sourced

# First words of the site's addresses. A territory may one day live at the root, so none may be
# called like a room of the house.
RESERVED_SLUGS = (
    "about", "accounts", "agenda21", "agreements", "api", "assemblies", "bodies", "budgeting",
    "checks", "commitments", "demo", "dictionary", "events", "feeds", "figures", "files", "fora",
    "forum", "funds", "health", "house", "institutions", "journal", "language", "learning",
    "library", "me", "milestones", "network", "newsletter", "observatory", "places", "programmes",
    "robots-txt", "safeguards", "search", "static", "statistics", "tables", "verify",
)  # fmt: skip


class TerritoryQuerySet(PublicQuerySet["Territory"]):
    def below(self, territory: "Territory") -> Self:
        """The territory and everything inside it, however deep."""
        return self.filter(path__startswith=territory.path)

    def local(self) -> Self:
        """Where people live and meet: cities, districts and neighbourhoods."""
        return self.filter(kind__in=Territory.LOCAL_KINDS)

    def located(self) -> Self:
        return self.filter(latitude__isnull=False)

    def with_agenda21(self) -> Self:
        return self.filter(agenda21=True)

    def with_institution_counts(self) -> Self:
        """Counted apart for each place: joining them would sort every institution to count it."""
        related = self.model._meta.get_field("institutions").related_model
        of_place = related._default_manager.filter(place=OuterRef("pk")).order_by().values("place")
        counted = Subquery(of_place.annotate(count=Count("pk")).values("count"))
        return self.annotate(institution_count=Coalesce(counted, 0))


class Territory(Sourced):
    """A place that may hold others."""

    class Kind(models.TextChoices):
        NATION = "nation", _("Nation")
        DEPARTMENT = "department", _("Department")
        BASIN = "basin", _("Basin")
        CITY = "city", _("Provincial city")
        DISTRICT = "district", _("District")
        NEIGHBOURHOOD = "neighbourhood", _("Neighbourhood")

    class Coordinates(models.TextChoices):
        UNKNOWN = "", _("Unknown")
        GEONAMES = "geonames", _("GeoNames")
        APPROXIMATE = "approximate", _("Approximate")

    LOCAL_KINDS = (Kind.CITY, Kind.DISTRICT, Kind.NEIGHBOURHOOD)

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(
        _("key"), max_length=80, unique=True, help_text=_("The word in the address of its page.")
    )
    name = models.CharField(_("name"), max_length=200)
    sort_name = models.CharField(
        _("name to sort by"),
        max_length=200,
        help_text=_("The name without accents and capitals."),
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
    path = models.CharField(
        _("path"),
        max_length=800,
        unique=True,
        help_text=_("The keys of all that it lies in, and its own, from the outside in."),
    )
    assembly = models.ForeignKey(
        "network.Body",
        models.PROTECT,
        related_name="places",
        null=True,
        blank=True,
        verbose_name=_("regional assembly"),
    )
    agenda21 = models.BooleanField(
        _("Local Agenda 21"),
        default=False,
        help_text=_("Whether the source names it among the places with a Local Agenda 21."),
    )
    latitude = models.DecimalField(
        _("latitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    longitude = models.DecimalField(
        _("longitude"), max_digits=8, decimal_places=5, null=True, blank=True
    )
    coordinates = models.CharField(
        _("origin of the coordinates"), max_length=12, choices=Coordinates, blank=True
    )
    zone = models.CharField(
        _("time zone"), max_length=40, help_text=_("For instance America/Lima.")
    )

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        ordering = ["sort_name", "path"]
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(
                fields=["parent", "kind", "sort_name"], name="one_place_of_a_name_and_kind"
            ),
            models.CheckConstraint(
                condition=~Q(name="") & ~Q(sort_name=""), name="territory_has_a_name"
            ),
            models.CheckConstraint(
                condition=~Q(slug="") & ~Q(slug__in=RESERVED_SLUGS), name="territory_slug_is_free"
            ),
            models.CheckConstraint(
                condition=Q(
                    kind__in=["nation", "department", "basin", "city", "district", "neighbourhood"]
                ),
                name="territory_kind_is_known",
            ),
            # A path ends with the territory's own key and is longer than it only inside another:
            # a territory can lie neither in itself nor in what it holds.
            models.CheckConstraint(
                condition=Q(parent__isnull=True, path=Concat(F("slug"), Value("/")))
                | Q(parent__isnull=False, path__endswith=Concat(Value("/"), F("slug"), Value("/"))),
                name="territory_path_ends_with_its_slug",
            ),
            models.CheckConstraint(
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
                name="territory_is_not_inside_itself",
            ),
            models.CheckConstraint(
                condition=Q(latitude__isnull=True, longitude__isnull=True, coordinates="")
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                    coordinates__in=["geonames", "approximate"],
                ),
                name="territory_coordinates_are_whole",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def depth(self) -> int:
        return self.path.count("/") - 1
