"""The lists of the fora: what an address may ask of them, and nothing else."""

from django.utils.translation import gettext_lazy as _

from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order
from concertar.kit.search import matching

FORA = Listing(
    facets=(
        Facet("place", _("Place"), "territory__slug", label_field="territory__name"),
        Facet("consortium", _("Consortium"), "consortium__slug", label_field="consortium__name"),
        Facet("illustrative", _("Illustrative"), "is_illustrative", kind="flag"),
    ),
    orders=(
        Order("name", _("Name"), ("name",)),
        Order("place", _("Place"), ("territory__sort_name", "name")),
        Order("seats", _("Most seats"), ("-seat_count", "name")),
    ),
    search=matching,
    dataset="fora",
)
