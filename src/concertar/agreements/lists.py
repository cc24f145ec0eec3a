"""The lists of agreements and commitments: what an address may ask of each, and nothing else."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from concertar.agreements.following import Standing
from concertar.agreements.models import Agreement, Draft
from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order
from concertar.kit.search import matching


def _of_drafts(agreements: QuerySet[Any], text: str) -> QuerySet[Any]:
    """Agreements are found by the words of the draft they froze."""
    return agreements.filter(draft__in=matching(Draft.objects.all(), text))


AGREEMENTS = Listing(
    facets=(
        Facet("status", _("Status"), "status", Agreement.Status),
        Facet(
            "place", _("Place"), "table__forum__territory__slug",
            label_field="table__forum__territory__name",
        ),
        Facet("forum", _("Forum"), "table__forum__slug", label_field="table__forum__name"),
    ),
    orders=(
        Order("new", _("Newest"), ("-frozen_on",)),
        Order("place", _("Place"), ("table__forum__territory__sort_name", "-frozen_on")),
    ),
    search=_of_drafts,
    dataset="agreements",
)  # fmt: skip

COMMITMENTS = Listing(
    facets=(
        Facet("standing", _("How it goes"), "standing", Standing),
        Facet(
            "institution", _("Responsible"), "responsible__seat__institution__slug",
            label_field="responsible__seat__institution__name",
        ),
        Facet(
            "place", _("Place"), "draft__table__forum__territory__slug",
            label_field="draft__table__forum__territory__name",
        ),
    ),
    orders=(
        Order("late", _("Late ones first"), ("rank", "due")),
        Order("due", _("Due date"), ("due",)),
        Order("checked", _("Last checked"), ("-last_checked", "due")),
    ),
    search=matching,
    dataset="commitments",
)  # fmt: skip
