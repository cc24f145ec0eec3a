"""The lists of the observatory: what an address may ask of them, and nothing else."""

from django.utils.translation import gettext_lazy as _

from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order
from concertar.kit.search import matching

INDICATORS = Listing(
    facets=(Facet("unit", _("Unit"), "unit"),),
    orders=(Order("name", _("Name"), ("name",)), Order("unit", _("Unit"), ("unit", "name"))),
    search=matching,
    dataset="indicators",
)
