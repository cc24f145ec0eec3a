"""The lists of the network: what an address may ask of each of them, and nothing else."""

from collections.abc import Mapping

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from concertar.kit.facets import Facet, Words
from concertar.kit.listing import Listing, Order
from concertar.kit.search import matching
from concertar.network.models import Affiliation, Body, Institution, Territory
from concertar.network.models.institution import NOT_AFFILIATED

STANDINGS: Mapping[str, Words] = {
    **{str(code): label for code, label in Affiliation.Standing.choices},
    NOT_AFFILIATED: _("Not affiliated"),
}
BY_NAME = Order("name", _("Name"), ("sort_name",))


def institution_listing(request: HttpRequest) -> Listing:
    return Listing(
        facets=(
            Facet("standing", _("Standing"), "standing", STANDINGS),
            Facet("constituency", _("Constituency"), "constituency", Institution.Constituency),
            Facet("kind", _("Kind"), "kind", Institution.Kind),
            Facet("region", _("Regional assembly"), "place__assembly__slug", _assemblies(request)),
            Facet("place", _("Place"), "place__slug", label_field="place__name"),
        ),
        orders=(
            BY_NAME,
            Order("place", _("Place"), ("place__sort_name", "sort_name")),
            Order("kind", _("Kind"), ("kind", "sort_name")),
        ),
        search=matching,
        dataset="institutions",
    )


def place_listing(request: HttpRequest) -> Listing:
    return Listing(
        facets=(
            Facet("region", _("Regional assembly"), "assembly__slug", _assemblies(request)),
            Facet("department", _("Department"), "parent__slug", label_field="parent__name"),
            Facet("kind", _("Kind"), "kind", Territory.Kind),
            Facet("agenda21", _("Local Agenda 21"), "agenda21", kind="flag"),
        ),
        orders=(
            BY_NAME,
            Order("department", _("Department"), ("parent__sort_name", "sort_name")),
            Order("institutions", _("Most institutions"), ("-institution_count", "sort_name")),
        ),
        search=matching,
        dataset="places",
    )


def _assemblies(request: HttpRequest) -> Mapping[str, Words]:
    """The regional assemblies, named in the reader's language."""
    bodies = Body.objects.visible_to(request.user).regional()
    return {body.slug: body.said("name").text for body in bodies}
