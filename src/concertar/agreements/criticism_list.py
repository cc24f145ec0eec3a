"""The list of criticisms: what an address may ask of it, and nothing else."""

from django.utils.translation import gettext_lazy as _

from concertar.agreements.models import Criticism
from concertar.kit.facets import Facet
from concertar.kit.listing import Listing, Order

PAGE_SIZE = 25  # each is a text, and may be a long one

CRITICISMS = Listing(
    page_size=PAGE_SIZE,
    facets=(
        Facet("outcome", _("Answer"), "outcome", Criticism.Outcome),
        Facet("severity", _("Weight"), "severity", Criticism.Severity, kind="number"),
        Facet("clause", _("Clause"), "clause__order", kind="number"),
        Facet(
            "party", _("Party"), "actor__seat__institution__slug",
            label_field="actor__seat__institution__name",
        ),
    ),
    orders=(
        Order("clause", _("Clause"), ("clause__order", "-severity", "entered_at")),
        Order("weight", _("Heaviest first"), ("-severity", "clause__order")),
        Order("new", _("Newest"), ("-entered_at",)),
    ),
)  # fmt: skip
