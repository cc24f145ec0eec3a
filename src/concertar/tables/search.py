"""Tables are found by their own words; what parties say of themselves is never in the index."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concertar.kit.search import Searchable, register
from concertar.tables.models import Table

register(
    Searchable(
        Table,
        _("Tables"),
        rows=lambda: Table.objects.select_related("forum"),
        address=lambda one: reverse("tables:table_detail", args=[one.slug]),
        title="title",
        texts=lambda one: (one.forum.name,),
    )
)
