"""The list of tables: what an address may ask of it, and nothing else."""

from django.utils.translation import gettext_lazy as _

from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order
from concertar.kit.search import matching
from concertar.tables.models.table import State

TABLES = Listing(
    facets=(
        Facet("state", _("State"), "state", State),
        Facet("forum", _("Forum"), "forum__slug", label_field="forum__name"),
        Facet("place", _("Place"), "forum__territory__slug", label_field="forum__territory__name"),
    ),
    orders=(
        Order("day", _("Decided last"), ("-decides_by", "title")),
        Order("title", _("Title"), ("title",)),
    ),
    search=matching,
    dataset="tables",
)
