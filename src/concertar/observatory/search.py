"""What of the observatory is found by words, and by which."""

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from concertar.kit.search import Searchable, register
from concertar.observatory.models import Indicator, NaturalEntity

register(
    Searchable(
        Indicator,
        _("Indicators"),
        rows=lambda: Indicator.objects.all(),
        address=lambda one: reverse("observatory:indicator_detail", args=[one.slug]),
    )
)
register(
    Searchable(
        NaturalEntity,
        _("Natural entities"),
        rows=lambda: NaturalEntity.objects.all(),
        address=lambda one: reverse("observatory:entity_detail", args=[one.slug]),
    )
)
